//! The data types of HL7 v3 that a header and entries are made of.

use super::super::header::{Address, Code, InstanceId};
use super::super::moment::{Moment, Period};
use super::{attribute, each, line, squeezed, HL7};
use crate::xml::{Element, Node};

/// `id`: root and extension.
pub(super) fn instance_id(element: Element<'_>) -> Option<InstanceId> {
    let root = attribute(element, "root")?;
    Some(InstanceId { root, extension: attribute(element, "extension") })
}

pub(super) fn instance_ids(element: Element<'_>) -> Vec<InstanceId> {
    each(element, "id").filter_map(instance_id).collect()
}

/// A code with code, label or original text; None where it has none of them.
pub(super) fn code(element: Element<'_>) -> Option<Code> {
    let original = || element.child(HL7, "originalText").and_then(line);
    let label = attribute(element, "displayName").and_then(|label| squeezed(&label));
    let label = label.or_else(original);
    let code = attribute(element, "code").unwrap_or_default();
    if code.is_empty() && label.is_none() {
        return None;
    }
    Some(Code { code, system: attribute(element, "codeSystem").unwrap_or_default(), label })
}

pub(super) fn child_code(element: Element<'_>, name: &str) -> Option<Code> {
    element.child(HL7, name).and_then(code)
}

fn moment(element: Element<'_>) -> Option<Moment> {
    attribute(element, "value").map(|value| Moment::new(&value))
}

/// A `value`, or `low`, `high` and `center`.
pub(super) fn period(element: Element<'_>) -> Option<Period> {
    let inside = |name: &str| element.child(HL7, name).and_then(moment);
    let at = moment(element).or_else(|| inside("center"));
    let period = Period { at, from: inside("low"), to: inside("high") };
    (!period.is_empty()).then_some(period)
}

pub(super) fn child_period(element: Element<'_>, name: &str) -> Option<Period> {
    element.child(HL7, name).and_then(period)
}

/// `tel:`, `mailto:` and other addresses, without the scheme that says nothing more.
pub(super) fn telecoms(element: Element<'_>) -> Vec<String> {
    let plain = |value: String| {
        let short =
            ["tel:", "mailto:", "fax:"].iter().find_map(|scheme| value.strip_prefix(scheme));
        short.unwrap_or(&value).trim().to_string()
    };
    let found = each(element, "telecom").filter_map(|telecom| attribute(telecom, "value"));
    found.map(plain).filter(|value| !value.is_empty()).collect()
}

pub(super) fn addresses(element: Element<'_>) -> Vec<Address> {
    each(element, "addr").map(address).filter(|address| !address.lines.is_empty()).collect()
}

/// Parts that share a line, in the order they came.
const STREET: [&str; 7] = [
    "houseNumber",
    "houseNumberNumeric",
    "buildingNumberSuffix",
    "direction",
    "streetNameType",
    "streetNameBase",
    "streetName",
];
const TOWN: [&str; 2] = ["postalCode", "city"];

pub(super) fn address(element: Element<'_>) -> Address {
    let mut lines: Vec<(usize, String)> = Vec::new();
    for (place, node) in element.nodes().enumerate() {
        let (text, family) = match node {
            Node::Element(part) if STREET.contains(&part.name()) => (line(part), usize::MAX - 1),
            Node::Element(part) if TOWN.contains(&part.name()) => (line(part), usize::MAX),
            Node::Element(part) => (line(part), place),
            Node::Text(text) => (squeezed(&text), place),
        };
        let Some(text) = text else { continue };
        match lines.last_mut() {
            Some((last, line)) if *last == family => {
                line.push(' ');
                line.push_str(&text);
            }
            _ => lines.push((family, text)),
        }
    }
    Address { lines: lines.into_iter().map(|(_, text)| text).collect() }
}
