//! The body of a document: the same bytes each time, from what the registry says of it.

use std::sync::Arc;

use once_cell::sync::Lazy;

use super::kos::key_objects;
use super::stored::Subject;
use super::tables::Kind;
use crate::record::{DocumentEntry, ReferenceIdType, TimeZone, Timestamp, XdsCode};
use crate::sandbox::bodies::{
    self, AuthorFacts, BodyFacts, Moment, PatientFacts, StructureFacts, StudyFacts,
};
use crate::xml::Writer;

/// Where the invented people live.
static PARIS: Lazy<Option<TimeZone>> = Lazy::new(|| TimeZone::new("Europe/Paris").ok());

/// What a document says.
#[derive(Debug, Clone)]
pub(super) enum Body {
    /// Written anew each time.
    Rendered(Rendering),
    Given(Arc<[u8]>),
}

#[derive(Debug, Clone)]
pub(super) struct Rendering {
    pub kind: &'static Kind,
    /// Chooses among texts; counts up along a series, so that values drift.
    pub variant: u32,
    /// Shared by all versions of the document.
    pub set: Box<str>,
    pub version: u32,
    /// `uniqueId` of the version before.
    pub replaces: Option<Box<str>>,
}

impl Rendering {
    pub fn bytes(&self, entry: &DocumentEntry, subject: &Subject) -> Vec<u8> {
        match self.kind.body {
            "signature" => signature(entry),
            "key-objects" => {
                let study = reference(entry, &ReferenceIdType::StudyInstanceUid).unwrap_or("2.999");
                let accession = reference(entry, &ReferenceIdType::AccessionNumber);
                let instance = entry.unique_id.as_deref().unwrap_or("2.999");
                key_objects(instance, study, accession.unwrap_or_default())
            }
            name => self.document(name, entry, subject).unwrap_or_default(),
        }
    }

    fn document(&self, body: &str, entry: &DocumentEntry, subject: &Subject) -> Option<Vec<u8>> {
        let kind = bodies::kind(body)?.typed(self.kind.stated_type);
        let created = entry.creation_time.as_ref().or(entry.service_start.as_ref());
        let (created, act) = (Dated::of(created), Dated::of(entry.act_date()));
        let author = entry.authors.first();
        let person = author.and_then(|author| author.person());
        let place = author.and_then(|author| author.institutions.first());
        let speciality = author.and_then(|author| author.speciality()).unwrap_or_default();
        let accession = entry
            .reference_ids
            .iter()
            .find(|reference| reference.kind() == ReferenceIdType::AccessionNumber);
        let study = reference(entry, &ReferenceIdType::StudyInstanceUid).map(|uid| StudyFacts {
            uid,
            accession: accession.map_or("", |accession| accession.id()),
            accession_issuer: accession.map_or("", |accession| accession.authority()),
        });
        let facts = BodyFacts {
            patient: PatientFacts {
                family: &subject.family,
                given: &subject.given,
                birth_date: &subject.birth_date,
                sex: &subject.sex,
                matricule: subject.matricule(),
                oid: subject.oid(),
            },
            unique_id: entry.unique_id.as_deref().unwrap_or_default(),
            set_id: &self.set,
            version: self.version,
            title: entry.title.as_deref().unwrap_or_default(),
            act: act.moment(),
            created: created.moment(),
            author: AuthorFacts {
                id: person.map_or("", |person| person.id()),
                family: person.map_or("", |person| person.family_name()),
                given: person.map_or("", |person| person.given_name()),
                speciality_code: speciality.0,
                speciality_label: speciality.1,
            },
            structure: StructureFacts {
                id: place.map_or("", |place| place.id()),
                name: place.map_or("", |place| place.name()),
                facility: entry.facility_type.as_deref().map(coded),
                setting: entry.practice_setting.as_deref().map(coded),
            },
            replaces: self.replaces.as_deref(),
            study,
            variant: self.variant,
        };
        Some(bodies::render(&kind, &facts))
    }
}

/// One instant in the two forms bodies want.
struct Dated {
    hl7: String,
    day: String,
}

impl Dated {
    fn of(at: Option<&Timestamp>) -> Self {
        let day = at.zip(PARIS.as_ref()).map(|(at, zone)| at.local_date(zone));
        Dated { hl7: at.map(Timestamp::hl7_utc).unwrap_or_default(), day: day.unwrap_or_default() }
    }

    fn moment(&self) -> Moment<'_> {
        Moment { hl7: &self.hl7, day: &self.day }
    }
}

fn coded(code: &XdsCode) -> (&str, &str, &str) {
    (&code.code, code.label.as_deref().unwrap_or_default(), &code.scheme)
}

fn reference<'e>(entry: &'e DocumentEntry, kind: &ReferenceIdType) -> Option<&'e str> {
    let found = entry.reference_ids.iter().find(|reference| reference.kind() == *kind);
    found.map(|reference| reference.id())
}

/// A detached signature as far as a reader of the sandbox needs one: it names the document and
/// proves nothing.
fn signature(entry: &DocumentEntry) -> Vec<u8> {
    let mut writer = Writer::document();
    writer.open("ds:Signature").attribute("xmlns:ds", "http://www.w3.org/2000/09/xmldsig#");
    writer.attribute("Id", "Signature01").open("ds:SignedInfo");
    let canonical = ("Algorithm", "http://www.w3.org/TR/2001/REC-xml-c14n-20010315");
    writer.empty("ds:CanonicalizationMethod", &[canonical]);
    let method = ("Algorithm", "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256");
    writer.empty("ds:SignatureMethod", &[method]);
    let document = format!("urn:oid:{}", entry.unique_id.as_deref().unwrap_or_default());
    writer.open("ds:Reference").attribute("URI", &document);
    writer.empty("ds:DigestMethod", &[("Algorithm", "http://www.w3.org/2001/04/xmlenc#sha256")]);
    writer.leaf("ds:DigestValue", "AA==").close().close();
    writer.leaf("ds:SignatureValue", "AA==");
    writer.finish().into_bytes()
}
