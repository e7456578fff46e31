//! Answers and submissions as records. The markup is read as a stream: an answer may hold
//! thousands of entries. Nothing is dropped: what no field can take goes to `extra`, what is wrong
//! is a doubt.

mod answer;
mod codes;
mod document;
mod notes;
mod objects;
mod package;
mod parts;
mod remembered;
mod shared;
mod submission;

use std::sync::Arc;

pub use answer::{answer_limits, read_answer};
pub use submission::read_submission;

use crate::record::{Association, DocumentEntry, Doubt, Folder, SubmissionSet};

/// The objects of a submission, or of any list of registry objects.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Submission {
    pub documents: Vec<Arc<DocumentEntry>>,
    pub submission_sets: Vec<Arc<SubmissionSet>>,
    pub folders: Vec<Folder>,
    pub associations: Vec<Association>,
    /// `ObjectRef/@id`.
    pub references: Vec<Box<str>>,
    /// Doubts on the list as a whole.
    pub doubts: Vec<Doubt>,
}
