use super::super::hl7v3::{device, transmission, DMP_DEVICE};
use super::super::{ns, WireError};
use super::codes;
use crate::record::{Ins, Timestamp};
use crate::xml::{Element, Writer};

/// Why the question is asked: it tells TD0.2 from TD1.3a.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// TD0.2.
    TestExistence,
    /// TD1.3a.
    AdministrativeData,
}

impl Reason {
    pub fn code(self) -> &'static str {
        match self {
            Reason::TestExistence => "TEST_EXST",
            Reason::AdministrativeData => "CNSLT_DATA",
        }
    }

    fn from_code(code: &str) -> Option<Self> {
        [Reason::TestExistence, Reason::AdministrativeData].into_iter().find(|r| r.code() == code)
    }
}

/// PRPA_IN201307UV02.
#[derive(Debug, Clone)]
pub struct Query {
    pub reason: Reason,
    pub patient: Ins,
    /// OID of the installation of the calling software; root of the message's identifiers.
    pub sender_oid: String,
    pub sender_name: String,
    /// Unique within `sender_oid`.
    pub message: String,
    pub query: String,
    pub created: Timestamp,
    /// `P` on the real record, `D` elsewhere.
    pub processing: String,
}

pub fn write_query(query: &Query) -> String {
    let mut writer = Writer::new();
    writer.open("PRPA_IN201307UV02").attribute("xmlns", ns::HL7);
    writer.attribute("xmlns:xsi", ns::XSI).attribute("ITSVersion", "XML_1.0");
    transmission(
        &mut writer,
        "PRPA_IN201307UV02",
        (&query.sender_oid, &query.message),
        &query.created,
        &query.processing,
        "AL",
    );
    device(&mut writer, "receiver", "RCV", DMP_DEVICE, "DMP");
    device(&mut writer, "sender", "SND", &query.sender_oid, &query.sender_name);
    writer.empty("attentionLine", &[("xsi:nil", "true")]);
    writer.open("controlActProcess").attribute("classCode", "CACT").attribute("moodCode", "EVN");
    let reason = [("code", query.reason.code()), ("codeSystem", codes::REASONS)];
    writer.empty("reasonCode", &reason);
    query_by_parameter(&mut writer, query);
    writer.finish()
}

/// The parameters of the query, which the answer repeats.
pub(super) fn query_by_parameter(writer: &mut Writer, query: &Query) {
    writer.open("queryByParameter");
    writer.empty("queryId", &[("root", &query.sender_oid), ("extension", &query.query)]);
    writer.empty("statusCode", &[("code", "new")]);
    writer.open("parameterList").empty("dataSource", &[("xsi:nil", "true")]);
    writer.open("patientIdentifier");
    let value = [("root", query.patient.oid()), ("extension", query.patient.matricule())];
    writer.empty("value", &value);
    writer.leaf("semanticsText", "Patient.id");
    writer.close().close().close();
}

/// Reads a query as a server does: what is missing or wrong is named in the error, which is
/// the text of the refusal.
pub fn read_query(message: Element<'_>) -> Result<Query, String> {
    if !message.is(ns::HL7, "PRPA_IN201307UV02") {
        return Err(WireError::unexpected("PRPA_IN201307UV02", message).to_string());
    }
    let attribute = |path: &[&str], name: &str| -> Result<String, String> {
        let missing = || format!("{}/@{name} is missing", path.join("/"));
        let element = message.path(ns::HL7, path).ok_or_else(missing)?;
        Ok(element.attribute(name).ok_or_else(missing)?.into_owned())
    };
    let expected = |path: &[&str], name: &str, value: &str| -> Result<(), String> {
        match attribute(path, name)? {
            found if found == value => Ok(()),
            _ => Err(format!("{}/@{name} is not {value}", path.join("/"))),
        }
    };
    expected(&["interactionId"], "extension", "PRPA_IN201307UV02")?;
    expected(&["processingModeCode"], "code", "T")?;
    expected(&["acceptAckCode"], "code", "AL")?;
    expected(&["receiver", "device", "id"], "root", DMP_DEVICE)?;
    let reason_code = ["controlActProcess", "reasonCode"];
    expected(&reason_code, "codeSystem", codes::REASONS)?;
    let reason = Reason::from_code(&attribute(&reason_code, "code")?)
        .ok_or("controlActProcess/reasonCode/@code is not a known reason")?;
    let query = ["controlActProcess", "queryByParameter"];
    let value = [query[0], query[1], "parameterList", "patientIdentifier", "value"];
    let patient = Ins::new(&attribute(&value, "extension")?, &attribute(&value, "root")?)
        .map_err(|invalid| format!("patientIdentifier/value: {invalid}"))?;
    let created = attribute(&["creationTime"], "value")?;
    Ok(Query {
        reason,
        patient,
        sender_oid: attribute(&["sender", "device", "id"], "root")?,
        sender_name: message
            .path(ns::HL7, &["sender", "device", "softwareName"])
            .map(|name| name.text().into_owned())
            .ok_or("sender/device/softwareName is missing")?,
        message: attribute(&["id"], "extension")?,
        query: attribute(&[query[0], query[1], "queryId"], "extension")?,
        created: Timestamp::parse(&created)
            .map_err(|invalid| format!("creationTime: {invalid}"))?,
        processing: attribute(&["processingCode"], "code")?,
    })
}
