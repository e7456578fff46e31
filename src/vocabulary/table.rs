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
    /// Where the rows of a code stand, in the order of their schemes: nearly always one, for few
    /// sets share a code among schemes.
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
        let places = self.by_code.entry(Arc::clone(row.code())).or_default();
        match search(&self.rows, places, row.scheme()) {
            Ok(place) => {
                if let Some(old) = places.get(place).and_then(|at| self.rows.get_mut(*at as usize))
                {
                    *old = row;
                }
            }
            Err(place) => {
                places.insert(place, u32::try_from(self.rows.len()).unwrap_or(u32::MAX));
                self.rows.push(row);
            }
        }
    }

    pub(super) fn rows(&self) -> &[R] {
        &self.rows
    }

    pub(super) fn rows_mut(&mut self) -> &mut [R] {
        &mut self.rows
    }

    pub(super) fn get(&self, code: &str, scheme: &str) -> Option<&R> {
        let places = self.by_code.get(code)?;
        let place = search(&self.rows, places, scheme).ok()?;
        self.rows.get(*places.get(place)? as usize)
    }

    /// The first row of a code, whatever its scheme.
    pub(super) fn first_of(&self, code: &str) -> Option<&R> {
        self.rows.get(*self.by_code.get(code)?.iter().min()? as usize)
    }
}

/// Which of the places is that of a scheme, or where it would stand.
fn search<R: Row>(rows: &[R], places: &[u32], scheme: &str) -> Result<usize, usize> {
    let scheme_of = |at: &u32| rows.get(*at as usize).map(Row::scheme);
    places.binary_search_by(|at| scheme_of(at).cmp(&Some(scheme)))
}
