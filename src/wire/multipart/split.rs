//! Where the parts of a multipart body begin and end (RFC 2046 section 5.1). Lines may end with
//! CR LF or with LF alone. Each byte is looked at once.

use std::borrow::Cow;

use memchr::memchr;
use memchr::memmem::Finder;

use super::transfer::decode;
use super::{at, Limits, MultipartError, MultipartProblem};

/// One part.
pub(in crate::wire) struct Part<'a> {
    pub(super) headers: Headers,
    /// As it came.
    pub content: &'a [u8],
    /// Whether a delimiter follows it, or its Content-Length says that nothing is missing.
    pub(super) whole: bool,
}

impl<'a> Part<'a> {
    /// The content, out of its transfer encoding: copied only where there is one.
    pub(in crate::wire) fn bytes(&self) -> Result<Cow<'a, [u8]>, MultipartProblem> {
        decode(self.headers.encoding.as_deref(), self.content)
    }
}

/// The headers of a part that matter here.
#[derive(Default)]
pub(super) struct Headers {
    /// As it came.
    pub id: Option<String>,
    /// In lower case.
    pub encoding: Option<String>,
    length: Option<usize>,
}

/// Splits a body at its boundary; what stands before the first delimiter and behind the last is
/// left out.
pub(super) fn split<'a>(
    body: &'a [u8],
    boundary: &str,
    limits: &Limits,
) -> Result<Vec<Part<'a>>, MultipartError> {
    let delimiter = format!("--{boundary}");
    let mut delimiters = Delimiters { body, finder: Finder::new(&delimiter), from: 0 };
    let mut parts = Vec::new();
    let mut open = delimiters.next().ok_or_else(|| at("body", MultipartProblem::NoPart))?;
    while !open.last {
        let next = delimiters.next();
        if parts.len() == limits.parts {
            return Err(at("body", MultipartProblem::TooManyParts { limit: limits.parts }));
        }
        let end = next.as_ref().map_or(body.len(), |next| next.start);
        let region = &body[open.after..end];
        let place = |problem| at(format!("part {}", parts.len() + 1), problem);
        let part = match next {
            Some(_) => {
                let (headers, content) =
                    headers(closed(region, open.crlf), limits.header_bytes).map_err(place)?;
                Part { headers, content, whole: true }
            }
            None => {
                let (headers, content) = headers(region, limits.header_bytes).map_err(place)?;
                unclosed(headers, content, &format!("{delimiter}--"))
            }
        };
        parts.push(part);
        let Some(next) = next else { break };
        open = next;
    }
    if parts.is_empty() {
        return Err(at("body", MultipartProblem::NoPart));
    }
    Ok(parts)
}

/// Without the line end before a delimiter, which belongs to the delimiter. Where lines end with
/// LF alone, a CR before it is content.
fn closed(region: &[u8], crlf: bool) -> &[u8] {
    let region = region.strip_suffix(b"\n").unwrap_or(region);
    if crlf {
        return region.strip_suffix(b"\r").unwrap_or(region);
    }
    region
}

/// A last part behind which no delimiter stands, or the first bytes of one: whole only where its
/// Content-Length says so.
fn unclosed<'a>(headers: Headers, content: &'a [u8], delimiter: &str) -> Part<'a> {
    let told = headers.length.and_then(|length| content.split_at_checked(length));
    let told = told.filter(|(_, rest)| {
        let rest = rest.strip_prefix(b"\r").unwrap_or(rest);
        delimiter.as_bytes().starts_with(rest.strip_prefix(b"\n").unwrap_or(rest))
    });
    match told {
        Some((content, _)) => Part { headers, content, whole: true },
        None => Part { headers, content, whole: false },
    }
}

struct Delimiters<'a, 'd> {
    body: &'a [u8],
    finder: Finder<'d>,
    from: usize,
}

/// A line `--boundary` or `--boundary--`.
struct Delimiter {
    start: usize,
    /// Where the next line begins.
    after: usize,
    crlf: bool,
    last: bool,
}

impl Iterator for Delimiters<'_, '_> {
    type Item = Delimiter;

    fn next(&mut self) -> Option<Delimiter> {
        loop {
            let start = self.from + self.finder.find(&self.body[self.from..])?;
            // A delimiter begins a line and holds no line end: the next is behind this one.
            self.from = start + self.finder.needle().len();
            let begins_line = start == 0 || self.body[start - 1] == b'\n';
            if let Some(delimiter) = self.line_end(start).filter(|_| begins_line) {
                return Some(delimiter);
            }
        }
    }
}

impl Delimiters<'_, '_> {
    /// How the line of a delimiter goes on; `None` where it is another, longer line.
    fn line_end(&self, start: usize) -> Option<Delimiter> {
        let line = &self.body[self.from..];
        let padding = line.iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
        let (after, crlf, last) = match &line[padding..] {
            _ if line.starts_with(b"--") => (self.from, false, true),
            [b'\r', b'\n', ..] => (self.from + padding + 2, true, false),
            [b'\n', ..] => (self.from + padding + 1, false, false),
            _ => return None,
        };
        Some(Delimiter { start, after, crlf, last })
    }
}

/// The headers of a part and what follows the empty line behind them.
fn headers(region: &[u8], limit: usize) -> Result<(Headers, &[u8]), MultipartProblem> {
    let mut lines: Vec<String> = Vec::new();
    let mut from = 0;
    loop {
        let rest = &region[from..];
        let seen = &rest[..rest.len().min(limit.saturating_sub(from) + 1)];
        let (line, next) = match memchr(b'\n', seen) {
            Some(end) => (&seen[..end], from + end + 1),
            None if seen.len() < rest.len() => {
                return Err(MultipartProblem::HeadersTooLong { limit });
            }
            // A part without body may end with its headers.
            None => (rest, region.len()),
        };
        from = next;
        let line = String::from_utf8_lossy(line.strip_suffix(b"\r").unwrap_or(line));
        if line.is_empty() {
            break;
        }
        match lines.last_mut().filter(|_| line.starts_with([' ', '\t'])) {
            Some(folded) => folded.push_str(&line),
            None => lines.push(line.into_owned()),
        }
    }
    let mut headers = Headers::default();
    for line in lines {
        let (name, value) = line.split_once(':').ok_or(MultipartProblem::Header)?;
        let value = value.trim();
        match name.trim().to_ascii_lowercase().as_str() {
            "content-id" => headers.id = Some(value.to_string()),
            "content-transfer-encoding" => headers.encoding = Some(value.to_ascii_lowercase()),
            "content-length" => headers.length = value.parse().ok(),
            _ => {}
        }
    }
    Ok((headers, &region[from..]))
}
