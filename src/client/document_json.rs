//! The header and the results of a document as JSON.

use serde_json::{json, Value};

use crate::reading::{
    Code, Header, InstanceId, Moment, Observation, Organisation, Party, PartyKind, Patient, Period,
    PersonName, Range,
};
use crate::record::{TimeZone, Timestamp};

pub(super) fn code(code: &Code) -> Value {
    json!({ "code": code.code, "system": code.system, "label": code.label })
}

pub(super) fn header(header: &Header, zone: &TimeZone) -> Value {
    let related: Vec<Value> = header
        .related
        .iter()
        .map(|related| json!({ "kind": related.kind, "ids": ids(&related.ids) }))
        .collect();
    let services: Vec<Value> = header
        .services
        .iter()
        .map(|service| {
            json!({
                "code": service.code.as_ref().map(code),
                "when": service.when.as_ref().map(|when| period(when, zone)),
            })
        })
        .collect();
    json!({
        "id": header.id.as_ref().map(id),
        "set_id": header.set_id.as_ref().map(id),
        "version": header.version,
        "type": header.code.as_ref().map(code),
        "title": header.title,
        "date": header.date.as_ref().map(|date| moment(date, zone)),
        "confidentiality": header.confidentiality.as_ref().map(code),
        "language": header.language,
        "patient": header.patient.as_ref().map(|who| patient(who, zone)),
        "parties": header.parties.iter().map(|who| party(who, zone)).collect::<Vec<_>>(),
        "services": services,
        "encounter": header.encounter.as_ref().map(|encounter| json!({
            "code": encounter.code.as_ref().map(code),
            "when": encounter.when.as_ref().map(|when| period(when, zone)),
            "place": encounter.place,
        })),
        "related": related,
        "orders": ids(&header.orders),
    })
}

pub(super) fn observation(observation: &Observation, zone: &TimeZone) -> Value {
    let value = &observation.value;
    json!({
        "name": observation.name,
        "code": observation.code.as_ref().map(code),
        "translations": observation.translations.iter().map(code).collect::<Vec<_>>(),
        "value": {
            "text": value.text, "number": value.number, "unit": value.unit,
            "code": value.code.as_ref().map(code),
        },
        "ranges": observation.ranges.iter().map(range).collect::<Vec<_>>(),
        "flag": observation.flag.as_ref().map(|flag| json!({
            "code": flag.code, "label": flag.label, "abnormal": flag.is_abnormal(),
        })),
        "date": observation.date.as_ref().map(|date| moment(date, zone)),
        "status": observation.status,
        "specimen": observation.specimen.as_deref(),
        "method": observation.method,
        "battery": observation.battery.as_deref(),
        "section": observation.section.as_deref(),
    })
}

fn range(range: &Range) -> Value {
    json!({ "low": range.low, "high": range.high, "unit": range.unit, "text": range.text })
}

fn id(id: &InstanceId) -> Value {
    json!({ "root": id.root, "extension": id.extension })
}

fn ids(all: &[InstanceId]) -> Value {
    all.iter().map(id).collect()
}

/// As it came, as an ISO date where it is one, and for people to read. One without offset is the
/// author's own local time: it gets none here either.
fn moment(moment: &Moment, zone: &TimeZone) -> Value {
    let with_offset = moment.raw().contains(['+', '-', 'Z']);
    let at = moment.timestamp().and_then(|at| match with_offset {
        true => Some(at.local_iso(zone)),
        false => as_written(at),
    });
    json!({ "raw": moment.raw(), "at": at, "text": moment.text(zone) })
}

fn as_written(at: &Timestamp) -> Option<String> {
    let iso = at.local_iso(&TimeZone::new("UTC").ok()?);
    Some(iso.trim_end_matches("+00:00").to_string())
}

fn period(period: &Period, zone: &TimeZone) -> Value {
    let part = |of: &Option<Moment>| of.as_ref().map(|at| moment(at, zone));
    json!({
        "at": part(&period.at), "from": part(&period.from), "to": part(&period.to),
        "text": period.text(zone),
    })
}

fn patient(patient: &Patient, zone: &TimeZone) -> Value {
    json!({
        "ids": ids(&patient.ids),
        "name": name(&patient.name),
        "sex": patient.sex.as_ref().map(code),
        "birth": patient.birth.as_ref().map(|birth| moment(birth, zone)),
    })
}

fn party(party: &Party, zone: &TimeZone) -> Value {
    json!({
        "kind": kind(party.kind),
        "role": party.role,
        "ids": ids(&party.ids),
        "speciality": party.speciality.as_ref().map(code),
        "name": party.name.as_ref().map(name),
        "device": party.device,
        "organisation": party.organisation.as_ref().map(organisation),
        "when": party.when.as_ref().map(|when| period(when, zone)),
    })
}

fn organisation(organisation: &Organisation) -> Value {
    json!({ "ids": ids(&organisation.ids), "name": organisation.name })
}

/// Its parts in their order, for people to read.
fn name(name: &PersonName) -> String {
    let parts: Vec<&str> = name.parts.iter().map(|part| part.text.as_str()).collect();
    parts.join(" ")
}

fn kind(kind: PartyKind) -> &'static str {
    match kind {
        PartyKind::Author => "author",
        PartyKind::DataEnterer => "data_enterer",
        PartyKind::Informant => "informant",
        PartyKind::Custodian => "custodian",
        PartyKind::Recipient => "recipient",
        PartyKind::LegalAuthenticator => "legal_authenticator",
        PartyKind::Authenticator => "authenticator",
        PartyKind::Participant => "participant",
        PartyKind::Performer => "performer",
        PartyKind::ResponsibleParty => "responsible_party",
        PartyKind::EncounterParticipant => "encounter_participant",
        PartyKind::Guardian => "guardian",
    }
}
