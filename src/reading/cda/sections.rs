//! The sections of a structured body, in order, each with what its author wrote.

use super::super::document::FREE_GROWTH;
use super::super::node::{Item, Node};
use super::super::options::Options;
use super::super::{Section, Warning};
use super::files::Files;
use super::index::Index;
use super::narrative::Narrative;
use super::values::{child_code, instance_id};
use super::{each, entries, line, HL7};
use crate::record::TimeZone;
use crate::xml::Element;

pub(super) fn read(
    body: Element<'_>,
    index: &Index<'_>,
    files: &mut Files,
    size: usize,
    options: &Options,
    warnings: &mut Vec<Warning>,
) -> Vec<Section> {
    let room = size.saturating_mul(options.limits.growth).saturating_add(FREE_GROWTH);
    let mut reader = Reader {
        narrative: Narrative::new(index, files, room, options.limits.table_cells),
        count: 0,
        from_entries: 0,
        zone: &options.zone,
    };
    let sections = reader.sections(body);
    if reader.from_entries > 0 {
        warnings.push(Warning::ShownFromEntries { sections: reader.from_entries });
    }
    if reader.narrative.is_full() {
        warnings.insert(0, Warning::Truncated);
    }
    sections
}

struct Reader<'r, 'd> {
    narrative: Narrative<'r, 'd>,
    count: usize,
    from_entries: usize,
    zone: &'r TimeZone,
}

impl Reader<'_, '_> {
    fn sections(&mut self, parent: Element<'_>) -> Vec<Section> {
        let inside = each(parent, "component").flat_map(|component| each(component, "section"));
        inside.map(|section| self.section(section)).collect()
    }

    fn section(&mut self, element: Element<'_>) -> Section {
        self.count += 1;
        let number = self.count;
        let id = element.child(HL7, "id").and_then(instance_id);
        let id = id.map(|id| match id.extension {
            Some(extension) => format!("{}^{extension}", id.root),
            None => id.root,
        });
        let mut body = element.child(HL7, "text").map(|text| self.narrative.read(text));
        let written = body.as_deref().is_some_and(says_something);
        let mut from_entries = false;
        if !written {
            let list = entries::list(element, self.narrative.index(), self.zone);
            from_entries = list.is_some();
            self.from_entries += usize::from(from_entries);
            body = list.map(|list| vec![list]);
        }
        Section {
            number,
            id,
            code: child_code(element, "code"),
            title: element.child(HL7, "title").and_then(line),
            body: body.unwrap_or_default(),
            notes: self.narrative.take_notes(),
            from_entries,
            sections: self.sections(element),
        }
    }
}

/// Whether anything of it is to be read.
fn says_something(nodes: &[Node]) -> bool {
    nodes.iter().any(|node| match node {
        Node::Text(_) => !node.is_blank(),
        Node::Break => false,
        Node::Span { children, .. }
        | Node::Paragraph { children, .. }
        | Node::Link { children, .. } => says_something(children),
        Node::List(list) => {
            let item =
                |item: &Item| says_something(&item.caption) || says_something(&item.children);
            says_something(&list.caption) || list.items.iter().any(item)
        }
        Node::Table(table) => {
            let rows = table.groups.iter().flat_map(|group| &group.rows);
            says_something(&table.caption)
                || rows.flat_map(|row| &row.cells).any(|cell| says_something(&cell.children))
        }
        Node::File { .. } | Node::Address { .. } | Node::Call { .. } => true,
    })
}
