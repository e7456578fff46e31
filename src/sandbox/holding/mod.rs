//! What the sandbox keeps about one person: documents with their bodies, submissions, and the
//! links between them. Grown from a table of series (`histories.csv`), the same each time, and
//! from what a scenario lists.

mod add;
mod body;
mod change;
mod given;
mod grow;
mod ids;
mod kos;
mod lot;
mod series;
mod stored;
mod tables;

use std::sync::Arc;

use crate::record::{Association, Patient, SubmissionSet};

pub use change::DocumentChange;
pub(super) use given::{Draft, GivenDocument};
pub(super) use stored::Stored;
use stored::Subject;

/// The one repository of the DMP.
pub(super) const REPOSITORY: &str = "1.2.250.1.213.4.1.1.1.2";

/// The documents of one person, as the registry and the repository know them. A copy shares what
/// it holds.
#[derive(Debug, Clone)]
pub(super) struct Holding {
    subject: Arc<Subject>,
    pub documents: Vec<Arc<Stored>>,
    pub submissions: Vec<Arc<SubmissionSet>>,
    pub associations: Vec<Arc<Association>>,
}

impl Holding {
    /// Nothing yet.
    pub fn of(patient: &Patient) -> Self {
        Holding {
            subject: Arc::new(Subject::of(patient)),
            documents: Vec::new(),
            submissions: Vec::new(),
            associations: Vec::new(),
        }
    }

    /// Adds the series of a history of the table.
    pub fn add_history(&mut self, name: &str) {
        series::all()
            .iter()
            .filter(|series| series.history == name)
            .for_each(|series| grow::grow(self, series));
    }

    /// What a history may be called.
    pub fn is_history(name: &str) -> bool {
        series::all().iter().any(|series| series.history == name)
    }
}
