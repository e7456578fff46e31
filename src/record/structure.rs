use super::invalid::required_text;
use super::Invalid;

/// Which register a structure identifier (Struct_IdNat) comes from, told by its first character.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum StructureIdFamily {
    /// `0` and the ADELI number of a practice.
    AdeliPractice,
    /// `1` and a FINESS number of 9 characters.
    Finess,
    /// `2` and a SIREN number of 9 digits.
    Siren,
    /// `3` and a SIRET number of 14 digits.
    Siret,
    /// `4` and an RPPS number with the rank of the practice.
    RppsRank,
    /// No prefix: a technical identifier.
    Technical,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct StructureId {
    text: String,
    family: StructureIdFamily,
}

impl StructureId {
    pub fn new(text: &str) -> Result<Self, Invalid> {
        let text = required_text("", text, 64)?;
        if !text.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_./".contains(&b)) {
            return Err(Invalid::new("", "must be letters, digits and -_./ only"));
        }
        let family = family_of(&text);
        Ok(StructureId { text, family })
    }

    pub fn as_str(&self) -> &str {
        &self.text
    }

    pub fn family(&self) -> StructureIdFamily {
        self.family
    }
}

fn family_of(text: &str) -> StructureIdFamily {
    let (prefix, rest) = text.split_at(1);
    let digits = |count: usize| rest.len() == count && rest.bytes().all(|b| b.is_ascii_digit());
    let alphanumeric =
        |count: usize| rest.len() == count && rest.bytes().all(|b| b.is_ascii_alphanumeric());
    let many_digits = rest.len() > 11 && rest.bytes().all(|b| b.is_ascii_digit());
    match prefix {
        "0" if rest.len() >= 9 && rest.bytes().all(|b| b.is_ascii_alphanumeric()) => {
            StructureIdFamily::AdeliPractice
        }
        "1" if alphanumeric(9) => StructureIdFamily::Finess,
        "2" if digits(9) => StructureIdFamily::Siren,
        "3" if digits(14) => StructureIdFamily::Siret,
        "4" if many_digits => StructureIdFamily::RppsRank,
        _ => StructureIdFamily::Technical,
    }
}

/// The sector a structure works in (TRE_R02), `SA01` to `SA99`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ActivitySector(String);

impl ActivitySector {
    pub const SYSTEM: &'static str = "1.2.250.1.71.4.2.4";

    pub fn new(code: &str) -> Result<Self, Invalid> {
        let digits = code.strip_prefix("SA").unwrap_or_default();
        if digits.len() != 2 || !digits.bytes().all(|b| b.is_ascii_digit()) {
            return Err(Invalid::new("", "must be SA and two digits, such as SA07"));
        }
        Ok(ActivitySector(code.to_string()))
    }

    pub fn code(&self) -> &str {
        &self.0
    }
}

/// Where the professional works at this moment. Identifier and sector come from the same
/// exercise of the card: the DMP refuses a pair that does not belong together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Structure {
    id: StructureId,
    name: String,
    sector: ActivitySector,
}

impl Structure {
    pub fn new(id: &str, name: &str, sector: &str) -> Result<Self, Invalid> {
        Ok(Structure {
            id: StructureId::new(id).map_err(|e| e.within("id"))?,
            name: required_text("name", name, 256)?,
            sector: ActivitySector::new(sector).map_err(|e| e.within("sector"))?,
        })
    }

    pub fn id(&self) -> &StructureId {
        &self.id
    }

    pub fn name(&self) -> &str {
        &self.name
    }

    pub fn sector(&self) -> &ActivitySector {
        &self.sector
    }
}
