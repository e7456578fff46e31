use std::fmt;
use std::sync::Arc;

use once_cell::sync::OnceCell;
use sha1::{Digest, Sha1};

use super::body::Body;
use crate::record::{Cx, DocumentEntry, Ins, Patient};

/// The patient, as documents name her.
pub(super) struct Subject {
    /// None for somebody who has no record.
    ins: Option<Ins>,
    pub family: String,
    pub given: String,
    /// `YYYYMMDD`.
    pub birth_date: String,
    pub sex: String,
}

impl Subject {
    pub fn of(patient: &Patient) -> Self {
        let traits = patient.traits();
        Subject {
            ins: patient.ins().cloned(),
            family: traits.birth_name().to_string(),
            given: traits.given_names().first().cloned().unwrap_or_default(),
            birth_date: traits.birth_date().hl7().to_string(),
            sex: traits.sex().code().to_string(),
        }
    }

    pub fn matricule(&self) -> &str {
        self.ins.as_ref().map_or("", Ins::matricule)
    }

    pub fn oid(&self) -> &'static str {
        self.ins.as_ref().map_or("", Ins::oid)
    }

    pub fn cx(&self) -> Arc<Cx> {
        Arc::new(Cx::new(&self.ins.as_ref().map(Ins::cx).unwrap_or_default()))
    }

    /// `sourcePatientInfo`.
    pub fn traits(&self) -> Vec<Arc<str>> {
        let Subject { family, given, birth_date, sex, .. } = self;
        let name = format!("PID-5|{family}^{given}^^^^^L");
        vec![name.into(), format!("PID-7|{birth_date}").into(), format!("PID-8|{sex}").into()]
    }
}

/// Names nobody.
impl fmt::Debug for Subject {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("Subject(…)")
    }
}

/// One document: what the registry says of it and what the repository holds.
#[derive(Debug)]
pub(in crate::sandbox) struct Stored {
    subject: Arc<Subject>,
    /// Without hash and size: these are known once somebody asked.
    pub entry: DocumentEntry,
    body: Body,
    described: OnceCell<Arc<DocumentEntry>>,
}

impl Stored {
    pub(super) fn new(subject: &Arc<Subject>, entry: DocumentEntry, body: Body) -> Self {
        Stored { subject: subject.clone(), entry, body, described: OnceCell::new() }
    }

    /// The same document, of which the registry says something else.
    pub(super) fn changed(&self, change: impl FnOnce(&mut DocumentEntry)) -> Self {
        let mut entry = self.entry.clone();
        change(&mut entry);
        Stored::new(&self.subject, entry, self.body.clone())
    }

    pub(super) fn body(&self) -> Body {
        self.body.clone()
    }

    /// The whole entry, with the hash and the size of the body.
    pub fn described(&self) -> &Arc<DocumentEntry> {
        self.described.get_or_init(|| {
            let bytes = self.bytes();
            let hash: String =
                Sha1::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect();
            Arc::new(DocumentEntry {
                hash: Some(hash.into()),
                size: Some(bytes.len() as u64),
                ..self.entry.clone()
            })
        })
    }

    /// The document itself.
    pub fn bytes(&self) -> Vec<u8> {
        match &self.body {
            Body::Given(bytes) => bytes.to_vec(),
            Body::Rendered(rendering) => rendering.bytes(&self.entry, &self.subject),
        }
    }

    pub fn has_unique_id(&self, id: &str) -> bool {
        self.entry.unique_id.as_deref() == Some(id)
    }
}
