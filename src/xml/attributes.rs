//! The attributes of a start tag, in one pass over its text.

use memchr::memchr;
use quick_xml::escape::unescape;

use super::error::Problem;
use super::names::check_name;

/// Prefix, local name and value as they stand, without the quotes.
pub(super) struct RawAttribute<'a> {
    pub prefix: &'a str,
    pub local: &'a str,
    pub value: &'a str,
}

/// Scans what follows the element's name in a start tag.
pub(super) struct Attributes<'a> {
    rest: &'a str,
    /// Whether the document holds any reference: hardly any does, so values are looked at again
    /// only then.
    references: bool,
    longest_name: usize,
}

impl<'a> Attributes<'a> {
    pub(super) fn of(text: &'a str, references: bool, longest_name: usize) -> Self {
        Attributes { rest: text, references, longest_name }
    }

    fn next_attribute(&mut self) -> Result<Option<RawAttribute<'a>>, Problem> {
        let text = skip_space(self.rest);
        if text.is_empty() {
            return Ok(None);
        }
        if text.len() == self.rest.len() {
            return Err(Problem::Syntax("no space before an attribute"));
        }
        let (prefix, local, after) = name(text, self.longest_name)?;
        let quoted = after.strip_prefix('=').map(skip_space);
        let quoted = quoted.ok_or(Problem::Syntax("an attribute without value"))?;
        let quote = quoted.bytes().next().filter(|b| matches!(b, b'"' | b'\''));
        let quote = quote.ok_or(Problem::Syntax("an attribute without quotes"))?;
        let inside = &quoted[1..];
        let end = memchr(quote, inside.as_bytes());
        let end = end.ok_or(Problem::Syntax("an attribute without end"))?;
        let value = &inside[..end];
        if self.references && refers(value) && unescape(value).is_err() {
            return Err(Problem::UnknownEntity);
        }
        self.rest = &inside[end + 1..];
        Ok(Some(RawAttribute { prefix, local, value }))
    }
}

impl<'a> Iterator for Attributes<'a> {
    type Item = Result<RawAttribute<'a>, Problem>;

    fn next(&mut self) -> Option<Self::Item> {
        let next = self.next_attribute();
        if next.is_err() {
            self.rest = "";
        }
        next.transpose()
    }
}

/// Whether there is any '&'. In a long value many bytes are looked at at once, which takes a loop
/// without a way out in the middle.
fn refers(value: &str) -> bool {
    match value.len() {
        ..32 => value.contains('&'),
        _ => value.bytes().fold(false, |found, b| found | (b == b'&')),
    }
}

/// Prefix and local name at the start of a text, and what follows them and any space.
fn name(text: &str, longest: usize) -> Result<(&str, &str, &str), Problem> {
    let mut colon = None;
    let mut end = text.len();
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'=' | b' ' | b'\t' | b'\n' | b'\r' => {
                end = at;
                break;
            }
            b':' if colon.is_none() => colon = Some(at),
            b'"' | b'\'' | b'<' | b'&' | b'/' | b':' => {
                return Err(Problem::Syntax("an attribute without name"));
            }
            _ => {}
        }
    }
    let after = skip_space(&text[end..]);
    let Some(colon) = colon else {
        check_name(&text[..end], longest)?;
        return Ok(("", &text[..end], after));
    };
    check_name(&text[..colon], longest)?;
    check_name(&text[colon + 1..end], longest)?;
    Ok((&text[..colon], &text[colon + 1..end], after))
}

fn skip_space(text: &str) -> &str {
    // Nearly always one space, or none.
    match text.as_bytes() {
        [b' ', next, ..] if *next > b' ' => &text[1..],
        [first, ..] if *first > b' ' => text,
        _ => text.trim_ascii_start(),
    }
}
