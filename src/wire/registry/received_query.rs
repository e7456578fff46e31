//! A stored query as a server reads it, whoever wrote it: the quoting of ITI TF-2
//! 3.18.4.1.2.3.5 undone.

use super::super::{ns, WireError};
use super::query::{QueryId, ReturnType};
use crate::xml::Element;

/// A stored query with its parameters decoded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReceivedQuery {
    /// `urn:uuid:…`, as it came.
    pub id: String,
    pub returns: ReturnType,
    /// Each parameter once, in the order they came, with a list of values for each of its slots:
    /// AND across lists, OR inside one.
    pub parameters: Vec<(String, Vec<Vec<String>>)>,
}

impl ReceivedQuery {
    /// Which of the known queries it is.
    pub fn query(&self) -> Option<QueryId> {
        QueryId::from_urn(&self.id)
    }

    /// The lists of a parameter, none where it is absent.
    pub fn all(&self, name: &str) -> &[Vec<String>] {
        let found = self.parameters.iter().find(|(parameter, _)| parameter == name);
        found.map_or(&[], |(_, lists)| lists)
    }

    /// The first value of a parameter.
    pub fn first(&self, name: &str) -> Option<&str> {
        self.all(name).first()?.first().map(String::as_str)
    }
}

/// Reads an `AdhocQueryRequest`. Several values in one slot are one list, wherever its
/// parentheses stand.
pub fn read_stored_query(payload: Element<'_>) -> Result<ReceivedQuery, WireError> {
    if !payload.is(ns::EBXML_QUERY, "AdhocQueryRequest") {
        return Err(WireError::unexpected("an AdhocQueryRequest", payload));
    }
    let option = payload.child(ns::EBXML_QUERY, "ResponseOption");
    let returns = option
        .and_then(|option| ReturnType::from_code(option.attribute("returnType")?.trim()))
        .ok_or_else(|| {
            WireError::unexpected("a returnType LeafClass or ObjectRef", option.unwrap_or(payload))
        })?;
    let query = payload
        .child(ns::EBXML_RIM, "AdhocQuery")
        .ok_or_else(|| WireError::unexpected("an AdhocQuery", payload))?;
    let id = query.attribute("id").unwrap_or_default().trim().to_string();
    let mut parameters: Vec<(String, Vec<Vec<String>>)> = Vec::new();
    for slot in query.children().filter(|child| child.is(ns::EBXML_RIM, "Slot")) {
        let name = slot.attribute("name").unwrap_or_default().trim().to_string();
        let lists = slot.children().filter(|child| child.is(ns::EBXML_RIM, "ValueList"));
        let values = lists.flat_map(|list| list.children());
        let texts: Vec<String> = values.map(|value| value.text().into_owned()).collect();
        let list = decode_values(&texts)
            .ok_or_else(|| WireError::unexpected("values quoted as ITI-18 says", slot))?;
        match parameters.iter_mut().find(|(parameter, _)| *parameter == name) {
            Some((_, lists)) => lists.push(list),
            None => parameters.push((name, vec![list])),
        }
    }
    Ok(ReceivedQuery { id, returns, parameters })
}

/// The values that the texts of one slot stand for; `None` where quotes or parentheses do not
/// close.
fn decode_values(texts: &[String]) -> Option<Vec<String>> {
    let mut values = Vec::new();
    let mut open = 0_usize;
    for text in texts {
        let mut rest = text.trim_start();
        while let Some(first) = rest.chars().next() {
            rest = match first {
                '(' => {
                    open += 1;
                    &rest[1..]
                }
                ')' => {
                    open = open.checked_sub(1)?;
                    &rest[1..]
                }
                ',' => &rest[1..],
                '\'' => {
                    let (value, after) = quoted(&rest[1..])?;
                    values.push(value);
                    after
                }
                _ => {
                    let end = rest.find([',', ')']).unwrap_or(rest.len());
                    let (value, after) = rest.split_at(end);
                    values.push(value.trim_end().to_string());
                    after
                }
            };
            rest = rest.trim_start();
        }
    }
    (open == 0).then_some(values)
}

/// What stands before the closing apostrophe, and what follows it.
fn quoted(text: &str) -> Option<(String, &str)> {
    let mut value = String::new();
    let mut rest = text;
    loop {
        let (piece, after) = rest.split_once('\'')?;
        value.push_str(piece);
        let Some(more) = after.strip_prefix('\'') else { return Some((value, after)) };
        value.push('\'');
        rest = more;
    }
}
