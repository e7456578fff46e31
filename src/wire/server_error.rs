/// What kind of trouble an error code of the DMP is. The complete list of codes is not public:
/// codes are an open set, the family is what software can act on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ErrorFamily {
    /// Too many calls: stop searching, go on with the rest.
    Threshold,
    /// The right is missing or the patient is opposed.
    Rights,
    /// The certificate or the signature of the assertion.
    Certificate,
    /// The assertion's content: role, structure, purpose, resource.
    Assertion,
    /// The record's state: found, closed.
    RecordState,
    /// The patient's identifier.
    Patient,
    /// Document metadata, standard IHE codes included.
    Metadata,
    /// The server itself.
    Server,
    Unknown,
}

impl ErrorFamily {
    pub fn code(self) -> &'static str {
        match self {
            ErrorFamily::Threshold => "threshold",
            ErrorFamily::Rights => "rights",
            ErrorFamily::Certificate => "certificate",
            ErrorFamily::Assertion => "assertion",
            ErrorFamily::RecordState => "record_state",
            ErrorFamily::Patient => "patient",
            ErrorFamily::Metadata => "metadata",
            ErrorFamily::Server => "server",
            ErrorFamily::Unknown => "unknown",
        }
    }
}

/// The codes met in the field, spelt as the server spells them.
const KNOWN: &[(&str, ErrorFamily)] = &[
    ("DMPAccessDeniedByExcededThreshold", ErrorFamily::Threshold),
    ("DMPAccessForbidden", ErrorFamily::Rights),
    ("DMPAccessDeniedByRightsService", ErrorFamily::Rights),
    ("DMPInvalidCertificate", ErrorFamily::Certificate),
    // The sandbox's own: the codes of the DMP for a refused assertion are not public.
    ("SimulateurVihfRefuse", ErrorFamily::Assertion),
    ("DMPFragmentCVAError", ErrorFamily::Metadata),
    ("DMPFound", ErrorFamily::RecordState),
    ("DMPClosed", ErrorFamily::RecordState),
    ("DMPPatientAccessAlreadyExists", ErrorFamily::RecordState),
    ("DMPPatientAccessOTPAlreadyExists", ErrorFamily::RecordState),
    ("XDSUnknownPatientId", ErrorFamily::Patient),
    ("XDSPatientIdDoesNotMatch", ErrorFamily::Patient),
    ("XDSRegistryMetadataError", ErrorFamily::Metadata),
    ("XDSDocumentUniqueIdError", ErrorFamily::Metadata),
    ("XDSStoredQueryMissingParam", ErrorFamily::Metadata),
    ("XDSStoredQueryParamNumber", ErrorFamily::Metadata),
    ("XDSUnknownStoredQuery", ErrorFamily::Metadata),
    ("XDSUnknownRepositoryId", ErrorFamily::Metadata),
    ("XDSRegistryOutOfResources", ErrorFamily::Server),
    ("XDSRegistryError", ErrorFamily::Server),
    ("XDSRepositoryError", ErrorFamily::Server),
];

/// One error of the server: its code and its own words. The words may quote the request: they
/// are redacted before they leave the library.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServerError {
    pub code: String,
    pub text: Option<String>,
}

impl ServerError {
    pub fn new(code: &str, text: Option<&str>) -> Self {
        let text = text.map(str::trim).filter(|text| !text.is_empty());
        ServerError { code: code.trim().to_string(), text: text.map(str::to_string) }
    }

    pub fn family(&self) -> ErrorFamily {
        let known = KNOWN.iter().find(|(code, _)| *code == self.code);
        known.map_or(ErrorFamily::Unknown, |(_, family)| *family)
    }
}
