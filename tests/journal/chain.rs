//! Whatever is changed in a row, taken out or cut off is found, and where.

use std::fs;
use std::path::Path;

use dmpkit::journal::{Head, Problem, Recorded, StoreError, Verification};
use rusqlite::types::Value;
use rusqlite::Connection;
use serde_json::json;

use crate::support::*;

/// A journal of seven rows: a key, six entries; closed. Its head.
fn seven(file: &Path) -> Head {
    let journal = open(file);
    let number = json!({"matricule": ins(2_900_763_220_041).matricule(), "oid": TEST_NIR});
    let mut rows = vec![entry("P-1", json!({"identity_linked": {"ins": number}}))];
    for document in ["1.1", "1.2", "1.3", "1.4"] {
        rows.push(entry("P-1", json!({"read": {"document": document}})));
    }
    rows.push(entry("P-1", json!({"air_trace": {"event": "call", "token": "_1"}})));
    journal.record(&rows).unwrap();
    journal.head().unwrap()
}

/// The file, to be changed by somebody who can write it: no trigger holds him back.
fn by_hand(file: &Path, change: impl FnOnce(&Connection)) {
    let connection = Connection::open(file).unwrap();
    let triggers: Vec<String> = {
        let sql = "SELECT sql FROM sqlite_schema WHERE type = 'trigger'";
        let mut statement = connection.prepare(sql).unwrap();
        let texts = statement.query_map([], |row| row.get(0)).unwrap();
        texts.map(Result::unwrap).collect()
    };
    connection
        .execute_batch(
            "PRAGMA synchronous = OFF; PRAGMA ignore_check_constraints = ON; DROP TRIGGER entry_is_never_deleted;
             DROP TRIGGER entry_is_never_changed",
        )
        .unwrap();
    change(&connection);
    triggers.iter().for_each(|trigger| connection.execute_batch(trigger).unwrap());
}

fn broken(position: u64, problem: Problem) -> Verification {
    Verification::Broken { position, problem }
}

#[test]
fn a_changed_byte_of_any_row_is_found_there() {
    let folder = Folder::new("byte");
    let file = folder.file();
    let head = seven(&file);
    assert_eq!(open(&file).verify(Some(&head)), Ok(Verification::Sound { head, purged: 0 }));
    let columns = ["at", "kind", "key", "person", "other", "actor", "sealed", "mac"];
    let journal = open(&file);
    let mut tried = 0;
    for position in 1..=7_u64 {
        for column in columns {
            let get = format!("SELECT {column} FROM entry WHERE position = {position}");
            let set = format!("UPDATE entry SET {column} = ?1 WHERE position = {position}");
            let connection = Connection::open(&file).unwrap();
            let old: Value = connection.query_row(&get, [], |row| row.get(0)).unwrap();
            let spoilt: Vec<Value> = match &old {
                Value::Integer(number) => {
                    (0..16).map(|bit| Value::Integer(number ^ (1 << bit))).collect()
                }
                Value::Blob(bytes) => (0..bytes.len())
                    .map(|at| {
                        let mut bytes = bytes.clone();
                        bytes[at] ^= 1 << (at % 8);
                        Value::Blob(bytes)
                    })
                    .collect(),
                Value::Null => vec![Value::Blob(vec![0; 16])],
                other => panic!("{column}: {other:?}"),
            };
            for value in spoilt {
                by_hand(&file, |connection| {
                    connection.execute(&set, [&value]).unwrap();
                });
                let found = journal.verify_chain(None).unwrap();
                let Verification::Broken { position: at, problem } = found else {
                    panic!("{column} of {position}: not found");
                };
                assert_eq!(at, position, "{column}");
                let expected = if column == "key" { Problem::UnknownKey } else { Problem::Changed };
                assert_eq!(problem, expected, "{column}");
                tried += 1;
            }
            by_hand(&file, |connection| {
                connection.execute(&set, [&old]).unwrap();
            });
        }
    }
    assert!(tried > 1500, "{tried}");
    assert_eq!(journal.verify(Some(&head)), Ok(Verification::Sound { head, purged: 0 }));
}

#[test]
fn rows_taken_out_swapped_or_emptied_are_found() {
    let folder = Folder::new("rows");
    let file = folder.file();
    let verdict = |change: &str| {
        let _ = fs::remove_file(&file);
        let head = seven(&file);
        by_hand(&file, |connection| connection.execute_batch(change).unwrap());
        open(&file).verify_chain(Some(&head)).unwrap()
    };
    let out = "DELETE FROM entry WHERE position = 4";
    assert_eq!(verdict(out), broken(4, Problem::Missing));
    let closed_up = "DELETE FROM entry WHERE position = 4;
        UPDATE entry SET position = position - 1 WHERE position > 4";
    assert_eq!(verdict(closed_up), broken(4, Problem::Changed));
    let swapped = "UPDATE entry SET position = 100 WHERE position = 4;
        UPDATE entry SET position = 4 WHERE position = 5;
        UPDATE entry SET position = 5 WHERE position = 100";
    assert_eq!(verdict(swapped), broken(4, Problem::Changed));
    let twice = "INSERT INTO entry SELECT 8, at, kind, key, person, other, actor, sealed, digest,
        mac FROM entry WHERE position = 7";
    assert_eq!(verdict(twice), broken(8, Problem::Changed));
    let no_body = "UPDATE entry SET sealed = NULL WHERE position = 4";
    assert_eq!(verdict(no_body), broken(4, Problem::Unreadable));
    let both = "UPDATE entry SET digest = zeroblob(32) WHERE position = 4";
    assert_eq!(verdict(both), broken(4, Problem::Unreadable));
    let position = "UPDATE entry SET position = -1 WHERE position = 2";
    assert_eq!(verdict(position), broken(2, Problem::Missing));
    by_hand(&file, |connection| {
        connection.execute("DELETE FROM entry WHERE position = 1", []).unwrap();
    });
    let refused = open_with(&file, first_key(), clock()).err();
    assert_eq!(refused, Some(StoreError::Corrupt.into()), "no row tells the key");
}

#[test]
fn a_removed_tail_is_found_by_the_head_kept_elsewhere() {
    let folder = Folder::new("tail");
    let file = folder.file();
    let head = seven(&file);
    for kept in (2..7_i64).rev() {
        by_hand(&file, |connection| {
            connection.execute("DELETE FROM entry WHERE position > ?1", [kept]).unwrap();
        });
        let journal = open(&file);
        let found = journal.verify(Some(&head)).unwrap();
        assert_eq!(found, broken(kept as u64 + 1, Problem::TailRemoved));
        assert!(matches!(journal.verify(None).unwrap(), Verification::Sound { .. }), "as a whole");
    }
    // Somebody goes on as if nothing were: the place of the head tells.
    let journal = open(&file);
    for document in 0..10 {
        let read = entry("P-1", json!({"read": {"document": format!("2.{document}")}}));
        journal.record(&[read]).unwrap();
    }
    assert_eq!(journal.verify(Some(&head)).unwrap(), broken(7, Problem::OtherThanHead));
}

#[test]
fn a_trace_emptied_without_a_purge_is_found() {
    let folder = Folder::new("emptied");
    let file = folder.file();
    let head = seven(&file);
    // The one change that the triggers let through, with the right hash even.
    let journal = open(&file);
    let mut digest = None;
    let store = dmpkit::journal::SqliteStore::open(&file, std::time::Duration::ZERO).unwrap();
    use dmpkit::journal::{Part, Rows as _, Wanted};
    store
        .read(&Wanted::part(Part::Everything).after(6), &mut |row| {
            digest = Some(row.body.digest());
            true
        })
        .unwrap();
    let connection = Connection::open(&file).unwrap();
    let empty = "UPDATE entry SET person = NULL, other = NULL, actor = NULL, sealed = NULL,
        digest = ?1 WHERE position = ?2";
    assert!(connection.execute(empty, (digest.unwrap(), 6)).is_err(), "no trace of AIR");
    connection.execute(empty, (digest.unwrap(), 7)).unwrap();
    assert_eq!(journal.verify(Some(&head)).unwrap(), broken(7, Problem::Emptied));
}

#[test]
fn a_changed_byte_anywhere_in_the_file_is_found_or_changes_nothing() {
    let folder = Folder::new("anywhere");
    let file = folder.file();
    let head = seven(&file);
    let whole: Vec<Recorded> = open(&file).history(&patient("P-1")).unwrap();
    let bytes = fs::read(&file).unwrap();
    let (mut found, mut harmless) = (0, 0);
    // Every byte of the header and of each page's own, every 41st of all.
    let heads = (0..bytes.len()).filter(|at| at % 4096 < 12 || *at < 100);
    for at in heads.chain((0..bytes.len()).step_by(41)) {
        let mut spoilt = bytes.clone();
        spoilt[at] ^= 0x41;
        let _ = fs::remove_file(folder.path().join("journal.db-wal"));
        let _ = fs::remove_file(folder.path().join("journal.db-shm"));
        fs::write(&file, spoilt).unwrap();
        let sound = open_with(&file, first_key(), clock()).and_then(|journal| {
            let verification = journal.verify(Some(&head))?;
            Ok((verification, journal.history(&patient("P-1"))))
        });
        match sound {
            Ok((Verification::Sound { head: end, .. }, history)) => {
                assert_eq!((end, history.as_ref()), (head, Ok(&whole)), "byte {at}");
                harmless += 1;
            }
            _ => found += 1,
        }
    }
    assert!(found > 200, "{found} found, {harmless} in space that nothing uses");
}

#[test]
fn triggers_let_nobody_change_or_delete() {
    let folder = Folder::new("append-only");
    let file = folder.file();
    seven(&file);
    let connection = Connection::open(&file).unwrap();
    for change in [
        "DELETE FROM entry WHERE position = 7",
        "DELETE FROM entry",
        "UPDATE entry SET at = 0 WHERE position = 3",
        "UPDATE entry SET sealed = x'00' WHERE position = 7",
        "UPDATE entry SET sealed = NULL, person = NULL, actor = NULL, digest = zeroblob(32),
            at = 0 WHERE position = 7",
    ] {
        let error = connection.execute_batch(change).unwrap_err().to_string();
        assert!(error.contains("append-only"), "{change}: {error}");
    }
}
