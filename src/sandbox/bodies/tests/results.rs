use super::*;
use crate::xml::{Document, Element, Limits};

const HL7: &str = "urn:hl7-org:v3";
const XSI: &str = "http://www.w3.org/2001/XMLSchema-instance";

#[derive(Debug)]
struct Result {
    loinc: String,
    value: f64,
    printed: String,
    unit: String,
    low: Option<f64>,
    high: Option<f64>,
    flag: Option<String>,
}

/// The laboratory observations of a document.
fn results(kind: &Kind, facts: &BodyFacts) -> Vec<Result> {
    let text = text(kind, facts);
    let document = Document::parse(&text, &Limits::default()).unwrap();
    let mut found = Vec::new();
    collect(document.root(), &mut found);
    found
}

fn collect(element: Element, found: &mut Vec<Result>) {
    let value = element.child(HL7, "value").filter(|_| element.name() == "observation");
    if let Some(value) =
        value.filter(|value| value.attribute_in(XSI, "type").as_deref() == Some("PQ"))
    {
        let of = |element: Element, name: &str| element.attribute(name).unwrap().into_owned();
        let printed = of(value, "value");
        let range = element.path(HL7, &["referenceRange", "observationRange", "value"]);
        let bound = |name: &str| {
            let bound = range.and_then(|range| range.child(HL7, name));
            bound.map(|bound| of(bound, "value").parse().unwrap())
        };
        found.push(Result {
            loinc: of(element.child(HL7, "code").unwrap(), "code"),
            value: printed.parse().unwrap(),
            printed,
            unit: of(value, "unit"),
            low: bound("low"),
            high: bound("high"),
            flag: element.child(HL7, "interpretationCode").map(|flag| of(flag, "code")),
        });
    }
    for child in element.children() {
        collect(child, found);
    }
}

fn reports() -> impl Iterator<Item = &'static Kind> {
    kinds().iter().filter(|kind| kind.name.starts_with("bio-"))
}

#[test]
fn flags_follow_the_ranges_and_the_paper_says_the_same() {
    for kind in reports().filter(|kind| kind.name != "bio-ecbu") {
        for variant in VARIANTS {
            let facts = facts(variant);
            let page = text(kind, &facts);
            for result in results(kind, &facts) {
                let flag = match (result.low, result.high) {
                    (None, None) => None,
                    (Some(low), _) if result.value < low => Some("L"),
                    (_, Some(high)) if result.value > high => Some("H"),
                    _ => Some("N"),
                };
                assert_eq!(result.flag.as_deref(), flag, "{} {result:?}", kind.name);
                assert!(result.value.is_finite() && result.value > 0.0, "{result:?}");
                assert!(!result.unit.is_empty() && result.unit.is_ascii(), "{result:?}");
                let comma = result.printed.replace('.', ",");
                assert!(page.contains(&format!(">{comma}<")), "{}: {comma} on paper", kind.name);
            }
        }
    }
}

fn series(kind: &str, loinc: &str, variants: std::ops::Range<u32>) -> Vec<f64> {
    let kind = super::kind(kind).unwrap();
    let of = |variant| {
        let results = results(kind, &facts(variant));
        results.into_iter().find(|result| result.loinc == loinc).unwrap().value
    };
    variants.map(of).collect()
}

fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}

#[test]
fn results_drift_over_the_years() {
    for (kind, loinc, rises) in [
        ("bio-glycemie", "4548-4", true),
        ("bio-fonction-renale", "14682-9", true),
        ("bio-fonction-renale", "62238-1", false),
        ("bio-lipides", "22748-8", false),
        ("bio-thyroide", "3016-3", true),
    ] {
        let series = series(kind, loinc, 0..20);
        let (before, after) = (mean(&series[..5]), mean(&series[15..]));
        assert_eq!(after > before * 1.1, rises, "{loinc} {series:?}");
        assert_eq!(after < before * 0.9, !rises, "{loinc} {series:?}");
    }
    let crp = series("bio-crp", "1988-5", 0..8);
    assert!(crp.iter().any(|value| *value > 100.0) && crp.iter().any(|value| *value < 5.0));
}

#[test]
fn what_is_computed_agrees_with_what_it_comes_from() {
    for variant in VARIANTS {
        let of = |kind: &str, loinc: &str| series(kind, loinc, variant..variant + 1)[0];
        let blood = |loinc: &str| of("bio-numeration", loinc);
        let cells = ["751-8", "711-2", "704-7", "731-0", "742-7"].map(blood);
        assert!((cells.iter().sum::<f64>() - blood("6690-2")).abs() < 0.05);
        assert!((blood("4544-3") * 10.0 / blood("789-8") - blood("787-2")).abs() < 1.0);
        let fat = |loinc: &str| of("bio-lipides", loinc);
        let total = fat("22748-8") + fat("14646-4") + fat("14927-8") / 2.2;
        assert!((total - fat("14647-2")).abs() < 0.01);
        let sugar = |loinc: &str| of("bio-glycemie", loinc);
        assert!((sugar("14749-6") * 0.18016 - sugar("2345-7")).abs() < 0.01);
    }
}

#[test]
fn ranges_are_those_of_the_sex() {
    let kind = kind("bio-numeration").unwrap();
    let haemoglobin = |sex: &'static str| {
        let mut facts = facts(0);
        facts.patient.sex = sex;
        let all = results(kind, &facts);
        let one = all.into_iter().find(|result| result.loinc == "718-7").unwrap();
        (one.low.unwrap(), one.high.unwrap())
    };
    assert_eq!(haemoglobin("F"), (12.0, 16.0));
    assert_eq!(haemoglobin("M"), (13.0, 17.0));
}
