use std::fmt;

use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserializer, MapAccess, Visitor};
use serde::Deserialize;

use super::super::error::Error;
use super::super::error_codes::ErrorCode;
use crate::record::{
    object, AuthenticationMeans, Coded, Invalid, Professional, ProfessionalId, Role, Structure,
    Timestamp,
};
use crate::vocabulary::subject_role_label;

/// `dmpkit.professional/1`, checked: who the professional is, and how he signed in.
#[derive(Debug)]
pub(in crate::client) struct Authenticated {
    pub professional: Professional,
    /// When he signed in to the host's software; `None`: when the session opened.
    pub at: Option<Timestamp>,
    pub context_class: Option<String>,
    pub context_declaration: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Document {
    #[serde(rename = "schema")]
    _schema: String,
    id: String,
    family_name: String,
    given_name: String,
    profession: Code,
    speciality: Option<Code>,
    section: Option<Code>,
    role: Option<Code>,
    #[serde(deserialize_with = "object")]
    structure: StructureDocument,
    #[serde(deserialize_with = "object")]
    authentication: Authentication,
    #[serde(default)]
    regulator: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct StructureDocument {
    id: String,
    name: String,
    sector: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Authentication {
    means: String,
    at: Option<String>,
    context_class: Option<String>,
    context_declaration: Option<String>,
}

/// A bare code of the usual system, or code, system and label.
enum Code {
    Bare(String),
    Full(FullCode),
}

/// By hand, for an untagged enum of serde names no field inside.
impl<'de> Deserialize<'de> for Code {
    fn deserialize<D: Deserializer<'de>>(source: D) -> Result<Self, D::Error> {
        struct Either;

        impl<'de> Visitor<'de> for Either {
            type Value = Code;

            fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                out.write_str("a code, or an object with code, system and label")
            }

            fn visit_str<E>(self, code: &str) -> Result<Code, E> {
                Ok(Code::Bare(code.to_string()))
            }

            fn visit_map<A: MapAccess<'de>>(self, members: A) -> Result<Code, A::Error> {
                FullCode::deserialize(MapAccessDeserializer::new(members)).map(Code::Full)
            }
        }

        source.deserialize_any(Either)
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FullCode {
    code: String,
    system: String,
    label: Option<String>,
}

/// The systems a bare profession code is looked up in, in this order.
const PROFESSIONS: &[&str] = &[
    Role::PROFESSIONS,
    Role::SOCIAL_PROFESSIONS,
    Role::TITLES,
    Role::BY_ROLE,
    Role::NON_PROFESSIONALS,
];
const SCHEMA: &str = "dmpkit.professional/1";

pub(in crate::client) fn read_professional(json: &str) -> Result<Authenticated, Error> {
    let document: Document = super::read(json, SCHEMA)?;
    let mut roles = vec![role("profession", &document.profession, PROFESSIONS)?];
    for (field, code, system) in [
        ("speciality", &document.speciality, &[Role::SPECIALITIES]),
        ("section", &document.section, &[Role::SECTIONS]),
        ("role", &document.role, &[Role::CARE_ROLES]),
    ] {
        if let Some(code) = code {
            roles.push(role(field, code, system)?);
        }
    }
    if roles.len() > 3 {
        let problem = "is one too many: the VIHF carries three roles, profession included";
        return Err(Invalid::new("role", problem).into());
    }
    let structure = &document.structure;
    let structure = Structure::new(&structure.id, &structure.name, &structure.sector)
        .map_err(|invalid| invalid.within("structure"))?;
    let authentication = &document.authentication;
    for (field, text) in [
        ("authentication.means", Some(&authentication.means)),
        ("authentication.context_class", authentication.context_class.as_ref()),
        ("authentication.context_declaration", authentication.context_declaration.as_ref()),
    ] {
        let plain = |text: &String| {
            (1..=256).contains(&text.trim().chars().count()) && !text.chars().any(char::is_control)
        };
        if text.is_some_and(|text| !plain(text)) {
            return Err(Invalid::new(field, "must be text of 1 to 256 characters").into());
        }
    }
    let means = AuthenticationMeans::from_code(authentication.means.trim());
    let at = authentication.at.as_deref().map(Timestamp::from_rfc3339).transpose();
    let at = at.map_err(|invalid| invalid.within("authentication.at"))?;
    let context_class = authentication.context_class.clone();
    if context_class.as_deref().is_some_and(|class| !class.starts_with("urn:")) {
        let problem = "must be a SAML authentication context class (urn:…)";
        return Err(Invalid::new("authentication.context_class", problem).into());
    }
    let context_declaration = authentication.context_declaration.clone();
    match (&means, context_declaration.as_deref()) {
        (AuthenticationMeans::AirSimplifie, Some(text)) if text != "CONF_EXI_PGSSIS" => {
            let message = "authentication.context_declaration: must be CONF_EXI_PGSSIS";
            return Err(Error::new(ErrorCode::InvalidField, message)
                .with("field", "authentication.context_declaration")
                .required_by("EX_AIR-050"));
        }
        (means, Some(_)) if !means.is_air() => {
            let field = "authentication.context_declaration";
            return Err(Invalid::new(field, "goes with AIR and AIR_SIMPLIFIE only").into());
        }
        (AuthenticationMeans::Air, None) => {
            let message = "authentication.context_declaration: is missing; AIR declares the \
                           primary means of authentication";
            return Err(Error::new(ErrorCode::InvalidField, message)
                .with("field", "authentication.context_declaration")
                .required_by("EX_AIR-050"));
        }
        _ => {}
    }
    let professional = Professional::new(
        ProfessionalId::new(&document.id).map_err(|invalid| invalid.within("id"))?,
        &document.family_name,
        &document.given_name,
        roles,
        structure,
        means,
        document.regulator,
    )?;
    Ok(Authenticated { professional, at, context_class, context_declaration })
}

/// The role a field names: a bare code is looked up in the national value set, whichever of the
/// field's systems it belongs to; another one comes with its system.
fn role(field: &str, code: &Code, systems: &[&str]) -> Result<Role, Error> {
    let (code, system, label) = match code {
        Code::Bare(code) => {
            let known = |system: &&&str| subject_role_label(code.trim(), system).is_some();
            let system = systems.iter().find(known).ok_or_else(|| {
                let problem = "is no code of the national value set: give code and system";
                Invalid::new(field, problem)
            })?;
            (code.as_str(), *system, None)
        }
        Code::Full(full) => (full.code.as_str(), full.system.as_str(), full.label.as_deref()),
    };
    let label = label.or_else(|| subject_role_label(code.trim(), system));
    let coded = Coded::new(code, system, label).map_err(|invalid| invalid.within(field))?;
    Ok(Role::new(coded).map_err(|invalid| invalid.within(field))?)
}
