use super::super::node::{Cell, GroupKind, Scope, Table};
use super::classes::{align_class, block_classes, rule_classes};
use super::narrative::{trimmed, Narrative};

impl Narrative<'_> {
    pub(super) fn table(&mut self, table: &Table) {
        let borders: &[&str] = if table.borders { &["dmpkit-borders"] } else { &[] };
        self.open("table", table.anchor, borders);
        if !trimmed(&table.caption).is_empty() {
            self.out.raw("<caption>");
            self.inline(&table.caption);
            self.out.raw("</caption>\n");
        }
        for group in &table.groups {
            let tag = match group.kind {
                GroupKind::Head => "thead",
                GroupKind::Body => "tbody",
                GroupKind::Foot => "tfoot",
            };
            self.open(tag, None, &[]);
            for row in &group.rows {
                self.open("tr", row.anchor, &[]);
                row.cells.iter().for_each(|cell| self.cell(cell));
                self.close("tr");
            }
            self.close(tag);
        }
        self.close("table");
    }

    fn cell(&mut self, cell: &Cell) {
        let (tag, scope) = match cell.heading {
            Some(Scope::Column) => ("th", " scope=\"col\""),
            Some(Scope::Row) => ("th", " scope=\"row\""),
            None => ("td", ""),
        };
        self.out.raw(&format!("<{tag}{scope}"));
        for (name, count) in [("colspan", cell.columns), ("rowspan", cell.rows)] {
            if count > 1 {
                self.out.raw(&format!(" {name}=\"{count}\""));
            }
        }
        self.id(cell.anchor);
        let classes =
            [block_classes(cell.style), align_class(cell.align), rule_classes(cell.rules)];
        self.classes(&classes.concat());
        self.out.raw(">");
        self.revised(cell.style, |narrative| narrative.inside(&cell.children));
        self.close(tag);
    }
}
