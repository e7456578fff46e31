//! Reads PRPA_IN201308UV02. Only what the protocol makes certain is asked for: an element out
//! of place, an unknown code or a malformed value is kept, noted and never fatal.

use super::super::hl7v3::refusal;
use super::super::{ns, WireError};
use super::codes;
use super::query::Query;
use crate::record::{
    Authorisation, Closing, Contact, DateOfBirth, Existence, Profile, Timestamp, Unknown,
};
use crate::xml::Element;

pub fn read_answer(message: Element<'_>) -> Result<Profile, WireError> {
    if !message.is(ns::HL7, "PRPA_IN201308UV02") {
        return Err(WireError::unexpected("PRPA_IN201308UV02", message));
    }
    let act = child(message, "controlActProcess");
    let response_code = act
        .and_then(|act| message_path(act, &["queryAck", "queryResponseCode"]))
        .and_then(|code| code.attribute("code"));
    let acknowledgement = child(message, "acknowledgement");
    if let Some(acknowledgement) = acknowledgement {
        let type_code = acknowledgement.attribute("typeCode").unwrap_or_default();
        if !matches!(&*type_code, "AA" | "CA") {
            return Err(WireError::Refused(refusal(acknowledgement, &type_code)));
        }
    }
    let (Some(act), Some(response_code)) = (act, response_code) else {
        return Err(WireError::unexpected("an answer with a queryResponseCode", message));
    };
    let mut reading = Reading::new(&response_code);
    // An accepted query may still come with remarks.
    for remark in acknowledgement.map(|a| refusal(a, "AA").errors).unwrap_or_default() {
        let text = remark.text.as_deref();
        reading.unknown("acknowledgementDetail", &remark.code, None, text);
    }
    Ok(reading.run(message, act))
}

/// Whether an answer is the one to this query: it may leave out the message, the query and the
/// patient it answers, but none may be another's. To be asked before anything of it is believed.
pub fn belongs_to(message: Element<'_>, query: &Query) -> bool {
    let extension = |path: &[&str]| {
        let element = message.path(ns::HL7, path)?;
        element.attribute("extension").map(|extension| extension.trim().to_string())
    };
    let same =
        |path: &[&str], expected: &str| extension(path).is_none_or(|found| found == expected);
    let act = "controlActProcess";
    let patient = [act, "queryByParameter", "parameterList", "patientIdentifier", "value"];
    same(&["acknowledgement", "targetMessage", "id"], &query.message)
        && same(&[act, "queryAck", "queryId"], &query.query)
        && same(&[act, "queryByParameter", "queryId"], &query.query)
        && same(&patient, query.patient.matricule())
}

fn child<'d>(element: Element<'d>, name: &str) -> Option<Element<'d>> {
    element.child(ns::HL7, name)
}

/// The children of the message's own namespace: a server may put others between them.
fn parts<'d>(element: Element<'d>) -> impl Iterator<Item = Element<'d>> {
    element.children().filter(|part| part.namespace() == ns::HL7)
}

fn message_path<'d>(element: Element<'d>, names: &[&str]) -> Option<Element<'d>> {
    element.path(ns::HL7, names)
}

fn code_of(element: Option<Element<'_>>) -> Option<String> {
    element?.attribute("code").map(|code| code.into_owned())
}

fn text_of(element: Option<Element<'_>>) -> Option<String> {
    let text = element?.text();
    let mut words = text.split_ascii_whitespace();
    let mut joined = words.next()?.to_string();
    for word in words {
        joined.push(' ');
        joined.push_str(word);
    }
    Some(joined)
}

struct Reading {
    profile: Profile,
}

impl Reading {
    fn new(response_code: &str) -> Self {
        let existence = Existence::Other(response_code.to_string());
        Reading { profile: Profile::new(existence, response_code) }
    }

    fn run(mut self, message: Element<'_>, act: Element<'_>) -> Profile {
        for line in message.children().filter(|c| c.is(ns::HL7, "attentionLine")) {
            self.attention_line(line);
        }
        if act.children().filter(|c| c.is(ns::HL7, "subject")).count() > 1 {
            self.doubt("subject");
        }
        let event = message_path(act, &["subject", "registrationEvent"]);
        let patient = event.and_then(|event| message_path(event, &["subject1", "patient"]));
        if let Some(patient) = patient {
            self.patient(patient);
        }
        self.profile.existence = self.existence(patient.is_some());
        if self.profile.existence == Existence::Closed {
            self.profile.closing = Some(self.closing(act, event));
        }
        self.profile
    }

    /// OK with a patient's status, or NF for none. Anything else is a word nobody knows yet.
    fn existence(&mut self, has_patient: bool) -> Existence {
        let status = self.profile.status_code.clone();
        match (self.profile.response_code.as_str(), status.as_deref()) {
            ("NF", None) => Existence::Absent,
            ("OK", Some("active")) => Existence::Active,
            ("OK", Some("terminated")) => Existence::Closed,
            ("OK", Some(other)) => {
                self.unknown("patient/statusCode", other, None, None);
                Existence::Other(other.to_string())
            }
            ("OK", None) => {
                self.doubt("patient/statusCode");
                Existence::Other(String::new())
            }
            (code, _) => {
                let code = code.to_string();
                if has_patient && code == "NF" {
                    self.doubt("queryAck/queryResponseCode");
                }
                self.unknown("queryAck/queryResponseCode", &code, None, None);
                Existence::Other(code)
            }
        }
    }

    fn attention_line(&mut self, line: Element<'_>) {
        let Some(keyword) = child(line, "keyWordText") else { return };
        // The keyword stands in @code in some answers, in the text in others.
        let word = code_of(Some(keyword)).or_else(|| text_of(Some(keyword))).unwrap_or_default();
        let value = child(line, "value");
        match word.as_str() {
            codes::AUTHORISATION => match code_of(value) {
                Some(code) => {
                    let authorisation = Authorisation::from_code(&code);
                    if let Authorisation::Other(code) = &authorisation {
                        self.unknown("attentionLine/AUTORISATION", code, None, None);
                    }
                    self.profile.authorisation = Some(authorisation);
                }
                None => self.doubt("authorisation"),
            },
            codes::TREATING_DOCTOR => {
                self.profile.treating_doctor = self.boolean(value, "treating_doctor");
            }
            other => {
                let system = keyword.attribute("codeSystem");
                let value = value.and_then(|v| v.attribute("code").or(v.attribute("value")));
                self.unknown("attentionLine", other, system.as_deref(), value.as_deref());
            }
        }
    }

    fn patient(&mut self, patient: Element<'_>) {
        self.profile.status_code = code_of(child(patient, "statusCode"));
        for part in parts(patient) {
            match part.name() {
                "id" => self.profile.traits.ids.extend(identifier(part)),
                "addr" => self.profile.traits.address = address(part),
                "telecom" => self.profile.traits.telecoms.extend(telecom(part)),
                "patientPerson" => self.person(part),
                "subjectOf" => self.observation(part),
                _ => {}
            }
        }
    }

    fn person(&mut self, person: Element<'_>) {
        for part in parts(person) {
            match part.name() {
                "name" => self.name(part),
                "telecom" => self.profile.traits.telecoms.extend(telecom(part)),
                "addr" => self.profile.traits.address = address(part),
                "administrativeGenderCode" => self.profile.traits.sex = code_of(Some(part)),
                "birthTime" => {
                    let value = part.attribute("value").map(|value| value.into_owned());
                    let readable = value.as_ref().is_some_and(|v| {
                        DateOfBirth::parse(v).is_ok() || Timestamp::parse(v).is_ok()
                    });
                    if value.is_some() && !readable {
                        self.doubt("birth_time");
                    }
                    self.profile.traits.birth_time = value;
                }
                "deceasedInd" => {
                    self.profile.traits.deceased = self.boolean(Some(part), "deceased");
                }
                "birthPlace" => self.profile.traits.birth_place = birth_place(part),
                "personalRelationship" => self.profile.traits.contacts.push(contact(part)),
                _ => {}
            }
        }
    }

    fn name(&mut self, name: Element<'_>) {
        let traits = &mut self.profile.traits;
        for part in parts(name) {
            let text = text_of(Some(part));
            let qualifier = part.attribute("qualifier").unwrap_or_default();
            match (part.name(), &*qualifier) {
                ("prefix", _) => traits.civility = text,
                ("given", _) => traits.given_names.extend(text),
                ("family", "SP" | "CL") => traits.used_name = text,
                ("family", "BR") => traits.birth_name = text,
                ("family", "") if traits.birth_name.is_none() => traits.birth_name = text,
                _ => {}
            }
        }
    }

    fn observation(&mut self, subject_of: Element<'_>) {
        let Some(observation) = child(subject_of, "administrativeObservation") else { return };
        let code_element = child(observation, "code");
        let code = code_of(code_element).unwrap_or_default();
        let value = child(observation, "value");
        match code.as_str() {
            codes::WEB_ACCOUNT => {
                self.profile.web_account_open = self.boolean(value, "web_account_open");
            }
            codes::ATTACHED_MES => self.profile.attached_mes = self.boolean(value, "attached_mes"),
            codes::OPPOSITION_BRIS_DE_GLACE => {
                let opposed = self.boolean(value, "opposition_bris_de_glace");
                self.profile.oppositions.bris_de_glace = opposed;
            }
            codes::OPPOSITION_CENTRE_15 => {
                let opposed = self.boolean(value, "opposition_acces_urgence");
                self.profile.oppositions.centre_15 = opposed;
            }
            other => {
                let system = code_element.and_then(|code| code.attribute("codeSystem"));
                let value = value.and_then(|v| v.attribute("code").or(v.attribute("value")));
                self.unknown(
                    "administrativeObservation",
                    other,
                    system.as_deref(),
                    value.as_deref(),
                );
            }
        }
    }

    fn closing(&mut self, act: Element<'_>, event: Option<Element<'_>>) -> Closing {
        let issue = message_path(act, &["reasonOf", "detectedIssueEvent"]);
        let time = event.and_then(|event| child(event, "effectiveTime"));
        // A point in time, or an interval whose start it is.
        let value = time.and_then(|time| {
            let low = child(time, "low").and_then(|low| low.attribute("value"));
            time.attribute("value").or(low)
        });
        let at = value.as_deref().map(Timestamp::parse);
        if let Some(Err(_)) = &at {
            self.doubt("closing_time");
        }
        Closing {
            at: at.and_then(Result::ok),
            reason_code: issue.and_then(|issue| code_of(child(issue, "code"))),
            reason_text: issue.and_then(|issue| text_of(child(issue, "text"))),
        }
    }

    fn boolean(&mut self, element: Option<Element<'_>>, field: &str) -> Option<bool> {
        match element.and_then(|element| element.attribute("value")).as_deref() {
            Some("true" | "1") => Some(true),
            Some("false" | "0") => Some(false),
            Some(_) => {
                self.doubt(field);
                None
            }
            // Left out, or said to be unknown (nullFlavor).
            None => None,
        }
    }

    fn unknown(
        &mut self,
        place: &'static str,
        code: &str,
        system: Option<&str>,
        value: Option<&str>,
    ) {
        self.profile.unknown.push(Unknown {
            place,
            code: code.to_string(),
            system: system.map(str::to_string),
            value: value.map(str::to_string),
        });
    }

    fn doubt(&mut self, field: &str) {
        self.profile.doubts.push(field.to_string());
    }
}

fn identifier(id: Element<'_>) -> Option<(String, String)> {
    let part = |name| id.attribute(name).unwrap_or_default().into_owned();
    let both = (part("root"), part("extension"));
    (!both.0.is_empty() || !both.1.is_empty()).then_some(both)
}

fn telecom(telecom: Element<'_>) -> Option<String> {
    telecom.attribute("value").filter(|value| !value.is_empty()).map(|value| value.into_owned())
}

/// The parts of an address on one line, in the order they came.
fn address(address: Element<'_>) -> Option<String> {
    let parts: Vec<String> = address.children().filter_map(|part| text_of(Some(part))).collect();
    if parts.is_empty() {
        return text_of(Some(address));
    }
    Some(parts.join(", "))
}

fn birth_place(place: Element<'_>) -> Option<String> {
    let addr = child(place, "addr");
    text_of(addr.and_then(|addr| child(addr, "county")))
        .or_else(|| addr.and_then(address))
        .or_else(|| text_of(message_path(place, &["birthplace", "name"])))
}

fn contact(relationship: Element<'_>) -> Contact {
    let holder = child(relationship, "relationshipHolder1");
    let name = holder.and_then(|holder| child(holder, "name")).map(|name| {
        let parts: Vec<String> = parts(name).filter_map(|part| text_of(Some(part))).collect();
        if parts.is_empty() {
            text_of(Some(name)).unwrap_or_default()
        } else {
            parts.join(" ")
        }
    });
    Contact {
        relationship: code_of(child(relationship, "code")),
        name: name.filter(|name| !name.is_empty()),
        telecoms: relationship
            .children()
            .filter(|part| part.is(ns::HL7, "telecom"))
            .filter_map(telecom)
            .collect(),
        address: child(relationship, "addr").and_then(address),
    }
}
