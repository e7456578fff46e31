//! Classifications as codes and authors.

use std::sync::Arc;

use super::notes::{boxed, Notes, EMPTY, MISSING, TWICE};
use super::remembered::{Classification, Meaning, Remembered};
use crate::record::{Author, Xcn, XdsCode, Xon};
use crate::wire::registry::schemes::slot;

impl Remembered<'_> {
    /// The classification as a code. What the code does not say is kept beside it.
    pub(super) fn code(
        &mut self,
        index: usize,
        field: &'static str,
        notes: &mut Notes,
    ) -> Option<Arc<XdsCode>> {
        let found = self.classifications.get_mut(index)?;
        if found.node.is_empty() {
            notes.keep_classification(found);
            notes.doubt(field, EMPTY);
            return None;
        }
        match &*found.slots {
            [(name, values)] if *name == slot::CODING_SCHEME && values.len() == 1 => {}
            [] => notes.doubt(field, "has no coding scheme"),
            _ => {
                notes.keep_classification(found);
                notes.doubt(field, "holds other slots than its coding scheme");
            }
        }
        if let Some(Meaning::Code(code)) = &found.meaning {
            return Some(Arc::clone(code));
        }
        let schemes = found.slots.iter().find(|(name, _)| name == slot::CODING_SCHEME);
        let scheme = schemes.and_then(|(_, values)| values.first()).map_or("", |value| value);
        let code = Arc::new(XdsCode::new(&found.node, scheme, found.label.as_deref()));
        found.meaning = Some(Meaning::Code(Arc::clone(&code)));
        Some(code)
    }

    /// A code of which there is one: another is kept aside.
    pub(super) fn single_code(
        &mut self,
        index: usize,
        field: &'static str,
        notes: &mut Notes,
        code: &mut Option<Arc<XdsCode>>,
    ) {
        if code.is_none() {
            *code = self.code(index, field, notes);
        } else if let Some(found) = self.classifications.get(index) {
            notes.keep_classification(found);
            notes.doubt(field, TWICE);
        }
    }

    /// The classification as an author.
    pub(super) fn author(&mut self, index: usize, notes: &mut Notes) -> Option<Arc<Author>> {
        let found = self.classifications.get_mut(index)?;
        let known = |name: &str| AUTHOR_SLOTS.contains(&name);
        let strange = !found.node.is_empty() || found.label.is_some();
        if strange || found.slots.iter().any(|(name, values)| !known(name) || values.is_empty()) {
            notes.keep_classification(&Classification {
                scheme: found.scheme.clone(),
                node: found.node.clone(),
                label: found.label.clone(),
                slots: found
                    .slots
                    .iter()
                    .filter(|(name, values)| !known(name) || values.is_empty())
                    .cloned()
                    .collect(),
                meaning: None,
                content: None,
            });
        }
        let author = match &found.meaning {
            Some(Meaning::Author(author)) => Arc::clone(author),
            _ => {
                let author = Arc::new(read_author(found));
                found.meaning = Some(Meaning::Author(Arc::clone(&author)));
                author
            }
        };
        if author.persons.is_empty() && author.institutions.is_empty() {
            notes.doubt("author", MISSING);
        }
        Some(author)
    }
}

const AUTHOR_SLOTS: &[&str] = &[
    slot::AUTHOR_PERSON,
    slot::AUTHOR_INSTITUTION,
    slot::AUTHOR_ROLE,
    slot::AUTHOR_SPECIALITY,
    slot::AUTHOR_TELECOM,
];

fn read_author(found: &Classification<'_>) -> Author {
    let mut author = Author::default();
    for (name, values) in &found.slots {
        match &**name {
            slot::AUTHOR_PERSON => {
                author.persons.extend(values.iter().map(|value| Xcn::new(value)));
            }
            slot::AUTHOR_INSTITUTION => {
                author.institutions.extend(values.iter().map(|value| Xon::new(value)));
            }
            slot::AUTHOR_ROLE => author.roles.extend(boxed(values)),
            slot::AUTHOR_SPECIALITY => author.specialities.extend(boxed(values)),
            slot::AUTHOR_TELECOM => author.telecoms.extend(boxed(values)),
            _ => {}
        }
    }
    author
}
