//! A request that lacks a fact, or contradicts itself, names it.

use dmpkit::notices::{Body, Element, Kind, Request};
use dmpkit::rules::information::{Actions, Channel, Moment};
use serde_json::{json, Value};

use super::{coded, in_tongue, put, refused, text, told};

fn base() -> Value {
    coded("consultation_and_feeding", "before", "letter", "feed_and_consult")
}

#[test]
fn what_is_missing_or_contradicts_is_named() {
    let form = coded("platform_form", "before", "booking", "feed_and_consult");
    let oral = coded("oral_script", "during", "desk", "feed_and_consult");
    let emergency = coded("emergency", "after", "letter", "consult");
    let after = coded("after_the_fact", "after", "letter", "feed");
    let reminder = coded("reminder", "new_episode", "letter", "consult");
    let feeding = coded("feeding", "before", "letter", "feed");
    let protected = json!({ "audience": "protected_adult" });
    let property = json!({ "audience": "representative", "represents": "protected_adult",
                           "protection": "property" });
    let english = |facts: Value| put(&in_tongue(&base(), ("en", "standard")), &facts);
    let cases: Vec<(Value, &str)> = vec![
        (put(&base(), &json!({ "schema": "dmpkit.notice-request/2" })), "schema"),
        (put(&base(), &json!({ "date": null })), "date"),
        (put(&base(), &json!({ "date": "2026-02-30" })), "date"),
        (put(&base(), &json!({ "inconnu": 1 })), "inconnu"),
        (put(&base(), &json!({ "kind": "autre" })), "kind"),
        (put(&base(), &json!({ "kind": null, "moment": null })), "moment"),
        (put(&base(), &json!({ "kind": null, "actions": null })), "actions"),
        (put(&form, &json!({ "actions": null })), "actions"),
        (put(&form, &json!({ "moment": null })), "moment"),
        (put(&base(), &json!({ "moment": "after" })), "moment"),
        (put(&base(), &json!({ "actions": "feed" })), "actions"),
        (put(&reminder, &json!({ "actions": "feed" })), "actions"),
        (put(&base(), &json!({ "channel": "desk" })), "channel"),
        (put(&base(), &json!({ "channel": "document_foot" })), "channel"),
        // An ordinary e-mail says nothing medical.
        (put(&emergency, &json!({ "channel": "email" })), "channel"),
        (
            put(&base(), &json!({ "kind": null, "moment": "during", "channel": "document_foot" })),
            "channel",
        ),
        (put(&base(), &json!({ "audience": "patient" })), "audience"),
        (put(&base(), &json!({ "audience": "representative" })), "represents"),
        (put(&base(), &json!({ "represents": "minor" })), "represents"),
        (put(&base(), &protected), "protection"),
        (put(&base(), &json!({ "protection": "person" })), "protection"),
        (put(&base(), &property), "audience"),
        (put(&base(), &json!({ "care_team": null })), "care_team"),
        (put(&base(), &json!({ "object_how": null })), "object_how"),
        (put(&base(), &json!({ "object_how": " . " })), "object_how"),
        (put(&feeding, &json!({ "documents_consulted": ["ordonnance"] })), "documents_consulted"),
        (put(&reminder, &json!({ "documents_added": ["ordonnance"] })), "documents_added"),
        (put(&emergency, &json!({ "documents_consulted": ["ordonnance"] })), "documents_consulted"),
        (
            put(&base(), &json!({ "documents_added": ["[nature du document]"] })),
            "documents_added[0]",
        ),
        (put(&base(), &json!({ "documents_added": vec!["a"; 13] })), "documents_added"),
        (put(&base(), &json!({ "structure": "{structure}" })), "structure"),
        (put(&base(), &json!({ "structure": "[nom de l'établissement]" })), "structure"),
        (put(&base(), &json!({ "structure": "<nom de l'établissement>" })), "structure"),
        (put(&base(), &json!({ "professional": "Dr XXX" })), "professional"),
        (put(&base(), &json!({ "professional": "Dr ____" })), "professional"),
        (put(&base(), &json!({ "structure": "a".repeat(101) })), "structure"),
        (
            put(&base(), &json!({ "emergency": { "mode": "break_glass", "on": "2026-03-01" } })),
            "emergency",
        ),
        (put(&emergency, &json!({ "emergency": null })), "emergency"),
        (put(&emergency, &json!({ "emergency": { "mode": "break_glass" } })), "emergency.on"),
        (
            put(&emergency, &json!({ "emergency": { "mode": "break_glass", "on": "2026-03-03" } })),
            "emergency.on",
        ),
        (
            put(
                &emergency,
                &json!({ "emergency": { "mode": "regulation", "on": "2026-03-01", "reason": "x" } }),
            ),
            "emergency.reason",
        ),
        (put(&emergency, &json!({ "prevention": true })), "prevention"),
        (put(&feeding, &json!({ "prevention": true, "date": "2024-05-23" })), "prevention"),
        (put(&base(), &json!({ "authenticated": true })), "authenticated"),
        (put(&base(), &json!({ "format": "form" })), "format"),
        (put(&base(), &json!({ "format": "email" })), "format"),
        (put(&base(), &json!({ "format": "checklist" })), "format"),
        (put(&form, &json!({ "format": "checklist" })), "format"),
        (put(&base(), &json!({ "courtesy": { "object_how": "ask" } })), "courtesy"),
        (english(json!({ "courtesy": null })), "courtesy.object_how"),
        (
            english(json!({ "courtesy": { "object_how": "ask", "documents_added": ["one"] } })),
            "courtesy.documents_added",
        ),
        (
            english(json!({ "courtesy": { "object_how": "ask", "reason": "why" } })),
            "courtesy.reason",
        ),
        (english(json!({ "language": "de" })), "language"),
        (english(json!({ "variant": "falc" })), "language"),
        (put(&oral, &json!({ "language": "en", "courtesy": { "object_how": "ask" } })), "language"),
        (put(&base(), &json!({ "language": "français" })), "language"),
        (put(&after, &json!({ "channel": "telephone" })), "channel"),
    ];
    for (request, field) in cases {
        assert_eq!(refused(&request), field, "{request}");
    }
}

#[test]
fn a_refusal_never_repeats_the_value() {
    for field in ["professional", "structure", "object_how"] {
        let secret = "SECRET [DU PATIENT]";
        let request = put(&base(), &json!({ field: secret })).to_string();
        let words = Request::read(&request).err().unwrap().to_string();
        assert!(!words.contains("SECRET"), "{words}");
    }
}

#[test]
fn nothing_is_written_of_a_secret_act() {
    let secret = json!({ "audience": "minor", "secret_act": true });
    for kind in Kind::ALL {
        for moment in kind.moments() {
            for channel in kind.channels() {
                let request = super::request(*kind, *moment, *channel, kind.actions()[0]);
                let request = put(&request, &secret);
                let face_to_face = [Channel::Desk, Channel::Consultation].contains(channel);
                if !face_to_face {
                    assert_eq!(refused(&request), "channel", "{request}");
                    continue;
                }
                // What can be printed is left behind in the room, or sent home.
                for format in ["html", "html_fragment"] {
                    let request = put(&request, &json!({ "format": format }));
                    assert_eq!(refused(&request), "format", "{request}");
                }
                let script = told(&put(&request, &json!({ "format": "checklist" })));
                assert!(script.secret_act && matches!(script.body, Body::Checklist(_)));
            }
        }
    }
    let oral = coded("oral_script", "during", "consultation", "feed");
    for audience in [
        json!({ "audience": "adult" }),
        json!({ "audience": "representative", "represents": "minor" }),
        json!({ "audience": "protected_adult", "protection": "person" }),
    ] {
        let request = put(&put(&oral, &secret), &audience);
        assert_eq!(refused(&request), "secret_act", "{request}");
    }
}

#[test]
fn a_representative_reads_nothing_of_what_a_minor_may_keep_secret() {
    super::each(|request| {
        if request["audience"] != "representative" {
            return;
        }
        let rendering = told(request);
        for element in [Element::MinorSecret, Element::MinorObject] {
            assert_eq!(rendering.told(element), None, "{request}");
        }
        for word in ["18 ans", "cacher un document à", "représentants"] {
            assert!(!text(request).contains(word), "{word}: {request}");
        }
    });
}

#[test]
fn where_property_alone_is_protected_the_person_is_told() {
    let property = json!({ "audience": "protected_adult", "protection": "property" });
    let told = text(&put(&base(), &property));
    assert!(told.contains("votre profil") && !told.contains("que vous représentez"), "{told}");
    assert!(told.contains("doit vous remettre tout message reçu"), "{told}");
}

#[test]
fn the_kind_is_drawn_from_moment_channel_and_actions() {
    use Moment::{After, Before, During, NewEpisode};
    let cases = [
        (Before, Channel::Letter, Actions::Feed, Kind::Feeding),
        (During, Channel::Email, Actions::Consult, Kind::Consultation),
        (Before, Channel::SecureMessage, Actions::FeedAndConsult, Kind::ConsultationAndFeeding),
        (Before, Channel::Telephone, Actions::Feed, Kind::OralScript),
        (Before, Channel::Booking, Actions::Feed, Kind::PlatformForm),
        (During, Channel::ResultsPlatform, Actions::Consult, Kind::PlatformForm),
        (After, Channel::PreAdmission, Actions::Consult, Kind::PlatformForm),
        (After, Channel::ResultsPlatform, Actions::Consult, Kind::AfterTheFact),
        (After, Channel::DocumentFoot, Actions::Feed, Kind::AfterTheFact),
        (After, Channel::Desk, Actions::Consult, Kind::Reminder),
        (NewEpisode, Channel::Letter, Actions::Consult, Kind::Reminder),
    ];
    for (moment, channel, actions, kind) in cases {
        assert_eq!(Kind::serving(moment, channel, actions), Ok(kind));
        let mut request = super::request(kind, moment, channel, actions);
        request["kind"] = Value::Null;
        assert_eq!(told(&request).kind, kind, "{request}");
    }
    let mut emergency = coded("emergency", "after", "letter", "consult");
    for field in ["kind", "moment", "actions"] {
        emergency[field] = Value::Null;
    }
    assert_eq!(told(&emergency).kind, Kind::Emergency);
    assert!(Kind::serving(Before, Channel::DocumentFoot, Actions::Feed).is_err());
}

#[test]
fn a_reason_is_told_only_where_it_was_given() {
    let emergency = coded("emergency", "after", "letter", "consult");
    assert!(text(&emergency).contains("malaise dans la rue"));
    let silent = json!({ "emergency": { "mode": "break_glass", "on": "2026-03-01" } });
    let silent = text(&put(&emergency, &silent));
    assert!(!silent.contains("Raison") && silent.contains("bris de glace"), "{silent}");
    assert!(silent.contains("le 1er mars 2026"), "{silent}");
}

#[test]
fn the_matrix_says_which_classes_a_notice_names() {
    use dmpkit::notices::classes_readable;
    use dmpkit::record::{Coded, Role};
    use dmpkit::rules::habilitation::Matrix;
    use dmpkit::vocabulary::Vocabulary;
    let vocabulary = Vocabulary::built_in();
    let role = |code| Role::new(Coded::new(code, Role::PROFESSIONS, None).unwrap()).unwrap();
    let matrix = r#"{"schema":"dmpkit.habilitation/1","version":"essai","rows":[
        {"professions":["60"],"types":["11502-2"],"allowed":true},
        {"professions":["60"],"types":["57833-6"],"allowed":false}]}"#;
    let matrix = Matrix::read(matrix).unwrap();
    let classes = classes_readable(&matrix, &[role("60")], &vocabulary);
    assert_eq!(classes.len(), 1, "{classes:?}");
    assert!(classes_readable(&matrix, &[role("10")], &vocabulary).is_empty());
    let request = put(&base(), &json!({ "documents_consulted": classes }));
    assert!(text(&request).contains(&classes[0]));
}
