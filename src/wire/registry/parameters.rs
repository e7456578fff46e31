//! The nine stored queries with their required parameters, and the names of the optional ones
//! (ITI TF-2 3.18.4.1.2.3.7).

use super::query::{QueryId, ReturnType, StoredQuery};
use crate::record::{AssociationKind, AvailabilityStatus, Ins};

/// Names of parameters. Where a parameter takes several values, one slot means OR and a slot
/// more means AND, which only [`EVENT_CODES`](parameter::EVENT_CODES),
/// [`CONFIDENTIALITY`](parameter::CONFIDENTIALITY) and
/// [`REFERENCE_IDS`](parameter::REFERENCE_IDS) know.
pub mod parameter {
    pub const PATIENT: &str = "$XDSDocumentEntryPatientId";
    pub const STATUS: &str = "$XDSDocumentEntryStatus";
    pub const TYPE: &str = "$XDSDocumentEntryTypeCode";
    pub const CLASS: &str = "$XDSDocumentEntryClassCode";
    pub const PRACTICE_SETTING: &str = "$XDSDocumentEntryPracticeSettingCode";
    pub const FACILITY_TYPE: &str = "$XDSDocumentEntryHealthcareFacilityTypeCode";
    pub const FORMAT: &str = "$XDSDocumentEntryFormatCode";
    pub const CONFIDENTIALITY: &str = "$XDSDocumentEntryConfidentialityCode";
    pub const EVENT_CODES: &str = "$XDSDocumentEntryEventCodeList";
    /// Any of several patterns, with `%` and `_`.
    pub const AUTHOR_PERSON: &str = "$XDSDocumentEntryAuthorPerson";
    pub const CREATION_FROM: &str = "$XDSDocumentEntryCreationTimeFrom";
    pub const CREATION_TO: &str = "$XDSDocumentEntryCreationTimeTo";
    pub const SERVICE_START_FROM: &str = "$XDSDocumentEntryServiceStartTimeFrom";
    pub const SERVICE_START_TO: &str = "$XDSDocumentEntryServiceStartTimeTo";
    pub const SERVICE_STOP_FROM: &str = "$XDSDocumentEntryServiceStopTimeFrom";
    pub const SERVICE_STOP_TO: &str = "$XDSDocumentEntryServiceStopTimeTo";
    /// Stable or on-demand documents, by `objectType`.
    pub const OBJECT_TYPE: &str = "$XDSDocumentEntryType";
    /// `id^^^&authority&ISO^type`; the DMP takes `%` here too.
    pub const REFERENCE_IDS: &str = "$XDSDocumentEntryReferenceIdList";
    pub const ENTRY_UUID: &str = "$XDSDocumentEntryEntryUUID";
    pub const UNIQUE_ID: &str = "$XDSDocumentEntryUniqueId";

    pub const SUBMISSION_PATIENT: &str = "$XDSSubmissionSetPatientId";
    pub const SUBMISSION_STATUS: &str = "$XDSSubmissionSetStatus";
    pub const SUBMISSION_SOURCE: &str = "$XDSSubmissionSetSourceId";
    pub const SUBMISSION_TIME_FROM: &str = "$XDSSubmissionSetSubmissionTimeFrom";
    pub const SUBMISSION_TIME_TO: &str = "$XDSSubmissionSetSubmissionTimeTo";
    /// One pattern, in no list, with `%` and `_`.
    pub const SUBMISSION_AUTHOR: &str = "$XDSSubmissionSetAuthorPerson";
    pub const SUBMISSION_CONTENT_TYPE: &str = "$XDSSubmissionSetContentType";
    pub const SUBMISSION_ENTRY_UUID: &str = "$XDSSubmissionSetEntryUUID";
    pub const SUBMISSION_UNIQUE_ID: &str = "$XDSSubmissionSetUniqueId";

    pub const UUID: &str = "$uuid";
    pub const ASSOCIATION_TYPES: &str = "$AssociationTypes";
}

/// Objects by one kind of identifier: the two are never mixed in one query.
#[derive(Debug, Clone, Copy)]
pub enum By<T> {
    EntryUuid(T),
    UniqueId(T),
}

impl StoredQuery {
    /// Documents of a patient. Where there is no status, the server refuses.
    pub fn find_documents(patient: &Ins, statuses: &[AvailabilityStatus]) -> Self {
        whole(QueryId::FindDocuments)
            .patient(parameter::PATIENT, patient)
            .any_status(parameter::STATUS, statuses)
    }

    /// Documents of a patient that carry any of these references (`id^^^&authority&ISO^type`).
    pub fn find_documents_by_reference_id<T: AsRef<str>>(
        patient: &Ins,
        statuses: &[AvailabilityStatus],
        references: &[T],
    ) -> Self {
        whole(QueryId::FindDocumentsByReferenceId)
            .patient(parameter::PATIENT, patient)
            .any_status(parameter::STATUS, statuses)
            .any_of(parameter::REFERENCE_IDS, references)
    }

    /// Submissions for a patient: the only way to the date of deposit.
    pub fn find_submission_sets(patient: &Ins, statuses: &[AvailabilityStatus]) -> Self {
        whole(QueryId::FindSubmissionSets)
            .patient(parameter::SUBMISSION_PATIENT, patient)
            .any_status(parameter::SUBMISSION_STATUS, statuses)
    }

    /// At most [`BATCH`] documents.
    pub fn get_documents<T: AsRef<str>>(ids: By<&[T]>) -> Self {
        whole(QueryId::GetDocuments).any_document(ids)
    }

    /// At most [`BATCH`] documents, with what links to and from them.
    pub fn get_documents_and_associations<T: AsRef<str>>(ids: By<&[T]>) -> Self {
        whole(QueryId::GetDocumentsAndAssociations).any_document(ids)
    }

    /// What links to and from these objects, by `entryUUID`.
    pub fn get_associations<T: AsRef<str>>(entry_uuids: &[T]) -> Self {
        whole(QueryId::GetAssociations).any_of(parameter::UUID, entry_uuids)
    }

    /// The submissions these documents or folders came with, by `entryUUID`.
    pub fn get_submission_sets<T: AsRef<str>>(entry_uuids: &[T]) -> Self {
        whole(QueryId::GetSubmissionSets).any_of(parameter::UUID, entry_uuids)
    }

    /// A submission and all it holds; [`parameter::FORMAT`] and [`parameter::CONFIDENTIALITY`]
    /// choose among its documents.
    pub fn get_submission_set_and_contents(id: By<&str>) -> Self {
        let (name, id) = match id {
            By::EntryUuid(id) => (parameter::SUBMISSION_ENTRY_UUID, id),
            By::UniqueId(id) => (parameter::SUBMISSION_UNIQUE_ID, id),
        };
        whole(QueryId::GetSubmissionSetAndContents).text(name, id)
    }

    /// The documents linked to this one in any of these ways.
    pub fn get_related_documents(id: By<&str>, kinds: &[AssociationKind]) -> Self {
        let (name, id) = match id {
            By::EntryUuid(id) => (parameter::ENTRY_UUID, id),
            By::UniqueId(id) => (parameter::UNIQUE_ID, id),
        };
        let kinds: Vec<&str> = kinds.iter().map(AssociationKind::code).collect();
        whole(QueryId::GetRelatedDocuments)
            .text(name, id)
            .any_of(parameter::ASSOCIATION_TYPES, &kinds)
    }

    /// Any of these statuses (OR).
    pub fn any_status(self, name: &'static str, statuses: &[AvailabilityStatus]) -> Self {
        let codes: Vec<&str> = statuses.iter().map(AvailabilityStatus::code).collect();
        self.any_of(name, &codes)
    }

    fn any_document<T: AsRef<str>>(self, ids: By<&[T]>) -> Self {
        match ids {
            By::EntryUuid(ids) => self.any_of(parameter::ENTRY_UUID, ids),
            By::UniqueId(ids) => self.any_of(parameter::UNIQUE_ID, ids),
        }
    }
}

fn whole(id: QueryId) -> StoredQuery {
    StoredQuery::new(id, ReturnType::LeafClass)
}

/// How many identifiers the DMP takes in one query by identifiers (CNDA book 2.10c); a setting of
/// the server, which may change.
pub const BATCH: usize = 20;

/// The identifiers in their order, at most `limit` at a time (one where `limit` is 0).
pub fn batches<T>(ids: &[T], limit: usize) -> impl Iterator<Item = &[T]> {
    ids.chunks(limit.max(1))
}
