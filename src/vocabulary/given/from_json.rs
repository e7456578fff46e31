use serde::Deserialize;

use super::rows::{ClassRow, EntryRow, RetiredRow, Row, SynonymRow};
use super::{set_info, value_set, within_limit, Change, Mode};
use crate::record::{nullable_object, read_json, Invalid, Object};

const SCHEMA: &str = "dmpkit.vocabulary/1";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Document {
    schema: String,
    sets: Option<Vec<Object<Set>>>,
    #[serde(default, deserialize_with = "nullable_object")]
    type_classes: Option<Rows<ClassRow>>,
    #[serde(default, deserialize_with = "nullable_object")]
    retired_types: Option<Rows<RetiredRow>>,
    #[serde(default, deserialize_with = "nullable_object")]
    synonyms: Option<Rows<SynonymRow>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Set {
    set: String,
    mode: Mode,
    name: Option<String>,
    oid: Option<String>,
    version: Option<String>,
    entries: Vec<Object<EntryRow>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, bound = "R: Deserialize<'de>")]
struct Rows<R> {
    mode: Mode,
    entries: Vec<Object<R>>,
}

/// Reads `dmpkit.vocabulary/1`.
pub(super) fn read(document: &str) -> Result<Vec<Change>, Invalid> {
    let document: Document = read_json(document)?;
    if document.schema != SCHEMA {
        return Err(Invalid::new("schema", format!("must be {SCHEMA}")));
    }
    let mut changes = Vec::new();
    for (index, Object(set)) in document.sets.into_iter().flatten().enumerate() {
        changes.push(set.checked().map_err(|e| e.within(&format!("sets[{index}]")))?);
    }
    if let Some(Rows { mode, entries }) = document.type_classes {
        let rows = checked(entries).map_err(|e| e.within("type_classes"))?;
        changes.push(Change::TypeClasses { mode, rows });
    }
    if let Some(Rows { mode, entries }) = document.retired_types {
        let rows = checked(entries).map_err(|e| e.within("retired_types"))?;
        changes.push(Change::RetiredTypes { mode, rows });
    }
    if let Some(Rows { mode, entries }) = document.synonyms {
        let rows = checked(entries).map_err(|e| e.within("synonyms"))?;
        changes.push(Change::Synonyms { mode, rows });
    }
    Ok(changes)
}

impl Set {
    fn checked(self) -> Result<Change, Invalid> {
        let set = value_set("set", &self.set)?;
        let (name, oid, version) = (&self.name, &self.oid, &self.version);
        let about = set_info(name.as_deref(), oid.as_deref(), version.as_deref())?;
        Ok(Change::Entries { set, mode: self.mode, about, rows: checked(self.entries)? })
    }
}

fn checked<R: Row>(rows: Vec<Object<R>>) -> Result<Vec<R::Checked>, Invalid> {
    within_limit("entries", rows.len())?;
    let checked = |(index, Object(row)): (usize, Object<R>)| {
        row.checked().map_err(|invalid| invalid.within(&format!("entries[{index}]")))
    };
    rows.into_iter().enumerate().map(checked).collect()
}
