//! What the answers hold, put in order: entries that are one document together, and the links
//! between them.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::record::{
    Association, AssociationKind, AvailabilityStatus, DocumentEntry, Extra, SubmissionSet,
    Timestamp,
};

/// The number of a document among those found.
pub type Document = usize;

/// An entryUUID without its prefix and in small letters: databases like to change both.
pub fn key(uuid: &str) -> String {
    let uuid = uuid.trim().to_ascii_lowercase();
    uuid.strip_prefix("urn:uuid:").map(str::to_string).unwrap_or(uuid)
}

#[derive(Default)]
pub struct Found {
    documents: Vec<Versions>,
    by_entry: BTreeMap<String, Document>,
    by_unique_id: BTreeMap<Box<str>, Document>,
    by_logical_id: BTreeMap<String, Document>,
    /// The new submissions, and when each was made.
    sets: BTreeMap<String, Option<Timestamp>>,
    /// Identifiers as they came, by key: only so may they be asked for.
    names: BTreeMap<String, Box<str>>,
    /// What the new submissions hold, and the latest submission of each.
    members: BTreeMap<String, Option<Timestamp>>,
    /// From an entry to those that replace it.
    replaced_by: BTreeMap<String, BTreeSet<String>>,
    /// The last status that a new submission gave to an entry, and when.
    given_status: BTreeMap<String, (Option<Timestamp>, AvailabilityStatus)>,
}

/// The entries of one document: the DMP keeps one for each change of its metadata.
#[derive(Default)]
struct Versions {
    unique_id: Option<Box<str>>,
    entries: Vec<Arc<DocumentEntry>>,
}

impl Found {
    fn name(&mut self, uuid: &str) -> String {
        let key = key(uuid);
        self.names.entry(key.clone()).or_insert_with(|| uuid.trim().into());
        key
    }

    /// The identifier as the DMP wrote it.
    pub fn named(&self, key: &str) -> Box<str> {
        self.names.get(key).cloned().unwrap_or_else(|| key.into())
    }

    pub fn add_set(&mut self, set: &SubmissionSet) {
        let set_key = self.name(&set.entry_uuid);
        self.sets.insert(set_key, set.submission_time.clone());
    }

    pub fn add_association(&mut self, association: &Association) {
        let (source, target) = (self.name(&association.source), self.name(&association.target));
        if source.is_empty() || target.is_empty() {
            return;
        }
        match association.kind {
            AssociationKind::HasMember => {
                let Some(at) = self.sets.get(&source) else { return };
                let latest = self.members.entry(target).or_default();
                *latest = latest.take().max(at.clone());
            }
            AssociationKind::Replaces | AssociationKind::TransformsAndReplaces
                if source != target =>
            {
                self.replaced_by.entry(target).or_default().insert(source);
            }
            AssociationKind::UpdatesAvailability => {
                let (Some(at), Some(status)) = (self.sets.get(&source), new_status(association))
                else {
                    return;
                };
                let known = self.given_status.get(&target);
                if known.is_none_or(|(before, _)| before <= at) {
                    self.given_status.insert(target, (at.clone(), status));
                }
            }
            _ => {}
        }
    }

    /// Entries of one document are known by its uniqueId, and by its logicalId where that fails.
    pub fn add_document(&mut self, entry: Arc<DocumentEntry>) {
        let entry_key = key(&entry.entry_uuid);
        if entry.is_signature() || self.by_entry.contains_key(&entry_key) {
            return;
        }
        let logical = entry.logical_id.as_deref().map(key);
        let of_logical = logical.as_ref().and_then(|id| self.by_logical_id.get(id)).copied();
        let same = match &entry.unique_id {
            Some(id) => self.by_unique_id.get(id).copied().or_else(|| {
                of_logical.filter(|&d| self.versions(d).is_some_and(|v| v.unique_id.is_none()))
            }),
            None => of_logical,
        };
        let document = same.unwrap_or_else(|| {
            self.documents.push(Versions::default());
            self.documents.len() - 1
        });
        if !entry_key.is_empty() {
            self.by_entry.insert(entry_key, document);
        }
        if let Some(logical) = logical {
            self.by_logical_id.entry(logical).or_insert(document);
        }
        if let Some(id) = &entry.unique_id {
            self.by_unique_id.insert(id.clone(), document);
        }
        if let Some(versions) = self.documents.get_mut(document) {
            versions.unique_id = versions.unique_id.take().or_else(|| entry.unique_id.clone());
            versions.entries.push(entry);
        }
    }

    fn versions(&self, document: Document) -> Option<&Versions> {
        self.documents.get(document)
    }

    pub fn documents(&self) -> std::ops::Range<Document> {
        0..self.documents.len()
    }

    pub fn entries(&self, document: Document) -> &[Arc<DocumentEntry>] {
        self.versions(document).map_or(&[], |versions| &versions.entries)
    }

    /// The entry that says how the document is now: the highest version, and of the same the one
    /// that is not obsolete.
    pub fn current(&self, document: Document) -> Option<&Arc<DocumentEntry>> {
        let rank = |entry: &&Arc<DocumentEntry>| (version(entry), !entry.is_obsolete());
        self.entries(document).iter().max_by_key(rank)
    }

    pub fn by_entry(&self, entry: &str) -> Option<Document> {
        self.by_entry.get(entry).copied()
    }

    /// By its uniqueId; by its logicalId where the DMP's entry bears no uniqueId.
    pub fn find(&self, unique_id: &str, logical_id: Option<&str>) -> Option<Document> {
        let nameless =
            |document: &Document| self.versions(*document).is_some_and(|v| v.unique_id.is_none());
        self.by_unique_id
            .get(unique_id)
            .copied()
            .or_else(|| self.by_logical_id.get(&key(logical_id?)).copied().filter(|d| nameless(d)))
    }

    pub fn sets(&self) -> impl Iterator<Item = &str> {
        self.sets.keys().map(String::as_str)
    }

    /// The entries that the new submissions hold or act upon.
    pub fn concerned(&self) -> impl Iterator<Item = &str> {
        self.members.keys().chain(self.given_status.keys()).map(String::as_str)
    }

    pub fn replacing(&self, entry: &str) -> impl Iterator<Item = &str> {
        self.replaced_by.get(entry).into_iter().flatten().map(String::as_str)
    }

    pub fn given_status(&self, entry: &str) -> Option<&AvailabilityStatus> {
        self.given_status.get(entry).map(|(_, status)| status)
    }

    /// Whether a new submission holds the document, and the date of the latest that does.
    pub fn is_new(&self, document: Document) -> bool {
        self.entries(document).iter().any(|e| self.members.contains_key(&key(&e.entry_uuid)))
    }

    /// When the last submission that holds the document, or acts upon it, was made.
    pub fn submitted(&self, document: Document) -> Option<Timestamp> {
        let keys = self.entries(document).iter().map(|entry| key(&entry.entry_uuid));
        keys.filter_map(|key| {
            let held = self.members.get(&key).cloned().flatten();
            held.max(self.given_status.get(&key).and_then(|(at, _)| at.clone()))
        })
        .max()
    }

    /// Whether a new submission brought its very first version.
    pub fn has_new_first_version(&self, document: Document) -> bool {
        let first = |entry: &&Arc<DocumentEntry>| version(entry) <= 1;
        self.entries(document)
            .iter()
            .filter(first)
            .any(|entry| self.members.contains_key(&key(&entry.entry_uuid)))
    }
}

/// 0 where there is none.
fn version(entry: &DocumentEntry) -> u32 {
    entry.version.as_deref().and_then(|version| version.trim().parse().ok()).unwrap_or(0)
}

/// The slot `NewStatus` of ITI-57.
fn new_status(association: &Association) -> Option<AvailabilityStatus> {
    association.extra.iter().find_map(|extra| match extra {
        Extra::Slot { name, values } if &**name == "NewStatus" => {
            values.first().map(|value| AvailabilityStatus::from_code(value.trim()))
        }
        _ => None,
    })
}
