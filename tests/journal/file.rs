//! The file: who may open it, what it gives away, and what goes wrong with disks and clocks.

use std::fs;
use std::path::Path;
use std::time::Duration;

use dmpkit::journal::{Action, Alias, Entry, JournalError, SqliteStore, StoreError, Verification};
use rusqlite::Connection;
use serde_json::json;

use crate::support::*;

const FIXTURE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/journal/version-1.db");
/// The end of that file, when it was written.
const FIXTURE_HEAD: &str = "dmpkit.journal-head/1 7 \
    60ef6b66195db736acbbf3a3e66976be66d45dad8a16c62f3a15ffb22f1f43ec";

fn read(document: &str) -> Entry {
    entry("P-1", json!({"read": {"document": document}}))
}

fn refusal(file: &Path) -> StoreError {
    SqliteStore::open(file, Duration::from_millis(50)).err().unwrap()
}

#[test]
fn nothing_in_the_files_names_anybody_or_says_why() {
    let folder = Folder::new("grep");
    let journal = open(&folder.file());
    let number = ins(2_900_763_220_041);
    let written = json!({"matricule": number.matricule(), "oid": number.oid()});
    let notice = json!({"template": "modele-consultation", "version": "v-77", "hash": "c0ffee"});
    let mut told = entry(
        "DUPONT-Jeanne-1980",
        json!({"information_given": {"about": ["feeding"], "to": "patient",
            "channel": "desk", "moment": "before", "notice": notice}}),
    );
    told.episode = Some(label("episode-grossesse"));
    told.by.user = Some(label("secretaire-martin"));
    let person = "DUPONT-Jeanne-1980";
    journal
        .record(&[
            entry(person, json!({"identity_linked": {"ins": written}})),
            entry(
                person,
                json!({"opposition_to_feeding": {"outcome": "asked", "from": "patient",
                "scope": "follow_up", "reason": "Employeur soupçonneux"}}),
            ),
            entry(
                person,
                json!({"emergency": {"mode": "bris_de_glace",
                "reason": "Coma diabétique"}}),
            ),
            entry(
                person,
                json!({"air_trace": {"event": "call", "token": "_jeton-99",
                "ins": written}}),
            ),
            told,
        ])
        .unwrap();
    journal.known(&Alias::Ins(number.clone())).unwrap();
    let secret = String::from_utf8(vec![7; 16]).unwrap();
    let words = [
        person,
        "DUPONT",
        "Jeanne",
        number.matricule(),
        &number.matricule()[..13],
        number.oid(),
        "Employeur",
        "soupçonneux",
        "Coma",
        "diabétique",
        "_jeton-99",
        "grossesse",
        "martin",
        "modele-consultation",
        "v-77",
        "c0ffee",
        DOCTOR,
        "patient",
        "feeding",
        "journal-entry",
        secret.as_str(),
    ];
    let mut bytes = 0;
    for found in fs::read_dir(folder.path()).unwrap() {
        let content = fs::read(found.unwrap().path()).unwrap();
        bytes += content.len();
        for word in words {
            let there = content.windows(word.len()).any(|part| part == word.as_bytes());
            assert!(!there, "{word}");
        }
    }
    assert!(bytes > 10_000, "{bytes}: the write-ahead log is there too");
}

#[cfg(unix)]
#[test]
fn the_files_are_their_owner_s_alone() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = Folder::new("rights");
    let journal = open(&folder.file());
    journal.record(&[read("1.1")]).unwrap();
    let mut seen = 0;
    for found in fs::read_dir(folder.path()).unwrap() {
        let mode = found.unwrap().metadata().unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
        seen += 1;
    }
    assert_eq!(seen, 3, "the file, its log, its shared memory");
}

#[test]
fn what_is_no_journal_is_refused() {
    let folder = Folder::new("no-journal");
    let file = folder.file();
    fs::write(&file, "Ceci n'est pas une base, mais un texte d'une certaine longueur.".repeat(99))
        .unwrap();
    assert_eq!(refusal(&file), StoreError::NotAJournal);
    fs::remove_file(&file).unwrap();
    Connection::open(&file).unwrap().execute_batch("CREATE TABLE patient (nom TEXT)").unwrap();
    assert_eq!(refusal(&file), StoreError::NotAJournal);
    let nowhere = folder.path().join("nulle-part").join("journal.db");
    assert_eq!(refusal(&nowhere), StoreError::CannotOpen);
    assert_eq!(refusal(folder.path()), StoreError::CannotOpen, "a folder");
}

#[test]
fn a_file_of_a_later_version_is_refused_and_a_changed_schema_too() {
    let folder = Folder::new("later");
    let file = folder.file();
    open(&file).record(&[read("1.1")]).unwrap();
    let by_hand = |sql: &str| Connection::open(&file).unwrap().execute_batch(sql).unwrap();
    by_hand("PRAGMA user_version = 99");
    assert_eq!(refusal(&file), StoreError::NewerSchema { found: 99, known: 2 });
    by_hand("PRAGMA user_version = 2; DROP TRIGGER entry_is_never_deleted");
    assert_eq!(refusal(&file), StoreError::Corrupt);
}

#[test]
fn a_file_of_version_1_becomes_one_of_today() {
    let folder = Folder::new("migration");
    let file = folder.file();
    fs::copy(FIXTURE, &file).unwrap();
    let version = || -> i64 {
        let connection = Connection::open(&file).unwrap();
        connection.query_row("PRAGMA user_version", [], |row| row.get(0)).unwrap()
    };
    assert_eq!(version(), 1);
    let journal = open(&file);
    assert_eq!(version(), 2);
    let head = FIXTURE_HEAD.parse().unwrap();
    assert_eq!(journal.verify(Some(&head)), Ok(Verification::Sound { head, purged: 0 }));
    let known = journal.known(&Alias::Ins(ins(2_900_763_220_041))).unwrap();
    assert!(known.consent_in_force());
    assert!(known.informed_ever(Action::Consultation).is_some());
    assert_eq!(known.oppositions(Action::Feeding).count(), 1);
    let (from, until) = (instant("2026-03-02T00:00:00Z"), instant("2026-03-03T00:00:00Z"));
    let traces = journal.traces(&label(DOCTOR), &from, &until).unwrap();
    assert_eq!(traces.len(), 6, "by an index that version 2 added");
    assert_eq!(journal.last_profile(&patient("P-1")).unwrap(), None, "by the other");
    assert_eq!(journal.record(&[read("1.1")]).unwrap(), [8]);
    drop(journal);
    assert!(matches!(open(&file).verify(Some(&head)), Ok(Verification::Sound { .. })));
}

#[test]
fn two_who_open_an_old_file_at_once_both_get_it() {
    let folder = Folder::new("migrations");
    let file = folder.file();
    for _ in 0..10 {
        for end in ["", "-wal", "-shm"] {
            let _ = fs::remove_file(folder.path().join(format!("journal.db{end}")));
        }
        fs::copy(FIXTURE, &file).unwrap();
        std::thread::scope(|scope| {
            for document in ["1.1", "1.2", "1.3"] {
                let file = &file;
                scope.spawn(move || open(file).record(&[read(document)]).unwrap());
            }
        });
        assert_eq!(open(&file).head().unwrap().position, 10);
    }
}

#[test]
fn many_writers_at_once_lose_nothing() {
    let folder = Folder::new("writers");
    let file = folder.file();
    let clock = clock();
    std::thread::scope(|scope| {
        for writer in 0..4 {
            let (file, clock) = (&file, clock.clone());
            scope.spawn(move || {
                let journal = open_with(file, first_key(), clock).unwrap();
                for number in 0..25 {
                    journal.record(&[read(&format!("{writer}.{number}"))]).unwrap();
                }
            });
        }
    });
    let journal = open(&file);
    let history = journal.history(&patient("P-1")).unwrap();
    assert_eq!(history.len(), 100);
    let Verification::Sound { head, .. } = journal.verify(None).unwrap() else { panic!() };
    assert_eq!(head.position, 101, "one key was introduced, once");
}

#[test]
fn a_locked_file_is_waited_for_and_told_of() {
    let folder = Folder::new("locked");
    let file = folder.file();
    let store = SqliteStore::open(&file, Duration::from_millis(50)).unwrap();
    let journal =
        dmpkit::journal::Journal::open(Box::new(store), first_key(), clock(), zone()).unwrap();
    journal.record(&[read("1.1")]).unwrap();
    let other = Connection::open(&file).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    assert_eq!(journal.record(&[read("1.2")]), Err(StoreError::Busy.into()));
    assert_eq!(journal.history(&patient("P-1")).unwrap().len(), 1, "reading goes on");
    other.execute_batch("ROLLBACK").unwrap();
    assert_eq!(journal.record(&[read("1.2")]).unwrap(), [3]);
    assert!(matches!(journal.verify(None).unwrap(), Verification::Sound { .. }));
}

#[test]
fn a_corrupted_page_is_told_of_and_the_others_still_read() {
    let folder = Folder::new("corrupted");
    let file = folder.file();
    {
        let journal = open(&file);
        for block in 0..20 {
            let entries: Vec<Entry> =
                (0..20).map(|number| read(&format!("{block}.{number}"))).collect();
            journal.record(&entries).unwrap();
        }
    }
    let page: i64 = {
        let connection = Connection::open(&file).unwrap();
        let sql = "SELECT rootpage FROM sqlite_schema WHERE name = 'entry'";
        connection.query_row(sql, [], |row| row.get(0)).unwrap()
    };
    let mut bytes = fs::read(&file).unwrap();
    // A leaf of the table: a page of its kind (13) that is not the root.
    // Nor the first, where the key's row stands.
    let mut leaves = (page as usize..bytes.len() / 4096).filter(|at| bytes[at * 4096] == 13);
    let leaf = leaves.nth(1).unwrap();
    bytes[leaf * 4096..leaf * 4096 + 64].fill(0xA5);
    fs::write(&file, bytes).unwrap();
    let journal = open(&file);
    let verdict = journal.verify(None).unwrap();
    assert!(matches!(verdict, Verification::Broken { .. }), "{verdict:?}");
    assert_eq!(journal.history(&patient("P-1")).err(), Some(StoreError::Corrupt.into()));
    let end = journal.head().unwrap();
    assert_eq!(end.position, 401, "the end is on another page");
}

#[test]
fn a_clock_gone_back_is_told_of_and_loses_nothing() {
    let folder = Folder::new("clock");
    let (file, clock) = (folder.file(), Clock::at("2026-03-02T08:30:00Z"));
    let journal = open_with(&file, first_key(), clock.clone()).unwrap();
    journal.record(&[read("1.1")]).unwrap();
    clock.set("2026-03-02T08:29:00Z");
    journal.record(&[read("1.2")]).unwrap();
    clock.set("2026-03-02T07:29:00Z");
    let by_ms = 3_600_000;
    assert_eq!(journal.record(&[read("1.3")]), Err(JournalError::ClockWentBack { by_ms }));
    let history = journal.history(&patient("P-1")).unwrap();
    assert_eq!(history.len(), 2);
    assert_eq!(journal.accept_clock().unwrap(), 4);
    assert_eq!(journal.record(&[read("1.3")]).unwrap(), [5]);
    let history = journal.history(&patient("P-1")).unwrap();
    assert_eq!(history.last().unwrap().at, instant("2026-03-02T07:29:00Z"));
    assert!(matches!(journal.verify(None).unwrap(), Verification::Sound { .. }));
}

#[test]
fn errors_and_debug_name_nobody() {
    let folder = Folder::new("errors");
    let journal = open(&folder.file());
    let mut wrong = entry("DUPONT-Jeanne", json!({"read": {"document": "1.1"}}));
    wrong.by.professional = Some(label("DUPONT"));
    let error = journal.record(&[wrong.clone()]).unwrap_err();
    let shown = format!("{error} {error:?} {wrong:?} {:?}", patient("DUPONT-Jeanne"));
    assert!(!shown.contains("DUPONT") && !shown.contains("Jeanne"), "{shown}");
    assert!(shown.contains("entries[0].by.professional: must be a PS_IdNat"), "{shown}");
}
