//! FindSubmissionSets: the only way to the date of deposit.

use dmpkit::record::{AvailabilityStatus, Timestamp};
use dmpkit::wire::registry::{parameter, StoredQuery};

use super::asking::{by_hand, ins, sandbox, Answer, Asker, Object, TREATED, VALIDE};
use super::find::everything;

const FIND: &str = "urn:uuid:f26abbcb-ac74-4422-8a30-edb644bbc1a9";

fn approved() -> StoredQuery {
    StoredQuery::find_submission_sets(&ins(VALIDE), &[AvailabilityStatus::Approved])
}

fn found(query: &StoredQuery) -> Answer {
    Asker::doctor().search(&sandbox(), VALIDE, query).good()
}

fn exactly(query: &StoredQuery, fits: impl Fn(&Object) -> bool) {
    let all = found(&approved()).sets;
    let expected: Vec<Object> = all.iter().filter(|set| fits(set)).cloned().collect();
    assert!(!expected.is_empty() && expected.len() < all.len(), "{}", expected.len());
    assert_eq!(found(query).sets, expected);
}

#[test]
fn by_period_of_deposit() {
    let (from, to) = (Timestamp::parse("2024").unwrap(), Timestamp::parse("20250301").unwrap());
    let query = approved()
        .time(parameter::SUBMISSION_TIME_FROM, &from)
        .time(parameter::SUBMISSION_TIME_TO, &to);
    exactly(&query, |set| {
        set.slot("submissionTime") >= "2024" && set.slot("submissionTime") < "20250301"
    });
    let after = Timestamp::parse("2026").unwrap();
    let none = approved()
        .time(parameter::SUBMISSION_TIME_FROM, &after)
        .time(parameter::SUBMISSION_TIME_TO, &after);
    assert!(found(&none).sets.is_empty());
}

#[test]
fn by_author_content_and_source() {
    let query = approved().text(parameter::SUBMISSION_AUTHOR, "%^LAGARRIGUE^%");
    let answer = found(&query);
    assert!(answer.sets.len() >= 29, "{}", answer.sets.len());
    let contents = [("03", "1.2.250.1.213.2.2")];
    let query = approved().any_code(parameter::SUBMISSION_CONTENT_TYPE, &contents);
    exactly(&query, |set| set.has_code("03"));
    let source = "urn:uuid:554ac39e-e3fe-47fe-b233-965d2a147832";
    let of = |set: &Object| {
        let found = set.identifiers.iter().find(|(scheme, _)| scheme == source);
        found.map(|(_, value)| value.clone()).unwrap_or_default()
    };
    let one = of(&answer.sets[0]);
    let query = approved().any_of(parameter::SUBMISSION_SOURCE, &[&one]);
    exactly(&query, |set| of(set) == one);
}

#[test]
fn each_document_came_with_one_and_some_came_late() {
    let mut late = 0;
    let entries: Vec<&Object> = everything().iter().collect();
    for entries in entries.chunks(20) {
        let ids: Vec<&str> = entries.iter().map(|entry| entry.id.as_str()).collect();
        let answer = found(&StoredQuery::get_submission_sets(&ids));
        for entry in entries {
            let links = answer.links.iter().filter(|link| link.target == entry.id);
            let [link] = links.collect::<Vec<_>>()[..] else { panic!("{}", entry.title) };
            let set = answer.sets.iter().find(|set| set.id == link.source).unwrap();
            let (act, sent) = (entry.slot("serviceStartTime"), set.slot("submissionTime"));
            assert!(sent.get(..8) >= act.get(..8), "{}", entry.title);
            late += usize::from(sent.get(..6) > act.get(..6));
        }
    }
    assert!(late >= 2, "{late}");
}

#[test]
fn a_submission_of_documents_out_of_sight_is_out_of_sight() {
    let nurse = Asker::other("60");
    let mine = found(&approved()).sets.len();
    let hers = nurse.search(&sandbox(), VALIDE, &approved()).good().sets.len();
    assert!(hers < mine, "{hers} of {mine}");
}

#[test]
fn what_is_missing_or_wrong_is_refused() {
    let status = "('urn:oasis:names:tc:ebxml-regrep:StatusType:Approved')";
    let other = ins(TREATED).cx().replace('&', "&amp;");
    let other = format!("'{other}'");
    let cases: &[(&[(&str, &str)], &str)] = &[
        (&[], "XDSStoredQueryMissingParam"),
        (&[("$XDSSubmissionSetStatus", "('x')")], "XDSRegistryError"),
        (
            &[("$XDSSubmissionSetStatus", status), ("$XDSSubmissionSetSubmissionTimeFrom", "hier")],
            "XDSRegistryError",
        ),
        (
            &[("$XDSSubmissionSetStatus", status), ("$XDSSubmissionSetPatientId", &other)],
            "XDSPatientIdDoesNotMatch",
        ),
    ];
    for (slots, code) in cases {
        let query = by_hand(FIND, "LeafClass", slots);
        assert_eq!(Asker::doctor().search_raw(&sandbox(), VALIDE, &query).refusal(), *code);
    }
}
