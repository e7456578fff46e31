//! One person of the scenario, and what the DMP says and holds of her.

use std::collections::BTreeMap;
use std::sync::Arc;

use once_cell::sync::OnceCell;
use serde::Deserialize;

use super::fault::FaultKind;
use super::holding::{Draft, GivenDocument, Holding};
use crate::record::{
    nullable_object, object, Authorisation, Closing, Existence, IdentityStatus, Ins, InsAuthority,
    Invalid, Object, Oppositions, Patient, Profile, ServerTraits, Timestamp, Traits,
};

/// One invented person: what a host would know of her, and what the DMP would answer.
#[derive(Debug, Clone)]
pub struct Person {
    /// Short name of the case.
    pub label: String,
    /// What the case shows, in French.
    pub title: String,
    pub patient: Patient,
    record: RecordEntry,
    documents: Arc<Documents>,
    /// Met by every call about this person.
    pub fault: Option<FaultKind>,
}

/// What the record holds, made when it is first asked for: most people of a scenario are never
/// searched. Copies of a scenario share it.
#[derive(Debug, Default)]
struct Documents {
    listed: Vec<Draft>,
    made: OnceCell<Arc<Holding>>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PersonEntry {
    label: String,
    #[serde(default)]
    title: String,
    #[serde(default, deserialize_with = "nullable_object")]
    ins: Option<InsEntry>,
    identity_status: String,
    birth_name: String,
    given_names: Vec<String>,
    birth_date: String,
    sex: String,
    #[serde(default)]
    birth_place: Option<String>,
    #[serde(default)]
    used_name: Option<String>,
    #[serde(default)]
    used_given_name: Option<String>,
    #[serde(default, deserialize_with = "object")]
    record: RecordEntry,
    #[serde(default)]
    fault: Option<FaultKind>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct InsEntry {
    matricule: String,
    oid: String,
}

/// The person's record in the DMP.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct RecordEntry {
    #[serde(default)]
    state: RecordState,
    /// Any other `patient/statusCode`, to try a word nobody knows yet.
    #[serde(default)]
    status_code: Option<String>,
    /// HL7 timestamp.
    #[serde(default)]
    closed_at: Option<String>,
    #[serde(default)]
    closing_code: Option<String>,
    #[serde(default)]
    closing_text: Option<String>,
    /// For every professional not listed in `authorisations`; none: the answer is silent.
    #[serde(default)]
    authorisation: Option<String>,
    /// By PS_IdNat.
    #[serde(default)]
    authorisations: BTreeMap<String, String>,
    /// PS_IdNat of the treating doctor in the DMP.
    #[serde(default)]
    treating_doctor: Option<String>,
    #[serde(default)]
    attached_mes: Option<bool>,
    #[serde(default)]
    web_account_open: Option<bool>,
    #[serde(default)]
    opposition_bris_de_glace: bool,
    #[serde(default)]
    opposition_centre_15: bool,
    /// Whether masked documents are shown to those who open the record in an emergency.
    #[serde(default)]
    masked_in_emergency: bool,
    /// A history of the sandbox's own: the documents it has.
    #[serde(default)]
    history: Option<String>,
    /// Documents of the scenario's own.
    #[serde(default)]
    documents: Vec<Object<GivenDocument>>,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum RecordState {
    Active,
    Closed,
    #[default]
    Absent,
}

/// Names the documents a scenario lists, in their identifiers.
const LISTED: &str = "scenario";

/// The documents of a record, each checked by itself and after those before it.
fn listed(patient: &Patient, given: Vec<Object<GivenDocument>>) -> Result<Vec<Draft>, Invalid> {
    let mut holding = Holding::of(patient);
    let mut drafts = Vec::with_capacity(given.len());
    for (number, Object(document)) in given.into_iter().enumerate() {
        let within = |invalid: Invalid| invalid.within(&format!("documents[{number}]"));
        let draft = document.check().map_err(within)?;
        holding.add(&draft, LISTED, number).map_err(within)?;
        drafts.push(draft);
    }
    Ok(drafts)
}

impl Person {
    pub(super) fn new(mut entry: PersonEntry) -> Result<Self, Invalid> {
        let ins = entry.ins.as_ref().map(|ins| Ins::new(&ins.matricule, &ins.oid)).transpose();
        let ins = ins.map_err(|invalid| invalid.within("ins"))?;
        // A waiting number has no test register; the library refuses it before any call.
        if ins.as_ref().is_some_and(|ins| ins.authority() == InsAuthority::Nir) {
            return Err(Invalid::new("ins.oid", "is the production register: use a test OID"));
        }
        let identity = IdentityStatus::from_code(&entry.identity_status)
            .map_err(|invalid| invalid.within("identity_status"))?;
        let traits = Traits::new(
            &entry.birth_name,
            &entry.given_names,
            &entry.birth_date,
            &entry.sex,
            entry.birth_place.as_deref(),
            entry.used_name.as_deref(),
            entry.used_given_name.as_deref(),
        )?;
        let closed_at = entry.record.closed_at.as_deref().map(Timestamp::parse).transpose();
        closed_at.map_err(|invalid| invalid.within("record.closed_at"))?;
        let history = entry.record.history.as_deref();
        if history.is_some_and(|name| !Holding::is_history(name)) {
            return Err(Invalid::new("record.history", "is no history of the sandbox"));
        }
        let patient = Patient::new(ins, identity, traits)?;
        let listed = listed(&patient, std::mem::take(&mut entry.record.documents))
            .map_err(|invalid| invalid.within("record"))?;
        Ok(Person {
            label: entry.label,
            title: entry.title,
            patient,
            record: entry.record,
            documents: Arc::new(Documents { listed, made: OnceCell::new() }),
            fault: entry.fault,
        })
    }

    /// Her INS, by which a person is told from the others.
    pub(super) fn key(&self) -> String {
        self.patient.ins().map(Ins::cx).unwrap_or_default()
    }

    pub(super) fn state(&self) -> RecordState {
        self.record.state
    }

    pub(super) fn authorisation(&self, professional: &str) -> Option<Authorisation> {
        let record = &self.record;
        let said = record.authorisations.get(professional).or(record.authorisation.as_ref());
        said.map(|code| Authorisation::from_code(code))
    }

    pub(super) fn is_treated_by(&self, professional: &str) -> bool {
        self.record.treating_doctor.as_deref() == Some(professional)
    }

    pub(super) fn opposes_bris_de_glace(&self) -> bool {
        self.record.opposition_bris_de_glace
    }

    pub(super) fn opposes_centre_15(&self) -> bool {
        self.record.opposition_centre_15
    }

    pub(super) fn shows_masked_in_emergency(&self) -> bool {
        self.record.masked_in_emergency
    }

    /// The documents of the record, as the scenario begins.
    pub(super) fn holding(&self) -> Arc<Holding> {
        let make = || {
            let mut holding = Holding::of(&self.patient);
            if let Some(history) = &self.record.history {
                holding.add_history(history);
            }
            // Each was added once already, when the scenario was read.
            for (number, draft) in self.documents.listed.iter().enumerate() {
                holding.add(draft, LISTED, number).ok();
            }
            Arc::new(holding)
        };
        self.documents.made.get_or_init(make).clone()
    }

    /// What the DMP answers about this person to a professional.
    pub(super) fn profile(&self, professional: &str, administrative: bool) -> Profile {
        let record = &self.record;
        let (existence, response_code, default_status) = match record.state {
            RecordState::Active => (Existence::Active, "OK", Some("active")),
            RecordState::Closed => (Existence::Closed, "OK", Some("terminated")),
            RecordState::Absent => (Existence::Absent, "NF", None),
        };
        let active = record.state == RecordState::Active;
        Profile {
            existence,
            response_code: response_code.to_string(),
            status_code: record.status_code.clone().or(default_status.map(str::to_string)),
            closing: (record.state == RecordState::Closed).then(|| Closing {
                at: record.closed_at.as_deref().and_then(|at| Timestamp::parse(at).ok()),
                reason_code: record.closing_code.clone(),
                reason_text: record.closing_text.clone(),
            }),
            authorisation: self.authorisation(professional).filter(|_| active),
            treating_doctor: active.then(|| self.is_treated_by(professional)),
            web_account_open: record.web_account_open.filter(|_| active),
            attached_mes: record.attached_mes.filter(|_| active),
            oppositions: match administrative && active {
                true => Oppositions {
                    bris_de_glace: Some(record.opposition_bris_de_glace),
                    centre_15: Some(record.opposition_centre_15),
                },
                false => Oppositions::default(),
            },
            traits: self.server_traits(),
            unknown: Vec::new(),
            doubts: Vec::new(),
        }
    }

    fn server_traits(&self) -> ServerTraits {
        let traits = self.patient.traits();
        ServerTraits {
            given_names: traits.given_names().to_vec(),
            birth_name: Some(traits.birth_name().to_string()),
            used_name: traits.used_name().map(str::to_string),
            sex: Some(traits.sex().code().to_string()),
            birth_time: Some(traits.birth_date().hl7().to_string()),
            ..ServerTraits::default()
        }
    }
}
