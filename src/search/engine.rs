//! Which documents the criteria hold for, and what is folded away.

use std::collections::HashMap;

use super::bits::Bits;
use super::columns::Column;
use super::dates::{DateRange, Period};
use super::flags::Flags;
use super::kin::Kin;
use super::like::like;
use super::query::{
    CodeAttribute, CodeRef, Criteria, Criterion, Fold, Party, Query, ReferenceRef, ReferenceText,
    Visible, Writer,
};
use super::selection::{Folded, Selection, Why};
use super::words::{matching, NameWords, Wanted};
use super::{parties::PartyName, Corpus};
use crate::record::ReferenceId;

/// Reimbursements: their type (TRE_A05).
pub(super) const REIMBURSEMENT: (&str, &str) = ("REMB", "1.2.250.1.213.1.1.4.12");

/// The dates that a document may lack.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Dated {
    Act,
    Deposit,
    Reimbursement,
}

impl Corpus {
    /// The documents a query finds, in its order.
    pub fn select(&self, query: &Query) -> Selection {
        let matched = self.matching(&query.criteria, None).unwrap_or_else(|| self.all());
        self.selection(matched, query.clone())
    }

    /// Those of a selection that a query finds too. Its order and its folding are taken, save
    /// that a query without order keeps that of the selection.
    pub fn refine(&self, selection: &Selection, query: &Query) -> Selection {
        let mut matched = self.matching(&query.criteria, None).unwrap_or_else(|| self.all());
        matched.and(&selection.matched);
        let sort = match query.sort.is_empty() {
            true => selection.query.sort.clone(),
            false => query.sort.clone(),
        };
        let criteria = selection.query.criteria.clone().and(query.criteria.clone());
        self.selection(matched, Query { criteria, sort, fold: query.fold })
    }

    fn selection(&self, matched: Bits, query: Query) -> Selection {
        let (shown, folded) = self.fold(&matched, query.fold);
        let mut rows: Vec<u32> = shown.rows().collect();
        self.sort(&mut rows, &query.sort, self.said(&query).as_ref());
        let explanation = self.explain(&query, &matched);
        Selection { rows, folded, matched, query, explanation }
    }

    /// The documents a tree holds for; `None` where what its criteria need is not known: they
    /// then count neither way. Documents that lack the date `undated` are taken as if each
    /// criterion on it held.
    pub(super) fn matching(&self, criteria: &Criteria, undated: Option<Dated>) -> Option<Bits> {
        match criteria {
            Criteria::All(parts) => self.together(parts, undated, self.all(), Bits::and),
            Criteria::Any(parts) => self.together(parts, undated, Bits::none(self.len()), Bits::or),
            Criteria::Not(part) => {
                let mut bits = self.matching(part, undated)?;
                bits.not();
                Some(bits)
            }
            Criteria::Is(criterion) => self.holding(criterion, undated),
        }
    }

    fn together(
        &self,
        parts: &[Criteria],
        undated: Option<Dated>,
        mut all: Bits,
        join: impl Fn(&mut Bits, &Bits),
    ) -> Option<Bits> {
        let mut known = parts.is_empty();
        for bits in parts.iter().filter_map(|part| self.matching(part, undated)) {
            join(&mut all, &bits);
            known = true;
        }
        known.then_some(all)
    }

    /// Whether what a criterion needs is known.
    pub(super) fn can_apply(&self, criterion: &Criterion) -> bool {
        let setting = &self.setting;
        match criterion {
            Criterion::NewSinceLastVisit => setting.last_visit.is_some(),
            Criterion::WrittenBy(writers) => writers.iter().any(|writer| match writer {
                Writer::Patient => true,
                Writer::Me => setting.professional_id.is_some(),
                Writer::MyStructure => setting.structure_id.is_some(),
            }),
            Criterion::Words(text) => !Wanted::read(text).is_empty(),
            _ => true,
        }
    }

    fn holding(&self, criterion: &Criterion, undated: Option<Dated>) -> Option<Bits> {
        if !self.can_apply(criterion) {
            return None;
        }
        let attributes = &self.attributes;
        Some(match criterion {
            Criterion::Codes(attribute, wanted) => self.with_code(*attribute, wanted),
            Criterion::Author(wanted) => {
                self.by_party(wanted, &attributes.parties.authors, &attributes.parties.author_names)
            }
            Criterion::Structure(wanted) => {
                let parties = &attributes.parties;
                self.by_party(wanted, &parties.structures, &parties.structure_names)
            }
            Criterion::ActDate(range) => {
                let range = self.range(range);
                let missing = undated == Some(Dated::Act);
                let act = &attributes.act;
                Bits::of(self.len(), |row| {
                    range.overlaps(&act[row]) || (missing && act[row].start >= act[row].end)
                })
            }
            Criterion::DepositDate(range) => self.deposited(self.range(range), undated),
            Criterion::NewSinceLastVisit => self.deposited(self.since_last_visit()?, undated),
            Criterion::Reimbursements(range) => self.reimbursed(self.range(range), undated),
            Criterion::Status(wanted) => self.with_value(&attributes.statuses, |value| {
                let code = &attributes.status_codes[value as usize];
                wanted.iter().any(|status| status.code() == &**code)
            }),
            Criterion::Visibility(wanted) => self.flagged(|flags| {
                wanted.iter().any(|visible| match visible {
                    Visible::ToAll => !flags.has(Flags::RESTRICTED),
                    Visible::MaskedToProfessionals => flags.has(Flags::MASKED),
                    Visible::InvisibleToPatient => flags.has(Flags::INVISIBLE_TO_PATIENT),
                    Visible::InvisibleToRepresentatives => {
                        flags.has(Flags::INVISIBLE_TO_REPRESENTATIVES)
                    }
                })
            }),
            Criterion::References(wanted) => self.with_value(&attributes.references, |value| {
                let id = &attributes.reference_ids[value as usize];
                wanted.iter().any(|reference| refers(reference, id))
            }),
            Criterion::WrittenBy(writers) => self.flagged(|flags| {
                writers.iter().any(|writer| match writer {
                    Writer::Patient => flags.has(Flags::FROM_PATIENT),
                    Writer::Me => flags.has(Flags::BY_ME),
                    Writer::MyStructure => flags.has(Flags::BY_MY_STRUCTURE),
                })
            }),
            Criterion::Readable(wanted) => {
                self.flagged(|flags| wanted.iter().any(|readable| flags.readable() == *readable))
            }
            Criterion::Language(wanted) => self.with_value(&attributes.languages, |value| {
                let language = &attributes.language_codes[value as usize];
                wanted.iter().any(|wanted| is_language(language, wanted))
            }),
            Criterion::MimeType(wanted) => self.with_value(&attributes.mime_types, |value| {
                let name = &attributes.mime_names[value as usize];
                wanted.iter().any(|wanted| name.eq_ignore_ascii_case(wanted))
            }),
            Criterion::SubmissionSet(wanted) => self.with_value(&attributes.sets, |value| {
                let set = &self.sets[value as usize];
                let is = |id: &String| {
                    *id == *set.entry_uuid || set.unique_id.as_deref() == Some(id.as_str())
                };
                wanted.iter().any(is)
            }),
            Criterion::Words(text) => matching(
                &Wanted::read(text),
                &attributes.terms,
                &attributes.texts,
                None,
                self.len(),
            ),
        })
    }

    /// The documents that hold all the words of the query in what they say themselves, rather
    /// than in labels of codes or synonyms; `None` where it has no words.
    fn said(&self, query: &Query) -> Option<Bits> {
        let attributes = &self.attributes;
        let mut said: Option<Bits> = None;
        query.criteria.each(&mut |criterion| {
            let Criterion::Words(text) = criterion else { return };
            let wanted = Wanted::read(text);
            let (terms, texts) = (&attributes.terms, &attributes.texts);
            let holding =
                matching(&wanted, terms, texts, Some(&attributes.said), self.entries.len());
            said.get_or_insert_with(|| self.all()).and(&holding);
        });
        said
    }

    fn range(&self, range: &DateRange) -> Period {
        range.period(&self.setting.now, &self.calendar)
    }

    /// From the moment after the last visit.
    fn since_last_visit(&self) -> Option<Period> {
        let last = self.setting.last_visit.as_ref()?;
        Some(Period { start: self.calendar.period(last).end, end: i64::MAX })
    }

    fn flagged(&self, holds: impl Fn(Flags) -> bool) -> Bits {
        Bits::of(self.len(), |row| holds(self.attributes.flags[row]))
    }

    /// The documents with a value that something holds for.
    fn with_value(&self, column: &Column, holds: impl Fn(u32) -> bool) -> Bits {
        let mut bits = Bits::none(self.len());
        for value in (0..column.distinct() as u32).filter(|value| holds(*value)) {
            column.rows(value).iter().for_each(|row| bits.set(*row));
        }
        bits
    }

    fn with_code(&self, attribute: CodeAttribute, wanted: &[CodeRef]) -> Bits {
        let values = self.attributes.codes.values(attribute);
        self.with_value(self.attributes.codes.column(attribute), |value| {
            let value = &values[value as usize];
            wanted.iter().any(|wanted| attribute.is(wanted, &value.code, &value.scheme))
        })
    }

    fn by_party(&self, wanted: &[Party], column: &Column, names: &[PartyName]) -> Bits {
        let tests: Vec<_> = wanted
            .iter()
            .map(|party| match party {
                Party::Id(id) => (Some(id), None),
                Party::Name(name) => (None, Some(NameWords::read(name))),
            })
            .collect();
        self.with_value(column, |value| {
            let name = &names[value as usize];
            tests.iter().any(|(id, words)| {
                id.is_some_and(|id| **id == *name.id)
                    || words.as_ref().is_some_and(|words| words.are_in(&name.folded))
            })
        })
    }

    fn deposited(&self, range: Period, undated: Option<Dated>) -> Bits {
        let missing = undated == Some(Dated::Deposit);
        Bits::of(self.len(), |row| {
            self.deposit(row as u32).map_or(missing, |time| range.overlaps(&time))
        })
    }

    fn reimbursed(&self, range: Period, undated: Option<Dated>) -> Bits {
        let (code, scheme) = REIMBURSEMENT;
        let wanted = [CodeRef::new(code, Some(scheme))];
        let mut bits = self.with_code(CodeAttribute::Type, &wanted);
        let outside: Vec<u32> = bits
            .rows()
            .filter(|row| match self.reimbursement(*row) {
                Some(period) => !range.overlaps(&period),
                None => undated != Some(Dated::Reimbursement),
            })
            .collect();
        outside.into_iter().for_each(|row| bits.clear(row));
        bits
    }

    /// The period that a reimbursement is about: from the start of the service to its end, or
    /// that of the one date it has.
    fn reimbursement(&self, row: u32) -> Option<Period> {
        let entry = &self.entries[row as usize];
        let first = self.act(row);
        let last = entry.service_stop.as_ref().map(|stop| self.calendar.period(stop));
        let (first, last) = (first.or(last)?, last.or(first)?);
        Some(Period { start: first.start, end: last.end.max(first.end) })
    }

    /// What is shown of what was found, and what is folded away.
    fn fold(&self, matched: &Bits, fold: Fold) -> (Bits, Vec<Folded>) {
        let mut shown = matched.clone();
        let mut folded = Vec::new();
        if fold.signatures {
            let signatures = matched
                .rows()
                .filter(|row| self.attributes.flags[*row as usize].has(Flags::SIGNATURE));
            folded.extend(signatures.map(|row| Folded { row, why: Why::Signature, behind: None }));
            folded.iter().for_each(|folded| shown.clear(folded.row));
        }
        if fold.duplicates {
            fold_kin(&self.duplicates, Why::Duplicate, &mut shown, &mut folded);
        }
        if fold.obsolete_versions {
            fold_kin(&self.chains, Why::ObsoleteVersion, &mut shown, &mut folded);
        }
        // What stood for a duplicate may itself have been folded since.
        let behind: HashMap<u32, u32> =
            folded.iter().filter_map(|folded| folded.behind.map(|b| (folded.row, b))).collect();
        for folded in &mut folded {
            folded.behind = folded.behind.map(|row| behind.get(&row).copied().unwrap_or(row));
        }
        folded.sort_unstable_by_key(|folded| folded.row);
        (shown, folded)
    }
}

/// Folds each family behind the best of it that is shown.
fn fold_kin(kin: &Kin, why: Why, shown: &mut Bits, folded: &mut Vec<Folded>) {
    let members = || kin.members().iter();
    let mut best: HashMap<u32, (u32, u32)> = HashMap::new();
    for member in members().filter(|member| shown.has(member.row)) {
        let known = best.entry(member.family).or_insert((member.place, member.row));
        *known = (*known).min((member.place, member.row));
    }
    for member in members() {
        match best.get(&member.family) {
            Some((_, row)) if shown.has(member.row) && *row != member.row => {
                shown.clear(member.row);
                folded.push(Folded { row: member.row, why, behind: Some(*row) });
            }
            _ => {}
        }
    }
}

fn refers(wanted: &ReferenceRef, id: &ReferenceId) -> bool {
    wanted.kind.as_ref().is_none_or(|kind| *kind == id.kind())
        && match &wanted.wanted {
            ReferenceText::Id(text) => id.id() == text,
            ReferenceText::Like(pattern) => like(pattern, id.id()),
            ReferenceText::Whole(text) => id.as_str() == text,
        }
}

/// `fr` stands for `fr-FR` too.
fn is_language(language: &str, wanted: &str) -> bool {
    let start = language.get(..wanted.len());
    start.is_some_and(|start| start.eq_ignore_ascii_case(wanted))
        && matches!(language.as_bytes().get(wanted.len()), None | Some(b'-'))
}
