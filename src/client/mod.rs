//! The use cases, tied together: client, session, chart. The Rust API of dmpkit is here; the C
//! boundary translates it and nothing else.

#![forbid(unsafe_code)]

mod chart;
mod connection;
mod documents;
mod error;
mod error_codes;
mod exchange;
mod existence;
mod failures;
mod host;
mod redact;
mod report;
mod session;
mod snapshot;
mod system;
mod text;

pub use chart::Chart;
pub use connection::Client;
pub use error::Error;
pub use error_codes::{Category, ErrorCode, Retry};
pub use host::{Host, Log, LogLevel};
pub use session::Session;
pub use snapshot::{
    Access, Authorisation, Banner, ChartAction, ChartReason, Existence, Field, Severity, Snapshot,
};
pub use system::System;
pub use text::Text;

pub use crate::record::{ClockAndIds, ClockFailed, Timestamp};
pub use crate::transport::{Call, CallProgress, Phase};

/// The largest JSON document taken in, in bytes.
pub const INPUT_CAP: usize = 8 << 20;
