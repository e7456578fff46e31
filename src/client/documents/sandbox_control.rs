use serde::Deserialize;

use super::super::error::Error;
use crate::record::{Invalid, Timestamp};
use crate::sandbox::{DocumentChange, FaultKind, LATENCY_CAP_MS};

/// `dmpkit.sandbox-control/1`: what changes in a running sandbox. A field left out changes
/// nothing; `null` puts it back.
pub(in crate::client) struct SandboxControl {
    pub clock: Option<Option<Timestamp>>,
    pub fault: Option<Option<(FaultKind, Option<u32>)>>,
    pub latency_ms: Option<u64>,
    pub search_limit: Option<Option<u32>>,
    pub documents: Vec<DocumentChange>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Document {
    #[serde(rename = "schema")]
    _schema: String,
    #[serde(default, deserialize_with = "given")]
    clock: Option<Option<String>>,
    #[serde(default, deserialize_with = "given")]
    fault: Option<Option<FaultKind>>,
    fault_times: Option<u32>,
    #[serde(default, deserialize_with = "given")]
    latency_ms: Option<Option<u64>>,
    #[serde(default, deserialize_with = "given")]
    search_limit: Option<Option<u32>>,
    #[serde(default)]
    documents: Vec<DocumentChange>,
}

/// Tells `null` from a field that is not there.
fn given<'de, D, T>(source: D) -> Result<Option<Option<T>>, D::Error>
where
    D: serde::Deserializer<'de>,
    T: Deserialize<'de>,
{
    Option::<T>::deserialize(source).map(Some)
}

const SCHEMA: &str = "dmpkit.sandbox-control/1";

pub(in crate::client) fn read_sandbox_control(json: &str) -> Result<SandboxControl, Error> {
    let document: Document = super::read(json, SCHEMA)?;
    let latency_ms = document.latency_ms.map(Option::unwrap_or_default);
    if latency_ms.is_some_and(|latency| latency > LATENCY_CAP_MS) {
        return Err(Invalid::new("latency_ms", "must be 600000 at most").into());
    }
    if document.fault_times.is_some() && document.fault.is_none() {
        return Err(Invalid::new("fault_times", "goes with fault").into());
    }
    let clock = match document.clock {
        None => None,
        Some(None) => Some(None),
        Some(Some(text)) => {
            let moment = Timestamp::from_rfc3339(&text).map_err(|e| e.within("clock"))?;
            Some(Some(moment))
        }
    };
    let times = document.fault_times;
    Ok(SandboxControl {
        clock,
        fault: document.fault.map(|fault| fault.map(|fault| (fault, times))),
        latency_ms,
        search_limit: document.search_limit,
        documents: document.documents,
    })
}
