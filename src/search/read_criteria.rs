//! Criteria of a query document, and how they stand in each other.

use serde::Deserialize;

use super::query::{CodeAttribute, Criteria, Criterion};
use super::read_criterion::{
    code, party, reference, CodeDocument, DateDocument, PartyDocument, ReferenceDocument,
    READABLES, STATUSES, VISIBILITIES, WRITERS,
};
use super::read_values::{plain, word, OneOrMany, TextOr};
use crate::record::{nullable_object, Invalid, Object};

/// How deep `and`, `or` and `not` may stand in each other.
pub(super) const DEEPEST: usize = 16;
/// How many criteria one document may hold.
const MOST_CRITERIA: usize = 200;

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
        let range = |field: &str, range: DateDocument| {
            range.range().map_err(|invalid| invalid.within(field))
        };
        if let Some(dates) = self.act_date {
            put(Criterion::ActDate(range("act_date", dates)?));
        }
        if let Some(dates) = self.deposit_date {
            put(Criterion::DepositDate(range("deposit_date", dates)?));
        }
        if let Some(dates) = self.reimbursements {
            put(Criterion::Reimbursements(range("reimbursements", dates)?));
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
