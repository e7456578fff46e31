//! The registry of documents: stored queries of IHE ITI-18 (TD3.1), from both sides.

mod answer;
mod parameters;
mod query;
mod read;
mod received_query;
mod schemes;
mod write_answer;
mod write_document;
mod write_objects;

pub use answer::{RegistryAnswer, RegistryError, ResponseStatus};
pub use parameters::{batches, parameter, By, BATCH};
pub use query::{write_stored_query, QueryId, ReturnType, StoredQuery};
pub use read::{answer_limits, read_answer, read_submission, Submission};
pub use received_query::{read_stored_query, ReceivedQuery};
pub use write_answer::write_answer;

/// The SOAP action of a stored query.
pub const ACTION: &str = "urn:ihe:iti:2007:RegistryStoredQuery";
/// The SOAP action of its answer.
pub const ANSWER_ACTION: &str = "urn:ihe:iti:2007:RegistryStoredQueryResponse";
