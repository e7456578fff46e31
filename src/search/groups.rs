use std::collections::HashMap;

use super::columns::Column;
use super::labels_of::Named;
use super::parties::PartyName;
use super::periods::{month_named, Steps};
use super::{CodeAttribute, Corpus, Selection};

/// What documents are put together by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum GroupBy {
    Type,
    Class,
    /// Of the act, where the host is.
    Year,
    Month,
    /// How long ago, in steps that grow.
    Period,
    /// The first author.
    Author,
    /// The first structure of the authors.
    Structure,
    /// The earliest submission that holds the document.
    SubmissionSet,
    /// Documents that share an encounter identifier; those that have none, by structure and acts
    /// at most three days apart.
    Episode,
    /// The versions of one document: linked by replacement, or of one `lid`.
    VersionChain,
}

/// Documents with something in common. Each row of a selection is in one group, in the order of
/// the selection; groups come in the order of their first rows, the one without key last.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// `None` for the documents that lack what the group is by.
    pub key: Option<String>,
    pub label: String,
    pub national_label: Option<String>,
    pub rows: Vec<u32>,
}

impl Corpus {
    /// The documents of a selection, put together.
    pub fn group(&self, selection: &Selection, by: GroupBy) -> Vec<Group> {
        let mut numbers: HashMap<u32, usize> = HashMap::new();
        let mut groups: Vec<Group> = Vec::new();
        let mut without = Vec::new();
        let steps = self.steps();
        for row in self.rows(selection) {
            let Some(number) = self.group_number(row, by, &steps) else {
                without.push(row);
                continue;
            };
            let place = *numbers.entry(number).or_insert_with(|| {
                let (key, Named { label, national }) = self.group_named(number, by);
                let rows = Vec::new();
                groups.push(Group { key: Some(key), label, national_label: national, rows });
                groups.len() - 1
            });
            groups[place].rows.push(row);
        }
        if !without.is_empty() {
            let label = without_words(by).to_string();
            groups.push(Group { key: None, label, national_label: None, rows: without });
        }
        groups
    }

    /// What tells the group of a row from the others.
    fn group_number(&self, row: u32, by: GroupBy, steps: &Steps) -> Option<u32> {
        let attributes = &self.attributes;
        let month = |by_month| Some(attributes.months[row as usize].number(by_month));
        match by {
            GroupBy::Type => attributes.codes.column(CodeAttribute::Type).first(row),
            GroupBy::Class => attributes.codes.column(CodeAttribute::Class).first(row),
            GroupBy::Year => month(false).filter(|number| *number > 0),
            GroupBy::Month => month(true).filter(|number| *number > 0),
            GroupBy::Period => Some(steps.of(self.act(row)?.start) as u32),
            GroupBy::Author => {
                party(&attributes.parties.authors, &attributes.parties.author_names, row)
            }
            GroupBy::Structure => {
                party(&attributes.parties.structures, &attributes.parties.structure_names, row)
            }
            GroupBy::SubmissionSet => attributes.sets.first(row),
            GroupBy::Episode => Some(self.episodes().of[row as usize]),
            GroupBy::VersionChain => Some(self.chains.family(row).unwrap_or(row)),
        }
    }

    fn group_named(&self, number: u32, by: GroupBy) -> (String, Named) {
        let place = number as usize;
        let of_code = |attribute: CodeAttribute| {
            let value = &self.attributes.codes.values(attribute)[place];
            (value.code.to_string(), self.code_named(attribute, value))
        };
        let of_party = |names: &[PartyName]| {
            (names[place].key().to_string(), Named::plain(names[place].label()))
        };
        match by {
            GroupBy::Type => of_code(CodeAttribute::Type),
            GroupBy::Class => of_code(CodeAttribute::Class),
            GroupBy::Year | GroupBy::Month => month_named(number),
            GroupBy::Period => {
                let (key, words) = Steps::named(place);
                (key.to_string(), Named::plain(words))
            }
            GroupBy::Author => of_party(&self.attributes.parties.author_names),
            GroupBy::Structure => of_party(&self.attributes.parties.structure_names),
            GroupBy::SubmissionSet => self.submission_named(place),
            GroupBy::Episode => self.episode_named(number),
            GroupBy::VersionChain => self.chain_named(number),
        }
    }

    fn submission_named(&self, set: usize) -> (String, Named) {
        let set = &self.sets[set];
        let date = set.submission_time.as_ref();
        let date = date.map(|time| time.local_date(&self.setting.time_zone));
        let label = match (set.title.as_deref().map(str::trim), date) {
            (Some(title), Some(date)) if !title.is_empty() => format!("{title}, {date}"),
            (Some(title), None) if !title.is_empty() => title.to_string(),
            (_, Some(date)) => format!("Envoi du {date}"),
            (_, None) => "Envoi sans date".to_string(),
        };
        let key = set.unique_id.as_deref().unwrap_or(&set.entry_uuid);
        (key.to_string(), Named::plain(label))
    }

    /// By the newest version of all, found or not.
    fn chain_named(&self, family: u32) -> (String, Named) {
        let newest = self.chains.of(family).next().unwrap_or(family);
        let entry = &self.entries[newest as usize];
        let key = entry.unique_id.as_deref().unwrap_or(&entry.entry_uuid);
        let title = entry.title.as_deref().map(str::trim).filter(|title| !title.is_empty());
        (key.to_string(), Named::plain(title.unwrap_or("Document sans titre")))
    }
}

fn party(column: &Column, names: &[PartyName], row: u32) -> Option<u32> {
    let named = |value: &&u32| !names[**value as usize].is_nameless();
    let first = column.of(row).iter().find(named)?;
    Some(names[*first as usize].same_as)
}

fn without_words(by: GroupBy) -> &'static str {
    match by {
        GroupBy::Type => "Sans type",
        GroupBy::Class => "Sans catégorie",
        GroupBy::Year | GroupBy::Period => "Sans date",
        GroupBy::Month => "Mois inconnu",
        GroupBy::Author => "Sans auteur",
        GroupBy::Structure => "Sans structure",
        GroupBy::SubmissionSet => "Envoi inconnu",
        GroupBy::Episode | GroupBy::VersionChain => "",
    }
}
