//! The tables the records are grown from: codes, kinds of documents, authors. Written by hand,
//! compiled in; whoever names a row that is not there gets none, and a test names them all.

use std::sync::Arc;

use once_cell::sync::Lazy;

use crate::record::{Author, Xcn, XdsCode, Xon};
use crate::sandbox::bodies::{self, Class, Event, CLASS_SCHEME};

static CODES: Lazy<Vec<[&str; 5]>> = Lazy::new(|| rows(include_str!("codes.csv")));
static KINDS: Lazy<Vec<Kind>> =
    Lazy::new(|| rows(include_str!("kinds.csv")).into_iter().filter_map(Kind::read).collect());
static AUTHORS: Lazy<Vec<Writer>> =
    Lazy::new(|| rows(include_str!("authors.csv")).into_iter().map(Writer::read).collect());

/// The rows of a table after its first line, which says what it is, and its second, which names
/// the columns. Missing columns are empty.
pub(super) fn rows<const N: usize>(text: &'static str) -> Vec<[&'static str; N]> {
    let lines = text.lines().skip(2).filter(|line| !line.is_empty());
    lines
        .map(|line| {
            let mut columns = line.split(';').map(str::trim);
            std::array::from_fn(|_| columns.next().unwrap_or(""))
        })
        .collect()
}

fn row(set: &str, code: &str) -> Option<&'static [&'static str; 5]> {
    CODES.iter().find(|row| row[0] == set && row[1] == code)
}

/// A code of a set, with its scheme and label.
pub(super) fn code(set: &str, code: &str) -> Option<Arc<XdsCode>> {
    let [_, code, scheme, label, _] = row(set, code)?;
    Some(Arc::new(XdsCode::new(code, scheme, Some(label))))
}

/// The class of a type.
pub(super) fn class_of(type_code: &str) -> Option<Arc<XdsCode>> {
    code("class", row("type", type_code)?[4])
}

/// How precise a document's dates are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Precision {
    Day,
    Minute,
    Second,
}

/// What kind of document it is.
#[derive(Debug)]
pub(super) struct Kind {
    pub name: &'static str,
    pub type_code: Arc<XdsCode>,
    /// The type again: code, system and label.
    pub stated_type: (&'static str, &'static str, &'static str),
    pub class_code: Arc<XdsCode>,
    pub format: Arc<XdsCode>,
    pub mime_type: &'static str,
    /// Which body is rendered.
    pub body: &'static str,
    pub precision: Precision,
    pub events: Vec<Arc<XdsCode>>,
}

impl Kind {
    fn read([name, type_code, format, body, precision, events]: [&'static str; 6]) -> Option<Self> {
        let [_, stated, system, label, _] = *row("type", type_code)?;
        let own = events.split_whitespace().filter_map(|event| code("event", event));
        let made = bodies::kind(body);
        // A body that is lent to another type has the class of that type.
        let class = made.filter(|made| made.type_code == stated).map(|made| made.class);
        let class = class.map(|Class(code, label)| XdsCode::new(code, CLASS_SCHEME, Some(label)));
        let of_body = made.map_or(&[] as &[Event], |made| made.events);
        let of_body = of_body
            .iter()
            .map(|Event(code, system, label)| Arc::new(XdsCode::new(code, system, Some(label))));
        Some(Kind {
            name,
            type_code: code("type", type_code)?,
            stated_type: (stated, system, label),
            class_code: class.map(Arc::new).or_else(|| class_of(type_code))?,
            mime_type: match body {
                "key-objects" => "application/dicom",
                _ => made.map_or("text/xml", |made| made.mime_type),
            },
            format: code("format", format)?,
            body,
            precision: match precision {
                "day" => Precision::Day,
                "minute" => Precision::Minute,
                _ => Precision::Second,
            },
            events: of_body.chain(own).collect(),
        })
    }

    pub fn find(name: &str) -> Option<&'static Kind> {
        KINDS.iter().find(|kind| kind.name == name)
    }
}

/// Who writes documents, and from where.
#[derive(Debug)]
pub(super) struct Writer {
    pub name: &'static str,
    /// `None` for the patient, who has no identifier of his own here.
    pub author: Option<Arc<Author>>,
    pub signer: Option<Arc<Xcn>>,
    pub facility: Option<Arc<XdsCode>>,
    pub setting: Option<Arc<XdsCode>>,
}

impl Writer {
    fn read(row: [&'static str; 11]) -> Self {
        let [name, id, family, given, speciality, label, role, place, place_name, facility, setting] =
            row;
        let author = (!id.is_empty()).then(|| Author {
            persons: vec![person(id, family, given)],
            institutions: vec![institution(place, place_name)],
            roles: Some(role).filter(|role| !role.is_empty()).map(Into::into).into_iter().collect(),
            specialities: vec![format!("{speciality}^{label}^1.2.250.1.213.1.1.4.5").into()],
            telecoms: Vec::new(),
        });
        Writer {
            name,
            signer: author.as_ref().and_then(Author::person).cloned().map(Arc::new),
            author: author.map(Arc::new),
            facility: code("facility", facility),
            setting: code("setting", setting),
        }
    }

    pub fn find(name: &str) -> Option<&'static Writer> {
        AUTHORS.iter().find(|writer| writer.name == name)
    }
}

/// A professional or a device; employees and devices have identifiers of their structure.
pub(super) fn person(id: &str, family: &str, given: &str) -> Xcn {
    let kind = match id.contains('/') {
        true => "U^^^RI",
        false => "D^^^IDNPS",
    };
    Xcn::new(&format!("{id}^{family}^{given}^^^^^^&1.2.250.1.71.4.2.1&ISO^{kind}"))
}

pub(super) fn institution(id: &str, name: &str) -> Xon {
    Xon::new(&format!("{name}^^^^^&1.2.250.1.71.4.2.2&ISO^IDNST^^^{id}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_read_and_named_once() {
        let kinds = rows::<6>(include_str!("kinds.csv"));
        assert_eq!(kinds.len(), KINDS.len(), "a kind names a code that is not in codes.csv");
        for [name, .., events] in kinds {
            let found = KINDS.iter().filter(|kind| kind.name == name).count();
            assert_eq!(found, 1, "{name}");
            let kind = Kind::find(name).unwrap();
            assert!(kind.events.len() >= events.split_whitespace().count(), "{name}");
            assert_eq!(Some(&kind.class_code), class_of(&kind.type_code.code).as_ref(), "{name}");
            let known = matches!(kind.body, "signature" | "key-objects");
            assert!(known || bodies::kind(kind.body).is_some(), "{name}: {}", kind.body);
        }
        for writer in AUTHORS.iter() {
            assert_eq!(AUTHORS.iter().filter(|other| other.name == writer.name).count(), 1);
            assert!(writer.facility.is_some() && writer.setting.is_some(), "{}", writer.name);
        }
        for [set, code, ..] in CODES.iter() {
            let same = CODES.iter().filter(|row| row[0] == *set && row[1] == *code).count();
            assert_eq!(same, 1, "{set} {code}");
        }
    }
}
