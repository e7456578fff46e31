//! Criteria: each finds what it names, and the answer says how it came about.

use std::collections::BTreeSet;

use dmpkit::client::{CodeColumn, DateColumn, Form, GroupBy, Results, TextColumn};
use serde_json::{json, Value};

use crate::office::{ask, ids, refine, row, search, texts, Office, LOINC, LONG, SHORT};

const BIOLOGY: &str = "11502-2";
const DISPENSATION: &str = "60593-1";

fn loinc(code: &str) -> Value {
    json!({ "code": code, "scheme": LOINC })
}

/// Those of all the documents that fit, in alphabetical order of `uniqueId`.
fn those(all: &Results, fits: impl Fn(usize) -> bool) -> Vec<&str> {
    let text = |row| all.text(row, TextColumn::UniqueId).unwrap().as_str();
    let mut ids: Vec<&str> = (0..all.count()).filter(|row| fits(*row)).map(text).collect();
    ids.sort_unstable();
    ids
}

fn is_filtered_by_the_dmp(results: &Results, criteria: usize) {
    let explained = results.explanation().as_str();
    let by_server = explained.lines().filter(|line| line.ends_with(": filtré par le DMP"));
    assert_eq!(by_server.count(), criteria, "{explained}");
}

/// 2024-01-01, 2025-01-01 and 2025-07-01 in Paris.
const Y2024: i64 = 1_704_063_600_000;
const Y2025: i64 = 1_735_686_000_000;
const JULY_2025: i64 = 1_751_320_800_000;

#[test]
fn types_dates_and_both_find_what_they_name() {
    let office = Office::open();
    let chart = office.chart(LONG);
    let all = search(&chart, json!({}));
    let is = |row: usize, code: &str| all.text(row, TextColumn::TypeCode).unwrap().as_str() == code;
    let day = |row: usize| all.date(row, DateColumn::Act).unwrap();
    type Fits<'a> = Box<dyn Fn(usize) -> bool + 'a>;
    let cases: Vec<(Value, Fits<'_>, usize)> = vec![
        (json!({ "type": loinc(BIOLOGY) }), Box::new(|row| is(row, BIOLOGY)), 1),
        (
            json!({ "type": [loinc(BIOLOGY), loinc(DISPENSATION)] }),
            Box::new(|row| is(row, BIOLOGY) || is(row, DISPENSATION)),
            1,
        ),
        (json!({ "act_date": { "from": "2025" } }), Box::new(|row| day(row) >= Y2025), 1),
        (json!({ "act_date": { "before": "2025" } }), Box::new(|row| day(row) < Y2025), 1),
        (
            json!({ "act_date": { "from": "2024-01-01", "to": "2024-12-31" } }),
            Box::new(|row| (Y2024..Y2025).contains(&day(row))),
            1,
        ),
        (
            json!({ "type": loinc(BIOLOGY), "act_date": { "from": "2024", "to": "2025-06" } }),
            Box::new(|row| is(row, BIOLOGY) && (Y2024..JULY_2025).contains(&day(row))),
            2,
        ),
    ];
    for (criteria, fits, pushed) in cases {
        let before = office.searches();
        let found = search(&chart, criteria.clone());
        let expected = those(&all, fits);
        assert!(!expected.is_empty() && expected.len() < all.count());
        assert_eq!(ids(&found), expected, "{criteria}");
        is_filtered_by_the_dmp(&found, pushed);
        assert_eq!(office.searches(), before + 1, "{criteria}");
    }
}

#[test]
fn current_documents_are_offered_and_the_others_at_the_users_choice() {
    let office = Office::open();
    let chart = office.chart(LONG);
    let statuses = |results: &Results| -> BTreeSet<i32> {
        (0..results.count()).map(|row| results.code(row, CodeColumn::Status).unwrap()).collect()
    };
    let usual = search(&chart, json!({}));
    let fold = json!({ "obsolete_versions": false, "duplicates": false });
    let with = |status: Value| {
        let query = json!({ "act": "user", "where": { "status": status }, "fold": fold });
        ask(&chart, query).unwrap()
    };
    let archived = with(json!(["approved", "archived"]));
    let obsolete = with(json!("obsolete"));
    let every = with(json!(["approved", "archived", "obsolete"]));
    assert_eq!(statuses(&usual).len(), 1);
    assert_eq!((statuses(&archived).len(), statuses(&obsolete).len()), (2, 1));
    assert_eq!(statuses(&every).len(), 3);
    assert!(archived.count() > usual.count());
    assert_eq!(every.count(), archived.count() + obsolete.count());
    let count = |visibility: &str| search(&chart, json!({ "visibility": visibility })).count();
    assert!(count("invisible_to_patient") > 0);
    assert!(count("invisible_to_patient") + count("all") <= usual.count());
}

fn imaging(results: &Results, at: usize) -> Vec<String> {
    let references = results.text(at, TextColumn::References).unwrap().as_str();
    references.split("; ").filter(|id| !id.is_empty()).map(String::from).collect()
}

#[test]
fn images_are_found_by_study_accession_and_order() {
    let office = Office::open();
    let chart = office.chart(LONG);
    let all = search(&chart, json!({}));
    let mut different = (0..all.count()).map(|row| imaging(&all, row)).filter(|ids| ids.len() == 3);
    let references = different.next().unwrap();
    let other = different.find(|ids| *ids != references).unwrap();
    let expected = those(&all, |row| imaging(&all, row) == references);
    assert!(expected.len() >= 2, "the report and the references of its images");
    let sent = office.searches();
    for reference in &references {
        let found = search(&chart, json!({ "references": { "id": reference } }));
        assert_eq!(ids(&found), expected, "{reference}");
        is_filtered_by_the_dmp(&found, 1);
    }
    assert_eq!(office.searches(), sent + 3);
    let of_kind = |kind: &str| {
        let mut found: Vec<usize> = Vec::new();
        for reference in &references {
            let criteria = json!({ "references": { "kind": kind, "id": reference } });
            found.push(search(&chart, criteria).count());
        }
        found.sort_unstable();
        found
    };
    for kind in ["study", "accession", "order"] {
        assert_eq!(of_kind(kind), [0, 0, expected.len()], "one of the three is of this kind");
    }
    // Like, and one of several.
    let start = &references[0][..references[0].len() - 1];
    let like = search(&chart, json!({ "references": { "like": format!("{start}%") } }));
    assert!(expected.iter().all(|id| ids(&like).contains(id)));
    let either = json!({ "references": [{ "id": references[0] }, { "id": other[0] }] });
    let mut both = expected.clone();
    both.extend(those(&all, |row| imaging(&all, row) == other));
    both.sort_unstable();
    assert_eq!(ids(&search(&chart, either)), both);
}

#[test]
fn a_period_of_deposit_finds_what_was_added_in_it() {
    let office = Office::open();
    office.change(json!([{ "person": LONG, "change": "add", "document":
        { "kind": "consultation", "service_start": "20190105", "unique_id": "2.999.1" } }]));
    let chart = office.chart(LONG);
    let added = |from: &str, to: &str| {
        search(&chart, json!({ "deposit_date": { "from": from, "to": to } }))
    };
    let today = added("2026-03-02", "2026-03-02");
    assert_eq!(ids(&today), ["2.999.1"]);
    assert_eq!(today.text(0, TextColumn::DepositDate).unwrap().as_str(), "02/03/2026 09:30");
    let year = added("2025-01-01", "2025-12-31");
    assert!(year.count() > 10);
    for at in 0..year.count() {
        let deposited = year.text(at, TextColumn::DepositDate).unwrap();
        assert!(deposited.contains("/2025"), "{}", deposited.as_str());
    }
    is_filtered_by_the_dmp(&year, 1);
    // Nine and a half in Paris is half past eight in UTC: bounds are converted.
    assert_eq!(added("2026-03-02T08:31:00Z", "2026-03-02T09:30:00Z").count(), 0);
    assert_eq!(added("2026-03-02T08:29:00Z", "2026-03-02T08:30:00Z").count(), 1);
}

#[test]
fn what_is_new_since_the_last_visit_is_found_by_its_deposit() {
    let office = Office::open();
    let chart = office.chart_of(LONG, json!({ "last_visit": "2026-03-02T08:00:00Z" }));
    office.change(json!([{ "person": LONG, "change": "add", "document":
        { "kind": "bio_full", "service_start": "20190105", "unique_id": "2.999.1" } }]));
    let new = search(&chart, json!({ "new_since_last_visit": true }));
    assert_eq!(ids(&new), ["2.999.1"]);
    assert_eq!(new.code(0, CodeColumn::NewSinceLastVisit), Some(1));
    // Without a date nothing is taken for new.
    let unsaid = search(&office.chart(LONG), json!({ "new_since_last_visit": true }));
    assert!(unsaid.explanation().as_str().contains("non appliqué"));
}

#[test]
fn a_vaccination_history_is_found_however_old() {
    let office = Office::open();
    let chart = office.chart(LONG);
    let vaccines = search(&chart, json!({ "type": [loinc("11369-6"), loinc("87273-9")] }));
    let years: BTreeSet<&str> =
        texts(&vaccines, TextColumn::ActDate).into_iter().map(|date| &date[6..10]).collect();
    assert!(years.contains("2011") && years.contains("2026"), "{years:?}");
    let explained = vaccines.explanation().as_str();
    assert!(explained.contains("sans limite de date"), "{explained}");
}

#[test]
fn an_answer_says_its_filters_and_that_other_documents_may_exist() {
    let office = Office::open();
    let chart = office.chart(LONG);
    let others = "D'autres documents peuvent exister";
    let preferred = search(&chart, json!({ "type": loinc(BIOLOGY), "words": "hba1c" }));
    let lines: Vec<&str> = preferred.explanation().as_str().lines().collect();
    assert!(lines.iter().all(|line| line.starts_with("[SIMULATEUR] ")), "{lines:?}");
    assert!(lines.iter().any(|line| line.ends_with("examens biologiques : filtré par le DMP")));
    assert!(
        lines.iter().any(|line| line.ends_with("hba1c » : filtré par le logiciel")),
        "{lines:?}"
    );
    assert!(lines.iter().any(|line| line.contains(others)));
    assert!(preferred.is_complete());
    // Nothing found is not nothing there.
    let none = search(&chart, json!({ "type": loinc("1-1") }));
    assert_eq!(none.count(), 0);
    assert!(none.explanation().as_str().contains(others));
    // The user widens the search: the filter is gone.
    assert!(search(&chart, json!({})).count() > preferred.count());
}

#[test]
fn a_partial_answer_says_so() {
    let office = Office::open();
    let chart = office.chart(SHORT);
    office.fault(json!({ "kind": "partial_success" }));
    let found = search(&chart, json!({}));
    assert!(!found.is_complete());
    let explained = found.explanation().as_str();
    assert!(explained.contains("Le DMP n'a pas tout renvoyé : la réponse est incomplète."));
    assert!(explained.contains("Message du DMP : XDSRegistryOutOfResources"), "{explained}");
}

/// The patient's identifier in the metadata is that of the time: documents of an older INS are
/// his too.
#[test]
fn documents_of_an_older_identifier_are_not_left_out() {
    let office = Office::open();
    let chart = office.chart(LONG);
    let criteria =
        json!({ "type": loinc(BIOLOGY), "act_date": { "from": "2011-03-07", "to": "2011-03-07" } });
    let oldest = search(&chart, criteria);
    assert_eq!(oldest.count(), 1);
    assert!(!oldest.export().contains("INS-C"));
}

#[test]
fn unknown_codes_and_dirty_metadata_lose_no_document() {
    let office = Office::open();
    office.change(json!([{ "person": SHORT, "change": "add", "document": {
        "kind": "consultation", "service_start": "20260105", "unique_id": "2.999.1",
        "type": { "code": "X-2031", "system": "1.2.3", "label": "Type à venir" },
        "class": { "code": "99", "system": "1.2.3", "label": "Classe à venir" } } }]));
    let chart = office.chart(SHORT);
    let found = search(&chart, json!({}));
    let at = row(&found, "2.999.1");
    let text = |column| found.text(at, column).unwrap().as_str();
    assert_eq!((text(TextColumn::Type), text(TextColumn::TypeCode)), ("Type à venir", "X-2031"));
    assert_eq!((text(TextColumn::Class), text(TextColumn::TypeNational)), ("Classe à venir", ""));
    let by_code = search(&chart, json!({ "type": "X-2031" }));
    assert_eq!(ids(&by_code), ["2.999.1"]);
    office.fault(json!({ "kind": "dirty_metadata" }));
    let dirty = search(&chart, json!({}));
    assert_eq!(dirty.count(), found.count());
    assert!(texts(&dirty, TextColumn::Doubts).iter().any(|doubts| !doubts.is_empty()));
    office.fault(json!({ "kind": "missing_unique_id" }));
    assert_eq!(search(&chart, json!({})).count(), found.count());
}

#[test]
fn value_sets_are_replaced_for_the_searches_that_follow() {
    let office = Office::open();
    let chart = office.chart(SHORT);
    let biology = json!({ "type": loinc(BIOLOGY) });
    let before = search(&chart, biology.clone());
    let table = json!({ "schema": "dmpkit.vocabulary/1", "sets": [{ "set": "type",
        "mode": "extend", "entries": [{ "code": BIOLOGY, "system": LOINC, "label": "Biologie" }] }] });
    office.client.load_vocabulary(&table.to_string()).unwrap();
    let after = search(&chart, biology);
    let national =
        |results: &Results| results.text(0, TextColumn::TypeNational).unwrap().to_string();
    assert_eq!(national(&before), "CR d'examens biologiques");
    assert_eq!(national(&after), "Biologie");
    assert_eq!(ids(&before), ids(&after));
}

#[test]
fn a_submission_gives_what_it_holds() {
    let office = Office::open();
    let chart = office.chart(LONG);
    let of_three_years = json!({ "deposit_date": { "from": "2024-01-01", "to": "2024-12-31" } });
    let found = search(&chart, of_three_years);
    let submissions = texts(&found, TextColumn::Submission);
    let (row, id) = submissions
        .iter()
        .enumerate()
        .find(|(_, id)| submissions.iter().filter(|other| other == id).count() > 1)
        .expect("a submission of several documents");
    let title = found.text(row, TextColumn::UniqueId).unwrap().as_str();
    let before = office.searches();
    let held = search(&chart, json!({ "submission_set": id }));
    assert_eq!(office.searches() - before, 1, "GetSubmissionSetAndContents alone");
    assert!(held.count() > 1 && ids(&held).contains(&title));
    assert!(texts(&held, TextColumn::Submission).iter().all(|of| of == id));
}

#[test]
fn a_patient_who_wrote_a_document_is_not_named_by_his_ins() {
    let office = Office::open();
    let chart = office.chart(LONG);
    let found = search(&chart, json!({ "written_by": "patient" }));
    assert!(found.count() > 0);
    let facets = found.facets(Some("author"), Form::Json).unwrap();
    let groups = found.group(GroupBy::Author, Form::Json).unwrap();
    for told in [&facets, &groups, &found.export()] {
        assert!(!told.contains("258033523890052"), "{told}");
    }
    assert!(facets.contains("\"Patient\""), "{facets}");
}

#[test]
fn a_search_by_deposit_gives_current_documents_unless_others_are_asked_for() {
    let office = Office::open();
    let chart = office.chart(LONG);
    let recent = json!({ "deposit_date": { "from": "2026-01-01" } });
    let found = search(&chart, recent.clone());
    assert!(found.count() > 1);
    let status = |results: &Results, row| results.code(row, CodeColumn::Status).unwrap();
    assert!((0..found.count()).all(|row| status(&found, row) == 1), "approved all");
    let mut all = recent;
    all["status"] = json!(["approved", "obsolete"]);
    let every = ask(
        &chart,
        json!({ "act": "user", "where": all,
        "fold": { "obsolete_versions": false } }),
    )
    .unwrap();
    assert!((0..every.count()).any(|row| status(&every, row) == 2), "obsolete ones where asked");
    let folded = refine(&every, json!({}));
    assert_eq!(ids(&folded).len(), folded.count());
    assert!(folded.count() < every.count(), "old versions stand behind what replaced them");
}
