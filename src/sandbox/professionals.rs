//! Who the sandbox knows by law rather than by name: its own tables, kept apart from the
//! library's so that one can judge the other.

/// Professions a VIHF may carry first, with their systems (JDV_J65).
pub(super) fn is_profession(code: &str, system: &str) -> bool {
    let codes: &[&str] = match system {
        "1.2.250.1.71.1.2.7" => &[
            "10", "21", "26", "28", "31", "32", "35", "36", "37", "38", "39", "40", "50", "60",
            "69", "70", "80", "81", "82", "83", "84", "85", "86", "91", "92", "94", "95", "96",
            "98",
        ],
        "1.2.250.1.213.1.6.1.109" => &["71", "72", "73", "93", "97"],
        "1.2.250.1.213.1.6.1.4" => {
            &["41", "42", "43", "44", "45", "46", "47", "48", "49", "51", "52", "53"]
        }
        "1.2.250.1.213.1.6.1.140" => &["99"],
        "1.2.250.1.71.1.2.8" => &["10", "21", "40", "50"],
        "1.2.250.1.213.1.1.4.6" => {
            &["ALIM_AM", "DISPOSITIF", "EXP_PATIENT", "SECRETARIAT_MEDICAL", "AUTOMATE"]
        }
        _ => &[],
    };
    codes.contains(&code)
}

/// A profession that must be made precise by a second role.
pub(super) fn needs_second_role(code: &str, system: &str) -> Option<&'static str> {
    match (code, system) {
        ("10", "1.2.250.1.71.1.2.7") => Some("une spécialité pour un médecin"),
        ("21", "1.2.250.1.71.1.2.7") => Some("une section pour un pharmacien"),
        ("99", "1.2.250.1.213.1.6.1.140") => Some("un rôle pour la profession 99"),
        _ => None,
    }
}
