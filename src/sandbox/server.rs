//! The server: request bytes in, answer bytes out. One function reads like the guide: open the
//! envelope, check who calls, read the message, answer.

use super::assertion::{self, Caller};
use super::fault::{FaultKind, THRESHOLD};
use super::{Sandbox, MARK};
use crate::record::{ClockAndIds, Existence, InsAuthority, Profile, Timestamp};
use crate::wire::existence::{
    self, read_query, write_answer, Acknowledgement, AnswerHeader, Query, Reason,
};
use crate::wire::{
    read_request, read_vihf, write_fault, write_reply, Addressing, Request, ServerError,
};
use crate::xml::{self, Document, Limits};

/// The subcodes of the sandbox's own refusals, of a message and of an assertion: no codes of the
/// DMP, whose list is not public.
const MESSAGE_REFUSED: &str = "SimulateurMessageRefuse";
const VIHF_REFUSED: &str = "SimulateurVihfRefuse";
/// Assertions remembered, to refuse a second use.
const REMEMBERED: usize = 1024;

pub struct HttpAnswer {
    pub status: u16,
    pub body: Vec<u8>,
    /// What befalls the answer on its way.
    pub(super) fault: Option<FaultKind>,
}

/// A refusal, to become a SOAP fault.
struct Refused {
    code: &'static str,
    subcode: String,
    reason: String,
}

impl Refused {
    fn because(reason: impl Into<String>) -> Self {
        Refused { code: "Sender", subcode: MESSAGE_REFUSED.into(), reason: reason.into() }
    }

    fn vihf(problem: impl std::fmt::Display) -> Self {
        let reason = format!("VIHF : {problem}");
        Refused { code: "Sender", subcode: VIHF_REFUSED.into(), reason }
    }
}

impl Sandbox {
    /// Answers one POST to `path` (the last part of the service's address).
    pub fn answer(&self, path: &str, content_type: &str, body: &[u8]) -> HttpAnswer {
        if path != "patients" {
            return HttpAnswer { status: 404, body: Vec::new(), fault: None };
        }
        if !content_type.trim_start().starts_with("application/soap+xml") {
            return HttpAnswer { status: 415, body: Vec::new(), fault: None };
        }
        let (message_id, answered) = self.read_and_answer(body);
        let addressing = |action: &str| Addressing {
            action: action.to_string(),
            message_id: format!("urn:uuid:{}", self.clock.uuid()),
            to: String::new(),
            relates_to: message_id.clone(),
        };
        match answered {
            Ok((markup, fault)) => HttpAnswer {
                status: 200,
                body: write_reply(&addressing(existence::ANSWER_ACTION), &markup),
                fault,
            },
            Err(refused) => {
                let action = "http://www.w3.org/2005/08/addressing/fault";
                let reason = format!("{MARK} {}", refused.reason);
                let addressing = addressing(action);
                let body = write_fault(&addressing, refused.code, &refused.subcode, &reason);
                HttpAnswer { status: 500, body, fault: None }
            }
        }
    }

    /// The request's identifier where it could be read, and the answer's markup.
    #[allow(clippy::type_complexity)]
    fn read_and_answer(
        &self,
        body: &[u8],
    ) -> (Option<String>, Result<(String, Option<FaultKind>), Refused>) {
        let unreadable = |error: String| Refused::because(format!("message illisible : {error}"));
        let text = match xml::decode(body) {
            Ok(text) => text,
            Err(error) => return (None, Err(unreadable(error.to_string()))),
        };
        let document = match Document::parse(&text, &Limits::default()) {
            Ok(document) => document,
            Err(error) => return (None, Err(unreadable(error.to_string()))),
        };
        match read_request(&document) {
            Ok(request) => (request.message_id.clone(), self.dispatch(&request)),
            Err(error) => (None, Err(unreadable(error.to_string()))),
        }
    }

    fn dispatch(&self, request: &Request<'_>) -> Result<(String, Option<FaultKind>), Refused> {
        let message_id = request.message_id.as_deref().unwrap_or_default();
        if !message_id.starts_with("urn:uuid:") {
            return Err(Refused::because("wsa:MessageID doit être un urn:uuid"));
        }
        if request.action.as_deref() != Some(existence::ACTION) {
            return Err(Refused::because("wsa:Action est inconnue de ce service"));
        }
        let caller = self.caller(request)?;
        let payload = request.payload.ok_or_else(|| Refused::because("le Body est vide"))?;
        let query = read_query(payload).map_err(Refused::because)?;
        self.existence(&caller, &query)
    }

    fn caller(&self, request: &Request<'_>) -> Result<Caller, Refused> {
        let assertion = request
            .assertion
            .ok_or_else(|| Refused::vihf("wsse:Security ne porte pas d'assertion SAML"))?;
        let read = read_vihf(assertion);
        let caller =
            assertion::check(&read, &self.scenario, &self.now()?).map_err(Refused::vihf)?;
        let mut state = self.state.lock();
        if state.assertions.contains(&read.id) {
            return Err(Refused::vihf("cette assertion a déjà servi"));
        }
        if state.assertions.len() == REMEMBERED {
            state.assertions.pop_front();
        }
        state.assertions.push_back(read.id);
        Ok(caller)
    }

    fn now(&self) -> Result<Timestamp, Refused> {
        self.clock.now().map_err(|_| Refused::because("l'horloge du simulateur est en panne"))
    }

    /// TD0.2 and TD1.3a: open to everybody who may call at all.
    fn existence(
        &self,
        caller: &Caller,
        query: &Query,
    ) -> Result<(String, Option<FaultKind>), Refused> {
        if caller.patient.as_ref() != Some(&query.patient) {
            let problem = "le champ resource-id est incorrect (ce n'est pas le patient du message)";
            return Err(Refused::vihf(problem));
        }
        if query.patient.authority().is_production() {
            let what = match query.patient.authority() {
                InsAuthority::Nia => "un NIA n'ouvre pas de DMP",
                _ => "un INS de production est refusé par le simulateur",
            };
            return Err(Refused::because(what));
        }
        let person = self.scenario.find(&query.patient);
        let fault = self.take_fault().or_else(|| person.and_then(|person| person.fault.clone()));
        let administrative = query.reason == Reason::AdministrativeData;
        let profile = person.map(|person| person.profile(&caller.professional, administrative));
        // Somebody the scenario does not know has no record.
        let profile = profile.unwrap_or_else(|| Profile::new(Existence::Absent, "NF"));
        let errors = match &fault {
            Some(FaultKind::ApplicationError { code, text }) => {
                vec![ServerError::new(code, Some(&format!("{MARK} {text}")))]
            }
            Some(FaultKind::Threshold) => {
                let text = format!("{MARK} trop d'appels : réessayez plus tard");
                vec![ServerError::new(THRESHOLD, Some(&text))]
            }
            Some(FaultKind::SoapFault { code, text }) => {
                let (subcode, reason) = (code.clone(), text.clone());
                return Err(Refused { code: "Receiver", subcode, reason });
            }
            _ => Vec::new(),
        };
        let created = self.now()?;
        let message = self.clock.uuid();
        let header = AnswerHeader { query, message: &message, created: &created };
        let acknowledgement = match errors.as_slice() {
            [] => Acknowledgement::Accepted(&profile),
            errors => Acknowledgement::Refused(errors),
        };
        Ok((write_answer(&header, &acknowledgement), fault))
    }
}
