//! Finding entries again: by person, under every alias and every live key, in their order.

use std::collections::{HashMap, HashSet};

use super::facts::{Alias, Fact};
use super::keys::{Key, Keys, Named, Tag};
use super::row::{Body, Row};
use super::store::{Part, Rows, Wanted, Whose};
use super::{identity, kind, seal, By, Entry, JournalError, Recorded};
use crate::record::Timestamp;

/// What a row says. `None` for the journal's own rows and for purged ones.
pub(super) fn entry_of(row: &Row, keys: &Keys) -> Result<Option<Recorded>, JournalError> {
    if kind::is_own(row.kind) || matches!(row.body, Body::Purged(_)) {
        return Ok(None);
    }
    let unreadable = || JournalError::Unreadable { position: row.position };
    let key = keys.with_number(row.key).ok_or(JournalError::MissingKey { key: row.key })?;
    let text = seal::open(row, key).ok_or_else(unreadable)?;
    let entry: Entry = serde_json::from_slice(&text).map_err(|_| unreadable())?;
    let at = Timestamp::from_unix_millis(row.at).map_err(|_| unreadable())?;
    Ok(Some(Recorded { position: row.position, at, entry }))
}

/// The rows wanted and no others, in one list.
pub(super) fn rows(store: &dyn Rows, wanted: &Wanted) -> Result<Vec<Row>, JournalError> {
    let mut found = Vec::new();
    store.read(wanted, &mut |row| {
        found.extend(wanted.holds(&row).then_some(row));
        true
    })?;
    Ok(found)
}

/// The pseudonyms of an alias, one a key.
pub(super) fn tags(alias: &Alias, keys: &Keys) -> Vec<Tag> {
    keys.all().map(|key| tag(alias, key)).collect()
}

pub(super) fn tag(alias: &Alias, key: &Key) -> Tag {
    match alias {
        Alias::Patient(id) => key.tag(Named::Patient(id.as_str())),
        Alias::Ins(ins) => key.tag(Named::Ins(ins)),
    }
}

/// Who acted: the professional in whose name it was done, or the user where there is none.
pub(super) fn actor(by: &By) -> Option<Named<'_>> {
    let professional = by.professional.as_ref().map(|id| Named::Professional(id.as_str()));
    professional.or_else(|| by.user.as_ref().map(|id| Named::User(id.as_str())))
}

/// Every alias of a person, the one asked for first. Links are followed from name to name, whether
/// they hold or not; then those that hold decide.
pub(super) fn aliases(
    store: &dyn Rows,
    keys: &Keys,
    start: &Alias,
) -> Result<Vec<Alias>, JournalError> {
    let mut entries: HashMap<u64, Recorded> = HashMap::new();
    let mut known: HashSet<Alias> = HashSet::from([start.clone()]);
    let mut waiting = vec![start.clone()];
    while let Some(alias) = waiting.pop() {
        for tag in tags(&alias, keys) {
            for whose in [Whose::Person(tag), Whose::Other(tag)] {
                for row in rows(store, &Wanted::part(Part::Frame).whose(whose))? {
                    let Some(recorded) = entry_of(&row, keys)? else { continue };
                    for named in two(&recorded.entry).into_iter().flatten() {
                        if known.insert(named.clone()) {
                            waiting.push(named);
                        }
                    }
                    entries.insert(row.position, recorded);
                }
            }
        }
    }
    let mut entries: Vec<Recorded> = entries.into_values().collect();
    entries.sort_unstable_by_key(|recorded| recorded.position);
    Ok(identity::joined(start, &identity::links(&entries)))
}

/// The two identities an entry speaks of.
fn two(entry: &Entry) -> [Option<Alias>; 2] {
    [entry.patient.clone().map(Alias::Patient), other(entry)]
}

/// The second of the two.
pub(super) fn other(entry: &Entry) -> Option<Alias> {
    match &entry.fact {
        Fact::IdentityLinked(linked) => Some(Alias::Ins(linked.ins.clone())),
        Fact::IdentityMerged(merged) => Some(Alias::Patient(merged.absorbed.clone())),
        Fact::IdentityUnlinked(unlinked) => Some(unlinked.from.clone()),
        _ => None,
    }
}

/// Rows of any of these pseudonyms, each once, in their order.
pub(super) fn rows_of(
    store: &dyn Rows,
    tags: &[Tag],
    wanted: &Wanted,
) -> Result<Vec<Row>, JournalError> {
    let mut found = Vec::new();
    for tag in tags {
        found.extend(rows(store, &wanted.whose(Whose::Person(*tag)))?);
    }
    found.sort_unstable_by_key(|row| row.position);
    Ok(found)
}
