//! The value sets, what a host may put in their place, and the habilitation matrix.

use std::sync::Arc;

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
