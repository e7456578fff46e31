//! What happens to a record while the sandbox runs, as its patient and other professionals would
//! do it.

use std::sync::Arc;

use serde::Deserialize;

use super::given::{Draft, GivenDocument};
use super::lot::Lot;
use super::stored::Stored;
use super::tables::code;
use super::{ids, Holding};
use crate::record::{
    AssociationKind, AvailabilityStatus, DocumentEntry, Invalid, Object, Timestamp,
};

/// A change of one person's documents.
#[derive(Debug, Clone, Deserialize)]
#[serde(try_from = "Object<Document>")]
pub struct DocumentChange {
    /// The short name of the person's case.
    pub(in crate::sandbox) person: String,
    act: Act,
}

#[derive(Debug, Clone)]
enum Act {
    Add(Box<GivenDocument>),
    Replace(String, Box<GivenDocument>),
    To(Word, String),
}

/// As it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Document {
    person: String,
    change: Word,
    unique_id: Option<String>,
    document: Option<Object<GivenDocument>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Word {
    Add,
    Replace,
    Delete,
    Archive,
    Unarchive,
    Mask,
    Unmask,
    ShowToPatient,
    ShowToRepresentatives,
    Vanish,
}

impl TryFrom<Object<Document>> for DocumentChange {
    type Error = String;

    fn try_from(Object(document): Object<Document>) -> Result<Self, String> {
        let Document { person, change, unique_id, document } = document;
        let given = document.map(|Object(document)| Box::new(document));
        // In the words of serde, from which the field is named.
        let act = match (change, unique_id, given) {
            (Word::Add, None, Some(document)) => Act::Add(document),
            (Word::Add, Some(_), _) => return Err("unknown field `unique_id`".into()),
            (Word::Replace, Some(id), Some(document)) => Act::Replace(id, document),
            (Word::Add | Word::Replace, _, None) => return Err("missing field `document`".into()),
            (_, None, _) => return Err("missing field `unique_id`".into()),
            (_, Some(_), Some(_)) => return Err("unknown field `document`".into()),
            (word, Some(id), None) => Act::To(word, id),
        };
        Ok(DocumentChange { person, act })
    }
}

impl Holding {
    /// Makes a change, at this moment.
    pub fn make(&mut self, change: &DocumentChange, now: &Timestamp) -> Result<(), Invalid> {
        let number = self.submissions.len();
        match &change.act {
            Act::Add(document) => self.insert(document, None, number, now),
            Act::Replace(id, document) => self.insert(document, Some(id), number, now),
            Act::To(word, id) => {
                let problem = "is no document this person has";
                let at = self.position(id).ok_or_else(|| Invalid::new("unique_id", problem))?;
                match word {
                    Word::Vanish => self.vanish(id),
                    Word::Delete => self.set_status(at, AvailabilityStatus::Deleted, now),
                    Word::Archive => self.set_status(at, AvailabilityStatus::Archived, now),
                    Word::Unarchive => self.set_status(at, AvailabilityStatus::Approved, now),
                    word => self.set_visibility(at, *word, now),
                }
                Ok(())
            }
        }
    }

    fn insert(
        &mut self,
        document: &GivenDocument,
        replaced: Option<&str>,
        number: usize,
        now: &Timestamp,
    ) -> Result<(), Invalid> {
        let mut draft: Draft =
            document.clone().check().map_err(|invalid| invalid.within("document"))?;
        let in_document = |invalid: Invalid| invalid.within("document");
        if let Some(id) = replaced {
            if draft.replaces.is_some() {
                let problem = "goes with add; replace says what it replaces";
                return Err(in_document(Invalid::new("replaces", problem)));
            }
            if self.position(id).is_none() {
                return Err(Invalid::new("unique_id", "is no document this person has"));
            }
            draft.replaces = Some(id.into());
        }
        if !document.says_when_submitted() {
            draft.submitted = now.clone();
        }
        self.add(&draft, "control", number).map_err(in_document)
    }

    /// The entry in force of a document.
    pub(super) fn position(&self, unique_id: &str) -> Option<usize> {
        self.documents.iter().rposition(|stored| {
            stored.has_unique_id(unique_id)
                && stored.entry.status != Some(AvailabilityStatus::Deleted)
        })
    }

    pub(super) fn change(&mut self, at: usize, change: impl FnOnce(&mut DocumentEntry)) {
        if let Some(stored) = self.documents.get_mut(at) {
            *stored = Arc::new(stored.changed(change));
        }
    }

    fn set_status(&mut self, at: usize, status: AvailabilityStatus, now: &Timestamp) {
        let stored = self.documents[at].clone();
        let mut concerned = vec![stored.entry.entry_uuid.clone()];
        if status == AvailabilityStatus::Deleted {
            self.older_versions(&mut concerned);
        }
        for at in 0..self.documents.len() {
            if concerned.contains(&self.documents[at].entry.entry_uuid) {
                self.change(at, |entry| entry.status = Some(status.clone()));
            }
        }
        let before = stored.entry.status.clone().unwrap_or(AvailabilityStatus::Approved);
        let mut lot = self.lot(&stored, now);
        lot.change_status(&stored.entry.entry_uuid, before, status);
        lot.close();
    }

    /// Whoever deletes the current version deletes those it replaced.
    fn older_versions(&self, concerned: &mut Vec<Box<str>>) {
        let mut next = 0;
        while let Some(source) = concerned.get(next).cloned() {
            let replaced = self
                .associations
                .iter()
                .filter(|link| link.kind == AssociationKind::Replaces && link.source == source);
            for link in replaced {
                if !concerned.contains(&link.target) {
                    concerned.push(link.target.clone());
                }
            }
            next += 1;
        }
    }

    /// The same document under a new entry, one version later; the old entry is obsolete.
    fn set_visibility(&mut self, at: usize, word: Word, now: &Timestamp) {
        let stored = self.documents[at].clone();
        let old = &stored.entry;
        let version = old.version.as_deref().and_then(|version| version.parse::<u32>().ok());
        let version = version.unwrap_or(1) + 1;
        let mut entry = DocumentEntry {
            entry_uuid: ids::urn(&format!("{}/{version}", old.entry_uuid)),
            version: Some(version.to_string().into()),
            ..old.clone()
        };
        let dropped: &[&str] = match word {
            Word::Unmask => &["MASQUE_PS"],
            Word::ShowToPatient => &["INVISIBLE_PATIENT"],
            Word::ShowToRepresentatives => &["INVISIBLE_REPRESENTANTS_LEGAUX"],
            _ => &[],
        };
        entry.confidentiality.retain(|code| !dropped.contains(&&*code.code));
        if word == Word::Mask && !entry.is_masked() {
            entry.confidentiality.extend(code("confidentiality", "MASQUE_PS"));
        }
        self.change(at, |entry| entry.status = Some(AvailabilityStatus::Deprecated));
        let body = stored.body();
        let mut lot = self.lot(&stored, now);
        lot.add(entry, body, None);
        lot.close();
    }

    /// Gone without a trace.
    fn vanish(&mut self, unique_id: &str) {
        let gone: Vec<Box<str>> = self
            .documents
            .iter()
            .filter(|stored| stored.has_unique_id(unique_id))
            .map(|stored| stored.entry.entry_uuid.clone())
            .collect();
        self.documents.retain(|stored| !stored.has_unique_id(unique_id));
        self.associations
            .retain(|link| !gone.contains(&link.source) && !gone.contains(&link.target));
    }

    /// A submission of who wrote a document, now.
    fn lot(&mut self, stored: &Stored, now: &Timestamp) -> Lot<'_> {
        let seed = format!("control/{}", self.submissions.len());
        let author: Vec<_> = stored.entry.authors.first().cloned().into_iter().collect();
        Lot::new(self, &seed, Some(now.clone()), &author)
    }
}
