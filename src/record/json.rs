use std::fmt;
use std::marker::PhantomData;

use serde::de::value::MapAccessDeserializer;
use serde::de::{DeserializeOwned, Deserializer, MapAccess, Visitor};
use serde::Deserialize;

use super::Invalid;

/// Why a text is not the JSON document expected. Values are never repeated: serde's own words
/// quote them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotRead {
    /// No JSON: what is wrong, and where.
    Json {
        problem: &'static str,
        place: String,
    },
    /// JSON, but no object.
    NoObject,
    UnknownField(Invalid),
    Invalid(Invalid),
}

impl From<NotRead> for Invalid {
    fn from(not_read: NotRead) -> Self {
        match not_read {
            NotRead::Invalid(invalid) | NotRead::UnknownField(invalid) => invalid,
            NotRead::NoObject => Invalid::new("", "the document must be an object"),
            NotRead::Json { problem, place } => {
                Invalid::new("", format!("the document {problem} ({place})"))
            }
        }
    }
}

/// Reads a document, which is an object and nothing else.
pub fn read_json<T: DeserializeOwned>(json: &str) -> Result<T, NotRead> {
    // Programs on Windows like to write a byte order mark.
    let json = json.strip_prefix('\u{FEFF}').unwrap_or(json);
    let mut reader = serde_json::Deserializer::from_str(json);
    let Object(value) = serde_path_to_error::deserialize(&mut reader)
        .map_err(|error| not_read(&error.path().to_string(), error.inner()))?;
    reader.end().map_err(|error| not_read("", &error))?;
    Ok(value)
}

/// The refusal that names the field.
fn not_read(path: &str, error: &serde_json::Error) -> NotRead {
    let words = error.to_string();
    let place = format!("line {}, column {}", error.line(), error.column());
    let path = if path == "." { "" } else { path };
    let quoted = |start: &str| words.strip_prefix(start).and_then(|rest| rest.split('`').next());
    // The path ends with the field already, save where a document was checked after reading.
    let at = |name: &str, problem: String| {
        let within = path.strip_suffix(name).and_then(|path| path.strip_suffix('.'));
        let parent = if path == name { "" } else { within.unwrap_or(path) };
        Invalid::new(printable(name), problem).within(parent)
    };
    if let Some(name) = quoted("duplicate field `") {
        return NotRead::Invalid(at(name, "is given twice".to_string()));
    }
    if let Some(name) = quoted("unknown field `") {
        return NotRead::UnknownField(at(name, format!("unknown field ({place})")));
    }
    if let Some(name) = quoted("missing field `") {
        return NotRead::Invalid(Invalid::new(name, "is missing").within(path));
    }
    match (error.is_data(), path) {
        (true, "") => NotRead::NoObject,
        (true, path) => {
            // From the end: the value, which comes first, may hold the same words.
            let expected = words.rsplit_once(", expected ").map_or("another type", |(_, end)| end);
            let expected = expected.split(" at line ").next().map_or("another type", plain);
            NotRead::Invalid(Invalid::new(path, format!("must be {expected} ({place})")))
        }
        (false, _) => {
            let problem = if error.is_eof() { "ends too early" } else { "is no JSON" };
            NotRead::Json { problem, place }
        }
    }
}

/// A field's name as far as an error may carry it: the caller chose it.
fn printable(name: &str) -> String {
    name.chars().filter(|c| !c.is_control()).take(100).collect()
}

/// The words of serde for a type, in those of JSON.
fn plain(expected: &str) -> &str {
    match expected {
        "u32" | "u64" | "usize" | "i16" | "i64" => "a whole number",
        "a sequence" => "a list",
        "a map" => "an object",
        other => other,
    }
}

/// What must be written as a JSON object: serde would take a list of its values too.
#[derive(Debug, Clone)]
pub struct Object<T>(pub T);

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Object<T> {
    fn deserialize<D: Deserializer<'de>>(source: D) -> Result<Self, D::Error> {
        struct Members<T>(PhantomData<T>);

        impl<'de, T: Deserialize<'de>> Visitor<'de> for Members<T> {
            type Value = Object<T>;

            fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                out.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, members: A) -> Result<Self::Value, A::Error> {
                T::deserialize(MapAccessDeserializer::new(members)).map(Object)
            }
        }

        source.deserialize_map(Members(PhantomData))
    }
}

/// For `deserialize_with`: a field that is an object.
pub fn object<'de, D: Deserializer<'de>, T: Deserialize<'de>>(source: D) -> Result<T, D::Error> {
    Object::deserialize(source).map(|Object(value)| value)
}

/// For `deserialize_with`: a field that is an object, or null.
pub fn nullable_object<'de, D: Deserializer<'de>, T: Deserialize<'de>>(
    source: D,
) -> Result<Option<T>, D::Error> {
    Ok(Option::<Object<T>>::deserialize(source)?.map(|Object(value)| value))
}
