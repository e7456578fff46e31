//! The registry of documents: the nine stored queries over what one person's record holds, as
//! far as the caller may see it.

mod find;
mod get;
mod matching;
mod parameters;
mod sight;

use std::sync::Arc;

use super::holding::Stored;
use crate::record::{Association, SubmissionSet};
use crate::wire::registry::{
    QueryId, ReceivedQuery, RegistryAnswer, RegistryError, ResponseStatus, ReturnType,
};
use crate::wire::ServerError;

use find::{DocumentCriteria, SubmissionCriteria};
use parameters::Checked;
pub(super) use parameters::{error, single};
pub(super) use sight::InSight;

/// What a query found.
#[derive(Debug, Default, Clone)]
pub(super) struct Found {
    pub documents: Vec<Arc<Stored>>,
    pub submissions: Vec<Arc<SubmissionSet>>,
    pub associations: Vec<Arc<Association>>,
}

/// Answers a stored query from what is in sight.
pub(super) fn evaluate(query: &ReceivedQuery, sight: &InSight) -> Checked<Found> {
    let documents = |fits: &dyn Fn(&Stored) -> bool| Found {
        documents: sight.documents().filter(|stored| fits(stored)).cloned().collect(),
        ..Found::default()
    };
    match query.query() {
        None => Err(error("XDSUnknownStoredQuery", "requête stockée inconnue")),
        Some(QueryId::FindDocuments) => {
            let criteria = DocumentCriteria::read(query)?;
            Ok(documents(&|stored| criteria.matches(&stored.entry)))
        }
        Some(QueryId::FindDocumentsByReferenceId) => {
            let criteria = DocumentCriteria::read_with_references(query)?;
            Ok(documents(&|stored| criteria.matches(&stored.entry)))
        }
        Some(QueryId::FindSubmissionSets) => {
            let criteria = SubmissionCriteria::read(query)?;
            let found = sight.submissions().filter(|set| criteria.matches(set));
            Ok(Found { submissions: found.cloned().collect(), ..Found::default() })
        }
        Some(QueryId::GetDocuments) => get::documents(query, sight),
        Some(QueryId::GetAssociations) => get::associations(query, sight),
        Some(QueryId::GetDocumentsAndAssociations) => get::documents_and_associations(query, sight),
        Some(QueryId::GetSubmissionSets) => get::submission_sets(query, sight),
        Some(QueryId::GetSubmissionSetAndContents) => {
            get::submission_set_and_contents(query, sight)
        }
        Some(QueryId::GetRelatedDocuments) => get::related_documents(query, sight),
    }
}

impl Found {
    /// As the registry answers it. Bodies are measured for whole entries only.
    pub fn answer(&self, returns: ReturnType) -> RegistryAnswer {
        let mut answer = empty(ResponseStatus::Success, Vec::new());
        match returns {
            ReturnType::LeafClass => {
                let entries = self.documents.iter().map(|stored| stored.described().clone());
                answer.documents = entries.collect();
                answer.submission_sets = self.submissions.clone();
                answer.associations =
                    self.associations.iter().map(|link| (**link).clone()).collect();
            }
            ReturnType::ObjectRef => {
                let sets = self.submissions.iter().map(|set| set.entry_uuid.clone());
                let entries = self.documents.iter().map(|stored| stored.entry.entry_uuid.clone());
                let links = self.associations.iter().map(|link| link.id.clone());
                answer.references = sets.chain(entries).chain(links).collect();
            }
        }
        answer
    }
}

/// An application error, as the registry words it.
pub(super) fn refused(error: ServerError) -> RegistryError {
    RegistryError { code: error.code, context: error.text, location: None, warning: false }
}

/// An answer that holds nothing but its status and errors.
pub(super) fn empty(status: ResponseStatus, errors: Vec<RegistryError>) -> RegistryAnswer {
    RegistryAnswer {
        status,
        errors,
        documents: Vec::new(),
        submission_sets: Vec::new(),
        folders: Vec::new(),
        associations: Vec::new(),
        references: Vec::new(),
        doubts: Vec::new(),
    }
}
