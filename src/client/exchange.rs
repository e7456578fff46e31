//! One exchange with the DMP: the assertion and the message out, the bytes of the answer back.

use super::error::Error;
use super::host::LogLevel;
use super::session::SessionState;
use crate::record::{AuthenticationMeans, Ins, Patient, Purpose, Timestamp};
use crate::transport::{Call, HttpRequest, Phase, Service};
use crate::wire::{write_request, Addressing, Vihf};

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
    pub secret_connection: bool,
    pub now: &'a Timestamp,
}

/// A message for one service.
pub(super) struct Message<'a> {
    pub service: Service,
    pub action: &'a str,
    /// The markup of the SOAP body.
    pub body: &'a str,
    /// An answer over this many bytes is refused.
    pub response_cap: usize,
}

/// What came back, before anybody reads it.
pub(super) struct Answered {
    pub status: u16,
    pub content_type: String,
    pub body: Vec<u8>,
    /// Of the request: the answer relates to it.
    pub message_id: String,
    pub exchange_us: u64,
}

pub(super) fn exchange(
    asked: &Asked<'_>,
    message: &Message<'_>,
    call: &Call,
) -> Result<Answered, Error> {
    let client = &asked.session.client.0;
    call.report(Phase::Preparing, 0, 0)?;
    let address = client.address(message.service);
    let addressing = Addressing {
        action: message.action.to_string(),
        message_id: format!("urn:uuid:{}", client.clock.uuid()),
        to: address.clone(),
        relates_to: None,
    };
    let body = write_request(&addressing, &assertion(asked), message.body);
    let request = HttpRequest {
        service: message.service,
        url: &address,
        content_type: CONTENT_TYPE,
        body: &body,
        response_cap: message.response_cap,
    };
    let before = client.clock.elapsed();
    let response = client.transport.exchange(&request, call)?;
    let took = client.clock.elapsed().saturating_sub(before).as_micros();
    client.host.log(LogLevel::Debug, || {
        let (service, status) = (message.service.path(), response.status);
        let (out, back) = (body.len(), response.body.len());
        format!("{service}: {out} bytes out, {back} back, HTTP {status}, {took} µs")
    });
    call.report(Phase::Reading, 0, 0)?;
    Ok(Answered {
        status: response.status,
        content_type: response.content_type,
        body: response.body,
        message_id: addressing.message_id,
        exchange_us: u64::try_from(took).unwrap_or(u64::MAX),
    })
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
        secret_connection: asked.secret_connection,
        software_name: &client.settings.software_name,
        software_version: &client.settings.software_version,
        software_id: client.settings.software_id.as_deref(),
        homologation: client.host.secret_text(super::Host::HOMOLOGATION_NUMBER),
    }
    .write()
}
