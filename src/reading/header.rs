use super::moment::{Moment, Period};
use super::silent_debug;

/// An HL7 instance identifier: an OID or UUID, and what it counts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct InstanceId {
    pub root: String,
    pub extension: Option<String>,
}

/// A code as the document has it.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Code {
    pub code: String,
    /// OID; empty where the document gave none.
    pub system: String,
    /// `displayName`, else the original text.
    pub label: Option<String>,
}

/// What the header of a CDA says.
#[derive(Clone, Default)]
pub struct Header {
    pub id: Option<InstanceId>,
    pub set_id: Option<InstanceId>,
    pub version: Option<String>,
    /// The type of the document.
    pub code: Option<Code>,
    pub title: Option<String>,
    pub date: Option<Moment>,
    pub confidentiality: Option<Code>,
    /// `fr-FR`.
    pub language: Option<String>,
    pub patient: Option<Patient>,
    /// Everybody else it names, in its order.
    pub parties: Vec<Party>,
    /// The acts it documents.
    pub services: Vec<Service>,
    pub encounter: Option<Encounter>,
    pub related: Vec<Related>,
    /// The prescriptions or requests it answers.
    pub orders: Vec<InstanceId>,
    pub consents: Vec<Code>,
}

impl Header {
    /// Those who take part in one way.
    pub fn parties_as(&self, kind: PartyKind) -> impl Iterator<Item = &Party> {
        self.parties.iter().filter(move |party| party.kind == kind)
    }

    pub fn authors(&self) -> impl Iterator<Item = &Party> {
        self.parties_as(PartyKind::Author)
    }

    pub fn legal_authenticator(&self) -> Option<&Party> {
        self.parties_as(PartyKind::LegalAuthenticator).next()
    }

    pub fn custodian(&self) -> Option<&Organisation> {
        self.parties_as(PartyKind::Custodian).find_map(|party| party.organisation.as_ref())
    }

    pub fn recipients(&self) -> impl Iterator<Item = &Party> {
        self.parties_as(PartyKind::Recipient)
    }
}

/// The patient as the document names him; the chart's own identity is the one to trust.
#[derive(Clone, Default)]
pub struct Patient {
    pub ids: Vec<InstanceId>,
    pub name: PersonName,
    /// `M`, `F` or another code, with its label.
    pub sex: Option<Code>,
    pub birth: Option<Moment>,
    /// COG code and town.
    pub birth_place: Vec<String>,
    pub deceased: Option<Moment>,
    pub addresses: Vec<Address>,
    pub telecoms: Vec<String>,
}

impl Patient {
    /// The INS: matricule and OID.
    pub fn ins(&self) -> Option<&InstanceId> {
        self.ids.iter().find(|id| matches!(&*id.root, INS_NIR | INS_NIA | INS_TEST | INS_DEMO))
    }
}

const INS_NIR: &str = "1.2.250.1.213.1.4.8";
const INS_NIA: &str = "1.2.250.1.213.1.4.9";
const INS_TEST: &str = "1.2.250.1.213.1.4.10";
const INS_DEMO: &str = "1.2.250.1.213.1.4.11";

/// In what way somebody takes part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PartyKind {
    Author,
    DataEnterer,
    Informant,
    Custodian,
    Recipient,
    LegalAuthenticator,
    Authenticator,
    Participant,
    /// Who did the act that the document documents.
    Performer,
    /// Who answers for the encounter.
    ResponsibleParty,
    EncounterParticipant,
    /// The patient's representative.
    Guardian,
}

/// A person, a device or an organisation, and its part.
#[derive(Clone)]
pub struct Party {
    pub kind: PartyKind,
    /// In French: `Auteur`, `Médecin traitant`.
    pub role: String,
    pub ids: Vec<InstanceId>,
    /// Profession and speciality, or the tie to the patient.
    pub speciality: Option<Code>,
    pub name: Option<PersonName>,
    /// Model and software of a device.
    pub device: Option<String>,
    pub organisation: Option<Organisation>,
    pub when: Option<Period>,
    pub addresses: Vec<Address>,
    pub telecoms: Vec<String>,
}

#[derive(Clone, Default)]
pub struct Organisation {
    pub ids: Vec<InstanceId>,
    pub name: Option<String>,
    pub addresses: Vec<Address>,
    pub telecoms: Vec<String>,
}

/// An address, line by line.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Address {
    pub lines: Vec<String>,
}

/// A name as its parts came; each part is kept.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct PersonName {
    pub parts: Vec<NamePart>,
}

#[derive(Clone, PartialEq, Eq)]
pub struct NamePart {
    pub kind: NamePartKind,
    /// `BR` (birth), `CL` (used), `SP` (of the spouse); empty where there is none.
    pub qualifier: String,
    pub text: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NamePartKind {
    Prefix,
    Given,
    Family,
    Suffix,
    /// Text outside any part.
    Other,
}

/// An act that the document documents.
#[derive(Clone, Default)]
pub struct Service {
    pub code: Option<Code>,
    pub when: Option<Period>,
}

/// The stay or visit during which it was written.
#[derive(Clone, Default)]
pub struct Encounter {
    pub code: Option<Code>,
    pub when: Option<Period>,
    /// The kind of place.
    pub facility: Option<Code>,
    /// The name of the place.
    pub place: Option<String>,
    pub addresses: Vec<Address>,
}

/// A document it replaces, completes or transforms.
#[derive(Debug, Clone)]
pub struct Related {
    /// `RPLC`, `APND` or `XFRM`.
    pub kind: String,
    pub ids: Vec<InstanceId>,
}

silent_debug!(
    Code,
    Header,
    Patient,
    Party,
    Organisation,
    Address,
    PersonName,
    NamePart,
    Service,
    Encounter,
);
