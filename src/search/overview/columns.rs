//! What a column of the overview shows of a document.

use super::rows::Cell;
use super::sentences;
use crate::record::{DocumentEntry, TimeZone, Timestamp};
use crate::search::plain::one_line;
use crate::search::{shown, Corpus};
use crate::vocabulary::{ValueSet, Vocabulary};

macro_rules! columns {
    ($($(#[$doc:meta])* $variant:ident: $id:literal, $heading:expr;)+) => {
        /// A column of a section.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Column { $($(#[$doc])* $variant),+ }

        impl Column {
            pub const ALL: &'static [Column] = &[$(Column::$variant),+];

            /// The stable id, as layouts write it.
            pub fn id(self) -> &'static str {
                match self { $(Column::$variant => $id),+ }
            }

            /// In French, for people to read.
            pub fn heading(self) -> &'static str {
                match self { $(Column::$variant => $heading),+ }
            }
        }
    };
}

columns! {
    /// Of the act, in local time (EX_3.1-1070).
    Date: "date", sentences::DATE;
    Type: "type", sentences::TYPE;
    Title: "title", sentences::TITLE;
    Class: "class", sentences::CLASS;
    Author: "author", sentences::AUTHOR;
    Speciality: "speciality", sentences::SPECIALITY;
    Structure: "structure", sentences::STRUCTURE;
    /// Of the first submission, in local time.
    Deposited: "deposited", sentences::DEPOSITED;
    Comments: "comments", sentences::COMMENTS;
}

impl Column {
    pub fn from_id(id: &str) -> Option<Column> {
        Column::ALL.iter().copied().find(|column| column.id() == id)
    }

    /// Whether it can name a row by itself.
    pub(super) fn names(self) -> bool {
        matches!(self, Column::Type | Column::Title)
    }

    pub(super) fn cell(self, corpus: &Corpus, row: u32, entry: &DocumentEntry) -> Cell {
        let setting = corpus.setting();
        let (zone, vocabulary) = (&setting.time_zone, &*setting.vocabulary);
        let text = match self {
            Column::Date => return date(entry.act_date(), zone),
            Column::Deposited => return date(corpus.deposit_date(row), zone),
            Column::Type => shown::type_label(entry, vocabulary)
                .or_else(|| shown::title(entry))
                .or_else(|| Some(shown::UNNAMED.to_string())),
            Column::Title => shown::title(entry),
            Column::Class => entry
                .class_code
                .as_deref()
                .and_then(|code| shown::label(code, ValueSet::Class, vocabulary)),
            Column::Author => shown::author(entry),
            Column::Speciality => speciality(entry, vocabulary),
            Column::Structure => shown::structure(entry),
            Column::Comments => entry.comments.as_deref().and_then(shown::text),
        };
        Cell { text: text.unwrap_or_default(), date: None }
    }
}

/// A day as it is read, and as machines read it.
fn date(at: Option<&Timestamp>, zone: &TimeZone) -> Cell {
    let Some(at) = at else { return Cell::default() };
    // The day alone, or what is known of it: a time of the day is no help in a list.
    let iso: String = at.local_iso(zone).chars().take(10).collect();
    Cell { text: at.local_date(zone), date: Some(iso) }
}

/// Of the first author that has one.
fn speciality(entry: &DocumentEntry, vocabulary: &Vocabulary) -> Option<String> {
    let (code, label, scheme) = entry.authors.iter().find_map(|author| author.speciality())?;
    let received = Some(one_line(label).into_owned()).filter(|label| !label.is_empty());
    let national = || {
        let known = vocabulary.label(ValueSet::AuthorSpeciality, code, scheme);
        known.map(str::to_string).or_else(|| shown::text(code))
    };
    received.or_else(national)
}
