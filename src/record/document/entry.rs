use std::sync::Arc;

use super::{Author, AvailabilityStatus, Cx, Doubt, Extra, ReferenceId, Xcn, XdsCode};
use crate::record::Timestamp;

/// A document entry of the registry: everything there is to know of a document but its body.
/// What many documents have in common is shared between them.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DocumentEntry {
    /// `urn:uuid:…`. The server changes it with every change of metadata: never kept for later
    /// acts (EX_3.1-1090).
    pub entry_uuid: Box<str>,
    /// `lid`: the same through changes of metadata.
    pub logical_id: Option<Box<str>>,
    /// `versionName`: 1, then one more with each change of metadata.
    pub version: Option<Box<str>>,
    /// An OID, given by the author's software: the document itself.
    pub unique_id: Option<Box<str>>,
    pub repository_unique_id: Option<Arc<str>>,
    pub home_community_id: Option<Arc<str>>,
    /// `objectType`: stable documents have `urn:uuid:7edca82f-054d-47f2-a032-9b2a5b5186c1`.
    pub object_type: Option<Arc<str>>,
    pub status: Option<AvailabilityStatus>,
    pub title: Option<Box<str>>,
    pub comments: Option<Box<str>>,
    pub mime_type: Option<Arc<str>>,
    pub language: Option<Arc<str>>,
    pub class_code: Option<Arc<XdsCode>>,
    pub type_code: Option<Arc<XdsCode>>,
    pub format_code: Option<Arc<XdsCode>>,
    pub facility_type: Option<Arc<XdsCode>>,
    pub practice_setting: Option<Arc<XdsCode>>,
    pub confidentiality: Vec<Arc<XdsCode>>,
    pub event_codes: Vec<Arc<XdsCode>>,
    pub authors: Vec<Arc<Author>>,
    pub legal_authenticator: Option<Arc<Xcn>>,
    pub creation_time: Option<Timestamp>,
    pub service_start: Option<Timestamp>,
    pub service_stop: Option<Timestamp>,
    /// SHA-1 of the body, 40 hexadecimal digits.
    pub hash: Option<Box<str>>,
    /// Of the body, in bytes.
    pub size: Option<u64>,
    pub uri: Option<Box<str>>,
    /// The INS at the time of submission: it may have changed since, and documents are never
    /// chosen by it (EX_3.1-1055).
    pub patient_id: Option<Arc<Cx>>,
    pub source_patient_id: Option<Arc<Cx>>,
    /// `PID-5|…`, `PID-7|…`, `PID-8|…`: the traits the author's software sent.
    pub source_patient_info: Vec<Arc<str>>,
    pub reference_ids: Vec<Arc<ReferenceId>>,
    pub extra: Vec<Extra>,
    pub doubts: Vec<Doubt>,
}

/// The code system of the visibility codes (TRE_A07).
const VISIBILITY: &str = "1.2.250.1.213.1.1.4.13";

impl DocumentEntry {
    /// The visibility codes, and the later spelling of one, with whichever scheme they came.
    fn has_visibility(&self, codes: &[&str]) -> bool {
        self.confidentiality.iter().any(|code| codes.contains(&&*code.code))
    }

    /// Masked to professionals, save its author and the treating doctor.
    pub fn is_masked(&self) -> bool {
        self.has_visibility(&["MASQUE_PS"])
    }

    /// Not yet visible to the patient (`NOPAT` is the later spelling, JDV_J421).
    pub fn is_invisible_to_patient(&self) -> bool {
        self.has_visibility(&["INVISIBLE_PATIENT", "NOPAT"])
    }

    /// Not visible to a minor's representatives (HL7 v2 tables spell it shorter).
    pub fn is_invisible_to_representatives(&self) -> bool {
        self.has_visibility(&["INVISIBLE_REPRESENTANTS_LEGAUX", "INVISIBLE_REP_LEGAUX"])
    }

    /// Whether a code says who may see it, rather than how sensitive it is.
    pub fn is_visibility_code(code: &XdsCode) -> bool {
        &*code.scheme == VISIBILITY
            || matches!(&*code.code, "MASQUE_PS" | "INVISIBLE_PATIENT" | "NOPAT")
            || matches!(&*code.code, "INVISIBLE_REPRESENTANTS_LEGAUX" | "INVISIBLE_REP_LEGAUX")
    }

    pub fn is_archived(&self) -> bool {
        self.status == Some(AvailabilityStatus::Archived)
    }

    /// An older version, which another replaced.
    pub fn is_obsolete(&self) -> bool {
        self.status == Some(AvailabilityStatus::Deprecated)
    }

    /// The XAdES signature of a submission, which is an entry of the registry too and no document
    /// for anybody to read.
    pub fn is_signature(&self) -> bool {
        let is = |code: &Option<Arc<XdsCode>>, text: &str| {
            code.as_ref().is_some_and(|code| &*code.code == text)
        };
        is(&self.type_code, "E1762")
            || is(&self.class_code, "urn:oid:1.3.6.1.4.1.19376.1.2.1.1.1")
            || is(&self.format_code, "http://www.w3.org/2000/09/xmldsig#")
    }

    /// Written by the patient: class 90, a type of the patient's own, or the patient as author
    /// (EX_3.1-1040). The class alone does not find them all.
    pub fn is_from_patient(&self) -> bool {
        let class = self.class_code.as_ref().is_some_and(|class| &*class.code == "90");
        let own_type = self
            .type_code
            .as_ref()
            .is_some_and(|code| code.code.starts_with("EXPPAT") || code.code.starts_with("DOCPAT"));
        class || own_type || self.authors.iter().any(|author| author.is_patient())
    }

    /// The moment of the act: when the service began, else when the document was made.
    pub fn act_date(&self) -> Option<&Timestamp> {
        self.service_start.as_ref().or(self.creation_time.as_ref())
    }
}
