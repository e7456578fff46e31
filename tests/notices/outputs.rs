//! Each format: what it is made of, and what a hostile value cannot do to it.

use std::path::Path;
use std::{env, fs};

use dmpkit::notices::{Body, Request, Templates};
use serde_json::{json, Value};

use super::{
    audiences, coded, each, each_for_adults, in_tongue, put, refused, told, told_with, MARK,
    TONGUES,
};

/// The formats that a request may ask for.
pub fn formats(request: &Value) -> Vec<&'static str> {
    let channel = request["channel"].as_str().unwrap();
    let mut formats = vec!["text", "html", "html_fragment"];
    if channel == "email" || channel == "secure_message" {
        formats.push("email");
    }
    if request["kind"] == "platform_form" {
        formats.push("form");
    }
    if ["telephone", "desk", "consultation"].contains(&channel) {
        formats.push("checklist");
    }
    formats
}

/// HTML as the text that a reader sees, tags gone, entities read.
fn seen(html: &str) -> String {
    let mut text = String::new();
    for piece in html.split('<') {
        text.push_str(piece.split_once('>').map_or(piece, |(_, after)| after));
    }
    for (entity, character) in
        [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")]
    {
        text = text.replace(entity, character);
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn every_format_tells_the_same() {
    each_for_adults(|request| {
        let hash = told(request).hash;
        for format in formats(request) {
            let rendering = told(&put(request, &json!({ "format": format })));
            assert_eq!(rendering.hash, hash, "{format}: {request}");
            let told: Vec<String> = match &rendering.body {
                Body::Text(text) => vec![text.clone()],
                Body::Html(html) => vec![seen(html)],
                Body::Email { text, html, .. } => vec![text.clone(), seen(html)],
                Body::Checklist(list) => vec![list["items"]
                    .as_array()
                    .unwrap()
                    .iter()
                    .map(|item| item["say"].as_str().unwrap().to_string())
                    .collect::<Vec<_>>()
                    .join(" ")],
                Body::Form(_) => continue,
            };
            let flat = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
            for text in told.iter().map(|text| flat(text)) {
                for part in &rendering.parts {
                    assert!(text.contains(&flat(&part.text)), "{format}: {}: {request}", part.name);
                }
            }
        }
    });
}

#[test]
fn the_hash_is_that_of_the_text() {
    let request = coded("feeding", "before", "letter", "feed");
    let Body::Text(text) = told(&request).body else { panic!() };
    let digest = <sha2::Sha256 as sha2::Digest>::digest(text.as_bytes());
    let expected: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
    assert_eq!(told(&request).hash, expected);
    let changed = put(&request, &json!({ "object_how": "écrivez-nous" }));
    assert_ne!(told(&changed).hash, expected);
}

#[test]
fn ordinary_mail_names_no_document() {
    let named = ["compte rendu de consultation", "ordonnance", "comptes rendus", "résultats"];
    let translated = ["consultation report", "test results"];
    let mut generic = 0;
    each_for_adults(|request| {
        let channel = request["channel"].as_str().unwrap();
        let platform = !request["authenticated"].is_null();
        let mut requests = vec![(request.clone(), channel != "email")];
        if platform {
            requests.push((put(request, &json!({ "authenticated": false })), false));
            requests.push((put(request, &json!({ "authenticated": null })), false));
        }
        for (request, names) in requests {
            for format in formats(&request) {
                let rendering = told(&put(&request, &json!({ "format": format })));
                let whole = rendering.json();
                let says = |words: &[&str]| words.iter().any(|word| whole.contains(word));
                if request["kind"] == "emergency" {
                    continue;
                }
                if !names {
                    assert!(!says(&named) && !says(&translated), "{format}: {request}");
                    generic += 1;
                } else {
                    assert!(says(&named), "{format}: {request}");
                    assert_eq!(says(&translated), request["language"] == "en", "{request}");
                }
            }
        }
    });
    assert!(generic > 50);
}

#[test]
fn a_subject_holds_no_value_and_nothing_medical() {
    let mut subjects = std::collections::BTreeSet::new();
    each_for_adults(|request| {
        if !formats(request).contains(&"email") {
            return;
        }
        let request = put(request, &json!({ "format": "email" }));
        let Body::Email { subject, text, .. } = told(&request).body else { panic!() };
        assert!(text.lines().all(|line| line.chars().count() <= 76), "{request}\n{text}");
        subjects.insert(subject);
    });
    let known = ["Information about Mon espace santé", "Information sur Mon espace santé"];
    assert_eq!(subjects.into_iter().collect::<Vec<_>>(), known);
}

const HOSTILE: [&str; 7] = [
    "<script>alert(1)</script> & Cie",
    "\"><img src=x onerror=alert(1)>",
    "' onmouseover='alert(1)",
    "</title></style></textarea></p>--><!--",
    "&lt;b&gt; &amp;amp;",
    "=HYPERLINK(\"http://exemple.fr\")",
    "javascript:alert(1) www.monespacesante.fr.exemple.fr",
];

#[test]
fn a_hostile_value_is_only_text() {
    for value in HOSTILE {
        each_for_adults(|request| {
            if request["variant"] == "falc" {
                return;
            }
            let mut request = put(request, &json!({ "professional": value, "structure": value }));
            request["object_how"] = json!(value);
            for list in ["documents_added", "documents_consulted"] {
                if !request[list].is_null() {
                    request[list] = json!([value, value]);
                }
            }
            if request["kind"] == "emergency" {
                request["emergency"]["reason"] = json!(value);
            }
            if let Some(courtesy) = request["courtesy"].as_object_mut() {
                courtesy.insert("object_how".into(), json!(value));
            }
            for format in ["html", "html_fragment", "email"] {
                if !formats(&request).contains(&format) {
                    continue;
                }
                let rendering = told(&put(&request, &json!({ "format": format })));
                let html = match &rendering.body {
                    Body::Html(html) => html,
                    Body::Email { subject, html, .. } => {
                        assert!(!subject.contains(value) && !subject.contains(char::is_control));
                        html
                    }
                    other => panic!("{other:?}"),
                };
                for tag in html.split('<').skip(1) {
                    let name: String =
                        tag.chars().take_while(|c| c.is_ascii_alphanumeric()).collect();
                    let ours = [
                        "html", "head", "meta", "title", "style", "body", "main", "article", "div",
                        "h1", "h2", "p", "a", "br", "fieldset", "legend", "input", "label",
                        "textarea", "", // closing tags and the doctype
                    ];
                    assert!(ours.contains(&name.as_str()), "{value}: <{name}");
                    let inside = tag.split('>').next().unwrap();
                    assert!(!inside.contains("alert"), "{value}: <{inside}>");
                    if let Some((_, target)) = inside.split_once("href=\"") {
                        let ours = target.starts_with("https://www.monespacesante.fr\"")
                            || target.starts_with("https://www.monespacesante.fr/")
                            || target.starts_with("tel:3422\"");
                        assert!(ours, "{value}: <{inside}>");
                    }
                }
                assert!(!html.contains("<!--") && !html.contains("<script"));
            }
        });
    }
}

#[test]
fn what_breaks_lines_or_turns_writing_is_refused() {
    let request = coded("consultation_and_feeding", "before", "email", "feed_and_consult");
    for bad in ["a\r\nBcc: b@exemple.fr", "a\nb", "a\u{0}b", "a\u{85}b", "a\u{202e}b", "a\u{2028}b"]
    {
        for field in ["professional", "structure", "object_how"] {
            assert_eq!(refused(&put(&request, &json!({ field: bad }))), field, "{bad:?}");
        }
        assert_eq!(
            refused(&put(&request, &json!({ "documents_added": ["a", bad] }))),
            "documents_added[1]"
        );
        let read = Request::read(&request.to_string()).unwrap();
        let marked = dmpkit::notices::render(&read, &Templates::built_in(), Some(bad));
        let refused_mark = marked.err().map(|invalid| invalid.field);
        assert_eq!(refused_mark.as_deref(), bad.contains(char::is_control).then_some("mark"));
    }
}

#[test]
fn boxes_are_unticked_and_say_what_they_prove() {
    each(|request| {
        if request["kind"] != "platform_form" {
            return;
        }
        let Body::Form(form) = told(&put(request, &json!({ "format": "form" }))).body else {
            panic!()
        };
        let fields = form["fields"].as_array().unwrap();
        let find = |id: &str| fields.iter().find(|field| field["id"] == id);
        let feeds = request["actions"] != "consult";
        let consults = request["actions"] != "feed";
        assert_eq!(find("object_feed").is_some(), feeds, "{request}");
        assert_eq!(find("object_feed_reason").is_some(), feeds, "{request}");
        assert_eq!(find("object_consult").is_some(), consults, "{request}");
        let asked = consults && request["moment"] != "after";
        assert_eq!(find("accept_consult").is_some(), asked, "{request}");
        for field in fields {
            assert_eq!(field["required"], false);
            if field["type"] == "checkbox" {
                assert_eq!(field["checked"], false, "{field}");
                // What is not ticked proves that the person was told, and never consent.
                assert_eq!(field["records"]["unticked"], "informed", "{field}");
                let label = field["label"].as_str().unwrap();
                let told =
                    ["conséquences", "gêner", "retirer", "retiré", "avis", "affect", "withdraw"];
                assert!(told.iter().any(|word| label.contains(word)), "implications: {label}");
            }
            let beside = request["language"] != "fr";
            assert_eq!(field["label_fr"].is_string(), beside, "{field}");
        }
        if let (Some(object), Some(reason)) = (find("object_feed"), find("object_feed_reason")) {
            assert_eq!(object["opens"], "object_feed_reason");
            assert_eq!(reason["opened_by"], "object_feed");
            assert_eq!(object["records"]["ticked"], "opposition_to_feeding_asked");
        }
        if let Some(object) = find("object_consult") {
            assert!(object["opens"].is_null(), "no reason is asked");
        }
        if let Some(accept) = find("accept_consult") {
            assert_eq!(accept["records"]["ticked"], "consent_given");
            assert_eq!(accept["unticked_leaves"], "consent_due");
            assert_eq!(accept["excludes"], "object_consult");
        }
        let html = told(&put(request, &json!({ "format": "html" }))).json();
        assert!(html.contains("type=\\\"checkbox\\\"") && !html.contains("\" checked"));
    });
}

#[test]
fn an_oral_script_is_a_list_to_tick() {
    let request = coded("oral_script", "during", "consultation", "feed_and_consult");
    let rendering = told(&put(&request, &json!({ "format": "checklist" })));
    let Body::Checklist(list) = &rendering.body else { panic!() };
    let items = list["items"].as_array().unwrap();
    assert!(items.len() >= 7);
    assert!(items.iter().all(|item| item["ticked"] == false && item["say"].is_string()));
    assert_eq!(items[0]["elements"], json!(["action-feed", "action-consult"]));
    assert_eq!(list["complete_when"], "all_ticked");
}

#[test]
fn pages_and_documents_are_written_for_their_judges() {
    let folder = env::var_os("DMPKIT_DUMP");
    for (kind, moment, channel, actions) in super::golden::GRID {
        for (name, audience) in audiences() {
            for tongue in TONGUES {
                let request = coded(kind, moment, channel, actions);
                let oral = ["desk", "consultation"].contains(channel);
                if oral && tongue.0 != "fr" {
                    continue;
                }
                let request = in_tongue(&put(&request, &audience), tongue);
                for format in formats(&request) {
                    let request = put(&request, &json!({ "format": format }));
                    let rendering = told_with(&request, &Templates::built_in(), Some(MARK));
                    let page = match &rendering.body {
                        Body::Html(html) if format == "html" => Some(html.clone()),
                        Body::Email { html, .. } => Some(html.clone()),
                        _ => None,
                    };
                    let document = rendering.json();
                    assert!(document.contains("dmpkit.notice/1"));
                    let Some(folder) = folder.as_ref().map(Path::new) else { continue };
                    let (language, variant) = tongue;
                    let name = format!(
                        "{kind}_{moment}_{channel}_{actions}_{name}_{language}_{variant}_{format}"
                    );
                    fs::create_dir_all(folder.join("html")).unwrap();
                    fs::write(folder.join(format!("notice_{name}.json")), document).unwrap();
                    if let Some(page) = page {
                        let file = format!("notices-{name}.html");
                        fs::write(folder.join("html").join(file), page).unwrap();
                    }
                }
            }
        }
    }
}
