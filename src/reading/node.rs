//! The narrative of a section, as a tree that HTML and plain text are both written from. Its
//! depth is bounded by that of the XML it came from.

use std::sync::Arc;

use super::media::EmbeddedFile;

#[derive(Clone)]
pub(super) enum Node {
    Text(String),
    Break,
    /// A run of text with a form, and the identifier that links point to.
    Span {
        style: Style,
        anchor: Option<usize>,
        children: Vec<Node>,
    },
    Paragraph {
        style: Style,
        align: Option<Align>,
        anchor: Option<usize>,
        children: Vec<Node>,
    },
    List(List),
    Table(Table),
    /// A file of the document; `first` where the text names it for the first time.
    File {
        file: Arc<EmbeddedFile>,
        first: bool,
        caption: Vec<Node>,
    },
    /// A link to an anchor of the document.
    Link {
        to: usize,
        children: Vec<Node>,
    },
    /// A link to elsewhere: its address is text.
    Address {
        address: String,
        children: Vec<Node>,
    },
    /// Where a note is called.
    Call {
        note: usize,
    },
}

/// Forms of text, and whether an author inserted or deleted it.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Style {
    pub bold: bool,
    pub italic: bool,
    pub underline: bool,
    pub emphasis: bool,
    pub subscript: bool,
    pub superscript: bool,
    pub inserted: bool,
    pub deleted: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Align {
    Left,
    Center,
    Right,
    Justify,
}

/// How the items of a list are marked.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Marks {
    Disc,
    Circle,
    Square,
    Decimal,
    LittleAlpha,
    BigAlpha,
    LittleRoman,
    BigRoman,
}

#[derive(Clone)]
pub(super) struct List {
    pub marks: Marks,
    pub anchor: Option<usize>,
    pub caption: Vec<Node>,
    pub items: Vec<Item>,
}

#[derive(Clone)]
pub(super) struct Item {
    pub style: Style,
    pub anchor: Option<usize>,
    pub caption: Vec<Node>,
    pub children: Vec<Node>,
}

/// A table whose cells fit: none overlaps another, each column and row has a cell of its own.
#[derive(Clone)]
pub(super) struct Table {
    pub anchor: Option<usize>,
    pub borders: bool,
    pub caption: Vec<Node>,
    pub columns: usize,
    pub groups: Vec<RowGroup>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum GroupKind {
    Head,
    Body,
    Foot,
}

#[derive(Clone)]
pub(super) struct RowGroup {
    pub kind: GroupKind,
    pub rows: Vec<Row>,
}

#[derive(Clone)]
pub(super) struct Row {
    pub anchor: Option<usize>,
    pub cells: Vec<Cell>,
}

#[derive(Clone)]
pub(super) struct Cell {
    /// Its first column, from 0.
    pub column: usize,
    pub columns: usize,
    pub rows: usize,
    pub heading: Option<Scope>,
    pub style: Style,
    pub align: Option<Align>,
    pub rules: Rules,
    pub anchor: Option<usize>,
    pub children: Vec<Node>,
}

/// What a heading cell heads.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Scope {
    Column,
    Row,
}

/// Lines at the sides of a cell (Lrule, Rrule, Toprule, Botrule).
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Rules {
    pub left: bool,
    pub right: bool,
    pub top: bool,
    pub bottom: bool,
}

/// A footnote: its number in the document, and what it says.
#[derive(Clone)]
pub(super) struct Note {
    pub number: usize,
    pub anchor: Option<usize>,
    pub children: Vec<Node>,
}

impl Node {
    /// Whether it stands on lines of its own.
    pub(super) fn is_block(&self) -> bool {
        match self {
            Node::Paragraph { .. } | Node::List(_) | Node::Table(_) => true,
            Node::File { .. } => true,
            Node::Span { children, .. }
            | Node::Link { children, .. }
            | Node::Address { children, .. } => children.iter().any(Node::is_block),
            Node::Text(_) | Node::Break | Node::Call { .. } => false,
        }
    }

    /// Whether nothing of it is seen.
    pub(super) fn is_blank(&self) -> bool {
        matches!(self, Node::Text(text) if text.chars().all(char::is_whitespace))
    }
}
