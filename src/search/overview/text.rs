//! The overview as plain text: 100 columns, aligned, one fact after the other for who listens.

use super::columns::Column;
use super::layout::Form;
use super::rows::{Overview, OverviewGroup, OverviewRow, OverviewSection};
use super::sentences::LABELS;
use crate::search::labels::{marked, INDICATION};

const WIDTH: usize = 100;
const GAP: &str = "  ";

impl Overview {
    /// Lines of at most 100 characters, each ended by a line feed.
    pub fn text(&self) -> String {
        let mut out = Lines::default();
        out.paragraph("", &marked(&self.mark, INDICATION));
        out.paragraph("", &self.title);
        out.paragraph("", &self.scope);
        for (number, section) in self.sections.iter().enumerate() {
            out.blank();
            out.paragraph("", &format!("{}. {}", number + 1, section.title));
            out.section(section);
        }
        out.0
    }
}

#[derive(Default)]
struct Lines(String);

impl Lines {
    fn blank(&mut self) {
        self.0.push('\n');
    }

    fn line(&mut self, line: &str) {
        self.0.push_str(line.trim_end());
        self.0.push('\n');
    }

    /// Wrapped, each line after this indent.
    fn paragraph(&mut self, indent: &str, text: &str) {
        for line in wrapped(text, WIDTH - indent.len()) {
            self.line(&format!("{indent}{line}"));
        }
    }

    fn section(&mut self, section: &OverviewSection) {
        self.paragraph("", &section.status);
        for note in &section.notes {
            self.paragraph("", note);
        }
        match section.form {
            Form::Table => self.tables(section),
            Form::List | Form::Timeline => {
                section.groups.iter().for_each(|group| self.list(section, group, ""));
            }
        }
    }

    fn tables(&mut self, section: &OverviewSection) {
        let rows: Vec<&OverviewRow> = section.rows().collect();
        if rows.is_empty() {
            return;
        }
        let widths = widths(section, &rows);
        let headings: Vec<&str> = section.columns.iter().map(|c| c.heading()).collect();
        self.row("", &headings, &widths);
        for group in &section.groups {
            if let Some(label) = &group.label {
                self.paragraph("", &format!("{label} :"));
            }
            for row in &group.rows {
                let cells: Vec<&str> = row.cells.iter().map(|cell| cell.text.as_str()).collect();
                self.row("", &cells, &widths);
                let indent = " ".repeat(widths.first().map_or(0, |width| width + GAP.len()));
                self.remarks(&indent, row);
            }
        }
    }

    /// The labels of a row and what else is said of it, below it.
    fn remarks(&mut self, indent: &str, row: &OverviewRow) {
        if !row.labels.is_empty() {
            let labels: Vec<&str> = row.labels.iter().map(|label| label.text()).collect();
            self.paragraph(indent, &format!("{LABELS} : {}", labels.join(" ; ")));
        }
        for note in &row.notes {
            self.paragraph(indent, &format!("({note})"));
        }
    }

    fn row(&mut self, indent: &str, cells: &[&str], widths: &[usize]) {
        let columns: Vec<Vec<String>> =
            cells.iter().zip(widths).map(|(cell, width)| wrapped(cell, *width)).collect();
        let height = columns.iter().map(Vec::len).max().unwrap_or(0);
        for at in 0..height {
            let mut line = indent.to_string();
            for (column, width) in columns.iter().zip(widths) {
                let part = column.get(at).map_or("", String::as_str);
                line.push_str(part);
                line.extend(std::iter::repeat_n(' ', width.saturating_sub(columns_of(part))));
                line.push_str(GAP);
            }
            self.line(&line);
        }
    }

    fn list(&mut self, section: &OverviewSection, group: &OverviewGroup, indent: &str) {
        let mut inner = indent.to_string();
        if let Some(label) = &group.label {
            self.paragraph(indent, &format!("{label} :"));
            inner.push_str(GAP);
        }
        let below = format!("{inner}{GAP}");
        for row in &group.rows {
            let item = wrapped(&sentence(&section.columns, row), WIDTH - below.len());
            for (at, line) in item.iter().enumerate() {
                let start = if at == 0 { format!("{inner}- ") } else { below.clone() };
                self.line(&format!("{start}{line}"));
            }
            self.remarks(&below, row);
        }
        group.groups.iter().for_each(|group| self.list(section, group, &inner));
    }
}

/// What a list says of a document: what its columns hold, one after the other.
fn sentence(columns: &[Column], row: &OverviewRow) -> String {
    let cells = columns.iter().zip(&row.cells).filter(|(_, cell)| !cell.text.is_empty());
    cells.map(|(_, cell)| cell.text.as_str()).collect::<Vec<_>>().join(", ")
}

/// As wide as what they hold; where that is too much, the widest give way.
fn widths(section: &OverviewSection, rows: &[&OverviewRow]) -> Vec<usize> {
    let natural = section.columns.iter().enumerate().map(|(at, column)| {
        let cells = rows.iter().filter_map(|row| row.cells.get(at));
        let widest = cells.map(|cell| columns_of(&cell.text)).max().unwrap_or(0);
        widest.max(columns_of(column.heading()))
    });
    let mut widths: Vec<usize> = natural.map(|width| width.min(WIDTH)).collect();
    let most = WIDTH.saturating_sub(GAP.len() * widths.len().saturating_sub(1));
    while widths.iter().sum::<usize>() > most {
        match widths.iter_mut().max() {
            Some(widest) if *widest > 1 => *widest -= 1,
            _ => break,
        }
    }
    widths
}

/// The text in lines of at most `width` columns, parted between words; a longer word is cut.
fn wrapped(text: &str, width: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    let mut used = 0;
    for word in text.split_whitespace() {
        let mut rest = word;
        let mut room = used + usize::from(used > 0) + columns_of(rest);
        if room > width && used > 0 {
            lines.push(std::mem::take(&mut line));
            (used, room) = (0, columns_of(rest));
        }
        while room > width {
            let end = rest.char_indices().nth(width).map_or(rest.len(), |(end, _)| end);
            let (cut, left) = rest.split_at(end);
            lines.push(cut.to_string());
            rest = left;
            room = columns_of(rest);
        }
        if used > 0 && !rest.is_empty() {
            line.push(' ');
        }
        line.push_str(rest);
        used = room;
    }
    lines.extend(Some(line).filter(|line| !line.is_empty()));
    lines
}

/// How many columns a text takes on a terminal: accents written apart take none.
fn columns_of(text: &str) -> usize {
    text.chars().filter(|c| !matches!(c, '\u{0300}'..='\u{036F}' | '\u{FE00}'..='\u{FE0F}')).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_parted_between_words() {
        assert_eq!(wrapped("un deux trois", 8), ["un deux", "trois"]);
        assert_eq!(wrapped("anticonstitutionnellement", 10), ["anticonsti", "tutionnell", "ement"]);
        assert_eq!(wrapped("a anticonstit b", 5), ["a", "antic", "onsti", "t b"]);
        assert_eq!(wrapped("aaaaa bbbbb", 5), ["aaaaa", "bbbbb"]);
        assert!(wrapped("  ", 5).is_empty());
        assert_eq!(columns_of("e\u{301}te\u{301}"), 3);
    }
}
