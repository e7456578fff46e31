//! Characters: those XML forbids, those references stand for, and white space as it reads.

use std::borrow::Cow;

use quick_xml::escape::unescape;
use quick_xml::events::BytesRef;

/// Where a control character stands that XML 1.0 forbids. Whole blocks at a time: nearly every
/// document has none.
pub(super) fn forbidden(bytes: &[u8]) -> Option<usize> {
    let is = |b: u8| b < 0x20 && b != b'\t' && b != b'\n' && b != b'\r';
    let block = bytes.chunks(256).position(|block| block.iter().fold(false, |f, b| f | is(*b)))?;
    bytes.iter().skip(block * 256).position(|b| is(*b)).map(|at| block * 256 + at)
}

/// The character of a reference: one that XML allows, or a predefined entity.
pub(super) fn resolve(reference: &BytesRef<'_>) -> Option<char> {
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

/// XML 1.0 section 2.11: CR LF and CR both read as LF. The texts are short and the loop has no way
/// out in the middle: the compiler looks at many bytes at once.
pub(super) fn line_ends(raw: &str) -> Cow<'_, str> {
    if raw.bytes().fold(false, |found, b| found | (b == b'\r')) {
        return Cow::Owned(raw.replace("\r\n", "\n").replace('\r', "\n"));
    }
    Cow::Borrowed(raw)
}

/// XML 1.0 section 3.3.3: white space reads as spaces, references as what they stand for. The loop
/// is as above.
pub(super) fn attribute_value(raw: &str) -> Cow<'_, str> {
    if !raw.bytes().fold(false, |found, b| found | (b < b' ') | (b == b'&')) {
        return Cow::Borrowed(raw);
    }
    let spaced = raw.replace("\r\n", " ").replace(['\t', '\n', '\r'], " ");
    // Already known to unescape: the parser tried it.
    Cow::Owned(unescape(&spaced).map(Cow::into_owned).unwrap_or_default())
}
