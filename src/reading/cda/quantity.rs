//! The values of entries, as data and as people read them.

use super::super::moment::Moment;
use super::super::observation::{Range, Value};
use super::index::Index;
use super::values::{self, period};
use super::{attribute, each, line, type_of, HL7};
use crate::record::TimeZone;
use crate::xml::Element;

/// What stands where a value is not known.
const NULLS: [(&str, &str); 8] = [
    ("NI", "non renseigné"),
    ("NA", "sans objet"),
    ("UNK", "inconnu"),
    ("ASKU", "inconnu"),
    ("NASK", "non demandé"),
    ("NAV", "indisponible"),
    ("MSK", "masqué"),
    ("TRC", "traces"),
];

/// A `value` of an observation, by its type; None where it says nothing.
pub(super) fn value(element: Element<'_>, index: &Index<'_>, zone: &TimeZone) -> Option<Value> {
    let text = |text: Option<String>| Value { text: text.unwrap_or_default(), ..Value::default() };
    let number = attribute(element, "value");
    let found = match &*type_of(element) {
        "IVL_PQ" | "IVL_INT" | "IVL_REAL" => interval(element),
        "BL" => text(number.map(|value| if value == "true" { "oui" } else { "non" }.into())),
        "TS" => text(number.map(|value| Moment::new(&value).text(zone))),
        "IVL_TS" => text(period(element).map(|period| period.text(zone))),
        "CD" | "CE" | "CO" | "CV" | "CS" => coded(element, index),
        "ST" | "ED" | "SC" | "ON" | "PN" | "TEL" => text(words(element, index)),
        "RTO" | "RTO_PQ_PQ" => text(ratio(element)),
        _ if number.is_some() => quantity(element),
        _ if element.child(HL7, "low").is_some() || element.child(HL7, "high").is_some() => {
            interval(element)
        }
        _ if attribute(element, "code").is_some() => coded(element, index),
        _ => text(words(element, index)),
    };
    if found.text.is_empty() {
        let null = attribute(element, "nullFlavor")?;
        let (_, meaning) = NULLS.iter().find(|(code, _)| *code == null)?;
        return Some(text(Some(meaning.to_string())));
    }
    Some(found)
}

/// Of `PQ`, `INT` and `REAL`.
fn quantity(element: Element<'_>) -> Value {
    let raw = attribute(element, "value").unwrap_or_default();
    let unit = unit_of(element);
    let others = each(element, "translation").filter_map(|other| {
        let number = attribute(other, "value").and_then(|raw| number(&raw))?;
        Some((number, attribute(other, "code").or_else(|| unit_of(other))))
    });
    Value {
        text: measure(&raw, unit.as_deref()),
        number: number(&raw),
        code: None,
        others: others.collect(),
        unit,
    }
}

/// A finite number, whose decimals a point or a comma sets apart.
fn number(raw: &str) -> Option<f64> {
    let plain = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '-' | '+' | 'e' | 'E');
    let raw = Some(raw).filter(|raw| raw.chars().all(plain))?;
    raw.replace(',', ".").parse().ok().filter(|number: &f64| number.is_finite())
}

/// The unit, `1` being none.
fn unit_of(element: Element<'_>) -> Option<String> {
    attribute(element, "unit").filter(|unit| unit != "1")
}

/// Number and unit as the French write them.
fn measure(raw: &str, unit: Option<&str>) -> String {
    let number = raw.replacen('.', ",", 1);
    match unit {
        Some(unit) if !raw.is_empty() => format!("{number} {}", french_unit(unit)),
        _ => number,
    }
}

/// A UCUM unit for people: `m[IU]/L` reads `mUI/L`, `umol/L` reads `µmol/L`, `10*9/L` reads
/// `10^9/L`; what stands in brackets or braces is kept without them.
pub(in crate::reading) fn french_unit(unit: &str) -> String {
    let unit = unit.replace("[IU]", "UI").replace("[iU]", "UI").replace("10*", "10^");
    let parts: Vec<String> = unit
        .split('/')
        .map(|part| match part.strip_prefix('u') {
            Some(rest) if ["g", "L", "l", "m", "mol", "UI", "kat"].contains(&rest) => {
                format!("µ{rest}")
            }
            _ => part.replace(['[', ']', '{', '}'], "").replace('_', " "),
        })
        .collect();
    parts.join("/")
}

/// Of an interval: both ends, or the one that was said.
fn interval(element: Element<'_>) -> Value {
    let range = range(element);
    Value { text: range.text, unit: range.unit, ..Value::default() }
}

pub(super) fn range(element: Element<'_>) -> Range {
    let end = |name: &str| {
        let end = element.child(HL7, name)?;
        let raw = attribute(end, "value")?;
        let open = attribute(end, "inclusive").as_deref() == Some("false");
        Some((raw, unit_of(end), open))
    };
    let (low, high) = (end("low"), end("high"));
    let text = match (&low, &high) {
        (Some((low, below, _)), Some((high, above, _))) => {
            let low = match below == above || below.is_none() {
                true => measure(low, None),
                false => measure(low, below.as_deref()),
            };
            format!("{low} à {}", measure(high, above.as_deref().or(below.as_deref())))
        }
        (Some((low, unit, open)), None) => {
            format!("{} {}", if *open { '>' } else { '≥' }, measure(low, unit.as_deref()))
        }
        (None, Some((high, unit, open))) => {
            format!("{} {}", if *open { '<' } else { '≤' }, measure(high, unit.as_deref()))
        }
        (None, None) => String::new(),
    };
    let unit = |end: &Option<(String, Option<String>, bool)>| end.as_ref()?.1.clone();
    Range {
        low: low.as_ref().and_then(|(raw, ..)| number(raw)),
        high: high.as_ref().and_then(|(raw, ..)| number(raw)),
        unit: unit(&low).or_else(|| unit(&high)),
        text,
    }
}

fn coded(element: Element<'_>, index: &Index<'_>) -> Value {
    let code = values::code(element);
    let label = code.as_ref().and_then(|code| code.label.clone());
    let original = || index.referenced(element.child(HL7, "originalText")?);
    let text = label.or_else(original);
    let bare = || code.as_ref().map(|code| code.code.clone());
    Value { text: text.or_else(bare).unwrap_or_default(), code, ..Value::default() }
}

/// Text that stands in the element, or that it refers to.
fn words(element: Element<'_>, index: &Index<'_>) -> Option<String> {
    if attribute(element, "representation").as_deref() == Some("B64") {
        return None;
    }
    line(element).or_else(|| index.referenced(element))
}

fn ratio(element: Element<'_>) -> Option<String> {
    let part = |name: &str| Some(quantity(element.child(HL7, name)?).text);
    Some(format!("{}/{}", part("numerator")?, part("denominator")?))
}
