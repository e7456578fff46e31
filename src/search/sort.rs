//! The order of the documents found.

use std::collections::HashMap;
use std::sync::OnceLock;

use super::bits::Bits;
use super::columns::{Column, NONE};
use super::kin::standing;
use super::query::{CodeAttribute, SortBy, SortKey};
use super::text::fold;
use super::Corpus;

/// For each text that documents are sorted by, its place in alphabetical order; made when it is
/// first asked for.
#[derive(Default)]
pub(super) struct Ranks([OnceLock<Vec<u32>>; SORTED_BY_TEXT.len()]);

const SORTED_BY_TEXT: &[SortBy] = &[
    SortBy::Title,
    SortBy::Type,
    SortBy::Class,
    SortBy::Speciality,
    SortBy::FacilityType,
    SortBy::PracticeSetting,
    SortBy::Author,
    SortBy::Structure,
];

const NEWEST: SortKey = SortKey { by: SortBy::ActDate, descending: true };
/// Newest act first.
const USUAL: &[SortKey] = &[NEWEST];
/// The same where words are looked for: what says them itself comes before what they only
/// describe.
const WITH_WORDS: &[SortKey] = &[SortKey { by: SortBy::Relevance, descending: true }, NEWEST];

impl Corpus {
    /// The rows in order; where all keys are equal, in the order they come in.
    /// `said` are those that say the words themselves, where words are looked for.
    pub(super) fn sort(&self, rows: &mut Vec<u32>, keys: &[SortKey], said: Option<&Bits>) {
        let keys = match (keys.is_empty(), said) {
            (true, Some(_)) => WITH_WORDS,
            (true, None) => USUAL,
            (false, _) => keys,
        };
        let [first, others @ ..] = keys else { return };
        // The first key tells most of them apart, and stands beside the row.
        let first = self.key(*first, said);
        let others: Vec<_> = others.iter().map(|key| self.key(*key, said)).collect();
        let mut keyed: Vec<(i64, u32)> = rows.iter().map(|row| (first(*row), *row)).collect();
        keyed.sort_by(|(key, row), (other_key, other)| {
            let next = || others.iter().map(|key| key(*row).cmp(&key(*other)));
            key.cmp(other_key).then_with(|| {
                next().find(|order| order.is_ne()).unwrap_or(std::cmp::Ordering::Equal)
            })
        });
        rows.clear();
        rows.extend(keyed.into_iter().map(|(_, row)| row));
    }

    /// What a row is sorted by, as a number: the smallest comes first, a missing value last.
    fn key<'a>(&'a self, key: SortKey, said: Option<&'a Bits>) -> Box<dyn Fn(u32) -> i64 + 'a> {
        let turned = move |value: Option<i64>| match (value, key.descending) {
            (None, _) => i64::MAX,
            (Some(value), true) => value.saturating_neg(),
            (Some(value), false) => value,
        };
        match key.by {
            SortBy::Relevance => {
                Box::new(move |row| turned(Some(i64::from(said.is_some_and(|said| said.has(row))))))
            }
            SortBy::ActDate => Box::new(move |row| turned(self.act(row).map(|act| act.start))),
            SortBy::DepositDate => {
                Box::new(move |row| turned(self.deposit(row).map(|time| time.start)))
            }
            SortBy::Status => Box::new(move |row| {
                let entry = &self.entries[row as usize];
                turned(entry.status.as_ref().map(|_| i64::from(standing(entry))))
            }),
            by => {
                let ranks = self.ranks_of(by);
                Box::new(move |row| {
                    let rank = self.sorted_value(by, row).map(|value| ranks[value as usize]);
                    turned(rank.filter(|rank| *rank != NONE).map(i64::from))
                })
            }
        }
    }

    /// The value that a row is sorted by.
    fn sorted_value(&self, by: SortBy, row: u32) -> Option<u32> {
        let attributes = &self.attributes;
        let first = |column: &Column| column.first(row);
        match by {
            SortBy::Title => {
                let title = attributes.titles[row as usize];
                (title != NONE).then_some(title)
            }
            SortBy::Author => first(&attributes.parties.authors),
            SortBy::Structure => first(&attributes.parties.structures),
            by => first(attributes.codes.column(attribute(by)?)),
        }
    }

    fn ranks_of(&self, by: SortBy) -> &[u32] {
        let place = SORTED_BY_TEXT.iter().position(|known| *known == by).unwrap_or_default();
        self.ranks.0[place].get_or_init(|| self.rank(by))
    }

    fn rank(&self, by: SortBy) -> Vec<u32> {
        let parties = &self.attributes.parties;
        match by {
            SortBy::Title => {
                let terms = &self.attributes.terms;
                let sequences: Vec<&[u32]> = (0..self.attributes.texts.distinct() as u32)
                    .map(|t| terms.sequence(t))
                    .collect();
                places(&sequences)
            }
            SortBy::Author => {
                places(&parties.author_names.iter().map(|name| &*name.folded).collect::<Vec<_>>())
            }
            SortBy::Structure => places(
                &parties.structure_names.iter().map(|name| &*name.folded).collect::<Vec<_>>(),
            ),
            by => {
                let Some(attribute) = attribute(by) else { return Vec::new() };
                let values = self.attributes.codes.values(attribute).iter();
                let label = |value| fold(&self.code_label(attribute, value));
                places(&values.map(label).collect::<Vec<_>>())
            }
        }
    }
}

fn attribute(by: SortBy) -> Option<CodeAttribute> {
    match by {
        SortBy::Type => Some(CodeAttribute::Type),
        SortBy::Class => Some(CodeAttribute::Class),
        SortBy::Speciality => Some(CodeAttribute::AuthorSpeciality),
        SortBy::FacilityType => Some(CodeAttribute::FacilityType),
        SortBy::PracticeSetting => Some(CodeAttribute::PracticeSetting),
        _ => None,
    }
}

/// The place of each value in their order; equal ones share it, and what is empty has none.
fn places<T: Ord + std::hash::Hash + Sortable>(values: &[T]) -> Vec<u32> {
    let mut sorted: Vec<&T> = values.iter().filter(|value| !value.is_blank()).collect();
    sorted.sort_unstable();
    sorted.dedup();
    let place: HashMap<&T, u32> = sorted.into_iter().zip(0..).collect();
    values.iter().map(|value| place.get(value).copied().unwrap_or(NONE)).collect()
}

trait Sortable {
    fn is_blank(&self) -> bool;
}

impl Sortable for &[u32] {
    fn is_blank(&self) -> bool {
        self.is_empty()
    }
}

impl Sortable for &str {
    fn is_blank(&self) -> bool {
        self.is_empty()
    }
}

impl Sortable for String {
    fn is_blank(&self) -> bool {
        self.is_empty()
    }
}
