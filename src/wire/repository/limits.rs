use super::super::multipart;
use crate::xml;

/// How much an answer may hold before it is refused. What the reader allocates stays within a
/// few times `answer_bytes`, and the documents together within `answer_bytes`.
#[derive(Debug, Clone, Copy)]
pub struct RetrieveLimits {
    /// Of the whole answer as it came, and of all documents together before they are decoded: a
    /// part may be referred to several times.
    pub answer_bytes: usize,
    /// Of one document, decoded.
    pub document_bytes: usize,
    pub documents: usize,
    /// Of a multipart answer.
    pub parts: usize,
    /// Of the headers of one part.
    pub header_bytes: usize,
    /// Of the SOAP message, which holds the documents where they come inline.
    pub xml: xml::Limits,
}

impl RetrieveLimits {
    /// What goes with a cap on the answer: a document may fill it, inline too. Latin-1 and UTF-16
    /// may grow as they become UTF-8, and some servers write each line end of inline base64 as a
    /// reference, which makes two pieces of text of each line of 76 characters.
    pub fn of_answer(bytes: usize) -> Self {
        let usual = xml::Limits::default();
        RetrieveLimits {
            answer_bytes: bytes,
            document_bytes: bytes,
            documents: 100,
            parts: 200,
            header_bytes: 16 * 1024,
            xml: xml::Limits {
                bytes: bytes.saturating_mul(2),
                nodes: usual.nodes.max(bytes / 24),
                ..usual
            },
        }
    }

    pub(super) fn of_parts(&self) -> multipart::Limits {
        multipart::Limits { parts: self.parts, header_bytes: self.header_bytes }
    }
}

impl Default for RetrieveLimits {
    /// 16 MiB.
    fn default() -> Self {
        RetrieveLimits::of_answer(16 << 20)
    }
}
