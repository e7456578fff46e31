//! Periods of time, half open: from `start` to just before `end`, in milliseconds since
//! 1970-01-01T00:00:00Z. A date known to the month is the period of that month.

use jiff::civil::Date;
use jiff::tz::TimeZone as Zone;
use jiff::{Span, ToSpan};

use crate::record::{Invalid, Precision, TimeZone, Timestamp};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Period {
    pub start: i64,
    pub end: i64,
}

impl Period {
    pub fn is_empty(&self) -> bool {
        self.start >= self.end
    }

    /// Whether they have a moment in common; an empty one has none.
    pub fn overlaps(&self, other: &Period) -> bool {
        self.start.max(other.start) < self.end.min(other.end)
    }
}

/// The calendar of the place where the host is.
#[derive(Debug, Clone)]
pub(super) struct Calendar(Zone);

impl Calendar {
    pub fn of(zone: &TimeZone) -> Self {
        // The name is that of a zone which was found before.
        Calendar(Zone::get(zone.name()).unwrap_or(Zone::UTC))
    }

    /// The period a timestamp names. A date without time is the same date everywhere.
    pub fn period(&self, at: &Timestamp) -> Period {
        let start = at.unix_millis();
        let length = match at.precision() {
            Precision::Millisecond => 1,
            Precision::Second => 1_000,
            Precision::Minute => 60_000,
            Precision::Hour => 3_600_000,
            Precision::Day | Precision::Month | Precision::Year => return self.days(at),
        };
        Period { start, end: start.saturating_add(length) }
    }

    fn days(&self, at: &Timestamp) -> Period {
        let span = match at.precision() {
            Precision::Year => 1.year(),
            Precision::Month => 1.month(),
            _ => 1.day(),
        };
        let Some(first) = named_day(at) else { return Period { start: i64::MIN, end: i64::MIN } };
        let next = first.checked_add(span).map_or(i64::MAX, |day| self.midnight(day));
        Period { start: self.midnight(first), end: next }
    }

    /// The first moment of a day.
    pub fn midnight(&self, day: Date) -> i64 {
        let midnight = day.to_zoned(self.0.clone());
        midnight.map_or(i64::MAX, |zoned| zoned.timestamp().as_millisecond())
    }

    /// The day a moment falls on here.
    pub fn day(&self, millis: i64) -> Option<Date> {
        let instant = jiff::Timestamp::from_millisecond(millis).ok()?;
        Some(self.0.to_datetime(instant).date())
    }
}

/// The first day of the period that a date without time names.
fn named_day(at: &Timestamp) -> Option<Date> {
    let digits = at.hl7_utc();
    let part = |from: usize, to: usize| digits.get(from..to).map_or(Ok(1), str::parse::<i16>);
    let small = |from| part(from, from + 2).ok().and_then(|number| i8::try_from(number).ok());
    Date::new(part(0, 4).ok()?, small(4)?, small(6)?).ok()
}

/// A range of time, as a query says it: in days of the place where the host is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DateRange {
    /// `None`: no bound on that side.
    Between { start: Option<Edge>, end: Option<Edge> },
    /// The day so long ago, today, and what lies between.
    Last { count: u16, unit: Unit },
}

/// One end of a range.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Edge {
    /// The first moment of the period that the date names.
    StartOf(Timestamp),
    /// The moment after its last.
    EndOf(Timestamp),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Unit {
    Days,
    Months,
    Years,
}

impl DateRange {
    /// From the first of one period to the last of another, both included.
    pub fn between(from: Option<Timestamp>, to: Option<Timestamp>) -> Self {
        DateRange::Between { start: from.map(Edge::StartOf), end: to.map(Edge::EndOf) }
    }

    /// The range as instants.
    pub(super) fn period(&self, now: &Timestamp, calendar: &Calendar) -> Period {
        match self {
            DateRange::Between { start, end } => Period {
                start: start.as_ref().map_or(i64::MIN, |edge| edge.instant(calendar)),
                end: end.as_ref().map_or(i64::MAX, |edge| edge.instant(calendar)),
            },
            DateRange::Last { count, unit } => {
                let ago = Span::new();
                let ago = match unit {
                    Unit::Days => ago.try_days(*count),
                    Unit::Months => ago.try_months(*count),
                    Unit::Years => ago.try_years(*count),
                };
                let today = calendar.day(now.unix_millis());
                let first = today.zip(ago.ok()).and_then(|(day, ago)| day.checked_sub(ago).ok());
                let next = today.and_then(|day| day.tomorrow().ok());
                Period {
                    start: first.map_or(i64::MIN, |day| calendar.midnight(day)),
                    end: next.map_or(i64::MAX, |day| calendar.midnight(day)),
                }
            }
        }
    }
}

impl Edge {
    fn instant(&self, calendar: &Calendar) -> i64 {
        match self {
            Edge::StartOf(date) => calendar.period(date).start,
            Edge::EndOf(date) => calendar.period(date).end,
        }
    }
}

/// A date of a query: `2024`, `2024-03`, `2024-03-02`, or an instant `2024-03-02T08:30:00Z`.
pub(super) fn read_date(text: &str) -> Result<Timestamp, Invalid> {
    let wrong = || Invalid::new("", "must be a date: 2024, 2024-03, 2024-03-02 or an instant");
    if text.contains('T') {
        return Timestamp::from_rfc3339(text).map_err(|_| wrong());
    }
    let shaped = matches!(
        text.as_bytes(),
        [_, _, _, _] | [_, _, _, _, b'-', _, _] | [_, _, _, _, b'-', _, _, b'-', _, _]
    );
    let digits = text.replace('-', "");
    let plain = digits.bytes().all(|byte| byte.is_ascii_digit());
    let whole = matches!(digits.len(), 4 | 6 | 8);
    if !(shaped && plain && whole) {
        return Err(wrong());
    }
    Timestamp::parse(&digits).map_err(|_| wrong())
}
