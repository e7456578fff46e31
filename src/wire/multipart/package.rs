//! A root and what it refers to, whichever way they came.

use std::borrow::Cow;
use std::collections::btree_map::{BTreeMap, Entry};

use super::super::WireError;
use super::content_type::ContentType;
use super::split::{split, Headers, Part};
use super::transfer::hexadecimal;
use super::{at, Limits, MultipartError, MultipartProblem};

/// Bytes of a boundary: RFC 2046 allows 70, servers take more.
const LONGEST_BOUNDARY: usize = 200;

/// A message taken apart.
pub(in crate::wire) struct Package<'a> {
    parts: Vec<Part<'a>>,
    root: usize,
    /// The part of each Content-ID; `None` where two parts have it.
    ids: BTreeMap<Vec<u8>, Option<usize>>,
}

impl<'a> Package<'a> {
    /// Takes a body apart, whose `Content-Type` HTTP gave. What is no multipart is all root.
    pub(in crate::wire) fn open(
        content_type: &str,
        body: &'a [u8],
        limits: &Limits,
    ) -> Result<Self, MultipartError> {
        let content_type = ContentType::parse(content_type);
        if !content_type.media.starts_with("multipart/") {
            let root = Part { headers: Headers::default(), content: body, whole: true };
            return Ok(Package { parts: vec![root], root: 0, ids: BTreeMap::new() });
        }
        let boundary = boundary(&content_type, body)
            .ok_or_else(|| at("Content-Type", MultipartProblem::Boundary))?;
        let parts = split(body, &boundary, limits)?;
        let mut ids = BTreeMap::new();
        for (number, part) in parts.iter().enumerate() {
            let Some(id) = &part.headers.id else { continue };
            match ids.entry(plain_id(id)) {
                Entry::Vacant(free) => {
                    free.insert(Some(number));
                }
                Entry::Occupied(mut taken) => {
                    taken.insert(None);
                }
            }
        }
        let start = content_type.parameter("start").map(plain_id);
        let root = start.and_then(|start| ids.get(&start).copied().flatten()).unwrap_or(0);
        Ok(Package { parts, root, ids })
    }

    /// The bytes of the XML. They may be cut where no delimiter ended them: XML tells itself.
    pub(in crate::wire) fn root(&self) -> Result<Cow<'a, [u8]>, MultipartError> {
        let bytes = self.parts[self.root].bytes();
        bytes.map_err(|problem| at(format!("part {}", self.root + 1), problem))
    }

    /// The part that the URL of an `xop:Include` refers to; `field` names the place in the error.
    /// What may be cut is refused, for nothing tells a document's end.
    pub(in crate::wire) fn referenced(
        &self,
        url: &str,
        field: &str,
    ) -> Result<&Part<'a>, MultipartError> {
        let url = url.trim();
        let id = url.split_at_checked(4).filter(|(scheme, _)| scheme.eq_ignore_ascii_case("cid:"));
        let (_, id) = id.ok_or_else(|| at(field, MultipartProblem::Reference))?;
        let number = self.ids.get(&plain_id(id));
        let number = number.ok_or_else(|| at(field, MultipartProblem::MissingPart))?;
        let number = number.ok_or_else(|| at(field, MultipartProblem::AmbiguousPart))?;
        match &self.parts[number] {
            part if part.whole => Ok(part),
            _ => Err(at(field, MultipartProblem::Cut)),
        }
    }
}

/// The boundary that the header gives; where it gives none, that of the first line.
fn boundary<'a>(content_type: &'a ContentType, body: &'a [u8]) -> Option<Cow<'a, str>> {
    let boundary = match content_type.parameter("boundary") {
        Some(boundary) => Cow::Borrowed(boundary.trim_end()),
        None => {
            let line = body.trim_ascii_start().strip_prefix(b"--")?;
            let line = &line[..line.len().min(LONGEST_BOUNDARY + 2)];
            let line = line.split(|byte| *byte == b'\n').next()?;
            Cow::Borrowed(std::str::from_utf8(line).ok()?.trim_end())
        }
    };
    let allowed = (1..=LONGEST_BOUNDARY).contains(&boundary.len())
        && !boundary.chars().any(|character| character.is_control());
    allowed.then_some(boundary)
}

/// A Content-ID however it is written: angle brackets and percent-encoding are left out, on both
/// sides of a reference.
fn plain_id(id: &str) -> Vec<u8> {
    let id = id.trim();
    let id = id.strip_prefix('<').unwrap_or(id);
    let id = id.strip_suffix('>').unwrap_or(id);
    let mut plain = Vec::with_capacity(id.len());
    let mut rest = id.as_bytes();
    while let [first, after @ ..] = rest {
        let escaped = match rest {
            [b'%', high, low, after @ ..] => hexadecimal(*high, *low).map(|byte| (byte, after)),
            _ => None,
        };
        let byte;
        (byte, rest) = escaped.unwrap_or((*first, after));
        plain.push(byte);
    }
    plain
}

/// The XML of a request as a server receives it: the root of a multipart message, or the body
/// itself where it is no multipart.
pub fn read_mtom<'a>(content_type: &str, body: &'a [u8]) -> Result<Cow<'a, [u8]>, WireError> {
    let limits = Limits { parts: 100, header_bytes: 16 * 1024 };
    Ok(Package::open(content_type, body, &limits)?.root()?)
}
