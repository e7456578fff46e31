//! What a person must learn from a notice, piece by piece.

use crate::rules::information::codes;

codes! {
    /// An element of a notice. Its code stands in templates and proofs, and is stable.
    Element {
        /// The professional or the structure; where unknown, a generic designation.
        Who = "who",
        ActionFeed = "action-feed",
        ActionConsult = "action-consult",
        /// The nature of the documents, or their generic designation.
        Documents = "documents",
        /// Taking part in the care or support.
        Purpose = "purpose",
        /// Other authorised professionals of this episode will read what is added.
        SharedWith = "shared-with",
        /// Objecting to feeding takes a legitimate reason, which the professional weighs.
        ObjectFeed = "object-feed",
        /// Objecting to consultation takes no reason.
        ObjectConsult = "object-consult",
        /// How to object here.
        ObjectHow = "object-how",
        Consequences = "consequences",
        /// Mask documents, block a professional, close the profile.
        Controls = "controls",
        EmergencyControls = "emergency-controls",
        EmergencyScope = "emergency-scope",
        /// Break-glass or regulation.
        EmergencyMode = "emergency-mode",
        /// The reason of a break-glass, where the professional chose to tell it.
        EmergencyReason = "emergency-reason",
        Where = "where",
        Help = "help",
        Traced = "traced",
        Prevention = "prevention",
        /// Asked before, free, for the team or this consultation, withdrawn at will.
        Consent = "consent",
        MinorSecret = "minor-secret",
        MinorObject = "minor-object",
        /// What a protection of adults changes.
        Represented = "represented",
    }
}

/// A set of elements.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub struct Elements(u32);

impl Elements {
    pub fn with(self, element: Element) -> Self {
        Elements(self.0 | 1 << element as u32)
    }

    pub fn and(self, others: Elements) -> Self {
        Elements(self.0 | others.0)
    }

    pub fn without(self, others: Elements) -> Self {
        Elements(self.0 & !others.0)
    }

    pub fn has(self, element: Element) -> bool {
        self.0 & 1 << element as u32 != 0
    }

    pub fn within(self, others: Elements) -> bool {
        self.without(others).is_empty()
    }

    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// In the order of [`Element::ALL`].
    pub fn iter(self) -> impl Iterator<Item = Element> {
        Element::ALL.iter().copied().filter(move |element| self.has(*element))
    }

    pub fn codes(self) -> Vec<&'static str> {
        self.iter().map(Element::code).collect()
    }
}

impl FromIterator<Element> for Elements {
    fn from_iter<T: IntoIterator<Item = Element>>(elements: T) -> Self {
        elements.into_iter().fold(Elements::default(), Elements::with)
    }
}
