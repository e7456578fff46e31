//! The forms a value of a query may take: one or several, a text or an object.

use std::fmt;
use std::marker::PhantomData;

use serde::de::value::{MapAccessDeserializer, StrDeserializer};
use serde::de::{Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde::Deserialize;

use crate::record::Invalid;

/// How many values one criterion may list.
const MOST_VALUES: usize = 500;

/// What is wrong with a value, and with which part of it.
pub(super) struct FieldError {
    path: String,
    problem: String,
}

impl FieldError {
    pub fn new(problem: &str) -> Self {
        FieldError { path: String::new(), problem: problem.to_string() }
    }

    pub fn within(mut self, field: &str) -> Self {
        self.path = field.to_string();
        self
    }

    /// Of this field of the document.
    pub fn at(self, field: &str) -> Invalid {
        Invalid::new(self.path, self.problem).within(field)
    }
}

/// A value, or a list of them.
pub(super) enum OneOrMany<T> {
    One(T),
    Many(Vec<T>),
}

impl<T> OneOrMany<T> {
    /// Each value, read; an error names the field and the place in the list.
    pub fn read<U>(
        self,
        field: &str,
        read: impl Fn(T) -> Result<U, FieldError>,
    ) -> Result<Vec<U>, Invalid> {
        match self {
            OneOrMany::One(value) => Ok(vec![read(value).map_err(|e| e.at(field))?]),
            OneOrMany::Many(values) if (1..=MOST_VALUES).contains(&values.len()) => {
                let at = |index: usize| format!("{field}[{index}]");
                let values = values.into_iter().enumerate();
                values.map(|(index, value)| read(value).map_err(|e| e.at(&at(index)))).collect()
            }
            OneOrMany::Many(_) => {
                Err(Invalid::new(field, format!("must list 1 to {MOST_VALUES} values")))
            }
        }
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for OneOrMany<T> {
    fn deserialize<D: Deserializer<'de>>(source: D) -> Result<Self, D::Error> {
        struct Values<T>(PhantomData<T>);

        impl<'de, T: Deserialize<'de>> Visitor<'de> for Values<T> {
            type Value = OneOrMany<T>;

            fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                out.write_str("a value or a list of values")
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
                T::deserialize(StrDeserializer::new(text)).map(OneOrMany::One)
            }

            fn visit_map<A: MapAccess<'de>>(self, members: A) -> Result<Self::Value, A::Error> {
                T::deserialize(MapAccessDeserializer::new(members)).map(OneOrMany::One)
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Self::Value, A::Error> {
                let mut values = Vec::new();
                while let Some(value) = list.next_element()? {
                    values.push(value);
                }
                Ok(OneOrMany::Many(values))
            }
        }

        source.deserialize_any(Values(PhantomData))
    }
}

/// A text that stands for an object, or the object.
pub(super) enum TextOr<T> {
    Text(String),
    Object(T),
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for TextOr<T> {
    fn deserialize<D: Deserializer<'de>>(source: D) -> Result<Self, D::Error> {
        struct Forms<T>(PhantomData<T>);

        impl<'de, T: Deserialize<'de>> Visitor<'de> for Forms<T> {
            type Value = TextOr<T>;

            fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                out.write_str("a text or an object")
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
                Ok(TextOr::Text(text.to_string()))
            }

            fn visit_map<A: MapAccess<'de>>(self, members: A) -> Result<Self::Value, A::Error> {
                T::deserialize(MapAccessDeserializer::new(members)).map(TextOr::Object)
            }
        }

        source.deserialize_any(Forms(PhantomData))
    }
}

/// JSON that has not been read yet.
pub(super) struct NestedText<'a>(pub &'a str);

impl NestedText<'_> {
    /// How deep objects and lists stand in each other.
    pub fn depth(&self) -> usize {
        let (mut depth, mut deepest, mut quoted, mut escaped) = (0_usize, 0, false, false);
        for byte in self.0.bytes() {
            match byte {
                _ if escaped => escaped = false,
                b'\\' if quoted => escaped = true,
                b'"' => quoted = !quoted,
                b'{' | b'[' if !quoted => depth += 1,
                b'}' | b']' if !quoted => depth = depth.saturating_sub(1),
                _ => {}
            }
            deepest = deepest.max(depth);
        }
        deepest
    }
}

/// One of the words a field knows.
pub(super) fn word<T: Clone>(known: &[(&str, T)], text: &str) -> Result<T, FieldError> {
    let found = known.iter().find(|(name, _)| *name == text).map(|(_, value)| value.clone());
    found.ok_or_else(|| {
        let names: Vec<&str> = known.iter().map(|(name, _)| *name).collect();
        FieldError::new(&format!("must be one of {}", names.join(", ")))
    })
}

/// Text that says something.
pub(super) fn plain(text: &str) -> Result<String, FieldError> {
    let text = text.trim();
    let fits = !text.is_empty() && text.chars().count() <= 256;
    match fits && !text.chars().any(char::is_control) {
        true => Ok(text.to_string()),
        false => Err(FieldError::new("must be text of 1 to 256 characters, none a control one")),
    }
}
