//! The kinds of notices: at which moment, by which channel, about which actions each may be.

use crate::record::Invalid;
use crate::rules::information::{codes, Actions, Channel, Moment};

codes! {
    Kind {
        Feeding = "feeding",
        Consultation = "consultation",
        ConsultationAndFeeding = "consultation_and_feeding",
        /// A reminder: it clears no duty and replaces no consent.
        AfterTheFact = "after_the_fact",
        /// What to say, to be ticked by who says it.
        OralScript = "oral_script",
        /// A notice with check boxes.
        PlatformForm = "platform_form",
        /// After an access in an emergency.
        Emergency = "emergency",
        /// At a new episode of care, or after: as for consultation, shortened.
        Reminder = "reminder",
    }
}

impl Kind {
    pub fn moments(self) -> &'static [Moment] {
        use Moment::{After, Before, During, NewEpisode};
        match self {
            Kind::AfterTheFact | Kind::Emergency => &[After],
            Kind::PlatformForm => &[Before, During, After],
            Kind::Reminder => &[NewEpisode, After],
            _ => &[Before, During],
        }
    }

    pub fn channels(self) -> &'static [Channel] {
        use Channel::{
            Booking, Consultation, Desk, DocumentFoot, Email, Letter, OnlinePrescription, Platform,
            PreAdmission, PreConsultation, ResultsPlatform, SecureMessage, Telephone,
        };
        match self {
            Kind::Feeding | Kind::Consultation | Kind::ConsultationAndFeeding => {
                &[Letter, Email, SecureMessage, Platform]
            }
            Kind::AfterTheFact => {
                &[Email, DocumentFoot, ResultsPlatform, OnlinePrescription, Letter, SecureMessage]
            }
            Kind::OralScript => &[Telephone, Desk, Consultation],
            Kind::PlatformForm => &[
                Booking,
                PreAdmission,
                PreConsultation,
                ResultsPlatform,
                OnlinePrescription,
                Platform,
            ],
            // An ordinary e-mail says nothing medical, and an emergency is.
            Kind::Emergency => &[Letter, SecureMessage],
            Kind::Reminder => Channel::ALL,
        }
    }

    pub fn actions(self) -> &'static [Actions] {
        match self {
            Kind::Feeding => &[Actions::Feed],
            Kind::Consultation | Kind::Emergency => &[Actions::Consult],
            Kind::ConsultationAndFeeding => &[Actions::FeedAndConsult],
            Kind::Reminder => &[Actions::Consult, Actions::FeedAndConsult],
            Kind::AfterTheFact | Kind::OralScript | Kind::PlatformForm => Actions::ALL,
        }
    }

    /// Whether someone is told before he chooses: the kinds that speak of objecting.
    pub fn offers_choice(self) -> bool {
        !matches!(self, Kind::AfterTheFact | Kind::Emergency)
    }

    /// The kind that serves a moment, a channel and actions.
    pub fn serving(moment: Moment, channel: Channel, actions: Actions) -> Result<Kind, Invalid> {
        let kind = match (moment, channel) {
            (Moment::NewEpisode, _) => Kind::Reminder,
            (Moment::After, channel) if channel.is_oral() => Kind::Reminder,
            (Moment::After, _) if Kind::AfterTheFact.channels().contains(&channel) => {
                Kind::AfterTheFact
            }
            (_, channel) if channel.is_oral() => Kind::OralScript,
            (_, Channel::Letter | Channel::Email | Channel::SecureMessage | Channel::Platform) => {
                match actions {
                    Actions::Feed => Kind::Feeding,
                    Actions::Consult => Kind::Consultation,
                    Actions::FeedAndConsult => Kind::ConsultationAndFeeding,
                }
            }
            _ => Kind::PlatformForm,
        };
        let fits = kind.moments().contains(&moment) && kind.channels().contains(&channel);
        fits.then_some(kind).ok_or_else(|| {
            Invalid::new("channel", format!("no notice is given there at moment {}", moment.code()))
        })
    }
}
