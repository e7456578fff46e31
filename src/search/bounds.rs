//! What a tree of criteria lets through, as far as the server can tell. Each bound is wide
//! enough for every document that the tree holds for; what cannot be told has none.

use super::codes::twin;
use super::dates::{Calendar, Period};
use super::engine::REIMBURSEMENT;
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
    pub author_persons: Vec<Vec<String>>,
    pub references: Vec<Vec<ReferencePattern>>,
    /// The criteria that are expressed whole, and what they are on.
    pub pushed: Vec<(On, Criterion)>,
}

/// What a bound is on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum On {
    Document,
    Deposit,
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
            Criteria::All(parts) => {
                let parts = parts.iter().map(|part| Bounds::of(part, world));
                parts.fold(Bounds::default(), Bounds::and)
            }
            Criteria::Any(parts) => {
                let parts = parts.iter().map(|part| Bounds::of(part, world));
                parts.reduce(Bounds::or).unwrap_or_default()
            }
            Criteria::Not(_) => Bounds::default(),
            Criteria::Is(criterion) => Bounds::of_one(criterion, world),
        }
    }

    fn of_one(criterion: &Criterion, world: &World) -> Bounds {
        let setting = world.setting;
        let mut bounds = Bounds::default();
        let range = |range: &super::DateRange| range.period(&setting.now, &world.calendar);
        let window = |period| Some(Window::of(period, &world.calendar));
        let mut on = On::Document;
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
                on = On::Deposit;
                // The entry of today may be of a later submission, which changed its metadata.
                let since = range(wanted).start;
                let bounded = (since > i64::MIN).then_some(Period { start: since, end: i64::MAX });
                bounds.deposit = bounded.and_then(window);
            }
            Criterion::NewSinceLastVisit => {
                on = On::Deposit;
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
        if !bounds.is_empty() {
            bounds.pushed.push((on, criterion.clone()));
        }
        bounds
    }

    fn is_empty(&self) -> bool {
        self.codes.is_empty()
            && self.act.is_none()
            && self.deposit.is_none()
            && self.statuses.is_none()
            && self.author_persons.is_empty()
            && self.references.is_empty()
    }

    fn and(mut self, other: Bounds) -> Bounds {
        let both = |one: Option<Window>, other: Option<Window>| match (one, other) {
            (Some(one), Some(other)) => Some(one.and(other)),
            (one, other) => one.or(other),
        };
        for (attribute, codes) in other.codes {
            self.and_codes(attribute, codes);
        }
        self.act = both(self.act, other.act);
        self.deposit = both(self.deposit, other.deposit);
        self.statuses = match (self.statuses, other.statuses) {
            (Some(mut one), Some(other)) => {
                common(&mut one, &other);
                Some(one)
            }
            (one, other) => one.or(other),
        };
        self.author_persons.extend(other.author_persons);
        self.references.extend(other.references);
        self.pushed.extend(other.pushed);
        self
    }

    /// Of attributes with one value the codes in common are left; the others are asked for twice,
    /// which means both.
    fn and_codes(&mut self, attribute: CodeAttribute, codes: Vec<Code>) {
        let several =
            matches!(attribute, CodeAttribute::Confidentiality | CodeAttribute::EventCode);
        match self.codes.iter_mut().find(|(known, _)| *known == attribute && !several) {
            Some((_, known)) => common(known, &codes),
            None => self.codes.push((attribute, codes)),
        }
    }

    /// What both sides bound, as wide as either.
    fn or(self, other: Bounds) -> Bounds {
        let whole = self.is_on_what(&other);
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
        let pushed = if whole { [self.pushed, other.pushed].concat() } else { Vec::new() };
        Bounds {
            codes,
            act: self.act.zip(other.act).map(|(one, other)| one.or(other)),
            deposit: self.deposit.zip(other.deposit).map(|(one, other)| one.or(other)),
            statuses: self.statuses.zip(other.statuses).map(|(one, other)| [one, other].concat()),
            author_persons: first(self.author_persons, other.author_persons),
            references: references.map(|(one, other)| [one, other].concat()).into_iter().collect(),
            pushed,
        }
    }

    /// Whether both sides bound the same one thing, so that nothing is lost by joining them.
    fn is_on_what(&self, other: &Bounds) -> bool {
        let alone = |bounds: &Bounds| bounds.pushed.len() == 1;
        let shape = |bounds: &Bounds| {
            let attribute = bounds.codes.first().map(|(attribute, _)| *attribute);
            let (act, deposit) = (bounds.act.is_some(), bounds.deposit.is_some());
            let (people, references) = (bounds.author_persons.len(), bounds.references.len());
            (attribute, act, deposit, bounds.statuses.is_some(), people, references)
        };
        alone(other) && !self.pushed.is_empty() && shape(self) == shape(other)
    }
}

/// What two lists have in common; where that is nothing, the first, for a server must be asked
/// for something.
fn common<T: PartialEq>(one: &mut Vec<T>, other: &[T]) {
    if one.iter().any(|item| other.contains(item)) {
        one.retain(|item| other.contains(item));
    }
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
