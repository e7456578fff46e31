//! Bytes to records and back, without I/O: each transaction is a pair of pure functions.
//!
//! Both directions are here for both sides: dmpkit writes requests and reads answers; the
//! sandbox reads requests and writes answers.

#![forbid(unsafe_code)]

pub mod existence;
mod fault;
mod hl7v3;
mod multipart;
pub mod registry;
pub mod repository;
mod server_error;
mod soap;
mod vihf;

use thiserror::Error;

pub use fault::{write_fault, Fault};
pub use hl7v3::Refusal;
pub use multipart::{MultipartError, MultipartProblem};
pub use server_error::{ErrorFamily, ServerError};
pub use soap::{read_reply, read_request, write_reply, write_request, Addressing, Reply, Request};
pub use vihf::{read_vihf, Vihf, VihfDialect, VihfRead};

use crate::xml;

/// Namespace names, one constant each.
pub mod ns {
    pub const SOAP12: &str = "http://www.w3.org/2003/05/soap-envelope";
    pub const SOAP11: &str = "http://schemas.xmlsoap.org/soap/envelope/";
    pub const WSA: &str = "http://www.w3.org/2005/08/addressing";
    pub const WSSE: &str =
        "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd";
    pub const SAML: &str = "urn:oasis:names:tc:SAML:2.0:assertion";
    pub const HL7: &str = "urn:hl7-org:v3";
    pub const EBXML_QUERY: &str = "urn:oasis:names:tc:ebxml-regrep:xsd:query:3.0";
    pub const EBXML_RIM: &str = "urn:oasis:names:tc:ebxml-regrep:xsd:rim:3.0";
    pub const EBXML_RS: &str = "urn:oasis:names:tc:ebxml-regrep:xsd:rs:3.0";
    pub const EBXML_LCM: &str = "urn:oasis:names:tc:ebxml-regrep:xsd:lcm:3.0";
    pub const XDSB: &str = "urn:ihe:iti:xds-b:2007";
    pub const XSI: &str = "http://www.w3.org/2001/XMLSchema-instance";
}

/// Why bytes are no answer. Carries no text of the server: what it said is in [`Fault`] and
/// [`Refusal`], to be redacted before anybody logs it.
#[derive(Debug, Clone, PartialEq, Error)]
pub enum WireError {
    /// No XML, or XML that is refused.
    #[error("unreadable XML: {0}")]
    Xml(#[from] xml::Error),
    /// XML, but not the message expected. Names of elements, never contents.
    #[error("expected {expected}, found {found} (line {line}, column {column})")]
    Unexpected { expected: &'static str, found: String, line: u32, column: u32 },
    /// A multipart message (MTOM) that is broken, or over a limit.
    #[error("unreadable multipart: {0}")]
    Multipart(#[from] MultipartError),
    /// The answer belongs to another request.
    #[error("the answer relates to another request (wsa:RelatesTo)")]
    OtherRequest,
    /// A SOAP fault.
    #[error("SOAP fault")]
    Fault(Fault),
    /// An application error (acknowledgement AE or AR).
    #[error("refused by the server")]
    Refused(Refusal),
}

impl WireError {
    pub(crate) fn unexpected(expected: &'static str, found: xml::Element<'_>) -> Self {
        WireError::unexpected_name(expected, found.name(), found.position())
    }

    /// The same, by the local name of an element and where it stands.
    pub(crate) fn unexpected_name(
        expected: &'static str,
        found: &str,
        (line, column): (u32, u32),
    ) -> Self {
        let plain = |c: &char| c.is_ascii_alphanumeric() || "-_.".contains(*c);
        let found = found.chars().filter(plain).take(60).collect();
        WireError::Unexpected { expected, found, line, column }
    }
}
