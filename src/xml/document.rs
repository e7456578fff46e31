use std::borrow::Cow;

use super::characters::{attribute_value, line_ends};
use super::error::{position, Error};
use super::limits::Limits;
use super::namespaces::same;
use super::tokens::{Attribute, Token, Tokens};

/// Room made before the first node is seen: more comes as it is needed.
const RESERVED: usize = 64 * 1024;

/// A parsed document that borrows from its source: elements and texts in document order.
pub struct Document<'a> {
    source: &'a str,
    items: Vec<Item<'a>>,
    attributes: Vec<Attribute<'a>>,
}

/// One node. `end` is the index after its last descendant, so that a subtree is a slice.
struct Item<'a> {
    kind: Kind<'a>,
    offset: u32,
    end: u32,
}

enum Kind<'a> {
    Element {
        namespace: &'a str,
        local: &'a str,
        attributes: (u32, u32),
    },
    /// Character data as it stands in the source (line ends not yet normalised).
    Text(&'a str),
    /// A character reference or predefined entity.
    Character(char),
}

impl<'a> Document<'a> {
    /// Parses `source`, which `decode` made of the bytes.
    pub fn parse(source: &'a str, limits: &Limits) -> Result<Self, Error> {
        let mut tokens = Tokens::new(source, limits)?;
        let mut items: Vec<Item<'a>> = Vec::with_capacity((source.len() / 24 + 8).min(RESERVED));
        let mut attributes = Vec::with_capacity((source.len() / 40 + 8).min(RESERVED));
        // The innermost open element. While it is open, its end is the one around it.
        let mut open: u32 = 0;
        loop {
            let first = attributes.len() as u32;
            let token = tokens.next(&mut attributes)?;
            let next = items.len() as u32 + 1;
            let mut end = next;
            let kind = match token {
                Token::Start { namespace, local, empty } => {
                    if !empty {
                        end = std::mem::replace(&mut open, next - 1);
                    }
                    let attributes = (first, attributes.len() as u32);
                    Kind::Element { namespace, local, attributes }
                }
                Token::Text(raw) => Kind::Text(raw),
                Token::Character(character) => Kind::Character(character),
                Token::End => {
                    if let Some(element) = items.get_mut(open as usize) {
                        open = std::mem::replace(&mut element.end, next - 1);
                    }
                    continue;
                }
                Token::Done => break,
            };
            items.push(Item { kind, offset: tokens.offset as u32, end });
        }
        Ok(Document { source, items, attributes })
    }

    pub fn root(&self) -> Element<'_> {
        Element { document: self, index: 0 }
    }
}

/// An element of a document.
#[derive(Clone, Copy)]
pub struct Element<'d> {
    document: &'d Document<'d>,
    index: u32,
}

/// A child of an element.
pub enum Node<'d> {
    Element(Element<'d>),
    Text(Cow<'d, str>),
}

impl<'d> Element<'d> {
    fn item(&self) -> &'d Item<'d> {
        &self.document.items[self.index as usize]
    }

    pub fn namespace(&self) -> &'d str {
        match &self.item().kind {
            Kind::Element { namespace, .. } => namespace,
            _ => "",
        }
    }

    /// The local name.
    pub fn name(&self) -> &'d str {
        match &self.item().kind {
            Kind::Element { local, .. } => local,
            _ => "",
        }
    }

    pub fn is(&self, namespace: &str, name: &str) -> bool {
        same(self.name(), name) && same(self.namespace(), namespace)
    }

    /// Line and column, from 1.
    pub fn position(&self) -> (u32, u32) {
        position(self.document.source, self.item().offset as usize)
    }

    fn attributes(&self) -> &'d [Attribute<'d>] {
        match &self.item().kind {
            Kind::Element { attributes: (first, last), .. } => {
                &self.document.attributes[*first as usize..*last as usize]
            }
            _ => &[],
        }
    }

    /// An attribute in no namespace.
    pub fn attribute(&self, name: &str) -> Option<Cow<'d, str>> {
        self.attribute_in("", name)
    }

    pub fn attribute_in(&self, namespace: &str, name: &str) -> Option<Cow<'d, str>> {
        self.attributes()
            .iter()
            .find(|a| same(a.local, name) && same(a.namespace, namespace))
            .map(|a| attribute_value(a.raw))
    }

    /// Elements and texts, in order.
    pub fn nodes(&self) -> impl Iterator<Item = Node<'d>> + use<'d> {
        let document = self.document;
        let end = self.item().end;
        let mut next = self.index + 1;
        std::iter::from_fn(move || {
            if next >= end {
                return None;
            }
            let index = next;
            let item = &document.items[index as usize];
            next = item.end;
            Some(match item.kind {
                Kind::Element { .. } => Node::Element(Element { document, index }),
                Kind::Text(raw) => Node::Text(line_ends(raw)),
                Kind::Character(character) => Node::Text(Cow::Owned(character.to_string())),
            })
        })
    }

    /// The child elements, in order.
    pub fn children(&self) -> Children<'d> {
        Children { document: self.document, next: self.index + 1, end: self.item().end }
    }

    /// The first child element with this name.
    pub fn child(&self, namespace: &str, name: &str) -> Option<Element<'d>> {
        self.children().find(|child| child.is(namespace, name))
    }

    /// The first element found by following child names, all in one namespace.
    pub fn path(&self, namespace: &str, names: &[&str]) -> Option<Element<'d>> {
        names.iter().try_fold(*self, |element, name| element.child(namespace, name))
    }

    /// All character data below, in order.
    pub fn text(&self) -> Cow<'d, str> {
        let range = self.index as usize + 1..self.item().end as usize;
        let mut all = Cow::Borrowed("");
        for item in &self.document.items[range] {
            match item.kind {
                Kind::Element { .. } => {}
                Kind::Text(raw) if all.is_empty() => all = line_ends(raw),
                Kind::Text(raw) => all.to_mut().push_str(&line_ends(raw)),
                Kind::Character(character) => all.to_mut().push(character),
            }
        }
        all
    }
}

/// The child elements of an element.
pub struct Children<'d> {
    document: &'d Document<'d>,
    next: u32,
    end: u32,
}

impl<'d> Iterator for Children<'d> {
    type Item = Element<'d>;

    fn next(&mut self) -> Option<Element<'d>> {
        while self.next < self.end {
            let index = self.next;
            let item = &self.document.items[index as usize];
            self.next = item.end;
            if matches!(item.kind, Kind::Element { .. }) {
                return Some(Element { document: self.document, index });
            }
        }
        None
    }
}
