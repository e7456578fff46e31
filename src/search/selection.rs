use super::bits::Bits;
use super::query::Query;
use super::Explanation;

/// Documents of a corpus, in order, by row: rows are those of [`super::Corpus::entry`].
#[derive(Debug, Clone)]
pub struct Selection {
    pub(super) rows: Vec<u32>,
    pub(super) folded: Vec<Folded>,
    /// All that the criteria hold for, folded or not.
    pub(super) matched: Bits,
    /// The criteria that led here, with the order and the folding of the last of them.
    pub(super) query: Query,
    pub(super) explanation: Explanation,
}

/// A document that was found and is not among the rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Folded {
    pub row: u32,
    pub why: Why,
    /// The row that stands for it; `None` for a signature.
    pub behind: Option<u32>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Why {
    ObsoleteVersion,
    Duplicate,
    Signature,
}

impl Selection {
    pub fn rows(&self) -> &[u32] {
        &self.rows
    }

    pub fn len(&self) -> usize {
        self.rows.len()
    }

    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// What was folded away, by row.
    pub fn folded(&self) -> &[Folded] {
        &self.folded
    }

    /// What is folded behind a row.
    pub fn behind(&self, row: u32) -> impl Iterator<Item = &Folded> {
        self.folded.iter().filter(move |folded| folded.behind == Some(row))
    }

    /// What was looked for, refinements included.
    pub fn query(&self) -> &Query {
        &self.query
    }

    pub fn explanation(&self) -> &Explanation {
        &self.explanation
    }
}
