use std::sync::Arc;

use serde::Deserialize;

use super::{Matrix, Row};
use crate::record::{read_json, required_text, Invalid, Object};
use crate::vocabulary::csv::{said, Csv};
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

    fn new(version: &str, source: Option<&str>, from: Option<&str>) -> Result<Self, Invalid> {
        let source = source.map(|source| required_text("source", source, 512)).transpose()?;
        Ok(Matrix {
            version: required_text("version", version, 128)?,
            source: source.unwrap_or_default(),
            in_force_from: from.map(|text| day("in_force_from", text)).transpose()?,
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
            text.map(|text| text.map(Arc::from))
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
fn profession_and_second(text: &str) -> Result<(Arc<str>, Option<Arc<str>>), Invalid> {
    let code = |text: &str| {
        let plain = |b: u8| b.is_ascii_alphanumeric() || b"_.-".contains(&b);
        let is_code = (1..=64).contains(&text.len()) && text.bytes().all(plain);
        is_code.then(|| text.into()).ok_or_else(|| {
            let problem = "must be codes such as 60, or 10/SM26 with a speciality, section or role";
            Invalid::new("professions", problem)
        })
    };
    match text.trim().split_once('/') {
        Some((profession, second)) => Ok((code(profession)?, Some(code(second)?))),
        None => Ok((code(text.trim())?, None)),
    }
}

fn json(text: &str) -> Result<Matrix, Invalid> {
    let document: Document = read_json(text)?;
    if document.schema != SCHEMA {
        return Err(Invalid::new("schema", format!("must be {SCHEMA}")));
    }
    let Document { version, source, in_force_from, .. } = &document;
    let mut matrix = Matrix::new(version, source.as_deref(), in_force_from.as_deref())?;
    let mut pairs = 0;
    for (index, Object(row)) in document.rows.iter().enumerate() {
        matrix.add(row, &mut pairs).map_err(|e| e.within(&format!("rows[{index}]")))?;
    }
    Ok(matrix)
}

fn csv(text: &str) -> Result<Matrix, Invalid> {
    let csv = Csv::read(text)?;
    let (words, source) = csv.about.split_once("source=").unwrap_or((&csv.about, ""));
    let source = Some(source).filter(|source| !source.is_empty());
    let first_line = said(words, ["version", "in_force_from"]);
    let mut matrix = first_line
        .and_then(|[version, from]| Matrix::new(version.unwrap_or_default(), source, from))
        .map_err(|invalid| invalid.on_line(1))?;
    let places = csv.places(COLUMNS, 3)?;
    let mut pairs = 0;
    for record in &csv.records {
        let read = row(places.map(|place| record.field(place)));
        read.and_then(|row| matrix.add(&row, &mut pairs)).map_err(|e| e.on_line(record.line))?;
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
