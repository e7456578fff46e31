use std::cell::Cell;
use std::str::FromStr;

use super::attached::base64;
use super::facts::{compact, french, BodyFacts};
use super::kinds::{Kind, WrittenBy};
use super::{biology, fragments};
use crate::xml::Writer;

/// Why a template could not be filled. Templates are compiled in and all of them are filled by a
/// test, so nobody outside ever meets one.
#[derive(Debug, PartialEq)]
pub(super) enum Refused {
    UnknownPlaceholder(String),
    NotClosed,
    BadArgument(String),
    MarkupInText,
}

/// Fills one document. A template holds `{{name}}` for a fact and `{{name|a|b}}` for a fragment
/// or a choice, whose arguments are templates too.
pub(super) struct Filler<'f> {
    pub kind: &'f Kind,
    pub facts: &'f BodyFacts<'f>,
    /// Entries numbered so far: each has an identifier of its own.
    entries: Cell<u32>,
}

impl<'f> Filler<'f> {
    pub fn new(kind: &'f Kind, facts: &'f BodyFacts<'f>) -> Self {
        Filler { kind, facts, entries: Cell::new(0) }
    }

    pub fn fill(&self, template: &str) -> Result<String, Refused> {
        self.fill_with(template, &[])
    }

    /// `arguments` answer to `{{1}}`, `{{2}}`…
    fn fill_with(&self, template: &str, arguments: &[String]) -> Result<String, Refused> {
        let mut out = String::with_capacity(template.len() * 2);
        let mut rest = template;
        while let Some(start) = rest.find("{{") {
            out.push_str(&rest[..start]);
            let inside = &rest[start + 2..];
            let end = closing(inside).ok_or(Refused::NotClosed)?;
            out.push_str(&self.placeholder(&inside[..end], arguments)?);
            rest = &inside[end + 2..];
        }
        out.push_str(rest);
        Ok(out)
    }

    fn placeholder(&self, text: &str, arguments: &[String]) -> Result<String, Refused> {
        let parts = split(text);
        let name = parts[0].trim();
        if let Ok(index) = name.parse::<usize>() {
            let argument = index.checked_sub(1).and_then(|index| arguments.get(index));
            return argument.cloned().ok_or_else(|| Refused::BadArgument(name.to_owned()));
        }
        if let Some(fact) = self.facts.get(self.kind, name) {
            return Ok(fact);
        }
        let bad = || Refused::BadArgument(text.to_owned());
        match (name, &parts[1..]) {
            // One of several texts, by the variant.
            ("pick", choices) if !choices.is_empty() => {
                let index = self.facts.variant as usize % choices.len();
                self.fill_with(choices[index], arguments)
            }
            // A word that agrees with the patient.
            ("gender", [man, woman]) => {
                self.fill_with(self.facts.gender(man, woman, man), arguments)
            }
            ("date", [days]) => Ok(french(self.facts.day_after(self.number(days, arguments)?))),
            ("day", [days]) => Ok(compact(self.facts.day_after(self.number(days, arguments)?))),
            ("year", [years]) => {
                Ok(self.facts.year_after(self.number(years, arguments)?).to_string())
            }
            ("entry.id", []) => {
                self.entries.set(self.entries.get() + 1);
                let root = self.facts.unique_id.split('^').next().unwrap_or_default();
                Ok(format!("root=\"{}\" extension=\"E{}\"", escaped(root), self.entries.get()))
            }
            ("written.by", [professional, patient, insurance]) => {
                let hand = match self.kind.written_by {
                    WrittenBy::Professional => professional,
                    WrittenBy::Patient => patient,
                    WrittenBy::Insurance => insurance,
                };
                self.fill_with(hand, arguments)
            }
            ("if.replaces", [then]) => self.when(self.facts.replaces.is_some(), then, arguments),
            ("if.study", [then]) => self.when(self.facts.study.is_some(), then, arguments),
            // Opens a section: LOINC code, its label, title, then template identifiers.
            ("section", [code, label, title, templates @ ..]) => {
                let ids: String = templates
                    .iter()
                    .map(|root| format!("<templateId root=\"{}\"/>", root.trim()))
                    .collect();
                let given =
                    [code.to_string(), label.to_string(), self.fill_with(title, arguments)?, ids];
                self.fill_with(include_str!("frame/section.xml"), &given)
            }
            ("picture", []) => Ok(base64(include_bytes!("files/figure.png"))),
            ("biology", [panel]) => {
                let panel = biology::panel(panel).ok_or_else(bad)?;
                self.fill_with(&biology::section(panel, self.facts), arguments)
            }
            (name, given) => {
                let fragment = fragments::named(name)
                    .ok_or_else(|| Refused::UnknownPlaceholder(name.to_owned()))?;
                let given = given.iter().map(|text| self.fill_with(text.trim(), arguments));
                self.fill_with(fragment, &given.collect::<Result<Vec<_>, _>>()?)
            }
        }
    }

    fn number<N: FromStr>(&self, text: &str, arguments: &[String]) -> Result<N, Refused> {
        let filled = self.fill_with(text, arguments)?;
        filled.trim().parse().map_err(|_| Refused::BadArgument(filled))
    }

    fn when(&self, so: bool, then: &str, arguments: &[String]) -> Result<String, Refused> {
        if so {
            self.fill_with(then, arguments)
        } else {
            Ok(String::new())
        }
    }
}

/// Where the `}}` stands that closes a placeholder already open.
fn closing(text: &str) -> Option<usize> {
    let mut depth = 0_u32;
    let mut at = 0;
    while let Some(found) = text[at..].find(['{', '}']).map(|found| at + found) {
        let two = text.get(found..found + 2);
        match two {
            Some("{{") => depth += 1,
            Some("}}") if depth == 0 => return Some(found),
            Some("}}") => depth -= 1,
            _ => {
                at = found + 1;
                continue;
            }
        }
        at = found + 2;
    }
    None
}

/// The parts between the bars that stand outside inner placeholders.
fn split(text: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let (mut depth, mut from, mut at) = (0_u32, 0, 0);
    while let Some(&byte) = text.as_bytes().get(at) {
        match (byte, text.as_bytes().get(at + 1)) {
            (b'{', Some(b'{')) => (depth, at) = (depth + 1, at + 1),
            (b'}', Some(b'}')) => (depth, at) = (depth.saturating_sub(1), at + 1),
            (b'|', _) if depth == 0 => {
                parts.push(&text[from..at]);
                from = at + 1;
            }
            _ => {}
        }
        at += 1;
    }
    parts.push(&text[from..]);
    parts
}

/// A value as the writer escapes an attribute, which suits a text as well.
pub(super) fn escaped(value: &str) -> String {
    let mut writer = Writer::new();
    writer.empty("v", &[("v", value)]);
    let written = writer.finish();
    written.trim_start_matches("<v v=\"").trim_end_matches("\"/>").to_owned()
}
