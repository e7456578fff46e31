use super::{CodeAttribute, Criterion, Query, Setting};
use crate::record::{AvailabilityStatus, Timestamp};

/// What the server can filter of a query. It keeps each document that the query would keep; the
/// query is applied to the answer all the same.
#[derive(Debug, Clone, PartialEq)]
pub struct ServerPlan {
    pub route: Route,
    /// Each must hold; a filter holds for a document with one of its codes.
    pub codes: Vec<CodeFilter>,
    pub times: Vec<TimeFilter>,
    /// Each must hold: a pattern of SQL on `authorPerson`, one of a list.
    pub author_persons: Vec<Vec<String>>,
    /// `$XDSDocumentEntryStatus`, which every search must give.
    pub statuses: Vec<AvailabilityStatus>,
    /// Whether the submissions and their links are needed beside the documents, for a criterion
    /// on the date of deposit or on the submission.
    pub needs_submissions: bool,
    /// The criteria that the server filters by.
    pub pushed: Vec<Criterion>,
}

/// Which stored query finds the documents.
#[derive(Debug, Clone, PartialEq)]
pub enum Route {
    FindDocuments,
    /// Each list must hold: one of its patterns or identifiers is in `referenceIdList`.
    FindDocumentsByReferenceId(Vec<Vec<ReferencePattern>>),
    /// The submissions of this time, then what they hold (GetAssociations, GetDocuments, by
    /// batches): the other filters are not the server's then.
    FindSubmissionSets {
        from: Option<Timestamp>,
        to: Option<Timestamp>,
    },
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReferencePattern {
    pub text: String,
    /// Whether `%` and `_` stand for other characters.
    pub like: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CodeFilter {
    pub attribute: CodeAttribute,
    /// Code and coding scheme.
    pub any_of: Vec<(String, String)>,
}

/// Bounds on a time of the documents, in UTC: from the first included to the second excluded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TimeFilter {
    pub attribute: TimeAttribute,
    /// Wide enough for documents whose date is known to the year alone.
    pub from: Option<Timestamp>,
    pub to: Option<Timestamp>,
    /// The same bound for documents whose date is known to the second. Where a search may not go
    /// back further, this one is asked for, and documents of partial date may be missing.
    pub exact_from: Option<Timestamp>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TimeAttribute {
    /// `serviceStartTime`. The DMP requires it of every document: one that has none, against the
    /// rules, is not found through it.
    ServiceStart,
}

/// What of a query the server can filter.
pub fn pushdown(query: &Query, setting: &Setting) -> ServerPlan {
    let _ = (query, setting);
    ServerPlan {
        route: Route::FindDocuments,
        codes: Vec::new(),
        times: Vec::new(),
        author_persons: Vec::new(),
        statuses: vec![
            AvailabilityStatus::Approved,
            AvailabilityStatus::Deprecated,
            AvailabilityStatus::Archived,
            AvailabilityStatus::Deleted,
        ],
        needs_submissions: false,
        pushed: Vec::new(),
    }
}
