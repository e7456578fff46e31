//! How many messages go to the DMP, and how large.

use dmpkit::client::{Call, CodeColumn, Column, DateColumn, ErrorCode, Form, GroupBy, TextColumn};
use serde_json::json;

use crate::office::{ask, changes, compare, ids, refine, search, texts, Office, LONG, SHORT};

/// Going about in what was found sends nothing: were it sent, the fault would show too.
#[test]
fn going_about_in_the_results_sends_nothing() {
    let office = Office::open();
    let chart = office.chart(LONG);
    let found = search(&chart, json!({}));
    let sent = office.searches();
    assert_eq!(sent, 1, "one question finds them all");
    office.fault(json!({ "kind": "noise" }));
    let fewer = refine(&found, json!({ "words": "créatinine" }));
    assert!(fewer.count() > 0 && fewer.count() < found.count());
    let narrow = refine(&fewer, json!({ "act_date": { "from": "2024" } }));
    narrow.facets(None, Form::Json).unwrap();
    found.group(GroupBy::Type, Form::Json).unwrap();
    found.overview(None, Form::Html).unwrap();
    found.export();
    found.column(Column::Text(TextColumn::Title), 0, found.count());
    found.column(Column::Date(DateColumn::Act), 0, found.count());
    found.code(0, CodeColumn::Status).unwrap();
    chart.report();
    assert_eq!((office.searches(), office.retrieves()), (sent, 0));
}

/// The sandbox refuses more than twenty identifiers at once, as the DMP does.
#[test]
fn documents_are_asked_for_by_twenty() {
    let period = json!({ "deposit_date": { "from": "2024", "to": "2025" } });
    let office = Office::open();
    let found = search(&office.chart(LONG), period.clone());
    assert!(found.count() > 40, "{}", found.count());
    let sent = office.searches();
    let least = 1 + found.count().div_ceil(20);
    assert!(sent > least && sent <= 2 * least + 4, "{sent} messages for {}", found.count());
    let small = Office::with(json!({ "search": { "batch": 5 } }));
    let same = search(&small.chart(LONG), period.clone());
    assert_eq!(ids(&same), ids(&found));
    assert!(small.searches() > 2 * sent, "{} and {sent}", small.searches());
    let large = Office::with(json!({ "search": { "batch": 21 } }));
    let chart = large.chart(LONG);
    let refused = ask(&chart, json!({ "act": "user", "where": period })).unwrap_err();
    assert_eq!(refused.code, ErrorCode::ServerRefused);
    let copies = json!({ "act": "user", "since": "2024-01-01T00:00:00Z", "copies": [] });
    assert_eq!(compare(&chart, copies).unwrap_err().code, ErrorCode::ServerRefused);
}

/// A search that speaks of deposits or submissions asks for those of what it found, by twenty.
#[test]
fn dates_of_deposit_are_asked_for_where_they_are_needed() {
    let office = Office::open();
    let chart = office.chart(LONG);
    let criteria = json!({ "type": { "code": "60593-1", "scheme": crate::office::LOINC } });
    let plain = search(&chart, criteria.clone());
    assert_eq!(office.searches(), 1);
    assert!(texts(&plain, TextColumn::DepositDate).iter().all(|date| date.is_empty()));
    let query = json!({ "act": "user", "where": criteria, "sort": [{ "by": "deposit_date" }] });
    let sorted = ask(&chart, query).unwrap();
    assert_eq!(office.searches(), 2 + sorted.count().div_ceil(20));
    assert_eq!(ids(&sorted), ids(&plain));
    let dates: Vec<i64> =
        (0..sorted.count()).map(|row| sorted.date(row, DateColumn::Deposit).unwrap()).collect();
    assert!(dates[0] > i64::MIN && dates.is_sorted());
}

/// Too many searches: none is sent for a while, and nothing else stops.
#[test]
fn a_threshold_stops_searches_and_nothing_else() {
    let office = Office::with(json!({ "search": { "threshold_pause_s": 60 } }));
    let chart = office.chart(SHORT);
    let found = search(&chart, json!({}));
    office.control(json!({ "search_limit": 0 }));
    let error = ask(&chart, json!({ "act": "user" })).unwrap_err();
    assert_eq!(error.code, ErrorCode::ServerThreshold);
    assert_eq!(error.requirement, Some("EX_3.1-2035"));
    assert!(error.user_message().contains("l'alimentation reste possible"));
    office.control(json!({ "search_limit": null }));
    let sent = office.searches();
    office.wait(59);
    let since = json!({ "act": "user", "since": "2025-01-01T00:00:00Z", "copies": [] });
    let another = office.chart(LONG);
    for error in [
        ask(&chart, json!({ "act": "user" })).unwrap_err(),
        ask(&another, json!({ "act": "user" })).unwrap_err(),
        compare(&chart, since).unwrap_err(),
    ] {
        assert_eq!((error.code, error.retry_after_ms), (ErrorCode::ServerThreshold, 1000));
    }
    assert_eq!(office.searches(), sent, "nothing was sent");
    chart.refresh(&Call::new()).unwrap();
    let document = chart.read(ids(&found)[0], &Call::new()).unwrap();
    document.save().unwrap();
    refine(&found, json!({}));
    office.wait(1);
    assert_eq!(ids(&search(&chart, json!({}))), ids(&found));
}

#[test]
fn a_threshold_met_by_a_comparison_counts_too() {
    let office = Office::open();
    let chart = office.chart(SHORT);
    office.control(json!({ "search_limit": 0 }));
    let since = json!({ "act": "user", "since": "2025-01-01T00:00:00Z", "copies": [] });
    assert_eq!(compare(&chart, since).unwrap_err().code, ErrorCode::ServerThreshold);
    office.control(json!({ "search_limit": null }));
    office.wait(599);
    assert_eq!(ask(&chart, json!({ "act": "user" })).unwrap_err().code, ErrorCode::ServerThreshold);
    office.wait(1);
    assert_eq!(changes(&chart, "2026-01-01T00:00:00Z", json!([]))["complete"], true);
}

/// It stands in the assertion of each message, which is longer by as much; nothing is searched by
/// itself, and the user may search.
#[test]
fn a_secret_connection_is_for_a_minor_and_stands_in_each_message() {
    let messages = |secret: bool| {
        let office = Office::with(json!({ "search": { "at_opening": true } }));
        let circumstances =
            json!({ "secret_connection": secret, "care_team": "member", "information": "given" });
        let chart = office.chart_of("minor_valide", circumstances);
        assert_eq!(office.searches(), 0);
        let found = search(&chart, json!({}));
        let searched = office.last_message("registry");
        changes(&chart, "2026-03-02T08:30:00Z", json!([]));
        let compared = office.last_message("registry");
        chart.read(ids(&found)[0], &Call::new()).unwrap();
        let opened = office.last_message("patients");
        [opened, searched, compared, office.last_message("repository")]
    };
    let (secret, open) = (messages(true), messages(false));
    let longer = secret[0] - open[0];
    assert!(longer > "INVISIBLE_REPRESENTANTS_LEGAUX^1.2.250.1.213.1.1.4.13".len());
    assert_eq!(secret, open.map(|bytes| bytes + longer));
    let office = Office::open();
    let request = office.request(LONG, json!({ "secret_connection": true }));
    let error = office.session().open_chart(&request, &Call::new()).unwrap_err();
    assert_eq!(error.requirement, Some("EX_0.1-1100"));
}
