//! A template filled with the values of a request.

use super::case::Case;
use super::request::Request;
use super::template::{Choice, Template, Text, Word};
use super::values::Date;
use super::words::{Slot, Token};
use super::{Element, Elements, Variant};

/// A piece of a notice's text. A value comes from the host and is escaped by each output.
#[derive(Debug, Clone)]
pub(super) enum Piece<'a> {
    Text(&'a str),
    Link { shown: &'a str, target: &'a str },
    Value(String),
}

/// A text of a notice: its name in the template, and what it tells.
#[derive(Debug, Clone)]
pub(super) struct Part<'a> {
    pub name: &'a str,
    pub elements: Elements,
    pub pieces: Vec<Piece<'a>>,
}

/// The words of a form beside its notice.
#[derive(Debug, Clone)]
pub(super) struct FormWords {
    pub legend: String,
    pub note: String,
    /// The box, and the question for its reason.
    pub object_feed: Option<(String, String)>,
    pub object_consult: Option<String>,
    pub accept: Option<String>,
}

/// A notice in one language.
#[derive(Debug, Clone)]
pub(super) struct Composed<'a> {
    pub template: &'a Template,
    pub paragraphs: Vec<Vec<Part<'a>>>,
    pub form: Option<FormWords>,
    /// What marks a translation.
    pub courtesy: Option<String>,
}

impl Part<'_> {
    pub fn text(&self) -> String {
        let mut text = String::new();
        for piece in &self.pieces {
            text.push_str(match piece {
                Piece::Text(words) => words,
                Piece::Link { shown, .. } => shown,
                Piece::Value(value) => value,
            });
        }
        text
    }
}

impl<'a> Composed<'a> {
    pub fn of(request: &'a Request, template: &'a Template) -> Self {
        let case = &request.case;
        let values = Values { request, template };
        let part = |(text, choice): (&'a Text, &'a Choice)| Part {
            name: &text.name,
            elements: choice.elements,
            pieces: choice.tokens.iter().map(|token| values.piece(token)).collect(),
        };
        let paragraphs = template.chosen(case).filter(|texts| !texts.is_empty());
        let paragraphs = paragraphs.map(|texts| texts.into_iter().map(part).collect()).collect();
        let form = (case.kind == super::Kind::PlatformForm).then(|| values.form(case));
        let foreign = template.common.language != "fr";
        let courtesy = foreign.then(|| values.word(Word::Courtesy));
        Composed { template, paragraphs, form, courtesy }
    }

    pub fn parts(&self) -> impl Iterator<Item = &Part<'a>> {
        self.paragraphs.iter().flatten()
    }

    pub fn language(&self) -> &'a str {
        &self.template.common.language
    }

    pub fn is_easy(&self) -> bool {
        self.template.variant == Variant::Falc
    }

    /// What parts the texts of a paragraph: easy-to-read sentences each have their line.
    pub fn joint(&self) -> char {
        if self.is_easy() {
            '\n'
        } else {
            ' '
        }
    }
}

/// Whether a paragraph only says where to turn.
pub(super) fn is_contact(parts: &[Part<'_>]) -> bool {
    let contact: Elements = [Element::Where, Element::Help].into_iter().collect();
    parts.iter().all(|part| !part.elements.is_empty() && part.elements.within(contact))
}

struct Values<'a> {
    request: &'a Request,
    template: &'a Template,
}

impl<'a> Values<'a> {
    fn piece(&self, token: &'a Token) -> Piece<'a> {
        match token {
            Token::Text(text) => Piece::Text(text),
            Token::Link { shown, target } => Piece::Link { shown, target },
            Token::Slot(slot) => Piece::Value(self.value(*slot)),
        }
    }

    /// Every slot that `check` let through has a value; see there.
    fn value(&self, slot: Slot) -> String {
        let request = self.request;
        let foreign = self.template.common.language != "fr";
        let courtesy = &request.courtesy;
        match slot {
            Slot::Who => self.who(),
            Slot::WhoCapital => capital(&self.who()),
            Slot::Added => {
                let translated = if foreign { &courtesy.added } else { &request.added };
                self.documents(translated, Word::Added)
            }
            Slot::Consulted => {
                let translated = if foreign { &courtesy.consulted } else { &request.consulted };
                self.documents(translated, Word::Consulted)
            }
            Slot::ObjectHow => {
                let translated = courtesy.object_how.as_ref().filter(|_| foreign);
                translated.or(request.object_how.as_ref()).cloned().unwrap_or_default()
            }
            Slot::Person => self.word(Word::Person),
            Slot::Reason => {
                let french = request.emergency.as_ref().and_then(|facts| facts.reason.as_ref());
                let translated = courtesy.reason.as_ref().filter(|_| foreign);
                translated.or(french).cloned().unwrap_or_default()
            }
            Slot::Date => {
                request.emergency.as_ref().map_or_else(String::new, |facts| self.date(facts.on))
            }
        }
    }

    /// The professional and his structure, either, or the generic designation.
    fn who(&self) -> String {
        match (&self.request.professional, &self.request.structure) {
            (Some(professional), Some(structure)) => format!("{professional} ({structure})"),
            (Some(name), None) | (None, Some(name)) => name.clone(),
            (None, None) => self.word(Word::Professional),
        }
    }

    /// The documents by name where the channel may name them, else what they are for.
    fn documents(&self, labels: &[String], generic: Word) -> String {
        let [first @ .., last] = labels else { return self.word(generic) };
        if !self.request.names_documents {
            return self.word(generic);
        }
        if first.is_empty() {
            return last.clone();
        }
        format!("{} {} {last}", first.join(", "), self.word(Word::And))
    }

    fn date(&self, on: Date) -> String {
        let common = &self.template.common;
        let month = common.months.get(usize::from(on.month).wrapping_sub(1));
        let day = match common.word(Word::FirstDay) {
            Some(_) if on.day == 1 => self.word(Word::FirstDay),
            _ => on.day.to_string(),
        };
        format!("{day} {} {}", month.map_or("", |month| month), on.year)
    }

    fn word(&self, word: Word) -> String {
        let text = self.template.common.word(word);
        let choice = text.and_then(|text| text.choice(&self.request.case, Elements::default()));
        let mut said = String::new();
        for token in choice.map_or(&[][..], |choice| &choice.tokens) {
            match token {
                Token::Text(text) => said.push_str(text),
                Token::Link { shown, .. } => said.push_str(shown),
                // No word holds another slot, and the word for the person holds none.
                Token::Slot(_) => said.push_str(&self.word(Word::Person)),
            }
        }
        said
    }

    fn form(&self, case: &Case) -> FormWords {
        let (feeds, consults) = (case.actions.feeds(), case.actions.consults());
        let accepts = case.elements().has(Element::Consent);
        let feed = || (self.word(Word::FormObjectFeed), self.word(Word::FormReason));
        FormWords {
            legend: self.word(Word::FormLegend),
            note: self.word(Word::FormNote),
            object_feed: feeds.then(feed),
            object_consult: consults.then(|| self.word(Word::FormObjectConsult)),
            accept: accepts.then(|| self.word(Word::FormAccept)),
        }
    }
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().map(|first| first.to_uppercase().to_string());
    first.unwrap_or_default() + letters.as_str()
}
