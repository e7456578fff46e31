//! Moving bytes: one request out, one answer in, behind one trait. This room knows no rule and
//! no message; it bounds, times and cancels.

#![forbid(unsafe_code)]

mod body;
mod call;
mod error;

use std::fmt;
use std::time::Duration;

pub use body::collect;
pub use call::{Call, CallProgress, Phase};
pub use error::TransportError;

/// The services of the DMP, each at an address of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Service {
    /// TD0.2, TD1.3a: HL7 v3.
    Patients,
    /// TD3.1: stored queries.
    Registry,
    /// TD3.2: the documents themselves.
    Repository,
}

impl Service {
    /// The last part of its address, as the environments of the DMP spell it.
    pub fn path(self) -> &'static str {
        match self {
            Service::Patients => "patients",
            Service::Registry => "registry",
            Service::Repository => "repository",
        }
    }
}

/// One HTTP request, always a POST.
pub struct HttpRequest<'a> {
    pub service: Service,
    /// The service's address.
    pub url: &'a str,
    pub content_type: &'a str,
    pub body: &'a [u8],
    /// An answer over this many bytes is refused.
    pub response_cap: usize,
}

pub struct HttpResponse {
    pub status: u16,
    pub content_type: String,
    pub body: Vec<u8>,
}

/// Bodies are about a patient: `Debug` gives their size.
impl fmt::Debug for HttpRequest<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("HttpRequest")
            .field("service", &self.service)
            .field("bytes", &self.body.len())
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for HttpResponse {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("HttpResponse")
            .field("status", &self.status)
            .field("bytes", &self.body.len())
            .finish_non_exhaustive()
    }
}

/// Whoever moves the bytes. One call is one attempt: who may repeat what is not decided here.
pub trait Transport: Send + Sync {
    /// Sends and waits. It looks at `call` at least every [`SLICE`] and stops when it is
    /// cancelled or out of time.
    fn exchange(
        &self,
        request: &HttpRequest<'_>,
        call: &Call,
    ) -> Result<HttpResponse, TransportError>;
}

/// The longest a wait may go on without looking whether it is cancelled.
pub const SLICE: Duration = Duration::from_millis(50);
