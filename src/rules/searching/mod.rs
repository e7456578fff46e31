//! May this search run now? A search notifies the patient: it follows an act of the user, and
//! what the software does of its own accord is bounded (EX_3.1-2030, EX_3.1-1090).

mod sentences;

use crate::record::{Act, AvailabilityStatus, Purpose, TimeZone, Timestamp};
pub use sentences::Violation;

/// What an automatic search rests on, beside the access rules. `None`: the host does not say,
/// which allows nothing.
#[derive(Debug, Clone, Copy)]
pub struct Circumstances<'a> {
    /// The host's switch.
    pub automatic_allowed: bool,
    /// Automatic searches this chart has made.
    pub automatic_made: u32,
    pub means_are_air: bool,
    pub purpose: &'a Purpose,
    pub secret_connection: bool,
    /// The DMP answered VALIDE.
    pub authorised: bool,
    pub in_care_team: Option<bool>,
    /// The professional himself is at the keyboard.
    pub operator_may_read: bool,
    /// The patient was informed for this episode of care.
    pub informed: Option<bool>,
    /// The statuses asked for.
    pub statuses: &'a [AvailabilityStatus],
    /// The least act date asked for.
    pub since: Option<&'a Timestamp>,
    pub now: &'a Timestamp,
    pub time_zone: &'a TimeZone,
}

/// How far back a search of the software's own accord may go.
pub const AUTOMATIC_YEARS: i16 = 2;

/// The first rule the search would break.
pub fn check(act: Act, is: &Circumstances<'_>) -> Result<(), Violation> {
    let rules: &[(bool, Violation)] = match act {
        Act::User => &[],
        Act::AfterFeed => &[(true, Violation::AfterFeed)],
        Act::Opening => &[
            (!is.automatic_allowed, Violation::AutomaticOff),
            (is.automatic_made > 0, Violation::SecondAutomatic),
            (is.means_are_air, Violation::AutomaticUnderAir),
            (is.purpose.is_emergency(), Violation::AutomaticInEmergency),
            (is.secret_connection, Violation::AutomaticInSecret),
            (!is.operator_may_read, Violation::AutomaticByOperator),
            (!is.authorised, Violation::AutomaticWithoutAuthorisation),
            (is.in_care_team != Some(true), Violation::AutomaticOutsideTeam),
            (is.informed != Some(true), Violation::AutomaticBeforeInformation),
            (is.statuses != [AvailabilityStatus::Approved], Violation::AutomaticStatus),
            (!is.within_window(), Violation::AutomaticWindow),
        ],
    };
    match rules.iter().find(|(broken, _)| *broken) {
        Some((_, violation)) => Err(*violation),
        None => Ok(()),
    }
}

impl Circumstances<'_> {
    fn within_window(&self) -> bool {
        let least = self.now.years_before(AUTOMATIC_YEARS, self.time_zone);
        self.since.is_some_and(|since| since.unix_millis() >= least.unix_millis())
    }
}

#[cfg(test)]
mod tests;
