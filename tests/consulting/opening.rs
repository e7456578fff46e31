//! A search follows an act of the user, save one at opening, within bounds.

use dmpkit::client::{Call, Chart, Error, ErrorCode, TextColumn};
use serde_json::{json, Value};

use crate::office::{ask, compare, ids, search, texts, Office, LONG};

fn automatic() -> Office {
    Office::with(json!({ "search": { "at_opening": true } }))
}

fn cared_for() -> Value {
    json!({ "care_team": "member", "information": "given" })
}

fn two_years() -> Value {
    json!({ "act": "opening", "where": { "act_date": { "last": { "count": 2, "unit": "years" } } } })
}

fn rule(error: &Error) -> (&str, &str) {
    assert_eq!(error.code, ErrorCode::SearchNotAllowed, "{error}");
    (error.detail("rule").unwrap(), error.requirement.unwrap())
}

#[test]
fn a_search_says_which_act_it_follows() {
    let office = Office::open();
    let chart = office.chart(LONG);
    let errors = [
        ask(&chart, json!({ "where": {} })).unwrap_err(),
        compare(&chart, json!({ "since": "2025-01-01T00:00:00Z", "copies": [] })).unwrap_err(),
    ];
    for error in errors {
        assert_eq!(error.code, ErrorCode::InvalidField);
        assert_eq!(error.detail("field"), Some("act"));
        assert_eq!(error.requirement, Some("EX_3.1-2030"));
    }
    assert_eq!(office.searches(), 0);
}

#[test]
fn opening_a_chart_searches_nothing_by_itself() {
    let office = automatic();
    let chart = office.chart_of(LONG, cared_for());
    chart.refresh(&Call::new()).unwrap();
    assert_eq!((office.searches(), office.retrieves()), (0, 0));
    let off = Office::open();
    let error = ask(&off.chart_of(LONG, cared_for()), two_years()).unwrap_err();
    assert_eq!(rule(&error), ("automatic.off", "EX_3.1-2030"));
    assert_eq!(off.searches(), 0);
}

#[test]
fn one_search_at_opening_and_the_others_at_the_users_wish() {
    let office = automatic();
    let chart = office.chart_of(LONG, cared_for());
    assert!(ask(&chart, two_years()).unwrap().count() > 10);
    assert_eq!(office.searches(), 1);
    let error = ask(&chart, two_years()).unwrap_err();
    assert_eq!(rule(&error), ("automatic.second", "EX_3.1-2030"));
    let since = json!({ "act": "opening", "since": "2025-03-02T08:30:00Z", "copies": [] });
    assert_eq!(rule(&compare(&chart, since.clone()).unwrap_err()).0, "automatic.second");
    assert_eq!(office.searches(), 1, "neither was sent");
    search(&chart, json!({}));
    // What changed may be of any status and age: it is for the user to ask.
    let other = office.chart_of(LONG, cared_for());
    assert_eq!(rule(&compare(&other, since).unwrap_err()), ("automatic.status", "ANS-CONS-1"));
    ask(&other, two_years()).unwrap();
}

#[test]
fn an_automatic_search_that_failed_was_one() {
    let office = automatic();
    let chart = office.chart_of(LONG, cared_for());
    office.control(json!({ "fault": { "kind": "noise" }, "fault_times": 1 }));
    assert_eq!(ask(&chart, two_years()).unwrap_err().code, ErrorCode::AnswerUnreadable);
    assert_eq!(rule(&ask(&chart, two_years()).unwrap_err()).0, "automatic.second");
}

#[test]
fn a_search_at_opening_goes_back_two_years_and_asks_for_current_documents() {
    let office = automatic();
    let chart = office.chart_of(LONG, cared_for());
    let found = ask(&chart, two_years()).unwrap();
    let days: Vec<String> = texts(&found, TextColumn::ActDate)
        .into_iter()
        .map(|date| format!("{}{}{}", &date[6..10], &date[3..5], &date[..2]))
        .collect();
    assert!(days.iter().all(|day| day.as_str() >= "20240302"), "{days:?}");
    assert!(texts(&found, TextColumn::Labels)
        .iter()
        .all(|labels| { !labels.contains("Archivé") && !labels.contains("obsolète") }));
    let explained = found.explanation().as_str();
    assert!(explained.contains("Demandé au DMP : documents à jour ; "), "{explained}");
    // Known to the year alone, it may lie before: the DMP is not asked that far by itself.
    office.change(json!([{ "person": LONG, "change": "add", "document":
        { "kind": "consultation", "service_start": "2024", "unique_id": "2.999.1" } }]));
    let other = office.chart_of(LONG, cared_for());
    assert!(!ids(&ask(&other, two_years()).unwrap()).contains(&"2.999.1"));
    let wished = json!({ "act_date": { "last": { "count": 2, "unit": "years" } } });
    assert!(ids(&search(&other, wished)).contains(&"2.999.1"));
}

/// Each with the rule it breaks and the requirement behind it.
#[test]
fn each_circumstance_that_forbids_an_automatic_search_is_named() {
    let office = automatic();
    let archived = json!({ "act": "opening", "where": { "status": ["approved", "archived"],
        "act_date": { "last": { "count": 2, "unit": "years" } } } });
    let three_years = json!({ "act": "opening",
        "where": { "act_date": { "last": { "count": 3, "unit": "years" } } } });
    let undated = json!({ "act": "opening", "where": {} });
    let vaccines = json!({ "act": "opening", "where": { "type": "11369-6" } });
    let secret =
        json!({ "care_team": "member", "information": "given", "secret_connection": true });
    let emergency = json!({ "care_team": "member", "information": "given",
        "purpose": { "code": "bris_de_glace", "reason": "Coma" } });
    let operator =
        json!({ "care_team": "member", "information": "given", "operator": "secretary" });
    let cases = [
        (LONG, cared_for(), &archived, ("automatic.status", "ANS-CONS-1")),
        (LONG, cared_for(), &three_years, ("automatic.window", "ANS-CONS-1")),
        (LONG, cared_for(), &undated, ("automatic.window", "ANS-CONS-1")),
        (LONG, cared_for(), &vaccines, ("automatic.window", "ANS-CONS-1")),
        (
            "minor_valide",
            secret,
            &two_years(),
            ("automatic.secret_connection", "CNDA, test 3.1-010"),
        ),
        (
            "active_no_authorisation",
            emergency,
            &two_years(),
            ("automatic.emergency", "CNDA, mémento, recherche"),
        ),
        (LONG, operator, &two_years(), ("automatic.operator", "EX_3.1-2030")),
        (
            "active_no_authorisation",
            cared_for(),
            &two_years(),
            ("automatic.authorisation", "CNDA, mémento, existence"),
        ),
        (
            LONG,
            json!({ "information": "given" }),
            &two_years(),
            ("automatic.care_team", "CSP, L.1111-17"),
        ),
        (
            LONG,
            json!({ "care_team": "outside", "information": "given" }),
            &two_years(),
            ("automatic.care_team", "CSP, L.1111-17"),
        ),
        (
            LONG,
            json!({ "care_team": "member" }),
            &two_years(),
            ("automatic.information", "EX_0.2-1100"),
        ),
        (
            LONG,
            json!({ "care_team": "member", "information": "due" }),
            &two_years(),
            ("automatic.information", "EX_0.2-1100"),
        ),
    ];
    for (person, circumstances, query, expected) in cases {
        let chart = office.chart_of(person, circumstances.clone());
        let error = ask(&chart, query.clone()).unwrap_err();
        assert_eq!(rule(&error), expected, "{person} {circumstances}");
        assert!(error.user_message().starts_with("[SIMULATEUR] "));
    }
    let air =
        json!({ "authentication": { "means": "AIR", "context_declaration": "urn:example:badge" } });
    let request = office.request(LONG, cared_for());
    let chart = office.session_by("AIR", air).open_chart(&request, &Call::new()).unwrap();
    assert_eq!(rule(&ask(&chart, two_years()).unwrap_err()), ("automatic.air", "EX_AIR-085"));
    assert_eq!(office.searches(), 0, "nothing was sent");
    search(&chart, json!({ "type": "11369-6" }));
}

#[test]
fn nothing_is_searched_after_a_feed() {
    let office = automatic();
    let chart = office.chart_of(LONG, cared_for());
    let after = |chart: &Chart| {
        let local = json!({ "act": "after_feed", "since": "2025-01-01T00:00:00Z", "copies": [] });
        [
            ask(chart, json!({ "act": "after_feed" })).unwrap_err(),
            compare(chart, local).unwrap_err(),
        ]
    };
    for error in after(&chart) {
        assert_eq!(rule(&error), ("after_feed", "EX_3.1-1090"));
    }
    assert_eq!(office.searches(), 0);
}

#[test]
fn without_access_nothing_is_searched_compared_or_read() {
    let office = Office::open();
    for person in ["active_expired", "active_blocked", "closed_by_patient", "absent", "nia_only"] {
        let chart = office.chart(person);
        let since = json!({ "act": "user", "since": "2025-01-01T00:00:00Z", "copies": [] });
        let errors = [
            ask(&chart, json!({ "act": "user" })).unwrap_err(),
            compare(&chart, since).unwrap_err(),
            chart.read("1.2.3", &Call::new()).unwrap_err(),
        ];
        for error in errors {
            assert_eq!(error.code, ErrorCode::AccessNotAllowed, "{person}");
            assert!(!error.detail("reasons").unwrap().is_empty());
        }
    }
    assert_eq!((office.searches(), office.retrieves()), (0, 0));
}
