//! One pass over the history of a patient, which may be long: what of it counts, the latest of each.

use super::due::Facts;
use super::history::{Consent, Entry, Information, OpposedTo, Opposition};
use crate::record::Timestamp;

/// The latest of each kind that counts for these facts.
#[derive(Default)]
pub(super) struct Seen<'a> {
    pub cleared_feeding: Latest<'a, Information>,
    pub cleared_consultation: Latest<'a, Information>,
    pub last_feeding: Latest<'a, Information>,
    pub last_consultation: Latest<'a, Information>,
    pub emergency_notice: Latest<'a, Information>,
    pub emergency: Latest<'a, Timestamp>,
    pub consent: Latest<'a, Consent>,
    pub feeding: Latest<'a, Opposition>,
    pub consultation: Latest<'a, Opposition>,
}

/// The latest entry seen, and its instant in milliseconds: a history may be long.
pub(super) struct Latest<'a, T>(Option<(i64, &'a T)>);

impl<T> Default for Latest<'_, T> {
    fn default() -> Self {
        Latest(None)
    }
}

impl<'a, T> Latest<'a, T> {
    fn see(&mut self, at: i64, entry: &'a T) {
        if self.0.is_none_or(|(latest, _)| latest <= at) {
            self.0 = Some((at, entry));
        }
    }

    pub fn get(&self) -> Option<&'a T> {
        self.0.map(|(_, entry)| entry)
    }
}

impl<'a> Seen<'a> {
    pub fn of(facts: &Facts<'a>) -> Self {
        let mut seen = Seen::default();
        for entry in facts.history {
            let (at, holder) = match entry {
                Entry::Information(told) => (&told.at, &told.holder),
                Entry::Consent(consent) => (&consent.at, &consent.holder),
                Entry::Opposition(said) => (&said.at, &said.holder),
                Entry::EmergencyAccess { at, holder } => (at, holder),
            };
            if !facts.same_holder(holder) {
                continue;
            }
            let millis = at.unix_millis();
            match entry {
                Entry::Information(told) => seen.information(facts, millis, told),
                Entry::Consent(consent) if facts.team.is_some() || facts.in_this_act(at) => {
                    seen.consent.see(millis, consent);
                }
                Entry::Consent(_) => {}
                Entry::Opposition(said) => match said.to {
                    OpposedTo::Feeding => seen.feeding.see(millis, said),
                    OpposedTo::Consultation => seen.consultation.see(millis, said),
                },
                Entry::EmergencyAccess { at, .. } => seen.emergency.see(millis, at),
            }
        }
        seen
    }

    fn information(&mut self, facts: &Facts<'a>, at: i64, told: &'a Information) {
        if told.emergency {
            return self.emergency_notice.see(at, told);
        }
        let clears = told.clears_duty && (!facts.secret_act || facts.told_in_secret(told));
        if told.actions.feeds() {
            self.last_feeding.see(at, told);
            if clears {
                self.cleared_feeding.see(at, told);
            }
        }
        if told.actions.consults() {
            self.last_consultation.see(at, told);
            let now = match facts.team {
                Some(_) => facts.in_this_episode(&told.holder),
                None => facts.in_this_act(&told.at),
            };
            if clears && now {
                self.cleared_consultation.see(at, told);
            }
        }
    }
}
