//! RetrieveDocumentSetResponse (ITI TF-2 3.43.4.2): documents in parts of their own (MTOM/XOP) or
//! inline in base64, and what the repository says of those it does not give.

use std::borrow::Cow;

use super::super::multipart::{self, at, MultipartProblem, Package};
use super::super::soap::read_reply;
use super::super::WireError;
use super::{status, DocumentRequest, RetrieveAnswer, RetrieveLimits, Retrieved, XDSB};
use crate::xml::{self, Document, Element};

/// Reads the answer to the request `message_id`. A fault is an error, in a multipart too; a
/// refusal (`Failure`) is an answer. Elements nobody knows are passed over.
///
/// A multipart without its final boundary is read where all that is asked of it is proven whole:
/// the XML by its end tag, a document by its part's `Content-Length` or by the part behind it.
/// Else it is an error: nobody is to read a document that lacks its end.
pub fn read_retrieve_answer(
    content_type: &str,
    body: &[u8],
    message_id: &str,
    limits: &RetrieveLimits,
) -> Result<RetrieveAnswer, WireError> {
    if body.len() > limits.answer_bytes {
        return Err(too_large("body", limits.answer_bytes));
    }
    let package = Package::open(content_type, body, &limits.of_parts())?;
    let root = package.root()?;
    let text = xml::decode(&root)?;
    let document = Document::parse(&text, &limits.xml)?;
    let payload = read_reply(&document, message_id)?.payload;
    if status::is_response(&payload) {
        // A refusal may come without the element that would hold documents.
        let (status, errors) = status::read(payload);
        return Ok(RetrieveAnswer { status, errors, documents: Vec::new() });
    }
    if !payload.is(XDSB, "RetrieveDocumentSetResponse") {
        return Err(WireError::unexpected("RetrieveDocumentSetResponse", payload));
    }
    let response = payload.children().find(status::is_response);
    let response = response.ok_or_else(|| WireError::unexpected("a RegistryResponse", payload))?;
    let (status, errors) = status::read(response);
    let mut reading = Reading { package: &package, limits, documents: Vec::new(), bytes: 0 };
    for response in payload.children().filter(|child| child.is(XDSB, "DocumentResponse")) {
        reading.document(response)?;
    }
    Ok(RetrieveAnswer { status, errors, documents: reading.documents })
}

/// Whether an answer holds nothing but what was asked for. To be asked before anything of it is
/// believed: another document may be another patient's.
pub fn belongs_to(answer: &RetrieveAnswer, requests: &[DocumentRequest]) -> bool {
    answer.documents.iter().all(|document| {
        requests.iter().any(|request| request.document_unique_id == document.document_unique_id)
    })
}

fn too_large(place: &str, limit: usize) -> WireError {
    at(place, MultipartProblem::TooLarge { limit }).into()
}

struct Reading<'r, 'a> {
    package: &'r Package<'a>,
    limits: &'r RetrieveLimits,
    documents: Vec<Retrieved>,
    /// Of all documents so far, as they came.
    bytes: usize,
}

impl Reading<'_, '_> {
    fn document(&mut self, response: Element<'_>) -> Result<(), WireError> {
        if self.documents.len() == self.limits.documents {
            let limit = self.limits.documents;
            return Err(at("DocumentResponse", MultipartProblem::TooManyDocuments { limit }).into());
        }
        let text = |name| {
            let child = response.child(XDSB, name);
            child.map(|child| child.text().trim().to_string()).unwrap_or_default()
        };
        let document_unique_id = text("DocumentUniqueId");
        if document_unique_id.is_empty() {
            return Err(WireError::unexpected("a DocumentUniqueId", response));
        }
        let content = response
            .child(XDSB, "Document")
            .ok_or_else(|| WireError::unexpected("a Document", response))?;
        let bytes = self.content(content)?;
        self.documents.push(Retrieved {
            repository_unique_id: text("RepositoryUniqueId"),
            document_unique_id,
            mime_type: text("mimeType"),
            bytes,
        });
        Ok(())
    }

    /// The bytes of a `Document`: of the part it refers to, or its own.
    fn content(&mut self, document: Element<'_>) -> Result<Vec<u8>, WireError> {
        let field = format!("DocumentResponse[{}]/Document", self.documents.len() + 1);
        let text = document.text();
        let Some(include) = document.child(multipart::XOP, "Include") else {
            self.count(text.len())?;
            let bytes = multipart::base64(text.as_bytes());
            return self.whole(bytes.map_err(|problem| at(field.as_str(), problem))?, &field);
        };
        if !text.trim().is_empty() {
            return Err(WireError::unexpected("a Document with an Include alone", document));
        }
        let url = include.attribute("href").unwrap_or_default();
        let reference = format!("{field}/Include/@href");
        let part = self.package.referenced(&url, &reference)?;
        self.count(part.content.len())?;
        let bytes = part.bytes().map_err(|problem| at(reference, problem))?;
        self.whole(bytes, &field)
    }

    /// Counts what a document takes before it is decoded: a part may be referred to several times.
    fn count(&mut self, bytes: usize) -> Result<(), WireError> {
        self.bytes = self.bytes.saturating_add(bytes);
        if self.bytes > self.limits.answer_bytes {
            return Err(too_large("all documents together", self.limits.answer_bytes));
        }
        Ok(())
    }

    fn whole<'b>(
        &self,
        bytes: impl Into<Cow<'b, [u8]>>,
        field: &str,
    ) -> Result<Vec<u8>, WireError> {
        let bytes = bytes.into();
        if bytes.len() > self.limits.document_bytes {
            return Err(too_large(field, self.limits.document_bytes));
        }
        Ok(bytes.into_owned())
    }
}
