use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::Arc;

use parking_lot::Mutex;

use super::cache::Cache;
use super::keys::Keys;
use super::look_up::actor;
use super::pen::{Content, Pen};
use super::store::{Section, Store};
use super::{identity, kind, look_up, own};
use super::{Alias, Entry, Fact, JournalError, Realm, StoreError};
use crate::record::{ClockAndIds, InsAuthority, Invalid, TimeZone, Timestamp};

/// How far a clock may go back unnoticed: what setting it by the network does.
pub(super) const CLOCK_SLACK_MS: i64 = 120_000;

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
        self.write(CLOCK_SLACK_MS, &mut |pen| {
            positions.clear();
            let limit = pen.at.saturating_add(CLOCK_SLACK_MS);
            for (index, (entry, text)) in entries.iter().zip(&texts).enumerate() {
                if entry.happened_at.as_ref().is_some_and(|moment| moment.unix_millis() > limit) {
                    let field = format!("entries[{index}].happened_at");
                    return Err(Invalid::new(field, "must not be in the future").into());
                }
                self.one_person(pen.section, entry)?;
                positions.push(pen.append(&self.content(entry, text))?);
            }
            Ok(())
        })?;
        Ok(positions)
    }

    /// Says that the clock is right although it went back, and lets the journal go on from here.
    pub fn accept_clock(&self) -> Result<u64, JournalError> {
        let mut position = 0;
        self.write(i64::MAX, &mut |pen| {
            position = pen.append(&Content::own(kind::CLOCK, own::CLOCK_TEXT))?;
            Ok(())
        })?;
        Ok(position)
    }

    fn acceptable(&self, entry: &Entry) -> Result<(), Invalid> {
        entry.check()?;
        // A waiting number (NIA) has no test register.
        let authority = entry.ins().map(|ins| ins.authority());
        if self.realm() == Realm::Sandbox && authority == Some(InsAuthority::Nir) {
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

    /// Work at the end of the chain, the key that writes being introduced.
    pub(super) fn write(
        &self,
        slack_ms: i64,
        work: &mut dyn FnMut(&mut Pen<'_>) -> Result<(), JournalError>,
    ) -> Result<(), JournalError> {
        let at = self.clock.now()?.unix_millis();
        self.store.exclusive(&mut |section| {
            let mut pen = Pen::take(self, section, at, slack_ms)?;
            if !self.introduced.load(Ordering::Relaxed) {
                pen.introduce_key()?;
            }
            work(&mut pen)
        })?;
        self.introduced.store(true, Ordering::Relaxed);
        Ok(())
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

    /// The moment it is.
    pub(super) fn now(&self) -> Result<Timestamp, JournalError> {
        Ok(self.clock.now()?)
    }
}
