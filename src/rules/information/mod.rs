//! What must be said to the person, by whom and when, and what the user himself must have read.
//!
//! Feeding is told once in the follow-up of a person; consultation at each new episode of care in
//! the care team, at each consultation outside it. Anyone of the team may tell, and it holds for
//! the whole team. Silence is never consent, and a notice after the fact clears nothing.

mod codes;
mod due;
mod duties;
mod history;
mod regime;
mod seen;
mod terms;
mod user;

pub(crate) use codes::codes;
pub use due::{duties, By, Episode, Facts, Item, Stale, State};
pub use duties::Duty;
pub use history::{
    Consent, ConsentForm, Entry, Holder, Information, OpposedTo, Opposition, OppositionScope,
    OppositionState, Party, Wording,
};
pub use regime::{Regime, PREVENTION_FROM, PREVENTION_SOURCE, REGIMES};
pub use terms::{Actions, Audience, Channel, Moment};
pub use user::{
    user_text_due, Acknowledged, ShowUserText, USER_ACKNOWLEDGEMENT, USER_REMINDER_DAYS, USER_TEXT,
    USER_TEXT_SOURCE, USER_TEXT_VERSION,
};
