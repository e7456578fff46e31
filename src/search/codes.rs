//! The coded metadata, by attribute.

use std::collections::HashMap;
use std::sync::Arc;

use super::columns::{Column, ColumnBuilder, Interner};
use super::query::{CodeAttribute, CodeRef};
use crate::record::{DocumentEntry, XdsCode};
use crate::vocabulary::{Entry, ValueSet, Vocabulary};

/// A code of the documents, with the first label it came with.
#[derive(Debug)]
pub(super) struct CodeValue {
    pub code: Box<str>,
    pub scheme: Box<str>,
    pub label: Option<Box<str>>,
}

#[derive(Debug, Default)]
pub(super) struct Codes([(Column, Vec<CodeValue>); CodeAttribute::ALL.len()]);

impl Codes {
    pub fn column(&self, attribute: CodeAttribute) -> &Column {
        &self.0[attribute as usize].0
    }

    pub fn values(&self, attribute: CodeAttribute) -> &[CodeValue] {
        &self.0[attribute as usize].1
    }
}

#[derive(Default)]
pub(super) struct CodesBuilder<'a>([OneCode<'a>; CodeAttribute::ALL.len()]);

struct OneCode<'a> {
    /// The numbers of codes by their place in memory: most are shared between documents.
    seen: HashMap<*const XdsCode, u32>,
    known: Interner<(&'a str, &'a str)>,
    labels: Vec<Option<&'a str>>,
    /// Those of one document.
    numbers: Vec<u32>,
    column: ColumnBuilder,
}

impl Default for OneCode<'_> {
    fn default() -> Self {
        OneCode {
            seen: HashMap::new(),
            known: Interner::new(),
            labels: Vec::new(),
            numbers: Vec::new(),
            column: ColumnBuilder::default(),
        }
    }
}

impl<'a> OneCode<'a> {
    fn push(&mut self, codes: &'a [Arc<XdsCode>]) {
        self.numbers.clear();
        for code in codes {
            let number = match self.seen.get(&Arc::as_ptr(code)) {
                Some(number) => *number,
                None => {
                    let label = code.label.as_deref();
                    let number = self.number(&code.code, &code.scheme, label);
                    self.seen.insert(Arc::as_ptr(code), number);
                    number
                }
            };
            self.numbers.push(number);
        }
        self.column.push(&self.numbers);
    }

    fn push_parts(&mut self, codes: &[(&'a str, &'a str, Option<&'a str>)]) {
        self.numbers.clear();
        for (code, scheme, label) in codes {
            let number = self.number(code, scheme, *label);
            self.numbers.push(number);
        }
        self.column.push(&self.numbers);
    }

    fn number(&mut self, code: &'a str, scheme: &'a str, label: Option<&'a str>) -> u32 {
        let number = self.known.number((code, scheme));
        if number as usize == self.labels.len() {
            self.labels.push(None);
        }
        let kept = &mut self.labels[number as usize];
        *kept = kept.or(label.filter(|label| !label.trim().is_empty()));
        number
    }

    fn build(self) -> (Column, Vec<CodeValue>) {
        let labels = self.labels.into_iter();
        let value = |((code, scheme), label): ((&str, &str), Option<&str>)| CodeValue {
            code: code.into(),
            scheme: scheme.into(),
            label: label.map(Into::into),
        };
        let values: Vec<_> = self.known.into_keys().into_iter().zip(labels).map(value).collect();
        (self.column.build(values.len()), values)
    }
}

impl<'a> CodesBuilder<'a> {
    /// The codes of the next document; its authors' specialities, apart, are code, scheme and
    /// label.
    pub fn push(
        &mut self,
        entry: &'a DocumentEntry,
        specialities: &[(&'a str, &'a str, Option<&'a str>)],
    ) {
        for attribute in CodeAttribute::ALL {
            let column = &mut self.0[*attribute as usize];
            match attribute {
                CodeAttribute::AuthorSpeciality => column.push_parts(specialities),
                other => column.push(codes_of(entry, *other)),
            }
        }
    }

    pub fn build(self) -> Codes {
        Codes(self.0.map(OneCode::build))
    }
}

/// The codes of a document; specialities belong to its authors.
fn codes_of(entry: &DocumentEntry, attribute: CodeAttribute) -> &[Arc<XdsCode>] {
    match attribute {
        CodeAttribute::Type => entry.type_code.as_slice(),
        CodeAttribute::Class => entry.class_code.as_slice(),
        CodeAttribute::FacilityType => entry.facility_type.as_slice(),
        CodeAttribute::PracticeSetting => entry.practice_setting.as_slice(),
        CodeAttribute::Format => entry.format_code.as_slice(),
        CodeAttribute::Confidentiality => &entry.confidentiality,
        CodeAttribute::EventCode => &entry.event_codes,
        CodeAttribute::AuthorSpeciality => &[],
    }
}

/// For imaging, the OID of the value set and that of the system its codes come from: modality
/// (DICOM) and anatomic region (SNOMED CT).
const TWINS: &[(&str, &str)] = &[
    ("1.2.250.1.213.1.1.5.618", "1.2.840.10008.2.16.4"),
    ("1.2.250.1.213.1.1.5.695", "2.16.840.1.113883.6.96"),
];

/// The schemes that one of them stands for, in event codes.
pub(super) fn twin(scheme: &str) -> Option<&'static str> {
    TWINS.iter().find_map(|(set, system)| match scheme {
        _ if scheme == *set => Some(*system),
        _ if scheme == *system => Some(*set),
        _ => None,
    })
}

impl CodeAttribute {
    pub const ALL: &'static [CodeAttribute] = &[
        CodeAttribute::Type,
        CodeAttribute::Class,
        CodeAttribute::AuthorSpeciality,
        CodeAttribute::FacilityType,
        CodeAttribute::PracticeSetting,
        CodeAttribute::Format,
        CodeAttribute::Confidentiality,
        CodeAttribute::EventCode,
    ];

    /// The national label of a code; of a query's code without scheme, that of the first scheme
    /// that has it.
    pub(super) fn national_label<'v>(
        self,
        vocabulary: &'v Vocabulary,
        code: &str,
        scheme: &str,
    ) -> Option<&'v str> {
        let of_any_scheme = |set: &ValueSet| {
            let named = |entry: &&Entry| scheme.is_empty() && &*entry.code == code;
            vocabulary.entries(*set).find(named).map(|entry| &*entry.label)
        };
        let exact = self.sets().iter().find_map(|set| vocabulary.label(*set, code, scheme));
        exact.or_else(|| self.sets().iter().find_map(of_any_scheme))
    }

    fn sets(self) -> &'static [ValueSet] {
        match self {
            CodeAttribute::Type => &[ValueSet::Type],
            CodeAttribute::Class => &[ValueSet::Class],
            CodeAttribute::AuthorSpeciality => &[ValueSet::AuthorSpeciality],
            CodeAttribute::FacilityType => &[ValueSet::FacilityType],
            CodeAttribute::PracticeSetting => &[ValueSet::PracticeSetting],
            CodeAttribute::Format => &[ValueSet::Format],
            CodeAttribute::Confidentiality => &[ValueSet::Confidentiality],
            CodeAttribute::EventCode => &[ValueSet::Modality, ValueSet::BodyRegion],
        }
    }

    /// Whether a code that a query names is this one.
    pub(super) fn is(self, wanted: &CodeRef, code: &str, scheme: &str) -> bool {
        let same_scheme = |wanted: &str| {
            let twin = || self == CodeAttribute::EventCode && twin(wanted) == Some(scheme);
            wanted == scheme || twin()
        };
        wanted.code == code && wanted.scheme.as_deref().is_none_or(same_scheme)
    }
}
