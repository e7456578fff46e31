//! What the registry knows of a document, of a submission and of the links between them (IHE
//! XDS metadata). Nothing here is validated by refusing: a server's answer is kept as it came,
//! and what is wrong with it is noted beside it as a [`Doubt`].

mod association;
mod author;
mod entry;
mod ids;
mod submission_set;

use std::sync::Arc;

pub use association::{Association, AssociationKind};
pub use author::Author;
pub use entry::DocumentEntry;
pub use ids::{Cx, ReferenceId, ReferenceIdType, Xcn, Xon};
pub use submission_set::{Folder, SubmissionSet};

use super::open_set::open_set;

/// A coded metadata attribute: code, coding scheme as the server writes it (an OID, or the words
/// `URN` and `ASTM`), and the label that came with it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct XdsCode {
    pub code: Box<str>,
    pub scheme: Box<str>,
    pub label: Option<Box<str>>,
}

impl XdsCode {
    pub fn new(code: &str, scheme: &str, label: Option<&str>) -> Self {
        XdsCode { code: code.into(), scheme: scheme.into(), label: label.map(Into::into) }
    }

    /// Whether it is this code of this scheme. Labels drift and are never compared.
    pub fn is(&self, code: &str, scheme: &str) -> bool {
        &*self.code == code && &*self.scheme == scheme
    }
}

open_set! {
    /// The status of a document (JDV_J52).
    AvailabilityStatus {
        /// The current version.
        Approved = "urn:oasis:names:tc:ebxml-regrep:StatusType:Approved",
        /// An obsolete version: another replaced it.
        Deprecated = "urn:oasis:names:tc:ebxml-regrep:StatusType:Deprecated",
        Archived = "urn:asip:ci-sis:2010:StatusType:Archived",
        Deleted = "urn:asip:ci-sis:2010:StatusType:Deleted",
    }
}

/// Metadata that no field of the record holds, and values a field could not take: kept whole, in
/// the order they came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Extra {
    Slot {
        name: Arc<str>,
        values: Vec<Box<str>>,
    },
    Classification {
        scheme: Arc<str>,
        node: Box<str>,
        label: Option<Box<str>>,
        slots: Vec<(Arc<str>, Vec<Box<str>>)>,
    },
    Identifier {
        scheme: Arc<str>,
        value: Box<str>,
    },
    Attribute {
        name: Arc<str>,
        value: Box<str>,
    },
    /// A title (`title`) or comment (`comments`) in another language than the one kept.
    Text {
        field: &'static str,
        language: Arc<str>,
        text: Box<str>,
    },
}

/// Something wrong with an object of an answer. It names the field and never repeats the value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Doubt {
    /// The metadata attribute, in the words of IHE: `uniqueId`, `creationTime`.
    pub field: &'static str,
    /// What is wrong, in English: `is missing`, `is not a timestamp`.
    pub problem: &'static str,
}
