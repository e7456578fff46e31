//! Free words: what a query's words mean, and which documents hold them.
//!
//! Each word of the query must be found, in any order, each in any text of the document. A word
//! is found where a word of the text is the same or begins so. A word of 5 letters or more that
//! is found nowhere in these documents is taken for a typing mistake of the words within one
//! mistake of it, or two from 9 letters on. `du`, `la` and their like are passed over, unless
//! the query has nothing else. Words between double quotes are a phrase: they must stand
//! together, whole and in this order.

use super::bits::Bits;
use super::columns::Column;
use super::terms::Terms;
use super::text::{fold, words};

/// Words too common to look for.
const COMMON: &[&str] = &["au", "aux", "de", "des", "du", "et", "la", "le", "les", "un", "une"];

/// The words of a query, folded.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Wanted {
    pub words: Vec<String>,
    pub phrases: Vec<Vec<String>>,
}

impl Wanted {
    pub fn read(text: &str) -> Self {
        let mut wanted = Wanted::default();
        let mut common = Vec::new();
        for (index, part) in text.split(['"', '«', '»', '“', '”']).enumerate() {
            let folded = words(part);
            let phrase = index % 2 == 1 && folded.len() > 1;
            match phrase {
                true => wanted.phrases.push(folded),
                false => {
                    let is_common = |word: &String| COMMON.contains(&word.as_str());
                    let (passed, kept): (Vec<_>, Vec<_>) = folded.into_iter().partition(is_common);
                    wanted.words.extend(kept);
                    common.extend(passed);
                }
            }
        }
        if wanted.is_empty() {
            wanted.words = common;
        }
        wanted
    }

    pub fn is_empty(&self) -> bool {
        self.words.is_empty() && self.phrases.is_empty()
    }
}

/// How many typing mistakes a word may have.
pub(super) fn mistakes_allowed(word: &str) -> usize {
    let letters = word.chars().all(char::is_alphabetic);
    match word.chars().count() {
        9.. if letters => 2,
        5.. if letters => 1,
        _ => 0,
    }
}

/// Those of some documents that hold all the words, in some texts only where these are given.
pub(super) fn matching(
    wanted: &Wanted,
    terms: &Terms,
    texts: &Column,
    within: &Bits,
    only: Option<&Bits>,
) -> Bits {
    let words = wanted.words.iter().map(|word| with_word(word, terms));
    let phrases = wanted.phrases.iter().map(|phrase| with_phrase(phrase, terms));
    let mut holding: Vec<Bits> = words.chain(phrases).collect();
    if let Some(only) = only {
        holding.iter_mut().for_each(|texts| texts.and(only));
    }
    holding.sort_by_cached_key(Bits::count);
    // The rarest first: it leaves the fewest documents.
    holding.iter().fold(within.clone(), |left, holding| texts.rows_with(holding, &left))
}

/// The texts with a word.
fn with_word(word: &str, terms: &Terms) -> Bits {
    let beginning = terms.beginning(word);
    let found = match beginning.is_empty() {
        true => corrections(word, terms),
        false => beginning.collect(),
    };
    let mut holding = Bits::none(terms.texts_count());
    for term in found {
        terms.texts(term).iter().for_each(|text| holding.set(*text));
    }
    holding
}

/// What a word that stands in no text is taken for.
pub(super) fn corrections(word: &str, terms: &Terms) -> Vec<u32> {
    match mistakes_allowed(word) {
        0 => Vec::new(),
        mistakes if terms.beginning(word).is_empty() => terms.near(word, mistakes),
        _ => Vec::new(),
    }
}

/// The texts with a phrase.
fn with_phrase(phrase: &[String], terms: &Terms) -> Bits {
    let mut holding = Bits::none(terms.texts_count());
    let known: Option<Vec<u32>> = phrase.iter().map(|word| terms.exact(word)).collect();
    if let Some(known) = known {
        // The texts of the rarest word are the fewest to look into.
        let rarest = known.iter().map(|term| terms.texts(*term)).min_by_key(|texts| texts.len());
        for text in rarest.unwrap_or_default() {
            let mut places = terms.sequence(*text).windows(known.len());
            if places.any(|place| place == known) {
                holding.set(*text);
            }
        }
    }
    holding
}

/// Whether a name holds all the words of another, each whole or by its beginning.
#[derive(Debug)]
pub(super) struct NameWords(Vec<String>);

impl NameWords {
    pub fn read(name: &str) -> Self {
        NameWords(words(name))
    }

    /// `folded` is the name as [`fold`] leaves it.
    pub fn are_in(&self, folded: &str) -> bool {
        let found = |word: &String| folded.split(' ').any(|part| part.starts_with(word.as_str()));
        !self.0.is_empty() && self.0.iter().all(found)
    }
}

/// A name as [`NameWords`] reads it.
pub(super) fn folded_name(name: &str) -> Box<str> {
    fold(name).into()
}
