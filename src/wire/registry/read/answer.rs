//! The answer to a stored query, in its envelope.

use super::super::answer::{RegistryAnswer, RegistryError, ResponseStatus};
use super::super::schemes::RESPONSE_STATUS;
use super::objects::Objects;
use super::parts::trimmed;
use crate::wire::{ns, read_reply, WireError};
use crate::xml::{self, Document, Limits, Name, Stream};

/// Room for some thousands of entries: they are read one after the other, so that only the bytes
/// and the records take memory.
pub fn answer_limits() -> Limits {
    Limits { bytes: 64 << 20, nodes: 8_000_000, ..Limits::default() }
}

/// Reads the SOAP envelope of an answer to the request `message_id`, and the answer in it. A
/// refusal of the registry (`Failure` with its errors) is an answer; a fault is an error, and so is
/// an answer that says it belongs to another request.
pub fn read_answer(
    body: &[u8],
    message_id: &str,
    limits: &Limits,
) -> Result<RegistryAnswer, WireError> {
    let text = xml::decode(body)?;
    let mut stream = Stream::new(&text, limits)?;
    let mut envelope = Envelope::default();
    while let Some(root) = stream.child()? {
        match root.is(ns::SOAP12, "Envelope") {
            true => envelope.read(&mut stream)?,
            false => stream.skip()?,
        }
    }
    let Some(answer) = envelope.answer.filter(|_| !envelope.fault) else {
        return Err(no_answer(&text, message_id, limits));
    };
    match envelope.relates_to {
        Some(id) if id != message_id => Err(WireError::OtherRequest),
        _ => Ok(answer),
    }
}

/// Why there is no answer: what any other message of the DMP would be refused for.
fn no_answer(text: &str, message_id: &str, limits: &Limits) -> WireError {
    let tree = Limits::default();
    let small = Limits {
        bytes: limits.bytes.min(tree.bytes),
        nodes: limits.nodes.min(tree.nodes),
        ..*limits
    };
    let document = match Document::parse(text, &small) {
        Ok(document) => document,
        Err(error) => return error.into(),
    };
    match read_reply(&document, message_id) {
        Ok(reply) => WireError::unexpected("an AdhocQueryResponse", reply.payload),
        Err(error) => error,
    }
}

#[derive(Default)]
struct Envelope {
    relates_to: Option<String>,
    answer: Option<RegistryAnswer>,
    fault: bool,
    body: bool,
}

impl Envelope {
    fn read(&mut self, stream: &mut Stream<'_, '_>) -> Result<(), WireError> {
        while let Some(part) = stream.child()? {
            if part.is(ns::SOAP12, "Header") {
                self.header(stream)?;
            } else if part.is(ns::SOAP12, "Body") && !std::mem::replace(&mut self.body, true) {
                self.body(stream)?;
            } else {
                stream.skip()?;
            }
        }
        Ok(())
    }

    fn header(&mut self, stream: &mut Stream<'_, '_>) -> Result<(), WireError> {
        while let Some(name) = stream.child()? {
            if name.is(ns::WSA, "RelatesTo") && self.relates_to.is_none() {
                self.relates_to = Some(stream.text()?.trim().to_string());
            } else {
                stream.skip()?;
            }
        }
        Ok(())
    }

    /// The message is the first element of the body.
    fn body(&mut self, stream: &mut Stream<'_, '_>) -> Result<(), WireError> {
        let mut first = true;
        while let Some(name) = stream.child()? {
            self.fault |= name.is(ns::SOAP12, "Fault");
            match std::mem::take(&mut first) && is_response(name) {
                true => self.answer = Some(read_response(stream)?),
                false => stream.skip()?,
            }
        }
        Ok(())
    }
}

/// Some servers refuse with the general response of ebRS.
fn is_response(name: Name<'_>) -> bool {
    name.is(ns::EBXML_QUERY, "AdhocQueryResponse") || name.is(ns::EBXML_RS, "RegistryResponse")
}

fn read_response<'a>(stream: &mut Stream<'a, '_>) -> Result<RegistryAnswer, WireError> {
    let status = trimmed(stream.attribute("status").unwrap_or_default());
    let status = ResponseStatus::from_urn(&status);
    let mut errors = Vec::new();
    let mut objects = Objects::new();
    if matches!(&status, ResponseStatus::Other(status) if status.is_empty()) {
        objects.doubt("status", "is missing");
    }
    while let Some(name) = stream.child()? {
        if name.is(ns::EBXML_RIM, "RegistryObjectList") {
            objects.read(stream)?;
        } else if name.is(ns::EBXML_RS, "RegistryErrorList") {
            while let Some(name) = stream.child()? {
                match name.is(ns::EBXML_RS, "RegistryError") {
                    true => errors.push(read_error(stream)?),
                    false => stream.skip()?,
                }
            }
        } else {
            objects.doubt("AdhocQueryResponse", "holds an element that is not known");
            stream.skip()?;
        }
    }
    let found = objects.finish();
    Ok(RegistryAnswer {
        status,
        errors,
        documents: found.documents,
        submission_sets: found.submission_sets,
        folders: found.folders,
        associations: found.associations,
        references: found.references,
        doubts: found.doubts,
    })
}

/// The error just given. Its context may stand inside the element.
fn read_error(stream: &mut Stream<'_, '_>) -> Result<RegistryError, WireError> {
    let attribute = |name| {
        let value = stream.attribute(name).map(trimmed);
        value.filter(|value| !value.is_empty()).map(|value| value.into_owned())
    };
    let (code, context) = (attribute("errorCode"), attribute("codeContext"));
    let (severity, location) = (attribute("severity"), attribute("location"));
    let inside = trimmed(stream.text()?);
    let inside = (!inside.is_empty()).then(|| inside.into_owned());
    let warning = severity.is_some_and(|severity| severity.ends_with("Warning"));
    let code = code.unwrap_or_default();
    Ok(RegistryError { code, context: context.or(inside), location, warning })
}

impl ResponseStatus {
    /// The status of `urn:oasis:names:tc:ebxml-regrep:ResponseStatusType:…`, or of its last word
    /// alone.
    pub fn from_urn(urn: &str) -> Self {
        match urn.strip_prefix(RESPONSE_STATUS).unwrap_or(urn) {
            "Success" => ResponseStatus::Success,
            "PartialSuccess" => ResponseStatus::PartialSuccess,
            "Failure" => ResponseStatus::Failure,
            _ => ResponseStatus::Other(urn.to_string()),
        }
    }
}
