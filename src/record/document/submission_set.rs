use std::sync::Arc;

use super::{Author, AvailabilityStatus, Cx, Doubt, Extra, XdsCode};
use crate::record::Timestamp;

/// A submission: what was sent to the DMP at once, by whom and when (`RegistryPackage`).
#[derive(Debug, Clone, Default, PartialEq)]
pub struct SubmissionSet {
    pub entry_uuid: Box<str>,
    pub logical_id: Option<Box<str>>,
    pub version: Option<Box<str>>,
    pub unique_id: Option<Box<str>>,
    /// The installation it came from (an OID).
    pub source_id: Option<Arc<str>>,
    pub home_community_id: Option<Arc<str>>,
    pub status: Option<AvailabilityStatus>,
    pub title: Option<Box<str>>,
    pub comments: Option<Box<str>>,
    pub content_type: Option<Arc<XdsCode>>,
    pub authors: Vec<Arc<Author>>,
    pub submission_time: Option<Timestamp>,
    pub patient_id: Option<Arc<Cx>>,
    pub extra: Vec<Extra>,
    pub doubts: Vec<Doubt>,
}

/// A folder of documents. The DMP has none; an answer that holds one loses nothing.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Folder {
    pub entry_uuid: Box<str>,
    pub logical_id: Option<Box<str>>,
    pub version: Option<Box<str>>,
    pub unique_id: Option<Box<str>>,
    pub home_community_id: Option<Arc<str>>,
    pub status: Option<AvailabilityStatus>,
    pub title: Option<Box<str>>,
    pub comments: Option<Box<str>>,
    pub codes: Vec<Arc<XdsCode>>,
    pub last_update: Option<Timestamp>,
    pub patient_id: Option<Arc<Cx>>,
    pub extra: Vec<Extra>,
    pub doubts: Vec<Doubt>,
}
