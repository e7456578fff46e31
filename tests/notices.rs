//! What the person is told: every kind by every channel, for everybody, in each language.
//!
//! Where DMPKIT_DUMP names a folder, whole pages go to its `html` folder, for judges that know
//! HTML and not this code.

use std::fs;
use std::path::Path;

use dmpkit::notices::{
    render, Body, Element, Format, Kind, Limits, Rendering, Request, Templates, Variant,
};
use dmpkit::rules::information::{Actions, Channel, Moment};
use serde_json::{json, Value};

const MARK: &str = "[SIMULATEUR]";
const BEFORE_RULING: &str = "2025-10-14";
const NOW: &str = "2026-03-02";

/// The six audiences, as requests say them.
fn audiences() -> [(&'static str, Value); 6] {
    [
        ("adult", json!({ "audience": "adult" })),
        ("minor", json!({ "audience": "minor" })),
        ("parent", json!({ "audience": "representative", "represents": "minor" })),
        ("guardian", json!({ "audience": "representative", "represents": "protected_adult" })),
        ("protected", json!({ "audience": "protected_adult", "protection": "person" })),
        ("property", json!({ "audience": "protected_adult", "protection": "property" })),
    ]
}

/// Language and variant.
const TONGUES: [(&str, &str); 3] = [("fr", "standard"), ("fr", "falc"), ("en", "standard")];

/// A request with every fact its kind needs.
fn request(kind: Kind, moment: Moment, channel: Channel, actions: Actions) -> Value {
    let mut request = json!({
        "schema": "dmpkit.notice-request/1", "date": NOW, "kind": kind.code(),
        "moment": moment.code(), "channel": channel.code(), "actions": actions.code(),
        "audience": "adult", "professional": "Dr Camille EXEMPLE", "structure": "Cabinet Exemple",
        "care_team": "member", "object_how": "dites-le à l'accueil ou au 01 99 00 12 34",
        "format": "text",
    });
    if channel.is_platform() {
        request["authenticated"] = json!(true);
    }
    let documents = kind != Kind::Emergency;
    if documents && actions.feeds() {
        request["documents_added"] = json!(["compte rendu de consultation", "ordonnance"]);
    }
    if documents && actions.consults() {
        request["documents_consulted"] = json!(["comptes rendus", "résultats d'examens"]);
    }
    if kind == Kind::Emergency {
        request["emergency"] =
            json!({ "mode": "break_glass", "on": "2026-03-01", "reason": "malaise dans la rue" });
    }
    request
}

fn put(request: &Value, facts: &Value) -> Value {
    let mut request = request.clone();
    for (name, fact) in facts.as_object().unwrap() {
        request[name] = fact.clone();
    }
    request
}

/// The same in a language; a translation has its own words for what the host says.
fn in_tongue(request: &Value, (language, variant): (&str, &str)) -> Value {
    let mut request = put(request, &json!({ "language": language, "variant": variant }));
    if language != "fr" {
        let mut courtesy = json!({ "object_how": "tell the reception or call 01 99 00 12 34" });
        if request.get("documents_added").is_some() {
            courtesy["documents_added"] = json!(["consultation report", "prescription"]);
        }
        if request.get("documents_consulted").is_some() {
            courtesy["documents_consulted"] = json!(["reports", "test results"]);
        }
        request["courtesy"] = courtesy;
    }
    request
}

fn told(request: &Value) -> Rendering {
    told_with(request, Some(MARK))
}

fn told_with(request: &Value, mark: Option<&str>) -> Rendering {
    let read = Request::read(&request.to_string());
    let read = read.unwrap_or_else(|invalid| panic!("{invalid}: {request}"));
    render(&read, &Templates::built_in(), mark).unwrap_or_else(|e| panic!("{e}: {request}"))
}

fn refused(request: &Value) -> String {
    let read = Request::read(&request.to_string());
    let rendered = read.and_then(|read| render(&read, &Templates::built_in(), None).map(drop));
    rendered.map(|()| panic!("is accepted: {request}")).unwrap_err().field
}

/// Every kind at each moment, by each channel, about each action, for everybody, in each tongue.
fn each(mut check: impl FnMut(&Value, (&str, &str))) {
    for kind in Kind::ALL {
        for moment in kind.moments() {
            for channel in &kind.channels()[..1] {
                for actions in kind.actions() {
                    let request = request(*kind, *moment, *channel, *actions);
                    for (_, audience) in audiences() {
                        for tongue in TONGUES {
                            if tongue.0 != "fr" && channel.is_oral() {
                                continue;
                            }
                            check(&in_tongue(&put(&request, &audience), tongue), tongue);
                        }
                    }
                }
            }
        }
    }
}

#[test]
fn explore() {
    let mut worst = std::collections::BTreeMap::new();
    each(|request, tongue| {
        for facts in [json!({}), json!({"care_team":"outside"}), json!({"profile":"offline","care_team":"outside"}),json!({"channel":"email"}), json!({"profile":"not_activated"}), json!({"prevention":true}), json!({"professional":null,"structure":null,"documents_added":null,"documents_consulted":null,"courtesy": if tongue.0=="fr" {Value::Null} else {json!({"object_how":"tell us"})}})] {
        if facts.get("channel").is_some() && (request["channel"]!="letter" || request["kind"]=="emergency") {continue;}
        if request["kind"] == "emergency" && facts.get("prevention").is_some() { continue; }
        let r = told_with(&put(request,&facts), None);
        for m in &r.readability {
            let key = (tongue.0.to_string(), tongue.1.to_string(), m.language.clone(), r.kind.code(), r.audience.code());
            let e = worst.entry(key).or_insert((0, 0.0f64, 0, String::new(), vec![], vec![]));
            let bad = m.lines > if tongue.1=="falc" {28} else {12} || m.longest_words > if tongue.1 == "falc" {16} else {40}; if bad && m.lines >= e.0 { e.0 = m.lines; e.3 = format!("{facts} {}", r.actions.code()); }
            e.1 = e.1.max(m.average_words); e.2 = e.2.max(m.longest_words);
            for j in &m.jargon { if !e.4.contains(j) { e.4.push(j.clone()); } }
            for j in &m.legal_references { if !e.5.contains(j) { e.5.push(j.clone()); } }
        }
        }
    });
    for (k, v) in worst { if v.0 > 0 || !v.4.is_empty() || !v.5.is_empty() {println!("{k:?} {v:?}"); } }
}
#[test]
fn show() {
    for (k, m, c, a, f) in [
        ("feeding","before","letter","feed", json!({})),
        ("consultation_and_feeding","before","letter","feed_and_consult", json!({})),
        ("consultation_and_feeding","before","letter","feed_and_consult", json!({"audience":"minor"})),
        ("consultation_and_feeding","before","email","feed_and_consult", json!({"audience":"representative","represents":"protected_adult","professional":null,"structure":null})),
        ("consultation_and_feeding","before","letter","feed_and_consult", json!({"audience":"protected_adult","protection":"person","profile":"not_activated"})),
        ("emergency","after","letter","consult", json!({})),
        ("reminder","new_episode","letter","feed_and_consult", json!({})),
        ("after_the_fact","after","email","feed_and_consult", json!({"prevention":true})),
        ("platform_form","before","booking","feed_and_consult", json!({})),
        ("oral_script","during","desk","feed_and_consult", json!({})),
        ("consultation_and_feeding","before","letter","feed_and_consult", json!({"audience":"minor","variant":"falc"})),
        ("emergency","after","letter","consult", json!({"variant":"falc"})),
    ] {
        let r = request(Kind::from_code(k).unwrap(), Moment::from_code(m).unwrap(), Channel::from_code(c).unwrap(), Actions::from_code(a).unwrap());
        let r = told_with(&put(&r, &f), None);
        let Body::Text(t) = r.body else { panic!() };
        println!("=== {k} {f}\n{t}");
    }
}
