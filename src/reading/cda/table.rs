//! Tables, made to fit: whatever spans their author wrote, no cell overlaps another, and each row
//! and column has a cell that begins in it. A browser then lays them out as they are here, and a
//! screen reader names the right headings.

use super::super::node::{Cell, GroupKind, Node, Row, RowGroup, Rules, Scope, Table};
use super::forms::{align_of, style_of};
use super::narrative::Narrative;
use super::{attribute, HL7};
use crate::xml::{self, Element};

/// Columns of a table; HTML has the same limit for spans.
const MOST_COLUMNS: usize = 1000;
/// What a cell costs of the room for the output, beside its text.
const COST: usize = 40;

/// A table while it is read.
#[derive(Default)]
pub(super) struct Grid {
    caption: Vec<Node>,
    groups: Vec<RowGroup>,
    /// What stands in the table and in no cell.
    outside: Vec<Node>,
    /// For each column, the first row in which it is free again.
    busy: Vec<usize>,
}

impl Grid {
    /// What stood outside its cells, and the table; None where it has no cell.
    pub(super) fn read(
        narrative: &mut Narrative<'_, '_>,
        element: Element<'_>,
    ) -> (Vec<Node>, Option<Table>) {
        let mut grid = Grid::default();
        for node in element.nodes() {
            match node {
                xml::Node::Text(text) => grid.stray(narrative, &text),
                xml::Node::Element(child) => grid.part(narrative, child),
            }
        }
        grid.groups.retain(|group| !group.rows.is_empty());
        if grid.groups.is_empty() {
            grid.outside.append(&mut grid.caption);
            return (grid.outside, None);
        }
        grid.groups.sort_by_key(|group| match group.kind {
            GroupKind::Head => 0,
            GroupKind::Body => 1,
            GroupKind::Foot => 2,
        });
        let columns = drop_empty_columns(&mut grid.groups);
        grid.groups.iter_mut().for_each(drop_empty_rows);
        head(&mut grid.groups);
        let border = attribute(element, "border");
        let table = Table {
            anchor: narrative.anchor(element),
            borders: border.as_deref() != Some("0"),
            caption: grid.caption,
            columns,
            groups: grid.groups,
        };
        (grid.outside, Some(table))
    }

    fn stray(&mut self, narrative: &mut Narrative<'_, '_>, text: &str) {
        if !text.trim().is_empty() {
            narrative.text(text, &mut self.outside);
        }
    }

    fn part(&mut self, narrative: &mut Narrative<'_, '_>, part: Element<'_>) {
        let kind = match part.name() {
            _ if part.namespace() != HL7 => None,
            "thead" => Some(GroupKind::Head),
            "tbody" => Some(GroupKind::Body),
            "tfoot" => Some(GroupKind::Foot),
            _ => None,
        };
        match (kind, part.name()) {
            (Some(kind), _) => {
                self.begin(kind);
                let rows: Vec<xml::Node<'_>> = part.nodes().collect();
                let count = rows.iter().filter(|node| is_row(node)).count();
                let mut left = count;
                for node in rows {
                    match node {
                        xml::Node::Element(row) if row.is(HL7, "tr") => {
                            self.row(narrative, row, left);
                            left -= 1;
                        }
                        xml::Node::Element(other) => self.other(narrative, other),
                        xml::Node::Text(text) => self.stray(narrative, &text),
                    }
                }
            }
            (None, "tr") => {
                if !self.groups.last().is_some_and(|group| group.kind == GroupKind::Body) {
                    self.begin(GroupKind::Body);
                }
                // How many rows follow is not known: a span ends where the next group begins.
                self.row(narrative, part, usize::MAX);
            }
            (None, "caption") => self.caption.extend(narrative.read(part)),
            // They say how wide a column is, which the reader's screen decides.
            (None, "colgroup" | "col") => {}
            (None, _) => self.other(narrative, part),
        }
    }

    /// What no table may hold: its text stands before the table.
    fn other(&mut self, narrative: &mut Narrative<'_, '_>, element: Element<'_>) {
        let nodes = narrative.read(element);
        self.outside.extend(nodes);
        self.outside.push(Node::Break);
    }

    fn begin(&mut self, kind: GroupKind) {
        self.groups.push(RowGroup { kind, rows: Vec::new() });
        self.busy.clear();
    }

    /// Places the cells of a row, each in the first free column; `left` rows of the group remain,
    /// this one included.
    fn row(&mut self, narrative: &mut Narrative<'_, '_>, element: Element<'_>, left: usize) {
        let number = self.groups.last().map_or(0, |group| group.rows.len());
        let mut row = Row { anchor: narrative.anchor(element), cells: Vec::new() };
        let align = align_of(element);
        let mut column = 0;
        for node in element.nodes() {
            let cell = match node {
                xml::Node::Text(text) => {
                    self.stray(narrative, &text);
                    continue;
                }
                xml::Node::Element(cell) => cell,
            };
            if !(cell.is(HL7, "td") || cell.is(HL7, "th")) {
                self.other(narrative, cell);
                continue;
            }
            while self.busy.get(column).is_some_and(|free| *free > number) {
                column += 1;
            }
            let wanted = span(cell, "colspan").min(MOST_COLUMNS.saturating_sub(column));
            let free = (column..column + wanted)
                .take_while(|at| self.busy.get(*at).is_none_or(|free| *free <= number))
                .count();
            let columns = narrative.take_cells(free);
            if columns == 0 || !narrative.afford(COST) {
                self.other(narrative, cell);
                continue;
            }
            let rows = span(cell, "rowspan").min(left).max(1);
            if self.busy.len() < column + columns {
                self.busy.resize(column + columns, 0);
            }
            self.busy[column..column + columns].fill(number.saturating_add(rows));
            row.cells.push(Cell {
                column,
                columns,
                rows,
                heading: cell.is(HL7, "th").then_some(Scope::Column),
                style: style_of(cell),
                align: align_of(cell).or(align),
                rules: rules_of(cell),
                anchor: narrative.anchor(cell),
                children: narrative.read(cell),
            });
            column += columns;
        }
        if let Some(group) = self.groups.last_mut() {
            group.rows.push(row);
        }
    }
}

fn is_row(node: &xml::Node<'_>) -> bool {
    matches!(node, xml::Node::Element(row) if row.is(HL7, "tr"))
}

fn span(cell: Element<'_>, name: &str) -> usize {
    let written = attribute(cell, name).and_then(|value| value.parse().ok());
    written.unwrap_or(1).clamp(1, MOST_COLUMNS)
}

fn rules_of(cell: Element<'_>) -> Rules {
    let code = attribute(cell, "styleCode").unwrap_or_default().to_ascii_lowercase();
    Rules {
        left: code.contains("lrule"),
        right: code.contains("rrule"),
        top: code.contains("toprule"),
        bottom: code.contains("botrule"),
    }
}

/// Renumbers the columns so that a cell begins in each; how many there are.
fn drop_empty_columns(groups: &mut [RowGroup]) -> usize {
    let cells = || groups.iter().flat_map(|g| &g.rows).flat_map(|row| &row.cells);
    let width = cells().map(|cell| cell.column + cell.columns).max().unwrap_or(0);
    let mut begins = vec![false; width];
    cells().for_each(|cell| begins[cell.column] = true);
    let before = counts(&begins);
    let all = groups.iter_mut().flat_map(|group| &mut group.rows).flat_map(|row| &mut row.cells);
    for cell in all {
        let end = cell.column + cell.columns;
        (cell.column, cell.columns) = (before[cell.column], before[end] - before[cell.column]);
    }
    before[width]
}

/// Drops the rows in which no cell begins, and shortens what spans them.
fn drop_empty_rows(group: &mut RowGroup) {
    let begins: Vec<bool> = group.rows.iter().map(|row| !row.cells.is_empty()).collect();
    let before = counts(&begins);
    for (number, row) in group.rows.iter_mut().enumerate() {
        for cell in &mut row.cells {
            let end = number.saturating_add(cell.rows).min(begins.len());
            cell.rows = before[end] - before[number];
        }
    }
    group.rows.retain(|row| !row.cells.is_empty());
}

/// How many are true before each place, the end included.
fn counts(flags: &[bool]) -> Vec<usize> {
    let mut total = 0;
    let mut before = vec![0];
    before.extend(flags.iter().map(|flag| {
        total += usize::from(*flag);
        total
    }));
    before
}

/// Says of each heading what it heads. The cells of a head are headings even where their author
/// made them plain ones; empty ones head nothing.
fn head(groups: &mut [RowGroup]) {
    for group in groups {
        for row in &mut group.rows {
            let plain = row.cells.iter().any(|cell| cell.heading.is_none());
            for cell in &mut row.cells {
                let empty = cell.children.iter().all(Node::is_blank);
                cell.heading = match (group.kind, cell.heading) {
                    _ if empty => None,
                    (GroupKind::Head, _) => Some(Scope::Column),
                    (_, Some(_)) if plain => Some(Scope::Row),
                    (_, heading) => heading,
                };
            }
        }
    }
}
