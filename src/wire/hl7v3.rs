//! What every HL7 v3 message of the DMP shares: identifiers, devices, acknowledgements.

use super::ns;
use super::server_error::ServerError;
use crate::record::{Precision, Timestamp};
use crate::xml::{Element, Writer};

/// The OID of the DMP as a device.
pub(super) const DMP_DEVICE: &str = "1.2.250.1.213.4.1.1.1";
/// The root of HL7's own interaction identifiers.
pub(super) const INTERACTIONS: &str = "2.16.840.1.113883.1.6";

/// An application error: the acknowledgement was AE (error) or AR (reject).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    pub acknowledgement: String,
    pub errors: Vec<ServerError>,
}

/// The code of each `acknowledgementDetail`, with its text.
pub(super) fn refusal(acknowledgement: Element<'_>, type_code: &str) -> Refusal {
    let errors = acknowledgement
        .children()
        .filter(|child| child.is(ns::HL7, "acknowledgementDetail"))
        .map(|detail| {
            let code = detail.child(ns::HL7, "code").and_then(|code| code.attribute("code"));
            let text = detail.child(ns::HL7, "text").map(|text| text.text());
            ServerError::new(code.as_deref().unwrap_or_default(), text.as_deref())
        })
        .collect();
    Refusal { acknowledgement: type_code.to_string(), errors }
}

/// In UTC; a date without time has no offset.
pub(super) fn time(at: &Timestamp) -> String {
    match at.precision() {
        Precision::Year | Precision::Month | Precision::Day => at.hl7_utc(),
        _ => format!("{}+0000", at.hl7_utc()),
    }
}

/// `receiver` or `sender`: a device with its OID and software name.
pub(super) fn device(
    writer: &mut Writer,
    name: &'static str,
    type_code: &str,
    oid: &str,
    software: &str,
) {
    writer.open(name).attribute("typeCode", type_code);
    writer.open("device").attribute("classCode", "DEV").attribute("determinerCode", "INSTANCE");
    writer.empty("id", &[("root", oid)]);
    writer.leaf("softwareName", software);
    writer.close().close();
}

/// The elements that open every message, from `id` to `acceptAckCode`.
pub(super) fn transmission(
    writer: &mut Writer,
    interaction: &str,
    id: (&str, &str),
    at: &Timestamp,
    processing: &str,
    accept_ack: &str,
) {
    writer.empty("id", &[("root", id.0), ("extension", id.1)]);
    writer.empty("creationTime", &[("value", &time(at))]);
    writer.empty("interactionId", &[("root", INTERACTIONS), ("extension", interaction)]);
    writer.empty("processingCode", &[("code", processing)]);
    writer.empty("processingModeCode", &[("code", "T")]);
    writer.empty("acceptAckCode", &[("code", accept_ack)]);
}
