//! Who asks, and what came back.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::Arc;
use std::time::Duration;

use dmpkit::record::{
    AuthenticationMeans, ClockAndIds, ClockFailed, Coded, Ins, Professional, ProfessionalId,
    Purpose, Role, Structure, Timestamp,
};
use dmpkit::sandbox::{Sandbox, Scenario, SettableClock};
use dmpkit::wire::registry::{self, write_stored_query, ResponseStatus, StoredQuery};
use dmpkit::wire::repository::{
    self, mtom_request, read_retrieve_answer, write_retrieve, DocumentRequest, RetrieveLimits,
    Retrieved,
};
use dmpkit::wire::{
    read_reply, write_request, Addressing, ServerError, Vihf, VihfDialect, WireError,
};
use dmpkit::xml::{decode, Document, Element, Limits};

pub const NOW: &str = "2026-03-02T08:30:00Z";
pub const MESSAGE: &str = "urn:uuid:11111111-2222-4333-8444-555555555555";
pub const SOAP: &str = "application/soap+xml; charset=UTF-8";
const RIM: &str = "urn:oasis:names:tc:ebxml-regrep:xsd:rim:3.0";
const RS: &str = "urn:oasis:names:tc:ebxml-regrep:xsd:rs:3.0";

/// People of the built-in scenario.
pub const VALIDE: &str = "258033523890052";
pub const TREATED: &str = "149112901990130";

/// A clock that stands, and identifiers that count.
struct Standing(AtomicU64);

impl ClockAndIds for Standing {
    fn now(&self) -> Result<Timestamp, ClockFailed> {
        Timestamp::from_rfc3339(NOW).map_err(|_| ClockFailed(0))
    }

    fn elapsed(&self) -> Duration {
        Duration::ZERO
    }

    fn fresh(&self) -> [u8; 16] {
        let count = self.0.fetch_add(1, Ordering::Relaxed).to_be_bytes();
        let mut bytes = [7; 16];
        bytes[8..].copy_from_slice(&count);
        bytes
    }
}

pub fn sandbox() -> Sandbox {
    over(Scenario::built_in())
}

pub fn over(scenario: Scenario) -> Sandbox {
    let clock = Standing(AtomicU64::new(0));
    Sandbox::new(scenario, Arc::new(SettableClock::over(Arc::new(clock))))
}

pub fn ins(matricule: &str) -> Ins {
    Ins::new(matricule, "1.2.250.1.213.1.4.10").unwrap()
}

/// A professional at work.
#[derive(Clone)]
pub struct Asker {
    pub id: &'static str,
    pub roles: Vec<(&'static str, &'static str)>,
    pub structure: &'static str,
    pub mode: &'static str,
    pub purpose: Purpose,
}

impl Asker {
    /// The doctor of the examples, whom the built-in people know.
    pub fn doctor() -> Self {
        Asker {
            id: "899700000011",
            roles: vec![("10", Role::PROFESSIONS), ("SM26", Role::SPECIALITIES)],
            structure: "499700000011001",
            mode: "DIRECTE",
            purpose: Purpose::Normal,
        }
    }

    /// Anybody else, of this profession.
    pub fn other(profession: &'static str) -> Self {
        let mut roles = vec![(profession, Role::PROFESSIONS)];
        match profession {
            "10" => roles.push(("SM04", Role::SPECIALITIES)),
            "21" => roles.push(("A", Role::SECTIONS)),
            _ => {}
        }
        Asker { id: "899700009983", roles, structure: "499700009983001", ..Asker::doctor() }
    }

    pub fn in_emergency(self) -> Self {
        Asker { purpose: Purpose::new("bris_de_glace", Some("Inconscient")).unwrap(), ..self }
    }

    fn assertion(&self, patient: Option<&Ins>, number: u64) -> String {
        let role = |(code, system): &(&str, &str)| {
            Role::new(Coded::new(code, system, Some("x")).unwrap()).unwrap()
        };
        let air = self.mode == "INDIRECTE_RENFORCEE";
        let means = match self.mode {
            "DIRECTE" => AuthenticationMeans::Cps,
            "INDIRECTE" => AuthenticationMeans::StructureCertificate,
            _ => AuthenticationMeans::Air,
        };
        let professional = Professional::new(
            ProfessionalId::new(self.id).unwrap(),
            "EXEMPLE",
            "Camille",
            self.roles.iter().map(role).collect(),
            Structure::new(self.structure, "Cabinet Exemple", "SA07").unwrap(),
            means,
            false,
        )
        .unwrap();
        let now = Timestamp::from_rfc3339(NOW).unwrap();
        Vihf {
            dialect: &VihfDialect::default(),
            id: &format!("{number:08}-2222-4333-8444-555555555555"),
            issued: now.clone(),
            issuer: "CN=ESSAI,O=dmpkit,C=FR",
            professional: &professional,
            mode: self.mode,
            authenticated: now.clone(),
            authn_context: "urn:oasis:names:tc:SAML:2.0:ac:classes:SmartcardPKI",
            authn_declaration: air.then_some("CONF_EXI_PGSSIS"),
            lifetime_ms: air.then_some(30_000),
            patient,
            purpose: &self.purpose,
            with_subject_id: self.mode != "DIRECTE",
            secret_connection: false,
            software_name: "Essai",
            software_version: "1.0",
            software_id: None,
            homologation: None,
        }
        .write()
    }

    /// A whole request, whose assertion was never used.
    pub fn request(&self, action: &str, matricule: &str, body: &str) -> Vec<u8> {
        static NUMBER: AtomicU64 = AtomicU64::new(1);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let addressing = Addressing {
            action: action.into(),
            message_id: MESSAGE.into(),
            to: String::new(),
            relates_to: None,
        };
        let patient = (!matricule.is_empty()).then(|| ins(matricule));
        write_request(&addressing, &self.assertion(patient.as_ref(), number), body)
    }

    /// A search, as the library writes it.
    pub fn search(&self, sandbox: &Sandbox, matricule: &str, query: &StoredQuery) -> Answer {
        self.search_raw(sandbox, matricule, &write_stored_query(query))
    }

    /// A search written by hand.
    pub fn search_raw(&self, sandbox: &Sandbox, matricule: &str, body: &str) -> Answer {
        let request = self.request(registry::ACTION, matricule, body);
        let answer = sandbox.answer("registry", SOAP, &request);
        assert_eq!(answer.content_type, SOAP);
        Answer::read(&answer.body)
    }
}

/// An `AdhocQueryRequest` written by hand: the query, and its slots with their values.
pub fn by_hand(id: &str, returns: &str, slots: &[(&str, &str)]) -> String {
    let slots: String = slots
        .iter()
        .map(|(name, value)| {
            format!(
                "<r:Slot name=\"{name}\"><r:ValueList><r:Value>{value}</r:Value></r:ValueList></r:Slot>"
            )
        })
        .collect();
    format!(
        "<AdhocQueryRequest xmlns=\"urn:oasis:names:tc:ebxml-regrep:xsd:query:3.0\" xmlns:r=\"{RIM}\">\
         <ResponseOption returnComposedObjects=\"true\" returnType=\"{returns}\"/>\
         <r:AdhocQuery id=\"{id}\">{slots}</r:AdhocQuery></AdhocQueryRequest>"
    )
}

/// A document entry or a submission, as it stands in the answer.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Object {
    pub id: String,
    pub lid: String,
    pub status: String,
    pub version: String,
    pub title: String,
    pub slots: Vec<(String, Vec<String>)>,
    /// Scheme, code and label.
    pub codes: Vec<(String, String, String)>,
    /// Scheme and value.
    pub identifiers: Vec<(String, String)>,
}

impl Object {
    pub fn slot(&self, name: &str) -> &str {
        let found = self.slots.iter().find(|(slot, _)| slot == name);
        found.and_then(|(_, values)| values.first()).map_or("", String::as_str)
    }

    fn code_of(&self, scheme: &str) -> &str {
        let found = self.codes.iter().find(|(of, ..)| of == scheme);
        found.map_or("", |(_, code, _)| code)
    }

    pub fn type_code(&self) -> &str {
        self.code_of("urn:uuid:f0306f51-975f-434e-a61c-c59651d33983")
    }

    pub fn class_code(&self) -> &str {
        self.code_of("urn:uuid:41a5887f-8865-4c09-adf7-e362475b143a")
    }

    pub fn has_code(&self, code: &str) -> bool {
        self.codes.iter().any(|(_, other, _)| other == code)
    }

    pub fn unique_id(&self) -> &str {
        let found = self.identifiers.iter().find(|(scheme, _)| {
            scheme == "urn:uuid:2e82c1f6-a085-4c72-9da3-8640a32e42ab"
                || scheme == "urn:uuid:96fdda7c-d067-4183-912e-bf5ee74998a8"
        });
        found.map_or("", |(_, value)| value)
    }
}

#[derive(Debug, Clone, PartialEq)]
pub struct Link {
    pub id: String,
    pub kind: String,
    pub source: String,
    pub target: String,
}

/// What the registry answered.
#[derive(Debug, Default)]
pub struct Answer {
    /// The last word of the status; the code of a SOAP fault.
    pub status: String,
    /// Code and words of each error.
    pub errors: Vec<(String, String)>,
    pub documents: Vec<Object>,
    pub sets: Vec<Object>,
    pub links: Vec<Link>,
    pub references: Vec<String>,
}

impl Answer {
    pub fn read(body: &[u8]) -> Answer {
        let text = decode(body).unwrap();
        let limits = Limits { bytes: 64 << 20, ..Limits::default() };
        let document = Document::parse(&text, &limits).unwrap();
        let reply = match read_reply(&document, MESSAGE) {
            Ok(reply) => reply,
            Err(WireError::Fault(fault)) => {
                let words = fault.reason.clone().unwrap_or_default();
                let code = |error: ServerError| (error.code, words.clone());
                let errors = fault.errors().into_iter().map(code).collect();
                return Answer { status: "Fault".into(), errors, ..Answer::default() };
            }
            Err(other) => panic!("{other}"),
        };
        let payload = reply.payload;
        let attribute =
            |element: Element, name: &str| element.attribute(name).unwrap_or_default().into_owned();
        let status = attribute(payload, "status");
        let mut answer = Answer {
            status: status.rsplit(':').next().unwrap_or_default().to_string(),
            ..Answer::default()
        };
        for list in payload.children() {
            for child in list.children() {
                if child.is(RS, "RegistryError") {
                    let error = (attribute(child, "errorCode"), attribute(child, "codeContext"));
                    answer.errors.push(error);
                    continue;
                }
                match child.name() {
                    "ExtrinsicObject" => answer.documents.push(object(child)),
                    "RegistryPackage" => answer.sets.push(object(child)),
                    "ObjectRef" => answer.references.push(attribute(child, "id")),
                    "Association" => answer.links.push(Link {
                        id: attribute(child, "id"),
                        kind: attribute(child, "associationType"),
                        source: attribute(child, "sourceObject"),
                        target: attribute(child, "targetObject"),
                    }),
                    other => panic!("{other} in an answer"),
                }
            }
        }
        answer
    }

    /// Found, without any error.
    pub fn good(self) -> Answer {
        assert_eq!((self.status.as_str(), self.errors.as_slice()), ("Success", [].as_slice()));
        self
    }

    /// The code of the only error of a failure that gave nothing.
    pub fn refusal(&self) -> &str {
        assert_eq!(self.status, "Failure");
        assert!(self.documents.is_empty() && self.sets.is_empty() && self.references.is_empty());
        let [(code, words)] = self.errors.as_slice() else { panic!("{:?}", self.errors) };
        assert!(words.starts_with("[SIMULATEUR] "), "{words}");
        code
    }
}

fn object(element: Element) -> Object {
    let attribute =
        |element: Element, name: &str| element.attribute(name).unwrap_or_default().into_owned();
    let mut object = Object {
        id: attribute(element, "id"),
        lid: attribute(element, "lid"),
        status: attribute(element, "status"),
        ..Object::default()
    };
    let label = |element: Element| {
        let name = element.child(RIM, "Name").and_then(|name| name.children().next());
        name.and_then(|name| name.attribute("value").map(|value| value.into_owned()))
            .unwrap_or_default()
    };
    object.title = label(element);
    for child in element.children() {
        match child.name() {
            "Slot" => {
                let values = child.children().flat_map(|list| list.children());
                let values = values.map(|value| value.text().into_owned()).collect();
                object.slots.push((attribute(child, "name"), values));
            }
            "Classification" => object.codes.push((
                attribute(child, "classificationScheme"),
                attribute(child, "nodeRepresentation"),
                label(child),
            )),
            "ExternalIdentifier" => object
                .identifiers
                .push((attribute(child, "identificationScheme"), attribute(child, "value"))),
            "VersionInfo" => object.version = attribute(child, "versionName"),
            _ => {}
        }
    }
    object
}

/// What the repository gave.
pub struct Given {
    pub status: String,
    pub errors: Vec<String>,
    pub documents: Vec<Retrieved>,
}

impl Given {
    pub fn request(unique_id: &str) -> DocumentRequest {
        DocumentRequest {
            repository_unique_id: "1.2.250.1.213.4.1.1.1.2".into(),
            document_unique_id: unique_id.into(),
        }
    }
}

impl Asker {
    pub fn retrieve(&self, sandbox: &Sandbox, matricule: &str, ids: &[&str]) -> Given {
        let requests: Vec<DocumentRequest> = ids.iter().map(|id| Given::request(id)).collect();
        self.retrieve_raw(sandbox, matricule, &write_retrieve(&requests))
    }

    pub fn retrieve_raw(&self, sandbox: &Sandbox, matricule: &str, body: &str) -> Given {
        let envelope = self.request(repository::ACTION, matricule, body);
        let (content_type, request) = mtom_request(&envelope, "essai");
        let answer = sandbox.answer("repository", &content_type, &request);
        let limits = RetrieveLimits::default();
        let read = read_retrieve_answer(&answer.content_type, &answer.body, MESSAGE, &limits);
        let read = read.unwrap_or_else(|error| panic!("{error}"));
        let status = match read.status {
            ResponseStatus::Success => "Success",
            ResponseStatus::PartialSuccess => "PartialSuccess",
            ResponseStatus::Failure => "Failure",
            ResponseStatus::Other(_) => "?",
        };
        Given {
            status: status.into(),
            errors: read.errors.into_iter().map(|error| error.code).collect(),
            documents: read.documents,
        }
    }
}
