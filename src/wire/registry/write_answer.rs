//! An answer as a server writes it: AdhocQueryResponse of ebRS 3.0, in the order its schema wants.

use super::super::ns;
use super::answer::{RegistryAnswer, ResponseStatus};
use super::query::ReturnType;
use super::schemes::{RESPONSE_STATUS, SEVERITY};
use super::write_objects::Objects;
use crate::xml::Writer;

impl ResponseStatus {
    /// `urn:oasis:names:tc:ebxml-regrep:ResponseStatusType:…`, as it stands on the wire.
    pub fn urn(&self) -> String {
        let word = match self {
            ResponseStatus::Success => "Success",
            ResponseStatus::PartialSuccess => "PartialSuccess",
            ResponseStatus::Failure => "Failure",
            ResponseStatus::Other(other) => return other.clone(),
        };
        format!("{RESPONSE_STATUS}{word}")
    }
}

/// The markup of an answer, to stand in a SOAP body. Where references are wanted, the objects of
/// the answer are written as references.
pub fn write_answer(answer: &RegistryAnswer, returns: ReturnType) -> String {
    let mut writer = Writer::new();
    writer.open("query:AdhocQueryResponse").attribute("xmlns:query", ns::EBXML_QUERY);
    writer.attribute("xmlns:rim", ns::EBXML_RIM).attribute("xmlns:rs", ns::EBXML_RS);
    writer.attribute("status", &answer.status.urn());
    errors(&mut writer, answer);
    writer.open("rim:RegistryObjectList");
    let mut objects = Objects::new(&mut writer);
    match returns {
        ReturnType::LeafClass => {
            answer.submission_sets.iter().for_each(|set| objects.submission_set(set));
            answer.folders.iter().for_each(|folder| objects.folder(folder));
            answer.documents.iter().for_each(|entry| objects.document(entry));
            answer.associations.iter().for_each(|link| objects.association(link));
        }
        ReturnType::ObjectRef => {
            let sets = answer.submission_sets.iter().map(|set| &set.entry_uuid);
            let folders = answer.folders.iter().map(|folder| &folder.entry_uuid);
            let documents = answer.documents.iter().map(|entry| &entry.entry_uuid);
            let links = answer.associations.iter().map(|link| &link.id);
            let all = sets.chain(folders).chain(documents).chain(links);
            all.for_each(|id| objects.reference(id));
        }
    }
    answer.references.iter().for_each(|id| objects.reference(id));
    writer.finish()
}

fn errors(writer: &mut Writer, answer: &RegistryAnswer) {
    if answer.errors.is_empty() {
        return;
    }
    let severity = |warning| format!("{SEVERITY}{}", if warning { "Warning" } else { "Error" });
    let highest = severity(answer.errors.iter().all(|error| error.warning));
    writer.open("rs:RegistryErrorList").attribute("highestSeverity", &highest);
    for error in &answer.errors {
        writer.open("rs:RegistryError");
        writer.attribute("codeContext", error.context.as_deref().unwrap_or_default());
        writer.attribute("errorCode", &error.code);
        writer.attribute("severity", &severity(error.warning));
        if let Some(location) = &error.location {
            writer.attribute("location", location);
        }
        writer.close();
    }
    writer.close();
}
