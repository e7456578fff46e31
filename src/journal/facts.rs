//! What an entry may say, one record a kind.

use serde::{Deserialize, Serialize};

use super::kind;
use super::words::{ins, moment, nullable_ins, nullable_moment, FreeText, Label};
use crate::record::{object, Ins, Timestamp};

/// Declares the facts: each with its name in JSON, its number and its record.
macro_rules! facts {
    ($($name:ident($record:ident) = $number:ident,)+) => {
        /// What happened. In JSON an object of one field, whose name says what.
        #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum Fact {
            $($name(#[serde(deserialize_with = "object")] $record),)+
        }

        impl Fact {
            /// The number of its kind.
            pub fn kind(&self) -> u16 {
                match self {
                    $(Fact::$name(_) => kind::$number,)+
                }
            }
        }
    };
}

facts! {
    InformationGiven(InformationGiven) = INFORMATION_GIVEN,
    ConsentGiven(Consent) = CONSENT_GIVEN,
    ConsentRefused(Consent) = CONSENT_REFUSED,
    ConsentWithdrawn(Consent) = CONSENT_WITHDRAWN,
    OppositionToFeeding(OppositionToFeeding) = OPPOSITION_TO_FEEDING,
    OppositionToConsultation(OppositionToConsultation) = OPPOSITION_TO_CONSULTATION,
    OppositionLifted(OppositionLifted) = OPPOSITION_LIFTED,
    WithdrawalPending(Withdrawal) = WITHDRAWAL_PENDING,
    WithdrawalDone(Withdrawal) = WITHDRAWAL_DONE,
    ProfileSeen(ProfileSeen) = PROFILE_SEEN,
    LastVisit(LastVisit) = LAST_VISIT,
    AccessOpened(AccessOpened) = ACCESS_OPENED,
    Search(Search) = SEARCH,
    Read(OneDocument) = READ,
    Save(OneDocument) = SAVE,
    Emergency(Emergency) = EMERGENCY,
    IdentityLinked(IdentityLinked) = IDENTITY_LINKED,
    IdentityMerged(IdentityMerged) = IDENTITY_MERGED,
    IdentityUnlinked(IdentityUnlinked) = IDENTITY_UNLINKED,
    AirTrace(AirTrace) = AIR_TRACE,
    TextAcknowledged(TextAcknowledged) = TEXT_ACKNOWLEDGED,
}

/// Declares the words of a closed list.
macro_rules! words {
    ($($(#[$doc:meta])* $name:ident {
        $($(#[$meta:meta])* $word:ident),+
    })+) => {
        $(
            $(#[$doc])*
            #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
            #[serde(rename_all = "snake_case")]
            pub enum $name { $($(#[$meta])* $word),+ }
        )+
    };
}

words! {
    /// What a person is informed of, consents to or opposes.
    Action { Feeding, Consultation }
    /// Who was told.
    Addressee { Patient, Representative }
    /// Who said so. A minor speaks for himself in what concerns a secret act (L. 1111-5).
    Voice { Patient, Minor, Representative }
    Form { Oral, Written, Electronic }
    Channel { Letter, Email, SecureMessage, Platform, Telephone, Desk, Consultation }
    Moment { Before, During, After }
    /// For the care team, or for one professional outside it, at this consultation alone.
    Team { CareTeam, Professional }
    Outcome { Asked, Accepted, NotAccepted }
    AccessMode { Normal, BrisDeGlace, #[serde(rename = "centre_15")] Centre15 }
    EmergencyMode { BrisDeGlace, #[serde(rename = "centre_15")] Centre15 }
    AirEvent { TokenCreated, TokenUsed, Call }
}

/// How far an opposition goes: `{"document": "…"}`, `{"act": "…"}`, `{"episode": "…"}` or
/// `"follow_up"`, the whole follow-up of the person.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    Document(Label),
    Act(Label),
    Episode(Label),
    FollowUp,
}

/// The text that was given: what a rendering says of itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Notice {
    pub template: Label,
    pub version: Label,
    /// Hash of the content, as the rendering gives it.
    pub hash: Label,
    /// Which state of the law it was written for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub regime: Option<Label>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct InformationGiven {
    /// One or two actions, each once.
    pub about: Vec<Action>,
    pub to: Addressee,
    pub channel: Channel,
    /// What was told after the fact is a reminder: it clears no duty.
    pub moment: Moment,
    #[serde(deserialize_with = "object")]
    pub notice: Notice,
}

/// Consent to the opening of the record, given, refused or withdrawn: always by an explicit act,
/// never by silence. Withdrawal for the team takes it from each of its members (EX_0.3-1040).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Consent {
    pub from: Voice,
    pub form: Form,
    #[serde(rename = "for")]
    pub team: Team,
}

/// For a legitimate reason, which the professional weighs (R. 1111-47); a minor's holds for one
/// document or act (R. 1111-50).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OppositionToFeeding {
    pub outcome: Outcome,
    pub from: Voice,
    pub scope: Scope,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<FreeText>,
}

/// No reason is asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OppositionToConsultation {
    pub from: Voice,
    /// An episode or the whole follow-up.
    pub scope: Scope,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OppositionLifted {
    pub of: Action,
    pub from: Voice,
    /// The scope that the opposition had.
    pub scope: Scope,
}

/// The authorisation of this professional is to be taken back in the DMP, or now is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Withdrawal {
    pub professional: Label,
}

/// What the DMP last said. That a patient blocked somebody is not kept: it may change at any
/// moment, and is shown from a fresh answer alone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProfileSeen {
    pub existence: SeenExistence,
    #[serde(default, with = "nullable_moment", skip_serializing_if = "Option::is_none")]
    pub closed_on: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub authorisation: Option<SeenAuthorisation>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub treating_doctor: Option<bool>,
    /// Whether the record is attached to Mon espace santé.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub attached: Option<bool>,
}

/// In the words of the DMP.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum SeenExistence {
    #[serde(rename = "ACTIF")]
    Active,
    #[serde(rename = "FERME")]
    Closed,
    #[serde(rename = "INEXISTANT")]
    Absent,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum SeenAuthorisation {
    #[serde(rename = "VALIDE")]
    Valide,
    #[serde(rename = "NON_EXISTE")]
    NonExiste,
    #[serde(rename = "EXPIRE")]
    Expire,
}

/// Up to when this professional has seen what is new in the record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LastVisit {
    #[serde(with = "moment")]
    pub seen_until: Timestamp,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AccessOpened {
    pub mode: AccessMode,
    /// Typed by the professional for bris_de_glace.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<FreeText>,
    /// What the access stands on, by the id of the rule: `consent`, `care_team`.
    pub ground: Label,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Search {
    /// Sent at the opening of the chart, not by an act of the user.
    pub automatic: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub results: Option<u32>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OneDocument {
    /// uniqueId of the document.
    pub document: Label,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Emergency {
    pub mode: EmergencyMode,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<FreeText>,
}

/// The host's patient has this INS: a waiting number, then the number of the register.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IdentityLinked {
    #[serde(with = "ins")]
    pub ins: Ins,
}

/// Two patients of the host are one person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IdentityMerged {
    /// The host's id that is no longer used.
    pub absorbed: Label,
}

/// A link or a merge was wrong: what was written under each goes back to each.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IdentityUnlinked {
    pub from: Alias,
}

/// A name of a person: `{"patient": "…"}`, the host's id, or `{"ins": {…}}`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Alias {
    Patient(Label),
    Ins(#[serde(with = "ins")] Ins),
}

/// Creation or use of a token under AIR (EX_AIR-070, 090, 110).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AirTrace {
    pub event: AirEvent,
    /// Id of the assertion.
    pub token: Label,
    #[serde(default, with = "nullable_ins", skip_serializing_if = "Option::is_none")]
    pub ins: Option<Ins>,
    /// Which transaction was called: `TD3.1`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub transaction: Option<Label>,
    /// What came of it: `ok`, or the code of the fault.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outcome: Option<Label>,
}

/// The text every user reads at first login, then from time to time (SC.DMP/CONF.11).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TextAcknowledged {
    pub text: Label,
    pub version: Label,
    pub hash: Label,
}
