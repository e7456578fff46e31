use super::super::csv::Csv;
use super::rows::{ClassRow, EntryRow, RetiredRow, Row, SynonymRow};
use super::{set_info, value_set, within_limit, Change, Mode};
use crate::record::Invalid;

/// Reads a table as CSV: its first line says which one it is.
pub(super) fn read(document: &str) -> Result<Change, Invalid> {
    let csv = Csv::read(document)?;
    let [table, mode, name, oid, version] =
        csv.said(["table", "mode", "name", "oid", "version"]).map_err(|e| e.on_line(1))?;
    let mode = match mode {
        Some("replace") => Mode::Replace,
        Some("extend") => Mode::Extend,
        _ => return Err(Invalid::new("mode", "must be `replace` or `extend`").on_line(1)),
    };
    Ok(match table.unwrap_or_default() {
        "type_classes" => Change::TypeClasses { mode, rows: rows::<ClassRow>(&csv)? },
        "retired_types" => Change::RetiredTypes { mode, rows: rows::<RetiredRow>(&csv)? },
        "synonyms" => Change::Synonyms { mode, rows: rows::<SynonymRow>(&csv)? },
        set => {
            let set = value_set("table", set).map_err(|Invalid { field, problem }| {
                let others = "type_classes, retired_types, synonyms";
                Invalid::new(field, format!("{problem}, {others}")).on_line(1)
            })?;
            let about = set_info(name, oid, version).map_err(|e| e.on_line(1))?;
            Change::Entries { set, mode, about, rows: rows::<EntryRow>(&csv)? }
        }
    })
}

fn rows<R: Row>(csv: &Csv) -> Result<Vec<R::Checked>, Invalid> {
    within_limit("", csv.records.len())?;
    let places = csv.places(R::COLUMNS, 3)?;
    let checked = |record: &super::super::csv::Record| {
        let row = R::of(places.map(|place| record.field(place).to_string()));
        row.checked().map_err(|invalid| invalid.on_line(record.line))
    };
    csv.records.iter().map(checked).collect()
}
