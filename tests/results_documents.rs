//! The JSON documents that a search and a reading give, of several people, queries and faults.
//! Where DMPKIT_DUMP names a folder they are written there, to be judged by the schemas of
//! include/dmpkit (tests/judges/json_schemas.py).

use std::collections::BTreeSet;
use std::path::Path;
use std::{env, fs};

use dmpkit::client::{
    Call, Chart, Client, DateColumn, Document, Form, GroupBy, Host, Results, TextColumn,
};
use dmpkit::search::{FacetField, Label};
use serde_json::{json, Value};

fn client() -> Client {
    let config = json!({
        "schema": "dmpkit.config/1", "environment": "sandbox",
        "software": { "name": "Exemple", "version": "1.0" },
        "reading": { "reads": 1000, "saves": 1000 },
        "sandbox": { "clock": "2026-03-02T08:30:00Z" },
    });
    Client::open(&config.to_string(), Host::default(), &Call::new()).unwrap()
}

/// A chart of the person of this label, opened by the doctor that the sandbox knows.
fn chart(client: &Client, label: &str, more: &Value) -> Chart {
    let doctor = json!({
        "schema": "dmpkit.professional/1", "id": "899700000011",
        "family_name": "EXEMPLE", "given_name": "Camille",
        "profession": "10", "speciality": "SM26",
        "structure": { "id": "499700000011001", "name": "Cabinet Exemple", "sector": "SA07" },
        "authentication": { "means": "CPS" },
    });
    let session = client.session(&doctor.to_string(), &Call::new()).unwrap();
    let person = (0..client.sandbox_people())
        .find(|index| client.sandbox_label(*index).unwrap().as_str() == label)
        .unwrap();
    let mut request: Value =
        serde_json::from_str(&client.sandbox_request(person).unwrap()).unwrap();
    for (name, value) in more.as_object().unwrap() {
        request[name] = value.clone();
    }
    session.open_chart(&request.to_string(), &Call::new()).unwrap()
}

/// Every way a record is looked at: label, what the request says besides, whether the conditions
/// of an emergency are declared.
fn ways() -> Vec<(&'static str, Value, bool)> {
    let emergency = json!({ "purpose": { "code": "bris_de_glace", "reason": "Coma" } });
    let visited = json!({ "last_visit": "2025-11-01T00:00:00Z" });
    vec![
        ("active_valide", visited, false),
        ("active_valide_treating_doctor", json!({}), false),
        ("active_valide_not_attached", json!({}), false),
        ("active_no_authorisation", emergency, true),
        ("minor_valide", json!({}), false),
        ("minor_valide", json!({ "secret_connection": true }), false),
        ("corsica_2a", json!({}), false),
    ]
}

fn queries() -> Vec<Value> {
    vec![
        json!({}),
        json!({ "words": "bilan consultation", "not": { "visibility": "masked" } }),
        json!({ "deposit_date": { "from": "2024-06-01" } }),
        json!({ "or": [{ "type": "11502-2" }, { "written_by": "patient" }] }),
        json!({ "words": "zzzzzz" }),
    ]
}

fn search(chart: &Chart, criteria: &Value, declared: bool) -> Results {
    let query = json!({
        "schema": "dmpkit.query/1", "act": "user", "emergency_declared": declared,
        "where": criteria,
    });
    chart.search(&query.to_string(), &Call::new()).unwrap()
}

fn dump(name: &str, text: &str) -> Value {
    let document: Value = serde_json::from_str(text).unwrap();
    let (schema, _) = name.split_once('_').unwrap();
    assert_eq!(document["schema"], format!("dmpkit.{schema}/1"), "{name}");
    if let Some(folder) = env::var_os("DMPKIT_DUMP") {
        let folder = Path::new(&folder);
        fs::create_dir_all(folder).unwrap();
        fs::write(folder.join(format!("{name}.json")), text).unwrap();
    }
    document
}

/// Everything that results write; what they promise about each other is checked here.
fn dump_results(name: &str, results: &Results) {
    let count = results.count();
    let facets = dump(&format!("facets_{name}"), &results.facets(None, Form::Json).unwrap());
    let kinds = &facets["facets"][0];
    let with: u64 =
        kinds["values"].as_array().unwrap().iter().map(|v| v["count"].as_u64().unwrap()).sum();
    assert_eq!(with + kinds["without"].as_u64().unwrap(), count as u64, "{name}: types");
    for by in GroupBy::ALL {
        let text = results.group(by, Form::Json).unwrap();
        let groups = dump(&format!("groups_{name}_{by:?}"), &text);
        let mut rows: Vec<u64> = groups["groups"]
            .as_array()
            .unwrap()
            .iter()
            .flat_map(|group| group["rows"].as_array().unwrap())
            .map(|row| row.as_u64().unwrap())
            .collect();
        rows.sort_unstable();
        assert_eq!(rows, (0..count as u64).collect::<Vec<_>>(), "{name}: {by:?}");
    }
    let export = dump(&format!("export_{name}"), &results.export());
    let documents = export["documents"].as_array().unwrap();
    assert_eq!(documents.len(), count, "{name}");
    for (row, document) in documents.iter().enumerate() {
        let unique_id = results.text(row, TextColumn::UniqueId).unwrap();
        assert_eq!(document["unique_id"].as_str().unwrap_or(""), unique_id.as_str(), "{name}");
    }
    assert_eq!(export["complete"], results.is_complete(), "{name}");
    let rows = results.overview(None, Form::Json).unwrap();
    dump(&format!("overview-rows_{name}"), &rows);
}

#[test]
fn every_document_of_results_is_as_promised() {
    let client = client();
    for (way, (label, more, declared)) in ways().into_iter().enumerate() {
        let chart = chart(&client, label, &more);
        for (number, criteria) in queries().into_iter().enumerate() {
            let results = search(&chart, &criteria, declared);
            dump_results(&format!("{way}_{label}_{number}"), &results);
        }
    }
}

#[test]
fn doubtful_answers_are_written_too() {
    let client = client();
    let chart = chart(&client, "active_valide_not_attached", &json!({}));
    let kinds = ["partial_success", "missing_unique_id", "duplicated_entries", "dirty_metadata"];
    for kind in kinds {
        let fault = json!({ "schema": "dmpkit.sandbox-control/1", "fault": { "kind": kind } });
        client.sandbox_control(&fault.to_string()).unwrap();
        dump_results(&format!("fault_{kind}"), &search(&chart, &json!({}), false));
    }
}

/// Neither his INS nor his names, though he wrote some documents and authors repeat his traits.
#[test]
fn an_export_does_not_name_the_patient() {
    let client = client();
    for (label, traits) in [
        ("active_valide", ["MAREUIL", "JEANNE", "2580335238900"]),
        ("minor_valide", ["BODINI", "20150917", "2150949007916"]),
    ] {
        let results = search(&chart(&client, label, &json!({})), &json!({}), false);
        let export = results.export();
        assert!(export.contains("\"from_patient\":true"), "{label}");
        let export = export.to_uppercase();
        for known in traits {
            assert!(!export.contains(known), "{label}: {known}");
        }
    }
}

fn read(chart: &Chart, results: &Results, row: usize) -> Document {
    let id = results.text(row, TextColumn::UniqueId).unwrap();
    chart.read(id, &Call::new()).unwrap()
}

/// A document of each type that a record holds.
fn of_each_type(results: &Results) -> Vec<usize> {
    let mut seen = BTreeSet::new();
    let of = |row: usize, column| results.text(row, column).unwrap().to_string();
    let key = |row| (of(row, TextColumn::TypeCode), of(row, TextColumn::FormatCode));
    (0..results.count()).filter(|row| seen.insert(key(*row))).collect()
}

#[test]
fn every_kind_of_document_is_read_and_kept_as_promised() {
    let client = client();
    let mut files = BTreeSet::new();
    for (label, more, declared) in ways() {
        let chart = chart(&client, label, &more);
        let results = search(&chart, &json!({}), declared);
        for row in of_each_type(&results) {
            let document = read(&chart, &results, row);
            let name = format!("{label}_{row}");
            files.extend(document.files().iter().map(|file| file.mime_type.to_string()));
            dump(&format!("sections_{name}"), &document.sections());
            dump(&format!("observations_{name}"), &document.observations());
            let saved = document.save().unwrap();
            assert_eq!(saved.bytes, document.bytes(), "{name}");
            let receipt = dump(&format!("saved-document_{name}"), &saved.receipt);
            assert_eq!(receipt["size"], saved.bytes.len(), "{name}");
            let unique_id = results.text(row, TextColumn::UniqueId).unwrap();
            assert_eq!(receipt["unique_id"], unique_id.as_str(), "{name}");
            let announced = results.date(row, DateColumn::Size).unwrap();
            assert_eq!(announced, saved.bytes.len() as i64, "{name}");
        }
    }
    for kind in ["application/pdf", "image/jpeg", "application/rtf", "text/plain"] {
        assert!(files.contains(kind), "{kind}: {files:?}");
    }
}

/// One that no search showed: nothing is known of its entry.
#[test]
fn what_no_search_showed_is_kept_with_what_is_known() {
    let client = client();
    let shown = chart(&client, "active_valide", &json!({}));
    let results = search(&shown, &json!({}), false);
    let id = results.text(0, TextColumn::UniqueId).unwrap();
    let fresh = chart(&client, "active_valide", &json!({}));
    let saved = fresh.read(id, &Call::new()).unwrap().save().unwrap();
    let receipt = dump("saved-document_unseen", &saved.receipt);
    assert_eq!(receipt["unique_id"], id.as_str());
    for field in ["logical_id", "entry_uuid", "version", "status", "hash"] {
        assert_eq!(receipt[field], Value::Null, "{field}");
    }
}

fn schema(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

#[test]
fn the_schemas_list_every_word() {
    let facets = schema(include_str!("../include/dmpkit/facets-1.schema.json"));
    let fields: Vec<&str> = FacetField::all().map(FacetField::name).collect();
    let field = "/properties/facets/items/properties/field/examples";
    assert_eq!(facets.pointer(field), Some(&json!(fields)));
    let labels: Vec<&str> = Label::ALL.iter().map(|label| label.id()).collect();
    let export = schema(include_str!("../include/dmpkit/export-1.schema.json"));
    assert_eq!(export.pointer("/$defs/label/properties/id/examples"), Some(&json!(labels)));
}
