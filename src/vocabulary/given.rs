//! Tables a host gives, as JSON (`dmpkit.vocabulary/1`) or CSV, read whole and checked before
//! anything changes.

use serde::Deserialize;

use super::csv::Csv;
use super::ValueSet;
use crate::record::{read_json, required_text, Invalid, Object};

const SCHEMA: &str = "dmpkit.vocabulary/1";
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
    Entries { set: ValueSet, mode: Mode, about: About, rows: Vec<EntryRow> },
    TypeClasses { mode: Mode, rows: Vec<ClassRow> },
    RetiredTypes { mode: Mode, rows: Vec<RetiredRow> },
    Synonyms { mode: Mode, rows: Vec<(ValueSet, SynonymRow)> },
}

/// What the host says of a set it gives.
#[derive(Debug, Default)]
pub(super) struct About {
    pub name: String,
    pub oid: String,
    pub version: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct EntryRow {
    pub code: String,
    pub system: String,
    pub label: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ClassRow {
    pub code: String,
    pub system: String,
    pub class: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RetiredRow {
    pub code: String,
    pub system: String,
    pub until: String,
    pub successor: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SynonymRow {
    pub phrase: String,
    pub set: String,
    pub code: String,
}

/// A row, from a line of CSV as from JSON.
trait Row: Sized {
    type Checked;
    /// The columns; those after the first `NEEDED` may be left out.
    const COLUMNS: [&'static str; 4];
    const NEEDED: usize;
    fn of(cells: [String; 4]) -> Self;
    fn checked(self) -> Result<Self::Checked, Invalid>;
}

impl Row for EntryRow {
    type Checked = Self;
    const COLUMNS: [&'static str; 4] = ["code", "system", "label", ""];
    const NEEDED: usize = 3;

    fn of([code, system, label, _]: [String; 4]) -> Self {
        EntryRow { code, system, label }
    }

    fn checked(self) -> Result<Self, Invalid> {
        Ok(EntryRow {
            code: required_text("code", &self.code, 256)?,
            system: required_text("system", &self.system, 128)?,
            label: required_text("label", &self.label, 512)?,
        })
    }
}

impl Row for ClassRow {
    type Checked = Self;
    const COLUMNS: [&'static str; 4] = ["code", "system", "class", ""];
    const NEEDED: usize = 3;

    fn of([code, system, class, _]: [String; 4]) -> Self {
        ClassRow { code, system, class }
    }

    fn checked(self) -> Result<Self, Invalid> {
        Ok(ClassRow {
            code: required_text("code", &self.code, 256)?,
            system: required_text("system", &self.system, 128)?,
            class: required_text("class", &self.class, 256)?,
        })
    }
}

impl Row for RetiredRow {
    type Checked = Self;
    const COLUMNS: [&'static str; 4] = ["code", "system", "until", "successor"];
    const NEEDED: usize = 3;

    fn of([code, system, until, successor]: [String; 4]) -> Self {
        RetiredRow { code, system, until, successor: Some(successor).filter(|s| !s.is_empty()) }
    }

    fn checked(self) -> Result<Self, Invalid> {
        let successor = self.successor.as_deref().map(|code| required_text("successor", code, 256));
        Ok(RetiredRow {
            code: required_text("code", &self.code, 256)?,
            system: required_text("system", &self.system, 128)?,
            until: day("until", &self.until)?,
            successor: successor.transpose()?,
        })
    }
}

impl Row for SynonymRow {
    type Checked = (ValueSet, Self);
    const COLUMNS: [&'static str; 4] = ["phrase", "set", "code", ""];
    const NEEDED: usize = 3;

    fn of([phrase, set, code, _]: [String; 4]) -> Self {
        SynonymRow { phrase, set, code }
    }

    fn checked(self) -> Result<(ValueSet, Self), Invalid> {
        let set = value_set("set", &self.set)?;
        let phrase = required_text("phrase", &self.phrase, 100)?;
        let code = required_text("code", &self.code, 256)?;
        Ok((set, SynonymRow { phrase, code, set: self.set }))
    }
}

fn value_set(field: &str, name: &str) -> Result<ValueSet, Invalid> {
    ValueSet::from_name(name).ok_or_else(|| {
        let names: Vec<&str> = ValueSet::NAMES.iter().map(|(_, name)| *name).collect();
        Invalid::new(field, format!("must be one of {}", names.join(", ")))
    })
}

/// A day, `YYYY-MM-DD`.
pub(crate) fn day(field: &str, text: &str) -> Result<String, Invalid> {
    let parts: Vec<&str> = text.split('-').collect();
    let number = |part: &str, digits: usize| {
        let plain = part.len() == digits && part.bytes().all(|b| b.is_ascii_digit());
        part.parse::<u32>().ok().filter(|_| plain)
    };
    let read = match parts.as_slice() {
        [year, month, day] => (number(year, 4), number(month, 2), number(day, 2)),
        _ => (None, None, None),
    };
    match read {
        (Some(_), Some(1..=12), Some(1..=31)) => Ok(text.to_string()),
        _ => Err(Invalid::new(field, "must be a date, YYYY-MM-DD")),
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Document {
    schema: String,
    #[serde(default)]
    sets: Vec<Object<SetDocument>>,
    type_classes: Option<Object<Rows<ClassRow>>>,
    retired_types: Option<Object<Rows<RetiredRow>>>,
    synonyms: Option<Object<Rows<SynonymRow>>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SetDocument {
    set: String,
    mode: Mode,
    #[serde(default)]
    name: String,
    #[serde(default)]
    oid: String,
    #[serde(default)]
    version: String,
    entries: Vec<Object<EntryRow>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[serde(bound = "T: Deserialize<'de>")]
struct Rows<T> {
    mode: Mode,
    entries: Vec<Object<T>>,
}

/// Reads the tables of a document: JSON where it starts as an object does, else CSV.
pub(super) fn read(document: &str) -> Result<Vec<Change>, Invalid> {
    if document.len() > MOST_BYTES {
        return Err(Invalid::new("", format!("must not be over {MOST_BYTES} bytes")));
    }
    let start = document.trim_start_matches('\u{FEFF}').trim_start();
    if start.starts_with(['{', '[']) {
        json(document)
    } else {
        csv(document).map(|change| vec![change])
    }
}

fn json(document: &str) -> Result<Vec<Change>, Invalid> {
    let document: Document = read_json(document)?;
    if document.schema != SCHEMA {
        return Err(Invalid::new("schema", format!("must be {SCHEMA}")));
    }
    let mut changes = Vec::new();
    for (index, Object(given)) in document.sets.into_iter().enumerate() {
        let within = |invalid: Invalid| invalid.within(&format!("sets[{index}]"));
        let set = value_set("set", &given.set).map_err(within)?;
        let about = about(&given.name, &given.oid, &given.version).map_err(within)?;
        let rows = json_rows(given.entries).map_err(within)?;
        changes.push(Change::Entries { set, mode: given.mode, about, rows });
    }
    if let Some(Object(Rows { mode, entries })) = document.type_classes {
        let rows = json_rows(entries).map_err(|e| e.within("type_classes"))?;
        changes.push(Change::TypeClasses { mode, rows });
    }
    if let Some(Object(Rows { mode, entries })) = document.retired_types {
        let rows = json_rows(entries).map_err(|e| e.within("retired_types"))?;
        changes.push(Change::RetiredTypes { mode, rows });
    }
    if let Some(Object(Rows { mode, entries })) = document.synonyms {
        let rows = json_rows(entries).map_err(|e| e.within("synonyms"))?;
        changes.push(Change::Synonyms { mode, rows });
    }
    Ok(changes)
}

fn json_rows<R: Row>(rows: Vec<Object<R>>) -> Result<Vec<R::Checked>, Invalid> {
    within_limit("entries", rows.len())?;
    let checked = |(index, Object(row)): (usize, Object<R>)| {
        row.checked().map_err(|invalid| invalid.within(&format!("entries[{index}]")))
    };
    rows.into_iter().enumerate().map(checked).collect()
}

fn csv(document: &str) -> Result<Change, Invalid> {
    let csv = Csv::read(document)?;
    let mut table = "";
    let mut mode = None;
    let (mut name, mut oid, mut version) = ("", "", "");
    for word in csv.about.split_whitespace() {
        match word.split_once('=') {
            Some(("table", value)) => table = value,
            Some(("mode", "replace")) => mode = Some(Mode::Replace),
            Some(("mode", "extend")) => mode = Some(Mode::Extend),
            Some(("mode", _)) => mode = None,
            Some(("name", value)) => name = value,
            Some(("oid", value)) => oid = value,
            Some(("version", value)) => version = value,
            _ => return Err(Invalid::new("", "must hold key=value words alone (line 1)")),
        }
    }
    let Some(mode) = mode else {
        return Err(Invalid::new("mode", "must be `replace` or `extend` (line 1)"));
    };
    Ok(match table {
        "type_classes" => Change::TypeClasses { mode, rows: csv_rows::<ClassRow>(&csv)? },
        "retired_types" => Change::RetiredTypes { mode, rows: csv_rows::<RetiredRow>(&csv)? },
        "synonyms" => Change::Synonyms { mode, rows: csv_rows::<SynonymRow>(&csv)? },
        name_of_set => {
            let set = value_set("table", name_of_set).map_err(|invalid| {
                let more = "type_classes, retired_types, synonyms (line 1)";
                Invalid::new("table", format!("{}, {more}", invalid.problem))
            })?;
            let about = about(name, oid, version)?;
            Change::Entries { set, mode, about, rows: csv_rows::<EntryRow>(&csv)? }
        }
    })
}

fn csv_rows<R: Row>(csv: &Csv) -> Result<Vec<R::Checked>, Invalid> {
    within_limit("", csv.records.len())?;
    let places = csv.places(R::COLUMNS)?;
    let missing = places.iter().take(R::NEEDED).position(Option::is_none);
    if let Some(column) = missing.and_then(|at| R::COLUMNS.get(at)) {
        return Err(Invalid::new(*column, "is missing: a column must bear this name"));
    }
    let checked = |record: &super::csv::Record| {
        let row = R::of(places.map(|place| record.field(place).to_string()));
        row.checked().map_err(|Invalid { field, problem }| {
            Invalid::new(field, format!("{problem} (line {})", record.line))
        })
    };
    csv.records.iter().map(checked).collect()
}

fn about(name: &str, oid: &str, version: &str) -> Result<About, Invalid> {
    let text = |field: &str, text: &str| match text {
        "" => Ok(String::new()),
        text => required_text(field, text, 128),
    };
    Ok(About {
        name: text("name", name)?,
        oid: text("oid", oid)?,
        version: text("version", version)?,
    })
}

fn within_limit(field: &str, rows: usize) -> Result<(), Invalid> {
    if rows > MOST_ROWS {
        return Err(Invalid::new(field, format!("must not hold over {MOST_ROWS} rows")));
    }
    Ok(())
}
