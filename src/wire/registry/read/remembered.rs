//! What was met before in the same answer. A thousand documents have few types, authors and
//! settings between them: the classification that says `AMBULATOIRE` is read once, and the records
//! share what it says.

use std::borrow::Cow;
use std::sync::Arc;

use super::parts::{read_localized, read_values, trimmed, Localized};
use crate::record::{Author, XdsCode};
use crate::wire::{ns, WireError};
use crate::xml::{Content, Stream};

/// A classification as it stands.
pub(super) struct Classification<'a> {
    pub scheme: Cow<'a, str>,
    pub node: Cow<'a, str>,
    pub label: Option<Cow<'a, str>>,
    pub slots: Vec<(Cow<'a, str>, Vec<Cow<'a, str>>)>,
    /// What it was read as, once it was.
    pub meaning: Option<Meaning>,
    pub content: Option<Content<'a>>,
}

/// What a classification says, shared by all objects that hold it.
#[derive(Clone)]
pub(super) enum Meaning {
    Code(Arc<XdsCode>),
    Author(Arc<Author>),
}

/// Places in the tables below: a power of two.
const PLACES: usize = 2048;
/// No classification yet.
const NONE: u32 = u32::MAX;

pub(super) struct Remembered<'a> {
    pub classifications: Vec<Classification<'a>>,
    /// Where a classification was put that looked like this from its start: a newer one takes
    /// the place of an older one.
    places: Vec<u32>,
    /// Content that says nothing, by how it looks from its start.
    skipped: Vec<Option<Content<'a>>>,
}

impl<'a> Remembered<'a> {
    pub(super) fn new() -> Self {
        Remembered {
            classifications: Vec::new(),
            places: vec![NONE; PLACES],
            skipped: vec![None; PLACES],
        }
    }

    /// Reads the classification just given, or knows it again; where it stands in the list.
    pub(super) fn classification(
        &mut self,
        stream: &mut Stream<'a, '_>,
        scheme: Cow<'a, str>,
    ) -> Result<usize, WireError> {
        let node = trimmed(stream.attribute("nodeRepresentation").unwrap_or_default());
        let look = look(&[scheme.as_bytes(), node.as_bytes(), start_of(stream.ahead())]);
        let place = look % PLACES;
        if let Some(known) = self.places.get(place).filter(|known| **known != NONE) {
            let index = *known as usize;
            if let Some(Classification { scheme: s, node: n, content: Some(content), .. }) =
                self.classifications.get(index)
            {
                if *s == scheme && *n == node && stream.repeats(content)? {
                    return Ok(index);
                }
            }
        }
        let mark = stream.mark();
        let (mut slots, mut texts) = (Vec::new(), Vec::new());
        while let Some(name) = stream.child()? {
            match name.local {
                "Slot" if name.namespace == ns::EBXML_RIM => {
                    let name = trimmed(stream.attribute("name").unwrap_or_default());
                    let mut values = Vec::new();
                    read_values(stream, &mut values)?;
                    slots.push((name, values));
                }
                "Name" if name.namespace == ns::EBXML_RIM => read_localized(stream, &mut texts)?,
                _ => stream.skip()?,
            }
        }
        let content = stream.content(mark);
        let label = prefer_french(texts).0.map(|label| label.text);
        let index = self.classifications.len();
        let read = Classification { scheme, node, label, slots, meaning: None, content };
        self.classifications.push(read);
        if let Some(known) = self.places.get_mut(place) {
            *known = index as u32;
        }
        Ok(index)
    }

    /// Passes over the element just given, quickly where the like of it was passed over before.
    pub(super) fn skip(&mut self, stream: &mut Stream<'a, '_>) -> Result<(), WireError> {
        let place = look(&[start_of(stream.ahead())]) % PLACES;
        let known = self.skipped.get(place).copied().flatten();
        if let Some(content) = known {
            if stream.repeats(&content)? {
                return Ok(());
            }
        }
        let mark = stream.mark();
        stream.skip()?;
        if let Some(known) = self.skipped.get_mut(place) {
            *known = stream.content(mark);
        }
        Ok(())
    }
}

/// The French text, else the first; and the others.
pub(super) fn prefer_french<'t, 'a: 't>(
    texts: impl IntoIterator<Item = Localized<'a>> + 't,
) -> (Option<Localized<'a>>, Vec<Localized<'a>>) {
    let mut texts: Vec<Localized<'a>> = texts.into_iter().collect();
    if texts.is_empty() {
        return (None, texts);
    }
    let is_french = |text: &Localized<'_>| {
        text.language.get(..2).is_some_and(|language| language.eq_ignore_ascii_case("fr"))
    };
    let chosen = texts.iter().position(is_french).unwrap_or(0);
    (Some(texts.remove(chosen)), texts)
}

/// As much of a content as tells it from others.
fn start_of(text: &str) -> &[u8] {
    text.as_bytes().get(..256).unwrap_or(text.as_bytes())
}

/// A number made of some texts. Two that share one cost time and nothing else: whatever is found
/// by it is compared.
pub(super) fn look(texts: &[&[u8]]) -> usize {
    let mut sum = 0_u64;
    for text in texts {
        let (eights, rest) = text.as_chunks::<8>();
        let last = rest.iter().fold(rest.len() as u64, |all, byte| all << 8 | u64::from(*byte));
        for eight in eights.iter().map(|eight| u64::from_le_bytes(*eight)).chain([last]) {
            sum = (sum.rotate_left(5) ^ eight).wrapping_mul(0x517c_c1b7_2722_0a95);
        }
    }
    (sum >> 32) as usize
}
