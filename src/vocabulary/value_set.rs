/// The value sets of document metadata, each named by what it says of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ValueSet {
    /// typeCode: JDV_J66, completed by JDV_J07 and by the types retired since 2017.
    Type,
    /// classCode: JDV_J57, completed by JDV_J06.
    Class,
    /// confidentialityCode: JDV_J58 (JDV_J08 is the same), completed by JDV_J421 and by the rest
    /// of TRE_A07 and of the HL7 levels.
    Confidentiality,
    /// formatCode: JDV_J60, completed by JDV_J10.
    Format,
    /// healthcareFacilityTypeCode: JDV_J61, completed by JDV_J02.
    FacilityType,
    /// practiceSettingCode: JDV_J62, completed by JDV_J04.
    PracticeSetting,
    /// authorSpecialty: JDV_J56, completed by JDV_J01.
    AuthorSpeciality,
    /// authorRole: JDV_J47. Documents carry its labels, rarely its codes.
    AuthorRole,
    /// contentTypeCode of a submission: JDV_J59.
    ContentType,
    /// availabilityStatus: JDV_J52.
    Status,
    /// What a reference is an identifier of (CX.5 of referenceIdList): JDV_J231, completed by
    /// JDV_J197.
    ReferenceIdType,
    /// Professions, specialities, sections and roles a VIHF may carry: JDV_J65.
    SubjectRole,
    /// Imaging modality (eventCodeList): JDV_ModaliteAcquisition.
    Modality,
    /// Anatomic region of an imaging examination (eventCodeList): JDV_RegionAnatomique.
    BodyRegion,
}

impl ValueSet {
    /// All of them, with the names that documents given by the host use.
    pub const NAMES: &'static [(ValueSet, &'static str)] = &[
        (ValueSet::Type, "type"),
        (ValueSet::Class, "class"),
        (ValueSet::Confidentiality, "confidentiality"),
        (ValueSet::Format, "format"),
        (ValueSet::FacilityType, "facility_type"),
        (ValueSet::PracticeSetting, "practice_setting"),
        (ValueSet::AuthorSpeciality, "author_speciality"),
        (ValueSet::AuthorRole, "author_role"),
        (ValueSet::ContentType, "content_type"),
        (ValueSet::Status, "status"),
        (ValueSet::ReferenceIdType, "reference_id_type"),
        (ValueSet::SubjectRole, "subject_role"),
        (ValueSet::Modality, "modality"),
        (ValueSet::BodyRegion, "body_region"),
    ];

    pub fn from_name(name: &str) -> Option<Self> {
        ValueSet::NAMES.iter().find(|(_, known)| *known == name).map(|(set, _)| *set)
    }

    pub fn name(self) -> &'static str {
        let of = |(set, _): &&(ValueSet, &'static str)| *set == self;
        ValueSet::NAMES.iter().find(of).map_or("", |(_, name)| name)
    }

    /// Whether a code says enough whatever its scheme. Imaging software writes the OID of the
    /// value set or that of DICOM or SNOMED CT; formats come under the OID of LOINC; statuses and
    /// types of reference come with no scheme at all.
    pub(super) fn stands_by_code(self) -> bool {
        matches!(
            self,
            ValueSet::Modality
                | ValueSet::BodyRegion
                | ValueSet::Format
                | ValueSet::Status
                | ValueSet::ReferenceIdType
        )
    }
}
