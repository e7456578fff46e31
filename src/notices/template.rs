//! A template: the wording of kinds of notices in one language, ready to be filled.

use std::sync::Arc;

use super::case::Case;
use super::measure::Watched;
use super::words::{Slot, Token};
use super::{Element, Elements, Kind, Variant};
use crate::rules::information::codes;

codes! {
    /// Words that a template's texts are completed with.
    Word {
        /// The generic designation of who acts, small letters.
        Professional = "professional",
        /// The generic designations of documents.
        Added = "added",
        Consulted = "consulted",
        And = "and",
        /// Whom a representative stands for.
        Person = "person",
        /// The first day of a month, where it is no number.
        FirstDay = "first_day",
        /// What marks a courtesy translation.
        Courtesy = "courtesy",
        FormLegend = "form_legend",
        FormNote = "form_note",
        FormObjectFeed = "form_object_feed",
        FormReason = "form_reason",
        FormObjectConsult = "form_object_consult",
        FormAccept = "form_accept",
    }
}

/// For which cases a text is meant: one bit for each value of each enumeration.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct When {
    pub audience: u8,
    pub actions: u8,
    pub moment: u8,
    pub team: u8,
    pub profile: u8,
    pub mode: u8,
}

impl When {
    pub const ALWAYS: When =
        When { audience: !0, actions: !0, moment: !0, team: !0, profile: !0, mode: !0 };

    fn holds(&self, case: &Case) -> bool {
        let has = |mask: u8, value: usize| mask & 1 << value != 0;
        has(self.audience, case.audience as usize)
            && has(self.actions, case.actions as usize)
            && has(self.moment, case.moment as usize)
            && has(self.team, case.team as usize)
            && has(self.profile, case.profile as usize)
            && has(self.mode, case.mode as usize)
    }
}

/// One wording of a text.
#[derive(Debug, Clone)]
pub(super) struct Choice {
    pub when: When,
    pub elements: Elements,
    pub tokens: Vec<Token>,
}

/// The wordings of a text; the first that fits is said.
#[derive(Debug, Clone)]
pub(super) struct Text {
    pub name: Box<str>,
    pub choices: Vec<Choice>,
}

impl Text {
    /// The wording for a case: none of its elements may be foreign to the notice.
    pub fn choice(&self, case: &Case, elements: Elements) -> Option<&Choice> {
        let fits = |choice: &&Choice| choice.when.holds(case) && choice.elements.within(elements);
        self.choices.iter().find(fits)
    }
}

/// What the kinds of one document share.
#[derive(Debug, Clone, Default)]
pub(super) struct Common {
    pub id: String,
    pub version: String,
    pub language: String,
    /// Words that a person need not understand.
    pub jargon: Vec<Box<str>>,
    /// The same, ready to be looked for.
    pub watched: Watched,
    /// Twelve, or none.
    pub months: Vec<Box<str>>,
    pub words: Vec<Option<Arc<Text>>>,
}

impl Common {
    pub fn set_word(&mut self, word: Word, text: Arc<Text>) {
        self.words.resize(Word::ALL.len(), None);
        self.words[word as usize] = Some(text);
    }

    pub fn word(&self, word: Word) -> Option<&Arc<Text>> {
        self.words.get(word as usize)?.as_ref()
    }

    /// Takes from an earlier template of the language what this one does not say.
    pub fn inherit(&mut self, earlier: &Common) {
        for word in Word::ALL {
            if let (None, Some(text)) = (self.word(*word), earlier.word(*word)) {
                let text = Arc::clone(text);
                self.set_word(*word, text);
            }
        }
        if self.months.is_empty() {
            self.months.clone_from(&earlier.months);
        }
        for word in &earlier.jargon {
            if !self.jargon.contains(word) {
                self.jargon.push(word.clone());
            }
        }
    }
}

/// The wording of one kind of notice.
#[derive(Debug, Clone)]
pub(super) struct Template {
    pub common: Arc<Common>,
    pub variant: Variant,
    pub kind: Kind,
    pub title: String,
    pub subject: String,
    pub paragraphs: Vec<Vec<Arc<Text>>>,
}

impl Template {
    /// The texts of a case, by paragraph.
    pub fn chosen<'a>(
        &'a self,
        case: &'a Case,
    ) -> impl Iterator<Item = Vec<(&'a Text, &'a Choice)>> + 'a {
        let elements = case.elements();
        let choice = move |text: &'a Arc<Text>| Some((&**text, text.choice(case, elements)?));
        self.paragraphs.iter().map(move |texts| texts.iter().filter_map(choice).collect())
    }
}

/// Whether a case has a value for a slot.
pub(super) fn has_value(slot: Slot, case: &Case) -> bool {
    let elements = case.elements();
    let documents = elements.has(Element::Documents);
    match slot {
        Slot::Who | Slot::WhoCapital => true,
        Slot::Added => documents && case.actions.feeds(),
        Slot::Consulted => documents && case.actions.consults(),
        Slot::ObjectHow => elements.has(Element::ObjectHow),
        Slot::Person => case.audience.is_representative(),
        Slot::Reason => elements.has(Element::EmergencyReason),
        Slot::Date => case.kind == Kind::Emergency,
    }
}
