//! What is wrong or unknown in one object: nothing is dropped.

use std::borrow::Cow;
use std::sync::Arc;

use super::parts::{Localized, Parts};
use super::remembered::{prefer_french, Classification};
use crate::record::{AvailabilityStatus, Doubt, Extra, Timestamp};

pub(super) const MISSING: &str = "is missing";
pub(super) const EMPTY: &str = "is empty";
pub(super) const TWICE: &str = "is given twice";
pub(super) const SEVERAL: &str = "has several values";
pub(super) const UNKNOWN: &str = "is not known";

/// Extras and doubts of one object, as they gather.
#[derive(Default)]
pub(super) struct Notes {
    pub extra: Vec<Extra>,
    pub doubts: Vec<Doubt>,
}

impl Notes {
    pub(super) fn doubt(&mut self, field: &'static str, problem: &'static str) {
        let doubt = Doubt { field, problem };
        if !self.doubts.contains(&doubt) {
            self.doubts.push(doubt);
        }
    }

    pub(super) fn keep_slot(&mut self, name: &str, values: &[Cow<'_, str>]) {
        self.extra.push(Extra::Slot { name: name.into(), values: boxed(values) });
    }

    pub(super) fn keep_attribute(&mut self, name: impl Into<Arc<str>>, value: &str) {
        self.extra.push(Extra::Attribute { name: name.into(), value: value.into() });
    }

    pub(super) fn keep_identifier(&mut self, scheme: &str, value: &str) {
        self.extra.push(Extra::Identifier { scheme: scheme.into(), value: value.into() });
    }

    pub(super) fn keep_classification(&mut self, found: &Classification<'_>) {
        let slots = found.slots.iter().map(|(name, values)| (Arc::from(&**name), boxed(values)));
        self.extra.push(Extra::Classification {
            scheme: found.scheme.as_ref().into(),
            node: found.node.as_ref().into(),
            label: found.label.as_deref().map(Into::into),
            slots: slots.collect(),
        });
    }

    /// A `classificationNode` nobody knows: a classification without scheme.
    pub(super) fn keep_node(&mut self, node: &str) {
        self.extra.push(Extra::Classification {
            scheme: "".into(),
            node: node.into(),
            label: None,
            slots: Vec::new(),
        });
    }

    pub(super) fn keep_texts(&mut self, field: &'static str, texts: &[Localized<'_>]) {
        for text in texts {
            let (language, text) = (text.language.as_ref().into(), text.text.as_ref().into());
            self.extra.push(Extra::Text { field, language, text });
        }
    }

    /// The value of a slot that has one; `taken` says that the field has its value already.
    pub(super) fn single<'v>(
        &mut self,
        field: &'static str,
        name: &str,
        values: &'v [Cow<'_, str>],
        taken: bool,
    ) -> Option<&'v str> {
        let problem = match values {
            _ if taken => TWICE,
            [] => EMPTY,
            [first, ..] if first.is_empty() => EMPTY,
            [only] => return Some(only),
            [first, others @ ..] => {
                self.keep_slot(name, others);
                self.doubt(field, SEVERAL);
                return Some(first);
            }
        };
        self.keep_slot(name, values);
        self.doubt(field, problem);
        None
    }

    /// The same, read as a timestamp.
    pub(super) fn time(
        &mut self,
        field: &'static str,
        name: &str,
        values: &[Cow<'_, str>],
        at: &mut Option<Timestamp>,
    ) {
        let Some(text) = self.single(field, name, values, at.is_some()) else { return };
        match Timestamp::parse(text) {
            Ok(time) => *at = Some(time),
            Err(_) => self.malformed(field, name, text, "is not a timestamp"),
        }
    }

    /// Keeps a value that its field could not take.
    pub(super) fn malformed(
        &mut self,
        field: &'static str,
        name: &str,
        text: &str,
        problem: &'static str,
    ) {
        self.extra.push(Extra::Slot { name: name.into(), values: vec![text.into()] });
        self.doubt(field, problem);
    }

    /// The value of an identifier; `taken` as for a slot.
    pub(super) fn identifier<'v>(
        &mut self,
        field: &'static str,
        scheme: &str,
        value: &'v str,
        taken: bool,
    ) -> Option<&'v str> {
        let problem = match value {
            _ if taken => TWICE,
            "" => EMPTY,
            value => return Some(value),
        };
        self.keep_identifier(scheme, value);
        self.doubt(field, problem);
        None
    }

    /// The status, kept even where it is not known.
    pub(super) fn status(&mut self, text: &str) -> Option<AvailabilityStatus> {
        if text.is_empty() {
            return None;
        }
        let status = AvailabilityStatus::from_code(text);
        if matches!(status, AvailabilityStatus::Other(_)) {
            self.doubt("availabilityStatus", UNKNOWN);
        }
        Some(status)
    }

    /// The title or the comments: the French text, else the first; the others are kept aside.
    pub(super) fn localized(
        &mut self,
        field: &'static str,
        texts: &mut Vec<Localized<'_>>,
    ) -> Option<Box<str>> {
        if let [only] = texts.as_slice() {
            return Some(only.text.as_ref().into());
        }
        let (chosen, others) = prefer_french(texts.drain(..));
        self.keep_texts(field, &others);
        chosen.map(|chosen| chosen.text.as_ref().into())
    }

    /// Attributes nobody asked for, and elements nobody knows.
    pub(super) fn leftovers(&mut self, parts: &Parts<'_>, known: &[&str], object: &'static str) {
        for (name, value) in &parts.attributes {
            if !name.namespace.is_empty() {
                self.keep_attribute(format!("{{{}}}{}", name.namespace, name.local), value);
            } else if !known.contains(&name.local) {
                self.keep_attribute(name.local, value);
            }
        }
        if parts.unknown {
            self.doubt(object, "holds an element that is not known");
        }
    }
}

pub(super) fn boxed(values: &[Cow<'_, str>]) -> Vec<Box<str>> {
    values.iter().map(|value| value.as_ref().into()).collect()
}

/// The text, unless it is empty.
pub(super) fn given(text: &str) -> Option<Box<str>> {
    (!text.is_empty()).then(|| text.into())
}
