//! The texts by which a document is shown: its type, title, date, author and place, made safe
//! for one line.

use crate::record::{DocumentEntry, TimeZone, XdsCode};

use super::plain::one_line;

/// Where the DMP gives neither label nor title.
const UNNAMED: &str = "Document sans type connu";
const PATIENT: &str = "Patient";

/// Texts longer than this are cut: a title has 128 characters at most (EX_2.1-1020).
const LONGEST: usize = 256;

/// The label that came with the type, or its code.
pub fn type_label(entry: &DocumentEntry) -> Option<String> {
    let code = entry.type_code.as_deref()?;
    label(code)
}

fn label(code: &XdsCode) -> Option<String> {
    let received = code.label.as_deref().and_then(text);
    received.or_else(|| text(&code.code))
}

pub fn title(entry: &DocumentEntry) -> Option<String> {
    entry.title.as_deref().and_then(text)
}

/// `CR d'imagerie médicale du 02/03/2026`.
pub fn type_and_date(entry: &DocumentEntry, zone: &TimeZone) -> String {
    let name = type_label(entry).or_else(|| title(entry)).unwrap_or_else(|| UNNAMED.to_string());
    match entry.act_date() {
        Some(date) => format!("{name} du {}", date.local_date(zone)),
        None => name,
    }
}

/// The first author, given name first; the word "Patient" where the patient wrote it, whose name
/// is never shown; none where the DMP names nobody.
pub fn author(entry: &DocumentEntry) -> Option<String> {
    if entry.is_from_patient() || entry.authors.iter().any(|author| author.is_patient()) {
        return Some(PATIENT.to_string());
    }
    let person = entry.authors.iter().find_map(|author| author.person())?;
    text(&format!("{} {}", person.given_name(), person.family_name()))
}

/// The name of the first organisation of the authors.
pub fn structure(entry: &DocumentEntry) -> Option<String> {
    entry.authors.iter().flat_map(|author| &author.institutions).find_map(|i| text(i.name()))
}

fn text(text: &str) -> Option<String> {
    let line = one_line(text);
    if line.is_empty() {
        return None;
    }
    match line.char_indices().nth(LONGEST) {
        Some((end, _)) => Some(format!("{}…", line.get(..end)?)),
        None => Some(line.into_owned()),
    }
}
