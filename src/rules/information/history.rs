//! What the journal remembers of a patient, as far as the duties rest on it.

use super::codes::codes;
use super::{Actions, Channel};
use crate::record::Timestamp;

codes! {
    /// Whom an entry speaks of.
    Party {
        Patient = "patient",
        Representative = "representative",
    }

    ConsentForm {
        Given = "given",
        Refused = "refused",
        Withdrawn = "withdrawn",
    }

    OpposedTo {
        Feeding = "feeding",
        Consultation = "consultation",
    }

    /// Where an opposition stands. One to consultation needs no answer.
    OppositionState {
        Asked = "asked",
        Accepted = "accepted",
        NotAccepted = "not_accepted",
        Lifted = "lifted",
    }

    /// How far an opposition reaches.
    OppositionScope {
        Document = "document",
        Act = "act",
        Episode = "episode",
        FollowUp = "follow_up",
    }
}

/// In whose name something was said or asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Holder {
    /// The care team, where there is one: what one of its members does holds for all.
    pub team: Option<String>,
    pub professional: Option<String>,
    pub episode: Option<String>,
}

/// The wording that was given: its template, and the hash of its content.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wording {
    pub template: String,
    pub version: String,
    /// SHA-256 of the content, in hexadecimal.
    pub hash: String,
}

/// One information given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Information {
    pub at: Timestamp,
    /// Who gave it, by the host's id of the user.
    pub by: String,
    pub to: Party,
    pub channel: Channel,
    pub actions: Actions,
    /// A notice after an access in an emergency.
    pub emergency: bool,
    /// Whether it was given before or during the care. A notice after the fact clears nothing.
    pub clears_duty: bool,
    pub wording: Wording,
    pub holder: Holder,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Consent {
    pub at: Timestamp,
    pub by: String,
    pub form: ConsentForm,
    pub holder: Holder,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opposition {
    pub at: Timestamp,
    pub by: String,
    pub to: OpposedTo,
    pub state: OppositionState,
    pub scope: OppositionScope,
    pub holder: Holder,
}

/// One entry of the history of a patient.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Entry {
    Information(Information),
    Consent(Consent),
    Opposition(Opposition),
    /// The profile was opened in an emergency.
    EmergencyAccess {
        at: Timestamp,
        holder: Holder,
    },
}
