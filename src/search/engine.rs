//! Which documents the criteria hold for.

use super::bits::Bits;
use super::columns::Column;
use super::dates::{DateRange, Period};
use super::flags::Flags;
use super::like::like;
use super::query::{
    CodeAttribute, CodeRef, Criteria, Criterion, Party, Query, ReferenceRef, ReferenceText, SortBy,
    Visible, Writer,
};
use super::selection::Selection;
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
        self.selection(self.matched(&query.criteria, &self.all()), query.clone())
    }

    /// Those of a selection that a query finds too. Its order and its folding are taken, save
    /// that a query without order keeps that of the selection.
    pub fn refine(&self, selection: &Selection, query: &Query) -> Selection {
        let mut within = self.all();
        within.and(&selection.matched);
        let matched = self.matched(&query.criteria, &within);
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
        self.sort(&mut rows, &query.sort, self.said(&query, &shown).as_ref());
        let explanation = self.explain(&query, &matched);
        Selection { rows, folded, matched, query, explanation }
    }

    fn matched(&self, criteria: &Criteria, within: &Bits) -> Bits {
        self.matching(criteria, within, None).unwrap_or_else(|| within.clone())
    }

    /// Those of some documents that a tree holds for; `None` where what its criteria need is not
    /// known: they then count neither way. Documents that lack the date `undated` are taken as
    /// if each criterion on it held.
    pub(super) fn matching(
        &self,
        criteria: &Criteria,
        within: &Bits,
        undated: Option<Dated>,
    ) -> Option<Bits> {
        match criteria {
            Criteria::All(parts) => {
                let mut all = within.clone();
                let mut known = parts.is_empty();
                // What leaves the fewest documents to look at comes first.
                let mut parts: Vec<&Criteria> = parts.iter().collect();
                parts.sort_by_key(|part| cost(part));
                for part in parts {
                    if let Some(bits) = self.matching(part, &all, undated) {
                        (all, known) = (bits, true);
                    }
                }
                known.then_some(all)
            }
            Criteria::Any(parts) => {
                let mut any = Bits::none(self.len());
                let mut known = parts.is_empty();
                for part in parts {
                    if let Some(bits) = self.matching(part, within, undated) {
                        any.or(&bits);
                        known = true;
                    }
                }
                known.then_some(any)
            }
            Criteria::Not(part) => {
                let mut others = within.clone();
                others.and_not(&self.matching(part, within, undated)?);
                Some(others)
            }
            Criteria::Is(criterion) => self.holding(criterion, within, undated),
        }
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

    fn holding(
        &self,
        criterion: &Criterion,
        within: &Bits,
        undated: Option<Dated>,
    ) -> Option<Bits> {
        if !self.can_apply(criterion) {
            return None;
        }
        let attributes = &self.attributes;
        Some(match criterion {
            Criterion::Codes(attribute, wanted) => self.with_code(*attribute, wanted, within),
            Criterion::Author(wanted) => self.by_party(
                wanted,
                within,
                &attributes.parties.authors,
                &attributes.parties.author_names,
            ),
            Criterion::Structure(wanted) => {
                let parties = &attributes.parties;
                self.by_party(wanted, within, &parties.structures, &parties.structure_names)
            }
            Criterion::ActDate(range) => {
                let range = self.range(range);
                let missing = undated == Some(Dated::Act);
                let act = &attributes.act;
                Bits::among(within, |row| {
                    let act = &act[row as usize];
                    range.overlaps(act) || (missing && act.is_empty())
                })
            }
            Criterion::DepositDate(range) => self.deposited(self.range(range), within, undated),
            Criterion::NewSinceLastVisit => {
                self.deposited(self.since_last_visit()?, within, undated)
            }
            Criterion::Reimbursements(range) => self.reimbursed(self.range(range), within, undated),
            Criterion::Status(wanted) => self.with_value(&attributes.statuses, within, |value| {
                let code = &attributes.status_codes[value as usize];
                wanted.iter().any(|status| status.code() == &**code)
            }),
            Criterion::Visibility(wanted) => self.flagged(within, |flags| {
                wanted.iter().any(|visible| match visible {
                    Visible::ToAll => !flags.has(Flags::RESTRICTED),
                    Visible::MaskedToProfessionals => flags.has(Flags::MASKED),
                    Visible::InvisibleToPatient => flags.has(Flags::INVISIBLE_TO_PATIENT),
                    Visible::InvisibleToRepresentatives => {
                        flags.has(Flags::INVISIBLE_TO_REPRESENTATIVES)
                    }
                })
            }),
            Criterion::References(wanted) => {
                self.with_value(&attributes.references, within, |value| {
                    let id = &attributes.reference_ids[value as usize];
                    wanted.iter().any(|reference| refers(reference, id))
                })
            }
            Criterion::WrittenBy(writers) => self.flagged(within, |flags| {
                writers.iter().any(|writer| match writer {
                    Writer::Patient => flags.has(Flags::FROM_PATIENT),
                    Writer::Me => flags.has(Flags::BY_ME),
                    Writer::MyStructure => flags.has(Flags::BY_MY_STRUCTURE),
                })
            }),
            Criterion::Readable(wanted) => self.flagged(within, |flags| {
                wanted.iter().any(|readable| flags.readable() == *readable)
            }),
            Criterion::Language(wanted) => {
                self.with_value(&attributes.languages, within, |value| {
                    let language = &attributes.language_codes[value as usize];
                    wanted.iter().any(|wanted| is_language(language, wanted))
                })
            }
            Criterion::MimeType(wanted) => {
                self.with_value(&attributes.mime_types, within, |value| {
                    let name = &attributes.mime_names[value as usize];
                    wanted.iter().any(|wanted| name.eq_ignore_ascii_case(wanted))
                })
            }
            Criterion::SubmissionSet(wanted) => {
                self.with_value(&attributes.sets, within, |value| {
                    let set = &self.sets[value as usize];
                    let is = |id: &String| {
                        *id == *set.entry_uuid || set.unique_id.as_deref() == Some(id.as_str())
                    };
                    wanted.iter().any(is)
                })
            }
            Criterion::Words(text) => {
                let (terms, texts) = (&attributes.terms, &attributes.texts);
                matching(&Wanted::read(text), terms, texts, within, None)
            }
        })
    }

    /// Those of some documents that hold all the words of the query in what they say themselves,
    /// rather than in labels of codes or synonyms; `None` where nobody sorts by it.
    fn said(&self, query: &Query, within: &Bits) -> Option<Bits> {
        let sorted = query.sort.iter().any(|key| key.by == SortBy::Relevance);
        if !query.sort.is_empty() && !sorted {
            return None;
        }
        let attributes = &self.attributes;
        let mut said: Option<Bits> = None;
        query.criteria.each(&mut |criterion| {
            let Criterion::Words(text) = criterion else { return };
            let (terms, texts) = (&attributes.terms, &attributes.texts);
            let only = Some(&attributes.said);
            let within = said.as_ref().unwrap_or(within);
            said = Some(matching(&Wanted::read(text), terms, texts, within, only));
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

    fn flagged(&self, within: &Bits, holds: impl Fn(Flags) -> bool) -> Bits {
        Bits::among(within, |row| holds(self.attributes.flags[row as usize]))
    }

    /// The documents with a value that something holds for.
    fn with_value(&self, column: &Column, within: &Bits, holds: impl Fn(u32) -> bool) -> Bits {
        let mut values = Bits::none(column.distinct());
        (0..column.distinct() as u32).filter(|value| holds(*value)).for_each(|v| values.set(v));
        column.rows_with(&values, within)
    }

    fn with_code(&self, attribute: CodeAttribute, wanted: &[CodeRef], within: &Bits) -> Bits {
        let values = self.attributes.codes.values(attribute);
        self.with_value(self.attributes.codes.column(attribute), within, |value| {
            let value = &values[value as usize];
            wanted.iter().any(|wanted| attribute.is(wanted, &value.code, &value.scheme))
        })
    }

    fn by_party(
        &self,
        wanted: &[Party],
        within: &Bits,
        column: &Column,
        names: &[PartyName],
    ) -> Bits {
        let tests: Vec<_> = wanted
            .iter()
            .map(|party| match party {
                Party::Id(id) => (Some(id), None),
                Party::Name(name) => (None, Some(NameWords::read(name))),
            })
            .collect();
        self.with_value(column, within, |value| {
            let name = &names[value as usize];
            tests.iter().any(|(id, words)| {
                id.is_some_and(|id| **id == *name.id)
                    || words.as_ref().is_some_and(|words| words.are_in(&name.folded))
            })
        })
    }

    fn deposited(&self, range: Period, within: &Bits, undated: Option<Dated>) -> Bits {
        let missing = undated == Some(Dated::Deposit);
        Bits::among(within, |row| self.deposit(row).map_or(missing, |time| range.overlaps(&time)))
    }

    fn reimbursed(&self, range: Period, within: &Bits, undated: Option<Dated>) -> Bits {
        let (code, scheme) = REIMBURSEMENT;
        let wanted = [CodeRef::new(code, Some(scheme))];
        let missing = undated == Some(Dated::Reimbursement);
        let all = self.with_code(CodeAttribute::Type, &wanted, within);
        Bits::among(&all, |row| {
            self.reimbursement(row).map_or(missing, |period| range.overlaps(&period))
        })
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
}

/// In what order parts are looked at: the words, then what is listed by value, then what each
/// document must be asked for, then the parts of several criteria.
fn cost(part: &Criteria) -> u8 {
    match part {
        Criteria::Is(Criterion::Words(_)) => 0,
        Criteria::Is(
            Criterion::ActDate(_)
            | Criterion::DepositDate(_)
            | Criterion::NewSinceLastVisit
            | Criterion::Visibility(_)
            | Criterion::WrittenBy(_)
            | Criterion::Readable(_),
        ) => 2,
        Criteria::Is(_) => 1,
        Criteria::All(_) | Criteria::Any(_) | Criteria::Not(_) => 3,
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
