//! What was told, consented, opposed, opened: kept so that it can be proved.
//!
//! A journal is append-only. Each [`Entry`] is sealed, named after its patient by a keyed
//! pseudonym, and chained to the one before by a MAC ([`Head`], [`Verification`]). Where rows are
//! kept is a [`Store`]: a SQLite file ([`SqliteStore`]), or the vendor's own database. How a
//! patient stands today is a pure fold over his entries ([`Known`]), whatever name he is asked for
//! by: the host's id or an INS, linked, merged or taken apart since.
//!
//! The patient's data in a file are: the times of entries, their kinds, how many concern one
//! pseudonym. Everything else is sealed. The host holds the secrets ([`Keys`]); without one of
//! them what was written with it is lost.

#![forbid(unsafe_code)]

mod cache;
mod chain;
mod entry;
mod error;
mod export;
mod facts;
mod identity;
mod keys;
mod kind;
mod known;
mod look_up;
mod own;
mod pen;
mod purge;
mod queries;
mod recording;
mod row;
mod seal;
mod seen;
#[cfg(feature = "sqlite")]
mod sqlite;
mod store;
mod verify;
mod words;

pub use chain::{Head, Problem, Verification};
pub use entry::{By, Entry, Recorded};
pub use error::{JournalError, StoreError};
pub use export::{Audience, Export, ExportForm, Subject};
pub use facts::*;
pub use keys::{Keys, Secret, Tag};
pub use known::{ConsentState, Known, Opposition, Said};
pub use recording::Journal;
pub use row::{Body, Kept, Row};
#[cfg(feature = "sqlite")]
pub use sqlite::SqliteStore;
pub use store::{Part, Rows, Section, Store, Wanted, Whose, Work};
pub use words::{FreeText, Label};

/// Whether the people of a journal exist. Keys are derived for one of the two: nobody may take an
/// invented entry for a patient's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Realm {
    Real,
    Sandbox,
}

impl Realm {
    fn code(self) -> &'static str {
        match self {
            Realm::Real => "real",
            Realm::Sandbox => "sandbox",
        }
    }

    fn other(self) -> Self {
        match self {
            Realm::Real => Realm::Sandbox,
            Realm::Sandbox => Realm::Real,
        }
    }
}
