//! The values of one criterion of a query document.

use serde::Deserialize;

use super::dates::{read_date, DateRange, Edge, Unit};
use super::query::{CodeRef, Party, ReferenceRef, ReferenceText, Visible, Writer};
use super::read_values::{plain, word, FieldError, TextOr};
use super::Readable;
use crate::record::{nullable_object, AvailabilityStatus, Invalid, ReferenceIdType, Timestamp};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CodeDocument {
    code: String,
    scheme: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PartyDocument {
    id: Option<String>,
    name: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ReferenceDocument {
    kind: Option<String>,
    id: Option<String>,
    like: Option<String>,
    whole: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct DateDocument {
    from: Option<String>,
    after: Option<String>,
    to: Option<String>,
    before: Option<String>,
    #[serde(default, deserialize_with = "nullable_object")]
    last: Option<LastDocument>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LastDocument {
    count: u64,
    unit: String,
}

pub(super) const STATUSES: &[(&str, AvailabilityStatus)] = &[
    ("approved", AvailabilityStatus::Approved),
    ("obsolete", AvailabilityStatus::Deprecated),
    ("archived", AvailabilityStatus::Archived),
    ("deleted", AvailabilityStatus::Deleted),
];

pub(super) const VISIBILITIES: &[(&str, Visible)] = &[
    ("all", Visible::ToAll),
    ("masked", Visible::MaskedToProfessionals),
    ("invisible_to_patient", Visible::InvisibleToPatient),
    ("invisible_to_representatives", Visible::InvisibleToRepresentatives),
];

pub(super) const WRITERS: &[(&str, Writer)] =
    &[("patient", Writer::Patient), ("me", Writer::Me), ("my_structure", Writer::MyStructure)];

pub(super) const READABLES: &[(&str, Readable)] =
    &[("yes", Readable::Yes), ("no", Readable::No), ("unknown", Readable::Unknown)];

const KINDS: &[(&str, ReferenceIdType)] = &[
    ("accession", ReferenceIdType::AccessionNumber),
    ("order", ReferenceIdType::Order),
    ("study", ReferenceIdType::StudyInstanceUid),
];

const UNITS: &[(&str, Unit)] =
    &[("days", Unit::Days), ("months", Unit::Months), ("years", Unit::Years)];

/// The farthest back that a range may go, in any unit.
const MOST_UNITS: u64 = 36_500;

impl DateDocument {
    pub fn range(self) -> Result<DateRange, Invalid> {
        if let Some(last) = &self.last {
            let alone =
                [&self.from, &self.after, &self.to, &self.before].iter().all(|d| d.is_none());
            if !alone {
                return Err(Invalid::new("last", "goes with no other bound"));
            }
            return last.range().map_err(|invalid| invalid.within("last"));
        }
        let start = one_of(("from", self.from, Edge::StartOf), ("after", self.after, Edge::EndOf))?;
        let end = one_of(("to", self.to, Edge::EndOf), ("before", self.before, Edge::StartOf))?;
        if start.is_none() && end.is_none() {
            return Err(Invalid::new("", "must hold from, after, to, before or last"));
        }
        Ok(DateRange::Between { start, end })
    }
}

impl LastDocument {
    fn range(&self) -> Result<DateRange, Invalid> {
        let unit = word(UNITS, &self.unit).map_err(|e| e.at("unit"))?;
        match (1..=MOST_UNITS).contains(&self.count) {
            true => Ok(DateRange::Last { count: self.count as u16, unit }),
            false => Err(Invalid::new("count", format!("must be from 1 to {MOST_UNITS}"))),
        }
    }
}

/// A bound, which two fields may give: one at most.
fn one_of(
    (field, date, edge): (&str, Option<String>, fn(Timestamp) -> Edge),
    (other_field, other, other_edge): (&str, Option<String>, fn(Timestamp) -> Edge),
) -> Result<Option<Edge>, Invalid> {
    let read = |field: &str, text: &str| read_date(text).map_err(|invalid| invalid.within(field));
    match (date, other) {
        (Some(_), Some(_)) => {
            Err(Invalid::new(other_field, format!("does not go with {field}: give one of them")))
        }
        (Some(date), None) => Ok(Some(edge(read(field, &date)?))),
        (None, Some(date)) => Ok(Some(other_edge(read(other_field, &date)?))),
        (None, None) => Ok(None),
    }
}

/// A code, of one scheme or of any.
pub(super) fn code(text: TextOr<CodeDocument>) -> Result<CodeRef, FieldError> {
    let (code, scheme) = match text {
        TextOr::Text(code) => return Ok(CodeRef { code: plain(&code)?, scheme: None }),
        TextOr::Object(CodeDocument { code, scheme }) => (code, scheme),
    };
    let scheme = scheme.map(|scheme| plain(&scheme).map_err(|e| e.within("scheme"))).transpose()?;
    Ok(CodeRef { code: plain(&code).map_err(|e| e.within("code"))?, scheme })
}

/// A person or a structure.
pub(super) fn party(text: TextOr<PartyDocument>) -> Result<Party, FieldError> {
    match text {
        TextOr::Text(name) => Ok(Party::Name(plain(&name)?)),
        TextOr::Object(PartyDocument { id: Some(id), name: None }) => {
            Ok(Party::Id(plain(&id).map_err(|e| e.within("id"))?))
        }
        TextOr::Object(PartyDocument { id: None, name: Some(name) }) => {
            Ok(Party::Name(plain(&name).map_err(|e| e.within("name"))?))
        }
        TextOr::Object(_) => Err(FieldError::new("must hold id or name, one of them")),
    }
}

/// An identifier of `referenceIdList`.
pub(super) fn reference(text: TextOr<ReferenceDocument>) -> Result<ReferenceRef, FieldError> {
    let document = match text {
        TextOr::Text(id) => {
            return Ok(ReferenceRef { kind: None, wanted: ReferenceText::Id(plain(&id)?) })
        }
        TextOr::Object(document) => document,
    };
    let kind = document.kind.map(|kind| word(KINDS, &kind).map_err(|e| e.within("kind")));
    let text = |field: &str, text: &str| plain(text).map_err(|e| e.within(field));
    let wanted = match (document.id, document.like, document.whole) {
        (Some(id), None, None) => ReferenceText::Id(text("id", &id)?),
        (None, Some(pattern), None) => ReferenceText::Like(text("like", &pattern)?),
        (None, None, Some(whole)) => ReferenceText::Whole(text("whole", &whole)?),
        _ => return Err(FieldError::new("must hold id, like or whole, one of them")),
    };
    Ok(ReferenceRef { kind: kind.transpose()?, wanted })
}
