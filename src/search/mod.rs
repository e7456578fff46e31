//! To find a document, and to see at a glance what a record holds: all of it local, from what
//! the DMP has answered already.

#![forbid(unsafe_code)]

mod changes;
mod labels;
mod plain;
mod shown;

pub use changes::{
    Change, ChangeKind, Changes, ChangesAnswer, ChangesLimits, ChangesRun, LocalCopies, LocalCopy,
    LocalOrigin, NextAsk, Visibility,
};
pub use labels::{marked, Label, Warning, INDICATION};
pub use shown::Display;
