//! `dmpkit.local-copies/1`: what the host keeps of the record, for the run to compare with.

use serde::Deserialize;

use super::Visibility;
use crate::record::{read_json, Act, AvailabilityStatus, Invalid, NotRead, Object, Timestamp};

/// What the host keeps of one record, and since when it asks.
#[derive(Debug, Clone, PartialEq)]
pub struct LocalCopiesRequest {
    /// What makes the search run.
    pub act: Act,
    /// The professional declares the conditions of an emergency with it.
    pub emergency_declared: bool,
    /// The `next_since` of the last run.
    pub since: Timestamp,
    pub copies: LocalCopies,
}

/// The documents of one record that the host holds.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct LocalCopies(pub Vec<LocalCopy>);

/// A document the host holds, and what it knew of it when it last looked.
#[derive(Debug, Clone, PartialEq)]
pub struct LocalCopy {
    pub unique_id: Box<str>,
    pub logical_id: Option<Box<str>>,
    /// The last one seen: the DMP changes it with every change of metadata.
    pub entry_uuid: Option<Box<str>>,
    pub version: Option<Box<str>>,
    /// Approved where nothing was said.
    pub status: AvailabilityStatus,
    /// `None` where the host does not know.
    pub visibility: Option<Visibility>,
    pub origin: LocalOrigin,
}

/// How the copy came to the host.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LocalOrigin {
    Dmp,
    /// Received by secure mail.
    Mssante,
    /// Written here, or come by another way.
    Other,
}

impl LocalOrigin {
    pub fn code(self) -> &'static str {
        match self {
            LocalOrigin::Dmp => "dmp",
            LocalOrigin::Mssante => "mssante",
            LocalOrigin::Other => "other",
        }
    }
}

impl LocalCopy {
    /// Whether the host knows it is in the DMP: its absence from an answer then means something.
    pub(super) fn is_known_there(&self) -> bool {
        let seen = self.logical_id.is_some() || self.entry_uuid.is_some();
        seen || self.origin == LocalOrigin::Dmp
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Document {
    schema: String,
    act: String,
    #[serde(default)]
    emergency_declared: bool,
    since: String,
    copies: Vec<Object<Copied>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Copied {
    unique_id: String,
    logical_id: Option<String>,
    entry_uuid: Option<String>,
    version: Option<String>,
    status: Option<String>,
    visibility: Option<Vec<String>>,
    origin: String,
}

const SCHEMA: &str = "dmpkit.local-copies/1";

impl LocalCopiesRequest {
    /// Reads a `dmpkit.local-copies/1` document. An unknown field is refused by its name.
    pub fn read(json: &str) -> Result<Self, NotRead> {
        let mut document: Document = read_json(json)?;
        if document.schema != SCHEMA {
            let problem = format!("must be {SCHEMA}");
            return Err(NotRead::Invalid(Invalid::new("schema", problem)));
        }
        let copies = std::mem::take(&mut document.copies).into_iter().enumerate().map(
            |(index, Object(copied))| {
                let within = |invalid: Invalid| {
                    NotRead::Invalid(invalid.within(&format!("copies[{index}]")))
                };
                checked(copied).map_err(within)
            },
        );
        let copies = LocalCopies(copies.collect::<Result<_, _>>()?);
        let since = Timestamp::from_rfc3339(&document.since)
            .map_err(|invalid| NotRead::Invalid(invalid.within("since")))?;
        let act = Act::from_code(&document.act)
            .map_err(|invalid| NotRead::Invalid(invalid.within("act")))?;
        let Document { emergency_declared, .. } = document;
        Ok(LocalCopiesRequest { act, emergency_declared, since, copies })
    }
}

fn checked(copied: Copied) -> Result<LocalCopy, Invalid> {
    let optional =
        |field: &str, text: Option<String>| text.map(|text| identifier(field, &text)).transpose();
    Ok(LocalCopy {
        unique_id: identifier("unique_id", &copied.unique_id)?,
        logical_id: optional("logical_id", copied.logical_id)?,
        entry_uuid: optional("entry_uuid", copied.entry_uuid)?,
        version: optional("version", copied.version)?,
        status: status(copied.status.as_deref())?,
        visibility: copied.visibility.map(|words| visibility(&words)).transpose()?,
        origin: match copied.origin.as_str() {
            "dmp" => LocalOrigin::Dmp,
            "mssante" => LocalOrigin::Mssante,
            "other" => LocalOrigin::Other,
            _ => return Err(Invalid::new("origin", "must be dmp, mssante or other")),
        },
    })
}

fn identifier(field: &str, text: &str) -> Result<Box<str>, Invalid> {
    let text = text.trim();
    let bounded = !text.is_empty() && text.chars().count() <= 256;
    match bounded && !text.chars().any(char::is_control) {
        true => Ok(text.into()),
        false => Err(Invalid::new(field, "must be text of 1 to 256 characters")),
    }
}

fn status(word: Option<&str>) -> Result<AvailabilityStatus, Invalid> {
    Ok(match word {
        None | Some("approved") => AvailabilityStatus::Approved,
        Some("obsolete") => AvailabilityStatus::Deprecated,
        Some("archived") => AvailabilityStatus::Archived,
        Some("deleted") => AvailabilityStatus::Deleted,
        Some(_) => {
            let problem = "must be approved, obsolete, archived or deleted";
            return Err(Invalid::new("status", problem));
        }
    })
}

fn visibility(words: &[String]) -> Result<Visibility, Invalid> {
    let mut visibility = Visibility::default();
    for word in words {
        match word.as_str() {
            "masked" => visibility.masked = true,
            "invisible_to_patient" => visibility.invisible_to_patient = true,
            "invisible_to_representatives" => visibility.invisible_to_representatives = true,
            _ => {
                let problem =
                    "must hold masked, invisible_to_patient or invisible_to_representatives";
                return Err(Invalid::new("visibility", problem));
            }
        }
    }
    Ok(visibility)
}
