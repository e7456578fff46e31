use super::super::open_set::open_set;
use super::{AvailabilityStatus, Doubt, Extra};

open_set! {
    /// What links two objects of the registry.
    AssociationKind {
        /// From a submission to what it holds.
        HasMember = "urn:oasis:names:tc:ebxml-regrep:AssociationType:HasMember",
        /// From a document to the one it replaces.
        Replaces = "urn:ihe:iti:2007:AssociationType:RPLC",
        Appends = "urn:ihe:iti:2007:AssociationType:APND",
        Transforms = "urn:ihe:iti:2007:AssociationType:XFRM",
        TransformsAndReplaces = "urn:ihe:iti:2007:AssociationType:XFRM_RPLC",
        /// From a signature to what it signs.
        Signs = "urn:ihe:iti:2007:AssociationType:signs",
        UpdatesAvailability = "urn:ihe:iti:2010:AssociationType:UpdateAvailabilityStatus",
    }
}

/// A link between two objects of the registry, by their `entryUUID`.
#[derive(Debug, Clone, PartialEq)]
pub struct Association {
    pub id: Box<str>,
    pub kind: AssociationKind,
    pub source: Box<str>,
    pub target: Box<str>,
    pub status: Option<AvailabilityStatus>,
    pub extra: Vec<Extra>,
    pub doubts: Vec<Doubt>,
}
