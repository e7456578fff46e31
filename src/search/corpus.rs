use std::sync::{Arc, OnceLock};

use super::attributes::{Attributes, Builder};
use super::bits::Bits;
use super::dates::{Calendar, Period};
use super::engine::Dated;
use super::episodes::Episodes;
use super::kin::Kin;
use super::setting::Setting;
use super::sort::Ranks;
use super::{Readable, Selection};
use crate::record::{Association, DocumentEntry, SubmissionSet, Timestamp};

/// The documents of one answer of the DMP, ready to be searched. It never changes: share it by
/// [`Arc`], read it from any thread. A document is named by its row, its place in the answer.
pub struct Corpus {
    pub(super) entries: Vec<Arc<DocumentEntry>>,
    pub(super) sets: Vec<Arc<SubmissionSet>>,
    pub(super) setting: Setting,
    pub(super) calendar: Calendar,
    pub(super) attributes: Attributes,
    /// Versions of one document.
    pub(super) chains: Kin,
    /// Entries of one `uniqueId`.
    pub(super) duplicates: Kin,
    without_act: Bits,
    without_deposit: Bits,
    pub(super) ranks: Ranks,
    pub(super) episodes: OnceLock<Episodes>,
}

impl Corpus {
    /// Indexes the documents of an answer, with the submissions and the links that came with
    /// them. What the links name and the answer lacks is passed over.
    pub fn new(
        mut entries: Vec<Arc<DocumentEntry>>,
        sets: Vec<Arc<SubmissionSet>>,
        associations: &[Association],
        setting: Setting,
    ) -> Corpus {
        // Rows are numbers of 32 bits, of which the last is no row.
        entries.truncate(u32::MAX as usize - 1);
        let calendar = Calendar::of(&setting.time_zone);
        let attributes = Builder::new(&entries, &sets, &setting, &calendar).build(associations);
        let chains = Kin::versions(&entries, associations);
        let duplicates = Kin::duplicates(&entries);
        let every = Bits::all(entries.len());
        let undated = |row: u32| attributes.act[row as usize].is_empty();
        let undeposited = |row: u32| attributes.deposit(row).is_none();
        Corpus {
            without_act: Bits::among(&every, undated),
            without_deposit: Bits::among(&every, undeposited),
            entries,
            sets,
            setting,
            calendar,
            attributes,
            chains,
            duplicates,
            ranks: Ranks::default(),
            episodes: OnceLock::new(),
        }
    }

    /// How many documents there are; rows go from 0 to one less.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    pub fn entry(&self, row: u32) -> Option<&Arc<DocumentEntry>> {
        self.entries.get(row as usize)
    }

    pub fn entries(&self) -> &[Arc<DocumentEntry>] {
        &self.entries
    }

    pub fn setting(&self) -> &Setting {
        &self.setting
    }

    /// The submissions that hold a document, the earliest first.
    pub fn submission_sets(&self, row: u32) -> impl Iterator<Item = &Arc<SubmissionSet>> {
        let held = if self.has(row) { self.attributes.sets.of(row) } else { &[] };
        held.iter().filter_map(|set| self.sets.get(*set as usize))
    }

    /// When a document was deposited: the time of the earliest submission that holds it.
    pub fn deposit_date(&self, row: u32) -> Option<&Timestamp> {
        self.submission_sets(row).find_map(|set| set.submission_time.as_ref())
    }

    /// Whether the professional may read a document.
    pub fn readable(&self, row: u32) -> Readable {
        match self.has(row) {
            true => self.attributes.flags[row as usize].readable(),
            false => Readable::Unknown,
        }
    }

    /// The rows of the versions of a document, the newest first, itself among them.
    pub fn versions(&self, row: u32) -> Vec<u32> {
        let versions: Vec<u32> = self.chains.of(row).collect();
        match versions.is_empty() {
            true => vec![row],
            false => versions,
        }
    }

    fn has(&self, row: u32) -> bool {
        (row as usize) < self.entries.len()
    }

    pub(super) fn act(&self, row: u32) -> Option<Period> {
        Some(self.attributes.act[row as usize]).filter(|period| !period.is_empty())
    }

    /// The time of the earliest submission.
    pub(super) fn deposit(&self, row: u32) -> Option<Period> {
        self.attributes.deposit(row)
    }

    /// The rows of a selection of this corpus; one of another may be longer.
    pub(super) fn rows<'a>(&self, selection: &'a Selection) -> impl Iterator<Item = u32> + 'a {
        let len = self.entries.len();
        selection.rows.iter().copied().filter(move |row| (*row as usize) < len)
    }

    /// The documents that may lack a date.
    pub(super) fn undated(&self, date: Dated) -> &Bits {
        match date {
            // A reimbursement is dated by its act before all.
            Dated::Act | Dated::Reimbursement => &self.without_act,
            Dated::Deposit => &self.without_deposit,
        }
    }

    pub(super) fn all(&self) -> Bits {
        Bits::all(self.entries.len())
    }
}
