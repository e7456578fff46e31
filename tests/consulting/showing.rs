//! How documents are shown: whose they are, in what state, when, and where they come from.

use dmpkit::client::{CodeColumn, Form, GroupBy, Results, TextColumn};
use serde_json::{json, Value};

use crate::office::{ask, row, search, texts, Office, LONG, SHORT};

fn added(documents: Value) -> Office {
    let office = Office::open();
    let changes: Vec<Value> = documents
        .as_array()
        .unwrap()
        .iter()
        .map(|document| json!({ "person": SHORT, "change": "add", "document": document }))
        .collect();
    office.change(changes.into());
    office
}

/// Of every status, none folded away.
fn everything(office: &Office) -> Results {
    let query = json!({ "act": "user", "fold": { "obsolete_versions": false },
        "where": { "status": ["approved", "obsolete", "archived"] } });
    ask(&office.chart(SHORT), query).unwrap()
}

fn label(results: &Results, unique_id: &str) -> String {
    results.text(row(results, unique_id), TextColumn::Labels).unwrap().to_string()
}

#[test]
fn each_state_has_its_label_and_a_current_document_none() {
    let office = added(json!([
        { "kind": "consultation", "service_start": "20250101", "unique_id": "2.999.1" },
        { "kind": "consultation", "service_start": "20250102", "unique_id": "2.999.2",
          "visibility": ["masked"] },
        { "kind": "consultation", "service_start": "20250103", "unique_id": "2.999.3",
          "visibility": ["invisible_patient"] },
        { "kind": "consultation", "service_start": "20250104", "unique_id": "2.999.4",
          "visibility": ["invisible_representatives"] },
        { "kind": "consultation", "service_start": "20250105", "unique_id": "2.999.5",
          "status": "archived" },
        { "kind": "consultation", "service_start": "20250106", "unique_id": "2.999.6" },
        { "kind": "consultation", "service_start": "20250107", "unique_id": "2.999.7",
          "replaces": "2.999.6" },
        { "kind": "consultation", "service_start": "20250108", "unique_id": "2.999.8",
          "visibility": ["masked", "invisible_representatives"] },
    ]));
    let found = everything(&office);
    let expected = [
        ("2.999.1", "", [2, 2, 2]),
        ("2.999.2", "[SIMULATEUR] Masqué aux professionnels", [1, 2, 2]),
        ("2.999.3", "[SIMULATEUR] Non visible par le patient", [2, 1, 2]),
        ("2.999.4", "[SIMULATEUR] Non visible par les représentants légaux", [2, 2, 1]),
        ("2.999.5", "[SIMULATEUR] Archivé", [2, 2, 2]),
        ("2.999.6", "[SIMULATEUR] Ancienne version (obsolète)", [2, 2, 2]),
        ("2.999.7", "", [2, 2, 2]),
        (
            "2.999.8",
            "[SIMULATEUR] Masqué aux professionnels; Non visible par les représentants légaux",
            [1, 2, 1],
        ),
    ];
    let hidden = [
        CodeColumn::Masked,
        CodeColumn::InvisibleToPatient,
        CodeColumn::InvisibleToRepresentatives,
    ];
    for (unique_id, labels, codes) in expected {
        assert_eq!(label(&found, unique_id), labels, "{unique_id}");
        let at = row(&found, unique_id);
        assert_eq!(hidden.map(|column| found.code(at, column).unwrap()), codes, "{unique_id}");
    }
    let overview = found.overview(None, Form::Html).unwrap();
    assert!(overview.contains(">Non visible par le patient<"), "{overview}");
}

#[test]
fn what_the_patient_wrote_stands_apart() {
    let office = Office::open();
    let found = search(&office.chart(LONG), json!({}));
    let (mut theirs, mut others) = (0, 0);
    for at in 0..found.count() {
        let code = found.text(at, TextColumn::TypeCode).unwrap();
        let class = found.text(at, TextColumn::ClassCode).unwrap();
        let own = class.as_str() == "90" || code.as_str().starts_with("DOCPAT");
        let labelled = found.text(at, TextColumn::Labels).unwrap().contains("Document du patient");
        let marked = found.code(at, CodeColumn::FromPatient) == Some(1);
        assert_eq!((labelled, marked), (own, own), "{}", code.as_str());
        *(if own { &mut theirs } else { &mut others }) += 1;
    }
    assert!(theirs > 5 && others > theirs);
    let overview = found.overview(None, Form::Html).unwrap();
    assert!(overview.contains("class=\"dmpkit-from-patient\""));
    let written = search(&office.chart(LONG), json!({ "written_by": "patient" }));
    assert_eq!(written.count(), theirs);
}

/// Metadata are in UTC; people read the time where they are.
#[test]
fn dates_are_shown_where_the_host_is() {
    let documents = json!([
        { "kind": "consultation", "service_start": "20260301233000", "unique_id": "2.999.1" },
        { "kind": "consultation", "service_start": "20250701220000", "unique_id": "2.999.2" },
        { "kind": "consultation", "service_start": "20250701", "unique_id": "2.999.3" },
    ]);
    let dates = |office: &Office| {
        let found = everything(office);
        ["2.999.1", "2.999.2", "2.999.3"]
            .map(|id| found.text(row(&found, id), TextColumn::ActDate).unwrap().to_string())
    };
    let paris = added(documents.clone());
    assert_eq!(dates(&paris), ["02/03/2026 00:30", "02/07/2025 00:00", "01/07/2025"]);
    let reunion = Office::with(json!({ "time_zone": "Indian/Reunion" }));
    for document in documents.as_array().unwrap() {
        reunion.change(json!([{ "person": SHORT, "change": "add", "document": document }]));
    }
    assert_eq!(dates(&reunion), ["02/03/2026 03:30", "02/07/2025 02:00", "01/07/2025"]);
}

#[test]
fn both_names_of_the_record_stand_by_whatever_comes_from_it() {
    let office = Office::open();
    let chart = office.chart(SHORT);
    let both = |text: &str| text.contains("DMP") && text.contains("Mon espace santé");
    assert!(chart.current().banners.iter().any(|banner| both(&banner.text)));
    let found = search(&chart, json!({}));
    assert!(texts(&found, TextColumn::Origin).iter().all(|origin| both(origin)));
    for form in [Form::Json, Form::Text, Form::Html] {
        assert!(both(&found.overview(None, form).unwrap()), "{form:?}");
    }
    let export: Value = serde_json::from_str(&found.export()).unwrap();
    assert!(both(export["origin"].as_str().unwrap()));
}

/// Sent together, or of one examination.
#[test]
fn linked_documents_are_found_together() {
    let office = Office::open();
    let chart = office.chart(LONG);
    let leaving =
        search(&chart, json!({ "deposit_date": { "from": "2019-05-20", "to": "2019-06-10" } }));
    let groups: Value =
        serde_json::from_str(&leaving.group(GroupBy::SubmissionSet, Form::Json).unwrap()).unwrap();
    let largest = groups["groups"].as_array().unwrap().iter();
    let largest = largest.max_by_key(|group| group["rows"].as_array().unwrap().len()).unwrap();
    let rows = largest["rows"].as_array().unwrap();
    assert_eq!(rows.len(), 3, "{groups}");
    let at = usize::try_from(rows[0].as_u64().unwrap()).unwrap();
    let submission = leaving.text(at, TextColumn::Submission).unwrap().as_str();
    let together = search(&chart, json!({ "submission_set": submission }));
    assert_eq!(together.count(), 3);
    assert_eq!(texts(&together, TextColumn::Submission), [submission; 3]);
}

#[test]
fn an_export_holds_no_body_and_names_no_patient() {
    let office = Office::open();
    let found = search(&office.chart(LONG), json!({}));
    let text = found.export();
    for word in
        ["MAREUIL", "JEANNE", "258033523890052", "ClinicalDocument", "\"body\"", "\"bytes\""]
    {
        assert!(!text.contains(word), "{word}");
    }
    let export: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(export["documents"].as_array().unwrap().len(), found.count());
}

/// How many documents there are of others, for the user to be told.
#[test]
fn documents_of_others_are_counted() {
    let office = Office::open();
    let chart = office.chart(LONG);
    let all = search(&chart, json!({}));
    let own = search(&chart, json!({ "written_by": "me" }));
    let others = search(&chart, json!({ "not": { "written_by": "me" } }));
    assert!(own.count() > 10);
    assert_eq!(others.count() + own.count(), all.count());
    let ids = texts(&others, TextColumn::AuthorId);
    assert!(ids.iter().all(|ids| !ids.split("; ").any(|id| id == "899700000011")));
}
