//! The habilitation matrix: which profession may read which type of document.
//!
//! The matrix in force is the annex of the arrêté of 26 October 2023, published for people to
//! read. No table of it is compiled in: the host gives the one it transcribed, with its version
//! and its source. The DMP enforces the matrix itself, a document a professional may not see is
//! simply not in its answers; this one explains and prepares, and is no security.

mod read;

use std::collections::HashMap;
use std::sync::Arc;

use crate::record::Role;

/// What the matrix says of a profession and a type of document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Readable {
    Yes,
    No,
    /// No row speaks of them, or rows as precise contradict each other. Never to be taken for
    /// "no".
    Unknown,
}

/// A habilitation matrix, as the host gave it.
#[derive(Debug, Clone, Default)]
pub struct Matrix {
    version: String,
    source: String,
    in_force_from: Option<String>,
    /// The rows, by type code.
    rows: HashMap<Box<str>, Vec<Row>>,
}

/// What is said of one profession and one type.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Row {
    profession: Arc<str>,
    /// System of the profession; `None`: any, so that those in training are meant too.
    system: Option<Arc<str>>,
    /// Speciality, section or role that makes the profession precise.
    second: Option<Arc<str>>,
    /// System of the type; `None`: any.
    type_system: Option<Arc<str>>,
    allowed: bool,
}

impl Matrix {
    /// A matrix that knows nothing: every question is [`Readable::Unknown`].
    pub fn empty() -> Self {
        Matrix::default()
    }

    /// Whether it holds no row.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The version the host gave, to be shown with what the matrix says.
    pub fn version(&self) -> &str {
        &self.version
    }

    /// Where the host took it from, such as the title of the arrêté; empty where it did not say.
    pub fn source(&self) -> &str {
        &self.source
    }

    /// From when it is in force, `YYYY-MM-DD`, where the host said.
    pub fn in_force_from(&self) -> Option<&str> {
        self.in_force_from.as_deref()
    }

    /// Whether a professional with these roles, profession first
    /// ([`Professional::roles`](crate::record::Professional::roles)), may read documents of a
    /// type. The row that names the speciality, section or role wins over the one that names the
    /// profession alone, and then the one that names its system.
    pub fn readable(&self, roles: &[Role], type_code: &str, scheme: &str) -> Readable {
        let (Some(rows), Some((profession, others))) =
            (self.rows.get(type_code), roles.split_first())
        else {
            return Readable::Unknown;
        };
        let speaks = |row: &&Row| {
            let is = |expected: &Option<Arc<str>>, given: &str| {
                expected.as_deref().is_none_or(|expected| expected == given)
            };
            let second = |code: &str| others.iter().any(|role| role.coded().code() == code);
            *row.profession == *profession.coded().code()
                && is(&row.system, profession.coded().system())
                && is(&row.type_system, scheme)
                && row.second.as_deref().is_none_or(second)
        };
        let rank = |row: &Row| (row.second.is_some(), row.system.is_some());
        let speaking: Vec<&Row> = rows.iter().filter(speaks).collect();
        let Some(best) = speaking.iter().map(|row| rank(row)).max() else {
            return Readable::Unknown;
        };
        let mut answers = speaking.iter().filter(|row| rank(row) == best).map(|row| row.allowed);
        let first = answers.next();
        match (first, answers.all(|answer| Some(answer) == first)) {
            (Some(true), true) => Readable::Yes,
            (Some(false), true) => Readable::No,
            _ => Readable::Unknown,
        }
    }
}
