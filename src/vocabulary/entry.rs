use std::sync::Arc;

/// A code of a value set, with its national label.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    pub code: Arc<str>,
    /// The coding scheme as the DMP writes it: an OID, or the words `URN` and `ASTM`.
    pub scheme: Arc<str>,
    /// French label, as the set gives it today. The label a document came with may be older.
    pub label: Box<str>,
    /// Whether the set that binds the DMP holds it; the other codes complete it, for documents
    /// other software sent.
    pub current: bool,
    /// Since when the code is no longer given; old documents keep it.
    pub retired: Option<Retired>,
}

/// A code that is no longer given to new documents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Retired {
    /// Last day of validity, `YYYY-MM-DD`.
    pub until: Box<str>,
    /// The code that likely took its place.
    pub successor: Option<Box<str>>,
    /// Whether the successor was inferred from equal or near labels. ANS publishes no successor,
    /// so those compiled in all are; one given by the host is not. An inferred successor may
    /// widen a search, it must not be shown as a fact.
    pub inferred: bool,
}

/// Where a set comes from. A text is empty where that is not known.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SetInfo {
    /// Such as `JDV_J66-TypeCode-DMP`.
    pub name: Box<str>,
    /// OID of the set.
    pub oid: Box<str>,
    /// Version as its publisher dates it, `YYYY-MM-DD` for those compiled in.
    pub version: Box<str>,
}

/// Whom a document is hidden from (TRE_A07).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Visibility {
    /// Masked to professionals, save its author and the treating doctor of the DMP.
    MaskedToProfessionals,
    /// Not yet shown to the patient, who must first be told of it.
    InvisibleToPatient,
    /// Not shown to the legal representatives of a minor.
    InvisibleToRepresentatives,
}

/// What a confidentiality code says of visibility; `None` for the levels `N`, `R`, `V` and for
/// any other code. Both spellings of a code are read: `NOPAT` (JDV_J421) for `INVISIBLE_PATIENT`,
/// and the short `INVISIBLE_REP_LEGAUX` of HL7 v2 messages.
pub fn visibility(code: &str) -> Option<Visibility> {
    match code {
        "MASQUE_PS" => Some(Visibility::MaskedToProfessionals),
        "INVISIBLE_PATIENT" | "NOPAT" => Some(Visibility::InvisibleToPatient),
        "INVISIBLE_REPRESENTANTS_LEGAUX" | "INVISIBLE_REP_LEGAUX" => {
            Some(Visibility::InvisibleToRepresentatives)
        }
        _ => None,
    }
}
