//! `dmpkit.overview/1`: how a reader likes the documents laid out.

use std::collections::BTreeSet;

use serde::Deserialize;

use super::columns::Column;
use crate::record::{nullable_object, read_json, Invalid, NotRead, Object};
use crate::search::read_query::{read_sort, CriteriaDocument, SortDocument};
use crate::search::read_values::NestedText;
use crate::search::{Criteria, GroupBy, Query};

/// The sections of an overview, in their order.
#[derive(Debug, Clone, PartialEq)]
pub struct Layout {
    pub title: String,
    /// Whether the national label of a type stands beside the one received, where they differ.
    pub national_labels: bool,
    pub sections: Vec<SectionLayout>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct SectionLayout {
    /// Names the section in HTML too: letters, digits, `_` and `-`.
    pub id: String,
    pub title: String,
    pub form: Form,
    pub query: Query,
    /// `None`: all that were found.
    pub limit: Option<usize>,
    pub columns: Vec<Column>,
    pub group_by: Option<GroupBy>,
    /// Codes of types: the first document of each comes first, whatever the order and the limit.
    pub pinned_types: Vec<String>,
}

/// How the documents of a section stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Form {
    Table,
    List,
    /// A list within months within years.
    Timeline,
}

impl Form {
    /// As layouts write it.
    pub const fn code(self) -> &'static str {
        match self {
            Form::Table => "table",
            Form::List => "list",
            Form::Timeline => "timeline",
        }
    }
}

const SCHEMA: &str = "dmpkit.overview/1";

/// Deeper than what any criteria need: see `dmpkit.query/1`.
const DEEPEST: usize = 48;
const MOST_SECTIONS: usize = 40;
const MOST_PINNED: usize = 20;
const MOST_ROWS: u64 = 10_000;
const LONGEST_TITLE: usize = 200;

const FORMS: &[(&str, Form)] = &[
    (Form::Table.code(), Form::Table),
    (Form::List.code(), Form::List),
    (Form::Timeline.code(), Form::Timeline),
];

const GROUPS: &[(&str, GroupBy)] = &[
    ("type", GroupBy::Type),
    ("class", GroupBy::Class),
    ("period", GroupBy::Period),
    ("year", GroupBy::Year),
    ("month", GroupBy::Month),
    ("author", GroupBy::Author),
    ("structure", GroupBy::Structure),
    ("submission_set", GroupBy::SubmissionSet),
    ("episode", GroupBy::Episode),
];

const USUAL_COLUMNS: &[Column] =
    &[Column::Date, Column::Type, Column::Title, Column::Author, Column::Structure];

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Document {
    schema: String,
    title: String,
    national_labels: Option<bool>,
    sections: Vec<Object<SectionDocument>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SectionDocument {
    id: String,
    title: String,
    form: Option<String>,
    #[serde(default, rename = "where", deserialize_with = "nullable_object")]
    criteria: Option<CriteriaDocument>,
    sort: Option<Vec<Object<SortDocument>>>,
    limit: Option<u64>,
    columns: Option<Vec<String>>,
    group_by: Option<String>,
    pinned_types: Option<Vec<String>>,
}

impl Layout {
    /// Reads a `dmpkit.overview/1` document. Errors name the field and repeat no value.
    pub fn read(json: &str) -> Result<Layout, NotRead> {
        if NestedText(json).depth() > DEEPEST {
            let problem = "holds criteria too deep in each other";
            return Err(NotRead::Invalid(Invalid::new("sections", problem)));
        }
        let document: Document = read_json(json)?;
        checked(document).map_err(NotRead::Invalid)
    }
}

fn checked(document: Document) -> Result<Layout, Invalid> {
    if document.schema != SCHEMA {
        return Err(Invalid::new("schema", format!("must be {SCHEMA}")));
    }
    let title = title("title", &document.title)?;
    if !(1..=MOST_SECTIONS).contains(&document.sections.len()) {
        let problem = format!("must hold 1 to {MOST_SECTIONS} sections");
        return Err(Invalid::new("sections", problem));
    }
    let mut ids = BTreeSet::new();
    let mut sections = Vec::new();
    for (index, Object(section)) in document.sections.into_iter().enumerate() {
        let place = format!("sections[{index}]");
        let section = section.checked().map_err(|invalid| invalid.within(&place))?;
        if !ids.insert(section.id.clone()) {
            return Err(Invalid::new("id", "is given twice").within(&place));
        }
        sections.push(section);
    }
    Ok(Layout { title, national_labels: document.national_labels.unwrap_or(true), sections })
}

impl SectionDocument {
    fn checked(self) -> Result<SectionLayout, Invalid> {
        let criteria = match self.criteria {
            Some(criteria) => criteria.criteria().map_err(|invalid| invalid.within("where"))?,
            None => Criteria::All(Vec::new()),
        };
        let limit = match self.limit {
            Some(limit) if !(1..=MOST_ROWS).contains(&limit) => {
                return Err(Invalid::new("limit", format!("must be from 1 to {MOST_ROWS}")));
            }
            limit => limit.map(|limit| limit as usize),
        };
        let form = match self.form {
            Some(form) => word("form", FORMS, &form)?,
            None => Form::Table,
        };
        let group_by = self.group_by.map(|by| word("group_by", GROUPS, &by)).transpose()?;
        if group_by.is_some() && form == Form::Timeline {
            return Err(Invalid::new("group_by", "does not go with a timeline"));
        }
        Ok(SectionLayout {
            id: id(&self.id)?,
            title: title("title", &self.title)?,
            form,
            query: Query { sort: read_sort(self.sort.unwrap_or_default())?, ..Query::of(criteria) },
            limit,
            columns: columns(self.columns)?,
            group_by,
            pinned_types: pinned(self.pinned_types.unwrap_or_default())?,
        })
    }
}

fn word<T: Copy>(field: &str, words: &[(&str, T)], given: &str) -> Result<T, Invalid> {
    let known = words.iter().find(|(word, _)| *word == given);
    known.map(|(_, value)| *value).ok_or_else(|| {
        let words: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
        Invalid::new(field, format!("must be one of {}", words.join(", ")))
    })
}

fn id(text: &str) -> Result<String, Invalid> {
    let letter = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-');
    match (1..=40).contains(&text.len()) && text.chars().all(letter) && text != "title" {
        true => Ok(text.to_string()),
        false => {
            let problem = "must be 1 to 40 letters without accent, digits, _ or -, and not title";
            Err(Invalid::new("id", problem))
        }
    }
}

fn title(field: &str, text: &str) -> Result<String, Invalid> {
    let text = text.trim();
    let bounded = !text.is_empty() && text.chars().count() <= LONGEST_TITLE;
    match bounded && !text.chars().any(char::is_control) {
        true => Ok(text.to_string()),
        false => {
            Err(Invalid::new(field, format!("must be text of 1 to {LONGEST_TITLE} characters")))
        }
    }
}

fn columns(ids: Option<Vec<String>>) -> Result<Vec<Column>, Invalid> {
    let Some(ids) = ids else { return Ok(USUAL_COLUMNS.to_vec()) };
    let known: Option<Vec<Column>> = ids.iter().map(|id| Column::from_id(id)).collect();
    let mut seen = BTreeSet::new();
    match known {
        Some(columns) if !columns.is_empty() && columns.iter().all(|c| seen.insert(c.id())) => {
            Ok(columns)
        }
        Some(_) => Err(Invalid::new("columns", "must hold at least one column, and each once")),
        None => {
            let ids: Vec<&str> = Column::ALL.iter().map(|column| column.id()).collect();
            Err(Invalid::new("columns", format!("must hold some of {}", ids.join(", "))))
        }
    }
}

fn pinned(codes: Vec<String>) -> Result<Vec<String>, Invalid> {
    let plain = |code: &String| {
        let bounded = (1..=64).contains(&code.chars().count()) && code.trim() == code;
        bounded && !code.chars().any(char::is_control)
    };
    match codes.len() <= MOST_PINNED && codes.iter().all(plain) {
        true => Ok(codes),
        false => {
            let problem = format!("must hold {MOST_PINNED} codes of types at most");
            Err(Invalid::new("pinned_types", problem))
        }
    }
}
