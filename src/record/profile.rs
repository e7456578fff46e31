use std::fmt;

use super::open_set::open_set;
use super::Timestamp;

open_set! {
    /// Whether the patient's DMP exists, in the three words French software already uses.
    Existence {
        Active = "ACTIF",
        Closed = "FERME",
        Absent = "INEXISTANT",
    }
}

open_set! {
    /// What the DMP says of the professional's authorisation.
    Authorisation {
        Valide = "VALIDE",
        NonExiste = "NON_EXISTE",
        Expire = "EXPIRE",
        /// The patient blocked this professional.
        Interdit = "INTERDIT",
    }
}

/// When and why a record was closed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Closing {
    pub at: Option<Timestamp>,
    pub reason_code: Option<String>,
    pub reason_text: Option<String>,
}

/// The patient's oppositions to emergency access; `None` where the answer does not say.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Oppositions {
    pub bris_de_glace: Option<bool>,
    pub centre_15: Option<bool>,
}

/// What the server said that this version does not know: kept and reported, never fatal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unknown {
    pub place: &'static str,
    pub code: String,
    pub system: Option<String>,
    pub value: Option<String>,
}

/// A person to reach, as TD1.3a lists them.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Contact {
    pub relationship: Option<String>,
    pub name: Option<String>,
    pub telecoms: Vec<String>,
    pub address: Option<String>,
}

impl fmt::Debug for Contact {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("Contact(…)")
    }
}

/// The identity the server keeps. Not shown by default: the INS traits alone are authoritative
/// (EX_0.2-1020).
#[derive(Clone, Default, PartialEq, Eq)]
pub struct ServerTraits {
    /// Root and extension of each identifier.
    pub ids: Vec<(String, String)>,
    pub civility: Option<String>,
    pub given_names: Vec<String>,
    pub birth_name: Option<String>,
    pub used_name: Option<String>,
    pub sex: Option<String>,
    pub birth_time: Option<String>,
    pub birth_place: Option<String>,
    pub deceased: Option<bool>,
    pub telecoms: Vec<String>,
    pub address: Option<String>,
    pub contacts: Vec<Contact>,
}

impl fmt::Debug for ServerTraits {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("ServerTraits(…)")
    }
}

/// What the DMP answered about one patient and one professional (TD0.2, TD1.3a).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Profile {
    pub existence: Existence,
    /// `queryResponseCode` and `patient/statusCode` as they came.
    pub response_code: String,
    pub status_code: Option<String>,
    pub closing: Option<Closing>,
    pub authorisation: Option<Authorisation>,
    /// Whether the professional is the patient's treating doctor in the DMP.
    pub treating_doctor: Option<bool>,
    /// Whether the patient's old web account is open.
    pub web_account_open: Option<bool>,
    /// Whether the record is attached to Mon espace santé.
    pub attached_mes: Option<bool>,
    pub oppositions: Oppositions,
    pub traits: ServerTraits,
    pub unknown: Vec<Unknown>,
    /// Fields that came malformed; what could be read of them was kept.
    pub doubts: Vec<String>,
}

impl Profile {
    /// An answer that says nothing yet but this.
    pub fn new(existence: Existence, response_code: &str) -> Self {
        Profile {
            existence,
            response_code: response_code.to_string(),
            status_code: None,
            closing: None,
            authorisation: None,
            treating_doctor: None,
            web_account_open: None,
            attached_mes: None,
            oppositions: Oppositions::default(),
            traits: ServerTraits::default(),
            unknown: Vec::new(),
            doubts: Vec::new(),
        }
    }
}
