//! What certification and the national guides require of a software that consults the DMP, and
//! how dmpkit stands to each. Tests keep it true: each test, call and field named here exists,
//! and no requirement of the themes covered is left out (`tests/requirements`).

mod display;
mod documents;
mod search;

/// What a requirement is about. The words are those of the national lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Theme {
    Search,
    /// What is shown, and how.
    Display,
    /// What is made of the metadata and kept of them.
    Data,
    /// Reading and keeping.
    Documents,
}

impl Theme {
    pub const ALL: [Theme; 4] = [Theme::Search, Theme::Display, Theme::Data, Theme::Documents];

    pub fn name(self) -> &'static str {
        match self {
            Theme::Search => "search",
            Theme::Display => "display",
            Theme::Data => "data",
            Theme::Documents => "documents",
        }
    }
}

/// How dmpkit stands to a requirement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Standing {
    /// dmpkit meets it, as far as it is a library's to meet, and tests fail where it does not.
    Enforced,
    /// dmpkit gives what is needed; it is met once the host uses it.
    Offered,
    /// Nothing here meets it: it is the host's alone.
    Host,
    /// Not in this version.
    Later,
}

impl Standing {
    pub fn name(self) -> &'static str {
        match self {
            Standing::Enforced => "enforced",
            Standing::Offered => "offered",
            Standing::Host => "host",
            Standing::Later => "later",
        }
    }
}

/// One requirement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Requirement {
    /// As its publisher writes it: `EX_3.1-1080`.
    pub id: &'static str,
    pub theme: Theme,
    pub standing: Standing,
    /// What it requires, in short and in other words than its publisher's.
    pub asks: &'static str,
    /// Tests that would fail if it were broken, as `file::function`.
    pub tests: &'static [&'static str],
    /// C functions and constants, and fields of the JSON documents, as `dmpkit.query/1: field`.
    pub offers: &'static [&'static str],
    /// What is left to the host, and what is not there yet; empty where nothing is.
    pub note: &'static str,
}

/// The requirements, by theme.
pub fn requirements() -> impl Iterator<Item = &'static Requirement> {
    [search::ALL, display::ALL, documents::ALL].into_iter().flatten()
}

/// A table of requirements: theme, id and standing, what is asked, tests, offers, note.
macro_rules! table {
    ($($theme:ident $id:literal $standing:ident $asks:literal
        tests [$($test:literal),*] offers [$($offer:literal),*] note $note:literal;)+) => {
        pub(super) const ALL: &[super::Requirement] = &[$(super::Requirement {
            id: $id,
            theme: super::Theme::$theme,
            standing: super::Standing::$standing,
            asks: $asks,
            tests: &[$($test),*],
            offers: &[$($offer),*],
            note: $note,
        }),+];
    };
}
use table;
