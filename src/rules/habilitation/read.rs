use serde::Deserialize;

use super::{Matrix, Row};
use crate::record::{read_json, required_text, Invalid, Object};
use crate::vocabulary::csv::Csv;
use crate::vocabulary::day;

const SCHEMA: &str = "dmpkit.habilitation/1";
/// Bytes of a document: 20 professions by 130 types need far less.
const MOST_BYTES: usize = 8 << 20;
/// Pairs of a profession and a type.
const MOST_PAIRS: usize = 200_000;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Document {
    schema: String,
    version: String,
    source: Option<String>,
    in_force_from: Option<String>,
    rows: Vec<Object<RowDocument>>,
}

/// A row as it is written: several professions, several types, one answer.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RowDocument {
    professions: Vec<String>,
    system: Option<String>,
    types: Vec<String>,
    type_system: Option<String>,
    allowed: bool,
}

const COLUMNS: [&str; 5] = ["professions", "types", "allowed", "system", "type_system"];

impl Matrix {
    /// Reads a matrix: JSON, `dmpkit.habilitation/1` (its schema is in `include/dmpkit`), or CSV
    /// in UTF-8. A CSV starts with `# version=… in_force_from=YYYY-MM-DD source=…` (the source
    /// comes last and takes the rest of the line; only the version is mandatory), then come a line
    /// that names the columns `professions`, `types`, `allowed` (`yes`, `no`, `oui` or `non`) and,
    /// where wanted, `system` and `type_system`, then the rows.
    ///
    /// A row holds for several professions and several types, parted by `|` in CSV. A profession
    /// is a code of JDV_J65 such as `60`; a slash and a second code make it precise: `10/SM25` for
    /// a speciality, `21/A` for a section, `99/330` for a role. Without `system` the code is meant
    /// in any system of professions, that of those in training included. An error names the field
    /// and where it stands.
    pub fn read(text: &str) -> Result<Matrix, Invalid> {
        if text.len() > MOST_BYTES {
            return Err(Invalid::new("", format!("must not be over {MOST_BYTES} bytes")));
        }
        if text.trim_start_matches('\u{FEFF}').trim_start().starts_with(['{', '[']) {
            json(text)
        } else {
            csv(text)
        }
    }

    fn new(version: &str, source: &str, in_force_from: Option<&str>) -> Result<Self, Invalid> {
        let source = match source.trim() {
            "" => String::new(),
            source => required_text("source", source, 512)?,
        };
        Ok(Matrix {
            version: required_text("version", version, 128)?,
            source,
            in_force_from: in_force_from.map(|text| day("in_force_from", text)).transpose()?,
            ..Matrix::default()
        })
    }

    /// Adds what a row says of each of its professions and types.
    fn add(&mut self, row: &RowDocument, pairs: &mut usize) -> Result<(), Invalid> {
        if row.professions.is_empty() {
            return Err(Invalid::new("professions", "must not be empty"));
        }
        if row.types.is_empty() {
            return Err(Invalid::new("types", "must not be empty"));
        }
        *pairs = pairs.saturating_add(row.professions.len().saturating_mul(row.types.len()));
        if *pairs > MOST_PAIRS {
            let problem = format!("must not make over {MOST_PAIRS} pairs of profession and type");
            return Err(Invalid::new("", problem));
        }
        let optional = |field: &str, text: &Option<String>| {
            let text = text.as_deref().map(|text| required_text(field, text, 128)).transpose();
            text.map(|text| text.map(String::into_boxed_str))
        };
        let system = optional("system", &row.system)?;
        let type_system = optional("type_system", &row.type_system)?;
        for profession in &row.professions {
            let (profession, second) = profession_and_second(profession)?;
            for type_code in &row.types {
                let type_code = required_text("types", type_code, 128)?;
                self.rows.entry(type_code.into()).or_default().push(Row {
                    profession: profession.clone(),
                    system: system.clone(),
                    second: second.clone(),
                    type_system: type_system.clone(),
                    allowed: row.allowed,
                });
            }
        }
        Ok(())
    }
}

/// A profession, and what stands after its slash.
fn profession_and_second(text: &str) -> Result<(Box<str>, Option<Box<str>>), Invalid> {
    let code = |text: &str| required_text("professions", text, 128).map(String::into_boxed_str);
    match text.split_once('/') {
        Some((profession, second)) => Ok((code(profession)?, Some(code(second)?))),
        None => Ok((code(text)?, None)),
    }
}

fn json(text: &str) -> Result<Matrix, Invalid> {
    let document: Document = read_json(text)?;
    if document.schema != SCHEMA {
        return Err(Invalid::new("schema", format!("must be {SCHEMA}")));
    }
    let source = document.source.unwrap_or_default();
    let mut matrix = Matrix::new(&document.version, &source, document.in_force_from.as_deref())?;
    let mut pairs = 0;
    for (index, Object(row)) in document.rows.iter().enumerate() {
        matrix.add(row, &mut pairs).map_err(|e| e.within(&format!("rows[{index}]")))?;
    }
    Ok(matrix)
}

fn csv(text: &str) -> Result<Matrix, Invalid> {
    let csv = Csv::read(text)?;
    let (words, source) = csv.about.split_once("source=").unwrap_or((csv.about, ""));
    let (mut version, mut in_force_from) = ("", None);
    for word in words.split_whitespace() {
        match word.split_once('=') {
            Some(("version", value)) => version = value,
            Some(("in_force_from", value)) => in_force_from = Some(value),
            _ => return Err(Invalid::new("", "must hold key=value words alone (line 1)")),
        }
    }
    let mut matrix = Matrix::new(version, source, in_force_from).map_err(|e| at(e, 1))?;
    let places = csv.places(COLUMNS)?;
    for (place, column) in places.iter().zip(COLUMNS).take(3) {
        if place.is_none() {
            return Err(Invalid::new(column, "is missing: a column must bear this name"));
        }
    }
    let mut pairs = 0;
    for record in &csv.records {
        let cells = places.map(|place| record.field(place));
        let read = row(cells).and_then(|row| matrix.add(&row, &mut pairs));
        read.map_err(|invalid| at(invalid, record.line))?;
    }
    Ok(matrix)
}

fn row(
    [professions, types, allowed, system, type_system]: [&str; 5],
) -> Result<RowDocument, Invalid> {
    let several = |cell: &str| cell.split('|').map(str::to_string).collect();
    let optional = |cell: &str| Some(cell.to_string()).filter(|cell| !cell.is_empty());
    let allowed = match allowed {
        "yes" | "oui" => true,
        "no" | "non" => false,
        _ => return Err(Invalid::new("allowed", "must be yes, no, oui or non")),
    };
    Ok(RowDocument {
        professions: several(professions),
        system: optional(system),
        types: several(types),
        type_system: optional(type_system),
        allowed,
    })
}

fn at(invalid: Invalid, line: usize) -> Invalid {
    Invalid::new(invalid.field, format!("{} (line {line})", invalid.problem))
}
