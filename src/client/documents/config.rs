use serde::Deserialize;

use super::super::error::Error;
use super::super::error_codes::ErrorCode;
use crate::record::{nullable_object, object, IdentityStatus, Invalid, Oid, TimeZone};
use crate::wire::VihfDialect;

/// `dmpkit.config/1`, checked.
pub(in crate::client) struct Settings {
    pub environment: String,
    pub software_name: String,
    pub software_version: String,
    pub software_id: Option<String>,
    pub software_oid: String,
    pub time_zone: TimeZone,
    pub timeout_ms: u64,
    pub max_answer_bytes: usize,
    pub minimum_identity: IdentityStatus,
    /// Age of majority in years; `None` where minors are not told apart.
    pub age_of_majority: Option<i16>,
    pub vihf: VihfDialect,
    /// `Authentification_mode` of means whose rule is not public, by means.
    pub modes: std::collections::BTreeMap<String, String>,
    /// Seconds after which the existence test is asked again before consulting.
    pub existence_max_age_s: u64,
    pub search: SearchSettings,
    pub reading: ReadingSettings,
    pub sandbox: Option<serde_json::Value>,
    pub sandbox_scenario: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Config {
    #[serde(rename = "schema")]
    _schema: String,
    environment: Option<String>,
    #[serde(deserialize_with = "object")]
    software: Software,
    #[serde(default = "paris")]
    time_zone: String,
    #[serde(default = "half_a_minute")]
    timeout_ms: u64,
    #[serde(default = "sixteen_mebibytes")]
    max_answer_bytes: usize,
    #[serde(default, deserialize_with = "object")]
    identity: Identity,
    #[serde(default, deserialize_with = "object")]
    minors: Minors,
    #[serde(default, deserialize_with = "object")]
    vihf: VihfSettings,
    #[serde(default = "an_hour")]
    existence_max_age_s: u64,
    #[serde(default, deserialize_with = "object")]
    search: SearchSettings,
    #[serde(default, deserialize_with = "object")]
    reading: ReadingSettings,
    #[serde(default, deserialize_with = "nullable_object")]
    sandbox: Option<SandboxSettings>,
}

/// How documents are searched for.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(in crate::client) struct SearchSettings {
    /// Whether the software may search once of its own accord as a chart opens (EX_3.1-2030).
    pub at_opening: bool,
    /// Identifiers asked for at once (CNDA, test 3.1-010).
    pub batch: usize,
    /// Seconds without any search after the DMP said there were too many (EX_3.1-2035).
    pub threshold_pause_s: u64,
}

impl Default for SearchSettings {
    fn default() -> Self {
        SearchSettings { at_opening: false, batch: 20, threshold_pause_s: 600 }
    }
}

/// How documents are read and kept: faster than `reads` or `saves` in `seconds` is no person
/// reading (EX_3.2-1010).
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(in crate::client) struct ReadingSettings {
    pub reads: usize,
    pub saves: usize,
    pub seconds: u64,
    pub max_document_bytes: usize,
    /// Where a document is asked for that no search has shown.
    pub repository_unique_id: String,
}

impl Default for ReadingSettings {
    fn default() -> Self {
        ReadingSettings {
            reads: 10,
            saves: 5,
            seconds: 10,
            max_document_bytes: 64 << 20,
            repository_unique_id: "1.2.250.1.213.4.1.1.1.2".into(),
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Software {
    name: String,
    version: String,
    id: Option<String>,
    oid: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Identity {
    minimum_status: String,
}

impl Default for Identity {
    fn default() -> Self {
        Identity { minimum_status: "QUAL".into() }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Minors {
    managed: bool,
    age_of_majority: i16,
}

impl Default for Minors {
    fn default() -> Self {
        Minors { managed: true, age_of_majority: 18 }
    }
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct VihfSettings {
    version: Option<String>,
    mode_attribute: Option<String>,
    modes: std::collections::BTreeMap<String, String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SandboxSettings {
    scenario: Option<serde_json::Value>,
    clock: Option<serde_json::Value>,
    fault: Option<serde_json::Value>,
    latency_ms: Option<serde_json::Value>,
}

fn paris() -> String {
    "Europe/Paris".into()
}

fn an_hour() -> u64 {
    3600
}

fn half_a_minute() -> u64 {
    30_000
}

fn sixteen_mebibytes() -> usize {
    16 << 20
}

/// The arc that ITU-T keeps for examples: the sandbox's installation where none is named.
const EXAMPLE_OID: &str = "2.999.1";
const SCHEMA: &str = "dmpkit.config/1";

pub(in crate::client) fn read_config(json: &str) -> Result<Settings, Error> {
    let config: Config = super::read(json, SCHEMA)?;
    let environment =
        config.environment.filter(|name| !name.trim().is_empty()).ok_or_else(|| {
            let message = "environment: must be named, such as \"sandbox\"";
            Error::new(ErrorCode::UnknownEnvironment, message).with("field", "environment")
        })?;
    let bounded = |field: &str, text: &str| -> Result<String, Error> {
        let fits = !text.trim().is_empty() && text.chars().count() <= 256;
        let clean = !text.chars().any(char::is_control);
        match fits && clean {
            true => Ok(text.trim().to_string()),
            false => Err(Invalid::new(field, "must be text of 1 to 256 characters").into()),
        }
    };
    let at_least = |field: &str, value: u64, least: u64, most: u64| -> Result<(), Error> {
        match (least..=most).contains(&value) {
            true => Ok(()),
            false => Err(Invalid::new(field, format!("must be from {least} to {most}")).into()),
        }
    };
    at_least("timeout_ms", config.timeout_ms, 1, 3_600_000)?;
    at_least("max_answer_bytes", config.max_answer_bytes as u64, 1_000, 1 << 30)?;
    let majority = config.minors.age_of_majority;
    at_least("minors.age_of_majority", u64::try_from(majority).unwrap_or(0), 1, 30)?;
    at_least("existence_max_age_s", config.existence_max_age_s, 0, 86_400)?;
    at_least("search.batch", config.search.batch as u64, 1, 1000)?;
    at_least("search.threshold_pause_s", config.search.threshold_pause_s, 0, 86_400)?;
    at_least("reading.reads", config.reading.reads as u64, 1, 1000)?;
    at_least("reading.saves", config.reading.saves as u64, 1, 1000)?;
    at_least("reading.seconds", config.reading.seconds, 1, 3600)?;
    at_least(
        "reading.max_document_bytes",
        config.reading.max_document_bytes as u64,
        1024,
        1 << 30,
    )?;
    Oid::new(&config.reading.repository_unique_id)
        .map_err(|e| e.within("reading.repository_unique_id"))?;
    let oid = config.software.oid.as_deref().unwrap_or(EXAMPLE_OID);
    let names = VihfDialect::default();
    for (means, mode) in &config.vihf.modes {
        if !matches!(mode.as_str(), "DIRECTE" | "INDIRECTE" | "INDIRECTE_RENFORCEE") {
            let field = format!("vihf.modes.{means}");
            let problem = "must be DIRECTE, INDIRECTE or INDIRECTE_RENFORCEE";
            return Err(Invalid::new(field, problem).into());
        }
    }
    let sandbox = config.sandbox;
    Ok(Settings {
        software_name: bounded("software.name", &config.software.name)?,
        software_version: bounded("software.version", &config.software.version)?,
        software_id: config
            .software
            .id
            .as_deref()
            .map(|id| bounded("software.id", id))
            .transpose()?,
        software_oid: Oid::new(oid).map_err(|e| e.within("software.oid"))?.as_str().to_string(),
        time_zone: TimeZone::new(&config.time_zone).map_err(|e| e.within("time_zone"))?,
        timeout_ms: config.timeout_ms,
        max_answer_bytes: config.max_answer_bytes,
        minimum_identity: match config.identity.minimum_status.as_str() {
            "QUAL" => IdentityStatus::Qual,
            "RECUP" => IdentityStatus::Recup,
            _ => {
                let invalid = Invalid::new("identity.minimum_status", "must be QUAL or RECUP");
                return Err(invalid.into());
            }
        },
        age_of_majority: config.minors.managed.then_some(majority),
        vihf: VihfDialect {
            version: match config.vihf.version {
                Some(version) => bounded("vihf.version", &version)?,
                None => names.version,
            },
            mode_attribute: match config.vihf.mode_attribute {
                Some(attribute) => bounded("vihf.mode_attribute", &attribute)?,
                None => names.mode_attribute,
            },
        },
        modes: config.vihf.modes,
        existence_max_age_s: config.existence_max_age_s,
        search: config.search,
        reading: config.reading,
        sandbox_scenario: sandbox
            .as_ref()
            .and_then(|sandbox| sandbox.scenario.as_ref())
            .map(ToString::to_string),
        sandbox: sandbox.map(|sandbox| control_document(&sandbox)),
        environment,
    })
}

/// The settings of a running sandbox, in the form its control takes.
fn control_document(sandbox: &SandboxSettings) -> serde_json::Value {
    let mut document = serde_json::json!({ "schema": "dmpkit.sandbox-control/1" });
    for (name, value) in
        [("clock", &sandbox.clock), ("fault", &sandbox.fault), ("latency_ms", &sandbox.latency_ms)]
    {
        if let Some(value) = value {
            document[name] = value.clone();
        }
    }
    document
}
