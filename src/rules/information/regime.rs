//! What the law asked on a day.

use crate::record::Invalid;
use crate::vocabulary::day;

/// A period of the law of information and consent.
#[derive(Debug, PartialEq, Eq)]
pub struct Regime {
    /// Stable: a proof of information keeps it.
    pub id: &'static str,
    /// First day, `YYYY-MM-DD`; empty: since the profile exists.
    pub from: &'static str,
    /// Whether a member of the care team needs the consent of the person before he opens the
    /// profile. A professional outside the team always does.
    pub team_needs_consent: bool,
    pub source: &'static str,
}

/// In their order.
pub static REGIMES: [Regime; 2] = [
    Regime {
        id: "presumed_consent",
        from: "",
        team_needs_consent: false,
        source: "CSP, R. 1111-46, selon la lecture du guide national d'information des usagers",
    },
    Regime {
        id: "prior_consent",
        from: "2025-10-15",
        team_needs_consent: true,
        source: "Conseil d'État, 15 octobre 2025, n° 490409 ; CSP, L. 1111-17 et R. 1111-46",
    },
];

/// Since when the profile may carry messages of prevention.
pub const PREVENTION_FROM: &str = "2024-05-24";
pub const PREVENTION_SOURCE: &str = "décret n° 2024-468 du 24 mai 2024";

impl Regime {
    /// The regime of a day, `YYYY-MM-DD`.
    pub fn on(date: &str) -> Result<&'static Regime, Invalid> {
        let date = day("", date)?;
        let [first, ..] = &REGIMES;
        Ok(REGIMES.iter().rev().find(|regime| regime.from <= date.as_str()).unwrap_or(first))
    }

    /// Whether opening the profile needs the consent of the person.
    pub fn needs_consent(&self, in_care_team: bool) -> bool {
        self.team_needs_consent || !in_care_team
    }
}
