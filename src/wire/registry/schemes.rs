//! The identifiers by which IHE XDS metadata stands in ebRIM (ITI TF-3 4.2): which object, which
//! classification, which identifier. One table for the reader and the writer.

/// `ExtrinsicObject/@objectType` of a stable document.
pub(super) const STABLE_DOCUMENT: &str = "urn:uuid:7edca82f-054d-47f2-a032-9b2a5b5186c1";
/// Of a document made when it is asked for.
pub(super) const ON_DEMAND_DOCUMENT: &str = "urn:uuid:34268e47-fdf5-41a6-ba33-82133c465248";

/// `classificationNode` of a submission set.
pub(super) const SUBMISSION_SET: &str = "urn:uuid:a54d6aa5-d40d-43f9-88c5-b4633d873bdd";
pub(super) const FOLDER: &str = "urn:uuid:d9d542f3-6cc4-48b6-8870-ea235fbc94c2";

/// Classification schemes.
pub(super) mod scheme {
    pub const DOCUMENT_AUTHOR: &str = "urn:uuid:93606bcf-9494-43ec-9b4e-a7748d1a838d";
    pub const CLASS: &str = "urn:uuid:41a5887f-8865-4c09-adf7-e362475b143a";
    pub const CONFIDENTIALITY: &str = "urn:uuid:f4f85eac-e6cb-4883-b524-f2705394840f";
    pub const EVENT: &str = "urn:uuid:2c6b8cb7-8b2a-4051-b291-b1ae6a575ef4";
    pub const FORMAT: &str = "urn:uuid:a09d5840-386c-46f2-b5ad-9c3699a4309d";
    pub const FACILITY: &str = "urn:uuid:f33fb8ac-18af-42cc-ae0e-ed0b0bdb91e1";
    pub const PRACTICE: &str = "urn:uuid:cccf5598-8b07-4b77-a05e-ae952c785ead";
    pub const TYPE: &str = "urn:uuid:f0306f51-975f-434e-a61c-c59651d33983";
    pub const SUBMISSION_AUTHOR: &str = "urn:uuid:a7058bb9-b4e4-4307-ba5b-e3f0ab85e12d";
    pub const CONTENT_TYPE: &str = "urn:uuid:aa543740-bdda-424e-8c96-df4873be8500";
    pub const FOLDER_CODES: &str = "urn:uuid:1ba97051-7806-41a8-a48b-8fce7af683c5";
}

/// Identification schemes of external identifiers.
pub(super) mod identifier {
    pub const DOCUMENT_PATIENT: &str = "urn:uuid:58a6f841-87b3-4a3e-92fd-a8ffeff98427";
    pub const DOCUMENT_UNIQUE: &str = "urn:uuid:2e82c1f6-a085-4c72-9da3-8640a32e42ab";
    pub const SUBMISSION_PATIENT: &str = "urn:uuid:6b5aea1a-874d-4603-a4bc-96a0a7b38446";
    pub const SUBMISSION_SOURCE: &str = "urn:uuid:554ac39e-e3fe-47fe-b233-965d2a147832";
    pub const SUBMISSION_UNIQUE: &str = "urn:uuid:96fdda7c-d067-4183-912e-bf5ee74998a8";
    pub const FOLDER_PATIENT: &str = "urn:uuid:f64ffdf0-4b97-4e06-b79f-a52b38ec2f8a";
    pub const FOLDER_UNIQUE: &str = "urn:uuid:75df8f67-9973-4fbe-a900-df66cefecc5a";
}

/// Names of slots.
pub(super) mod slot {
    pub const CREATION: &str = "creationTime";
    pub const SERVICE_START: &str = "serviceStartTime";
    pub const SERVICE_STOP: &str = "serviceStopTime";
    pub const LANGUAGE: &str = "languageCode";
    pub const LEGAL_AUTHENTICATOR: &str = "legalAuthenticator";
    pub const SOURCE_PATIENT_ID: &str = "sourcePatientId";
    pub const SOURCE_PATIENT_INFO: &str = "sourcePatientInfo";
    pub const HASH: &str = "hash";
    pub const SIZE: &str = "size";
    pub const URI: &str = "URI";
    pub const REPOSITORY: &str = "repositoryUniqueId";
    pub const REFERENCES: &str = "urn:ihe:iti:xds:2013:referenceIdList";
    pub const SUBMISSION_TIME: &str = "submissionTime";
    pub const LAST_UPDATE: &str = "lastUpdateTime";
    pub const CODING_SCHEME: &str = "codingScheme";
    pub const AUTHOR_PERSON: &str = "authorPerson";
    pub const AUTHOR_INSTITUTION: &str = "authorInstitution";
    pub const AUTHOR_ROLE: &str = "authorRole";
    pub const AUTHOR_SPECIALITY: &str = "authorSpecialty";
    pub const AUTHOR_TELECOM: &str = "authorTelecommunication";
}

pub(super) const RESPONSE_STATUS: &str = "urn:oasis:names:tc:ebxml-regrep:ResponseStatusType:";
pub(super) const SEVERITY: &str = "urn:oasis:names:tc:ebxml-regrep:ErrorSeverityType:";
