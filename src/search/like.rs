/// Whether a text is of a pattern of SQL: `%` for any characters, `_` for one.
pub(super) fn like(pattern: &str, text: &str) -> bool {
    let mut parts = pattern.split('%');
    let first = parts.next().unwrap_or_default();
    let Some(mut rest) = after(first, text) else { return false };
    let mut parts: Vec<&str> = parts.collect();
    let Some(last) = parts.pop() else { return rest.is_empty() };
    // Each part at the first place it fits: later ones are left the most.
    for part in parts {
        let Some(left) = starts(rest).find_map(|start| after(part, start)) else { return false };
        rest = left;
    }
    starts(rest).any(|start| after(last, start) == Some(""))
}

/// What follows a part without `%` at the start of a text.
fn after<'a>(part: &str, text: &'a str) -> Option<&'a str> {
    let mut rest = text.chars();
    for wanted in part.chars() {
        let found = rest.next()?;
        if wanted != '_' && wanted != found {
            return None;
        }
    }
    Some(rest.as_str())
}

/// The text from each of its characters on, and from its end.
fn starts(text: &str) -> impl Iterator<Item = &str> {
    let ends = std::iter::once(text.len());
    text.char_indices().map(|(index, _)| index).chain(ends).filter_map(|index| text.get(index..))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_are_those_of_sql() {
        for (pattern, text) in [
            ("ACC", "ACC"),
            ("ACC%", "ACC"),
            ("ACC%", "ACC-2024"),
            ("%2024", "ACC-2024"),
            ("A%C%2_24", "ACC-2024-2024"),
            ("_é_", "aéb"),
            ("%", ""),
            ("%%", "x"),
            ("", ""),
            ("%ab", "aab"),
        ] {
            assert!(like(pattern, text), "{pattern} {text}");
        }
        for (pattern, text) in [
            ("ACC", "ACC1"),
            ("acc%", "ACC1"),
            ("ACC%1%2", "ACC21"),
            ("_", ""),
            ("", "x"),
            ("a%a", "a"),
            ("%ab", "abb"),
        ] {
            assert!(!like(pattern, text), "{pattern} {text}");
        }
    }
}
