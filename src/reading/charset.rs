//! The characters of plain text, whose encoding is declared, marked, or neither.

/// What Windows-1252 puts where ISO-8859-1 has control characters; the five it leaves undefined
/// are no character.
const WINDOWS_1252: [char; 32] = [
    '€', '\u{FFFD}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{FFFD}', 'Ž',
    '\u{FFFD}', '\u{FFFD}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{FFFD}',
    'ž', 'Ÿ',
];

/// The character of a byte of Windows-1252.
pub(super) fn windows_1252(byte: u8) -> char {
    match byte {
        0x80..=0x9F => WINDOWS_1252[usize::from(byte - 0x80)],
        _ => char::from(byte),
    }
}

/// The text of bytes whose media type is `declared`: by its byte order mark, as UTF-8 where it is
/// valid, else as Windows-1252, which holds ISO-8859-1. Line ends read as LF; control characters
/// are left out.
pub(super) fn decode(bytes: &[u8], declared: &str) -> String {
    let text = match bytes {
        [0xEF, 0xBB, 0xBF, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        [0xFF, 0xFE, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0xFE, 0xFF, rest @ ..] => utf16(rest, u16::from_be_bytes),
        _ if is_one_byte(declared) => bytes.iter().map(|byte| windows_1252(*byte)).collect(),
        _ => match std::str::from_utf8(bytes) {
            Ok(text) => text.to_string(),
            Err(_) => bytes.iter().map(|byte| windows_1252(*byte)).collect(),
        },
    };
    clean(&text)
}

/// Whether the declared charset is one of those that hold one byte for a character.
fn is_one_byte(declared: &str) -> bool {
    let declared = declared.to_ascii_lowercase();
    let charset = declared.split("charset=").nth(1).unwrap_or("").trim_start_matches('"');
    ["iso-8859-1", "iso8859-1", "latin1", "windows-1252", "cp1252"]
        .iter()
        .any(|name| charset.starts_with(name))
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> String {
    let units: Vec<u16> = bytes.chunks_exact(2).map(|pair| unit([pair[0], pair[1]])).collect();
    String::from_utf16_lossy(&units)
}

/// The character to show: Windows-1252 that was announced as ISO-8859-1 is what was meant, control
/// characters but line ends and tabs are none, and what Unicode reserves is replaced.
pub(super) fn visible(character: char) -> Option<char> {
    let code = character as u32;
    match character {
        '\n' | '\t' => Some(character),
        '\u{80}'..='\u{9F}' => Some(windows_1252(code as u8)),
        control if control.is_control() => None,
        _ if (0xFDD0..=0xFDEF).contains(&code) || code & 0xFFFE == 0xFFFE => Some('\u{FFFD}'),
        _ => Some(character),
    }
}

/// Line ends as LF, a form feed as one too, other control characters left out.
pub(super) fn clean(text: &str) -> String {
    let lines = text.replace("\r\n", "\n").replace(['\r', '\u{0C}'], "\n");
    lines.chars().filter_map(visible).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_text_in_every_encoding() {
        let cases: [(&[u8], &str); 7] = [
            ("été".as_bytes(), "text/plain"),
            (b"\xEF\xBB\xBF\xC3\xA9t\xC3\xA9", "text/plain"),
            (b"\xE9t\xE9", "text/plain"),
            (b"\xE9t\xE9", "text/plain; charset=\"ISO-8859-1\""),
            (b"\xE9t\xE9", "text/plain; charset=utf-8"),
            (b"\xFF\xFE\xE9\0t\0\xE9\0", ""),
            (b"\xFE\xFF\0\xE9\0t\0\xE9", ""),
        ];
        for (bytes, declared) in cases {
            assert_eq!(decode(bytes, declared), "été", "{declared} {bytes:?}");
        }
        assert_eq!(visible('\u{9C}'), Some('œ'));
        assert_eq!(decode(b"5 \x80 \x96 \x9Cuvre", ""), "5 € – œuvre");
        assert_eq!(decode(b"a\r\nb\rc\x0Cd\x1B[2J", ""), "a\nb\nc\nd[2J");
    }
}
