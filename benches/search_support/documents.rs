//! Documents as a record holds them, in any number: the same for all rivals.

use std::sync::Arc;

use dmpkit::record::{
    Association, AssociationKind, Author, AvailabilityStatus, DocumentEntry, SubmissionSet,
    Timestamp, Xcn, XdsCode, Xon,
};
use dmpkit::vocabulary::{ValueSet, Vocabulary};

const CLASS_SCHEME: &str = "1.2.250.1.213.1.1.4.1";
const SUBJECTS: &[&str] = &[
    "hémoglobine glyquée",
    "bilan hépatique",
    "ionogramme sanguin",
    "fonction rénale",
    "thyroïde",
    "genou droit",
    "genou gauche",
    "rachis lombaire",
    "thorax",
    "abdomen et pelvis",
    "sein",
    "carotides",
    "cœur",
    "épaule",
    "hanche",
    "cheville",
    "sinus",
    "crâne",
    "foie",
    "rein",
    "coloscopie",
    "gastroscopie",
    "cataracte",
    "appendicite",
    "pneumopathie",
    "asthme",
    "diabète de type 2",
    "hypertension artérielle",
    "insuffisance cardiaque",
    "grossesse",
    "fracture du poignet",
    "entorse",
    "migraine",
    "dépression",
    "psoriasis",
    "eczéma",
    "vertiges",
];
const ACTS: &[&str] = &[
    "Compte rendu de consultation",
    "Compte-rendu opératoire",
    "Résultats de biologie",
    "IRM",
    "Scanner",
    "Échographie",
    "Radiographie",
    "Lettre de sortie",
    "Ordonnance",
    "Certificat",
    "Synthèse",
    "Suivi",
    "Demande d'avis",
    "Bilan préopératoire",
    "Compte rendu d'hospitalisation",
];
const REMARKS: &[&str] = &[
    "Contrôle à trois mois",
    "Sans particularité",
    "Patient revu avec l'infirmière",
    "À comparer à l'examen précédent",
    "Résultat transmis au médecin traitant",
    "Avis demandé",
];
const NAMES: &[&str] = &[
    "LEFÈVRE",
    "MOREAU",
    "GIRARD",
    "ANDRÉ",
    "MERCIER",
    "BLANC",
    "GUÉRIN",
    "BOYER",
    "GARNIER",
    "CHEVALIER",
    "FRANÇOIS",
    "LEGRAND",
    "GAUTHIER",
    "GARCIA",
    "PERRIN",
    "ROBIN",
    "CLÉMENT",
];
const GIVEN: &[&str] = &["Camille", "Claude", "Dominique", "Zoé", "Noël", "Inès", "Hervé", "Aïcha"];
const PLACES: &[&str] = &["Cabinet", "Hôpital", "Clinique", "Laboratoire", "Centre d'imagerie"];
const TOWNS: &[&str] = &["des Œillets", "du Parc", "Saint-Exemple", "de l'Étang", "des Tilleuls"];
const VISIBILITY: &str = "1.2.250.1.213.1.1.4.13";

/// What a corpus is made of.
pub struct Documents {
    pub entries: Vec<Arc<DocumentEntry>>,
    pub sets: Vec<Arc<SubmissionSet>>,
    pub links: Vec<Association>,
}

struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 20) as usize % end
    }

    fn one<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.below(of.len())]
    }
}

fn codes(set: ValueSet, count: usize) -> Vec<Arc<XdsCode>> {
    let vocabulary = Vocabulary::built_in();
    let entries = vocabulary.entries(set).filter(|entry| entry.current && &*entry.code != "E1762");
    let code = |entry: &dmpkit::vocabulary::Entry| {
        Arc::new(XdsCode::new(&entry.code, &entry.scheme, Some(&entry.label)))
    };
    entries.take(count).map(code).collect()
}

fn authors(random: &mut Random, count: usize) -> Vec<Arc<Author>> {
    let structures: Vec<String> = (0..count / 3 + 1)
        .map(|number| {
            let (place, town) = (random.one(PLACES), random.one(TOWNS));
            format!("{place} {town} {number}^^^^^&1.2.250.1.71.4.2.2&ISO^IDNST^^^1{number:09}")
        })
        .collect();
    let specialities = codes(ValueSet::AuthorSpeciality, 40);
    (0..count)
        .map(|number| {
            let (family, given) = (random.one(NAMES), random.one(GIVEN));
            let person = format!(
                "8{number:011}^{family}{}^{given}^^^^^^&1.2.250.1.71.4.2.1&ISO^D^^^IDNPS",
                number % 40
            );
            let speciality = random.one(&specialities);
            let label = speciality.label.as_deref().unwrap_or_default();
            let speciality = format!("{}^{label}^{}", speciality.code, speciality.scheme);
            Arc::new(Author {
                persons: vec![Xcn::new(&person)],
                institutions: vec![Xon::new(random.one(&structures).as_str())],
                specialities: vec![speciality.into()],
                ..Author::default()
            })
        })
        .collect()
}

/// A moment of the last fifteen years.
fn moment(random: &mut Random) -> Timestamp {
    let digits = format!(
        "{}{:02}{:02}{:02}{:02}00",
        2011 + random.below(15),
        1 + random.below(12),
        1 + random.below(28),
        7 + random.below(13),
        random.below(60)
    );
    Timestamp::parse(&digits).expect("a timestamp")
}

pub fn documents(count: usize) -> Documents {
    let mut random = Random(0x5EED_D0C5);
    let vocabulary = Vocabulary::built_in();
    let types = codes(ValueSet::Type, 60);
    let classes = codes(ValueSet::Class, 12);
    let class_of = |kind: &XdsCode| {
        let class = vocabulary.class_of_type(&kind.code, &kind.scheme).unwrap_or("10");
        classes.iter().find(|known| known.is(class, CLASS_SCHEME)).unwrap_or(&classes[0]).clone()
    };
    let formats = codes(ValueSet::Format, 20);
    let facilities = codes(ValueSet::FacilityType, 12);
    let settings = codes(ValueSet::PracticeSetting, 6);
    let authors = authors(&mut random, (count / 40).clamp(60, 5_000));
    let normal = Arc::new(XdsCode::new("N", "2.16.840.1.113883.5.25", Some("Normal")));
    let masked = Arc::new(XdsCode::new("MASQUE_PS", VISIBILITY, None));
    let (french, xml) = (Arc::<str>::from("fr-FR"), Arc::<str>::from("text/xml"));
    let entry = |number: usize, random: &mut Random| {
        let kind = random.one(&types).clone();
        let start = moment(random);
        let title =
            format!("{} - {} n° {}", random.one(ACTS), random.one(SUBJECTS), random.below(count));
        let mut confidentiality = vec![normal.clone()];
        confidentiality.extend((random.below(20) == 0).then(|| masked.clone()));
        DocumentEntry {
            entry_uuid: format!("urn:uuid:6b2e3f10-0000-4000-8000-{number:012}").into(),
            logical_id: Some(format!("urn:uuid:7c2e3f10-0000-4000-8000-{number:012}").into()),
            unique_id: Some(format!("1.2.250.1.999.1.{number}").into()),
            version: Some("1".into()),
            status: Some(match random.below(12) {
                0 => AvailabilityStatus::Archived,
                1 => AvailabilityStatus::Deprecated,
                _ => AvailabilityStatus::Approved,
            }),
            title: Some(title.into()),
            comments: (random.below(3) == 0).then(|| (*random.one(REMARKS)).into()),
            class_code: Some(class_of(&kind)),
            type_code: Some(kind),
            format_code: Some(random.one(&formats).clone()),
            facility_type: Some(random.one(&facilities).clone()),
            practice_setting: Some(random.one(&settings).clone()),
            confidentiality,
            authors: vec![random.one(&authors).clone()],
            creation_time: Some(start.clone()),
            service_start: Some(start),
            language: Some(french.clone()),
            mime_type: Some(xml.clone()),
            ..DocumentEntry::default()
        }
    };
    let entries: Vec<_> = (0..count).map(|number| Arc::new(entry(number, &mut random))).collect();
    // Three documents a submission.
    let set = |number: usize| SubmissionSet {
        entry_uuid: format!("urn:uuid:s{number}").into(),
        submission_time: entries[number * 3].service_start.clone(),
        ..SubmissionSet::default()
    };
    let sets = (0..count.div_ceil(3)).map(|number| Arc::new(set(number))).collect();
    let link = |(number, entry): (usize, &Arc<DocumentEntry>)| Association {
        id: "urn:uuid:l".into(),
        kind: AssociationKind::HasMember,
        source: format!("urn:uuid:s{}", number / 3).into(),
        target: entry.entry_uuid.clone(),
        status: None,
        extra: Vec::new(),
        doubts: Vec::new(),
    };
    let links = entries.iter().enumerate().map(link).collect();
    Documents { entries, sets, links }
}
