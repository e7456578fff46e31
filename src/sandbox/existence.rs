//! TD0.2 and TD1.3a: whether a record exists, and what the caller may know of it.

use super::assertion::Caller;
use super::fault::{FaultKind, Service};
use super::server::{refuse_production, Answered, Refused, Said};
use super::Sandbox;
use crate::record::{ClockAndIds, Existence, Profile};
use crate::wire::existence::{write_answer, Acknowledgement, AnswerHeader, Query, Reason};

impl Sandbox {
    /// Open to everybody who may call at all.
    pub(super) fn existence(&self, caller: &Caller, query: &Query) -> Answered {
        if caller.patient.as_ref() != Some(&query.patient) {
            let problem = "le champ resource-id est incorrect (ce n'est pas le patient du message)";
            return Err(Refused::vihf(problem));
        }
        refuse_production(&query.patient)?;
        let person = self.scenario.find(&query.patient);
        let fault = self.fault_for(Service::Patients, person);
        let administrative = query.reason == Reason::AdministrativeData;
        let profile = person.map(|person| person.profile(&caller.professional, administrative));
        // Somebody the scenario does not know has no record.
        let profile = profile.unwrap_or_else(|| Profile::new(Existence::Absent, "NF"));
        let error = fault.as_ref().map(FaultKind::refusal).transpose()?.flatten();
        let errors: Vec<_> = error.into_iter().collect();
        let created = self.now()?;
        let message = self.clock.uuid();
        let header = AnswerHeader { query, message: &message, created: &created };
        let acknowledgement = match errors.as_slice() {
            [] => Acknowledgement::Accepted(&profile),
            errors => Acknowledgement::Refused(errors),
        };
        Ok((Said::Markup(write_answer(&header, &acknowledgement)), fault))
    }
}
