//! A template is checked before it is kept: in every case of its kinds it holds each element, and
//! leaves nothing open. What passes can be rendered without a hole.

use super::case::Case;
use super::template::{has_value, Choice, Template, Text, Word};
use super::words::{Slot, Token};
use super::{Element, Elements, Kind};
use crate::record::Invalid;
use crate::rules::information::Audience;

/// What is wrong with a template, named by its kind and its texts.
pub(super) fn check(template: &Template) -> Result<(), Invalid> {
    let field = format!("kinds.{}", template.kind.code());
    let invalid = |problem: String| Invalid::new(&field, problem);
    let mut missing = Elements::default();
    let mut whom: Vec<Audience> = Vec::new();
    for case in Case::all(template.kind) {
        let mut held = Elements::default();
        for (text, choice) in template.chosen(&case).flatten() {
            anchored(text, choice, &case).map_err(invalid)?;
            held = held.and(choice.elements);
        }
        let lacking = case.elements().without(held);
        if !lacking.is_empty() && !whom.contains(&case.audience) {
            whom.push(case.audience);
        }
        missing = missing.and(lacking);
        words(template, &case).map_err(invalid)?;
    }
    if !missing.is_empty() {
        whom.sort();
        let whom: Vec<&str> = whom.into_iter().map(Audience::code).collect();
        return Err(invalid(format!(
            "does not hold, in each case: {} (for {})",
            missing.codes().join(", "),
            whom.join(", ")
        )));
    }
    if template.kind == Kind::Emergency && template.common.months.is_empty() {
        return Err(invalid("needs months".to_string()));
    }
    Ok(())
}

/// The slots of a text have a value in the case, and the elements it declares stand in it.
fn anchored(text: &Text, choice: &Choice, case: &Case) -> Result<(), String> {
    let name = &text.name;
    let holds = |slot: Slot| choice.tokens.contains(&Token::Slot(slot));
    if let Some((_, slot)) =
        Slot::NAMES.iter().find(|(slot, _)| holds(*slot) && !has_value(*slot, case))
    {
        return Err(format!("text {name} holds {{{slot}}}, which has no value in each case"));
    }
    let links = |start: &str| {
        let link = |token: &Token| match token {
            Token::Link { target, .. } => target.starts_with(start),
            _ => false,
        };
        choice.tokens.iter().any(link)
    };
    for element in choice.elements.iter() {
        let (present, needed) = match element {
            Element::Who => (holds(Slot::Who) || holds(Slot::WhoCapital), "{who} or {Who}"),
            Element::Documents => (
                (holds(Slot::Added) || !case.actions.feeds())
                    && (holds(Slot::Consulted) || !case.actions.consults()),
                "{documents_added} or {documents_consulted}, by the actions",
            ),
            Element::ObjectHow => (holds(Slot::ObjectHow), "{object_how}"),
            Element::EmergencyReason => (holds(Slot::Reason), "{reason}"),
            Element::Where => (links("https:"), "www.monespacesante.fr"),
            Element::Help => (links("tel:"), "34 22"),
            _ => (true, ""),
        };
        if !present {
            return Err(format!("text {name} declares {} without {needed}", element.code()));
        }
    }
    Ok(())
}

/// The words the case may need are there, and hold no slot but the person's.
fn words(template: &Template, case: &Case) -> Result<(), String> {
    let (feeds, consults) = (case.actions.feeds(), case.actions.consults());
    let form = case.kind == Kind::PlatformForm;
    let accepts = case.elements().has(Element::Consent);
    let needed = [
        (Word::Professional, true),
        (Word::And, true),
        (Word::Added, feeds),
        (Word::Consulted, consults && case.kind != Kind::Emergency),
        (Word::Person, case.audience.is_representative()),
        (Word::Courtesy, template.common.language != "fr"),
        (Word::FormLegend, form),
        (Word::FormNote, form),
        (Word::FormObjectFeed, form && feeds),
        (Word::FormReason, form && feeds),
        (Word::FormObjectConsult, form && consults),
        (Word::FormAccept, form && accepts),
    ];
    for (word, _) in needed.into_iter().filter(|(_, needed)| *needed) {
        let text = template.common.word(word);
        let choice = text.and_then(|text| text.choice(case, Elements::default()));
        let Some(choice) = choice else { return Err(format!("needs words.{}", word.code())) };
        let may = |token: &Token| match token {
            Token::Slot(Slot::Person) => word != Word::Person && has_value(Slot::Person, case),
            Token::Slot(_) => false,
            _ => true,
        };
        if !choice.tokens.iter().all(may) {
            return Err(format!("words.{} holds a slot that has no value there", word.code()));
        }
    }
    Ok(())
}
