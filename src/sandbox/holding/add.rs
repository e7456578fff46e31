use std::sync::Arc;

use super::body::{Body, Rendering};
use super::given::{default_writer, Draft};
use super::lot::{author_of, patient_as_author, Lot};
use super::{ids, Holding};
use crate::record::{Author, AvailabilityStatus, DocumentEntry, Invalid};

impl Holding {
    /// Adds a document in a submission of its own. `number` tells it from the others of the same
    /// list; it must replace nothing, or what is there.
    pub fn add(&mut self, draft: &Draft, seed: &str, number: usize) -> Result<(), Invalid> {
        let seed = format!("{seed}/{number}");
        let own = format!("{}/{seed}", self.subject.matricule());
        let unique_id = draft.unique_id.clone().unwrap_or_else(|| ids::oid(&own));
        if self.documents.iter().any(|stored| stored.has_unique_id(&unique_id)) {
            return Err(Invalid::new("unique_id", "is another document's"));
        }
        let old = match &draft.replaces {
            None => None,
            Some(id) => {
                let problem = "is no document this person has";
                let at = self.position(id).ok_or_else(|| Invalid::new("replaces", problem))?;
                let old = self.documents[at].clone();
                self.change(at, |entry| entry.status = Some(AvailabilityStatus::Deprecated));
                Some(old)
            }
        };
        let writer = default_writer(draft.kind);
        let authors = match draft.entry.authors.as_slice() {
            [] => writer.map(|writer| author_of(writer, self)).into_iter().collect(),
            authors => authors.to_vec(),
        };
        let signer = authors.first().and_then(|author: &Arc<Author>| author.person()).cloned();
        let patient = self.subject.cx();
        let entry = DocumentEntry {
            entry_uuid: ids::urn(&own),
            logical_id: Some(ids::urn(&own)),
            version: Some("1".into()),
            unique_id: Some(unique_id),
            legal_authenticator: Some(Arc::new(signer.unwrap_or_else(|| patient_as_author(self)))),
            authors: authors.clone(),
            patient_id: Some(patient.clone()),
            source_patient_id: Some(patient),
            source_patient_info: self.subject.traits(),
            ..draft.entry.clone()
        };
        let body = match &draft.body {
            Some(bytes) => Body::Given(bytes.clone()),
            None => {
                let before = match old.as_ref().map(|old| old.body()) {
                    Some(Body::Rendered(before)) => Some((before.set, before.version)),
                    _ => None,
                };
                let (set, version) = before.unwrap_or_else(|| (ids::oid(&format!("{own}/set")), 0));
                Body::Rendered(Rendering {
                    kind: draft.kind,
                    variant: u32::try_from(number).unwrap_or_default(),
                    set,
                    version: version + 1,
                    replaces: old.as_ref().and_then(|old| old.entry.unique_id.clone()),
                })
            }
        };
        let mut lot = Lot::new(self, &seed, Some(draft.submitted.clone()), &authors);
        lot.add(entry, body, old.as_ref().map(|old| &*old.entry.entry_uuid));
        lot.close();
        Ok(())
    }
}
