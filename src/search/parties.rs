//! Who wrote the documents: persons, structures, specialities.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;

use super::columns::{Column, ColumnBuilder, Interner, Lists};
use super::words::folded_name;
use crate::record::{Author, DocumentEntry, Xcn};

/// A person, a device or a structure, as the documents name it.
#[derive(Debug)]
pub(super) struct PartyName {
    pub id: Box<str>,
    /// Family name and given name of a person; name of a structure.
    pub name: Box<str>,
    /// As [`super::text::fold`] leaves it.
    pub folded: Box<str>,
    /// The first of those that are the same: by identifier, else by name.
    pub same_as: u32,
}

impl PartyName {
    /// What tells it from others: the identifier, else the name.
    pub fn key(&self) -> &str {
        if self.id.is_empty() {
            &self.name
        } else {
            &self.id
        }
    }

    pub fn label(&self) -> &str {
        if self.name.is_empty() {
            &self.id
        } else {
            &self.name
        }
    }

    /// Whether nothing says who it is.
    pub fn is_nameless(&self) -> bool {
        self.id.is_empty() && self.folded.is_empty()
    }
}

#[derive(Debug, Default)]
pub(super) struct Parties {
    pub authors: Column,
    pub author_names: Vec<PartyName>,
    pub structures: Column,
    pub structure_names: Vec<PartyName>,
}

/// Code, scheme and label of a speciality.
type Speciality<'a> = (&'a str, &'a str, Option<&'a str>);

/// What one author says; authors are shared between documents, and read once.
#[derive(Debug, Default)]
struct Read<'a> {
    persons: Vec<u32>,
    structures: Vec<u32>,
    texts: Vec<u32>,
    specialities: Vec<Speciality<'a>>,
}

#[derive(Default)]
pub(super) struct PartiesBuilder<'a> {
    read: HashMap<*const Author, usize>,
    all: Vec<Read<'a>>,
    persons: Known<'a>,
    structures: Known<'a>,
    authors: ColumnBuilder,
    of_structures: ColumnBuilder,
    texts: Lists,
    specialities: Vec<Speciality<'a>>,
}

/// Identifier and name, by number.
struct Known<'a>(Interner<(&'a str, String)>);

impl Default for Known<'_> {
    fn default() -> Self {
        Known(Interner::new())
    }
}

impl<'a> PartiesBuilder<'a> {
    /// The authors of the next document; their names become texts.
    pub fn push(&mut self, entry: &'a DocumentEntry, texts: &mut Interner<Cow<'a, str>>) {
        let (mut persons, mut structures, mut names) = (Vec::new(), Vec::new(), Vec::new());
        self.specialities.clear();
        for author in &entry.authors {
            let number = match self.read.get(&Arc::as_ptr(author)) {
                Some(number) => *number,
                None => {
                    self.all.push(self.persons.read(&mut self.structures, author, texts));
                    self.read.insert(Arc::as_ptr(author), self.all.len() - 1);
                    self.all.len() - 1
                }
            };
            let read = &self.all[number];
            persons.extend_from_slice(&read.persons);
            structures.extend_from_slice(&read.structures);
            names.extend_from_slice(&read.texts);
            self.specialities.extend_from_slice(&read.specialities);
        }
        self.authors.push(&persons);
        self.of_structures.push(&structures);
        self.texts.push(names);
    }

    /// Those of the authors of the document that came last.
    pub fn specialities(&self) -> &[Speciality<'a>] {
        &self.specialities
    }

    /// The columns, and for each document the texts of its names.
    pub fn build(self) -> (Parties, Lists) {
        let (author_names, structure_names) = (self.persons.names(), self.structures.names());
        let parties = Parties {
            authors: self.authors.build(author_names.len()),
            author_names,
            structures: self.of_structures.build(structure_names.len()),
            structure_names,
        };
        (parties, self.texts)
    }
}

impl<'a> Known<'a> {
    fn read(
        &mut self,
        structures: &mut Known<'a>,
        author: &'a Author,
        texts: &mut Interner<Cow<'a, str>>,
    ) -> Read<'a> {
        let mut read = Read::default();
        for person in &author.persons {
            let (id, name) = person_named(person);
            read.texts.push(texts.number(Cow::Owned(name.clone())));
            read.persons.push(self.0.number((id, name)));
        }
        for structure in &author.institutions {
            let name = structure.name();
            read.texts.push(texts.number(Cow::Borrowed(name)));
            read.structures.push(structures.0.number((structure.id(), name.to_string())));
        }
        read.specialities = author.specialities.iter().map(|text| speciality(text)).collect();
        read
    }

    fn names(self) -> Vec<PartyName> {
        let mut first: HashMap<(bool, Box<str>), u32> = HashMap::new();
        let mut names = Vec::with_capacity(self.0.len());
        for (number, (id, name)) in (0..).zip(self.0.into_keys()) {
            let folded = folded_name(&name);
            let identity = match id.is_empty() {
                true => (false, folded.clone()),
                false => (true, id.into()),
            };
            let same_as = *first.entry(identity).or_insert(number);
            names.push(PartyName { id: id.into(), name: name.into(), folded, same_as });
        }
        names
    }
}

/// Identifier and name. A patient who wrote a document is named by neither: his identifier is his
/// INS.
fn person_named(person: &Xcn) -> (&str, String) {
    if person.is_patient() {
        return ("", PATIENT.to_string());
    }
    let name = format!("{} {}", person.family_name(), person.given_name());
    (person.id(), name.trim().to_string())
}

/// What a patient is called among authors.
const PATIENT: &str = "Patient";

/// `code^label^scheme`.
fn speciality(text: &str) -> Speciality<'_> {
    let mut parts = text.splitn(3, '^').map(str::trim);
    let mut next = || parts.next().unwrap_or("");
    let (code, label, scheme) = (next(), next(), next());
    (code, scheme, Some(label).filter(|label| !label.is_empty()))
}
