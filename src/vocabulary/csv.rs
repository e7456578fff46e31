//! Tables as CSV (RFC 4180, a record a line): a first line that starts with `#` says what the
//! table is, the next names the columns; later lines that start with `#` are comments.

use crate::record::Invalid;

/// A table as it was written.
pub(crate) struct Csv {
    /// What the first line says after its `#`; empty where it is no such line.
    pub about: String,
    columns: Vec<String>,
    pub records: Vec<Record>,
}

/// A line of a table: its number, from 1, and its fields.
pub(crate) struct Record {
    pub line: usize,
    fields: Vec<String>,
}

impl Csv {
    /// Reads a table whole. The fields are parted by commas, or by semicolons where the line that
    /// names the columns is, as spreadsheets write in France. A spreadsheet fills every line up to
    /// the last column: lines with nothing but separators are passed over.
    pub fn read(text: &str) -> Result<Csv, Invalid> {
        let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
        let about = text.lines().next().filter(|line| is_comment(line)).map(what_is_said);
        let mut lines = (1..).zip(text.lines()).filter(|(_, line)| {
            !is_comment(line) && !line.trim_matches([' ', ',', ';']).is_empty()
        });
        let Some((line, header)) = lines.next() else {
            return Err(Invalid::new("", "must hold a line that names the columns"));
        };
        let separator = if header.contains(';') { ';' } else { ',' };
        let read = |line, text| fields(text, separator).map_err(|e: Invalid| e.on_line(line));
        let mut columns = read(line, header)?;
        while columns.last().is_some_and(|name| name.trim().is_empty()) {
            columns.pop();
        }
        let mut records = Vec::new();
        for (line, text) in lines {
            let fields = read(line, text)?;
            if fields.iter().skip(columns.len()).any(|field| !field.trim().is_empty()) {
                let problem = "holds more fields than there are columns";
                return Err(Invalid::new("", problem).on_line(line));
            }
            records.push(Record { line, fields });
        }
        Ok(Csv { about: about.unwrap_or_default(), columns, records })
    }

    /// The values of `key=value` words of the first line. Another key is an error that names it.
    pub fn said<const N: usize>(&self, keys: [&str; N]) -> Result<[Option<&str>; N], Invalid> {
        said(&self.about, keys)
    }

    /// Where each column stands; `None` for one that is left out, which those after the first
    /// `needed` may be. A column that is not wanted is an error that names it.
    pub fn places<const N: usize>(
        &self,
        wanted: [&str; N],
        needed: usize,
    ) -> Result<[Option<usize>; N], Invalid> {
        for (index, column) in self.columns.iter().map(|column| column.trim()).enumerate() {
            if !wanted.contains(&column) {
                return Err(Invalid::new(printable(column), "unknown column"));
            }
            if self.columns.iter().take(index).any(|earlier| earlier.trim() == column) {
                return Err(Invalid::new(column, "is given twice"));
            }
        }
        let place = |name: &str| self.columns.iter().position(|column| column.trim() == name);
        let missing = wanted.iter().take(needed).find(|name| place(name).is_none());
        match missing {
            Some(name) => Err(Invalid::new(*name, "is missing: a column must bear this name")),
            None => Ok(wanted.map(place)),
        }
    }
}

impl Record {
    /// A field by the place of its column; empty where the column or the field is left out.
    pub fn field(&self, place: Option<usize>) -> &str {
        place.and_then(|place| self.fields.get(place)).map_or("", |field| field.trim())
    }
}

/// The values of `key=value` words, parted by spaces.
pub(crate) fn said<'a, const N: usize>(
    words: &'a str,
    keys: [&str; N],
) -> Result<[Option<&'a str>; N], Invalid> {
    let mut values = [None; N];
    for word in words.split_whitespace() {
        let Some((key, value)) = word.split_once('=') else {
            return Err(Invalid::new("", "must hold nothing but words such as mode=extend"));
        };
        let place = keys.iter().zip(&mut values).find(|(known, _)| **known == key);
        let Some((_, place)) = place else {
            return Err(Invalid::new(printable(key), "unknown word"));
        };
        if place.replace(value).is_some() {
            return Err(Invalid::new(key, "is given twice"));
        }
    }
    Ok(values)
}

/// A spreadsheet may have put quotes around the line.
fn is_comment(line: &str) -> bool {
    line.starts_with('#') || line.starts_with("\"#")
}

/// A comment without its sign, the quotes and the empty cells of a spreadsheet.
fn what_is_said(line: &str) -> String {
    let line = line.trim_end_matches([' ', ',', ';']);
    let line = match line.strip_prefix('"') {
        Some(quoted) => quoted.strip_suffix('"').unwrap_or(quoted).replace("\"\"", "\""),
        None => line.to_string(),
    };
    line.trim_start_matches('#').trim().to_string()
}

/// A name the caller chose, as far as an error may carry it.
fn printable(name: &str) -> String {
    name.chars().filter(|c| !c.is_control()).take(100).collect()
}

/// The fields of a line, quotes undone.
pub(super) fn fields(text: &str, separator: char) -> Result<Vec<String>, Invalid> {
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
        return Err(Invalid::new("", "a quote is not closed"));
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
        assert_eq!(table.records[1].line, 4);
    }

    #[test]
    fn what_a_spreadsheet_makes_of_a_table_is_read() {
        let text = "\u{FEFF}\"# a=1 b=\"\"x\"\"\";;;\r\na;b;;\r\n1;x, y;;\r\n;;;\r\n2;z;;\r\n";
        let table = Csv::read(text).unwrap();
        assert_eq!(table.about, "a=1 b=\"x\"");
        assert_eq!(table.columns, ["a", "b"]);
        let seconds: Vec<&str> = table.records.iter().map(|r| r.field(Some(1))).collect();
        assert_eq!(seconds, ["x, y", "z"]);
    }

    #[test]
    fn a_broken_line_is_told_by_its_number() {
        let problem = |text: &str| Csv::read(text).err().map(|error| error.problem);
        assert_eq!(problem("a\n\"x\n").unwrap(), "a quote is not closed (line 2)");
        assert!(problem("# t\na\n1,2\n").unwrap().ends_with("(line 3)"));
        assert!(problem("# t\n").is_some());
    }
}
