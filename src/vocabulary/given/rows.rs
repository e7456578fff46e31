//! The rows of each table, from a line of CSV as from JSON.

use serde::Deserialize;

use super::super::day;
use super::super::ValueSet;
use super::value_set;
use crate::record::{required_text, Invalid};

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in super::super) struct EntryRow {
    pub code: String,
    pub system: String,
    pub label: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in super::super) struct ClassRow {
    pub code: String,
    pub system: String,
    pub class: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in super::super) struct RetiredRow {
    pub code: String,
    pub system: String,
    pub until: String,
    pub successor: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in super::super) struct SynonymRow {
    pub phrase: String,
    pub set: String,
    pub code: String,
}

/// A row of a table: its columns, and what each field must be.
pub(super) trait Row: Sized {
    type Checked;
    /// The columns; the fourth, where there is one, may be left out.
    const COLUMNS: [&'static str; 4];
    fn of(cells: [String; 4]) -> Self;
    fn checked(self) -> Result<Self::Checked, Invalid>;
}

impl Row for EntryRow {
    type Checked = Self;
    const COLUMNS: [&'static str; 4] = ["code", "system", "label", ""];

    fn of([code, system, label, _]: [String; 4]) -> Self {
        EntryRow { code, system, label }
    }

    fn checked(self) -> Result<Self, Invalid> {
        Ok(EntryRow {
            code: code(&self.code)?,
            system: system(&self.system)?,
            label: required_text("label", &self.label, 512)?,
        })
    }
}

impl Row for ClassRow {
    type Checked = Self;
    const COLUMNS: [&'static str; 4] = ["code", "system", "class", ""];

    fn of([code, system, class, _]: [String; 4]) -> Self {
        ClassRow { code, system, class }
    }

    fn checked(self) -> Result<Self, Invalid> {
        Ok(ClassRow {
            code: code(&self.code)?,
            system: system(&self.system)?,
            class: required_text("class", &self.class, 256)?,
        })
    }
}

impl Row for RetiredRow {
    type Checked = Self;
    const COLUMNS: [&'static str; 4] = ["code", "system", "until", "successor"];

    fn of([code, system, until, successor]: [String; 4]) -> Self {
        let successor = Some(successor).filter(|successor| !successor.is_empty());
        RetiredRow { code, system, until, successor }
    }

    fn checked(self) -> Result<Self, Invalid> {
        let successor = self.successor.as_deref().map(|code| required_text("successor", code, 256));
        Ok(RetiredRow {
            code: code(&self.code)?,
            system: system(&self.system)?,
            until: day("until", &self.until)?,
            successor: successor.transpose()?,
        })
    }
}

impl Row for SynonymRow {
    type Checked = (ValueSet, Self);
    const COLUMNS: [&'static str; 4] = ["phrase", "set", "code", ""];

    fn of([phrase, set, code, _]: [String; 4]) -> Self {
        SynonymRow { phrase, set, code }
    }

    fn checked(self) -> Result<(ValueSet, Self), Invalid> {
        let phrase = required_text("phrase", &self.phrase, 100)?;
        let set = value_set("set", &self.set)?;
        let code = code(&self.code)?;
        Ok((set, SynonymRow { phrase, set: self.set, code }))
    }
}

fn code(text: &str) -> Result<String, Invalid> {
    required_text("code", text, 256)
}

fn system(text: &str) -> Result<String, Invalid> {
    required_text("system", text, 128)
}
