//! RetrieveDocumentSetRequest (ITI TF-2 3.43.4.1), written and read.

use super::super::{multipart, WireError};
use super::{DocumentRequest, ACTION, XDSB};
use crate::xml::{Element, Writer};

/// The markup for the SOAP body.
pub fn write_retrieve(requests: &[DocumentRequest]) -> String {
    let mut writer = Writer::new();
    writer.open("xdsb:RetrieveDocumentSetRequest").attribute("xmlns:xdsb", XDSB);
    for request in requests {
        writer.open("xdsb:DocumentRequest");
        writer.leaf("xdsb:RepositoryUniqueId", &request.repository_unique_id);
        writer.leaf("xdsb:DocumentUniqueId", &request.document_unique_id);
        writer.close();
    }
    writer.finish()
}

/// The `Content-Type` and the body of a retrieve, whose envelope `write_request` wrote: ITI-43
/// asks for MTOM in both directions. `boundary_id` is to be unique, as a UUID is; a boundary that
/// stood in the envelope would be made another.
pub fn mtom_request(envelope: &[u8], boundary_id: &str) -> (String, Vec<u8>) {
    multipart::write(envelope, ACTION, &[], boundary_id)
}

/// Reads a request as a server does: both identifiers must be there, and one document at least.
pub fn read_retrieve(payload: Element<'_>) -> Result<Vec<DocumentRequest>, WireError> {
    if !payload.is(XDSB, "RetrieveDocumentSetRequest") {
        return Err(WireError::unexpected("RetrieveDocumentSetRequest", payload));
    }
    let requests = payload.children().filter(|child| child.is(XDSB, "DocumentRequest"));
    let requests: Vec<DocumentRequest> =
        requests.map(document_request).collect::<Result<_, _>>()?;
    if requests.is_empty() {
        return Err(WireError::unexpected("a DocumentRequest", payload));
    }
    Ok(requests)
}

fn document_request(request: Element<'_>) -> Result<DocumentRequest, WireError> {
    let id = |name: &str, expected: &'static str| {
        let id = request.child(XDSB, name).map(|id| id.text().trim().to_string());
        id.filter(|id| !id.is_empty()).ok_or_else(|| WireError::unexpected(expected, request))
    };
    Ok(DocumentRequest {
        repository_unique_id: id("RepositoryUniqueId", "a RepositoryUniqueId")?,
        document_unique_id: id("DocumentUniqueId", "a DocumentUniqueId")?,
    })
}
