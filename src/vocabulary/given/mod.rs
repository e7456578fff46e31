//! Tables a host gives, as JSON or CSV, read whole and checked before anything changes.

mod from_csv;
mod from_json;
mod rows;

use serde::Deserialize;

pub(super) use rows::{ClassRow, EntryRow, RetiredRow, SynonymRow};

use super::{SetInfo, ValueSet};
use crate::record::{required_text, Invalid};

/// Bytes of a document: the largest national package is far below.
const MOST_BYTES: usize = 8 << 20;
const MOST_ROWS: usize = 20_000;

/// Whether a table takes the place of what is there, or adds to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Mode {
    Replace,
    Extend,
}

/// One table of a document, checked.
#[derive(Debug)]
pub(super) enum Change {
    Entries { set: ValueSet, mode: Mode, about: SetInfo, rows: Vec<EntryRow> },
    TypeClasses { mode: Mode, rows: Vec<ClassRow> },
    RetiredTypes { mode: Mode, rows: Vec<RetiredRow> },
    Synonyms { mode: Mode, rows: Vec<(ValueSet, SynonymRow)> },
}

/// Reads the tables of a document: JSON where it starts as JSON does, else CSV.
pub(super) fn read(document: &str) -> Result<Vec<Change>, Invalid> {
    if document.len() > MOST_BYTES {
        return Err(Invalid::new("", format!("must not be over {MOST_BYTES} bytes")));
    }
    let start = document.trim_start_matches('\u{FEFF}').trim_start();
    if start.starts_with(['{', '[']) {
        from_json::read(document)
    } else {
        from_csv::read(document).map(|change| vec![change])
    }
}

/// What the host says of a set it gives.
fn set_info(
    name: Option<&str>,
    oid: Option<&str>,
    version: Option<&str>,
) -> Result<SetInfo, Invalid> {
    let text = |field: &str, text: Option<&str>| match text {
        Some(text) => required_text(field, text, 128).map(String::into_boxed_str),
        None => Ok(Box::default()),
    };
    Ok(SetInfo {
        name: text("name", name)?,
        oid: text("oid", oid)?,
        version: text("version", version)?,
    })
}

fn value_set(field: &str, name: &str) -> Result<ValueSet, Invalid> {
    ValueSet::from_name(name).ok_or_else(|| {
        let names: Vec<&str> = ValueSet::NAMES.iter().map(|(_, name)| *name).collect();
        Invalid::new(field, format!("must be one of {}", names.join(", ")))
    })
}

fn within_limit(field: &str, rows: usize) -> Result<(), Invalid> {
    if rows > MOST_ROWS {
        return Err(Invalid::new(field, format!("must not hold over {MOST_ROWS} rows")));
    }
    Ok(())
}
