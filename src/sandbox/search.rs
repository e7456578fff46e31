//! TD3.1: the stored queries, as the server of the registry answers them.

use std::sync::Arc;

use super::assertion::Caller;
use super::fault::{FaultKind, Service, THRESHOLD};
use super::holding::Holding;
use super::person::Person;
use super::registry::{self, InSight};
use super::rights;
use super::server::{refuse_production, Answered, Refused, Said};
use super::Sandbox;
use crate::record::Ins;
use crate::wire::registry::{
    parameter, write_answer, QueryId, ReceivedQuery, RegistryAnswer, RegistryError, ResponseStatus,
    ReturnType,
};

impl Sandbox {
    pub(super) fn search(&self, caller: &Caller, query: &ReceivedQuery) -> Answered {
        let patient = about(caller)?;
        let person = self.scenario.find(patient);
        let fault = self.fault_for(Service::Documents, person);
        let refusal = fault.as_ref().map(FaultKind::refusal).transpose()?.flatten();
        let found = match refusal {
            Some(error) => Err(registry::refused(error)),
            None => self.found(caller, patient, person, query),
        };
        let mut answer =
            found.unwrap_or_else(|error| registry::empty(ResponseStatus::Failure, vec![error]));
        if let Some(fault) = &fault {
            fault.spoil(&mut answer);
        }
        Ok((Said::Markup(write_answer(&answer, query.returns)), fault))
    }

    fn found(
        &self,
        caller: &Caller,
        patient: &Ins,
        person: Option<&Person>,
        query: &ReceivedQuery,
    ) -> Result<RegistryAnswer, RegistryError> {
        same_patient(query, patient)?;
        let person = rights::record_open(person)?;
        // TD3.1b: the identifiers a document has today, to replace or delete it.
        let technical =
            query.returns == ReturnType::ObjectRef && query.query() == Some(QueryId::GetDocuments);
        let right = rights::search(caller, person, technical)?;
        if !technical {
            self.count_search()?;
        }
        let holding = self.holding_of(person);
        let sight = InSight::new(&holding, |stored| rights::sees(caller, person, right, stored));
        registry::evaluate(query, &sight).map(|found| found.answer(query.returns))
    }

    /// The documents of a person as they are now.
    pub(super) fn holding_of(&self, person: &Person) -> Arc<Holding> {
        let changed = self.state.lock().holdings.get(&person.key()).cloned();
        changed.unwrap_or_else(|| person.holding())
    }

    /// One search more: over the limit, where one is set, it is refused.
    fn count_search(&self) -> Result<(), RegistryError> {
        let mut state = self.state.lock();
        state.searches = state.searches.saturating_add(1);
        match state.search_limit {
            Some(limit) if state.searches > limit => {
                Err(registry::error(THRESHOLD, "trop de recherches : réessayez plus tard"))
            }
            _ => Ok(()),
        }
    }
}

/// Whose record is meant: the VIHF says it.
pub(super) fn about(caller: &Caller) -> Result<&Ins, Refused> {
    let patient = caller.patient.as_ref();
    let patient = patient.ok_or_else(|| Refused::vihf("le champ resource-id est obligatoire"))?;
    refuse_production(patient)?;
    Ok(patient)
}

/// A query may name the patient again (RG_3010); then it must be the same.
fn same_patient(query: &ReceivedQuery, patient: &Ins) -> Result<(), RegistryError> {
    for name in [parameter::PATIENT, parameter::SUBMISSION_PATIENT] {
        let given = registry::single(query, name)?.map(Ins::from_cx);
        if given.is_some_and(|given| given.as_ref() != Ok(patient)) {
            let text = "le patient de la requête n'est pas celui du VIHF";
            return Err(registry::error("XDSPatientIdDoesNotMatch", text));
        }
    }
    Ok(())
}
