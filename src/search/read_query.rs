//! The query document `dmpkit.query/1`: an object whose members are criteria, all of which must
//! hold; `and`, `or` and `not` hold such objects in turn.

use serde::Deserialize;

use super::dates::{read_date, DateRange, Edge, Unit};
use super::query::{
    CodeAttribute, CodeRef, Criteria, Criterion, Fold, Party, Query, ReferenceRef, ReferenceText,
    SortBy, SortKey, Visible, Writer,
};
use super::read_values::{FieldError, NestedText, OneOrMany, TextOr};
use super::Readable;
use crate::record::{
    nullable_object, read_json, Act, AvailabilityStatus, Invalid, NotRead, Object, ReferenceIdType,
    Timestamp,
};

pub(super) const SCHEMA: &str = "dmpkit.query/1";

/// How deep `and`, `or` and `not` may stand in each other.
const DEEPEST: usize = 16;
/// How many criteria one document may hold.
const MOST_CRITERIA: usize = 200;

/// A query, and what the document says of the act it follows.
#[derive(Debug, Clone, PartialEq)]
pub struct QueryRequest {
    pub query: Query,
    /// What makes the search run, where it is said.
    pub act: Option<Act>,
    /// The professional declares the conditions of an emergency with it.
    pub emergency_declared: bool,
}

/// Reads a query. Errors name the field, and repeat no value.
pub fn read_query(json: &str) -> Result<Query, NotRead> {
    read_query_request(json).map(|request| request.query)
}

/// The same, with what it says of the act.
pub fn read_query_request(json: &str) -> Result<QueryRequest, NotRead> {
    // Each level is an object, in a list at most; a few more lie within a criterion.
    if NestedText(json).depth() > 2 * DEEPEST + 6 {
        let problem = format!("and, or and not must not stand over {DEEPEST} deep in each other");
        return Err(NotRead::Invalid(Invalid::new("where", problem)));
    }
    let document: QueryDocument = read_json(json)?;
    let act = document.act.as_deref().map(Act::from_code).transpose();
    let act = act.map_err(|invalid| NotRead::Invalid(invalid.within("act")))?;
    let emergency_declared = document.emergency_declared;
    let query = document.query().map_err(NotRead::Invalid)?;
    Ok(QueryRequest { query, act, emergency_declared })
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct QueryDocument {
    schema: String,
    act: Option<String>,
    #[serde(default)]
    emergency_declared: bool,
    #[serde(default, rename = "where", deserialize_with = "nullable_object")]
    criteria: Option<CriteriaDocument>,
    #[serde(default)]
    sort: Option<Vec<Object<SortDocument>>>,
    #[serde(default, deserialize_with = "nullable_object")]
    fold: Option<FoldDocument>,
}

impl QueryDocument {
    fn query(self) -> Result<Query, Invalid> {
        if self.schema != SCHEMA {
            return Err(Invalid::new("schema", format!("must be {SCHEMA}")));
        }
        let criteria = match self.criteria {
            Some(document) => document.criteria().map_err(|invalid| invalid.within("where"))?,
            None => Criteria::All(Vec::new()),
        };
        let sort = read_sort(self.sort.unwrap_or_default())?;
        let usual = Fold::default();
        let fold = self.fold.map_or(usual, |fold| Fold {
            obsolete_versions: fold.obsolete_versions.unwrap_or(usual.obsolete_versions),
            duplicates: fold.duplicates.unwrap_or(usual.duplicates),
            signatures: fold.signatures.unwrap_or(usual.signatures),
        });
        Ok(Query { criteria, sort, fold })
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FoldDocument {
    obsolete_versions: Option<bool>,
    duplicates: Option<bool>,
    signatures: Option<bool>,
}

/// One key of the order.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SortDocument {
    by: String,
    descending: Option<bool>,
}

const SORTS: &[(&str, SortBy)] = &[
    ("relevance", SortBy::Relevance),
    ("act_date", SortBy::ActDate),
    ("deposit_date", SortBy::DepositDate),
    ("title", SortBy::Title),
    ("type", SortBy::Type),
    ("class", SortBy::Class),
    ("speciality", SortBy::Speciality),
    ("facility_type", SortBy::FacilityType),
    ("practice_setting", SortBy::PracticeSetting),
    ("author", SortBy::Author),
    ("structure", SortBy::Structure),
    ("status", SortBy::Status),
];

/// The order that a document asks for, in its field `sort`.
pub(super) fn read_sort(keys: Vec<Object<SortDocument>>) -> Result<Vec<SortKey>, Invalid> {
    if keys.len() > SORTS.len() {
        return Err(Invalid::new("sort", format!("must not hold over {} keys", SORTS.len())));
    }
    let read = |(index, Object(key)): (usize, Object<SortDocument>)| {
        let by = word(SORTS, &key.by).map_err(|e| e.at(&format!("sort[{index}].by")))?;
        Ok(SortKey { by, descending: key.descending.unwrap_or(false) })
    };
    keys.into_iter().enumerate().map(read).collect()
}

/// The criteria of a document, each of which must hold.
#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
pub(super) struct CriteriaDocument {
    and: Option<Vec<Object<CriteriaDocument>>>,
    or: Option<Vec<Object<CriteriaDocument>>>,
    #[serde(deserialize_with = "nullable_boxed")]
    not: Option<Box<CriteriaDocument>>,
    r#type: Option<Codes>,
    class: Option<Codes>,
    author_speciality: Option<Codes>,
    facility_type: Option<Codes>,
    practice_setting: Option<Codes>,
    format: Option<Codes>,
    confidentiality: Option<Codes>,
    event_code: Option<Codes>,
    author: Option<OneOrMany<TextOr<PartyDocument>>>,
    structure: Option<OneOrMany<TextOr<PartyDocument>>>,
    #[serde(deserialize_with = "nullable_object")]
    act_date: Option<DateDocument>,
    #[serde(deserialize_with = "nullable_object")]
    deposit_date: Option<DateDocument>,
    #[serde(deserialize_with = "nullable_object")]
    reimbursements: Option<DateDocument>,
    status: Option<OneOrMany<String>>,
    visibility: Option<OneOrMany<String>>,
    references: Option<OneOrMany<TextOr<ReferenceDocument>>>,
    written_by: Option<OneOrMany<String>>,
    readable: Option<OneOrMany<String>>,
    new_since_last_visit: Option<bool>,
    language: Option<OneOrMany<String>>,
    mime_type: Option<OneOrMany<String>>,
    submission_set: Option<OneOrMany<String>>,
    words: Option<String>,
}

type Codes = OneOrMany<TextOr<CodeDocument>>;

fn nullable_boxed<'de, D: serde::Deserializer<'de>>(
    source: D,
) -> Result<Option<Box<CriteriaDocument>>, D::Error> {
    Ok(nullable_object(source)?.map(Box::new))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CodeDocument {
    code: String,
    scheme: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PartyDocument {
    id: Option<String>,
    name: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ReferenceDocument {
    kind: Option<String>,
    id: Option<String>,
    like: Option<String>,
    whole: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DateDocument {
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

const STATUSES: &[(&str, AvailabilityStatus)] = &[
    ("approved", AvailabilityStatus::Approved),
    ("obsolete", AvailabilityStatus::Deprecated),
    ("archived", AvailabilityStatus::Archived),
    ("deleted", AvailabilityStatus::Deleted),
];

const VISIBILITIES: &[(&str, Visible)] = &[
    ("all", Visible::ToAll),
    ("masked", Visible::MaskedToProfessionals),
    ("invisible_to_patient", Visible::InvisibleToPatient),
    ("invisible_to_representatives", Visible::InvisibleToRepresentatives),
];

const WRITERS: &[(&str, Writer)] =
    &[("patient", Writer::Patient), ("me", Writer::Me), ("my_structure", Writer::MyStructure)];

const READABLES: &[(&str, Readable)] =
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

impl CriteriaDocument {
    /// The tree. Fields are named from this object on.
    pub fn criteria(self) -> Result<Criteria, Invalid> {
        let mut left = MOST_CRITERIA;
        self.tree(DEEPEST, &mut left)
    }

    fn tree(self, deeper: usize, left: &mut usize) -> Result<Criteria, Invalid> {
        let mut all: Vec<Criteria> = Vec::new();
        let attributes = [
            ("type", CodeAttribute::Type, self.r#type),
            ("class", CodeAttribute::Class, self.class),
            ("author_speciality", CodeAttribute::AuthorSpeciality, self.author_speciality),
            ("facility_type", CodeAttribute::FacilityType, self.facility_type),
            ("practice_setting", CodeAttribute::PracticeSetting, self.practice_setting),
            ("format", CodeAttribute::Format, self.format),
            ("confidentiality", CodeAttribute::Confidentiality, self.confidentiality),
            ("event_code", CodeAttribute::EventCode, self.event_code),
        ];
        let mut put = |criterion: Criterion| all.push(criterion.into());
        for (field, attribute, codes) in attributes {
            if let Some(codes) = codes {
                put(Criterion::Codes(attribute, codes.read(field, code)?));
            }
        }
        if let Some(parties) = self.author {
            put(Criterion::Author(parties.read("author", party)?));
        }
        if let Some(parties) = self.structure {
            put(Criterion::Structure(parties.read("structure", party)?));
        }
        let ranges: [(&str, fn(DateRange) -> Criterion, _); 3] = [
            ("act_date", Criterion::ActDate, self.act_date),
            ("deposit_date", Criterion::DepositDate, self.deposit_date),
            ("reimbursements", Criterion::Reimbursements, self.reimbursements),
        ];
        for (field, criterion, range) in ranges {
            if let Some(range) = range {
                put(criterion(range.range().map_err(|invalid| invalid.within(field))?));
            }
        }
        if let Some(words) = self.status {
            put(Criterion::Status(words.read("status", |text| word(STATUSES, &text))?));
        }
        if let Some(words) = self.visibility {
            put(Criterion::Visibility(words.read("visibility", |text| word(VISIBILITIES, &text))?));
        }
        if let Some(references) = self.references {
            put(Criterion::References(references.read("references", reference)?));
        }
        if let Some(words) = self.written_by {
            put(Criterion::WrittenBy(words.read("written_by", |text| word(WRITERS, &text))?));
        }
        if let Some(words) = self.readable {
            put(Criterion::Readable(words.read("readable", |text| word(READABLES, &text))?));
        }
        match self.new_since_last_visit {
            None => {}
            Some(true) => put(Criterion::NewSinceLastVisit),
            Some(false) => {
                let problem = "must be true, or left out; not turns it round";
                return Err(Invalid::new("new_since_last_visit", problem));
            }
        }
        if let Some(texts) = self.language {
            put(Criterion::Language(texts.read("language", |text| plain(&text))?));
        }
        if let Some(texts) = self.mime_type {
            put(Criterion::MimeType(texts.read("mime_type", |text| plain(&text))?));
        }
        if let Some(texts) = self.submission_set {
            put(Criterion::SubmissionSet(texts.read("submission_set", |text| plain(&text))?));
        }
        if let Some(words) = self.words {
            put(Criterion::Words(plain(&words).map_err(|e| e.at("words"))?));
        }
        *left = left.checked_sub(all.len()).ok_or_else(|| {
            Invalid::new("", format!("must not hold over {MOST_CRITERIA} criteria"))
        })?;
        let nested = self.and.is_some() || self.or.is_some() || self.not.is_some();
        let deeper = match deeper.checked_sub(1) {
            None if nested => {
                let problem = format!("must not stand over {DEEPEST} deep in each other");
                return Err(Invalid::new("", problem));
            }
            left => left.unwrap_or(0),
        };
        if let Some(parts) = self.and {
            all.push(Criteria::All(trees("and", parts, deeper, left)?));
        }
        if let Some(parts) = self.or {
            all.push(Criteria::Any(trees("or", parts, deeper, left)?));
        }
        if let Some(part) = self.not {
            let part = part.tree(deeper, left).map_err(|invalid| invalid.within("not"))?;
            all.push(Criteria::Not(Box::new(part)));
        }
        Ok(match all.len() {
            1 => all.remove(0),
            _ => Criteria::All(all),
        })
    }
}

fn trees(
    field: &str,
    parts: Vec<Object<CriteriaDocument>>,
    deeper: usize,
    left: &mut usize,
) -> Result<Vec<Criteria>, Invalid> {
    if parts.is_empty() || parts.len() > MOST_CRITERIA {
        let problem = format!("must be a list of 1 to {MOST_CRITERIA} objects");
        return Err(Invalid::new(field, problem));
    }
    let tree = |(index, Object(part)): (usize, Object<CriteriaDocument>)| {
        let path = format!("{field}[{index}]");
        part.tree(deeper, left).map_err(|invalid| invalid.within(&path))
    };
    parts.into_iter().enumerate().map(tree).collect()
}

impl DateDocument {
    fn range(self) -> Result<DateRange, Invalid> {
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

fn code(text: TextOr<CodeDocument>) -> Result<CodeRef, FieldError> {
    let (code, scheme) = match text {
        TextOr::Text(code) => return Ok(CodeRef { code: plain(&code)?, scheme: None }),
        TextOr::Object(CodeDocument { code, scheme }) => (code, scheme),
    };
    let scheme = scheme.map(|scheme| plain(&scheme).map_err(|e| e.within("scheme"))).transpose()?;
    Ok(CodeRef { code: plain(&code).map_err(|e| e.within("code"))?, scheme })
}

fn party(text: TextOr<PartyDocument>) -> Result<Party, FieldError> {
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

fn reference(text: TextOr<ReferenceDocument>) -> Result<ReferenceRef, FieldError> {
    let document = match text {
        TextOr::Text(id) => {
            return Ok(ReferenceRef { kind: None, wanted: ReferenceText::Id(plain(&id)?) })
        }
        TextOr::Object(document) => document,
    };
    let kind = document.kind.map(|kind| word(KINDS, &kind).map_err(|e| e.within("kind")));
    let forms: [(&str, fn(String) -> ReferenceText, _); 3] = [
        ("id", ReferenceText::Id, document.id),
        ("like", ReferenceText::Like, document.like),
        ("whole", ReferenceText::Whole, document.whole),
    ];
    let mut given = forms.into_iter().filter_map(|(field, form, text)| Some((field, form, text?)));
    match (given.next(), given.next()) {
        (Some((field, form, text)), None) => {
            let text = plain(&text).map_err(|e| e.within(field))?;
            Ok(ReferenceRef { kind: kind.transpose()?, wanted: form(text) })
        }
        _ => Err(FieldError::new("must hold id, like or whole, one of them")),
    }
}

/// One of the words a field knows.
fn word<T: Clone>(known: &[(&str, T)], text: &str) -> Result<T, FieldError> {
    let found = known.iter().find(|(name, _)| *name == text).map(|(_, value)| value.clone());
    found.ok_or_else(|| {
        let names: Vec<&str> = known.iter().map(|(name, _)| *name).collect();
        FieldError::new(&format!("must be one of {}", names.join(", ")))
    })
}

/// Text that says something.
fn plain(text: &str) -> Result<String, FieldError> {
    let text = text.trim();
    let fits = !text.is_empty() && text.chars().count() <= 256;
    match fits && !text.chars().any(char::is_control) {
        true => Ok(text.to_string()),
        false => Err(FieldError::new("must be text of 1 to 256 characters, none a control one")),
    }
}
