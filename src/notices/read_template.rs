//! `dmpkit.notice-template/1`: its schema stands in `include/dmpkit`.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Deserialize;

use super::measure::Watched;
use super::template::{Choice, Common, Template, Text, When, Word};
use super::words::{tokens, Token};
use super::{Element, EmergencyMode, Kind, ProfileState, Team, Variant};
use crate::record::{nullable_object, read_json, required_text, Invalid, Object};
use crate::rules::information::{Actions, Audience, Moment};

const SCHEMA: &str = "dmpkit.notice-template/1";
const MOST_BYTES: usize = 512 << 10;
/// Texts, wordings of a text, paragraphs, texts of a paragraph, words of jargon.
const MOST_ITEMS: usize = 200;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Document {
    schema: String,
    id: String,
    version: String,
    language: String,
    variant: Option<String>,
    jargon: Option<Vec<String>>,
    months: Option<Vec<String>>,
    words: Option<BTreeMap<String, Vec<Object<ChoiceDocument>>>>,
    texts: BTreeMap<String, Vec<Object<ChoiceDocument>>>,
    kinds: BTreeMap<String, Object<KindDocument>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ChoiceDocument {
    #[serde(default, deserialize_with = "nullable_object")]
    when: Option<WhenDocument>,
    elements: Option<Vec<String>>,
    text: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WhenDocument {
    audience: Option<Vec<String>>,
    actions: Option<Vec<String>>,
    moment: Option<Vec<String>>,
    care_team: Option<Vec<String>>,
    profile: Option<Vec<String>>,
    mode: Option<Vec<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct KindDocument {
    title: String,
    subject: String,
    paragraphs: Vec<Vec<String>>,
}

/// The templates of a document, one for each kind it words, in the order of the kinds.
pub(super) fn read(
    text: &str,
    earlier: impl Fn(&str, Variant) -> Option<Arc<Common>>,
) -> Result<Vec<Template>, Invalid> {
    if text.len() > MOST_BYTES {
        return Err(Invalid::new("", format!("must not be over {MOST_BYTES} bytes")));
    }
    let document: Document = read_json(text)?;
    if document.schema != SCHEMA {
        return Err(Invalid::new("schema", format!("must be {SCHEMA}")));
    }
    let variant = match document.variant.as_deref() {
        Some(code) => Variant::from_code(code).map_err(|invalid| invalid.within("variant"))?,
        None => Variant::Standard,
    };
    let language = super::language("language", &document.language)?;
    let mut common = common(&document, &language)?;
    if let Some(earlier) = earlier(&language, variant) {
        common.inherit(&earlier);
    }
    common.watched = Watched::new(common.jargon.iter().map(|word| &**word));
    let common = Arc::new(common);
    let mut texts = BTreeMap::new();
    within("texts", document.texts.len())?;
    for (name, choices) in &document.texts {
        let field = format!("texts.{}", shown(name));
        texts.insert(name.as_str(), Arc::new(wording(name, &field, choices, &language)?));
    }
    if document.kinds.is_empty() {
        return Err(Invalid::new("kinds", "must not be empty"));
    }
    let mut templates = Vec::new();
    for (name, Object(words)) in &document.kinds {
        let kind = Kind::from_code(name).map_err(|invalid| invalid.within("kinds"))?;
        let field = format!("kinds.{name}");
        templates.push(Template {
            common: Arc::clone(&common),
            variant,
            kind,
            title: heading(&format!("{field}.title"), &words.title, &language)?,
            subject: heading(&format!("{field}.subject"), &words.subject, &language)?,
            paragraphs: paragraphs(&format!("{field}.paragraphs"), &words.paragraphs, &texts)?,
        });
    }
    Ok(templates)
}

fn common(document: &Document, language: &str) -> Result<Common, Invalid> {
    let list = |field: &str, list: &Option<Vec<String>>| {
        let list = list.as_deref().unwrap_or_default();
        within(field, list.len())?;
        let one = |(index, text): (usize, &String)| {
            required_text(&format!("{field}[{index}]"), text, 64).map(String::into_boxed_str)
        };
        list.iter().enumerate().map(one).collect::<Result<Vec<_>, Invalid>>()
    };
    let mut common = Common {
        id: required_text("id", &document.id, 64)?,
        version: required_text("version", &document.version, 64)?,
        language: language.to_string(),
        jargon: list("jargon", &document.jargon)?,
        months: list("months", &document.months)?,
        ..Common::default()
    };
    if ![0, 12].contains(&common.months.len()) {
        return Err(Invalid::new("months", "must be the twelve months"));
    }
    for (name, choices) in document.words.iter().flatten() {
        let word = Word::from_code(name).map_err(|invalid| invalid.within("words"))?;
        let field = format!("words.{name}");
        if let Some(index) = choices.iter().position(|Object(choice)| choice.elements.is_some()) {
            let field = format!("{field}[{index}].elements");
            return Err(Invalid::new(field, "is for texts, not for words"));
        }
        common.set_word(word, Arc::new(wording(name, &field, choices, language)?));
    }
    Ok(common)
}

/// A title or a subject: the same for everybody, so that no value can ever stand in it.
fn heading(field: &str, text: &str, language: &str) -> Result<String, Invalid> {
    let text = required_text(field, text, 100)?;
    let mut heading = String::new();
    for token in tokens(&text, language).map_err(|invalid| invalid.within(field))? {
        match token {
            Token::Text(text) => heading.push_str(&text),
            Token::Link { shown, .. } => heading.push_str(&shown),
            Token::Slot(_) => return Err(Invalid::new(field, "must not hold braces")),
        }
    }
    Ok(heading)
}

fn paragraphs(
    field: &str,
    names: &[Vec<String>],
    texts: &BTreeMap<&str, Arc<Text>>,
) -> Result<Vec<Vec<Arc<Text>>>, Invalid> {
    within(field, names.len())?;
    let one = |name: &String| {
        let unknown = || Invalid::new(field, format!("there is no text {}", shown(name)));
        texts.get(name.as_str()).cloned().ok_or_else(unknown)
    };
    let paragraph = |names: &Vec<String>| {
        within(field, names.len())?;
        names.iter().map(one).collect()
    };
    names.iter().map(paragraph).collect()
}

fn wording(
    name: &str,
    field: &str,
    choices: &[Object<ChoiceDocument>],
    language: &str,
) -> Result<Text, Invalid> {
    within(field, choices.len())?;
    if choices.is_empty() {
        return Err(Invalid::new(field, "must not be empty"));
    }
    let choice = |(index, Object(document)): (usize, &Object<ChoiceDocument>)| {
        choice(document, language).map_err(|invalid| invalid.within(&format!("{field}[{index}]")))
    };
    let choices: Result<Vec<Choice>, Invalid> = choices.iter().enumerate().map(choice).collect();
    Ok(Text { name: name.into(), choices: choices? })
}

fn choice(document: &ChoiceDocument, language: &str) -> Result<Choice, Invalid> {
    let when = match &document.when {
        None => When::ALWAYS,
        Some(when) => read_when(when).map_err(|invalid| invalid.within("when"))?,
    };
    let elements = document
        .elements
        .iter()
        .flatten()
        .map(|code| Element::from_code(code).map_err(|invalid| invalid.within("elements")));
    let elements = elements.collect::<Result<_, Invalid>>()?;
    let tokens = tokens(&document.text, language).map_err(|invalid| invalid.within("text"))?;
    Ok(Choice { when, elements, tokens })
}

fn read_when(when: &WhenDocument) -> Result<When, Invalid> {
    Ok(When {
        audience: mask("audience", &when.audience, |code| {
            Audience::from_code(code).map(|value| value as u8)
        })?,
        actions: mask("actions", &when.actions, |code| {
            Actions::from_code(code).map(|value| value as u8)
        })?,
        moment: mask("moment", &when.moment, |code| {
            Moment::from_code(code).map(|value| value as u8)
        })?,
        team: mask("care_team", &when.care_team, |code| {
            Team::from_code(code).map(|value| value as u8)
        })?,
        profile: mask("profile", &when.profile, |code| {
            ProfileState::from_code(code).map(|value| value as u8)
        })?,
        mode: mask("mode", &when.mode, |code| {
            EmergencyMode::from_code(code).map(|value| value as u8)
        })?,
    })
}

/// A bit for each value listed; all where there is no list.
fn mask(
    field: &str,
    codes: &Option<Vec<String>>,
    place: fn(&str) -> Result<u8, Invalid>,
) -> Result<u8, Invalid> {
    let Some(codes) = codes else { return Ok(!0) };
    if codes.is_empty() {
        return Err(Invalid::new(field, "must not be empty"));
    }
    let bit = |mask: u8, code: &String| {
        place(code).map(|place| mask | 1 << place).map_err(|invalid| invalid.within(field))
    };
    codes.iter().try_fold(0, bit)
}

fn within(field: &str, items: usize) -> Result<(), Invalid> {
    if items > MOST_ITEMS {
        return Err(Invalid::new(field, format!("must not hold over {MOST_ITEMS} items")));
    }
    Ok(())
}

/// A name as far as an error may carry it: the caller chose it.
fn shown(name: &str) -> String {
    name.chars().filter(|c| !c.is_control()).take(64).collect()
}
