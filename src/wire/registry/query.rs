//! The stored query as bytes: AdhocQueryRequest of ebRS 3.0, with the quoting of ITI TF-2
//! 3.18.4.1.2.3.5: texts between apostrophes, doubled inside; lists between parentheses; OR
//! inside one slot, AND across slots of the same name; dates in UTC.

use super::super::ns;
use crate::record::{Ins, Timestamp};
use crate::xml::Writer;

/// The stored queries the DMP answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum QueryId {
    FindDocuments,
    FindSubmissionSets,
    GetDocuments,
    GetAssociations,
    GetDocumentsAndAssociations,
    GetSubmissionSets,
    GetSubmissionSetAndContents,
    GetRelatedDocuments,
    FindDocumentsByReferenceId,
}

impl QueryId {
    pub const ALL: [QueryId; 9] = [
        QueryId::FindDocuments,
        QueryId::FindSubmissionSets,
        QueryId::GetDocuments,
        QueryId::GetAssociations,
        QueryId::GetDocumentsAndAssociations,
        QueryId::GetSubmissionSets,
        QueryId::GetSubmissionSetAndContents,
        QueryId::GetRelatedDocuments,
        QueryId::FindDocumentsByReferenceId,
    ];

    pub fn urn(self) -> &'static str {
        match self {
            QueryId::FindDocuments => "urn:uuid:14d4debf-8f97-4251-9a74-a90016b0af0d",
            QueryId::FindSubmissionSets => "urn:uuid:f26abbcb-ac74-4422-8a30-edb644bbc1a9",
            QueryId::GetDocuments => "urn:uuid:5c4f972b-d56b-40ac-a5fc-c8ca9b40b9d4",
            QueryId::GetAssociations => "urn:uuid:a7ae438b-4bc2-4642-93e9-be891f7bb155",
            QueryId::GetDocumentsAndAssociations => "urn:uuid:bab9529a-4a10-40b3-a01f-f68a615d247a",
            QueryId::GetSubmissionSets => "urn:uuid:51224314-5390-4169-9b91-b1980040715a",
            QueryId::GetSubmissionSetAndContents => "urn:uuid:e8e3cb2c-e39c-46b9-99e4-c12f57260b83",
            QueryId::GetRelatedDocuments => "urn:uuid:d90e5407-b356-4d91-a89f-873917b4b0e6",
            QueryId::FindDocumentsByReferenceId => "urn:uuid:12941a89-e02e-4be5-967c-ce4bfc8fe492",
        }
    }

    pub fn from_urn(urn: &str) -> Option<Self> {
        QueryId::ALL.into_iter().find(|id| id.urn() == urn)
    }
}

/// Whole entries, or their identifiers alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ReturnType {
    LeafClass,
    ObjectRef,
}

impl ReturnType {
    pub fn code(self) -> &'static str {
        match self {
            ReturnType::LeafClass => "LeafClass",
            ReturnType::ObjectRef => "ObjectRef",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        [ReturnType::LeafClass, ReturnType::ObjectRef].into_iter().find(|r| r.code() == code)
    }
}

/// A stored query with its parameters, quoted as they are added. The nine queries have their own
/// constructors ([`StoredQuery::find_documents`]…); the names are in
/// [`parameter`](super::parameter).
#[derive(Debug, Clone)]
pub struct StoredQuery {
    id: QueryId,
    returns: ReturnType,
    slots: Vec<(&'static str, String)>,
}

impl StoredQuery {
    pub fn new(id: QueryId, returns: ReturnType) -> Self {
        StoredQuery { id, returns, slots: Vec::new() }
    }

    /// The same, answered with whole entries or with identifiers alone.
    pub fn returning(mut self, returns: ReturnType) -> Self {
        self.returns = returns;
        self
    }

    /// A patient identifier: quoted, in no list.
    pub fn patient(self, name: &'static str, patient: &Ins) -> Self {
        self.text(name, &patient.cx())
    }

    /// One text: quoted, in no list. In author parameters `%` stands for any characters and `_`
    /// for one (LIKE of SQL).
    pub fn text(self, name: &'static str, text: &str) -> Self {
        let value = quote(text);
        self.slot(name, value)
    }

    /// Any of these texts (OR); adding the same parameter again means AND. Nothing is asked
    /// where there is none.
    pub fn any_of<T: AsRef<str>>(self, name: &'static str, texts: &[T]) -> Self {
        if texts.is_empty() {
            return self;
        }
        let quoted: Vec<String> = texts.iter().map(|text| quote(text.as_ref())).collect();
        self.slot(name, format!("({})", quoted.join(",")))
    }

    /// Any of these codes, each with its coding scheme: `'code^^scheme'`.
    pub fn any_code(self, name: &'static str, codes: &[(&str, &str)]) -> Self {
        let texts: Vec<String> =
            codes.iter().map(|(code, scheme)| format!("{code}^^{scheme}")).collect();
        self.any_of(name, &texts)
    }

    /// A bound in time, written in UTC at its own precision.
    pub fn time(self, name: &'static str, at: &Timestamp) -> Self {
        self.slot(name, at.hl7_utc())
    }

    fn slot(mut self, name: &'static str, value: String) -> Self {
        self.slots.push((name, value));
        self
    }
}

fn quote(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

pub fn write_stored_query(query: &StoredQuery) -> String {
    let mut writer = Writer::new();
    writer.open("query:AdhocQueryRequest").attribute("xmlns:query", ns::EBXML_QUERY);
    writer.attribute("xmlns:rim", ns::EBXML_RIM);
    let returns = [("returnComposedObjects", "true"), ("returnType", query.returns.code())];
    writer.empty("query:ResponseOption", &returns);
    writer.open("rim:AdhocQuery").attribute("id", query.id.urn());
    for (name, value) in &query.slots {
        writer.open("rim:Slot").attribute("name", name);
        writer.open("rim:ValueList").leaf("rim:Value", value);
        writer.close().close();
    }
    writer.finish()
}
