//! The header of a CDA as lines for people: what the HTML and the text both show.

use super::header::{
    Address, Code, Encounter, Header, InstanceId, NamePart, NamePartKind, Organisation, Party,
    PartyKind, Patient, PersonName, Related,
};
use crate::record::TimeZone;

/// A label, and the lines that belong to it.
pub(super) struct Fact {
    pub label: String,
    pub lines: Vec<String>,
}

fn fact(label: &str, lines: impl IntoIterator<Item = String>) -> Option<Fact> {
    let lines: Vec<String> = lines.into_iter().filter(|line| !line.is_empty()).collect();
    (!lines.is_empty()).then(|| Fact { label: label.to_string(), lines })
}

/// What a reader needs first: the type, the date, the patient, the authors.
pub(super) fn first(header: &Header, zone: &TimeZone) -> Vec<Fact> {
    let mut facts = Vec::new();
    facts.extend(fact("Type de document", label(&header.code)));
    facts.extend(fact("Date", header.date.iter().map(|date| date.text(zone))));
    facts.extend(header.patient.iter().filter_map(|patient| of_patient(patient, zone)));
    facts.extend(header.authors().filter_map(|author| of_party(author, zone)));
    facts
}

/// The rest, for who wants to know where it comes from.
pub(super) fn rest(header: &Header, zone: &TimeZone) -> Vec<Fact> {
    let mut facts = Vec::new();
    let others = header.parties.iter().filter(|party| party.kind != PartyKind::Author);
    facts.extend(others.filter_map(|party| of_party(party, zone)));
    for service in &header.services {
        let when = service.when.iter().map(|when| when.text(zone));
        facts.extend(fact("Acte documenté", label(&service.code).into_iter().chain(when)));
    }
    facts.extend(header.encounter.iter().filter_map(|encounter| of_encounter(encounter, zone)));
    facts.extend(header.related.iter().filter_map(of_related));
    facts.extend(fact("Prescription ou demande d’origine", header.orders.iter().map(identifier)));
    facts.extend(fact("Consentement", header.consents.iter().filter_map(named)));
    facts.extend(fact("Confidentialité", label(&header.confidentiality)));
    facts.extend(fact("Version", header.version.clone()));
    facts.extend(fact("Langue", header.language.clone()));
    facts.extend(fact("Identifiant du document", header.id.iter().map(identifier)));
    facts.extend(fact("Identifiant commun aux versions", header.set_id.iter().map(identifier)));
    facts
}

fn label(code: &Option<Code>) -> Option<String> {
    code.as_ref().and_then(named)
}

/// The label of a code, else the code.
fn named(code: &Code) -> Option<String> {
    code.label.clone().or_else(|| Some(code.code.clone()))
}

fn identifier(id: &InstanceId) -> String {
    match &id.extension {
        Some(extension) => format!("{extension} ({})", id.root),
        None => id.root.clone(),
    }
}

fn of_patient(patient: &Patient, zone: &TimeZone) -> Option<Fact> {
    let mut lines = patient_name(&patient.name);
    let born =
        patient.birth.iter().map(|birth| format!("Date de naissance : {}", birth.text(zone)));
    lines.extend(born);
    if !patient.birth_place.is_empty() {
        lines.push(format!("Lieu de naissance : {}", patient.birth_place.join(", ")));
    }
    lines.extend(label(&patient.sex).map(|sex| format!("Sexe : {sex}")));
    lines.extend(patient.ins().map(|ins| match &ins.extension {
        Some(matricule) => format!("Matricule INS : {matricule}"),
        None => String::new(),
    }));
    let dead = patient.deceased.iter().map(|date| format!("Date de décès : {}", date.text(zone)));
    lines.extend(dead);
    lines.extend(contact(&patient.addresses, &patient.telecoms));
    fact("Patient", lines)
}

/// Names and given names, each said for what it is; on one line where nothing says.
fn patient_name(name: &PersonName) -> Vec<String> {
    if name.parts.iter().all(|part| part.qualifier.is_empty()) {
        return vec![full_name(name)];
    }
    let said = |part: &NamePart| {
        let what = match (part.kind, &*part.qualifier) {
            (NamePartKind::Family, "BR") => "Nom de naissance",
            (NamePartKind::Family, "SP") => "Nom du conjoint",
            (NamePartKind::Family, "CL") => "Nom utilisé",
            (NamePartKind::Family, _) => "Nom",
            (NamePartKind::Given, "BR") => "Premier prénom de naissance",
            (NamePartKind::Given, "CL") => "Prénom utilisé",
            (NamePartKind::Given, _) => "Prénoms de naissance",
            (NamePartKind::Prefix | NamePartKind::Suffix, _) => "Civilité",
            (NamePartKind::Other, _) => "Autre nom",
        };
        format!("{what} : {}", part.text)
    };
    name.parts.iter().map(said).collect()
}

/// Title, given names and family name, each word once.
fn full_name(name: &PersonName) -> String {
    use NamePartKind::{Family, Given, Other, Prefix, Suffix};
    let mut words: Vec<&str> = Vec::new();
    for kind in [Prefix, Suffix, Given, Family, Other] {
        for part in name.parts.iter().filter(|part| part.kind == kind) {
            if !words.contains(&&*part.text) {
                words.push(&part.text);
            }
        }
    }
    words.join(" ")
}

fn of_party(party: &Party, zone: &TimeZone) -> Option<Fact> {
    let name = party.name.as_ref().map(full_name);
    let speciality = label(&party.speciality);
    let who = match (name, speciality) {
        (Some(name), Some(speciality)) => format!("{name}, {speciality}"),
        (name, speciality) => name.or(speciality).unwrap_or_default(),
    };
    let mut lines = vec![who];
    lines.extend(party.device.clone());
    lines.extend(contact(&party.addresses, &party.telecoms));
    for line in party.organisation.iter().flat_map(of_organisation) {
        // An organisation often has the address of its only member.
        if !lines.contains(&line) {
            lines.push(line);
        }
    }
    if lines.iter().all(String::is_empty) {
        return None;
    }
    // CI-SIS gives the end of a participation alone for the moment of it.
    let when = party.when.iter().map(|when| match (&when.from, &when.to) {
        (None, Some(end)) => format!("le {}", end.text(zone)),
        _ => when.text(zone),
    });
    lines.extend(when);
    fact(&party.role, lines)
}

fn of_organisation(organisation: &Organisation) -> Vec<String> {
    let mut lines: Vec<String> = organisation.name.iter().cloned().collect();
    lines.extend(contact(&organisation.addresses, &organisation.telecoms));
    lines
}

/// Addresses, each on a line, and all telephone numbers and mail addresses on one.
fn contact(addresses: &[Address], telecoms: &[String]) -> Vec<String> {
    let mut lines: Vec<String> = addresses.iter().map(|a| a.lines.join(", ")).collect();
    lines.push(telecoms.join(", "));
    lines.retain(|line| !line.is_empty());
    lines
}

fn of_encounter(encounter: &Encounter, zone: &TimeZone) -> Option<Fact> {
    let mut lines: Vec<String> = label(&encounter.code).into_iter().collect();
    lines.extend(encounter.when.iter().map(|when| when.text(zone)));
    lines.extend(label(&encounter.facility));
    lines.extend(encounter.place.clone());
    lines.extend(contact(&encounter.addresses, &[]));
    fact("Prise en charge", lines)
}

fn of_related(related: &Related) -> Option<Fact> {
    let what = match &*related.kind {
        "RPLC" => "Remplace le document",
        "APND" => "Complète le document",
        "XFRM" => "Transforme le document",
        _ => "Document lié",
    };
    fact(what, related.ids.iter().map(identifier))
}
