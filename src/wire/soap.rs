//! SOAP 1.2 envelopes with WS-Addressing 2005/08 and the assertion in `wsse:Security`.

use super::fault::Fault;
use super::{ns, WireError};
use crate::xml::{Document, Element, Writer};

const ANONYMOUS: &str = "http://www.w3.org/2005/08/addressing/anonymous";

/// The WS-Addressing header of a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Addressing {
    pub action: String,
    /// `urn:uuid:…`
    pub message_id: String,
    /// Of a request: the address of the service; empty is accepted by the DMP.
    pub to: String,
    /// Of an answer: the request's `message_id`.
    pub relates_to: Option<String>,
}

/// The bytes of a request. `assertion` and `body` are markup.
pub fn write_request(addressing: &Addressing, assertion: &str, body: &str) -> Vec<u8> {
    let mut writer = Writer::document();
    writer.open("soap:Envelope").attribute("xmlns:soap", ns::SOAP12);
    writer.open("soap:Header").attribute("xmlns:wsa", ns::WSA);
    writer.open("wsa:Action").attribute("soap:mustUnderstand", "1");
    writer.text(&addressing.action).close();
    writer.leaf("wsa:MessageID", &addressing.message_id);
    writer.open("wsa:ReplyTo").attribute("soap:mustUnderstand", "1");
    writer.leaf("wsa:Address", ANONYMOUS).close();
    writer.leaf("wsa:To", &addressing.to);
    writer.open("wsse:Security").attribute("xmlns:wsse", ns::WSSE).raw(assertion).close();
    writer.close();
    writer.open("soap:Body").raw(body).close();
    writer.finish().into_bytes()
}

/// The bytes of an answer. `body` is markup.
pub fn write_reply(addressing: &Addressing, body: &str) -> Vec<u8> {
    let mut writer = Writer::document();
    writer.open("soap:Envelope").attribute("xmlns:soap", ns::SOAP12);
    writer.open("soap:Header").attribute("xmlns:wsa", ns::WSA);
    writer.leaf("wsa:Action", &addressing.action);
    writer.leaf("wsa:MessageID", &addressing.message_id);
    if let Some(relates_to) = &addressing.relates_to {
        writer.leaf("wsa:RelatesTo", relates_to);
    }
    writer.close();
    writer.open("soap:Body").raw(body).close();
    writer.finish().into_bytes()
}

/// An answer taken out of its envelope.
pub struct Reply<'d> {
    pub action: Option<String>,
    pub payload: Element<'d>,
}

/// Opens the envelope of an answer to the request `message_id`. A fault is an error; so is an
/// answer that says it belongs to another request, for it may be about another patient.
pub fn read_reply<'d>(
    document: &'d Document<'_>,
    message_id: &str,
) -> Result<Reply<'d>, WireError> {
    let envelope = document.root();
    if envelope.is(ns::SOAP11, "Envelope") {
        let fault = envelope.path(ns::SOAP11, &["Body", "Fault"]);
        return Err(match fault {
            Some(fault) => WireError::Fault(Fault::read11(fault)),
            None => WireError::unexpected("a SOAP 1.2 envelope", envelope),
        });
    }
    if !envelope.is(ns::SOAP12, "Envelope") {
        return Err(WireError::unexpected("a SOAP 1.2 envelope", envelope));
    }
    let body = envelope
        .child(ns::SOAP12, "Body")
        .ok_or_else(|| WireError::unexpected("an envelope with a Body", envelope))?;
    if let Some(fault) = body.child(ns::SOAP12, "Fault") {
        return Err(WireError::Fault(Fault::read(fault)));
    }
    let header = |name| envelope.child(ns::SOAP12, "Header")?.child(ns::WSA, name);
    if header("RelatesTo").is_some_and(|id| id.text().trim() != message_id) {
        return Err(WireError::OtherRequest);
    }
    let payload = body
        .children()
        .next()
        .ok_or_else(|| WireError::unexpected("a Body with a message", body))?;
    Ok(Reply { action: header("Action").map(|a| a.text().trim().to_string()), payload })
}

/// A request taken out of its envelope, as a server sees it. What is missing is `None`: it is
/// for the server to refuse.
pub struct Request<'d> {
    pub action: Option<String>,
    pub message_id: Option<String>,
    pub assertion: Option<Element<'d>>,
    pub payload: Option<Element<'d>>,
}

pub fn read_request<'d>(document: &'d Document<'_>) -> Result<Request<'d>, WireError> {
    let envelope = document.root();
    if !envelope.is(ns::SOAP12, "Envelope") {
        return Err(WireError::unexpected("a SOAP 1.2 envelope", envelope));
    }
    let header = envelope.child(ns::SOAP12, "Header");
    let addressed = |name| {
        let element = header?.child(ns::WSA, name)?;
        Some(element.text().trim().to_string())
    };
    let security = header.and_then(|header| header.child(ns::WSSE, "Security"));
    Ok(Request {
        action: addressed("Action"),
        message_id: addressed("MessageID"),
        assertion: security.and_then(|security| security.child(ns::SAML, "Assertion")),
        payload: envelope.child(ns::SOAP12, "Body").and_then(|body| body.children().next()),
    })
}
