//! A server's own words may quote the request. Before they leave the library, whatever could
//! name the patient is struck out.

use crate::record::Patient;

const STRUCK: &str = "…";
/// Runs of digits this long may be an identifier or a date of birth.
const DIGITS: usize = 5;
const LONGEST: usize = 500;

pub(super) fn redact(text: &str, patient: &Patient) -> String {
    let mut kept: String = text
        .split_inclusive(|c: char| !c.is_alphanumeric())
        .map(|piece| {
            let word = piece.trim_end_matches(|c: char| !c.is_alphanumeric());
            let digits = word.bytes().filter(u8::is_ascii_digit).count();
            if digits >= DIGITS {
                return format!("{STRUCK}{}", &piece[word.len()..]);
            }
            piece.to_string()
        })
        .collect();
    for name in patient.traits.names() {
        kept = strike(&kept, name);
        for part in name.split([' ', '-']).filter(|part| part.chars().count() > 2) {
            kept = strike(&kept, part);
        }
    }
    kept.chars().take(LONGEST).collect()
}

/// Strikes out whole words equal to `name`, whatever the case.
fn strike(text: &str, name: &str) -> String {
    let lower = text.to_lowercase();
    let name = name.to_lowercase();
    // Lower case of a few letters changes length: positions would not fit.
    if name.is_empty() || lower.len() != text.len() {
        return if lower.contains(&name) { STRUCK.to_string() } else { text.to_string() };
    }
    let mut kept = String::with_capacity(text.len());
    let mut done = 0;
    for (at, _) in lower.match_indices(&name) {
        let end = at + name.len();
        let joined = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        if joined(text[..at].chars().next_back()) || joined(text[end..].chars().next()) {
            continue;
        }
        kept.push_str(&text[done..at]);
        kept.push_str(STRUCK);
        done = end;
    }
    kept + &text[done..]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::{IdentityStatus, Traits};

    fn patient() -> Patient {
        let given = ["Marie-Paule".to_string()];
        let traits =
            Traits::new("LE GOUALLEC", &given, "1966-09-09", "F", None, Some("Dupont"), None);
        Patient::new(None, IdentityStatus::Prov, traits.unwrap()).unwrap()
    }

    #[test]
    fn strikes_out_names_and_long_numbers_only() {
        let text = "INS 266095935090412 de Marie-Paule LE GOUALLEC, née DUPONT le 09/09/1966 : 404";
        let kept = redact(text, &patient());
        assert_eq!(kept, "INS … de … …, née … le 09/09/1966 : 404");
    }

    #[test]
    fn keeps_words_that_only_contain_a_name() {
        assert_eq!(redact("dupontel", &patient()), "dupontel");
    }

    #[test]
    fn a_spaced_matricule_does_not_survive() {
        let kept = redact("2 66 09 59350 904 12", &patient());
        assert!(!kept.contains("59350"), "{kept}");
    }
}
