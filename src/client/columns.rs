//! What a list of documents shows: its columns, by name and number, and their values.

use crate::reading::warnings_before;
use crate::record::{
    Author, AvailabilityStatus, DocumentEntry, Precision, SubmissionSet, TimeZone, Timestamp,
    XdsCode,
};
use crate::vocabulary::{ValueSet, Vocabulary};

/// A text of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[repr(i32)]
pub enum TextColumn {
    Title = 1,
    Comments = 2,
    /// The label that came, else the national one, else the code.
    Type = 3,
    /// The label of the national value set; empty where it has none.
    TypeNational = 4,
    TypeCode = 5,
    TypeScheme = 6,
    Class = 7,
    ClassNational = 8,
    ClassCode = 9,
    /// `Camille EXEMPLE`, authors parted by `; `.
    Author = 10,
    AuthorId = 11,
    Speciality = 12,
    Structure = 13,
    StructureId = 14,
    PracticeSetting = 15,
    Facility = 16,
    Format = 17,
    FormatCode = 18,
    MimeType = 19,
    Language = 20,
    /// Of the act, where the host is: `02/03/2026 09:30`, as precise as it came.
    ActDate = 21,
    /// Of the submission.
    DepositDate = 22,
    UniqueId = 23,
    LogicalId = 24,
    Version = 25,
    /// `uniqueId` of the submission.
    Submission = 26,
    /// Status labels (EX_3.1-1080), parted by `; `; empty where there is nothing to say.
    Labels = 27,
    /// Both names of the record (EX_3.1-1075).
    Origin = 28,
    /// References of imaging, parted by `; `.
    References = 29,
    /// What is wrong in the metadata, in English, for support.
    Doubts = 30,
    /// What must be told before the document is opened, in French, a line each (EX_3.2-1025).
    Warnings = 31,
}

/// A number of 64 bits of a row: instants in milliseconds since 1970-01-01T00:00:00Z, the start
/// of what a partial date names; `i64::MIN` where there is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[repr(i32)]
pub enum DateColumn {
    Act = 101,
    Deposit = 102,
    Creation = 103,
    ServiceStop = 104,
    /// Bytes of the body.
    Size = 105,
}

/// A code of a row; 0 where there is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[repr(i32)]
pub enum CodeColumn {
    /// A DMPKIT_DOCUMENT_ number.
    Status = 201,
    /// 1 where true, 2 where not.
    Masked = 202,
    InvisibleToPatient = 203,
    InvisibleToRepresentatives = 204,
    FromPatient = 205,
    NewSinceLastVisit = 206,
    /// Whether the habilitation matrix lets this professional read it: 1, 2; 0 where unknown.
    Readable = 207,
    /// How precise the date of the act is: a DMPKIT_PRECISION_ number.
    ActPrecision = 208,
}

/// Any column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Column {
    Text(TextColumn),
    Date(DateColumn),
    Code(CodeColumn),
}

impl TextColumn {
    pub const ALL: [TextColumn; 31] = {
        use TextColumn::*;
        [
            Title,
            Comments,
            Type,
            TypeNational,
            TypeCode,
            TypeScheme,
            Class,
            ClassNational,
            ClassCode,
            Author,
            AuthorId,
            Speciality,
            Structure,
            StructureId,
            PracticeSetting,
            Facility,
            Format,
            FormatCode,
            MimeType,
            Language,
            ActDate,
            DepositDate,
            UniqueId,
            LogicalId,
            Version,
            Submission,
            Labels,
            Origin,
            References,
            Doubts,
            Warnings,
        ]
    };
}

impl DateColumn {
    pub const ALL: [DateColumn; 5] = [
        DateColumn::Act,
        DateColumn::Deposit,
        DateColumn::Creation,
        DateColumn::ServiceStop,
        DateColumn::Size,
    ];
}

impl CodeColumn {
    pub const ALL: [CodeColumn; 8] = [
        CodeColumn::Status,
        CodeColumn::Masked,
        CodeColumn::InvisibleToPatient,
        CodeColumn::InvisibleToRepresentatives,
        CodeColumn::FromPatient,
        CodeColumn::NewSinceLastVisit,
        CodeColumn::Readable,
        CodeColumn::ActPrecision,
    ];
}

impl Column {
    pub fn from_number(number: i32) -> Option<Self> {
        let text = TextColumn::ALL.into_iter().find(|c| *c as i32 == number).map(Column::Text);
        let date = || DateColumn::ALL.into_iter().find(|c| *c as i32 == number).map(Column::Date);
        let code = || CodeColumn::ALL.into_iter().find(|c| *c as i32 == number).map(Column::Code);
        text.or_else(date).or_else(code)
    }
}

/// The status of a document, as a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[repr(i32)]
pub enum DocumentStatus {
    Approved = 1,
    Deprecated = 2,
    Archived = 3,
    Deleted = 4,
    /// A word this version does not know.
    Unknown = 5,
}

/// How much of a date was said, as a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[repr(i32)]
pub enum DatePrecision {
    Year = 1,
    Month = 2,
    Day = 3,
    Hour = 4,
    Minute = 5,
    Second = 6,
    Millisecond = 7,
}

impl DatePrecision {
    fn of(date: &Timestamp) -> Self {
        match date.precision() {
            Precision::Year => DatePrecision::Year,
            Precision::Month => DatePrecision::Month,
            Precision::Day => DatePrecision::Day,
            Precision::Hour => DatePrecision::Hour,
            Precision::Minute => DatePrecision::Minute,
            Precision::Second => DatePrecision::Second,
            Precision::Millisecond => DatePrecision::Millisecond,
        }
    }
}

/// One document and what its columns need.
pub(super) struct Row<'a> {
    pub entry: &'a DocumentEntry,
    pub submission: Option<&'a SubmissionSet>,
    pub deposited: Option<&'a Timestamp>,
    /// `None` where the date of deposit or that of the visit is not known.
    pub new_since_last_visit: Option<bool>,
    /// By the habilitation matrix; `None`: unknown.
    pub readable: Option<bool>,
    pub vocabulary: &'a Vocabulary,
    pub time_zone: &'a TimeZone,
    /// Of the labels (EX_3.1-1080).
    pub labels: &'a str,
    pub origin: &'a str,
}

impl Row<'_> {
    pub fn text(&self, column: TextColumn) -> String {
        let entry = self.entry;
        let plain = |text: &Option<Box<str>>| text.as_deref().unwrap_or("").to_string();
        let shared = |text: &Option<std::sync::Arc<str>>| text.as_deref().unwrap_or("").to_string();
        let code = |code: &Option<std::sync::Arc<XdsCode>>| {
            code.as_ref().map_or(String::new(), |code| code.code.to_string())
        };
        let date =
            |at: Option<&Timestamp>| at.map_or(String::new(), |at| at.local_text(self.time_zone));
        match column {
            TextColumn::Title => plain(&entry.title),
            TextColumn::Comments => plain(&entry.comments),
            TextColumn::Type => self.label(ValueSet::Type, &entry.type_code),
            TextColumn::TypeNational => self.national(ValueSet::Type, &entry.type_code),
            TextColumn::TypeCode => code(&entry.type_code),
            TextColumn::TypeScheme => {
                entry.type_code.as_ref().map_or(String::new(), |code| code.scheme.to_string())
            }
            TextColumn::Class => self.label(ValueSet::Class, &entry.class_code),
            TextColumn::ClassNational => self.national(ValueSet::Class, &entry.class_code),
            TextColumn::ClassCode => code(&entry.class_code),
            TextColumn::Author => self.authors(author_name),
            TextColumn::AuthorId => self.authors(|author| {
                // A patient's identifier is his INS: it stays inside.
                let known = author.person().filter(|person| !person.is_patient());
                known.map_or(String::new(), |person| person.id().to_string())
            }),
            TextColumn::Speciality => self.authors(|author| {
                author.speciality().map_or(String::new(), |(code, label, scheme)| {
                    let national = self.vocabulary.label(ValueSet::AuthorSpeciality, code, scheme);
                    let label = if label.is_empty() { national.unwrap_or(code) } else { label };
                    label.to_string()
                })
            }),
            TextColumn::Structure => self.structures(|structure| structure.name()),
            TextColumn::StructureId => self.structures(|structure| structure.id()),
            TextColumn::PracticeSetting => {
                self.label(ValueSet::PracticeSetting, &entry.practice_setting)
            }
            TextColumn::Facility => self.label(ValueSet::FacilityType, &entry.facility_type),
            TextColumn::Format => self.label(ValueSet::Format, &entry.format_code),
            TextColumn::FormatCode => code(&entry.format_code),
            TextColumn::MimeType => shared(&entry.mime_type),
            TextColumn::Language => shared(&entry.language),
            TextColumn::ActDate => date(entry.act_date()),
            TextColumn::DepositDate => date(self.deposited),
            TextColumn::UniqueId => plain(&entry.unique_id),
            TextColumn::LogicalId => plain(&entry.logical_id),
            TextColumn::Version => plain(&entry.version),
            TextColumn::Submission => {
                let unique_id = self.submission.and_then(|set| set.unique_id.as_deref());
                unique_id.unwrap_or("").to_string()
            }
            TextColumn::Labels => self.labels.to_string(),
            TextColumn::Origin => self.origin.to_string(),
            TextColumn::References => {
                joined(entry.reference_ids.iter().map(|reference| reference.id().to_string()))
            }
            TextColumn::Warnings => warnings_before(self.entry).join("\n"),
            TextColumn::Doubts => {
                joined(entry.doubts.iter().map(|d| format!("{} {}", d.field, d.problem)))
            }
        }
    }

    pub fn date(&self, column: DateColumn) -> i64 {
        let instant = |at: Option<&Timestamp>| at.map_or(i64::MIN, Timestamp::unix_millis);
        match column {
            DateColumn::Act => instant(self.entry.act_date()),
            DateColumn::Deposit => instant(self.deposited),
            DateColumn::Creation => instant(self.entry.creation_time.as_ref()),
            DateColumn::ServiceStop => instant(self.entry.service_stop.as_ref()),
            DateColumn::Size => {
                self.entry.size.and_then(|size| i64::try_from(size).ok()).unwrap_or(i64::MIN)
            }
        }
    }

    pub fn code(&self, column: CodeColumn) -> i32 {
        let yes_no = |yes: bool| if yes { 1 } else { 2 };
        match column {
            CodeColumn::Status => match &self.entry.status {
                None => 0,
                Some(AvailabilityStatus::Approved) => DocumentStatus::Approved as i32,
                Some(AvailabilityStatus::Deprecated) => DocumentStatus::Deprecated as i32,
                Some(AvailabilityStatus::Archived) => DocumentStatus::Archived as i32,
                Some(AvailabilityStatus::Deleted) => DocumentStatus::Deleted as i32,
                Some(AvailabilityStatus::Other(_)) => DocumentStatus::Unknown as i32,
            },
            CodeColumn::Masked => yes_no(self.entry.is_masked()),
            CodeColumn::InvisibleToPatient => yes_no(self.entry.is_invisible_to_patient()),
            CodeColumn::InvisibleToRepresentatives => {
                yes_no(self.entry.is_invisible_to_representatives())
            }
            CodeColumn::FromPatient => yes_no(self.entry.is_from_patient()),
            CodeColumn::NewSinceLastVisit => self.new_since_last_visit.map_or(0, yes_no),
            CodeColumn::Readable => self.readable.map_or(0, yes_no),
            CodeColumn::ActPrecision => {
                self.entry.act_date().map_or(0, |date| DatePrecision::of(date) as i32)
            }
        }
    }

    /// The label that came is shown first: national ones drift.
    fn label(&self, set: ValueSet, code: &Option<std::sync::Arc<XdsCode>>) -> String {
        let Some(code) = code else { return String::new() };
        let received = code.label.as_deref().filter(|label| !label.trim().is_empty());
        let national = || self.vocabulary.label(set, &code.code, &code.scheme);
        received.or_else(national).unwrap_or(&code.code).to_string()
    }

    fn national(&self, set: ValueSet, code: &Option<std::sync::Arc<XdsCode>>) -> String {
        let code = code.as_ref();
        let label = code.and_then(|code| self.vocabulary.label(set, &code.code, &code.scheme));
        label.unwrap_or("").to_string()
    }

    fn authors(&self, of: impl Fn(&Author) -> String) -> String {
        joined(self.entry.authors.iter().map(|author| of(author)))
    }

    fn structures(&self, of: impl Fn(&crate::record::Xon) -> &str) -> String {
        let all = self.entry.authors.iter().flat_map(|author| author.institutions.iter());
        joined(all.map(|structure| of(structure).to_string()))
    }
}

/// `Camille EXEMPLE`; a device has its name alone.
fn author_name(author: &Author) -> String {
    let Some(person) = author.person() else { return String::new() };
    format!("{} {}", person.given_name(), person.family_name()).trim().to_string()
}

/// What is not empty, each once, parted by `; `.
fn joined(parts: impl Iterator<Item = String>) -> String {
    let mut all: Vec<String> = Vec::new();
    for part in parts {
        if !part.is_empty() && !all.contains(&part) {
            all.push(part);
        }
    }
    all.join("; ")
}
