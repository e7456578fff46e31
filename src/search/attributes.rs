//! What the documents of a corpus are asked for, by column.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;

use super::bits::Bits;
use super::codes::{CodeValue, Codes, CodesBuilder};
use super::columns::{invert, Column, ColumnBuilder, Interner};
use super::dates::{Calendar, Period};
use super::flags::{Flags, Known};
use super::parties::{Parties, PartiesBuilder};
use super::periods::Month;
use super::terms::Terms;
use super::text::BOUNDARY;
use super::{CodeAttribute, Setting};
use crate::record::{Association, AssociationKind, DocumentEntry, ReferenceId, SubmissionSet};
use crate::vocabulary::{ValueSet, Vocabulary};

pub(super) struct Attributes {
    pub codes: Codes,
    pub parties: Parties,
    pub statuses: Column,
    /// Status code by number; the empty one is that of no status.
    pub status_codes: Vec<Box<str>>,
    pub languages: Column,
    pub language_codes: Vec<Box<str>>,
    pub mime_types: Column,
    pub mime_names: Vec<Box<str>>,
    pub references: Column,
    pub reference_ids: Vec<Arc<ReferenceId>>,
    /// The submissions of each document, the earliest first.
    pub sets: Column,
    pub set_times: Vec<Option<Period>>,
    pub terms: Terms,
    /// The texts that are of documents themselves: titles, comments, names of authors and
    /// structures, and neither labels of codes nor synonyms.
    pub said: Bits,
    pub texts: Column,
    /// The text that is the title.
    pub titles: Vec<u32>,
    /// The period of the act; empty where there is no date.
    pub act: Vec<Period>,
    pub months: Vec<Month>,
    pub flags: Vec<Flags>,
}

impl Attributes {
    /// The time of the earliest submission that holds a document.
    pub fn deposit(&self, row: u32) -> Option<Period> {
        self.set_times[self.sets.first(row)? as usize]
    }
}

/// The period of a document without date: no range overlaps it.
const UNDATED: Period = Period { start: i64::MAX, end: i64::MIN };

pub(super) struct Builder<'a> {
    entries: &'a [Arc<DocumentEntry>],
    submissions: &'a [Arc<SubmissionSet>],
    setting: &'a Setting,
    calendar: &'a Calendar,
    codes: CodesBuilder<'a>,
    parties: PartiesBuilder<'a>,
    texts: Interner<Cow<'a, str>>,
}

impl<'a> Builder<'a> {
    pub fn new(
        entries: &'a [Arc<DocumentEntry>],
        submissions: &'a [Arc<SubmissionSet>],
        setting: &'a Setting,
        calendar: &'a Calendar,
    ) -> Self {
        Builder {
            entries,
            submissions,
            setting,
            calendar,
            codes: CodesBuilder::default(),
            parties: PartiesBuilder::default(),
            texts: Interner::new(),
        }
    }

    pub fn build(mut self, associations: &[Association]) -> Attributes {
        let entries = self.entries;
        for entry in entries {
            self.parties.push(entry, &mut self.texts);
            self.codes.push(entry, self.parties.specialities());
        }
        let (parties, names) = self.parties.build();
        let codes = self.codes.build();
        let nationals = Nationals::new(&codes, &self.setting.vocabulary, &mut self.texts);
        let mut titles = Vec::with_capacity(entries.len());
        let mut texts = ColumnBuilder::default();
        let mut of_row = Vec::new();
        let mut said = Vec::new();
        for (row, entry) in (0..).zip(entries) {
            of_row.clear();
            let own = [
                entry.title.as_deref(),
                entry.comments.as_deref(),
                entry.type_code.as_ref().and_then(|code| code.label.as_deref()),
                entry.class_code.as_ref().and_then(|code| code.label.as_deref()),
            ];
            let numbers = own.map(|text| text.map(|text| self.texts.number(Cow::Borrowed(text))));
            of_row.extend(numbers.into_iter().flatten());
            of_row.extend(nationals.of(&codes, row));
            of_row.extend_from_slice(names.of(row as usize));
            said.extend(numbers[..2].iter().flatten());
            said.extend_from_slice(names.of(row as usize));
            titles.push(numbers[0].unwrap_or(super::columns::NONE));
            texts.push(&of_row);
        }
        let (statuses, status_codes) =
            column(entries, |entry| [entry.status.as_ref().map_or("", |status| status.code())]);
        let (languages, language_codes) =
            column(entries, |entry| entry.language.as_deref().map(str::trim));
        let (mime_types, mime_names) =
            column(entries, |entry| entry.mime_type.as_deref().map(str::trim));
        let (references, reference_ids) = references(entries);
        let (sets, set_times) = submissions(entries, self.submissions, associations, self.calendar);
        let known = Known { setting: self.setting };
        let act = |entry: &Arc<DocumentEntry>| {
            entry.act_date().map_or(UNDATED, |date| self.calendar.period(date))
        };
        let act: Vec<Period> = entries.iter().map(act).collect();
        let month = |(entry, period): (&Arc<DocumentEntry>, &Period)| {
            Month::of(entry.act_date(), period, self.calendar)
        };
        Attributes {
            flags: entries.iter().map(|entry| known.flags(entry)).collect(),
            months: entries.iter().zip(&act).map(month).collect(),
            act,
            texts: texts.build(self.texts.len()),
            said: Bits::at(self.texts.len(), &said),
            terms: Terms::new(&self.texts.into_keys()),
            codes,
            parties,
            statuses,
            status_codes,
            languages,
            language_codes,
            mime_types,
            mime_names,
            references,
            reference_ids,
            sets,
            set_times,
            titles,
        }
    }
}

/// The texts that the vocabulary adds: national labels and what people type for them.
struct Nationals {
    types: Vec<u32>,
    classes: Vec<u32>,
}

impl Nationals {
    fn new(codes: &Codes, vocabulary: &Vocabulary, texts: &mut Interner<Cow<'_, str>>) -> Self {
        let mut number = |set, value: &CodeValue, synonyms: &[Box<str>]| {
            let label = vocabulary.label(set, &value.code, &value.scheme);
            let all: Vec<&str> = label.into_iter().chain(synonyms.iter().map(|s| &**s)).collect();
            texts.number(Cow::Owned(all.join(&BOUNDARY.to_string())))
        };
        let types = codes.values(CodeAttribute::Type).iter();
        let classes = codes.values(CodeAttribute::Class).iter();
        Nationals {
            types: types
                .map(|value| {
                    number(ValueSet::Type, value, vocabulary.synonyms_of_type(&value.code))
                })
                .collect(),
            classes: classes
                .map(|value| number(ValueSet::Class, value, vocabulary.class_synonyms(&value.code)))
                .collect(),
        }
    }

    fn of<'b>(&'b self, codes: &Codes, row: u32) -> impl Iterator<Item = u32> + 'b {
        let kind = codes.column(CodeAttribute::Type).first(row);
        let class = codes.column(CodeAttribute::Class).first(row);
        let kind = kind.and_then(|number| self.types.get(number as usize));
        let class = class.and_then(|number| self.classes.get(number as usize));
        kind.into_iter().chain(class).copied()
    }
}

/// A column of plain texts, with its values.
fn column<'a, I: IntoIterator<Item = &'a str>>(
    entries: &'a [Arc<DocumentEntry>],
    of: impl Fn(&'a DocumentEntry) -> I,
) -> (Column, Vec<Box<str>>) {
    let mut known = Interner::new();
    let mut column = ColumnBuilder::default();
    for entry in entries {
        let numbers: Vec<u32> = of(entry).into_iter().map(|text| known.number(text)).collect();
        column.push(&numbers);
    }
    let values: Vec<Box<str>> = known.into_keys().into_iter().map(Into::into).collect();
    (column.build(values.len()), values)
}

fn references(entries: &[Arc<DocumentEntry>]) -> (Column, Vec<Arc<ReferenceId>>) {
    let mut known = Interner::new();
    let mut column = ColumnBuilder::default();
    for entry in entries {
        let numbers: Vec<u32> =
            entry.reference_ids.iter().map(|id| known.number(Arc::clone(id))).collect();
        column.push(&numbers);
    }
    let values = known.into_keys();
    (column.build(values.len()), values)
}

/// The submissions that hold each document, the earliest first and the undated last.
fn submissions(
    entries: &[Arc<DocumentEntry>],
    submissions: &[Arc<SubmissionSet>],
    associations: &[Association],
    calendar: &Calendar,
) -> (Column, Vec<Option<Period>>) {
    let time =
        |set: &Arc<SubmissionSet>| set.submission_time.as_ref().map(|time| calendar.period(time));
    let times: Vec<Option<Period>> = submissions.iter().map(time).collect();
    let by_id: HashMap<&str, u32> =
        (0..).zip(submissions).map(|(number, set)| (&*set.entry_uuid, number)).collect();
    let mut held = Interner::new();
    let mut links: Vec<(u32, u32)> = Vec::new();
    for link in associations.iter().filter(|link| link.kind == AssociationKind::HasMember) {
        if let Some(set) = by_id.get(&*link.source) {
            links.push((held.number(&*link.target), *set));
        }
    }
    links.sort_by_key(|(_, set)| (times[*set as usize].map_or(i64::MAX, |time| time.start), *set));
    let links = invert(held.len(), links.into_iter());
    let mut column = ColumnBuilder::default();
    for entry in entries {
        let sets = held.known(&&*entry.entry_uuid).map(|number| links.of(number as usize));
        column.push(sets.unwrap_or_default());
    }
    (column.build(submissions.len()), times)
}
