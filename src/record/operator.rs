use std::fmt;

use super::invalid::required_text;
use super::Invalid;

/// Who sits at the keyboard. A secretary may work while the doctor's card is in the reader;
/// the doctor's rights are not hers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Operator {
    /// The authenticated professional himself.
    Professional,
    /// A secretary, acting under the professional's responsibility.
    Secretary,
    /// Any other collaborator without right of his own to consult.
    OtherStaff,
}

impl Operator {
    pub fn from_code(code: &str) -> Result<Self, Invalid> {
        Ok(match code {
            "professional" => Operator::Professional,
            "secretary" => Operator::Secretary,
            "other_staff" => Operator::OtherStaff,
            _ => return Err(Invalid::new("", "must be professional, secretary or other_staff")),
        })
    }

    pub fn code(&self) -> &'static str {
        match self {
            Operator::Professional => "professional",
            Operator::Secretary => "secretary",
            Operator::OtherStaff => "other_staff",
        }
    }
}

/// Why a record was opened by break-glass. It speaks of the patient's health: `Debug` keeps it.
#[derive(Clone, PartialEq, Eq)]
pub struct EmergencyReason(String);

impl EmergencyReason {
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for EmergencyReason {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("EmergencyReason(…)")
    }
}

/// Why the record is opened (TRE_R248), as the VIHF says it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Purpose {
    Normal,
    /// Break-glass: immediate risk, and a person unable to express a will. The reason is typed
    /// by the professional and shown to the patient.
    BrisDeGlace(EmergencyReason),
    /// The SAMU regulator during a call; no reason is asked.
    Centre15,
}

impl Purpose {
    pub const SYSTEM: &'static str = "1.2.250.1.213.1.1.4.248";

    pub fn new(code: &str, reason: Option<&str>) -> Result<Self, Invalid> {
        match (code, reason) {
            ("bris_de_glace", reason) => {
                // Typed in a box of several lines: it travels on one.
                let words = reason.unwrap_or_default().split_whitespace();
                let reason = required_text("reason", &words.collect::<Vec<_>>().join(" "), 1000)?;
                Ok(Purpose::BrisDeGlace(EmergencyReason(reason)))
            }
            ("normal", None) => Ok(Purpose::Normal),
            ("centre_15", None) => Ok(Purpose::Centre15),
            ("normal" | "centre_15", Some(_)) => {
                Err(Invalid::new("reason", "goes with bris_de_glace only"))
            }
            _ => Err(Invalid::new("code", "must be normal, bris_de_glace or centre_15")),
        }
    }

    pub fn code(&self) -> &'static str {
        match self {
            Purpose::Normal => "normal",
            Purpose::BrisDeGlace(_) => "bris_de_glace",
            Purpose::Centre15 => "centre_15",
        }
    }

    pub fn is_emergency(&self) -> bool {
        !matches!(self, Purpose::Normal)
    }
}
