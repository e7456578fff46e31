//! What every notice holds, and holds no more of: judged by a table of its own, written from the
//! requirements and not from the code.

use std::collections::BTreeSet;

use dmpkit::notices::{Body, Element, Rendering};
use serde_json::{json, Value};

use super::{each, each_for_adults, put, told, told_with, BEFORE_RULING};
use dmpkit::notices::Templates;

/// The elements that a kind must hold.
fn of_kind(kind: &str, feeds: bool, consults: bool) -> String {
    let feeding = "who action-feed documents purpose object-feed object-how controls where help";
    let consultation = "who action-consult documents purpose object-consult object-how \
                        consequences controls where help";
    let both = format!("{feeding} {consultation} shared-with");
    let chosen = match (feeds, consults) {
        (true, true) => both,
        (true, false) => feeding.to_string(),
        _ => consultation.to_string(),
    };
    match kind {
        "feeding" | "consultation" | "consultation_and_feeding" | "platform_form" => chosen,
        "reminder" => chosen.replace(" shared-with", ""),
        "oral_script" => {
            let spoken = chosen + " consequences";
            let unspoken = ["who", "where", "help", "shared-with"];
            let spoken = spoken.split_whitespace().filter(|element| !unspoken.contains(element));
            spoken.collect::<Vec<_>>().join(" ")
        }
        "after_the_fact" => {
            let after = "who documents controls where help".to_string();
            let fed = if feeds { " action-feed shared-with" } else { "" };
            after + fed + if consults { " action-consult" } else { "" }
        }
        "emergency" => "who action-consult emergency-mode emergency-scope traced \
                        emergency-controls help"
            .to_string(),
        _ => panic!("{kind}"),
    }
}

/// What a request's notice must hold, and no other.
fn expected(request: &Value) -> BTreeSet<String> {
    let is = |field: &str, value: &str| request[field] == value;
    let kind = request["kind"].as_str().unwrap();
    let feeds = !is("actions", "consult");
    let consults = !is("actions", "feed");
    let mut elements = of_kind(kind, feeds, consults);
    let choice = kind != "after_the_fact" && kind != "emergency";
    let asked = !(kind == "platform_form" && is("moment", "after"));
    let ruled = request["date"].as_str().unwrap() > BEFORE_RULING || is("care_team", "outside");
    let extra = [
        (choice && consults && asked && ruled, "consent"),
        (is("audience", "minor") && feeds, "minor-secret"),
        (is("audience", "minor") && feeds && choice, "minor-object"),
        (is("audience", "protected_adult") || is("represents", "protected_adult"), "represented"),
        (request["prevention"] == true, "prevention"),
        (request["emergency"]["reason"].is_string(), "emergency-reason"),
    ];
    for (holds, element) in extra {
        elements += if holds { " " } else { "" };
        elements += if holds { element } else { "" };
    }
    elements.split_whitespace().map(str::to_string).collect()
}

/// The facts of a request that change what is said, one set after the other.
fn variations(request: &Value) -> Vec<Value> {
    let mut facts = vec![
        json!({}),
        json!({ "date": BEFORE_RULING }),
        json!({ "care_team": "outside" }),
        json!({ "profile": "not_activated" }),
        json!({ "profile": "offline", "prevention": true }),
        // Nothing is known but what must be.
        json!({ "professional": null, "structure": null, "documents_added": null,
                "documents_consulted": null, "courtesy": { "object_how": "tell us" } }),
    ];
    if request["kind"] == "emergency" {
        facts[1] = json!({ "emergency": { "mode": "regulation", "on": "2026-02-28" } });
        facts[4] = json!({ "emergency": { "mode": "break_glass", "on": "2026-02-28" } });
    }
    // The wording depends on the channel by the naming of documents alone.
    let channel = request["channel"].as_str().unwrap();
    if !["letter", "email", "booking", "desk"].contains(&channel) {
        facts.truncate(1);
        return facts;
    }
    if request["language"] == "fr" {
        facts[5]["courtesy"] = Value::Null;
    }
    facts
}

/// Text without what wrapping and typography change.
fn flat(text: &str) -> String {
    text.replace('\u{a0}', " ").split_whitespace().collect::<Vec<_>>().join(" ")
}

fn holds_its_elements(request: &Value, rendering: &Rendering) {
    let expected = expected(request);
    for language in rendering.templates.iter().map(|template| &template.language) {
        let parts = rendering.parts.iter().filter(|part| part.language == *language);
        let held: Vec<&str> = parts.flat_map(|part| part.elements.codes()).collect();
        let held: BTreeSet<String> = held.into_iter().map(str::to_string).collect();
        assert_eq!(held, expected, "{language}: {request}");
    }
    let declared: BTreeSet<String> =
        rendering.elements.codes().into_iter().map(str::to_string).collect();
    assert_eq!(declared, expected, "{request}");
}

/// Built-in wordings stay within the limits, which are those of the requirements.
fn easy_to_read(request: &Value, rendering: &Rendering) {
    for measure in &rendering.readability {
        assert!(measure.within_limits, "{measure:?}: {request}");
        let easy = request["variant"] == "falc";
        let (lines, words) = if easy { (28, 10.0) } else { (12, 25.0) };
        assert!(measure.lines <= lines && measure.average_words <= words, "{measure:?}");
        assert!(measure.main_point_first, "{request}");
    }
}

#[test]
fn each_notice_holds_its_elements_no_other_and_is_easy_to_read() {
    let mut seen = 0;
    each(|request| {
        for facts in variations(request) {
            let request = put(request, &facts);
            let rendering = told(&request);
            holds_its_elements(&request, &rendering);
            let Body::Text(text) = &rendering.body else { panic!("{request}") };
            let text = flat(text);
            for part in &rendering.parts {
                assert!(text.contains(&flat(&part.text)), "{} is not told: {request}", part.name);
                assert!(!part.text.trim().is_empty(), "{}: {request}", part.name);
            }
            // Every sentence said comes from a part, a heading, or the boxes of a form.
            assert!(!text.contains(['{', '}', '[', ']', '\u{fffd}']), "{request}\n{text}");
            for trace in ["  ", " .", "..", ",,", "( ", "()", " , ", "None", "null", "undefined"] {
                assert!(!text.contains(trace), "{trace:?}: {request}\n{text}");
            }
            easy_to_read(&request, &rendering);
            seen += 1;
        }
    });
    assert!(seen > 4000, "the grid shrank to {seen}");
}

#[test]
fn what_is_told_after_the_fact_clears_nothing() {
    each(|request| {
        let rendering = told(request);
        assert_eq!(rendering.clears_duty, request["moment"] != "after", "{request}");
        let document: Value = serde_json::from_str(&rendering.json()).unwrap();
        assert_eq!(document["clears_duty"], json!(rendering.clears_duty));
        assert_eq!(document["proves"], "informed");
    });
}

#[test]
fn each_notice_says_which_template_and_law_it_rests_on() {
    each_for_adults(|request| {
        let rendering = told(request);
        assert_eq!(rendering.regime.id, "prior_consent");
        let tongue = (request["language"].as_str().unwrap(), request["variant"].as_str().unwrap());
        let first = &rendering.templates[0];
        assert_eq!((first.language.as_str(), first.variant.code()), tongue);
        assert!(first.id.starts_with("dmpkit.") && !first.version.is_empty());
        assert_eq!(rendering.hash.len(), 64);
        // The French stands beside every translation.
        let beside: Vec<_> =
            rendering.templates.iter().map(|used| used.language.as_str()).collect();
        assert!(beside.contains(&"fr"), "{request}");
        if request["kind"] == "emergency" {
            return;
        }
        let old = told(&put(request, &json!({ "date": BEFORE_RULING })));
        assert_eq!(old.regime.id, "presumed_consent");
    });
}

#[test]
fn consent_stands_in_the_text_from_the_day_of_the_ruling() {
    let request = super::coded("consultation", "before", "letter", "consult");
    let consent = |date: &str, team: &str| {
        let facts = json!({ "date": date, "care_team": team });
        told(&put(&request, &facts)).told(Element::Consent).map(flat)
    };
    assert_eq!(consent(BEFORE_RULING, "member"), None);
    let told = consent("2025-10-15", "member").unwrap();
    for word in ["Avant d'ouvrir", "libre", "toute l'équipe de soins", "retirer à tout moment"] {
        assert!(told.contains(word), "{word}: {told}");
    }
    let outside = consent(BEFORE_RULING, "outside").unwrap();
    assert!(outside.contains("cette seule fois") && !outside.contains("équipe"), "{outside}");
}

#[test]
fn the_mark_stands_in_each_rendering() {
    let templates = Templates::built_in();
    each_for_adults(|request| {
        for format in super::outputs::formats(request) {
            let request = put(request, &json!({ "format": format }));
            let rendering = told_with(&request, &templates, Some(super::MARK));
            let texts = match &rendering.body {
                Body::Text(text) | Body::Html(text) => vec![text.clone()],
                Body::Email { subject, text, html } => {
                    vec![subject.clone(), text.clone(), html.clone()]
                }
                Body::Form(form) => form["fields"]
                    .as_array()
                    .unwrap()
                    .iter()
                    .chain([&form["legend"]])
                    .map(Value::to_string)
                    .collect(),
                Body::Checklist(list) => vec![list["title"].to_string()],
            };
            for text in texts {
                assert!(text.contains(super::MARK), "{format}: {request}");
            }
            assert_eq!(rendering.mark.as_deref(), Some(super::MARK));
        }
    });
}
