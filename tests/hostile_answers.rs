//! Answers that lie, mix up patients or quote the request: what a chart must never believe or
//! repeat.

use dmpkit::client::{Call, Client, Field, Host};
use dmpkit::record::{Ins, Timestamp};
use dmpkit::wire::existence::{belongs_to, read_answer, Query, Reason};
use dmpkit::wire::{read_reply, WireError};
use dmpkit::xml::{decode, Document, Limits};

const REQUEST: &str = "urn:uuid:11111111-2222-4333-8444-555555555555";

/// A hand-written answer, with one thing changed.
fn answer(before: &str, after: &str) -> String {
    let fixture = include_bytes!("fixtures/td0_2/active_valide.xml");
    let text = decode(fixture).unwrap().into_owned();
    assert!(text.contains(before), "the answer has no {before}");
    text.replace(before, after)
}

/// What stands in an element's first attribute `extension`.
fn extension(text: &str, element: &str) -> String {
    let from = text.find(element).unwrap_or_else(|| panic!("no {element}"));
    let value = text[from..].split("extension=\"").nth(1).unwrap();
    value.split('"').next().unwrap().to_string()
}

fn query(text: &str) -> Query {
    Query {
        reason: Reason::TestExistence,
        patient: Ins::new("284022999201482", "1.2.250.1.213.1.4.10").unwrap(),
        sender_oid: "2.999.1".into(),
        sender_name: "Essai".into(),
        message: extension(text, "<targetMessage"),
        query: extension(text, "<queryId"),
        created: Timestamp::from_rfc3339("2026-03-02T08:30:00Z").unwrap(),
        processing: "D".into(),
    }
}

fn belongs(text: &str, query: &Query) -> bool {
    let document = Document::parse(text, &Limits::default()).unwrap();
    belongs_to(read_reply(&document, REQUEST).unwrap().payload, query)
}

#[test]
fn an_answer_belongs_to_its_query_alone() {
    let good = answer("VALIDE", "VALIDE");
    let query = query(&good);
    assert!(belongs(&good, &query));
    let other = |change: fn(&mut Query)| {
        let mut query = query.clone();
        change(&mut query);
        belongs(&good, &query)
    };
    assert!(!other(|query| query.message = "AUTRE".into()));
    assert!(!other(|query| query.query = "AUTRE".into()));
    assert!(!other(|query| {
        query.patient = Ins::new("171014410990350", "1.2.250.1.213.1.4.10").unwrap();
    }));
}

#[test]
fn an_answer_for_another_request_is_no_answer() {
    let text = answer(REQUEST, "urn:uuid:99999999-2222-4333-8444-555555555555");
    let document = Document::parse(&text, &Limits::default()).unwrap();
    assert_eq!(read_reply(&document, REQUEST).err(), Some(WireError::OtherRequest));
}

#[test]
fn a_second_subject_is_a_doubt() {
    let good = answer("VALIDE", "VALIDE");
    let from = good.find("<subject ").unwrap();
    let end = good.find("</subject>").unwrap() + "</subject>".len();
    let twice = format!("{}{}{}", &good[..end], &good[from..end], &good[end..]);
    let document = Document::parse(&twice, &Limits::default()).unwrap();
    let profile = read_answer(read_reply(&document, REQUEST).unwrap().payload).unwrap();
    assert!(profile.doubts.contains(&"subject".to_string()), "{:?}", profile.doubts);
}

/// Everything a chart or an error gives out, when every text of the server names the patient.
fn everything_said(record: &str, fault: &str) -> String {
    let person = format!(
        r#"{{"label":"x","identity_status":"QUAL","birth_name":"GUÉRANDEL","given_names":["PASCAL"],
        "birth_date":"1971-01-30","sex":"M","used_name":"KERVOAL",
        "ins":{{"matricule":"171014410990350","oid":"1.2.250.1.213.1.4.10"}},
        "record":{record}{fault}}}"#
    );
    let config = format!(
        r#"{{"schema":"dmpkit.config/1","environment":"sandbox","software":{{"name":"E","version":"1"}},
        "sandbox":{{"scenario":{{"schema":"dmpkit.scenario/1","people":[{person}]}}}}}}"#
    );
    let professional = r#"{"schema":"dmpkit.professional/1","id":"899700000011",
        "family_name":"EXEMPLE","given_name":"Camille","profession":"10","speciality":"SM26",
        "structure":{"id":"499700000011001","name":"Cabinet Exemple","sector":"SA07"},
        "authentication":{"means":"CPS"}}"#;
    let call = Call::new();
    let client = Client::open(&config, Host::default(), &call).unwrap();
    let session = client.session(professional, &call).unwrap();
    match session.open_chart(&client.sandbox_request(0).unwrap(), &call) {
        Err(error) => format!("{error} {error:?} {}", error.user_message()),
        Ok(chart) => {
            let now = chart.current();
            let texts = Field::ALL.map(|field| now.text(field).to_string()).join(" ");
            format!("{texts} {} {now:?} {chart:?}", chart.report())
        }
    }
}

#[test]
fn what_names_the_patient_is_repeated_nowhere() {
    let quote = "PASCAL GUERANDEL, Mme Kervoal, INS 1 71 01 44 109 903 50, 171014410990350, \
                 né le 30/01/1971";
    let answers = [
        (format!(r#"{{"state":"closed","closing_code":"X","closing_text":"{quote}"}}"#), ""),
        (format!(r#"{{"state":"closed","closing_code":"{quote}"}}"#), ""),
        (format!(r#"{{"state":"active","authorisation":"{quote}"}}"#), ""),
        (format!(r#"{{"state":"active","status_code":"{quote}"}}"#), ""),
    ];
    let faults = ["application_error", "soap_fault"].map(|kind| {
        let fault = format!(r#","fault":{{"kind":"{kind}","code":"DMPX","text":"{quote}"}}"#);
        (r#"{"state":"active"}"#.to_string(), fault)
    });
    let answers = answers.map(|(record, fault)| (record, fault.to_string()));
    for (record, fault) in answers.into_iter().chain(faults) {
        let said = everything_said(&record, &fault).to_lowercase();
        for name in ["guerandel", "guérandel", "kervoal", "pascal", "10990350", "903 50", "30/01"]
        {
            assert!(!said.contains(name), "{name} after {record}{fault}: {said}");
        }
    }
}
