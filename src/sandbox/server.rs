//! The server: request bytes in, answer bytes out. One function reads like the guide: open the
//! envelope, check who calls, read the message, answer.

use super::assertion::{self, Caller};
use super::fault::FaultKind;
use super::{Sandbox, MARK};
use crate::record::{ClockAndIds, Ins, InsAuthority, Timestamp};
use crate::wire::registry;
use crate::wire::repository::{
    self, mtom_request, read_mtom, write_retrieve_answer, RetrieveAnswer,
};
use crate::wire::{
    existence, read_request, read_vihf, write_fault, write_reply, Addressing, Request,
};
use crate::xml::{self, Document, Limits};

/// The subcodes of the sandbox's own refusals, of a message and of an assertion: no codes of the
/// DMP, whose list is not public.
const MESSAGE_REFUSED: &str = "SimulateurMessageRefuse";
const VIHF_REFUSED: &str = "SimulateurVihfRefuse";
/// Assertions remembered, to refuse a second use.
const REMEMBERED: usize = 1024;

const SOAP: &str = "application/soap+xml; charset=UTF-8";
const FAULT_ACTION: &str = "http://www.w3.org/2005/08/addressing/fault";

pub struct HttpAnswer {
    pub status: u16,
    pub content_type: String,
    pub body: Vec<u8>,
    /// What befalls the answer on its way.
    pub(super) fault: Option<FaultKind>,
}

impl HttpAnswer {
    /// A refusal before any message was read.
    fn bare(status: u16) -> Self {
        HttpAnswer { status, content_type: SOAP.into(), body: Vec::new(), fault: None }
    }
}

/// The services, each behind an address of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Door {
    Patients,
    Registry,
    Repository,
}

impl Door {
    fn of(path: &str) -> Option<Self> {
        Some(match path {
            "patients" => Door::Patients,
            "registry" => Door::Registry,
            "repository" => Door::Repository,
            _ => return None,
        })
    }

    fn takes(self, content_type: &str) -> bool {
        let media = content_type.trim_start();
        media.starts_with("application/soap+xml")
            || (self == Door::Repository && media.starts_with("multipart/related"))
    }

    fn action(self) -> &'static str {
        match self {
            Door::Patients => existence::ACTION,
            Door::Registry => registry::ACTION,
            Door::Repository => repository::ACTION,
        }
    }

    fn answer_action(self) -> &'static str {
        match self {
            Door::Patients => existence::ANSWER_ACTION,
            Door::Registry => registry::ANSWER_ACTION,
            Door::Repository => repository::ANSWER_ACTION,
        }
    }
}

/// What a service says.
pub(super) enum Said {
    Markup(String),
    Documents(RetrieveAnswer),
}

/// An answer, and what befalls it on its way.
pub(super) type Answered = Result<(Said, Option<FaultKind>), Refused>;

/// A refusal, to become a SOAP fault.
pub(super) struct Refused {
    pub code: &'static str,
    pub subcode: String,
    pub reason: String,
}

impl Refused {
    pub fn because(reason: impl Into<String>) -> Self {
        Refused { code: "Sender", subcode: MESSAGE_REFUSED.into(), reason: reason.into() }
    }

    pub fn vihf(problem: impl std::fmt::Display) -> Self {
        let reason = format!("VIHF : {problem}");
        Refused { code: "Sender", subcode: VIHF_REFUSED.into(), reason }
    }
}

impl Sandbox {
    /// Answers one POST to `path` (the last part of the service's address).
    pub fn answer(&self, path: &str, content_type: &str, body: &[u8]) -> HttpAnswer {
        let Some(door) = Door::of(path) else { return HttpAnswer::bare(404) };
        if !door.takes(content_type) {
            return HttpAnswer::bare(415);
        }
        let (message_id, answered) = self.read_and_answer(door, content_type, body);
        let addressing = |action: &str| Addressing {
            action: action.to_string(),
            message_id: format!("urn:uuid:{}", self.clock.uuid()),
            to: String::new(),
            relates_to: message_id.clone(),
        };
        match answered {
            Ok((Said::Markup(markup), fault)) => HttpAnswer {
                status: 200,
                content_type: SOAP.into(),
                body: write_reply(&addressing(door.answer_action()), &markup),
                fault,
            },
            Ok((Said::Documents(answer), fault)) => {
                let addressing = addressing(door.answer_action());
                let boundary = self.clock.uuid();
                let (content_type, body) = write_retrieve_answer(&addressing, &answer, &boundary);
                HttpAnswer { status: 200, content_type, body, fault }
            }
            Err(refused) => {
                let reason = format!("{MARK} {}", refused.reason);
                let addressing = addressing(FAULT_ACTION);
                let body = write_fault(&addressing, refused.code, &refused.subcode, &reason);
                // The repository answers in MTOM whatever it says.
                let (content_type, body) = match door {
                    Door::Repository => mtom_request(&body, &self.clock.uuid()),
                    Door::Patients | Door::Registry => (SOAP.into(), body),
                };
                HttpAnswer { status: 500, content_type, body, fault: None }
            }
        }
    }

    /// The request's identifier where it could be read, and what is said to it.
    fn read_and_answer(
        &self,
        door: Door,
        content_type: &str,
        body: &[u8],
    ) -> (Option<String>, Answered) {
        let unreadable = |error: &dyn std::fmt::Display| {
            (None, Err(Refused::because(format!("message illisible : {error}"))))
        };
        let envelope = match read_mtom(content_type, body) {
            Ok(envelope) => envelope,
            Err(error) => return unreadable(&error),
        };
        let text = match xml::decode(&envelope) {
            Ok(text) => text,
            Err(error) => return unreadable(&error),
        };
        let document = match Document::parse(&text, &Limits::default()) {
            Ok(document) => document,
            Err(error) => return unreadable(&error),
        };
        match read_request(&document) {
            Ok(request) => (request.message_id.clone(), self.dispatch(door, &request)),
            Err(error) => unreadable(&error),
        }
    }

    fn dispatch(&self, door: Door, request: &Request<'_>) -> Answered {
        let message_id = request.message_id.as_deref().unwrap_or_default();
        if !message_id.starts_with("urn:uuid:") {
            return Err(Refused::because("wsa:MessageID doit être un urn:uuid"));
        }
        if request.action.as_deref() != Some(door.action()) {
            return Err(Refused::because("wsa:Action est inconnue de ce service"));
        }
        let caller = self.caller(request)?;
        let payload = request.payload.ok_or_else(|| Refused::because("le Body est vide"))?;
        let unreadable = |error| Refused::because(format!("message illisible : {error}"));
        match door {
            Door::Patients => {
                let query = existence::read_query(payload).map_err(Refused::because)?;
                self.existence(&caller, &query)
            }
            Door::Registry => {
                let query = registry::read_stored_query(payload).map_err(unreadable)?;
                self.search(&caller, &query)
            }
            Door::Repository => {
                let asked = repository::read_retrieve(payload).map_err(unreadable)?;
                self.retrieve(&caller, &asked)
            }
        }
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

    pub(super) fn now(&self) -> Result<Timestamp, Refused> {
        self.clock.now().map_err(|_| Refused::because("l'horloge du simulateur est en panne"))
    }
}

/// Real people have no place here, and a waiting number opens no record.
pub(super) fn refuse_production(patient: &Ins) -> Result<(), Refused> {
    match patient.authority() {
        InsAuthority::Nia => Err(Refused::because("un NIA n'ouvre pas de DMP")),
        InsAuthority::Nir => {
            Err(Refused::because("un INS de production est refusé par le simulateur"))
        }
        InsAuthority::NirTest | InsAuthority::NirDemo => Ok(()),
    }
}
