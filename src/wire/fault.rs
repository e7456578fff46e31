//! SOAP faults: 1.2 as the DMP sends them, 1.1 as proxies do.

use super::server_error::ServerError;
use super::soap::Addressing;
use super::{ns, soap};
use crate::xml::{Element, Writer};

/// A SOAP fault: its codes from the outermost (`Sender`, `Receiver`) to the innermost subcode,
/// without their prefixes, and its reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    pub codes: Vec<String>,
    /// The reason: the French one where there is one.
    pub reason: Option<String>,
}

impl Fault {
    /// An error for each code, the most precise first, with the reason.
    pub fn errors(&self) -> Vec<ServerError> {
        let reason = self.reason.as_deref();
        self.codes.iter().rev().map(|code| ServerError::new(code, reason)).collect()
    }

    pub(super) fn read(fault: Element<'_>) -> Self {
        let mut codes = Vec::new();
        let mut level = fault.child(ns::SOAP12, "Code");
        while let Some(code) = level {
            if let Some(value) = code.child(ns::SOAP12, "Value") {
                codes.push(local_part(&value.text()));
            }
            level = code.child(ns::SOAP12, "Subcode");
        }
        let texts: Vec<Element<'_>> = fault
            .child(ns::SOAP12, "Reason")
            .map(|reason| reason.children().filter(|text| text.is(ns::SOAP12, "Text")).collect())
            .unwrap_or_default();
        let french = texts.iter().find(|text| {
            text.attribute_in("http://www.w3.org/XML/1998/namespace", "lang")
                .is_some_and(|lang| lang.starts_with("fr"))
        });
        let reason = french.or_else(|| texts.first()).map(|text| text.text().trim().to_string());
        Fault { codes, reason }
    }

    pub(super) fn read11(fault: Element<'_>) -> Self {
        let text = |name| fault.child("", name).map(|child| child.text().trim().to_string());
        Fault {
            codes: text("faultcode").map(|code| local_part(&code)).into_iter().collect(),
            reason: text("faultstring"),
        }
    }
}

fn local_part(name: &str) -> String {
    let name = name.trim();
    name.rsplit(':').next().unwrap_or(name).to_string()
}

/// The bytes of a fault answer, as a server sends it with HTTP 500.
pub fn write_fault(
    addressing: &Addressing,
    code: &'static str,
    subcode: &str,
    reason: &str,
) -> Vec<u8> {
    let mut writer = Writer::new();
    writer.open("soap:Fault").attribute("xmlns:soap", ns::SOAP12);
    writer.open("soap:Code").leaf("soap:Value", &format!("soap:{code}"));
    writer.open("soap:Subcode").leaf("soap:Value", &format!("soap:{subcode}"));
    writer.close().close();
    writer.open("soap:Reason").open("soap:Text").attribute("xml:lang", "fr").text(reason);
    soap::write_reply(addressing, &writer.finish())
}
