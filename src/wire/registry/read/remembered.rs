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

impl Classification<'_> {
    fn is(&self, scheme: &str, node: &str) -> bool {
        self.scheme == scheme && self.node == node
    }
}

/// The values of a slot that may come again.
struct Slot<'a> {
    values: Vec<Cow<'a, str>>,
    content: Option<Content<'a>>,
}

/// What a classification says, shared by all objects that hold it.
#[derive(Clone)]
pub(super) enum Meaning {
    Code(Arc<XdsCode>),
    Author(Arc<Author>),
}

/// Places in the tables below, each a power of two: room for the codes, authors and identifiers of
/// one patient's life, and little to make ready for an answer of three lines.
const PLACES: usize = 1024;
const IDENTIFIER_PLACES: usize = 64;
/// No classification yet.
const NONE: u32 = u32::MAX;

pub(super) struct Remembered<'a> {
    pub classifications: Vec<Classification<'a>>,
    /// Where a classification was put that looked like this from its start: a newer one takes
    /// the place of an older one.
    places: Vec<u32>,
    slots: Vec<Slot<'a>>,
    /// The same for slots.
    slot_places: Vec<u32>,
    /// Content of identifiers, by their scheme.
    skipped: Vec<Option<Content<'a>>>,
}

impl<'a> Remembered<'a> {
    pub(super) fn new() -> Self {
        Remembered {
            classifications: Vec::new(),
            places: vec![NONE; PLACES],
            slots: Vec::new(),
            slot_places: vec![NONE; PLACES],
            skipped: vec![None; IDENTIFIER_PLACES],
        }
    }

    /// Reads the classification just given, or knows it again; where it stands in the list.
    pub(super) fn classification(
        &mut self,
        stream: &mut Stream<'a, '_>,
        scheme: Cow<'a, str>,
    ) -> Result<usize, WireError> {
        let node = trimmed(stream.attribute("nodeRepresentation").unwrap_or_default());
        // A code tells itself from others by its name, an author by how his classification begins.
        let start = if node.is_empty() { start_of(stream.ahead()) } else { b"" };
        let place = look(&[scheme.as_bytes(), node.as_bytes(), start]) % PLACES;
        let known = self.places.get(place).map(|known| *known as usize);
        if let Some((index, known)) =
            known.and_then(|index| Some((index, self.classifications.get(index)?)))
        {
            if let (true, Some(content)) = (known.is(&scheme, &node), &known.content) {
                if stream.repeats(content)? {
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

    /// Reads the slot just given, or knows it again; its number.
    pub(super) fn slot(
        &mut self,
        stream: &mut Stream<'a, '_>,
        name: &str,
    ) -> Result<usize, WireError> {
        let start = stream.ahead().as_bytes();
        let start = start.get(..88).unwrap_or(start);
        let place = look(&[name.as_bytes(), start]) % PLACES;
        let known = self.slot_places.get(place).map(|known| *known as usize);
        if let Some((index, Slot { content: Some(content), .. })) =
            known.and_then(|index| Some((index, self.slots.get(index)?)))
        {
            if stream.repeats(content)? {
                return Ok(index);
            }
        }
        let mark = stream.mark();
        let mut values = Vec::new();
        read_values(stream, &mut values)?;
        let index = self.slots.len();
        self.slots.push(Slot { values, content: stream.content(mark) });
        if let Some(known) = self.slot_places.get_mut(place) {
            *known = index as u32;
        }
        Ok(index)
    }

    pub(super) fn slot_values(&self, index: usize) -> &[Cow<'a, str>] {
        self.slots.get(index).map_or(&[], |slot| &slot.values)
    }

    /// Passes over the content of the identifier just given, which only names its scheme.
    pub(super) fn skip_identifier(
        &mut self,
        stream: &mut Stream<'a, '_>,
        scheme: &str,
    ) -> Result<(), WireError> {
        let place = look(&[scheme.as_bytes()]) % IDENTIFIER_PLACES;
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
    text.as_bytes().get(..176).unwrap_or(text.as_bytes())
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
