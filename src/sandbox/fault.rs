use serde::{Deserialize, Serialize};

/// A fault the sandbox plays on demand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum FaultKind {
    /// No answer: the call's own time-out ends it.
    Timeout,
    /// The connection is cut after this many bytes of the answer.
    Cut { after_bytes: usize },
    /// HTTP 500 with a SOAP fault of this code.
    SoapFault { code: String, text: String },
    /// An acknowledgement AE with this code of the DMP.
    ApplicationError { code: String, text: String },
    /// Too many calls: DMPAccessDeniedByExcededThreshold.
    Threshold,
    /// Well-formed XML of another world.
    UnrelatedXml,
    /// Bytes that are no XML.
    Noise,
    /// An answer of 50 MB.
    Huge,
    /// A defect of the library itself: the code panics.
    #[serde(rename = "panic")]
    Panic,
}

/// The code the DMP gives when a software calls too often, spelt as it spells it.
pub(super) const THRESHOLD: &str = "DMPAccessDeniedByExcededThreshold";
/// Size of the oversized answer, in bytes.
pub(super) const HUGE: usize = 50_000_000;
/// An error page such as a proxy sends.
pub(super) const UNRELATED: &str = concat!(
    "<?xml version=\"1.0\"?><html xmlns=\"http://www.w3.org/1999/xhtml\"><head><title>503",
    "</title></head><body><p>Service indisponible</p></body></html>"
);

/// Bytes without meaning, always the same.
pub(super) fn noise() -> Vec<u8> {
    let mut seed = 0x2545_F491_4F6C_DD1D_u64;
    let step = || {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        (seed >> 32) as u8
    };
    std::iter::repeat_with(step).take(4096).collect()
}
