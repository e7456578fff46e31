use std::collections::BTreeSet;

use super::super::media::EmbeddedFile;
use super::super::node::{Item, List, Marks, Node, Note, Style};
use super::super::{plain, Section};
use super::classes::{align_class, block_classes};
use super::writer::Writer;

/// Writes narrative so that each element stands where HTML allows it.
pub(super) struct Narrative<'w> {
    pub(super) out: &'w mut Writer,
    /// Whether a link is open: none may stand in another.
    in_link: bool,
    /// The notes of this section that were called: the first call is where a note leads back to.
    called: BTreeSet<usize>,
    /// The notes of this section that were not.
    uncalled: BTreeSet<usize>,
}

impl<'w> Narrative<'w> {
    pub(super) fn new(out: &'w mut Writer) -> Self {
        Narrative { out, in_link: false, called: BTreeSet::new(), uncalled: BTreeSet::new() }
    }

    /// The text of a section and its notes.
    pub(super) fn body(&mut self, section: &Section) {
        if section.is_from_entries() {
            self.out.raw("<p class=\"dmpkit-note\">");
            self.out.text(plain::FROM_ENTRIES);
            self.out.raw("</p>\n");
        }
        self.uncalled = section.notes.iter().map(|note| note.number).collect();
        self.flow(&section.body);
        section.notes.iter().for_each(|note| self.note(note));
    }

    /// Blocks, and paragraphs of what stands between them.
    fn flow(&mut self, nodes: &[Node]) {
        for run in nodes.chunk_by(|a, b| !a.is_block() && !b.is_block()) {
            match run {
                [block] if block.is_block() => self.block(block),
                inline => {
                    let inline = trimmed(inline);
                    if !inline.is_empty() {
                        self.out.raw("<p>");
                        self.inline(inline);
                        self.out.raw("</p>\n");
                    }
                }
            }
        }
    }

    pub(super) fn inline(&mut self, nodes: &[Node]) {
        nodes.iter().for_each(|node| self.phrase(node));
    }

    /// What a cell or an item holds: lines where it can, blocks where it must.
    pub(super) fn inside(&mut self, nodes: &[Node]) {
        match nodes.iter().any(Node::is_block) {
            true => self.flow(nodes),
            false => self.inline(trimmed(nodes)),
        }
    }

    fn block(&mut self, node: &Node) {
        match node {
            Node::Paragraph { style, align, anchor, children } => {
                let inner = children.iter().any(Node::is_block);
                let tag = if inner { "div" } else { "p" };
                let classes = [block_classes(*style), align_class(*align)].concat();
                self.open(tag, *anchor, &classes);
                self.revised(*style, |narrative| narrative.inside(children));
                self.close(tag);
            }
            Node::List(list) => self.list(list),
            Node::Table(table) => self.table(table),
            Node::File { file, first, caption } => self.file(file, *first, caption),
            Node::Span { style, anchor, children } => {
                self.open("div", *anchor, &block_classes(*style));
                self.revised(*style, |narrative| narrative.flow(children));
                self.close("div");
            }
            Node::Link { to, children } => {
                // A link around blocks leads from a line of its own.
                self.flow(children);
                self.out.raw("<p>");
                self.link(*to, |narrative| narrative.out.raw("Voir plus loin"));
                self.out.raw("</p>\n");
            }
            Node::Address { address, children } => {
                self.flow(children);
                self.out.raw("<p>");
                self.out.text(address);
                self.out.raw("</p>\n");
            }
            Node::Text(_) | Node::Break | Node::Call { .. } => self.phrase(node),
        }
    }

    /// What stands within a line. A block that stands there all the same is written as text.
    fn phrase(&mut self, node: &Node) {
        match node {
            Node::Text(text) => self.out.text(text),
            Node::Break => self.out.raw("<br>"),
            Node::Span { style, anchor, children } => self.span(*style, *anchor, children),
            Node::Link { to, children } => self.link(*to, |narrative| narrative.inline(children)),
            Node::Address { address, children } => {
                self.inline(children);
                self.out.raw(" (");
                self.out.text(address);
                self.out.raw(")");
            }
            Node::Call { note } => self.call(*note),
            Node::Paragraph { .. } | Node::List(_) | Node::Table(_) | Node::File { .. } => {
                self.out.text(&plain::nodes(std::slice::from_ref(node)));
            }
        }
    }

    fn span(&mut self, style: Style, anchor: Option<usize>, children: &[Node]) {
        let tags = [
            (style.bold, "strong"),
            (style.emphasis, "em"),
            (style.italic, "i"),
            (style.underline, "u"),
            (style.subscript, "sub"),
            (style.superscript, "sup"),
        ];
        if anchor.is_some() {
            self.open("span", anchor, &[]);
        }
        let tags: Vec<&str> = tags.into_iter().filter(|(is, _)| *is).map(|(_, tag)| tag).collect();
        tags.iter().for_each(|tag| self.out.raw(&format!("<{tag}>")));
        self.revised(style, |narrative| narrative.inline(children));
        tags.iter().rev().for_each(|tag| self.out.raw(&format!("</{tag}>")));
        if anchor.is_some() {
            self.out.raw("</span>");
        }
    }

    /// What was inserted or deleted is marked, and said for who cannot see the mark.
    pub(super) fn revised(&mut self, style: Style, content: impl FnOnce(&mut Self)) {
        let (tag, said) = match (style.inserted, style.deleted) {
            (true, _) => ("ins", "[ajouté : "),
            (_, true) => ("del", "[supprimé : "),
            _ => return content(self),
        };
        self.out.raw(&format!("<{tag}><span class=\"dmpkit-hidden\">{said}</span>"));
        content(self);
        self.out.raw(&format!("<span class=\"dmpkit-hidden\">]</span></{tag}>"));
    }

    fn link(&mut self, to: usize, content: impl FnOnce(&mut Self)) {
        if self.in_link {
            return content(self);
        }
        self.in_link = true;
        self.out.raw(&format!("<a href=\"#dmpkit-a{to}\">"));
        content(self);
        self.out.raw("</a>");
        self.in_link = false;
    }

    fn call(&mut self, note: usize) {
        if self.in_link {
            self.out.raw(&format!("<sup>[note {note}]</sup>"));
            return;
        }
        let id = match self.uncalled.remove(&note) {
            true => {
                self.called.insert(note);
                format!(" id=\"dmpkit-appel{note}\"")
            }
            false => String::new(),
        };
        self.out.raw(&format!("<sup><a{id} href=\"#dmpkit-note{note}\">[note {note}]</a></sup>"));
    }

    fn note(&mut self, note: &Note) {
        let number = note.number;
        self.out.raw(&format!("<div class=\"dmpkit-note\" id=\"dmpkit-note{number}\">\n"));
        self.open("p", note.anchor, &[]);
        self.out.raw(&format!("Note {number} : "));
        let inline = !note.children.iter().any(Node::is_block);
        if inline {
            self.inline(trimmed(&note.children));
        }
        if self.called.contains(&number) {
            self.out.raw(&format!(" (<a href=\"#dmpkit-appel{number}\">retour au texte</a>)"));
        }
        self.close("p");
        if !inline {
            self.flow(&note.children);
        }
        self.out.raw("</div>\n");
    }

    fn list(&mut self, list: &List) {
        if !trimmed(&list.caption).is_empty() {
            self.out.raw("<p class=\"dmpkit-caption\"><strong>");
            self.inline(&list.caption);
            self.out.raw("</strong></p>\n");
        }
        if list.items.is_empty() {
            return;
        }
        let (tag, extra) = match list.marks {
            Marks::Disc => ("ul", ""),
            Marks::Circle => ("ul", " class=\"dmpkit-circle\""),
            Marks::Square => ("ul", " class=\"dmpkit-square\""),
            Marks::Decimal => ("ol", ""),
            Marks::LittleAlpha => ("ol", " type=\"a\""),
            Marks::BigAlpha => ("ol", " type=\"A\""),
            Marks::LittleRoman => ("ol", " type=\"i\""),
            Marks::BigRoman => ("ol", " type=\"I\""),
        };
        self.out.raw(&format!("<{tag}{extra}"));
        self.id(list.anchor);
        self.out.raw(">\n");
        list.items.iter().for_each(|item| self.item(item));
        self.close(tag);
    }

    fn item(&mut self, item: &Item) {
        self.open("li", item.anchor, &block_classes(item.style));
        if !trimmed(&item.caption).is_empty() {
            self.out.raw("<strong>");
            self.inline(&item.caption);
            self.out.raw("</strong> ");
        }
        self.revised(item.style, |narrative| narrative.inside(&item.children));
        self.close("li");
    }

    fn file(&mut self, file: &EmbeddedFile, first: bool, caption: &[Node]) {
        let said = plain::nodes(caption);
        let label = match said.is_empty() {
            true => file.label(),
            false => format!("{} : {said}", file.label()),
        };
        if first && file.is_shown_image() {
            self.out.raw("<figure>\n<img src=\"");
            self.out.raw(&file.data_url());
            self.out.raw("\"");
            let silent = format!("Image n° {}, sans description", file.number());
            self.out.attribute("alt", if said.is_empty() { &silent } else { &said });
            self.out.raw(">\n<figcaption>");
            self.out.text(&label);
            self.out.raw("</figcaption>\n</figure>\n");
            return;
        }
        self.out.raw("<p class=\"dmpkit-file\">");
        self.out.text(&label);
        match (first, file.text()) {
            (false, _) => self.out.raw(" (déjà présenté plus haut)"),
            (true, None) => self.out.raw(". Il s’ouvre séparément."),
            (true, Some(_)) => {}
        }
        self.out.raw("</p>\n");
        if let Some(text) = file.text().filter(|_| first) {
            self.out.raw("<pre>\n");
            self.out.lines(text);
            self.out.raw("</pre>\n");
        }
    }

    pub(super) fn open(&mut self, tag: &str, anchor: Option<usize>, classes: &[&str]) {
        self.out.raw(&format!("<{tag}"));
        self.id(anchor);
        self.classes(classes);
        self.out.raw(">");
    }

    pub(super) fn close(&mut self, tag: &str) {
        self.out.raw(&format!("</{tag}>\n"));
    }

    pub(super) fn id(&mut self, anchor: Option<usize>) {
        if let Some(anchor) = anchor {
            self.out.raw(&format!(" id=\"dmpkit-a{anchor}\""));
        }
    }

    pub(super) fn classes(&mut self, classes: &[&str]) {
        if !classes.is_empty() {
            self.out.raw(&format!(" class=\"{}\"", classes.join(" ")));
        }
    }
}

/// Without the blanks and breaks at both ends.
pub(super) fn trimmed(nodes: &[Node]) -> &[Node] {
    let seen = |node: &Node| !(node.is_blank() || matches!(node, Node::Break));
    let first = nodes.iter().position(seen).unwrap_or(nodes.len());
    let last = nodes.iter().rposition(seen).map_or(first, |last| last + 1);
    nodes.get(first..last).unwrap_or(&[])
}
