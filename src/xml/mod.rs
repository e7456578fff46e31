//! One hardened XML reader and one writer, for every room that speaks XML.
//!
//! The reader takes bytes from a server nobody can vouch for: it refuses document type
//! declarations and every entity that is not predefined, bounds size, depth and attributes, and
//! says where (line, column) it stopped. It borrows from the input and keeps no copy of it.

#![forbid(unsafe_code)]

mod attributes;
mod characters;
mod decode;
mod document;
mod error;
mod limits;
mod names;
mod namespaces;
mod stream;
mod tokens;
mod writer;

pub use decode::decode;
pub use document::{Children, Document, Element, Node};
pub use error::{Error, Problem};
pub use limits::Limits;
pub use stream::{Content, Mark, Name, Stream};
pub use writer::Writer;
