//! Curves of laboratory results across documents.

mod axis;
mod draw;
mod unit;

use super::observation::{Observation, Range};
use super::{plain, silent_debug};
use crate::record::TimeZone;

/// The curves of one result: one for each unit, for values of different units are never mixed.
#[derive(Clone, Default)]
pub struct Curves {
    pub curves: Vec<Curve>,
    /// What no curve shows, and why.
    pub left_out: Vec<LeftOut>,
}

/// Results of one unit over time.
#[derive(Clone)]
pub struct Curve {
    /// Of the latest result.
    pub name: String,
    /// UCUM, as it came with the latest result.
    pub unit: Option<String>,
    /// How many results it shows.
    pub points: usize,
    /// Self-contained SVG with title and description; no script, no link.
    pub svg: String,
    /// The same as an HTML fragment: the SVG and a table of its values.
    pub html: String,
    /// The same as plain text, a line for each result.
    pub text: String,
}

silent_debug!(Curves, Curve);

/// Results that stand on no curve.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LeftOut {
    pub count: usize,
    /// In French: `sans date`.
    pub reason: &'static str,
}

/// A curve shows this many results, the latest.
const MOST_POINTS: usize = 1000;
/// Numbers beyond are no result of a laboratory, and leave the scale of a curve.
const LARGEST: f64 = 1e12;

/// One result on a curve.
struct Point<'o> {
    millis: i64,
    number: f64,
    unit: Option<&'o str>,
    observation: &'o Observation,
    date: String,
    /// The usual range, where it is of the same unit.
    range: Option<&'o Range>,
}

/// The curves of the results that have this code, in any document. An empty system means any. The
/// dates are shown where the host is; results given twice are shown once.
pub fn curves(observations: &[&Observation], code: &str, system: &str, zone: &TimeZone) -> Curves {
    let mut reasons = [
        LeftOut { count: 0, reason: "annulé" },
        LeftOut { count: 0, reason: "sans date" },
        LeftOut { count: 0, reason: "sans valeur numérique" },
        LeftOut { count: 0, reason: "plus ancien que les 1000 résultats affichés" },
    ];
    let mut points = Vec::new();
    for observation in observations.iter().filter(|o| o.has_code(code, system)) {
        match point(observation, zone) {
            Ok(point) => points.push(point),
            Err(reason) => reasons[reason].count += 1,
        }
    }
    let mut units: Vec<String> = points.iter().map(|point| unit::key(point.unit)).collect();
    units.sort();
    units.dedup();
    let mut found = Vec::new();
    for unit in units {
        let mut of_unit: Vec<Point<'_>> =
            points.iter().filter_map(|point| in_unit(point, &unit)).collect();
        of_unit.sort_by(|a, b| a.millis.cmp(&b.millis).then(a.number.total_cmp(&b.number)));
        of_unit.dedup_by(|a, b| a.millis == b.millis && a.number == b.number);
        let over = of_unit.len().saturating_sub(MOST_POINTS);
        reasons[3].count += over;
        of_unit.drain(..over);
        found.extend(draw::curve(&of_unit, code));
    }
    Curves { curves: found, left_out: reasons.into_iter().filter(|r| r.count > 0).collect() }
}

/// Where a result stands, or the number of the reason why it stands nowhere.
fn point<'o>(observation: &'o Observation, zone: &TimeZone) -> Result<Point<'o>, usize> {
    if matches!(observation.status.as_deref(), Some("aborted" | "cancelled" | "nullified")) {
        return Err(0);
    }
    let date = observation.date.as_ref().ok_or(1usize)?;
    let millis = date.timestamp().ok_or(1usize)?.unix_millis();
    let number = observation.value.number.filter(|number| number.abs() < LARGEST).ok_or(2usize)?;
    let unit = observation.value.unit.as_deref();
    let range =
        observation.ranges.first().filter(|r| unit::key(r.unit.as_deref()) == unit::key(unit));
    Ok(Point { millis, number, unit, observation, date: date.text(zone), range })
}

/// The same result in this unit, where the laboratory gave it in it.
fn in_unit<'o>(point: &Point<'o>, wanted: &str) -> Option<Point<'o>> {
    let copy = |number: f64, unit: Option<&'o str>, range: Option<&'o Range>| Point {
        millis: point.millis,
        number,
        unit,
        observation: point.observation,
        date: point.date.clone(),
        range,
    };
    if unit::key(point.unit) == wanted {
        return Some(copy(point.number, point.unit, point.range));
    }
    let others = &point.observation.value.others;
    let (number, unit) = others.iter().find(|(number, unit)| {
        unit.is_some() && number.abs() < LARGEST && unit::key(unit.as_deref()) == wanted
    })?;
    Some(copy(*number, unit.as_deref(), None))
}

/// Text that stands on one line.
fn one_line(text: &str) -> String {
    plain::words(text)
}
