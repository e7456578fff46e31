use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::Arc;

use parking_lot::Mutex;

use super::cache::Cache;
use super::chain::{self, Examination, Head, Problem, Verification};
use super::keys::{Keys, Tag};
use super::look_up::actor;
use super::row::Row;
use super::seal::{self, Draft};
use super::store::{Part, Section, Store, Wanted};
use super::{identity, kind, look_up, own};
use super::{Alias, Entry, Fact, JournalError, Realm, StoreError};
use crate::record::{ClockAndIds, Invalid, TimeZone, Timestamp};

/// How far a clock may go back unnoticed: what setting it by the network does.
const CLOCK_SLACK_MS: i64 = 120_000;

/// An open journal. Any thread may use it; several processes may have the same one open.
pub struct Journal {
    pub(super) store: Box<dyn Store>,
    pub(super) keys: Keys,
    pub(super) clock: Arc<dyn ClockAndIds>,
    pub(super) zone: TimeZone,
    pub(super) cache: Mutex<Cache>,
    /// Whether the key that writes has its row.
    pub(super) introduced: AtomicBool,
}

/// What a row is to hold, before it has a place.
pub(super) struct Content<'a> {
    pub kind: u16,
    pub person: Option<Tag>,
    pub other: Option<Tag>,
    pub actor: Option<Tag>,
    pub text: &'a [u8],
}

impl Content<'_> {
    /// Something the journal writes of itself.
    pub fn own(kind: u16, text: &[u8]) -> Content<'_> {
        Content { kind, person: None, other: None, actor: None, text }
    }
}

impl Journal {
    /// Refuses where a key is not the one the journal was written with, where one that was used is
    /// not given (its entries would be lost from sight), or where the journal is of the other
    /// realm.
    pub fn open(
        store: Box<dyn Store>,
        keys: Keys,
        clock: Arc<dyn ClockAndIds>,
        zone: TimeZone,
    ) -> Result<Self, JournalError> {
        let cache = Mutex::new(Cache::default());
        let introduced = AtomicBool::new(false);
        let journal = Journal { store, keys, clock, zone, cache, introduced };
        if journal.store.last()?.is_some() && !journal.catch_up(&mut journal.cache.lock())? {
            return Err(StoreError::Corrupt.into());
        }
        Ok(journal)
    }

    /// Whose entries they are.
    pub fn realm(&self) -> Realm {
        self.keys.realm
    }

    /// Writes the entries, all or none, and returns their positions. Once it has returned they
    /// survive whatever befalls the program and the machine.
    pub fn record(&self, entries: &[Entry]) -> Result<Vec<u64>, JournalError> {
        let texts = entries.iter().enumerate().map(|(index, entry)| {
            let place = format!("entries[{index}]");
            self.acceptable(entry).map_err(|invalid| invalid.within(&place))?;
            serde_json::to_vec(entry).map_err(|_| Invalid::new(place, "cannot be written as JSON"))
        });
        let texts: Vec<Vec<u8>> = texts.collect::<Result<_, Invalid>>()?;
        let mut positions = Vec::with_capacity(entries.len());
        if entries.is_empty() {
            return Ok(positions);
        }
        self.write(&mut |section, at| {
            positions.clear();
            for (index, (entry, text)) in entries.iter().zip(&texts).enumerate() {
                if entry.happened_at.as_ref().is_some_and(|t| t.unix_millis() > at + CLOCK_SLACK_MS)
                {
                    let field = format!("entries[{index}].happened_at");
                    return Err(Invalid::new(field, "must not be in the future").into());
                }
                self.one_person(section, entry)?;
                positions.push(self.append(section, at, &self.content(entry, text))?);
            }
            Ok(())
        })?;
        Ok(positions)
    }

    /// Says that the clock is right although it went back, and lets the journal go on from here.
    pub fn accept_clock(&self) -> Result<u64, JournalError> {
        let at = self.clock.now()?.unix_millis();
        let mut position = 0;
        self.store.exclusive(&mut |section| {
            self.introduce_key(section, at)?;
            position = self.append(section, at, &Content::own(kind::CLOCK, own::CLOCK_TEXT))?;
            Ok(())
        })?;
        Ok(position)
    }

    /// The end of the journal, to be kept elsewhere: `verify` then finds whatever is missing.
    pub fn head(&self) -> Result<Head, JournalError> {
        let start = Head { position: 0, mac: chain::START };
        Ok(self.store.last()?.map_or(start, |row| Head { position: row.position, mac: row.mac }))
    }

    /// Examines the store and every row, and compares with a head kept elsewhere.
    pub fn verify(&self, kept: Option<&Head>) -> Result<Verification, JournalError> {
        let chain = self.verify_chain(kept)?;
        match (chain, self.store.inspect()) {
            (Verification::Sound { head, .. }, Err(StoreError::Corrupt)) => {
                let (position, problem) = (head.position, Problem::StoreDamaged);
                Ok(Verification::Broken { position, problem })
            }
            (_, Err(error)) if error != StoreError::Corrupt => Err(error.into()),
            (chain, _) => Ok(chain),
        }
    }

    /// The rows alone, without the store's own examination of its indexes.
    pub fn verify_chain(&self, kept: Option<&Head>) -> Result<Verification, JournalError> {
        // By pieces, so that a long journal keeps no other reader waiting.
        const PIECE: u32 = 4096;
        let mut examination = Examination::new(&self.keys, kept);
        loop {
            let after = examination.position();
            let wanted = Wanted { most: PIECE, ..Wanted::part(Part::Everything).after(after) };
            let mut broken = None;
            let read = self.store.read(&wanted, &mut |row| {
                broken = examination.take(&row).err();
                broken.is_none()
            });
            if let Some((position, problem)) = broken {
                return Ok(Verification::Broken { position, problem });
            }
            match read {
                Err(StoreError::Corrupt) => {
                    let position = examination.position().saturating_add(1);
                    return Ok(Verification::Broken { position, problem: Problem::Unreadable });
                }
                Err(error) => return Err(error.into()),
                Ok(()) if examination.position() == after => return Ok(examination.finish()),
                Ok(()) => {}
            }
        }
    }

    fn acceptable(&self, entry: &Entry) -> Result<(), Invalid> {
        entry.check()?;
        let production = entry.ins().is_some_and(|ins| ins.authority().is_production());
        if self.realm() == Realm::Sandbox && production {
            return Err(Invalid::new("fact", "holds a production INS: the sandbox refuses it"));
        }
        Ok(())
    }

    /// Whether the identities an entry brings together can be of one person.
    fn one_person(&self, section: &dyn Section, entry: &Entry) -> Result<(), JournalError> {
        let joins = matches!(entry.fact, Fact::IdentityLinked(_) | Fact::IdentityMerged(_));
        let (true, Some(patient), Some(other)) = (joins, &entry.patient, look_up::other(entry))
        else {
            return Ok(());
        };
        let mut names = look_up::aliases(section, &self.keys, &Alias::Patient(patient.clone()))?;
        names.extend(look_up::aliases(section, &self.keys, &other)?);
        identity::fits(&names)
    }

    /// A section in which the clock has not gone back and the current key is introduced.
    pub(super) fn write(
        &self,
        work: &mut dyn FnMut(&dyn Section, i64) -> Result<(), JournalError>,
    ) -> Result<(), JournalError> {
        let at = self.clock.now()?.unix_millis();
        self.store.exclusive(&mut |section| {
            if let Some(last) = section.last()? {
                let by_ms = last.at.saturating_sub(at);
                if by_ms > CLOCK_SLACK_MS {
                    return Err(JournalError::ClockWentBack { by_ms });
                }
            }
            self.introduce_key(section, at)?;
            work(section, at)
        })?;
        self.introduced.store(true, Ordering::Relaxed);
        Ok(())
    }

    /// The first row written with a key is one that only this key opens.
    fn introduce_key(&self, section: &dyn Section, at: i64) -> Result<(), JournalError> {
        if self.introduced.load(Ordering::Relaxed) {
            return Ok(());
        }
        let current = self.keys.current().number;
        let mut introduced = false;
        for row in look_up::rows(section, &Wanted::part(Part::Frame))? {
            if row.kind == kind::KEY {
                self.check_key(&row)?;
                introduced |= row.key == current;
            }
        }
        if !introduced {
            self.append(section, at, &Content::own(kind::KEY, own::KEY_TEXT))?;
        }
        Ok(())
    }

    /// Whether the secret given under the number of this row is the one it was written with.
    pub(super) fn check_key(&self, row: &Row) -> Result<(), JournalError> {
        let number = row.key;
        let key = self.keys.with_number(number).ok_or(JournalError::MissingKey { key: number })?;
        if seal::open(row, key).is_some_and(|text| text.as_slice() == own::KEY_TEXT) {
            return Ok(());
        }
        let elsewhere = self.keys.elsewhere(number).and_then(|key| seal::open(row, key));
        match elsewhere {
            Some(_) => Err(JournalError::OtherRealm),
            None => Err(JournalError::WrongKey { key: number }),
        }
    }

    fn content<'a>(&self, entry: &Entry, text: &'a [u8]) -> Content<'a> {
        let key = self.keys.current();
        let patient = entry.patient.clone().map(Alias::Patient);
        let person = patient.or_else(|| entry.ins().cloned().map(Alias::Ins));
        Content {
            kind: entry.fact.kind(),
            person: person.map(|alias| look_up::tag(&alias, key)),
            other: look_up::other(entry).map(|alias| look_up::tag(&alias, key)),
            actor: actor(&entry.by).map(|name| key.tag(name)),
            text,
        }
    }

    /// One row more at the end of the chain; its position.
    pub(super) fn append(
        &self,
        section: &dyn Section,
        at: i64,
        content: &Content<'_>,
    ) -> Result<u64, JournalError> {
        let last = section.last()?;
        let (before, previous) = last.map_or((0, chain::START), |row| (row.position, row.mac));
        let Content { kind, person, other, actor, text } = *content;
        let position = before.saturating_add(1);
        let draft = Draft { position, at, kind, person, other, actor, text };
        let key = self.keys.current();
        let body = seal::seal(&draft, key, self.clock.fresh());
        let mut row = Row { position, at, kind, key: key.number, body, mac: chain::START };
        row.mac = chain::mac(key, &previous, &row);
        section.append(&row)?;
        Ok(position)
    }

    /// The moment it is.
    pub(super) fn now(&self) -> Result<Timestamp, JournalError> {
        Ok(self.clock.now()?)
    }
}
