use serde::Serialize;

use super::super::facts::Alias;
use super::super::words::Label;
use super::{wording, Content, Subject};
use crate::journal::Entry;

#[derive(Serialize)]
struct Document<'a> {
    schema: &'static str,
    /// Empty outside the sandbox.
    mark: &'static str,
    audience: &'static str,
    made_at: String,
    subject: WrittenSubject<'a>,
    entries: Vec<Line<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "snake_case")]
enum WrittenSubject<'a> {
    Person(&'a Alias),
    Professional { id: &'a Label, from: String, until: String },
}

#[derive(Serialize)]
struct Line<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    position: Option<u64>,
    recorded_at: String,
    nature: &'static str,
    detail: String,
    entry: &'a Entry,
}

pub(super) fn write(content: &Content<'_>) -> String {
    let subject = match content.subject {
        Subject::Person { person, .. } => WrittenSubject::Person(person),
        Subject::Professional { professional, from, until } => WrittenSubject::Professional {
            id: professional,
            from: from.xml_utc(),
            until: until.xml_utc(),
        },
    };
    let entries = content.entries.iter().map(|recorded| {
        let fact = &recorded.entry.fact;
        let (nature, detail) = (wording::nature(fact), wording::detail(fact, content.zone));
        Line {
            position: content.has_positions().then_some(recorded.position),
            recorded_at: recorded.at.xml_utc(),
            nature,
            detail,
            entry: &recorded.entry,
        }
    });
    let document = Document {
        schema: "dmpkit.journal-export/1",
        mark: content.mark().unwrap_or_default(),
        audience: content.audience.code(),
        made_at: content.made_at.xml_utc(),
        subject,
        entries: entries.collect(),
    };
    // Texts, numbers and lists: there is nothing that JSON cannot say.
    serde_json::to_string_pretty(&document).unwrap_or_default()
}
