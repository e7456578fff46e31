//! The value sets, what a host may put in their place, and the habilitation matrix.

use std::sync::Arc;
use std::time::{Duration, Instant};

use dmpkit::record::{Coded, Role};
use dmpkit::rules::habilitation::{Matrix, Readable};
use dmpkit::vocabulary::{subject_role_label, visibility, ValueSet, Visibility, Vocabulary};

const LOINC: &str = "2.16.840.1.113883.6.1";
const COMPLEMENT: &str = "1.2.250.1.213.1.1.4.12";
const CLASSES: &str = "1.2.250.1.213.1.1.4.1";

fn built_in() -> Arc<Vocabulary> {
    Vocabulary::built_in()
}

#[test]
fn the_sets_have_the_sizes_their_publishers_give() {
    let vocabulary = built_in();
    // The set that binds the DMP, then everything with what completes it.
    let expected = [
        (ValueSet::Type, 108, 144),
        (ValueSet::Class, 12, 13),
        (ValueSet::Confidentiality, 6, 12),
        (ValueSet::Format, 62, 70),
        (ValueSet::FacilityType, 68, 70),
        (ValueSet::PracticeSetting, 11, 12),
        (ValueSet::AuthorSpeciality, 379, 469),
        (ValueSet::AuthorRole, 15, 15),
        (ValueSet::ContentType, 100, 100),
        (ValueSet::Status, 4, 4),
        (ValueSet::ReferenceIdType, 3, 7),
        (ValueSet::SubjectRole, 399, 399),
        (ValueSet::Modality, 49, 49),
        (ValueSet::BodyRegion, 10, 10),
    ];
    for (set, bound, all) in expected {
        let current = vocabulary.entries(set).filter(|entry| entry.current).count();
        assert_eq!((current, vocabulary.entries(set).count()), (bound, all), "{}", set.name());
    }
}

#[test]
fn every_row_compiled_in_is_whole() {
    let vocabulary = built_in();
    for (set, name) in ValueSet::NAMES {
        assert_eq!(ValueSet::from_name(name), Some(*set));
        let about = vocabulary.about(*set);
        assert!(about.oid.starts_with("1.2.250.1.213."), "{name}: {about:?}");
        for info in std::iter::once(about).chain(vocabulary.completed_by(*set)) {
            assert!(info.version.starts_with("20") && !info.name.is_empty(), "{name}: {info:?}");
        }
        for entry in vocabulary.entries(*set) {
            assert!(!entry.code.is_empty() && !entry.scheme.is_empty(), "{name}: {entry:?}");
            assert!(!entry.label.is_empty(), "{name}: {entry:?}");
            let found = vocabulary.entry(*set, &entry.code, &entry.scheme);
            assert_eq!(found, Some(entry), "{name}: one row for a code and a scheme");
        }
    }
}

#[test]
fn a_code_is_found_under_its_scheme_alone() {
    let vocabulary = built_in();
    let label = |code, scheme| vocabulary.label(ValueSet::Type, code, scheme);
    assert_eq!(label("11502-2", LOINC), Some("CR d'examens biologiques"));
    assert_eq!(label("SYNTH", COMPLEMENT), Some("Synthèse"));
    assert_eq!(label("E1762", "ASTM"), Some("Full Document"));
    assert_eq!(label("11502-2", COMPLEMENT), None);
    assert_eq!(label("99999-9", LOINC), None);
    let content = |scheme| vocabulary.label(ValueSet::ContentType, "11", scheme);
    assert_eq!(content("1.2.250.1.213.1.6.1.128"), Some("Centre postcure"));
    assert!(content("1.2.250.1.213.2.2").is_some_and(|label| label.starts_with("Hébergement")));
    assert_eq!(subject_role_label("10", "1.2.250.1.71.1.2.7"), Some("Médecin"));
    assert_eq!(subject_role_label("10", "1.2.3"), None);
}

#[test]
fn imaging_codes_are_found_under_the_oid_of_the_set_too() {
    let vocabulary = built_in();
    for scheme in ["1.2.840.10008.2.16.4", "1.2.250.1.213.1.1.5.618", ""] {
        assert_eq!(vocabulary.label(ValueSet::Modality, "CT", scheme), Some("Tomodensitométrie"));
    }
    for scheme in ["2.16.840.1.113883.6.96", "1.2.250.1.213.1.1.5.695"] {
        assert_eq!(vocabulary.label(ValueSet::BodyRegion, "80891009", scheme), Some("cœur"));
    }
    let status = "urn:asip:ci-sis:2010:StatusType:Archived";
    assert!(vocabulary.label(ValueSet::Status, status, "").is_some());
}

#[test]
fn the_sets_of_the_dmp_come_before_those_of_the_ci_sis() {
    let vocabulary = built_in();
    let facility = |code| vocabulary.entry(ValueSet::FacilityType, code, "1.2.250.1.71.4.2.4");
    assert_eq!(&*facility("SA11").unwrap().label, "Entreprise d'intérim");
    let old = "Communauté Professionnelle Territoriale de Santé";
    assert_eq!(&*facility("SA63").unwrap().label, old);
    assert!(facility("SA63").unwrap().current && !facility("SA66").unwrap().current);
    let essms = vocabulary.entry(ValueSet::PracticeSetting, "ESSMS", "1.2.250.1.213.1.1.4.9");
    assert!(!essms.unwrap().current);
    assert_eq!(vocabulary.label(ValueSet::Class, "99", CLASSES), Some("Document technique"));
    assert_eq!(vocabulary.about(ValueSet::Type).version.as_ref(), "2024-09-27");
    let completed_by = vocabulary.completed_by(ValueSet::Type);
    assert_eq!(completed_by.first().unwrap().name.as_ref(), "JDV_J07-XdsTypeCode-CISIS");
}

#[test]
fn every_type_of_the_dmp_has_a_class_and_others_may_lack_one() {
    let vocabulary = built_in();
    for entry in vocabulary.entries(ValueSet::Type).filter(|entry| entry.current) {
        let class = vocabulary.class_of_type(&entry.code, &entry.scheme);
        let known = |class: &str| {
            vocabulary.entries(ValueSet::Class).any(|entry| &*entry.code == class && entry.current)
        };
        assert!(class.is_some_and(known), "{}", entry.code);
    }
    // X04 lost the class of the implant card, X16 has it; X16 keeps a type that left J66.
    assert_eq!(vocabulary.class_of_type("101881-1", LOINC), Some("52"));
    assert_eq!(vocabulary.class_of_type("11526-1", LOINC), Some("10"));
    assert_eq!(vocabulary.class_of_type("51851-4", LOINC), Some("95"));
    assert_eq!(vocabulary.class_of_type("DOCPAT04", COMPLEMENT), Some("31"));
    assert_eq!(vocabulary.class_of_type("96163-1", LOINC), None);
    assert_eq!(vocabulary.class_of_type("18748-4", COMPLEMENT), None);
}

#[test]
fn retired_types_keep_their_label_and_point_at_a_likely_successor() {
    let vocabulary = built_in();
    assert_eq!(vocabulary.retired_types().count(), 21);
    for entry in vocabulary.retired_types() {
        let retired = entry.retired.as_ref().unwrap();
        assert!(retired.inferred && !entry.current, "{}", entry.code);
        assert_eq!(retired.until.len(), "2017-10-13".len());
        if let Some(successor) = &retired.successor {
            let mut types = vocabulary.entries(ValueSet::Type);
            assert!(types.any(|entry| entry.code.as_ref() == &**successor), "{successor}");
        }
    }
    let entry = vocabulary.entry(ValueSet::Type, "11528-7", LOINC).unwrap();
    assert_eq!(&*entry.label, "CR d'imagerie médicale");
    let retired = entry.retired.as_ref().unwrap();
    assert_eq!(&*retired.until, "2017-10-13");
    assert_eq!(retired.successor.as_deref(), Some("18748-4"));
}

#[test]
fn both_spellings_of_invisibility_are_read() {
    assert_eq!(visibility("INVISIBLE_PATIENT"), Some(Visibility::InvisibleToPatient));
    assert_eq!(visibility("NOPAT"), Some(Visibility::InvisibleToPatient));
    assert_eq!(visibility("MASQUE_PS"), Some(Visibility::MaskedToProfessionals));
    let representatives = Some(Visibility::InvisibleToRepresentatives);
    assert_eq!(visibility("INVISIBLE_REPRESENTANTS_LEGAUX"), representatives);
    assert_eq!(visibility("INVISIBLE_REP_LEGAUX"), representatives);
    assert_eq!(visibility("N"), None);
    assert_eq!(visibility("MASQUE_PT"), None);
}

#[test]
fn words_people_type_lead_to_types_and_classes() {
    let vocabulary = built_in();
    let types_of = |phrase: &str| -> Vec<String> {
        let has = |code: &str| vocabulary.synonyms_of_type(code).iter().any(|s| &**s == phrase);
        let types = vocabulary.entries(ValueSet::Type).filter(|entry| has(&entry.code));
        types.map(|entry| entry.code.to_string()).collect()
    };
    for (phrase, code) in [
        ("prise de sang", "11502-2"),
        ("bilan sanguin", "11502-2"),
        ("radio", "18748-4"),
        ("scanner", "18748-4"),
        ("IRM", "18748-4"),
        ("écho", "18748-4"),
        ("mammo", "18748-4"),
        ("doppler", "18748-4"),
        ("ordonnance", "57833-6"),
        ("ordo", "57833-6"),
        ("courrier", "96349-6"),
        ("lettre", "96349-6"),
        ("vaccin", "87273-9"),
        ("carnet de vaccination", "11369-6"),
        ("CRH", "34112-3"),
        ("lettre de sortie", "11490-0"),
        ("sortie d'hôpital", "34112-3"),
        ("CRO", "34874-8"),
        ("anapath", "60568-3"),
        ("biopsie", "60568-3"),
        ("urgences", "15507-7"),
        ("accouchement", "15508-5"),
        ("certificat", "89601-9"),
        ("arrêt de travail", "PRESC-AAT"),
        ("remboursements", "REMB"),
        ("directives anticipées", "EXPPAT_3"),
        ("personne de confiance", "EXPPAT_1"),
        ("EHPAD", "74207-2"),
        ("DLU", "74207-2"),
        ("RCP", "34794-8"),
        ("chimio", "77604-7"),
        ("ECG", "70004-7"),
        ("dents", "28617-9"),
    ] {
        assert!(types_of(phrase).iter().any(|found| found == code), "{phrase} leads to {code}");
    }
    assert!(vocabulary.class_synonyms("42").iter().any(|phrase| &**phrase == "ordonnance"));
    let modality = vocabulary.synonyms(ValueSet::Modality, "MR");
    assert!(modality.iter().any(|phrase| &**phrase == "IRM"));
    assert!(vocabulary.synonyms_of_type("99999-9").is_empty());
}

#[test]
fn every_type_of_the_dmp_can_be_found_by_a_word() {
    let vocabulary = built_in();
    for entry in vocabulary.entries(ValueSet::Type).filter(|entry| entry.current) {
        let class = vocabulary.class_of_type(&entry.code, &entry.scheme).unwrap();
        let of_type = vocabulary.synonyms_of_type(&entry.code);
        assert!(!of_type.is_empty() || !vocabulary.class_synonyms(class).is_empty());
    }
}

#[test]
fn every_synonym_is_about_a_code_of_its_set() {
    let vocabulary = built_in();
    let text = include_str!("../src/vocabulary/synonyms.csv");
    let mut seen = std::collections::HashSet::new();
    for line in text.lines().skip(2) {
        let (rest, code) = line.rsplit_once(',').unwrap();
        let (phrase, set) = rest.rsplit_once(',').unwrap();
        let set = ValueSet::from_name(set).unwrap_or_else(|| panic!("{line}"));
        assert!(vocabulary.entries(set).any(|entry| &*entry.code == code), "{line}");
        assert!(vocabulary.synonyms(set, code).iter().any(|known| &**known == phrase), "{line}");
        assert!(seen.insert(line), "{line} stands twice");
    }
    assert!(seen.len() > 900);
}

fn loinc_type(vocabulary: &Vocabulary, code: &str) -> Option<String> {
    vocabulary.label(ValueSet::Type, code, LOINC).map(str::to_string)
}

#[test]
fn a_host_extends_a_set() {
    let table = "# table=type mode=extend version=2027-01-15 name=Maison\n\
                 code,system,label\n\
                 11502-2,2.16.840.1.113883.6.1,Biologie\n\
                 12345-6,2.16.840.1.113883.6.1,\"Type neuf, tout neuf\"\n";
    let vocabulary = built_in().with(table).unwrap();
    assert_eq!(loinc_type(&vocabulary, "11502-2").as_deref(), Some("Biologie"));
    assert_eq!(loinc_type(&vocabulary, "12345-6").as_deref(), Some("Type neuf, tout neuf"));
    assert_eq!(loinc_type(&vocabulary, "18748-4"), loinc_type(&built_in(), "18748-4"));
    assert_eq!(vocabulary.entries(ValueSet::Type).count(), 145);
    assert_eq!(vocabulary.retired_types().count(), 21, "retirements are a table of their own");
    assert_eq!(vocabulary.class_of_type("11502-2", LOINC), Some("10"));
    assert_eq!(vocabulary.about(ValueSet::Type), built_in().about(ValueSet::Type));
    let added = vocabulary.completed_by(ValueSet::Type).last().unwrap();
    assert_eq!((&*added.name, &*added.version), ("Maison", "2027-01-15"));
    let same = built_in();
    assert_eq!(loinc_type(&same, "12345-6"), None, "the tables compiled in never change");
}

#[test]
fn a_host_replaces_a_set_and_others_stay() {
    let document = r#"{"schema":"dmpkit.vocabulary/1","sets":[
        {"set":"class","mode":"replace","version":"2027-01-15","entries":[
            {"code":"10","system":"1.2.250.1.213.1.1.4.1","label":"Comptes rendus"}]},
        {"set":"modality","mode":"replace","entries":[]}]}"#;
    let vocabulary = built_in().with(document).unwrap();
    let classes: Vec<_> = vocabulary.entries(ValueSet::Class).collect();
    assert_eq!(classes.len(), 1);
    assert_eq!((&*classes[0].label, classes[0].current), ("Comptes rendus", true));
    assert_eq!(&*vocabulary.about(ValueSet::Class).version, "2027-01-15");
    assert!(vocabulary.completed_by(ValueSet::Class).is_empty());
    assert_eq!(vocabulary.entry(ValueSet::Modality, "CT", ""), None);
    assert_eq!(vocabulary.entries(ValueSet::Type).count(), 144);
}

#[test]
fn a_host_gives_classes_retirements_and_synonyms() {
    let document = r#"{"schema":"dmpkit.vocabulary/1",
        "type_classes":{"mode":"extend","entries":[
            {"code":"96163-1","system":"2.16.840.1.113883.6.1","class":"11"}]},
        "retired_types":{"mode":"replace","entries":[
            {"code":"29274-8","system":"2.16.840.1.113883.6.1","until":"2027-01-14",
             "successor":"8716-3"}]},
        "synonyms":{"mode":"extend","entries":[
            {"phrase":"formule sanguine","set":"type","code":"11502-2"},
            {"phrase":"prise de sang","set":"type","code":"11502-2"},
            {"phrase":"scan","set":"modality","code":"ZZ"}]}}"#;
    let vocabulary = built_in().with(document).unwrap();
    assert_eq!(vocabulary.class_of_type("96163-1", LOINC), Some("11"));
    assert_eq!(vocabulary.class_of_type("11502-2", LOINC), Some("10"));
    let retired: Vec<_> = vocabulary.retired_types().collect();
    assert_eq!(retired.len(), 1);
    let retirement = retired[0].retired.as_ref().unwrap();
    assert_eq!((&*retired[0].code, &*retirement.until), ("29274-8", "2027-01-14"));
    assert_eq!(retirement.successor.as_deref(), Some("8716-3"));
    assert!(!retirement.inferred, "the host says so");
    let phrases = vocabulary.synonyms_of_type("11502-2");
    let times = |phrase: &str| phrases.iter().filter(|known| &***known == phrase).count();
    assert_eq!((times("formule sanguine"), times("prise de sang")), (1, 1));
    assert_eq!(vocabulary.synonyms(ValueSet::Modality, "ZZ").len(), 1);

    let table = "# table=synonyms mode=replace\nphrase;set;code\nlabo;type;11502-2\n";
    let vocabulary = vocabulary.with(table).unwrap();
    assert_eq!(vocabulary.synonyms_of_type("11502-2"), ["labo".into()]);
    assert!(vocabulary.synonyms_of_type("18748-4").is_empty());

    let table = "# table=type_classes mode=replace\ncode,system,class\nSYNTH,1.2,10\n";
    let vocabulary = vocabulary.with(table).unwrap();
    assert_eq!(vocabulary.class_of_type("SYNTH", "1.2"), Some("10"));
    assert_eq!(vocabulary.class_of_type("SYNTH", COMPLEMENT), None);

    let table = "# table=retired_types mode=extend\n\
                 until,code,system\n2027-02-01,SYNTH,1.2.250.1.213.1.1.4.12\n";
    let vocabulary = vocabulary.with(table).unwrap();
    assert_eq!(vocabulary.retired_types().count(), 2);
    let retired = vocabulary.entry(ValueSet::Type, "SYNTH", COMPLEMENT).unwrap();
    assert_eq!(retired.retired.as_ref().unwrap().successor, None);
}

#[test]
fn a_table_that_cannot_be_read_names_the_field_and_the_line() {
    let type_table = "# table=type mode=extend\ncode,system,label\n";
    for (table, field, words) in [
        ("", "", "names the columns"),
        ("code,system,label\n1,2,x\n", "mode", "(line 1)"),
        ("# table=type mode=merge\ncode,system,label\n", "mode", "(line 1)"),
        ("# table=couleur mode=extend\ncode,system,label\n", "table", "body_region"),
        ("# mode=extend\ncode,system,label\n", "table", "synonyms (line 1)"),
        ("# table=type mode=extend taille=3\ncode,system,label\n", "taille", "unknown word"),
        ("# table=type mode=extend mode=extend\ncode\n", "mode", "given twice (line 1)"),
        ("# table=type mode=extend voilà\ncode,system,label\n", "", "(line 1)"),
        ("# table=type mode=extend\ncode,system,label,couleur\n", "couleur", "unknown column"),
        ("# table=type mode=extend\ncode,system,label,code\n", "code", "given twice"),
        ("# table=type mode=extend\ncode,label\n", "system", "is missing"),
        (&format!("{type_table}1,2,x\n1,2\n"), "label", "(line 4)"),
        (&format!("{type_table}1,2,x\n\n# note\n,2,x\n"), "code", "(line 6)"),
        (&format!("{type_table}1,2,x,y\n"), "", "(line 3)"),
        (&format!("{type_table}1,2,\"x\n"), "", "a quote is not closed (line 3)"),
        (&format!("{type_table}1,2,{}\n", "x".repeat(513)), "label", "512"),
        ("# table=retired_types mode=extend\ncode,system,until\n1,2,hier\n", "until", "(line 3)"),
        ("# table=synonyms mode=extend\nphrase,set,code\nx,types,1\n", "set", "(line 3)"),
    ] {
        let error = built_in().with(table).expect_err(table);
        assert_eq!(error.field, field, "{table:?}: {error}");
        assert!(error.problem.contains(words), "{table:?}: {error}");
    }
}

#[test]
fn a_table_without_end_is_refused() {
    let many = |rows: usize| {
        let rows: String = (0..rows).map(|row| format!("{row},2,x\n")).collect();
        format!("# table=type mode=replace\ncode,system,label\n{rows}")
    };
    assert_eq!(built_in().with(&many(20_000)).unwrap().entries(ValueSet::Type).count(), 20_000);
    assert!(built_in().with(&many(20_001)).is_err());
    assert!(built_in().with(&" ".repeat((8 << 20) + 1)).unwrap_err().problem.contains("bytes"));
}

fn roles(codes: &[(&str, &str)]) -> Vec<Role> {
    let role = |(code, system): &(&str, &str)| Role::new(Coded::new(code, system, None).unwrap());
    codes.iter().map(|code| role(code).unwrap()).collect()
}

fn doctor(speciality: &str) -> Vec<Role> {
    roles(&[("10", Role::PROFESSIONS), (speciality, Role::SPECIALITIES)])
}

#[test]
fn an_empty_matrix_knows_nothing() {
    let matrix = Matrix::empty();
    assert!(matrix.is_empty());
    assert_eq!(matrix.readable(&doctor("SM26"), "11502-2", LOINC), Readable::Unknown);
    assert_eq!((matrix.version(), matrix.source(), matrix.in_force_from()), ("", "", None));
}

#[test]
fn a_matrix_answers_for_the_rows_it_has() {
    let matrix = Matrix::read(
        "# version=2023-10-29 in_force_from=2023-10-29 source=Arrêté du 26 octobre 2023, annexe\n\
         professions,types,allowed\n\
         10,11502-2|18748-4,yes\n\
         10/SM25,11502-2|18748-4,no\n\
         60|69,11502-2,oui\n\
         60,SYNTH,non\n\
         21/A,11502-2,no\n\
         21/G,11502-2,yes\n",
    )
    .unwrap();
    assert_eq!(matrix.version(), "2023-10-29");
    assert_eq!(matrix.source(), "Arrêté du 26 octobre 2023, annexe");
    assert_eq!(matrix.in_force_from(), Some("2023-10-29"));
    let biology = |roles: &[Role]| matrix.readable(roles, "11502-2", LOINC);
    assert_eq!(biology(&doctor("SM26")), Readable::Yes);
    assert_eq!(biology(&doctor("SM25")), Readable::No, "the row that names the speciality wins");
    let nurse = roles(&[("60", Role::PROFESSIONS)]);
    assert_eq!(biology(&nurse), Readable::Yes);
    assert_eq!(matrix.readable(&nurse, "SYNTH", COMPLEMENT), Readable::No);
    assert_eq!(
        matrix.readable(&nurse, "18748-4", LOINC),
        Readable::Unknown,
        "no row is no refusal"
    );
    assert_eq!(biology(&roles(&[("70", Role::PROFESSIONS)])), Readable::Unknown);
    assert_eq!(biology(&roles(&[("10", Role::PROFESSIONS_IN_TRAINING)])), Readable::Yes);
    let pharmacist = |section| roles(&[("21", Role::PROFESSIONS), (section, Role::SECTIONS)]);
    assert_eq!(biology(&pharmacist("A")), Readable::No);
    assert_eq!(biology(&pharmacist("G")), Readable::Yes);
    assert_eq!(biology(&pharmacist("D")), Readable::Unknown);
    assert_eq!(biology(&[]), Readable::Unknown);
}

#[test]
fn systems_are_minded_where_a_matrix_names_them() {
    let matrix = Matrix::read(
        r#"{"schema":"dmpkit.habilitation/1","version":"essai","rows":[
            {"professions":["10"],"types":["A"],"allowed":true},
            {"professions":["10"],"system":"1.2.250.1.71.1.2.8","types":["A"],"allowed":false},
            {"professions":["60"],"types":["A"],"type_system":"2.16.840.1.113883.6.1",
             "allowed":true},
            {"professions":["70"],"types":["A"],"allowed":true},
            {"professions":["70"],"types":["A"],"allowed":false},
            {"professions":["80"],"types":["A"],"allowed":false},
            {"professions":["80"],"types":["A"],"allowed":false}]}"#,
    )
    .unwrap();
    let ask = |code, system, scheme| matrix.readable(&roles(&[(code, system)]), "A", scheme);
    assert_eq!(ask("10", Role::PROFESSIONS, LOINC), Readable::Yes);
    assert_eq!(ask("10", Role::PROFESSIONS_IN_TRAINING, LOINC), Readable::No);
    assert_eq!(ask("60", Role::PROFESSIONS, LOINC), Readable::Yes);
    assert_eq!(ask("60", Role::PROFESSIONS, COMPLEMENT), Readable::Unknown);
    assert_eq!(ask("70", Role::PROFESSIONS, LOINC), Readable::Unknown, "rows that contradict");
    assert_eq!(ask("80", Role::PROFESSIONS, LOINC), Readable::No, "rows that agree");
}

#[test]
fn a_matrix_that_cannot_be_read_names_the_field_and_the_line() {
    let head = "# version=1\nprofessions,types,allowed,system\n";
    for (table, field, words) in [
        ("professions,types,allowed\n60,SYNTH,yes\n", "version", "(line 1)"),
        ("# version=1 in_force_from=demain\nprofessions\n", "in_force_from", "(line 1)"),
        ("# version=1 pour=x\nprofessions\n", "pour", "unknown word"),
        ("# version=1\nprofessions,types\n60,SYNTH\n", "allowed", "is missing"),
        ("# version=1\nprofessions,types,allowed,label\n", "label", "unknown column"),
        (&format!("{head}60,SYNTH,1,\n"), "allowed", "(line 3)"),
        (&format!("{head}60,SYNTH,yes,\n60|,SYNTH,yes,\n"), "professions", "(line 4)"),
        (&format!("{head}99+rôle,SYNTH,yes,\n"), "professions", "(line 3)"),
        (&format!("{head}60,SYNTH|,yes,\n"), "types", "(line 3)"),
    ] {
        let error = Matrix::read(table).expect_err(table);
        assert_eq!(error.field, field, "{table:?}: {error}");
        assert!(error.problem.contains(words), "{table:?}: {error}");
    }
}

#[test]
fn a_matrix_without_end_is_refused() {
    let codes = vec!["60"; 501].join("|");
    let types = vec!["SYNTH"; 400].join("|");
    let table = |codes: &str| {
        Matrix::read(&format!("# version=1\nprofessions,types,allowed\n{codes},{types},yes\n"))
    };
    assert!(table(&codes).unwrap_err().problem.contains("200000"));
    assert!(table(codes.rsplit_once('|').unwrap().0).is_ok());
}

#[test]
fn a_document_cut_short_is_refused_wherever_it_is_cut() {
    let vocabulary = r#"{"schema":"dmpkit.vocabulary/1","sets":[{"set":"type","mode":"replace",
        "entries":[{"code":"é","system":"URN","label":"x"}]}],"synonyms":null}"#;
    let matrix = r#"{"schema":"dmpkit.habilitation/1","version":"1","rows":[
        {"professions":["10"],"types":["é"],"allowed":true}]}"#;
    assert!(built_in().with(vocabulary).is_ok() && Matrix::read(matrix).is_ok());
    let cuts = |text: &'static str| text.char_indices().map(move |(at, _)| &text[..at]);
    for cut in cuts(vocabulary) {
        assert!(built_in().with(cut).is_err(), "{cut}");
    }
    for cut in cuts(matrix) {
        assert!(Matrix::read(cut).is_err(), "{cut}");
    }
}

#[test]
fn many_rows_of_one_code_take_no_time_beyond_their_number() {
    let started = Instant::now();
    let phrases: String = (0..20_000).map(|row| format!("mot {row},type,11502-2\n")).collect();
    let table = format!("# table=synonyms mode=replace\nphrase,set,code\n{phrases}");
    let vocabulary = built_in().with(&table).unwrap();
    assert_eq!(vocabulary.synonyms_of_type("11502-2").len(), 20_000);
    let systems: String = (0..20_000).map(|row| format!("1,1.2.{row},x\n")).collect();
    let table = format!("# table=type mode=replace\ncode,system,label\n{systems}");
    assert_eq!(built_in().with(&table).unwrap().entries(ValueSet::Type).count(), 20_000);
    assert!(started.elapsed() < Duration::from_secs(5), "{:?}", started.elapsed());
}
