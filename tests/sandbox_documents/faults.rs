//! What may go wrong with an answer, on demand.

use dmpkit::sandbox::{FaultKind, Sandbox};
use dmpkit::transport::{Call, HttpRequest, Service, Transport, TransportError};
use dmpkit::wire::registry;
use dmpkit::wire::registry::write_stored_query;

use super::asking::{sandbox, Answer, Asker, Given, Object, SOAP, VALIDE};
use super::find::{approved, current};

fn faulty(fault: FaultKind) -> Sandbox {
    let sandbox = sandbox();
    sandbox.set_fault(Some(fault), None);
    sandbox
}

fn search(fault: FaultKind) -> Answer {
    Asker::doctor().search(&faulty(fault), VALIDE, &approved(VALIDE))
}

/// What it would have found.
fn whole() -> Vec<Object> {
    current()
}

#[test]
fn a_part_may_be_missing_and_said_to_be() {
    let answer = search(FaultKind::PartialSuccess);
    assert_eq!(answer.status, "PartialSuccess");
    assert_eq!(answer.documents.len(), whole().len() - 1);
    assert_eq!(answer.errors[0].0, "XDSRegistryOutOfResources");
    let ids: Vec<&str> = answer.documents.iter().take(3).map(|d| d.unique_id()).collect();
    let given = Asker::doctor().retrieve(&faulty(FaultKind::PartialSuccess), VALIDE, &ids);
    assert_eq!((given.status.as_str(), given.documents.len()), ("PartialSuccess", 2));
    assert_eq!(given.errors, ["XDSDocumentUniqueIdError"]);
}

#[test]
fn entries_may_lack_their_identifier_or_come_twice() {
    let answer = search(FaultKind::MissingUniqueId).good();
    let without = answer.documents.iter().filter(|document| document.unique_id().is_empty());
    let without = without.count();
    assert!(without > 50 && without < answer.documents.len());
    let twice = search(FaultKind::DuplicatedEntries).good();
    let once = whole();
    assert_eq!(twice.documents.len(), once.len() + once.len().div_ceil(3));
    assert_eq!(twice.documents[0], twice.documents[1]);
}

#[test]
fn metadata_may_be_dirty() {
    let answer = search(FaultKind::DirtyMetadata).good();
    assert_eq!(answer.documents.len(), whole().len());
    let has = |slot: &str, value: &str| answer.documents.iter().any(|d| d.slot(slot) == value);
    assert!(has("creationTime", "2026-13-45"));
    assert!(has("serviceStartTime", "20260230"));
    assert!(has("size", "beaucoup"));
    let any = |fits: &dyn Fn(&Object) -> bool| answer.documents.iter().any(fits);
    assert!(any(&|document| document.type_code() == "00000-0"));
    assert!(any(&|document| document.class_code().is_empty()));
    assert!(any(&|document| document.slots.iter().any(|(_, values)| values.is_empty())));
    assert!(any(&|document| {
        document.slots.iter().any(|(name, values)| name == "creationTime" && values.len() == 2)
    }));
}

#[test]
fn a_hash_may_be_another_documents() {
    let answer = search(FaultKind::WrongHash).good();
    let right = whole();
    for (wrong, right) in answer.documents.iter().zip(&right) {
        assert_ne!(wrong.slot("hash"), right.slot("hash"));
        assert_eq!(wrong.slot("size"), right.slot("size"));
    }
}

#[test]
fn a_document_may_disappear() {
    let answer = search(FaultKind::Vanish).good();
    let whole = whole();
    assert_eq!(answer.documents, whole[..whole.len() - 1]);
    let id = [whole[0].unique_id()];
    let given = Asker::doctor().retrieve(&faulty(FaultKind::Vanish), VALIDE, &id);
    assert_eq!(
        (given.status.as_str(), given.errors[0].as_str()),
        ("Failure", "XDSDocumentUniqueIdError")
    );
}

#[test]
fn refusals_of_all_services_are_worded_as_the_registry_does() {
    let refused =
        FaultKind::ApplicationError { code: "XDSRegistryError".into(), text: "Non".into() };
    let answer = search(refused.clone());
    assert_eq!(answer.refusal(), "XDSRegistryError");
    assert_eq!(answer.errors[0].1, "[SIMULATEUR] Non");
    assert_eq!(search(FaultKind::Threshold).refusal(), "DMPAccessDeniedByExcededThreshold");
    let fault = FaultKind::SoapFault { code: "DMPInvalidCertificate".into(), text: "Non".into() };
    let answer = search(fault);
    assert_eq!(
        (answer.status.as_str(), answer.errors[0].0.as_str()),
        ("Fault", "DMPInvalidCertificate")
    );
    let given = Asker::doctor().retrieve(&faulty(refused), VALIDE, &["1.2"]);
    assert_eq!((given.status.as_str(), given.errors[0].as_str()), ("Failure", "XDSRegistryError"));
}

#[test]
fn a_persons_own_fault_meets_her_searches_too() {
    let threshold = "270018619493321";
    let answer = Asker::doctor().search(&sandbox(), threshold, &approved(threshold));
    assert_eq!(answer.refusal(), "DMPAccessDeniedByExcededThreshold");
}

#[test]
fn faults_of_documents_wait_for_documents() {
    let sandbox = sandbox();
    sandbox.set_fault(Some(FaultKind::PartialSuccess), Some(1));
    let existence = Asker::doctor().request("urn:hl7-org:v3:PRPA_IN201307UV02", VALIDE, "<x/>");
    sandbox.answer("patients", SOAP, &existence);
    let search = || Asker::doctor().search(&sandbox, VALIDE, &approved(VALIDE)).status;
    assert_eq!(search(), "PartialSuccess");
    assert_eq!(search(), "Success");
}

#[test]
fn faults_of_the_way_befall_documents_as_well() {
    let body = write_stored_query(&approved(VALIDE));
    let body = Asker::doctor().request(registry::ACTION, VALIDE, &body);
    let request = HttpRequest {
        service: Service::Registry,
        url: "sandbox:/registry",
        content_type: SOAP,
        body: &body,
        response_cap: 100_000_000,
    };
    let sandbox = faulty(FaultKind::Cut { after_bytes: 700 });
    let cut = sandbox.exchange(&request, &Call::new()).unwrap_err();
    assert_eq!(cut, TransportError::Cut { received: 700 });
}

#[test]
fn the_repository_answers_through_the_transport_with_its_content_type() {
    let sandbox = sandbox();
    let body = dmpkit::wire::repository::write_retrieve(&[Given::request("1.2")]);
    let envelope = Asker::doctor().request(dmpkit::wire::repository::ACTION, VALIDE, &body);
    let (content_type, body) = dmpkit::wire::repository::mtom_request(&envelope, "essai");
    let request = HttpRequest {
        service: Service::Repository,
        url: "sandbox:/repository",
        content_type: &content_type,
        body: &body,
        response_cap: 1_000_000,
    };
    let response = sandbox.exchange(&request, &Call::new()).unwrap();
    assert!(response.content_type.starts_with("multipart/related"));
}
