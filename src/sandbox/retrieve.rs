//! TD3.2: the documents themselves, as the server of the repository gives them.

use super::assertion::Caller;
use super::fault::{FaultKind, Service};
use super::holding::{Holding, Stored, REPOSITORY};
use super::person::Person;
use super::registry;
use super::rights::{self, Right};
use super::search::about;
use super::server::{Answered, Said};
use super::Sandbox;
use crate::record::AvailabilityStatus;
use crate::wire::registry::{RegistryError, ResponseStatus};
use crate::wire::repository::{DocumentRequest, RetrieveAnswer, Retrieved};

/// Documents given in one answer, at most.
const MOST: usize = 100;

impl Sandbox {
    pub(super) fn retrieve(&self, caller: &Caller, asked: &[DocumentRequest]) -> Answered {
        let person = self.scenario.find(about(caller)?);
        let fault = self.fault_for(Service::Documents, person);
        let refusal = fault.as_ref().map(FaultKind::refusal).transpose()?.flatten();
        let right = match refusal {
            Some(error) => Err(registry::refused(error)),
            None => rights::record_open(person)
                .and_then(|person| Ok((person, rights::read(caller, person)?))),
        };
        let mut answer = match right {
            Ok(_) if asked.len() > MOST => {
                let text = "100 documents au plus par requête";
                answer(vec![registry::error("XDSRepositoryError", text)], Vec::new())
            }
            Ok((person, right)) => self.given(caller, person, right, asked),
            Err(error) => answer(vec![error], Vec::new()),
        };
        if let Some(fault) = &fault {
            fault.withhold(&mut answer);
        }
        Ok((Said::Documents(answer), fault))
    }

    fn given(
        &self,
        caller: &Caller,
        person: &Person,
        right: Right,
        asked: &[DocumentRequest],
    ) -> RetrieveAnswer {
        let holding = self.holding_of(person);
        let mut errors = Vec::new();
        let mut documents = Vec::new();
        for request in asked {
            let sees = |stored: &Stored| rights::sees(caller, person, right, stored);
            match find(&holding, request, sees) {
                Ok(stored) => documents.push(Retrieved {
                    repository_unique_id: request.repository_unique_id.clone(),
                    document_unique_id: request.document_unique_id.clone(),
                    mime_type: stored.entry.mime_type.as_deref().unwrap_or("text/xml").to_string(),
                    bytes: stored.bytes(),
                }),
                Err(error) => errors.push(error),
            }
        }
        answer(errors, documents)
    }
}

/// The document of a request, or why it is not given.
fn find<'h>(
    holding: &'h Holding,
    request: &DocumentRequest,
    sees: impl Fn(&Stored) -> bool,
) -> Result<&'h Stored, RegistryError> {
    let refused = |code: &str, text: &str| {
        let location = Some(request.document_unique_id.clone());
        RegistryError { location, ..registry::error(code, text) }
    };
    if request.repository_unique_id != REPOSITORY {
        return Err(refused("XDSUnknownRepositoryId", "cet entrepôt n'est pas celui du DMP"));
    }
    // After a change of metadata two entries tell of one document: the last one counts.
    let mut same = holding.documents.iter().rev().filter(|stored| {
        stored.has_unique_id(&request.document_unique_id)
            && stored.entry.status != Some(AvailabilityStatus::Deleted)
    });
    let stored = same.next();
    let stored =
        stored.ok_or_else(|| refused("XDSDocumentUniqueIdError", "ce document n'existe pas"))?;
    match sees(stored) {
        true => Ok(stored),
        false => Err(refused("DMPAccessForbidden", "ce document n'est pas accessible")),
    }
}

/// Success where nothing lacks, failure where nothing is there.
fn answer(errors: Vec<RegistryError>, documents: Vec<Retrieved>) -> RetrieveAnswer {
    let status = match (errors.is_empty(), documents.is_empty()) {
        (true, _) => ResponseStatus::Success,
        (false, true) => ResponseStatus::Failure,
        (false, false) => ResponseStatus::PartialSuccess,
    };
    RetrieveAnswer { status, errors, documents }
}
