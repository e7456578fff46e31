//! Rows found by code and scheme, in the order they were given.

use std::collections::HashMap;
use std::sync::Arc;

/// What a code of a scheme is the key of.
pub(super) trait Row {
    fn code(&self) -> &Arc<str>;
    fn scheme(&self) -> &str;
}

#[derive(Debug, Clone)]
pub(super) struct Table<R> {
    rows: Vec<R>,
    /// Where the rows of a code stand: nearly always one, for few sets share a code among schemes.
    by_code: HashMap<Arc<str>, Vec<u32>>,
}

impl<R> Default for Table<R> {
    fn default() -> Self {
        Table { rows: Vec::new(), by_code: HashMap::new() }
    }
}

impl<R: Row> Table<R> {
    /// Adds a row, or puts it in the place of the one with the same code and scheme.
    pub(super) fn put(&mut self, row: R) {
        if let Some(at) = self.position(row.code(), row.scheme()) {
            self.rows[at] = row;
            return;
        }
        let at = u32::try_from(self.rows.len()).unwrap_or(u32::MAX);
        self.by_code.entry(Arc::clone(row.code())).or_default().push(at);
        self.rows.push(row);
    }

    pub(super) fn rows(&self) -> &[R] {
        &self.rows
    }

    pub(super) fn rows_mut(&mut self) -> &mut [R] {
        &mut self.rows
    }

    pub(super) fn get(&self, code: &str, scheme: &str) -> Option<&R> {
        self.position(code, scheme).and_then(|at| self.rows.get(at))
    }

    /// The first row of a code, whatever its scheme.
    pub(super) fn first_of(&self, code: &str) -> Option<&R> {
        self.rows.get(*self.by_code.get(code)?.first()? as usize)
    }

    fn position(&self, code: &str, scheme: &str) -> Option<usize> {
        let mut places = self.by_code.get(code)?.iter().map(|at| *at as usize);
        places.find(|at| self.rows.get(*at).is_some_and(|row| row.scheme() == scheme))
    }
}
