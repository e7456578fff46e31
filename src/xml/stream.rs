//! The streaming reader, for messages too large to be kept as a tree: elements one after the
//! other, in the order of the document, with nothing allocated for each.

use std::borrow::Cow;

use super::characters::{attribute_value, line_ends};
use super::error::{position, Error};
use super::limits::Limits;
use super::namespaces::same;
use super::tokens::{Attribute, Token, Tokens};

/// The name of an element.
#[derive(Debug, Clone, Copy)]
pub struct Name<'a> {
    pub namespace: &'a str,
    pub local: &'a str,
}

impl Name<'_> {
    pub fn is(&self, namespace: &str, local: &str) -> bool {
        same(self.local, local) && same(self.namespace, namespace)
    }
}

/// Content that was read once, to know it when it comes again.
#[derive(Debug, Clone, Copy)]
pub struct Content<'a> {
    raw: &'a str,
    scope: u32,
    depth: usize,
    nodes: usize,
}

/// Where the content of an element begins.
#[derive(Debug, Clone, Copy)]
pub struct Mark {
    start: usize,
    scope: Option<u32>,
    nodes: usize,
}

/// Reads a document from start to end. Whoever is given a child by [`child`](Stream::child)
/// reads it to its end, by its own children, [`text`](Stream::text) or [`skip`](Stream::skip),
/// before the next. The same limits and refusals hold as for a tree.
pub struct Stream<'a, 'l> {
    tokens: Tokens<'a, 'l>,
    /// Of the element that was started last.
    attributes: Vec<Attribute<'a>>,
    /// Whether the element that is open is an empty one, which has no end of its own.
    empty: bool,
}

impl<'a, 'l> Stream<'a, 'l> {
    pub fn new(source: &'a str, limits: &'l Limits) -> Result<Self, Error> {
        let tokens = Tokens::new(source, limits)?;
        Ok(Stream { tokens, attributes: Vec::with_capacity(16), empty: false })
    }

    /// The next child of the element that is open; `None` at its end. Text between children is
    /// passed over. At first the document is what is open, and its only child is the root: when
    /// `None` comes after it, the document was read to its end.
    pub fn child(&mut self) -> Result<Option<Name<'a>>, Error> {
        if std::mem::take(&mut self.empty) {
            return Ok(None);
        }
        loop {
            match self.token()? {
                Token::Start { namespace, local, empty } => {
                    self.empty = empty;
                    return Ok(Some(Name { namespace, local }));
                }
                Token::End | Token::Done => return Ok(None),
                Token::Text(_) | Token::Character(_) => {}
            }
        }
    }

    /// Passes over what is left of the element that is open.
    pub fn skip(&mut self) -> Result<(), Error> {
        if std::mem::take(&mut self.empty) {
            return Ok(());
        }
        let mut below = 0_usize;
        loop {
            match self.token()? {
                Token::Start { empty, .. } => below += usize::from(!empty),
                Token::End if below == 0 => return Ok(()),
                Token::End => below -= 1,
                Token::Done => return Ok(()),
                Token::Text(_) | Token::Character(_) => {}
            }
        }
    }

    /// All character data of the element that is open, which is read to its end.
    pub fn text(&mut self) -> Result<Cow<'a, str>, Error> {
        if std::mem::take(&mut self.empty) {
            return Ok(Cow::Borrowed(""));
        }
        let mut below = 0_usize;
        let mut all = Cow::Borrowed("");
        loop {
            match self.token()? {
                Token::Start { empty, .. } => below += usize::from(!empty),
                Token::End if below == 0 => return Ok(all),
                Token::End => below -= 1,
                Token::Done => return Ok(all),
                Token::Text(raw) if all.is_empty() => all = line_ends(raw),
                Token::Text(raw) => owned(&mut all).push_str(&line_ends(raw)),
                Token::Character(character) => owned(&mut all).push(character),
            }
        }
    }

    /// Namespace, local name and value of each attribute of the element just given.
    pub fn attributes(&self) -> impl Iterator<Item = (Name<'a>, Cow<'a, str>)> + use<'a, '_> {
        self.attributes.iter().map(|attribute| {
            let name = Name { namespace: attribute.namespace, local: attribute.local };
            (name, attribute_value(attribute.raw))
        })
    }

    /// An attribute in no namespace of the element just given.
    pub fn attribute(&self, name: &str) -> Option<Cow<'a, str>> {
        let mut own = self.attributes.iter();
        let found = own.find(|a| same(a.local, name) && a.namespace.is_empty());
        found.map(|attribute| attribute_value(attribute.raw))
    }

    /// Line and column, from 1, of what was read last.
    pub fn position(&self) -> (u32, u32) {
        position(self.tokens.source, self.tokens.offset)
    }

    /// What follows in the source.
    pub fn ahead(&self) -> &'a str {
        self.tokens.source.get(self.tokens.position()..).unwrap_or_default()
    }

    /// Marks the content of the element just given, to remember it once it is read.
    pub fn mark(&mut self) -> Mark {
        let scope = self.tokens.scope();
        Mark { start: self.tokens.position(), scope, nodes: self.tokens.nodes() }
    }

    /// The content from a mark to the end just reached. `None` where it cannot be known again:
    /// an empty element, or too many different namespace declarations.
    pub fn content(&self, mark: Mark) -> Option<Content<'a>> {
        let raw = self.tokens.source.get(mark.start..self.tokens.offset)?;
        let (scope, depth) = (mark.scope?, self.tokens.depth());
        Some(Content { raw, scope, depth, nodes: self.tokens.nodes() - mark.nodes })
    }

    /// Whether the element just given has the same content, byte for byte and with the same names
    /// declared; it is then passed over, element included, for it would read the same.
    pub fn repeats(&mut self, content: &Content<'a>) -> Result<bool, Error> {
        let after = self.ahead().strip_prefix(content.raw);
        let here = !self.empty && after.is_some_and(|after| after.starts_with("</"));
        if !here
            || self.tokens.depth() != content.depth + 1
            || self.tokens.scope() != Some(content.scope)
        {
            return Ok(false);
        }
        self.tokens.pass(content.raw.len(), content.nodes)?;
        self.skip()?;
        Ok(true)
    }

    fn token(&mut self) -> Result<Token<'a>, Error> {
        self.attributes.clear();
        self.tokens.next(&mut self.attributes)
    }
}

/// The text as one that grows, with room for what HL7 fields hold after their first `&`.
fn owned<'t>(text: &'t mut Cow<'_, str>) -> &'t mut String {
    if let Cow::Borrowed(start) = *text {
        let mut longer = String::with_capacity(start.len() + 64);
        longer.push_str(start);
        *text = Cow::Owned(longer);
    }
    text.to_mut()
}
