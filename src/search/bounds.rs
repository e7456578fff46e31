//! What a tree of criteria lets through, as far as the server can tell. Each bound is wide
//! enough for every document that the tree holds for; what cannot be told has none.

use super::codes::twin;
use super::dates::{Calendar, Period};
use super::engine::REIMBURSEMENT;
use super::explain::conjuncts;
use super::pushdown::{ReferencePattern, TimeAttribute, TimeFilter};
use super::query::{
    CodeAttribute, CodeRef, Criteria, Criterion, Party, ReferenceRef, ReferenceText, Writer,
};
use super::Setting;
use crate::record::{AvailabilityStatus, Timestamp};

/// A code and its coding scheme.
type Code = (String, String);

/// Bounds, all of which hold for each document the tree holds for.
#[derive(Debug, Clone, Default)]
pub(super) struct Bounds {
    /// One of these codes.
    pub codes: Vec<(CodeAttribute, Vec<Code>)>,
    pub act: Option<Window>,
    pub deposit: Option<Window>,
    pub statuses: Option<Vec<AvailabilityStatus>>,
    /// One list at most: a search knows no two lists of authors that must both hold.
    pub author_persons: Vec<Vec<String>>,
    pub references: Vec<Vec<ReferencePattern>>,
    /// The parts of the tree that must hold and that the bounds express, and what they are on.
    pub pushed: Vec<(On, Criteria)>,
    /// Whether the bounds express the whole tree.
    whole: bool,
}

/// What a bound is on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum On {
    Document,
    Deposit,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum What {
    Code(CodeAttribute),
    Act,
    Deposit,
    Status,
    AuthorPerson,
    Reference,
}

/// Bounds on the moment that a date begins, as the server reads it: a date without time begins
/// at midnight in UTC, a month or a year on its first day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Window {
    /// Wide enough for a date known to the year.
    start: i64,
    exact_start: i64,
    end: i64,
}

/// What of the setting the bounds depend on.
pub(super) struct World<'a> {
    setting: &'a Setting,
    calendar: Calendar,
}

impl<'a> World<'a> {
    pub fn of(setting: &'a Setting) -> Self {
        World { setting, calendar: Calendar::of(&setting.time_zone) }
    }
}

impl Window {
    fn of(range: Period, calendar: &Calendar) -> Window {
        let utc = |day: jiff::civil::Date| {
            day.to_zoned(jiff::tz::TimeZone::UTC).map(|at| at.timestamp().as_millisecond()).ok()
        };
        let first = calendar.day(range.start).map(|day| day.first_of_year());
        let last = calendar.day(range.end.saturating_sub(1));
        Window {
            start: range.start.min(first.and_then(utc).unwrap_or(i64::MIN)),
            exact_start: range.start,
            end: last.and_then(utc).map_or(i64::MAX, |day| range.end.max(day.saturating_add(1))),
        }
    }

    fn and(self, other: Window) -> Window {
        Window {
            start: self.start.max(other.start),
            exact_start: self.exact_start.max(other.exact_start),
            end: self.end.min(other.end),
        }
    }

    fn or(self, other: Window) -> Window {
        Window {
            start: self.start.min(other.start),
            exact_start: self.exact_start.min(other.exact_start),
            end: self.end.max(other.end),
        }
    }

    pub fn from(&self) -> Option<Timestamp> {
        Timestamp::from_unix_millis(self.start).ok()
    }

    /// To the second, the next one where it falls between two.
    pub fn to(&self) -> Option<Timestamp> {
        let rest = self.end.rem_euclid(1_000);
        let up = if rest == 0 { 0 } else { 1_000 - rest };
        Timestamp::from_unix_millis(self.end.checked_add(up)?).ok()
    }

    pub fn time_filter(&self) -> TimeFilter {
        TimeFilter {
            attribute: TimeAttribute::ServiceStart,
            from: self.from(),
            to: self.to(),
            exact_from: Timestamp::from_unix_millis(self.exact_start).ok(),
        }
    }
}

impl Bounds {
    pub fn of(criteria: &Criteria, world: &World) -> Bounds {
        match criteria {
            Criteria::All(_) => {
                let mut parts = Vec::new();
                conjuncts(criteria, &mut parts);
                let parts = parts.into_iter().map(|part| Bounds::of(part, world));
                let everything = Bounds { whole: true, ..Bounds::default() };
                parts.fold(everything, Bounds::and)
            }
            Criteria::Any(parts) => match &parts[..] {
                [part] => Bounds::of(part, world),
                parts => Bounds::of_any(criteria, parts, world),
            },
            Criteria::Not(_) => Bounds::default(),
            Criteria::Is(criterion) => Bounds::of_one(criterion, world),
        }
    }

    /// What several parts bound, of which one must hold. They are expressed where each is, and
    /// all of them bound the same one thing: nothing is lost then by joining them.
    fn of_any(any: &Criteria, parts: &[Criteria], world: &World) -> Bounds {
        let parts: Vec<Bounds> = parts.iter().map(|part| Bounds::of(part, world)).collect();
        let on_what: Vec<Vec<What>> = parts.iter().map(Bounds::on_what).collect();
        let same = on_what.windows(2).all(|two| two[0] == two[1]);
        let one = on_what.first().is_some_and(|on_what| on_what.len() == 1);
        let whole = one && same && parts.iter().all(|part| part.whole);
        let on = parts.first().map_or(On::Document, Bounds::on);
        let joined = parts.into_iter().reduce(Bounds::or).unwrap_or_default();
        let pushed = whole.then(|| (on, any.clone()));
        Bounds { pushed: pushed.into_iter().collect(), whole, ..joined }
    }

    fn of_one(criterion: &Criterion, world: &World) -> Bounds {
        let setting = world.setting;
        let mut bounds = Bounds::default();
        let range = |range: &super::DateRange| range.period(&setting.now, &world.calendar);
        let window = |period| Some(Window::of(period, &world.calendar));
        match criterion {
            Criterion::Codes(attribute, wanted) => {
                bounds.codes.extend(codes(*attribute, wanted).map(|codes| (*attribute, codes)));
            }
            Criterion::Author(wanted) => bounds.author_persons.extend(author_ids(wanted)),
            Criterion::WrittenBy(writers) if writers.iter().all(|who| *who == Writer::Me) => {
                let me = setting.professional_id.as_ref();
                bounds.author_persons.extend(me.map(|me| vec![containing(me)]));
            }
            Criterion::ActDate(wanted) => bounds.act = window(range(wanted)),
            Criterion::Reimbursements(wanted) => {
                let (code, scheme) = REIMBURSEMENT;
                let remb = (code.to_string(), scheme.to_string());
                bounds.codes.push((CodeAttribute::Type, vec![remb]));
                // It may begin long before the range.
                bounds.act = window(Period { start: i64::MIN, ..range(wanted) });
            }
            Criterion::DepositDate(wanted) => {
                // The entry of today may be of a later submission, which changed its metadata.
                let since = range(wanted).start;
                let bounded = (since > i64::MIN).then_some(Period { start: since, end: i64::MAX });
                bounds.deposit = bounded.and_then(window);
            }
            Criterion::NewSinceLastVisit => {
                let last = setting.last_visit.as_ref();
                let since = last.map(|last| world.calendar.period(last).end);
                bounds.deposit = since.and_then(|start| window(Period { start, end: i64::MAX }));
            }
            Criterion::Status(wanted) => bounds.statuses = Some(wanted.clone()),
            Criterion::References(wanted) => {
                bounds.references.push(wanted.iter().map(pattern).collect());
            }
            _ => {}
        }
        if !bounds.on_what().is_empty() {
            bounds.pushed.push((bounds.on(), Criteria::Is(criterion.clone())));
            bounds.whole = true;
        }
        bounds
    }

    /// Each bound, by what it is on.
    fn on_what(&self) -> Vec<What> {
        let codes = self.codes.iter().map(|(attribute, _)| What::Code(*attribute));
        let act = self.act.iter().map(|_| What::Act);
        let deposit = self.deposit.iter().map(|_| What::Deposit);
        let statuses = self.statuses.iter().map(|_| What::Status);
        let people = self.author_persons.iter().map(|_| What::AuthorPerson);
        let references = self.references.iter().map(|_| What::Reference);
        codes.chain(act).chain(deposit).chain(statuses).chain(people).chain(references).collect()
    }

    fn on(&self) -> On {
        match self.deposit {
            Some(_) => On::Deposit,
            None => On::Document,
        }
    }

    /// What both bound. What of the other cannot be asked for beside this is not expressed.
    fn and(mut self, other: Bounds) -> Bounds {
        let mut expressed = true;
        let both = |one: Option<Window>, other: Option<Window>| match (one, other) {
            (Some(one), Some(other)) => Some(one.and(other)),
            (one, other) => one.or(other),
        };
        for (attribute, codes) in other.codes {
            expressed &= self.and_codes(attribute, codes);
        }
        self.act = both(self.act, other.act);
        self.deposit = both(self.deposit, other.deposit);
        self.statuses = match (self.statuses, other.statuses) {
            (Some(mut one), Some(other)) => {
                expressed &= common(&mut one, &other);
                Some(one)
            }
            (one, other) => one.or(other),
        };
        match self.author_persons.is_empty() {
            true => self.author_persons = other.author_persons,
            false => expressed &= other.author_persons.is_empty(),
        }
        self.references.extend(other.references);
        if expressed {
            self.pushed.extend(other.pushed);
        }
        self.whole &= other.whole && expressed;
        self
    }

    /// Of attributes with one value the codes in common are left; the others are asked for twice,
    /// which means both. Whether that is both indeed.
    fn and_codes(&mut self, attribute: CodeAttribute, codes: Vec<Code>) -> bool {
        let several =
            matches!(attribute, CodeAttribute::Confidentiality | CodeAttribute::EventCode);
        match self.codes.iter_mut().find(|(known, _)| *known == attribute && !several) {
            Some((_, known)) => common(known, &codes),
            None => {
                self.codes.push((attribute, codes));
                true
            }
        }
    }

    /// What both sides bound, as wide as either.
    fn or(self, other: Bounds) -> Bounds {
        let mut codes: Vec<(CodeAttribute, Vec<Code>)> = Vec::new();
        for (attribute, mut any_of) in self.codes {
            let mut others = other.codes.iter().filter(|(other, _)| *other == attribute);
            if let (Some((_, more)), false) =
                (others.next(), codes.iter().any(|(known, _)| *known == attribute))
            {
                any_of.extend(more.iter().cloned());
                codes.push((attribute, any_of));
            }
        }
        let first = |one: Vec<Vec<String>>, other: Vec<Vec<String>>| {
            let (one, other) = (one.into_iter().next(), other.into_iter().next());
            one.zip(other).map(|(one, other)| [one, other].concat()).into_iter().collect()
        };
        let references =
            self.references.into_iter().next().zip(other.references.into_iter().next());
        Bounds {
            codes,
            act: self.act.zip(other.act).map(|(one, other)| one.or(other)),
            deposit: self.deposit.zip(other.deposit).map(|(one, other)| one.or(other)),
            statuses: self.statuses.zip(other.statuses).map(|(one, other)| [one, other].concat()),
            author_persons: first(self.author_persons, other.author_persons),
            references: references.map(|(one, other)| [one, other].concat()).into_iter().collect(),
            ..Bounds::default()
        }
    }
}

/// What two lists have in common; where that is nothing, the first, for a server must be asked
/// for something. Whether they have.
fn common<T: PartialEq>(one: &mut Vec<T>, other: &[T]) -> bool {
    let some = one.iter().any(|item| other.contains(item));
    if some {
        one.retain(|item| other.contains(item));
    }
    some
}

/// The codes with their schemes; a code of any scheme cannot be asked for.
fn codes(attribute: CodeAttribute, wanted: &[CodeRef]) -> Option<Vec<Code>> {
    if attribute == CodeAttribute::AuthorSpeciality {
        return None;
    }
    let mut all = Vec::new();
    for CodeRef { code, scheme } in wanted {
        let scheme = scheme.as_deref()?;
        all.push((code.clone(), scheme.to_string()));
        let other = twin(scheme).filter(|_| attribute == CodeAttribute::EventCode);
        all.extend(other.map(|twin| (code.clone(), twin.to_string())));
    }
    Some(all)
}

fn author_ids(wanted: &[Party]) -> Option<Vec<String>> {
    let pattern = |party: &Party| match party {
        Party::Id(id) => Some(containing(id)),
        Party::Name(_) => None,
    };
    wanted.iter().map(pattern).collect()
}

/// Any text with this one in it. What it has of `%` and `_` only makes it wider.
fn containing(text: &str) -> String {
    format!("%{text}%")
}

fn pattern(reference: &ReferenceRef) -> ReferencePattern {
    let text = match &reference.wanted {
        ReferenceText::Whole(text) => {
            return ReferencePattern { text: text.clone(), like: false };
        }
        ReferenceText::Id(text) | ReferenceText::Like(text) => text,
    };
    let kind = reference.kind.as_ref().map(|kind| format!("{}%", kind.code()));
    ReferencePattern { text: containing(text) + &kind.unwrap_or_default(), like: true }
}
