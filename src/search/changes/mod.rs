//! What changed in a record since a moment: the national incremental algorithm
//! (FindSubmissionSets, GetAssociations, then the documents in batches), without its network.
//!
//! A [`ChangesRun`] says what to ask next; the caller asks the DMP and hands the answer back,
//! until there is nothing left to ask. What an answer lacks is never explained: a document that
//! was asked for and did not come is no longer visible to who asked, and nothing more is known.
//! The first visit has no date to begin from: it is a search, not a run.

mod copies;
mod decide;
mod found;
mod report;
mod run;
mod sentences;

use std::sync::Arc;

pub use copies::{LocalCopies, LocalCopiesRequest, LocalCopy, LocalOrigin};
pub use run::{ChangesAnswer, ChangesLimits, ChangesRun, NextAsk};
pub use sentences::ChangeKind;

use crate::record::{DocumentEntry, Timestamp};

/// Who may not see a document. All false: nobody is kept from it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Visibility {
    pub masked: bool,
    pub invisible_to_patient: bool,
    pub invisible_to_representatives: bool,
}

impl Visibility {
    pub fn of(entry: &DocumentEntry) -> Self {
        Visibility {
            masked: entry.is_masked(),
            invisible_to_patient: entry.is_invisible_to_patient(),
            invisible_to_representatives: entry.is_invisible_to_representatives(),
        }
    }
}

/// One thing that happened to one document.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    pub kind: ChangeKind,
    /// The document as it is now: where it was replaced, the newest version; none where the DMP
    /// did not return it.
    pub document: Option<Arc<DocumentEntry>>,
    /// The host's copy it concerns.
    pub copy: Option<LocalCopy>,
    /// When what brought it was submitted, where the DMP says so.
    pub submitted: Option<Timestamp>,
}

/// What a run found.
#[derive(Debug, Clone, PartialEq)]
pub struct Changes {
    /// By kind, then the latest first.
    pub changes: Vec<Change>,
    pub since: Timestamp,
    /// What to keep as the date of the last call, once the changes are safely kept; `None` where
    /// an answer was partial, or the run was stopped: the same date is then to be used again.
    pub next_since: Option<Timestamp>,
    /// What was odd in the answers: `RPLC forms a loop`. Never a value.
    pub doubts: Vec<&'static str>,
}

impl Changes {
    pub fn count(&self, kind: ChangeKind) -> usize {
        self.changes.iter().filter(|change| change.kind == kind).count()
    }
}
