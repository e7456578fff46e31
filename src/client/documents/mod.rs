//! The JSON documents of the boundary: each names its schema, an unknown field is an error that
//! names it, and a value is checked before it is kept.

mod chart_request;
mod config;
mod professional;
mod sandbox_control;

use serde::de::DeserializeOwned;

pub(super) use chart_request::{read_chart_request, write_chart_request, ChartRequest};
pub(super) use config::{read_config, Settings};
pub(super) use professional::{read_professional, Authenticated};
pub(super) use sandbox_control::read_sandbox_control;

use super::error::Error;
use super::error_codes::ErrorCode;
use super::INPUT_CAP;

/// Reads a document whose `schema` must be `schema`.
fn read<T: DeserializeOwned>(json: &str, schema: &'static str) -> Result<T, Error> {
    if json.len() > INPUT_CAP {
        let message = format!("the document is over {INPUT_CAP} bytes");
        return Err(Error::new(ErrorCode::InputTooLarge, message));
    }
    check_schema(json, schema)?;
    let mut reader = serde_json::Deserializer::from_str(json);
    let value = serde_path_to_error::deserialize(&mut reader).map_err(|error| {
        let path = error.path().to_string();
        describe(&path, error.inner())
    })?;
    reader.end().map_err(|error| describe("", &error))?;
    Ok(value)
}

fn check_schema(json: &str, schema: &'static str) -> Result<(), Error> {
    #[derive(serde::Deserialize)]
    struct Head {
        schema: Option<String>,
    }
    let wrong = |message: String| {
        Error::new(ErrorCode::WrongSchema, message).with("field", "schema").with("expected", schema)
    };
    match serde_json::from_str::<Head>(json) {
        Ok(Head { schema: Some(found) }) if found == schema => Ok(()),
        Ok(Head { schema: None }) => Err(wrong(format!("schema: is missing; expected {schema}"))),
        Ok(Head { schema: Some(_) }) => Err(wrong(format!("schema: must be {schema}"))),
        Err(error) => Err(describe("", &error)),
    }
}

/// The error that names the field. Values are never repeated: serde's own words quote them.
fn describe(path: &str, error: &serde_json::Error) -> Error {
    let words = error.to_string();
    let place = format!("line {}, column {}", error.line(), error.column());
    let at_root = path == "." || path.is_empty();
    let unknown = words.strip_prefix("unknown field `").and_then(|rest| rest.split('`').next());
    if let Some(name) = unknown {
        let parent = path.strip_suffix(name).unwrap_or(path).trim_end_matches('.');
        let field = if parent.is_empty() { name.to_string() } else { format!("{parent}.{name}") };
        let message = format!("{field}: unknown field ({place})");
        return Error::new(ErrorCode::UnknownField, message).with("field", field);
    }
    let missing = words.strip_prefix("missing field `").and_then(|rest| rest.split('`').next());
    if let Some(name) = missing {
        let field = if at_root { name.to_string() } else { format!("{path}.{name}") };
        let message = format!("{field}: is missing");
        return Error::new(ErrorCode::InvalidField, message).with("field", field);
    }
    if error.is_data() && !at_root {
        // The last one: before it serde quotes the value, which may hold the same words.
        let expected = words.rsplit_once(", expected ").map_or("another type", |(_, e)| e);
        let expected = expected.split(" at line ").next().unwrap_or(expected);
        let message = format!("{path}: must be {expected} ({place})");
        return Error::new(ErrorCode::InvalidField, message).with("field", path);
    }
    let what = if error.is_eof() { "ends too early" } else { "is not the JSON expected" };
    let message = format!("the document {what} ({place})");
    Error::new(ErrorCode::BadJson, message).with("place", place)
}
