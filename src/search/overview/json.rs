//! `dmpkit.overview-rows/1`: the overview for a host that draws it itself.

use serde_json::{json, Value};

use super::rows::{Overview, OverviewGroup, OverviewRow, OverviewSection};
use crate::search::labels::{marked, INDICATION};

impl Overview {
    /// A `dmpkit.overview-rows/1` document.
    pub fn json(&self) -> String {
        json!({
            "schema": "dmpkit.overview-rows/1",
            "mark": self.mark,
            "indication": marked(&self.mark, INDICATION),
            "title": self.title,
            "scope": self.scope,
            "sections": self.sections.iter().map(section).collect::<Value>(),
        })
        .to_string()
    }
}

fn section(section: &OverviewSection) -> Value {
    let columns = section.columns.iter();
    let columns = columns.map(|column| json!({ "id": column.id(), "heading": column.heading() }));
    json!({
        "id": section.id,
        "title": section.title,
        "form": section.form.code(),
        "columns": columns.collect::<Value>(),
        "found": section.found,
        "status": section.status,
        "notes": section.notes,
        "groups": section.groups.iter().map(group).collect::<Value>(),
    })
}

fn group(of: &OverviewGroup) -> Value {
    json!({
        "label": of.label,
        "rows": of.rows.iter().map(row).collect::<Value>(),
        "groups": of.groups.iter().map(group).collect::<Value>(),
    })
}

fn row(row: &OverviewRow) -> Value {
    let cells = row.cells.iter();
    let cells = cells.map(|cell| json!({ "text": cell.text, "date": cell.date }));
    let labels = row.labels.iter();
    let labels = labels.map(|label| json!({ "id": label.id(), "text": label.text() }));
    json!({
        "unique_id": row.unique_id,
        "pinned": row.pinned,
        "cells": cells.collect::<Value>(),
        "labels": labels.collect::<Value>(),
        "notes": row.notes,
    })
}
