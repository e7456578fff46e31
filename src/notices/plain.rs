//! Plain text: a paragraph a line, an empty line between; easy-to-read sentences a line each.

use super::compose::{Composed, FormWords, Part};

/// Columns of the text part of an e-mail (RFC 5322, 2.1.1).
const MAIL_COLUMNS: usize = 76;

/// The whole text: the mark, the translation where there is one, the French.
pub(super) fn text(notices: &[Composed<'_>], mark: Option<&str>) -> String {
    let mut blocks: Vec<String> = mark.map(str::to_string).into_iter().collect();
    for notice in notices {
        blocks.extend(notice.courtesy.clone());
        blocks.push(notice.template.title.clone());
        blocks.extend(notice.paragraphs.iter().map(|parts| paragraph(notice, parts)));
        blocks.extend(notice.form.iter().map(form));
    }
    blocks.join("\n\n") + "\n"
}

pub(super) fn paragraph(notice: &Composed<'_>, parts: &[Part<'_>]) -> String {
    let mut joint = [0; 4];
    let texts: Vec<String> = parts.iter().map(Part::text).collect();
    texts.join(notice.joint().encode_utf8(&mut joint))
}

fn form(words: &FormWords) -> String {
    let mut lines = vec![words.legend.clone()];
    let mut line = |label: &str| lines.push(format!("☐ {label}"));
    if let Some(accept) = &words.accept {
        line(accept);
    }
    if let Some(object) = &words.object_consult {
        line(object);
    }
    if let Some((object, reason)) = &words.object_feed {
        line(object);
        lines.push(format!("    {reason}"));
    }
    lines.push(words.note.clone());
    lines.join("\n")
}

/// The same in lines that every mail program can take.
pub(super) fn for_mail(text: &str) -> String {
    let lines: Vec<String> = text.lines().flat_map(|line| wrap(line, MAIL_COLUMNS)).collect();
    lines.join("\n") + "\n"
}

/// Lines of at most `columns` characters, broken at spaces; a longer word has its own.
pub(super) fn wrap(line: &str, columns: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    let mut length = 0;
    for word in line.split(' ') {
        let letters = word.chars().count();
        if length > 0 && length + 1 + letters > columns {
            lines.push(String::new());
            length = 0;
        }
        if let Some(line) = lines.last_mut() {
            if length > 0 {
                line.push(' ');
                length += 1;
            }
            line.push_str(word);
        }
        length += letters;
    }
    lines
}
