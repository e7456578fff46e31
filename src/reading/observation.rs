use std::sync::Arc;

use super::header::Code;
use super::moment::Moment;
use super::silent_debug;

/// A laboratory result.
#[derive(Clone)]
pub struct Observation {
    /// As the report prints it, else the label of its code.
    pub name: String,
    pub code: Option<Code>,
    /// The same in other code systems.
    pub translations: Vec<Code>,
    pub value: Value,
    /// The first is the usual one.
    pub ranges: Vec<Range>,
    pub flag: Option<Flag>,
    pub date: Option<Moment>,
    /// `completed`, `active`, `aborted`.
    pub status: Option<String>,
    pub specimen: Option<Arc<str>>,
    pub method: Option<String>,
    /// The battery it belongs to.
    pub battery: Option<Arc<str>>,
    /// The title of its section.
    pub section: Option<Arc<str>>,
}

impl Observation {
    /// Whether it is a result of this code, itself or translated. An empty system means any.
    pub fn has_code(&self, code: &str, system: &str) -> bool {
        let is = |c: &Code| c.code == code && (system.is_empty() || c.system == system);
        self.code.iter().chain(&self.translations).any(is)
    }
}

/// What was found.
#[derive(Clone, Default, PartialEq)]
pub struct Value {
    /// For people to read, unit included: `1,950 mUI/L`.
    pub text: String,
    /// Of a quantity that is one finite number.
    pub number: Option<f64>,
    /// UCUM, as it came: `m[IU]/L`.
    pub unit: Option<String>,
    /// Of a coded result.
    pub code: Option<Code>,
    /// The same in other units.
    pub others: Vec<(f64, Option<String>)>,
}

/// A reference range.
#[derive(Clone, Default, PartialEq)]
pub struct Range {
    pub low: Option<f64>,
    pub high: Option<f64>,
    /// UCUM, as it came.
    pub unit: Option<String>,
    /// For people to read: `0,27 à 4,2 mUI/L`.
    pub text: String,
}

/// The reading of a result: `N`, `L`, `H`, `LL`, `HH`, `A`, `S`, `I`, `R`…
#[derive(Clone, PartialEq, Eq)]
pub struct Flag {
    pub code: String,
    /// In French.
    pub label: String,
}

impl Flag {
    /// Whether it says that the result is not as usual.
    pub fn is_abnormal(&self) -> bool {
        matches!(&*self.code, "L" | "H" | "LL" | "HH" | "A" | "AA" | "LU" | "HU" | "<" | ">" | "R")
    }
}

silent_debug!(Observation, Value, Range, Flag);
