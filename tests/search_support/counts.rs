//! Facets and groups, by looking at each document.

use std::collections::{BTreeMap, BTreeSet};

use dmpkit::record::{Precision, Timestamp};
use dmpkit::search::{CodeAttribute, FacetField, GroupBy};

use super::dates::{moments, Moments};
use super::documents::World;
use super::naive::{codes, lowest, persons, structures, Naive};
use super::naive_text::fold;

pub const FIELDS: &[FacetField] = &[
    FacetField::Type,
    FacetField::Class,
    FacetField::Year,
    FacetField::Month,
    FacetField::Period,
    FacetField::Author,
    FacetField::Structure,
    FacetField::Speciality,
    FacetField::FacilityType,
    FacetField::PracticeSetting,
    FacetField::Status,
    FacetField::Visibility,
    FacetField::Format,
    FacetField::FromPatient,
    FacetField::Doubt,
];

pub const GROUPS: &[GroupBy] = &[
    GroupBy::Type,
    GroupBy::Class,
    GroupBy::Year,
    GroupBy::Month,
    GroupBy::Period,
    GroupBy::Author,
    GroupBy::Structure,
    GroupBy::SubmissionSet,
    GroupBy::Episode,
    GroupBy::VersionChain,
];

/// Key and scheme of a value.
pub type Key = (String, Option<String>);

fn key(text: &str) -> Key {
    (text.to_string(), None)
}

impl Naive<'_> {
    /// The values that a document has of a field.
    pub fn values(&self, row: u32, field: FacetField) -> BTreeSet<Key> {
        let entry = self.entry(row as usize);
        let coded = |attribute| {
            let codes = codes(entry, attribute).into_iter();
            codes.map(|(code, scheme, _)| (code, Some(scheme))).collect()
        };
        let yes_or_no = |yes: bool| [key(if yes { "true" } else { "false" })].into();
        match field {
            FacetField::Type => coded(CodeAttribute::Type),
            FacetField::Class => coded(CodeAttribute::Class),
            FacetField::Speciality => coded(CodeAttribute::AuthorSpeciality),
            FacetField::FacilityType => coded(CodeAttribute::FacilityType),
            FacetField::PracticeSetting => coded(CodeAttribute::PracticeSetting),
            FacetField::Format => coded(CodeAttribute::Format),
            FacetField::Year => self.year_or_month(row, 4).into_iter().collect(),
            FacetField::Month => self.year_or_month(row, 7).into_iter().collect(),
            FacetField::Period => self.step(row).into_iter().collect(),
            FacetField::Author => self.parties(persons(entry), persons).into_iter().collect(),
            FacetField::Structure => {
                self.parties(structures(entry), structures).into_iter().collect()
            }
            FacetField::Status => entry.status.iter().map(|status| key(status.code())).collect(),
            FacetField::FromPatient => yes_or_no(entry.is_from_patient()),
            FacetField::Doubt => yes_or_no(!entry.doubts.is_empty()),
            FacetField::Visibility => {
                let marks = [
                    ("masked", entry.is_masked()),
                    ("invisible_to_patient", entry.is_invisible_to_patient()),
                    ("invisible_to_representatives", entry.is_invisible_to_representatives()),
                ];
                let set = marks.iter().filter(|(_, set)| *set).map(|(mark, _)| key(mark));
                let set: BTreeSet<Key> = set.collect();
                if set.is_empty() {
                    [key("all")].into()
                } else {
                    set
                }
            }
        }
    }

    /// By identifier, else by the name as it is written first.
    fn parties(
        &self,
        own: Vec<(String, String)>,
        of: impl Fn(&dmpkit::record::DocumentEntry) -> Vec<(String, String)>,
    ) -> Vec<Key> {
        let all: Vec<(String, String)> = self.rows().flat_map(|row| of(self.entry(row))).collect();
        let known = own.into_iter().filter(|(id, name)| !id.is_empty() || !fold(name).is_empty());
        let named = |(id, name): (String, String)| match id.is_empty() {
            false => key(&id),
            true => {
                let same =
                    |(id, other): &&(String, String)| id.is_empty() && fold(other) == fold(&name);
                key(&all.iter().find(same).unwrap().1)
            }
        };
        known.map(named).collect()
    }

    fn year_or_month(&self, row: u32, length: usize) -> Option<Key> {
        let entry = self.entry(row as usize);
        let date = entry.act_date()?;
        let iso = date.local_iso(&self.world().setting.time_zone);
        iso.get(..length).map(key)
    }

    fn step(&self, row: u32) -> Option<Key> {
        let setting = &self.world().setting;
        let zone = &setting.time_zone;
        let start = moments(self.entry(row as usize).act_date()?, zone).0;
        let now = jiff::Timestamp::from_millisecond(setting.now.unix_millis()).unwrap();
        let today = now.in_tz(zone.name()).unwrap().date();
        let day =
            jiff::Timestamp::from_millisecond(start).unwrap().in_tz(zone.name()).unwrap().date();
        let span = jiff::Span::new();
        let steps = [
            ("week", span.days(7)),
            ("month", span.months(1)),
            ("quarter", span.months(3)),
            ("year", span.years(1)),
            ("two_years", span.years(2)),
            ("five_years", span.years(5)),
            ("ten_years", span.years(10)),
        ];
        if day > today {
            return Some(key("future"));
        }
        let reached = steps.iter().find(|(_, span)| day >= today.checked_sub(*span).unwrap());
        Some(key(reached.map_or("older", |(name, _)| name)))
    }

    /// What tells the group of a document; `None`: it lacks what groups are by.
    pub fn group_keys(&self, by: GroupBy) -> Vec<Option<Key>> {
        let first = |entry_of: fn(&dmpkit::record::DocumentEntry) -> Vec<(String, String)>, row| {
            self.parties(entry_of(self.entry(row)), entry_of).into_iter().next()
        };
        let coded = |row, attribute| {
            let first = codes(self.entry(row), attribute).into_iter().next();
            first.map(|(code, scheme, _)| (code, Some(scheme)))
        };
        let number = |numbers: Vec<u32>| {
            numbers.into_iter().map(|number| Some(key(&number.to_string()))).collect()
        };
        let each = |of: &dyn Fn(usize) -> Option<Key>| self.rows().map(of).collect();
        match by {
            GroupBy::Type => each(&|row| coded(row, CodeAttribute::Type)),
            GroupBy::Class => each(&|row| coded(row, CodeAttribute::Class)),
            GroupBy::Year => each(&|row| self.year_or_month(row as u32, 4)),
            GroupBy::Month => each(&|row| self.year_or_month(row as u32, 7)),
            GroupBy::Period => each(&|row| self.step(row as u32)),
            GroupBy::Author => each(&|row| first(persons, row)),
            GroupBy::Structure => each(&|row| first(structures, row)),
            GroupBy::SubmissionSet => each(&|row| {
                let zone = &self.world().setting.time_zone;
                let time = |at: &Timestamp| moments(at, zone).0;
                let earliest = self.sets(row).into_iter().min_by_key(|set| {
                    let time = set.submission_time.as_ref().map_or(i64::MAX, time);
                    let place = self.world().sets.iter().position(|other| other == *set);
                    (time, place)
                })?;
                Some(key(&earliest.entry_uuid))
            }),
            GroupBy::VersionChain => number(self.chains()),
            GroupBy::Episode => number(self.episodes()),
        }
    }

    /// For each row the lowest row of its episode.
    fn episodes(&self) -> Vec<u32> {
        let encounters = |row: usize| -> BTreeSet<(String, String)> {
            let ids = self.entry(row).reference_ids.iter();
            let of = ids.filter(|id| id.kind().code() == "urn:ihe:iti:xds:2015:encounterId");
            of.map(|id| (id.id().to_string(), id.authority().to_string())).collect()
        };
        let places = |row: usize| -> BTreeSet<Key> {
            self.parties(structures(self.entry(row)), structures).into_iter().collect()
        };
        let mut joined = Vec::new();
        for row in self.rows() {
            for other in 0..row {
                let (one, two) = (encounters(row), encounters(other));
                let same = match one.is_empty() && two.is_empty() {
                    false => !one.is_disjoint(&two),
                    true => {
                        let near = self.stay(row).zip(self.stay(other));
                        near.is_some_and(|(one, two)| close(one, two))
                            && !places(row).is_disjoint(&places(other))
                    }
                };
                joined.extend(same.then_some((row, other)));
            }
        }
        lowest(self.world().entries.len(), &joined)
    }

    fn stay(&self, row: usize) -> Option<Moments> {
        let entry = self.entry(row);
        let zone = &self.world().setting.time_zone;
        let by_day = |date: &&Timestamp| date.precision() >= Precision::Day;
        let start = moments(entry.act_date().filter(by_day)?, zone);
        let stop = entry.service_stop.as_ref().filter(by_day).map(|stop| moments(stop, zone).1);
        Some((start.0, stop.unwrap_or(start.1).max(start.1)))
    }

    /// How many documents have each value.
    pub fn counts(&self, rows: &[u32], field: FacetField) -> (BTreeMap<Key, u32>, u32) {
        let (mut counts, mut without) = (BTreeMap::new(), 0);
        for row in rows {
            let values = self.values(*row, field);
            without += u32::from(values.is_empty());
            values.into_iter().for_each(|value| *counts.entry(value).or_default() += 1);
        }
        (counts, without)
    }

    fn rows(&self) -> std::ops::Range<usize> {
        0..self.world().entries.len()
    }

    fn world(&self) -> &World {
        self.world
    }
}

/// At most three days apart.
fn close(one: Moments, other: Moments) -> bool {
    let three_days = 3 * 24 * 3_600_000;
    one.0 <= other.1 + three_days && other.0 <= one.1 + three_days
}
