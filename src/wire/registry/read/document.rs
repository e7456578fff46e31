//! The parts of an `ExtrinsicObject` as a document entry (ITI TF-3 4.2.3.2).

use std::borrow::Cow;

use super::notes::{given, Notes, MISSING, UNKNOWN};
use super::parts::Parts;
use super::remembered::Remembered;
use super::shared::Sharing;
use crate::record::DocumentEntry;
use crate::wire::registry::schemes::{
    identifier, scheme, slot, ON_DEMAND_DOCUMENT, STABLE_DOCUMENT,
};

const ATTRIBUTES: &[&str] = &["id", "lid", "home", "status", "mimeType", "objectType"];

pub(super) fn document(
    parts: &mut Parts<'_>,
    remembered: &mut Remembered<'_>,
    sharing: &mut Sharing,
) -> DocumentEntry {
    let mut notes = Notes::default();
    let mut entry = DocumentEntry::default();
    attributes(parts, &mut entry, &mut notes, sharing);
    for (name, values) in parts.slots(remembered) {
        read_slot(&mut entry, name, values, &mut notes, sharing);
    }
    entry.title = notes.localized("title", &mut parts.title);
    entry.comments = notes.localized("comments", &mut parts.comments);
    entry.version = parts.version.as_deref().and_then(given);
    for index in &parts.classifications {
        classification(&mut entry, *index, remembered, &mut notes);
    }
    for node in &parts.nodes {
        notes.keep_node(node);
    }
    for (scheme, value) in &parts.identifiers {
        read_identifier(&mut entry, scheme, value, &mut notes, sharing);
    }
    if entry.unique_id.is_none() {
        notes.doubt("uniqueId", MISSING);
    }
    notes.leftovers(parts, ATTRIBUTES, "ExtrinsicObject");
    entry.extra = notes.extra;
    entry.doubts = notes.doubts;
    entry
}

fn attributes(
    parts: &Parts<'_>,
    entry: &mut DocumentEntry,
    notes: &mut Notes,
    sharing: &mut Sharing,
) {
    entry.entry_uuid = parts.attribute("id").into();
    if entry.entry_uuid.is_empty() {
        notes.doubt("entryUUID", MISSING);
    }
    entry.logical_id = given(parts.attribute("lid"));
    entry.status = notes.status(parts.attribute("status"));
    let mut shared = |name| match parts.attribute(name) {
        "" => None,
        text => Some(sharing.texts.get(text)),
    };
    entry.home_community_id = shared("home");
    entry.mime_type = shared("mimeType");
    entry.object_type = shared("objectType");
    match entry.object_type.as_deref() {
        Some(STABLE_DOCUMENT | ON_DEMAND_DOCUMENT) => {}
        Some(_) => notes.doubt("objectType", UNKNOWN),
        None => notes.doubt("objectType", MISSING),
    }
}

fn read_slot(
    entry: &mut DocumentEntry,
    name: &str,
    values: &[Cow<'_, str>],
    notes: &mut Notes,
    sharing: &mut Sharing,
) {
    match name {
        slot::CREATION => notes.time("creationTime", name, values, &mut entry.creation_time),
        slot::SERVICE_START => {
            notes.time("serviceStartTime", name, values, &mut entry.service_start);
        }
        slot::SERVICE_STOP => notes.time("serviceStopTime", name, values, &mut entry.service_stop),
        slot::LANGUAGE => {
            let text = notes.single("languageCode", name, values, entry.language.is_some());
            entry.language = text.map(|text| sharing.texts.get(text)).or(entry.language.take());
        }
        slot::REPOSITORY => {
            let taken = entry.repository_unique_id.is_some();
            let text = notes.single("repositoryUniqueId", name, values, taken);
            entry.repository_unique_id =
                text.map(|text| sharing.texts.get(text)).or(entry.repository_unique_id.take());
        }
        slot::LEGAL_AUTHENTICATOR => {
            let taken = entry.legal_authenticator.is_some();
            let text = notes.single("legalAuthenticator", name, values, taken);
            entry.legal_authenticator =
                text.map(|text| sharing.persons.get(text)).or(entry.legal_authenticator.take());
        }
        slot::SOURCE_PATIENT_ID => {
            let taken = entry.source_patient_id.is_some();
            let text = notes.single("sourcePatientId", name, values, taken);
            entry.source_patient_id =
                text.map(|text| sharing.patients.get(text)).or(entry.source_patient_id.take());
        }
        slot::HASH => hash(entry, values, notes),
        slot::SIZE => size(entry, values, notes),
        slot::URI => {
            // A long address comes in pieces, `1|…` and `2|…`.
            match values {
                [only] if !only.is_empty() && entry.uri.is_none() => {
                    entry.uri = Some(only.as_ref().into());
                }
                _ => notes.keep_slot(name, values),
            }
        }
        slot::SOURCE_PATIENT_INFO if !values.is_empty() => {
            let shared = values.iter().map(|value| sharing.texts.get(value));
            entry.source_patient_info.extend(shared);
        }
        slot::REFERENCES if !values.is_empty() => {
            let shared = values.iter().map(|value| sharing.references.get(value));
            entry.reference_ids.extend(shared);
        }
        _ => notes.keep_slot(name, values),
    }
}

fn hash(entry: &mut DocumentEntry, values: &[Cow<'_, str>], notes: &mut Notes) {
    let taken = entry.hash.is_some();
    let Some(text) = notes.single("hash", slot::HASH, values, taken) else { return };
    match text.len() == 40 && text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        true => entry.hash = Some(text.into()),
        false => notes.malformed("hash", slot::HASH, text, "is not a SHA-1"),
    }
}

fn size(entry: &mut DocumentEntry, values: &[Cow<'_, str>], notes: &mut Notes) {
    let taken = entry.size.is_some();
    let Some(text) = notes.single("size", slot::SIZE, values, taken) else { return };
    let digits = text.bytes().all(|byte| byte.is_ascii_digit());
    match text.parse().ok().filter(|_| digits) {
        Some(size) => entry.size = Some(size),
        None => notes.malformed("size", slot::SIZE, text, "is not a number of bytes"),
    }
}

fn classification(
    entry: &mut DocumentEntry,
    index: usize,
    remembered: &mut Remembered<'_>,
    notes: &mut Notes,
) {
    let Some(found) = remembered.classifications.get(index) else { return };
    let (field, code) = match &*found.scheme {
        scheme::DOCUMENT_AUTHOR => {
            entry.authors.extend(remembered.author(index, notes));
            return;
        }
        scheme::CONFIDENTIALITY => {
            entry.confidentiality.extend(remembered.code(index, "confidentialityCode", notes));
            return;
        }
        scheme::EVENT => {
            entry.event_codes.extend(remembered.code(index, "eventCodeList", notes));
            return;
        }
        scheme::CLASS => ("classCode", &mut entry.class_code),
        scheme::TYPE => ("typeCode", &mut entry.type_code),
        scheme::FORMAT => ("formatCode", &mut entry.format_code),
        scheme::FACILITY => ("healthcareFacilityTypeCode", &mut entry.facility_type),
        scheme::PRACTICE => ("practiceSettingCode", &mut entry.practice_setting),
        _ => return notes.keep_classification(found),
    };
    remembered.single_code(index, field, notes, code);
}

fn read_identifier(
    entry: &mut DocumentEntry,
    scheme: &str,
    value: &str,
    notes: &mut Notes,
    sharing: &mut Sharing,
) {
    match scheme {
        identifier::DOCUMENT_UNIQUE => {
            let taken = entry.unique_id.is_some();
            if let Some(value) = notes.identifier("uniqueId", scheme, value, taken) {
                entry.unique_id = Some(value.into());
            }
        }
        identifier::DOCUMENT_PATIENT => {
            let taken = entry.patient_id.is_some();
            if let Some(value) = notes.identifier("patientId", scheme, value, taken) {
                entry.patient_id = Some(sharing.patients.get(value));
            }
        }
        _ => notes.keep_identifier(scheme, value),
    }
}
