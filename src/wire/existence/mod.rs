//! TD0.2 (does the record exist, is the professional authorised) and TD1.3a (administrative
//! data): the query PRPA_IN201307UV02 and its answer PRPA_IN201308UV02. The two transactions
//! differ by the reason they give.

mod answer;
mod codes;
mod query;
mod read_answer;

pub use answer::{write_answer, Acknowledgement, AnswerHeader};
pub use query::{read_query, write_query, Query, Reason};
pub use read_answer::{belongs_to, read_answer};

/// The SOAP action of the query.
pub const ACTION: &str = "urn:hl7-org:v3:PRPA_IN201307UV02";
/// The SOAP action of the answer.
pub const ANSWER_ACTION: &str = "urn:hl7-org:v3:PRPA_IN201308UV02";
