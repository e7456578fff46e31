//! The text of an RTF document, without its form: for reading aloud, for search, for a note. The
//! file itself is given beside it.

use super::charset::{clean, windows_1252};

/// Groups nested deeper are read as if they stood at this depth.
const DEEPEST: usize = 200;

/// Groups that hold no text of the document.
const SKIPPED: [&str; 16] = [
    "fonttbl",
    "colortbl",
    "stylesheet",
    "info",
    "pict",
    "object",
    "objdata",
    "fldinst",
    "listtable",
    "listoverridetable",
    "rsidtbl",
    "xmlnstbl",
    "themedata",
    "datastore",
    "nonshppict",
    "filetbl",
];

/// Control words that stand for text.
const CHARACTERS: [(&str, &str); 17] = [
    ("par", "\n"),
    ("line", "\n"),
    ("sect", "\n"),
    ("page", "\n"),
    ("row", "\n"),
    ("nestrow", "\n"),
    ("tab", "\t"),
    ("cell", "\t"),
    ("nestcell", "\t"),
    ("emdash", "—"),
    ("endash", "–"),
    ("bullet", "•"),
    ("lquote", "‘"),
    ("rquote", "’"),
    ("ldblquote", "“"),
    ("rdblquote", "”"),
    ("emspace", " "),
];

/// What a group says of its text.
#[derive(Clone, Copy)]
struct Group {
    skipped: bool,
    /// How many characters follow each `\u` for readers that know no Unicode.
    fallback: usize,
}

struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
    out: String,
    group: Group,
    outer: Vec<Group>,
    /// Groups open beyond the deepest that is kept.
    beyond: usize,
    /// Characters still to be passed over after a `\u`.
    pass: usize,
    /// The first half of a surrogate pair.
    high: Option<u16>,
}

/// The text of RTF bytes, however broken they are.
pub(super) fn text(bytes: &[u8]) -> String {
    let mut reader = Reader {
        bytes,
        at: 0,
        out: String::new(),
        group: Group { skipped: false, fallback: 1 },
        outer: Vec::new(),
        beyond: 0,
        pass: 0,
        high: None,
    };
    while reader.step().is_some() {}
    let text = clean(&reader.out);
    let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    lines.join("\n").trim().to_string()
}

impl Reader<'_> {
    fn next(&mut self) -> Option<u8> {
        let byte = *self.bytes.get(self.at)?;
        self.at += 1;
        Some(byte)
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn step(&mut self) -> Option<()> {
        match self.next()? {
            b'{' => self.open(),
            b'}' => self.close(),
            b'\\' => self.control()?,
            // Line ends of the file are no line ends of the text.
            b'\r' | b'\n' => {}
            byte => self.character(windows_1252(byte)),
        }
        Some(())
    }

    fn open(&mut self) {
        self.pass = 0;
        match self.outer.len() < DEEPEST {
            true => self.outer.push(self.group),
            false => self.beyond += 1,
        }
    }

    fn close(&mut self) {
        self.pass = 0;
        match self.beyond {
            0 => self.group = self.outer.pop().unwrap_or(self.group),
            _ => self.beyond -= 1,
        }
    }

    /// One character, unless it stands for a `\u` before it.
    fn character(&mut self, character: char) {
        match self.pass {
            0 => self.write(character),
            _ => self.pass -= 1,
        }
    }

    fn write(&mut self, character: char) {
        self.high = None;
        if !self.group.skipped {
            self.out.push(character);
        }
    }

    fn control(&mut self) -> Option<()> {
        match self.peek()? {
            b'a'..=b'z' | b'A'..=b'Z' => self.word(),
            b'\'' => {
                self.at += 1;
                let digits = [self.next()?, self.next()?];
                let digits = std::str::from_utf8(&digits).ok();
                let byte = digits.and_then(|digits| u8::from_str_radix(digits, 16).ok());
                self.character(byte.map_or('\u{FFFD}', windows_1252));
            }
            b'*' => {
                self.at += 1;
                self.group.skipped = true;
            }
            symbol => {
                self.at += 1;
                match symbol {
                    b'\\' | b'{' | b'}' => self.character(char::from(symbol)),
                    b'~' => self.character('\u{A0}'),
                    b'_' => self.character('\u{2011}'),
                    b'\r' | b'\n' => self.character('\n'),
                    _ => {}
                }
            }
        }
        Some(())
    }

    fn word(&mut self) {
        let bytes = self.bytes;
        let rest = bytes.get(self.at..).unwrap_or(&[]);
        let length = rest.iter().take_while(|b| b.is_ascii_alphabetic()).count();
        let name = std::str::from_utf8(&rest[..length]).unwrap_or("");
        self.at += length;
        let number = self.number();
        if self.peek() == Some(b' ') {
            self.at += 1;
        }
        match name {
            "u" => self.unicode(number.unwrap_or(0)),
            "uc" => self.group.fallback = number.unwrap_or(1).clamp(0, 100) as usize,
            "bin" => {
                let length = number.unwrap_or(0).max(0) as usize;
                self.at = self.at.saturating_add(length).min(self.bytes.len());
            }
            _ if SKIPPED.contains(&name) => self.group.skipped = true,
            _ => {
                let stands = CHARACTERS.iter().find(|(word, _)| *word == name);
                match (stands, self.pass) {
                    (Some((_, text)), 0) => text.chars().for_each(|c| self.write(c)),
                    (_, 1..) => self.pass -= 1,
                    _ => {}
                }
            }
        }
    }

    /// The number after a control word; one too long counts as its limit.
    fn number(&mut self) -> Option<i32> {
        let negative = self.peek() == Some(b'-');
        self.at += usize::from(negative);
        let mut number: Option<i32> = None;
        while let Some(digit @ b'0'..=b'9') = self.peek() {
            let digit = i32::from(digit - b'0');
            number = Some(number.unwrap_or(0).saturating_mul(10).saturating_add(digit));
            self.at += 1;
        }
        number.map(|number| if negative { -number } else { number })
    }

    /// `\u`: a UTF-16 unit, negative over 32767.
    fn unicode(&mut self, number: i32) {
        let unit = number as u16;
        let character = match (self.high.take(), unit) {
            (_, 0xD800..=0xDBFF) => {
                self.high = Some(unit);
                None
            }
            (Some(high), 0xDC00..=0xDFFF) => {
                char::decode_utf16([high, unit]).next().and_then(Result::ok)
            }
            (_, unit) => Some(char::from_u32(unit.into()).unwrap_or('\u{FFFD}')),
        };
        if let Some(character) = character {
            self.write(character);
        }
        self.pass = self.group.fallback;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_comes_without_form() {
        let rtf = br"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 Arial;}}{\*\generator X;}\f0\fs24
Compte rendu \b op\'e9ratoire\b0  du 02/03/2026\par
Ast\u233?rix \{note\} \u8364\'80\par
\trowd A\cell B\cell\row {\field{\*\fldinst HYPERLINK x}{\fldrslt lien}}}";
        let expected = "Compte rendu opératoire du 02/03/2026\nAstérix {note} €\nA\tB\nlien";
        assert_eq!(text(rtf), expected);
    }

    #[test]
    fn surrogates_fallbacks_and_binary_are_passed() {
        assert_eq!(text(br"{\rtf1 \uc1\u-10179?\u-8704?!}"), "\u{1F600}!");
        assert_eq!(text(br"{\rtf1 \uc2\u233\'c3\'a9t\uc0\u233 }"), "été");
        assert_eq!(text(b"{\\rtf1 a{\\pict\\bin4 }}}}x}b}"), "ab");
        assert_eq!(text(br"{\rtf1 a\bin99999999999 b"), "a");
    }

    #[test]
    fn deep_groups_and_broken_ends_are_read_to_the_end() {
        let deep = format!("{{\\rtf1 {}x{}y", "{".repeat(100_000), "}".repeat(100_000));
        assert_eq!(text(deep.as_bytes()), "xy");
        for end in ["\\", "\\'", "\\'8", "\\u", "\\u-", "\\*", "{", "}}}}}"] {
            assert_eq!(text(format!("{{\\rtf1 a{end}").as_bytes()), "a", "{end}");
        }
    }
}
