//! The overview: what its sections hold and say, as rows, as text and as HTML.
//!
//! Where DMPKIT_DUMP names a folder, the pages go to its `html`, for the judge of HTML.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::{Arc, LazyLock};
use std::{env, fs};

use dmpkit::record::{
    Author, AvailabilityStatus, DocumentEntry, NotRead, SubmissionSet, TimeZone, Timestamp, Xcn,
    XdsCode, Xon,
};
use dmpkit::search::{
    Column, Corpus, Form, Label, Layout, Overview, OverviewAbout, OverviewSection, Setting,
};
use dmpkit::vocabulary::{ValueSet, Vocabulary};
use serde_json::{json, Value};

const WINDOW: &str = "Documents à jour dont l'acte a moins de deux ans.";
const LOINC: &str = "2.16.840.1.113883.6.1";
const COMPLEMENTARY: &str = "1.2.250.1.213.1.1.4.12";

static VOCABULARY: LazyLock<Arc<Vocabulary>> = LazyLock::new(Vocabulary::built_in);

fn at(text: &str) -> Timestamp {
    Timestamp::parse(text).unwrap()
}

fn setting() -> Setting {
    let paris = TimeZone::new("Europe/Paris").unwrap();
    Setting::new(at("20260302083000"), paris, Arc::clone(&VOCABULARY))
}

fn doctor(given: &str, family: &str, structure: &str) -> Author {
    let person = format!("899700000011^{family}^{given}^^^^^^&1.2.250.1.71.4.2.1&ISO^D^^^IDNPS");
    let place = format!("{structure}^^^^^&1.2.250.1.71.4.2.2&ISO^IDNST^^^499700000011001");
    let speciality = "G15_10/SM26^Médecine générale^1.2.250.1.213.1.1.4.5";
    Author {
        persons: vec![Xcn::new(&person)],
        institutions: vec![Xon::new(&place)],
        specialities: vec![speciality.into()],
        ..Author::default()
    }
}

/// A document of this type, with the national label and class.
fn entry(number: usize, code: &str, date: &str) -> DocumentEntry {
    let scheme =
        if code.contains('-') && !code.starts_with("PRESC") { LOINC } else { COMPLEMENTARY };
    let class = VOCABULARY.class_of_type(code, scheme).unwrap_or("10");
    let label = VOCABULARY.label(ValueSet::Type, code, scheme);
    DocumentEntry {
        entry_uuid: format!("urn:uuid:{number}").into(),
        logical_id: Some(format!("urn:uuid:lid-{number}").into()),
        unique_id: Some(format!("1.2.250.1.999.{number}").into()),
        status: Some(AvailabilityStatus::Approved),
        title: Some(format!("Titre numéro {number}").into()),
        type_code: Some(Arc::new(XdsCode::new(code, scheme, label))),
        class_code: Some(Arc::new(XdsCode::new(class, "1.2.250.1.213.1.1.4.1", None))),
        authors: vec![Arc::new(doctor("Camille", "EXEMPLE", "Cabinet Exemple"))],
        service_start: (!date.is_empty()).then(|| at(date)),
        ..DocumentEntry::default()
    }
}

fn documents(entries: &[(&str, &str)]) -> Vec<DocumentEntry> {
    let numbered = entries.iter().enumerate();
    numbered.map(|(number, (code, date))| entry(number, code, date)).collect()
}

fn corpus(entries: Vec<DocumentEntry>) -> Corpus {
    corpus_in(entries, setting())
}

fn corpus_in(entries: Vec<DocumentEntry>, setting: Setting) -> Corpus {
    Corpus::new(entries.into_iter().map(Arc::new).collect(), Vec::new(), &[], setting)
}

fn layout(sections: Value) -> Layout {
    let document = json!({ "schema": "dmpkit.overview/1", "title": "Essai", "sections": sections });
    Layout::read(&document.to_string()).unwrap()
}

fn overview(sections: Value, corpus: &Corpus) -> Overview {
    Overview::of(&layout(sections), corpus, None, &OverviewAbout { mark: "", window: WINDOW })
}

/// The numbers of the documents of a section, in order.
fn numbers(section: &OverviewSection) -> Vec<usize> {
    let number = |id: &str| id.rsplit('.').next().unwrap().parse().unwrap();
    section.rows().map(|row| number(row.unique_id.as_deref().unwrap())).collect()
}

#[test]
fn a_section_has_its_criteria_order_limit_and_columns() {
    let corpus = corpus(documents(&[
        ("11502-2", "20250105"),
        ("18748-4", "20250106"),
        ("11502-2", "20260107"),
        ("11502-2", "20240108"),
    ]));
    let sections = json!([
        { "id": "bio", "title": "Biologie", "where": { "type": "11502-2" }, "limit": 2,
          "columns": ["title", "date", "speciality", "class"] },
        { "id": "all", "title": "Tout", "sort": [{ "by": "act_date" }] },
    ]);
    let overview = overview(sections, &corpus);
    let bio = &overview.sections[0];
    assert_eq!(numbers(bio), [2, 0]);
    assert_eq!(bio.status, "2 documents affichés sur 3.");
    let cells: Vec<&str> =
        bio.groups[0].rows[0].cells.iter().map(|cell| cell.text.as_str()).collect();
    assert_eq!(cells, ["Titre numéro 2", "07/01/2026", "Médecine générale", "Compte rendu"]);
    assert_eq!(bio.groups[0].rows[0].cells[1].date.as_deref(), Some("2026-01-07"));
    assert_eq!(numbers(&overview.sections[1]), [3, 0, 1, 2]);
    assert_eq!(overview.sections[1].status, "4 documents.");
    let usual = [Column::Date, Column::Type, Column::Title, Column::Author, Column::Structure];
    assert_eq!(overview.sections[1].columns, usual);
}

#[test]
fn pinned_types_come_first_whatever_the_order_and_the_limit() {
    let corpus = corpus(documents(&[
        ("11490-0", "20240105"),
        ("34112-3", "20260106"),
        ("11490-0", "20250105"),
        ("34112-3", "20260107"),
    ]));
    let sections = json!([{ "id": "x", "title": "Séjours", "limit": 2,
        "pinned_types": ["11490-0", "60591-5"] }]);
    let told = overview(sections, &corpus);
    assert_eq!(numbers(&told.sections[0]), [2, 3]);
    let both = json!([{ "id": "x", "title": "Séjours", "limit": 1,
        "pinned_types": ["11490-0", "34112-3"] }]);
    assert_eq!(numbers(&overview(both, &corpus).sections[0]), [2, 3], "none is left out");
    let pinned: Vec<bool> = told.sections[0].rows().map(|row| row.pinned).collect();
    assert_eq!(pinned, [true, false]);
}

#[test]
fn groups_keep_the_order_and_hold_each_document_once() {
    let corpus = corpus(documents(&[
        ("57833-6", "20250105"),
        ("60593-1", "20250106"),
        ("57833-6", "20250107"),
    ]));
    let sections = json!([{ "id": "x", "title": "x", "group_by": "class" }]);
    let overview = overview(sections, &corpus);
    let groups: Vec<(Option<&str>, usize)> = overview.sections[0]
        .groups
        .iter()
        .map(|group| (group.label.as_deref(), group.rows.len()))
        .collect();
    assert_eq!(groups, [(Some("Prescription"), 2), (Some("Dispensation"), 1)]);
    let html = overview.html();
    assert!(html.contains("<h4 id=\"dmpkit-overview-x.1\">Prescription</h4>"), "{html}");
    assert!(html.contains("<table aria-labelledby=\"dmpkit-overview-x.2\">"), "{html}");
}

#[test]
fn a_timeline_goes_from_year_to_month_where_the_host_is() {
    let corpus = corpus(documents(&[
        ("11502-2", "20251231233000"),
        ("11502-2", "20251205"),
        ("11502-2", "202511"),
        ("11502-2", "2025"),
        ("11502-2", ""),
        ("11502-2", "20240203"),
    ]));
    let sections = json!([{ "id": "x", "title": "x", "form": "timeline" }]);
    let overview = overview(sections, &corpus);
    let years = &overview.sections[0].groups;
    let named: Vec<(&str, Vec<&str>)> = years
        .iter()
        .map(|year| {
            let months = year.groups.iter().filter_map(|month| month.label.as_deref());
            (year.label.as_deref().unwrap(), months.collect())
        })
        .collect();
    // Half past eleven at night in UTC is next year in Paris.
    let expected = [
        ("2026", vec!["janvier 2026"]),
        ("2025", vec!["décembre 2025", "novembre 2025", "Mois non précisé"]),
        ("2024", vec!["février 2024"]),
        ("Sans date", vec![]),
    ];
    assert_eq!(named, expected);
    assert_eq!(numbers(&overview.sections[0]).len(), 6);
    let html = overview.html();
    assert!(html.contains("<h4>2026</h4><ol><li><h5>janvier 2026</h5>"), "{html}");
    assert!(html.contains("<time datetime=\"2026-01-01\">01/01/2026</time>"), "{html}");
    assert!(html.contains("<time datetime=\"2025-11\">11/2025</time>"), "{html}");
}

#[test]
fn an_empty_section_says_what_was_looked_for_and_where() {
    let corpus = corpus(documents(&[("11502-2", "20251231")]));
    let sections = json!([{ "id": "x", "title": "Imagerie",
        "where": { "type": ["18748-4", "52040-3"], "act_date": { "last": { "count": 2, "unit": "years" } } } }]);
    let about = OverviewAbout { mark: "[SIMULATEUR]", window: WINDOW };
    let overview = Overview::of(&layout(sections), &corpus, None, &about);
    let section = &overview.sections[0];
    assert!(section.groups.is_empty());
    let status = &section.status;
    assert!(status.starts_with("[SIMULATEUR] Aucun document trouvé. Critères : "), "{status}");
    let types = "CR d'imagerie médicale ou Document encapsulant une image";
    assert!(status.contains(types) && status.contains("date de l'acte"), "{status}");
    assert!(status.ends_with(WINDOW), "{status}");
    for text in [overview.text(), overview.html()] {
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ").replace("&#39;", "'");
        assert!(text.contains(WINDOW), "{text}");
        assert!(text.contains("D'autres documents peuvent exister dans le DMP."), "{text}");
        assert!(text.contains("[SIMULATEUR] DMP / Mon espace santé"), "{text}");
    }
}

#[test]
fn what_cannot_be_told_is_not_told() {
    let mut known = setting();
    let sections = json!([{ "id": "x", "title": "À lire",
        "where": { "new_since_last_visit": true } }]);
    let unknown = overview(sections.clone(), &corpus(documents(&[("11502-2", "20251231")])));
    let section = &unknown.sections[0];
    assert_eq!((section.found, section.groups.len()), (0, 0));
    assert_eq!(
        section.status,
        "Rubrique non établie : un critère n'a pas pu être appliqué (déposé depuis ma dernière \
         visite)."
    );
    known.last_visit = Some(at("20260101"));
    let entries: Vec<Arc<DocumentEntry>> =
        documents(&[("11502-2", "20251231"), ("11502-2", "20251230")])
            .into_iter()
            .map(Arc::new)
            .collect();
    let set = |number: usize, time: &str| {
        Arc::new(SubmissionSet {
            entry_uuid: format!("urn:uuid:set-{number}").into(),
            submission_time: Some(at(time)),
            ..SubmissionSet::default()
        })
    };
    let links: Vec<_> = (0..2)
        .map(|number| dmpkit::record::Association {
            id: format!("a{number}").into(),
            kind: dmpkit::record::AssociationKind::HasMember,
            source: format!("urn:uuid:set-{number}").into(),
            target: format!("urn:uuid:{number}").into(),
            status: None,
            extra: Vec::new(),
            doubts: Vec::new(),
        })
        .collect();
    let sets = vec![set(0, "20260203100000"), set(1, "20251230100000")];
    let corpus = Corpus::new(entries, sets, &links, known);
    let sections = json!([{ "id": "x", "title": "À lire", "columns": ["deposited", "type"],
        "where": { "new_since_last_visit": true } }]);
    let told = overview(sections, &corpus);
    assert_eq!(numbers(&told.sections[0]), [0]);
    assert_eq!(told.sections[0].groups[0].rows[0].cells[0].text, "03/02/2026");
}

/// One document for each state, with what came in the metadata to attack the reader.
fn hostile() -> Vec<DocumentEntry> {
    let mut all = documents(&[
        ("11502-2", "20250105"),
        ("18748-4", "20250106"),
        ("EXPPAT_3", "20250107"),
        ("60591-5", "20250108"),
        ("11526-1", "20160108"),
        ("57833-6", "20250109"),
    ]);
    let bad = "</td></table><script>alert('x')</script><img src=x onerror=\"alert(1)\">\u{202E}\
               gpj.exe\u{2066}\x1b[2J\u{0}\u{9b}31m\r\nLigne\u{2028}2 &lt;b&gt; javascript:alert(1)";
    all[0].title = Some(bad.into());
    all[0].comments = Some(bad.into());
    all[0].authors = vec![Arc::new(doctor("<script>a</script>", "\"><b>\u{202E}", bad))];
    all[0].type_code = Some(Arc::new(XdsCode::new("11502-2", LOINC, Some(bad))));
    all[0].class_code = Some(Arc::new(XdsCode::new("<i>", "\"", Some(bad))));
    let codes = ["MASQUE_PS", "INVISIBLE_PATIENT", "INVISIBLE_REPRESENTANTS_LEGAUX"];
    let hidden = codes.map(|code| Arc::new(XdsCode::new(code, "1.2.250.1.213.1.1.4.13", None)));
    all[0].confidentiality = hidden.to_vec();
    all[1].status = Some(AvailabilityStatus::Archived);
    all[1].title = Some("x".repeat(400).into());
    all[3].unique_id = Some("1.2\"><script>".into());
    all[3].status = Some(AvailabilityStatus::Other("<script>".into()));
    all[3].type_code =
        Some(Arc::new(XdsCode::new("60591-5", LOINC, Some("Synthèse du dossier médical"))));
    all[5].title = None;
    all[5].authors = Vec::new();
    all[5].type_code = None;
    all
}

/// The elements of a fragment this library may write.
const ELEMENTS: &[&str] = &[
    "section", "p", "h2", "h3", "h4", "h5", "table", "thead", "tbody", "tr", "th", "td", "time",
    "ul", "ol", "li", "small",
];

/// Each tag of a fragment with its attributes, by hand: whatever begins with `<` is one.
fn tags(html: &str) -> Vec<&str> {
    html.split('<').skip(1).map(|rest| rest.split('>').next().unwrap()).collect()
}

#[test]
fn nothing_of_the_metadata_becomes_active() {
    let corpus = corpus(hostile());
    let every = json!(Column::ALL.iter().map(|column| column.id()).collect::<Vec<_>>());
    let sections = json!([
        { "id": "table", "title": "Tableau <b>", "columns": every, "group_by": "class" },
        { "id": "list", "title": "Liste", "form": "list", "columns": every, "group_by": "structure" },
        { "id": "time", "title": "Frise", "form": "timeline", "columns": every },
        { "id": "none", "title": "Rien", "where": { "type": "11502-2", "class": "31" } },
    ]);
    let about = OverviewAbout { mark: "[SIMULATEUR]", window: "Fenêtre <script>\u{202E}" };
    let overview = Overview::of(&layout(sections), &corpus, None, &about);
    let html = overview.html();
    for tag in tags(&html) {
        let name = tag.trim_start_matches('/').split(' ').next().unwrap();
        assert!(ELEMENTS.contains(&name), "{tag}");
        for attribute in tag.split('"').step_by(2).filter(|part| part.contains('=')) {
            let name = attribute.trim_end_matches('=').rsplit(' ').next().unwrap();
            let known = [
                "class",
                "id",
                "lang",
                "aria-labelledby",
                "scope",
                "datetime",
                "data-dmpkit-document",
            ];
            assert!(known.contains(&name), "{tag}");
        }
    }
    assert!(html.contains("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;"), "{html}");
    let text = overview.text();
    for shown in [&html, &text] {
        let active = |c: char| {
            (c.is_control() && c != '\n')
                || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{2028}')
        };
        assert!(!shown.contains(active), "{shown:?}");
        assert!(shown.contains("[SIMULATEUR] DMP / Mon espace santé"));
    }
    dump("overview_hostile", &overview);
}

#[test]
fn each_document_bears_its_labels_in_words() {
    let corpus = corpus(hostile());
    for form in ["table", "list", "timeline"] {
        let sections = json!([{ "id": "x", "title": "x", "form": form, "columns": ["date"] }]);
        let overview = overview(sections, &corpus);
        let html = overview.html();
        // Long lines are parted.
        let text = overview.text().split_whitespace().collect::<Vec<_>>().join(" ");
        let labels = [
            Label::Masked,
            Label::InvisibleToPatient,
            Label::InvisibleToRepresentatives,
            Label::Archived,
            Label::PatientDocument,
            Label::UnknownStatus,
        ];
        for label in labels {
            assert!(html.contains(&format!(">{}<", label.text())), "{form}: {label:?}");
            assert!(text.contains(label.text()), "{form}: {label:?}");
        }
        assert_eq!(html.matches("class=\"dmpkit-from-patient\"").count(), 1, "{form}");
        for note in ["(libellé national : Synthèse médicale)", "en usage jusqu'au 26/01/2024"] {
            assert!(html.contains(&note.replace('\'', "&#39;")), "{form}: {note}");
            assert!(text.contains(note), "{form}: {note}");
        }
        assert!(!text.contains("899700000011"));
    }
}

#[test]
fn plain_text_fits_a_terminal_and_loses_no_word() {
    let corpus = corpus(hostile());
    let sections = json!([
        { "id": "a", "title": "Tableau" },
        { "id": "d", "title": "Large", "columns": Column::ALL.iter().map(|c| c.id()).collect::<Vec<_>>() },
        { "id": "b", "title": "Liste", "form": "list" },
        { "id": "c", "title": "Frise", "form": "timeline" },
    ]);
    let overview = overview(sections, &corpus);
    let text = overview.text();
    for line in text.lines() {
        assert!(line.chars().count() <= 100, "{line}");
        assert_eq!(line.trim_end(), line);
    }
    let words = |text: &str| -> String { text.chars().filter(|c| !c.is_whitespace()).collect() };
    let whole = words(&text);
    for section in &overview.sections {
        for cell in section.rows().flat_map(|row| &row.cells) {
            // A longer word may be parted, in a table between other cells.
            let parts = cell.text.split(' ').filter(|word| word.chars().count() < 9);
            parts.for_each(|part| assert!(whole.contains(part), "{part}"));
        }
    }
    let heading = "Date        Document";
    assert!(text.lines().any(|line| line.starts_with(heading)), "{text}");
    assert!(text.contains("\n1. Tableau\n6 documents.\n"), "{text}");
}

#[test]
fn a_table_tells_what_each_cell_is_about() {
    let corpus = corpus(documents(&[("11502-2", "20251231")]));
    let overview = overview(
        json!([{ "id": "bio", "title": "Biologie", "columns": ["date", "type"] }]),
        &corpus,
    );
    let html = overview.html();
    assert!(html.starts_with(
        "<section class=\"dmpkit-overview\" lang=\"fr\" aria-labelledby=\"dmpkit-overview-title\">\
         <p class=\"dmpkit-origin\">DMP / Mon espace santé</p>\n\
         <h2 id=\"dmpkit-overview-title\">Essai</h2>\n"
    ));
    assert!(html.contains(
        "<table aria-labelledby=\"dmpkit-overview-bio\"><thead><tr><th scope=\"col\">Date</th>\
         <th scope=\"col\">Document</th></tr>\n</thead><tbody><tr data-dmpkit-document=\"1.2.250.1.999.0\">\
         <td><time datetime=\"2025-12-31\">31/12/2025</time></td>\
         <th scope=\"row\">CR d&#39;examens biologiques</th></tr>\n</tbody></table>"
    ));
    assert!(html.trim_end().ends_with("</section>"));
}

#[test]
fn each_profession_has_a_layout_whose_codes_exist() {
    let names: BTreeSet<&str> = Layout::names().collect();
    let wanted = [
        "biologist",
        "default",
        "dentist",
        "doctor",
        "emergency",
        "midwife",
        "nurse",
        "pharmacist",
        "physiotherapist",
        "social_worker",
    ];
    assert!(names.iter().copied().eq(wanted));
    let corpus = corpus(hostile());
    for name in names {
        let json = Layout::built_in_json(name).unwrap();
        let read = Layout::read(&json).unwrap_or_else(|error| panic!("{name}: {error:?}"));
        assert_eq!(Layout::built_in(name), Some(read.clone()));
        let document: Value = serde_json::from_str(&json).unwrap();
        let mut codes = Vec::new();
        types_of(&document, &mut codes);
        for code in codes {
            let known = [LOINC, COMPLEMENTARY]
                .iter()
                .any(|scheme| VOCABULARY.entry(ValueSet::Type, code, scheme).is_some());
            assert!(known, "{name}: {code}");
        }
        let timelines = read.sections.iter().filter(|section| section.form == Form::Timeline);
        assert_eq!(timelines.count(), 1, "{name}");
        assert!(read.sections.iter().any(|section| section.id == "from_patient"), "{name}");
        let overview =
            Overview::of(&read, &corpus, None, &OverviewAbout { mark: "", window: WINDOW });
        let last = overview.sections.last().unwrap();
        assert_eq!(last.found, hostile().len(), "{name}: the timeline holds everything");
        dump(&format!("overview_{name}"), &overview);
        dump_json(&format!("overview_{name}"), &json);
    }
    assert_eq!(Layout::name_for("10", "1.2.250.1.71.1.2.7"), "doctor");
    assert_eq!(Layout::name_for("41", "1.2.250.1.213.1.6.1.4"), "social_worker");
    assert_eq!(Layout::name_for("41", "1.2.250.1.71.1.2.7"), "default");
    assert_eq!(Layout::built_in("autre"), None);
}

/// What a layout names as types.
fn types_of<'a>(value: &'a Value, codes: &mut Vec<&'a str>) {
    match value {
        Value::Object(members) => members.iter().for_each(|(name, value)| {
            if name == "type" || name == "pinned_types" {
                codes.extend(value.as_str());
                codes.extend(value.as_array().into_iter().flatten().filter_map(Value::as_str));
            }
            types_of(value, codes);
        }),
        Value::Array(items) => items.iter().for_each(|item| types_of(item, codes)),
        _ => {}
    }
}

#[test]
fn the_doctors_layout_finds_what_a_doctor_looks_for() {
    let corpus = corpus(documents(&[
        ("60591-5", "20250105"),
        ("11490-0", "20250105"),
        ("11502-2", "20250105"),
        ("18748-4", "20250105"),
        ("57833-6", "20250105"),
        ("60593-1", "20250105"),
        ("87273-9", "20100105"),
        ("REMB", "20250105"),
        ("EXPPAT_3", "20250105"),
        ("DOCPAT05", "20250105"),
        ("74207-2", "20250105"),
    ]));
    let layout = Layout::built_in("doctor").unwrap();
    let overview =
        Overview::of(&layout, &corpus, None, &OverviewAbout { mark: "", window: WINDOW });
    let of = |id: &str| numbers(overview.sections.iter().find(|section| section.id == id).unwrap());
    assert_eq!(of("synthesis"), [0]);
    assert_eq!(of("discharge"), [1]);
    assert_eq!(of("biology"), [2]);
    assert_eq!(of("imaging"), [3]);
    assert_eq!(of("prescriptions"), [4, 5]);
    assert_eq!(of("vaccination"), [6], "however long ago");
    assert_eq!(of("care_history"), [7]);
    assert_eq!(of("wishes"), [8]);
    assert_eq!(of("from_patient"), [8, 9], "what the patient laid down stands apart");
}

#[test]
fn a_layout_that_is_wrong_is_refused_by_the_name_of_its_field() {
    let good = json!({ "id": "x", "title": "x" });
    let with = |name: &str, value: Value| {
        let mut section = good.clone();
        section[name] = value;
        section
    };
    let refused = |section: Value| {
        let document = json!({ "schema": "dmpkit.overview/1", "title": "Essai",
            "sections": [good, section] });
        match Layout::read(&document.to_string()) {
            Err(NotRead::Invalid(invalid) | NotRead::UnknownField(invalid)) => invalid.field,
            other => panic!("{section}: {other:?}"),
        }
    };
    let cases = [
        ("id", json!("x")),
        ("id", json!("é")),
        ("id", json!("title")),
        ("title", json!(" ")),
        ("title", json!("a\nb")),
        ("form", json!("frise")),
        ("limit", json!(0)),
        ("limit", json!(10_001)),
        ("columns", json!([])),
        ("columns", json!(["ins"])),
        ("columns", json!(["date", "date"])),
        ("group_by", json!("patient")),
        ("pinned_types", json!([""])),
        ("colour", json!("red")),
    ];
    for (field, value) in cases {
        let mut section = with(field, value);
        if field != "id" {
            section["id"] = json!("y");
        }
        assert_eq!(refused(section), format!("sections[1].{field}"));
    }
    let nested = json!({ "id": "y", "title": "x", "where": { "type": 7 } });
    assert!(refused(nested).starts_with("sections[1].where.type"));
    let timeline = json!({ "id": "y", "title": "x", "form": "timeline", "group_by": "type" });
    assert_eq!(refused(timeline), "sections[1].group_by");
    let mut deep = json!({ "type": "11502-2" });
    for _ in 0..100 {
        deep = json!({ "not": deep });
    }
    refused(json!({ "id": "y", "title": "x", "where": deep }));
}

fn dump(name: &str, overview: &Overview) {
    if let Some(folder) = env::var_os("DMPKIT_DUMP") {
        let folder = Path::new(&folder).join("html");
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join(format!("{name}.html")), overview.html_page()).unwrap();
    }
}

#[test]
fn the_rows_are_told_in_json_too() {
    let corpus = corpus(hostile());
    let sections = json!([
        { "id": "x", "title": "x", "columns": ["date", "type"], "group_by": "class", "limit": 4 },
        { "id": "t", "title": "t", "columns": ["date"], "form": "timeline" },
        { "id": "n", "title": "n", "where": { "type": "11502-2", "class": "31" } },
    ]);
    let about = OverviewAbout { mark: "[SIMULATEUR]", window: WINDOW };
    let overview = Overview::of(&layout(sections), &corpus, None, &about);
    let told: Value = serde_json::from_str(&overview.json()).unwrap();
    assert_eq!(told["indication"], "[SIMULATEUR] DMP / Mon espace santé");
    let first = &told["sections"][0];
    assert_eq!((&first["found"], &first["form"]), (&json!(6), &json!("table")));
    assert_eq!(first["columns"][1], json!({ "id": "type", "heading": "Document" }));
    assert_eq!(first["groups"][0]["label"], "Prescription");
    let patient = &first["groups"][2]["rows"][0];
    assert_eq!(patient["cells"][0], json!({ "text": "07/01/2025", "date": "2025-01-07" }));
    let label = json!([{ "id": "patient_document", "text": "Document du patient" }]);
    assert_eq!(patient["labels"], label);
    let months = &told["sections"][1]["groups"][0]["groups"];
    assert_eq!(months[0]["rows"].as_array().unwrap().len(), 5);
    assert_eq!(told["sections"][2]["groups"], json!([]));
    dump_json("overview-rows_hostile", &overview.json());
}

fn dump_json(name: &str, json: &str) {
    if let Some(folder) = env::var_os("DMPKIT_DUMP") {
        fs::create_dir_all(&folder).unwrap();
        fs::write(Path::new(&folder).join(format!("{name}.json")), json).unwrap();
    }
}
