use std::fmt;

use super::Invalid;

/// The systems of INS-C, the older calculated identifier (real, test, demonstration). It is no
/// longer used to name a patient and is never shown (EX_0.2-1020).
pub const INS_C_AUTHORITIES: [&str; 3] =
    ["1.2.250.1.213.1.4.2", "1.2.250.1.213.1.4.6", "1.2.250.1.213.1.4.7"];

/// Who assigned the matricule: the national register (NIR), a waiting number (NIA), or the test
/// and demonstration registers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum InsAuthority {
    Nir,
    Nia,
    NirTest,
    NirDemo,
}

impl InsAuthority {
    pub fn from_oid(oid: &str) -> Option<Self> {
        Some(match oid {
            "1.2.250.1.213.1.4.8" => InsAuthority::Nir,
            "1.2.250.1.213.1.4.9" => InsAuthority::Nia,
            "1.2.250.1.213.1.4.10" => InsAuthority::NirTest,
            "1.2.250.1.213.1.4.11" => InsAuthority::NirDemo,
            _ => return None,
        })
    }

    pub fn oid(self) -> &'static str {
        match self {
            InsAuthority::Nir => "1.2.250.1.213.1.4.8",
            InsAuthority::Nia => "1.2.250.1.213.1.4.9",
            InsAuthority::NirTest => "1.2.250.1.213.1.4.10",
            InsAuthority::NirDemo => "1.2.250.1.213.1.4.11",
        }
    }

    /// Whether a real person may stand behind the number.
    pub fn is_production(self) -> bool {
        matches!(self, InsAuthority::Nir | InsAuthority::Nia)
    }
}

/// INS: the national health identity, here its matricule (13 characters and a key of 2 digits)
/// and the authority that assigned it.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Ins {
    matricule: String,
    authority: InsAuthority,
}

impl Ins {
    /// `matricule` with its key, 15 characters, spaces allowed between groups; Corsican
    /// departments `2A` and `2B` in capitals or not.
    pub fn new(matricule: &str, oid: &str) -> Result<Self, Invalid> {
        let authority = InsAuthority::from_oid(oid).ok_or_else(|| {
            Invalid::new("oid", "must be the OID of a NIR, a NIA, a test or a demonstration NIR")
        })?;
        let matricule: String =
            matricule.chars().filter(|c| *c != ' ').map(|c| c.to_ascii_uppercase()).collect();
        let invalid = |problem: &str| Invalid::new("matricule", problem);
        if matricule.chars().count() != 15 {
            return Err(invalid("must have 15 characters: 13 and a key of 2"));
        }
        let number = number_of(&matricule)
            .ok_or_else(|| invalid("must be digits, save 2A or 2B for a Corsican department"))?;
        let key = matricule.get(13..).filter(|key| key.bytes().all(|b| b.is_ascii_digit()));
        let key: u64 = key
            .and_then(|key| key.parse().ok())
            .ok_or_else(|| invalid("must end with a key of 2 digits"))?;
        if number == 0 {
            return Err(invalid("must not be all zeros"));
        }
        if key != 97 - number % 97 {
            return Err(invalid("has a key that does not fit its number"));
        }
        Ok(Ins { matricule, authority })
    }

    /// The 15 characters, key included.
    pub fn matricule(&self) -> &str {
        &self.matricule
    }

    pub fn authority(&self) -> InsAuthority {
        self.authority
    }

    pub fn oid(&self) -> &'static str {
        self.authority.oid()
    }

    /// The form of XDS patient ids and of the VIHF: `{matricule}^^^&{oid}&ISO^NH`.
    pub fn cx(&self) -> String {
        format!("{}^^^&{}&ISO^NH", self.matricule, self.oid())
    }

    /// Reads the same form back; what follows `NH` is ignored.
    pub fn from_cx(text: &str) -> Result<Self, Invalid> {
        let malformed = || Invalid::new("", "must read {INS}^^^&{OID}&ISO^NH");
        let mut parts = text.split('^');
        let (matricule, authority) = (parts.next(), parts.nth(2));
        let kind = parts.next();
        let authority = authority.ok_or_else(malformed)?;
        let mut inner = authority.split('&');
        match (inner.next(), inner.next(), inner.next(), kind) {
            (Some(""), Some(oid), Some("ISO"), Some("NH")) => {
                Ins::new(matricule.unwrap_or_default(), oid)
            }
            _ => Err(malformed()),
        }
    }
}

/// The first 13 characters as a number: 2A reads as 19 and 2B as 18 (the department stands at
/// characters 6 and 7).
fn number_of(matricule: &str) -> Option<u64> {
    let body = matricule.get(..13)?;
    let department = match body.get(5..7)? {
        "2A" => "19",
        "2B" => "18",
        digits => digits,
    };
    let text = format!("{}{}{}", body.get(..5)?, department, body.get(7..)?);
    text.bytes().all(|b| b.is_ascii_digit()).then(|| text.parse().ok())?
}

/// Never shows the number: logs and panics print `Debug`.
impl fmt::Debug for Ins {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "Ins({:?}, …)", self.authority)
    }
}

/// How far the identity is established (RNIV): by the INSi service, by an identity document, by
/// both or by neither.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum IdentityStatus {
    /// Provisional: neither.
    Prov,
    /// Validated: identity document only.
    Vali,
    /// Retrieved: INSi only.
    Recup,
    /// Qualified: both.
    Qual,
}

impl IdentityStatus {
    pub fn from_code(code: &str) -> Result<Self, Invalid> {
        Ok(match code {
            "PROV" => IdentityStatus::Prov,
            "VALI" => IdentityStatus::Vali,
            "RECUP" => IdentityStatus::Recup,
            "QUAL" => IdentityStatus::Qual,
            _ => return Err(Invalid::new("", "must be PROV, RECUP, VALI or QUAL")),
        })
    }

    pub fn code(self) -> &'static str {
        match self {
            IdentityStatus::Prov => "PROV",
            IdentityStatus::Vali => "VALI",
            IdentityStatus::Recup => "RECUP",
            IdentityStatus::Qual => "QUAL",
        }
    }
}
