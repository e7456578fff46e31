//! The document of an entry, and what reads it.

use dmpkit::journal::{Entry, Fact, FreeText, Label};
use dmpkit::record::NotRead;
use serde_json::{json, Value};

use crate::support::*;

#[test]
fn an_entry_reads_as_it_was_written() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/fixtures/documents/journal-entry");
    let mut kinds = std::collections::BTreeSet::new();
    for file in std::fs::read_dir(folder).unwrap() {
        let path = file.unwrap().path();
        if !path.file_name().unwrap().to_string_lossy().starts_with("ok_") {
            continue;
        }
        let entry = Entry::read(&std::fs::read_to_string(&path).unwrap()).unwrap();
        let written = serde_json::to_string(&entry).unwrap();
        assert_eq!(Entry::read(&written).unwrap(), entry, "{}", path.display());
        kinds.insert(entry.fact.kind());
    }
    assert_eq!(kinds.len(), 21, "there is a document of each kind");
}

#[test]
fn an_unknown_field_is_refused_and_named() {
    let document = json!({"schema": "dmpkit.journal-entry/1", "patient": "P-1",
        "by": {"operator": "professional"}, "fact": {"consent_given":
        {"from": "patient", "form": "oral", "for": "care_team", "since": 2026}}});
    let Err(NotRead::UnknownField(invalid)) = Entry::read(&document.to_string()) else { panic!() };
    assert_eq!(invalid.field, "fact.consent_given.since");
}

#[test]
fn texts_are_checked_where_they_are_made() {
    assert_eq!(Label::new("  P-1 ").unwrap().as_str(), "P-1");
    for wrong in ["", "   ", "a\u{7}b", &"x".repeat(201)] {
        assert!(Label::new(wrong).is_err(), "{wrong:?}");
    }
    let text = FreeText::new("  deux\n lignes\t et   plus ").unwrap();
    assert_eq!(text.as_str(), "deux lignes et plus");
    assert!(FreeText::new(" \n ").is_err());
    assert!(FreeText::new(&"x".repeat(1001)).is_err());
}

#[test]
fn what_cannot_be_is_not_recorded_either() {
    let folder = Folder::new("checked");
    let journal = open(&folder.file());
    let fact: Value = json!({"opposition_to_feeding":
        {"outcome": "asked", "from": "minor", "scope": "follow_up"}});
    let good = entry("P-1", json!({"read": {"document": "1.2"}}));
    let error = journal.record(&[good, entry("P-1", fact)]).unwrap_err().to_string();
    let expected = "entries[1].fact.opposition_to_feeding.scope: \
        must be a document or an act: a minor opposes at each act";
    assert_eq!(error, expected);
    assert_eq!(journal.head().unwrap().position, 0, "nothing was written");
    let mut nobody = entry("P-1", json!({"read": {"document": "1.2"}}));
    nobody.by.professional = None;
    assert!(matches!(nobody.fact, Fact::Read(_)));
    let error = journal.record(&[nobody]).unwrap_err().to_string();
    assert_eq!(error, "entries[0].by.professional: is missing");
}
