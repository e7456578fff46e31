//! What a place that keeps rows must do. SQLite is one; a vendor's own database may be another.

use super::error::{JournalError, StoreError};
use super::keys::Tag;
use super::row::{Body, Row};

/// Which rows are wanted: in the order of their positions, or the other way round.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wanted {
    /// Rows after this position; 0 for the first.
    pub after: u64,
    pub part: Part,
    pub whose: Whose,
    /// Rows written from this moment on, in milliseconds since 1970-01-01T00:00:00Z.
    pub from: i64,
    /// Rows written before this moment.
    pub until: i64,
    /// At most so many rows.
    pub most: u32,
    pub newest_first: bool,
}

impl Wanted {
    /// Everything of one part.
    pub fn part(part: Part) -> Self {
        Wanted {
            after: 0,
            part,
            whose: Whose::Anybody,
            from: i64::MIN,
            until: i64::MAX,
            most: u32::MAX,
            newest_first: false,
        }
    }

    pub fn whose(self, whose: Whose) -> Self {
        Wanted { whose, ..self }
    }

    pub fn after(self, after: u64) -> Self {
        Wanted { after, ..self }
    }

    /// Whether a row is one of those wanted.
    pub fn holds(&self, row: &Row) -> bool {
        let kept = match &row.body {
            Body::Kept(kept) => Some(kept),
            Body::Purged(_) => None,
        };
        let whose = match self.whose {
            Whose::Anybody => true,
            Whose::Person(tag) => kept.is_some_and(|kept| kept.person == Some(tag)),
            Whose::Other(tag) => kept.is_some_and(|kept| kept.other == Some(tag)),
            Whose::Actor(tag) => kept.is_some_and(|kept| kept.actor == Some(tag)),
        };
        let (first, last) = self.part.kinds();
        let time = row.at >= self.from && row.at < self.until;
        row.position > self.after && (first..=last).contains(&row.kind) && whose && time
    }
}

/// Which kinds of entries, by their numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    Everything,
    /// Kinds below 200, a small part of all: keys, purges, identities.
    Frame,
    /// Kinds from 100 to 299: what says how a patient stands today.
    Standing,
    /// Kinds from 300 to 399: what was last seen. Only the newest count.
    Seen,
}

impl Part {
    /// First and last number of its kinds.
    pub fn kinds(self) -> (u16, u16) {
        match self {
            Part::Everything => (0, u16::MAX),
            Part::Frame => (0, 199),
            Part::Standing => (100, 299),
            Part::Seen => (300, 399),
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whose {
    Anybody,
    /// The patient of the row.
    Person(Tag),
    /// The other identity of a row about two.
    Other(Tag),
    /// Who acted.
    Actor(Tag),
}

/// Reading rows. `take` gets one after the other and says whether it wants more. A store that
/// cannot choose so finely may give more than was wanted, never less: the journal leaves out the
/// rest.
pub trait Rows {
    fn last(&self) -> Result<Option<Row>, StoreError>;

    fn read(&self, wanted: &Wanted, take: &mut dyn FnMut(Row) -> bool) -> Result<(), StoreError>;
}

/// What may be done while nobody else writes. It reads what it has itself appended.
pub trait Section: Rows {
    fn append(&self, row: &Row) -> Result<(), StoreError>;

    /// Destroys what the row at this position holds, and keeps the hash in its stead: the one
    /// change ever made to a row.
    fn purge(&self, position: u64, digest: &[u8; 32]) -> Result<(), StoreError>;
}

/// The work done in a section.
pub type Work<'a> = dyn FnMut(&dyn Section) -> Result<(), JournalError> + 'a;

pub trait Store: Rows + Send + Sync {
    /// Runs `work` while no other writer does, of this process or of another. What it appended is
    /// there for good once this returns `Ok`; where it or `work` fails, nothing of it is.
    fn exclusive(&self, work: &mut Work<'_>) -> Result<(), JournalError>;

    /// Examines the store itself: pages, indexes, whatever the chain does not hold.
    fn inspect(&self) -> Result<(), StoreError>;
}
