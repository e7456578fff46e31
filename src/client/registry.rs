//! Stored queries (TD3.1) and retrieves (TD3.2): the message out, the record back.

use super::error::Error;
use super::error_codes::ErrorCode;
use super::exchange::{exchange, Asked, Message};
use super::failures::{describe, http_status, server_errors};
use super::host::LogLevel;
use super::redact::redact;
use crate::record::{Doubt, Patient};
use crate::transport::{Call, Service};
use crate::wire::registry::{
    self, read_answer, write_stored_query, RegistryAnswer, RegistryError, ResponseStatus,
    StoredQuery,
};
use crate::wire::repository::{
    self, belongs_to, read_retrieve_answer, write_retrieve, DocumentRequest, RetrieveAnswer,
    RetrieveLimits,
};
use crate::wire::{ServerError, WireError};
use crate::xml::Limits;

/// Asks one stored query. A partial success is an answer; a failure is the error it names.
pub(super) fn query(
    asked: &Asked<'_>,
    query: &StoredQuery,
    call: &Call,
) -> Result<RegistryAnswer, Error> {
    let client = &asked.session.client.0;
    let cap = client.settings.max_answer_bytes;
    let message = Message {
        service: Service::Registry,
        action: registry::ACTION,
        body: &write_stored_query(query),
        response_cap: cap,
    };
    let answered = exchange(asked, &message, call)?;
    // The cap counted bytes as they came: Latin-1 and UTF-16 may grow as they become UTF-8.
    let limits = Limits { bytes: cap.saturating_mul(2), nodes: cap, ..Limits::default() };
    let answer = read_answer(&answered.body, &answered.message_id, &limits)
        .map_err(|error| describe(&error, answered.status, asked.patient))?;
    if answered.status != 200 {
        return Err(http_status(answered.status));
    }
    refused(&answer.status, &answer.errors, asked.patient)?;
    client.host.log(LogLevel::Information, || {
        let (documents, sets) = (answer.documents.len(), answer.submission_sets.len());
        format!("TD3.1: {documents} documents, {sets} submissions, {:?}", answer.status)
    });
    for (doubt, number) in doubts(&answer) {
        let Doubt { field, problem } = doubt;
        client.host.log(LogLevel::Warning, || format!("TD3.1: {field} {problem}, {number} times"));
    }
    Ok(answer)
}

/// Retrieves one document.
pub(super) fn retrieve(
    asked: &Asked<'_>,
    request: DocumentRequest,
    call: &Call,
) -> Result<RetrieveAnswer, Error> {
    let requests = [request];
    let client = &asked.session.client.0;
    let cap = client.settings.reading.max_document_bytes;
    let limits = RetrieveLimits::of_answer(cap);
    let message = Message {
        service: Service::Repository,
        action: repository::ACTION,
        body: &write_retrieve(&requests),
        response_cap: limits.answer_bytes,
    };
    let answered = exchange(asked, &message, call)?;
    let answer =
        read_retrieve_answer(&answered.content_type, &answered.body, &answered.message_id, &limits)
            .map_err(|error| describe(&error, answered.status, asked.patient))?;
    if answered.status != 200 {
        return Err(http_status(answered.status));
    }
    refused(&answer.status, &answer.errors, asked.patient).map_err(unavailable)?;
    if !belongs_to(&answer, &requests) {
        return Err(describe(&WireError::OtherRequest, answered.status, asked.patient));
    }
    client.host.log(LogLevel::Information, || {
        format!("TD3.2: {} documents, {:?}", answer.documents.len(), answer.status)
    });
    Ok(answer)
}

/// A document that the repository does not know, or no longer: the user is told so.
fn unavailable(error: Error) -> Error {
    match error.detail("dmp_code") {
        Some("XDSDocumentUniqueIdError" | "XDSUnknownDocument") => {
            error.telling("Ce document n'est plus disponible dans le DMP, ou plus pour vous.")
        }
        _ => error,
    }
}

/// A failure, or an unknown status with errors, is an error of the server.
fn refused(
    status: &ResponseStatus,
    errors: &[RegistryError],
    patient: &Patient,
) -> Result<(), Error> {
    let failed = match status {
        ResponseStatus::Success | ResponseStatus::PartialSuccess => false,
        ResponseStatus::Failure => true,
        ResponseStatus::Other(_) => errors.iter().any(|error| !error.warning),
    };
    if !failed {
        return Ok(());
    }
    let errors: Vec<ServerError> = errors
        .iter()
        .filter(|error| !error.warning)
        .map(|error| ServerError::new(&error.code, error.context.as_deref()))
        .collect();
    Err(server_errors(&errors, patient, ErrorCode::ServerRefused))
}

/// What the server said beside its answer, fit to be shown: code and redacted words.
pub(super) fn remarks(errors: &[RegistryError], patient: &Patient) -> Vec<String> {
    let remark = |error: &RegistryError| {
        let words = error.context.as_deref().map(|text| redact(text, patient));
        let code = redact(&error.code, patient);
        match words.filter(|words| !words.is_empty()) {
            Some(words) => format!("{code} ({words})"),
            None => code,
        }
    };
    errors.iter().take(20).map(remark).collect()
}

/// The doubts of an answer, each kind once with its number, for the log.
fn doubts(answer: &RegistryAnswer) -> Vec<(Doubt, usize)> {
    let mut counted: Vec<(Doubt, usize)> = Vec::new();
    let of_documents = answer.documents.iter().flat_map(|document| document.doubts.iter());
    for doubt in answer.doubts.iter().chain(of_documents) {
        match counted.iter_mut().find(|(known, _)| known == doubt) {
            Some((_, number)) => *number += 1,
            None => counted.push((*doubt, 1)),
        }
    }
    counted
}
