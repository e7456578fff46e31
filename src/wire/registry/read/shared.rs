//! Texts that many objects have in common, kept once.

use std::sync::Arc;

use super::remembered::look;
use crate::record::{Cx, ReferenceId, Xcn};

/// A power of two.
const PLACES: usize = 256;

/// The last values of each look. A value that comes again while it is here is the same one.
pub(super) struct Shared<T: ?Sized> {
    places: Vec<Option<Arc<T>>>,
}

/// A value that is known by its text.
pub(super) trait ByText {
    fn text(&self) -> &str;
    fn shared(text: &str) -> Arc<Self>;
}

impl<T: ByText + ?Sized> Shared<T> {
    pub(super) fn new() -> Self {
        Shared { places: vec![None; PLACES] }
    }

    pub(super) fn get(&mut self, text: &str) -> Arc<T> {
        let Some(place) = self.places.get_mut(look(&[text.as_bytes()]) % PLACES) else {
            return T::shared(text);
        };
        match place {
            Some(known) if known.text() == text => Arc::clone(known),
            _ => Arc::clone(place.insert(T::shared(text))),
        }
    }
}

impl ByText for str {
    fn text(&self) -> &str {
        self
    }

    fn shared(text: &str) -> Arc<str> {
        text.into()
    }
}

macro_rules! by_text {
    ($($name:ident),+) => {
        $(impl ByText for $name {
            fn text(&self) -> &str {
                self.as_str()
            }

            fn shared(text: &str) -> Arc<Self> {
                Arc::new($name::new(text))
            }
        })+
    };
}

by_text!(Cx, Xcn, ReferenceId);

/// Everything the objects of one answer may share.
pub(super) struct Sharing {
    pub texts: Shared<str>,
    pub patients: Shared<Cx>,
    pub persons: Shared<Xcn>,
    pub references: Shared<ReferenceId>,
}

impl Sharing {
    pub(super) fn new() -> Self {
        Sharing {
            texts: Shared::new(),
            patients: Shared::new(),
            persons: Shared::new(),
            references: Shared::new(),
        }
    }
}
