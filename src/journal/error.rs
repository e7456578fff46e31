use thiserror::Error;

use crate::record::{ClockFailed, Invalid};

/// Why the place where rows are kept did not do what was asked. Nothing acknowledged before is
/// lost, and what was being written is not there.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum StoreError {
    #[error("the journal stands on a network file system ({kind}), where locks cannot be trusted")]
    NetworkFileSystem { kind: &'static str },
    #[error("the journal's folder or file cannot be opened")]
    CannotOpen,
    #[error("the file is no journal of dmpkit")]
    NotAJournal,
    #[error("the journal has schema {found}; this version knows schemas up to {known}")]
    NewerSchema { found: i64, known: i64 },
    #[error("the journal is written by another, who did not finish in time")]
    Busy,
    #[error("the journal's file or folder is read-only")]
    ReadOnly,
    #[error("the disk is full")]
    Full,
    /// A page of the file, or what stands in it, cannot be.
    #[error("the journal's file is damaged")]
    Corrupt,
    #[error("the journal's file could not be read or written (SQLite code {code})")]
    Io { code: i32 },
    /// The host's store gave this code of its own.
    #[error("the store failed (code {code})")]
    Other { code: i32 },
}

/// Why the journal did not do what was asked. It never holds patient data.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum JournalError {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Invalid(#[from] Invalid),
    #[error("the host's clock gave no time (its code {})", .0 .0)]
    Clock(ClockFailed),
    /// Nothing was written. Once the host is sure of its clock, `accept_clock` lets it go on.
    #[error("the clock went back by {by_ms} ms since the last entry")]
    ClockWentBack { by_ms: i64 },
    #[error("key {key} is not the one the journal was written with")]
    WrongKey { key: u32 },
    #[error("the journal holds entries written with key {key}, which is not given")]
    MissingKey { key: u32 },
    #[error("the journal is one of the sandbox, or this one is and the journal is not")]
    OtherRealm,
    /// What the row at this position holds does not open with its key: `verify` says more.
    #[error("the entry at position {position} cannot be read")]
    Unreadable { position: u64 },
    #[error("the patient is linked to another INS of the same register: unlink it first")]
    IdentityConflict,
    #[error("traces are kept until ten years after the record's closing")]
    RetentionRuns,
}

impl From<ClockFailed> for JournalError {
    fn from(failed: ClockFailed) -> Self {
        JournalError::Clock(failed)
    }
}
