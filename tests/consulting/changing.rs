//! What changed since the last visit, by the national method, and what the host is told of it.

use dmpkit::client::ErrorCode;
use serde_json::{json, Value};

use crate::office::{changes, compare, search, Office, LONG, SHORT};

const MONDAY: &str = "2026-03-02T08:30:00Z";

/// What is told of each document: kind, and `uniqueId` of the document or else of the copy.
fn told(changes: &Value) -> Vec<(String, String)> {
    let all = changes["changes"].as_array().unwrap().iter();
    let mut told: Vec<(String, String)> = all
        .map(|change| {
            let id = change["document"]["unique_id"].as_str();
            let id = id.or(change["copy"]["unique_id"].as_str()).unwrap_or_default();
            (change["kind"].as_str().unwrap().to_string(), id.to_string())
        })
        .collect();
    told.sort();
    told
}

fn said(kind: &str, unique_id: &str) -> (String, String) {
    (kind.to_string(), unique_id.to_string())
}

/// Five documents that the host keeps, and their copies as it knows them.
fn kept(office: &Office) -> Value {
    let documents: Vec<Value> = (1..=5)
        .map(|number| {
            json!({ "person": SHORT, "change": "add", "document": { "kind": "consultation",
                "service_start": "20260105", "unique_id": format!("2.999.{number}") } })
        })
        .collect();
    office.change(documents.into());
    let found = search(&office.chart(SHORT), json!({ "deposit_date": { "from": "2026-03-02" } }));
    assert_eq!(found.count(), 5);
    let export: Value = serde_json::from_str(&found.export()).unwrap();
    let documents = export["documents"].as_array().unwrap().iter();
    documents
        .map(|document| {
            json!({ "unique_id": document["unique_id"], "logical_id": document["logical_id"],
                "entry_uuid": document["entry_uuid"], "version": document["version"],
                "status": "approved", "visibility": [], "origin": "dmp" })
        })
        .collect()
}

#[test]
fn new_replaced_hidden_deleted_and_vanished_documents_are_told() {
    let office = Office::open();
    let copies = kept(&office);
    let chart = office.chart(SHORT);
    office.control(json!({ "clock": "2026-03-03T10:00:00Z" }));
    let first = changes(&chart, "2026-03-02T09:00:00Z", copies.clone());
    assert_eq!((told(&first), &first["next_since"]), (vec![], &json!("2026-03-03T10:00:00.000Z")));
    office.control(json!({ "clock": "2026-03-09T07:00:00Z" }));
    office.change(json!([
        { "person": SHORT, "change": "add", "document":
            { "kind": "bio_full", "service_start": "20190308", "unique_id": "2.999.10" } },
        { "person": SHORT, "change": "replace", "unique_id": "2.999.1", "document":
            { "kind": "consultation", "service_start": "20260105", "unique_id": "2.999.11" } },
        { "person": SHORT, "change": "replace", "unique_id": "2.999.11", "document":
            { "kind": "consultation", "service_start": "20260105", "unique_id": "2.999.12" } },
        { "person": SHORT, "change": "mask", "unique_id": "2.999.2" },
        { "person": SHORT, "change": "archive", "unique_id": "2.999.3" },
        { "person": SHORT, "change": "delete", "unique_id": "2.999.4" },
        { "person": SHORT, "change": "vanish", "unique_id": "2.999.5" },
    ]));
    office.control(json!({ "clock": "2026-03-09T08:00:00Z" }));
    let second = changes(&chart, first["next_since"].as_str().unwrap(), copies);
    let expected = [
        said("archived", "2.999.3"),
        said("deleted", "2.999.4"),
        said("new", "2.999.10"),
        said("no_longer_visible", "2.999.5"),
        said("replaced", "2.999.12"),
        said("visibility_changed", "2.999.2"),
    ];
    assert_eq!(told(&second), expected);
    let summary = second["summary"].as_str().unwrap();
    assert!(summary.starts_with("[SIMULATEUR] Depuis le 03/03/2026 11:00 : 1 nouveau document, "));
    assert_eq!(second["next_since"], "2026-03-09T08:00:00.000Z");
    assert_eq!(second["complete"], true);
}

/// The entryUUID changes with the metadata: a copy without it is recognised all the same, and
/// only its deletion cannot be told from a loss of sight.
#[test]
fn copies_are_recognised_without_their_last_entry() {
    let office = Office::open();
    let mut copies = kept(&office);
    for copy in copies.as_array_mut().unwrap() {
        copy["entry_uuid"] = Value::Null;
    }
    office.control(json!({ "clock": "2026-03-09T07:00:00Z" }));
    office.change(json!([
        { "person": SHORT, "change": "replace", "unique_id": "2.999.1", "document":
            { "kind": "consultation", "service_start": "20260105", "unique_id": "2.999.11" } },
        { "person": SHORT, "change": "mask", "unique_id": "2.999.2" },
        { "person": SHORT, "change": "delete", "unique_id": "2.999.4" },
    ]));
    let answer = changes(&office.chart(SHORT), "2026-03-03T08:30:00Z", copies);
    let expected = [
        said("no_longer_visible", "2.999.4"),
        said("replaced", "2.999.11"),
        said("visibility_changed", "2.999.2"),
    ];
    assert_eq!(told(&answer), expected);
}

/// FindSubmissionSets, GetAssociations and GetDocumentsAndAssociations: three messages, and no
/// more for twenty submissions than for one.
#[test]
fn few_messages_tell_what_changed() {
    let office = Office::open();
    let chart = office.chart(SHORT);
    let add = |number: usize| {
        json!({ "person": SHORT, "change": "add", "document": { "kind": "consultation",
            "service_start": "20260302", "unique_id": format!("2.999.{number}") } })
    };
    changes(&chart, MONDAY, json!([]));
    assert_eq!(office.searches(), 1, "no submission, no further question");
    office.change((1..=20).map(add).collect());
    assert_eq!(told(&changes(&chart, MONDAY, json!([]))).len(), 20);
    assert_eq!(office.searches(), 1 + 3);
    office.change((21..=25).map(add).collect());
    assert_eq!(told(&changes(&chart, MONDAY, json!([]))).len(), 25);
    assert_eq!(office.searches(), 1 + 3 + 5);
    let small = Office::with(json!({ "search": { "batch": 5 } }));
    small.change((1..=25).map(add).collect());
    assert_eq!(told(&changes(&small.chart(SHORT), MONDAY, json!([]))).len(), 25);
    assert_eq!(small.searches(), 1 + 5 + 5);
}

/// The moment to ask from is UTC, and counts to the second.
#[test]
fn the_moment_asked_from_is_that_of_the_deposit() {
    let office = Office::open();
    office.change(json!([{ "person": SHORT, "change": "add", "document":
        { "kind": "consultation", "service_start": "20110308", "unique_id": "2.999.1" } }]));
    let chart = office.chart(SHORT);
    for (since, number) in [
        ("2026-03-02T09:29:59+01:00", 1),
        ("2026-03-02T08:30:01Z", 0),
        ("2026-03-02T09:30:01+01:00", 0),
        ("2026-03-01T23:00:00Z", 1),
    ] {
        assert_eq!(told(&changes(&chart, since, json!([]))).len(), number, "{since}");
    }
}

#[test]
fn what_came_by_secure_mail_is_not_new() {
    let office = Office::open();
    office.change(json!([
        { "person": SHORT, "change": "add", "document":
            { "kind": "consultation", "service_start": "20260302", "unique_id": "2.999.1" } },
        { "person": SHORT, "change": "add", "document":
            { "kind": "consultation", "service_start": "20260302", "unique_id": "2.999.2" } },
    ]));
    let copies = json!([{ "unique_id": "2.999.1", "origin": "mssante" }]);
    let answer = changes(&office.chart(SHORT), MONDAY, copies);
    assert_eq!(told(&answer), [said("already_received", "2.999.1"), said("new", "2.999.2")]);
}

/// A failure keeps nothing, and an answer in part is asked for again.
#[test]
fn what_failed_is_asked_from_the_same_moment_again() {
    let office = Office::open();
    let chart = office.chart(LONG);
    office.control(json!({ "fault": { "kind": "cut", "after_bytes": 900 }, "fault_times": 1 }));
    let asked = json!({ "act": "user", "since": "2025-01-01T00:00:00Z", "copies": [] });
    assert_eq!(compare(&chart, asked).unwrap_err().code, ErrorCode::ConnectionCut);
    office.fault(json!({ "kind": "partial_success" }));
    let partial = changes(&chart, "2025-01-01T00:00:00Z", json!([]));
    assert_eq!((&partial["complete"], &partial["next_since"]), (&json!(false), &Value::Null));
    office.fault(Value::Null);
    let whole = changes(&chart, "2025-01-01T00:00:00Z", json!([]));
    assert!(told(&whole).len() > told(&partial).len());
    assert_eq!(whole["next_since"], "2026-03-02T08:30:00.000Z");
}
