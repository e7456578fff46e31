use serde::{Deserialize, Serialize};

use super::super::error::Error;
use crate::record::{
    nullable_object, object, IdentityStatus, Ins, Invalid, Operator, Patient, Purpose, Timestamp,
    Traits,
};

/// `dmpkit.chart-request/1`, checked.
#[derive(Debug, Clone)]
pub(in crate::client) struct ChartRequest {
    pub patient: Patient,
    pub operator: Operator,
    pub purpose: Purpose,
    /// Whether the professional is in the patient's care team; `None` where not said.
    pub in_care_team: Option<bool>,
    /// Whether the patient was informed for this episode of care; `None` where not said.
    pub informed: Option<bool>,
    /// When this professional last looked at this record, as the host remembers.
    pub last_visit: Option<Timestamp>,
    /// A minor who keeps this access from his representatives (EX_0.1-1100).
    pub secret_connection: bool,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Document {
    schema: String,
    #[serde(deserialize_with = "object")]
    patient: PatientDocument,
    operator: String,
    #[serde(
        default,
        deserialize_with = "nullable_object",
        skip_serializing_if = "Option::is_none"
    )]
    purpose: Option<PurposeDocument>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    care_team: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    information: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    last_visit: Option<String>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    secret_connection: bool,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct PatientDocument {
    #[serde(
        default,
        deserialize_with = "nullable_object",
        skip_serializing_if = "Option::is_none"
    )]
    ins: Option<InsDocument>,
    identity_status: String,
    birth_name: String,
    given_names: Vec<String>,
    birth_date: String,
    sex: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    birth_place: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    used_name: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    used_given_name: Option<String>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct InsDocument {
    matricule: String,
    oid: String,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct PurposeDocument {
    code: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    reason: Option<String>,
}

const SCHEMA: &str = "dmpkit.chart-request/1";

pub(in crate::client) fn read_chart_request(json: &str) -> Result<ChartRequest, Error> {
    let document: Document = super::read(json, SCHEMA)?;
    let patient = patient(&document.patient).map_err(|invalid| invalid.within("patient"))?;
    let operator =
        Operator::from_code(&document.operator).map_err(|invalid| invalid.within("operator"))?;
    let purpose = match &document.purpose {
        None => Purpose::Normal,
        Some(purpose) => Purpose::new(&purpose.code, purpose.reason.as_deref())
            .map_err(|invalid| invalid.within("purpose"))?,
    };
    let said = |field: &'static str, word: &Option<String>, yes: &str, no: &str| {
        let Some(word) = word else { return Ok(None) };
        let known = [yes, no].contains(&word.as_str());
        known
            .then_some(Some(word == yes))
            .ok_or_else(|| Invalid::new(field, format!("must be {yes} or {no}")))
    };
    Ok(ChartRequest {
        patient,
        operator,
        purpose,
        in_care_team: said("care_team", &document.care_team, "member", "outside")?,
        informed: said("information", &document.information, "given", "due")?,
        last_visit: document
            .last_visit
            .as_deref()
            .map(Timestamp::from_rfc3339)
            .transpose()
            .map_err(|invalid| invalid.within("last_visit"))?,
        secret_connection: document.secret_connection,
    })
}

fn patient(document: &PatientDocument) -> Result<Patient, Invalid> {
    let ins = document.ins.as_ref().map(|ins| Ins::new(&ins.matricule, &ins.oid)).transpose();
    let identity = IdentityStatus::from_code(&document.identity_status)
        .map_err(|invalid| invalid.within("identity_status"))?;
    let traits = Traits::new(
        &document.birth_name,
        &document.given_names,
        &document.birth_date,
        &document.sex,
        document.birth_place.as_deref(),
        document.used_name.as_deref(),
        document.used_given_name.as_deref(),
    )?;
    Patient::new(ins.map_err(|invalid| invalid.within("ins"))?, identity, traits)
}

/// The request that opens the chart of a patient, by the professional himself.
pub(in crate::client) fn write_chart_request(patient: &Patient) -> String {
    let traits = patient.traits();
    let document = Document {
        schema: SCHEMA.into(),
        patient: PatientDocument {
            ins: patient.ins().map(|ins| InsDocument {
                matricule: ins.matricule().to_string(),
                oid: ins.oid().to_string(),
            }),
            identity_status: patient.identity().code().to_string(),
            birth_name: traits.birth_name().to_string(),
            given_names: traits.given_names().to_vec(),
            birth_date: traits.birth_date().hl7().to_string(),
            sex: traits.sex().code().to_string(),
            birth_place: traits.birth_place().map(str::to_string),
            used_name: traits.used_name().map(str::to_string),
            used_given_name: traits.used_given_name().map(str::to_string),
        },
        operator: Operator::Professional.code().to_string(),
        purpose: None,
        care_team: None,
        information: None,
        last_visit: None,
        secret_connection: false,
    };
    // Strings and options only: it cannot fail.
    serde_json::to_string(&document).unwrap_or_default()
}
