//! Answers about documents gone wrong, as they do in the field.

use std::sync::Arc;

use super::fault::FaultKind;
use super::registry::error;
use crate::record::{DocumentEntry, Extra, XdsCode};
use crate::wire::registry::{RegistryAnswer, RegistryError, ResponseStatus};
use crate::wire::repository::RetrieveAnswer;

impl FaultKind {
    /// What it makes of a registry's answer.
    pub(super) fn spoil(&self, answer: &mut RegistryAnswer) {
        let documents = &mut answer.documents;
        match self {
            FaultKind::PartialSuccess if answer.status == ResponseStatus::Success => {
                documents.pop();
                answer.status = ResponseStatus::PartialSuccess;
                let problem = error("XDSRegistryOutOfResources", "une partie du registre manque");
                answer.errors.push(RegistryError { warning: true, ..problem });
            }
            FaultKind::MissingUniqueId => each(documents, |index, entry| {
                if index % 3 == 0 {
                    entry.unique_id = None;
                }
            }),
            FaultKind::DuplicatedEntries => {
                let twice = documents.iter().enumerate().flat_map(|(index, entry)| {
                    std::iter::repeat_n(entry.clone(), if index % 3 == 0 { 2 } else { 1 })
                });
                *documents = twice.collect();
            }
            FaultKind::DirtyMetadata => each(documents, dirty),
            FaultKind::WrongHash => each(documents, |_, entry| {
                entry.hash = Some("0123456789abcdef0123456789abcdef01234567".into());
            }),
            FaultKind::Vanish => {
                documents.pop();
                answer.references.pop();
            }
            _ => {}
        }
    }

    /// What it makes of a repository's answer.
    pub(super) fn withhold(&self, answer: &mut RetrieveAnswer) {
        if !matches!(self, FaultKind::PartialSuccess | FaultKind::Vanish) {
            return;
        }
        let Some(document) = answer.documents.pop() else { return };
        let problem = error("XDSDocumentUniqueIdError", "ce document n'existe pas");
        answer
            .errors
            .push(RegistryError { location: Some(document.document_unique_id), ..problem });
        answer.status = match answer.documents.is_empty() {
            true => ResponseStatus::Failure,
            false => ResponseStatus::PartialSuccess,
        };
    }
}

fn each(documents: &mut [Arc<DocumentEntry>], change: impl Fn(usize, &mut DocumentEntry)) {
    for (index, entry) in documents.iter_mut().enumerate() {
        change(index, Arc::make_mut(entry));
    }
}

/// A different trouble for each entry in turn.
fn dirty(index: usize, entry: &mut DocumentEntry) {
    let slot = |name: &str, values: &[&str]| Extra::Slot {
        name: name.into(),
        values: values.iter().map(|value| (*value).into()).collect(),
    };
    match index % 8 {
        0 => {
            entry.creation_time = None;
            entry.extra.push(slot("creationTime", &["2026-13-45"]));
        }
        1 => {
            entry.service_start = None;
            entry.extra.push(slot("serviceStartTime", &["20260230"]));
        }
        2 => entry.type_code = Some(Arc::new(XdsCode::new("00000-0", "9.9.9", None))),
        3 => entry.format_code = Some(Arc::new(XdsCode::new("urn:inconnu", "", Some("")))),
        4 => entry.extra.push(slot("sourcePatientAddress", &[])),
        5 => {
            entry.title = None;
            entry.class_code = None;
        }
        6 => {
            entry.size = None;
            entry.extra.push(slot("size", &["beaucoup"]));
        }
        _ => {
            entry.authors.clear();
            entry.creation_time = None;
            entry.extra.push(slot("creationTime", &["20200101", "20210101"]));
        }
    }
}
