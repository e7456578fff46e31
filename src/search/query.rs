use super::{DateRange, Readable};
use crate::record::{AvailabilityStatus, ReferenceIdType};

/// What is looked for, in what order, and what is folded away (`dmpkit.query/1`).
#[derive(Debug, Clone, PartialEq)]
pub struct Query {
    pub criteria: Criteria,
    /// Empty: by date of the act, newest first, and before that by relevance where words are
    /// looked for. Ties keep the order of the documents.
    pub sort: Vec<SortKey>,
    pub fold: Fold,
}

/// A tree of criteria.
#[derive(Debug, Clone, PartialEq)]
pub enum Criteria {
    /// All of them hold; every document where there is none.
    All(Vec<Criteria>),
    /// One of them holds at least; no document where there is none.
    Any(Vec<Criteria>),
    Not(Box<Criteria>),
    Is(Criterion),
}

/// One thing asked of a document. A list means any of its members.
#[derive(Debug, Clone, PartialEq)]
pub enum Criterion {
    Codes(CodeAttribute, Vec<CodeRef>),
    Author(Vec<Party>),
    Structure(Vec<Party>),
    /// [`crate::record::DocumentEntry::act_date`], as precise as it is known: a date known to the
    /// month is in each range that has a day of that month.
    ActDate(DateRange),
    /// `submissionTime` of the earliest submission that holds the document.
    DepositDate(DateRange),
    /// Reimbursements (type REMB) whose period, from `serviceStartTime` to `serviceStopTime`,
    /// has a moment in the range.
    Reimbursements(DateRange),
    Status(Vec<AvailabilityStatus>),
    Visibility(Vec<Visible>),
    References(Vec<ReferenceRef>),
    WrittenBy(Vec<Writer>),
    Readable(Vec<Readable>),
    /// Deposited after the professional's last visit.
    NewSinceLastVisit,
    /// `languageCode`: `fr-FR`, or `fr` for whatever begins so.
    Language(Vec<String>),
    /// `mimeType`, in capitals or not.
    MimeType(Vec<String>),
    /// `uniqueId` or `entryUUID` of the submission.
    SubmissionSet(Vec<String>),
    /// Free words, all of which must be found in the title, the comments, the labels and synonyms
    /// of type and class, or the names of author and structure; by their beginning too. A word of
    /// 5 letters or more that begins none of these documents' words is taken for a typing mistake
    /// of those within one mistake of it, two from 9 letters on. Words between double quotes are
    /// a phrase.
    Words(String),
}

/// Coded metadata that a document may be asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CodeAttribute {
    Type,
    Class,
    AuthorSpeciality,
    FacilityType,
    PracticeSetting,
    Format,
    Confidentiality,
    /// `eventCodeList`. Imaging software writes the OID of the value set or that of the code
    /// system: either scheme stands for the other.
    EventCode,
}

/// A code of one scheme, or of any.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct CodeRef {
    pub code: String,
    pub scheme: Option<String>,
}

/// A person or a structure, by identifier (exact) or by words of the name.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Party {
    Id(String),
    Name(String),
}

/// How a document may be seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Visible {
    /// No restriction at all.
    ToAll,
    MaskedToProfessionals,
    InvisibleToPatient,
    InvisibleToRepresentatives,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Writer {
    Patient,
    /// The professional who searches is an author.
    Me,
    /// His structure is that of an author.
    MyStructure,
}

/// An identifier of `referenceIdList`, of one kind or of any.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ReferenceRef {
    pub kind: Option<ReferenceIdType>,
    pub wanted: ReferenceText,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum ReferenceText {
    /// The identifier alone.
    Id(String),
    /// The identifier as in SQL: `%` for any characters, `_` for one. Capitals count.
    Like(String),
    /// The whole CXi, as the server has it: `id^^^&authority&ISO^type`.
    Whole(String),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct SortKey {
    pub by: SortBy,
    pub descending: bool,
}

/// What documents are sorted by. A document without it comes last, either way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SortBy {
    /// Whether it says the words looked for itself, in title, comments or names, rather than by
    /// labels of codes and synonyms.
    Relevance,
    /// The start of the period its date names.
    ActDate,
    DepositDate,
    Title,
    /// Received label, else national label, else code; folded. So are the four below.
    Type,
    Class,
    Speciality,
    FacilityType,
    PracticeSetting,
    /// Family name, then given name, of the first author.
    Author,
    /// Name of the first author's structure.
    Structure,
    /// Current, archived, obsolete, deleted, then others.
    Status,
}

/// What is folded away; each part can be switched off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Fold {
    /// Obsolete versions behind the newest that was found.
    pub obsolete_versions: bool,
    /// Entries of one `uniqueId` behind the best of them.
    pub duplicates: bool,
    /// Signatures of submissions, which are no documents to read.
    pub signatures: bool,
}

impl Default for Fold {
    fn default() -> Self {
        Fold { obsolete_versions: true, duplicates: true, signatures: true }
    }
}

impl Fold {
    pub const NOTHING: Fold =
        Fold { obsolete_versions: false, duplicates: false, signatures: false };
}

impl Query {
    /// Every document, newest act first, with the usual folding.
    pub fn everything() -> Self {
        Query::of(Criteria::All(Vec::new()))
    }

    /// What a tree of criteria finds.
    pub fn of(criteria: Criteria) -> Self {
        Query { criteria, sort: Vec::new(), fold: Fold::default() }
    }
}

impl Criteria {
    pub fn and(self, other: Criteria) -> Criteria {
        match (self, other) {
            (Criteria::All(mut these), Criteria::All(others)) => {
                these.extend(others);
                Criteria::All(these)
            }
            (this, other) => Criteria::All(vec![this, other]),
        }
    }

    /// Each criterion of the tree, from the first to the last.
    pub(super) fn each<'a>(&'a self, visit: &mut impl FnMut(&'a Criterion)) {
        match self {
            Criteria::All(parts) | Criteria::Any(parts) => {
                parts.iter().for_each(|part| part.each(visit));
            }
            Criteria::Not(part) => part.each(visit),
            Criteria::Is(criterion) => visit(criterion),
        }
    }
}

impl From<Criterion> for Criteria {
    fn from(criterion: Criterion) -> Self {
        Criteria::Is(criterion)
    }
}

impl CodeRef {
    pub fn new(code: &str, scheme: Option<&str>) -> Self {
        CodeRef { code: code.to_string(), scheme: scheme.map(str::to_string) }
    }
}
