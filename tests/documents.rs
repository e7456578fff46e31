//! The JSON documents of the boundary, by example: tests/fixtures/documents holds, for each schema
//! of include/dmpkit, documents that are accepted (ok_*) and refused (bad_*); expected.json names
//! the field each refusal must name. The same files are judged by the schemas themselves
//! (tests/judges/json_schemas.py), so that schema and code agree.
//!
//! Where DMPKIT_DUMP names a folder, the documents the library writes go there, for that judge.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::Arc;
use std::time::Duration;
use std::{env, fs};

use dmpkit::client::{Call, Client, ClockAndIds, ClockFailed, Error, Host, Session, Timestamp};
use dmpkit::journal::Entry;
use dmpkit::notices;
use dmpkit::record::{Invalid, NotRead};
use dmpkit::rules::habilitation::Matrix;
use dmpkit::sandbox::Scenario;
use dmpkit::search::{read_query, Layout, LocalCopiesRequest};
use dmpkit::vocabulary::Vocabulary;
use serde_json::{json, Value};

const NOW: &str = "2026-03-02T08:30:00Z";

struct Stopped {
    given: AtomicU64,
}

impl ClockAndIds for Stopped {
    fn now(&self) -> Result<Timestamp, ClockFailed> {
        Ok(Timestamp::from_rfc3339(NOW).unwrap())
    }

    fn elapsed(&self) -> Duration {
        Duration::ZERO
    }

    fn fresh(&self) -> [u8; 16] {
        u128::from(self.given.fetch_add(1, Ordering::Relaxed)).to_be_bytes()
    }
}

fn host() -> Host {
    let mut host = Host::default();
    host.clock = Some(Arc::new(Stopped { given: AtomicU64::new(1) }));
    host
}

fn client() -> Client {
    let config = json!({
        "schema": "dmpkit.config/1", "environment": "sandbox",
        "software": { "name": "Exemple", "version": "1.0" }, "sandbox": { "clock": NOW },
    });
    Client::open(&config.to_string(), host(), &Call::new()).unwrap()
}

fn doctor() -> Value {
    json!({
        "schema": "dmpkit.professional/1", "id": "899700000011",
        "family_name": "EXEMPLE", "given_name": "Camille",
        "profession": "10", "speciality": "SM26",
        "structure": { "id": "499700000011001", "name": "Cabinet Exemple", "sector": "SA07" },
        "authentication": { "means": "CPS" },
    })
}

fn session(client: &Client) -> Session {
    client.session(&doctor().to_string(), &Call::new()).unwrap()
}

fn folder(schema: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/documents").join(schema)
}

/// Name and text of the documents of a folder that begin with `kind`.
fn documents(schema: &str, kind: &str) -> Vec<(String, String)> {
    let mut found: Vec<(String, String)> = fs::read_dir(folder(schema))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter_map(|path| {
            let name = path.file_stem()?.to_str()?.to_string();
            let chosen = name.starts_with(kind) && path.extension()? == "json";
            chosen.then(|| (name, fs::read_to_string(&path).unwrap()))
        })
        .collect();
    assert!(!found.is_empty(), "{schema}: {kind}");
    found.sort();
    found
}

/// The document with one thing changed: each way at each place.
fn spoilt(document: &Value) -> Vec<Value> {
    let instead = json!([null, true, 7, -1, 0.5, "", " ", "x", [], {}]);
    let instead = instead.as_array().unwrap();
    let mut all = instead.clone();
    let mut put = |key: &dyn Fn(&mut Value, Option<Value>), old: &Value| {
        for value in spoilt(old).into_iter().map(Some).chain([None]) {
            let mut changed = document.clone();
            key(&mut changed, value);
            all.push(changed);
        }
    };
    match document {
        Value::Object(members) => {
            for (name, old) in members {
                let set = |changed: &mut Value, value: Option<Value>| match value {
                    Some(value) => changed[name] = value,
                    None => drop(changed.as_object_mut().unwrap().remove(name)),
                };
                put(&set, old);
            }
            let mut changed = document.clone();
            changed["inconnu"] = json!(1);
            all.push(changed);
        }
        Value::Array(items) => {
            for (index, old) in items.iter().enumerate() {
                let set = |changed: &mut Value, value: Option<Value>| match value {
                    Some(value) => changed[index] = value,
                    None => drop(changed.as_array_mut().unwrap().remove(index)),
                };
                put(&set, old);
            }
        }
        _ => {}
    }
    all
}

/// What the reader says of the good documents, spoilt: for the schemas' judge to compare.
fn verdicts(schema: &str, read: impl Fn(&str) -> Result<(), Refusal>) {
    let mut verdicts = Vec::new();
    for (name, text) in documents(schema, "ok_") {
        for document in spoilt(&serde_json::from_str(&text).unwrap()) {
            let refusal = read(&document.to_string()).err();
            if let Some(Refusal { code, field: None, message }) = &refusal {
                assert_eq!(*code, "BAD_JSON", "{schema}: {name}: names no field: {message}");
            }
            verdicts.push(json!({
                "of": name, "document": document, "accepted": refusal.is_none(),
                "field": refusal.and_then(|refusal| refusal.field),
            }));
        }
    }
    dump(&format!("verdicts_{schema}"), &Value::from(verdicts).to_string());
}

/// Every document of a folder, given to the reader. All that is wrong is told at once.
fn judge(schema: &str, read: impl Fn(&str) -> Result<(), Refusal>) {
    verdicts(schema, &read);
    let text = fs::read_to_string(folder(schema).join("expected.json")).unwrap();
    let expected: Value = serde_json::from_str(&text).unwrap();
    let mut wrong: Vec<String> = Vec::new();
    for (name, text) in documents(schema, "ok_") {
        if let Err(refusal) = read(&text) {
            wrong.push(format!("{name}: refused: {}", refusal.message));
        }
    }
    let bad = documents(schema, "bad_");
    assert_eq!(bad.len(), expected.as_object().unwrap().len(), "each has its expectation");
    for (name, text) in bad {
        let Err(refusal) = read(&text) else {
            wrong.push(format!("{name}: accepted"));
            continue;
        };
        let wanted = &expected[&name];
        if wanted["field"] != json!(refusal.field) {
            let (wanted, message) = (&wanted["field"], &refusal.message);
            wrong.push(format!("{name}: names {:?}, not {wanted}: {message}", refusal.field));
        }
        if wanted.get("code").is_some_and(|code| *code != json!(refusal.code)) {
            wrong.push(format!("{name}: {}, not {}", refusal.code, wanted["code"]));
        }
    }
    assert!(wrong.is_empty(), "{schema}:\n{}", wrong.join("\n"));
}

struct Refusal {
    code: &'static str,
    field: Option<String>,
    message: String,
}

impl From<Error> for Refusal {
    fn from(error: Error) -> Self {
        let field = error.detail("field").map(str::to_string);
        Refusal { code: error.code.name(), field, message: error.to_string() }
    }
}

impl From<NotRead> for Refusal {
    fn from(not_read: NotRead) -> Self {
        let message = format!("{not_read:?}");
        let (code, field) = match not_read {
            NotRead::UnknownField(invalid) => ("UNKNOWN_FIELD", Some(invalid.field)),
            NotRead::Invalid(invalid) => ("INVALID_FIELD", Some(invalid.field)),
            NotRead::Json { .. } | NotRead::NoObject => ("BAD_JSON", None),
        };
        Refusal { code, field, message }
    }
}

#[test]
fn configurations() {
    judge("config", |text| Ok(Client::open(text, host(), &Call::new()).map(drop)?));
}

#[test]
fn professionals() {
    let client = client();
    judge("professional", |text| Ok(client.session(text, &Call::new()).map(drop)?));
}

#[test]
fn chart_requests() {
    let session = session(&client());
    judge("chart-request", |text| Ok(session.open_chart(text, &Call::new()).map(drop)?));
}

#[test]
fn scenarios() {
    judge("scenario", |text| {
        Scenario::parse(text).map(drop).map_err(|error| Refusal {
            code: "",
            message: error.to_string(),
            field: Some(error.0.field),
        })
    });
}

#[test]
fn sandbox_controls() {
    let client = client();
    judge("sandbox-control", |text| Ok(client.sandbox_control(text)?));
}

/// A refusal of a room that knows no error codes.
impl From<Invalid> for Refusal {
    fn from(invalid: Invalid) -> Self {
        let message = invalid.to_string();
        let code = if invalid.field.is_empty() { "BAD_JSON" } else { "INVALID_FIELD" };
        let field = Some(invalid.field).filter(|field| !field.is_empty());
        Refusal { code, field, message }
    }
}

#[test]
fn vocabularies() {
    judge("vocabulary", |text| Ok(Vocabulary::built_in().with(text).map(drop)?));
}

#[test]
fn habilitation_matrices() {
    judge("habilitation", |text| Ok(Matrix::read(text).map(drop)?));
}

#[test]
fn journal_entries() {
    judge("journal-entry", |text| Ok(Entry::read(text).map(drop).map_err(Invalid::from)?));
}

#[test]
fn local_copies() {
    judge("local-copies", |text| Ok(LocalCopiesRequest::read(text).map(drop)?));
}

#[test]
fn queries() {
    judge("query", |text| Ok(read_query(text).map(drop)?));
}

#[test]
fn overviews() {
    judge("overview", |text| Ok(Layout::read(text).map(drop)?));
}

#[test]
fn notice_requests() {
    judge("notice-request", |text| Ok(notices::Request::read(text).map(drop)?));
}

#[test]
fn notice_templates() {
    judge("notice-template", |text| Ok(notices::Templates::built_in().with(text).map(drop)?));
}

#[test]
fn what_is_no_document_is_refused() {
    let client = client();
    let session = session(&client);
    let call = Call::new();
    let (_, whole) = documents("chart-request", "ok_normal").remove(0);
    let (_, scenario) = documents("scenario", "ok_one").remove(0);
    let half = &whole[..whole.len() / 2];
    let no_json = ["", " ", "{", "{]", "{\"schema\"", "{} {}", half];
    let json =
        ["null", "7", "[]", "\u{feff}{}", "[\"dmpkit.config/1\"]", "\"texte\"", "{\"schema\":7}"];
    let texts = no_json.map(|text| (text, "BAD_JSON")).into_iter();
    for (text, code) in texts.chain(json.map(|text| (text, "WRONG_SCHEMA"))) {
        let refusals = [
            ("config", Client::open(text, host(), &call).err()),
            ("professional", client.session(text, &call).err()),
            ("chart-request", session.open_chart(text, &call).err()),
            ("sandbox-control", client.sandbox_control(text).err()),
        ];
        for (schema, refusal) in refusals {
            let refusal = refusal.unwrap_or_else(|| panic!("{schema}: {text:?} is accepted"));
            assert_eq!(refusal.code.name(), code, "{schema}: {text:?}: {refusal}");
        }
        assert!(Scenario::parse(text).is_err(), "scenario: {text:?} is accepted");
        assert!(Vocabulary::built_in().with(text).is_err(), "vocabulary: {text:?} is accepted");
        assert!(Matrix::read(text).is_err(), "habilitation: {text:?} is accepted");
        assert!(notices::Request::read(text).is_err(), "notice-request: {text:?} is accepted");
        let template = notices::Templates::built_in().with(text);
        assert!(template.is_err(), "notice-template: {text:?} is accepted");
    }
    assert!(Scenario::parse(&(scenario + "suite")).is_err(), "what follows a scenario is accepted");
}

#[test]
fn a_refusal_never_repeats_the_value() {
    let client = client();
    let session = session(&client);
    for (name, text) in documents("chart-request", "bad_") {
        let error = session.open_chart(&text, &Call::new()).err().unwrap();
        let words = format!("{error} {:?}", error.details);
        let patient = &serde_json::from_str::<Value>(&text).unwrap()["patient"];
        for value in ["birth_name", "birth_date"].map(|trait_| patient[trait_].as_str()) {
            assert!(value.is_none_or(|value| !words.contains(value)), "{name}: {words}");
        }
        let number = patient["ins"]["matricule"].as_str();
        assert!(number.is_none_or(|number| !words.contains(number)), "{name}: {words}");
    }
}

fn dump(name: &str, text: &str) {
    assert!(!text.is_empty(), "{name}");
    if let Some(folder) = env::var_os("DMPKIT_DUMP") {
        let folder = Path::new(&folder);
        fs::create_dir_all(folder).unwrap();
        fs::write(folder.join(format!("{name}.json")), text).unwrap();
    }
}

/// How a chart may be opened: name, operator, purpose, and whether the doctor regulates calls.
fn ways() -> [(&'static str, &'static str, Value, bool); 5] {
    [
        ("normal", "professional", Value::Null, false),
        ("secretary", "secretary", Value::Null, false),
        (
            "bris_de_glace",
            "professional",
            json!({"code": "bris_de_glace", "reason": "Coma"}),
            false,
        ),
        ("centre_15", "professional", json!({"code": "centre_15"}), true),
        ("centre_15_nobody", "other_staff", json!({"code": "centre_15"}), false),
    ]
}

#[test]
fn every_person_of_the_sandbox_has_a_report() {
    let client = client();
    for index in 0..client.sandbox_people() {
        let label = client.sandbox_label(index).unwrap().to_string();
        let own = client.sandbox_request(index).unwrap();
        dump(&format!("chart-request_{label}"), &own);
        if label.starts_with("fault_") {
            continue;
        }
        for (way, operator, purpose, regulator) in ways() {
            let mut request: Value = serde_json::from_str(&own).unwrap();
            request["operator"] = json!(operator);
            request["purpose"] = purpose.clone();
            let mut professional = doctor();
            professional["regulator"] = json!(regulator);
            let session = client.session(&professional.to_string(), &Call::new()).unwrap();
            let chart = session.open_chart(&request.to_string(), &Call::new()).unwrap();
            let first = chart.report();
            dump(&format!("report_{label}_{way}"), &first);
            chart.refresh(&Call::new()).unwrap();
            let report = chart.report();
            dump(&format!("report_{label}_{way}_again"), &report);
            let told: Value = serde_json::from_str(&report).unwrap();
            assert_eq!(told["schema"], "dmpkit.report/1", "{label}");
            assert_eq!((&told["sequence"], &told["operator"]), (&json!(2), &json!(operator)));
            let mut same: Value = serde_json::from_str(&first).unwrap();
            same["sequence"] = json!(2);
            assert_eq!(told, same, "{label}: asked again of a stopped clock, it says the same");
            let patient = &request["patient"];
            for name in ["birth_name", "birth_date"] {
                assert!(!report.contains(patient[name].as_str().unwrap()), "{label}: {name}");
            }
            let number = patient["ins"]["matricule"].as_str();
            assert!(number.is_none_or(|number| !report.contains(number)), "{label}");
        }
    }
}

#[test]
fn the_report_schema_lists_every_id() {
    use dmpkit::rules::access::{ActionId, ReasonId};
    let schema: Value =
        serde_json::from_str(include_str!("../include/dmpkit/report-1.schema.json")).unwrap();
    let listed = |name: &str| -> Vec<String> {
        let examples = schema["$defs"][name]["examples"].as_array().unwrap();
        examples.iter().map(|id| id.as_str().unwrap().to_string()).collect()
    };
    let reasons: Vec<&str> = ReasonId::ALL.iter().map(|id| id.id()).collect();
    let actions: Vec<&str> = ActionId::ALL.iter().map(|id| id.id()).collect();
    assert_eq!(listed("reason_id"), reasons);
    assert_eq!(listed("action_id"), actions);
}
