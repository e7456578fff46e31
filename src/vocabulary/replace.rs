use std::sync::Arc;

use super::given::{self, Change, ClassRow, EntryRow, Mode, RetiredRow, SynonymRow};
use super::synonyms::Synonyms;
use super::table::Table;
use super::{ClassOfType, Entry, Retired, Retirement, Set, SetInfo, ValueSet, Vocabulary};
use crate::record::Invalid;

impl Vocabulary {
    /// This vocabulary with the tables of a document the host gives (EX_GEN-1360). A table
    /// replaces what is there, or extends it: a row with a code and system already there takes the
    /// place of the old one.
    ///
    /// The document is JSON, `dmpkit.vocabulary/1` (its schema is in `include/dmpkit`), or CSV in
    /// UTF-8 with one table: a first line `# table=type mode=extend version=2027-01-15`, a line
    /// that names the columns, then a row a line. `table` is a set (columns `code`, `system`,
    /// `label`; see [`ValueSet::NAMES`]), or `type_classes` (`code`, `system`, `class`),
    /// `retired_types` (`code`, `system`, `until` as `YYYY-MM-DD`, `successor` or nothing) or
    /// `synonyms` (`phrase`, `set`, `code`). `name`, `oid` and `version` may stand in the first
    /// line of a set. Columns may stand in any order, parted by commas or semicolons.
    ///
    /// An error names the field and where it stands, and nothing has changed. No code of a table
    /// need be known elsewhere: a retirement, a class or a phrase may come before its type.
    pub fn with(&self, document: &str) -> Result<Vocabulary, Invalid> {
        let changes = given::read(document)?;
        let mut vocabulary = self.clone();
        for change in changes {
            match change {
                Change::Entries { set, mode, about, rows } => {
                    vocabulary.give_entries(set, mode, about, rows);
                }
                Change::TypeClasses { mode, rows } => vocabulary.give_classes(mode, rows),
                Change::RetiredTypes { mode, rows } => vocabulary.give_retirements(mode, rows),
                Change::Synonyms { mode, rows } => vocabulary.give_synonyms(mode, rows),
            }
        }
        vocabulary.mark_retired();
        Ok(vocabulary)
    }

    fn give_entries(&mut self, set: ValueSet, mode: Mode, about: SetInfo, rows: Vec<EntryRow>) {
        let here = Arc::make_mut(self.set_mut(set));
        match mode {
            Mode::Replace => *here = Set { about, ..Set::default() },
            Mode::Extend => here.completed_by.push(about),
        }
        for row in rows {
            let known = here.entries.get(&row.code, &row.system);
            let current = known.is_none_or(|entry| entry.current);
            here.entries.put(Entry {
                code: row.code.into(),
                scheme: row.system.into(),
                label: row.label.into(),
                current,
                retired: None,
            });
        }
    }

    fn give_classes(&mut self, mode: Mode, rows: Vec<ClassRow>) {
        let here = Arc::make_mut(&mut self.classes);
        if mode == Mode::Replace {
            *here = Table::default();
        }
        for row in rows {
            let (code, scheme, class) = (row.code.into(), row.system.into(), row.class.into());
            here.put(ClassOfType { code, scheme, class });
        }
    }

    fn give_retirements(&mut self, mode: Mode, rows: Vec<RetiredRow>) {
        let here = Arc::make_mut(&mut self.retirements);
        if mode == Mode::Replace {
            *here = Table::default();
        }
        for row in rows {
            let successor = row.successor.map(String::into_boxed_str);
            let retired = Retired { until: row.until.into(), successor, inferred: false };
            here.put(Retirement { code: row.code.into(), scheme: row.system.into(), retired });
        }
    }

    fn give_synonyms(&mut self, mode: Mode, rows: Vec<(ValueSet, SynonymRow)>) {
        let here = Arc::make_mut(&mut self.synonyms);
        if mode == Mode::Replace {
            *here = Synonyms::default();
        }
        here.extend(rows.into_iter().map(|(set, row)| (set, row.code, row.phrase)));
    }
}
