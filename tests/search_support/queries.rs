use dmpkit::record::{AvailabilityStatus, ReferenceIdType, Timestamp};
use dmpkit::search::{
    CodeAttribute, CodeRef, Criteria, Criterion, DateRange, Edge, Fold, Party, Query, Readable,
    ReferenceRef, ReferenceText, SortBy, SortKey, Unit, Visible, Writer,
};

use super::documents::*;
use super::random::Random;

pub const WORDS: &[&str] = &[
    "imagerie",
    "compte rendu",
    "l'imagerie",
    "HÉMO",
    "hemoglobine glyquee",
    "hémoglobnie",
    "imagrie",
    "echographie coeur",
    "cœur",
    "prise de sang",
    "\"prise de sang\"",
    "\"compte rendu\"",
    "\"rendu compte\"",
    "exemple",
    "lefevre",
    "Lefèvre ordonnance",
    "angelo zoe",
    "biologei",
    "cardiologie",
    "cardoilogei",
    "zzzzz",
    "de la",
    "12",
    "strasse",
    "oeillets",
    "vaccin",
    "\"hopital saint exemple\" exem",
    "!!",
];
pub const NAMES: &[&str] =
    &["lefevre", "Jean Lefè", "angelo", "exemple", "saint hôpital", "zz", "'"];

const ATTRIBUTES: &[(CodeAttribute, &[Code])] = &[
    (CodeAttribute::Type, TYPES),
    (CodeAttribute::Class, CLASSES),
    (CodeAttribute::FacilityType, FACILITIES),
    (CodeAttribute::PracticeSetting, SETTINGS),
    (CodeAttribute::Format, FORMATS),
    (CodeAttribute::Confidentiality, CONFIDENTIALITY),
    (CodeAttribute::EventCode, EVENTS),
];

/// How many kinds of criteria there are.
pub const KINDS: usize = 18;

fn codes(random: &mut Random) -> Criterion {
    if random.once_in(6) {
        let speciality = |text: &&str| {
            let parts: Vec<&str> = text.split('^').collect();
            CodeRef::new(parts[0], parts.get(2).copied())
        };
        let wanted = random.some(SPECIALITIES, 1, 2).iter().map(speciality).collect();
        return Criterion::Codes(CodeAttribute::AuthorSpeciality, wanted);
    }
    let (attribute, pool) = random.one(ATTRIBUTES);
    let count = 1 + random.below(2);
    let wanted = (0..count).map(|_| {
        let (code, scheme, _) = random.one(pool);
        CodeRef::new(code, (!random.once_in(3)).then_some(*scheme))
    });
    Criterion::Codes(*attribute, wanted.collect())
}

pub fn range(random: &mut Random) -> DateRange {
    if random.once_in(4) {
        let unit = *random.one(&[Unit::Days, Unit::Months, Unit::Years]);
        return DateRange::Last { count: 1 + random.below(40) as u16, unit };
    }
    let date = |random: &mut Random| {
        let moment = moment(random).hl7_utc();
        let length = *random.one(&[4, 6, 8, 14]);
        let text = moment.get(..length).unwrap_or(&moment[..4]);
        Timestamp::parse(text).unwrap()
    };
    let edge = |random: &mut Random| match random.once_in(2) {
        true => Edge::StartOf(date(random)),
        false => Edge::EndOf(date(random)),
    };
    let start = (!random.once_in(3)).then(|| edge(random));
    let end = (start.is_none() || random.once_in(2)).then(|| edge(random));
    DateRange::Between { start, end }
}

fn party(random: &mut Random, ids: &[&str]) -> Party {
    match random.once_in(2) {
        true => Party::Id(random.one(ids).to_string()),
        false => Party::Name(random.one(NAMES).to_string()),
    }
}

fn reference(random: &mut Random) -> ReferenceRef {
    let kind = random.once_in(2).then(|| {
        random.one(&[ReferenceIdType::AccessionNumber, ReferenceIdType::StudyInstanceUid]).clone()
    });
    let wanted = match random.below(3) {
        0 => ReferenceText::Id(random.one(&["ACC-2024-1", "1.2.3.4", "SEUL", "acc"]).to_string()),
        1 => ReferenceText::Like(random.one(&["ACC%", "%2024-_", "1.2%4", "%", "_"]).to_string()),
        _ => ReferenceText::Whole(random.one(REFERENCES).to_string()),
    };
    ReferenceRef { kind, wanted }
}

fn texts(random: &mut Random, of: &[&str]) -> Vec<String> {
    random.some(of, 1, 2).into_iter().map(String::from).collect()
}

/// One criterion of a kind.
pub fn criterion(random: &mut Random, kind: usize) -> Criterion {
    let people = [ME, "899700000022", "0"];
    let places = [MY_STRUCTURE, "1120459876", "0"];
    match kind {
        0..=2 => codes(random),
        3 => Criterion::Author(vec![party(random, &people), party(random, &people)]),
        4 => Criterion::Structure(vec![party(random, &places)]),
        5 => Criterion::ActDate(range(random)),
        6 => Criterion::DepositDate(range(random)),
        7 => Criterion::Reimbursements(range(random)),
        8 => {
            let codes = random.some(STATUSES, 1, 3);
            Criterion::Status(codes.into_iter().map(AvailabilityStatus::from_code).collect())
        }
        9 => {
            let all = [
                Visible::ToAll,
                Visible::MaskedToProfessionals,
                Visible::InvisibleToPatient,
                Visible::InvisibleToRepresentatives,
            ];
            Criterion::Visibility(random.some(&all, 1, 2))
        }
        10 => Criterion::References(vec![reference(random), reference(random)]),
        11 => {
            let all = [Writer::Patient, Writer::Me, Writer::MyStructure];
            Criterion::WrittenBy(random.some(&all, 1, 2))
        }
        12 => {
            let all = [Readable::Yes, Readable::No, Readable::Unknown];
            Criterion::Readable(random.some(&all, 1, 2))
        }
        13 => Criterion::NewSinceLastVisit,
        14 => Criterion::Language(texts(random, &["fr", "fr-fr", "en", "art"])),
        15 => Criterion::MimeType(texts(random, &["application/pdf", "text/xml", "x/y"])),
        16 => Criterion::SubmissionSet(texts(random, &["1.9.1", "urn:uuid:s2", "1.9.3", "x"])),
        _ => Criterion::Words(random.one(WORDS).to_string()),
    }
}

/// A tree of criteria of these kinds.
pub fn tree(random: &mut Random, depth: usize, kinds: &[usize]) -> Criteria {
    let parts = |random: &mut Random| {
        (0..random.below(4)).map(|_| tree(random, depth - 1, kinds)).collect()
    };
    match random.below(6) {
        0 | 1 if depth > 0 => Criteria::All(parts(random)),
        2 if depth > 0 => Criteria::Any(parts(random)),
        3 if depth > 0 => Criteria::Not(Box::new(tree(random, depth - 1, kinds))),
        _ => {
            let kind = *random.one(kinds);
            criterion(random, kind).into()
        }
    }
}

pub const SORTS: &[SortBy] = &[
    SortBy::Relevance,
    SortBy::ActDate,
    SortBy::DepositDate,
    SortBy::Title,
    SortBy::Type,
    SortBy::Class,
    SortBy::Speciality,
    SortBy::FacilityType,
    SortBy::PracticeSetting,
    SortBy::Author,
    SortBy::Structure,
    SortBy::Status,
];

pub fn query(random: &mut Random, depth: usize) -> Query {
    let kinds: Vec<usize> = (0..KINDS).collect();
    let sort = random.some(SORTS, 0, 3);
    let sort = sort.into_iter().map(|by| SortKey { by, descending: random.once_in(2) });
    Query {
        sort: sort.collect(),
        fold: Fold {
            obsolete_versions: random.once_in(2),
            duplicates: random.once_in(2),
            signatures: random.once_in(2),
        },
        criteria: tree(random, depth, &kinds),
    }
}
