//! The C boundary: one file per noun. It translates `client` and nothing else, and it is the
//! only room with unsafe code.
//!
//! Every exported function is an ordinary `extern "C"` item, so that the header can be generated
//! from it, and its whole body runs inside the fence. Its documentation goes into the header:
//! what it does, `@param`, and four fixed lines (Ownership, Nullability, Thread, Since), which
//! are its safety contract.

#![allow(unsafe_code)]
#![allow(non_camel_case_types, reason = "the names of the C types")]
#![allow(rustdoc::broken_intra_doc_links, reason = "@param[out] is Doxygen's")]
#![allow(clippy::missing_safety_doc, reason = "the four fixed lines are the contract")]
#![deny(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]
#![deny(unsafe_op_in_unsafe_fn)]

mod buffer;
mod call;
mod callbacks;
mod chart;
mod client;
mod codes;
mod document;
mod error;
mod fence;
mod floating_point;
mod handle;
mod host;
mod input;
mod pin;
mod results;
mod sandbox;
mod session;
mod version;
mod view;

pub use buffer::*;
pub use call::*;
pub use callbacks::*;
pub use chart::*;
pub use client::*;
pub use codes::*;
pub use document::*;
pub use error::*;
pub use host::*;
pub use results::*;
pub use sandbox::*;
pub use session::*;
pub use version::*;
pub use view::*;
