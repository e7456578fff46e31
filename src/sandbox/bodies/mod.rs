//! Bodies of documents for the DMP in memory: French CDA R2 of about forty kinds, written by
//! hand, filled with the facts of an invented person.
//!
//! A body is a common header and either sections with narrative and entries (level 3) or a file
//! (level 1). Templates are text with placeholders; [`BodyFacts::variant`] chooses among texts
//! and moves laboratory values, so that the same facts always give the same bytes.

mod attached;
mod biology;
mod facts;
mod fragments;
mod kinds;
mod table;
mod template;
#[cfg(test)]
mod tests;

pub(super) use facts::{AuthorFacts, BodyFacts, Moment, PatientFacts, StructureFacts, StudyFacts};
pub(super) use kinds::{Class, Event, Kind, WrittenBy, CLASS_SCHEME};

use kinds::Content;
use template::{Filler, Refused};

/// All kinds, in a fixed order.
pub(super) fn kinds() -> &'static [Kind] {
    table::KINDS
}

/// The kind of that name.
pub(super) fn kind(name: &str) -> Option<&'static Kind> {
    kinds().iter().find(|kind| kind.name == name)
}

/// The bytes of one document: CDA in UTF-8.
pub(super) fn render(kind: &Kind, facts: &BodyFacts) -> Vec<u8> {
    fill(kind, facts).unwrap_or_default().into_bytes()
}

/// Templates are compiled in, and every kind in every variant is filled by a test: no refusal
/// is left for [`render`] to meet.
fn fill(kind: &Kind, facts: &BodyFacts) -> Result<String, Refused> {
    let filler = Filler::new(kind, facts);
    let mut document = filler.fill(include_str!("frame/header.xml"))?;
    match &kind.content {
        Content::Structured(sections) => {
            document += "  <component><structuredBody>\n";
            document += &filler.fill(sections)?;
            document += &filler.fill(include_str!("frame/origin.xml"))?;
            document += "  </structuredBody></component>\n";
        }
        Content::Attached(attachment) => {
            let bytes = attachment.bytes(&filler.fill(attachment.text)?)?;
            document += &format!(
                "  <component><nonXMLBody><text mediaType=\"{}\" representation=\"B64\">{}</text></nonXMLBody></component>\n",
                attachment.media_type,
                attached::base64(&bytes)
            );
        }
    }
    document += "</ClinicalDocument>\n";
    Ok(document)
}
