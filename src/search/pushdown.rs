use super::bounds::{Bounds, On, Window, World};
use super::{CodeAttribute, Criteria, Criterion, Query, Setting, SortBy};
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
    /// These submissions, by `uniqueId` or `entryUUID`, each with all it holds: the other filters
    /// are not the server's then.
    GetSubmissionSetAndContents(Vec<String>),
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

/// The statuses of JDV_J52: what a search asks for that names one and cannot be sure of which.
const EVERY_STATUS: [AvailabilityStatus; 4] = [
    AvailabilityStatus::Approved,
    AvailabilityStatus::Deprecated,
    AvailabilityStatus::Archived,
    AvailabilityStatus::Deleted,
];

/// What of a query the server can filter.
pub fn pushdown(query: &Query, setting: &Setting) -> ServerPlan {
    let bounds = Bounds::of(&query.criteria, &World::of(setting));
    // Other submissions of the same documents would not be seen.
    let by_submission = asks(query, |one| matches!(one, Criterion::SubmissionSet(_)));
    let by_deposit = bounds.deposit.filter(|_| bounds.references.is_empty() && !by_submission);
    if let Some(wanted) = submissions_alone(query) {
        return ServerPlan::of_submissions(wanted);
    }
    let route = match by_deposit {
        Some(window) => Route::FindSubmissionSets { from: window.from(), to: window.to() },
        None if bounds.references.is_empty() => Route::FindDocuments,
        None => Route::FindDocumentsByReferenceId(bounds.references),
    };
    let on = if by_deposit.is_some() { On::Deposit } else { On::Document };
    let pushed = bounds.pushed.into_iter().filter(|(bound, _)| *bound == on);
    let mut plan = ServerPlan {
        route,
        codes: Vec::new(),
        times: Vec::new(),
        author_persons: Vec::new(),
        statuses: usual_statuses(query),
        needs_submissions: needs_submissions(query),
        pushed: pushed.map(|(_, criterion)| criterion).collect(),
    };
    if by_deposit.is_none() {
        let clauses = bounds.codes.into_iter();
        plan.codes = clauses.map(|(attribute, any_of)| CodeFilter { attribute, any_of }).collect();
        plan.times = bounds.act.iter().map(Window::time_filter).collect();
        plan.author_persons = bounds.author_persons;
        plan.statuses = bounds.statuses.unwrap_or(plan.statuses);
    }
    plan
}

impl ServerPlan {
    /// What some submissions hold.
    fn of_submissions(wanted: &[String]) -> Self {
        ServerPlan {
            route: Route::GetSubmissionSetAndContents(wanted.to_vec()),
            codes: Vec::new(),
            times: Vec::new(),
            author_persons: Vec::new(),
            statuses: EVERY_STATUS.to_vec(),
            needs_submissions: true,
            pushed: vec![Criterion::SubmissionSet(wanted.to_vec())],
        }
    }
}

/// The submissions a document must be of, where nothing is asked of the date of deposit: that is
/// told by all the submissions of a document.
fn submissions_alone(query: &Query) -> Option<&[String]> {
    let of_deposit =
        |one: &Criterion| matches!(one, Criterion::DepositDate(_) | Criterion::NewSinceLastVisit);
    let sorted = query.sort.iter().any(|key| key.by == SortBy::DepositDate);
    if sorted || asks(query, of_deposit) {
        return None;
    }
    required_submissions(&query.criteria)
}

fn required_submissions(criteria: &Criteria) -> Option<&[String]> {
    match criteria {
        Criteria::All(parts) => parts.iter().find_map(required_submissions),
        Criteria::Is(Criterion::SubmissionSet(wanted)) => Some(wanted),
        _ => None,
    }
}

/// Current documents, unless the query speaks of status: archived and obsolete ones are asked for
/// where somebody wants them (EX_3.1-1030).
fn usual_statuses(query: &Query) -> Vec<AvailabilityStatus> {
    match asks(query, |one| matches!(one, Criterion::Status(_))) {
        true => EVERY_STATUS.to_vec(),
        false => vec![AvailabilityStatus::Approved],
    }
}

fn needs_submissions(query: &Query) -> bool {
    let of_submissions = |criterion: &Criterion| {
        matches!(
            criterion,
            Criterion::DepositDate(_) | Criterion::NewSinceLastVisit | Criterion::SubmissionSet(_)
        )
    };
    query.sort.iter().any(|key| key.by == SortBy::DepositDate) || asks(query, of_submissions)
}

/// Whether one of the criteria is of a kind.
fn asks(query: &Query, kind: impl Fn(&Criterion) -> bool) -> bool {
    let mut found = false;
    query.criteria.each(&mut |criterion| found |= kind(criterion));
    found
}
