//! `dmpkit.changes/1`, and the sentences for people. No trait of the patient stands in them: a
//! document written by the patient has no author here.

use serde_json::{json, Value};

use super::sentences::{INCOMPLETE, NOTHING, NOW_HIDDEN, NOW_OPEN, SINCE};
use super::{Change, ChangeKind, Changes, LocalCopy, Visibility};
use crate::record::DocumentEntry;
use crate::search::labels::{marked, Label};
use crate::search::shown::{self, Display};

impl Change {
    /// The change in French.
    pub fn sentence(&self, display: &Display<'_>) -> String {
        let document = self.document.as_deref();
        let named = document.map(|entry| shown::type_and_date(entry, display)).unwrap_or_default();
        let labels = document.map(now_visible).unwrap_or_default();
        self.kind.sentence().replace("{labels}", &labels).replace("{document}", &named)
    }

    fn json(&self, display: &Display<'_>) -> Value {
        json!({
            "kind": self.kind.id(),
            "sentence": self.sentence(display),
            "document": self.document.as_deref().map(|entry| document(entry, display)),
            "copy": self.copy.as_ref().map(copy),
            "submitted": self.submitted.as_ref().map(|at| at.local_iso(display.time_zone)),
        })
    }
}

impl Changes {
    /// How many of each kind, in one French sentence; a second one where the run is not complete.
    pub fn summary(&self, display: &Display<'_>) -> String {
        let counts: Vec<String> = ChangeKind::ALL
            .iter()
            .map(|&kind| (kind, self.count(kind)))
            .filter(|(_, count)| *count > 0)
            .map(|(kind, count)| kind.counted(count))
            .collect();
        let counts = if counts.is_empty() { NOTHING.to_string() } else { counts.join(", ") };
        let since = SINCE
            .replace("{date}", &self.since.local_text(display.time_zone))
            .replace("{counts}", &counts);
        match self.next_since {
            Some(_) => since,
            None => format!("{since} {INCOMPLETE}"),
        }
    }

    /// `dmpkit.changes/1`.
    pub fn json(&self, display: &Display<'_>) -> String {
        let changes: Vec<Value> = self.changes.iter().map(|change| change.json(display)).collect();
        json!({
            "schema": "dmpkit.changes/1",
            "mark": display.mark,
            "time_zone": display.time_zone.name(),
            "since": self.since.xml_utc(),
            "next_since": self.next_since.as_ref().map(|at| at.xml_utc()),
            "complete": self.next_since.is_some(),
            "summary": marked(display.mark, &self.summary(display)),
            "changes": changes,
            "doubts": self.doubts,
        })
        .to_string()
    }
}

/// Who may not see the document now, as a sentence.
fn now_visible(entry: &DocumentEntry) -> String {
    if Visibility::of(entry) == Visibility::default() {
        return NOW_OPEN.to_string();
    }
    let hidden = [Label::Masked, Label::InvisibleToPatient, Label::InvisibleToRepresentatives];
    let labels: Vec<String> = Label::of(entry)
        .into_iter()
        .filter(|label| hidden.contains(label))
        .map(|label| label.text().to_lowercase())
        .collect();
    NOW_HIDDEN.replace("{labels}", &labels.join(", "))
}

fn document(entry: &DocumentEntry, display: &Display<'_>) -> Value {
    let labels: Vec<Value> = Label::of(entry)
        .into_iter()
        .map(|label| json!({ "id": label.id(), "text": label.text() }))
        .collect();
    json!({
        "unique_id": entry.unique_id,
        "logical_id": entry.logical_id,
        "entry_uuid": entry.entry_uuid,
        "version": entry.version,
        "status": entry.status.as_ref().map(|status| status.code()),
        "visibility": words(Visibility::of(entry)),
        "type": shown::type_label(entry, display.vocabulary),
        "national_type": shown::national_type_label(entry, display.vocabulary),
        "type_note": shown::type_note(entry, display.vocabulary),
        "title": shown::title(entry),
        "author": shown::author(entry),
        "structure": shown::structure(entry),
        "date": entry.act_date().map(|at| at.local_iso(display.time_zone)),
        "labels": labels,
    })
}

fn copy(copy: &LocalCopy) -> Value {
    json!({
        "unique_id": copy.unique_id,
        "logical_id": copy.logical_id,
        "entry_uuid": copy.entry_uuid,
        "version": copy.version,
        "visibility": copy.visibility.map(words),
        "origin": copy.origin.code(),
    })
}

/// As `dmpkit.local-copies/1` writes it.
fn words(visibility: Visibility) -> Vec<&'static str> {
    [
        (visibility.masked, Label::Masked),
        (visibility.invisible_to_patient, Label::InvisibleToPatient),
        (visibility.invisible_to_representatives, Label::InvisibleToRepresentatives),
    ]
    .into_iter()
    .filter_map(|(holds, label)| holds.then_some(label.id()))
    .collect()
}
