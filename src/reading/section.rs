use super::header::Code;
use super::node::{Node, Note};
use super::{html, plain, silent_debug};

/// A section of a CDA, with those inside it. What a body that is no CDA says is one section
/// without title.
#[derive(Clone, Default)]
pub struct Section {
    /// Its place in the document, from 1, subsections counted where they stand.
    pub(super) number: usize,
    pub(super) id: Option<String>,
    pub(super) code: Option<Code>,
    pub(super) title: Option<String>,
    pub(super) body: Vec<Node>,
    pub(super) notes: Vec<Note>,
    pub(super) from_entries: bool,
    pub(super) sections: Vec<Section>,
}

silent_debug!(Section);

impl Section {
    /// Its place in the document, from 1, subsections counted where they stand.
    pub fn number(&self) -> usize {
        self.number
    }

    /// The identifier its author gave it, `root` or `root^extension`.
    pub fn id(&self) -> Option<&str> {
        self.id.as_deref()
    }

    pub fn code(&self) -> Option<&Code> {
        self.code.as_ref()
    }

    /// Its title, else the label of its code.
    pub fn title(&self) -> Option<&str> {
        let label = || self.code.as_ref().and_then(|code| code.label.as_deref());
        self.title.as_deref().or_else(label)
    }

    /// Whether its author wrote no text, so that the labels of its coded entries stand for it.
    pub fn is_from_entries(&self) -> bool {
        self.from_entries
    }

    /// The sections inside it, in order.
    pub fn sections(&self) -> &[Section] {
        &self.sections
    }

    /// Its own text, without title and without the sections inside it.
    pub fn text(&self) -> String {
        plain::section_body(self)
    }

    /// Its own text as safe HTML, without title and without the sections inside it.
    pub fn html(&self) -> String {
        html::section_body(self)
    }
}
