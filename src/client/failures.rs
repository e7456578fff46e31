//! Every failure of an exchange turned into the error that says it.

use super::error::Error;
use super::error_codes::ErrorCode;
use super::redact::redact;
use crate::record::{ClockFailed, Patient};
use crate::transport::TransportError;
use crate::wire::{ErrorFamily, ServerError, WireError};

/// The error of an answer that is none.
pub(super) fn describe(error: &WireError, status: u16, patient: &Patient) -> Error {
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

pub(super) fn http_status(status: u16) -> Error {
    Error::new(ErrorCode::HttpStatus, format!("the server answered with HTTP status {status}"))
        .with("http_status", status.to_string())
}

/// The errors of one answer: the first whose code is known decides, all are listed.
pub(super) fn server_errors(
    errors: &[ServerError],
    patient: &Patient,
    otherwise: ErrorCode,
) -> Error {
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
