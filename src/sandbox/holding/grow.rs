//! From a series of the table to documents: what a practice would have sent, day after day.

use std::sync::Arc;

use super::body::{Body, Rendering};
use super::lot::{author_of, described_by, patient_as_author, Lot};
use super::series::{Mark, Series};
use super::tables::{code, Precision, Writer};
use super::{ids, Holding};
use crate::record::{
    Author, AvailabilityStatus, Cx, DocumentEntry, Extra, ReferenceId, ReferenceIdType, Timestamp,
    XdsCode,
};

const HOUR: i64 = 3_600_000;
const DAY: i64 = 24 * HOUR;

/// Adds every document of a series.
pub(super) fn grow(holding: &mut Holding, series: &Series) {
    for index in 0..series.count {
        submission(holding, series, index);
    }
}

/// One submission of the series, and those that changed it afterwards.
fn submission(holding: &mut Holding, series: &Series, index: usize) {
    let has = |mark| series.has(mark, index);
    let act = moment(series, index);
    let versions = match (has(Mark::Replaced), has(Mark::ReplacedTwice)) {
        (_, true) => 3,
        (true, false) => 2,
        (false, false) => 1,
    };
    let mut previous: Vec<Issue> = Vec::new();
    for version in 0..versions {
        // Each correction comes two days after the version before.
        let written = act + 48 * HOUR * version;
        let last = version + 1 == versions;
        let issues: Vec<Issue> = (0..series.kinds.len())
            .map(|part| issue(holding, series, (index, part, version), act, written, last))
            .collect();
        let seed = format!("{}/{index}/v{version}", series.line);
        let deposited = written + if has(Mark::Late) { 21 * DAY } else { HOUR / 4 };
        let mut lot = open(holding, series, &seed, deposited, &issues);
        for (part, issue) in issues.iter().enumerate() {
            let old = previous.get(part);
            let mut body = issue.body.clone();
            body.replaces = old.and_then(|old| old.entry.unique_id.clone());
            let old = old.map(|old| &*old.entry.entry_uuid);
            lot.add(issue.entry.clone(), Body::Rendered(body), old);
        }
        if has(Mark::Signed) && last {
            lot.sign(seconds(deposited));
        }
        lot.close();
        previous = issues;
    }
    aftermath(holding, series, index, &previous);
}

/// What came of a submission later: a change of visibility, archiving, deletion.
fn aftermath(holding: &mut Holding, series: &Series, index: usize, issues: &[Issue]) {
    let at = moment(series, index) + 30 * DAY;
    let seed = format!("{}/{index}/after", series.line);
    let status = match () {
        () if series.has(Mark::Archived, index) => AvailabilityStatus::Archived,
        () if series.has(Mark::Deleted, index) => AvailabilityStatus::Deleted,
        () if series.has(Mark::MetadataChanged, index) => {
            let mut lot = open(holding, series, &seed, at, issues);
            for issue in issues {
                lot.add(second_entry(&issue.entry), Body::Rendered(issue.body.clone()), None);
            }
            return lot.close();
        }
        () => return,
    };
    let mut lot = open(holding, series, &seed, at, issues);
    for issue in issues {
        lot.change_status(&issue.entry.entry_uuid, AvailabilityStatus::Approved, status.clone());
    }
    lot.close();
}

/// The same document after a change of visibility: a new entry, one version later.
fn second_entry(first: &DocumentEntry) -> DocumentEntry {
    DocumentEntry {
        entry_uuid: ids::urn(&format!("{}/2", first.entry_uuid)),
        version: Some("2".into()),
        status: Some(AvailabilityStatus::Approved),
        confidentiality: code("confidentiality", "N").into_iter().collect(),
        ..first.clone()
    }
}

/// A document of a submission.
struct Issue {
    entry: DocumentEntry,
    body: Rendering,
}

fn open<'a>(
    holding: &'a mut Holding,
    series: &Series,
    seed: &str,
    at: i64,
    issues: &[Issue],
) -> Lot<'a> {
    let authors: Vec<Arc<Author>> =
        issues.first().and_then(|issue| issue.entry.authors.first()).into_iter().cloned().collect();
    let patient = issues.first().and_then(|issue| issue.entry.patient_id.clone());
    let seed = format!("{}/{seed}", series.history);
    let lot = Lot::new(holding, &seed, seconds(at), &authors);
    match patient {
        Some(patient) => lot.under(patient),
        None => lot,
    }
}

fn issue(
    holding: &Holding,
    series: &Series,
    (index, part, version): (usize, usize, i64),
    act: i64,
    written: i64,
    last: bool,
) -> Issue {
    let has = |mark| series.has(mark, index);
    let kind = series.kinds[part];
    let writers = series.writers(index, part);
    let matricule = holding.subject.matricule();
    let seed = format!("{matricule}/{}/{}/{index}/{part}/v{version}", series.history, series.line);
    let mut authors: Vec<Arc<Author>> =
        writers.iter().map(|writer| author_of(writer, holding)).collect();
    if has(Mark::Device) {
        authors.extend(Writer::find("device").map(|device| author_of(device, holding)));
    }
    let first = writers.first();
    let patient = if has(Mark::OldIns) { older_id(matricule) } else { holding.subject.cx() };
    let mut entry = DocumentEntry {
        entry_uuid: ids::urn(&seed),
        logical_id: Some(ids::urn(&seed)),
        version: Some("1".into()),
        unique_id: Some(ids::oid(&seed)),
        status: Some(status(series, index, last)),
        title: title(series.title(index, part), act),
        facility_type: first.and_then(|writer| writer.facility.clone()),
        practice_setting: first.and_then(|writer| writer.setting.clone()),
        confidentiality: confidentiality(series, index),
        legal_authenticator: first.map(|writer| {
            writer.signer.clone().unwrap_or_else(|| Arc::new(patient_as_author(holding)))
        }),
        authors,
        creation_time: precise(written, kind.precision),
        service_start: precise(act, kind.precision),
        service_stop: precise(act + 5 * DAY, kind.precision).filter(|_| has(Mark::Stay)),
        patient_id: Some(patient.clone()),
        source_patient_id: Some(patient),
        source_patient_info: holding.subject.traits(),
        ..described_by(kind)
    };
    if has(Mark::References) {
        entry.reference_ids = references(&format!("{}/{index}", series.line), matricule);
    }
    if has(Mark::SlotEmpty) {
        entry.extra.push(Extra::Slot { name: "sourcePatientAddress".into(), values: Vec::new() });
    }
    if has(Mark::DirtyDates) {
        entry.creation_time = None;
        let values = vec!["2015-04-13 09:00".into()];
        entry.extra.push(Extra::Slot { name: "creationTime".into(), values });
    }
    let body = Rendering {
        kind,
        variant: u32::try_from(index).unwrap_or_default(),
        set: ids::oid(&format!("{matricule}/{}/{}/{index}/{part}", series.history, series.line)),
        version: u32::try_from(version + 1).unwrap_or_default(),
        replaces: None,
    };
    Issue { entry, body }
}

fn status(series: &Series, index: usize, last: bool) -> AvailabilityStatus {
    let has = |mark| series.has(mark, index);
    match last {
        false => AvailabilityStatus::Deprecated,
        true if has(Mark::MetadataChanged) => AvailabilityStatus::Deprecated,
        true if has(Mark::Archived) => AvailabilityStatus::Archived,
        true if has(Mark::Deleted) => AvailabilityStatus::Deleted,
        true => AvailabilityStatus::Approved,
    }
}

fn confidentiality(series: &Series, index: usize) -> Vec<Arc<XdsCode>> {
    let has = |mark| series.has(mark, index);
    let hidden = has(Mark::InvisiblePatient) || has(Mark::MetadataChanged);
    let codes = [
        ("N", true),
        ("MASQUE_PS", has(Mark::Masked)),
        ("INVISIBLE_PATIENT", hidden),
        ("INVISIBLE_REPRESENTANTS_LEGAUX", has(Mark::InvisibleRepresentatives)),
    ];
    let wanted = codes.into_iter().filter(|(_, wanted)| *wanted);
    wanted.filter_map(|(word, _)| code("confidentiality", word)).collect()
}

/// Accession number, order and study of an imaging examination, shared by report and images.
fn references(seed: &str, matricule: &str) -> Vec<Arc<ReferenceId>> {
    let study = ids::oid(&format!("{matricule}/{seed}/study"));
    let number = |what: &str| {
        let oid = ids::oid(&format!("{matricule}/{seed}/{what}"));
        oid.chars().rev().take(8).collect::<String>()
    };
    let reference = |id: &str, authority: &str, kind: ReferenceIdType| {
        let text = format!("{id}^^^&{authority}&ISO^{}", kind.code());
        Arc::new(ReferenceId::new(&text))
    };
    vec![
        reference(
            &format!("ACC{}", number("accession")),
            "2.999.41",
            ReferenceIdType::AccessionNumber,
        ),
        reference(&format!("D{}", number("order")), "2.999.42", ReferenceIdType::Order),
        reference(&study, "2.999.43", ReferenceIdType::StudyInstanceUid),
    ]
}

/// An INS-C, the identifier of before: 22 digits, of the test system.
fn older_id(matricule: &str) -> Arc<Cx> {
    let digits = ids::oid(&format!("{matricule}/INS-C"));
    let digits: String = digits.chars().rev().filter(char::is_ascii_digit).take(22).collect();
    Arc::new(Cx::new(&format!("{digits}^^^&1.2.250.1.213.1.4.6&ISO^INS-C^^20110201")))
}

fn title(pattern: &str, act: i64) -> Option<Box<str>> {
    const MONTHS: [&str; 12] = [
        "janvier",
        "février",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "août",
        "septembre",
        "octobre",
        "novembre",
        "décembre",
    ];
    let date = seconds(act).map(|at| at.hl7_utc()).unwrap_or_default();
    let year = date.get(..4).unwrap_or_default();
    let month = date.get(4..6).and_then(|month| month.parse::<usize>().ok());
    let month = month.and_then(|month| MONTHS.get(month.checked_sub(1)?)).unwrap_or(&"");
    let title = pattern.replace("{year}", year).replace("{month}", &format!("{month} {year}"));
    (!title.is_empty()).then(|| title.into())
}

/// The moment of the act: no two intervals alike, no Sunday, in the hours of a practice.
fn moment(series: &Series, index: usize) -> i64 {
    let noise = ids::oid(&format!("{}/{}/{index}", series.history, series.line));
    let noise = noise.bytes().fold(0_i64, |sum, byte| (sum * 31 + i64::from(byte)) % 1_000_003);
    let spread = series.days / 12;
    let drift = if spread > 0 && index > 0 { noise % (2 * spread + 1) - spread } else { 0 };
    let day = series.start / DAY + series.days * index as i64 + drift;
    let sunday = (day + 4) % 7 == 0;
    let minute = noise % 600;
    (day + i64::from(sunday)) * DAY + 7 * HOUR + minute * 60_000 + noise % 60 * 1000
}

fn seconds(at: i64) -> Option<Timestamp> {
    precise(at, Precision::Second)
}

/// As precise as the software that sent it.
fn precise(at: i64, precision: Precision) -> Option<Timestamp> {
    let digits = match precision {
        Precision::Day => 8,
        Precision::Minute => 12,
        Precision::Second => 14,
    };
    let text = Timestamp::from_unix_millis(at).ok()?.hl7_utc();
    Timestamp::parse(text.get(..digits)?).ok()
}
