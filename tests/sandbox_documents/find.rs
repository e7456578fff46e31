//! FindDocuments and FindDocumentsByReferenceId: every parameter.

use dmpkit::record::{AvailabilityStatus, Timestamp};
use dmpkit::wire::registry::{parameter, StoredQuery};

use super::asking::{by_hand, ins, sandbox, Answer, Asker, TREATED, VALIDE};

pub fn approved(matricule: &str) -> StoredQuery {
    StoredQuery::find_documents(&ins(matricule), &[AvailabilityStatus::Approved])
}

fn every_status(matricule: &str) -> StoredQuery {
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

#[test]
fn two_people_have_long_records() {
    for (matricule, doctor) in [(VALIDE, Asker::doctor()), (TREATED, Asker::doctor())] {
        let answer = doctor.search(&sandbox(), matricule, &every_status(matricule)).good();
        assert!(answer.documents.len() >= 400, "{}", answer.documents.len());
        let mut years: Vec<&str> =
            answer.documents.iter().filter_map(|d| d.slot("serviceStartTime").get(..4)).collect();
        years.sort_unstable();
        years.dedup();
        assert!(years.len() >= 15, "{years:?}");
        let mut types: Vec<&str> = answer.documents.iter().map(|d| d.type_code()).collect();
        types.sort_unstable();
        types.dedup();
        println!("{matricule}: {} documents, {} types", answer.documents.len(), types.len());
        assert!(types.len() >= 20);
    }
}
