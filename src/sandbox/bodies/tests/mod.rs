//! Every kind in many variants, judged by our own reader, by the order of the CDA R2 model and
//! by what a reader of the document would check on paper.

mod files;
mod model;
mod results;
mod structure;

use super::*;

/// An invented woman.
fn facts(variant: u32) -> BodyFacts<'static> {
    BodyFacts {
        patient: PatientFacts {
            family: "MAREUIL",
            given: "JEANNE",
            birth_date: "19580314",
            sex: "F",
            matricule: "258033523890052",
            oid: "1.2.250.1.213.1.4.10",
        },
        unique_id: "1.2.250.1.999.1.77",
        set_id: "1.2.250.1.999.1.70",
        version: 1,
        title: "Un titre",
        act: Moment { hl7: "20240312091500", day: "12/03/2024" },
        created: Moment { hl7: "20240312103000", day: "12/03/2024" },
        author: AuthorFacts {
            id: "899700000011",
            family: "TESTARD",
            given: "Camille",
            speciality_code: "G15_10/SM26",
            speciality_label: "Médecin - Qualifié en Médecine Générale (SM)",
        },
        structure: StructureFacts {
            id: "499700000011001",
            name: "Cabinet d'essai",
            facility: None,
            setting: None,
        },
        replaces: None,
        study: None,
        variant,
    }
}

fn with_study(variant: u32) -> BodyFacts<'static> {
    let study = StudyFacts {
        uid: "1.2.250.1.999.2.5",
        accession: "ACC-0005",
        accession_issuer: "1.2.250.1.999.2",
    };
    BodyFacts {
        study: Some(study),
        replaces: Some("1.2.250.1.999.1.76^V1"),
        version: 2,
        ..facts(variant)
    }
}

fn text(kind: &Kind, facts: &BodyFacts) -> String {
    fill(kind, facts).unwrap_or_else(|refused| panic!("{}: {refused:?}", kind.name))
}

/// Choices are among two or three, so that six variants meet all of them; the others are years
/// of laboratory results.
const VARIANTS: std::ops::Range<u32> = 0..10;
