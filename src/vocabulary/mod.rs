//! The national value sets: dated tables compiled in, with their labels.

#![forbid(unsafe_code)]

mod csv;

use once_cell::sync::Lazy;

/// JDV_J65: professions, specialities, sections and roles a VIHF may carry.
static SUBJECT_ROLES: Lazy<Vec<[String; 3]>> =
    Lazy::new(|| csv::records(include_str!("subject_roles.csv")));

/// The French label of a subject role, by code and system.
pub fn subject_role_label(code: &str, system: &str) -> Option<&'static str> {
    let row = SUBJECT_ROLES.iter().find(|row| row[0] == code && row[1] == system)?;
    Some(row[2].as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_follow_code_and_system() {
        assert_eq!(subject_role_label("10", "1.2.250.1.71.1.2.7"), Some("Médecin"));
        assert_eq!(subject_role_label("10", "1.2.250.1.71.1.2.8"), Some("Médecin en formation"));
        assert_eq!(subject_role_label("10", "1.2.3"), None);
        assert!(SUBJECT_ROLES.len() > 350);
    }
}
