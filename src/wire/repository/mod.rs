//! The repository of documents: ITI-43 (TD3.2), whose answers are multipart (MTOM/XOP).

use super::registry::{RegistryError, ResponseStatus};

/// The SOAP action of a retrieve.
pub const ACTION: &str = "urn:ihe:iti:2007:RetrieveDocumentSet";
/// The SOAP action of its answer.
pub const ANSWER_ACTION: &str = "urn:ihe:iti:2007:RetrieveDocumentSetResponse";

/// One document asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DocumentRequest {
    pub repository_unique_id: String,
    pub document_unique_id: String,
}

/// One document as the repository gave it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Retrieved {
    pub repository_unique_id: String,
    pub document_unique_id: String,
    pub mime_type: String,
    pub bytes: Vec<u8>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RetrieveAnswer {
    pub status: ResponseStatus,
    pub errors: Vec<RegistryError>,
    pub documents: Vec<Retrieved>,
}
