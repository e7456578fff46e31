//! Who may search, read and see what: the sandbox's own tables, in which it never asks `rules`.

mod habilitation;

use super::assertion::{Caller, Mode, Reason};
use super::holding::Stored;
use super::person::{Person, RecordState};
use super::registry::error;
use crate::record::{Authorisation, DocumentEntry};
use crate::wire::registry::RegistryError;

const FORBIDDEN: &str = "DMPAccessForbidden";
const NO_RIGHT: &str = "DMPAccessDeniedByRightsService";

/// Whether there is a record to speak of.
pub(super) fn record_open(person: Option<&Person>) -> Result<&Person, RegistryError> {
    let person = person.filter(|person| person.state() != RecordState::Absent);
    let person = person.ok_or_else(|| error("XDSUnknownPatientId", "ce patient n'a pas de DMP"))?;
    match person.state() {
        RecordState::Closed => Err(error("DMPClosed", "ce DMP est fermé")),
        _ => Ok(person),
    }
}

/// What a caller may do in a record besides finding his own documents.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Right {
    /// Everything his profession may see.
    Consult,
    /// His own documents, or his structure's.
    OwnOnly,
}

/// TD3.1: whether a search is answered. References alone (TD3.1b) are given to those who may not
/// consult, of what they wrote: they need them to replace or delete it.
pub(super) fn search(
    caller: &Caller,
    person: &Person,
    by_reference: bool,
) -> Result<Right, RegistryError> {
    if by_reference && (no_person_consults(caller).is_some() || !authorised(caller, person)) {
        return Ok(Right::OwnOnly);
    }
    consult(caller, person).map(|()| Right::Consult)
}

/// TD3.2: what may be read. An author reads what he wrote, even where the patient blocked him.
pub(super) fn read(caller: &Caller, person: &Person) -> Result<Right, RegistryError> {
    if let Some(refusal) = no_person_consults(caller) {
        return Err(refusal);
    }
    if caller.has_speciality("SM25") {
        return Err(error(NO_RIGHT, "un médecin du travail ne lit pas le DMP"));
    }
    match consult(caller, person) {
        Ok(()) => Ok(Right::Consult),
        Err(refusal) if caller.reason != Reason::Normal => Err(refusal),
        Err(_) => Ok(Right::OwnOnly),
    }
}

fn consult(caller: &Caller, person: &Person) -> Result<(), RegistryError> {
    if let Some(refusal) = no_person_consults(caller) {
        return Err(refusal);
    }
    if person.authorisation(&caller.professional) == Some(Authorisation::Interdit) {
        return Err(error(FORBIDDEN, "le patient a bloqué ce professionnel"));
    }
    match caller.reason {
        Reason::BrisDeGlace if person.opposes_bris_de_glace() => {
            Err(error(FORBIDDEN, "le patient s'oppose au bris de glace"))
        }
        Reason::Centre15 if person.opposes_centre_15() => {
            Err(error(FORBIDDEN, "le patient s'oppose à l'accès du centre 15"))
        }
        Reason::BrisDeGlace | Reason::Centre15 => Ok(()),
        Reason::Normal if authorised(caller, person) => Ok(()),
        Reason::Normal => Err(error(FORBIDDEN, "ce professionnel n'est pas autorisé")),
    }
}

fn authorised(caller: &Caller, person: &Person) -> bool {
    person.authorisation(&caller.professional) == Some(Authorisation::Valide)
}

/// A structure's certificate and an employee's card identify nobody who consults.
fn no_person_consults(caller: &Caller) -> Option<RegistryError> {
    if caller.mode == Mode::Indirect {
        return Some(error(NO_RIGHT, "l'authentification indirecte ne consulte pas le DMP"));
    }
    caller.is_employee_card().then(|| error(NO_RIGHT, "une CPE ne consulte pas le DMP"))
}

/// Whether a document is given to a caller at all.
pub(super) fn sees(caller: &Caller, person: &Person, right: Right, stored: &Stored) -> bool {
    let entry = &stored.entry;
    let own = match caller.acts_for_structure() {
        true => is_of_structure(caller, entry),
        false => is_author(caller, entry),
    };
    if own || right == Right::OwnOnly {
        return own;
    }
    let (profession, system) = caller.profession();
    let seen = entry.is_signature() || habilitation::allows(profession, system, entry);
    seen && (!entry.is_masked() || sees_masked(caller, person))
}

/// Masked documents are for the treating doctor of the DMP; in an emergency, for those the
/// patient lets see them.
fn sees_masked(caller: &Caller, person: &Person) -> bool {
    match caller.reason {
        Reason::Normal => person.is_treated_by(&caller.professional),
        Reason::BrisDeGlace | Reason::Centre15 => person.shows_masked_in_emergency(),
    }
}

fn is_author(caller: &Caller, entry: &DocumentEntry) -> bool {
    let mut persons = entry.authors.iter().flat_map(|author| &author.persons);
    let signed = entry.legal_authenticator.as_ref().map(|signer| signer.id());
    persons.any(|person| person.id() == caller.professional)
        || signed == Some(caller.professional.as_str())
}

fn is_of_structure(caller: &Caller, entry: &DocumentEntry) -> bool {
    let mut places = entry.authors.iter().flat_map(|author| &author.institutions);
    places.any(|place| place.id() == caller.structure)
}
