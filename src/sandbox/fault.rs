use serde::Deserialize;

use super::server::Refused;
use super::MARK;
use crate::record::Object;
use crate::wire::ServerError;

/// A fault the sandbox plays on demand.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(try_from = "Object<Document>")]
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
    Panic,
    /// A part of what was asked is missing, and the answer says so.
    PartialSuccess,
    /// Some entries come without uniqueId.
    MissingUniqueId,
    /// Some entries come twice.
    DuplicatedEntries,
    /// Malformed dates, unknown codes, empty slots, missing titles.
    DirtyMetadata,
    /// The hash of each entry is another document's.
    WrongHash,
    /// The last document of the answer is not there any more, and nothing says so.
    Vanish,
}

/// Which service a call meets a fault at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Service {
    Patients,
    Documents,
}

impl FaultKind {
    /// Whether a service can meet it: some are of documents alone.
    pub(super) fn concerns(&self, service: Service) -> bool {
        let of_documents = matches!(
            self,
            FaultKind::PartialSuccess
                | FaultKind::MissingUniqueId
                | FaultKind::DuplicatedEntries
                | FaultKind::DirtyMetadata
                | FaultKind::WrongHash
                | FaultKind::Vanish
        );
        service == Service::Documents || !of_documents
    }

    /// The error it makes a server answer: a SOAP fault, or one in the words of the service.
    pub(super) fn refusal(&self) -> Result<Option<ServerError>, Refused> {
        match self {
            FaultKind::ApplicationError { code, text } => {
                Ok(Some(ServerError::new(code, Some(&format!("{MARK} {text}")))))
            }
            FaultKind::Threshold => {
                let text = format!("{MARK} trop d'appels : réessayez plus tard");
                Ok(Some(ServerError::new(THRESHOLD, Some(&text))))
            }
            FaultKind::SoapFault { code, text } => {
                let (subcode, reason) = (code.clone(), text.clone());
                Err(Refused { code: "Receiver", subcode, reason })
            }
            _ => Ok(None),
        }
    }
}

/// As it is written. A tagged enum of serde would let unknown fields pass, and name none of the
/// wrong ones.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Document {
    kind: Kind,
    after_bytes: Option<usize>,
    code: Option<String>,
    text: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum Kind {
    Timeout,
    Cut,
    SoapFault,
    ApplicationError,
    Threshold,
    UnrelatedXml,
    Noise,
    Huge,
    Panic,
    PartialSuccess,
    MissingUniqueId,
    DuplicatedEntries,
    DirtyMetadata,
    WrongHash,
    Vanish,
}

impl TryFrom<Object<Document>> for FaultKind {
    type Error = String;

    fn try_from(Object(document): Object<Document>) -> Result<Self, String> {
        let Document { kind, mut after_bytes, mut code, mut text } = document;
        // In the words of serde, from which the field is named.
        let missing = |name: &str| format!("missing field `{name}`");
        let mut said = || match (code.take(), text.take()) {
            (Some(code), Some(text)) => Ok((code, text)),
            (None, _) => Err(missing("code")),
            (_, None) => Err(missing("text")),
        };
        let fault = match kind {
            Kind::Timeout => FaultKind::Timeout,
            Kind::Cut => {
                let after_bytes = after_bytes.take().ok_or_else(|| missing("after_bytes"))?;
                FaultKind::Cut { after_bytes }
            }
            Kind::SoapFault => {
                let (code, text) = said()?;
                FaultKind::SoapFault { code, text }
            }
            Kind::ApplicationError => {
                let (code, text) = said()?;
                FaultKind::ApplicationError { code, text }
            }
            Kind::Threshold => FaultKind::Threshold,
            Kind::UnrelatedXml => FaultKind::UnrelatedXml,
            Kind::Noise => FaultKind::Noise,
            Kind::Huge => FaultKind::Huge,
            Kind::Panic => FaultKind::Panic,
            Kind::PartialSuccess => FaultKind::PartialSuccess,
            Kind::MissingUniqueId => FaultKind::MissingUniqueId,
            Kind::DuplicatedEntries => FaultKind::DuplicatedEntries,
            Kind::DirtyMetadata => FaultKind::DirtyMetadata,
            Kind::WrongHash => FaultKind::WrongHash,
            Kind::Vanish => FaultKind::Vanish,
        };
        let strange = [
            ("after_bytes", after_bytes.is_some()),
            ("code", code.is_some()),
            ("text", text.is_some()),
        ];
        match strange.into_iter().find(|(_, there)| *there) {
            Some((name, _)) => Err(format!("unknown field `{name}`")),
            None => Ok(fault),
        }
    }
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
