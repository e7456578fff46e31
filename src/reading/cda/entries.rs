//! What coded entries say, for a section whose author wrote no text.

use super::super::node::{Item, List, Marks, Node, Style};
use super::index::Index;
use super::values::child_code;
use super::{attribute, each, line, quantity, HL7};
use crate::record::TimeZone;
use crate::xml::Element;

/// The acts of a clinical statement.
const STATEMENTS: [&str; 7] = [
    "act",
    "encounter",
    "observation",
    "organizer",
    "procedure",
    "substanceAdministration",
    "supply",
];
const MOST_LINES: usize = 500;

/// The labels of a section's entries, one line for each that says something; None where none does.
pub(super) fn list(section: Element<'_>, index: &Index<'_>, zone: &TimeZone) -> Option<Node> {
    let mut lines = Vec::new();
    each(section, "entry").for_each(|entry| walk(entry, index, zone, &mut lines));
    if lines.is_empty() {
        return None;
    }
    let item = |text: String| Item {
        style: Style::default(),
        anchor: None,
        caption: Vec::new(),
        children: vec![Node::Text(text)],
    };
    let items = lines.into_iter().map(item).collect();
    Some(Node::List(List { marks: Marks::Disc, anchor: None, caption: Vec::new(), items }))
}

fn walk(element: Element<'_>, index: &Index<'_>, zone: &TimeZone, lines: &mut Vec<String>) {
    for child in element.children() {
        if lines.len() >= MOST_LINES {
            return;
        }
        if STATEMENTS.contains(&child.name()) {
            lines.extend(statement(child, index, zone));
        }
        walk(child, index, zone, lines);
    }
}

/// `label : value`, as far as they are said.
fn statement(element: Element<'_>, index: &Index<'_>, zone: &TimeZone) -> Option<String> {
    let code = child_code(element, "code").and_then(|code| code.label);
    let product = element.path(HL7, &["consumable", "manufacturedProduct"]);
    let product = product.or_else(|| element.path(HL7, &["product", "manufacturedProduct"]));
    let material = product.and_then(|product| product.child(HL7, "manufacturedMaterial"));
    let material = material.and_then(|material| {
        let label = child_code(material, "code").and_then(|code| code.label);
        label.or_else(|| material.child(HL7, "name").and_then(line))
    });
    let values = each(element, "value").filter_map(|value| quantity::value(value, index, zone));
    let mut values: Vec<String> = values.map(|value| value.text).collect();
    values.extend(material);
    let denied = attribute(element, "negationInd").as_deref() == Some("true");
    let said = match (code, values.is_empty()) {
        (Some(code), true) => code,
        (Some(code), false) => format!("{code} : {}", values.join(", ")),
        (None, false) => values.join(", "),
        (None, true) => return None,
    };
    Some(if denied { format!("Non : {said}") } else { said })
}
