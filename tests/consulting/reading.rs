//! Reading and keeping: one document at a time, what is said before, what is given.

use dmpkit::client::{Call, Chart, Document, DocumentText, ErrorCode, Form, TextColumn};
use serde_json::{json, Value};

use crate::office::{ids, row, search, texts, Office, LOINC, LONG, SHORT};

fn read(chart: &Chart, unique_id: &str) -> Document {
    chart.read(unique_id, &Call::new()).unwrap()
}

/// The first document with this type code among those of the long record.
fn of_type(chart: &Chart, code: &str) -> Document {
    let found = search(chart, json!({ "type": { "code": code, "scheme": LOINC } }));
    read(chart, found.text(0, TextColumn::UniqueId).unwrap())
}

#[test]
fn a_loop_of_reads_or_of_saves_is_refused() {
    let office = Office::with(json!({ "reading": { "reads": 3, "saves": 2, "seconds": 10 } }));
    let chart = office.chart(LONG);
    let found = search(&chart, json!({}));
    let all = ids(&found);
    let documents: Vec<Document> = all[..3].iter().map(|id| read(&chart, id)).collect();
    let error = chart.read(all[3], &Call::new()).unwrap_err();
    assert_eq!((error.code, error.requirement), (ErrorCode::TooManyReads, Some("EX_3.2-1010")));
    assert_eq!(error.retry_after_ms, 10_000);
    assert_eq!(office.retrieves(), 3, "the fourth was not sent");
    documents[0].save().unwrap();
    documents[1].save().unwrap();
    let error = documents[2].save().err().unwrap();
    assert_eq!((error.code, error.requirement), (ErrorCode::TooManySaves, Some("EX_3.2-1010")));
    // Another chart of the same client is no way round.
    let other = office.chart(SHORT);
    assert_eq!(other.read("1.2.3", &Call::new()).unwrap_err().code, ErrorCode::TooManyReads);
    office.wait(10);
    read(&chart, all[3]);
    documents[2].save().unwrap();
}

#[test]
fn a_search_downloads_nothing_and_a_reading_keeps_nothing() {
    let office = Office::open();
    let chart = office.chart(SHORT);
    let found = search(&chart, json!({}));
    assert_eq!(office.retrieves(), 0);
    let id = ids(&found)[0];
    drop(read(&chart, id));
    read(&chart, id);
    assert_eq!(office.retrieves(), 2, "asked for again: nothing was kept");
    assert_eq!(chart.read("2.999.404", &Call::new()).unwrap_err().code, ErrorCode::ServerRefused);
}

#[test]
fn a_document_kept_says_where_it_comes_from_and_since_when() {
    let office = Office::open();
    office.change(json!([{ "person": SHORT, "change": "add", "document": { "kind": "consultation",
        "service_start": "20260105", "unique_id": "2.999.1", "visibility": ["invisible_patient"] } }]));
    let chart = office.chart(SHORT);
    let found = search(&chart, json!({}));
    let at = row(&found, "2.999.1");
    let document = read(&chart, "2.999.1");
    office.control(json!({ "clock": "2026-03-02T09:00:00Z" }));
    let saved = document.save().unwrap();
    assert_eq!(saved.bytes, document.bytes());
    let receipt: Value = serde_json::from_str(&saved.receipt).unwrap();
    assert_eq!(receipt["origin"], "[SIMULATEUR] DMP / Mon espace santé");
    assert_eq!(receipt["read_at"], "2026-03-02T09:30:00.000+01:00");
    assert_eq!(receipt["saved_at"], "2026-03-02T10:00:00.000+01:00");
    assert_eq!(receipt["unique_id"], "2.999.1");
    assert_eq!(receipt["visibility"], json!(["INVISIBLE_PATIENT"]));
    assert_eq!(receipt["size"], document.bytes().len());
    let logical = found.text(at, TextColumn::LogicalId).unwrap();
    assert_eq!(receipt["logical_id"], logical.as_str());
    let export: Value = serde_json::from_str(&found.export()).unwrap();
    assert_eq!(receipt["entry_uuid"], export["documents"][at]["entry_uuid"]);
}

#[test]
fn what_others_may_not_see_is_said_before_the_document_is_shown() {
    let office = Office::open();
    let add = |number: usize, visibility: Value| {
        json!({ "person": SHORT, "change": "add", "document": { "kind": "consultation",
            "service_start": "20260105", "unique_id": format!("2.999.{number}"),
            "visibility": visibility } })
    };
    office.change(json!([
        add(1, json!([])),
        add(2, json!(["invisible_patient"])),
        add(3, json!(["invisible_representatives"])),
    ]));
    let chart = office.chart(SHORT);
    search(&chart, json!({}));
    let warnings = |id: &str| read(&chart, id).text(DocumentText::Warnings).to_string();
    assert!(!warnings("2.999.1").contains("visible"));
    let patient = warnings("2.999.2");
    assert!(patient.starts_with("[SIMULATEUR] Ce document n'est pas visible par le patient."));
    let parents = warnings("2.999.3");
    assert!(parents.contains("n'est pas visible par les représentants légaux"), "{parents}");
}

#[test]
fn a_document_that_no_search_has_shown_is_of_unknown_visibility() {
    let office = Office::open();
    let id = ids(&search(&office.chart(SHORT), json!({})))[0].to_string();
    let unlisted = office.chart(SHORT);
    let warnings = read(&unlisted, &id).text(DocumentText::Warnings).to_string();
    assert!(warnings.contains("on ne sait pas s'il est visible par le patient"), "{warnings}");
    search(&unlisted, json!({}));
    let warnings = read(&unlisted, &id).text(DocumentText::Warnings).to_string();
    assert!(!warnings.contains("on ne sait pas"), "{warnings}");
}

#[test]
fn a_body_that_is_not_the_one_announced_is_said_to_differ() {
    let office = Office::open();
    let chart = office.chart(SHORT);
    office.control(json!({ "fault": { "kind": "wrong_hash" }, "fault_times": 1 }));
    let found = search(&chart, json!({}));
    let told = read(&chart, ids(&found)[0]).text(DocumentText::Warnings).to_string();
    assert!(told.contains("n'est pas celui que le DMP annonçait"), "{told}");
    search(&chart, json!({}));
    let told = read(&chart, ids(&found)[0]).text(DocumentText::Warnings).to_string();
    assert!(!told.contains("annonçait"), "{told}");
}

#[test]
fn the_header_of_a_document_can_be_shown() {
    let office = Office::open();
    let document = of_type(&office.chart(LONG), "11488-4");
    let sections: Value = serde_json::from_str(&document.sections()).unwrap();
    let header = &sections["header"];
    assert!(header["patient"]["name"].as_str().unwrap().contains("MAREUIL"), "{header}");
    let kinds: Vec<&str> = header["parties"]
        .as_array()
        .unwrap()
        .iter()
        .map(|party| party["kind"].as_str().unwrap())
        .collect();
    for kind in ["author", "custodian", "legal_authenticator"] {
        assert!(kinds.contains(&kind), "{kind}");
    }
    for text in [DocumentText::Html, DocumentText::Plain] {
        assert!(document.text(text).contains("MAREUIL"), "{text:?}");
        assert!(document.text(text).contains("Auteur"), "{text:?}");
    }
}

#[test]
fn a_document_is_a_page_that_needs_nothing_else() {
    let office = Office::open();
    let document = of_type(&office.chart(LONG), "11502-2");
    let html = document.text(DocumentText::Html).as_str();
    assert!(html.starts_with("<!DOCTYPE html>") && html.contains("lang=\"fr\""), "{html:.200}");
    for active in ["<script", "http://", "https://", "<link", "<iframe", "<object", " src=\"/"] {
        assert!(!html.contains(active), "{active}");
    }
}

#[test]
fn laboratory_results_are_data() {
    let office = Office::open();
    let chart = office.chart(LONG);
    let biology = json!({ "code": "11502-2", "scheme": LOINC });
    let found = search(&chart, json!({ "type": biology, "act_date": { "from": "2020" } }));
    let titles = texts(&found, TextColumn::Title);
    let rows = (0..found.count()).filter(|row| titles[*row] == "HbA1c").take(3);
    let mut results: Vec<(String, f64)> = Vec::new();
    for row in rows {
        let document = read(&chart, found.text(row, TextColumn::UniqueId).unwrap());
        let told: Value = serde_json::from_str(&document.observations()).unwrap();
        let all = told["observations"].as_array().unwrap();
        let one = all.iter().find(|one| one["code"]["code"] == "4548-4").unwrap();
        assert_eq!(one["value"]["unit"], "%", "{one}");
        assert!(!one["ranges"].as_array().unwrap().is_empty(), "{one}");
        let day = one["date"]["at"].as_str().unwrap().to_string();
        results.push((day, one["value"]["number"].as_f64().unwrap()));
    }
    let [last, before, first] = results.as_slice() else { panic!("three documents") };
    assert!(last.0 > before.0 && before.0 > first.0, "the newest comes first: {results:?}");
    assert!(results.iter().all(|(_, value)| (4.0..15.0).contains(value)), "{results:?}");
}

#[test]
fn a_result_is_drawn_across_documents() {
    let office = Office::open();
    let chart = office.chart(LONG);
    let found = search(&chart, json!({ "words": "HbA1c", "mime_type": "text/xml" }));
    let all = ids(&found);
    let documents: Vec<Document> = all[..4].iter().map(|id| read(&chart, id)).collect();
    let drawn = |form| Document::curves(&documents, "4548-4", "", form).unwrap();
    let html = drawn(Form::Html);
    assert!(html.contains("<svg") && html.contains("<table") && !html.contains("<script"));
    assert!(html.contains("[SIMULATEUR]"));
    let text = drawn(Form::Text);
    assert!(text.starts_with("[SIMULATEUR] "), "{text}");
    assert!(text.lines().count() > 1, "a line for each result: {text}");
    let none = Document::curves(&documents, "0-0", "", Form::Html).unwrap();
    assert!(!none.contains("<svg"));
    assert_eq!(
        Document::curves(&[], "4548-4", "", Form::Html).unwrap_err().code,
        ErrorCode::InvalidField
    );
    let error = Document::curves(&documents, "4548-4", "", Form::Json).unwrap_err();
    assert_eq!(error.detail("field"), Some("form"));
}
