//! An entry: who, for whom, when, what. The document `dmpkit.journal-entry/1`.

use serde::{Deserialize, Serialize};

use super::facts::{AccessMode, EmergencyMode, Fact, Outcome, Scope, Team, Voice};
use super::words::{nullable_moment, operator, Label};
use super::{Addressee, Alias};
use crate::record::{
    object, read_json, Ins, Invalid, NotRead, Operator, ProfessionalId, Timestamp,
};

/// Declares the name of the document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Schema {
    #[serde(rename = "dmpkit.journal-entry/1")]
    JournalEntry1,
}

/// One thing to remember. What it needs besides its fields is checked when it is recorded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    schema: Schema,
    /// The host's id of the patient.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub patient: Option<Label>,
    #[serde(deserialize_with = "object")]
    pub by: By,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub episode: Option<Label>,
    /// When it happened, if it is entered later.
    #[serde(default, with = "nullable_moment", skip_serializing_if = "Option::is_none")]
    pub happened_at: Option<Timestamp>,
    /// Done in a secret connection, or about a secret act of a minor.
    #[serde(default, skip_serializing_if = "is_false")]
    pub secret: bool,
    /// Who may not see the document it speaks of.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub hidden_from: Vec<Addressee>,
    pub fact: Fact,
}

/// Who sat at the keyboard, and in whose name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct By {
    #[serde(with = "operator")]
    pub operator: Operator,
    /// PS_IdNat of the professional.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub professional: Option<Label>,
    /// The host's id of the user.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user: Option<Label>,
}

fn is_false(value: &bool) -> bool {
    !value
}

/// What an entry of a kind must hold.
struct Needs {
    patient: Need,
    professional: bool,
}

#[derive(PartialEq)]
enum Need {
    Required,
    Allowed,
    Refused,
}

impl Entry {
    pub fn new(patient: Option<Label>, by: By, fact: Fact) -> Self {
        Entry {
            schema: Schema::JournalEntry1,
            patient,
            by,
            episode: None,
            happened_at: None,
            secret: false,
            hidden_from: Vec::new(),
            fact,
        }
    }

    /// Reads a document and checks it; an unknown field is refused and named.
    pub fn read(json: &str) -> Result<Self, NotRead> {
        let entry: Entry = read_json(json)?;
        entry.check().map_err(NotRead::Invalid)?;
        Ok(entry)
    }

    /// What the fields must be together.
    pub fn check(&self) -> Result<(), Invalid> {
        let needs = self.needs();
        match (&self.patient, needs.patient) {
            (None, Need::Required) => return Err(Invalid::new("patient", "is missing")),
            (Some(_), Need::Refused) => {
                return Err(Invalid::new("patient", "does not go with this fact"))
            }
            _ => {}
        }
        match &self.by.professional {
            None if needs.professional => {
                return Err(Invalid::new("by.professional", "is missing"));
            }
            Some(id) => drop(professional(id, "by.professional")?),
            None => {}
        }
        self.fact_holds()
    }

    fn needs(&self) -> Needs {
        let patient = match &self.fact {
            Fact::AirTrace(_) => Need::Allowed,
            Fact::TextAcknowledged(_) => Need::Refused,
            _ => Need::Required,
        };
        let professional = matches!(
            self.fact,
            Fact::AccessOpened(_)
                | Fact::Search(_)
                | Fact::Read(_)
                | Fact::Save(_)
                | Fact::Emergency(_)
                | Fact::LastVisit(_)
                | Fact::ProfileSeen(_)
                | Fact::AirTrace(_)
        );
        Needs { patient, professional }
    }

    fn fact_holds(&self) -> Result<(), Invalid> {
        let refuse = |field: &str, problem: &str| Err(Invalid::new(field, problem));
        match &self.fact {
            Fact::InformationGiven(given) => match given.about.as_slice() {
                [_] => Ok(()),
                [one, other] if one != other => Ok(()),
                _ => refuse(
                    "fact.information_given.about",
                    "must hold feeding, consultation or both, each once",
                ),
            },
            Fact::ConsentGiven(consent)
            | Fact::ConsentRefused(consent)
            | Fact::ConsentWithdrawn(consent)
                if consent.team == Team::Professional && self.by.professional.is_none() =>
            {
                refuse("by.professional", "is missing: consent is for this professional")
            }
            Fact::OppositionToFeeding(opposition) => {
                let one = matches!(opposition.scope, Scope::Document(_) | Scope::Act(_));
                if opposition.from == Voice::Minor && !one {
                    let problem = "must be a document or an act: a minor opposes at each act";
                    return refuse("fact.opposition_to_feeding.scope", problem);
                }
                if opposition.outcome != Outcome::Asked && self.by.professional.is_none() {
                    return refuse("by.professional", "is missing: he weighs the reason");
                }
                Ok(())
            }
            Fact::OppositionToConsultation(opposition) => match opposition.scope {
                Scope::Episode(_) | Scope::FollowUp => Ok(()),
                _ => refuse(
                    "fact.opposition_to_consultation.scope",
                    "must be an episode or follow_up",
                ),
            },
            Fact::AccessOpened(opened) => reason_fits(
                opened.mode == AccessMode::BrisDeGlace,
                opened.reason.is_some(),
                "fact.access_opened.reason",
            ),
            Fact::Emergency(emergency) => reason_fits(
                emergency.mode == EmergencyMode::BrisDeGlace,
                emergency.reason.is_some(),
                "fact.emergency.reason",
            ),
            Fact::WithdrawalPending(pending) => {
                professional(&pending.professional, "fact.withdrawal_pending.professional")
            }
            Fact::WithdrawalDone(done) => {
                professional(&done.professional, "fact.withdrawal_done.professional")
            }
            Fact::IdentityMerged(merged) if self.patient.as_ref() == Some(&merged.absorbed) => {
                refuse("fact.identity_merged.absorbed", "must be another than patient")
            }
            Fact::IdentityUnlinked(unlinked) => match (&unlinked.from, &self.patient) {
                (Alias::Patient(other), Some(patient)) if other == patient => {
                    refuse("fact.identity_unlinked.from.patient", "must be another than patient")
                }
                _ => Ok(()),
            },
            _ => Ok(()),
        }
    }

    /// The INS it holds.
    pub(super) fn ins(&self) -> Option<&Ins> {
        match &self.fact {
            Fact::IdentityLinked(linked) => Some(&linked.ins),
            Fact::IdentityUnlinked(unlinked) => match &unlinked.from {
                Alias::Ins(ins) => Some(ins),
                Alias::Patient(_) => None,
            },
            Fact::AirTrace(trace) => trace.ins.as_ref(),
            _ => None,
        }
    }
}

fn professional(id: &Label, field: &str) -> Result<(), Invalid> {
    ProfessionalId::new(id.as_str()).map(drop).map_err(|invalid| invalid.within(field))
}

fn reason_fits(asked: bool, given: bool, field: &str) -> Result<(), Invalid> {
    match (asked, given) {
        (true, false) => Err(Invalid::new(field, "is missing")),
        (false, true) => Err(Invalid::new(field, "goes with bris_de_glace only")),
        _ => Ok(()),
    }
}

/// An entry as it was kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recorded {
    pub position: u64,
    /// When it was written.
    pub at: Timestamp,
    pub entry: Entry,
}
