//! What the registry answers, as records.

use std::sync::Arc;

use crate::record::{Association, DocumentEntry, Doubt, Folder, SubmissionSet};

/// `RegistryResponse/@status`, without its `urn:oasis:names:tc:ebxml-regrep:ResponseStatusType:`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ResponseStatus {
    Success,
    /// Some of what was asked is here; the errors say what is not.
    PartialSuccess,
    Failure,
    /// A word this version does not know, as it came.
    Other(String),
}

/// One `RegistryError`: the codes are an open set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RegistryError {
    /// `XDSRegistryError`, `DMPAccessForbidden`…
    pub code: String,
    /// The server's words: redacted before anybody sees them.
    pub context: Option<String>,
    pub location: Option<String>,
    /// A warning does not spoil the answer.
    pub warning: bool,
}

/// The answer to a stored query. Nothing is dropped: what is malformed is kept and noted.
#[derive(Debug, Clone, PartialEq)]
pub struct RegistryAnswer {
    pub status: ResponseStatus,
    pub errors: Vec<RegistryError>,
    pub documents: Vec<Arc<DocumentEntry>>,
    pub submission_sets: Vec<Arc<SubmissionSet>>,
    pub folders: Vec<Folder>,
    pub associations: Vec<Association>,
    /// `ObjectRef/@id`, where references were asked for.
    pub references: Vec<Box<str>>,
    /// Doubts on the answer as a whole: an object of an unknown kind.
    pub doubts: Vec<Doubt>,
}
