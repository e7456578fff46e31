//! One exchange with the DMP: the assertion and the message out, the record back, and every
//! failure turned into the error that says it.

use super::error::Error;
use super::error_codes::ErrorCode;
use super::host::LogLevel;
use super::redact::redact;
use super::session::SessionState;
use crate::record::{AuthenticationMeans, ClockFailed, Ins, Patient, Profile, Purpose, Timestamp};
use crate::transport::{Call, HttpRequest, Phase, Service, TransportError};
use crate::wire::existence::{self, Query, Reason};
use crate::wire::{
    read_reply, write_request, Addressing, ErrorFamily, ServerError, Vihf, WireError,
};
use crate::xml::{self, Document, Limits};

/// An AIR assertion lives 30 seconds (EX_AIR-040).
const AIR_LIFETIME_MS: i64 = 30_000;
/// Who signs in the sandbox, where there is no card.
const SANDBOX_ISSUER: &str = "CN=SIMULATEUR DMPKIT,O=dmpkit,C=FR";
const CONTENT_TYPE: &str = "application/soap+xml; charset=UTF-8";

/// Who asks about whom, and why.
pub(super) struct Asked<'a> {
    pub session: &'a SessionState,
    pub patient: &'a Patient,
    /// The patient's, which may be used.
    pub ins: &'a Ins,
    pub purpose: &'a Purpose,
    pub now: &'a Timestamp,
}

/// TD0.2 or TD1.3a, by the reason. Answers the profile and the microseconds the exchange took.
pub(super) fn ask(asked: &Asked<'_>, reason: Reason, call: &Call) -> Result<(Profile, u64), Error> {
    let Asked { session, patient, ins, now, .. } = asked;
    let client = &session.client.0;
    call.report(Phase::Preparing, 0, 0)?;
    let query = Query {
        reason,
        patient: (*ins).clone(),
        sender_oid: client.settings.software_oid.clone(),
        sender_name: client.settings.software_name.clone(),
        message: client.clock.uuid(),
        query: client.clock.uuid(),
        created: (*now).clone(),
        processing: if session.client.is_sandbox() { "D" } else { "P" }.to_string(),
    };
    let addressing = Addressing {
        action: existence::ACTION.to_string(),
        message_id: format!("urn:uuid:{}", client.clock.uuid()),
        to: client.address.clone(),
        relates_to: None,
    };
    let assertion = assertion(asked);
    let body = write_request(&addressing, &assertion, &existence::write_query(&query));
    let request = HttpRequest {
        service: Service::Patients,
        url: &client.address,
        content_type: CONTENT_TYPE,
        body: &body,
        response_cap: client.settings.max_answer_bytes,
    };
    let before = client.clock.elapsed();
    let response = client.transport.exchange(&request, call)?;
    let exchange = client.clock.elapsed().saturating_sub(before).as_micros();
    client.host.log(LogLevel::Debug, || {
        let (out, back) = (body.len(), response.body.len());
        format!("{out} bytes out, {back} back, HTTP {}, {exchange} µs", response.status)
    });
    call.report(Phase::Reading, 0, 0)?;
    let profile = read(&response.body, request.response_cap, &addressing.message_id, &query)
        .map_err(|error| describe(&error, response.status, patient))?;
    if response.status != 200 {
        return Err(http_status(response.status));
    }
    Ok((profile, u64::try_from(exchange).unwrap_or(u64::MAX)))
}

fn assertion(asked: &Asked<'_>) -> String {
    let Asked { session, ins, purpose, now, .. } = asked;
    let client = &session.client.0;
    let means = session.professional.means();
    Vihf {
        dialect: &client.settings.vihf,
        id: &client.clock.uuid(),
        issued: (*now).clone(),
        issuer: SANDBOX_ISSUER,
        professional: &session.professional,
        mode: &session.mode,
        authenticated: session.authenticated_at.clone(),
        authn_context: &session.context_class,
        authn_declaration: session.context_declaration.as_deref(),
        lifetime_ms: means.is_air().then_some(AIR_LIFETIME_MS),
        patient: Some(ins),
        purpose,
        with_subject_id: session.mode != "DIRECTE" || *means == AuthenticationMeans::Cpe,
        secret_connection: false,
        software_name: &client.settings.software_name,
        software_version: &client.settings.software_version,
        software_id: client.settings.software_id.as_deref(),
        homologation: client.host.secret_text(super::Host::HOMOLOGATION_NUMBER),
    }
    .write()
}

fn read(body: &[u8], cap: usize, message_id: &str, query: &Query) -> Result<Profile, WireError> {
    let text = xml::decode(body)?;
    // The cap counted bytes as they came: Latin-1 and UTF-16 may grow as they become UTF-8.
    let limits = Limits { bytes: cap.saturating_mul(2), ..Limits::default() };
    let document = Document::parse(&text, &limits)?;
    let reply = read_reply(&document, message_id)?;
    if !existence::belongs_to(reply.payload, query) {
        return Err(WireError::OtherRequest);
    }
    existence::read_answer(reply.payload)
}

/// The error of an answer that is none.
fn describe(error: &WireError, status: u16, patient: &Patient) -> Error {
    match error {
        WireError::Fault(fault) => {
            let outer = fault.codes.first().map_or("", String::as_str);
            server_errors(&fault.errors(), patient, ErrorCode::ServerFault)
                .with("fault", plain(outer))
        }
        WireError::Refused(refusal) => {
            server_errors(&refusal.errors, patient, ErrorCode::ServerRefused)
                .with("acknowledgement", plain(&refusal.acknowledgement))
        }
        // A proxy's error page is no answer of the DMP, whatever it holds.
        _ if status != 200 => http_status(status),
        WireError::Xml(_) | WireError::Multipart(_) => {
            Error::new(ErrorCode::AnswerUnreadable, error.to_string())
        }
        WireError::Unexpected { .. } => Error::new(ErrorCode::AnswerUnexpected, error.to_string()),
        WireError::OtherRequest => Error::new(ErrorCode::AnswerOfAnother, error.to_string()),
    }
}

fn http_status(status: u16) -> Error {
    Error::new(ErrorCode::HttpStatus, format!("the server answered with HTTP status {status}"))
        .with("http_status", status.to_string())
}

/// The errors of one answer: the first whose code is known decides, all are listed.
fn server_errors(errors: &[ServerError], patient: &Patient, otherwise: ErrorCode) -> Error {
    let none = ServerError::new("", None);
    let known = errors.iter().find(|error| error.family() != ErrorFamily::Unknown);
    let decisive = known.or(errors.first()).unwrap_or(&none);
    let family = decisive.family();
    let code = match family {
        ErrorFamily::Threshold => ErrorCode::ServerThreshold,
        ErrorFamily::Rights => ErrorCode::ServerRights,
        ErrorFamily::Certificate => ErrorCode::ServerCertificate,
        ErrorFamily::Assertion => ErrorCode::ServerAssertion,
        _ => otherwise,
    };
    let dmp_code = plain(&decisive.code);
    let all: Vec<String> = errors.iter().take(10).map(|error| plain(&error.code)).collect();
    let mut described = Error::new(code, format!("the DMP answered with error {dmp_code}"))
        .with("dmp_code", dmp_code)
        .with("dmp_codes", all.join(" "))
        .with("family", family.code());
    if let Some(text) = &decisive.text {
        described = described.with("dmp_text", redact(text, patient));
    }
    if family == ErrorFamily::Threshold {
        described = described.required_by("EX_3.1-2035");
    }
    described
}

/// A code as far as it is one: no server's free text passes for a code.
fn plain(code: &str) -> String {
    let fits = |c: &char| c.is_ascii_alphanumeric() || "-_.".contains(*c);
    let kept: String = code.chars().filter(fits).take(80).collect();
    if kept.is_empty() {
        "(none)".into()
    } else {
        kept
    }
}

impl From<TransportError> for Error {
    fn from(error: TransportError) -> Self {
        let code = match &error {
            TransportError::Cancelled => ErrorCode::Cancelled,
            TransportError::Timeout => ErrorCode::Timeout,
            TransportError::Cut { .. } => ErrorCode::ConnectionCut,
            TransportError::TooLarge { .. } => ErrorCode::AnswerTooLarge,
        };
        Error::new(code, error.to_string())
    }
}

impl From<ClockFailed> for Error {
    fn from(failed: ClockFailed) -> Self {
        let message = format!("the host's clock failed with code {}", failed.0);
        Error::new(ErrorCode::HostFailed, message)
            .with("function", "clock.now")
            .with("host_code", failed.0.to_string())
    }
}
