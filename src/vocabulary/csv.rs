//! Tables as CSV (RFC 4180, a record a line): lines that start with `#` say what the table is,
//! the first other line names the columns.

use crate::record::Invalid;

/// A line of a table: its number, from 1, and its fields.
pub(crate) struct Record {
    pub line: usize,
    pub fields: Vec<String>,
}

/// A table as it was written.
pub(crate) struct Csv<'a> {
    /// What the first line says after its `#`, where it is such a line.
    pub about: &'a str,
    /// The names of the columns.
    pub columns: Vec<String>,
    pub records: Vec<Record>,
}

impl Csv<'_> {
    /// Reads a table whole. The fields are parted by commas, or by semicolons where the line that
    /// names the columns is, as spreadsheets write in France.
    pub fn read(text: &str) -> Result<Csv<'_>, Invalid> {
        let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
        let about = text.lines().next().and_then(|line| line.strip_prefix('#')).unwrap_or_default();
        let mut lines = (1..)
            .zip(text.lines())
            .filter(|(_, line)| !line.starts_with('#') && !line.trim().is_empty());
        let Some((line, header)) = lines.next() else {
            return Err(Invalid::new("", "must hold a line that names the columns"));
        };
        let separator = if header.contains(';') { ';' } else { ',' };
        let columns = fields(line, header, separator)?;
        let mut records = Vec::new();
        for (line, text) in lines {
            let fields = fields(line, text, separator)?;
            if fields.len() > columns.len() {
                let problem = format!("holds more fields than there are columns (line {line})");
                return Err(Invalid::new("", problem));
            }
            records.push(Record { line, fields });
        }
        Ok(Csv { about: about.trim(), columns, records })
    }

    /// Where each column stands; `None` for one that is left out. A column that is not wanted is
    /// an error that names it.
    pub fn places<const N: usize>(&self, wanted: [&str; N]) -> Result<[Option<usize>; N], Invalid> {
        for (index, column) in self.columns.iter().enumerate() {
            let name: String = column.chars().filter(|c| !c.is_control()).take(100).collect();
            if !wanted.contains(&column.as_str()) {
                return Err(Invalid::new(name, "unknown column"));
            }
            if self.columns.iter().take(index).any(|earlier| earlier == column) {
                return Err(Invalid::new(name, "is given twice"));
            }
        }
        Ok(wanted.map(|name| self.columns.iter().position(|column| column == name)))
    }
}

impl Record {
    /// A field by the place of its column; empty where the column or the field is left out.
    pub fn field(&self, place: Option<usize>) -> &str {
        place.and_then(|place| self.fields.get(place)).map_or("", |field| field.trim())
    }
}

/// The fields of a line, quotes undone.
pub(super) fn fields(line: usize, text: &str, separator: char) -> Result<Vec<String>, Invalid> {
    let mut fields = Vec::new();
    let mut field = String::new();
    let mut quoted = false;
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '"' if quoted && characters.peek() == Some(&'"') => {
                characters.next();
                field.push('"');
            }
            '"' => quoted = !quoted,
            other if other == separator && !quoted => fields.push(std::mem::take(&mut field)),
            other => field.push(other),
        }
    }
    if quoted {
        return Err(Invalid::new("", format!("a quote is not closed (line {line})")));
    }
    fields.push(field);
    Ok(fields)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quoted_fields_keep_commas_and_quotes() {
        let table = Csv::read("# table\na,b\n1,\"x, \"\"y\"\"\"\n2\n").unwrap();
        assert_eq!(table.about, "table");
        assert_eq!(table.columns, ["a", "b"]);
        assert_eq!(table.records[0].fields, ["1", "x, \"y\""]);
        assert_eq!(table.records[1].field(Some(1)), "");
    }

    #[test]
    fn semicolons_and_a_mark_of_windows_are_read() {
        let table = Csv::read("\u{FEFF}a;b\r\n1;x, y\r\n").unwrap();
        assert_eq!(table.columns, ["a", "b"]);
        assert_eq!(table.records[0].fields, ["1", "x, y"]);
    }

    #[test]
    fn a_broken_line_is_told_by_its_number() {
        let problem = |text: &str| Csv::read(text).err().map(|error| error.problem);
        assert_eq!(problem("a\n\"x\n").unwrap(), "a quote is not closed (line 2)");
        assert!(problem("# t\na\n1,2\n").unwrap().ends_with("(line 3)"));
        assert!(problem("# t\n").is_some());
    }
}
