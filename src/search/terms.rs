//! The words of texts: a sorted dictionary, and for each word the texts that hold it. Equal
//! texts are one text, however many documents have it.

use std::collections::HashMap;
use std::ops::Range;

use super::columns::{Lists, NONE};
use super::text::each_word;

/// Texts and their words, by number. Words are numbered in alphabetical order.
#[derive(Debug, Default)]
pub(super) struct Terms {
    /// The words, one after the other, and where each ends.
    letters: String,
    ends: Vec<u32>,
    /// Which letters each word has: see [`letters_of`].
    masks: Vec<u32>,
    /// The texts of each word.
    texts: Lists,
    /// The words of each text in its order; [`NONE`] where a phrase must break.
    sequences: Lists,
}

impl Terms {
    pub fn new<T: AsRef<str>>(texts: &[T]) -> Self {
        let mut found: HashMap<Box<str>, u32> = HashMap::new();
        let mut sequences = Lists::default();
        let mut sequence = Vec::new();
        for text in texts {
            sequence.clear();
            each_word(text.as_ref(), |word| {
                let next = found.len() as u32;
                sequence.push(match (word, found.get(word)) {
                    ("", _) => NONE,
                    (_, Some(number)) => *number,
                    (word, None) => *found.entry(word.into()).or_insert(next),
                });
            });
            sequences.push(sequence.iter().copied());
        }
        let mut sorted: Vec<(Box<str>, u32)> = found.into_iter().collect();
        sorted.sort_unstable();
        Terms::sorted(&sorted, &sequences)
    }

    /// With the words in alphabetical order and the number each was found under.
    fn sorted(words: &[(Box<str>, u32)], sequences: &Lists) -> Self {
        let mut rank = vec![NONE; words.len()];
        let (mut letters, mut ends) = (String::new(), Vec::with_capacity(words.len()));
        for (place, (word, found)) in words.iter().enumerate() {
            rank[*found as usize] = place as u32;
            letters.push_str(word);
            ends.push(letters.len() as u32);
        }
        letters.shrink_to_fit();
        let ranked = |found: &u32| rank.get(*found as usize).copied().unwrap_or(NONE);
        let (mut numbered, mut once) = (Lists::default(), Lists::default());
        let mut distinct = Vec::new();
        for text in 0..sequences.len() {
            let sequence = sequences.of(text).iter().map(ranked);
            numbered.push(sequence.clone());
            distinct.clear();
            distinct.extend(sequence.filter(|term| *term != NONE));
            distinct.sort_unstable();
            distinct.dedup();
            once.push(distinct.iter().copied());
        }
        Terms {
            masks: words.iter().map(|(word, _)| letters_of(word)).collect(),
            letters,
            ends,
            texts: once.inverted(words.len()),
            sequences: numbered.shrink(),
        }
    }

    pub fn len(&self) -> usize {
        self.ends.len()
    }

    pub fn texts_count(&self) -> usize {
        self.sequences.len()
    }

    pub fn word(&self, term: u32) -> &str {
        let term = term as usize;
        let start = term.checked_sub(1).map_or(0, |before| self.ends[before]) as usize;
        &self.letters[start..self.ends[term] as usize]
    }

    /// The texts that hold a word, in order.
    pub fn texts(&self, term: u32) -> &[u32] {
        self.texts.of(term as usize)
    }

    /// The words of a text, in its order.
    pub fn sequence(&self, text: u32) -> &[u32] {
        self.sequences.of(text as usize)
    }

    pub fn exact(&self, word: &str) -> Option<u32> {
        let place = self.first_from(word);
        ((place as usize) < self.len() && self.word(place) == word).then_some(place)
    }

    /// The words that begin so.
    pub fn beginning(&self, prefix: &str) -> Range<u32> {
        let start = self.first_from(prefix);
        let mut end = start;
        let mut beyond = self.len() as u32;
        while end < beyond {
            let middle = end + (beyond - end) / 2;
            match self.word(middle).starts_with(prefix) {
                true => end = middle + 1,
                false => beyond = middle,
            }
        }
        start..end
    }

    /// The first word that does not come before this one.
    fn first_from(&self, word: &str) -> u32 {
        let (mut start, mut end) = (0, self.len() as u32);
        while start < end {
            let middle = start + (end - start) / 2;
            match self.word(middle) < word {
                true => start = middle + 1,
                false => end = middle,
            }
        }
        start
    }

    /// The words within so many typing mistakes of this one.
    pub fn near(&self, word: &str, mistakes: usize) -> Vec<u32> {
        let wanted: Vec<char> = word.chars().collect();
        let mask = letters_of(word);
        let mut found = Vec::new();
        for (term, letters) in (0_u32..).zip(&self.masks) {
            // A mistake takes one letter away and brings one in, at most.
            if (mask ^ letters).count_ones() as usize > 2 * mistakes {
                continue;
            }
            if within(&wanted, self.word(term), mistakes) {
                found.push(term);
            }
        }
        found
    }
}

/// Which letters and digits a word has, one bit for each; other characters share theirs.
fn letters_of(word: &str) -> u32 {
    word.chars().fold(0, |mask, character| mask | 1 << (character as u32 % 32))
}

/// Whether a word is made of another by so many mistakes: a letter added, left out, changed, or
/// two neighbours swapped, no letter touched twice (optimal string alignment).
fn within(wanted: &[char], word: &str, mistakes: usize) -> bool {
    let word: Vec<char> = word.chars().collect();
    if wanted.len().abs_diff(word.len()) > mistakes {
        return false;
    }
    let mut before = vec![0; wanted.len() + 1];
    let mut last: Vec<usize> = (0..=wanted.len()).collect();
    for (row, letter) in word.iter().enumerate() {
        let mut line = Vec::with_capacity(wanted.len() + 1);
        line.push(row + 1);
        for (column, other) in wanted.iter().enumerate() {
            let changed = last[column] + usize::from(letter != other);
            let mut least = changed.min(last[column + 1] + 1).min(line[column] + 1);
            let swapped = row > 0 && column > 0;
            if swapped && word[row - 1] == *other && *letter == wanted[column - 1] {
                least = least.min(before[column - 1] + 1);
            }
            line.push(least);
        }
        if line.iter().all(|cost| *cost > mistakes) {
            return false;
        }
        before = std::mem::replace(&mut last, line);
    }
    last.last().is_some_and(|cost| *cost <= mistakes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn far(one: &str, other: &str) -> usize {
        let one: Vec<char> = one.chars().collect();
        (0..20).find(|mistakes| within(&one, other, *mistakes)).unwrap()
    }

    #[test]
    fn mistakes_are_counted() {
        assert_eq!(far("biologie", "biologie"), 0);
        assert_eq!(far("bioloige", "biologie"), 1);
        assert_eq!(far("bilogie", "biologie"), 1);
        assert_eq!(far("biologies", "biologie"), 1);
        assert_eq!(far("biolegie", "biologie"), 1);
        assert_eq!(far("cardioligue", "cardiologie"), 2);
        assert_eq!(far("ca", "abc"), 3);
        assert_eq!(far("", "abc"), 3);
    }

    #[test]
    fn words_are_found_by_their_beginning_and_by_their_texts() {
        let terms = Terms::new(&["Bilan biologique", "Biologie", "Échographie du cœur"]);
        assert_eq!(terms.len(), 6);
        let of = |range: Range<u32>| range.map(|term| terms.word(term)).collect::<Vec<_>>();
        assert_eq!(of(terms.beginning("bi")), ["bilan", "biologie", "biologique"]);
        assert_eq!(of(terms.beginning("biologi")), ["biologie", "biologique"]);
        assert!(of(terms.beginning("z")).is_empty());
        assert_eq!(of(terms.beginning("")).len(), 6);
        let heart = terms.exact("coeur").unwrap();
        assert_eq!(terms.texts(heart), [2]);
        assert_eq!(terms.exact("coeu"), None);
        assert!(terms.near("ecografie", 2).is_empty());
        assert_eq!(terms.near("ecographie", 2), [terms.exact("echographie").unwrap()]);
        let words: Vec<&str> = terms.sequence(2).iter().map(|term| terms.word(*term)).collect();
        assert_eq!(words, ["echographie", "du", "coeur"]);
    }

    #[test]
    fn a_boundary_breaks_the_sequence() {
        let terms = Terms::new(&["a b\u{1F}c", "\u{1F}"]);
        assert_eq!(terms.sequence(0), [0, 1, NONE, 2]);
        assert_eq!(terms.sequence(1), [NONE]);
        assert!(Terms::new::<&str>(&[]).beginning("a").is_empty());
    }
}
