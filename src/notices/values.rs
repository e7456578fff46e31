//! The values of a request that stand in its text, checked one by one.

use super::words::{sentence, value};
use crate::record::Invalid;
use crate::vocabulary::day;

/// A day of the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Date {
    pub day: u8,
    pub month: u8,
    pub year: u16,
}

/// The longest of each value, in characters: a notice stays within a page.
const MOST_NAME: usize = 100;
const MOST_HOW: usize = 200;
const MOST_DOCUMENT: usize = 80;
const MOST_DOCUMENTS: usize = 12;
const MOST_REASON: usize = 300;
const MOST_EPISODE: usize = 64;

pub(super) fn name(field: &str, text: Option<&str>) -> Result<Option<String>, Invalid> {
    text.map(|text| value(field, text, MOST_NAME)).transpose()
}

pub(super) fn how(field: &str, text: Option<&str>) -> Result<Option<String>, Invalid> {
    text.map(|text| sentence(field, text, MOST_HOW)).transpose()
}

pub(super) fn reason(field: &str, text: Option<&str>) -> Result<Option<String>, Invalid> {
    text.map(|text| sentence(field, text, MOST_REASON)).transpose()
}

pub(super) fn episode(text: Option<&str>) -> Result<Option<String>, Invalid> {
    text.map(|text| value("episode", text, MOST_EPISODE)).transpose()
}

pub(super) fn documents(field: &str, labels: &[String]) -> Result<Vec<String>, Invalid> {
    if labels.len() > MOST_DOCUMENTS {
        let problem = format!("must not hold over {MOST_DOCUMENTS} documents");
        return Err(Invalid::new(field, problem));
    }
    let label = |(index, text): (usize, &String)| {
        sentence(&format!("{field}[{index}]"), text, MOST_DOCUMENT)
    };
    labels.iter().enumerate().map(label).collect()
}

/// `YYYY-MM-DD`, not after `latest`.
pub(super) fn date(field: &str, text: &str, latest: &str) -> Result<Date, Invalid> {
    let text = day(field, text)?;
    if text.as_str() > latest {
        return Err(Invalid::new(field, "must not be after date"));
    }
    let number = |from: usize, to: usize| text.get(from..to).and_then(|part| part.parse().ok());
    let parts = (number(0, 4), number(5, 7), number(8, 10));
    let (Some(year), Some(month), Some(day)) = parts else {
        return Err(Invalid::new(field, "must be a date, YYYY-MM-DD"));
    };
    Ok(Date { day: day as u8, month: month as u8, year })
}
