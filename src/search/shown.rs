//! The texts by which a document is shown: its type, title, date, author and place, made safe
//! for one line.

use super::plain::one_line;
use crate::record::{DocumentEntry, TimeZone, XdsCode};
use crate::vocabulary::{ValueSet, Vocabulary};

/// How things are shown: where the host is, in whose words, under what mark.
#[derive(Clone, Copy)]
pub struct Display<'a> {
    pub time_zone: &'a TimeZone,
    pub vocabulary: &'a Vocabulary,
    /// What every status text begins with: `[SIMULATEUR]` in the sandbox, empty elsewhere.
    pub mark: &'a str,
}

/// Where the DMP gives neither label nor title.
pub const UNNAMED: &str = "Document sans type connu";
const PATIENT: &str = "Patient";
const RETIRED_TYPE: &str = "Ancien type de document, en usage jusqu'au {date}";

/// Texts longer than this are cut: a title has 128 characters at most (EX_2.1-1020).
const LONGEST: usize = 256;

/// The label that came with the type, else the national one, else the code.
pub fn type_label(entry: &DocumentEntry, vocabulary: &Vocabulary) -> Option<String> {
    label(entry.type_code.as_deref()?, ValueSet::Type, vocabulary)
}

/// The national label of the type, where it is not the one that came.
pub fn national_type_label(entry: &DocumentEntry, vocabulary: &Vocabulary) -> Option<String> {
    let code = entry.type_code.as_deref()?;
    let national = vocabulary.label(ValueSet::Type, &code.code, &code.scheme)?;
    let received = code.label.as_deref().map(one_line).filter(|received| !received.is_empty())?;
    (received != national).then(|| national.to_string())
}

/// Where the type is one that new documents no longer bear: until when they did. The successor,
/// which is only inferred, is not told.
pub fn type_note(entry: &DocumentEntry, vocabulary: &Vocabulary) -> Option<String> {
    let code = entry.type_code.as_deref()?;
    let known = vocabulary.entry(ValueSet::Type, &code.code, &code.scheme)?;
    let until: Vec<&str> = known.retired.as_ref()?.until.rsplit('-').collect();
    Some(RETIRED_TYPE.replace("{date}", &until.join("/")))
}

pub fn label(code: &XdsCode, set: ValueSet, vocabulary: &Vocabulary) -> Option<String> {
    let received = code.label.as_deref().and_then(text);
    let national = || vocabulary.label(set, &code.code, &code.scheme).map(str::to_string);
    received.or_else(national).or_else(|| text(&code.code))
}

pub fn title(entry: &DocumentEntry) -> Option<String> {
    entry.title.as_deref().and_then(text)
}

/// `CR d'imagerie médicale du 02/03/2026`.
pub fn type_and_date(entry: &DocumentEntry, display: &Display<'_>) -> String {
    let name = type_label(entry, display.vocabulary)
        .or_else(|| title(entry))
        .unwrap_or_else(|| UNNAMED.to_string());
    match entry.act_date() {
        Some(date) => format!("{name} du {}", date.local_date(display.time_zone)),
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

pub fn text(text: &str) -> Option<String> {
    let line = one_line(text);
    if line.is_empty() {
        return None;
    }
    match line.char_indices().nth(LONGEST) {
        Some((end, _)) => Some(format!("{}…", line.get(..end)?)),
        None => Some(line.into_owned()),
    }
}
