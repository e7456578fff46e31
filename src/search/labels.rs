//! What must be said of a document wherever it is listed.

use crate::record::{AvailabilityStatus, DocumentEntry};

/// Shown while the DMP is consulted, and on what comes from it (EX_3.1-1075).
pub const INDICATION: &str = "DMP / Mon espace santé";

macro_rules! texts {
    ($(#[$meta:meta])* $name:ident { $($(#[$doc:meta])* $variant:ident: $id:literal, $text:literal, $source:literal;)+ }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$doc])* $variant),+ }

        impl $name {
            /// In the order they are shown.
            pub const ALL: &'static [$name] = &[$($name::$variant),+];

            /// The stable id.
            pub fn id(self) -> &'static str {
                match self { $($name::$variant => $id),+ }
            }

            /// In French, for people to read.
            pub fn text(self) -> &'static str {
                match self { $($name::$variant => $text),+ }
            }

            /// The requirement it comes from.
            pub fn source(self) -> &'static str {
                match self { $($name::$variant => $source),+ }
            }
        }
    };
}

texts! {
    /// A label of a document. One that is current and visible to all has none.
    Label {
        /// Stands apart from the others: it says whose words these are, not in what state.
        PatientDocument: "patient_document", "Document du patient", "EX_3.1-1040";
        Masked: "masked", "Masqué aux professionnels", "EX_3.1-1080";
        InvisibleToPatient: "invisible_to_patient", "Non visible par le patient", "EX_3.1-1080";
        InvisibleToRepresentatives: "invisible_to_representatives",
            "Non visible par les représentants légaux", "EX_3.1-1080";
        Archived: "archived", "Archivé", "EX_3.1-1080";
        Obsolete: "obsolete", "Ancienne version (obsolète)", "EX_3.1-1080";
        Deleted: "deleted", "Supprimé", "JDV_J52";
        /// A status this software does not know is said, rather than passed over as current.
        UnknownStatus: "unknown_status", "Statut inconnu", "REC_GEN-1370";
    }
}

impl Label {
    /// The labels of a document, in the order they are shown.
    pub fn of(entry: &DocumentEntry) -> Vec<Label> {
        Label::ALL.iter().copied().filter(|label| label.holds(entry)).collect()
    }

    fn holds(self, entry: &DocumentEntry) -> bool {
        match self {
            Label::PatientDocument => entry.is_from_patient(),
            Label::Masked => entry.is_masked(),
            Label::InvisibleToPatient => entry.is_invisible_to_patient(),
            Label::InvisibleToRepresentatives => entry.is_invisible_to_representatives(),
            Label::Archived => entry.is_archived(),
            Label::Obsolete => entry.is_obsolete(),
            Label::Deleted => entry.status == Some(AvailabilityStatus::Deleted),
            Label::UnknownStatus => matches!(entry.status, Some(AvailabilityStatus::Other(_))),
        }
    }

    /// Whether it tells the state of the document (EX_3.1-1080), rather than who wrote it.
    pub fn is_status(self) -> bool {
        self != Label::PatientDocument
    }
}

/// The text after the environment's mark, such as `[SIMULATEUR]`; as it is where there is none.
pub fn marked(mark: &str, text: &str) -> String {
    match mark.is_empty() {
        true => text.to_string(),
        false => format!("{mark} {text}"),
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::record::XdsCode;

    fn entry(status: &str, codes: &[&str]) -> DocumentEntry {
        let scheme = "1.2.250.1.213.1.1.4.13";
        DocumentEntry {
            status: Some(AvailabilityStatus::from_code(status)),
            confidentiality: codes
                .iter()
                .map(|code| Arc::new(XdsCode::new(code, scheme, None)))
                .collect(),
            ..DocumentEntry::default()
        }
    }

    const APPROVED: &str = "urn:oasis:names:tc:ebxml-regrep:StatusType:Approved";

    fn ids(entry: &DocumentEntry) -> Vec<&'static str> {
        Label::of(entry).into_iter().map(Label::id).collect()
    }

    #[test]
    fn a_current_document_has_no_label() {
        assert!(Label::of(&entry(APPROVED, &["N"])).is_empty());
        assert!(Label::of(&DocumentEntry::default()).is_empty());
    }

    #[test]
    fn each_state_has_its_label() {
        let all = ["MASQUE_PS", "NOPAT", "INVISIBLE_REPRESENTANTS_LEGAUX"];
        let hidden = ["masked", "invisible_to_patient", "invisible_to_representatives"];
        assert_eq!(ids(&entry(APPROVED, &all)), hidden);
        assert_eq!(ids(&entry(APPROVED, &["INVISIBLE_PATIENT"])), ["invisible_to_patient"]);
        for (status, label) in [
            ("urn:asip:ci-sis:2010:StatusType:Archived", "archived"),
            ("urn:oasis:names:tc:ebxml-regrep:StatusType:Deprecated", "obsolete"),
            ("urn:asip:ci-sis:2010:StatusType:Deleted", "deleted"),
            ("urn:exemple:Suspendu", "unknown_status"),
        ] {
            assert_eq!(ids(&entry(status, &[])), [label]);
        }
    }

    #[test]
    fn the_patients_own_words_are_no_status() {
        let mut own = entry(APPROVED, &["MASQUE_PS"]);
        own.class_code = Some(Arc::new(XdsCode::new("90", "1.2.250.1.213.1.1.4.1", None)));
        assert_eq!(ids(&own), ["patient_document", "masked"]);
        assert!(!Label::PatientDocument.is_status() && Label::Masked.is_status());
    }

    #[test]
    fn the_record_is_named_by_both_its_names() {
        assert!(INDICATION.contains("DMP") && INDICATION.contains("Mon espace santé"));
        assert_eq!(marked("[SIMULATEUR]", INDICATION), "[SIMULATEUR] DMP / Mon espace santé");
        assert_eq!(marked("", "x"), "x");
    }
}
