//! The query document `dmpkit.query/1`: an object whose members are criteria, all of which must
//! hold; `and`, `or` and `not` hold such objects in turn.

use serde::Deserialize;

use super::query::{Criteria, Fold, Query, SortBy, SortKey};
pub(super) use super::read_criteria::CriteriaDocument;
use super::read_criteria::DEEPEST;
use super::read_values::{word, NestedText};
use crate::record::{nullable_object, read_json, Act, Invalid, NotRead, Object};

pub(super) const SCHEMA: &str = "dmpkit.query/1";

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
