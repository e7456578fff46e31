//! The narrative of a section (`NarrativeBlock`), as authors write it and as they should not.

use std::collections::BTreeSet;
use std::mem::take;

use super::super::node::{Item, List, Node, Note, Style};
use super::files::Files;
use super::forms::{align_of, marks_of, style_of};
use super::index::Index;
use super::table::Grid;
use super::{attribute, line, HL7};
use crate::xml::{self, Element};

/// What a node costs of the room for the output, beside its text.
const COST: usize = 40;

pub(super) struct Narrative<'r, 'd> {
    index: &'r Index<'d>,
    files: &'r mut Files,
    /// How many bytes may still be written, roughly.
    room: usize,
    full: bool,
    table_cells: usize,
    notes: Vec<Note>,
    note_count: usize,
    /// The anchors given so far.
    anchored: BTreeSet<usize>,
}

impl<'r, 'd> Narrative<'r, 'd> {
    pub(super) fn new(
        index: &'r Index<'d>,
        files: &'r mut Files,
        room: usize,
        table_cells: usize,
    ) -> Self {
        Narrative {
            index,
            files,
            room,
            full: false,
            table_cells,
            notes: Vec::new(),
            note_count: 0,
            anchored: BTreeSet::new(),
        }
    }

    pub(super) fn index(&self) -> &'r Index<'d> {
        self.index
    }

    /// Whether something was left out for want of room.
    pub(super) fn is_full(&self) -> bool {
        self.full
    }

    /// The notes since they were last taken.
    pub(super) fn take_notes(&mut self) -> Vec<Note> {
        take(&mut self.notes)
    }

    /// What an element holds, in order.
    pub(super) fn read(&mut self, element: Element<'_>) -> Vec<Node> {
        let mut nodes = Vec::new();
        for node in element.nodes() {
            match node {
                xml::Node::Text(text) => self.text(&text, &mut nodes),
                xml::Node::Element(child) => self.element(child, &mut nodes),
            }
        }
        nodes
    }

    /// Takes room for what is to be written; false where none is left.
    pub(super) fn afford(&mut self, cost: usize) -> bool {
        let left = self.room.checked_sub(cost);
        self.full |= left.is_none();
        self.room = left.unwrap_or(self.room);
        left.is_some()
    }

    pub(super) fn text(&mut self, text: &str, nodes: &mut Vec<Node>) {
        let escaped = text.bytes().filter(|byte| matches!(byte, b'<' | b'>' | b'&')).count();
        if !self.afford(text.len() + 4 * escaped) {
            return;
        }
        match nodes.last_mut() {
            Some(Node::Text(last)) => last.push_str(text),
            _ => nodes.push(Node::Text(text.to_string())),
        }
    }

    fn element(&mut self, element: Element<'_>, nodes: &mut Vec<Node>) {
        let name = match element.namespace() {
            HL7 => element.name(),
            // Of another vocabulary: its text is kept.
            _ => "",
        };
        let node = match name {
            "br" => {
                // Where it is written with something inside, that follows it.
                let inside = self.read(element);
                nodes.push(Node::Break);
                nodes.extend(inside);
                return;
            }
            "paragraph" | "tr" => self.paragraph(element),
            "list" => Node::List(self.list(element)),
            "table" => {
                let (outside, table) = Grid::read(self, element);
                nodes.extend(outside);
                match table {
                    Some(table) => Node::Table(table),
                    None => return,
                }
            }
            "linkHtml" => self.link(element),
            "renderMultiMedia" => {
                self.files_named(element, nodes);
                return;
            }
            "footnote" => self.footnote(element),
            "footnoteRef" => {
                let note = attribute(element, "IDREF").and_then(|id| self.index.footnote(&id));
                nodes.extend(note.map(|note| Node::Call { note }));
                nodes.extend(self.read(element));
                return;
            }
            // A caption where none can stand, an item without list, a cell without table.
            "caption" | "item" | "td" | "th" => self.paragraph(element),
            _ => self.span(element, name),
        };
        if self.afford(COST) {
            nodes.push(node);
        }
    }

    fn paragraph(&mut self, element: Element<'_>) -> Node {
        let mut style = style_of(element);
        style.bold |= matches!(element.name(), "caption" | "th");
        Node::Paragraph {
            style,
            align: align_of(element),
            anchor: self.anchor(element),
            children: self.read(element),
        }
    }

    fn span(&mut self, element: Element<'_>, name: &str) -> Node {
        let mut style = style_of(element);
        match name {
            "sub" => style.subscript = true,
            "sup" => style.superscript = true,
            _ => {}
        }
        let anchor = self.anchor(element);
        Node::Span { style, anchor, children: self.read(element) }
    }

    fn list(&mut self, element: Element<'_>) -> List {
        let mut list = List {
            marks: marks_of(element),
            anchor: self.anchor(element),
            caption: Vec::new(),
            items: Vec::new(),
        };
        for node in element.nodes() {
            let mut stray = Vec::new();
            match node {
                xml::Node::Element(child) if child.is(HL7, "caption") => {
                    list.caption.extend(self.read(child));
                }
                xml::Node::Element(child) if child.is(HL7, "item") => {
                    if self.afford(COST) {
                        list.items.push(self.item(child));
                    }
                }
                xml::Node::Element(child) => self.element(child, &mut stray),
                xml::Node::Text(text) if text.trim().is_empty() => {}
                xml::Node::Text(text) => self.text(&text, &mut stray),
            }
            if !stray.is_empty() {
                list.items.push(Item {
                    style: Style::default(),
                    anchor: None,
                    caption: Vec::new(),
                    children: stray,
                });
            }
        }
        list
    }

    fn item(&mut self, element: Element<'_>) -> Item {
        let (mut caption, mut children) = (Vec::new(), Vec::new());
        for node in element.nodes() {
            match node {
                xml::Node::Element(child) if child.is(HL7, "caption") => {
                    caption.extend(self.read(child));
                }
                xml::Node::Element(child) => self.element(child, &mut children),
                xml::Node::Text(text) => self.text(&text, &mut children),
            }
        }
        let anchor = self.anchor(element);
        Item { style: style_of(element), anchor, caption, children }
    }

    /// A link within the document leads there; one to elsewhere leads nowhere, and its address is
    /// text that the reader may judge.
    fn link(&mut self, element: Element<'_>) -> Node {
        let children = self.read(element);
        let href = attribute(element, "href").unwrap_or_default();
        if let Some(to) = self.index.target(&href) {
            return Node::Link { to, children };
        }
        let anchor = self.anchor(element);
        let said = line(element).is_some_and(|text| text == href);
        let address = match href.starts_with('#') || said {
            true => String::new(),
            false => href,
        };
        if address.is_empty() || !self.afford(5 * address.len()) {
            return Node::Span { style: Style::default(), anchor, children };
        }
        Node::Address { address, children }
    }

    fn files_named(&mut self, element: Element<'_>, nodes: &mut Vec<Node>) {
        let mut caption = self.read(element);
        let names = attribute(element, "referencedObject").unwrap_or_default();
        for name in names.split_ascii_whitespace() {
            match self.files.name(name) {
                Some((file, first)) => {
                    // The image itself is no larger than its base64, and shown once.
                    let text = file.text().filter(|_| first).map_or(0, |text| 2 * text.len());
                    if self.afford(COST + text) {
                        nodes.push(Node::File { file, first, caption: take(&mut caption) });
                    }
                }
                None => {
                    let missing = "[image ou fichier absent du document]";
                    self.text(missing, nodes);
                }
            }
        }
        nodes.append(&mut caption);
    }

    /// What a note says stands at the end of the section; here its number is left.
    fn footnote(&mut self, element: Element<'_>) -> Node {
        self.note_count += 1;
        let number = self.note_count;
        let place = self.notes.len();
        let anchor = self.anchor(element);
        self.notes.push(Note { number, anchor, children: Vec::new() });
        let children = self.read(element);
        if let Some(note) = self.notes.get_mut(place) {
            note.children = children;
        }
        Node::Call { note: number }
    }

    /// How many of these cells may be laid out: the limit stands for all tables together.
    pub(super) fn take_cells(&mut self, wanted: usize) -> usize {
        let given = wanted.min(self.table_cells);
        self.table_cells -= given;
        given
    }

    /// The anchor of the first element that has it: no two may.
    pub(super) fn anchor(&mut self, element: Element<'_>) -> Option<usize> {
        self.index.anchor(element).filter(|anchor| self.anchored.insert(*anchor))
    }
}
