//! The overview as rows: what each section found, in its order, with what must be said of it.

use std::collections::BTreeMap;

use super::columns::Column;
use super::layout::{Form, Layout, SectionLayout};
use super::sentences;
use super::timeline;
use crate::record::DocumentEntry;
use crate::search::labels::{marked, Label};
use crate::search::plain::one_line;
use crate::search::{shown, Applied, Corpus, Selection, SortBy, SortKey};

/// What the caller says of the whole.
#[derive(Debug, Clone, Copy)]
pub struct OverviewAbout<'a> {
    /// What every status text begins with: `[SIMULATEUR]` in the sandbox, empty elsewhere.
    pub mark: &'a str,
    /// Which documents were asked of the DMP, in French: the window of time and the filters, and
    /// whether the answer was partial; see [`crate::search::Explanation::scope`].
    pub window: &'a str,
}

/// A record at a glance.
#[derive(Debug, Clone, PartialEq)]
pub struct Overview {
    pub title: String,
    pub mark: String,
    /// The window, and that others may exist.
    pub scope: String,
    pub sections: Vec<OverviewSection>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct OverviewSection {
    pub id: String,
    pub title: String,
    pub form: Form,
    pub columns: Vec<Column>,
    /// How many documents were found, shown or not.
    pub found: usize,
    /// How many there are; of a section without any, also its criteria and its window.
    pub status: String,
    /// What its answer may lack, and why.
    pub notes: Vec<String>,
    /// One without label where the section has no groups; none where it found nothing.
    pub groups: Vec<OverviewGroup>,
}

/// Documents with something in common: in a timeline, the years.
#[derive(Debug, Clone, PartialEq)]
pub struct OverviewGroup {
    pub label: Option<String>,
    pub rows: Vec<OverviewRow>,
    /// In a timeline, the months.
    pub groups: Vec<OverviewGroup>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct OverviewRow {
    /// The row of the corpus.
    pub row: u32,
    pub unique_id: Option<Box<str>>,
    /// One for each column of the section.
    pub cells: Vec<Cell>,
    /// What must be said of it (EX_3.1-1080, EX_3.1-1040), whatever the layout.
    pub labels: Vec<Label>,
    /// What else is good to know: that its type is an old one, its national label.
    pub notes: Vec<String>,
    /// First because the layout pins its type, whatever the order.
    pub pinned: bool,
}

/// A text of one line; of a date, also its ISO form, as precise as it is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Cell {
    pub text: String,
    pub date: Option<String>,
}

impl Overview {
    /// Lays out the documents of a corpus, or of what was found in it.
    pub fn of(
        layout: &Layout,
        corpus: &Corpus,
        within: Option<&Selection>,
        about: &OverviewAbout<'_>,
    ) -> Overview {
        let scope = match about.window.contains(sentences::OTHERS_MAY_EXIST) {
            true => about.window.to_string(),
            false => format!("{} {}", about.window, sentences::OTHERS),
        };
        let scope = one_line(&scope).into_owned();
        let sections = layout.sections.iter();
        let build = Build { layout, corpus, within, about };
        Overview {
            title: one_line(&layout.title).into_owned(),
            mark: about.mark.to_string(),
            scope: marked(about.mark, &scope),
            sections: sections.map(|section| build.section(section)).collect(),
        }
    }
}

impl OverviewSection {
    /// Every row, in the order they are shown.
    pub fn rows(&self) -> impl Iterator<Item = &OverviewRow> {
        self.groups.iter().flat_map(|group| {
            group.rows.iter().chain(group.groups.iter().flat_map(|inner| &inner.rows))
        })
    }
}

struct Build<'a> {
    layout: &'a Layout,
    corpus: &'a Corpus,
    within: Option<&'a Selection>,
    about: &'a OverviewAbout<'a>,
}

impl Build<'_> {
    fn section(&self, section: &SectionLayout) -> OverviewSection {
        let mut query = section.query.clone();
        if query.sort.is_empty() {
            // Its own order, and not that of what was found: a timeline goes by date.
            query.sort = vec![SortKey { by: SortBy::ActDate, descending: true }];
        }
        let selection = match self.within {
            Some(within) => self.corpus.refine(within, &query),
            None => self.corpus.select(&query),
        };
        let explanation = selection.explanation();
        let unknown: Vec<&str> = explanation
            .criteria
            .iter()
            .filter(|explained| explained.applied == Applied::No)
            .map(|explained| explained.text.as_str())
            .collect();
        let established = unknown.is_empty();
        let rows = if established { self.shown(section, &selection) } else { Vec::new() };
        let found = if established { selection.len() } else { 0 };
        let status = match established {
            true => self.status(rows.len(), &selection),
            false => sentences::NOT_ESTABLISHED.replace("{criteria}", &unknown.join(" ; ")),
        };
        OverviewSection {
            id: section.id.clone(),
            title: one_line(&section.title).into_owned(),
            form: section.form,
            columns: section.columns.clone(),
            found,
            // Criteria are told in labels that came with documents.
            status: marked(self.about.mark, &one_line(&status)),
            notes: explanation
                .doubts
                .iter()
                .filter(|_| established)
                .map(|doubt| one_line(doubt).into_owned())
                .collect(),
            groups: self.groups(section, &selection, &rows),
        }
    }

    /// The rows that are shown, those of pinned types first: of each, the first in the order.
    fn shown(&self, section: &SectionLayout, selection: &Selection) -> Vec<(u32, bool)> {
        let is_of = |row: &u32, code: &str| {
            let entry = self.corpus.entry(*row);
            entry.is_some_and(|e| e.type_code.as_ref().is_some_and(|known| &*known.code == code))
        };
        let mut shown: Vec<(u32, bool)> = Vec::new();
        for code in &section.pinned_types {
            let first = selection.rows().iter().find(|row| is_of(row, code));
            let fresh = first.filter(|row| shown.iter().all(|(known, _)| known != *row));
            shown.extend(fresh.map(|row| (*row, true)));
        }
        let most = section.limit.unwrap_or(usize::MAX).max(shown.len());
        let pinned: Vec<u32> = shown.iter().map(|(row, _)| *row).collect();
        let others = selection.rows().iter().filter(|row| !pinned.contains(row));
        shown.extend(others.take(most - pinned.len()).map(|row| (*row, false)));
        shown
    }

    fn groups(
        &self,
        section: &SectionLayout,
        selection: &Selection,
        shown: &[(u32, bool)],
    ) -> Vec<OverviewGroup> {
        let rows = || shown.iter().filter_map(|(row, pinned)| self.row(section, *row, *pinned));
        if shown.is_empty() {
            return Vec::new();
        }
        if section.form == Form::Timeline {
            return timeline::years(self.corpus, rows().collect());
        }
        let Some(by) = section.group_by else {
            return vec![OverviewGroup { label: None, rows: rows().collect(), groups: Vec::new() }];
        };
        let found = self.corpus.group(selection, by);
        let places: BTreeMap<u32, usize> = found
            .iter()
            .enumerate()
            .flat_map(|(place, group)| group.rows.iter().map(move |row| (*row, place)))
            .collect();
        let mut groups: Vec<OverviewGroup> = found
            .into_iter()
            .map(|group| OverviewGroup {
                label: Some(shown::text(&group.label).unwrap_or_default()),
                rows: Vec::new(),
                groups: Vec::new(),
            })
            .collect();
        for row in rows() {
            let place = places.get(&row.row).copied();
            if let Some(group) = place.and_then(|place| groups.get_mut(place)) {
                group.rows.push(row);
            }
        }
        groups.retain(|group| !group.rows.is_empty());
        groups
    }

    fn row(&self, section: &SectionLayout, row: u32, pinned: bool) -> Option<OverviewRow> {
        let entry = self.corpus.entry(row)?;
        let cells = section.columns.iter().map(|column| column.cell(self.corpus, row, entry));
        Some(OverviewRow {
            row,
            unique_id: entry.unique_id.clone(),
            cells: cells.collect(),
            labels: Label::of(entry),
            notes: self.notes(entry),
            pinned,
        })
    }

    fn notes(&self, entry: &DocumentEntry) -> Vec<String> {
        let vocabulary = &self.corpus.setting().vocabulary;
        let national = self
            .layout
            .national_labels
            .then(|| shown::national_type_label(entry, vocabulary))
            .flatten()
            .map(|label| sentences::NATIONAL.replace("{label}", &label));
        national.into_iter().chain(shown::type_note(entry, vocabulary)).collect()
    }

    fn status(&self, shown: usize, selection: &Selection) -> String {
        let count = selection.len();
        let text = match (shown, count) {
            (_, 0) => return self.nothing(selection),
            (1, 1) => sentences::ONE,
            (1, _) => sentences::FIRST_OF_SOME,
            (shown, count) if shown == count => sentences::ALL,
            _ => sentences::SOME,
        };
        text.replace("{shown}", &shown.to_string()).replace("{count}", &count.to_string())
    }

    /// What was looked for, and where, when nothing was found. Of an overview of some documents,
    /// what was asked for all of them stands at its head alone.
    fn nothing(&self, selection: &Selection) -> String {
        let asked = self.within.map_or(0, |within| within.explanation().criteria.len());
        let criteria = selection.explanation().criteria.iter().skip(asked);
        let texts: Vec<&str> = criteria.map(|part| part.text.as_str()).collect();
        let criteria = match texts.is_empty() {
            true => sentences::NO_CRITERIA.to_string(),
            false => texts.join(" ; "),
        };
        let criteria = sentences::CRITERIA.replace("{criteria}", &criteria);
        match self.within {
            Some(_) => [sentences::NONE, &criteria].join(" "),
            None => [sentences::NONE, &criteria, self.about.window].join(" "),
        }
    }
}
