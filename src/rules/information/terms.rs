//! The words in which informing is spoken of: who is told, when, how, of what.

use super::codes::codes;

codes! {
    /// Who reads or hears a notice.
    Audience {
        Adult = "adult",
        Minor = "minor",
        RepresentativeOfMinor = "representative_of_minor",
        /// Whoever is charged with the protection of an adult's person.
        RepresentativeOfAdult = "representative_of_adult",
        /// An adult whose person is protected.
        ProtectedPerson = "protected_person",
        /// An adult of whom the property alone is protected: the notice is always his own.
        ProtectedProperty = "protected_property",
    }

    /// What is to be done, or was done, to the profile.
    Actions {
        Feed = "feed",
        Consult = "consult",
        FeedAndConsult = "feed_and_consult",
    }

    /// When the person is told.
    Moment {
        Before = "before",
        During = "during",
        /// A reminder: it clears no duty.
        After = "after",
        /// The start of a new episode of care of someone who was informed earlier.
        NewEpisode = "new_episode",
    }

    /// By which way the person is told.
    Channel {
        Letter = "letter",
        /// The foot of a document handed over.
        DocumentFoot = "document_foot",
        /// Ordinary e-mail, which anyone may read on its way.
        Email = "email",
        /// The secure messaging of health (MSSanté, Mon espace santé).
        SecureMessage = "secure_message",
        Platform = "platform",
        Booking = "booking",
        PreAdmission = "pre_admission",
        PreConsultation = "pre_consultation",
        ResultsPlatform = "results_platform",
        OnlinePrescription = "online_prescription",
        Telephone = "telephone",
        Desk = "desk",
        Consultation = "consultation",
    }
}

impl Audience {
    /// Who is told of somebody else's profile.
    pub fn is_representative(self) -> bool {
        matches!(self, Audience::RepresentativeOfMinor | Audience::RepresentativeOfAdult)
    }

    /// Whether a protection of adults stands behind the notice.
    pub fn is_protected(self) -> bool {
        use Audience::{ProtectedPerson, ProtectedProperty, RepresentativeOfAdult};
        matches!(self, ProtectedPerson | ProtectedProperty | RepresentativeOfAdult)
    }
}

impl Actions {
    pub fn feeds(self) -> bool {
        self != Actions::Consult
    }

    pub fn consults(self) -> bool {
        self != Actions::Feed
    }
}

impl Moment {
    /// Only what is said before or during the care clears a duty to inform.
    pub fn clears_duty(self) -> bool {
        self != Moment::After
    }
}

impl Channel {
    pub fn is_oral(self) -> bool {
        matches!(self, Channel::Telephone | Channel::Desk | Channel::Consultation)
    }

    /// A web site.
    pub fn is_platform(self) -> bool {
        use Channel::{
            Booking, OnlinePrescription, PreAdmission, PreConsultation, ResultsPlatform,
        };
        let forms = [Booking, PreAdmission, PreConsultation, ResultsPlatform, OnlinePrescription];
        self == Channel::Platform || forms.contains(&self)
    }

    /// A letter, the foot of a document or a message: what is handed over or sent.
    pub fn is_sent(self) -> bool {
        !self.is_oral() && !self.is_platform()
    }
}
