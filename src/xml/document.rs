use std::borrow::Cow;
use std::ops::Range;

use quick_xml::escape::unescape;
use quick_xml::events::Event;
use quick_xml::Reader;

use super::attributes::{Attributes, RawAttribute};
use super::error::{position, Error, Problem};
use super::namespaces::{same, Namespaces};

/// How much a document may hold before it is refused.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    pub bytes: usize,
    pub depth: usize,
    /// Elements and pieces of text; attributes are bounded by the same number.
    pub nodes: usize,
    /// Of one element, namespace declarations included.
    pub attributes: usize,
    /// Namespace declarations in force at one place.
    pub namespaces: usize,
    /// Bytes of a name, a prefix or a namespace name.
    pub name: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Limits {
            bytes: 16 << 20,
            depth: 100,
            nodes: 500_000,
            attributes: 100,
            namespaces: 64,
            name: 1024,
        }
    }
}

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

struct Attribute<'a> {
    prefix: &'a str,
    local: &'a str,
    namespace: &'a str,
    raw: &'a str,
}

impl<'a> Document<'a> {
    /// Parses `source`, which `decode` made of the bytes.
    pub fn parse(source: &'a str, limits: &Limits) -> Result<Self, Error> {
        if source.len() > limits.bytes.min(u32::MAX as usize) {
            let limit = limits.bytes;
            return Err(Error::at(Problem::TooLarge { limit }, source, 0));
        }
        if let Some(at) = forbidden(source.as_bytes()) {
            return Err(Error::at(Problem::ForbiddenCharacter, source, at));
        }
        let mut builder = Builder {
            source,
            limits,
            document: Document {
                source,
                items: Vec::with_capacity((source.len() / 24 + 8).min(RESERVED)),
                attributes: Vec::with_capacity((source.len() / 40 + 8).min(RESERVED)),
            },
            open: Vec::with_capacity(32),
            namespaces: Namespaces::new(),
            root_closed: false,
            references: memchr::memchr(b'&', source.as_bytes()).is_some(),
        };
        builder.run()?;
        Ok(builder.document)
    }

    pub fn root(&self) -> Element<'_> {
        Element { document: self, index: 0 }
    }
}

struct Builder<'a, 'l> {
    source: &'a str,
    limits: &'l Limits,
    document: Document<'a>,
    /// Index and full name of each open element, outermost first.
    open: Vec<(u32, &'a str)>,
    namespaces: Namespaces<'a>,
    root_closed: bool,
    /// Whether the source holds any '&'.
    references: bool,
}

impl<'a> Builder<'a, '_> {
    fn run(&mut self) -> Result<(), Error> {
        let mut reader = Reader::from_str(self.source);
        reader.config_mut().check_comments = true;
        // `end` compares the names itself: it has them at hand.
        reader.config_mut().check_end_names = false;
        loop {
            let offset = reader.buffer_position() as usize;
            let event = reader.read_event().map_err(|error| {
                self.error(Problem::Syntax(describe(&error)), reader.error_position() as usize)
            })?;
            match event {
                // Between '<' and '>', or '/>': what the source lends for good.
                Event::Start(tag) => {
                    let end = (reader.buffer_position() as usize).saturating_sub(1);
                    self.start(offset + 1..end, tag.name().0.len(), offset)?;
                }
                Event::Empty(tag) => {
                    let end = (reader.buffer_position() as usize).saturating_sub(2);
                    self.start(offset + 1..end, tag.name().0.len(), offset)?;
                    self.leave();
                }
                Event::End(tag) => self.end(tag.name().0, offset)?,
                Event::Text(text) => self.character_data(borrowed(text.into_inner()), offset)?,
                Event::CData(text) => self.character_data(borrowed(text.into_inner()), offset)?,
                Event::GeneralRef(reference) => {
                    let character = resolve(&reference)
                        .ok_or_else(|| self.error(Problem::UnknownEntity, offset))?;
                    self.add(Kind::Character(character), offset)?;
                }
                Event::DocType(_) => return Err(self.error(Problem::DocumentType, offset)),
                Event::Decl(_) if offset > 0 => {
                    return Err(self.error(Problem::Syntax("a declaration inside"), offset));
                }
                Event::Comment(_) | Event::PI(_) | Event::Decl(_) => {}
                Event::Eof => break,
            }
        }
        let empty = self.document.items.is_empty();
        match self.open.last() {
            Some(_) => Err(self.error(Problem::Syntax("unclosed element"), self.source.len())),
            None if empty => Err(self.error(Problem::NoRoot, self.source.len())),
            None => Ok(()),
        }
    }

    /// A start tag: where its text stands in the source, and how long its name is.
    fn start(&mut self, at: Range<usize>, name: usize, offset: usize) -> Result<(), Error> {
        if self.open.is_empty() && self.root_closed {
            return Err(self.error(Problem::ContentOutsideRoot, offset));
        }
        if self.open.len() >= self.limits.depth {
            let limit = self.limits.depth;
            return Err(self.error(Problem::TooDeep { limit }, offset));
        }
        let depth = self.open.len() as u32 + 1;
        let tag = self.source.get(at).and_then(|tag| tag.split_at_checked(name));
        let (name, rest) =
            tag.ok_or_else(|| self.error(Problem::Syntax("a broken tag"), offset))?;
        let attributes = match rest {
            "" => (0, 0),
            rest => self.attributes(rest, depth, offset)?,
        };
        let (prefix, local) =
            name_parts(name, self.limits.name).map_err(|problem| self.error(problem, offset))?;
        let namespace = self
            .namespaces
            .resolve(prefix)
            .ok_or_else(|| self.error(Problem::UnboundPrefix, offset))?;
        let index = self.document.items.len() as u32;
        self.add(Kind::Element { namespace, local, attributes }, offset)?;
        self.open.push((index, name));
        Ok(())
    }

    fn end(&mut self, name: &str, offset: usize) -> Result<(), Error> {
        match self.open.last() {
            Some((_, open)) if same(open, name) => {}
            Some(_) => return Err(self.error(Problem::Syntax("mismatched end tag"), offset)),
            None => return Err(self.error(Problem::Syntax("end tag without start tag"), offset)),
        }
        self.leave();
        Ok(())
    }

    fn leave(&mut self) {
        let Some((index, _)) = self.open.pop() else { return };
        let end = self.document.items.len() as u32;
        self.document.items[index as usize].end = end;
        self.namespaces.leave(self.open.len() as u32 + 1);
        self.root_closed |= self.open.is_empty();
    }

    fn attributes(
        &mut self,
        text: &'a str,
        depth: u32,
        offset: usize,
    ) -> Result<(u32, u32), Error> {
        let first = self.document.attributes.len();
        for (count, attribute) in
            Attributes::of(text, self.references, self.limits.name).enumerate()
        {
            if count == self.limits.attributes {
                let limit = self.limits.attributes;
                return Err(self.error(Problem::TooManyAttributes { limit }, offset));
            }
            let attribute = attribute.map_err(|problem| self.error(problem, offset))?;
            let raw = attribute.value;
            let RawAttribute { prefix, local, .. } = attribute;
            let own = prefix.is_empty() && same(local, "xmlns");
            if own || (!prefix.is_empty() && same(prefix, "xmlns")) {
                let declared = if own { "" } else { local };
                self.declare(depth, declared, raw)
                    .map_err(|problem| self.error(problem, offset))?;
                continue;
            }
            if self.document.attributes.len() == self.limits.nodes {
                let limit = self.limits.nodes;
                return Err(self.error(Problem::TooManyNodes { limit }, offset));
            }
            let kept = Attribute { prefix, local, namespace: "", raw };
            self.document.attributes.push(kept);
        }
        let own = &mut self.document.attributes[first..];
        // Prefixes resolve once every declaration of the tag is known, whatever their order.
        for attribute in own.iter_mut().filter(|attribute| !attribute.prefix.is_empty()) {
            let namespace = self.namespaces.resolve(attribute.prefix);
            let unbound = || Error::at(Problem::UnboundPrefix, self.source, offset);
            attribute.namespace = namespace.ok_or_else(unbound)?;
        }
        let twice = |at: usize| {
            let (this, earlier) = (&own[at], &own[..at]);
            earlier.iter().any(|a| same(a.local, this.local) && same(a.namespace, this.namespace))
        };
        if (1..own.len()).any(twice) {
            return Err(self.error(Problem::DuplicateAttribute, offset));
        }
        Ok((first as u32, self.document.attributes.len() as u32))
    }

    fn declare(&mut self, depth: u32, prefix: &'a str, name: &'a str) -> Result<(), Problem> {
        if same(prefix, "xml") || same(prefix, "xmlns") {
            return Err(Problem::Syntax("a reserved prefix is declared"));
        }
        if name.len() > self.limits.name {
            return Err(Problem::NameTooLong { limit: self.limits.name });
        }
        if !self.namespaces.declare(depth, prefix, name) {
            return Err(Problem::DuplicateAttribute);
        }
        if self.namespaces.in_force() > self.limits.namespaces {
            return Err(Problem::TooManyNamespaces { limit: self.limits.namespaces });
        }
        Ok(())
    }

    fn character_data(&mut self, text: &'a str, offset: usize) -> Result<(), Error> {
        if !self.open.is_empty() {
            return self.add(Kind::Text(text), offset);
        }
        let blank = text.chars().all(|c| matches!(c, ' ' | '\t' | '\n' | '\r'));
        if blank {
            return Ok(());
        }
        Err(self.error(Problem::ContentOutsideRoot, offset))
    }

    fn add(&mut self, kind: Kind<'a>, offset: usize) -> Result<(), Error> {
        if matches!(kind, Kind::Character(_)) && self.open.is_empty() {
            return Err(self.error(Problem::ContentOutsideRoot, offset));
        }
        let next = self.document.items.len() + 1;
        if next > self.limits.nodes {
            let limit = self.limits.nodes;
            return Err(self.error(Problem::TooManyNodes { limit }, offset));
        }
        self.document.items.push(Item { kind, offset: offset as u32, end: next as u32 });
        Ok(())
    }

    fn error(&self, problem: Problem, offset: usize) -> Error {
        Error::at(problem, self.source, offset)
    }
}

/// Where a control character stands that XML 1.0 forbids. Whole blocks at a time: nearly every
/// document has none.
fn forbidden(bytes: &[u8]) -> Option<usize> {
    let is = |b: u8| b < 0x20 && b != b'\t' && b != b'\n' && b != b'\r';
    let block = bytes.chunks(256).position(|block| block.iter().fold(false, |f, b| f | is(*b)))?;
    bytes.iter().skip(block * 256).position(|b| is(*b)).map(|at| block * 256 + at)
}

/// Prefix and local name of a tag.
fn name_parts(name: &str, longest: usize) -> Result<(&str, &str), Problem> {
    let Some(colon) = name.as_bytes().iter().position(|b| *b == b':') else {
        check_name(name, longest)?;
        return Ok(("", name));
    };
    let (prefix, local) = (&name[..colon], &name[colon + 1..]);
    check_name(prefix, longest)?;
    check_name(local, longest)?;
    match local.as_bytes().contains(&b':') {
        true => Err(Problem::Syntax("a name with two colons")),
        false => Ok((prefix, local)),
    }
}

/// A name starts as one. The rest of its characters are not looked at: an odd one in the middle
/// is nobody's name, and harms nobody.
#[inline]
pub(super) fn check_name(name: &str, longest: usize) -> Result<(), Problem> {
    match name.as_bytes() {
        [b'a'..=b'z' | b'A'..=b'Z' | b'_' | 0x80.., ..] if name.len() <= longest => Ok(()),
        [b'a'..=b'z' | b'A'..=b'Z' | b'_' | 0x80.., ..] => {
            Err(Problem::NameTooLong { limit: longest })
        }
        _ => Err(Problem::Syntax("not a name")),
    }
}

/// The reader slices a `&str`, so what it hands out is always borrowed.
fn borrowed(text: Cow<'_, str>) -> &str {
    match text {
        Cow::Borrowed(text) => text,
        Cow::Owned(_) => "",
    }
}

fn resolve(reference: &quick_xml::events::BytesRef<'_>) -> Option<char> {
    if reference.is_char_ref() {
        let character = reference.resolve_char_ref().ok().flatten()?;
        let allowed = matches!(character, '\t' | '\n' | '\r' | ' '..='\u{D7FF}'
            | '\u{E000}'..='\u{FFFD}' | '\u{10000}'..='\u{10FFFF}');
        return allowed.then_some(character);
    }
    match &**reference {
        "lt" => Some('<'),
        "gt" => Some('>'),
        "amp" => Some('&'),
        "apos" => Some('\''),
        "quot" => Some('"'),
        _ => None,
    }
}

fn describe(error: &quick_xml::Error) -> &'static str {
    use quick_xml::errors::IllFormedError as Ill;
    match error {
        quick_xml::Error::Syntax(_) => "syntax error",
        quick_xml::Error::IllFormed(Ill::UnmatchedEndTag(_)) => "end tag without start tag",
        quick_xml::Error::IllFormed(_) => "ill-formed",
        _ => "unreadable",
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

/// XML 1.0 section 2.11: CR LF and CR both read as LF.
fn line_ends(raw: &str) -> Cow<'_, str> {
    if raw.contains('\r') {
        return Cow::Owned(raw.replace("\r\n", "\n").replace('\r', "\n"));
    }
    Cow::Borrowed(raw)
}

/// XML 1.0 section 3.3.3: white space reads as spaces, references as what they stand for.
fn attribute_value(raw: &str) -> Cow<'_, str> {
    if !raw.bytes().any(|b| matches!(b, b'\t' | b'\n' | b'\r' | b'&')) {
        return Cow::Borrowed(raw);
    }
    let spaced = raw.replace("\r\n", " ").replace(['\t', '\n', '\r'], " ");
    // Already known to unescape: the parser tried it.
    Cow::Owned(unescape(&spaced).map(Cow::into_owned).unwrap_or_default())
}
