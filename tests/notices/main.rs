//! What the person is told: every kind by every channel, for everybody, in each language.
//!
//! Where DMPKIT_DUMP names a folder, the documents go there for judges that know their schemas, and
//! whole pages to its `html` folder for one that knows HTML.

mod golden;
mod grid;
mod outputs;
mod requests;
mod templates;

use dmpkit::notices::{render, Body, Kind, Rendering, Request, Templates};
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
    if kind == Kind::Emergency {
        request["emergency"] =
            json!({ "mode": "break_glass", "on": "2026-03-01", "reason": "malaise dans la rue" });
        return request;
    }
    if actions.feeds() {
        request["documents_added"] = json!(["compte rendu de consultation", "ordonnance"]);
    }
    if actions.consults() {
        request["documents_consulted"] = json!(["comptes rendus", "résultats d'examens"]);
    }
    request
}

/// The same, by the codes of its terms.
fn coded(kind: &str, moment: &str, channel: &str, actions: &str) -> Value {
    request(
        Kind::from_code(kind).unwrap(),
        Moment::from_code(moment).unwrap(),
        Channel::from_code(channel).unwrap(),
        Actions::from_code(actions).unwrap(),
    )
}

/// The request with facts put in the place of its own.
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
        if !request["documents_added"].is_null() {
            courtesy["documents_added"] = json!(["consultation report", "prescription"]);
        }
        if !request["documents_consulted"].is_null() {
            courtesy["documents_consulted"] = json!(["reports", "test results"]);
        }
        request["courtesy"] = courtesy;
    }
    request
}

fn told_with(request: &Value, templates: &Templates, mark: Option<&str>) -> Rendering {
    let read = Request::read(&request.to_string());
    let read = read.unwrap_or_else(|invalid| panic!("{invalid}: {request}"));
    render(&read, templates, mark).unwrap_or_else(|invalid| panic!("{invalid}: {request}"))
}

fn told(request: &Value) -> Rendering {
    told_with(request, &Templates::built_in(), None)
}

fn text(request: &Value) -> String {
    match told(&put(request, &json!({ "format": "text" }))).body {
        Body::Text(text) => text,
        other => panic!("{other:?}"),
    }
}

/// The field that a request is refused for.
fn refused(request: &Value) -> String {
    let read = Request::read(&request.to_string());
    let rendered = read.and_then(|read| render(&read, &Templates::built_in(), None).map(|_| ()));
    rendered.err().unwrap_or_else(|| panic!("is accepted: {request}")).field
}

/// Every kind at each moment, by each channel, about each action, for everybody, in each tongue.
fn each(mut check: impl FnMut(&Value)) {
    for kind in Kind::ALL {
        for moment in kind.moments() {
            for channel in kind.channels() {
                for actions in kind.actions() {
                    let request = request(*kind, *moment, *channel, *actions);
                    for (_, audience) in audiences() {
                        for tongue in TONGUES {
                            if tongue.0 == "fr" || !channel.is_oral() {
                                check(&in_tongue(&put(&request, &audience), tongue));
                            }
                        }
                    }
                }
            }
        }
    }
}

/// The same for adults alone, where what is judged does not depend on who is told.
fn each_for_adults(mut check: impl FnMut(&Value)) {
    each(|request| {
        if request["audience"] == "adult" {
            check(request);
        }
    });
}
