//! Plain text for a terminal or a note.

mod lines;
mod narrative;
mod table;

use lines::Lines;

use super::facts::{self, Fact};
use super::node::Node;
use super::{Format, Reading, Section};

/// Said of a section whose author wrote no text.
pub(super) const FROM_ENTRIES: &str =
    "Cette section n’a pas de texte. Libellés de ses données codées :";
const CUT: &str = "\n[Document trop long : la suite n’est pas affichée.]\n";

pub(super) fn document(reading: &Reading) -> String {
    let mut out = Lines::default();
    heading(&mut out, &title(reading), 1);
    for warning in reading.warnings() {
        out.line(&format!("À savoir : {}", warning.text()));
    }
    out.blank();
    if let Some(header) = reading.header() {
        all_facts(&mut out, &facts::first(header, &reading.zone));
    }
    reading.sections().iter().for_each(|inner| section(&mut out, inner, 2));
    if let Some(header) = reading.header() {
        let rest = facts::rest(header, &reading.zone);
        if !rest.is_empty() {
            heading(&mut out, "Informations sur le document", 2);
            all_facts(&mut out, &rest);
        }
    }
    let mut text = out.finish();
    if text.len() > reading.room {
        let mut end = reading.room;
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        text.truncate(end);
        text.push_str(CUT);
    }
    text
}

/// The title, else the label of the type, else what the bytes are.
pub(super) fn title(reading: &Reading) -> String {
    let of_header = reading.header().and_then(|header| {
        let label = || header.code.as_ref().and_then(|code| code.label.clone());
        header.title.clone().or_else(label)
    });
    of_header.unwrap_or_else(|| match reading.format() {
        Format::Cda => "Document médical sans titre".into(),
        Format::Pdf => "Document PDF".into(),
        Format::Jpeg | Format::Png | Format::Gif | Format::Tiff => "Image".into(),
        Format::Rtf | Format::Text => "Document texte".into(),
        Format::Other => "Document d’un format non reconnu".into(),
    })
}

/// A section's own text.
pub(super) fn section_body(section: &Section) -> String {
    let mut out = Lines::default();
    body(&mut out, section);
    out.finish()
}

/// Text on one line, without what cannot be shown.
pub(super) fn words(text: &str) -> String {
    let mut out = Lines::tight();
    out.words(text);
    out.take().concat()
}

/// The text of nodes, on one line where they are.
pub(super) fn nodes(nodes: &[Node]) -> String {
    let mut out = Lines::tight();
    narrative::write(&mut out, nodes);
    out.finish().trim_end().to_string()
}

fn section(out: &mut Lines, section_of: &Section, level: usize) {
    if let Some(title) = section_of.title() {
        heading(out, title, level);
    }
    body(out, section_of);
    section_of.sections().iter().for_each(|inner| section(out, inner, level + 1));
}

fn body(out: &mut Lines, section: &Section) {
    if section.is_from_entries() {
        out.line(FROM_ENTRIES);
    }
    narrative::write(out, &section.body);
    out.blank();
    for note in &section.notes {
        out.words(&format!("Note {} : ", note.number));
        narrative::write(out, &note.children);
        out.end();
    }
    out.blank();
}

/// Underlined: the title with '=', sections with '-', those inside them with '.'.
fn heading(out: &mut Lines, text: &str, level: usize) {
    const LONGEST_RULE: usize = 72;
    let rule = match level {
        1 => "=",
        2 => "-",
        _ => ".",
    };
    out.blank();
    out.line(text);
    out.line(&rule.repeat(text.chars().count().min(LONGEST_RULE)));
    out.blank();
}

fn all_facts(out: &mut Lines, facts: &[Fact]) {
    for fact in facts {
        match fact.lines.as_slice() {
            [only] => out.line(&format!("{} : {only}", fact.label)),
            lines => {
                out.line(&format!("{} :", fact.label));
                lines.iter().for_each(|line| out.indented("    ", line));
            }
        }
    }
    out.blank();
}
