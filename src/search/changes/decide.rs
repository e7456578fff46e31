//! What happened to each document, decided from what was found.

use std::cmp::Reverse;
use std::collections::{BTreeSet, VecDeque};

use super::found::{key, Document, Found};
use super::{Change, ChangeKind, Changes, LocalCopies, LocalCopy, LocalOrigin, Visibility};
use crate::record::{AvailabilityStatus, DocumentEntry, Timestamp};

/// What a run knows when it ends.
pub struct Known<'a> {
    pub found: &'a Found,
    pub copies: &'a LocalCopies,
    /// The uniqueIds of copies that were asked for by themselves.
    pub asked: &'a BTreeSet<Box<str>>,
    pub since: &'a Timestamp,
    /// Whether everything was asked, and no answer was partial.
    pub complete: bool,
}

pub fn changes(known: &Known<'_>, started: &Timestamp) -> Changes {
    let mut telling = Telling {
        known,
        found: known.found,
        changes: Vec::new(),
        documents: BTreeSet::new(),
        copies: BTreeSet::new(),
        doubts: BTreeSet::new(),
    };
    // Of the same document come by two ways, the copy that says more is compared.
    let (there, elsewhere): (Vec<_>, Vec<_>) =
        known.copies.0.iter().partition(|copy| copy.is_known_there());
    for copy in there.into_iter().chain(elsewhere) {
        telling.of_copy(copy);
    }
    for document in known.found.documents() {
        telling.of_other(document);
    }
    let Telling { mut changes, doubts, .. } = telling;
    changes.sort_by_cached_key(|change| {
        (change.kind, Reverse(change.submitted.clone()), unique_id(change).to_string())
    });
    Changes {
        changes,
        since: known.since.clone(),
        next_since: known.complete.then(|| started.clone()),
        doubts: doubts.into_iter().collect(),
    }
}

fn unique_id(change: &Change) -> &str {
    let of_document = change.document.as_ref().and_then(|entry| entry.unique_id.as_deref());
    of_document.or(change.copy.as_ref().map(|copy| &*copy.unique_id)).unwrap_or("")
}

/// The entries that replace a copy, or what replaced it, and that no answer has shown.
pub fn missing_replacements(found: &Found, copies: &LocalCopies) -> Vec<String> {
    let mut missing = BTreeSet::new();
    for copy in &copies.0 {
        missing.extend(Chain::of(found, copy).unknown);
    }
    missing.into_iter().collect()
}

/// What replaced a copy, step by step.
struct Chain {
    copy: Option<Document>,
    /// Nearest first.
    replacing: Vec<Document>,
    /// Entries of the chain that were not returned.
    unknown: Vec<String>,
    /// Whether it comes back to where it began.
    loops: bool,
    too_long: bool,
}

/// Versions of one document that are followed: more are no work of people.
const MOST_VERSIONS: usize = 1_000;

impl Chain {
    fn of(found: &Found, copy: &LocalCopy) -> Chain {
        let by_entry = copy.entry_uuid.as_deref().map(key);
        let document = found.find(&copy.unique_id, copy.logical_id.as_deref()).or_else(|| {
            // An entry without uniqueId that bears the entryUUID last seen.
            let document = found.by_entry(by_entry.as_deref()?)?;
            let nameless = found.entries(document).iter().all(|e| e.unique_id.is_none());
            nameless.then_some(document)
        });
        let mut chain = Chain {
            copy: document,
            replacing: Vec::new(),
            unknown: Vec::new(),
            loops: false,
            too_long: false,
        };
        let mut frontier: VecDeque<String> = by_entry.into_iter().collect();
        frontier.extend(document.iter().flat_map(|&d| entry_keys(found, d)));
        let mut seen: BTreeSet<String> = frontier.iter().cloned().collect();
        while let Some(target) = chain.next_step(&mut frontier) {
            for source in found.replacing(&target) {
                chain.loops |= found.by_entry(source).is_some_and(|d| Some(d) == document);
                if !seen.insert(source.to_string()) {
                    continue;
                }
                let Some(document) = found.by_entry(source) else {
                    chain.unknown.push(source.to_string());
                    continue;
                };
                chain.replacing.push(document);
                frontier.push_back(source.to_string());
                frontier.extend(entry_keys(found, document).filter(|key| seen.insert(key.clone())));
            }
        }
        chain
    }

    fn next_step(&mut self, frontier: &mut VecDeque<String>) -> Option<String> {
        self.too_long = self.replacing.len() > MOST_VERSIONS;
        frontier.pop_front().filter(|_| !self.too_long)
    }

    /// The latest version that is current; an archived one is.
    fn newest(&self, found: &Found) -> Option<Document> {
        let current = self.replacing.iter().filter_map(|&document| {
            let entry = found.current(document)?;
            (!entry.is_obsolete() && !is_deleted(entry)).then_some((document, entry))
        });
        current.max_by_key(|(_, entry)| entry.creation_time.clone()).map(|(document, _)| document)
    }

    fn was_deleted(&self, found: &Found) -> bool {
        self.replacing.iter().any(|&d| found.current(d).is_some_and(|entry| is_deleted(entry)))
    }
}

fn entry_keys(found: &Found, document: Document) -> impl Iterator<Item = String> + '_ {
    found.entries(document).iter().map(|entry| key(&entry.entry_uuid))
}

fn is_deleted(entry: &DocumentEntry) -> bool {
    entry.status == Some(AvailabilityStatus::Deleted)
}

/// What was told so far, and of which documents.
struct Telling<'a> {
    known: &'a Known<'a>,
    found: &'a Found,
    changes: Vec<Change>,
    documents: BTreeSet<Document>,
    copies: BTreeSet<&'a str>,
    doubts: BTreeSet<&'static str>,
}

impl<'a> Telling<'a> {
    fn of_copy(&mut self, copy: &'a LocalCopy) {
        // The same document may have come to the host twice; it is told once.
        if !self.copies.insert(&copy.unique_id) {
            return;
        }
        let chain = Chain::of(self.found, copy);
        self.documents.extend(chain.copy);
        self.documents.extend(&chain.replacing);
        let current = chain.copy.and_then(|document| self.found.current(document));
        let still_current = current.is_some_and(|entry| !entry.is_obsolete());
        if chain.loops || chain.too_long {
            self.doubts.insert("RPLC has no end");
        }
        if self.was_deleted(copy, &chain) {
            if copy.status != AvailabilityStatus::Deleted {
                self.tell(ChangeKind::Deleted, chain.copy, copy);
            }
            return;
        }
        let newest = chain.newest(self.found);
        // In a loop, each replaces the other: the DMP's own status decides.
        if let Some(newest) = newest.filter(|_| !(chain.loops && still_current)) {
            if copy.status != AvailabilityStatus::Deprecated || self.found.is_new(newest) {
                self.tell(ChangeKind::Replaced, Some(newest), copy);
            }
            return;
        }
        match current {
            Some(entry) if entry.is_obsolete() => {
                if copy.status != AvailabilityStatus::Deprecated {
                    self.tell(ChangeKind::ReplacedByUnseen, chain.copy, copy);
                }
            }
            Some(entry) => {
                if !chain.unknown.is_empty() {
                    self.doubts.insert("RPLC names a document that was not returned");
                }
                let entry = entry.clone();
                self.of_entry(copy, &entry, chain.copy);
            }
            None => self.of_absent(copy, &chain),
        }
    }

    fn was_deleted(&self, copy: &LocalCopy, chain: &Chain) -> bool {
        match chain.copy.and_then(|document| self.found.current(document)) {
            Some(entry) if is_deleted(entry) => true,
            Some(_) => chain.newest(self.found).is_none() && chain.was_deleted(self.found),
            None => copy.entry_uuid.as_deref().is_some_and(|uuid| {
                self.found.given_status(&key(uuid)) == Some(&AvailabilityStatus::Deleted)
            }),
        }
    }

    /// The copy's document is there, and current.
    fn of_entry(&mut self, copy: &LocalCopy, entry: &DocumentEntry, document: Option<Document>) {
        if !copy.is_known_there() {
            if document.is_some_and(|document| self.found.is_new(document)) {
                let by_mail = copy.origin == LocalOrigin::Mssante;
                let kind = match by_mail {
                    true => ChangeKind::AlreadyReceived,
                    false => ChangeKind::AlreadyHeld,
                };
                self.tell(kind, document, copy);
            }
            return;
        }
        let mut kinds = Vec::new();
        match (&copy.status, entry.is_archived()) {
            (AvailabilityStatus::Archived, false) => kinds.push(ChangeKind::Unarchived),
            (AvailabilityStatus::Archived, true) => {}
            (_, true) => kinds.push(ChangeKind::Archived),
            (AvailabilityStatus::Approved, false) => {}
            (_, false) => kinds.push(ChangeKind::StatusChanged),
        }
        let now = Visibility::of(entry);
        if copy.visibility.is_some_and(|before| before != now) {
            kinds.push(ChangeKind::VisibilityChanged);
        }
        let differs = |before: &Option<Box<str>>, now: &str| {
            before.as_deref().is_some_and(|before| !now.is_empty() && key(before) != key(now))
        };
        let other = differs(&copy.entry_uuid, &entry.entry_uuid)
            || differs(&copy.version, entry.version.as_deref().unwrap_or(""));
        if other && kinds.is_empty() {
            kinds.push(ChangeKind::MetadataChanged);
        }
        for kind in kinds {
            self.tell(kind, document, copy);
        }
    }

    /// The copy's document was not returned. It was asked for, where that could be done.
    fn of_absent(&mut self, copy: &LocalCopy, chain: &Chain) {
        let asked = self.known.complete && self.known.asked.contains(&copy.unique_id);
        if !chain.unknown.is_empty() && copy.status != AvailabilityStatus::Deprecated {
            self.tell(ChangeKind::ReplacedByUnseen, None, copy);
        } else if asked {
            self.tell(ChangeKind::NoLongerVisible, None, copy);
        }
    }

    /// A document that no copy explains.
    fn of_other(&mut self, document: Document) {
        let Some(entry) = self.found.current(document) else { return };
        let current = !entry.is_obsolete() && !is_deleted(entry);
        if self.documents.contains(&document) || !current || !self.found.is_new(document) {
            return;
        }
        let born_since = entry.creation_time.as_ref().is_some_and(|at| at >= self.known.since);
        let kind = match self.found.has_new_first_version(document) || born_since {
            true => ChangeKind::New,
            false => ChangeKind::ChangedNotHeld,
        };
        self.changes.push(Change {
            kind,
            document: Some(entry.clone()),
            copy: None,
            submitted: self.found.submitted(document),
        });
    }

    fn tell(&mut self, kind: ChangeKind, document: Option<Document>, copy: &LocalCopy) {
        self.changes.push(Change {
            kind,
            document: document.and_then(|document| self.found.current(document)).cloned(),
            copy: Some(copy.clone()),
            submitted: document.and_then(|document| self.found.submitted(document)),
        });
    }
}
