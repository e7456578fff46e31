use std::collections::HashMap;

use super::ValueSet;

/// The phrases people type, by the code they are about.
#[derive(Debug, Clone, Default)]
pub(super) struct Synonyms(HashMap<ValueSet, HashMap<Box<str>, Vec<Box<str>>>>);

impl Synonyms {
    /// Adds a phrase, once.
    pub(super) fn add(&mut self, set: ValueSet, code: &str, phrase: &str) {
        let phrases = self.0.entry(set).or_default().entry(code.into()).or_default();
        if !phrases.iter().any(|known| &**known == phrase) {
            phrases.push(phrase.into());
        }
    }

    pub(super) fn of(&self, set: ValueSet, code: &str) -> &[Box<str>] {
        self.0.get(&set).and_then(|codes| codes.get(code)).map_or(&[], Vec::as_slice)
    }
}
