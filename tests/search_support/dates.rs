//! Periods by way of the texts of jiff, not of the numbers of the library.

use dmpkit::record::{Precision, TimeZone, Timestamp};
use dmpkit::search::{DateRange, Edge, Unit};
use jiff::{Span, Zoned};

/// First moment and the moment after the last, in milliseconds.
pub type Moments = (i64, i64);

fn midnight(year: i16, month: i8, day: i8, zone: &str) -> Zoned {
    format!("{year:04}-{month:02}-{day:02}T00:00:00[{zone}]").parse().unwrap()
}

fn millis(at: &Zoned) -> i64 {
    at.timestamp().as_millisecond()
}

/// The moments that a date may mean.
pub fn moments(at: &Timestamp, zone: &TimeZone) -> Moments {
    let text = at.hl7_utc();
    let part = |from: usize| text.get(from..from + 2).map_or(1, |digits| digits.parse().unwrap());
    let first = || midnight(text[..4].parse().unwrap(), part(4), part(6), zone.name());
    let span = match at.precision() {
        Precision::Year => return whole(first(), Span::new().years(1)),
        Precision::Month => return whole(first(), Span::new().months(1)),
        Precision::Day => return whole(first(), Span::new().days(1)),
        Precision::Hour => 3_600_000,
        Precision::Minute => 60_000,
        Precision::Second => 1_000,
        Precision::Millisecond => 1,
    };
    (at.unix_millis(), at.unix_millis() + span)
}

fn whole(first: Zoned, span: Span) -> Moments {
    // Midnight of the day after, whatever hours lie between.
    let next = first.date().checked_add(span).unwrap();
    let zone = first.time_zone().iana_name().unwrap();
    (millis(&first), millis(&midnight(next.year(), next.month(), next.day(), zone)))
}

pub fn range(range: &DateRange, now: &Timestamp, zone: &TimeZone) -> Moments {
    match range {
        DateRange::Between { start, end } => {
            let edge = |edge: &Edge| match edge {
                Edge::StartOf(date) => moments(date, zone).0,
                Edge::EndOf(date) => moments(date, zone).1,
            };
            (start.as_ref().map_or(i64::MIN, edge), end.as_ref().map_or(i64::MAX, edge))
        }
        DateRange::Last { count, unit } => {
            let now = jiff::Timestamp::from_millisecond(now.unix_millis()).unwrap();
            let today = now.in_tz(zone.name()).unwrap().date();
            let count = i64::from(*count);
            let first = match unit {
                Unit::Days => today.checked_sub(Span::new().days(count)),
                Unit::Months => today.checked_sub(Span::new().months(count)),
                Unit::Years => today.checked_sub(Span::new().years(count)),
            };
            let (first, next) = (first.unwrap(), today.tomorrow().unwrap());
            let start = midnight(first.year(), first.month(), first.day(), zone.name());
            let end = midnight(next.year(), next.month(), next.day(), zone.name());
            (millis(&start), millis(&end))
        }
    }
}

/// Whether some moment is in both.
pub fn meet(one: Moments, other: Moments) -> bool {
    one.0 < one.1 && other.0 < other.1 && one.0 < other.1 && other.0 < one.1
}
