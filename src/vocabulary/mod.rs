//! The national value sets: dated tables compiled in, with their labels, which a host may replace
//! or extend at run time (EX_GEN-1360).
//!
//! Codes are compared with their scheme, never by label: labels drift. A code nobody knows is no
//! error: it has no entry, and the label it came with is what there is to show.

#![forbid(unsafe_code)]

mod built_in;
pub(crate) mod csv;
mod day;
mod entry;
mod given;
mod replace;
mod synonyms;
mod table;
mod value_set;

use std::sync::Arc;

use once_cell::sync::Lazy;

pub use entry::{visibility, Entry, Retired, SetInfo, Visibility};
pub use value_set::ValueSet;

pub(crate) use day::day;
use synonyms::Synonyms;
use table::{Row, Table};

static BUILT_IN: Lazy<Arc<Vocabulary>> = Lazy::new(|| Arc::new(built_in::read()));

/// The French label of a subject role, by code and system.
pub fn subject_role_label(code: &str, system: &str) -> Option<&'static str> {
    BUILT_IN.label(ValueSet::SubjectRole, code, system)
}

/// All value sets with what is said of their codes. Immutable: a host's tables make another one.
#[derive(Debug, Clone)]
pub struct Vocabulary {
    sets: [Arc<Set>; ValueSet::NAMES.len()],
    classes: Arc<Table<ClassOfType>>,
    retirements: Arc<Table<Retirement>>,
    synonyms: Arc<Synonyms>,
}

/// A value set: where it comes from, and its codes.
#[derive(Debug, Clone, Default)]
struct Set {
    about: SetInfo,
    completed_by: Vec<SetInfo>,
    entries: Table<Entry>,
}

/// The class a type belongs to (ASS_X16, ASS_X04).
#[derive(Debug, Clone)]
struct ClassOfType {
    code: Arc<str>,
    scheme: Arc<str>,
    class: Box<str>,
}

/// A type that is no longer given.
#[derive(Debug, Clone)]
struct Retirement {
    code: Arc<str>,
    scheme: Arc<str>,
    retired: Retired,
}

impl Vocabulary {
    /// The tables compiled in, read once.
    pub fn built_in() -> Arc<Vocabulary> {
        Arc::clone(&BUILT_IN)
    }

    fn empty() -> Self {
        Vocabulary {
            sets: Default::default(),
            classes: Arc::default(),
            retirements: Arc::default(),
            synonyms: Arc::default(),
        }
    }

    /// The entry of a code. The scheme must be that of the set, save where sets and software
    /// disagree on it and the code says enough: modality, region, format, status, type of
    /// reference.
    pub fn entry(&self, set: ValueSet, code: &str, scheme: &str) -> Option<&Entry> {
        let entries = &self.set(set).entries;
        let by_code = || entries.first_of(code).filter(|_| set.stands_by_code());
        entries.get(code, scheme).or_else(by_code)
    }

    /// The national label of a code, in French.
    pub fn label(&self, set: ValueSet, code: &str, scheme: &str) -> Option<&str> {
        self.entry(set, code, scheme).map(|entry| &*entry.label)
    }

    /// The codes of a set in its own order: those that bind the DMP first.
    pub fn entries(&self, set: ValueSet) -> impl Iterator<Item = &Entry> {
        self.set(set).entries.rows().iter()
    }

    /// Where a set comes from.
    pub fn about(&self, set: ValueSet) -> &SetInfo {
        &self.set(set).about
    }

    /// Where the codes come from that complete a set, what the host added last.
    pub fn completed_by(&self, set: ValueSet) -> &[SetInfo] {
        &self.set(set).completed_by
    }

    /// The class of a type: ASS_X16 (DMP), then ASS_X04 (CI-SIS) for what it lacks. Some types of
    /// JDV_J07 have none, so a class must never be required.
    pub fn class_of_type(&self, code: &str, scheme: &str) -> Option<&str> {
        self.classes.get(code, scheme).map(|row| &*row.class)
    }

    /// The types that are no longer given, which old documents carry.
    pub fn retired_types(&self) -> impl Iterator<Item = &Entry> {
        self.entries(ValueSet::Type).filter(|entry| entry.retired.is_some())
    }

    /// What people type when they look for this code: phrases in plain French, with accents.
    pub fn synonyms(&self, set: ValueSet, code: &str) -> &[Box<str>] {
        self.synonyms.of(set, code)
    }

    /// [`Vocabulary::synonyms`] of a type.
    pub fn synonyms_of_type(&self, code: &str) -> &[Box<str>] {
        self.synonyms(ValueSet::Type, code)
    }

    /// [`Vocabulary::synonyms`] of a class.
    pub fn class_synonyms(&self, code: &str) -> &[Box<str>] {
        self.synonyms(ValueSet::Class, code)
    }

    fn set(&self, set: ValueSet) -> &Set {
        &self.sets[set as usize]
    }

    fn set_mut(&mut self, set: ValueSet) -> &mut Arc<Set> {
        &mut self.sets[set as usize]
    }

    /// Writes the retirements on the types they are about.
    fn mark_retired(&mut self) {
        let retirements = Arc::clone(&self.retirements);
        let types = Arc::make_mut(self.set_mut(ValueSet::Type));
        for entry in types.entries.rows_mut() {
            let row = retirements.get(&entry.code, &entry.scheme);
            entry.retired = row.map(|row| row.retired.clone());
        }
    }
}

impl Row for Entry {
    fn code(&self) -> &Arc<str> {
        &self.code
    }

    fn scheme(&self) -> &str {
        &self.scheme
    }
}

impl Row for ClassOfType {
    fn code(&self) -> &Arc<str> {
        &self.code
    }

    fn scheme(&self) -> &str {
        &self.scheme
    }
}

impl Row for Retirement {
    fn code(&self) -> &Arc<str> {
        &self.code
    }

    fn scheme(&self) -> &str {
        &self.scheme
    }
}
