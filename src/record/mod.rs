//! The nouns of the field: whose record, who asks, what the DMP answered.
//!
//! Every constructor validates; a value that exists is a valid one. This room knows no other,
//! reads no clock and writes nothing: what it needs of the world comes through [`ClockAndIds`].

#![forbid(unsafe_code)]

mod act;
mod clock_and_ids;
mod coded;
mod document;
mod ins;
mod invalid;
mod json;
mod open_set;
mod operator;
mod patient;
mod professional;
mod profile;
mod structure;
mod timestamp;

pub use act::Act;
pub use clock_and_ids::{ClockAndIds, ClockFailed};
pub use coded::{Coded, Oid};
pub use document::{
    Association, AssociationKind, Author, AvailabilityStatus, Cx, DocumentEntry, Doubt, Extra,
    Folder, ReferenceId, ReferenceIdType, SubmissionSet, Xcn, XdsCode, Xon,
};
pub use ins::{IdentityStatus, Ins, InsAuthority, INS_C_AUTHORITIES};
pub(crate) use invalid::required_text;
pub use invalid::Invalid;
pub use json::NotRead;
pub(crate) use json::{nullable_object, object, read_json, Object};
pub use operator::{EmergencyReason, Operator, Purpose};
pub use patient::{Patient, Sex, Traits};
pub use professional::{
    AuthenticationMeans, Professional, ProfessionalId, ProfessionalIdFamily, Role,
};
pub use profile::{
    Authorisation, Closing, Contact, Existence, Oppositions, Profile, ServerTraits, Unknown,
};
pub use structure::{ActivitySector, Structure, StructureId, StructureIdFamily};
pub use timestamp::{DateOfBirth, Precision, TimeZone, Timestamp};
