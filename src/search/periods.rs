//! When an act took place, as people say it: the year, the month, how long ago.

use jiff::{Span, ToSpan};

use super::dates::{Calendar, Period};
use super::labels_of::Named;
use super::Corpus;
use crate::record::{Precision, Timestamp};

/// Year and month where the host is; the month is 0 where it is not known, both where there is
/// no date.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Month(u32);

impl Month {
    pub fn of(date: Option<&Timestamp>, period: &Period, calendar: &Calendar) -> Self {
        let Some((date, day)) = date.zip(calendar.day(period.start)) else { return Month(0) };
        let year = u32::try_from(day.year()).unwrap_or(0) << 4;
        match date.precision() {
            Precision::Year => Month(year),
            _ => Month(year | u32::from(day.month().unsigned_abs())),
        }
    }

    /// A number that grows with the year, or with the month; 0 where it is not known.
    pub fn number(self, by_month: bool) -> u32 {
        match (by_month, self.0 & 0xF) {
            (true, 0) => 0,
            (true, _) => self.0,
            (false, _) => self.0 & !0xF,
        }
    }
}

const MONTHS: [&str; 12] = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
];

/// `2024`, or `2024-03` and `mars 2024`, of a [`Month::number`].
pub(super) fn month_named(number: u32) -> (String, Named) {
    let (year, month) = (number >> 4, number & 0xF);
    match month_name(year, month) {
        Some(name) => (format!("{year:04}-{month:02}"), Named::plain(name)),
        None => (format!("{year:04}"), Named::plain(format!("{year}"))),
    }
}

/// `mars 2024`; months are counted from 1.
pub(super) fn month_name(year: u32, month: u32) -> Option<String> {
    let name = MONTHS.get((month as usize).checked_sub(1)?)?;
    Some(format!("{name} {year}"))
}

/// A step back in time: key, how far it reaches, words.
type Step = (&'static str, fn() -> Span, &'static str);

const STEPS: &[Step] = &[
    ("week", || 7.days(), "7 derniers jours"),
    ("month", || 1.month(), "De 7 jours à 1 mois"),
    ("quarter", || 3.months(), "De 1 à 3 mois"),
    ("year", || 1.year(), "De 3 mois à 1 an"),
    ("two_years", || 2.years(), "De 1 à 2 ans"),
    ("five_years", || 5.years(), "De 2 à 5 ans"),
    ("ten_years", || 10.years(), "De 5 à 10 ans"),
];
const OLDER: (&str, &str) = ("older", "Plus de 10 ans");
const FUTURE: (&str, &str) = ("future", "Date à venir");

/// How long ago, in steps that grow. They are numbered from the future on.
#[derive(Debug)]
pub(super) struct Steps {
    /// The first moment of each step, from the future on.
    starts: Vec<i64>,
}

impl Steps {
    pub const COUNT: usize = STEPS.len() + 2;

    /// Key and words of a step.
    pub fn named(step: usize) -> (&'static str, &'static str) {
        match step.checked_sub(1) {
            None => FUTURE,
            Some(step) => STEPS.get(step).map_or(OLDER, |(key, _, words)| (key, words)),
        }
    }

    pub fn of(&self, start: i64) -> usize {
        self.starts.iter().position(|first| start >= *first).unwrap_or(STEPS.len() + 1)
    }
}

impl Corpus {
    pub(super) fn steps(&self) -> Steps {
        let calendar = &self.calendar;
        let today = calendar.day(self.setting.now.unix_millis());
        let midnight = |day: Option<_>| day.map_or(i64::MIN, |day| calendar.midnight(day));
        let tomorrow = midnight(today.and_then(|day| day.tomorrow().ok()));
        let reach =
            |(_, span, _): &Step| midnight(today.and_then(|day| day.checked_sub(span()).ok()));
        Steps { starts: std::iter::once(tomorrow).chain(STEPS.iter().map(reach)).collect() }
    }
}
