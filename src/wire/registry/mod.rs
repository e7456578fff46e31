//! The registry of documents: stored queries of IHE ITI-18 (TD3.1).

mod answer;
mod query;

pub use answer::{RegistryAnswer, RegistryError, ResponseStatus};
pub use query::{write_stored_query, QueryId, ReturnType, StoredQuery};

/// The SOAP action of a stored query.
pub const ACTION: &str = "urn:ihe:iti:2007:RegistryStoredQuery";
