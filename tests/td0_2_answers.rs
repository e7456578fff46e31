//! Answers to TD0.2 and TD1.3a that no code of ours produced (tests/fixtures/td0_2), read by
//! our parser.

use std::fs;
use std::path::PathBuf;

use dmpkit::record::{Existence, Profile};
use dmpkit::wire::{existence, read_reply, ServerError, WireError};
use dmpkit::xml::{self, Document, Limits};
use serde_json::Value;

/// The request all fixtures answer.
const REQUEST: &str = "urn:uuid:11111111-2222-4333-8444-555555555555";

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/td0_2")
}

fn expectations() -> serde_json::Map<String, Value> {
    let text = fs::read_to_string(folder().join("expected.json")).unwrap();
    match serde_json::from_str(&text).unwrap() {
        Value::Object(map) => map,
        _ => panic!("expected.json holds an object"),
    }
}

fn read(name: &str) -> Result<Profile, WireError> {
    let bytes = fs::read(folder().join(format!("{name}.xml"))).unwrap();
    let text = xml::decode(&bytes)?;
    let document = Document::parse(&text, &Limits::default())?;
    existence::read_answer(read_reply(&document, REQUEST)?.payload)
}

#[test]
fn every_fixture_reads_as_expected() {
    let expectations = expectations();
    let files = fs::read_dir(folder()).unwrap();
    let xml = files.filter(|file| {
        file.as_ref().unwrap().path().extension().is_some_and(|extension| extension == "xml")
    });
    assert_eq!(xml.count(), expectations.len(), "each file has its expectation");
    for (name, expected) in &expectations {
        let result = read(name);
        match expected["outcome"].as_str().unwrap() {
            "answer" => profile(name, expected, &result.unwrap_or_else(|e| panic!("{name}: {e}"))),
            "ae" => match result {
                Err(WireError::Refused(refusal)) => errors(name, expected, &refusal.errors),
                other => panic!("{name}: {other:?}"),
            },
            "fault" => match result {
                Err(WireError::Fault(fault)) => {
                    let standard = ["Sender", "Receiver", "Client", "Server"];
                    let own = |code: &&String| !standard.contains(&code.as_str());
                    let codes: Vec<String> = fault.codes.iter().filter(own).cloned().collect();
                    assert_eq!(strings(&expected["codes"]), codes, "{name}");
                    assert_eq!(fault.errors()[0].code, *codes.last().unwrap(), "{name}");
                    let texts = strings(&expected["texts"]);
                    assert!(texts.contains(&fault.reason.unwrap()), "{name}");
                }
                other => panic!("{name}: {other:?}"),
            },
            "unexpected" => {
                assert!(matches!(result, Err(WireError::Unexpected { .. })), "{name}: {result:?}");
            }
            "xml_error" => match result {
                Err(WireError::Xml(error)) => {
                    assert_eq!(expected["line"].as_u64(), Some(u64::from(error.line)), "{name}");
                }
                other => panic!("{name}: {other:?}"),
            },
            outcome => panic!("{name}: no such outcome {outcome}"),
        }
    }
}

fn strings(value: &Value) -> Vec<String> {
    let items = value.as_array().into_iter().flatten();
    items.map(|item| item.as_str().unwrap().to_string()).collect()
}

fn errors(name: &str, expected: &Value, errors: &[ServerError]) {
    let codes: Vec<&str> = errors.iter().map(|error| error.code.as_str()).collect();
    assert_eq!(strings(&expected["codes"]), codes, "{name}");
    let texts: Vec<&str> = errors.iter().filter_map(|error| error.text.as_deref()).collect();
    assert_eq!(strings(&expected["texts"]), texts, "{name}");
}

fn profile(name: &str, expected: &Value, found: &Profile) {
    let text = |field: &str| expected[field].as_str().map(str::to_string);
    let flag = |field: &str| expected[field].as_bool();
    assert_eq!(text("response_code").as_deref(), Some(found.response_code.as_str()), "{name}");
    assert_eq!(text("status_code"), found.status_code, "{name}");
    let authorisation = found.authorisation.as_ref().map(|a| a.code().to_string());
    assert_eq!(text("authorisation"), authorisation, "{name}");
    assert_eq!(flag("treating_doctor"), found.treating_doctor, "{name}");
    assert_eq!(flag("web_account_open"), found.web_account_open, "{name}");
    assert_eq!(flag("attached_mes"), found.attached_mes, "{name}");
    assert_eq!(flag("opposition_bris_de_glace"), found.oppositions.bris_de_glace, "{name}");
    assert_eq!(flag("opposition_acces_urgence"), found.oppositions.centre_15, "{name}");

    let closing = found.closing.clone().unwrap_or_default();
    assert_eq!(expected.get("closing_code").is_some(), closing.reason_code.is_some(), "{name}");
    assert_eq!(text("closing_code"), closing.reason_code, "{name}");
    assert_eq!(text("closing_text"), closing.reason_text, "{name}");
    let readable =
        text("closing_time").and_then(|time| dmpkit::record::Timestamp::parse(&time).ok());
    assert_eq!(readable, closing.at, "{name}");

    let traits = &found.traits;
    assert_eq!(text("birth_family"), traits.birth_name, "{name}");
    assert_eq!(text("used_family"), traits.used_name, "{name}");
    assert_eq!(strings(&expected["given"]), traits.given_names, "{name}");
    assert_eq!(text("birth_time"), traits.birth_time, "{name}");
    assert_eq!(text("gender"), traits.sex, "{name}");
    let ids: Vec<(String, String)> = expected["ids"]
        .as_array()
        .into_iter()
        .flatten()
        .map(|pair| (pair[0].as_str().unwrap().into(), pair[1].as_str().unwrap().into()))
        .collect();
    assert_eq!(ids, traits.ids, "{name}");

    let words = found.unknown.iter().filter(|unknown| unknown.place != "acknowledgementDetail");
    let unknown: Vec<&str> = words.map(|unknown| unknown.code.as_str()).collect();
    assert_eq!(strings(&expected["unknown"]), unknown, "{name}");
    let mut expected_doubts = strings(&expected["doubts"]);
    let mut doubts = found.doubts.clone();
    expected_doubts.sort();
    doubts.sort();
    assert_eq!(expected_doubts, doubts, "{name}");
}

#[test]
fn administrative_data_is_read_whole() {
    let traits = read("administrative").unwrap().traits;
    assert!(traits.address.is_some_and(|address| !address.is_empty()));
    assert_eq!(traits.deceased, Some(false));
    assert!(traits.birth_place.is_some());
    let contact = &traits.contacts[0];
    assert_eq!(contact.relationship.as_deref(), Some("FTH"));
    assert!(contact.name.is_some() && contact.address.is_some());
    assert!(contact.telecoms.iter().any(|telecom| telecom.starts_with("tel:")));
    assert!(contact.telecoms.iter().any(|telecom| telecom.starts_with("mailto:")));
}

#[test]
fn existence_follows_response_and_status() {
    let existence = |name| read(name).unwrap().existence;
    assert_eq!(existence("active_valide"), Existence::Active);
    assert_eq!(existence("closed"), Existence::Closed);
    assert_eq!(existence("absent_nf"), Existence::Absent);
    assert_eq!(existence("statuscode_unknown"), Existence::Other("suspended".into()));
}

#[test]
fn an_answer_to_another_request_is_refused() {
    let bytes = fs::read(folder().join("active_valide.xml")).unwrap();
    let text = xml::decode(&bytes).unwrap();
    let document = Document::parse(&text, &Limits::default()).unwrap();
    let other = "urn:uuid:99999999-2222-4333-8444-555555555555";
    assert_eq!(read_reply(&document, other).err(), Some(WireError::OtherRequest));
}

#[test]
fn a_truncated_answer_is_an_error_at_every_byte() {
    let bytes = fs::read(folder().join("prefixes_everywhere.xml")).unwrap();
    // Up to the end of the root: a comment may follow it.
    let root_end = b"Envelope>";
    let last = bytes.windows(root_end.len()).rposition(|window| window == root_end).unwrap();
    for end in 0..last + root_end.len() {
        let result = xml::decode(&bytes[..end])
            .and_then(|text| Document::parse(&text, &Limits::default()).map(|_| ()));
        assert!(result.is_err(), "cut at byte {end}");
    }
}
