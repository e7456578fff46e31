//! When two units are one. Values are never converted: units that differ are apart.

/// Units with the same key are the same: `g/l` is `g/L`, `µmol/L` is `umol/L`, `UI` is `[IU]`.
pub(super) fn key(unit: Option<&str>) -> String {
    let parts: Vec<String> = unit.unwrap_or("").trim().split('/').map(part).collect();
    parts.join("/")
}

fn part(part: &str) -> String {
    let part = part.replace(['µ', 'μ'], "u").replace("[iU]", "[IU]");
    let part = match part.strip_suffix("UI") {
        Some(before) => format!("{before}[IU]"),
        None => part,
    };
    match part.strip_suffix('l') {
        // The litre has two symbols.
        Some(prefix) if ["", "c", "d", "f", "h", "k", "m", "n", "p", "u"].contains(&prefix) => {
            format!("{prefix}L")
        }
        _ => part,
    }
}

#[cfg(test)]
mod tests {
    use super::key;

    #[test]
    fn spellings_of_one_unit_are_one_and_units_are_not() {
        assert_eq!(key(Some("g/l")), key(Some("g/L")));
        assert_eq!(key(Some("µmol/L")), key(Some("umol/l")));
        assert_eq!(key(Some("mUI/L")), key(Some("m[IU]/l")));
        assert_ne!(key(Some("g/L")), key(Some("mg/L")));
        assert_ne!(key(Some("mmol/L")), key(Some("mol/L")));
        assert_ne!(key(Some("g/L")), key(None));
    }
}
