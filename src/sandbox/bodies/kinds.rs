/// One kind of document the sandbox can give a body of, with the metadata that goes with it.
#[derive(Clone, Copy)]
pub(in crate::sandbox) struct Kind {
    /// Names the kind in a scenario.
    pub name: &'static str,
    pub type_code: &'static str,
    pub type_scheme: &'static str,
    pub type_label: &'static str,
    pub class: Class,
    pub format_code: &'static str,
    pub format_scheme: &'static str,
    /// Of the whole document: all of them are CDA.
    pub mime_type: &'static str,
    /// A usual title, for a scenario that gives none.
    pub title: &'static str,
    pub written_by: WrittenBy,
    pub place: Place,
    /// Acts documented, which are the event codes of the metadata.
    pub events: &'static [Event],
    /// Template identifier of the document, and its version where one is published.
    pub(super) template: (&'static str, &'static str),
    pub(super) content: Content,
}

/// Where and among what the body stands.
#[derive(Clone, Copy)]
pub(super) enum Content {
    /// Level 3: sections with a narrative and entries.
    Structured(&'static str),
    /// Level 1: a file inside.
    Attached(super::attached::Attachment),
}

/// Code and label of a class (JDV_J57), always of the system [`CLASS_SCHEME`].
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::sandbox) struct Class(pub &'static str, pub &'static str);

pub(in crate::sandbox) const CLASS_SCHEME: &str = "1.2.250.1.213.1.1.4.1";

pub(super) const REPORT: Class = Class("10", "Compte rendu");
pub(super) const SYNTHESIS: Class = Class("11", "Synthèse");
pub(super) const IMAGING: Class = Class("31", "Imagerie médicale");
pub(super) const PRESCRIPTION: Class = Class("42", "Prescription");
pub(super) const DISPENSATION: Class = Class("43", "Dispensation");
pub(super) const PLAN: Class = Class("44", "Plan de soins, protocole de soins");
pub(super) const CERTIFICATE: Class = Class("52", "Certificat, déclaration");
pub(super) const REIMBURSEMENT: Class = Class("60", "Données de remboursement");
pub(super) const PATIENT: Class = Class("90", "Autres documents déposés par le patient");

#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::sandbox) enum WrittenBy {
    Professional,
    Patient,
    Insurance,
}

/// Code, system and label of an act or of an imaging modality.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::sandbox) struct Event(pub &'static str, pub &'static str, pub &'static str);

/// What kind of structure it comes from.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::sandbox) enum Place {
    Practice,
    Hospital,
    Emergency,
    Laboratory,
    Radiology,
    Pharmacy,
    NursingHome,
    Home,
    Insurance,
}

const SECTORS: &str = "1.2.250.1.71.4.2.4";
const SETTINGS: &str = "1.2.250.1.213.1.1.4.9";
const PATIENT_WORDS: (&str, &str, &str) =
    ("EXP_PATIENT", "Expression personnelle du patient", "1.2.250.1.213.1.1.4.6");

impl Place {
    /// Facility type (JDV_J61): code, label, system.
    pub fn facility(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Place::Practice => ("SA07", "Cabinet individuel", SECTORS),
            Place::Radiology => ("SA08", "Cabinet de groupe", SECTORS),
            Place::Hospital | Place::Emergency => {
                ("SA01", "Etablissement public de santé", SECTORS)
            }
            Place::Laboratory => ("SA25", "Laboratoire de biologie médicale", SECTORS),
            Place::Pharmacy => ("SA33", "Pharmacie d'officine", SECTORS),
            Place::NursingHome => ("SA17", "Etablissement pour personnes âgées", SECTORS),
            Place::Insurance => ("SA24", "Organisme de sécurité sociale", SECTORS),
            Place::Home => PATIENT_WORDS,
        }
    }

    /// Practice setting (JDV_J62): code, label, system.
    pub fn setting(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Place::Hospital | Place::Emergency | Place::NursingHome => {
                ("ETABLISSEMENT", "Etablissement de santé", SETTINGS)
            }
            Place::Insurance => ("AMO", "Organisme d'assurance maladie obligatoire", SETTINGS),
            Place::Home => PATIENT_WORDS,
            _ => ("AMBULATOIRE", "Ambulatoire", SETTINGS),
        }
    }
}

impl Kind {
    /// The same body under another type of document: code, system and label.
    pub fn typed(self, (code, system, label): (&'static str, &'static str, &'static str)) -> Self {
        Kind { type_code: code, type_scheme: system, type_label: label, ..self }
    }

    /// The template identifiers of the header, most general first.
    pub(super) fn template_ids(&self) -> String {
        let (root, extension) = self.template;
        let general = ["2.16.840.1.113883.2.8.2.1", "1.2.250.1.213.1.1.1.1"];
        let mut ids: String =
            general.iter().map(|root| format!("\n  <templateId root=\"{root}\"/>")).collect();
        match (root, extension) {
            ("", _) => {}
            (root, "") => ids += &format!("\n  <templateId root=\"{root}\"/>"),
            (root, version) => {
                ids += &format!("\n  <templateId root=\"{root}\" extension=\"{version}\"/>");
            }
        }
        ids
    }

    /// The `code` of the main act documented, or nothing.
    pub(super) fn main_act(&self) -> String {
        self.events.first().map(code).unwrap_or_default()
    }

    /// One more `documentationOf` for each other act.
    pub(super) fn other_acts(&self) -> String {
        let other = self.events.iter().skip(1);
        other
            .map(|event| {
                let code = code(event);
                format!(
                    "\n  <documentationOf><serviceEvent classCode=\"ACT\">{code}</serviceEvent></documentationOf>"
                )
            })
            .collect()
    }
}

fn code(Event(code, system, label): &Event) -> String {
    let label = super::template::escaped(label);
    format!("<code code=\"{code}\" codeSystem=\"{system}\" displayName=\"{label}\"/>")
}
