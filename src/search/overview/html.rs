//! The overview as a fragment of HTML that stands by itself: no script, no style attribute, no
//! link, nothing to fetch. What a colour says, a text says too.

use super::columns::Column;
use super::layout::Form;
use super::rows::{Cell, Overview, OverviewGroup, OverviewRow, OverviewSection};
use super::sentences::LABELS;
use crate::search::html::{escaped, Html};
use crate::search::labels::{marked, Label, INDICATION};

/// Style for the fragment, which a host puts into its page, or replaces: it reaches nothing
/// outside `dmpkit-overview`. The fragment is complete without it.
pub const OVERVIEW_STYLE: &str = include_str!("overview.css");

/// What a content security policy names to allow [`OVERVIEW_STYLE`] in a `<style>` of its own.
pub const OVERVIEW_STYLE_HASH: &str = "sha256-ak653qUl+/p82AmXFUlpRNWForbkYAJBfAsETtY4obI=";

impl Overview {
    /// `<section class="dmpkit-overview">`, to be put into the body of a page. Its headings
    /// begin at `<h2>`; its ids begin with `dmpkit-overview-`.
    pub fn html(&self) -> String {
        let mut html = Html::default();
        let labelled = [
            ("class", "dmpkit-overview"),
            ("lang", "fr"),
            ("aria-labelledby", "dmpkit-overview-title"),
        ];
        html.open("section", &labelled);
        html.leaf("p", &[("class", "dmpkit-origin")], &marked(&self.mark, INDICATION));
        html.leaf("h2", &[("id", "dmpkit-overview-title")], &self.title);
        html.leaf("p", &[("class", "dmpkit-scope")], &self.scope);
        for section in &self.sections {
            write_section(&mut html, section);
        }
        html.finish()
    }

    /// The same as a whole page, with its style and a policy that lets it fetch nothing.
    pub fn html_page(&self) -> String {
        let origin = marked(&self.mark, INDICATION);
        let title = escaped(&format!("{origin} : {}", self.title));
        let (origin, body) = (escaped(&origin), self.html());
        let policy = format!(
            "default-src 'none'; style-src '{OVERVIEW_STYLE_HASH}'; base-uri 'none'; form-action 'none'"
        );
        format!(
            r#"<!DOCTYPE html>
<html lang="fr">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<title>{title}</title>
<style>{OVERVIEW_STYLE}</style>
</head>
<body>
<h1>{origin}</h1>
{body}</body>
</html>
"#
        )
    }
}

fn write_section(html: &mut Html, section: &OverviewSection) {
    let title = format!("dmpkit-overview-{}", section.id);
    html.open("section", &[("aria-labelledby", &title)]);
    html.leaf("h3", &[("id", &title)], &section.title);
    html.leaf("p", &[("class", "dmpkit-count")], &section.status);
    for note in &section.notes {
        html.leaf("p", &[("class", "dmpkit-note")], note);
    }
    match section.form {
        Form::Timeline if section.groups.is_empty() => {}
        Form::Timeline => {
            html.open("ol", &[("class", "dmpkit-timeline")]);
            section.groups.iter().for_each(|year| timeline(html, year, "h4"));
            html.close();
        }
        Form::Table | Form::List => {
            for (number, group) in section.groups.iter().enumerate() {
                write_group(html, section, group, &title, number);
            }
        }
    }
    html.close();
}

fn write_group(
    html: &mut Html,
    section: &OverviewSection,
    group: &OverviewGroup,
    title: &str,
    number: usize,
) {
    // No section has a dot in its id.
    let own = format!("{title}.{}", number + 1);
    if let Some(label) = &group.label {
        html.leaf("h4", &[("id", &own)], label);
    }
    let title = if group.label.is_some() { &own } else { title };
    match section.form {
        Form::Table => table(html, section, group, title),
        Form::List | Form::Timeline => list(html, &group.rows),
    }
}

/// A year with its months, as an item of the list.
fn timeline(html: &mut Html, group: &OverviewGroup, heading: &'static str) {
    html.open("li", &[]);
    html.leaf(heading, &[], group.label.as_deref().unwrap_or(""));
    if !group.groups.is_empty() {
        html.open("ol", &[]);
        group.groups.iter().for_each(|month| timeline(html, month, "h5"));
        html.close();
    }
    if !group.rows.is_empty() {
        list(html, &group.rows);
    }
    html.close();
}

fn list(html: &mut Html, rows: &[OverviewRow]) {
    html.open("ol", &[("class", "dmpkit-documents")]);
    for row in rows {
        html.open("li", &named(row));
        let filled = row.cells.iter().filter(|cell| !cell.text.is_empty());
        for (at, cell) in filled.enumerate() {
            html.text(if at == 0 { "" } else { ", " });
            write_cell(html, cell);
        }
        remarks(html, row);
        html.close();
    }
    html.close();
}

fn table(html: &mut Html, section: &OverviewSection, group: &OverviewGroup, title: &str) {
    let columns = &section.columns;
    let labelled = group.rows.iter().any(|row| !row.labels.is_empty());
    html.open("table", &[("aria-labelledby", title)]).open("thead", &[]).open("tr", &[]);
    let headings = columns.iter().map(|column| column.heading());
    for heading in headings.chain(labelled.then_some(LABELS)) {
        html.leaf("th", &[("scope", "col")], heading);
    }
    html.close().close().open("tbody", &[]);
    // The column that names a row heads it.
    let naming = columns.iter().position(|column: &Column| column.names()).unwrap_or(0);
    for row in &group.rows {
        html.open("tr", &named(row));
        for (at, cell) in row.cells.iter().enumerate() {
            match at == naming && !cell.text.is_empty() {
                true => html.open("th", &[("scope", "row")]),
                false => html.open("td", &[]),
            };
            write_cell(html, cell);
            if at == naming {
                notes(html, row);
            }
            html.close();
        }
        if labelled {
            html.open("td", &[]);
            labels(html, row);
            html.close();
        }
        html.close();
    }
    html.close().close();
}

fn write_cell(html: &mut Html, cell: &Cell) {
    match &cell.date {
        Some(date) => html.leaf("time", &[("datetime", date)], &cell.text),
        None => html.text(&cell.text),
    };
}

fn remarks(html: &mut Html, row: &OverviewRow) {
    notes(html, row);
    labels(html, row);
}

fn notes(html: &mut Html, row: &OverviewRow) {
    for note in &row.notes {
        html.text(" ").leaf("small", &[], &format!("({note})"));
    }
}

fn labels(html: &mut Html, row: &OverviewRow) {
    if row.labels.is_empty() {
        return;
    }
    html.open("ul", &[("class", "dmpkit-labels")]);
    for label in &row.labels {
        html.leaf("li", &[("class", &format!("dmpkit-label-{}", label.id()))], label.text());
    }
    html.close();
}

/// The document's uniqueId, by which a host's page may open it; and a class for documents of the
/// patient, which stand apart (EX_3.1-1040) beside their label.
fn named(row: &OverviewRow) -> [(&'static str, &str); 2] {
    let from_patient = row.labels.contains(&Label::PatientDocument);
    let class = if from_patient { "dmpkit-from-patient" } else { "" };
    [("class", class), ("data-dmpkit-document", row.unique_id.as_deref().unwrap_or(""))]
}
