//! The sandbox behind the transport's trait: its latency, and the faults of the way.

use std::io::{self, Read};
use std::time::Duration;

use super::fault::{noise, FaultKind, HUGE, UNRELATED};
use super::Sandbox;
use crate::transport::{
    collect, Call, HttpRequest, HttpResponse, Phase, Transport, TransportError,
};

/// Longer than any call may last.
const FOREVER: Duration = Duration::from_secs(24 * 3600);

impl Transport for Sandbox {
    fn exchange(
        &self,
        request: &HttpRequest<'_>,
        call: &Call,
    ) -> Result<HttpResponse, TransportError> {
        let size = request.body.len() as u64;
        call.report(Phase::Sending, size, size)?;
        let answer = self.answer(request.service.path(), request.content_type, request.body);
        call.report(Phase::Waiting, 0, 0)?;
        let latency = self.state.lock().latency_ms;
        call.wait(Duration::from_millis(latency))?;
        let cap = request.response_cap;
        let whole = |body: &[u8]| collect(body, Some(body.len()), cap, call);
        let body = match answer.fault {
            Some(FaultKind::Timeout) => {
                call.wait(FOREVER)?;
                return Err(TransportError::Timeout);
            }
            Some(FaultKind::Cut { after_bytes }) => {
                let sent = answer.body.get(..after_bytes).unwrap_or(&answer.body);
                let broken = sent.chain(Broken);
                collect(broken, Some(answer.body.len().max(1)), cap, call)?
            }
            Some(FaultKind::UnrelatedXml) => whole(UNRELATED.as_bytes())?,
            Some(FaultKind::Noise) => whole(&noise())?,
            // Without announced length, as a chunked answer comes.
            Some(FaultKind::Huge) => collect(io::repeat(b' ').take(HUGE as u64), None, cap, call)?,
            Some(FaultKind::Panic) => panic!("the panic that was asked for"),
            _ => whole(&answer.body)?,
        };
        Ok(HttpResponse { status: answer.status, content_type: answer.content_type, body })
    }
}

/// The end of a connection that was cut.
struct Broken;

impl Read for Broken {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        Err(io::Error::from(io::ErrorKind::ConnectionReset))
    }
}
