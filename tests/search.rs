//! Searching, by example.

use std::sync::Arc;

use dmpkit::record::{
    Association, AssociationKind, Author, AvailabilityStatus, DocumentEntry, NotRead, ReferenceId,
    SubmissionSet, TimeZone, Timestamp, Xcn, XdsCode, Xon,
};
use dmpkit::search::{
    pushdown, read_query, Applied, CodeAttribute, Corpus, FacetField, GroupBy, Query, Readable,
    Route, Setting, Why,
};
use dmpkit::vocabulary::Vocabulary;
use serde_json::{json, Value};

const LOINC: &str = "2.16.840.1.113883.6.1";
const BIOLOGY: &str = "11502-2";
const IMAGING: &str = "18748-4";
const ME: &str = "899700000011";

fn at(text: &str) -> Timestamp {
    Timestamp::parse(text).unwrap()
}

fn document(number: usize, title: &str, kind: &str, act: &str) -> DocumentEntry {
    DocumentEntry {
        entry_uuid: format!("urn:uuid:{number}").into(),
        unique_id: Some(format!("1.2.{number}").into()),
        status: Some(AvailabilityStatus::Approved),
        title: Some(title.into()),
        type_code: Some(Arc::new(XdsCode::new(kind, LOINC, None))),
        service_start: (!act.is_empty()).then(|| at(act)),
        ..DocumentEntry::default()
    }
}

fn setting(zone: &str) -> Setting {
    let now = Timestamp::from_rfc3339("2026-03-02T08:30:00Z").unwrap();
    let mut setting = Setting::new(now, TimeZone::new(zone).unwrap(), Vocabulary::built_in());
    setting.professional_id = Some(ME.into());
    setting
}

fn corpus(entries: Vec<DocumentEntry>) -> Corpus {
    linked(entries, Vec::new(), &[], setting("Europe/Paris"))
}

fn linked(
    entries: Vec<DocumentEntry>,
    sets: Vec<SubmissionSet>,
    links: &[(AssociationKind, &str, &str)],
    setting: Setting,
) -> Corpus {
    let link = |(kind, source, target): &(AssociationKind, &str, &str)| Association {
        id: "urn:uuid:l".into(),
        kind: kind.clone(),
        source: (*source).into(),
        target: (*target).into(),
        status: None,
        extra: Vec::new(),
        doubts: Vec::new(),
    };
    let links: Vec<Association> = links.iter().map(link).collect();
    let sets = sets.into_iter().map(Arc::new).collect();
    Corpus::new(entries.into_iter().map(Arc::new).collect(), sets, &links, setting)
}

fn query(criteria: Value) -> Query {
    read_query(&json!({ "schema": "dmpkit.query/1", "where": criteria }).to_string()).unwrap()
}

/// The rows found, in their own order.
fn rows(corpus: &Corpus, criteria: Value) -> Vec<u32> {
    let mut rows = corpus.select(&query(criteria)).rows().to_vec();
    rows.sort_unstable();
    rows
}

#[test]
fn a_query_of_every_field_is_read() {
    let dates = [
        json!({ "from": "2024-03" }),
        json!({ "after": "2024", "before": "2025-06-01" }),
        json!({ "to": "2024-03-02T08:30:00Z" }),
        json!({ "last": { "count": 18, "unit": "months" } }),
    ];
    for dates in dates {
        let read = query(json!({
            "type": [BIOLOGY, { "code": IMAGING, "scheme": LOINC }], "class": "10",
            "author_speciality": "G15_10/SM26", "facility_type": ["SA07"],
            "practice_setting": "AMBULATOIRE", "format": { "code": "x", "scheme": null },
            "confidentiality": "N", "event_code": "CT",
            "author": ["lefèvre", { "id": ME }], "structure": { "name": "laboratoire" },
            "act_date": dates, "deposit_date": dates, "reimbursements": dates,
            "status": ["approved", "archived", "obsolete", "deleted"],
            "visibility": ["all", "masked"],
            "references": ["ACC", { "kind": "study", "like": "1.2.%" }, { "whole": "1^^^&2&ISO" }],
            "written_by": ["patient", "me", "my_structure"], "readable": "yes",
            "new_since_last_visit": true, "language": "fr", "mime_type": "text/xml",
            "submission_set": "1.2.3", "words": "prise de sang",
            "and": [{ "words": "a" }], "or": [{ "class": "10" }, { "class": "11" }],
            "not": { "not": { "status": "approved" } },
        }));
        let text = format!("{:?}", read.criteria);
        assert_eq!(text.matches("Is(").count(), 27, "{text}");
    }
    assert_eq!(read_query(r#"{"schema":"dmpkit.query/1"}"#).unwrap(), Query::everything());
}

#[test]
fn a_wrong_value_is_refused_by_the_name_of_its_field() {
    let deep = (0..17).fold(json!({}), |inner, _| json!({ "not": inner }));
    let many: Vec<Value> = (0..201).map(|_| json!({ "words": "a" })).collect();
    let several: Vec<Value> = (0..3).map(|_| json!({ "and": &many[..100] })).collect();
    for (criteria, field) in [
        (json!({ "doctor": "x" }), "where.doctor"),
        (json!({ "or": [{ "class": "10" }, { "klass": 1 }] }), "where.or[1].klass"),
        (json!({ "or": [] }), "where.or"),
        (json!({ "and": [7] }), "where.and[0]"),
        (json!({ "and": many }), "where.and"),
        (json!({ "and": several }), "where.and[2].and[0]"),
        (json!([]), "where"),
        (json!({ "type": 7 }), "where.type"),
        (json!({ "type": [] }), "where.type"),
        (json!({ "type": ["a", " "] }), "where.type[1]"),
        (json!({ "type": [{ "code": "a", "schema": "b" }] }), "where.type[0].schema"),
        (json!({ "type": { "scheme": "b" } }), "where.type.code"),
        (json!({ "not": { "type": [{ "code": "" }] } }), "where.not.type[0].code"),
        (json!({ "author": { "id": "1", "name": "2" } }), "where.author"),
        (json!({ "author": [{}] }), "where.author[0]"),
        (json!({ "status": "nouveau" }), "where.status"),
        (json!({ "visibility": ["all", "x"] }), "where.visibility[1]"),
        (json!({ "references": { "like": "a", "id": "b" } }), "where.references"),
        (json!({ "references": { "kind": "x", "id": "b" } }), "where.references.kind"),
        (json!({ "act_date": {} }), "where.act_date"),
        (json!({ "act_date": "2024" }), "where.act_date"),
        (json!({ "act_date": { "from": "02/03/2024" } }), "where.act_date.from"),
        (json!({ "act_date": { "from": "2024-02-30" } }), "where.act_date.from"),
        (json!({ "act_date": { "to": "2024-1-1" } }), "where.act_date.to"),
        (json!({ "act_date": { "from": "2024", "after": "2024" } }), "where.act_date.after"),
        (json!({ "act_date": { "last": { "count": 0, "unit": "days" } } }), {
            "where.act_date.last.count"
        }),
        (json!({ "act_date": { "last": { "count": 1, "unit": "weeks" } } }), {
            "where.act_date.last.unit"
        }),
        (json!({ "act_date": { "from": "2024", "last": { "count": 1, "unit": "days" } } }), {
            "where.act_date.last"
        }),
        (json!({ "new_since_last_visit": false }), "where.new_since_last_visit"),
        (json!({ "words": "" }), "where.words"),
        (json!({ "words": "a\u{0}" }), "where.words"),
        (json!({ "language": "x".repeat(257) }), "where.language"),
        (deep, &["where", &".not".repeat(16)].concat()),
    ] {
        let document = json!({ "schema": "dmpkit.query/1", "where": criteria }).to_string();
        match read_query(&document) {
            Err(NotRead::Invalid(invalid) | NotRead::UnknownField(invalid)) => {
                assert_eq!(invalid.field, field, "{criteria} {invalid}");
            }
            other => panic!("{criteria}: {other:?}"),
        }
    }
    for (document, field) in [
        (json!({ "schema": "dmpkit.query/2" }), "schema"),
        (json!({ "schema": "dmpkit.query/1", "sort": [{ "by": "size" }] }), "sort[0].by"),
        (json!({ "schema": "dmpkit.query/1", "fold": { "duplicates": 1 } }), "fold.duplicates"),
    ] {
        match read_query(&document.to_string()) {
            Err(NotRead::Invalid(invalid)) => assert_eq!(invalid.field, field),
            other => panic!("{document}: {other:?}"),
        }
    }
}

#[test]
fn a_document_without_end_is_refused_and_not_followed() {
    for (open, close) in [("{\"not\":", "}"), ("{\"and\":[", "]}"), ("[", "]")] {
        let (before, after) = (open.repeat(100_000), close.repeat(100_000));
        let document = format!("{{\"schema\":\"dmpkit.query/1\",\"where\":{before}{{}}{after}}}");
        assert!(read_query(&document).is_err());
    }
    // Braces in a text are no depth.
    let braces = json!({ "schema": "dmpkit.query/1", "where": { "words": "{[\"\\".repeat(50) } });
    assert!(read_query(&braces.to_string()).is_ok());
}

#[test]
fn words_are_found_as_people_type_them() {
    let doctor = Author {
        persons: vec![Xcn::new("899700000022^LEFÈVRE^Zoé")],
        institutions: vec![Xon::new("Hôpital des Œillets^^^^^^^^^1750100125")],
        ..Author::default()
    };
    let mut entries = vec![
        document(0, "Résultats du 3 mars", BIOLOGY, "20240301"),
        document(1, "IRM de l’épaule droite", IMAGING, "20240302"),
        document(2, "Lettre de sortie", "34105-7", "20240303"),
    ];
    entries[2].authors.push(Arc::new(doctor));
    entries[2].comments = Some("Parathyroïde à surveiller".into());
    let corpus = corpus(entries);
    for (words, found) in [
        ("prise de sang", &[0][..]),
        ("\"prise de sang\"", &[0]),
        ("resultats mars", &[0]),
        ("RÉSULT", &[0]),
        ("l'épaule", &[1]),
        ("L’EPAULE", &[1]),
        ("e\u{301}paule", &[1]),
        ("irm droite", &[1]),
        ("irm gauche", &[]),
        ("\"épaule droite\"", &[1]),
        ("\"droite épaule\"", &[]),
        // One mistake in 5 letters, two in 9; none in a word that is found.
        ("epuale", &[1]),
        ("parathyroied", &[2]),
        ("paratyroied", &[2]),
        ("paratiroieds", &[]),
        ("letre", &[2]),
        ("irn", &[]),
        ("lefevre zoe", &[2]),
        ("oeillets", &[2]),
        ("œillet", &[2]),
    ] {
        assert_eq!(rows(&corpus, json!({ "words": words })), found, "{words}");
    }
    let corrected = corpus.select(&query(json!({ "words": "parathyroied" })));
    let doubts = &corrected.explanation().doubts;
    assert_eq!(doubts, &["« parathyroied » introuvable, recherché : parathyroide"]);
}

#[test]
fn a_partial_date_is_in_each_range_it_may_be_in() {
    let acts = ["2024", "202403", "20240331", "202403312330", "2024033122", ""];
    let entries = acts.iter().enumerate().map(|(n, act)| document(n, "Note", BIOLOGY, act));
    let corpus = corpus(entries.collect());
    let between =
        |from: &str, to: &str| rows(&corpus, json!({ "act_date": { "from": from, "to": to } }));
    assert_eq!(between("2024-03-15", "2024-03-20"), [0, 1]);
    assert_eq!(between("2024-03-31", "2024-03-31"), [0, 1, 2]);
    // 23:30 and 22:00 in UTC are the day after in Paris, where summer time has begun.
    assert_eq!(between("2024-04-01", "2024-04-01"), [0, 3, 4]);
    assert_eq!(between("2024", "2024"), [0, 1, 2, 3, 4]);
    assert_eq!(between("2025", "2026"), [0; 0]);
    let ends = |bound: Value| rows(&corpus, json!({ "act_date": bound }));
    assert_eq!(ends(json!({ "after": "2024-03" })), [0, 3, 4]);
    assert_eq!(ends(json!({ "before": "2024-03-31" })), [0, 1]);
    assert_eq!(ends(json!({ "last": { "count": 2, "unit": "years" } })), [0, 1, 2, 3, 4]);
    assert_eq!(ends(json!({ "last": { "count": 23, "unit": "months" } })), [0]);
    let undated = corpus.select(&query(json!({ "act_date": { "from": "2024" } })));
    let doubts = &undated.explanation().doubts;
    assert_eq!(doubts, &["1 document sans date d'acte écarté par le critère de date."]);
}

#[test]
fn days_are_those_of_the_host() {
    let found = |zone: &str| {
        let entry = document(0, "Note", BIOLOGY, "20240301020000");
        let corpus = linked(vec![entry], Vec::new(), &[], setting(zone));
        !rows(&corpus, json!({ "act_date": { "to": "2024-02-29" } })).is_empty()
    };
    assert!(!found("Europe/Paris"));
    assert!(found("America/Martinique"));
}

#[test]
fn an_answer_says_where_each_criterion_was_applied() {
    let search = query(json!({
        "type": { "code": BIOLOGY, "scheme": LOINC }, "words": "bilan",
        "new_since_last_visit": true, "not": { "status": ["archived"] },
    }));
    let mut setting = setting("Europe/Paris");
    let plan = pushdown(&search, &setting);
    setting.scope.plan = Some(plan);
    setting.scope.partial = true;
    let entries = vec![document(0, "Bilan", BIOLOGY, "2024")];
    let corpus = linked(entries, Vec::new(), &[], setting);
    let selection = corpus.select(&search);
    assert_eq!(selection.rows(), [0]);
    let told: Vec<(&str, Applied)> = selection
        .explanation()
        .criteria
        .iter()
        .map(|part| (part.text.as_str(), part.applied))
        .collect();
    assert_eq!(
        told,
        [
            ("type : CR d'examens biologiques", Applied::Server),
            ("déposé depuis ma dernière visite", Applied::No),
            ("mots : « bilan »", Applied::Here),
            ("sauf statut : Archivé", Applied::Here),
        ]
    );
    assert_eq!(
        selection.explanation().scope,
        [
            "Demandé au DMP : documents à jour, anciennes versions, documents archivés, documents \
             supprimés ; type : CR d'examens biologiques ; sans limite de date.",
            "D'autres documents peuvent exister : archivés, remplacés, ou non visibles par vous.",
            "Le DMP n'a pas tout renvoyé : la réponse est incomplète.",
        ]
    );
}

#[test]
fn versions_duplicates_and_signatures_are_folded_and_can_be_unfolded() {
    let mut entries: Vec<DocumentEntry> =
        (0..6).map(|number| document(number, "Note", BIOLOGY, "2024")).collect();
    entries[0].status = Some(AvailabilityStatus::Deprecated);
    entries[1].status = Some(AvailabilityStatus::Deprecated);
    entries[4].unique_id = Some("1.2.3".into());
    entries[4].version = Some("2".into());
    entries[5].type_code = Some(Arc::new(XdsCode::new("E1762", "ASTM", None)));
    let replaces = AssociationKind::Replaces;
    let links = [
        (replaces.clone(), "urn:uuid:1", "urn:uuid:0"),
        (replaces.clone(), "urn:uuid:2", "urn:uuid:1"),
        (replaces, "urn:uuid:2", "urn:uuid:absent"),
    ];
    let corpus = linked(entries, Vec::new(), &links, setting("Europe/Paris"));
    let selection = corpus.select(&Query::everything());
    assert_eq!(selection.rows(), [2, 4]);
    let behind = |row| selection.behind(row).map(|one| (one.row, one.why)).collect::<Vec<_>>();
    assert_eq!(behind(2), [(0, Why::ObsoleteVersion), (1, Why::ObsoleteVersion)]);
    assert_eq!(behind(4), [(3, Why::Duplicate)]);
    let signature = selection.folded().iter().find(|folded| folded.row == 5).unwrap();
    assert_eq!((signature.why, signature.behind), (Why::Signature, None));
    assert_eq!(corpus.versions(0), [2, 1, 0]);
    assert_eq!(corpus.versions(5), [5]);
    // Of the versions found, the newest is shown.
    let old = json!({ "status": "obsolete" });
    assert_eq!(rows(&corpus, old), [1]);
    let unfolded = json!({
        "schema": "dmpkit.query/1",
        "fold": { "obsolete_versions": false, "duplicates": false, "signatures": false },
    });
    let all = corpus.select(&read_query(&unfolded.to_string()).unwrap());
    assert_eq!(all.rows(), [0, 1, 2, 3, 4, 5]);
    assert!(all.folded().is_empty());
}

#[test]
fn facets_and_groups_show_the_received_label_and_the_national_one_beside_it() {
    let mut entries = vec![
        document(0, "Synthèse", "60591-5", "20260301"),
        document(1, "Synthèse", "60591-5", "202512"),
        document(2, "Bilan", BIOLOGY, ""),
    ];
    let received = XdsCode::new("60591-5", LOINC, Some("Synthèse du dossier médical"));
    entries[0].type_code = Some(Arc::new(received));
    let corpus = corpus(entries);
    let selection = corpus.select(&Query::everything());
    let facets = corpus.facets(&selection, &[FacetField::Type, FacetField::Month]);
    let first = &facets[0].values[0];
    assert_eq!((&*first.key, first.scheme.as_deref()), ("60591-5", Some(LOINC)));
    assert_eq!((&*first.label, first.count), ("Synthèse du dossier médical", 2));
    assert_eq!(first.national_label.as_deref(), Some("Synthèse médicale"));
    assert_eq!(facets[0].values[1].label, "CR d'examens biologiques");
    let months: Vec<&str> = facets[1].values.iter().map(|value| &*value.label).collect();
    assert_eq!((months, facets[1].without), (vec!["mars 2026", "décembre 2025"], 1));
    let groups = corpus.group(&selection, GroupBy::Period);
    let told: Vec<(&str, &[u32])> =
        groups.iter().map(|group| (group.label.as_str(), &group.rows[..])).collect();
    let expected: [(&str, &[u32]); 3] =
        [("7 derniers jours", &[0]), ("De 3 mois à 1 an", &[1]), ("Sans date", &[2])];
    assert_eq!(told, expected);
}

#[test]
fn an_episode_is_an_encounter_or_a_stay_at_one_place() {
    let place = |name: &str| {
        let institutions = vec![Xon::new(name)];
        Arc::new(Author { institutions, ..Author::default() })
    };
    let days = ["20240301", "20240304", "20240308", "20240320", "202403", "20240302"];
    let mut entries: Vec<DocumentEntry> =
        days.iter().enumerate().map(|(n, day)| document(n, "Note", BIOLOGY, day)).collect();
    for entry in &mut entries {
        entry.authors.push(place("Hôpital Exemple"));
    }
    entries[1].service_stop = Some(at("20240305"));
    let visit = "V1^^^&1.2.3&ISO^urn:ihe:iti:xds:2015:encounterId";
    for row in [3, 5] {
        entries[row].reference_ids.push(Arc::new(ReferenceId::new(visit)));
    }
    let corpus = corpus(entries);
    let groups = corpus.group(&corpus.select(&Query::everything()), GroupBy::Episode);
    let mut rows: Vec<Vec<u32>> = groups.iter().map(|group| group.rows.clone()).collect();
    rows.iter_mut().for_each(|rows| rows.sort_unstable());
    rows.sort();
    assert_eq!(rows, [vec![0, 1, 2], vec![3, 5], vec![4]]);
    assert!(groups.iter().any(|group| group.label == "Hôpital Exemple, à partir du 01/03/2024"));
}

#[test]
fn the_server_is_asked_for_what_it_can_filter_and_no_more() {
    let plan = |criteria: Value| pushdown(&query(criteria), &setting("Europe/Paris"));
    let scheme = |code: &str| json!({ "code": code, "scheme": LOINC });
    let types = |criteria: Value| {
        let codes = plan(criteria).codes;
        let of_type = codes.into_iter().filter(|filter| filter.attribute == CodeAttribute::Type);
        of_type.map(|filter| filter.any_of.into_iter().map(|(code, _)| code).collect()).collect()
    };
    let none: [Vec<String>; 0] = [];
    let both = [vec![BIOLOGY.to_string(), IMAGING.to_string()]];
    let list: Vec<Vec<String>> = types(json!({ "type": [scheme(BIOLOGY), scheme(IMAGING)] }));
    assert_eq!(list, both);
    let either = json!({ "or": [{ "type": scheme(BIOLOGY) }, { "type": scheme(IMAGING) }] });
    assert_eq!(types(either), both);
    // A code of any scheme, an alternative to something else, a negation: all documents.
    for criteria in [
        json!({ "type": BIOLOGY }),
        json!({ "or": [{ "type": scheme(BIOLOGY) }, { "words": "bilan" }] }),
        json!({ "not": { "type": scheme(BIOLOGY) } }),
    ] {
        assert_eq!(types(criteria), none);
    }
    // No document is of two types; the server is asked for one of them, not for nothing.
    let neither = types(json!({ "type": scheme(BIOLOGY), "and": [{ "type": scheme(IMAGING) }] }));
    assert_eq!(neither, [[BIOLOGY.to_string()]]);
    // Days become UTC; the year is asked from its start, for dates known to the year.
    let dated = plan(json!({ "act_date": { "from": "2024-03-02", "to": "2024-07-14" } }));
    let time = &dated.times[0];
    let utc = |at: &Option<Timestamp>| at.as_ref().unwrap().hl7_utc();
    assert_eq!(utc(&time.from), "20240101000000");
    assert_eq!(utc(&time.exact_from), "20240301230000");
    assert_eq!(utc(&time.to), "20240714220000");
    // Current documents, unless the query speaks of status in a way that cannot be pushed.
    assert_eq!(dated.statuses, [AvailabilityStatus::Approved]);
    assert_eq!(plan(json!({ "not": { "status": "obsolete" } })).statuses.len(), 4);
    assert_eq!(plan(json!({ "status": "approved" })).statuses, [AvailabilityStatus::Approved]);
    assert_eq!(plan(json!({ "written_by": "me" })).author_persons, [[format!("%{ME}%")]]);
    let images =
        plan(json!({ "references": [{ "kind": "study", "id": "1.2.3" }, { "whole": "x^^^" }] }));
    let Route::FindDocumentsByReferenceId(clauses) = images.route else { panic!("by reference") };
    assert_eq!(clauses[0][0].text, "%1.2.3%urn:ihe:iti:xds:2016:studyInstanceUID%");
    assert_eq!((clauses[0][1].text.as_str(), clauses[0][1].like), ("x^^^", false));
    let deposited =
        plan(json!({ "deposit_date": { "from": "2024-03-02" }, "type": scheme(BIOLOGY) }));
    assert!(matches!(deposited.route, Route::FindSubmissionSets { from: Some(_), to: None }));
    assert!(deposited.needs_submissions && deposited.codes.is_empty());
    assert_eq!(deposited.pushed.len(), 1);
}

#[test]
fn a_corpus_is_shared_between_threads() {
    let mut setting = setting("Europe/Paris");
    setting.readability = Some(Arc::new(|_| Readable::Yes));
    let entries = vec![document(0, "Note", BIOLOGY, "2024")];
    let corpus = Arc::new(linked(entries, Vec::new(), &[], setting));
    let ask = |corpus: Arc<Corpus>| {
        std::thread::spawn(move || rows(&corpus, json!({ "readable": "yes", "words": "note" })))
    };
    let asked: Vec<_> = (0..4).map(|_| ask(Arc::clone(&corpus))).collect();
    assert!(asked.into_iter().all(|thread| thread.join().unwrap() == [0]));
}

#[test]
fn a_selection_of_another_corpus_does_no_harm() {
    let of =
        |count: usize| corpus((0..count).map(|n| document(n, "Note", BIOLOGY, "2024")).collect());
    let (small, large) = (of(3), of(200));
    let everything = Query::everything();
    assert_eq!(large.refine(&small.select(&everything), &everything).len(), 3);
    assert_eq!(small.refine(&large.select(&everything), &everything).len(), 3);
    let elsewhere = large.select(&everything);
    assert_eq!(small.group(&elsewhere, GroupBy::Type)[0].rows.len(), 3);
    assert_eq!(small.facets(&elsewhere, &[FacetField::Type])[0].values[0].count, 3);
}

#[test]
fn strange_metadata_are_no_obstacle() {
    let strange = ["", "\u{0}", "\u{301}\u{301}", "''''", "\"", "%_", "\u{1F}", "𝓗ôpital", "ﷺ"];
    let mut entries: Vec<DocumentEntry> = Vec::new();
    for (number, text) in strange.iter().enumerate() {
        let mut entry = document(number, text, text, "2024");
        entry.unique_id = Some((*text).into());
        entry.logical_id = Some((*text).into());
        entry.language = Some((*text).into());
        entry.reference_ids.push(Arc::new(ReferenceId::new(text)));
        entry.authors.push(Arc::new(Author {
            persons: vec![Xcn::new(text)],
            institutions: vec![Xon::new(text)],
            specialities: vec![(*text).into()],
            ..Author::default()
        }));
        entries.push(entry);
    }
    entries.push(DocumentEntry::default());
    let replaces = |source, target| (AssociationKind::Replaces, source, target);
    let circle = [
        replaces("urn:uuid:0", "urn:uuid:1"),
        replaces("urn:uuid:1", "urn:uuid:0"),
        replaces("", ""),
    ];
    let corpus = linked(entries, vec![SubmissionSet::default()], &circle, setting("Europe/Paris"));
    for text in strange {
        for criteria in [
            dmpkit::search::Criterion::Words(text.into()),
            dmpkit::search::Criterion::Language(vec![text.into()]),
        ] {
            let selection = corpus.select(&Query::of(criteria.into()));
            corpus.facets(&selection, &[FacetField::Author, FacetField::Structure]);
            corpus.group(&selection, GroupBy::VersionChain);
        }
    }
    assert_eq!(rows(&corpus, json!({ "words": "hopital" })), [7]);
    let empty = corpus.select(&query(json!({ "words": "introuvable" })));
    assert!(empty.is_empty() && corpus.facets(&empty, &[FacetField::Type])[0].values.is_empty());
    let scope = &empty.explanation().scope;
    assert_eq!(
        scope,
        &["Rien parmi ce que le DMP a renvoyé ; d'autres documents peuvent exister."]
    );
}
