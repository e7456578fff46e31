use super::invalid::required_text;
use super::open_set::open_set;
use super::{Coded, Invalid, Structure};

/// Which register a professional identifier (PS_IdNat) comes from, told by its first digit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ProfessionalIdFamily {
    /// `0` and an ADELI number.
    Adeli,
    /// `1`, a practice's ADELI number, `/` and an internal id.
    AdeliPracticeEmployee,
    /// `3`, a FINESS number, `/` and an internal id.
    FinessEmployee,
    /// `4`, a SIREN number, `/` and an internal id.
    SirenEmployee,
    /// `5`, a SIRET number, `/` and an internal id.
    SiretEmployee,
    /// `6`, a practice's RPPS number, `/` and an internal id.
    RppsPracticeEmployee,
    /// `8` and an RPPS number of 11 digits.
    Rpps,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ProfessionalId {
    text: String,
    family: ProfessionalIdFamily,
}

impl ProfessionalId {
    pub fn new(text: &str) -> Result<Self, Invalid> {
        use ProfessionalIdFamily as Family;
        let text = required_text("", text, 64)?;
        let (prefix, rest) = text.split_at(text.chars().next().map_or(0, char::len_utf8));
        let family = match prefix {
            "0" if is_register_number(rest, 9, 9) => Family::Adeli,
            "8" if is_digits(rest, 11, 11) => Family::Rpps,
            "1" if is_employee(rest, |n| is_register_number(n, 9, 12)) => {
                Family::AdeliPracticeEmployee
            }
            "3" if is_employee(rest, |n| is_register_number(n, 9, 9)) => Family::FinessEmployee,
            "4" if is_employee(rest, |n| is_digits(n, 9, 9)) => Family::SirenEmployee,
            "5" if is_employee(rest, |n| is_digits(n, 14, 14)) => Family::SiretEmployee,
            "6" if is_employee(rest, |n| is_digits(n, 11, 14)) => Family::RppsPracticeEmployee,
            _ => return Err(Invalid::new(
                "",
                "must be a PS_IdNat: 8 and RPPS (11 digits), 0 and ADELI (9), or 1, 3, 4, 5, 6 \
                     with the employer's number, '/' and an internal id",
            )),
        };
        Ok(ProfessionalId { text, family })
    }

    pub fn as_str(&self) -> &str {
        &self.text
    }

    pub fn family(&self) -> ProfessionalIdFamily {
        self.family
    }
}

fn is_digits(text: &str, least: usize, most: usize) -> bool {
    (least..=most).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit())
}

fn is_register_number(text: &str, least: usize, most: usize) -> bool {
    (least..=most).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_alphanumeric())
}

fn is_employee(text: &str, employer: impl Fn(&str) -> bool) -> bool {
    text.split_once('/').is_some_and(|(number, internal)| {
        let plain = |b: u8| b.is_ascii_alphanumeric() || b"-_.".contains(&b);
        employer(number) && !internal.is_empty() && internal.bytes().all(plain)
    })
}

open_set! {
    /// How the professional proved who he is.
    AuthenticationMeans {
        /// Health professional card.
        Cps = "CPS",
        /// Card of a professional in training.
        Cpf = "CPF",
        /// Card of an employee.
        Cpe = "CPE",
        /// Pro Santé Connect: the e-CPS on a telephone, or a CPS read by it.
        ProSanteConnect = "PSC",
        /// Reinforced indirect authentication by the structure (AIR).
        Air = "AIR",
        /// Its simplified form, with the PGSSI-S requirements.
        AirSimplifie = "AIR_SIMPLIFIE",
        /// The structure's certificate alone: nobody is authenticated in person.
        StructureCertificate = "STRUCTURE_CERTIFICATE",
        /// Another electronic identity of high assurance (eIDAS).
        Eidas = "EIDAS",
    }
}

impl AuthenticationMeans {
    /// Whether the call goes out under AIR, simplified or not.
    pub fn is_air(&self) -> bool {
        matches!(self, AuthenticationMeans::Air | AuthenticationMeans::AirSimplifie)
    }
}

/// Where a role stands in the VIHF.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Rank {
    Profession,
    Speciality,
    Section,
    Role,
}

/// A profession, a speciality, a pharmacists' section or one of the five roles: what the VIHF
/// carries as `role`, most general first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Role(Coded);

impl Role {
    /// Professions of health professionals (TRE_G15).
    pub const PROFESSIONS: &'static str = "1.2.250.1.71.1.2.7";
    /// The same, in training (TRE_G16).
    pub const PROFESSIONS_IN_TRAINING: &'static str = "1.2.250.1.71.1.2.8";
    /// Specialities (TRE_R01).
    pub const SPECIALITIES: &'static str = "1.2.250.1.71.4.2.5";
    /// Producers who are no professionals: secretaries, devices, automata.
    pub const NON_PROFESSIONALS: &'static str = "1.2.250.1.213.1.1.4.6";
    /// Social professions (TRE_R94).
    pub const SOCIAL_PROFESSIONS: &'static str = "1.2.250.1.213.1.6.1.4";
    /// Users of a professional title (TRE_R95).
    pub const TITLES: &'static str = "1.2.250.1.213.1.6.1.109";
    /// Sections of the order of pharmacists (TRE_R06).
    pub const SECTIONS: &'static str = "1.2.250.1.71.4.2.6";
    /// Roles in care (TRE_R85).
    pub const CARE_ROLES: &'static str = "1.2.250.1.213.1.6.1.107";
    /// Professionals known by their role (profession code 99).
    pub const BY_ROLE: &'static str = "1.2.250.1.213.1.6.1.140";

    /// What a code of each system says; JDV_J65 draws on two more systems of roles.
    const RANKS: &'static [(&'static str, Rank)] = &[
        (Role::PROFESSIONS, Rank::Profession),
        (Role::PROFESSIONS_IN_TRAINING, Rank::Profession),
        (Role::SOCIAL_PROFESSIONS, Rank::Profession),
        (Role::TITLES, Rank::Profession),
        (Role::BY_ROLE, Rank::Profession),
        (Role::NON_PROFESSIONALS, Rank::Profession),
        (Role::SPECIALITIES, Rank::Speciality),
        (Role::SECTIONS, Rank::Section),
        (Role::CARE_ROLES, Rank::Role),
        ("1.2.250.1.213.1.6.1.17", Rank::Role),
        ("1.2.250.1.213.1.6.1.19", Rank::Role),
    ];

    /// A role of one of the systems the VIHF knows.
    pub fn new(code: Coded) -> Result<Self, Invalid> {
        if Role::RANKS.iter().any(|(system, _)| *system == code.system()) {
            return Ok(Role(code));
        }
        Err(Invalid::new(
            "system",
            "must be a system of professions, specialities, sections or roles",
        ))
    }

    pub fn coded(&self) -> &Coded {
        &self.0
    }

    fn rank(&self) -> Rank {
        let of = |(system, _): &&(&str, Rank)| *system == self.0.system();
        Role::RANKS.iter().find(of).map_or(Rank::Role, |(_, rank)| *rank)
    }

    pub fn is_doctor(&self) -> bool {
        self.0.system() == Role::PROFESSIONS && self.0.code() == "10"
    }

    pub fn is_pharmacist(&self) -> bool {
        self.0.system() == Role::PROFESSIONS && self.0.code() == "21"
    }
}

/// The professional in whose name the DMP is called.
#[derive(Debug, Clone)]
pub struct Professional {
    id: ProfessionalId,
    family_name: String,
    given_name: String,
    /// One to three: profession first, then speciality, section or role.
    roles: Vec<Role>,
    structure: Structure,
    means: AuthenticationMeans,
    /// A doctor who regulates calls for the SAMU.
    regulator: bool,
}

impl Professional {
    pub fn new(
        id: ProfessionalId,
        family_name: &str,
        given_name: &str,
        roles: Vec<Role>,
        structure: Structure,
        means: AuthenticationMeans,
        regulator: bool,
    ) -> Result<Self, Invalid> {
        let Some(profession) = roles.first() else {
            return Err(Invalid::new("profession", "must be given"));
        };
        if profession.rank() != Rank::Profession {
            return Err(Invalid::new("profession", "must be a profession, by its code and system"));
        }
        if roles.len() > 3 {
            return Err(Invalid::new("roles", "must not hold over three entries"));
        }
        let has = |rank| roles.iter().skip(1).any(|role| role.rank() == rank);
        if roles.iter().skip(1).any(|role| role.rank() == Rank::Profession) {
            return Err(Invalid::new("profession", "must be one"));
        }
        if profession.is_doctor() && !has(Rank::Speciality) {
            let problem = "must be given for a doctor, such as SM26";
            return Err(Invalid::new("speciality", problem));
        }
        if profession.is_pharmacist() && !has(Rank::Section) {
            let problem = "must be given for a pharmacist, such as A";
            return Err(Invalid::new("section", problem));
        }
        Ok(Professional {
            id,
            family_name: required_text("family_name", family_name, 100)?,
            given_name: required_text("given_name", given_name, 100)?,
            roles,
            structure,
            means,
            regulator,
        })
    }

    pub fn id(&self) -> &ProfessionalId {
        &self.id
    }

    pub fn family_name(&self) -> &str {
        &self.family_name
    }

    pub fn given_name(&self) -> &str {
        &self.given_name
    }

    pub fn roles(&self) -> &[Role] {
        &self.roles
    }

    pub fn structure(&self) -> &Structure {
        &self.structure
    }

    pub fn means(&self) -> &AuthenticationMeans {
        &self.means
    }

    pub fn is_regulator(&self) -> bool {
        self.regulator
    }
}
