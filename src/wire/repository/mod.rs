//! The repository of documents: ITI-43 (TD3.2), whose answers are multipart (MTOM/XOP).

mod answer;
mod hash;
mod limits;
mod request;
mod status;
mod write_answer;

use super::registry::{RegistryError, ResponseStatus};

pub use super::multipart::read_mtom;
pub use answer::{belongs_to, read_retrieve_answer};
pub use hash::{hash_check, HashCheck};
pub use limits::RetrieveLimits;
pub use request::{mtom_request, read_retrieve, write_retrieve};
pub use write_answer::write_retrieve_answer;

/// The SOAP action of a retrieve.
pub const ACTION: &str = "urn:ihe:iti:2007:RetrieveDocumentSet";
/// The SOAP action of its answer.
pub const ANSWER_ACTION: &str = "urn:ihe:iti:2007:RetrieveDocumentSetResponse";

/// The namespace of XDS.b messages.
const XDSB: &str = "urn:ihe:iti:xds-b:2007";

/// One document asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DocumentRequest {
    pub repository_unique_id: String,
    pub document_unique_id: String,
}

/// One document as the repository gave it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Retrieved {
    /// Empty where the repository left it out.
    pub repository_unique_id: String,
    pub document_unique_id: String,
    /// The message's `mimeType`, not the part's header; empty where it was left out.
    pub mime_type: String,
    pub bytes: Vec<u8>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RetrieveAnswer {
    pub status: ResponseStatus,
    pub errors: Vec<RegistryError>,
    pub documents: Vec<Retrieved>,
}
