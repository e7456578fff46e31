//! MIME packages as MTOM/XOP messages use them (RFC 2045, 2046, 2387; W3C XOP 1.0): an XML root
//! and the parts it refers to. Reading borrows from the bytes; only what a transfer encoding
//! hides is copied.

mod content_type;
mod error;
mod package;
mod split;
mod transfer;
mod write;

pub use error::{MultipartError, MultipartProblem};
pub use package::read_mtom;

pub(super) use error::at;
pub(super) use package::Package;
pub(super) use transfer::base64;
pub(super) use write::{content_id, write, Attachment};

/// How much a package may hold before it is refused.
#[derive(Debug, Clone, Copy)]
pub(super) struct Limits {
    pub parts: usize,
    /// Of one part's headers.
    pub header_bytes: usize,
}

/// The namespace of XOP.
pub(super) const XOP: &str = "http://www.w3.org/2004/08/xop/include";
