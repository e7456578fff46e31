use std::fmt;

use super::invalid::required_text;
use super::{DateOfBirth, IdentityStatus, Ins, Invalid};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Sex {
    Female,
    Male,
    /// The register holds a few people whose sex is not determined.
    Undetermined,
}

impl Sex {
    /// `F`, `M` or `U`, as INS traits and HL7 write it.
    pub fn from_code(code: &str) -> Result<Self, Invalid> {
        Ok(match code {
            "F" => Sex::Female,
            "M" => Sex::Male,
            "U" => Sex::Undetermined,
            _ => return Err(Invalid::new("", "must be F, M or U")),
        })
    }

    pub fn code(self) -> &'static str {
        match self {
            Sex::Female => "F",
            Sex::Male => "M",
            Sex::Undetermined => "U",
        }
    }
}

/// The strict traits of the INS, and the two names used in daily life. Only these name a
/// patient; the traits a server returns never do (EX_0.2-1020).
#[derive(Clone, PartialEq, Eq)]
pub struct Traits {
    birth_name: String,
    /// The given names of the birth certificate, in order; the first is the first given name.
    given_names: Vec<String>,
    birth_date: DateOfBirth,
    sex: Sex,
    /// Place of birth: the 5-character code of the national geographic register (COG).
    birth_place: Option<String>,
    used_name: Option<String>,
    used_given_name: Option<String>,
}

impl Traits {
    #[allow(clippy::too_many_arguments)]
    pub fn new(
        birth_name: &str,
        given_names: &[String],
        birth_date: &str,
        sex: &str,
        birth_place: Option<&str>,
        used_name: Option<&str>,
        used_given_name: Option<&str>,
    ) -> Result<Self, Invalid> {
        if given_names.is_empty() {
            return Err(Invalid::new("given_names", "must hold at least one name"));
        }
        let given_names = given_names
            .iter()
            .enumerate()
            .map(|(i, name)| required_text(&format!("given_names[{i}]"), name, 100))
            .collect::<Result<_, _>>()?;
        let cog = |place: &str| {
            let fits = place.len() == 5 && place.bytes().all(|b| b.is_ascii_alphanumeric());
            fits.then(|| place.to_ascii_uppercase())
                .ok_or_else(|| Invalid::new("birth_place", "must be a COG code of 5 characters"))
        };
        Ok(Traits {
            birth_name: required_text("birth_name", birth_name, 100)?,
            given_names,
            birth_date: DateOfBirth::parse(birth_date).map_err(|e| e.within("birth_date"))?,
            sex: Sex::from_code(sex).map_err(|e| e.within("sex"))?,
            birth_place: birth_place.map(cog).transpose()?,
            used_name: used_name.map(|n| required_text("used_name", n, 100)).transpose()?,
            used_given_name: used_given_name
                .map(|n| required_text("used_given_name", n, 100))
                .transpose()?,
        })
    }

    pub fn birth_name(&self) -> &str {
        &self.birth_name
    }

    pub fn given_names(&self) -> &[String] {
        &self.given_names
    }

    pub fn birth_date(&self) -> &DateOfBirth {
        &self.birth_date
    }

    pub fn sex(&self) -> Sex {
        self.sex
    }

    pub fn birth_place(&self) -> Option<&str> {
        self.birth_place.as_deref()
    }

    pub fn used_name(&self) -> Option<&str> {
        self.used_name.as_deref()
    }

    pub fn used_given_name(&self) -> Option<&str> {
        self.used_given_name.as_deref()
    }

    /// Every word that names the person, to keep out of logs and errors.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.birth_name.as_str())
            .chain(self.given_names.iter().map(String::as_str))
            .chain(self.used_name.as_deref())
            .chain(self.used_given_name.as_deref())
    }
}

impl fmt::Debug for Traits {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("Traits(…)")
    }
}

/// A patient as the host knows him: perhaps without INS yet (an appointment by telephone).
#[derive(Debug, Clone)]
pub struct Patient {
    ins: Option<Ins>,
    identity: IdentityStatus,
    traits: Traits,
}

impl Patient {
    pub fn new(
        ins: Option<Ins>,
        identity: IdentityStatus,
        traits: Traits,
    ) -> Result<Self, Invalid> {
        if ins.is_none() && matches!(identity, IdentityStatus::Recup | IdentityStatus::Qual) {
            return Err(Invalid::new(
                "identity_status",
                "RECUP and QUAL come from the INSi service, which gives an INS: ins is missing",
            ));
        }
        Ok(Patient { ins, identity, traits })
    }

    pub fn ins(&self) -> Option<&Ins> {
        self.ins.as_ref()
    }

    pub fn identity(&self) -> IdentityStatus {
        self.identity
    }

    pub fn traits(&self) -> &Traits {
        &self.traits
    }
}
