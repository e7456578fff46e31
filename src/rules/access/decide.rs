use super::sentences::{ActionId, Effect, ReasonId, Severity};
use super::Outcome;
use crate::record::{
    AuthenticationMeans, Authorisation, Closing, Existence, IdentityStatus, InsAuthority, Operator,
    Patient, Professional, Profile, Purpose, TimeZone,
};

/// What the professional wants to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Wanted {
    TestExistence,
    Search,
    Read,
}

impl Wanted {
    pub const ALL: [Wanted; 3] = [Wanted::TestExistence, Wanted::Search, Wanted::Read];

    pub fn code(self) -> &'static str {
        match self {
            Wanted::TestExistence => "test_existence",
            Wanted::Search => "search",
            Wanted::Read => "read",
        }
    }
}

/// Everything the decision rests on.
#[derive(Debug, Clone, Copy)]
pub struct Facts<'a> {
    pub patient: &'a Patient,
    /// By the national parameters, on the day of the question.
    pub minor: bool,
    pub professional: &'a Professional,
    pub operator: &'a Operator,
    pub purpose: &'a Purpose,
    /// What the DMP answered; `None` before it is asked.
    pub profile: Option<&'a Profile>,
    /// The least identity status with which the INS may be used; texts differ.
    pub minimum_identity: IdentityStatus,
    /// To write dates where the host is.
    pub time_zone: &'a TimeZone,
}

/// One reason, with the fact that made it true filled in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason {
    pub id: ReasonId,
    pub text: String,
}

impl Reason {
    pub fn effect(&self) -> Effect {
        self.id.row().effect
    }

    pub fn severity(&self) -> Severity {
        self.id.row().severity
    }

    pub fn source(&self) -> &'static str {
        self.id.row().source
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    pub outcome: Outcome,
    pub severity: Severity,
    /// What blocks first, then what is required, what grants, what is worth knowing. Never empty.
    pub reasons: Vec<Reason>,
    /// In the order to do them.
    pub actions: Vec<ActionId>,
}

/// What already refuses the question itself, before anything is sent: the identity. `None`: ask.
pub fn before_asking(facts: &Facts<'_>) -> Option<Decision> {
    let mut reasons = Vec::new();
    identity(facts, &mut reasons);
    (!reasons.is_empty()).then(|| conclude(reasons))
}

/// The decision for one wanted act.
pub fn decide(facts: &Facts<'_>, wanted: Wanted) -> Decision {
    let mut reasons = Vec::new();
    identity(facts, &mut reasons);
    if reasons.is_empty() && wanted == Wanted::TestExistence {
        reasons.push(plain(ReasonId::ExistenceOpen));
    } else if reasons.is_empty() {
        caller(facts, &mut reasons);
        match facts.profile {
            Some(profile) => {
                record(facts, profile, &mut reasons);
                notes(facts, profile, &mut reasons);
            }
            None => reasons.push(plain(ReasonId::AuthorisationSilent)),
        }
    }
    conclude(reasons)
}

fn plain(id: ReasonId) -> Reason {
    Reason { id, text: id.row().sentence.to_string() }
}

fn filled(id: ReasonId, slot: &str, value: &str) -> Reason {
    Reason { id, text: id.row().sentence.replace(slot, value) }
}

fn identity(facts: &Facts<'_>, reasons: &mut Vec<Reason>) {
    match facts.patient.ins() {
        None => reasons.push(plain(ReasonId::NoIns)),
        Some(ins) if ins.authority() == InsAuthority::Nia => reasons.push(plain(ReasonId::Nia)),
        Some(_) if facts.patient.identity() < facts.minimum_identity => {
            reasons.push(plain(ReasonId::NotQualified));
        }
        Some(_) => {}
    }
}

/// Who asks, and by what means.
fn caller(facts: &Facts<'_>, reasons: &mut Vec<Reason>) {
    if *facts.operator != Operator::Professional {
        reasons.push(plain(ReasonId::Operator));
    }
    let impersonal = matches!(
        facts.professional.means(),
        AuthenticationMeans::Cpe | AuthenticationMeans::StructureCertificate
    );
    if impersonal {
        reasons.push(plain(ReasonId::Means));
    }
    if *facts.purpose == Purpose::Centre15 && !facts.professional.is_regulator() {
        reasons.push(plain(ReasonId::NotRegulator));
    }
}

fn record(facts: &Facts<'_>, profile: &Profile, reasons: &mut Vec<Reason>) {
    match &profile.existence {
        Existence::Absent => reasons.push(plain(ReasonId::RecordAbsent)),
        Existence::Closed => {
            let closing = closing_words(profile.closing.as_ref(), facts.time_zone);
            reasons.push(filled(ReasonId::RecordClosed, "{closing}", &closing));
        }
        Existence::Other(value) => {
            reasons.push(filled(ReasonId::RecordUnknown, "{value}", shown(value)));
        }
        Existence::Active => {
            answered_identity(facts, profile, reasons);
            match facts.purpose {
                Purpose::Normal => authorisation(profile, reasons),
                Purpose::BrisDeGlace(_) => bris_de_glace(profile, reasons),
                Purpose::Centre15 => centre_15(profile, reasons),
            }
        }
    }
}

/// The answer names the patient by the INS that was asked, or the identity is to be verified.
fn answered_identity(facts: &Facts<'_>, profile: &Profile, reasons: &mut Vec<Reason>) {
    let Some(asked) = facts.patient.ins() else { return };
    let ids = &profile.traits.ids;
    let is_ins = |root: &str| InsAuthority::from_oid(root).is_some();
    let named = ids.iter().any(|(root, _)| is_ins(root));
    let same = ids.iter().any(|(_, extension)| extension == asked.matricule());
    if named && !same {
        reasons.push(plain(ReasonId::OtherIdentity));
    }
}

fn authorisation(profile: &Profile, reasons: &mut Vec<Reason>) {
    reasons.push(match &profile.authorisation {
        Some(Authorisation::Valide) => plain(ReasonId::Authorised),
        Some(Authorisation::NonExiste) => plain(ReasonId::NoAuthorisation),
        Some(Authorisation::Expire) => plain(ReasonId::Expired),
        Some(Authorisation::Interdit) => plain(ReasonId::Blocked),
        Some(Authorisation::Other(value)) => {
            filled(ReasonId::AuthorisationUnknown, "{value}", shown(value))
        }
        None => plain(ReasonId::AuthorisationSilent),
    });
}

fn bris_de_glace(profile: &Profile, reasons: &mut Vec<Reason>) {
    if profile.oppositions.bris_de_glace == Some(true) {
        reasons.push(plain(ReasonId::EmergencyOpposed));
    }
    match &profile.authorisation {
        Some(Authorisation::Valide) => reasons.push(plain(ReasonId::OrdinaryAccess)),
        Some(Authorisation::Interdit) => reasons.push(plain(ReasonId::Blocked)),
        _ => {}
    }
    reasons.push(plain(ReasonId::EmergencyConditions));
}

/// Under regulation the authorisation is not looked at, save that a blocked professional stays
/// blocked.
fn centre_15(profile: &Profile, reasons: &mut Vec<Reason>) {
    if profile.oppositions.centre_15 == Some(true) {
        reasons.push(plain(ReasonId::EmergencyOpposed));
    }
    if profile.authorisation == Some(Authorisation::Interdit) {
        reasons.push(plain(ReasonId::Blocked));
    }
    reasons.push(plain(ReasonId::CallInProgress));
}

fn notes(facts: &Facts<'_>, profile: &Profile, reasons: &mut Vec<Reason>) {
    if profile.existence == Existence::Active {
        if profile.treating_doctor == Some(true) {
            reasons.push(plain(ReasonId::TreatingDoctor));
        }
        let blocked = reasons.iter().any(|reason| reason.effect() == Effect::Blocks);
        match profile.attached_mes {
            Some(false) => reasons.push(plain(ReasonId::NotAttached)),
            _ if blocked => {}
            _ => reasons.push(plain(ReasonId::PatientNotified)),
        }
        if facts.minor {
            reasons.push(plain(ReasonId::Minor));
        }
    }
    if !profile.doubts.is_empty() {
        reasons.push(plain(ReasonId::Doubts));
    }
}

/// " depuis le 14/06/2025 (Demande du patient)", as far as it is known.
fn closing_words(closing: Option<&Closing>, zone: &TimeZone) -> String {
    let Some(closing) = closing else { return String::new() };
    let since = closing.at.as_ref().map(|at| format!(" depuis le {}", at.local_date(zone)));
    let why = closing.reason_text.as_ref().or(closing.reason_code.as_ref());
    let why = why.map(|why| format!(" (motif : {})", shown(why)));
    since.unwrap_or_default() + &why.unwrap_or_default()
}

/// A server's word as far as a sentence can carry it.
fn shown(value: &str) -> &str {
    let end = value.char_indices().nth(120).map_or(value.len(), |(at, _)| at);
    match &value[..end] {
        "" => "sans valeur",
        value => value,
    }
}

/// Orders the reasons, and draws outcome, severity and actions from them.
fn conclude(mut reasons: Vec<Reason>) -> Decision {
    reasons.sort_by_key(|reason| (reason.effect(), reason.id));
    let has = |effect| reasons.iter().any(|reason| reason.effect() == effect);
    let (outcome, decisive) = match (has(Effect::Blocks), has(Effect::Requires)) {
        (true, _) => (Outcome::Refused, Effect::Blocks),
        (false, true) => (Outcome::AfterSteps, Effect::Requires),
        (false, false) => (Outcome::Allowed, Effect::Grants),
    };
    let deciding = || reasons.iter().filter(move |reason| reason.effect() == decisive);
    let severity = deciding().map(Reason::severity).max().unwrap_or(Severity::Information);
    let mut actions: Vec<ActionId> = Vec::new();
    for action in deciding().flat_map(|reason| reason.id.row().actions) {
        if !actions.contains(action) {
            actions.push(*action);
        }
    }
    // The record goes on locally only once everything else has been said.
    let last = |action: &ActionId| match action {
        ActionId::SearchDocuments => 1,
        ActionId::UseLocalRecord => 2,
        _ => 0,
    };
    actions.sort_by_key(last);
    Decision { outcome, severity, reasons, actions }
}
