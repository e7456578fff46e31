//! What durability costs besides SQLite's own: one entry recorded against one bare insert of as
//! many bytes, with the same pragmas, in the same run, in turns. Fails beyond 1.3 times. Printed
//! besides: how fast a journal is verified, and how fast a chart learns how its patient stands.

#[path = "../tests/support/journal.rs"]
mod support;

use std::path::Path;
use std::time::{Duration, Instant};

use dmpkit::journal::{Entry, Journal, Verification};
use rusqlite::Connection;
use serde_json::json;
use support::*;

/// Of a bare insert.
const MOST: f64 = 1.3;
/// Aims, printed only.
const VERIFIED_PER_SECOND: f64 = 300_000.0;
const DUE_CHECK: Duration = Duration::from_micros(200);

const TURNS: usize = 40;
const EACH: usize = 50;

fn main() {
    // On a disk: the folder of temporary files may stand in memory, where nothing is durable.
    let folder = Folder::within(Path::new(env!("CARGO_TARGET_TMPDIR")), "bench");
    let slow = record(folder.path());
    verify(&folder.path().join("long.db"));
    due_check(&folder.path().join("patient.db"));
    if slow {
        eprintln!("recording an entry costs over {MOST} bare inserts");
        std::process::exit(1);
    }
}

fn read(patient: usize, document: usize) -> Entry {
    entry(&format!("P-{patient}"), json!({"read": {"document": format!("1.2.250.1.{document}")}}))
}

fn told(patient: usize, episode: usize) -> Entry {
    let notice = json!({"template": "consultation.letter", "version": "3", "hash": "c0ffee"});
    let mut told = entry(
        &format!("P-{patient}"),
        json!({"information_given": {"about": ["consultation"], "to": "patient",
            "channel": "letter", "moment": "before", "notice": notice}}),
    );
    told.episode = Some(label(&format!("E-{episode}")));
    told
}

fn bare(file: &Path) -> Connection {
    let connection = Connection::open(file).unwrap();
    connection
        .execute_batch(
            "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;
             PRAGMA secure_delete = ON; PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON;
             PRAGMA temp_store = MEMORY; CREATE TABLE entry (position INTEGER PRIMARY KEY, body)",
        )
        .unwrap();
    connection
}

/// Whether recording is over what it may cost.
fn record(folder: &Path) -> bool {
    let journal = open(&folder.join("journal.db"));
    let rival = bare(&folder.join("bare.db"));
    let mut insert = rival.prepare("INSERT INTO entry (body) VALUES (?1)").unwrap();
    // As many bytes as the row of an entry has.
    let body = vec![0x5A_u8; 360];
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    let mut number = 0;
    for turn in 0..TURNS {
        for part in 0..2 {
            let own = (turn + part) % 2 == 0;
            for _ in 0..EACH {
                number += 1;
                // Half of the entries say how a patient stands, half are traces.
                let entry = if number % 2 == 0 {
                    told(number % 97, number)
                } else {
                    read(number % 97, number)
                };
                let start = Instant::now();
                if own {
                    journal.record(std::slice::from_ref(&entry)).unwrap();
                    ours.push(start.elapsed());
                } else {
                    insert.execute([&body]).unwrap();
                    theirs.push(start.elapsed());
                }
            }
        }
    }
    let (ours, theirs) = (median(&mut ours), median(&mut theirs));
    let ratio = ours.as_secs_f64() / theirs.as_secs_f64();
    println!(
        "record: {ours:?} an entry, {theirs:?} a bare insert: {ratio:.2} times (at most {MOST})"
    );
    ratio > MOST
}

fn median(times: &mut [Duration]) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}

fn fill(journal: &Journal, count: usize, entry: impl Fn(usize) -> Entry) {
    for from in (0..count).step_by(5000) {
        let entries: Vec<Entry> = (from..count.min(from + 5000)).map(&entry).collect();
        journal.record(&entries).unwrap();
    }
}

fn verify(file: &Path) {
    const COUNT: usize = 300_000;
    let journal = open(file);
    fill(&journal, COUNT, |number| read(number % 5000, number));
    let rate = |name: &str, examine: &dyn Fn() -> Verification| {
        let start = Instant::now();
        let found = examine();
        assert!(matches!(found, Verification::Sound { .. }), "{found:?}");
        let rate = COUNT as f64 / start.elapsed().as_secs_f64();
        println!("verify {name}: {rate:.0} entries a second (aim {VERIFIED_PER_SECOND:.0})");
    };
    let head = journal.head().unwrap();
    for _ in 0..3 {
        rate("the chain", &|| journal.verify_chain(Some(&head)).unwrap());
    }
    rate("chain and file", &|| journal.verify(Some(&head)).unwrap());
}

fn due_check(file: &Path) {
    use dmpkit::journal::Action::Consultation;
    let journal = open(file);
    // Of his 10,000 entries 1 in 20 is a notice, 9 in 20 say what the DMP answered; others'
    // stand between.
    fill(&journal, 20_000, |number| match number % 40 {
        0 => told(1, number),
        seen if seen % 4 == 0 => entry("P-1", json!({"profile_seen": {"existence": "ACTIF"}})),
        even if even % 2 == 0 => read(1, number),
        _ => read(2 + number % 500, number),
    });
    let (person, episode) = (patient("P-1"), label("E-19960"));
    let ask = |journal: &Journal| {
        let start = Instant::now();
        let known = journal.known(&person).unwrap();
        assert!(known.informed(Consultation, Some(&episode)).is_some());
        assert!(!known.consent_in_force());
        assert!(journal.last_profile(&person).unwrap().is_some());
        start.elapsed()
    };
    let (mut first, mut again) = (Vec::new(), Vec::new());
    for number in 0..50 {
        // As a program just started asks.
        first.push(ask(&open(file)));
        journal.record(&[read(1, number), read(3, number)]).unwrap();
        again.push(ask(&journal));
    }
    let (first, again) = (median(&mut first), median(&mut again));
    println!(
        "due-check among 10,000 entries: {again:?}, {first:?} the first time (aim {DUE_CHECK:?})"
    );
}
