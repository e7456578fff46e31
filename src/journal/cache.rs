//! What was worked out of people looked up lately, so that a chart that opens again reads only
//! what was written since.

use std::collections::HashMap;
use std::sync::Arc;

use super::keys::Tag;
use super::store::{Part, Wanted};
use super::{kind, look_up, Alias, Journal, JournalError, Known, Recorded};

/// More people than a practice sees in a day.
const MOST: usize = 512;

#[derive(Default)]
pub(super) struct Cache {
    /// Keys and identities are known up to this position.
    frame_seen: u64,
    /// Whether a key was among them.
    has_key: bool,
    people: HashMap<Alias, Cached>,
}

struct Cached {
    tags: Vec<Tag>,
    /// Position of the last entry that went in.
    upto: u64,
    known: Arc<Known>,
}

impl Journal {
    /// How a patient stands: what he was told, consents to, opposes.
    /// Whatever name he is asked for by, all that is known of him under any other counts.
    pub fn known(&self, person: &Alias) -> Result<Arc<Known>, JournalError> {
        let mut cache = self.cache.lock();
        self.catch_up(&mut cache)?;
        let (tags, upto) = match cache.people.get(person) {
            Some(cached) => (cached.tags.clone(), cached.upto),
            None => (self.tags_of(person)?, 0),
        };
        let rows =
            look_up::rows_of(&*self.store, &tags, &Wanted::part(Part::Standing).after(upto))?;
        let last = rows.last().map_or(upto, |row| row.position);
        let mut entries: Vec<Recorded> = Vec::with_capacity(rows.len());
        for row in rows {
            entries.extend(look_up::entry_of(&row, &self.keys)?);
        }
        if cache.people.len() >= MOST && !cache.people.contains_key(person) {
            cache.people.clear();
        }
        let fresh = || Cached { tags, upto: 0, known: Arc::default() };
        let cached = cache.people.entry(person.clone()).or_insert_with(fresh);
        if !entries.is_empty() {
            let known = Arc::make_mut(&mut cached.known);
            entries.iter().for_each(|recorded| known.add(recorded));
        }
        cached.upto = last;
        Ok(Arc::clone(&cached.known))
    }

    /// Every name of a person, the one given first.
    pub fn aliases(&self, person: &Alias) -> Result<Vec<Alias>, JournalError> {
        look_up::aliases(&*self.store, &self.keys, person)
    }

    /// The same as `tags_of`, from what was worked out lately.
    pub(super) fn tags_lately(&self, person: &Alias) -> Result<Vec<Tag>, JournalError> {
        let mut cache = self.cache.lock();
        self.catch_up(&mut cache)?;
        match cache.people.get(person) {
            Some(cached) => Ok(cached.tags.clone()),
            None => self.tags_of(person),
        }
    }

    pub(super) fn tags_of(&self, person: &Alias) -> Result<Vec<Tag>, JournalError> {
        let aliases = self.aliases(person)?;
        Ok(aliases.iter().flat_map(|alias| look_up::tags(alias, &self.keys)).collect())
    }

    /// Reads which keys and identities were written since, by whatever process; whether any key
    /// ever was. One who wrote with a key that is not given here is told of.
    pub(super) fn catch_up(&self, cache: &mut Cache) -> Result<bool, JournalError> {
        let wanted = Wanted::part(Part::Frame).after(cache.frame_seen);
        for row in look_up::rows(&*self.store, &wanted)? {
            if row.kind == kind::KEY {
                self.keys.check(&row)?;
                cache.has_key = true;
            }
            if kind::is_identity(row.kind) {
                cache.people.clear();
            }
            cache.frame_seen = cache.frame_seen.max(row.position);
        }
        Ok(cache.has_key)
    }
}
