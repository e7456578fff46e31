//! Documents that are one: versions of a document, entries of one `uniqueId`.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::sync::Arc;

use crate::record::{Association, AssociationKind, AvailabilityStatus, DocumentEntry, Timestamp};

/// Families of documents. Most documents stand alone and are in none.
#[derive(Debug, Default)]
pub(super) struct Kin {
    /// By row.
    members: Vec<Member>,
    /// Family and row, each family from its best on.
    families: Vec<(u32, u32)>,
}

#[derive(Debug, Clone, Copy)]
pub(super) struct Member {
    pub row: u32,
    /// A row that names the family.
    pub family: u32,
    /// 0 for the best of the family.
    pub place: u32,
}

impl Kin {
    /// Versions: linked by replacement (RPLC, XFRM_RPLC), or of one `lid`. The best is the one
    /// that none replaced; then the fewest replacements later, the current before the obsolete,
    /// the highest version, the latest made.
    pub fn versions(entries: &[Arc<DocumentEntry>], associations: &[Association]) -> Kin {
        let mut families = Families::new(entries.len());
        let mut by_lid: HashMap<&str, u32> = HashMap::new();
        for (row, entry) in (0..).zip(entries) {
            if let Some(lid) = entry.logical_id.as_deref().filter(|lid| !lid.is_empty()) {
                families.join(*by_lid.entry(lid).or_insert(row), row);
            }
        }
        let mut replaced_by: HashMap<u32, Vec<u32>> = HashMap::new();
        for (newer, older) in replacements(entries, associations) {
            families.join(newer, older);
            replaced_by.entry(older).or_default().push(newer);
        }
        let steps = steps_to_newest(&replaced_by);
        let step = |row: u32| steps.get(&row).copied().unwrap_or(0);
        Kin::ranked(entries, families, step)
    }

    /// Entries of one `uniqueId`, that of the document itself. The best is the current one, of
    /// the highest version, the latest made.
    pub fn duplicates(entries: &[Arc<DocumentEntry>]) -> Kin {
        let mut families = Families::new(entries.len());
        let mut by_id: HashMap<&str, u32> = HashMap::new();
        for (row, entry) in (0..).zip(entries) {
            let id = entry.unique_id.as_deref().map(str::trim).filter(|id| !id.is_empty());
            if let Some(id) = id {
                families.join(*by_id.entry(id).or_insert(row), row);
            }
        }
        Kin::ranked(entries, families, |_| 0)
    }

    fn ranked(
        entries: &[Arc<DocumentEntry>],
        mut families: Families,
        step: impl Fn(u32) -> u32,
    ) -> Kin {
        let mut members: Vec<(u32, u32)> = families.larger_than_one();
        let merit = |row: u32| {
            let entry = &entries[row as usize];
            let made = entry.creation_time.as_ref().map(Timestamp::unix_millis);
            (step(row), standing(entry), Reverse((version(entry), made)), row)
        };
        members.sort_by_cached_key(|(family, row)| (*family, merit(*row)));
        let mut ranked: Vec<Member> = Vec::with_capacity(members.len());
        for (family, row) in members.iter().copied() {
            let before = ranked.last().filter(|last| last.family == family);
            let place = before.map_or(0, |last| last.place + 1);
            ranked.push(Member { row, family, place });
        }
        ranked.sort_unstable_by_key(|member| member.row);
        Kin { members: ranked, families: members }
    }

    /// All that are in a family, by row.
    pub fn members(&self) -> &[Member] {
        &self.members
    }

    fn member(&self, row: u32) -> Option<&Member> {
        let index = self.members.binary_search_by_key(&row, |member| member.row).ok()?;
        self.members.get(index)
    }

    /// The row that names the family of this one.
    pub fn family(&self, row: u32) -> Option<u32> {
        self.member(row).map(|member| member.family)
    }

    /// The family of a row, the best first; nothing where it stands alone.
    pub fn of(&self, row: u32) -> impl Iterator<Item = u32> + '_ {
        let family = self.family(row);
        let start = self.families.partition_point(|(known, _)| Some(*known) < family);
        let same = move |(known, _): &&(u32, u32)| Some(*known) == family;
        self.families[start..].iter().take_while(same).map(|(_, row)| *row)
    }
}

/// Current documents stand before archived ones, obsolete ones after, deleted ones last.
pub(super) fn standing(entry: &DocumentEntry) -> u8 {
    match &entry.status {
        Some(AvailabilityStatus::Approved) => 0,
        Some(AvailabilityStatus::Archived) => 1,
        Some(AvailabilityStatus::Deprecated) => 2,
        Some(AvailabilityStatus::Deleted) => 3,
        Some(AvailabilityStatus::Other(_)) | None => 4,
    }
}

/// `versionName` as the number it should be.
fn version(entry: &DocumentEntry) -> u64 {
    entry.version.as_deref().and_then(|text| text.trim().parse().ok()).unwrap_or(0)
}

/// The rows of each replacement between two documents that are here: the newer, the older.
fn replacements(entries: &[Arc<DocumentEntry>], associations: &[Association]) -> Vec<(u32, u32)> {
    let replaces = |link: &&Association| {
        let (replaces, also) = (AssociationKind::Replaces, AssociationKind::TransformsAndReplaces);
        link.kind == replaces || link.kind == also
    };
    let links: Vec<&Association> = associations.iter().filter(replaces).collect();
    // Replacements are few: documents are looked up among them, not they among all documents.
    let ends = links.iter().flat_map(|link| [&*link.source, &*link.target]);
    let mut rows: HashMap<&str, Option<u32>> = ends.map(|id| (id, None)).collect();
    for (row, entry) in (0..).zip(entries).filter(|_| !links.is_empty()) {
        if let Some(known) = rows.get_mut(&*entry.entry_uuid) {
            known.get_or_insert(row);
        }
    }
    let row = |id: &str| rows.get(id).copied().flatten();
    let found = links.iter().filter_map(|link| row(&link.source).zip(row(&link.target)));
    found.filter(|(newer, older)| newer != older).collect()
}

/// How many replacements lie between a document and one that none replaced, at least. Links that
/// run in a circle lead to none: those documents are all the last but one, so to speak.
fn steps_to_newest(replaced_by: &HashMap<u32, Vec<u32>>) -> HashMap<u32, u32> {
    let mut replaces: HashMap<u32, Vec<u32>> = HashMap::new();
    for (older, newer) in replaced_by {
        newer.iter().for_each(|newer| replaces.entry(*newer).or_default().push(*older));
    }
    let newest = replaces.keys().filter(|row| !replaced_by.contains_key(row));
    let mut reached: Vec<u32> = newest.copied().collect();
    let mut steps: HashMap<u32, u32> = reached.iter().map(|row| (*row, 0)).collect();
    let mut count = 0;
    while !reached.is_empty() {
        count += 1;
        let older = reached.iter().filter_map(|row| replaces.get(row)).flatten();
        let mut next: Vec<u32> = older.copied().filter(|row| !steps.contains_key(row)).collect();
        next.sort_unstable();
        next.dedup();
        steps.extend(next.iter().map(|row| (*row, count)));
        reached = next;
    }
    for circled in replaced_by.keys() {
        steps.entry(*circled).or_insert(1);
    }
    steps
}

/// Sets of rows that grow together (union and find).
pub(super) struct Families {
    parents: Vec<u32>,
}

impl Families {
    pub fn new(rows: usize) -> Self {
        Families { parents: (0..rows as u32).collect() }
    }

    pub fn join(&mut self, one: u32, other: u32) {
        let (one, other) = (self.root(one), self.root(other));
        // The lowest row names the family.
        self.parents[one.max(other) as usize] = one.min(other);
    }

    pub fn root(&mut self, mut row: u32) -> u32 {
        while self.parents[row as usize] != row {
            let above = self.parents[self.parents[row as usize] as usize];
            self.parents[row as usize] = above;
            row = above;
        }
        row
    }

    /// Family and row of those that do not stand alone.
    fn larger_than_one(&mut self) -> Vec<(u32, u32)> {
        let mut members: Vec<(u32, u32)> = Vec::new();
        for row in 0..self.parents.len() as u32 {
            let family = self.root(row);
            if family != row {
                members.push((family, family));
                members.push((family, row));
            }
        }
        members.sort_unstable();
        members.dedup();
        members
    }
}
