//! The steps of a run, and what each needs of the answers before it.

use std::collections::{BTreeSet, VecDeque};
use std::sync::Arc;

use super::found::Found;
use super::{decide, Changes, LocalCopies};
use crate::record::{Association, AvailabilityStatus, DocumentEntry, SubmissionSet, Timestamp};

/// How much a run may ask.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ChangesLimits {
    /// Identifiers in one question: 20 by the DMP's rule.
    pub batch: usize,
    /// Questions in one run. Beyond, it stops and says that it is not complete.
    pub questions: usize,
    /// Whether to ask also for the host's copies that no new submission speaks of: only so is it
    /// known that one is no longer visible.
    pub check_copies: bool,
}

impl Default for ChangesLimits {
    fn default() -> Self {
        ChangesLimits { batch: 20, questions: 200, check_copies: true }
    }
}

/// The next question to put to the DMP.
#[derive(Debug, Clone, PartialEq)]
pub enum NextAsk {
    /// FindSubmissionSets, Approved, submitted at this moment or later.
    SubmissionSets { from: Timestamp },
    /// GetAssociations of these submissions, by `entryUUID`.
    Associations(Vec<Box<str>>),
    /// GetDocumentsAndAssociations by `entryUUID`.
    Documents(Vec<Box<str>>),
    /// GetDocumentsAndAssociations by `uniqueId`.
    DocumentsByUniqueId(Vec<Box<str>>),
}

/// What the DMP answered.
#[derive(Debug, Default)]
pub struct ChangesAnswer {
    pub submission_sets: Vec<Arc<SubmissionSet>>,
    pub documents: Vec<Arc<DocumentEntry>>,
    pub associations: Vec<Association>,
    /// Whether the DMP said that something is missing (PartialSuccess).
    pub partial: bool,
}

/// A run of the algorithm. Ask what [`ChangesRun::next_ask`] says and give the answer to
/// [`ChangesRun::take`], until there is nothing more; then [`ChangesRun::finish`]. A run that
/// failed in between is dropped: nothing was committed.
pub struct ChangesRun {
    since: Timestamp,
    copies: LocalCopies,
    limits: ChangesLimits,
    found: Found,
    stage: Stage,
    queue: VecDeque<NextAsk>,
    asked: usize,
    asked_entries: BTreeSet<String>,
    asked_copies: BTreeSet<Box<str>>,
    complete: bool,
}

#[derive(Clone, Copy, PartialEq)]
enum Stage {
    Submissions,
    Associations,
    Documents,
    Copies,
    Chains,
}

impl ChangesRun {
    /// `since` is the `next_since` of the last run: the moment its call began. Submissions are
    /// dated by the clocks of those who send them, so a host may give an earlier moment: what it
    /// holds is not told again.
    pub fn new(since: Timestamp, copies: LocalCopies, limits: ChangesLimits) -> Self {
        let first = NextAsk::SubmissionSets { from: since.clone() };
        ChangesRun {
            since,
            copies,
            limits,
            found: Found::default(),
            stage: Stage::Submissions,
            queue: VecDeque::from([first]),
            asked: 0,
            asked_entries: BTreeSet::new(),
            asked_copies: BTreeSet::new(),
            complete: true,
        }
    }

    pub fn next_ask(&mut self) -> Option<NextAsk> {
        while self.queue.is_empty() {
            self.next_stage()?;
        }
        if self.asked >= self.limits.questions {
            self.complete = false;
            self.queue.clear();
            return None;
        }
        self.asked += 1;
        let ask = self.queue.pop_front()?;
        if let NextAsk::DocumentsByUniqueId(ids) = &ask {
            self.asked_copies.extend(ids.iter().cloned());
        }
        Some(ask)
    }

    pub fn take(&mut self, answer: ChangesAnswer) {
        self.complete &= !answer.partial;
        for set in &answer.submission_sets {
            // The answers that follow may hold the older submissions of the same documents.
            if self.stage == Stage::Submissions {
                self.found.add_set(set);
            }
        }
        for association in &answer.associations {
            self.found.add_association(association);
        }
        for document in answer.documents {
            self.found.add_document(document);
        }
    }

    /// What changed. `started` is the moment the run began, which becomes the `since` of the next.
    pub fn finish(mut self, started: &Timestamp) -> Changes {
        // A run that is finished before its last answer has not seen everything.
        let unasked = self.next_ask().is_some();
        self.complete &= !unasked;
        let known = decide::Known {
            found: &self.found,
            copies: &self.copies,
            asked: &self.asked_copies,
            since: &self.since,
            complete: self.complete,
        };
        decide::changes(&known, started)
    }

    /// Queues what the next stage asks, if anything; `None` after the last.
    fn next_stage(&mut self) -> Option<()> {
        match self.stage {
            Stage::Submissions => {
                self.stage = Stage::Associations;
                let sets: Vec<_> = self.found.sets().map(|key| self.found.named(key)).collect();
                self.queue_batches(&sets, NextAsk::Associations);
            }
            Stage::Associations => {
                self.stage = Stage::Documents;
                let concerned: Vec<String> = self.found.concerned().map(str::to_string).collect();
                self.queue_entries(concerned);
            }
            Stage::Documents => {
                self.stage = Stage::Copies;
                if self.limits.check_copies {
                    let missing = self.copies_to_check();
                    self.queue_batches(&missing, NextAsk::DocumentsByUniqueId);
                }
            }
            Stage::Copies | Stage::Chains => {
                self.stage = Stage::Chains;
                let missing = decide::missing_replacements(&self.found, &self.copies);
                if self.queue_entries(missing) == 0 {
                    return None;
                }
            }
        }
        Some(())
    }

    /// The copies known to be in the DMP that no answer has shown yet.
    fn copies_to_check(&self) -> Vec<Box<str>> {
        let mut seen = BTreeSet::new();
        let wanted = self.copies.0.iter().filter(|copy| {
            let there = copy.is_known_there() && copy.status != AvailabilityStatus::Deleted;
            let id = copy.logical_id.as_deref();
            there && self.found.find(&copy.unique_id, id).is_none()
        });
        wanted.map(|copy| copy.unique_id.clone()).filter(|id| seen.insert(id.clone())).collect()
    }

    /// Entries not asked for before; how many there are.
    fn queue_entries(&mut self, keys: Vec<String>) -> usize {
        let mut fresh = keys;
        fresh.retain(|key| {
            self.found.by_entry(key).is_none() && self.asked_entries.insert(key.clone())
        });
        let names: Vec<_> = fresh.iter().map(|key| self.found.named(key)).collect();
        self.queue_batches(&names, NextAsk::Documents);
        fresh.len()
    }

    fn queue_batches(&mut self, ids: &[Box<str>], ask: fn(Vec<Box<str>>) -> NextAsk) {
        let batches = ids.chunks(self.limits.batch.max(1));
        self.queue.extend(batches.map(|batch| ask(batch.to_vec())));
    }
}
