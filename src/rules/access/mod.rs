//! May this professional open this record now, and what comes next?
//!
//! The server enforces rights; these rules explain its answer, name the next step and prevent
//! what would be refused. They are never the security.

mod decide;
mod sentences;

pub use decide::{before_asking, decide, Decision, Facts, Reason, Wanted};
pub use sentences::{ActionId, Effect, ReasonId, Severity};

/// What the professional may do now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Outcome {
    Allowed,
    /// Once the actions are done, in their order.
    AfterSteps,
    Refused,
}

impl Outcome {
    pub fn code(self) -> &'static str {
        match self {
            Outcome::Allowed => "allowed",
            Outcome::AfterSteps => "after_steps",
            Outcome::Refused => "refused",
        }
    }
}
