//! One registry object as it stands, before anybody says what it means: attributes, slots, names,
//! classifications and identifiers, in their order.

use std::borrow::Cow;
use std::ops::Range;

use super::remembered::Remembered;
use crate::wire::registry::schemes::slot;
use crate::wire::{ns, WireError};
use crate::xml::{Name, Stream};

/// A title or comment in one language.
pub(super) struct Localized<'a> {
    pub language: Cow<'a, str>,
    pub text: Cow<'a, str>,
}

/// Slots that say the same for many objects.
const REPEATED: &[&str] = &[
    slot::LANGUAGE,
    slot::LEGAL_AUTHENTICATOR,
    slot::SOURCE_PATIENT_ID,
    slot::SOURCE_PATIENT_INFO,
    slot::REPOSITORY,
];

/// Where the values of a slot are.
enum Values {
    Own(Range<usize>),
    Remembered(usize),
}

/// The parts of one object. Its room is used again for the next one.
#[derive(Default)]
pub(super) struct Parts<'a> {
    pub attributes: Vec<(Name<'a>, Cow<'a, str>)>,
    slots: Vec<(Cow<'a, str>, Values)>,
    /// Of the slots that are this object's own, one after the other.
    values: Vec<Cow<'a, str>>,
    pub title: Vec<Localized<'a>>,
    pub comments: Vec<Localized<'a>>,
    pub version: Option<Cow<'a, str>>,
    /// `classificationNode` of classifications that have one.
    pub nodes: Vec<Cow<'a, str>>,
    /// Classifications by scheme: their places in what is remembered.
    pub classifications: Vec<usize>,
    /// Scheme and value.
    pub identifiers: Vec<(Cow<'a, str>, Cow<'a, str>)>,
    /// Whether there were elements nobody knows.
    pub unknown: bool,
}

impl<'a> Parts<'a> {
    /// Name and values of each slot.
    pub(super) fn slots<'s>(
        &'s self,
        remembered: &'s Remembered<'a>,
    ) -> impl Iterator<Item = (&'s str, &'s [Cow<'a, str>])> {
        self.slots.iter().map(|(name, values)| {
            let values = match values {
                Values::Own(range) => self.values.get(range.clone()).unwrap_or_default(),
                Values::Remembered(index) => remembered.slot_values(*index),
            };
            (&**name, values)
        })
    }

    /// An attribute in no namespace; empty where there is none.
    pub(super) fn attribute(&self, name: &str) -> &str {
        let mut own = self.attributes.iter().filter(|(n, _)| n.namespace.is_empty());
        own.find(|(n, _)| n.local == name).map_or("", |(_, value)| value)
    }

    fn clear(&mut self) {
        self.attributes.clear();
        self.slots.clear();
        self.values.clear();
        self.title.clear();
        self.comments.clear();
        self.version = None;
        self.nodes.clear();
        self.classifications.clear();
        self.identifiers.clear();
        self.unknown = false;
    }

    /// Reads the object that was just given, in place of the one before.
    pub(super) fn read(
        &mut self,
        stream: &mut Stream<'a, '_>,
        remembered: &mut Remembered<'a>,
    ) -> Result<(), WireError> {
        self.clear();
        self.attributes.extend(stream.attributes().map(|(name, value)| (name, trimmed(value))));
        while let Some(name) = stream.child()? {
            if name.namespace != ns::EBXML_RIM {
                self.unknown = true;
                stream.skip()?;
                continue;
            }
            match name.local {
                "Slot" => {
                    let name = trimmed(stream.attribute("name").unwrap_or_default());
                    let values = if REPEATED.contains(&&*name) {
                        Values::Remembered(remembered.slot(stream, &name)?)
                    } else {
                        let first = self.values.len();
                        read_values(stream, &mut self.values)?;
                        Values::Own(first..self.values.len())
                    };
                    self.slots.push((name, values));
                }
                "Classification" => match stream.attribute("classificationScheme") {
                    Some(scheme) => {
                        let place = remembered.classification(stream, trimmed(scheme))?;
                        self.classifications.push(place);
                    }
                    None => {
                        let node = stream.attribute("classificationNode").unwrap_or_default();
                        self.nodes.push(trimmed(node));
                        stream.skip()?;
                    }
                },
                "ExternalIdentifier" => {
                    let value = |name| trimmed(stream.attribute(name).unwrap_or_default());
                    let (scheme, value) = (value("identificationScheme"), value("value"));
                    remembered.skip_identifier(stream, &scheme)?;
                    self.identifiers.push((scheme, value));
                }
                "Name" => read_localized(stream, &mut self.title)?,
                "Description" => read_localized(stream, &mut self.comments)?,
                "VersionInfo" => {
                    self.version = stream.attribute("versionName").map(trimmed);
                    stream.skip()?;
                }
                // The version of the body: registries of documents leave it at its default.
                "ContentVersionInfo" => stream.skip()?,
                _ => {
                    self.unknown = true;
                    stream.skip()?;
                }
            }
        }
        Ok(())
    }
}

/// The values of the slot just given.
pub(super) fn read_values<'a>(
    stream: &mut Stream<'a, '_>,
    values: &mut Vec<Cow<'a, str>>,
) -> Result<(), WireError> {
    while let Some(list) = stream.child()? {
        if list.local != "ValueList" {
            stream.skip()?;
            continue;
        }
        while stream.child()?.is_some() {
            values.push(trimmed(stream.text()?));
        }
    }
    Ok(())
}

/// The texts of the name or description just given.
pub(super) fn read_localized<'a>(
    stream: &mut Stream<'a, '_>,
    texts: &mut Vec<Localized<'a>>,
) -> Result<(), WireError> {
    while stream.child()?.is_some() {
        let text = trimmed(stream.attribute("value").unwrap_or_default());
        let language = stream.attributes().find(|(name, _)| name.local == "lang");
        let language = language.map(|(_, value)| trimmed(value)).unwrap_or_default();
        if !text.is_empty() {
            texts.push(Localized { language, text });
        }
        stream.skip()?;
    }
    Ok(())
}

/// Without the white space around it, which pretty-printing puts there.
pub(super) fn trimmed(text: Cow<'_, str>) -> Cow<'_, str> {
    // Nearly always there is none, and the ends are plain letters or digits.
    let ends = (text.as_bytes().first(), text.as_bytes().last());
    if matches!(ends, (Some(b'!'..=b'~'), Some(b'!'..=b'~'))) {
        return text;
    }
    match text {
        Cow::Borrowed(text) => Cow::Borrowed(text.trim()),
        Cow::Owned(text) if text.trim().len() == text.len() => Cow::Owned(text),
        Cow::Owned(text) => Cow::Owned(text.trim().to_string()),
    }
}
