//! What values are called: the label received first, the national one beside it.

use std::borrow::Cow;

use super::codes::CodeValue;
use super::{CodeAttribute, Corpus};
use crate::record::AvailabilityStatus;
use crate::vocabulary::ValueSet;

/// The name of a value.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Named {
    pub label: String,
    pub national: Option<String>,
}

impl Named {
    pub fn plain(label: impl Into<String>) -> Self {
        Named { label: label.into(), national: None }
    }
}

impl Corpus {
    /// The label received, else the national one, else the code.
    pub(super) fn code_label<'a>(
        &'a self,
        attribute: CodeAttribute,
        value: &'a CodeValue,
    ) -> Cow<'a, str> {
        let received = value.label.as_deref();
        Cow::Borrowed(received.or_else(|| self.national(attribute, value)).unwrap_or(&value.code))
    }

    pub(super) fn national(&self, attribute: CodeAttribute, value: &CodeValue) -> Option<&str> {
        attribute.national_label(&self.setting.vocabulary, &value.code, &value.scheme)
    }

    pub(super) fn code_named(&self, attribute: CodeAttribute, value: &CodeValue) -> Named {
        Named {
            label: self.code_label(attribute, value).into_owned(),
            national: self.national(attribute, value).map(str::to_string),
        }
    }

    /// A status by its code.
    pub(super) fn status_named(&self, code: &str) -> Named {
        let national = self.setting.vocabulary.label(ValueSet::Status, code, "");
        let label = match AvailabilityStatus::from_code(code) {
            AvailabilityStatus::Approved => "En vigueur",
            AvailabilityStatus::Deprecated => "Ancienne version (obsolète)",
            AvailabilityStatus::Archived => "Archivé",
            AvailabilityStatus::Deleted => "Supprimé",
            AvailabilityStatus::Other(_) => national.unwrap_or(code),
        };
        Named { label: label.to_string(), national: national.map(str::to_string) }
    }
}
