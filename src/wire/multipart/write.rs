//! Writes an MTOM message: the root first, the parts it refers to behind it, all as they are.

use memchr::memmem;

const ROOT: &str = "root";

/// A part that the root refers to.
pub(in crate::wire) struct Attachment<'a> {
    pub content_id: String,
    pub mime_type: &'a str,
    pub bytes: &'a [u8],
}

/// The Content-ID of a part, without angle brackets: it needs no percent-encoding in a URL.
pub(in crate::wire) fn content_id(boundary_id: &str, part: &str) -> String {
    format!("{part}.{}@dmpkit", plain(boundary_id))
}

/// The `Content-Type` and the body. The boundary is made of `boundary_id`, which should be unique
/// (letters, digits and hyphens count, 50 at most), and of a number where the content holds it.
pub(in crate::wire) fn write(
    root: &[u8],
    action: &str,
    attachments: &[Attachment<'_>],
    boundary_id: &str,
) -> (String, Vec<u8>) {
    let contents = || attachments.iter().map(|part| part.bytes).chain([root]);
    let held =
        |boundary: &String| contents().any(|c| memmem::find(c, boundary.as_bytes()).is_some());
    let mut boundary = format!("MIME_{}", plain(boundary_id));
    let mut number = 0u32;
    while held(&boundary) {
        number += 1;
        boundary = format!("MIME_{}_{number}", plain(boundary_id));
    }
    let start = content_id(boundary_id, ROOT);
    let size: usize = contents().map(|content| content.len() + 400).sum();
    let mut body = Vec::with_capacity(size);
    let root_type = "application/xop+xml; charset=UTF-8; type=\"application/soap+xml\"";
    part(&mut body, &boundary, &start, root_type, root);
    for attachment in attachments {
        let Attachment { content_id, mime_type, bytes } = attachment;
        part(&mut body, &boundary, content_id, header_text(mime_type), bytes);
    }
    body.extend_from_slice(format!("--{boundary}--\r\n").as_bytes());
    let content_type = format!(
        "multipart/related; type=\"application/xop+xml\"; start-info=\"application/soap+xml\"; \
         start=\"<{start}>\"; boundary=\"{boundary}\"; action=\"{action}\""
    );
    (content_type, body)
}

fn part(body: &mut Vec<u8>, boundary: &str, id: &str, content_type: &str, content: &[u8]) {
    let headers = format!(
        "--{boundary}\r\nContent-Type: {content_type}\r\nContent-Transfer-Encoding: binary\r\n\
         Content-ID: <{id}>\r\n\r\n"
    );
    body.extend_from_slice(headers.as_bytes());
    body.extend_from_slice(content);
    body.extend_from_slice(b"\r\n");
}

/// A media type where it is one: no text of a document's metadata becomes a header of its own.
fn header_text(mime_type: &str) -> &str {
    let fits = |byte: u8| byte.is_ascii_graphic() || byte == b' ';
    if mime_type.contains('/') && mime_type.len() <= 200 && mime_type.bytes().all(fits) {
        return mime_type;
    }
    "application/octet-stream"
}

fn plain(id: &str) -> String {
    id.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').take(50).collect()
}
