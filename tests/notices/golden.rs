//! Renderings under review: tests/fixtures/notices holds them as files. Where DMPKIT_GOLDEN is
//! `write` they are written anew, to be read before they are committed.

use std::path::Path;
use std::{env, fs};

use dmpkit::notices::{Body, Templates};
use serde_json::{json, Value};

use super::{audiences, coded, in_tongue, put, told_with, BEFORE_RULING, TONGUES};

/// Kind, moment, channel, actions: at least one of each.
pub const GRID: &[(&str, &str, &str, &str)] = &[
    ("feeding", "before", "letter", "feed"),
    ("feeding", "before", "email", "feed"),
    ("consultation", "before", "letter", "consult"),
    ("consultation", "during", "email", "consult"),
    ("consultation_and_feeding", "before", "letter", "feed_and_consult"),
    ("consultation_and_feeding", "before", "email", "feed_and_consult"),
    ("consultation_and_feeding", "before", "secure_message", "feed_and_consult"),
    ("consultation_and_feeding", "before", "platform", "feed_and_consult"),
    ("after_the_fact", "after", "email", "feed_and_consult"),
    ("after_the_fact", "after", "document_foot", "feed"),
    ("after_the_fact", "after", "results_platform", "consult"),
    ("oral_script", "during", "desk", "feed"),
    ("oral_script", "during", "consultation", "feed_and_consult"),
    ("platform_form", "before", "booking", "feed_and_consult"),
    ("platform_form", "before", "pre_admission", "consult"),
    ("platform_form", "after", "online_prescription", "feed"),
    ("emergency", "after", "letter", "consult"),
    ("emergency", "after", "secure_message", "consult"),
    ("reminder", "new_episode", "letter", "consult"),
    ("reminder", "after", "email", "feed_and_consult"),
];

/// Compares a rendering with its file, or writes it.
fn compare(name: &str, text: &str, wrong: &mut Vec<String>) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/notices");
    let path = folder.join(name);
    if env::var_os("DMPKIT_GOLDEN").is_some_and(|value| value == "write") {
        fs::create_dir_all(&folder).unwrap();
        fs::write(&path, text).unwrap();
    }
    let kept = fs::read_to_string(&path).unwrap_or_default().replace("\r\n", "\n");
    if kept != text {
        wrong.push(name.to_string());
    }
}

fn readable(request: &Value) -> String {
    match told_with(request, &Templates::built_in(), None).body {
        Body::Text(text) | Body::Html(text) => text,
        Body::Email { subject, text, html } => format!("{subject}\n\n{text}\n{html}"),
        Body::Form(value) | Body::Checklist(value) => {
            serde_json::to_string_pretty(&value).unwrap() + "\n"
        }
    }
}

#[test]
fn renderings_are_as_reviewed() {
    let mut wrong = Vec::new();
    // The text of every kind of the grid, for everybody: one file for each, tongue by tongue.
    for (kind, moment, channel, actions) in GRID {
        for tongue in TONGUES {
            if ["desk", "consultation"].contains(channel) && tongue.0 != "fr" {
                continue;
            }
            let mut whole = String::new();
            for (name, audience) in audiences() {
                let request = put(&coded(kind, moment, channel, actions), &audience);
                let request = in_tongue(&request, tongue);
                whole += &format!("==== {name}\n\n{}\n", readable(&request));
            }
            let (language, variant) = tongue;
            let name = format!("{kind}_{moment}_{channel}_{actions}_{language}_{variant}.txt");
            compare(&name, &whole, &mut wrong);
        }
    }
    for (name, request) in particular() {
        compare(&name, &readable(&request), &mut wrong);
    }
    assert!(wrong.is_empty(), "changed, to be reviewed: {wrong:#?}");
}

/// The other formats, and facts that change the wording.
fn particular() -> Vec<(String, Value)> {
    let both = coded("consultation_and_feeding", "before", "letter", "feed_and_consult");
    let mail = coded("consultation_and_feeding", "before", "email", "feed_and_consult");
    let form = coded("platform_form", "before", "booking", "feed_and_consult");
    let oral = coded("oral_script", "during", "consultation", "feed_and_consult");
    let emergency = coded("emergency", "after", "letter", "consult");
    let english = |request: &Value| in_tongue(request, ("en", "standard"));
    let all = [
        ("page.html", put(&both, &json!({ "format": "html" }))),
        ("page_falc.html", put(&both, &json!({ "format": "html", "variant": "falc" }))),
        ("page_en.html", english(&put(&both, &json!({ "format": "html" })))),
        ("fragment.html", put(&both, &json!({ "format": "html_fragment" }))),
        ("email.txt", put(&mail, &json!({ "format": "email" }))),
        ("email_en.txt", english(&put(&mail, &json!({ "format": "email" })))),
        ("form.json", put(&form, &json!({ "format": "form" }))),
        ("form_en.json", english(&put(&form, &json!({ "format": "form" })))),
        ("form.html", put(&form, &json!({ "format": "html" }))),
        ("checklist.json", put(&oral, &json!({ "format": "checklist" }))),
        (
            "checklist_secret_act.json",
            put(&oral, &json!({ "format": "checklist", "audience": "minor", "secret_act": true })),
        ),
        ("before_ruling.txt", put(&both, &json!({ "date": BEFORE_RULING }))),
        ("outside_team.txt", put(&both, &json!({ "care_team": "outside" }))),
        ("not_activated.txt", put(&both, &json!({ "profile": "not_activated" }))),
        ("offline.txt", put(&both, &json!({ "profile": "offline", "prevention": true }))),
        (
            "nothing_known.txt",
            put(
                &both,
                &json!({ "professional": null, "structure": null, "documents_added": null,
                         "documents_consulted": null }),
            ),
        ),
        (
            "regulation.txt",
            put(&emergency, &json!({ "emergency": { "mode": "regulation", "on": "2026-02-28" } })),
        ),
    ];
    all.into_iter().map(|(name, request)| (format!("particular_{name}"), request)).collect()
}
