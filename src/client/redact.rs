//! A server's own words may quote the request. Before they leave the library, whatever could
//! name the patient is struck out: numbers long enough for an identifier or a date, and each of
//! his names, whatever their case and accents.

use crate::record::{Authorisation, Existence, Oid, Patient, Profile};

const STRUCK: char = '…';
/// Kept of one text, in characters.
const LONGEST: usize = 200;
/// Kept of a list of texts.
const MOST: usize = 100;
/// Digits in one run, separators left out, from which it may be an identifier or a date.
const DIGITS: usize = 6;
/// The same, without any separator.
const DIGITS_TOGETHER: usize = 5;

pub(super) fn redact(text: &str, patient: &Patient) -> String {
    // Combining accents apart from their letters would hide a name; the cut comes before any
    // work, for a hostile answer may be long.
    let combining = |c: &char| ('\u{300}'..='\u{36F}').contains(c);
    let text: Vec<char> = text.chars().filter(|c| !combining(c)).take(2 * LONGEST).collect();
    let folded: Vec<char> = text.iter().map(|c| fold(*c)).collect();
    let mut struck = vec![false; text.len()];
    strike_numbers(&folded, &mut struck);
    for name in patient.traits().names() {
        let name: Vec<char> = name.chars().filter(|c| !combining(c)).map(fold).collect();
        for part in name.split(|c| !c.is_alphanumeric()).filter(|part| part.len() > 1) {
            strike_word(&folded, part, &mut struck);
        }
    }
    let mut kept = String::new();
    for (at, character) in text.iter().enumerate() {
        if !struck[at] {
            kept.push(*character);
        } else if at == 0 || !struck[at - 1] {
            kept.push(STRUCK);
        }
    }
    kept.chars().take(LONGEST).collect()
}

/// One character for one: lower case, without the accents of French.
fn fold(character: char) -> char {
    match character.to_lowercase().next().unwrap_or(character) {
        'à' | 'á' | 'â' | 'ä' | 'ã' | 'å' => 'a',
        'ç' => 'c',
        'è' | 'é' | 'ê' | 'ë' => 'e',
        'ì' | 'í' | 'î' | 'ï' => 'i',
        'ñ' => 'n',
        'ò' | 'ó' | 'ô' | 'ö' | 'õ' => 'o',
        'ù' | 'ú' | 'û' | 'ü' => 'u',
        'ý' | 'ÿ' => 'y',
        other => other,
    }
}

/// Runs of digits and of single separators between them. The letters of a Corsican department
/// belong to a number too.
fn strike_numbers(text: &[char], struck: &mut [bool]) {
    let digit = |at: usize| text.get(at).is_some_and(char::is_ascii_digit);
    let corsican = |at: usize| matches!(text.get(at), Some('a' | 'b')) && at > 0 && digit(at - 1);
    let separator =
        |at: usize| matches!(text.get(at), Some(' ' | '.' | '-' | '/' | '\u{A0}' | '\u{202F}'));
    let mut at = 0;
    while at < text.len() {
        if !digit(at) {
            at += 1;
            continue;
        }
        let (start, mut end, mut digits, mut together, mut longest) = (at, at, 0, 0, 0);
        loop {
            if digit(at) || (corsican(at) && digits > 5) {
                digits += 1;
                together += 1;
                longest = longest.max(together);
                at += 1;
                end = at;
            } else if separator(at) && digit(at + 1) {
                together = 0;
                at += 1;
            } else {
                break;
            }
        }
        if digits >= DIGITS || longest >= DIGITS_TOGETHER {
            struck[start..end].fill(true);
        }
    }
}

fn strike_word(text: &[char], word: &[char], struck: &mut [bool]) {
    let letter =
        |at: Option<usize>| at.and_then(|at| text.get(at)).is_some_and(|c| c.is_alphanumeric());
    for at in 0..text.len().saturating_sub(word.len() - 1) {
        let end = at + word.len();
        if text[at..end] == *word && !letter(at.checked_sub(1)) && !letter(Some(end)) {
            struck[at..end].fill(true);
        }
    }
}

/// A profile whose texts are fit to be shown: redacted, lists cut. Its identity traits stay, for
/// the rules to compare; they are shown nowhere (EX_0.2-1020).
pub(super) fn redact_profile(mut profile: Profile, patient: &Patient) -> Profile {
    let line = |text: &mut String| *text = redact(text, patient);
    line(&mut profile.response_code);
    profile.status_code.iter_mut().for_each(line);
    if let Existence::Other(word) = &mut profile.existence {
        line(word);
    }
    if let Some(Authorisation::Other(word)) = &mut profile.authorisation {
        line(word);
    }
    if let Some(closing) = &mut profile.closing {
        closing.reason_code.iter_mut().for_each(line);
        closing.reason_text.iter_mut().for_each(line);
    }
    profile.unknown.truncate(MOST);
    for unknown in &mut profile.unknown {
        line(&mut unknown.code);
        unknown.value.iter_mut().for_each(line);
        // An OID, which would be struck out as a number.
        unknown.system = unknown.system.take().filter(|system| Oid::new(system).is_ok());
    }
    profile.doubts.truncate(MOST);
    profile
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::{IdentityStatus, Traits};

    fn patient() -> Patient {
        let given = ["Marie-Paule".to_string(), "ÉLODIE".to_string()];
        let traits =
            Traits::new("GUÉRANDEL", &given, "1958-03-14", "F", None, Some("Dupont"), None);
        Patient::new(None, IdentityStatus::Prov, traits.unwrap()).unwrap()
    }

    #[test]
    fn strikes_out_names_and_numbers_in_every_dress() {
        for (text, kept) in [
            ("INS 266095935090412 inconnu", "INS … inconnu"),
            ("2 58 03 35 238 900 52", "…"),
            ("2-58-03-35-238-900-52.", "…."),
            ("160012B02077713", "…"),
            ("née le 14/03/1958", "née le …"),
            ("19580314", "…"),
            ("de Marie-Paule GUÉRANDEL, ep. dupont", "de …-… …, ep. …"),
            ("GUERANDEL", "…"),
            ("GUE\u{301}RANDEL", "…"),
            ("İ ÉLODIE ẞ", "İ … ẞ"),
        ] {
            assert_eq!(redact(text, &patient()), kept, "{text}");
        }
    }

    #[test]
    fn keeps_the_rest() {
        for text in ["TD0.2 404", "dupontel", "erreur 1234, code 12.5", "", "é"] {
            assert_eq!(redact(text, &patient()), text);
        }
    }

    #[test]
    fn cuts_what_is_long() {
        let long = "x ".repeat(1_000_000);
        assert_eq!(redact(&long, &patient()).chars().count(), LONGEST);
    }
}
