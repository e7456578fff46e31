//! The use cases, tied together: client, session, chart. The Rust API of dmpkit is here; the C
//! boundary translates it and nothing else.

#![forbid(unsafe_code)]

mod changes;
mod chart;
mod columns;
mod connection;
mod consulting;
mod document;
mod document_json;
mod documents;
mod error;
mod error_codes;
mod exchange;
mod existence;
mod failures;
mod host;
mod pace;
mod redact;
mod registry;
mod report;
mod requirements;
mod results;
mod results_json;
mod searching;
mod session;
mod snapshot;
mod system;
mod text;

pub use chart::Chart;
pub use columns::{CodeColumn, Column, DateColumn, DatePrecision, DocumentStatus, TextColumn};
pub use connection::Client;
pub use document::{Document, DocumentKind, DocumentText, File, Saved};
pub use error::Error;
pub use error_codes::{Category, ErrorCode, Retry};
pub use host::{Host, Log, LogLevel};
pub use requirements::{requirements, Requirement, Standing, Theme};
pub use results::{Form, GroupBy, Results};
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
