use std::borrow::Cow;

use super::error::{Error, Problem};

/// The text of an XML document's bytes: UTF-8 and UTF-16 with or without byte order mark, and
/// ISO-8859-1 where the declaration says so. UTF-8 is borrowed, the others are copied.
pub fn decode(bytes: &[u8]) -> Result<Cow<'_, str>, Error> {
    let text = match bytes {
        [0xEF, 0xBB, 0xBF, rest @ ..] => Cow::Borrowed(utf8(rest)?),
        [0xFE, 0xFF, rest @ ..] => Cow::Owned(utf16(rest, u16::from_be_bytes)?),
        [0xFF, 0xFE, rest @ ..] => Cow::Owned(utf16(rest, u16::from_le_bytes)?),
        [0x00, b'<', ..] => Cow::Owned(utf16(bytes, u16::from_be_bytes)?),
        [b'<', 0x00, ..] => Cow::Owned(utf16(bytes, u16::from_le_bytes)?),
        _ => by_declaration(bytes)?,
    };
    Ok(text)
}

fn by_declaration(bytes: &[u8]) -> Result<Cow<'_, str>, Error> {
    let declared = declared_encoding(bytes).unwrap_or_default();
    match declared.to_ascii_lowercase().as_str() {
        "" | "utf-8" | "utf8" | "us-ascii" | "ascii" => Ok(Cow::Borrowed(utf8(bytes)?)),
        "iso-8859-1" | "latin1" => {
            Ok(Cow::Owned(bytes.iter().map(|byte| char::from(*byte)).collect()))
        }
        _ => Err(start(Problem::UnsupportedEncoding(declared))),
    }
}

/// The `encoding` of an XML declaration, as far as ASCII shows it.
fn declared_encoding(bytes: &[u8]) -> Option<String> {
    if !bytes.starts_with(b"<?xml") {
        return None;
    }
    let end = bytes.iter().take(200).position(|byte| *byte == b'>')?;
    let declaration = std::str::from_utf8(&bytes[..end]).ok()?;
    let (_, after) = declaration.split_once("encoding")?;
    let after = after.trim_start().strip_prefix('=')?.trim_start();
    let quote = after.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let name = after[1..].split(quote).next()?;
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_.:".contains(c);
    Some(name.chars().filter(|c| plain(*c)).take(40).collect())
}

fn utf8(bytes: &[u8]) -> Result<&str, Error> {
    std::str::from_utf8(bytes).map_err(|error| {
        let good = std::str::from_utf8(&bytes[..error.valid_up_to()]).unwrap_or_default();
        Error::at(Problem::BadEncoding, good, good.len())
    })
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Result<String, Error> {
    let mut pairs = bytes.chunks_exact(2);
    let units: Vec<u16> = pairs.by_ref().map(|pair| unit([pair[0], pair[1]])).collect();
    if !pairs.remainder().is_empty() {
        return Err(start(Problem::BadEncoding));
    }
    String::from_utf16(&units).map_err(|_| start(Problem::BadEncoding))
}

fn start(problem: Problem) -> Error {
    Error::at(problem, "", 0)
}
