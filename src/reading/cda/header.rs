//! The header of a CDA: what it is, whose it is, and who took part.

use super::super::header::{
    Encounter, Header, NamePart, NamePartKind, Organisation, Party, PartyKind, Patient, PersonName,
    Related, Service,
};
use super::super::moment::Moment;
use super::values::{addresses, child_code, child_period, instance_id, instance_ids, telecoms};
use super::{attribute, each, line, squeezed, HL7};
use crate::xml::{Element, Node};

/// What the child elements of the document that name somebody are.
const PARTIES: [(&str, PartyKind, &str); 8] = [
    ("author", PartyKind::Author, "Auteur"),
    ("dataEnterer", PartyKind::DataEnterer, "Opérateur de saisie"),
    ("informant", PartyKind::Informant, "Informateur"),
    ("custodian", PartyKind::Custodian, "Organisme chargé de la conservation"),
    ("informationRecipient", PartyKind::Recipient, "Destinataire"),
    ("legalAuthenticator", PartyKind::LegalAuthenticator, "Responsable du document"),
    ("authenticator", PartyKind::Authenticator, "Validé par"),
    ("participant", PartyKind::Participant, "Participant"),
];

/// Ways of taking part (HL7 ParticipationType), where no function says more.
const PARTICIPATIONS: [(&str, &str); 14] = [
    ("ADM", "Médecin ayant prononcé l’admission"),
    ("ATND", "Médecin référent"),
    ("CALLBCK", "Personne à rappeler"),
    ("CON", "Consultant"),
    ("DEV", "Dispositif"),
    ("DIS", "Médecin ayant prononcé la sortie"),
    ("ENT", "Opérateur de saisie"),
    ("ESC", "Accompagnant"),
    ("INF", "Informateur"),
    ("IND", "Personne concernée"),
    ("PRF", "Exécutant"),
    ("REF", "Demandeur"),
    ("REFB", "Adressé par"),
    ("REFT", "Adressé à"),
];

/// Where the role of a party stands within its participation.
const ENTITIES: [&str; 8] = [
    "assignedAuthor",
    "assignedEntity",
    "associatedEntity",
    "intendedRecipient",
    "relatedEntity",
    "assignedCustodian",
    "participantRole",
    "assignedPerson",
];
const PERSONS: [&str; 5] = [
    "assignedPerson",
    "associatedPerson",
    "informationRecipient",
    "relatedPerson",
    "guardianPerson",
];
const ORGANISATIONS: [&str; 5] = [
    "representedOrganization",
    "scopingOrganization",
    "receivedOrganization",
    "representedCustodianOrganization",
    "guardianOrganization",
];

pub(super) fn read(document: Element<'_>) -> Header {
    let text = |name: &str| document.child(HL7, name).and_then(line);
    let value = |name: &str, key: &str| document.child(HL7, name).and_then(|e| attribute(e, key));
    let mut header = Header {
        id: document.child(HL7, "id").and_then(instance_id),
        set_id: document.child(HL7, "setId").and_then(instance_id),
        version: value("versionNumber", "value"),
        code: child_code(document, "code"),
        title: text("title"),
        date: value("effectiveTime", "value").map(|value| Moment::new(&value)),
        confidentiality: child_code(document, "confidentialityCode"),
        language: value("languageCode", "code"),
        ..Header::default()
    };
    for child in document.children().filter(|child| child.namespace() == HL7) {
        match child.name() {
            "recordTarget" => read_patient(child, &mut header),
            "documentationOf" => read_service(child, &mut header),
            "componentOf" => read_encounter(child, &mut header),
            "relatedDocument" => header.related.extend(related(child)),
            "inFulfillmentOf" => {
                header.orders.extend(child.child(HL7, "order").into_iter().flat_map(instance_ids));
            }
            "authorization" => {
                let consent = child.child(HL7, "consent");
                header.consents.extend(consent.and_then(|consent| child_code(consent, "code")));
            }
            name => {
                let known = PARTIES.iter().find(|(element, ..)| *element == name);
                header.parties.extend(known.map(|(_, kind, role)| party(child, *kind, role)));
            }
        }
    }
    header
}

fn read_patient(target: Element<'_>, header: &mut Header) {
    let Some(role) = target.child(HL7, "patientRole") else { return };
    let mut patient = Patient {
        ids: instance_ids(role),
        addresses: addresses(role),
        telecoms: telecoms(role),
        ..Patient::default()
    };
    if let Some(person) = role.child(HL7, "patient") {
        patient.name = name(person).unwrap_or_default();
        patient.sex = child_code(person, "administrativeGenderCode");
        let moment = |e: Element<'_>| attribute(e, "value").map(|value| Moment::new(&value));
        patient.birth = person.child(HL7, "birthTime").and_then(moment);
        // Of the extension `sdtc`, which CI-SIS takes for the date of death.
        let deceased = person.children().find(|child| child.name() == "deceasedTime");
        patient.deceased = deceased.and_then(moment);
        if let Some(place) = person.path(HL7, &["birthplace", "place"]) {
            patient.birth_place.extend(place.child(HL7, "name").and_then(line));
            patient.birth_place.extend(addresses(place).into_iter().flat_map(|a| a.lines));
        }
        for guardian in each(person, "guardian") {
            let mut party = entity(guardian, PartyKind::Guardian, "Représentant du patient");
            party.speciality = child_code(guardian, "code");
            header.parties.push(party);
        }
    }
    // A document has one patient; the first of several is shown, as the others may be an error.
    header.patient.get_or_insert(patient);
}

fn read_service(documentation: Element<'_>, header: &mut Header) {
    let Some(event) = documentation.child(HL7, "serviceEvent") else { return };
    let service =
        Service { code: child_code(event, "code"), when: child_period(event, "effectiveTime") };
    if service.code.is_some() || service.when.is_some() {
        header.services.push(service);
    }
    let performers = each(event, "performer");
    header.parties.extend(performers.map(|p| party(p, PartyKind::Performer, "Acte réalisé par")));
}

fn read_encounter(component: Element<'_>, header: &mut Header) {
    let Some(element) = component.child(HL7, "encompassingEncounter") else { return };
    let facility = element.path(HL7, &["location", "healthCareFacility"]);
    let mut encounter = Encounter {
        code: child_code(element, "code"),
        when: child_period(element, "effectiveTime"),
        ..Encounter::default()
    };
    if let Some(facility) = facility {
        encounter.facility = child_code(facility, "code");
        if let Some(place) = facility.child(HL7, "location") {
            encounter.place = place.child(HL7, "name").and_then(line);
            encounter.addresses = addresses(place);
        }
        if let Some(organisation) = facility.child(HL7, "serviceProviderOrganization") {
            encounter.place = encounter.place.or_else(|| organisation_of(organisation).name);
        }
    }
    header.encounter = Some(encounter);
    let responsible = each(element, "responsibleParty")
        .map(|p| party(p, PartyKind::ResponsibleParty, "Responsable de la prise en charge"));
    header.parties.extend(responsible);
    let others = each(element, "encounterParticipant")
        .map(|p| party(p, PartyKind::EncounterParticipant, "Participant à la prise en charge"));
    header.parties.extend(others);
}

fn related(element: Element<'_>) -> Option<Related> {
    let parent = element.child(HL7, "parentDocument")?;
    let kind = attribute(element, "typeCode").unwrap_or_default();
    Some(Related { kind, ids: instance_ids(parent) })
}

/// Somebody's participation: the role within, and how and when he takes part.
fn party(participation: Element<'_>, kind: PartyKind, role: &str) -> Party {
    let inner = ENTITIES.iter().find_map(|name| participation.child(HL7, name));
    let function = child_code(participation, "functionCode").and_then(|code| code.label);
    let way = || {
        let code = attribute(participation, "typeCode")?;
        let (_, label) = PARTICIPATIONS.iter().find(|(way, _)| *way == code)?;
        Some(label.to_string())
    };
    let own = match kind {
        PartyKind::Participant | PartyKind::EncounterParticipant => function.or_else(way),
        PartyKind::Author | PartyKind::Performer => {
            function.map(|function| format!("{role} ({function})"))
        }
        _ => None,
    };
    let role = own.unwrap_or_else(|| role.to_string());
    let mut party = entity(inner.unwrap_or(participation), kind, &role);
    party.when = child_period(participation, "time");
    party
}

/// A role: who plays it and for whom.
fn entity(role: Element<'_>, kind: PartyKind, label: &str) -> Party {
    let child = |names: &[&str]| names.iter().find_map(|name| role.child(HL7, name));
    let device = child(&["assignedAuthoringDevice", "playingDevice"]).map(|device| {
        let parts = ["manufacturerModelName", "softwareName"];
        let parts = parts.iter().filter_map(|name| device.child(HL7, name).and_then(line));
        parts.collect::<Vec<_>>().join(", ")
    });
    Party {
        kind,
        role: label.to_string(),
        ids: instance_ids(role),
        speciality: child_code(role, "code"),
        name: child(&PERSONS).and_then(name),
        device: device.filter(|device| !device.is_empty()),
        organisation: child(&ORGANISATIONS).map(organisation_of),
        when: None,
        addresses: addresses(role),
        telecoms: telecoms(role),
    }
}

/// An organisation; the larger one it is part of is named after it.
fn organisation_of(element: Element<'_>) -> Organisation {
    let mut names: Vec<String> = each(element, "name").filter_map(line).collect();
    let whole = element.path(HL7, &["asOrganizationPartOf", "wholeOrganization"]);
    names.extend(whole.into_iter().flat_map(|whole| each(whole, "name")).filter_map(line));
    Organisation {
        ids: instance_ids(element),
        name: (!names.is_empty()).then(|| names.join(", ")),
        addresses: addresses(element),
        telecoms: telecoms(element),
    }
}

/// All the names of a person, part by part; None where there is none.
fn name(person: Element<'_>) -> Option<PersonName> {
    let parts: Vec<NamePart> =
        each(person, "name").flat_map(|name| name.nodes()).filter_map(name_part).collect();
    (!parts.is_empty()).then_some(PersonName { parts })
}

fn name_part(node: Node<'_>) -> Option<NamePart> {
    let (kind, qualifier, text) = match node {
        Node::Text(text) => (NamePartKind::Other, None, squeezed(&text)),
        Node::Element(part) => {
            let kind = match part.name() {
                "prefix" => NamePartKind::Prefix,
                "given" => NamePartKind::Given,
                "family" => NamePartKind::Family,
                "suffix" => NamePartKind::Suffix,
                _ => NamePartKind::Other,
            };
            (kind, attribute(part, "qualifier"), line(part))
        }
    };
    Some(NamePart { kind, qualifier: qualifier.unwrap_or_default(), text: text? })
}
