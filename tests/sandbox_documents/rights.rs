//! Who may search, and what each is shown: by the sandbox's own tables.

use std::collections::BTreeSet;

use dmpkit::record::{Purpose, Role};
use dmpkit::wire::registry::{By, ReturnType, StoredQuery};

use super::asking::{sandbox, Answer, Asker, Object, TREATED, VALIDE};
use super::find::{approved, everything};

const BLOCKED: &str = "279051305590689";
const NOT_AUTHORISED: &str = "171014410990350";
const CLOSED: &str = "169073417291171";
const ABSENT: &str = "283037505691489";
const OPPOSED_BRIS_DE_GLACE: &str = "261117654091833";
const OPPOSED_CENTRE_15: &str = "188063818591973";
const OPPOSED_TO_BOTH: &str = "277076311392025";
const BY_PROFESSIONAL: &str = "274105439591064";
const MINOR: &str = "215094900791661";

const FORBIDDEN: &str = "DMPAccessForbidden";
const NO_RIGHT: &str = "DMPAccessDeniedByRightsService";

fn search(asker: &Asker, matricule: &str) -> Answer {
    asker.search(&sandbox(), matricule, &approved(matricule))
}

/// The unique identifiers of documents the doctor wrote in a record he may not search.
fn own(author: &str) -> Vec<String> {
    let signed = everything().iter().filter(|d| d.slot("legalAuthenticator").starts_with(author));
    signed.map(|document| document.unique_id().to_string()).collect()
}

#[test]
fn without_an_open_record_there_is_nothing_to_search() {
    assert_eq!(search(&Asker::doctor(), ABSENT).refusal(), "XDSUnknownPatientId");
    assert_eq!(search(&Asker::doctor(), CLOSED).refusal(), "DMPClosed");
    // Somebody the scenario does not know.
    assert_eq!(search(&Asker::doctor(), "258033523890250").refusal(), "XDSUnknownPatientId");
}

#[test]
fn without_an_authorisation_nothing_is_shown() {
    assert_eq!(search(&Asker::doctor(), NOT_AUTHORISED).refusal(), FORBIDDEN);
    assert_eq!(search(&Asker::doctor(), BLOCKED).refusal(), FORBIDDEN);
    search(&Asker::doctor(), BY_PROFESSIONAL).good();
    assert_eq!(search(&Asker::other("10"), BY_PROFESSIONAL).refusal(), FORBIDDEN);
}

#[test]
fn emergencies_open_a_record_unless_the_patient_is_opposed() {
    let centre_15 = || Asker { purpose: Purpose::Centre15, ..Asker::doctor() };
    let bris_de_glace = || Asker::doctor().in_emergency();
    assert!(!search(&bris_de_glace(), NOT_AUTHORISED).good().documents.is_empty());
    assert!(!search(&centre_15(), NOT_AUTHORISED).good().documents.is_empty());
    assert_eq!(search(&bris_de_glace(), OPPOSED_BRIS_DE_GLACE).refusal(), FORBIDDEN);
    search(&centre_15(), OPPOSED_BRIS_DE_GLACE).good();
    assert_eq!(search(&centre_15(), OPPOSED_CENTRE_15).refusal(), FORBIDDEN);
    search(&bris_de_glace(), OPPOSED_CENTRE_15).good();
    assert_eq!(search(&centre_15(), OPPOSED_TO_BOTH).refusal(), FORBIDDEN);
    search(&Asker::doctor(), OPPOSED_TO_BOTH).good();
    // Whom the patient blocked stays out.
    assert_eq!(search(&bris_de_glace(), BLOCKED).refusal(), FORBIDDEN);
}

#[test]
fn a_structure_is_given_references_of_its_documents_and_nothing_else() {
    let structure = Asker { mode: "INDIRECTE", ..Asker::doctor() };
    assert_eq!(search(&structure, VALIDE).refusal(), NO_RIGHT);
    let own = own("899700000011");
    let mine: Vec<&str> = own.iter().take(3).map(String::as_str).collect();
    let query = StoredQuery::get_documents(By::UniqueId(&mine)).returning(ReturnType::ObjectRef);
    let answer = structure.search(&sandbox(), VALIDE, &query).good();
    assert_eq!(answer.references.len(), 3);
    assert!(answer.documents.is_empty());
    let whole = StoredQuery::get_documents(By::UniqueId(&mine));
    assert_eq!(structure.search(&sandbox(), VALIDE, &whole).refusal(), NO_RIGHT);
    let listed = approved(VALIDE).returning(ReturnType::ObjectRef);
    assert_eq!(structure.search(&sandbox(), VALIDE, &listed).refusal(), NO_RIGHT);
    // Another structure's.
    let other = Asker { structure: "499700000342001", ..structure };
    assert!(other.search(&sandbox(), VALIDE, &query).good().references.is_empty());
}

#[test]
fn an_author_without_authorisation_finds_his_documents_again() {
    let all = Asker::doctor().in_emergency();
    let all = all.search(&sandbox(), NOT_AUTHORISED, &approved(NOT_AUTHORISED)).good();
    let ids: Vec<&str> = all.documents.iter().map(|document| document.unique_id()).collect();
    let signer = |document: &Object| document.slot("legalAuthenticator").to_string();
    let mine = all.documents.iter().filter(|d| signer(d).starts_with("899700000011")).count();
    assert!(mine > 0 && mine < ids.len());
    let query = StoredQuery::get_documents(By::UniqueId(&ids)).returning(ReturnType::ObjectRef);
    let answer = Asker::doctor().search(&sandbox(), NOT_AUTHORISED, &query).good();
    assert_eq!(answer.references.len(), mine);
}

#[test]
fn an_employee_card_does_not_consult() {
    let card = Asker { id: "3990000066/S12", ..Asker::other("10") };
    assert_eq!(search(&card, VALIDE).refusal(), NO_RIGHT);
    let secretary =
        Asker { roles: vec![("SECRETARIAT_MEDICAL", "1.2.250.1.213.1.1.4.6")], ..Asker::doctor() };
    assert_eq!(search(&secretary, VALIDE).refusal(), NO_RIGHT);
}

#[test]
fn reinforced_indirect_authentication_consults() {
    let air = Asker { mode: "INDIRECTE_RENFORCEE", ..Asker::doctor() };
    let direct = search(&Asker::doctor(), VALIDE).good();
    assert_eq!(search(&air, VALIDE).good().documents.len(), direct.documents.len());
}

fn types(asker: &Asker, matricule: &str) -> BTreeSet<String> {
    let answer = search(asker, matricule).good();
    answer.documents.iter().map(|document| document.type_code().to_string()).collect()
}

#[test]
fn each_profession_sees_its_types_of_documents() {
    let cases: &[(&str, &[&str], &[&str])] = &[
        ("10", &["11502-2", "60593-1", "REMB"], &["ATTEST-RESID"]),
        ("40", &["11502-2", "28617-9"], &["68599-0", "83901-9", "ATTEST-RESID"]),
        ("21", &["11502-2", "60593-1", "87273-9"], &["18748-4", "28617-9"]),
        ("60", &["11502-2", "18748-4"], &["60568-3", "REMB"]),
        ("70", &["11488-4", "PRESC-KINE"], &["11502-2", "60593-1", "IMG-KOS"]),
        ("28", &["78513-9"], &["11502-2", "11488-4"]),
    ];
    for (profession, seen, hidden) in cases {
        let found = types(&Asker::other(profession), VALIDE);
        for code in *seen {
            assert!(found.contains(*code), "{profession} sees {code}");
        }
        for code in *hidden {
            assert!(!found.contains(*code), "{profession} does not see {code}");
        }
    }
    // A profession the matrix does not know is shown nothing.
    assert!(types(&Asker::other("84"), VALIDE).is_empty());
    assert!(!types(&Asker::doctor(), TREATED).contains("ATTEST-RESID"));
}

fn masked(asker: &Asker, matricule: &str) -> Vec<String> {
    let documents = search(asker, matricule).good().documents;
    let masked = documents.iter().filter(|document| document.has_code("MASQUE_PS"));
    let masked = masked.filter(|document| document.type_code() != "E1762");
    masked.map(|document| document.slot("legalAuthenticator")[..12].to_string()).collect()
}

#[test]
fn masked_documents_are_for_their_author_and_the_treating_doctor() {
    // He is the treating doctor of one, and not of the other.
    assert!(masked(&Asker::doctor(), TREATED).len() >= 2);
    assert!(masked(&Asker::doctor(), VALIDE).is_empty());
    assert!(masked(&Asker::other("10"), TREATED).is_empty());
    let psychiatrist = Asker {
        id: "899700000673",
        roles: vec![("10", Role::PROFESSIONS), ("SM42", Role::SPECIALITIES)],
        structure: "499700000673001",
        ..Asker::doctor()
    };
    assert_eq!(masked(&psychiatrist, VALIDE), ["899700000673", "899700000673"]);
    // In an emergency the treating doctor is one among others.
    assert!(masked(&Asker::doctor().in_emergency(), TREATED).is_empty());
}

#[test]
fn an_author_sees_what_his_profession_does_not() {
    let psychologist = Asker {
        id: "899700002231",
        roles: vec![("60", Role::PROFESSIONS)],
        structure: "499700002231001",
        ..Asker::doctor()
    };
    assert!(types(&psychologist, TREATED).contains("83901-9"));
    assert!(!types(&Asker::other("60"), TREATED).contains("83901-9"));
}

#[test]
fn what_representatives_may_not_see_professionals_do() {
    let documents = search(&Asker::doctor(), MINOR).good().documents;
    let hidden = documents.iter().filter(|d| d.has_code("INVISIBLE_REPRESENTANTS_LEGAUX"));
    assert_eq!(hidden.count(), 4);
}

#[test]
fn over_the_limit_searches_are_refused_and_reading_is_not() {
    let sandbox = sandbox();
    sandbox.set_search_limit(Some(2));
    let ask = || Asker::doctor().search(&sandbox, VALIDE, &approved(VALIDE));
    ask().good();
    let own = own("899700000011");
    ask().good();
    assert_eq!(ask().refusal(), "DMPAccessDeniedByExcededThreshold");
    assert_eq!(ask().refusal(), "DMPAccessDeniedByExcededThreshold");
    // The identifiers before a deletion or a replacement are no search.
    let ids = [own[0].as_str()];
    let query = StoredQuery::get_documents(By::UniqueId(&ids)).returning(ReturnType::ObjectRef);
    assert_eq!(Asker::doctor().search(&sandbox, VALIDE, &query).good().references.len(), 1);
    let given = Asker::doctor().retrieve(&sandbox, VALIDE, &ids);
    assert_eq!(given.status, "Success");
    sandbox.set_search_limit(None);
    ask().good();
}
