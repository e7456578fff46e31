//! Texts that others wrote, made safe to show: on one line, without what would move the cursor,
//! turn the direction of reading or hide itself. What is left is still to be escaped by who
//! writes markup.

use std::borrow::Cow;

/// One line of visible text: white space of any kind is one space, what is not text is dropped.
pub fn one_line(text: &str) -> Cow<'_, str> {
    let tidy = !text.chars().any(|c| is_dropped(c) || (c.is_whitespace() && c != ' '));
    if tidy && !text.contains("  ") && text.trim() == text {
        return Cow::Borrowed(text);
    }
    let kept: String = text.chars().filter(|c| c.is_whitespace() || !is_dropped(*c)).collect();
    Cow::Owned(kept.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// Whether a character may stand in markup or on a terminal.
pub fn is_shown(c: char) -> bool {
    c == '\n' || !is_dropped(c)
}

/// Controls, marks that reorder what follows (U+202E writes a name backwards), and characters
/// that show nothing.
fn is_dropped(c: char) -> bool {
    c.is_control()
        || matches!(
            c,
            '\u{00AD}'
                | '\u{061C}'
                | '\u{180E}'
                | '\u{200B}'
                | '\u{200E}'
                | '\u{200F}'
                | '\u{202A}'..='\u{202E}'
                | '\u{2060}'..='\u{206F}'
                | '\u{FDD0}'..='\u{FDEF}'
                | '\u{FEFF}'
                | '\u{FFF9}'..='\u{FFFB}'
                | '\u{E0000}'..='\u{E0FFF}'
        )
        || u32::from(c) & 0xFFFE == 0xFFFE
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_text_stays_as_it_is() {
        for text in ["", "Compte rendu", "L'œil — 3 µg/L « à jeun »", "Ελένη", "שלום"]
        {
            assert_eq!(one_line(text), text);
        }
        // Joiners write real words in several languages.
        assert_eq!(one_line("می\u{200C}خواهم"), "می\u{200C}خواهم");
    }

    #[test]
    fn what_acts_is_dropped() {
        assert_eq!(one_line("a\u{202E}gpj.exe\u{2066}b\u{200F}"), "agpj.exeb");
        assert_eq!(one_line("a\x1b[2Jb\u{7}\u{9b}c"), "a[2Jbc");
        assert_eq!(one_line(" ligne\r\nautre\u{2028}encore\t\u{a0}fin "), "ligne autre encore fin");
        assert_eq!(one_line("\u{FEFF}\u{FFFF}\u{1FFFE}x"), "x");
    }
}
