//! A line of `histories.csv`: a series of documents of one kind, or of several sent together.

use once_cell::sync::Lazy;

use super::tables::{rows, Kind, Writer};
use crate::record::Timestamp;

static SERIES: Lazy<Vec<Series>> = Lazy::new(|| {
    let rows = rows::<8>(include_str!("histories.csv"));
    rows.into_iter().enumerate().filter_map(|(line, row)| Series::read(line, row)).collect()
});

pub(super) fn all() -> &'static [Series] {
    &SERIES
}

/// What befalls a document of a series.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    Masked,
    InvisiblePatient,
    InvisibleRepresentatives,
    Archived,
    Deleted,
    /// A second version follows; with `ReplacedTwice`, a third.
    Replaced,
    ReplacedTwice,
    /// Its visibility was changed afterwards: same document, new entry.
    MetadataChanged,
    /// Sent three weeks after the act.
    Late,
    /// Its submission carries a signature.
    Signed,
    /// Sent under an older identifier of the patient.
    OldIns,
    /// A device is named as author too.
    Device,
    /// Carries the references of an imaging study.
    References,
    /// The act lasted some days.
    Stay,
    SlotEmpty,
    DirtyDates,
}

const MARKS: &[(&str, Mark)] = &[
    ("masked", Mark::Masked),
    ("invisible_patient", Mark::InvisiblePatient),
    ("invisible_representatives", Mark::InvisibleRepresentatives),
    ("archived", Mark::Archived),
    ("deleted", Mark::Deleted),
    ("replaced", Mark::Replaced),
    ("replaced_twice", Mark::ReplacedTwice),
    ("metadata_changed", Mark::MetadataChanged),
    ("late", Mark::Late),
    ("signed", Mark::Signed),
    ("old_ins", Mark::OldIns),
    ("device", Mark::Device),
    ("references", Mark::References),
    ("stay", Mark::Stay),
    ("slot_empty", Mark::SlotEmpty),
    ("dirty_dates", Mark::DirtyDates),
];

#[derive(Debug)]
pub(super) struct Series {
    /// Where it stands in the table: part of its documents' identifiers.
    pub line: usize,
    pub history: &'static str,
    /// The day of the first, in milliseconds since 1970.
    pub start: i64,
    /// Days between two.
    pub days: i64,
    pub count: usize,
    /// Of each document of one submission.
    pub kinds: Vec<&'static Kind>,
    /// Of each document of one submission, or in turn; several may sign one together.
    writers: Vec<Vec<&'static Writer>>,
    titles: Vec<&'static str>,
    /// For which documents (from 1; none named: all) each mark stands.
    marks: Vec<(Mark, Vec<usize>)>,
}

impl Series {
    fn read(line: usize, row: [&'static str; 8]) -> Option<Self> {
        let [history, start, days, count, kinds, writers, titles, marks] = row;
        let writers = writers.split('+').map(|together| {
            together.split('&').map(Writer::find).collect::<Option<Vec<&'static Writer>>>()
        });
        Some(Series {
            line,
            history,
            start: Timestamp::parse(start).ok()?.unix_millis(),
            days: days.parse().ok()?,
            count: count.parse().ok()?,
            kinds: kinds.split('+').map(Kind::find).collect::<Option<_>>()?,
            writers: writers.collect::<Option<_>>()?,
            titles: titles.split('|').collect(),
            marks: marks.split_whitespace().map(mark).collect::<Option<_>>()?,
        })
    }

    /// Whether the document number `index` (from 0) carries a mark.
    pub fn has(&self, mark: Mark, index: usize) -> bool {
        let concerns = |numbers: &[usize]| numbers.is_empty() || numbers.contains(&(index + 1));
        self.marks.iter().any(|(other, numbers)| *other == mark && concerns(numbers))
    }

    /// The authors of the document `part` of the submission `index`.
    pub fn writers(&self, index: usize, part: usize) -> &[&'static Writer] {
        in_turn(&self.writers, if self.kinds.len() > 1 { part } else { index })
            .map_or(&[], Vec::as_slice)
    }

    pub fn title(&self, index: usize, part: usize) -> &'static str {
        in_turn(&self.titles, if self.count == 1 { part } else { index }).copied().unwrap_or("")
    }
}

fn in_turn<T>(list: &[T], index: usize) -> Option<&T> {
    list.get(index.checked_rem(list.len())?)
}

fn mark(text: &str) -> Option<(Mark, Vec<usize>)> {
    let (word, numbers) = text.split_once('@').unwrap_or((text, ""));
    let (_, mark) = MARKS.iter().find(|(known, _)| *known == word)?;
    let numbers = numbers.split(',').filter(|number| !number.is_empty());
    Some((*mark, numbers.map(|number| number.parse().ok()).collect::<Option<_>>()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_read() {
        assert_eq!(all().len(), rows::<8>(include_str!("histories.csv")).len());
        for series in all() {
            for (mark, numbers) in &series.marks {
                let there = numbers.iter().all(|number| (1..=series.count).contains(number));
                assert!(there, "line {}: {mark:?} for a document beyond the last", series.line);
            }
        }
    }
}
