//! Writes PRPA_IN201308UV02, as the DMP does: for the sandbox.

use super::super::hl7v3::{device, time, transmission, DMP_DEVICE};
use super::super::{ns, ServerError};
use super::codes;
use super::query::{query_by_parameter, Query};
use crate::record::{Existence, Ins, Profile, ServerTraits, Timestamp};
use crate::xml::Writer;

/// What stands around an answer.
pub struct AnswerHeader<'a> {
    pub query: &'a Query,
    pub message: &'a str,
    pub created: &'a Timestamp,
}

/// The server's verdict on the query.
pub enum Acknowledgement<'a> {
    /// AA: here is what is known.
    Accepted(&'a Profile),
    /// AE: an application error.
    Refused(&'a [ServerError]),
}

pub fn write_answer(header: &AnswerHeader<'_>, acknowledgement: &Acknowledgement<'_>) -> String {
    let query = header.query;
    let mut writer = Writer::new();
    writer.open("PRPA_IN201308UV02").attribute("xmlns", ns::HL7);
    writer.attribute("xmlns:xsi", ns::XSI).attribute("ITSVersion", "XML_1.0");
    let id = (DMP_DEVICE, header.message);
    transmission(&mut writer, "PRPA_IN201308UV02", id, header.created, &query.processing, "NE");
    device(&mut writer, "receiver", "RCV", &query.sender_oid, &query.sender_name);
    device(&mut writer, "sender", "SND", DMP_DEVICE, "DMP");
    if let Acknowledgement::Accepted(profile) = acknowledgement {
        attention_lines(&mut writer, profile);
    }
    let (type_code, errors): (_, &[ServerError]) = match acknowledgement {
        Acknowledgement::Accepted(_) => ("AA", &[]),
        Acknowledgement::Refused(errors) => ("AE", errors),
    };
    writer.open("acknowledgement").attribute("typeCode", type_code);
    writer.open("targetMessage");
    writer.empty("id", &[("root", &query.sender_oid), ("extension", &query.message)]);
    writer.close();
    for error in errors {
        writer.open("acknowledgementDetail").attribute("typeCode", "E");
        writer.empty("code", &[("code", &error.code)]);
        writer.leaf("text", error.text.as_deref().unwrap_or_default());
        writer.close();
    }
    writer.close();
    control_act(&mut writer, query, acknowledgement);
    writer.finish()
}

fn attention_lines(writer: &mut Writer, profile: &Profile) {
    if let Some(authorisation) = &profile.authorisation {
        writer.open("attentionLine");
        let keyword = [("code", codes::AUTHORISATION), ("codeSystem", codes::AUTHORISATION_SYSTEM)];
        writer.open("keyWordText");
        for (name, value) in keyword {
            writer.attribute(name, value);
        }
        writer.text(codes::AUTHORISATION).close();
        writer.open("value").attribute("xsi:type", "CV");
        writer.attribute("code", authorisation.code());
        writer.attribute("codeSystem", codes::AUTHORISATION_VALUES);
        writer.close().close();
    }
    if let Some(treating) = profile.treating_doctor {
        writer.open("attentionLine");
        writer.open("keyWordText").attribute("code", codes::TREATING_DOCTOR);
        writer.attribute("codeSystem", codes::TREATING_DOCTOR_SYSTEM);
        writer.text(codes::TREATING_DOCTOR).close();
        boolean(writer, treating);
        writer.close();
    }
}

fn boolean(writer: &mut Writer, value: bool) {
    let value = if value { "true" } else { "false" };
    writer.empty("value", &[("xsi:type", "BL"), ("value", value)]);
}

fn control_act(writer: &mut Writer, query: &Query, acknowledgement: &Acknowledgement<'_>) {
    writer.open("controlActProcess").attribute("classCode", "CACT").attribute("moodCode", "EVN");
    let mut response_code = "QE";
    if let Acknowledgement::Accepted(profile) = acknowledgement {
        response_code = &profile.response_code;
        if profile.existence != Existence::Absent {
            subject(writer, &query.patient, profile);
        }
        closing_reason(writer, profile);
    }
    writer.open("queryAck");
    writer.empty("queryId", &[("root", &query.sender_oid), ("extension", &query.query)]);
    writer.empty("statusCode", &[("code", "deliveredResponse")]);
    writer.empty("queryResponseCode", &[("code", response_code)]);
    writer.close();
    query_by_parameter(writer, query);
    writer.close();
}

fn subject(writer: &mut Writer, ins: &Ins, profile: &Profile) {
    writer.open("subject").attribute("typeCode", "SUBJ");
    writer.open("registrationEvent").attribute("classCode", "REG").attribute("moodCode", "EVN");
    writer.empty("statusCode", &[("code", "active")]);
    if let Some(at) = profile.closing.as_ref().and_then(|closing| closing.at.as_ref()) {
        writer.empty("effectiveTime", &[("value", &time(at))]);
    }
    writer.open("subject1").attribute("typeCode", "SBJ");
    writer.open("patient").attribute("classCode", "PAT");
    for (root, extension) in &profile.traits.ids {
        writer.empty("id", &[("root", root), ("extension", extension)]);
    }
    writer.empty("id", &[("root", ins.oid()), ("extension", ins.matricule())]);
    let status = profile.status_code.as_deref().unwrap_or("active");
    writer.empty("statusCode", &[("code", status)]);
    person(writer, &profile.traits);
    observation(writer, codes::WEB_ACCOUNT, codes::WEB_ACCOUNT_SYSTEM, profile.web_account_open);
    observation(writer, codes::ATTACHED_MES, codes::OBSERVATIONS, profile.attached_mes);
    let oppositions = &profile.oppositions;
    let bris_de_glace = oppositions.bris_de_glace;
    observation(writer, codes::OPPOSITION_BRIS_DE_GLACE, codes::OBSERVATIONS, bris_de_glace);
    observation(writer, codes::OPPOSITION_CENTRE_15, codes::OBSERVATIONS, oppositions.centre_15);
    writer.close().close();
    writer.open("custodian").attribute("typeCode", "CST");
    writer.open("assignedEntity").attribute("classCode", "ASSIGNED");
    writer.empty("id", &[("root", DMP_DEVICE)]);
    writer.close().close();
    writer.close().close();
}

fn person(writer: &mut Writer, traits: &ServerTraits) {
    writer.open("patientPerson").attribute("classCode", "PSN");
    writer.attribute("determinerCode", "INSTANCE");
    writer.open("name");
    if let Some(civility) = &traits.civility {
        writer.leaf("prefix", civility);
    }
    for given in &traits.given_names {
        writer.leaf("given", given);
    }
    for (qualifier, name) in [("SP", &traits.used_name), ("BR", &traits.birth_name)] {
        if let Some(name) = name {
            writer.open("family").attribute("qualifier", qualifier).text(name).close();
        }
    }
    writer.close();
    for telecom in &traits.telecoms {
        writer.empty("telecom", &[("value", telecom)]);
    }
    if let Some(sex) = &traits.sex {
        let code = [("code", sex.as_str()), ("codeSystem", codes::SEXES)];
        writer.empty("administrativeGenderCode", &code);
    }
    if let Some(birth) = &traits.birth_time {
        writer.empty("birthTime", &[("value", birth)]);
    }
    if let Some(deceased) = traits.deceased {
        writer.empty("deceasedInd", &[("value", if deceased { "true" } else { "false" })]);
    }
    if let Some(address) = &traits.address {
        writer.open("addr").leaf("streetAddressLine", address).close();
    }
    for contact in &traits.contacts {
        writer.open("personalRelationship").attribute("classCode", "PRS");
        let relationship = contact.relationship.as_deref().unwrap_or("FAMMEMB");
        let code = [("code", relationship), ("codeSystem", codes::FAMILY_RELATIONS)];
        writer.empty("code", &code);
        if let Some(address) = &contact.address {
            writer.open("addr").leaf("streetAddressLine", address).close();
        }
        for telecom in &contact.telecoms {
            writer.empty("telecom", &[("value", telecom)]);
        }
        writer.open("relationshipHolder1").attribute("classCode", "PSN");
        writer.attribute("determinerCode", "INSTANCE");
        writer.leaf("name", contact.name.as_deref().unwrap_or_default());
        writer.close().close();
    }
    if let Some(place) = &traits.birth_place {
        writer.open("birthPlace").attribute("classCode", "BIRTHPL");
        writer.open("addr").leaf("county", place).close().close();
    }
    writer.close();
}

fn observation(writer: &mut Writer, code: &str, system: &str, value: Option<bool>) {
    let Some(value) = value else { return };
    writer.open("subjectOf").attribute("typeCode", "SBJ");
    writer.open("administrativeObservation").attribute("classCode", "OBS");
    writer.attribute("moodCode", "EVN");
    writer.empty("code", &[("code", code), ("codeSystem", system)]);
    boolean(writer, value);
    writer.close().close();
}

fn closing_reason(writer: &mut Writer, profile: &Profile) {
    let Some(closing) = &profile.closing else { return };
    let Some(code) = &closing.reason_code else { return };
    writer.open("reasonOf").attribute("typeCode", "RSON");
    writer.open("detectedIssueEvent").attribute("classCode", "ALRT").attribute("moodCode", "EVN");
    writer.empty("code", &[("code", code), ("codeSystem", codes::CLOSING_REASONS)]);
    if let Some(text) = &closing.reason_text {
        writer.leaf("text", text);
    }
    writer.close().close();
}
