//! Templates: those compiled in, a structure's own, a further language.

use std::fs;
use std::path::Path;

use dmpkit::notices::{Body, Element, Kind, Templates, Variant};
use serde_json::{json, Value};

use super::{coded, put, refused, told_with};

fn example(name: &str) -> Value {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/documents");
    let path = folder.join("notice-template").join(name);
    serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

fn own() -> Value {
    example("ok_feeding.json")
}

fn refusal(template: &Value) -> (String, String) {
    let refused = Templates::built_in().with(&template.to_string()).err();
    let refused = refused.unwrap_or_else(|| panic!("is accepted: {template}"));
    (refused.field, refused.problem)
}

#[test]
fn every_kind_is_worded_in_every_tongue() {
    let templates = Templates::built_in();
    let there: Vec<_> =
        templates.list().map(|(language, variant, kind, ..)| (language, variant, kind)).collect();
    for kind in Kind::ALL {
        assert!(there.contains(&("fr", Variant::Standard, *kind)), "{kind:?}");
        assert!(there.contains(&("fr", Variant::Falc, *kind)), "{kind:?}");
        // Nobody reads a translation aloud.
        let written = *kind != Kind::OralScript;
        assert_eq!(there.contains(&("en", Variant::Standard, *kind)), written, "{kind:?}");
    }
    assert_eq!(there.len(), 3 * Kind::ALL.len() - 1);
}

#[test]
fn a_structure_speaks_in_its_own_words() {
    let templates = Templates::built_in().with(&own().to_string()).unwrap();
    let request = coded("feeding", "before", "letter", "feed");
    let rendering = told_with(&request, &templates, None);
    assert_eq!(rendering.templates[0].id, "hopital-exemple");
    let Body::Text(text) = &rendering.body else { panic!() };
    assert!(text.contains("L'équipe de l'hôpital vous informe"), "{text}");
    // The other kinds stay as they were.
    let other = coded("consultation", "before", "letter", "consult");
    assert_eq!(told_with(&other, &templates, None).templates[0].id, "dmpkit.fr");
    // What it measures is reported, not refused: the wording is the structure's.
    let mut long = own();
    let clause = " conformément à l'article de loi sur l'alimentation du DMP".repeat(12);
    long["texts"]["accueil"][0]["text"] =
        json!(format!("{{who}}, votre équipe, ajoute des documents pour vos soins{clause}."));
    let templates = Templates::built_in().with(&long.to_string()).unwrap();
    let measure = &told_with(&request, &templates, None).readability[0];
    assert!(!measure.within_limits && measure.longest_words > 40);
    assert_eq!(measure.jargon, ["alimentation", "DMP"]);
    assert_eq!(measure.legal_references, ["article", "loi"]);
}

#[test]
fn a_template_that_lacks_an_element_is_refused_with_its_name() {
    let whole = own();
    let names: Vec<String> = whole["texts"].as_object().unwrap().keys().cloned().collect();
    let mut missed = std::collections::BTreeSet::new();
    for name in names {
        let mut template = whole.clone();
        let paragraphs = template["kinds"]["feeding"]["paragraphs"].as_array_mut().unwrap();
        for paragraph in paragraphs {
            paragraph.as_array_mut().unwrap().retain(|text| *text != json!(name));
        }
        let (field, problem) = refusal(&template);
        assert_eq!(field, "kinds.feeding", "{problem}");
        for choice in whole["texts"][&name].as_array().unwrap() {
            for element in choice["elements"].as_array().unwrap() {
                let element = element.as_str().unwrap();
                assert!(problem.contains(element), "{element}: {problem}");
                missed.insert(element.to_string());
            }
        }
    }
    for element in [Element::Who, Element::ObjectHow, Element::MinorSecret, Element::Represented] {
        assert!(missed.contains(element.code()), "{missed:?}");
    }
}

#[test]
fn a_template_that_leaves_something_open_is_refused() {
    let text = |text: &str| {
        let mut template = own();
        template["texts"]["accueil"][0]["text"] = json!(text);
        refusal(&template)
    };
    let place = "texts.accueil[0].text";
    let good = "ajoute des documents à votre profil pour vos soins";
    for bad in [
        format!("{{who}} {good} [nom de l'établissement]."),
        format!("{{qui}} {good}."),
        format!("{{who {good}."),
        format!("who}} {good}."),
        format!("{{who}} {good} ____."),
        format!("{{who}} {good} XXX."),
        "Ligne\n\nvide {who}".to_string(),
        String::new(),
        "a".repeat(1001),
    ] {
        assert_eq!(text(&bad).0, place, "{bad}");
    }
    // A slot that has no value in this kind, or an element that is declared and not told.
    for (bad, word) in [
        (format!("{{who}} {good} : {{reason}}."), "{reason}"),
        (format!("{{who}} {good} le {{date}}."), "{date}"),
        (format!("{{who}} {good} de {{person}}."), "{person}"),
        (format!("{{who}} {good}, {{documents_consulted}}."), "{documents_consulted}"),
        (format!("L'équipe {good}."), "{who}"),
    ] {
        let (field, problem) = text(&bad);
        assert_eq!(field, "kinds.feeding", "{problem}");
        assert!(problem.contains(word), "{problem}");
    }
    for (name, element, without) in
        [("contact", "where", "Voyez le site."), ("aide", "help", "Appelez-nous.")]
    {
        let mut template = own();
        template["texts"][name][0]["text"] = json!(without);
        let (_, problem) = refusal(&template);
        assert!(problem.contains(element), "{problem}");
    }
}

#[test]
fn a_title_and_a_subject_are_the_same_for_everybody() {
    for field in ["title", "subject"] {
        for bad in ["De {who}", "[titre]", "Deux\nlignes", " "] {
            let mut template = own();
            template["kinds"]["feeding"][field] = json!(bad);
            assert_eq!(refusal(&template).0, format!("kinds.feeding.{field}"), "{bad}");
        }
    }
}

#[test]
fn the_ids_of_dmpkit_are_its_own() {
    let mut template = own();
    template["id"] = json!("dmpkit.fr");
    assert_eq!(refusal(&template).0, "id");
}

#[test]
fn a_language_is_a_file() {
    // Invented words, written from right to left: nothing in the code knows this language.
    let template = example("ok_language.json").to_string();
    let templates = Templates::built_in().with(&template).unwrap();
    let request = coded("feeding", "before", "letter", "feed");
    let courtesy = json!({ "object_how": "הצהירו בקבלה" });
    let facts = json!({ "language": "he", "courtesy": courtesy, "format": "html" });
    let request = put(&request, &facts);
    let rendering = told_with(&request, &templates, None);
    let languages: Vec<&str> =
        rendering.templates.iter().map(|used| used.language.as_str()).collect();
    assert_eq!(languages, ["he", "fr"]);
    let Body::Html(html) = &rendering.body else { panic!() };
    assert!(html.contains("<article lang=\"he\" dir=\"rtl\">"), "{html}");
    assert!(html.contains("<article lang=\"fr\">") && html.contains("dmpkit-courtesy"), "{html}");
    assert_eq!(refused(&request), "language");
}
