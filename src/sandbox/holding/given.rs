//! A document that a scenario or a control lists itself, field by field.

use std::sync::Arc;

use base64::engine::general_purpose::STANDARD;
use base64::Engine;
use serde::Deserialize;

use super::lot::described_by;
use super::tables::{code, institution, person, Kind, Writer};
use crate::record::{
    Author, AvailabilityStatus, DocumentEntry, Invalid, Object, Oid, ReferenceId, ReferenceIdType,
    Timestamp, XdsCode,
};
use crate::sandbox::bodies::{self, WrittenBy};

/// As it is written.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::sandbox) struct GivenDocument {
    kind: String,
    title: Option<String>,
    comments: Option<String>,
    unique_id: Option<String>,
    #[serde(default)]
    status: GivenStatus,
    #[serde(default)]
    visibility: Vec<Visibility>,
    service_start: String,
    service_stop: Option<String>,
    created: Option<String>,
    submitted: Option<String>,
    r#type: Option<Object<GivenCode>>,
    class: Option<Object<GivenCode>>,
    format: Option<Object<GivenCode>>,
    facility: Option<Object<GivenCode>>,
    setting: Option<Object<GivenCode>>,
    #[serde(default)]
    events: Vec<Object<GivenCode>>,
    #[serde(default)]
    authors: Vec<Object<GivenAuthor>>,
    #[serde(default)]
    references: Vec<Object<GivenReference>>,
    replaces: Option<String>,
    mime_type: Option<String>,
    body: Option<String>,
}

#[derive(Debug, Clone, Copy, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
enum GivenStatus {
    #[default]
    Approved,
    Deprecated,
    Archived,
    Deleted,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Visibility {
    Masked,
    InvisiblePatient,
    InvisibleRepresentatives,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct GivenCode {
    code: String,
    system: String,
    label: Option<String>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct GivenAuthor {
    id: String,
    family_name: String,
    #[serde(default)]
    given_name: String,
    role: Option<String>,
    speciality: Option<Object<GivenCode>>,
    structure: Option<Object<GivenPlace>>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct GivenPlace {
    id: String,
    name: String,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct GivenReference {
    id: String,
    authority: String,
    kind: ReferenceKind,
}

#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
enum ReferenceKind {
    Accession,
    Order,
    Study,
}

/// The same, once every field was found right.
#[derive(Debug, Clone)]
pub(in crate::sandbox) struct Draft {
    pub(super) kind: &'static Kind,
    /// Without identifiers, patient and default authors.
    pub(super) entry: DocumentEntry,
    pub unique_id: Option<Box<str>>,
    pub replaces: Option<Box<str>>,
    /// When it was sent; with the moment of the act where the scenario does not say.
    pub submitted: Timestamp,
    pub(super) body: Option<Arc<[u8]>>,
}

impl GivenDocument {
    pub fn check(self) -> Result<Draft, Invalid> {
        let kind = Kind::find(&self.kind)
            .ok_or_else(|| Invalid::new("kind", "is no kind of document of the sandbox"))?;
        let service_start = moment("service_start", &self.service_start)?;
        let optional = |field: &str, text: &Option<String>| {
            text.as_deref().map(|text| moment(field, text)).transpose()
        };
        let created = optional("created", &self.created)?;
        let submitted = optional("submitted", &self.submitted)?;
        let body = self.body.as_deref().map(|text| STANDARD.decode(text)).transpose();
        let body = body.map_err(|_| Invalid::new("body", "is no base64"))?;
        let writer = default_writer(kind);
        let base = described_by(kind);
        let entry = DocumentEntry {
            status: Some(self.status()),
            title: self.title(kind),
            comments: self.comments.as_deref().map(Into::into),
            mime_type: self.mime_type.as_deref().map(Into::into).or(base.mime_type.clone()),
            type_code: one(&self.r#type).or(base.type_code.clone()),
            class_code: one(&self.class).or(base.class_code.clone()),
            format_code: one(&self.format).or(base.format_code.clone()),
            facility_type: one(&self.facility).or(writer.and_then(|w| w.facility.clone())),
            practice_setting: one(&self.setting).or(writer.and_then(|w| w.setting.clone())),
            confidentiality: self.confidentiality(),
            event_codes: match self.events.as_slice() {
                [] => base.event_codes.clone(),
                events => events.iter().map(|Object(event)| event.xds()).collect(),
            },
            authors: self.authors.iter().map(|Object(author)| author.xds()).collect(),
            creation_time: created.or_else(|| Some(service_start.clone())),
            service_stop: optional("service_stop", &self.service_stop)?,
            reference_ids: self.references.iter().map(|Object(id)| id.xds()).collect(),
            service_start: Some(service_start.clone()),
            ..base
        };
        Ok(Draft {
            kind,
            entry,
            unique_id: oid("unique_id", &self.unique_id)?,
            replaces: oid("replaces", &self.replaces)?,
            submitted: submitted.unwrap_or(service_start),
            body: body.map(Into::into),
        })
    }

    /// The kind's usual title where none is given; none where it is given empty.
    fn title(&self, kind: &Kind) -> Option<Box<str>> {
        let usual = bodies::kind(kind.body).map(|body| body.title);
        let title = self.title.as_deref().or(usual);
        title.filter(|title| !title.is_empty()).map(Into::into)
    }

    pub fn says_when_submitted(&self) -> bool {
        self.submitted.is_some()
    }

    fn status(&self) -> AvailabilityStatus {
        match self.status {
            GivenStatus::Approved => AvailabilityStatus::Approved,
            GivenStatus::Deprecated => AvailabilityStatus::Deprecated,
            GivenStatus::Archived => AvailabilityStatus::Archived,
            GivenStatus::Deleted => AvailabilityStatus::Deleted,
        }
    }

    fn confidentiality(&self) -> Vec<Arc<XdsCode>> {
        let word = |visibility: &Visibility| match visibility {
            Visibility::Masked => "MASQUE_PS",
            Visibility::InvisiblePatient => "INVISIBLE_PATIENT",
            Visibility::InvisibleRepresentatives => "INVISIBLE_REPRESENTANTS_LEGAUX",
        };
        let words = std::iter::once("N").chain(self.visibility.iter().map(word));
        words.filter_map(|word| code("confidentiality", word)).collect()
    }
}

fn moment(field: &str, text: &str) -> Result<Timestamp, Invalid> {
    Timestamp::parse(text).map_err(|invalid| invalid.within(field))
}

fn oid(field: &str, text: &Option<String>) -> Result<Option<Box<str>>, Invalid> {
    let Some(text) = text else { return Ok(None) };
    let oid = Oid::new(text).map_err(|invalid| invalid.within(field))?;
    Ok(Some(oid.as_str().into()))
}

fn one(code: &Option<Object<GivenCode>>) -> Option<Arc<XdsCode>> {
    code.as_ref().map(|Object(code)| code.xds())
}

impl GivenCode {
    fn xds(&self) -> Arc<XdsCode> {
        Arc::new(XdsCode::new(&self.code, &self.system, self.label.as_deref()))
    }
}

impl GivenAuthor {
    fn xds(&self) -> Arc<Author> {
        let speciality = self.speciality.as_ref().map(|Object(speciality)| {
            let label = speciality.label.as_deref().unwrap_or_default();
            format!("{}^{label}^{}", speciality.code, speciality.system).into()
        });
        let place = self.structure.as_ref();
        let place = place.map(|Object(place)| institution(&place.id, &place.name));
        Arc::new(Author {
            persons: vec![person(&self.id, &self.family_name, &self.given_name)],
            institutions: place.into_iter().collect(),
            roles: self.role.as_deref().map(Into::into).into_iter().collect(),
            specialities: speciality.into_iter().collect(),
            telecoms: Vec::new(),
        })
    }
}

impl GivenReference {
    fn xds(&self) -> Arc<ReferenceId> {
        let kind = match self.kind {
            ReferenceKind::Accession => ReferenceIdType::AccessionNumber,
            ReferenceKind::Order => ReferenceIdType::Order,
            ReferenceKind::Study => ReferenceIdType::StudyInstanceUid,
        };
        let text = format!("{}^^^&{}&ISO^{}", self.id, self.authority, kind.code());
        Arc::new(ReferenceId::new(&text))
    }
}

/// Who writes documents of a kind, where nobody is named.
pub(super) fn default_writer(kind: &Kind) -> Option<&'static Writer> {
    Writer::find(match bodies::kind(kind.body).map(|body| body.written_by) {
        Some(WrittenBy::Patient) => "patient",
        Some(WrittenBy::Insurance) => "insurance",
        Some(WrittenBy::Professional) | None => "gp",
    })
}
