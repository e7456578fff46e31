//! The parts of a `RegistryPackage` as a submission set or a folder (ITI TF-3 4.2.3.3 and
//! 4.2.3.4), and those of an `Association`.

use super::notes::{given, Notes, MISSING, UNKNOWN};
use super::parts::Parts;
use super::remembered::Remembered;
use super::shared::Sharing;
use crate::record::{Association, AssociationKind, Folder, SubmissionSet};
use crate::wire::registry::schemes::{identifier, scheme, slot, FOLDER, SUBMISSION_SET};

const ATTRIBUTES: &[&str] = &["id", "lid", "home", "status"];
const LINK_ATTRIBUTES: &[&str] =
    &["id", "status", "associationType", "sourceObject", "targetObject"];

/// What a package is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PackageKind {
    SubmissionSet,
    Folder,
}

impl PackageKind {
    pub(super) fn of_node(node: &str) -> Option<Self> {
        match node {
            SUBMISSION_SET => Some(PackageKind::SubmissionSet),
            FOLDER => Some(PackageKind::Folder),
            _ => None,
        }
    }

    /// What the package itself says: by its node, else by what only one of the two can have.
    pub(super) fn of(parts: &Parts<'_>, remembered: &Remembered<'_>) -> Option<Self> {
        let by_node = parts.nodes.iter().find_map(|node| PackageKind::of_node(node));
        let schemes = parts.identifiers.iter().map(|(scheme, _)| &**scheme);
        let found =
            parts.classifications.iter().filter_map(|at| remembered.classifications.get(*at));
        let mut all = schemes.chain(found.map(|found| &*found.scheme));
        by_node.or_else(|| {
            all.find_map(|scheme| match scheme {
                identifier::SUBMISSION_PATIENT
                | identifier::SUBMISSION_SOURCE
                | identifier::SUBMISSION_UNIQUE
                | scheme::SUBMISSION_AUTHOR
                | scheme::CONTENT_TYPE => Some(PackageKind::SubmissionSet),
                identifier::FOLDER_PATIENT | identifier::FOLDER_UNIQUE | scheme::FOLDER_CODES => {
                    Some(PackageKind::Folder)
                }
                _ => None,
            })
        })
    }
}

pub(super) fn submission_set(
    parts: &mut Parts<'_>,
    remembered: &mut Remembered<'_>,
    sharing: &mut Sharing,
) -> SubmissionSet {
    let mut notes = Notes::default();
    let mut set = SubmissionSet {
        entry_uuid: parts.attribute("id").into(),
        logical_id: given(parts.attribute("lid")),
        version: parts.version.as_deref().and_then(given),
        home_community_id: given(parts.attribute("home")).map(|home| sharing.texts.get(&home)),
        status: notes.status(parts.attribute("status")),
        ..SubmissionSet::default()
    };
    for (name, values) in parts.slots(remembered) {
        match name {
            slot::SUBMISSION_TIME => {
                notes.time("submissionTime", name, values, &mut set.submission_time);
            }
            _ => notes.keep_slot(name, values),
        }
    }
    set.title = notes.localized("title", &mut parts.title);
    set.comments = notes.localized("comments", &mut parts.comments);
    for index in parts.classifications.iter().copied() {
        let Some(found) = remembered.classifications.get(index) else { continue };
        match &*found.scheme {
            scheme::SUBMISSION_AUTHOR => set.authors.extend(remembered.author(index, &mut notes)),
            scheme::CONTENT_TYPE => {
                let code = &mut set.content_type;
                remembered.single_code(index, "contentTypeCode", &mut notes, code);
            }
            _ => notes.keep_classification(found),
        }
    }
    for (scheme, value) in &parts.identifiers {
        let (field, taken) = match &**scheme {
            identifier::SUBMISSION_UNIQUE => ("uniqueId", set.unique_id.is_some()),
            identifier::SUBMISSION_SOURCE => ("sourceId", set.source_id.is_some()),
            identifier::SUBMISSION_PATIENT => ("patientId", set.patient_id.is_some()),
            _ => {
                notes.keep_identifier(scheme, value);
                continue;
            }
        };
        let Some(value) = notes.identifier(field, scheme, value, taken) else { continue };
        match field {
            "uniqueId" => set.unique_id = Some(value.into()),
            "sourceId" => set.source_id = Some(sharing.texts.get(value)),
            _ => set.patient_id = Some(sharing.patients.get(value)),
        }
    }
    package_doubts(parts, &mut notes, &set.entry_uuid, set.unique_id.is_none());
    set.extra = notes.extra;
    set.doubts = notes.doubts;
    set
}

pub(super) fn folder(
    parts: &mut Parts<'_>,
    remembered: &mut Remembered<'_>,
    sharing: &mut Sharing,
) -> Folder {
    let mut notes = Notes::default();
    let mut folder = Folder {
        entry_uuid: parts.attribute("id").into(),
        logical_id: given(parts.attribute("lid")),
        version: parts.version.as_deref().and_then(given),
        home_community_id: given(parts.attribute("home")).map(|home| sharing.texts.get(&home)),
        status: notes.status(parts.attribute("status")),
        ..Folder::default()
    };
    for (name, values) in parts.slots(remembered) {
        match name {
            slot::LAST_UPDATE => {
                notes.time("lastUpdateTime", name, values, &mut folder.last_update)
            }
            _ => notes.keep_slot(name, values),
        }
    }
    folder.title = notes.localized("title", &mut parts.title);
    folder.comments = notes.localized("comments", &mut parts.comments);
    for index in parts.classifications.iter().copied() {
        let Some(found) = remembered.classifications.get(index) else { continue };
        match &*found.scheme {
            scheme::FOLDER_CODES => {
                folder.codes.extend(remembered.code(index, "codeList", &mut notes));
            }
            _ => notes.keep_classification(found),
        }
    }
    for (scheme, value) in &parts.identifiers {
        let (field, taken) = match &**scheme {
            identifier::FOLDER_UNIQUE => ("uniqueId", folder.unique_id.is_some()),
            identifier::FOLDER_PATIENT => ("patientId", folder.patient_id.is_some()),
            _ => {
                notes.keep_identifier(scheme, value);
                continue;
            }
        };
        let Some(value) = notes.identifier(field, scheme, value, taken) else { continue };
        match field {
            "uniqueId" => folder.unique_id = Some(value.into()),
            _ => folder.patient_id = Some(sharing.patients.get(value)),
        }
    }
    package_doubts(parts, &mut notes, &folder.entry_uuid, folder.unique_id.is_none());
    folder.extra = notes.extra;
    folder.doubts = notes.doubts;
    folder
}

fn package_doubts(parts: &Parts<'_>, notes: &mut Notes, id: &str, no_unique_id: bool) {
    if id.is_empty() {
        notes.doubt("entryUUID", MISSING);
    }
    if no_unique_id {
        notes.doubt("uniqueId", MISSING);
    }
    for node in parts.nodes.iter().filter(|node| PackageKind::of_node(node).is_none()) {
        notes.keep_node(node);
    }
    notes.leftovers(parts, ATTRIBUTES, "RegistryPackage");
}

pub(super) fn association(parts: &mut Parts<'_>, remembered: &Remembered<'_>) -> Association {
    let mut notes = Notes::default();
    let kind = AssociationKind::from_code(parts.attribute("associationType"));
    if matches!(kind, AssociationKind::Other(_)) {
        notes.doubt("associationType", UNKNOWN);
    }
    for (attribute, field) in
        [("id", "entryUUID"), ("sourceObject", "sourceObject"), ("targetObject", "targetObject")]
    {
        if parts.attribute(attribute).is_empty() {
            notes.doubt(field, MISSING);
        }
    }
    let status = notes.status(parts.attribute("status"));
    for (name, values) in parts.slots(remembered) {
        notes.keep_slot(name, values);
    }
    for index in &parts.classifications {
        if let Some(found) = remembered.classifications.get(*index) {
            notes.keep_classification(found);
        }
    }
    for node in &parts.nodes {
        notes.keep_node(node);
    }
    for (scheme, value) in &parts.identifiers {
        notes.keep_identifier(scheme, value);
    }
    notes.keep_texts("title", &parts.title);
    notes.keep_texts("comments", &parts.comments);
    if let Some(version) = &parts.version {
        notes.keep_attribute("versionName", version);
    }
    notes.leftovers(parts, LINK_ATTRIBUTES, "Association");
    Association {
        id: parts.attribute("id").into(),
        kind,
        source: parts.attribute("sourceObject").into(),
        target: parts.attribute("targetObject").into(),
        status,
        extra: notes.extra,
        doubts: notes.doubts,
    }
}
