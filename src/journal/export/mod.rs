//! What the journal holds, for somebody to read. Each export names whom it is for, and holds
//! nothing he may not see.

mod csv;
mod html;
mod json;
mod wording;

use super::facts::{Addressee, Fact, Voice};
use super::words::{FreeText, Label};
use super::{Alias, Entry, Journal, JournalError, Realm, Recorded};
use crate::record::{Invalid, TimeZone, Timestamp};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Audience {
    /// The person himself, a minor included: all that was done and said about him, save documents
    /// that are not yet to be seen by him.
    Patient,
    /// No trace of secret acts, hidden documents, or what the minor said for himself.
    Representative,
    /// Everything, without the reasons people gave in their own words.
    DataProtectionOfficer,
    /// Everything one professional did between two dates (EX_AIR-120).
    ProfessionalAudit,
}

impl Audience {
    fn code(self) -> &'static str {
        match self {
            Audience::Patient => "patient",
            Audience::Representative => "representative",
            Audience::DataProtectionOfficer => "data_protection_officer",
            Audience::ProfessionalAudit => "professional_audit",
        }
    }
}

/// Whom or what the export is about.
#[derive(Debug, Clone)]
pub enum Subject {
    Person { person: Alias, minor: bool },
    Professional { professional: Label, from: Timestamp, until: Timestamp },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExportForm {
    /// `dmpkit.journal-export/1`.
    Json,
    /// UTF-8 with a byte order mark, `;` between fields, lines ended by CR LF, as spreadsheets in
    /// France open it; no cell can be taken for a formula.
    Csv,
    /// A page that stands alone, without script, fit for print.
    Html,
}

#[derive(Debug, Clone)]
pub struct Export {
    pub subject: Subject,
    /// Must be named for a minor. Otherwise a person's is for himself, a professional's an audit.
    pub audience: Option<Audience>,
    pub form: ExportForm,
}

/// What goes into a document.
struct Content<'a> {
    subject: &'a Subject,
    audience: Audience,
    realm: Realm,
    made_at: Timestamp,
    zone: &'a TimeZone,
    entries: Vec<Recorded>,
}

impl Content<'_> {
    /// What comes of the sandbox says so.
    fn mark(&self) -> Option<&'static str> {
        (self.realm == Realm::Sandbox).then_some("[SIMULATEUR]")
    }

    /// Whether rows carry their positions: a gap in them would betray what is left out.
    fn has_positions(&self) -> bool {
        matches!(self.audience, Audience::DataProtectionOfficer | Audience::ProfessionalAudit)
    }
}

impl Journal {
    /// The document asked for, as text.
    pub fn export(&self, export: &Export) -> Result<String, JournalError> {
        let audience = audience(export)?;
        let all = match &export.subject {
            Subject::Person { person, .. } => self.history(person)?,
            Subject::Professional { professional, from, until } => {
                self.traces(professional, from, until)?
            }
        };
        let content = Content {
            subject: &export.subject,
            audience,
            realm: self.realm(),
            made_at: self.now()?,
            zone: &self.zone,
            entries: all.into_iter().filter_map(|recorded| fit(recorded, audience)).collect(),
        };
        Ok(match export.form {
            ExportForm::Json => json::write(&content),
            ExportForm::Csv => csv::write(&content),
            ExportForm::Html => html::write(&content),
        })
    }
}

fn audience(export: &Export) -> Result<Audience, Invalid> {
    let invalid = |problem: &str| Err(Invalid::new("audience", problem));
    match (&export.subject, export.audience) {
        (Subject::Person { minor: true, .. }, None) => {
            invalid("must be named: the patient is a minor")
        }
        (Subject::Person { .. }, None) => Ok(Audience::Patient),
        (Subject::Person { .. }, Some(Audience::ProfessionalAudit)) => {
            invalid("professional_audit is about a professional")
        }
        (Subject::Person { .. }, Some(audience)) => Ok(audience),
        (Subject::Professional { .. }, None | Some(Audience::ProfessionalAudit)) => {
            Ok(Audience::ProfessionalAudit)
        }
        (Subject::Professional { .. }, Some(_)) => {
            invalid("must be professional_audit for what a professional did")
        }
    }
}

/// The entry as this audience may see it, or nothing.
fn fit(recorded: Recorded, audience: Audience) -> Option<Recorded> {
    let Recorded { position, at, mut entry } = recorded;
    let hidden_from = |who| entry.hidden_from.contains(&who);
    let seen = match audience {
        Audience::Patient => !is_technical(&entry) && !hidden_from(Addressee::Patient),
        Audience::Representative => {
            let hidden = !entry.hidden_from.is_empty();
            !is_technical(&entry) && !hidden && !entry.secret && voice(&entry) != Some(Voice::Minor)
        }
        Audience::DataProtectionOfficer | Audience::ProfessionalAudit => true,
    };
    match audience {
        Audience::DataProtectionOfficer => forget_reason(&mut entry.fact),
        // How many documents were found tells of those that are hidden.
        Audience::Patient | Audience::Representative => forget_count(&mut entry.fact),
        Audience::ProfessionalAudit => {}
    }
    seen.then_some(Recorded { position, at, entry })
}

/// Traces of tokens are for those who examine the structure.
fn is_technical(entry: &Entry) -> bool {
    matches!(entry.fact, Fact::AirTrace(_))
}

/// Who spoke.
fn voice(entry: &Entry) -> Option<Voice> {
    match &entry.fact {
        Fact::ConsentGiven(said) | Fact::ConsentRefused(said) | Fact::ConsentWithdrawn(said) => {
            Some(said.from)
        }
        Fact::OppositionToFeeding(said) => Some(said.from),
        Fact::OppositionToConsultation(said) => Some(said.from),
        Fact::OppositionLifted(said) => Some(said.from),
        _ => None,
    }
}

fn forget_reason(fact: &mut Fact) {
    let reason = match fact {
        Fact::OppositionToFeeding(opposition) => &mut opposition.reason,
        Fact::AccessOpened(opened) => &mut opened.reason,
        Fact::Emergency(emergency) => &mut emergency.reason,
        _ => return,
    };
    // That there was one is no secret.
    if reason.is_some() {
        *reason = FreeText::new("[motif non communiqué]").ok();
    }
}

fn forget_count(fact: &mut Fact) {
    if let Fact::Search(search) = fact {
        search.results = None;
    }
}
