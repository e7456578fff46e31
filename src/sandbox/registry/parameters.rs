//! The parameters of a stored query, checked as a server does: what is missing or makes no sense
//! is an error of the registry that names the parameter.

use super::matching::AskedCode;
use crate::record::{AvailabilityStatus, Timestamp};
use crate::sandbox::MARK;
use crate::wire::registry::{ReceivedQuery, RegistryError, BATCH};

/// An error of the registry, in the sandbox's words.
pub(in crate::sandbox) fn error(code: &str, text: &str) -> RegistryError {
    RegistryError {
        code: code.to_string(),
        context: Some(format!("{MARK} {text}")),
        location: None,
        warning: false,
    }
}

fn missing(name: &str) -> RegistryError {
    error("XDSStoredQueryMissingParam", &format!("il manque {name}"))
}

fn wrong(name: &str, problem: &str) -> RegistryError {
    error("XDSRegistryError", &format!("{name} : {problem}"))
}

pub(super) type Checked<T> = Result<T, RegistryError>;

/// Every value of a parameter.
fn values<'q>(query: &'q ReceivedQuery, name: &str) -> Vec<&'q str> {
    query.all(name).iter().flatten().map(String::as_str).collect()
}

/// One value at most.
pub(in crate::sandbox) fn single<'q>(
    query: &'q ReceivedQuery,
    name: &str,
) -> Checked<Option<&'q str>> {
    match values(query, name).as_slice() {
        [] => Ok(None),
        [value] => Ok(Some(value)),
        _ => Err(error("XDSStoredQueryParamNumber", &format!("{name} ne prend qu'une valeur"))),
    }
}

pub(super) fn required<'q>(query: &'q ReceivedQuery, name: &str) -> Checked<Vec<&'q str>> {
    let values = values(query, name);
    if values.is_empty() {
        return Err(missing(name));
    }
    Ok(values)
}

/// Identifiers under one name or another; as many as the DMP takes at once.
pub(super) fn ids<'q>(query: &'q ReceivedQuery, names: &[&'static str]) -> Checked<Vec<&'q str>> {
    let given: Vec<&str> = names.iter().flat_map(|name| values(query, name)).collect();
    if given.is_empty() {
        return Err(missing(&names.join(" ou ")));
    }
    if given.len() > BATCH {
        return Err(wrong(&names.join(" ou "), "20 identifiants au plus par requête"));
    }
    Ok(given)
}

pub(super) fn statuses(query: &ReceivedQuery, name: &str) -> Checked<Vec<AvailabilityStatus>> {
    let statuses = required(query, name)?.into_iter().map(AvailabilityStatus::from_code);
    let known = |status: AvailabilityStatus| match status {
        AvailabilityStatus::Other(_) => Err(wrong(name, "ce statut n'existe pas")),
        status => Ok(status),
    };
    statuses.map(known).collect()
}

/// AND across lists, OR inside one.
pub(super) fn codes<'q>(query: &'q ReceivedQuery, name: &str) -> Checked<Vec<Vec<AskedCode<'q>>>> {
    let read = |text: &'q String| {
        AskedCode::read(text).ok_or_else(|| wrong(name, "un code s'écrit code^^système"))
    };
    query.all(name).iter().map(|list| list.iter().map(read).collect()).collect()
}

pub(super) fn time(query: &ReceivedQuery, name: &str) -> Checked<Option<Timestamp>> {
    let Some(text) = single(query, name)? else { return Ok(None) };
    // In UTC always: an offset is no part of a DTM here.
    let digits = text.bytes().all(|byte| byte.is_ascii_digit());
    let time = Timestamp::parse(text).ok().filter(|_| digits);
    time.map(Some).ok_or_else(|| wrong(name, "n'est pas une date UTC de 4 à 14 chiffres"))
}
