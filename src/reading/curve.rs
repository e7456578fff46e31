//! Curves of laboratory results across documents.

use super::observation::Observation;
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
    /// UCUM, as it came first.
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

/// Results that stand on no curve.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LeftOut {
    pub count: usize,
    /// In French: `sans date`.
    pub reason: &'static str,
}

/// The curves of the results that have this code, in any document. An empty system means any. The
/// dates are shown where the host is.
pub fn curves(observations: &[&Observation], code: &str, system: &str, zone: &TimeZone) -> Curves {
    let _ = (observations, code, system, zone);
    Curves::default()
}
