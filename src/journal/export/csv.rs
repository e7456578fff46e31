use super::{wording, Content};

const HEADINGS: [&str; 8] =
    ["Date", "Nature", "Patient", "Professionnel", "Saisi par", "Épisode", "Détail", "Position"];

pub(super) fn write(content: &Content<'_>) -> String {
    let mut out = String::from('\u{FEFF}');
    if let Some(mark) = content.mark() {
        line(&mut out, &[mark]);
    }
    let columns = HEADINGS.len() - usize::from(!content.has_positions());
    line(&mut out, &HEADINGS[..columns]);
    for recorded in &content.entries {
        let entry = &recorded.entry;
        let text = |label: &'_ Option<super::Label>| {
            label.as_ref().map_or(String::new(), |label| label.as_str().to_string())
        };
        let cells = [
            recorded.at.local_text(content.zone),
            wording::nature(&entry.fact).to_string(),
            text(&entry.patient),
            text(&entry.by.professional),
            wording::author(&entry.by),
            text(&entry.episode),
            wording::detail(&entry.fact, content.zone),
            recorded.position.to_string(),
        ];
        let cells: Vec<&str> = cells.iter().take(columns).map(String::as_str).collect();
        line(&mut out, &cells);
    }
    out
}

fn line(out: &mut String, cells: &[&str]) {
    for (index, cell) in cells.iter().enumerate() {
        if index > 0 {
            out.push(';');
        }
        out.push('"');
        // A spreadsheet runs what begins so, even in quotes; the apostrophe makes it a text.
        let begins = cell.trim_start().chars().next().or(cell.chars().next());
        if begins.is_some_and(|first| "=+-@\t\r\n|%＝＋－＠".contains(first)) {
            out.push('\'');
        }
        out.push_str(&cell.replace('"', "\"\""));
        out.push('"');
    }
    out.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::line;

    #[test]
    fn no_cell_is_a_formula() {
        let written = |cell: &str| {
            let mut out = String::new();
            line(&mut out, &[cell]);
            out
        };
        for cell in ["=1+1", "+33", "-2", "@SUM(A1)", "\t=1", " =1", "\r=1", "＝1", "|calc", "%0"]
        {
            assert!(written(cell).starts_with("\"'"), "{cell:?}");
        }
        assert_eq!(written("a = b"), "\"a = b\"\r\n");
        assert_eq!(written("dit \"oui\"; puis"), "\"dit \"\"oui\"\"; puis\"\r\n");
        assert_eq!(written(""), "\"\"\r\n");
    }
}
