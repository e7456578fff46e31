//! The official samples of XDS and XDM: each is read, and everything its objects hold is in the
//! records. Where DMPKIT_DUMP names a folder, the records are written there as JSON, for an
//! independent reader to find each slot, classification and identifier again
//! (tests/judges/registry_walk.py). DMPKIT_SAMPLES names the folder of the samples.

use std::path::{Path, PathBuf};
use std::{env, fs};

use dmpkit::record::{
    Association, Author, AvailabilityStatus, DocumentEntry, Extra, Folder, SubmissionSet,
    Timestamp, XdsCode,
};
use dmpkit::wire::registry::{
    answer_limits, read_answer, read_stored_query, read_submission, QueryId, ResponseStatus,
    Submission,
};
use dmpkit::wire::WireError;
use dmpkit::xml::{decode, Document, Limits, Problem};
use serde_json::{json, Value};

fn samples() -> Option<PathBuf> {
    let beside = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/samples");
    let folder = env::var_os("DMPKIT_SAMPLES").map_or_else(beside, PathBuf::from);
    if folder.is_dir() {
        return Some(folder);
    }
    assert_ne!(env::var("CI").as_deref(), Ok("true"), "{} is absent", folder.display());
    println!("no samples: {} is absent", folder.display());
    None
}

/// The envelope of a multipart message, else the whole file.
fn message(bytes: &[u8]) -> Vec<u8> {
    let text = String::from_utf8_lossy(bytes);
    if !text.starts_with("--") {
        return bytes.to_vec();
    }
    let Some(name) = text.find(":Envelope") else { return bytes.to_vec() };
    let start = text[..name].rfind('<').unwrap();
    let end = text.rfind(":Envelope>").unwrap() + ":Envelope>".len();
    text.as_bytes()[start..end].to_vec()
}

/// The facts of one object, named as they stand on the wire.
#[derive(Default)]
struct Facts(Vec<Value>);

impl Facts {
    fn add(&mut self, words: &[&str]) {
        self.0.push(json!(words));
    }

    fn attribute(&mut self, name: &str, value: Option<&str>) {
        value.into_iter().for_each(|value| self.add(&["attribute", name, value]));
    }

    fn slot<'v>(&mut self, name: &str, values: impl IntoIterator<Item = &'v str>) {
        values.into_iter().for_each(|value| self.add(&["slot", name, value]));
    }

    fn time(&mut self, name: &str, at: &Option<Timestamp>) {
        self.slot(name, at.as_ref().map(Timestamp::hl7_utc).as_deref());
    }

    fn code(&mut self, scheme: &str, code: &XdsCode) {
        self.class(scheme, &code.code, code.label.as_deref());
        if !code.scheme.is_empty() {
            self.add(&["class-slot", scheme, &code.code, "codingScheme", &code.scheme]);
        }
    }

    fn class(&mut self, scheme: &str, node: &str, label: Option<&str>) {
        self.add(&["class", scheme, node]);
        label.into_iter().for_each(|label| self.add(&["class-label", scheme, node, label]));
    }

    fn author(&mut self, scheme: &str, author: &Author) {
        self.class(scheme, "", None);
        let mut slot = |name: &str, value: &str| {
            self.add(&["class-slot", scheme, "", name, value]);
        };
        author.persons.iter().for_each(|person| slot("authorPerson", person.as_str()));
        author.institutions.iter().for_each(|place| slot("authorInstitution", place.as_str()));
        author.roles.iter().for_each(|role| slot("authorRole", role));
        author.specialities.iter().for_each(|text| slot("authorSpecialty", text));
        author.telecoms.iter().for_each(|text| slot("authorTelecommunication", text));
    }

    fn identifier(&mut self, scheme: &str, value: Option<&str>) {
        value.into_iter().for_each(|value| self.add(&["identifier", scheme, value]));
    }

    fn status(&mut self, status: &Option<AvailabilityStatus>) {
        self.attribute("status", status.as_ref().map(AvailabilityStatus::code));
    }

    fn extras(&mut self, extras: &[Extra]) {
        for extra in extras {
            match extra {
                Extra::Slot { name, values } if values.is_empty() => {
                    self.add(&["empty-slot", name])
                }
                Extra::Slot { name, values } => {
                    self.slot(name, values.iter().map(|value| &**value))
                }
                Extra::Classification { scheme, node, label, slots } => {
                    self.class(scheme, node, label.as_deref());
                    for (name, values) in slots {
                        for value in values {
                            self.add(&["class-slot", scheme, node, name, value]);
                        }
                    }
                }
                Extra::Identifier { scheme, value } => self.identifier(scheme, Some(value)),
                Extra::Attribute { name, value } => self.attribute(name, Some(value)),
                Extra::Text { field, text, .. } => self.add(&[field, text]),
            }
        }
    }

    fn of(self, kind: &str, id: &str) -> Value {
        json!({"kind": kind, "id": id, "facts": self.0})
    }
}

fn document(entry: &DocumentEntry) -> Value {
    let mut facts = Facts::default();
    facts.attribute("lid", entry.logical_id.as_deref());
    facts.attribute("home", entry.home_community_id.as_deref());
    facts.attribute("objectType", entry.object_type.as_deref());
    facts.attribute("mimeType", entry.mime_type.as_deref());
    facts.attribute("versionName", entry.version.as_deref());
    facts.status(&entry.status);
    entry.title.iter().for_each(|text| facts.add(&["title", text]));
    entry.comments.iter().for_each(|text| facts.add(&["comments", text]));
    facts.time("creationTime", &entry.creation_time);
    facts.time("serviceStartTime", &entry.service_start);
    facts.time("serviceStopTime", &entry.service_stop);
    facts.slot("languageCode", entry.language.as_deref());
    facts.slot("repositoryUniqueId", entry.repository_unique_id.as_deref());
    facts.slot("hash", entry.hash.as_deref());
    facts.slot("size", entry.size.map(|size| size.to_string()).as_deref());
    facts.slot("URI", entry.uri.as_deref());
    facts.slot("legalAuthenticator", entry.legal_authenticator.as_ref().map(|one| one.as_str()));
    facts.slot("sourcePatientId", entry.source_patient_id.as_ref().map(|id| id.as_str()));
    facts.slot("sourcePatientInfo", entry.source_patient_info.iter().map(|line| &**line));
    let references = entry.reference_ids.iter().map(|id| id.as_str());
    facts.slot("urn:ihe:iti:xds:2013:referenceIdList", references);
    let single = [
        ("urn:uuid:41a5887f-8865-4c09-adf7-e362475b143a", &entry.class_code),
        ("urn:uuid:f0306f51-975f-434e-a61c-c59651d33983", &entry.type_code),
        ("urn:uuid:a09d5840-386c-46f2-b5ad-9c3699a4309d", &entry.format_code),
        ("urn:uuid:f33fb8ac-18af-42cc-ae0e-ed0b0bdb91e1", &entry.facility_type),
        ("urn:uuid:cccf5598-8b07-4b77-a05e-ae952c785ead", &entry.practice_setting),
    ];
    for (scheme, code) in single {
        code.iter().for_each(|code| facts.code(scheme, code));
    }
    for code in &entry.confidentiality {
        facts.code("urn:uuid:f4f85eac-e6cb-4883-b524-f2705394840f", code);
    }
    for code in &entry.event_codes {
        facts.code("urn:uuid:2c6b8cb7-8b2a-4051-b291-b1ae6a575ef4", code);
    }
    for author in &entry.authors {
        facts.author("urn:uuid:93606bcf-9494-43ec-9b4e-a7748d1a838d", author);
    }
    let patient = entry.patient_id.as_ref().map(|id| id.as_str());
    facts.identifier("urn:uuid:58a6f841-87b3-4a3e-92fd-a8ffeff98427", patient);
    let unique = entry.unique_id.as_deref();
    facts.identifier("urn:uuid:2e82c1f6-a085-4c72-9da3-8640a32e42ab", unique);
    facts.extras(&entry.extra);
    facts.of("ExtrinsicObject", &entry.entry_uuid)
}

fn submission_set(set: &SubmissionSet) -> Value {
    let mut facts = Facts::default();
    facts.attribute("lid", set.logical_id.as_deref());
    facts.attribute("home", set.home_community_id.as_deref());
    facts.attribute("versionName", set.version.as_deref());
    facts.status(&set.status);
    set.title.iter().for_each(|text| facts.add(&["title", text]));
    set.comments.iter().for_each(|text| facts.add(&["comments", text]));
    facts.time("submissionTime", &set.submission_time);
    for author in &set.authors {
        facts.author("urn:uuid:a7058bb9-b4e4-4307-ba5b-e3f0ab85e12d", author);
    }
    for code in set.content_type.iter() {
        facts.code("urn:uuid:aa543740-bdda-424e-8c96-df4873be8500", code);
    }
    let patient = set.patient_id.as_ref().map(|id| id.as_str());
    facts.identifier("urn:uuid:6b5aea1a-874d-4603-a4bc-96a0a7b38446", patient);
    facts.identifier("urn:uuid:554ac39e-e3fe-47fe-b233-965d2a147832", set.source_id.as_deref());
    facts.identifier("urn:uuid:96fdda7c-d067-4183-912e-bf5ee74998a8", set.unique_id.as_deref());
    facts.extras(&set.extra);
    facts.of("RegistryPackage", &set.entry_uuid)
}

fn folder(folder: &Folder) -> Value {
    let mut facts = Facts::default();
    facts.status(&folder.status);
    facts.extras(&folder.extra);
    facts.of("RegistryPackage", &folder.entry_uuid)
}

fn association(link: &Association) -> Value {
    let mut facts = Facts::default();
    facts.attribute("associationType", Some(link.kind.code()));
    facts.attribute("sourceObject", Some(&link.source));
    facts.attribute("targetObject", Some(&link.target));
    facts.status(&link.status);
    facts.extras(&link.extra);
    facts.of("Association", &link.id)
}

/// Writes the records of one sample for the judge; how many objects there are.
fn dump(name: &str, message: &[u8], found: &Submission) -> usize {
    let documents = found.documents.iter().map(|entry| document(entry));
    let sets = found.submission_sets.iter().map(|set| submission_set(set));
    let folders = found.folders.iter().map(folder);
    let links = found.associations.iter().map(association);
    let objects: Vec<Value> = documents.chain(sets).chain(folders).chain(links).collect();
    let references: Vec<&str> = found.references.iter().map(|id| &**id).collect();
    let count = objects.len();
    if let Some(folder) = env::var_os("DMPKIT_DUMP") {
        let folder = Path::new(&folder).join("registry");
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join(format!("{name}.xml")), message).unwrap();
        let text = json!({"objects": objects, "references": references}).to_string();
        fs::write(folder.join(format!("{name}.json")), text).unwrap();
    }
    count
}

/// One sample uses a prefix that it never declares, which no reader of namespaces may take: it is
/// declared first.
fn declared(bytes: Vec<u8>) -> Vec<u8> {
    let text = String::from_utf8(bytes).unwrap();
    if !text.contains("<mule:header>") {
        return text.into_bytes();
    }
    let refused = Document::parse(&text, &Limits::default()).err().unwrap();
    assert_eq!(refused.problem, Problem::UnboundPrefix);
    text.replace("<mule:header>", "<mule:header xmlns:mule='urn:mule'>").into_bytes()
}

/// The answer, whatever request it was for.
fn answer(bytes: &[u8]) -> Submission {
    let text = decode(bytes).unwrap();
    let document = Document::parse(&text, &Limits::default()).unwrap();
    let header = document.root().child("http://www.w3.org/2003/05/soap-envelope", "Header");
    let relates = header.and_then(|h| h.child("http://www.w3.org/2005/08/addressing", "RelatesTo"));
    let id = relates.map(|id| id.text().trim().to_string()).unwrap_or_default();
    let answer = read_answer(bytes, &id, &answer_limits()).unwrap();
    assert_eq!(answer.status, ResponseStatus::Success);
    if relates.is_some() {
        let other = read_answer(bytes, "urn:uuid:0", &answer_limits());
        assert_eq!(other, Err(WireError::OtherRequest));
    }
    Submission {
        documents: answer.documents,
        submission_sets: answer.submission_sets,
        folders: answer.folders,
        associations: answer.associations,
        references: answer.references,
        doubts: answer.doubts,
    }
}

#[test]
fn every_sample_is_read() {
    let Some(samples) = samples() else { return };
    let (mut objects, mut queries, mut refused) = (0, 0, 0);
    for part in ["xds", "xdm"] {
        for file in fs::read_dir(samples.join(part)).unwrap() {
            let path = file.unwrap().path();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            let bytes = message(&fs::read(&path).unwrap());
            let text = decode(&bytes).unwrap_or_else(|error| panic!("{name}: {error}"));
            if text.contains("AdhocQueryRequest") {
                let document = Document::parse(&text, &Limits::default()).unwrap();
                let body = document.root().child("http://www.w3.org/2003/05/soap-envelope", "Body");
                let query = read_stored_query(body.unwrap().children().next().unwrap()).unwrap();
                assert_eq!(query.query(), Some(QueryId::FindDocuments), "{name}");
                let patient = query.first("$XDSDocumentEntryPatientId").unwrap();
                assert!(patient.contains("^^^") && !patient.contains('\''), "{name}");
                queries += 1;
            } else if text.contains("AdhocQueryResponse") || text.contains("RegistryResponse") {
                let bytes = declared(bytes);
                objects += dump(&name, &bytes, &answer(&bytes));
            } else if text.contains("RegistryObjectList") {
                let found = read_submission(&text, &answer_limits())
                    .unwrap_or_else(|error| panic!("{name}: {error}"));
                let count = dump(&name, &bytes, &found);
                assert!(count > 1, "{name} holds a submission and its documents");
                objects += count;
            } else {
                // Two files of multipart tests hold no message at all.
                assert!(name.ends_with("Mtom.xml"), "{name}");
                let error = read_submission(&text, &answer_limits()).unwrap_err();
                assert!(matches!(error, WireError::Xml(_)), "{name}: {error}");
                refused += 1;
            }
        }
    }
    assert!(objects > 30 && queries == 2 && refused == 2, "{objects} {queries} {refused}");
}
