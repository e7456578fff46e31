use std::fmt;
use std::sync::Arc;

use super::pushdown::ServerPlan;
use crate::record::{DocumentEntry, TimeZone, Timestamp};
use crate::vocabulary::Vocabulary;

/// Whether the professional may read a document, as far as is known before asking.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Readable {
    Yes,
    No,
    Unknown,
}

/// Says whether a document may be read. It comes from the rules, which this room does not know.
pub type Readability = Arc<dyn Fn(&DocumentEntry) -> Readable + Send + Sync>;

/// The world of a search: everything the answer depends on besides the documents.
#[derive(Clone)]
pub struct Setting {
    pub now: Timestamp,
    /// Where the host is: the days of a query are days of this zone.
    pub time_zone: TimeZone,
    /// PS_IdNat of the professional; `None` where nobody is authenticated in person.
    pub professional_id: Option<String>,
    /// Struct_IdNat of his structure.
    pub structure_id: Option<String>,
    /// When this professional last looked at the record.
    pub last_visit: Option<Timestamp>,
    pub vocabulary: Arc<Vocabulary>,
    /// `None` where nothing is known: each document is then [`Readable::Unknown`].
    pub readability: Option<Readability>,
    pub scope: Scope,
}

/// What the server was asked, of which the documents are the answer.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Scope {
    /// What the server filtered; `None` where it was asked for everything.
    pub plan: Option<ServerPlan>,
    /// Whether the server said that it did not give all (partial success).
    pub partial: bool,
}

impl Setting {
    /// A world where nothing is known but the time and the place.
    pub fn new(now: Timestamp, time_zone: TimeZone, vocabulary: Arc<Vocabulary>) -> Self {
        Setting {
            now,
            time_zone,
            professional_id: None,
            structure_id: None,
            last_visit: None,
            vocabulary,
            readability: None,
            scope: Scope::default(),
        }
    }

    pub(super) fn readable(&self, entry: &DocumentEntry) -> Readable {
        self.readability.as_ref().map_or(Readable::Unknown, |ask| ask(entry))
    }
}

/// Names nobody.
impl fmt::Debug for Setting {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = out.debug_struct("Setting");
        shown.field("now", &self.now).field("time_zone", &self.time_zone.name());
        shown.field("last_visit", &self.last_visit).field("scope", &self.scope);
        shown.finish_non_exhaustive()
    }
}
