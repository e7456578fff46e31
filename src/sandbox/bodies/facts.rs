use jiff::civil::{date, Date};
use jiff::ToSpan;

use super::kinds::{Kind, Place, WrittenBy};
use super::template::escaped;
use crate::sandbox::MARK;

/// What a body says about one document, as the sandbox holds it.
pub(in crate::sandbox) struct BodyFacts<'a> {
    pub patient: PatientFacts<'a>,
    /// An OID, or `OID^extension`.
    pub unique_id: &'a str,
    /// Shared by all versions: an OID, `OID^extension` or `urn:uuid:…`.
    pub set_id: &'a str,
    pub version: u32,
    pub title: &'a str,
    pub act: Moment<'a>,
    pub created: Moment<'a>,
    pub author: AuthorFacts<'a>,
    pub structure: StructureFacts<'a>,
    /// The unique identifier of the document this one replaces.
    pub replaces: Option<&'a str>,
    /// Of an imaging report: what it is a report of.
    pub study: Option<StudyFacts<'a>>,
    /// Chooses among texts and values. Following versions of one story count up from a start:
    /// laboratory values then drift as they would over the years.
    pub variant: u32,
}

pub(in crate::sandbox) struct PatientFacts<'a> {
    pub family: &'a str,
    pub given: &'a str,
    /// `YYYYMMDD`.
    pub birth_date: &'a str,
    /// `M`, `F` or anything else for unknown.
    pub sex: &'a str,
    pub matricule: &'a str,
    pub oid: &'a str,
}

/// One instant, twice: the HL7 text in UTC (8 to 14 digits) and the local day as `DD/MM/YYYY`.
pub(in crate::sandbox) struct Moment<'a> {
    pub hl7: &'a str,
    pub day: &'a str,
}

/// The professional who wrote it; not used where a patient or the insurance did.
pub(in crate::sandbox) struct AuthorFacts<'a> {
    /// PS_IdNat.
    pub id: &'a str,
    pub family: &'a str,
    pub given: &'a str,
    pub speciality_code: &'a str,
    pub speciality_label: &'a str,
}

pub(in crate::sandbox) struct StructureFacts<'a> {
    /// Struct_IdNat.
    pub id: &'a str,
    pub name: &'a str,
    /// Facility type and practice setting, each code, label and system; those of the kind where
    /// there is none.
    pub facility: Option<(&'a str, &'a str, &'a str)>,
    pub setting: Option<(&'a str, &'a str, &'a str)>,
}

pub(in crate::sandbox) struct StudyFacts<'a> {
    /// DICOM Study Instance UID.
    pub uid: &'a str,
    pub accession: &'a str,
    /// The OID of who issued the accession number.
    pub accession_issuer: &'a str,
}

impl BodyFacts<'_> {
    /// The fact a placeholder names, escaped; `None` when there is no such fact.
    pub(super) fn get(&self, kind: &Kind, name: &str) -> Option<String> {
        let patient = &self.patient;
        let author = &self.author;
        let text = match name {
            "patient.id" => {
                return Some(instance(&format!("{}^{}", patient.oid, patient.matricule)))
            }
            "mark" => MARK,
            "patient.matricule" => patient.matricule,
            "patient.oid" => patient.oid,
            "patient.family" => patient.family,
            "patient.given" => patient.given,
            "patient.birth" => patient.birth_date,
            "patient.born" => return Some(french(self.birth())),
            "patient.sex" => self.gender("M", "F", "UN"),
            "patient.sex_label" => self.gender("Masculin", "Féminin", "Indifférencié"),
            "patient.civility" => self.gender("Monsieur", "Madame", "Patient"),
            "patient.age" => return Some(self.age().to_string()),
            "document.id" => return Some(instance(self.unique_id)),
            "document.set" => return Some(instance(self.set_id)),
            "document.version" => return Some(self.version.to_string()),
            "document.title" => self.title,
            "document.replaced" => return Some(instance(self.replaces.unwrap_or(self.unique_id))),
            "created" => return Some(zoned(self.created.hl7)),
            "created.day" => self.created.day,
            "act" => return Some(zoned(self.act.hl7)),
            "act.day" => self.act.day,
            "author.id" => author.id,
            "author.family" => author.family,
            "author.given" => author.given,
            "author.speciality" => author.speciality_code,
            "author.speciality_label" => author.speciality_label,
            "structure.id" => self.structure.id,
            "structure.name" => self.structure.name,
            "study.uid" => self.study.as_ref().map_or("", |study| study.uid),
            "study.accession" => self.study.as_ref().map_or("", |study| study.accession),
            "study.issuer" => self.study.as_ref().map_or("", |study| study.accession_issuer),
            "kind.templates" => return Some(kind.template_ids()),
            "kind.act" => return Some(kind.main_act()),
            "kind.other_acts" => return Some(kind.other_acts()),
            "kind.code" => kind.type_code,
            "kind.scheme" => kind.type_scheme,
            "kind.label" => kind.type_label,
            "place.code" => self.structure.facility.unwrap_or(kind.place.facility()).0,
            "place.label" => self.structure.facility.unwrap_or(kind.place.facility()).1,
            "place.scheme" => self.structure.facility.unwrap_or(kind.place.facility()).2,
            "setting.code" => self.structure.setting.unwrap_or(kind.place.setting()).0,
            "setting.label" => self.structure.setting.unwrap_or(kind.place.setting()).1,
            "setting.scheme" => self.structure.setting.unwrap_or(kind.place.setting()).2,
            "encounter.code" => self.encounter(kind).0,
            "encounter.label" => self.encounter(kind).1,
            _ => return None,
        };
        Some(escaped(text))
    }

    /// One of two words by the patient's sex, or a third.
    pub(super) fn gender<'t>(&self, man: &'t str, woman: &'t str, other: &'t str) -> &'t str {
        match self.patient.sex {
            "M" => man,
            "F" => woman,
            _ => other,
        }
    }

    /// One of two values by sex, the woman's for `F` alone.
    pub(super) fn gender_of<T>(&self, man: T, woman: T) -> T {
        if self.patient.sex == "F" {
            woman
        } else {
            man
        }
    }

    /// The local day of the act, moved by some days.
    pub(super) fn day_after(&self, days: i32) -> Date {
        let day = self.act_day();
        day.checked_add(days.days()).unwrap_or(day)
    }

    /// The year of the act, moved by some years.
    pub(super) fn year_after(&self, years: i16) -> i16 {
        self.act_day().year().saturating_add(years)
    }

    fn act_day(&self) -> Date {
        let text = self.act.day;
        let local = [text.get(6..10), text.get(3..5), text.get(0..2)];
        let parts = local.into_iter().collect::<Option<String>>();
        parts.and_then(|digits| civil(&digits)).or_else(|| civil(self.act.hl7)).unwrap_or(FIRST_DAY)
    }

    fn birth(&self) -> Date {
        civil(self.patient.birth_date).unwrap_or(FIRST_DAY)
    }

    /// In years, on the day of the act.
    pub(super) fn age(&self) -> i16 {
        let (birth, act) = (self.birth(), self.act_day());
        let had_birthday = (act.month(), act.day()) >= (birth.month(), birth.day());
        (act.year() - birth.year() - i16::from(!had_birthday)).max(0)
    }

    fn encounter(&self, kind: &Kind) -> (&'static str, &'static str) {
        match (kind.place, kind.written_by) {
            (Place::Hospital, _) => ("IMP", "Hospitalisation"),
            (Place::Emergency, _) => ("EMER", "Urgences"),
            (_, WrittenBy::Patient) => ("HH", "Domicile"),
            _ => ("AMB", "Ambulatoire"),
        }
    }
}

/// Stands in for a day that cannot be read.
const FIRST_DAY: Date = date(2000, 1, 1);

fn civil(digits: &str) -> Option<Date> {
    let number = |from: usize, to: usize| digits.get(from..to)?.parse::<i16>().ok();
    let (month, day) = (number(4, 6)?, number(6, 8)?);
    Date::new(number(0, 4)?, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

/// `DD/MM/YYYY`.
pub(super) fn french(day: Date) -> String {
    format!("{:02}/{:02}/{:04}", day.day(), day.month(), day.year())
}

/// `YYYYMMDD`.
pub(super) fn compact(day: Date) -> String {
    format!("{:04}{:02}{:02}", day.year(), day.month(), day.day())
}

/// A time of day in UTC says so: CDA wants an offset wherever there are hours.
fn zoned(hl7: &str) -> String {
    let has_hours = hl7.len() > 8 && !hl7.contains(['+', '-']);
    escaped(hl7) + if has_hours { "+0000" } else { "" }
}

/// The attributes of an HL7 instance identifier.
fn instance(id: &str) -> String {
    let id = id.strip_prefix("urn:uuid:").unwrap_or(id);
    match id.split_once('^') {
        Some((root, extension)) => {
            format!("root=\"{}\" extension=\"{}\"", escaped(root), escaped(extension))
        }
        None => format!("root=\"{}\"", escaped(id)),
    }
}
