//! The layouts that come with the library, one per profession: a table of sections, and which of
//! them each layout has, in its order.

use std::collections::BTreeMap;

use once_cell::sync::Lazy;
use serde::Deserialize;
use serde_json::{json, Map, Value};

use super::layout::Layout;
use crate::record::Role;

#[derive(Deserialize)]
struct Tables {
    sections: BTreeMap<String, Map<String, Value>>,
    layouts: BTreeMap<String, Listed>,
}

#[derive(Deserialize)]
struct Listed {
    title: String,
    sections: Vec<String>,
}

/// A table that cannot be read leaves nothing: a test reads it.
static TABLES: Lazy<Tables> = Lazy::new(|| {
    serde_json::from_str(include_str!("layouts.json"))
        .unwrap_or(Tables { sections: BTreeMap::new(), layouts: BTreeMap::new() })
});

/// Professions of health (TRE_G15) and social ones (TRE_R94) that have a layout of their own.
const OF_PROFESSIONS: &[(&str, &str, &str)] = &[
    ("10", Role::PROFESSIONS, "doctor"),
    ("10", Role::PROFESSIONS_IN_TRAINING, "doctor"),
    ("21", Role::PROFESSIONS, "pharmacist"),
    ("21", Role::PROFESSIONS_IN_TRAINING, "pharmacist"),
    ("40", Role::PROFESSIONS, "dentist"),
    ("40", Role::PROFESSIONS_IN_TRAINING, "dentist"),
    ("50", Role::PROFESSIONS, "midwife"),
    ("50", Role::PROFESSIONS_IN_TRAINING, "midwife"),
    ("60", Role::PROFESSIONS, "nurse"),
    ("69", Role::PROFESSIONS, "nurse"),
    ("70", Role::PROFESSIONS, "physiotherapist"),
    ("41", Role::SOCIAL_PROFESSIONS, "social_worker"),
];

impl Layout {
    /// The names of the layouts that come with the library: `default`, `emergency` for
    /// break-glass and regulation, and those of professions.
    pub fn names() -> impl Iterator<Item = &'static str> {
        TABLES.layouts.keys().map(String::as_str)
    }

    /// The name of the layout made for a profession; `default` for one that has none.
    pub fn name_for(profession: &str, system: &str) -> &'static str {
        let own = OF_PROFESSIONS.iter().find(|(code, of, _)| *code == profession && *of == system);
        own.map_or("default", |(_, _, name)| name)
    }

    /// A layout that comes with the library, as a `dmpkit.overview/1` document, which a host may
    /// change and give back.
    pub fn built_in_json(name: &str) -> Option<String> {
        let listed = TABLES.layouts.get(name)?;
        let section = |id: &String| {
            let mut section = TABLES.sections.get(id)?.clone();
            section.insert("id".to_string(), json!(id));
            Some(Value::Object(section))
        };
        let sections: Option<Vec<Value>> = listed.sections.iter().map(section).collect();
        let document = json!({
            "schema": "dmpkit.overview/1", "title": listed.title, "sections": sections?,
        });
        Some(document.to_string())
    }

    /// A layout that comes with the library.
    pub fn built_in(name: &str) -> Option<Layout> {
        Layout::read(&Layout::built_in_json(name)?).ok()
    }
}
