//! A submission to the DMP: documents sent at once, and the links that come with them.

use std::sync::Arc;

use super::body::{Body, Rendering};
use super::ids;
use super::stored::Stored;
use super::tables::{code, Kind, Writer};
use super::Holding;
use crate::record::{
    Association, AssociationKind, Author, AvailabilityStatus, Cx, DocumentEntry, Extra,
    SubmissionSet, Timestamp, Xcn,
};

/// A submission being made. Each document added becomes a member of it.
pub(super) struct Lot<'a> {
    holding: &'a mut Holding,
    seed: String,
    set: SubmissionSet,
}

impl<'a> Lot<'a> {
    /// `seed` names the submission in the holding; `at` is the moment of deposit.
    pub fn new(
        holding: &'a mut Holding,
        seed: &str,
        at: Option<Timestamp>,
        authors: &[Arc<Author>],
    ) -> Self {
        let seed = format!("{}/{seed}", holding.subject.matricule());
        let set_seed = format!("{seed}/lot");
        let source = authors.first().and_then(|author| author.institutions.first());
        let source = ids::oid(source.map_or("patient", |institution| institution.id()));
        let stay = authors.iter().any(|author| is_hospital(author));
        let set = SubmissionSet {
            entry_uuid: ids::urn(&set_seed),
            logical_id: Some(ids::urn(&set_seed)),
            version: Some("1".into()),
            unique_id: Some(ids::oid(&set_seed)),
            source_id: Some(source.into()),
            status: Some(AvailabilityStatus::Approved),
            content_type: code("content", if stay { "03" } else { "07" }),
            authors: authors.to_vec(),
            submission_time: at,
            patient_id: Some(holding.subject.cx()),
            ..SubmissionSet::default()
        };
        Lot { holding, seed, set }
    }

    pub fn under(mut self, patient: Arc<Cx>) -> Self {
        self.set.patient_id = Some(patient);
        self
    }

    /// Adds a document, and the link to the one it replaces.
    pub fn add(&mut self, entry: DocumentEntry, body: Body, replaces: Option<&str>) {
        self.member(&entry.entry_uuid);
        if let Some(old) = replaces {
            self.link(AssociationKind::Replaces, &entry.entry_uuid.clone(), old, Vec::new());
        }
        let stored = Stored::new(&self.holding.subject, entry, body);
        self.holding.documents.push(Arc::new(stored));
    }

    fn member(&mut self, entry_uuid: &str) {
        let original = slot("SubmissionSetStatus", "Original");
        let set = self.set.entry_uuid.clone();
        self.link(AssociationKind::HasMember, &set, entry_uuid, vec![original]);
    }

    /// The status of a document changes.
    pub fn change_status(&mut self, of: &str, from: AvailabilityStatus, to: AvailabilityStatus) {
        let slots = vec![slot("OriginalStatus", from.code()), slot("NewStatus", to.code())];
        let set = self.set.entry_uuid.clone();
        self.link(AssociationKind::UpdatesAvailability, &set, of, slots);
    }

    /// Signs the documents of this submission, which is then complete.
    pub fn sign(&mut self, at: Option<Timestamp>) {
        let (Some(kind), Some(author)) = (Kind::find("signature"), self.set.authors.first()) else {
            return;
        };
        let seed = format!("{}/signature", self.seed);
        let members = self.holding.associations.iter();
        let members = members.filter(|link| {
            link.kind == AssociationKind::HasMember && link.source == self.set.entry_uuid
        });
        let signed: Vec<Box<str>> = members.map(|link| link.target.clone()).collect();
        let person = author.person().cloned().map(Arc::new);
        let visibilities = ["N", "MASQUE_PS", "INVISIBLE_PATIENT"];
        let entry = DocumentEntry {
            entry_uuid: ids::urn(&seed),
            logical_id: Some(ids::urn(&seed)),
            version: Some("1".into()),
            unique_id: Some(ids::oid(&seed)),
            title: Some("Source".into()),
            language: Some("art".into()),
            confidentiality: visibilities
                .iter()
                .filter_map(|v| code("confidentiality", v))
                .collect(),
            authors: vec![author.clone()],
            facility_type: code("facility", "SA07"),
            practice_setting: code("setting", "AMBULATOIRE"),
            legal_authenticator: person,
            creation_time: at.clone(),
            service_start: at,
            patient_id: self.set.patient_id.clone(),
            source_patient_id: self.set.patient_id.clone(),
            ..described_by(kind)
        };
        for document in &signed {
            self.link(AssociationKind::Signs, &entry.entry_uuid.clone(), document, Vec::new());
        }
        let body = Rendering { kind, variant: 0, set: ids::oid(&seed), version: 1, replaces: None };
        self.add(entry, Body::Rendered(body), None);
    }

    fn link(&mut self, kind: AssociationKind, source: &str, target: &str, extra: Vec<Extra>) {
        let seed = format!("{}/{}/{source}/{target}", self.seed, kind.code());
        self.holding.associations.push(Arc::new(Association {
            id: ids::urn(&seed),
            kind,
            source: source.into(),
            target: target.into(),
            status: Some(AvailabilityStatus::Approved),
            extra,
            doubts: Vec::new(),
        }));
    }

    /// Puts the submission on the shelf.
    pub fn close(self) {
        self.holding.submissions.push(Arc::new(self.set));
    }
}

fn is_hospital(author: &Author) -> bool {
    // FINESS identifiers of the table's hospitals and clinics.
    const HOSPITALS: [&str; 2] = ["1990000058", "1990000090"];
    author.institutions.iter().any(|institution| HOSPITALS.contains(&institution.id()))
}

fn slot(name: &str, value: &str) -> Extra {
    Extra::Slot { name: name.into(), values: vec![value.into()] }
}

/// What a kind says of each of its documents.
pub(super) fn described_by(kind: &Kind) -> DocumentEntry {
    DocumentEntry {
        repository_unique_id: Some(super::REPOSITORY.into()),
        object_type: Some("urn:uuid:7edca82f-054d-47f2-a032-9b2a5b5186c1".into()),
        status: Some(AvailabilityStatus::Approved),
        mime_type: Some(kind.mime_type.into()),
        language: Some("fr-FR".into()),
        class_code: Some(kind.class_code.clone()),
        type_code: Some(kind.type_code.clone()),
        format_code: Some(kind.format.clone()),
        event_codes: kind.events.clone(),
        ..DocumentEntry::default()
    }
}

/// The author as documents name him: the patient by her INS.
pub(super) fn author_of(writer: &Writer, holding: &Holding) -> Arc<Author> {
    if let Some(author) = &writer.author {
        return author.clone();
    }
    Arc::new(Author {
        persons: vec![patient_as_author(holding)],
        roles: vec!["patient".into()],
        specialities: vec![
            "EXP_PATIENT^Expression personnelle du patient^1.2.250.1.213.1.1.4.6".into()
        ],
        ..Author::default()
    })
}

pub(super) fn patient_as_author(holding: &Holding) -> Xcn {
    let subject = &holding.subject;
    Xcn::new(&format!(
        "{}^{}^{}^^^^^^&{}&ISO^D^^^NH",
        subject.matricule(),
        subject.family,
        subject.given,
        subject.oid()
    ))
}
