//! `dmpkit.notice-request/1`: its schema stands in `include/dmpkit`.

use serde::Deserialize;

use super::request::{Courtesy, Emergency, Format, Given, Request, Variant};
use super::values::{date, documents, episode, how, name, reason};
use super::{EmergencyMode, Kind, ProfileState, Team};
use crate::record::{nullable_object, read_json, Invalid};
use crate::rules::information::{Actions, Audience, Channel, Moment};
use crate::vocabulary::day;

const SCHEMA: &str = "dmpkit.notice-request/1";
const MOST_BYTES: usize = 64 << 10;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Document {
    schema: String,
    date: String,
    kind: Option<String>,
    moment: Option<String>,
    channel: String,
    actions: Option<String>,
    audience: String,
    protection: Option<String>,
    represents: Option<String>,
    #[serde(default)]
    secret_act: bool,
    professional: Option<String>,
    structure: Option<String>,
    care_team: Option<String>,
    documents_added: Option<Vec<String>>,
    documents_consulted: Option<Vec<String>>,
    object_how: Option<String>,
    #[serde(default, deserialize_with = "nullable_object")]
    courtesy: Option<CourtesyDocument>,
    episode: Option<String>,
    #[serde(default, deserialize_with = "nullable_object")]
    emergency: Option<EmergencyDocument>,
    profile: Option<String>,
    authenticated: Option<bool>,
    #[serde(default)]
    prevention: bool,
    language: Option<String>,
    variant: Option<String>,
    format: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CourtesyDocument {
    object_how: Option<String>,
    documents_added: Option<Vec<String>>,
    documents_consulted: Option<Vec<String>>,
    reason: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct EmergencyDocument {
    mode: String,
    reason: Option<String>,
    on: String,
}

impl Request {
    /// Reads a request. An error names the field that is missing, wrong or contradicts another.
    pub fn read(json: &str) -> Result<Request, Invalid> {
        if json.len() > MOST_BYTES {
            return Err(Invalid::new("", format!("must not be over {MOST_BYTES} bytes")));
        }
        let document: Document = read_json(json)?;
        if document.schema != SCHEMA {
            return Err(Invalid::new("schema", format!("must be {SCHEMA}")));
        }
        let date = day("date", &document.date)?;
        let kind = optional("kind", &document.kind, Kind::from_code)?;
        let given = Given {
            kind,
            moment: optional("moment", &document.moment, Moment::from_code)?,
            channel: Channel::from_code(&document.channel).map_err(|e| e.within("channel"))?,
            actions: optional("actions", &document.actions, Actions::from_code)?,
            audience: audience(&document)?,
            secret_act: document.secret_act,
            professional: name("professional", document.professional.as_deref())?,
            structure: name("structure", document.structure.as_deref())?,
            team: optional("care_team", &document.care_team, Team::from_code)?,
            added: labels("documents_added", &document.documents_added)?,
            consulted: labels("documents_consulted", &document.documents_consulted)?,
            object_how: how("object_how", document.object_how.as_deref())?,
            courtesy: document.courtesy.as_ref().map(courtesy).transpose()?,
            episode: episode(document.episode.as_deref())?,
            emergency: match &document.emergency {
                Some(facts) => Some(emergency(facts, &date).map_err(|e| e.within("emergency"))?),
                None => None,
            },
            profile: optional("profile", &document.profile, ProfileState::from_code)?,
            authenticated: document.authenticated,
            prevention: document.prevention,
            language: match document.language.as_deref() {
                Some(language) => super::language("language", language)?,
                None => "fr".to_string(),
            },
            variant: optional("variant", &document.variant, Variant::from_code)?
                .unwrap_or(Variant::Standard),
            format: Format::from_code(&document.format).map_err(|e| e.within("format"))?,
            date,
        };
        given.request()
    }
}

fn optional<T>(
    field: &str,
    code: &Option<String>,
    read: fn(&str) -> Result<T, Invalid>,
) -> Result<Option<T>, Invalid> {
    code.as_deref().map(read).transpose().map_err(|invalid| invalid.within(field))
}

fn labels(field: &str, labels: &Option<Vec<String>>) -> Result<Vec<String>, Invalid> {
    documents(field, labels.as_deref().unwrap_or_default())
}

fn audience(document: &Document) -> Result<Audience, Invalid> {
    let code = document.audience.as_str();
    let protection = document.protection.as_deref();
    let represents = document.represents.as_deref();
    let invalid = |field: &str, problem: &str| Err(Invalid::new(field, problem));
    match (code, protection, represents) {
        ("adult", None, None) => Ok(Audience::Adult),
        ("minor", None, None) => Ok(Audience::Minor),
        ("representative", None, Some("minor")) => Ok(Audience::RepresentativeOfMinor),
        ("representative", None | Some("person"), Some("protected_adult")) => {
            Ok(Audience::RepresentativeOfAdult)
        }
        ("representative", Some("property"), Some("protected_adult")) => invalid(
            "audience",
            "must be protected_adult: where the property alone is protected, the notice is \
             addressed to the person",
        ),
        ("protected_adult", Some("person"), None) => Ok(Audience::ProtectedPerson),
        ("protected_adult", Some("property"), None) => Ok(Audience::ProtectedProperty),
        ("representative", _, None) => invalid("represents", "is missing"),
        ("protected_adult", None, _) => invalid("protection", "is missing"),
        ("representative", _, Some(word)) if word != "minor" && word != "protected_adult" => {
            invalid("represents", "must be minor or protected_adult")
        }
        ("protected_adult" | "representative", Some(word), _)
            if word != "person" && word != "property" =>
        {
            invalid("protection", "must be person or property")
        }
        ("adult" | "minor" | "protected_adult", _, Some(_)) => {
            invalid("represents", "is for a representative")
        }
        ("adult" | "minor" | "representative", Some(_), _) => {
            invalid("protection", "is for a protected adult")
        }
        _ => invalid("audience", "must be adult, minor, representative or protected_adult"),
    }
}

fn courtesy(document: &CourtesyDocument) -> Result<Courtesy, Invalid> {
    Ok(Courtesy {
        object_how: how("courtesy.object_how", document.object_how.as_deref())?,
        added: labels("courtesy.documents_added", &document.documents_added)?,
        consulted: labels("courtesy.documents_consulted", &document.documents_consulted)?,
        reason: reason("courtesy.reason", document.reason.as_deref())?,
    })
}

fn emergency(document: &EmergencyDocument, today: &str) -> Result<Emergency, Invalid> {
    let mode = EmergencyMode::from_code(&document.mode).map_err(|e| e.within("mode"))?;
    let reason = reason("reason", document.reason.as_deref())?;
    if mode == EmergencyMode::Regulation && reason.is_some() {
        return Err(Invalid::new("reason", "is of a break-glass only"));
    }
    Ok(Emergency { mode, reason, on: date("on", &document.on, today)? })
}
