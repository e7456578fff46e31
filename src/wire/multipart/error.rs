use thiserror::Error;

/// What is wrong with a multipart message, and where. Never quotes the message.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{place}: {problem}")]
pub struct MultipartError {
    /// A header, a part by its number or a field of the message, all counted from 1:
    /// `Content-Type`, `part 2`, `DocumentResponse[1]/Document`.
    pub place: String,
    pub problem: MultipartProblem,
}

#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum MultipartProblem {
    #[error("over {limit} bytes")]
    TooLarge { limit: usize },
    #[error("over {limit} parts")]
    TooManyParts { limit: usize },
    #[error("over {limit} documents")]
    TooManyDocuments { limit: usize },
    #[error("the headers are over {limit} bytes")]
    HeadersTooLong { limit: usize },
    #[error("the boundary is missing or not allowed")]
    Boundary,
    #[error("no part begins with the boundary")]
    NoPart,
    #[error("a header is malformed")]
    Header,
    #[error("cut before its end")]
    Cut,
    #[error("an unknown Content-Transfer-Encoding")]
    UnknownEncoding,
    #[error("not base64")]
    Base64,
    #[error("not quoted-printable")]
    QuotedPrintable,
    #[error("refers to nothing in the message (cid)")]
    Reference,
    #[error("refers to a part that is not there")]
    MissingPart,
    #[error("refers to a Content-ID that two parts have")]
    AmbiguousPart,
}

/// A problem with its place.
pub(in crate::wire) fn at(place: impl Into<String>, problem: MultipartProblem) -> MultipartError {
    MultipartError { place: place.into(), problem }
}
