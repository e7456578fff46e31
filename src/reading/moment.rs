use super::silent_debug;
use crate::record::{TimeZone, Timestamp};

/// A date of a CDA. One without offset is the author's own local time, and is shown as written.
#[derive(Clone, PartialEq, Eq)]
pub struct Moment {
    raw: String,
    timestamp: Option<Timestamp>,
}

impl Moment {
    /// Of an HL7 `value`; one that is no date is kept as it came.
    pub fn new(raw: &str) -> Self {
        let raw = raw.trim();
        Moment { raw: raw.to_string(), timestamp: Timestamp::parse(raw).ok() }
    }

    /// As it came.
    pub fn raw(&self) -> &str {
        &self.raw
    }

    /// None where what came is no date.
    pub fn timestamp(&self) -> Option<&Timestamp> {
        self.timestamp.as_ref()
    }

    /// For people to read, as precise as it came: `28/03/1979`, `02/03/2026 09:30`; what is no
    /// date stands as it came.
    pub fn text(&self, zone: &TimeZone) -> String {
        let Some(timestamp) = &self.timestamp else { return self.raw.clone() };
        if self.raw.contains(['+', '-', 'Z']) {
            return timestamp.local_text(zone);
        }
        match TimeZone::new("UTC") {
            Ok(as_written) => timestamp.local_text(&as_written),
            Err(_) => self.raw.clone(),
        }
    }
}

/// A moment, or a time with a beginning, an end, or both.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Period {
    pub at: Option<Moment>,
    pub from: Option<Moment>,
    pub to: Option<Moment>,
}

impl Period {
    /// `le 02/03/2026`, `du … au …`, `à partir du …`, `jusqu’au …`; empty where nothing was said.
    pub fn text(&self, zone: &TimeZone) -> String {
        let text = |moment: &Moment| moment.text(zone);
        match (&self.at, &self.from, &self.to) {
            (Some(at), ..) => format!("le {}", text(at)),
            (None, Some(from), Some(to)) if from == to => format!("le {}", text(from)),
            (None, Some(from), Some(to)) => format!("du {} au {}", text(from), text(to)),
            (None, Some(from), None) => format!("à partir du {}", text(from)),
            (None, None, Some(to)) => format!("jusqu’au {}", text(to)),
            (None, None, None) => String::new(),
        }
    }

    pub fn is_empty(&self) -> bool {
        self.at.is_none() && self.from.is_none() && self.to.is_none()
    }

    /// The moment itself, else its beginning, else its end.
    pub fn moment(&self) -> Option<&Moment> {
        self.at.as_ref().or(self.from.as_ref()).or(self.to.as_ref())
    }
}

silent_debug!(Moment, Period);
