//! FindDocuments and FindDocumentsByReferenceId: every parameter, against a filter of the whole
//! list made here.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use dmpkit::record::{AvailabilityStatus, DocumentEntry, Timestamp};
use dmpkit::sandbox::FaultKind;
use dmpkit::wire::registry::{
    self, parameter, write_stored_query, QueryId, ReturnType, StoredQuery,
};

use super::asking::{by_hand, ins, sandbox, Answer, Asker, Object, MESSAGE, SOAP, TREATED, VALIDE};

const FIND: &str = "urn:uuid:14d4debf-8f97-4251-9a74-a90016b0af0d";
const BY_REFERENCE: &str = "urn:uuid:12941a89-e02e-4be5-967c-ce4bfc8fe492";
const APPROVED: &str = "('urn:oasis:names:tc:ebxml-regrep:StatusType:Approved')";
const LOINC: &str = "2.16.840.1.113883.6.1";
const REFERENCES: &str = "urn:ihe:iti:xds:2013:referenceIdList";

pub fn approved(matricule: &str) -> StoredQuery {
    StoredQuery::find_documents(&ins(matricule), &[AvailabilityStatus::Approved])
}

pub fn every_status(matricule: &str) -> StoredQuery {
    let all = [
        AvailabilityStatus::Approved,
        AvailabilityStatus::Deprecated,
        AvailabilityStatus::Archived,
    ];
    StoredQuery::find_documents(&ins(matricule), &all)
}

fn found(query: &StoredQuery) -> Answer {
    Asker::doctor().search(&sandbox(), VALIDE, query).good()
}

/// Every document of the record that is not deleted; found once, for it is the same each time.
pub fn everything() -> &'static [Object] {
    static ALL: OnceLock<Vec<Object>> = OnceLock::new();
    ALL.get_or_init(|| found(&every_status(VALIDE)).documents)
}

/// Those of the current version.
pub fn current() -> Vec<Object> {
    let approved = |document: &&Object| document.status.ends_with(":Approved");
    everything().iter().filter(approved).cloned().collect()
}

fn ids(documents: &[Object]) -> BTreeSet<&str> {
    documents.iter().map(|document| document.id.as_str()).collect()
}

/// The query finds exactly the approved documents that fit, and there are some of both sorts.
fn exactly(query: StoredQuery, fits: impl Fn(&Object) -> bool) {
    let all = current();
    let answer = found(&query);
    let expected: Vec<Object> = all.iter().filter(|document| fits(document)).cloned().collect();
    assert!(!expected.is_empty() && expected.len() < all.len(), "{}", expected.len());
    assert_eq!(ids(&answer.documents), ids(&expected));
    assert_eq!(answer.documents.len(), expected.len());
}

fn time(text: &str) -> Timestamp {
    Timestamp::parse(text).unwrap()
}

#[test]
fn two_people_have_long_varied_records() {
    for matricule in [VALIDE, TREATED] {
        let answer = Asker::doctor().search(&sandbox(), matricule, &every_status(matricule)).good();
        let distinct = |of: &dyn Fn(&Object) -> String| {
            answer.documents.iter().map(of).collect::<BTreeSet<_>>().len()
        };
        assert!(answer.documents.len() >= 400, "{}", answer.documents.len());
        let year = |document: &Object| document.slot("serviceStartTime")[..4].to_string();
        assert!(distinct(&year) >= 15);
        assert!(answer.documents.iter().all(|d| d.slot("serviceStartTime") < "20260302"));
        assert!(distinct(&|document| document.type_code().to_string()) >= 20);
        assert!(distinct(&|document| document.class_code().to_string()) >= 8);
        assert!(distinct(&|document| document.title.clone()) >= 60);
        assert_eq!(distinct(&|document| document.id.clone()), answer.documents.len());
        assert!(distinct(&|document| document.unique_id().to_string()) >= 400);
        for (status, least) in [("Approved", 380), ("Deprecated", 8), ("Archived", 3)] {
            let count = answer.documents.iter().filter(|d| d.status.ends_with(status)).count();
            assert!(count >= least, "{status}: {count}");
        }
    }
}

#[test]
fn others_have_a_middling_record_a_small_one_or_none() {
    for (matricule, least, most) in
        [("237066912390270", 30, 50), ("215094900791661", 25, 45), ("152042A00492579", 0, 0)]
    {
        let answer = Asker::doctor().search(&sandbox(), matricule, &every_status(matricule)).good();
        assert!((least..=most).contains(&answer.documents.len()), "{}", answer.documents.len());
    }
}

#[test]
fn a_record_is_the_same_each_time() {
    assert_eq!(found(&every_status(VALIDE)).documents, everything());
}

#[test]
fn entries_carry_all_their_metadata() {
    let document = current().into_iter().find(|document| document.title == "HbA1c").unwrap();
    for slot in [
        "creationTime",
        "serviceStartTime",
        "languageCode",
        "legalAuthenticator",
        "sourcePatientId",
        "sourcePatientInfo",
        "hash",
        "size",
        "repositoryUniqueId",
    ] {
        assert!(!document.slot(slot).is_empty(), "{slot}");
    }
    assert_eq!((document.type_code(), document.class_code()), ("11502-2", "10"));
    assert_eq!(document.version, "1");
    assert_eq!(document.lid, document.id);
    assert!(document.unique_id().starts_with("2.25."));
    assert!(document.has_code("N"));
    let label = document.codes.iter().find(|(_, code, _)| code == "11502-2").unwrap();
    assert_eq!(label.2, "CR d'examens biologiques");
    assert_eq!(document.slot("hash").len(), 40);
}

#[test]
fn titles_and_metadata_are_as_untidy_as_life() {
    let documents = everything();
    let titled = |title: &str| documents.iter().any(|document| document.title == title);
    for title in ["", "CR", "document", "ORDONNANCE", "ordonance", "IMG_20220304_181502.jpg"] {
        assert!(titled(title), "{title}");
    }
    let has = |fits: &dyn Fn(&Object) -> bool| documents.iter().any(fits);
    assert!(has(&|d| d.type_code() == "SUIVI-2031"), "a type nobody knows");
    assert!(has(&|d| d.type_code() == "11526-1"), "a type that was retired");
    assert!(has(&|d| d.slot("creationTime") == "2015-04-13 09:00"), "no date");
    assert!(has(&|d| d.slots.iter().any(|(_, values)| values.is_empty())), "an empty slot");
    assert!(has(&|d| d.identifiers.iter().any(|(_, id)| id.contains("^INS-C"))), "an older INS");
}

#[test]
fn a_type_a_list_of_types_a_class() {
    let query = approved(VALIDE).any_code(parameter::TYPE, &[("60593-1", LOINC)]);
    exactly(query, |document| document.type_code() == "60593-1");
    let types = [("60593-1", LOINC), ("REMB", "1.2.250.1.213.1.1.4.12")];
    exactly(approved(VALIDE).any_code(parameter::TYPE, &types), |document| {
        ["60593-1", "REMB"].contains(&document.type_code())
    });
    let query = approved(VALIDE).any_code(parameter::CLASS, &[("31", "1.2.250.1.213.1.1.4.1")]);
    exactly(query, |document| document.class_code() == "31");
}

#[test]
fn a_code_of_another_scheme_is_another_code() {
    let query = approved(VALIDE).any_code(parameter::TYPE, &[("60593-1", "1.2.3")]);
    assert!(found(&query).documents.is_empty());
}

#[test]
fn setting_facility_format_confidentiality() {
    let settings = [("ETABLISSEMENT", "1.2.250.1.213.1.1.4.9")];
    exactly(approved(VALIDE).any_code(parameter::PRACTICE_SETTING, &settings), |document| {
        document.has_code("ETABLISSEMENT")
    });
    let places = [("SA25", "1.2.250.1.71.4.2.4"), ("SA33", "1.2.250.1.71.4.2.4")];
    exactly(approved(VALIDE).any_code(parameter::FACILITY_TYPE, &places), |document| {
        document.has_code("SA25") || document.has_code("SA33")
    });
    let formats = [("urn:ihe:iti:xds-sd:pdf:2008", "1.3.6.1.4.1.19376.1.2.3")];
    exactly(approved(VALIDE).any_code(parameter::FORMAT, &formats), |document| {
        document.has_code("urn:ihe:iti:xds-sd:pdf:2008")
    });
    let hidden = [("INVISIBLE_PATIENT", "1.2.250.1.213.1.1.4.13")];
    exactly(approved(VALIDE).any_code(parameter::CONFIDENTIALITY, &hidden), |document| {
        document.has_code("INVISIBLE_PATIENT")
    });
}

#[test]
fn a_period_holds_its_start_and_not_its_end() {
    let periods = [
        (parameter::SERVICE_START_FROM, parameter::SERVICE_START_TO, "serviceStartTime"),
        (parameter::CREATION_FROM, parameter::CREATION_TO, "creationTime"),
        (parameter::SERVICE_STOP_FROM, parameter::SERVICE_STOP_TO, "serviceStopTime"),
    ];
    for (from, to, slot) in periods {
        let (first, last) = (time("2019"), time("20200601"));
        let query = approved(VALIDE).time(from, &first).time(to, &last);
        exactly(query, |document| {
            let value = document.slot(slot);
            ("2019".."20200601").contains(&value) && value.bytes().all(|b| b.is_ascii_digit())
        });
    }
    // On the instants themselves.
    let documents = current();
    let instant = documents.iter().map(|d| d.slot("serviceStartTime")).find(|t| t.len() == 14);
    let instant = time(instant.unwrap());
    let from = found(&approved(VALIDE).time(parameter::SERVICE_START_FROM, &instant));
    let to = found(&approved(VALIDE).time(parameter::SERVICE_START_TO, &instant));
    assert_eq!(from.documents.len() + to.documents.len(), documents.len());
    let at = |answer: &Answer| {
        answer.documents.iter().any(|d| d.slot("serviceStartTime") == instant.hl7_utc())
    };
    assert!(at(&from) && !at(&to));
}

#[test]
fn authors_are_found_by_pattern() {
    let patterns = ["%^FERRACCI^%", "%^N'DIAYE-ROUX^_aul^%"];
    let query = approved(VALIDE).any_of(parameter::AUTHOR_PERSON, &patterns);
    let answer = found(&query);
    let all = current();
    let signed = |document: &Object| {
        let signer = document.slot("legalAuthenticator");
        signer.contains("FERRACCI") || signer.contains("N'DIAYE-ROUX")
    };
    assert_eq!(answer.documents.len(), all.iter().filter(|d| signed(d)).count());
    assert!(answer.documents.len() > 100);
    // Without wildcards nothing less than the whole text.
    assert!(found(&approved(VALIDE).any_of(parameter::AUTHOR_PERSON, &["FERRACCI"]))
        .documents
        .is_empty());
}

#[test]
fn events_are_or_in_a_slot_and_and_across_slots() {
    let dicom = "1.2.840.10008.2.16.4";
    let modalities = [("MG", dicom), ("MR", dicom)];
    let query = approved(VALIDE).any_code(parameter::EVENT_CODES, &modalities);
    exactly(query, |document| document.has_code("MG") || document.has_code("MR"));
    let region = [("67734004", "2.16.840.1.113883.6.96")];
    let query = approved(VALIDE)
        .any_code(parameter::EVENT_CODES, &modalities)
        .any_code(parameter::EVENT_CODES, &region);
    exactly(query, |document| document.has_code("MG") && document.has_code("67734004"));
}

#[test]
fn modality_and_region_go_by_either_scheme() {
    let sets = [
        ("MG", "1.2.250.1.213.1.1.5.618", "1.2.840.10008.2.16.4"),
        ("67734004", "1.2.250.1.213.1.1.5.695", "2.16.840.1.113883.6.96"),
    ];
    for (code, set, terminology) in sets {
        let by = |scheme: &str| {
            found(&approved(VALIDE).any_code(parameter::EVENT_CODES, &[(code, scheme)])).documents
        };
        assert!(!by(set).is_empty());
        assert_eq!(ids(&by(set)), ids(&by(terminology)));
    }
}

#[test]
fn criteria_add_up() {
    let query = approved(VALIDE)
        .any_code(parameter::TYPE, &[("REMB", "1.2.250.1.213.1.1.4.12")])
        .time(parameter::SERVICE_START_FROM, &time("2024"))
        .time(parameter::SERVICE_START_TO, &time("2025"));
    exactly(query, |document| {
        document.type_code() == "REMB" && document.slot("serviceStartTime").starts_with("2024")
    });
}

#[test]
fn each_status_is_given_where_it_is_asked_for() {
    for (status, word) in [
        (AvailabilityStatus::Approved, "Approved"),
        (AvailabilityStatus::Deprecated, "Deprecated"),
        (AvailabilityStatus::Archived, "Archived"),
        (AvailabilityStatus::Deleted, "Deleted"),
    ] {
        let answer = found(&StoredQuery::find_documents(&ins(VALIDE), &[status]));
        assert!(!answer.documents.is_empty(), "{word}");
        assert!(answer.documents.iter().all(|document| document.status.ends_with(word)));
    }
}

fn by_reference(references: &[&str]) -> Answer {
    let approved = [AvailabilityStatus::Approved];
    let query = StoredQuery::find_documents_by_reference_id(&ins(VALIDE), &approved, references);
    found(&query)
}

#[test]
fn references_are_found_whole_by_pattern_and_one_of_several() {
    let all = current();
    let mammographies: Vec<&Object> = all.iter().filter(|d| d.has_code("MG")).collect();
    let values = |document: &Object| {
        let slot = document.slots.iter().find(|(name, _)| name == REFERENCES);
        slot.map(|(_, values)| values.clone()).unwrap_or_default()
    };
    let references = values(mammographies[0]);
    assert_eq!(references.len(), 3);
    for reference in &references {
        let answer = by_reference(&[reference]);
        // The report and the references to its images.
        let mut types: Vec<&str> = answer.documents.iter().map(|d| d.type_code()).collect();
        types.sort_unstable();
        assert_eq!(types, ["18748-4", "IMG-KOS"], "{reference}");
    }
    let accession = references[0].split('^').next().unwrap();
    assert_eq!(by_reference(&[&format!("{accession}^%")]).documents.len(), 2);
    assert!(by_reference(&[accession]).documents.is_empty(), "a part is not the whole");
    let studies = by_reference(&["%^urn:ihe:iti:xds:2016:studyInstanceUID"]);
    let imaged = all.iter().filter(|document| !values(document).is_empty());
    assert_eq!(studies.documents.len(), imaged.count());
    let other = values(mammographies[1]);
    assert_eq!(by_reference(&[&references[0], &other[2]]).documents.len(), 4);
}

#[test]
fn references_alone_are_told_by_their_identifiers() {
    let query = by_hand(FIND, "ObjectRef", &[("$XDSDocumentEntryStatus", APPROVED)]);
    let answer = Asker::doctor().search_raw(&sandbox(), VALIDE, &query).good();
    assert!(answer.documents.is_empty());
    let references: BTreeSet<&str> = answer.references.iter().map(String::as_str).collect();
    assert_eq!(references, ids(&current()));
}

#[test]
fn the_patient_may_be_left_out_and_must_be_the_same() {
    let status = ("$XDSDocumentEntryStatus", APPROVED);
    let left_out = by_hand(FIND, "LeafClass", &[status]);
    let answer = Asker::doctor().search_raw(&sandbox(), VALIDE, &left_out).good();
    assert!(answer.documents.len() > 300);
    let other = Asker::doctor().search(&sandbox(), VALIDE, &approved(TREATED));
    assert_eq!(other.refusal(), "XDSPatientIdDoesNotMatch");
    let wrong = by_hand(FIND, "LeafClass", &[status, ("$XDSDocumentEntryPatientId", "'X'")]);
    let answer = Asker::doctor().search_raw(&sandbox(), VALIDE, &wrong);
    assert_eq!(answer.refusal(), "XDSPatientIdDoesNotMatch");
}

#[test]
fn what_makes_no_query_is_refused_and_named() {
    let status = ("$XDSDocumentEntryStatus", APPROVED);
    let nowhere = "urn:uuid:00000000-0000-4000-8000-000000000000";
    type Slots<'a> = &'a [(&'a str, &'a str)];
    // The query, its slots; the error's code, and a word of what it says.
    let cases: &[(&str, Slots, &str, &str)] = &[
        (nowhere, &[], "XDSUnknownStoredQuery", "inconnue"),
        (FIND, &[], "XDSStoredQueryMissingParam", "$XDSDocumentEntryStatus"),
        (FIND, &[("$XDSDocumentEntryStatus", "()")], "XDSStoredQueryMissingParam", "Status"),
        (FIND, &[("$XDSDocumentEntryStatus", "('Approved')")], "XDSRegistryError", "Status"),
        (BY_REFERENCE, &[status], "XDSStoredQueryMissingParam", "ReferenceIdList"),
        (
            FIND,
            &[status, ("$XDSDocumentEntryTypeCode", "('11502-2')")],
            "XDSRegistryError",
            "TypeCode",
        ),
        (
            FIND,
            &[status, ("$XDSDocumentEntryCreationTimeFrom", "20201301")],
            "XDSRegistryError",
            "CreationTimeFrom",
        ),
        (
            FIND,
            &[status, ("$XDSDocumentEntryServiceStopTimeTo", "20200101+0100")],
            "XDSRegistryError",
            "ServiceStopTimeTo",
        ),
        (
            FIND,
            &[
                status,
                ("$XDSDocumentEntryCreationTimeTo", "2020"),
                ("$XDSDocumentEntryCreationTimeTo", "2021"),
            ],
            "XDSStoredQueryParamNumber",
            "CreationTimeTo",
        ),
    ];
    for (id, slots, code, word) in cases {
        let query = by_hand(id, "LeafClass", slots);
        let answer = Asker::doctor().search_raw(&sandbox(), VALIDE, &query);
        assert_eq!(answer.refusal(), *code, "{slots:?}");
        assert!(answer.errors[0].1.contains(word), "{:?}", answer.errors);
    }
}

#[test]
fn what_is_no_query_at_all_is_a_fault() {
    for (body, word) in [
        ("<x/>", "AdhocQueryRequest"),
        (&*by_hand(FIND, "Everything", &[]), "returnType"),
        (&*by_hand(FIND, "LeafClass", &[("$XDSDocumentEntryStatus", "('a")]), "quoted"),
    ] {
        let answer = Asker::doctor().search_raw(&sandbox(), VALIDE, body);
        assert_eq!(answer.status, "Fault");
        assert_eq!(answer.errors[0].0, "SimulateurMessageRefuse");
        assert!(answer.errors[0].1.contains(word), "{:?}", answer.errors);
    }
    let answer = Asker::doctor().search(&sandbox(), "", &approved(VALIDE));
    assert!(answer.errors[0].1.contains("resource-id"), "{:?}", answer.errors);
}

#[test]
fn each_door_takes_its_own_messages() {
    let body = write_stored_query(&approved(VALIDE));
    let request = || Asker::doctor().request(registry::ACTION, VALIDE, &body);
    let status =
        |path: &str, content_type: &str| sandbox().answer(path, content_type, &request()).status;
    assert_eq!(status("registry", SOAP), 200);
    assert_eq!(status("registry", "text/xml"), 415);
    assert_eq!(status("registry", "multipart/related; boundary=x"), 415);
    assert_eq!(status("registries", SOAP), 404);
    // A query at another door is none of its business.
    assert_eq!(status("repository", SOAP), 500);
    assert_eq!(status("patients", SOAP), 500);
}

#[test]
fn parameters_nobody_knows_are_passed_over() {
    let slots = [("$XDSDocumentEntryStatus", APPROVED), ("$MetadataLevel", "1")];
    let query = by_hand(FIND, "LeafClass", &slots);
    let answer = Asker::doctor().search_raw(&sandbox(), VALIDE, &query).good();
    assert_eq!(answer.documents.len(), current().len());
}

#[test]
fn on_demand_documents_are_none() {
    let kinds = ["urn:uuid:34268e47-fdf5-41a6-ba33-82133c465248"];
    let query = approved(VALIDE).any_of(parameter::OBJECT_TYPE, &kinds);
    assert!(found(&query).documents.is_empty());
    let stable = ["urn:uuid:7edca82f-054d-47f2-a032-9b2a5b5186c1"];
    let query = approved(VALIDE).any_of(parameter::OBJECT_TYPE, &stable);
    assert_eq!(found(&query).documents.len(), current().len());
}

#[test]
fn the_library_reads_entries_without_a_doubt_save_where_they_are_dirty() {
    let sandbox = sandbox();
    let read = || {
        let body = write_stored_query(&every_status(VALIDE));
        let request = Asker::doctor().request(registry::ACTION, VALIDE, &body);
        let answer = sandbox.answer("registry", SOAP, &request);
        registry::read_answer(&answer.body, MESSAGE, &registry::answer_limits()).unwrap()
    };
    let answer = read();
    assert!(answer.documents.len() > 500 && answer.doubts.is_empty());
    let doubted: Vec<_> = answer.documents.iter().filter(|d| !d.doubts.is_empty()).collect();
    let untidy = |d: &DocumentEntry| d.creation_time.is_none() || !d.extra.is_empty();
    let untidy = answer.documents.iter().filter(|document| untidy(document)).count();
    assert!(!doubted.is_empty() && doubted.len() <= untidy, "{:?}", doubted[0].doubts);
    sandbox.set_fault(Some(FaultKind::DirtyMetadata), None);
    let dirty = read();
    assert_eq!(dirty.documents.len(), answer.documents.len(), "none is lost");
    let doubts = dirty.documents.iter().filter(|document| !document.doubts.is_empty()).count();
    assert!(doubts > dirty.documents.len() / 2, "{doubts}");
}

#[test]
fn a_query_of_references_needs_no_body() {
    let query = StoredQuery::new(QueryId::FindDocuments, ReturnType::ObjectRef)
        .any_status(parameter::STATUS, &[AvailabilityStatus::Approved]);
    assert!(found(&query).references.len() > 300);
}
