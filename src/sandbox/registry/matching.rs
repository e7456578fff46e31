//! When a value of the registry is what a parameter asks for.

use crate::record::{Author, Timestamp, XdsCode};

/// Coding schemes that name the same codes: a value set's own identifier and the terminology's,
/// for imaging modalities and anatomical regions. Software searches with either.
const SAME_SCHEMES: [(&str, &str); 2] = [
    ("1.2.250.1.213.1.1.5.618", "1.2.840.10008.2.16.4"),
    ("1.2.250.1.213.1.1.5.695", "2.16.840.1.113883.6.96"),
];

/// A code as a parameter gives it: `code^^scheme`.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct AskedCode<'q> {
    code: &'q str,
    scheme: &'q str,
}

impl<'q> AskedCode<'q> {
    pub fn read(text: &'q str) -> Option<Self> {
        let (code, scheme) = text.split_once("^^")?;
        (!code.is_empty() && !scheme.is_empty()).then_some(AskedCode { code, scheme })
    }

    pub fn is(&self, code: &XdsCode) -> bool {
        &*code.code == self.code && same_scheme(&code.scheme, self.scheme)
    }
}

fn same_scheme(one: &str, other: &str) -> bool {
    let pair = |(a, b): &(&str, &str)| (one == *a && other == *b) || (one == *b && other == *a);
    one == other || SAME_SCHEMES.iter().any(pair)
}

/// Whether a moment stands at `from` or after, and before `to` (ITI TF-2 3.18.4.1.2.3.7.1). What
/// has no date stands nowhere.
pub(super) fn within(
    at: Option<&Timestamp>,
    from: Option<&Timestamp>,
    to: Option<&Timestamp>,
) -> bool {
    if from.is_none() && to.is_none() {
        return true;
    }
    let Some(at) = at.map(Timestamp::unix_millis) else { return false };
    from.is_none_or(|from| from.unix_millis() <= at) && to.is_none_or(|to| at < to.unix_millis())
}

/// SQL's LIKE: `%` for any text, `_` for any character. In time that grows with both lengths
/// multiplied at most, whatever the pattern.
pub(super) fn like(pattern: &str, text: &str) -> bool {
    let pattern: Vec<char> = pattern.chars().collect();
    let text: Vec<char> = text.chars().collect();
    let (mut at, mut next) = (0, 0);
    // After the last `%`: where the pattern goes on, and how much of the text it took.
    let mut back: Option<(usize, usize)> = None;
    while at < text.len() {
        match pattern.get(next) {
            Some('%') => {
                next += 1;
                back = Some((next, at));
            }
            Some(wanted) if *wanted == '_' || *wanted == text[at] => {
                at += 1;
                next += 1;
            }
            _ => match back {
                None => return false,
                Some((after, taken)) => {
                    back = Some((after, taken + 1));
                    (next, at) = (after, taken + 1);
                }
            },
        }
    }
    pattern[next..].iter().all(|rest| *rest == '%')
}

pub(super) fn written_by<T: AsRef<Author>>(authors: &[T], pattern: &str) -> bool {
    let mut persons = authors.iter().flat_map(|author| &author.as_ref().persons);
    persons.any(|person| like(pattern, person.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn like_knows_both_wildcards() {
        for (pattern, text) in [
            ("a%", "abc"),
            ("%c", "abc"),
            ("a_c", "abc"),
            ("%", ""),
            ("%b%", "abc"),
            ("abc", "abc"),
        ] {
            assert!(like(pattern, text), "{pattern} {text}");
        }
        for (pattern, text) in [("a", "abc"), ("_", ""), ("a_", "abc"), ("%d%", "abc"), ("", "a")] {
            assert!(!like(pattern, text), "{pattern} {text}");
        }
        assert!(!like(&"%a".repeat(400), &"b".repeat(4000)), "in no time");
    }

    #[test]
    fn a_code_needs_its_scheme_and_modalities_have_two() {
        let modality = XdsCode::new("CT", "1.2.840.10008.2.16.4", None);
        assert!(AskedCode::read("CT^^1.2.250.1.213.1.1.5.618").unwrap().is(&modality));
        assert!(AskedCode::read("CT^^1.2.840.10008.2.16.4").unwrap().is(&modality));
        assert!(!AskedCode::read("CT^^1.2.250.1.213.1.1.5.695").unwrap().is(&modality));
        assert_eq!(AskedCode::read("CT"), None);
        assert_eq!(AskedCode::read("CT^^"), None);
    }

    #[test]
    fn a_period_holds_its_start_and_not_its_end() {
        let day = |text| Timestamp::parse(text).unwrap();
        let (from, to) = (day("20200101"), day("20210101"));
        let held = |at| within(Some(&day(at)), Some(&from), Some(&to));
        assert!(held("20200101") && held("20201231235959") && held("2020"));
        assert!(!held("20210101") && !held("20191231"));
        assert!(!within(None, Some(&from), None));
        assert!(within(None, None, None));
    }
}
