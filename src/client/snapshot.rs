//! What a chart says at one moment: fixed once made, ready to show.

use super::text::Text;
use crate::record;
pub use crate::rules::access::Severity;
use crate::rules::access::{self, Decision, Effect, Outcome};

/// Whether the record exists. 0 stays free for "no answer" at the C boundary.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[repr(i32)]
pub enum Existence {
    Active = 1,
    Closed = 2,
    Absent = 3,
    /// The DMP answered with a word this version does not know.
    Unknown = 4,
    /// The DMP was not asked: the reasons say why.
    NotAsked = 5,
}

impl Existence {
    /// Its name in the JSON documents.
    pub fn code(self) -> &'static str {
        match self {
            Existence::Active => "active",
            Existence::Closed => "closed",
            Existence::Absent => "absent",
            Existence::Unknown => "unknown",
            Existence::NotAsked => "not_asked",
        }
    }
}

/// What the DMP said of the professional's authorisation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[repr(i32)]
pub enum Authorisation {
    Valide = 1,
    NonExiste = 2,
    Expire = 3,
    Interdit = 4,
    /// A word this version does not know.
    Unknown = 5,
    /// The answer says nothing, or the DMP was not asked.
    NotGiven = 6,
}

impl Authorisation {
    /// Its name in the JSON documents.
    pub fn code(self) -> &'static str {
        match self {
            Authorisation::Valide => "valide",
            Authorisation::NonExiste => "non_existe",
            Authorisation::Expire => "expire",
            Authorisation::Interdit => "interdit",
            Authorisation::Unknown => "unknown",
            Authorisation::NotGiven => "not_given",
        }
    }
}

/// What dmpkit decides of consulting: searching and reading.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[repr(i32)]
pub enum Access {
    Allowed = 1,
    AfterSteps = 2,
    Refused = 3,
}

impl Access {
    /// Its name in the JSON documents.
    pub fn code(self) -> &'static str {
        match self {
            Access::Allowed => "allowed",
            Access::AfterSteps => "after_steps",
            Access::Refused => "refused",
        }
    }
}

/// The texts of a chart, by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[repr(i32)]
pub enum Field {
    /// One line that says it all.
    Status = 1,
    Existence = 2,
    Authorisation = 3,
    Access = 4,
    /// The date a closed record was closed, `14/06/2025`; empty where unknown.
    ClosedOn = 5,
    ClosingReason = 6,
    /// The word of the DMP for the authorisation, as it came.
    AuthorisationCode = 7,
    /// When the DMP answered, where the host is: `02/03/2026 09:30`; empty if not asked.
    AnsweredAt = 8,
}

impl Field {
    pub const ALL: [Field; 8] = [
        Field::Status,
        Field::Existence,
        Field::Authorisation,
        Field::Access,
        Field::ClosedOn,
        Field::ClosingReason,
        Field::AuthorisationCode,
        Field::AnsweredAt,
    ];

    pub fn from_number(number: i32) -> Option<Self> {
        Field::ALL.into_iter().find(|field| *field as i32 == number)
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChartReason {
    /// Stable: `authorisation.expired`.
    pub id: Text,
    pub text: Text,
    pub source: Text,
    pub effect: Effect,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChartAction {
    /// Stable: `collect_consent`.
    pub id: Text,
    pub text: Text,
}

/// Shown as long as the chart is open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Banner {
    pub id: Text,
    pub text: Text,
}

/// How long the parts of an act took, in microseconds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Durations {
    pub total_us: u64,
    pub exchange_us: u64,
}

#[derive(Debug, Clone)]
pub struct Snapshot {
    /// The number of the act it reflects: 1 for the opening, then one more each.
    pub sequence: u64,
    pub existence: Existence,
    pub authorisation: Authorisation,
    pub access: Access,
    pub severity: Severity,
    pub reasons: Vec<ChartReason>,
    pub actions: Vec<ChartAction>,
    pub banners: Vec<Banner>,
    pub(super) texts: [Text; 8],
    /// What the DMP answered, fit to be shown: redacted, without identity traits.
    pub(super) shown: Option<record::Profile>,
    pub(super) decisions: Vec<(access::Wanted, Decision)>,
    pub(super) asked_at: record::Timestamp,
    pub(super) answered_at: Option<record::Timestamp>,
    pub(super) minor: bool,
    pub(super) durations: Durations,
}

impl Snapshot {
    pub fn text(&self, field: Field) -> &Text {
        &self.texts[field as usize - 1]
    }
}

/// Everything a snapshot is made of.
pub(super) struct Made<'a> {
    pub sequence: u64,
    pub facts: access::Facts<'a>,
    pub asked_at: record::Timestamp,
    pub answered_at: Option<record::Timestamp>,
    pub durations: Durations,
    /// Put before every sentence: empty, or the sandbox's mark.
    pub mark: &'static str,
}

pub(super) fn make(made: Made<'_>) -> Snapshot {
    let facts = &made.facts;
    let decisions: Vec<(access::Wanted, Decision)> = access::Wanted::ALL
        .into_iter()
        .map(|wanted| (wanted, access::decide(facts, wanted)))
        .collect();
    // Consulting begins with a search: that decision is the chart's.
    let decision = access::decide(facts, access::Wanted::Search);
    let existence = existence_of(facts.profile);
    let authorisation = authorisation_of(facts.profile);
    let access = match decision.outcome {
        Outcome::Allowed => Access::Allowed,
        Outcome::AfterSteps => Access::AfterSteps,
        Outcome::Refused => Access::Refused,
    };
    let mut blocks = decision.reasons.iter().filter(|r| r.effect() == Effect::Blocks);
    let only_operator = blocks.all(|reason| reason.id == access::ReasonId::Operator);
    let mark = made.mark;
    let marked = |sentence: &str| match (mark, sentence) {
        ("", sentence) => Text::new(sentence),
        (_, "") => Text::new(""),
        (mark, sentence) => Text::new(&format!("{mark} {sentence}")),
    };
    let reasons = decision.reasons.iter().map(|reason| ChartReason {
        id: Text::new(reason.id.id()),
        text: marked(&reason.text),
        source: Text::new(reason.source()),
        effect: reason.effect(),
    });
    let actions = decision
        .actions
        .iter()
        .map(|action| ChartAction { id: Text::new(action.id()), text: marked(action.sentence()) });
    Snapshot {
        sequence: made.sequence,
        existence,
        authorisation,
        access,
        severity: decision.severity,
        reasons: reasons.collect(),
        actions: actions.collect(),
        banners: banners(facts, decision.outcome, mark),
        texts: texts(&made, existence, authorisation, access, only_operator, marked),
        shown: facts.profile.cloned(),
        decisions,
        asked_at: made.asked_at,
        answered_at: made.answered_at,
        minor: facts.minor,
        durations: made.durations,
    }
}

fn existence_of(profile: Option<&record::Profile>) -> Existence {
    match profile.map(|profile| &profile.existence) {
        None => Existence::NotAsked,
        Some(record::Existence::Active) => Existence::Active,
        Some(record::Existence::Closed) => Existence::Closed,
        Some(record::Existence::Absent) => Existence::Absent,
        Some(record::Existence::Other(_)) => Existence::Unknown,
    }
}

fn authorisation_of(profile: Option<&record::Profile>) -> Authorisation {
    match profile.and_then(|profile| profile.authorisation.as_ref()) {
        None => Authorisation::NotGiven,
        Some(record::Authorisation::Valide) => Authorisation::Valide,
        Some(record::Authorisation::NonExiste) => Authorisation::NonExiste,
        Some(record::Authorisation::Expire) => Authorisation::Expire,
        Some(record::Authorisation::Interdit) => Authorisation::Interdit,
        Some(record::Authorisation::Other(_)) => Authorisation::Unknown,
    }
}

fn texts(
    made: &Made<'_>,
    existence: Existence,
    authorisation: Authorisation,
    access: Access,
    only_operator: bool,
    marked: impl Fn(&str) -> Text,
) -> [Text; 8] {
    let facts = &made.facts;
    let existence_label = match existence {
        Existence::Active => "DMP actif",
        Existence::Closed => "DMP fermé",
        Existence::Absent => "Pas de DMP",
        Existence::Unknown => "État du DMP inconnu",
        Existence::NotAsked => "DMP non interrogé",
    };
    let authorisation_label = match authorisation {
        Authorisation::Valide => "Professionnel autorisé",
        Authorisation::NonExiste => "Professionnel sans autorisation",
        Authorisation::Expire => "Autorisation expirée",
        Authorisation::Interdit => "Professionnel bloqué par le patient",
        Authorisation::Unknown => "Autorisation : valeur inconnue",
        Authorisation::NotGiven => "Autorisation non communiquée",
    };
    let access_label = match access {
        Access::Allowed => "Consultation autorisée",
        Access::AfterSteps => "Consultation possible après les étapes indiquées",
        // Nothing stands against the record being read, only against who would read it.
        Access::Refused if only_operator => "Consultation réservée au professionnel",
        Access::Refused => "Consultation impossible",
    };
    let status = match existence {
        Existence::Closed | Existence::Absent => existence_label.to_string(),
        _ => {
            let access: String = lower_first(access_label);
            format!("{existence_label} : {access}")
        }
    };
    let profile = facts.profile;
    let closing = profile.and_then(|profile| profile.closing.as_ref());
    let closed_on = closing.and_then(|closing| closing.at.as_ref());
    let closing_reason =
        closing.and_then(|closing| closing.reason_text.as_ref().or(closing.reason_code.as_ref()));
    let code = profile.and_then(|profile| profile.authorisation.as_ref()).map(|a| a.code());
    let answered = made.answered_at.as_ref().map(|at| at.local_text(facts.time_zone));
    [
        marked(&status),
        marked(existence_label),
        marked(authorisation_label),
        marked(access_label),
        Text::new(&closed_on.map(|at| at.local_date(facts.time_zone)).unwrap_or_default()),
        Text::new(closing_reason.map_or("", String::as_str)),
        Text::new(code.unwrap_or_default()),
        Text::new(&answered.unwrap_or_default()),
    ]
}

fn lower_first(text: &str) -> String {
    let mut characters = text.chars();
    let first = characters.next().map(|c| c.to_lowercase().to_string()).unwrap_or_default();
    first + characters.as_str()
}

fn banners(facts: &access::Facts<'_>, outcome: Outcome, mark: &str) -> Vec<Banner> {
    let mut banners = Vec::new();
    let mut add = |id: &str, text: &str| {
        let text = if mark.is_empty() { text.to_string() } else { format!("{mark} {text}") };
        banners.push(Banner { id: Text::new(id), text: Text::new(&text) });
    };
    if !mark.is_empty() {
        add("simulator", "Données inventées : ne pas utiliser pour un patient réel.");
    }
    add("dmp", "DMP / Mon espace santé");
    // An emergency stays in sight as long as the chart is open (EX_0.2-1050).
    match (facts.purpose, outcome) {
        (_, Outcome::Refused) | (record::Purpose::Normal, _) => {}
        (record::Purpose::BrisDeGlace(_), _) => add(
            "bris_de_glace",
            "Accès en urgence (bris de glace) : le patient et son médecin traitant en sont informés.",
        ),
        (record::Purpose::Centre15, _) => {
            add("centre_15", "Accès en urgence du centre 15, pendant l'appel en cours.");
        }
    }
    banners
}
