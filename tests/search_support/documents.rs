use std::sync::Arc;

use dmpkit::record::{
    Association, AssociationKind, Author, AvailabilityStatus, DocumentEntry, Doubt, ReferenceId,
    SubmissionSet, TimeZone, Timestamp, Xcn, XdsCode, Xon,
};
use dmpkit::search::{Corpus, Readable, Setting};
use dmpkit::vocabulary::Vocabulary;

use super::random::Random;

pub const LOINC: &str = "2.16.840.1.113883.6.1";
pub const OTHER_TYPES: &str = "1.2.250.1.213.1.1.4.12";
pub const ME: &str = "899700000011";
pub const MY_STRUCTURE: &str = "499700000011001";

pub const TITLES: &[&str] = &[
    "Compte rendu d'imagerie",
    "COMPTE-RENDU D’IMAGERIE",
    "Bilan biologique – hémoglobine glyquée",
    "Hemoglobine",
    "He\u{301}moglobine glyque\u{301}e",
    "Échographie du cœur",
    "Lettre de sortie",
    "Ordonnance",
    "Note 2024 n°12",
    "",
    "œdème aigu",
    "Straße",
];
pub const COMMENTS: &[&str] =
    &["Contrôle à 3 mois", "vu l'hôpital", "cardiologie interventionnelle"];
/// Code, scheme, and the label it came with.
pub const TYPES: &[(&str, &str, Option<&str>)] = &[
    ("11502-2", LOINC, Some("CR d'examens biologiques")),
    ("11502-2", LOINC, Some("Biologie")),
    ("18748-4", LOINC, None),
    ("60591-5", LOINC, Some("Synthèse du dossier médical")),
    ("57833-6", LOINC, Some("Prescription de médicaments")),
    ("11369-6", LOINC, Some("Historique de vaccinations")),
    ("REMB", OTHER_TYPES, Some("Données de remboursement")),
    ("EXPPAT_1", OTHER_TYPES, Some("Document du patient")),
    ("11502-2", "1.2.3", Some("Biologie")),
    ("INCONNU", "9.9", Some(" ")),
    ("E1762", "ASTM", Some("Source")),
];
pub const CLASSES: &[(&str, &str, Option<&str>)] = &[
    ("10", "1.2.250.1.213.1.1.4.1", Some("Comptes rendus")),
    ("11", "1.2.250.1.213.1.1.4.1", Some("Compte rendu")),
    ("31", "1.2.250.1.213.1.1.4.1", None),
    ("60", "1.2.250.1.213.1.1.4.1", Some("Remboursement")),
    ("90", "1.2.250.1.213.1.1.4.1", Some("Patient")),
];
pub const FORMATS: &[(&str, &str, Option<&str>)] = &[
    ("urn:ihe:iti:xds-sd:pdf:2008", "1.3.6.1.4.1.19376.1.2.3", Some("PDF")),
    ("urn:ihe:lab:xd-lab:2008", LOINC, None),
];
pub const FACILITIES: &[(&str, &str, Option<&str>)] = &[
    ("SA07", "1.2.250.1.71.4.2.4", Some("Cabinet individuel")),
    ("SA01", "1.2.250.1.71.4.2.4", None),
];
pub const SETTINGS: &[(&str, &str, Option<&str>)] = &[
    ("AMBULATOIRE", "1.2.250.1.213.1.1.4.9", Some("Ambulatoire")),
    ("ETABLISSEMENT", "1.2.250.1.213.1.1.4.9", None),
];
pub const CONFIDENTIALITY: &[(&str, &str, Option<&str>)] = &[
    ("N", "2.16.840.1.113883.5.25", Some("Normal")),
    ("MASQUE_PS", "1.2.250.1.213.1.1.4.13", None),
    ("INVISIBLE_PATIENT", "1.2.250.1.213.1.1.4.13", None),
    ("NOPAT", "2.16.840.1.113883.5.4", None),
    ("INVISIBLE_REPRESENTANTS_LEGAUX", "1.2.250.1.213.1.1.4.13", None),
];
pub const EVENTS: &[(&str, &str, Option<&str>)] = &[
    ("CT", "1.2.250.1.213.1.1.5.618", Some("Scanner")),
    ("CT", "1.2.840.10008.2.16.4", None),
    ("MR", "1.2.840.10008.2.16.4", Some("IRM")),
    ("ZCQM008", "1.2.250.1.213.2.5", Some("Scanographie")),
];
pub const SPECIALITIES: &[&str] = &[
    "G15_10/SM26^Médecin - Qualifié en Médecine Générale (SM)^1.2.250.1.213.1.1.4.5",
    "G15_10/SM04^Médecin - Cardiologie (SM)^1.2.250.1.213.1.1.4.5",
    "G15_10/SM04^^1.2.250.1.213.1.1.4.5",
    "EXP_PATIENT^Expression personnelle du patient^1.2.250.1.213.1.1.4.6",
    "G15_60",
];
pub const PERSONS: &[&str] = &[
    "899700000011^EXEMPLE^Camille^^^^^^&1.2.250.1.71.4.2.1&ISO^D^^^IDNPS",
    "899700000022^LEFÈVRE^Jean-Noël^^^^^^&1.2.250.1.71.4.2.1&ISO^D^^^IDNPS",
    "899700000022^Lefevre^Jean Noel^^^^^^&1.2.250.1.71.4.2.1&ISO^D^^^IDNPS",
    "^D'ANGELO^Zoé",
    "^d’Angelo^Zoe",
    "171014410990350^MAREUIL^Jeanne^^^^^^&1.2.250.1.213.1.4.10&ISO^D^^^NH",
    "^^",
];
pub const STRUCTURES: &[&str] = &[
    "Cabinet Exemple^^^^^&1.2.250.1.71.4.2.2&ISO^IDNST^^^499700000011001",
    "Laboratoire des Œillets^^^^^&1.2.250.1.71.4.2.2&ISO^IDNST^^^1120459876",
    "Hôpital Saint-Exemple^^^^^&1.2.250.1.71.4.2.2&ISO^IDNST^^^1750100125",
    "Hôpital Saint-Exemple",
    "",
];
pub const REFERENCES: &[&str] = &[
    "ACC-2024-1^^^&1.2.250.1.1&ISO^urn:ihe:iti:xds:2013:accession",
    "ACC-2024-2^^^&1.2.250.1.1&ISO^urn:ihe:iti:xds:2013:accession",
    "ACC-2024-1^^^&1.2.250.1.1&ISO^urn:ihe:iti:xds:2013:order",
    "1.2.3.4^^^&1.2.250.1.1&ISO^urn:ihe:iti:xds:2016:studyInstanceUID",
    "V1^^^&1.2.250.1.1&ISO^urn:ihe:iti:xds:2015:encounterId",
    "V2^^^&1.2.250.1.1&ISO^urn:ihe:iti:xds:2015:encounterId",
    "SEUL",
];
pub const LANGUAGES: &[&str] = &["fr-FR", "fr", "FR-be", "art", "frx"];
pub const MIME_TYPES: &[&str] = &["text/xml", "application/pdf", "Application/PDF"];
pub const STATUSES: &[&str] = &[
    "urn:oasis:names:tc:ebxml-regrep:StatusType:Approved",
    "urn:oasis:names:tc:ebxml-regrep:StatusType:Approved",
    "urn:oasis:names:tc:ebxml-regrep:StatusType:Deprecated",
    "urn:asip:ci-sis:2010:StatusType:Archived",
    "urn:asip:ci-sis:2010:StatusType:Deleted",
    "urn:inconnu",
];
const ZONES: &[&str] =
    &["Europe/Paris", "Europe/Paris", "Pacific/Noumea", "America/Guadeloupe", "Indian/Reunion"];

/// Everything a corpus is made of.
pub struct World {
    pub entries: Vec<Arc<DocumentEntry>>,
    pub sets: Vec<Arc<SubmissionSet>>,
    pub links: Vec<Association>,
    pub setting: Setting,
}

/// How clean the metadata are.
#[derive(Clone, Copy, PartialEq)]
pub enum Dirt {
    /// Anything may be missing or strange.
    Any,
    /// What the DMP requires is there, and each document is in one submission.
    AsRequired,
}

fn code((code, scheme, label): (&str, &str, Option<&str>)) -> Arc<XdsCode> {
    Arc::new(XdsCode::new(code, scheme, label))
}

/// Code, scheme, and the label it came with.
pub type Code = (&'static str, &'static str, Option<&'static str>);

fn maybe(random: &mut Random, of: &[Code]) -> Option<Arc<XdsCode>> {
    (!random.once_in(8)).then(|| code(*random.one(of)))
}

/// A moment of the years 2022 to 2026, as precise as chance has it.
pub fn moment(random: &mut Random) -> Timestamp {
    let digits = format!(
        "{}{:02}{:02}{:02}{:02}{:02}",
        2022 + random.below(5),
        1 + random.below(12),
        1 + random.below(28),
        random.below(24),
        random.below(60),
        random.below(60)
    );
    let length = *random.one(&[4, 6, 8, 8, 10, 12, 14, 14, 14]);
    let offset = if random.once_in(10) { "+0200" } else { "" };
    Timestamp::parse(&format!("{}{offset}", &digits[..length])).unwrap()
}

fn author(random: &mut Random) -> Arc<Author> {
    let persons = random.some(PERSONS, 0, 2);
    let institutions = random.some(STRUCTURES, 0, 2);
    let specialities = random.some(SPECIALITIES, 0, 2);
    Arc::new(Author {
        persons: persons.into_iter().map(Xcn::new).collect(),
        institutions: institutions.into_iter().map(Xon::new).collect(),
        specialities: specialities.into_iter().map(Into::into).collect(),
        ..Author::default()
    })
}

fn entry(random: &mut Random, number: usize, dirt: Dirt, authors: &[Arc<Author>]) -> DocumentEntry {
    let text = |random: &mut Random, of: &[&str], odds: usize| {
        random.once_in(odds).then(|| (*random.one(of)).into())
    };
    let mut entry = DocumentEntry {
        entry_uuid: format!("urn:uuid:{number}").into(),
        unique_id: text(random, &["1.2.1", "1.2.2", "1.2.3", " 1.2.3 ", ""], 5)
            .or_else(|| (!random.once_in(9)).then(|| format!("2.25.{number}").into())),
        logical_id: text(random, &["urn:uuid:a", "urn:uuid:b", "urn:uuid:c", ""], 6),
        version: text(random, &["1", "2", " 10 ", "x"], 2),
        status: (!random.once_in(9))
            .then(|| AvailabilityStatus::from_code(random.one::<&str>(STATUSES))),
        title: (!random.once_in(6)).then(|| (*random.one(TITLES)).into()),
        comments: text(random, COMMENTS, 4),
        mime_type: (!random.once_in(6)).then(|| (*random.one(MIME_TYPES)).into()),
        language: (!random.once_in(6)).then(|| (*random.one(LANGUAGES)).into()),
        class_code: maybe(random, CLASSES),
        type_code: maybe(random, TYPES),
        format_code: maybe(random, FORMATS),
        facility_type: maybe(random, FACILITIES),
        practice_setting: maybe(random, SETTINGS),
        confidentiality: random.some(CONFIDENTIALITY, 0, 2).into_iter().map(code).collect(),
        event_codes: random.some(EVENTS, 0, 2).into_iter().map(code).collect(),
        authors: random.some(authors, 0, 2),
        creation_time: (!random.once_in(4)).then(|| moment(random)),
        service_start: (!random.once_in(4)).then(|| moment(random)),
        service_stop: random.once_in(2).then(|| moment(random)),
        ..DocumentEntry::default()
    };
    if random.once_in(4) {
        let ids = random.some(REFERENCES, 1, 2);
        entry.reference_ids = ids.into_iter().map(|id| Arc::new(ReferenceId::new(id))).collect();
    }
    if random.once_in(7) {
        entry.doubts.push(Doubt { field: "uniqueId", problem: "is missing" });
    }
    if dirt == Dirt::AsRequired {
        entry.service_start.get_or_insert_with(|| moment(random));
        let known = |status: &AvailabilityStatus| !matches!(status, AvailabilityStatus::Other(_));
        entry.status = entry.status.filter(known).or(Some(AvailabilityStatus::Approved));
    }
    entry
}

fn link(kind: AssociationKind, source: &str, target: &str) -> Association {
    let (source, target) = (source.into(), target.into());
    let (extra, doubts) = (Vec::new(), Vec::new());
    Association { id: "urn:uuid:l".into(), kind, source, target, status: None, extra, doubts }
}

fn readability(entry: &DocumentEntry) -> Readable {
    match entry.class_code.as_ref().map(|class| &*class.code) {
        Some("10") => Readable::Yes,
        Some("90") => Readable::No,
        _ => Readable::Unknown,
    }
}

impl World {
    pub fn random(random: &mut Random, count: usize, dirt: Dirt) -> World {
        let authors: Vec<Arc<Author>> = (0..6).map(|_| author(random)).collect();
        let entries: Vec<Arc<DocumentEntry>> =
            (0..count).map(|number| Arc::new(entry(random, number, dirt, &authors))).collect();
        let sets: Vec<Arc<SubmissionSet>> = (0..6)
            .map(|number| {
                Arc::new(SubmissionSet {
                    entry_uuid: format!("urn:uuid:s{number}").into(),
                    unique_id: random.once_in(2).then(|| format!("1.9.{number}").into()),
                    submission_time: (dirt == Dirt::AsRequired || !random.once_in(4))
                        .then(|| moment(random)),
                    ..SubmissionSet::default()
                })
            })
            .collect();
        let mut links = Vec::new();
        for number in 0..count {
            let many = if dirt == Dirt::AsRequired { 1 } else { random.below(3) };
            for _ in 0..many {
                let set = format!("urn:uuid:s{}", random.below(8).min(5 + random.below(2)));
                let document = format!("urn:uuid:{number}");
                links.push(link(AssociationKind::HasMember, &set, &document));
            }
            if random.once_in(6) {
                let kind = random
                    .one(&[AssociationKind::Replaces, AssociationKind::TransformsAndReplaces])
                    .clone();
                let newer = format!("urn:uuid:{}", random.below(count + 2));
                links.push(link(kind, &newer, &format!("urn:uuid:{number}")));
            }
        }
        World { entries, sets, links, setting: setting(random) }
    }

    pub fn corpus(&self) -> Corpus {
        Corpus::new(self.entries.clone(), self.sets.clone(), &self.links, self.setting.clone())
    }
}

fn setting(random: &mut Random) -> Setting {
    let now = Timestamp::from_rfc3339("2026-03-02T23:30:00Z").unwrap();
    let zone = TimeZone::new(random.one::<&str>(ZONES)).unwrap();
    let mut setting = Setting::new(now, zone, Vocabulary::built_in());
    setting.professional_id = (!random.once_in(5)).then(|| ME.to_string());
    setting.structure_id = (!random.once_in(5)).then(|| MY_STRUCTURE.to_string());
    setting.last_visit = (!random.once_in(5)).then(|| moment(random));
    setting.readability = (!random.once_in(5)).then(|| Arc::new(readability) as _);
    setting
}
