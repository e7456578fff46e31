use std::fmt::Write;

use super::template::Refused;
use crate::xml::{Document, Limits};

/// A file inside a document of level 1.
#[derive(Clone, Copy)]
pub(super) struct Attachment {
    pub media_type: &'static str,
    pub format: Format,
    /// A template: one line of text each line, or nothing for a picture.
    pub text: &'static str,
}

#[derive(Clone, Copy)]
pub(super) enum Format {
    Pdf,
    Rtf,
    Text,
    /// Text in ISO-8859-1, which nothing in the document says: CDA has no place for a charset.
    Latin1,
    Jpeg,
}

impl Attachment {
    /// The file, from its text with all facts in it; like all templates the text is XML.
    pub fn bytes(&self, filled: &str) -> Result<Vec<u8>, Refused> {
        let text = plain(filled)?;
        Ok(match self.format {
            Format::Pdf => pdf(&text),
            Format::Rtf => rtf(&text).into_bytes(),
            Format::Text => text.into_bytes(),
            Format::Latin1 => latin1(&text),
            Format::Jpeg => include_bytes!("files/photo.jpg").to_vec(),
        })
    }
}

/// The characters that were escaped to stand in XML.
fn plain(escaped: &str) -> Result<String, Refused> {
    let element = format!("<t>{escaped}</t>");
    let document =
        Document::parse(&element, &Limits::default()).map_err(|_| Refused::MarkupInText)?;
    Ok(document.root().text().into_owned())
}

fn latin1(text: &str) -> Vec<u8> {
    text.chars().map(|c| u8::try_from(u32::from(c)).unwrap_or(b'?')).collect()
}

/// Windows-1252, which has a few more letters and signs that French writes.
fn windows_1252(text: &str) -> Vec<u8> {
    let byte = |c: char| match c {
        '€' => 0x80,
        'Œ' => 0x8C,
        '‘' => 0x91,
        '’' => 0x92,
        '–' => 0x96,
        '—' => 0x97,
        'œ' => 0x9C,
        'Ÿ' => 0x9F,
        other => u8::try_from(u32::from(other)).unwrap_or(b'?'),
    };
    text.chars().map(byte).collect()
}

/// One A4 page of Helvetica, one line of text each line.
fn pdf(text: &str) -> Vec<u8> {
    let mut page = b"BT /F1 11 Tf 56 780 Td 15 TL\n".to_vec();
    for line in text.lines() {
        page.push(b'(');
        for byte in windows_1252(line) {
            if matches!(byte, b'(' | b')' | b'\\') {
                page.push(b'\\');
            }
            page.push(byte);
        }
        page.extend_from_slice(b") '\n");
    }
    page.extend_from_slice(b"ET\n");
    let mut stream = format!("<< /Length {} >>\nstream\n", page.len()).into_bytes();
    stream.extend_from_slice(&page);
    stream.extend_from_slice(b"endstream");
    let objects = [
        b"<< /Type /Catalog /Pages 2 0 R /Lang (fr-FR) >>".to_vec(),
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_vec(),
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>".to_vec(),
        stream,
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>".to_vec(),
    ];
    let mut out = b"%PDF-1.4\n%\xE2\xE3\xCF\xD3\n".to_vec();
    let mut table = String::from("0000000000 65535 f \n");
    for (at, object) in objects.iter().enumerate() {
        let _ = writeln!(table, "{:010} 00000 n ", out.len());
        out.extend_from_slice(format!("{} 0 obj\n", at + 1).as_bytes());
        out.extend_from_slice(object);
        out.extend_from_slice(b"\nendobj\n");
    }
    let (count, start) = (objects.len() + 1, out.len());
    out.extend_from_slice(
        format!(
            "xref\n0 {count}\n{table}trailer\n<< /Size {count} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n"
        )
        .as_bytes(),
    );
    out
}

/// Rich text in ASCII: every other character by its UTF-16 number.
fn rtf(text: &str) -> String {
    let mut out = String::from(
        "{\\rtf1\\ansi\\ansicpg1252\\deff0\\deflang1036{\\fonttbl{\\f0\\fswiss Arial;}}\n\\f0\\fs22 ",
    );
    for line in text.lines() {
        for character in line.chars() {
            match character {
                '\\' | '{' | '}' => out.extend(['\\', character]),
                ' '..='~' => out.push(character),
                _ => {
                    for unit in character.encode_utf16(&mut [0; 2]) {
                        // RTF counts in signed 16-bit numbers.
                        let _ = write!(out, "\\u{}?", i16::from_ne_bytes(unit.to_ne_bytes()));
                    }
                }
            }
        }
        out.push_str("\\par\n");
    }
    out.push('}');
    out
}

/// Base64 with padding, in lines of 76 characters.
pub(super) fn base64(bytes: &[u8]) -> String {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::with_capacity(bytes.len() / 3 * 4 + bytes.len() / 50 + 8);
    for (at, group) in bytes.chunks(3).enumerate() {
        if at > 0 && at % 19 == 0 {
            out.push('\n');
        }
        let three = [0, 1, 2].map(|i| u32::from(group.get(i).copied().unwrap_or(0)));
        let bits = three[0] << 16 | three[1] << 8 | three[2];
        for (i, shift) in [18, 12, 6, 0].into_iter().enumerate() {
            let letter = ALPHABET[(bits >> shift & 63) as usize];
            out.push(if i <= group.len() { char::from(letter) } else { '=' });
        }
    }
    out
}
