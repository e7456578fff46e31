//! AIR traces: ten years after the record's closing, and not a day less.

use std::fs;

use dmpkit::journal::{Alias, Entry, JournalError, Verification};
use serde_json::json;

use crate::support::*;

const CLOSED: &str = "2026-03-10T00:00:00Z";

fn trace(id: &str, token: &str) -> Entry {
    let number = json!({"matricule": ins(2_900_763_220_041).matricule(), "oid": TEST_NIR});
    entry(id, json!({"air_trace": {"event": "token_created", "token": token, "ins": number}}))
}

fn seen(existence: &str) -> Entry {
    entry("P-1", json!({"profile_seen": {"existence": existence}}))
}

#[test]
fn traces_are_destroyed_ten_years_after_the_closing() {
    let folder = Folder::new("purge");
    let (file, clock) = (folder.file(), clock());
    let journal = open_with(&file, first_key(), clock.clone()).unwrap();
    let number = json!({"matricule": ins(2_900_763_220_041).matricule(), "oid": TEST_NIR});
    let mut unnamed = trace("P-1", "_c");
    unnamed.patient = None;
    journal
        .record(&[
            entry("P-1", json!({"identity_linked": {"ins": number}})),
            trace("P-1", "_a"),
            entry("P-1", json!({"read": {"document": "1.1"}})),
            trace("P-1", "_b"),
            trace("P-2", "_d"),
            unnamed,
        ])
        .unwrap();
    let person = Alias::Ins(ins(2_900_763_220_041));
    let closed = instant(CLOSED);
    assert_eq!(journal.purge_air_traces(&person, &closed), Err(JournalError::RetentionRuns));
    clock.set("2036-03-09T12:00:00Z");
    assert_eq!(journal.purge_air_traces(&person, &closed), Err(JournalError::RetentionRuns));
    let head = journal.head().unwrap();
    let all = journal.history(&person).unwrap();
    assert_eq!(all.len(), 5);
    let sealed: Vec<Vec<u8>> = sealed_bytes(&file, &[3, 5, 7]);

    clock.set("2036-03-11T12:00:00Z");
    assert_eq!(journal.purge_air_traces(&person, &closed), Ok(3), "the one by INS alone too");
    let left: Vec<u64> = journal.history(&person).unwrap().iter().map(|r| r.position).collect();
    assert_eq!(left, [2, 4]);
    let (from, until) = (instant("2026-01-01T00:00:00Z"), instant("2037-01-01T00:00:00Z"));
    assert_eq!(journal.traces(&label(DOCTOR), &from, &until).unwrap().len(), 3);
    let verified = journal.verify(Some(&head)).unwrap();
    let Verification::Sound { purged, head: end } = verified else { panic!("{verified:?}") };
    assert_eq!((purged, end.position), (3, 8), "a purge is an entry");
    assert_eq!(journal.purge_air_traces(&person, &closed), Ok(0));
    assert_eq!(journal.head().unwrap(), end, "nothing to say the second time");
    for found in fs::read_dir(folder.path()).unwrap() {
        let content = fs::read(found.unwrap().path()).unwrap();
        for bytes in &sealed {
            assert!(!content.windows(32).any(|part| part == &bytes[24..56]), "still in the file");
        }
    }
    assert_eq!(journal.history(&patient("P-2")).unwrap().len(), 1, "another's stay");
}

fn sealed_bytes(file: &std::path::Path, positions: &[i64]) -> Vec<Vec<u8>> {
    let connection = rusqlite::Connection::open(file).unwrap();
    let sql = "SELECT sealed FROM entry WHERE position = ?1";
    let one = |at| connection.query_row(sql, [at], |row| row.get(0)).unwrap();
    positions.iter().map(one).collect()
}

#[test]
fn a_record_that_was_opened_again_keeps_its_traces() {
    let folder = Folder::new("reopened");
    let (file, clock) = (folder.file(), clock());
    let journal = open_with(&file, first_key(), clock.clone()).unwrap();
    journal.record(&[trace("P-1", "_a"), seen("FERME")]).unwrap();
    clock.set("2027-03-02T08:30:00Z");
    journal.record(&[seen("ACTIF")]).unwrap();
    clock.set("2040-03-02T08:30:00Z");
    let closed = instant(CLOSED);
    let person = patient("P-1");
    assert_eq!(journal.purge_air_traces(&person, &closed), Err(JournalError::RetentionRuns));
    let later = json!({"profile_seen":
        {"existence": "FERME", "closed_on": "2031-01-01T00:00:00Z"}});
    journal.record(&[entry("P-1", later)]).unwrap();
    assert_eq!(journal.purge_air_traces(&person, &closed), Err(JournalError::RetentionRuns));
    clock.set("2041-01-03T08:30:00Z");
    assert_eq!(journal.purge_air_traces(&person, &instant("2031-01-01T00:00:00Z")), Ok(1));
}
