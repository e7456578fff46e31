//! What the journal's tests share: a clock that is set by hand, keys, invented people.

#![allow(dead_code)]

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::sync::Arc;
use std::time::Duration;

use dmpkit::journal::{
    Alias, By, Entry, Fact, Journal, JournalError, Keys, Label, Realm, Secret, SqliteStore,
};
use dmpkit::record::{ClockAndIds, ClockFailed, Ins, Operator, TimeZone, Timestamp};

pub const FIRST: [u8; 32] = [7; 32];
pub const SECOND: [u8; 40] = [9; 40];
pub const DOCTOR: &str = "899700000011";
pub const NURSE: &str = "899700000022";
pub const TEST_NIR: &str = "1.2.250.1.213.1.4.10";

/// A clock that moves when told, and bytes that never repeat within a run.
pub struct Clock {
    millis: AtomicI64,
    given: AtomicU64,
}

impl Clock {
    pub fn at(text: &str) -> Arc<Self> {
        let millis = AtomicI64::new(instant(text).unix_millis());
        Arc::new(Clock { millis, given: AtomicU64::new(1) })
    }

    pub fn set(&self, text: &str) {
        self.millis.store(instant(text).unix_millis(), Ordering::SeqCst);
    }
}

impl ClockAndIds for Clock {
    fn now(&self) -> Result<Timestamp, ClockFailed> {
        Timestamp::from_unix_millis(self.millis.load(Ordering::SeqCst)).map_err(|_| ClockFailed(1))
    }

    fn elapsed(&self) -> Duration {
        Duration::ZERO
    }

    fn fresh(&self) -> [u8; 16] {
        let process = u128::from(std::process::id()) << 64;
        (process | u128::from(self.given.fetch_add(1, Ordering::SeqCst))).to_be_bytes()
    }
}

pub fn instant(text: &str) -> Timestamp {
    Timestamp::from_rfc3339(text).unwrap()
}

pub fn clock() -> Arc<Clock> {
    Clock::at("2026-03-02T08:30:00Z")
}

pub fn zone() -> TimeZone {
    TimeZone::new("Europe/Paris").unwrap()
}

pub fn first_key() -> Keys {
    Keys::new(Realm::Real, &[Secret { key: 1, bytes: &FIRST }]).unwrap()
}

pub fn both_keys() -> Keys {
    let secrets = [Secret { key: 1, bytes: &FIRST }, Secret { key: 2, bytes: &SECOND }];
    Keys::new(Realm::Real, &secrets).unwrap()
}

pub fn open_with(
    file: &Path,
    keys: Keys,
    clock: Arc<dyn ClockAndIds>,
) -> Result<Journal, JournalError> {
    let store = SqliteStore::open(file, Duration::from_secs(10))?;
    Journal::open(Box::new(store), keys, clock, zone())
}

pub fn open(file: &Path) -> Journal {
    open_with(file, first_key(), clock()).unwrap()
}

/// A folder of its own for a test, empty, gone at the end.
pub struct Folder(PathBuf);

impl Folder {
    pub fn new(name: &str) -> Self {
        Folder::within(&std::env::temp_dir(), name)
    }

    pub fn within(parent: &Path, name: &str) -> Self {
        let folder = parent.join(format!("dmpkit-{}-{name}", std::process::id()));
        let _ = std::fs::remove_dir_all(&folder);
        std::fs::create_dir_all(&folder).unwrap();
        Folder(folder)
    }

    pub fn path(&self) -> &Path {
        &self.0
    }

    pub fn file(&self) -> PathBuf {
        self.0.join("journal.db")
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

pub fn label(text: &str) -> Label {
    Label::new(text).unwrap()
}

pub fn patient(id: &str) -> Alias {
    Alias::Patient(label(id))
}

/// A test INS with the key that fits.
pub fn ins(number: u64) -> Ins {
    Ins::new(&format!("{number:013}{:02}", 97 - number % 97), TEST_NIR).unwrap()
}

/// The same number, as a waiting number.
pub fn waiting_number(number: u64) -> Ins {
    let matricule = format!("{number:013}{:02}", 97 - number % 97);
    Ins::new(&matricule, "1.2.250.1.213.1.4.9").unwrap()
}

pub fn doctor() -> By {
    By { operator: Operator::Professional, professional: Some(label(DOCTOR)), user: None }
}

/// An entry from its fact in JSON, in the doctor's name.
pub fn entry(id: &str, fact: serde_json::Value) -> Entry {
    let fact: Fact = serde_json::from_value(fact).unwrap();
    Entry::new(Some(label(id)), doctor(), fact)
}
