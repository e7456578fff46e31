//! A search that looks at each document for each criterion, by the words of the documentation.

use std::collections::HashSet;
use std::sync::Arc;

use dmpkit::record::{
    AssociationKind, AvailabilityStatus, DocumentEntry, ReferenceId, SubmissionSet, Timestamp,
    XdsCode,
};
use dmpkit::search::{
    CodeAttribute, CodeRef, Criteria, Criterion, Fold, Party, Query, Readable, ReferenceRef,
    ReferenceText, SortBy, SortKey, Visible, Writer,
};
use dmpkit::vocabulary::ValueSet;

use super::dates::{meet, moments, range, Moments};
use super::documents::World;
use super::naive_text::{fold, holds, like, words};

/// Two names of one scheme, in event codes.
const SAME: &[[&str; 2]] = &[
    ["1.2.250.1.213.1.1.5.618", "1.2.840.10008.2.16.4"],
    ["1.2.250.1.213.1.1.5.695", "2.16.840.1.113883.6.96"],
];

pub struct Naive<'a> {
    pub world: &'a World,
    /// The words of each text of each document.
    texts: Vec<Vec<Vec<String>>>,
    /// What documents say themselves: titles, comments, names.
    said: HashSet<String>,
    every_word: Vec<String>,
}

/// Code, scheme, label.
pub type Code = (String, String, Option<String>);

fn own(code: &XdsCode) -> Code {
    (code.code.to_string(), code.scheme.to_string(), code.label.as_ref().map(|l| l.to_string()))
}

pub fn codes(entry: &DocumentEntry, attribute: CodeAttribute) -> Vec<Code> {
    let one = |code: &Option<Arc<XdsCode>>| code.iter().map(|code| own(code)).collect();
    match attribute {
        CodeAttribute::Type => one(&entry.type_code),
        CodeAttribute::Class => one(&entry.class_code),
        CodeAttribute::FacilityType => one(&entry.facility_type),
        CodeAttribute::PracticeSetting => one(&entry.practice_setting),
        CodeAttribute::Format => one(&entry.format_code),
        CodeAttribute::Confidentiality => entry.confidentiality.iter().map(|c| own(c)).collect(),
        CodeAttribute::EventCode => entry.event_codes.iter().map(|c| own(c)).collect(),
        CodeAttribute::AuthorSpeciality => {
            let texts = entry.authors.iter().flat_map(|author| &author.specialities);
            let parts = |text: &str| {
                let parts: Vec<&str> = text.split('^').collect();
                let part = |index: usize| parts.get(index).copied().unwrap_or("").to_string();
                (part(0), part(2), Some(part(1)).filter(|label| !label.is_empty()))
            };
            texts.map(|text| parts(text)).collect()
        }
    }
}

/// Identifier and name of each author.
pub fn persons(entry: &DocumentEntry) -> Vec<(String, String)> {
    let all = entry.authors.iter().flat_map(|author| &author.persons);
    all.map(|who| {
        if who.id_type() == "NH" || who.authority().starts_with("1.2.250.1.213.1.4.") {
            return (String::new(), "Patient".to_string());
        }
        let name = format!("{} {}", who.family_name(), who.given_name());
        (who.id().to_string(), name.trim().to_string())
    })
    .collect()
}

pub fn structures(entry: &DocumentEntry) -> Vec<(String, String)> {
    let all = entry.authors.iter().flat_map(|author| &author.institutions);
    all.map(|structure| (structure.id().to_string(), structure.name().to_string())).collect()
}

impl<'a> Naive<'a> {
    pub fn new(world: &'a World) -> Self {
        let split = |entry| texts(world, entry).iter().map(|text| words(text)).collect();
        let texts: Vec<Vec<Vec<String>>> = world.entries.iter().map(|entry| split(entry)).collect();
        let mut every_word: Vec<String> = texts.iter().flatten().flatten().cloned().collect();
        every_word.sort();
        every_word.dedup();
        let said = world.entries.iter().flat_map(|entry| said(entry)).collect();
        Naive { world, texts, said, every_word }
    }

    pub fn entry(&self, row: usize) -> &DocumentEntry {
        &self.world.entries[row]
    }

    /// The rows a tree holds for.
    pub fn matching(&self, criteria: &Criteria) -> Vec<u32> {
        let rows = 0..self.world.entries.len();
        rows.filter(|row| self.holds(*row, criteria).unwrap_or(true)).map(|r| r as u32).collect()
    }

    /// `None`: it counts neither way.
    fn holds(&self, row: usize, criteria: &Criteria) -> Option<bool> {
        match criteria {
            Criteria::All(parts) | Criteria::Any(parts) if parts.is_empty() => {
                Some(matches!(criteria, Criteria::All(_)))
            }
            Criteria::All(parts) => {
                let known: Vec<bool> = parts.iter().filter_map(|p| self.holds(row, p)).collect();
                (!known.is_empty()).then(|| !known.contains(&false))
            }
            Criteria::Any(parts) => {
                let known: Vec<bool> = parts.iter().filter_map(|p| self.holds(row, p)).collect();
                (!known.is_empty()).then(|| known.contains(&true))
            }
            Criteria::Not(part) => self.holds(row, part).map(|held| !held),
            Criteria::Is(criterion) => self.is(row, criterion),
        }
    }

    fn is(&self, row: usize, criterion: &Criterion) -> Option<bool> {
        let entry = self.entry(row);
        let setting = &self.world.setting;
        let moments_of = |date: &Timestamp| moments(date, &setting.time_zone);
        let asked = |wanted: &_| range(wanted, &setting.now, &setting.time_zone);
        Some(match criterion {
            Criterion::Codes(attribute, wanted) => codes(entry, *attribute)
                .iter()
                .any(|code| wanted.iter().any(|w| is(*attribute, w, code))),
            Criterion::Author(wanted) => named(&persons(entry), wanted),
            Criterion::Structure(wanted) => named(&structures(entry), wanted),
            Criterion::ActDate(wanted) => {
                entry.act_date().is_some_and(|date| meet(moments_of(date), asked(wanted)))
            }
            Criterion::DepositDate(wanted) => {
                self.deposit(row).is_some_and(|date| meet(date, asked(wanted)))
            }
            Criterion::NewSinceLastVisit => {
                let since = (moments_of(setting.last_visit.as_ref()?).1, i64::MAX);
                self.deposit(row).is_some_and(|date| meet(date, since))
            }
            Criterion::Reimbursements(wanted) => {
                let remb = |code: &Arc<XdsCode>| code.is("REMB", "1.2.250.1.213.1.1.4.12");
                let dates = [entry.act_date(), entry.service_stop.as_ref()];
                let dates: Vec<Moments> = dates.into_iter().flatten().map(moments_of).collect();
                entry.type_code.as_ref().is_some_and(remb) && !dates.is_empty() && {
                    let end = dates.iter().map(|date| date.1).max().unwrap();
                    meet((dates[0].0, end), asked(wanted))
                }
            }
            Criterion::Status(wanted) => {
                entry.status.as_ref().is_some_and(|status| wanted.contains(status))
            }
            Criterion::Visibility(wanted) => wanted.iter().any(|visible| match visible {
                Visible::ToAll => {
                    !entry.is_masked()
                        && !entry.is_invisible_to_patient()
                        && !entry.is_invisible_to_representatives()
                }
                Visible::MaskedToProfessionals => entry.is_masked(),
                Visible::InvisibleToPatient => entry.is_invisible_to_patient(),
                Visible::InvisibleToRepresentatives => entry.is_invisible_to_representatives(),
            }),
            Criterion::References(wanted) => {
                entry.reference_ids.iter().any(|id| wanted.iter().any(|w| refers(w, id)))
            }
            Criterion::WrittenBy(writers) => return self.written_by(entry, writers),
            Criterion::Readable(wanted) => wanted.contains(&self.readable(entry)),
            Criterion::Language(wanted) => entry.language.as_ref().is_some_and(|language| {
                let language = language.to_lowercase();
                let is = |w: &String| {
                    let w = w.to_lowercase();
                    language == w || language.starts_with(&format!("{w}-"))
                };
                wanted.iter().any(is)
            }),
            Criterion::MimeType(wanted) => entry.mime_type.as_ref().is_some_and(|mime| {
                wanted.iter().any(|wanted| wanted.to_lowercase() == mime.to_lowercase())
            }),
            Criterion::SubmissionSet(wanted) => self.sets(row).iter().any(|set| {
                let ids = [
                    Some(set.entry_uuid.to_string()),
                    set.unique_id.as_ref().map(|id| id.to_string()),
                ];
                ids.iter().flatten().any(|id| wanted.contains(id))
            }),
            Criterion::Words(text) => {
                if words(text).is_empty() {
                    return None;
                }
                holds(text, &self.texts[row], &self.every_word)
            }
        })
    }

    fn written_by(&self, entry: &DocumentEntry, writers: &[Writer]) -> Option<bool> {
        let setting = &self.world.setting;
        let with = |known: &[(String, String)], id: &Option<String>| {
            id.as_ref().map(|id| known.iter().any(|(known, _)| known == id))
        };
        let known: Vec<bool> = writers
            .iter()
            .filter_map(|writer| match writer {
                Writer::Patient => Some(entry.is_from_patient()),
                Writer::Me => with(&persons(entry), &setting.professional_id),
                Writer::MyStructure => with(&structures(entry), &setting.structure_id),
            })
            .collect();
        (!known.is_empty()).then(|| known.contains(&true))
    }

    fn readable(&self, entry: &DocumentEntry) -> Readable {
        self.world.setting.readability.as_ref().map_or(Readable::Unknown, |ask| ask(entry))
    }

    /// The submissions that hold a document.
    pub fn sets(&self, row: usize) -> Vec<&Arc<SubmissionSet>> {
        let uuid = &self.entry(row).entry_uuid;
        let links = self.world.links.iter();
        let holding =
            links.filter(|link| link.kind == AssociationKind::HasMember && link.target == *uuid);
        holding
            .filter_map(|link| self.world.sets.iter().find(|set| set.entry_uuid == link.source))
            .collect()
    }

    pub fn deposit(&self, row: usize) -> Option<Moments> {
        let sets = self.sets(row);
        let times = sets.iter().filter_map(|set| set.submission_time.as_ref());
        let moments = times.map(|time| moments(time, &self.world.setting.time_zone));
        moments.min_by_key(|moments| moments.0)
    }

    /// What a code is called: the first label received for it, the national one, the code.
    pub fn label(&self, attribute: CodeAttribute, code: &Code) -> String {
        let all = self.world.entries.iter().flat_map(|entry| codes(entry, attribute));
        let mut same = all.filter(|other| (&other.0, &other.1) == (&code.0, &code.1));
        let received = same.find_map(|other| other.2.filter(|label| !label.trim().is_empty()));
        received.or_else(|| self.national(attribute, code)).unwrap_or_else(|| code.0.clone())
    }

    pub fn national(&self, attribute: CodeAttribute, code: &Code) -> Option<String> {
        let sets: &[ValueSet] = match attribute {
            CodeAttribute::Type => &[ValueSet::Type],
            CodeAttribute::Class => &[ValueSet::Class],
            CodeAttribute::AuthorSpeciality => &[ValueSet::AuthorSpeciality],
            CodeAttribute::FacilityType => &[ValueSet::FacilityType],
            CodeAttribute::PracticeSetting => &[ValueSet::PracticeSetting],
            CodeAttribute::Format => &[ValueSet::Format],
            CodeAttribute::Confidentiality => &[ValueSet::Confidentiality],
            CodeAttribute::EventCode => &[ValueSet::Modality, ValueSet::BodyRegion],
        };
        let vocabulary = &self.world.setting.vocabulary;
        let label = sets.iter().find_map(|set| vocabulary.label(*set, &code.0, &code.1));
        label.map(String::from)
    }

    /// What is shown of the rows that match, in order.
    pub fn select(&self, query: &Query) -> Vec<u32> {
        let mut rows = self.fold(self.matching(&query.criteria), query.fold);
        let usual = [
            SortKey { by: SortBy::Relevance, descending: true },
            SortKey { by: SortBy::ActDate, descending: true },
        ];
        let keys = if query.sort.is_empty() { &usual[..] } else { &query.sort };
        let mut words = Vec::new();
        every_words(&query.criteria, &mut words);
        // From the last key to the first: each sort keeps what the one before it made.
        for key in keys.iter().rev() {
            let value = |row: &u32| match key.by {
                SortBy::Relevance => Some((self.relevance(*row as usize, &words), String::new())),
                by => self.sorted_by(*row as usize, by),
            };
            let (mut with, without): (Vec<u32>, Vec<u32>) =
                rows.into_iter().partition(|row| value(row).is_some());
            with.sort_by(|one, other| match key.descending {
                true => value(other).cmp(&value(one)),
                false => value(one).cmp(&value(other)),
            });
            with.extend(without);
            rows = with;
        }
        rows
    }

    /// 1 where a document says all the words itself. A label that is also what some document says
    /// counts.
    fn relevance(&self, row: usize, words: &[String]) -> i64 {
        let entry = self.entry(row);
        let labels = [&entry.type_code, &entry.class_code].into_iter().flatten();
        let labels = labels.filter_map(|code| code.label.as_ref()).map(|label| label.to_string());
        let texts = said(entry).into_iter().chain(labels.filter(|label| self.said.contains(label)));
        let texts: Vec<Vec<String>> = texts.map(|text| super::naive_text::words(&text)).collect();
        i64::from(words.iter().all(|text| holds(text, &texts, &self.every_word)))
    }

    /// A number or a text, the same one for all rows.
    fn sorted_by(&self, row: usize, by: SortBy) -> Option<(i64, String)> {
        let entry = self.entry(row);
        let zone = &self.world.setting.time_zone;
        let number = |number: i64| (number, String::new());
        let text = |text: String| Some((0, fold(&text))).filter(|(_, text)| !text.is_empty());
        let label = |attribute: CodeAttribute| {
            let first = codes(entry, attribute).into_iter().next()?;
            text(self.label(attribute, &first))
        };
        match by {
            SortBy::Relevance => unreachable!("it needs the words of the query"),
            SortBy::ActDate => entry.act_date().map(|date| number(moments(date, zone).0)),
            SortBy::DepositDate => self.deposit(row).map(|date| number(date.0)),
            SortBy::Status => entry.status.as_ref().map(|status| number(rank(Some(status)))),
            SortBy::Title => entry.title.as_ref().and_then(|title| text(title.to_string())),
            SortBy::Type => label(CodeAttribute::Type),
            SortBy::Class => label(CodeAttribute::Class),
            SortBy::Speciality => label(CodeAttribute::AuthorSpeciality),
            SortBy::FacilityType => label(CodeAttribute::FacilityType),
            SortBy::PracticeSetting => label(CodeAttribute::PracticeSetting),
            SortBy::Author => persons(entry).first().and_then(|(_, name)| text(name.clone())),
            SortBy::Structure => structures(entry).first().and_then(|(_, name)| text(name.clone())),
        }
    }

    fn fold(&self, mut rows: Vec<u32>, switches: Fold) -> Vec<u32> {
        if switches.signatures {
            rows.retain(|row| !self.entry(*row as usize).is_signature());
        }
        if switches.duplicates {
            let unique = |row: &u32| {
                let id = self.entry(*row as usize).unique_id.as_deref().unwrap_or("").trim();
                (!id.is_empty()).then(|| id.to_string())
            };
            let all = rows.clone();
            rows.retain(|row| {
                let same = all.iter().filter(|other| unique(other) == unique(row));
                unique(row).is_none() || same.min_by_key(|row| self.merit(**row, 0)) == Some(row)
            });
        }
        if switches.obsolete_versions {
            let chains = self.chains();
            let steps = self.steps();
            let all = rows.clone();
            let merit = |row: u32| self.merit(row, steps[row as usize]);
            rows.retain(|row| {
                let chain = chains[*row as usize];
                let same = all.iter().filter(|other| chains[**other as usize] == chain);
                same.min_by_key(|row| merit(**row)) == Some(row)
            });
        }
        rows
    }

    /// The best has the least.
    fn merit(&self, row: u32, steps: u32) -> (u32, i64, i64, i64, u32) {
        let entry = self.entry(row as usize);
        let version = entry.version.as_ref().and_then(|text| text.trim().parse::<i64>().ok());
        let made = entry.creation_time.as_ref().map_or(i64::MIN + 1, Timestamp::unix_millis);
        (steps, rank(entry.status.as_ref()), -version.unwrap_or(0), -made, row)
    }

    /// Which document replaces which, by row: the newer first.
    fn replacements(&self) -> Vec<(usize, usize)> {
        let row = |uuid: &str| self.world.entries.iter().position(|e| *e.entry_uuid == *uuid);
        let kinds = [AssociationKind::Replaces, AssociationKind::TransformsAndReplaces];
        let links = self.world.links.iter().filter(|link| kinds.contains(&link.kind));
        let ends = links.filter_map(|link| row(&link.source).zip(row(&link.target)));
        ends.filter(|(newer, older)| newer != older).collect()
    }

    /// For each row the lowest row of its chain of versions.
    pub fn chains(&self) -> Vec<u32> {
        let entries = &self.world.entries;
        let mut joined = self.replacements();
        for (one, entry) in entries.iter().enumerate() {
            let lid = entry.logical_id.as_deref().filter(|lid| !lid.is_empty());
            let same =
                |other: &usize| lid.is_some() && entries[*other].logical_id.as_deref() == lid;
            joined.extend((0..one).filter(same).map(|other| (one, other)));
        }
        lowest(entries.len(), &joined)
    }

    /// How many replacements lead from each row to one that none replaced; 1 in a circle.
    fn steps(&self) -> Vec<u32> {
        let links = self.replacements();
        let count = self.world.entries.len();
        let replaced = |row: usize| links.iter().any(|(_, older)| *older == row);
        let mut steps: Vec<Option<u32>> =
            (0..count).map(|row| (!replaced(row)).then_some(0)).collect();
        for step in 0..count as u32 {
            for (newer, older) in &links {
                if steps[*newer] == Some(step) && steps[*older].is_none() {
                    steps[*older] = Some(step + 1);
                }
            }
        }
        steps.into_iter().map(|step| step.unwrap_or(1)).collect()
    }
}

/// For each row the lowest of those it is joined to, by however many steps.
pub fn lowest(count: usize, joined: &[(usize, usize)]) -> Vec<u32> {
    let mut lowest: Vec<u32> = (0..count as u32).collect();
    loop {
        let before = lowest.clone();
        for (one, other) in joined {
            let least = lowest[*one].min(lowest[*other]);
            (lowest[*one], lowest[*other]) = (least, least);
        }
        if lowest == before {
            return lowest;
        }
    }
}

fn rank(status: Option<&AvailabilityStatus>) -> i64 {
    match status {
        Some(AvailabilityStatus::Approved) => 0,
        Some(AvailabilityStatus::Archived) => 1,
        Some(AvailabilityStatus::Deprecated) => 2,
        Some(AvailabilityStatus::Deleted) => 3,
        _ => 4,
    }
}

fn is(attribute: CodeAttribute, wanted: &CodeRef, (code, scheme, _): &Code) -> bool {
    let same = |wanted: &str| {
        let pair = |pair: &[&str; 2]| pair.contains(&wanted) && pair.contains(&scheme.as_str());
        wanted == scheme || (attribute == CodeAttribute::EventCode && SAME.iter().any(pair))
    };
    wanted.code == *code && wanted.scheme.as_ref().is_none_or(|scheme| same(scheme))
}

fn named(parties: &[(String, String)], wanted: &[Party]) -> bool {
    parties.iter().any(|(id, name)| {
        wanted.iter().any(|wanted| match wanted {
            Party::Id(wanted) => wanted == id,
            Party::Name(wanted) => {
                let (wanted, own) = (words(wanted), words(name));
                let found = |word: &String| own.iter().any(|part| part.starts_with(word.as_str()));
                !wanted.is_empty() && wanted.iter().all(found)
            }
        })
    })
}

fn refers(wanted: &ReferenceRef, id: &ReferenceId) -> bool {
    let kind = wanted.kind.as_ref().is_none_or(|kind| *kind == id.kind());
    kind && match &wanted.wanted {
        ReferenceText::Id(text) => text == id.id(),
        ReferenceText::Like(pattern) => like(pattern, id.id()),
        ReferenceText::Whole(text) => text == id.as_str(),
    }
}

/// The texts that words are looked for in.
/// The words that a tree asks for, wherever they stand.
fn every_words(criteria: &Criteria, words: &mut Vec<String>) {
    match criteria {
        Criteria::All(parts) | Criteria::Any(parts) => {
            parts.iter().for_each(|part| every_words(part, words));
        }
        Criteria::Not(part) => every_words(part, words),
        Criteria::Is(Criterion::Words(text)) => words.push(text.clone()),
        Criteria::Is(_) => {}
    }
}

fn said(entry: &DocumentEntry) -> Vec<String> {
    let own = entry.title.iter().chain(&entry.comments).map(|text| text.to_string());
    let names = persons(entry).into_iter().chain(structures(entry)).map(|(_, name)| name);
    own.chain(names).collect()
}

fn texts(world: &World, entry: &DocumentEntry) -> Vec<String> {
    let vocabulary = &world.setting.vocabulary;
    let mut texts: Vec<String> = Vec::new();
    texts.extend(entry.title.iter().chain(&entry.comments).map(|text| text.to_string()));
    for (code, set) in [(&entry.type_code, ValueSet::Type), (&entry.class_code, ValueSet::Class)] {
        let Some(code) = code else { continue };
        texts.extend(code.label.iter().map(|label| label.to_string()));
        texts.extend(vocabulary.label(set, &code.code, &code.scheme).map(String::from));
        let synonyms = match set {
            ValueSet::Type => vocabulary.synonyms_of_type(&code.code),
            _ => vocabulary.class_synonyms(&code.code),
        };
        texts.extend(synonyms.iter().map(|synonym| synonym.to_string()));
    }
    let names = persons(entry).into_iter().chain(structures(entry));
    texts.extend(names.map(|(_, name)| name));
    texts
}
