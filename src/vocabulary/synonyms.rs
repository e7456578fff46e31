use std::collections::HashMap;

use super::ValueSet;

/// The phrases people type, by the code they are about, in alphabetical order.
#[derive(Debug, Clone, Default)]
pub(super) struct Synonyms(HashMap<ValueSet, HashMap<Box<str>, Vec<Box<str>>>>);

impl Synonyms {
    /// Adds phrases: set, code and phrase. One that is there already is not there twice.
    pub(super) fn extend(&mut self, phrases: impl Iterator<Item = (ValueSet, String, String)>) {
        for (set, code, phrase) in phrases {
            let of_code = self.0.entry(set).or_default().entry(code.into()).or_default();
            of_code.push(phrase.into());
        }
        for of_code in self.0.values_mut().flat_map(HashMap::values_mut) {
            of_code.sort_unstable();
            of_code.dedup();
        }
    }

    pub(super) fn of(&self, set: ValueSet, code: &str) -> &[Box<str>] {
        self.0.get(&set).and_then(|codes| codes.get(code)).map_or(&[], Vec::as_slice)
    }
}
