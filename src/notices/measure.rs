//! How easy a notice is to read, measured.
//!
//! The limits of the standard texts are the national guide's advice: the main point first, not
//! drowned, not fifteen lines. Those of easy-to-read texts follow the European rules of easy
//! information (Inclusion Europe, « L'information pour tous »): one idea in a sentence, each
//! sentence on its own line, short enough to stand on one where it can.

use std::collections::HashMap;

use once_cell::sync::Lazy;
use serde::Serialize;

use super::compose::{is_contact, Composed, Part};
use super::plain::{paragraph, wrap};
use super::{Element, Variant};

/// What a notice must stay within.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Limits {
    /// Characters of a line.
    pub columns: usize,
    /// Lines before those that say where to turn.
    pub lines: usize,
    /// Words of a sentence, on average.
    pub average_words: f64,
    /// Words of the longest sentence.
    pub longest_words: usize,
}

impl Limits {
    pub fn of(variant: Variant) -> Limits {
        match variant {
            Variant::Standard => {
                Limits { columns: 90, lines: 12, average_words: 25.0, longest_words: 40 }
            }
            // More lines, for each sentence takes one; less on each.
            Variant::Falc => {
                Limits { columns: 70, lines: 28, average_words: 10.0, longest_words: 16 }
            }
        }
    }
}

/// The measures of one language of a notice. Titles and check boxes are not counted.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Readability {
    pub language: String,
    /// Whether all that follows stays within the limits of the variant.
    pub within_limits: bool,
    /// Whether the first sentence says what is done to the profile.
    pub main_point_first: bool,
    /// Lines, as wide as the limit, before those that say where to turn.
    pub lines: usize,
    pub average_words: f64,
    pub longest_words: usize,
    /// References to law in the text.
    pub legal_references: Vec<String>,
    /// Words that a person need not understand.
    pub jargon: Vec<String>,
}

/// How law is cited. The text for the person tells what holds, not where it is written.
static LEGAL: Lazy<Watched> = Lazy::new(|| {
    let words = [
        "article",
        "articles",
        "décret",
        "arrêté",
        "loi",
        "règlement",
        "RGPD",
        "CSP",
        "jurisprudence",
        "code de la santé publique",
        "conseil d'état",
        "L. 1",
        "R. 1",
        "L.1",
        "R.1",
        "GDPR",
        "decree",
        "statute",
    ];
    Watched::new(words.into_iter())
});

/// Words to look for, small letters, each with how it is reported.
#[derive(Debug, Clone, Default)]
pub(super) struct Watched {
    words: HashMap<Box<str>, Box<str>>,
    /// What is no single word.
    expressions: Vec<(Box<str>, Box<str>)>,
}

impl Watched {
    pub fn new<'a>(words: impl Iterator<Item = &'a str>) -> Self {
        let mut watched = Watched::default();
        for word in words {
            let (folded, shown) = (word.to_lowercase().into_boxed_str(), word.into());
            if folded.chars().all(char::is_alphanumeric) {
                watched.words.insert(folded, shown);
            } else {
                watched.expressions.push((folded, shown));
            }
        }
        watched
    }

    /// Which of them stand in a text of small letters, as they come, each once.
    fn found_in(&self, text: &str) -> Vec<String> {
        let words = text.split(|c: char| !c.is_alphanumeric());
        let words = words.filter_map(|word| self.words.get(word));
        let expressions = self.expressions.iter().filter(|(folded, _)| stands_in(text, folded));
        let mut found: Vec<String> = Vec::new();
        for shown in words.chain(expressions.map(|(_, shown)| shown)) {
            if !found.iter().any(|known| **known == **shown) {
                found.push(shown.to_string());
            }
        }
        found
    }
}

/// Whether an expression stands in a text, and not within a word.
fn stands_in(text: &str, expression: &str) -> bool {
    text.match_indices(expression).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        !before.is_some_and(char::is_alphanumeric)
    })
}

pub(super) fn readability(notice: &Composed<'_>) -> Readability {
    let limits = Limits::of(notice.template.variant);
    let told = notice.paragraphs.iter().take_while(|parts| !is_contact(parts));
    let text: Vec<String> = told.map(|parts| paragraph(notice, parts)).collect();
    let lines = text.iter().flat_map(|text| text.lines());
    let lines = lines.map(|line| wrap(line, limits.columns).len()).sum();
    let sentences: Vec<usize> = text.iter().flat_map(|text| sentences(text)).collect();
    let words: usize = sentences.iter().sum();
    let average_words = (words as f64 / sentences.len().max(1) as f64 * 10.0).round() / 10.0;
    let longest_words = sentences.iter().copied().max().unwrap_or_default();
    let whole = notice.parts().map(Part::text).collect::<Vec<_>>().join(" ");
    let whole = (whole + " " + &labels(notice)).to_lowercase();
    let legal_references = LEGAL.found_in(&whole);
    let mut jargon = notice.template.common.watched.found_in(&whole);
    // "DMP" is no jargon where it is explained.
    let explained = stands_in(&whole, "dossier médical partagé");
    jargon.retain(|word| !(explained && word == "DMP"));
    let action = |part: &Part<'_>| {
        part.elements.has(Element::ActionFeed) || part.elements.has(Element::ActionConsult)
    };
    let main_point_first = notice.parts().next().is_some_and(action);
    Readability {
        language: notice.language().to_string(),
        within_limits: main_point_first
            && lines <= limits.lines
            && average_words <= limits.average_words
            && longest_words <= limits.longest_words
            && legal_references.is_empty()
            && jargon.is_empty(),
        main_point_first,
        lines,
        average_words,
        longest_words,
        legal_references,
        jargon,
    }
}

fn labels(notice: &Composed<'_>) -> String {
    let Some(form) = &notice.form else { return String::new() };
    let feed = form.object_feed.iter().flat_map(|(object, reason)| [object, reason]);
    let others = [&form.object_consult, &form.accept].into_iter().flatten();
    let all: Vec<&str> =
        feed.chain(others).chain([&form.legend, &form.note]).map(String::as_str).collect();
    all.join(" ")
}

/// The words of each sentence. A sentence ends at a point, or with its line.
fn sentences(text: &str) -> Vec<usize> {
    let mut found = Vec::new();
    for line in text.lines() {
        let mut words = 0;
        for word in line.split_whitespace() {
            words += usize::from(word.chars().any(char::is_alphanumeric));
            if word.ends_with(['.', '!', '?']) {
                found.push(words);
                words = 0;
            }
        }
        found.push(words);
    }
    found.retain(|words| *words > 0);
    found
}
