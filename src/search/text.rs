//! Text as it is compared: without accents, capitals, apostrophes, hyphens or ligatures.
//!
//! A text becomes words, each a run of letters and digits. `É` and `e`, `œ` and `oe`, `ß` and
//! `ss`, `²` and `2`, composed and decomposed forms are the same; any apostrophe or hyphen parts
//! two words; an elided article or pronoun (`l'`, `d'`, `qu'`) is no word at all, so that
//! `l'hôpital` is `hopital`.

use unicode_normalization::char::{decompose_compatible, is_combining_mark};

/// Stands between two texts that are searched as one: a phrase never crosses it.
pub(super) const BOUNDARY: char = '\u{1F}';

/// What is left of a French word before an apostrophe that stands for a vowel.
const ELISIONS: &[&str] = &["c", "d", "j", "l", "m", "n", "s", "t", "qu"];

/// Letters that compatibility decomposition leaves whole, in plain ones.
const LIGATURES: &[(char, &str)] =
    &[('œ', "oe"), ('æ', "ae"), ('ß', "ss"), ('ø', "o"), ('ł', "l"), ('đ', "d"), ('ı', "i")];

/// Hands each word of a text to `take`, and an empty one for each [`BOUNDARY`].
pub(super) fn each_word(text: &str, mut take: impl FnMut(&str)) {
    let mut words = Words { word: String::new(), take: &mut take };
    for character in text.chars() {
        if character.is_ascii() {
            words.plain(character.to_ascii_lowercase());
            continue;
        }
        // The order of marks does not matter, for they all fall: no text is normalised whole.
        decompose_compatible(character, |part| {
            for letter in part.to_lowercase().filter(|letter| !is_combining_mark(*letter)) {
                match LIGATURES.iter().find(|(ligature, _)| *ligature == letter) {
                    Some((_, letters)) => letters.chars().for_each(|letter| words.plain(letter)),
                    None => words.plain(letter),
                }
            }
        });
    }
    words.end();
}

/// The words of a text, with one space between them.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    each_word(text, |word| {
        if !folded.is_empty() && !word.is_empty() {
            folded.push(' ');
        }
        folded.push_str(word);
    });
    folded
}

/// The words of a text, one by one.
pub(super) fn words(text: &str) -> Vec<String> {
    let mut all = Vec::new();
    each_word(text, |word| all.extend((!word.is_empty()).then(|| word.to_string())));
    all
}

struct Words<'a, F: FnMut(&str)> {
    word: String,
    take: &'a mut F,
}

impl<F: FnMut(&str)> Words<'_, F> {
    fn plain(&mut self, character: char) {
        match character {
            BOUNDARY => {
                self.end();
                (self.take)("");
            }
            apostrophe if is_apostrophe(apostrophe) => {
                if ELISIONS.contains(&self.word.as_str()) {
                    self.word.clear();
                }
                self.end();
            }
            letter if letter.is_alphanumeric() => self.word.push(letter),
            _ => self.end(),
        }
    }

    fn end(&mut self) {
        if !self.word.is_empty() {
            (self.take)(&self.word);
            self.word.clear();
        }
    }
}

/// The typewriter's, the printer's, and what is typed for them; Unicode counts one of them among
/// letters.
fn is_apostrophe(character: char) -> bool {
    matches!(character, '\'' | '’' | '‘' | 'ʼ' | '′' | '`')
}

#[cfg(test)]
mod tests {
    use unicode_normalization::UnicodeNormalization;

    use super::*;

    #[test]
    fn accents_capitals_and_cedillas_do_not_count() {
        assert_eq!(fold("ÉCHOGRAPHIE Reçue à Noël"), "echographie recue a noel");
    }

    #[test]
    fn composed_and_decomposed_forms_are_the_same() {
        let composed = "Hémoglobine glyquée, Niçoise";
        let decomposed: String = composed.nfd().collect();
        assert_ne!(composed, decomposed);
        assert_eq!(fold(&decomposed), fold(composed));
    }

    #[test]
    fn ligatures_are_their_letters() {
        assert_eq!(fold("Œdème du cœur, ex æquo, Straße, STRAẞE, ﬁn"), {
            "oedeme du coeur ex aequo strasse strasse fin"
        });
        assert_eq!(fold("Łukasz Sørensen 12 m²"), "lukasz sorensen 12 m2");
    }

    #[test]
    fn any_apostrophe_parts_words_and_elisions_fall() {
        for text in ["l'hôpital", "L’HOPITAL", "l‘hôpital", "lʼhôpital", "l′hôpital", "l`hôpital"]
        {
            assert_eq!(fold(text), "hopital", "{text}");
        }
        assert_eq!(fold("qu'aujourd'hui d'Angelo"), "aujourd hui angelo");
        assert_eq!(fold("O'Brien"), "o brien");
    }

    #[test]
    fn hyphens_and_signs_part_words() {
        assert_eq!(fold("Compte-rendu : IRM/scanner (n°12)"), "compte rendu irm scanner n 12");
        assert_eq!(fold("COVID‑19—test"), "covid 19 test");
        assert_eq!(fold(" ' - "), "");
    }

    #[test]
    fn a_boundary_is_an_empty_word() {
        let mut found = Vec::new();
        each_word("prise de sang\u{1F}bilan", |word| found.push(word.to_string()));
        assert_eq!(found, ["prise", "de", "sang", "", "bilan"]);
        assert_eq!(words("un\u{1F}é"), ["un", "e"]);
    }
}
