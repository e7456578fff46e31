//! The documents of a section by year and month of the act.

use super::rows::{OverviewGroup, OverviewRow};
use super::sentences::{MONTHS, NO_MONTH, UNDATED};
use crate::search::Corpus;

/// Years with their months, in the order of the rows; what has no date comes last.
pub fn years(corpus: &Corpus, rows: Vec<OverviewRow>) -> Vec<OverviewGroup> {
    let mut undated = OverviewGroup::of(UNDATED.to_string());
    let mut years: Vec<OverviewGroup> = Vec::new();
    for row in rows {
        let Some((year, month)) = year_and_month(corpus, row.row) else {
            undated.rows.push(row);
            continue;
        };
        let month = match month {
            Some(month) => format!("{month} {year}"),
            None => NO_MONTH.to_string(),
        };
        group(group(&mut years, &year).groups.as_mut(), &month).rows.push(row);
    }
    years.extend(Some(undated).filter(|group| !group.rows.is_empty()));
    years
}

/// The group of this name: the last one, or a new one after it. Rows of one date stand together.
fn group<'a>(groups: &'a mut Vec<OverviewGroup>, label: &str) -> &'a mut OverviewGroup {
    let found = groups.iter().rposition(|group| group.label.as_deref() == Some(label));
    let place = found.unwrap_or_else(|| {
        groups.push(OverviewGroup::of(label.to_string()));
        groups.len() - 1
    });
    &mut groups[place]
}

/// Where the host is.
fn year_and_month(corpus: &Corpus, row: u32) -> Option<(String, Option<&'static str>)> {
    let date = corpus.entry(row)?.act_date()?;
    let iso = date.local_iso(&corpus.setting().time_zone);
    let month = iso.get(5..7).and_then(|month| month.parse::<usize>().ok());
    let name = month.and_then(|month| MONTHS.get(month.checked_sub(1)?)).copied();
    Some((iso.get(..4)?.to_string(), name))
}

impl OverviewGroup {
    fn of(label: String) -> Self {
        OverviewGroup { label: Some(label), rows: Vec::new(), groups: Vec::new() }
    }
}
