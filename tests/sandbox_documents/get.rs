//! The queries by identifier: documents, what links them, what they came with.

use std::collections::BTreeSet;

use dmpkit::record::{AssociationKind, AvailabilityStatus};
use dmpkit::wire::registry::{parameter, By, StoredQuery};

use super::asking::{ins, sandbox, Answer, Asker, Object, VALIDE};
use super::find::{current, everything};

const HAS_MEMBER: &str = "urn:oasis:names:tc:ebxml-regrep:AssociationType:HasMember";
const REPLACES: &str = "urn:ihe:iti:2007:AssociationType:RPLC";

fn found(query: &StoredQuery) -> Answer {
    Asker::doctor().search(&sandbox(), VALIDE, query).good()
}

/// Documents of the newest version that replaced others.
fn replacing() -> Vec<Object> {
    let all = everything();
    let of_kind = |document: &&Object| document.type_code() == "60591-5";
    let approved = |document: &&Object| document.status.ends_with("Approved");
    all.iter().filter(of_kind).filter(approved).cloned().collect()
}

#[test]
fn documents_come_by_either_identifier() {
    let all = everything();
    let (one, other) = (&all[3], &all[300]);
    let uuids = [one.id.as_str(), other.id.as_str()];
    let answer = found(&StoredQuery::get_documents(By::EntryUuid(&uuids)));
    assert_eq!(answer.documents, [one.clone(), other.clone()]);
    assert!(answer.links.is_empty() && answer.sets.is_empty());
    let unique = [one.unique_id(), other.unique_id()];
    let answer = found(&StoredQuery::get_documents(By::UniqueId(&unique)));
    assert_eq!(answer.documents, [one.clone(), other.clone()]);
    let nothing = found(&StoredQuery::get_documents(By::UniqueId(&["1.2.3"])));
    assert!(nothing.documents.is_empty());
}

#[test]
fn twenty_identifiers_are_taken_and_no_more() {
    let all = everything();
    let ids: Vec<&str> = all.iter().map(|document| document.id.as_str()).collect();
    let answer = found(&StoredQuery::get_documents(By::EntryUuid(&ids[..20])));
    assert_eq!(answer.documents.len(), 20);
    let queries = [
        StoredQuery::get_documents(By::EntryUuid(&ids[..21])),
        StoredQuery::get_documents_and_associations(By::EntryUuid(&ids[..21])),
        StoredQuery::get_associations(&ids[..21]),
        StoredQuery::get_submission_sets(&ids[..21]),
    ];
    for query in queries {
        let answer = Asker::doctor().search(&sandbox(), VALIDE, &query);
        assert_eq!(answer.refusal(), "XDSRegistryError");
        assert!(answer.errors[0].1.contains("20"), "{:?}", answer.errors);
    }
}

#[test]
fn without_an_identifier_nothing_is_asked() {
    let none: [&str; 0] = [];
    let queries = [
        StoredQuery::get_documents(By::EntryUuid(&none)),
        StoredQuery::get_documents_and_associations(By::UniqueId(&none)),
        StoredQuery::get_associations(&none),
        StoredQuery::get_submission_sets(&none),
        StoredQuery::get_related_documents(By::UniqueId("1.2.3"), &[]),
    ];
    for query in queries {
        let answer = Asker::doctor().search(&sandbox(), VALIDE, &query);
        assert_eq!(answer.refusal(), "XDSStoredQueryMissingParam");
    }
}

#[test]
fn a_document_is_a_member_of_what_it_was_sent_with() {
    let document = &everything()[10];
    let ids = [document.id.as_str()];
    let answer = found(&StoredQuery::get_associations(&ids));
    let [link] = answer.links.as_slice() else { panic!("{:?}", answer.links) };
    assert_eq!((link.kind.as_str(), &link.target), (HAS_MEMBER, &document.id));
    let sets = found(&StoredQuery::get_submission_sets(&ids));
    let [set] = sets.sets.as_slice() else { panic!("{:?}", sets.sets) };
    assert_eq!(set.id, link.source);
    assert_eq!(sets.links, answer.links);
    assert!(!set.slot("submissionTime").is_empty());
    let contents = By::UniqueId(set.unique_id());
    let contents = found(&StoredQuery::get_submission_set_and_contents(contents));
    assert_eq!((contents.sets, contents.documents), (sets.sets.clone(), vec![document.clone()]));
    assert_eq!(contents.links, answer.links);
}

#[test]
fn a_submission_may_hold_several_documents_and_be_chosen_from() {
    let all = everything();
    let report = all.iter().find(|document| document.has_code("MG")).unwrap();
    let set = found(&StoredQuery::get_submission_sets(&[report.id.as_str()])).sets.remove(0);
    let contents = || StoredQuery::get_submission_set_and_contents(By::EntryUuid(&set.id));
    let answer = found(&contents());
    let types: BTreeSet<&str> = answer.documents.iter().map(|d| d.type_code()).collect();
    assert_eq!(types, BTreeSet::from(["18748-4", "IMG-KOS"]));
    assert_eq!(answer.links.len(), 2);
    let format = [("1.2.840.10008.5.1.4.1.1.88.59", "1.2.840.10008.2.6.1")];
    let images = found(&contents().any_code(parameter::FORMAT, &format));
    assert_eq!(images.documents.len(), 1);
    assert_eq!(images.links.len(), 1);
    assert_eq!(images.documents[0].type_code(), "IMG-KOS");
}

#[test]
fn versions_are_a_chain_of_replacements() {
    let newest = replacing();
    let chains: Vec<usize> = newest
        .iter()
        .map(|document| {
            let mut chain = vec![document.id.clone()];
            while let Some(last) = chain.last().cloned() {
                let by = By::EntryUuid(&*last);
                let query = StoredQuery::get_related_documents(by, &[AssociationKind::Replaces]);
                let answer = found(&query);
                let old = answer.links.iter().find(|link| link.source == last);
                let Some(old) = old else { break };
                assert_eq!(old.kind, REPLACES);
                let old = answer.documents.iter().find(|d| d.id == old.target).unwrap();
                assert!(old.status.ends_with("Deprecated"));
                assert!(answer.documents.iter().any(|d| d.id == last), "itself too");
                chain.push(old.id.clone());
            }
            chain.len()
        })
        .collect();
    for length in [1, 2, 3] {
        assert!(chains.contains(&length), "{chains:?}");
    }
}

#[test]
fn documents_come_with_their_links() {
    let newest = replacing();
    let ids: Vec<&str> = newest.iter().map(|document| document.id.as_str()).collect();
    let answer = found(&StoredQuery::get_documents_and_associations(By::EntryUuid(&ids)));
    assert_eq!(answer.documents.len(), newest.len());
    let kinds: BTreeSet<&str> = answer.links.iter().map(|link| link.kind.as_str()).collect();
    assert!(kinds.contains(HAS_MEMBER) && kinds.contains(REPLACES), "{kinds:?}");
    for link in &answer.links {
        assert!(ids.contains(&&*link.source) || ids.contains(&&*link.target));
    }
}

#[test]
fn a_change_of_visibility_is_a_new_entry_of_the_same_document() {
    let all = everything();
    let second = all.iter().find(|document| document.version == "2").unwrap();
    let same: Vec<&Object> = all.iter().filter(|d| d.lid == second.lid).collect();
    let [first, second] = same.as_slice() else { panic!("{}", same.len()) };
    assert_eq!(first.unique_id(), second.unique_id());
    assert_ne!(first.id, second.id);
    assert!(first.status.ends_with("Deprecated") && second.status.ends_with("Approved"));
    assert!(first.has_code("INVISIBLE_PATIENT") && !second.has_code("INVISIBLE_PATIENT"));
    assert_eq!(first.slot("hash"), second.slot("hash"));
    let both = found(&StoredQuery::get_documents(By::UniqueId(&[first.unique_id()])));
    assert_eq!(both.documents.len(), 2);
}

#[test]
fn archiving_is_told_by_a_later_submission() {
    let archived = [AvailabilityStatus::Archived];
    let archived = found(&StoredQuery::find_documents(&ins(VALIDE), &archived)).documents;
    let answer = found(&StoredQuery::get_associations(&[archived[0].id.as_str()]));
    let change = answer.links.iter().find(|link| link.kind.ends_with("UpdateAvailabilityStatus"));
    assert_eq!(change.unwrap().target, archived[0].id);
}

#[test]
fn what_was_deleted_is_not_given_back() {
    let deleted = [AvailabilityStatus::Deleted];
    let deleted = found(&StoredQuery::find_documents(&ins(VALIDE), &deleted)).documents;
    let answer = found(&StoredQuery::get_documents(By::EntryUuid(&[deleted[0].id.as_str()])));
    assert!(answer.documents.is_empty());
}

#[test]
fn signatures_are_entries_too_for_their_author() {
    // The doctor signed his synthesis: he is given its signature, which is masked to others.
    let documents = current();
    let signature = documents.iter().find(|document| document.type_code() == "E1762").unwrap();
    assert_eq!(signature.class_code(), "urn:oid:1.3.6.1.4.1.19376.1.2.1.1.1");
    assert_eq!(signature.slot("languageCode"), "art");
    assert!(signature.has_code("MASQUE_PS") && signature.has_code("INVISIBLE_PATIENT"));
    let query = StoredQuery::get_associations(&[signature.id.as_str()]);
    let links = found(&query).links;
    let signs = links.iter().find(|link| link.kind.ends_with(":signs")).unwrap();
    assert_eq!(signs.source, signature.id);
    assert!(documents.iter().any(|document| document.id == signs.target));
}
