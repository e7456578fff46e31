//! The hardened tokens under both readers: quick-xml's events, checked, bounded and with their
//! names resolved.

use std::borrow::Cow;
use std::ops::Range;

use quick_xml::events::Event;
use quick_xml::Reader;

use super::attributes::{Attributes, RawAttribute};
use super::characters::{forbidden, resolve};
use super::error::{Error, Problem};
use super::limits::Limits;
use super::names::name_parts;
use super::namespaces::{same, Namespaces};

pub(super) struct Attribute<'a> {
    prefix: &'a str,
    pub local: &'a str,
    pub namespace: &'a str,
    pub raw: &'a str,
}

pub(super) enum Token<'a> {
    /// A start tag; an empty element has no end of its own. Its attributes are the last that
    /// were added to the list.
    Start {
        namespace: &'a str,
        local: &'a str,
        empty: bool,
    },
    End,
    /// Character data as it stands in the source (line ends not yet normalised).
    Text(&'a str),
    /// A character reference or predefined entity.
    Character(char),
    Done,
}

pub(super) struct Tokens<'a, 'l> {
    pub source: &'a str,
    limits: &'l Limits,
    reader: Reader<&'a [u8]>,
    /// Full name of each open element, outermost first.
    open: Vec<&'a str>,
    namespaces: Namespaces<'a>,
    root_closed: bool,
    /// Whether the source holds any '&'.
    references: bool,
    nodes: usize,
    attributes: usize,
    /// Where the last token stands.
    pub offset: usize,
    /// Bytes that were passed over without reading them.
    passed: usize,
}

impl<'a, 'l> Tokens<'a, 'l> {
    pub(super) fn new(source: &'a str, limits: &'l Limits) -> Result<Self, Error> {
        if source.len() > limits.bytes.min(u32::MAX as usize) {
            let limit = limits.bytes;
            return Err(Error::at(Problem::TooLarge { limit }, source, 0));
        }
        if let Some(at) = forbidden(source.as_bytes()) {
            return Err(Error::at(Problem::ForbiddenCharacter, source, at));
        }
        let mut reader = Reader::from_str(source);
        reader.config_mut().check_comments = true;
        // `end` compares the names itself: it has them at hand.
        reader.config_mut().check_end_names = false;
        Ok(Tokens {
            source,
            limits,
            reader,
            open: Vec::with_capacity(32),
            namespaces: Namespaces::new(),
            root_closed: false,
            references: memchr::memchr(b'&', source.as_bytes()).is_some(),
            nodes: 0,
            attributes: 0,
            offset: 0,
            passed: 0,
        })
    }

    /// The next token; the attributes of a start tag are added to the list. Part of each of its
    /// two readers, which take the token apart at once.
    #[inline(always)]
    pub(super) fn next(&mut self, list: &mut Vec<Attribute<'a>>) -> Result<Token<'a>, Error> {
        loop {
            self.offset = self.position();
            let event = match self.reader.read_event() {
                Ok(event) => event,
                Err(error) => return Err(self.broken(&error)),
            };
            let empty = matches!(event, Event::Empty(_));
            let raw = match event {
                Event::Start(tag) | Event::Empty(tag) => {
                    // Between '<' and '>', or '/>': what the source lends for good.
                    let end = self.position().saturating_sub(1 + usize::from(empty));
                    let at = self.offset + 1..end;
                    let (namespace, local) = self.start(at, tag.name().0.len(), empty, list)?;
                    return Ok(Token::Start { namespace, local, empty });
                }
                Event::End(tag) => {
                    self.end(tag.name().0)?;
                    return Ok(Token::End);
                }
                Event::Text(text) => borrowed(text.into_inner()),
                Event::CData(text) => borrowed(text.into_inner()),
                Event::GeneralRef(reference) => {
                    let character =
                        resolve(&reference).ok_or_else(|| self.error(Problem::UnknownEntity))?;
                    if self.open.is_empty() {
                        return Err(self.error(Problem::ContentOutsideRoot));
                    }
                    self.count()?;
                    return Ok(Token::Character(character));
                }
                Event::DocType(_) => return Err(self.error(Problem::DocumentType)),
                Event::Decl(_) if self.offset > 0 => {
                    return Err(self.error(Problem::Syntax("a declaration inside")));
                }
                Event::Comment(_) | Event::PI(_) | Event::Decl(_) => continue,
                Event::Eof => {
                    self.finish()?;
                    return Ok(Token::Done);
                }
            };
            if !self.open.is_empty() {
                self.count()?;
                return Ok(Token::Text(raw));
            }
            if !raw.bytes().all(|b| matches!(b, b' ' | b'\t' | b'\n' | b'\r')) {
                return Err(self.error(Problem::ContentOutsideRoot));
            }
        }
    }

    /// Where the token after the last one begins.
    pub(super) fn position(&self) -> usize {
        self.reader.buffer_position() as usize + self.passed
    }

    pub(super) fn depth(&self) -> usize {
        self.open.len()
    }

    pub(super) fn nodes(&self) -> usize {
        self.nodes
    }

    /// A number for the namespace declarations in force; `None` for a scope like no other.
    pub(super) fn scope(&mut self) -> Option<u32> {
        self.namespaces.scope()
    }

    /// Passes over content that was read before, `bytes` long with `nodes` nodes, at this depth
    /// and in this scope.
    pub(super) fn pass(&mut self, bytes: usize, nodes: usize) -> Result<(), Error> {
        if self.nodes + nodes > self.limits.nodes {
            let limit = self.limits.nodes;
            return Err(self.error(Problem::TooManyNodes { limit }));
        }
        self.nodes += nodes;
        self.passed += bytes;
        let rest = self.reader.get_mut();
        *rest = rest.get(bytes..).unwrap_or_default();
        Ok(())
    }

    fn finish(&self) -> Result<(), Error> {
        let at = |problem| Error::at(problem, self.source, self.source.len());
        match self.open.last() {
            Some(_) => Err(at(Problem::Syntax("unclosed element"))),
            None if !self.root_closed => Err(at(Problem::NoRoot)),
            None => Ok(()),
        }
    }

    /// A start tag: where its text stands in the source, and how long its name is. Its namespace
    /// and local name.
    #[inline(always)]
    fn start(
        &mut self,
        at: Range<usize>,
        name: usize,
        empty: bool,
        list: &mut Vec<Attribute<'a>>,
    ) -> Result<(&'a str, &'a str), Error> {
        if self.open.is_empty() && self.root_closed {
            return Err(self.error(Problem::ContentOutsideRoot));
        }
        if self.open.len() >= self.limits.depth {
            let limit = self.limits.depth;
            return Err(self.error(Problem::TooDeep { limit }));
        }
        let tag = self.source.get(at).and_then(|tag| tag.split_at_checked(name));
        let (name, rest) = tag.ok_or_else(|| self.error(Problem::Syntax("a broken tag")))?;
        if !rest.is_empty() {
            self.read_attributes(rest, list)?;
        }
        let (prefix, local) =
            name_parts(name, self.limits.name).map_err(|problem| self.error(problem))?;
        let namespace =
            self.namespaces.resolve(prefix).ok_or_else(|| self.error(Problem::UnboundPrefix))?;
        self.count()?;
        match empty {
            true => self.leave(),
            false => self.open.push(name),
        }
        Ok((namespace, local))
    }

    #[inline]
    fn end(&mut self, name: &str) -> Result<(), Error> {
        match self.open.pop() {
            Some(open) if same(open, name) => {}
            Some(_) => return Err(self.error(Problem::Syntax("mismatched end tag"))),
            None => return Err(self.error(Problem::Syntax("end tag without start tag"))),
        }
        self.leave();
        Ok(())
    }

    /// After the end of an element: what it declared is forgotten.
    fn leave(&mut self) {
        self.namespaces.leave(self.open.len() as u32 + 1);
        self.root_closed |= self.open.is_empty();
    }

    fn read_attributes(
        &mut self,
        text: &'a str,
        list: &mut Vec<Attribute<'a>>,
    ) -> Result<(), Error> {
        let first = list.len();
        for (count, attribute) in
            Attributes::of(text, self.references, self.limits.name).enumerate()
        {
            if count == self.limits.attributes {
                let limit = self.limits.attributes;
                return Err(self.error(Problem::TooManyAttributes { limit }));
            }
            let RawAttribute { prefix, local, value } =
                attribute.map_err(|problem| self.error(problem))?;
            let own = prefix.is_empty() && same(local, "xmlns");
            if own || (!prefix.is_empty() && same(prefix, "xmlns")) {
                let declared = if own { "" } else { local };
                self.declare(declared, value).map_err(|problem| self.error(problem))?;
                continue;
            }
            if self.attributes == self.limits.nodes {
                let limit = self.limits.nodes;
                return Err(self.error(Problem::TooManyNodes { limit }));
            }
            self.attributes += 1;
            list.push(Attribute { prefix, local, namespace: "", raw: value });
        }
        let own = &mut list[first..];
        // Prefixes resolve once every declaration of the tag is known, whatever their order.
        for attribute in own.iter_mut().filter(|attribute| !attribute.prefix.is_empty()) {
            let namespace = self.namespaces.resolve(attribute.prefix);
            let unbound = || Error::at(Problem::UnboundPrefix, self.source, self.offset);
            attribute.namespace = namespace.ok_or_else(unbound)?;
        }
        let twice = |at: usize| {
            let (this, earlier) = (&own[at], &own[..at]);
            earlier.iter().any(|a| same(a.local, this.local) && same(a.namespace, this.namespace))
        };
        if (1..own.len()).any(twice) {
            return Err(self.error(Problem::DuplicateAttribute));
        }
        Ok(())
    }

    fn declare(&mut self, prefix: &'a str, name: &'a str) -> Result<(), Problem> {
        if same(prefix, "xml") || same(prefix, "xmlns") {
            return Err(Problem::Syntax("a reserved prefix is declared"));
        }
        if name.len() > self.limits.name {
            return Err(Problem::NameTooLong { limit: self.limits.name });
        }
        if !self.namespaces.declare(self.open.len() as u32 + 1, prefix, name) {
            return Err(Problem::DuplicateAttribute);
        }
        if self.namespaces.in_force() > self.limits.namespaces {
            return Err(Problem::TooManyNamespaces { limit: self.limits.namespaces });
        }
        Ok(())
    }

    #[inline]
    fn count(&mut self) -> Result<(), Error> {
        if self.nodes >= self.limits.nodes {
            let limit = self.limits.nodes;
            return Err(self.error(Problem::TooManyNodes { limit }));
        }
        self.nodes += 1;
        Ok(())
    }

    #[cold]
    fn broken(&self, error: &quick_xml::Error) -> Error {
        let at = self.reader.error_position() as usize + self.passed;
        Error::at(Problem::Syntax(describe(error)), self.source, at)
    }

    /// An error at the last token.
    #[cold]
    fn error(&self, problem: Problem) -> Error {
        Error::at(problem, self.source, self.offset)
    }
}

/// The reader slices a `&str`, so what it hands out is always borrowed.
fn borrowed(text: Cow<'_, str>) -> &str {
    match text {
        Cow::Borrowed(text) => text,
        Cow::Owned(_) => "",
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
