//! A document's body made readable: CDA R2 of level 1 and 3, PDF, images, RTF and plain text.
//!
//! [`Reading::of`] takes bytes nobody can vouch for and gives them as safe HTML, as plain text, as
//! ordered sections, as files, and as laboratory results. The format is told from the bytes; the
//! type somebody declared is only compared with it. No style sheet of a document is run, nothing
//! remote is named, nothing is written anywhere.
//!
//! What a reading holds is the patient's: its `Debug` and its errors show none of it.

#![forbid(unsafe_code)]

mod base64;
mod before;
mod bytes;
mod cda;
mod charset;
mod curve;
mod document;
mod error;
mod facts;
mod format;
mod header;
mod html;
mod media;
mod moment;
mod node;
mod observation;
mod options;
mod plain;

mod rtf;
mod section;
mod warning;

pub use before::warnings_before;
pub use bytes::Bytes;
pub use curve::{curves, Curve, Curves, LeftOut};
pub use document::{CdaLevel, Reading};
pub use error::ReadingError;
pub use format::Format;
pub use header::{
    Address, Code, Encounter, Header, InstanceId, NamePart, NamePartKind, Organisation, Party,
    PartyKind, Patient, PersonName, Related, Service,
};
pub use media::EmbeddedFile;
pub use moment::{Moment, Period};
pub use observation::{Flag, Observation, Range, Value};
pub use options::{Limits, Options};
pub use section::Section;
pub use warning::Warning;

/// `Debug` that says which noun it is and nothing of the patient.
macro_rules! silent_debug {
    ($($name:ident),+ $(,)?) => {
        $(impl std::fmt::Debug for $name {
            fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                out.write_str(concat!(stringify!($name), "(…)"))
            }
        })+
    };
}
use silent_debug;

silent_debug!(Bytes);
