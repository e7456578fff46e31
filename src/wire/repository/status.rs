//! `rs:RegistryResponse` (ebRS 3.0, ITI TF-3 4.2.4): status and errors, written and read.

use super::{RegistryError, ResponseStatus};
use crate::xml::{Element, Writer};

const EBXML_RS: &str = "urn:oasis:names:tc:ebxml-regrep:xsd:rs:3.0";
const SUCCESS: &str = "urn:oasis:names:tc:ebxml-regrep:ResponseStatusType:Success";
const FAILURE: &str = "urn:oasis:names:tc:ebxml-regrep:ResponseStatusType:Failure";
/// IHE's own.
const PARTIAL: &str = "urn:ihe:iti:2007:ResponseStatusType:PartialSuccess";
const ERROR: &str = "urn:oasis:names:tc:ebxml-regrep:ErrorSeverityType:Error";
const WARNING: &str = "urn:oasis:names:tc:ebxml-regrep:ErrorSeverityType:Warning";

pub(super) fn is_response(element: &Element<'_>) -> bool {
    element.is(EBXML_RS, "RegistryResponse")
}

pub(super) fn read(response: Element<'_>) -> (ResponseStatus, Vec<RegistryError>) {
    let status = response.attribute("status").unwrap_or_default();
    let status = status.trim();
    let status = match last_word(status) {
        "Success" => ResponseStatus::Success,
        "PartialSuccess" => ResponseStatus::PartialSuccess,
        "Failure" => ResponseStatus::Failure,
        _ => ResponseStatus::Other(status.to_string()),
    };
    let lists = response.children().filter(|child| child.is(EBXML_RS, "RegistryErrorList"));
    let errors = lists.flat_map(|list| list.children());
    let errors = errors.filter(|child| child.is(EBXML_RS, "RegistryError"));
    (status, errors.map(error).collect())
}

fn error(error: Element<'_>) -> RegistryError {
    let attribute = |name| {
        let value = error.attribute(name)?;
        Some(value.trim().to_string()).filter(|value| !value.is_empty())
    };
    RegistryError {
        code: attribute("errorCode").unwrap_or_default(),
        context: attribute("codeContext"),
        location: attribute("location"),
        warning: attribute("severity").is_some_and(|severity| last_word(&severity) == "Warning"),
    }
}

/// What follows the last colon: some servers leave the rest out.
fn last_word(urn: &str) -> &str {
    urn.rsplit(':').next().unwrap_or(urn)
}

pub(super) fn write(writer: &mut Writer, status: &ResponseStatus, errors: &[RegistryError]) {
    let status = match status {
        ResponseStatus::Success => SUCCESS,
        ResponseStatus::PartialSuccess => PARTIAL,
        ResponseStatus::Failure => FAILURE,
        ResponseStatus::Other(word) => word,
    };
    writer.open("rs:RegistryResponse").attribute("xmlns:rs", EBXML_RS);
    writer.attribute("status", status);
    if !errors.is_empty() {
        let severity = |warning: bool| if warning { WARNING } else { ERROR };
        let highest = severity(errors.iter().all(|error| error.warning));
        writer.open("rs:RegistryErrorList").attribute("highestSeverity", highest);
        for error in errors {
            writer.open("rs:RegistryError").attribute("errorCode", &error.code);
            writer.attribute("codeContext", error.context.as_deref().unwrap_or_default());
            writer.attribute("severity", severity(error.warning));
            if let Some(location) = &error.location {
                writer.attribute("location", location);
            }
            writer.close();
        }
        writer.close();
    }
    writer.close();
}
