//! TD0.2 and TD1.3a: whether the record exists, and what the DMP says of it.

use super::error::Error;
use super::exchange::{exchange, Asked, Message};
use super::failures::{describe, http_status};
use crate::record::Profile;
use crate::transport::{Call, Service};
use crate::wire::existence::{self, Query, Reason};
use crate::wire::{read_reply, WireError};
use crate::xml::{self, Document, Limits};

/// TD0.2 or TD1.3a, by the reason. Answers the profile and the microseconds the exchange took.
pub(super) fn ask(asked: &Asked<'_>, reason: Reason, call: &Call) -> Result<(Profile, u64), Error> {
    let client = &asked.session.client.0;
    let query = Query {
        reason,
        patient: asked.ins.clone(),
        sender_oid: client.settings.software_oid.clone(),
        sender_name: client.settings.software_name.clone(),
        message: client.clock.uuid(),
        query: client.clock.uuid(),
        created: asked.now.clone(),
        processing: if asked.session.client.is_sandbox() { "D" } else { "P" }.to_string(),
    };
    let cap = client.settings.max_answer_bytes;
    let message = Message {
        service: Service::Patients,
        action: existence::ACTION,
        body: &existence::write_query(&query),
        response_cap: cap,
    };
    let answered = exchange(asked, &message, call)?;
    let profile = read(&answered.body, cap, &answered.message_id, &query)
        .map_err(|error| describe(&error, answered.status, asked.patient))?;
    if answered.status != 200 {
        return Err(http_status(answered.status));
    }
    Ok((profile, answered.exchange_us))
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
