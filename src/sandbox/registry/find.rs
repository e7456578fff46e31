//! FindDocuments, FindDocumentsByReferenceId and FindSubmissionSets: what matches.

use std::sync::Arc;

use super::matching::{like, within, written_by, AskedCode};
use super::parameters::{codes, required, single, statuses, time, Checked};
use crate::record::{AvailabilityStatus, DocumentEntry, SubmissionSet, Timestamp, XdsCode};
use crate::wire::registry::{parameter, ReceivedQuery};

const STABLE: &str = "urn:uuid:7edca82f-054d-47f2-a032-9b2a5b5186c1";

/// From and to; the first is inside, the second is not.
struct Period(Option<Timestamp>, Option<Timestamp>);

impl Period {
    fn read(query: &ReceivedQuery, from: &str, to: &str) -> Checked<Self> {
        Ok(Period(time(query, from)?, time(query, to)?))
    }

    fn holds(&self, at: Option<&Timestamp>) -> bool {
        within(at, self.0.as_ref(), self.1.as_ref())
    }
}

/// AND across lists, OR inside one.
type Codes<'q> = Vec<Vec<AskedCode<'q>>>;

fn all_among<'c>(asked: &Codes<'_>, codes: impl Iterator<Item = &'c Arc<XdsCode>> + Clone) -> bool {
    asked.iter().all(|list| list.iter().any(|asked| codes.clone().any(|code| asked.is(code))))
}

/// What FindDocuments asks of a document.
pub(super) struct DocumentCriteria<'q> {
    statuses: Vec<AvailabilityStatus>,
    class: Codes<'q>,
    kind: Codes<'q>,
    setting: Codes<'q>,
    facility: Codes<'q>,
    format: Codes<'q>,
    confidentiality: Codes<'q>,
    events: Codes<'q>,
    creation: Period,
    start: Period,
    stop: Period,
    authors: &'q [Vec<String>],
    references: &'q [Vec<String>],
    object_types: &'q [Vec<String>],
}

impl<'q> DocumentCriteria<'q> {
    pub fn read(query: &'q ReceivedQuery) -> Checked<Self> {
        use parameter as p;
        Ok(DocumentCriteria {
            statuses: statuses(query, p::STATUS)?,
            class: codes(query, p::CLASS)?,
            kind: codes(query, p::TYPE)?,
            setting: codes(query, p::PRACTICE_SETTING)?,
            facility: codes(query, p::FACILITY_TYPE)?,
            format: codes(query, p::FORMAT)?,
            confidentiality: codes(query, p::CONFIDENTIALITY)?,
            events: codes(query, p::EVENT_CODES)?,
            creation: Period::read(query, p::CREATION_FROM, p::CREATION_TO)?,
            start: Period::read(query, p::SERVICE_START_FROM, p::SERVICE_START_TO)?,
            stop: Period::read(query, p::SERVICE_STOP_FROM, p::SERVICE_STOP_TO)?,
            authors: query.all(p::AUTHOR_PERSON),
            references: query.all(p::REFERENCE_IDS),
            object_types: query.all(p::OBJECT_TYPE),
        })
    }

    /// The same, where at least one reference is wanted.
    pub fn read_with_references(query: &'q ReceivedQuery) -> Checked<Self> {
        required(query, parameter::REFERENCE_IDS)?;
        DocumentCriteria::read(query)
    }

    pub fn matches(&self, entry: &DocumentEntry) -> bool {
        self.match_codes(entry)
            && entry.status.as_ref().is_some_and(|status| self.statuses.contains(status))
            && self.creation.holds(entry.creation_time.as_ref())
            && self.start.holds(entry.service_start.as_ref())
            && self.stop.holds(entry.service_stop.as_ref())
            && each(self.authors, |pattern| written_by(&entry.authors, pattern))
            && each(self.references, |pattern| {
                entry.reference_ids.iter().any(|reference| like(pattern, reference.as_str()))
            })
            && each(self.object_types, |kind| entry.object_type.as_deref() == Some(kind))
            && (!self.object_types.is_empty() || entry.object_type.as_deref() == Some(STABLE))
    }

    fn match_codes(&self, entry: &DocumentEntry) -> bool {
        all_among(&self.class, entry.class_code.iter())
            && all_among(&self.kind, entry.type_code.iter())
            && all_among(&self.setting, entry.practice_setting.iter())
            && all_among(&self.facility, entry.facility_type.iter())
            && all_among(&self.format, entry.format_code.iter())
            && all_among(&self.confidentiality, entry.confidentiality.iter())
            && all_among(&self.events, entry.event_codes.iter())
    }
}

/// Whether one of each list fits.
fn each(lists: &[Vec<String>], fits: impl Fn(&str) -> bool) -> bool {
    lists.iter().all(|list| list.iter().any(|text| fits(text)))
}

/// What GetSubmissionSetAndContents asks of a document.
pub(super) struct ContentCriteria<'q> {
    format: Codes<'q>,
    confidentiality: Codes<'q>,
}

impl<'q> ContentCriteria<'q> {
    pub fn read(query: &'q ReceivedQuery) -> Checked<Self> {
        Ok(ContentCriteria {
            format: codes(query, parameter::FORMAT)?,
            confidentiality: codes(query, parameter::CONFIDENTIALITY)?,
        })
    }

    pub fn matches(&self, entry: &DocumentEntry) -> bool {
        all_among(&self.format, entry.format_code.iter())
            && all_among(&self.confidentiality, entry.confidentiality.iter())
    }
}

/// What FindSubmissionSets asks of a submission.
pub(super) struct SubmissionCriteria<'q> {
    statuses: Vec<AvailabilityStatus>,
    time: Period,
    author: Option<&'q str>,
    content: Codes<'q>,
    sources: &'q [Vec<String>],
}

impl<'q> SubmissionCriteria<'q> {
    pub fn read(query: &'q ReceivedQuery) -> Checked<Self> {
        use parameter as p;
        Ok(SubmissionCriteria {
            statuses: statuses(query, p::SUBMISSION_STATUS)?,
            time: Period::read(query, p::SUBMISSION_TIME_FROM, p::SUBMISSION_TIME_TO)?,
            author: single(query, p::SUBMISSION_AUTHOR)?,
            content: codes(query, p::SUBMISSION_CONTENT_TYPE)?,
            sources: query.all(p::SUBMISSION_SOURCE),
        })
    }

    pub fn matches(&self, set: &SubmissionSet) -> bool {
        set.status.as_ref().is_some_and(|status| self.statuses.contains(status))
            && self.time.holds(set.submission_time.as_ref())
            && self.author.is_none_or(|pattern| written_by(&set.authors, pattern))
            && all_among(&self.content, set.content_type.iter())
            && each(self.sources, |source| set.source_id.as_deref() == Some(source))
    }
}
