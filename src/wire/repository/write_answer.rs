use super::super::multipart::{self, content_id, Attachment};
use super::super::soap::{write_reply, Addressing};
use super::{status, RetrieveAnswer, ANSWER_ACTION, XDSB};
use crate::xml::Writer;

/// The `Content-Type` and the body of an answer, as a repository sends it: each document in a
/// part of its own. `boundary_id` is to be unique, as a UUID is.
pub fn write_retrieve_answer(
    addressing: &Addressing,
    answer: &RetrieveAnswer,
    boundary_id: &str,
) -> (String, Vec<u8>) {
    let mut writer = Writer::new();
    writer.open("xdsb:RetrieveDocumentSetResponse").attribute("xmlns:xdsb", XDSB);
    status::write(&mut writer, &answer.status, &answer.errors);
    let mut attachments = Vec::with_capacity(answer.documents.len());
    for (number, document) in answer.documents.iter().enumerate() {
        let content_id = content_id(boundary_id, &format!("document{}", number + 1));
        writer.open("xdsb:DocumentResponse");
        writer.leaf("xdsb:RepositoryUniqueId", &document.repository_unique_id);
        writer.leaf("xdsb:DocumentUniqueId", &document.document_unique_id);
        writer.leaf("xdsb:mimeType", &document.mime_type);
        writer.open("xdsb:Document").open("xop:Include");
        writer.attribute("xmlns:xop", multipart::XOP);
        writer.attribute("href", &format!("cid:{content_id}"));
        writer.close().close().close();
        let (mime_type, bytes) = (document.mime_type.as_str(), document.bytes.as_slice());
        attachments.push(Attachment { content_id, mime_type, bytes });
    }
    let root = write_reply(addressing, &writer.finish());
    multipart::write(&root, ANSWER_ACTION, &attachments, boundary_id)
}
