//! HL7 CDA R2, from XML to nouns.

mod entries;
mod files;
mod forms;
mod header;
mod index;
mod narrative;
mod quantity;
mod results;
mod sections;
mod table;
mod values;

pub(super) use quantity::french_unit;

use super::document::FREE_GROWTH;
use super::{CdaLevel, Format, Options, Reading, Section, Warning};
use crate::xml::{Element, Node};

/// The namespace of CDA.
const HL7: &str = "urn:hl7-org:v3";
const XSI: &str = "http://www.w3.org/2001/XMLSchema-instance";

/// A CDA, and whether it stands inside a style sheet that would display it.
pub(super) struct Found<'d> {
    document: Element<'d>,
    self_displaying: bool,
}

/// The CDA that is the root, or stands within a self-displaying style sheet, at most two deep.
pub(super) fn find(root: Element<'_>) -> Option<Found<'_>> {
    let is = |element: &Element<'_>| element.is(HL7, "ClinicalDocument");
    if is(&root) {
        return Some(Found { document: root, self_displaying: false });
    }
    let inside = root.children().flat_map(|child| [child].into_iter().chain(child.children()));
    let document = inside.into_iter().find(is)?;
    Some(Found { document, self_displaying: true })
}

/// Everything a CDA says. `size` is that of its text: what is made of it is bounded by it.
pub(super) fn read(found: &Found<'_>, size: usize, options: &Options) -> Reading {
    let document = found.document;
    let mut warnings = Vec::new();
    if found.self_displaying {
        warnings.push(Warning::StyleSheetIgnored);
    }
    let header = header::read(document);
    let body = document.child(HL7, "component");
    let structured = body.and_then(|body| body.child(HL7, "structuredBody"));
    let file = body.and_then(|body| body.child(HL7, "nonXMLBody"));
    let mut files = files::Files::of(body, options, &mut warnings);
    let (mut sections, mut observations) = (Vec::new(), Vec::new());
    if let Some(body) = structured {
        let index = index::Index::of(body);
        sections = sections::read(body, &index, &mut files, size, options, &mut warnings);
        observations = results::read(document, body, &index, options);
    }
    let level = match (structured, file) {
        (Some(_), _) => Some(CdaLevel::Three),
        (None, Some(_)) => Some(CdaLevel::One),
        (None, None) => None,
    };
    sections.extend(files.not_shown(count(&sections) + 1));
    if sections.is_empty() {
        warnings.push(Warning::NoBody);
    }
    files.warn(&mut warnings);
    Reading {
        format: Format::Cda,
        level,
        header: Some(header),
        sections,
        files: files.all,
        observations,
        warnings,
        room: size.saturating_mul(options.limits.growth).saturating_add(FREE_GROWTH),
        zone: options.zone.clone(),
    }
}

/// Sections and those inside them.
fn count(sections: &[Section]) -> usize {
    sections.iter().map(|section| 1 + count(&section.sections)).sum()
}

/// How much of a name, a title or a label is taken: bytes, and nodes looked at. Elements may stand
/// inside one another, and each would repeat what is inside it.
const LONGEST_LINE: usize = 4000;
const MOST_NODES: usize = 1000;

/// An element's text on one line; None where there is none.
fn line(element: Element<'_>) -> Option<String> {
    let mut text = String::new();
    let mut nodes = MOST_NODES;
    start_of_text(element, &mut text, LONGEST_LINE, &mut nodes);
    squeezed(&text)
}

/// The start of an element's text, with a space where an element begins a new line.
fn start_of_text(element: Element<'_>, text: &mut String, longest: usize, nodes: &mut usize) {
    for node in element.nodes() {
        if text.len() >= longest || *nodes == 0 {
            return;
        }
        *nodes -= 1;
        match node {
            Node::Text(piece) => text.extend(piece.chars().take(longest - text.len())),
            Node::Element(child) => {
                if !matches!(child.name(), "content" | "sub" | "sup" | "linkHtml") {
                    text.push(' ');
                }
                start_of_text(child, text, longest, nodes);
            }
        }
    }
}

/// Text on one line, runs of white space as one space; None where nothing is left.
fn squeezed(text: &str) -> Option<String> {
    let words: Vec<&str> = text.split_ascii_whitespace().collect();
    (!words.is_empty()).then(|| words.join(" "))
}

/// An attribute without the white space around it; None where it is absent or blank.
fn attribute(element: Element<'_>, name: &str) -> Option<String> {
    let value = element.attribute(name)?;
    let value = value.trim();
    (!value.is_empty()).then(|| value.to_string())
}

/// The local name of `xsi:type`, whatever its prefix.
fn type_of(element: Element<'_>) -> String {
    let name = element.attribute_in(XSI, "type").unwrap_or_default();
    name.rsplit(':').next().unwrap_or("").trim().to_string()
}

/// The child elements of one name.
fn each<'d>(element: Element<'d>, name: &'static str) -> impl Iterator<Item = Element<'d>> {
    element.children().filter(move |child| child.is(HL7, name))
}
