//! Episodes: the documents of one encounter of the patient with a structure.
//!
//! Documents that share an encounter identifier (`referenceIdList`,
//! `urn:ihe:iti:xds:2015:encounterId`) are of one episode. A document without such an identifier
//! is of one episode with those of the same structure whose acts are at most three days apart,
//! which themselves have none either: a stay and what it gives rise to. Dates known to the month
//! or the year are too vague for that. Any other document is an episode of its own.

use std::collections::HashMap;

use super::kin::Families;
use super::labels_of::Named;
use super::Corpus;
use crate::record::{Precision, Timestamp};

const ENCOUNTER: &str = "urn:ihe:iti:xds:2015:encounterId";
/// Three days and their hours, for a stay is dated by days.
const CLOSE_MILLIS: i64 = 3 * 24 * 3_600_000;

/// The episodes of a corpus.
#[derive(Debug)]
pub(super) struct Episodes {
    /// For each row, a row that names its episode.
    pub of: Vec<u32>,
    /// For each episode with a date, the row of the earliest act.
    earliest: HashMap<u32, u32>,
}

impl Corpus {
    pub(super) fn episodes(&self) -> &Episodes {
        self.episodes.get_or_init(|| {
            let mut families = Families::new(self.len());
            let with_encounter = self.join_by_encounter(&mut families);
            self.join_by_closeness(&mut families, &with_encounter);
            let of: Vec<u32> = (0..self.len() as u32).map(|row| families.root(row)).collect();
            let mut earliest: HashMap<u32, (i64, u32)> = HashMap::new();
            for (row, episode) in (0..).zip(&of) {
                let Some(act) = self.act(row) else { continue };
                let known = earliest.entry(*episode).or_insert((act.start, row));
                *known = (*known).min((act.start, row));
            }
            let earliest = earliest.into_iter().map(|(episode, (_, row))| (episode, row));
            Episodes { of, earliest: earliest.collect() }
        })
    }

    fn join_by_encounter(&self, families: &mut Families) -> Vec<bool> {
        let attributes = &self.attributes;
        let mut with_encounter = vec![false; self.len()];
        // The same identifier may be written in several ways: its parts tell.
        let mut first: HashMap<(&str, &str), u32> = HashMap::new();
        for (number, id) in (0..).zip(&attributes.reference_ids) {
            if id.kind().code() != ENCOUNTER || id.id().is_empty() {
                continue;
            }
            for row in attributes.references.rows(number) {
                with_encounter[*row as usize] = true;
                families.join(*first.entry((id.id(), id.authority())).or_insert(*row), *row);
            }
        }
        with_encounter
    }

    fn join_by_closeness(&self, families: &mut Families, with_encounter: &[bool]) {
        let mut by_structure: HashMap<u32, Vec<(i64, i64, u32)>> = HashMap::new();
        let parties = &self.attributes.parties;
        for row in (0..self.len() as u32).filter(|row| !with_encounter[*row as usize]) {
            let Some((start, end)) = self.stay(row) else { continue };
            for value in parties.structures.of(row) {
                let structure = &parties.structure_names[*value as usize];
                if !structure.is_nameless() {
                    by_structure.entry(structure.same_as).or_default().push((start, end, row));
                }
            }
        }
        for mut stays in by_structure.into_values() {
            stays.sort_unstable();
            let mut last: Option<(i64, u32)> = None;
            for (start, end, row) in stays {
                let close = last.filter(|(end, _)| start <= end.saturating_add(CLOSE_MILLIS));
                if let Some((_, before)) = close {
                    families.join(before, row);
                }
                last = Some((close.map_or(end, |(before, _)| before.max(end)), row));
            }
        }
    }

    /// First and last moment of an act whose day is known.
    fn stay(&self, row: u32) -> Option<(i64, i64)> {
        let precise = |date: &&Timestamp| date.precision() >= Precision::Day;
        let entry = &self.entries[row as usize];
        let start = self.calendar.period(entry.act_date().filter(precise)?);
        let stop = entry.service_stop.as_ref().filter(precise);
        let stop = stop.map_or(start.end, |stop| self.calendar.period(stop).end);
        Some((start.start, stop.max(start.end)))
    }

    /// By structure and first day; its key is that of its first document.
    pub(super) fn episode_named(&self, episode: u32) -> (String, Named) {
        let entry = &self.entries[episode as usize];
        let key = entry.unique_id.as_deref().unwrap_or(&entry.entry_uuid).to_string();
        let parties = &self.attributes.parties;
        let structure = parties.structures.first(episode);
        let structure = structure.map(|value| parties.structure_names[value as usize].label());
        let earliest = self.episodes().earliest.get(&episode);
        let date = earliest.and_then(|row| self.entries[*row as usize].act_date());
        let date = date.map(|date| date.local_date(&self.setting.time_zone));
        let label = match (structure.filter(|name| !name.is_empty()), date) {
            (Some(structure), Some(date)) => format!("{structure}, à partir du {date}"),
            (Some(structure), None) => structure.to_string(),
            (None, Some(date)) => format!("À partir du {date}"),
            (None, None) => "Sans date".to_string(),
        };
        (key, Named::plain(label))
    }
}
