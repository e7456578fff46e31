use std::borrow::Cow;
use std::collections::HashMap;

use super::columns::Column;
use super::flags::Flags;
use super::labels_of::Named;
use super::parties::PartyName;
use super::periods::{month_named, Steps};
use super::{CodeAttribute, Corpus, Selection};

/// What documents are counted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FacetField {
    Type,
    Class,
    /// Of the act, where the host is.
    Year,
    /// The same; a date known to the year alone has none.
    Month,
    /// How long ago, in steps that grow.
    Period,
    Author,
    Structure,
    Speciality,
    FacilityType,
    PracticeSetting,
    Status,
    Visibility,
    Format,
    /// `true` for what the patient wrote, else `false`.
    FromPatient,
    /// `true` where something is wrong with the metadata, else `false`.
    Doubt,
}

const NAMES: [(&str, FacetField); 15] = [
    ("type", FacetField::Type),
    ("class", FacetField::Class),
    ("year", FacetField::Year),
    ("month", FacetField::Month),
    ("period", FacetField::Period),
    ("author", FacetField::Author),
    ("structure", FacetField::Structure),
    ("author_speciality", FacetField::Speciality),
    ("facility_type", FacetField::FacilityType),
    ("practice_setting", FacetField::PracticeSetting),
    ("status", FacetField::Status),
    ("visibility", FacetField::Visibility),
    ("format", FacetField::Format),
    ("from_patient", FacetField::FromPatient),
    ("doubt", FacetField::Doubt),
];

impl FacetField {
    /// Every field, in the order of a list of facets.
    pub fn all() -> impl Iterator<Item = FacetField> {
        NAMES.into_iter().map(|(_, field)| field)
    }

    /// Its name in the JSON documents: that of the criterion, where there is one.
    pub fn name(self) -> &'static str {
        NAMES.iter().find(|(_, field)| *field == self).map_or("", |(name, _)| name)
    }

    pub fn from_name(name: &str) -> Option<Self> {
        NAMES.iter().find(|(known, _)| *known == name).map(|(_, field)| *field)
    }
}

/// The values of one field among the documents found: the most frequent first, but years,
/// months and periods the newest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facet<'a> {
    pub field: FacetField,
    pub values: Vec<FacetValue<'a>>,
    /// Documents without a value.
    pub without: u32,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FacetValue<'a> {
    /// What a query takes: a code, `2024`, `2024-03`, an identifier, or the name of who has none.
    pub key: Cow<'a, str>,
    pub scheme: Option<Cow<'a, str>>,
    /// The label received first, else the national one, else the key.
    pub label: Cow<'a, str>,
    /// The national label, where there is one.
    pub national_label: Option<Cow<'a, str>>,
    /// Documents that have it. One with several values counts for each.
    pub count: u32,
}

impl Corpus {
    /// The documents of a selection, counted by each field.
    pub fn facets(&self, selection: &Selection, fields: &[FacetField]) -> Vec<Facet<'_>> {
        let rows: Vec<u32> = self.rows(selection).collect();
        fields.iter().map(|field| self.facet(&rows, *field)).collect()
    }

    fn facet(&self, rows: &[u32], field: FacetField) -> Facet<'_> {
        let attributes = &self.attributes;
        let parties = &attributes.parties;
        let (values, without) = match field {
            FacetField::Type => self.by_code(rows, CodeAttribute::Type),
            FacetField::Class => self.by_code(rows, CodeAttribute::Class),
            FacetField::Speciality => self.by_code(rows, CodeAttribute::AuthorSpeciality),
            FacetField::FacilityType => self.by_code(rows, CodeAttribute::FacilityType),
            FacetField::PracticeSetting => self.by_code(rows, CodeAttribute::PracticeSetting),
            FacetField::Format => self.by_code(rows, CodeAttribute::Format),
            FacetField::Author => count_parties(rows, &parties.authors, &parties.author_names),
            FacetField::Structure => {
                count_parties(rows, &parties.structures, &parties.structure_names)
            }
            FacetField::Status => self.by_status(rows),
            FacetField::Year => self.by_day(rows, false),
            FacetField::Month => self.by_day(rows, true),
            FacetField::Period => self.by_step(rows),
            FacetField::Visibility => self.by_flags(rows, VISIBILITY),
            FacetField::FromPatient => self.by_flags(rows, FROM_PATIENT),
            FacetField::Doubt => self.by_flags(rows, DOUBT),
        };
        Facet { field, values, without }
    }

    fn by_code(&self, rows: &[u32], attribute: CodeAttribute) -> (Vec<FacetValue<'_>>, u32) {
        let (counts, without) = count(rows, self.attributes.codes.column(attribute));
        let values = self.attributes.codes.values(attribute).iter().zip(counts);
        let values = values.filter(|(_, count)| *count > 0).map(|(value, count)| FacetValue {
            key: Cow::Borrowed(&value.code),
            scheme: Some(Cow::Borrowed(&value.scheme)),
            label: self.code_label(attribute, value),
            national_label: self.national(attribute, value).map(Cow::Borrowed),
            count,
        });
        (most_frequent_first(values.collect()), without)
    }

    fn by_status(&self, rows: &[u32]) -> (Vec<FacetValue<'_>>, u32) {
        let (counts, _) = count(rows, &self.attributes.statuses);
        let (mut values, mut without) = (Vec::new(), 0);
        for (code, count) in self.attributes.status_codes.iter().zip(counts) {
            match (&**code, count) {
                (_, 0) => {}
                ("", count) => without = count,
                (code, count) => {
                    let Named { label, national } = self.status_named(code);
                    let mut value = facet_value(code, label, count);
                    value.national_label = national.map(Cow::Owned);
                    values.push(value);
                }
            }
        }
        (most_frequent_first(values), without)
    }

    fn by_day(&self, rows: &[u32], month: bool) -> (Vec<FacetValue<'_>>, u32) {
        let mut counts: HashMap<u32, u32> = HashMap::new();
        for row in rows {
            let number = self.attributes.months[*row as usize].number(month);
            *counts.entry(number).or_default() += 1;
        }
        let without = counts.remove(&0).unwrap_or(0);
        let mut counts: Vec<(u32, u32)> = counts.into_iter().collect();
        counts.sort_unstable_by(|one, other| other.cmp(one));
        let value = |(number, count): (u32, u32)| {
            let (key, named) = month_named(number);
            facet_value(key, named.label, count)
        };
        (counts.into_iter().map(value).collect(), without)
    }

    fn by_step(&self, rows: &[u32]) -> (Vec<FacetValue<'_>>, u32) {
        let steps = self.steps();
        let mut counts = vec![0_u32; Steps::COUNT];
        let mut without = 0;
        for row in rows {
            match self.act(*row) {
                Some(act) => counts[steps.of(act.start)] += 1,
                None => without += 1,
            }
        }
        let value = |(step, count): (usize, u32)| {
            let (key, words) = Steps::named(step);
            facet_value(key, words, count)
        };
        let found = counts.into_iter().enumerate().filter(|(_, count)| *count > 0);
        (found.map(value).collect(), without)
    }

    fn by_flags(&self, rows: &[u32], values: &'static [FlagValue]) -> (Vec<FacetValue<'_>>, u32) {
        let count = |value: &FlagValue| {
            let flags = rows.iter().map(|row| self.attributes.flags[*row as usize]);
            flags.filter(|flags| flags.has(value.flags) == value.set).count() as u32
        };
        let counted = values.iter().map(|value| (value, count(value)));
        let values = counted
            .filter(|(_, count)| *count > 0)
            .map(|(value, count)| facet_value(value.key, value.label, count));
        (most_frequent_first(values.collect()), 0)
    }
}

/// A value that documents have where one of these flags is set, or none of them.
struct FlagValue {
    key: &'static str,
    label: &'static str,
    flags: Flags,
    set: bool,
}

const fn flag(key: &'static str, label: &'static str, flags: Flags, set: bool) -> FlagValue {
    FlagValue { key, label, flags, set }
}

const VISIBILITY: &[FlagValue] = &[
    flag("all", "Visible par tous", Flags::RESTRICTED, false),
    flag("masked", "Masqué aux professionnels", Flags::MASKED, true),
    flag("invisible_to_patient", "Non visible par le patient", Flags::INVISIBLE_TO_PATIENT, true),
    flag(
        "invisible_to_representatives",
        "Non visible par les représentants légaux",
        Flags::INVISIBLE_TO_REPRESENTATIVES,
        true,
    ),
];

const FROM_PATIENT: &[FlagValue] = &[
    flag("true", "Document du patient", Flags::FROM_PATIENT, true),
    flag("false", "Document d'un professionnel", Flags::FROM_PATIENT, false),
];

const DOUBT: &[FlagValue] = &[
    flag("true", "Métadonnées à vérifier", Flags::DOUBT, true),
    flag("false", "Métadonnées conformes", Flags::DOUBT, false),
];

/// How many rows have each value, and how many none.
fn count(rows: &[u32], column: &Column) -> (Vec<u32>, u32) {
    let mut counts = vec![0; column.distinct()];
    let mut without = 0;
    for row in rows {
        let values = column.of(*row);
        without += u32::from(values.is_empty());
        values.iter().for_each(|value| counts[*value as usize] += 1);
    }
    (counts, without)
}

/// Persons or structures; those of one identifier are one, and a document counts once for it.
fn count_parties<'a>(
    rows: &[u32],
    column: &Column,
    names: &'a [PartyName],
) -> (Vec<FacetValue<'a>>, u32) {
    let mut counts = vec![0; names.len()];
    let mut without = 0;
    let mut seen: Vec<u32> = Vec::new();
    for row in rows {
        seen.clear();
        for value in column.of(*row) {
            let party = names[*value as usize].same_as;
            if !names[party as usize].is_nameless() && !seen.contains(&party) {
                counts[party as usize] += 1;
                seen.push(party);
            }
        }
        without += u32::from(seen.is_empty());
    }
    let counted = names.iter().zip(counts).filter(|(_, count)| *count > 0);
    let values = counted.map(|(party, count)| facet_value(party.key(), party.label(), count));
    (most_frequent_first(values.collect()), without)
}

fn facet_value<'a>(
    key: impl Into<Cow<'a, str>>,
    label: impl Into<Cow<'a, str>>,
    count: u32,
) -> FacetValue<'a> {
    let (key, label) = (key.into(), label.into());
    FacetValue { key, scheme: None, label, national_label: None, count }
}

/// Equal counts by label, then by key.
fn most_frequent_first(mut values: Vec<FacetValue>) -> Vec<FacetValue> {
    values.sort_unstable_by(|one, other| {
        let by_label = || (&one.label, &one.key).cmp(&(&other.label, &other.key));
        other.count.cmp(&one.count).then_with(by_label)
    });
    values
}
