//! ITI-43: the documents themselves, in MTOM, with the size and hash that the registry told.

use dmpkit::record::{AvailabilityStatus, Role};
use dmpkit::wire::registry::StoredQuery;
use dmpkit::wire::repository::{hash_check, write_retrieve, DocumentRequest, HashCheck, ACTION};
use dmpkit::xml::{decode, Document, Limits};

use super::asking::{ins, sandbox, Asker, Given, Object, SOAP, TREATED, VALIDE};
use super::find::{approved, current, every_status, everything};
use super::scenario::unique_ids;

const BLOCKED: &str = "279051305590689";

fn documents(query: &StoredQuery) -> Vec<Object> {
    Asker::doctor().search(&sandbox(), VALIDE, query).good().documents
}

fn one(title: &str) -> Object {
    everything().iter().rev().find(|document| document.title == title).unwrap().clone()
}

fn given(ids: &[&str]) -> Given {
    Asker::doctor().retrieve(&sandbox(), VALIDE, ids)
}

#[test]
fn a_document_is_the_one_the_registry_told_of() {
    let entry = one("TSH");
    let given = given(&[entry.unique_id()]);
    assert_eq!(given.status, "Success");
    let [document] = given.documents.as_slice() else { panic!("{}", given.documents.len()) };
    assert_eq!(document.document_unique_id, entry.unique_id());
    assert_eq!(document.mime_type, "text/xml");
    let size = entry.slot("size").parse().unwrap();
    let check = hash_check(&document.bytes, Some(entry.slot("hash")), Some(size));
    assert_eq!(check, HashCheck::Matches);
}

#[test]
fn a_body_says_what_its_metadata_say() {
    let entry = one("TSH");
    let given = given(&[entry.unique_id()]);
    let text = decode(&given.documents[0].bytes).unwrap();
    let document = Document::parse(&text, &Limits::default()).unwrap();
    let root = document.root();
    let hl7 = "urn:hl7-org:v3";
    assert!(root.is(hl7, "ClinicalDocument"));
    let id = root.child(hl7, "id").unwrap();
    let id = (id.attribute("root").unwrap(), id.attribute("extension"));
    assert_eq!(id, (entry.unique_id().into(), None));
    assert_eq!(root.child(hl7, "title").unwrap().text(), "TSH");
    let code = root.child(hl7, "code").unwrap();
    assert_eq!(code.attribute("code").unwrap(), entry.type_code());
    for words in ["MAREUIL", "258033523890052", "THÉVENOT"] {
        assert!(text.contains(words), "{words}");
    }
}

#[test]
fn every_body_is_made_measured_and_of_its_type() {
    for matricule in [VALIDE, TREATED, "237066912390270", "215094900791661"] {
        let doctor = Asker::doctor();
        let found = doctor.search(&sandbox(), matricule, &every_status(matricule)).good();
        for entries in found.documents.chunks(40) {
            let ids: Vec<&str> = entries.iter().map(|entry| entry.unique_id()).collect();
            let given = doctor.retrieve(&sandbox(), matricule, &ids);
            assert_eq!(given.status, "Success");
            assert_eq!(given.documents.len(), entries.len());
            for (entry, document) in entries.iter().zip(&given.documents) {
                let size = entry.slot("size").parse().unwrap();
                let check = hash_check(&document.bytes, Some(entry.slot("hash")), Some(size));
                assert_eq!(check, HashCheck::Matches, "{} {}", entry.title, entry.type_code());
                assert!(document.bytes.len() > 200, "{}", entry.type_code());
                if document.mime_type == "application/dicom" {
                    assert_eq!(&document.bytes[128..132], b"DICM");
                    continue;
                }
                let text = decode(&document.bytes).unwrap();
                Document::parse(&text, &Limits::default()).unwrap();
                // What the metadata say, the header says too (EX_2.1-2020).
                let schemes = [
                    "urn:uuid:f0306f51-975f-434e-a61c-c59651d33983",
                    "urn:uuid:f33fb8ac-18af-42cc-ae0e-ed0b0bdb91e1",
                    "urn:uuid:cccf5598-8b07-4b77-a05e-ae952c785ead",
                ];
                for (_, code, _) in entry.codes.iter().filter(|(of, ..)| schemes.contains(&&**of)) {
                    let there = text.contains(&format!("code=\"{code}\""));
                    assert!(there || entry.type_code() == "E1762", "{} {code}", entry.title);
                }
            }
        }
    }
}

#[test]
fn values_drift_along_a_series() {
    let ids: Vec<String> = current()
        .iter()
        .filter(|document| document.title == "HbA1c")
        .map(|document| document.unique_id().to_string())
        .collect();
    let ids: Vec<&str> = ids.iter().map(String::as_str).take(10).collect();
    let given = given(&ids);
    let mut bodies: Vec<&[u8]> = given.documents.iter().map(|d| d.bytes.as_slice()).collect();
    bodies.sort_unstable();
    bodies.dedup();
    assert_eq!(bodies.len(), ids.len());
}

#[test]
fn what_is_unknown_is_said_and_the_rest_is_given() {
    let entry = one("TSH");
    let given = given(&[entry.unique_id(), "1.2.3.4"]);
    assert_eq!(given.status, "PartialSuccess");
    assert_eq!(given.documents.len(), 1);
    assert_eq!(given.errors, ["XDSDocumentUniqueIdError"]);
    let given = Asker::doctor().retrieve(&sandbox(), VALIDE, &["1.2.3.4"]);
    assert_eq!((given.status.as_str(), given.documents.len()), ("Failure", 0));
}

#[test]
fn a_hundred_documents_are_given_at_once_and_no_more() {
    let entry = &everything()[0];
    let many = |count: usize| given(&vec![entry.unique_id(); count]);
    assert_eq!(many(100).documents.len(), 100);
    let refused = many(101);
    assert_eq!(
        (refused.status.as_str(), refused.errors[0].as_str()),
        ("Failure", "XDSRepositoryError")
    );
}

#[test]
fn another_repository_is_not_known() {
    let request = DocumentRequest {
        repository_unique_id: "1.2.3".into(),
        document_unique_id: one("TSH").unique_id().into(),
    };
    let given = Asker::doctor().retrieve_raw(&sandbox(), VALIDE, &write_retrieve(&[request]));
    assert_eq!(given.errors, ["XDSUnknownRepositoryId"]);
}

#[test]
fn what_may_not_be_seen_may_not_be_read() {
    // Masked by the psychiatrist, who reads it.
    let psychiatrist = Asker {
        id: "899700000673",
        roles: vec![("10", Role::PROFESSIONS), ("SM42", Role::SPECIALITIES)],
        structure: "499700000673001",
        ..Asker::doctor()
    };
    let found = psychiatrist.search(&sandbox(), VALIDE, &approved(VALIDE)).good();
    let masked = found.documents.iter().find(|d| d.has_code("MASQUE_PS")).unwrap();
    assert_eq!(psychiatrist.retrieve(&sandbox(), VALIDE, &[masked.unique_id()]).status, "Success");
    let refused = given(&[masked.unique_id()]);
    assert_eq!(
        (refused.status.as_str(), refused.errors[0].as_str()),
        ("Failure", "DMPAccessForbidden")
    );
    // Not of her profession.
    let entry = one("Dispensation");
    let kine = Asker::other("70").retrieve(&sandbox(), VALIDE, &[entry.unique_id()]);
    assert_eq!(kine.errors, ["DMPAccessForbidden"]);
}

#[test]
fn a_blocked_author_reads_his_own_documents_and_no_others() {
    let cardiologist = Asker { id: "899700000459", ..Asker::other("10") };
    let emergency = Asker::doctor().in_emergency();
    let sandbox = sandbox();
    let of_doctor = unique_ids(BLOCKED, "few", "899700000011");
    let of_others = unique_ids(BLOCKED, "few", "899700000907");
    let read = |asker: &Asker, id: &str| asker.retrieve(&sandbox, BLOCKED, &[id]);
    assert_eq!(read(&Asker::doctor(), &of_doctor[0]).status, "Success");
    assert_eq!(read(&Asker::doctor(), &of_others[0]).errors, ["DMPAccessForbidden"]);
    assert_eq!(read(&cardiologist, &of_doctor[0]).errors, ["DMPAccessForbidden"]);
    assert_eq!(read(&emergency, &of_doctor[0]).errors, ["DMPAccessForbidden"]);
}

#[test]
fn neither_structures_nor_employees_nor_company_doctors_read() {
    let entry = one("TSH");
    let company = vec![("10", Role::PROFESSIONS), ("SM25", Role::SPECIALITIES)];
    for asker in [
        Asker { mode: "INDIRECTE", ..Asker::doctor() },
        Asker { id: "3990000066/S12", ..Asker::other("10") },
        Asker { roles: company, ..Asker::doctor() },
    ] {
        let given = asker.retrieve(&sandbox(), VALIDE, &[entry.unique_id()]);
        assert_eq!(given.errors, ["DMPAccessDeniedByRightsService"]);
    }
}

#[test]
fn what_was_deleted_is_gone() {
    let query = StoredQuery::find_documents(&ins(VALIDE), &[AvailabilityStatus::Deleted]);
    let deleted = documents(&query);
    assert_eq!(given(&[deleted[0].unique_id()]).errors, ["XDSDocumentUniqueIdError"]);
}

#[test]
fn a_plain_envelope_is_taken_too_and_faults_come_in_mtom() {
    let entry = one("TSH");
    let body = write_retrieve(&[Given::request(entry.unique_id())]);
    let request = Asker::doctor().request(ACTION, VALIDE, &body);
    let answer = sandbox().answer("repository", SOAP, &request);
    assert_eq!(answer.status, 200);
    assert!(answer.content_type.starts_with("multipart/related"), "{}", answer.content_type);
    let wrong = Asker::doctor().request(ACTION, VALIDE, "<x/>");
    let answer = sandbox().answer("repository", SOAP, &wrong);
    assert_eq!(answer.status, 500);
    assert!(answer.content_type.starts_with("multipart/related"), "{}", answer.content_type);
    assert!(String::from_utf8_lossy(&answer.body).contains("SimulateurMessageRefuse"));
}
