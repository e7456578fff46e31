//! Text of templates and of hosts: what may stand in it, and what a template's text is made of.

use crate::record::{required_text, Invalid};

/// The longest text of a template, in characters.
const MOST_TEXT: usize = 1000;

/// What a template leaves open, filled from the request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Slot {
    /// Who acts; with a capital where a generic designation opens the sentence.
    Who,
    WhoCapital,
    Added,
    Consulted,
    ObjectHow,
    /// Whom a representative stands for.
    Person,
    Reason,
    Date,
}

impl Slot {
    pub const NAMES: [(Slot, &'static str); 8] = [
        (Slot::Who, "who"),
        (Slot::WhoCapital, "Who"),
        (Slot::Added, "documents_added"),
        (Slot::Consulted, "documents_consulted"),
        (Slot::ObjectHow, "object_how"),
        (Slot::Person, "person"),
        (Slot::Reason, "reason"),
        (Slot::Date, "date"),
    ];
}

/// A piece of a template's text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Token {
    Text(Box<str>),
    /// A known address or telephone number, which HTML makes a link.
    Link {
        shown: Box<str>,
        target: Box<str>,
    },
    Slot(Slot),
}

/// The pieces of a text. Braces hold the name of a slot and nothing else may.
pub(super) fn tokens(text: &str, language: &str) -> Result<Vec<Token>, Invalid> {
    let lines = text.split('\n').map(|line| required_text("", line, MOST_TEXT));
    let text = lines.collect::<Result<Vec<_>, _>>()?.join("\n");
    if text.chars().count() > MOST_TEXT {
        return Err(Invalid::new("", format!("must not be over {MOST_TEXT} characters")));
    }
    let text = if language.starts_with("fr") { french(&text) } else { text };
    let mut found = Vec::new();
    let mut rest = text.as_str();
    while let Some((before, after)) = rest.split_once('{') {
        fixed(before, &mut found)?;
        let (name, after) = after.split_once('}').unwrap_or((after, ""));
        let slot = Slot::NAMES.iter().find(|(_, known)| *known == name);
        let (slot, _) = slot.ok_or_else(|| {
            let names: Vec<&str> = Slot::NAMES.iter().map(|(_, name)| *name).collect();
            Invalid::new("", format!("braces must hold one of {}", names.join(", ")))
        })?;
        found.push(Token::Slot(*slot));
        rest = after;
    }
    fixed(rest, &mut found)?;
    Ok(found)
}

/// Text without slots: links are told from the rest.
fn fixed(text: &str, found: &mut Vec<Token>) -> Result<(), Invalid> {
    without_placeholder("", text)?;
    let mut rest = text;
    while let Some((at, length, target)) = first_link(rest) {
        let (before, after) = rest.split_at(at);
        let (shown, after) = after.split_at(length);
        push_text(before, found);
        found.push(Token::Link { shown: shown.into(), target: target.into() });
        rest = after;
    }
    push_text(rest, found);
    Ok(())
}

fn push_text(text: &str, found: &mut Vec<Token>) {
    if !text.is_empty() {
        found.push(Token::Text(text.into()));
    }
}

const SITE: &str = "www.monespacesante.fr";
const HELP: &str = "34 22";

/// Where the first link stands, how long it is, and where it leads.
fn first_link(text: &str) -> Option<(usize, usize, String)> {
    let site = text.find(SITE).map(|at| {
        let rest = &text[at + SITE.len()..];
        let path = rest.find(|c: char| !(c.is_ascii_lowercase() || c == '/' || c == '-'));
        let length = SITE.len() + path.unwrap_or(rest.len());
        (at, length, format!("https://{}", &text[at..at + length]))
    });
    let help = text.find(HELP).map(|at| (at, HELP.len(), "tel:3422".to_string()));
    match (site, help) {
        (Some(site), Some(help)) => Some(if site.0 < help.0 { site } else { help }),
        (site, help) => site.or(help),
    }
}

/// French typography: no line breaks before high punctuation nor inside quotation marks.
fn french(text: &str) -> String {
    let mut text = text.replace("« ", "«\u{a0}").replace(" »", "\u{a0}»");
    for mark in [" :", " ;", " ?", " !"] {
        text = text.replace(mark, &mark.replace(' ', "\u{a0}"));
    }
    text
}

/// Text that waits to be filled in is refused wherever it comes from.
fn without_placeholder(field: &str, text: &str) -> Result<(), Invalid> {
    let waits = text.contains(['{', '}', '[', ']'])
        || text.contains("__")
        || text.to_ascii_uppercase().contains("XXX")
        || (text.starts_with('<') && text.ends_with('>'));
    // Marks that turn the direction of writing, or break lines unseen, change what is read.
    let turns = |c: char| matches!(c, '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    if text.contains(turns) {
        return Err(Invalid::new(field, "must not hold marks of direction or line"));
    }
    if waits {
        return Err(Invalid::new(field, "must be filled in: it holds a placeholder"));
    }
    Ok(())
}

/// A host's value: one line, nothing left to fill in.
pub(super) fn value(field: &str, text: &str, most: usize) -> Result<String, Invalid> {
    let text = required_text(field, text, most)?;
    without_placeholder(field, &text)?;
    Ok(text)
}

/// A host's sentence without its last point: the template brings its own.
pub(super) fn sentence(field: &str, text: &str, most: usize) -> Result<String, Invalid> {
    let text = value(field, text, most)?;
    let bare = text.trim_end_matches(['.', ' ', '\u{a0}']);
    if bare.is_empty() {
        return Err(Invalid::new(field, "must not be empty"));
    }
    Ok(bare.to_string())
}
