//! Tables as text: in columns where they fit on a screen, else as `label : value`.

use super::super::node::{Cell, GroupKind, Row, Scope, Table};
use super::lines::Lines;
use super::narrative::{inside, write as write_nodes};

/// Characters of a line that a table in columns may take.
const WIDEST: usize = 100;
const BETWEEN: &str = " | ";
/// A longer heading stands once above the table, not before each value.
const LONGEST_LABEL: usize = 60;
/// More columns than this never fit.
const MOST_COLUMNS: usize = 20;

/// A cell whose text is known.
struct Laid<'t> {
    cell: &'t Cell,
    lines: Vec<String>,
}

pub(super) fn write(out: &mut Lines, table: &Table) {
    if !table.caption.is_empty() {
        write_nodes(out, &table.caption);
        out.end();
    }
    let lay = |row: &'_ Row| -> Vec<Vec<String>> {
        row.cells.iter().map(|cell| inside(&cell.children)).collect()
    };
    let mut groups = Vec::new();
    for group in &table.groups {
        let rows: Vec<Vec<Laid<'_>>> = group
            .rows
            .iter()
            .map(|row| {
                let texts = lay(row);
                row.cells.iter().zip(texts).map(|(cell, lines)| Laid { cell, lines }).collect()
            })
            .collect();
        groups.push((group.kind, rows));
    }
    match widths(&groups, table.columns) {
        Some(widths) => in_columns(out, &groups, &widths),
        None => labelled(out, &groups, table.columns),
    }
}

type Group<'t> = (GroupKind, Vec<Vec<Laid<'t>>>);

fn cells<'g, 't>(groups: &'g [Group<'t>]) -> impl Iterator<Item = &'g Laid<'t>> {
    groups.iter().flat_map(|(_, rows)| rows).flatten()
}

fn width(lines: &[String]) -> usize {
    lines.iter().map(|line| line.chars().count()).max().unwrap_or(0)
}

/// How wide each column is; None where the table does not fit.
fn widths(groups: &[Group<'_>], columns: usize) -> Option<Vec<usize>> {
    if columns > MOST_COLUMNS {
        return None;
    }
    let mut widths = vec![0; columns];
    let mut by_span: Vec<&Laid<'_>> = cells(groups).collect();
    by_span.sort_by_key(|laid| laid.cell.columns);
    for laid in by_span {
        let span = widths.get_mut(laid.cell.column..laid.cell.column + laid.cell.columns)?;
        let has: usize = span.iter().sum::<usize>() + BETWEEN.len() * (span.len() - 1);
        let wants = width(&laid.lines);
        if let Some(last) = span.last_mut() {
            *last += wants.saturating_sub(has);
        }
    }
    let total: usize = widths.iter().sum::<usize>() + BETWEEN.len() * columns.saturating_sub(1);
    (total <= WIDEST).then_some(widths)
}

fn in_columns(out: &mut Lines, groups: &[Group<'_>], widths: &[usize]) {
    let ruled = groups.len() > 1;
    for (kind, rows) in groups {
        for row in rows {
            let height = row.iter().map(|laid| laid.lines.len()).max().unwrap_or(0);
            for line in 0..height {
                let mut text = String::new();
                let mut at = 0;
                let says = |laid: &Laid<'_>| laid.lines.get(line).is_some_and(|l| !l.is_empty());
                let last = row.iter().rposition(says).map_or(0, |last| last + 1);
                for laid in row.iter().take(last) {
                    // Columns that a cell above still holds are left empty.
                    let start = offset(widths, laid.cell.column);
                    let fill = start.saturating_sub(at);
                    text.push_str(&" ".repeat(fill));
                    if laid.cell.column > 0 {
                        let end = text.len().saturating_sub(BETWEEN.len());
                        if text.get(end..).is_some_and(|gap| gap.trim().is_empty()) {
                            text.truncate(end);
                            text.push_str(BETWEEN);
                        }
                    }
                    let said = laid.lines.get(line).map_or("", String::as_str);
                    text.push_str(said);
                    at = start + said.chars().count();
                }
                out.laid_out(&text);
            }
        }
        if ruled && *kind == GroupKind::Head {
            let total = offset(widths, widths.len()).saturating_sub(BETWEEN.len());
            out.laid_out(&"-".repeat(total));
        }
    }
}

/// Where a column begins.
fn offset(widths: &[usize], column: usize) -> usize {
    widths.iter().take(column).map(|width| width + BETWEEN.len()).sum()
}

fn labelled(out: &mut Lines, groups: &[Group<'_>], columns: usize) {
    let labels = labels(groups, columns);
    for (kind, rows) in groups {
        for row in rows {
            if *kind == GroupKind::Head {
                let said = row.iter().map(|laid| laid.lines.join(" "));
                let said: Vec<String> = said.filter(|text| !text.is_empty()).collect();
                if !said.is_empty() {
                    out.line(&format!("[{}]", said.join(BETWEEN)));
                }
                continue;
            }
            for (place, laid) in row.iter().enumerate() {
                let before = if place == 0 { "- " } else { "  " };
                let label = labels.get(laid.cell.column).filter(|label| !label.is_empty());
                let label = match laid.cell.heading {
                    Some(Scope::Row) => None,
                    // What spans columns belongs to none of them.
                    _ => label.filter(|_| !laid.lines.is_empty() && laid.cell.columns == 1),
                };
                let label = label.map_or(String::new(), |label| format!("{label} : "));
                for (number, line) in laid.lines.iter().enumerate() {
                    match number {
                        0 => out.laid_out(&format!("{before}{label}{line}")),
                        _ => out.laid_out(&format!("    {line}")),
                    }
                }
            }
        }
    }
}

/// What each column is headed by; empty where that is too long to be said each time.
fn labels(groups: &[Group<'_>], columns: usize) -> Vec<String> {
    let mut labels = vec![String::new(); columns];
    let heads = groups.iter().filter(|(kind, _)| *kind == GroupKind::Head);
    for laid in heads.flat_map(|(_, rows)| rows).flatten() {
        let text = laid.lines.join(" ");
        // What stands over all columns tells none from another.
        let over_all = columns > 1 && laid.cell.columns == columns;
        if text.is_empty() || over_all || text.chars().count() > LONGEST_LABEL {
            continue;
        }
        for column in laid.cell.column..laid.cell.column + laid.cell.columns {
            let Some(label) = labels.get_mut(column) else { continue };
            match label.is_empty() {
                true => label.push_str(&text),
                false if label.chars().count() + text.chars().count() > LONGEST_LABEL => {}
                false => {
                    label.push_str(", ");
                    label.push_str(&text);
                }
            }
        }
    }
    labels
}
