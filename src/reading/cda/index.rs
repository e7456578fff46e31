//! What the narratives of a document point to: elements by their `ID`, the targets of links, the
//! numbers of footnotes.

use std::collections::BTreeMap;

use super::{attribute, squeezed, start_of_text, HL7};
use crate::xml::Element;

#[derive(Default)]
pub(super) struct Index<'d> {
    /// The first element of each `ID`, in the narratives.
    elements: BTreeMap<String, Element<'d>>,
    /// Anchors of elements that a link of the document points to.
    anchors: BTreeMap<String, usize>,
    footnotes: BTreeMap<String, usize>,
    footnote_count: usize,
}

/// How much of a text that an entry refers to is taken: characters, and elements looked at.
const LONGEST_TEXT: usize = 300;
const MOST_ELEMENTS: usize = 100;

impl<'d> Index<'d> {
    pub(super) fn of(body: Element<'d>) -> Self {
        let mut index = Index::default();
        let mut linked = Vec::new();
        index.walk(body, false, &mut linked);
        for target in linked {
            let next = index.anchors.len() + 1;
            if index.elements.contains_key(&target) {
                index.anchors.entry(target).or_insert(next);
            }
        }
        index
    }

    fn walk(&mut self, element: Element<'d>, narrative: bool, linked: &mut Vec<String>) {
        for child in element.children() {
            let inside = narrative || (child.is(HL7, "text") && element.is(HL7, "section"));
            if inside {
                if let Some(id) = attribute(child, "ID") {
                    self.elements.entry(id).or_insert(child);
                }
                match child.name() {
                    "linkHtml" => {
                        let target = attribute(child, "href");
                        linked.extend(target.as_deref().and_then(fragment).map(str::to_string));
                    }
                    "footnote" => {
                        self.footnote_count += 1;
                        let number = self.footnote_count;
                        let id = attribute(child, "ID");
                        id.map(|id| self.footnotes.entry(id).or_insert(number));
                    }
                    _ => {}
                }
            }
            self.walk(child, inside, linked);
        }
    }

    /// The anchor of an element, where a link points to its `ID`.
    pub(super) fn anchor(&self, element: Element<'_>) -> Option<usize> {
        if self.anchors.is_empty() {
            return None;
        }
        self.anchors.get(&attribute(element, "ID")?).copied()
    }

    /// Where a link leads, within the document.
    pub(super) fn target(&self, href: &str) -> Option<usize> {
        self.anchors.get(fragment(href)?).copied()
    }

    /// The number of the footnote with this `ID`.
    pub(super) fn footnote(&self, id: &str) -> Option<usize> {
        self.footnotes.get(id).copied()
    }

    /// The start of the text that the `reference` inside an element points to, on one line.
    pub(super) fn referenced(&self, element: Element<'_>) -> Option<String> {
        let value = attribute(element.child(HL7, "reference")?, "value")?;
        let element = self.elements.get(fragment(&value).unwrap_or(&value))?;
        let mut text = String::new();
        let mut left = MOST_ELEMENTS;
        start_of_text(*element, &mut text, LONGEST_TEXT, &mut left);
        squeezed(&text)
    }
}

fn fragment(href: &str) -> Option<&str> {
    href.strip_prefix('#')
}
