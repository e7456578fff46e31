//! The JSON documents of the boundary: each names its schema, an unknown field is an error that
//! names it, and a value is checked before it is kept.

mod chart_request;
mod config;
mod professional;
mod query;
mod sandbox_control;

use serde::de::DeserializeOwned;

pub(super) use chart_request::{read_chart_request, write_chart_request, ChartRequest};
pub(super) use config::{read_config, Settings};
pub(super) use professional::{read_professional, Authenticated};
pub(super) use query::{read_layout, read_local_copies, read_refinement, read_search, TOLD};
pub(super) use sandbox_control::read_sandbox_control;

use super::error::Error;
use super::error_codes::ErrorCode;
use super::INPUT_CAP;
use crate::record::{read_json, NotRead};

/// Reads a document whose `schema` must be `schema`.
fn read<T: DeserializeOwned>(json: &str, schema: &'static str) -> Result<T, Error> {
    check(json, schema)?;
    Ok(read_json(json)?)
}

/// Its size and its schema, before anything else is read.
fn check(json: &str, schema: &'static str) -> Result<(), Error> {
    if json.len() > INPUT_CAP {
        let message = format!("the document is over {INPUT_CAP} bytes");
        return Err(Error::new(ErrorCode::InputTooLarge, message));
    }
    check_schema(json, schema)
}

fn check_schema(json: &str, schema: &'static str) -> Result<(), Error> {
    #[derive(serde::Deserialize)]
    struct Head {
        schema: Option<serde_json::Value>,
    }
    let wrong = |message: String| {
        Error::new(ErrorCode::WrongSchema, message).with("field", "schema").with("expected", schema)
    };
    let missing = || wrong(format!("schema: is missing; expected {schema}"));
    match read_json::<Head>(json) {
        Ok(Head { schema: Some(serde_json::Value::String(found)) }) if found == schema => Ok(()),
        Ok(Head { schema: Some(_) }) => Err(wrong(format!("schema: must be {schema}"))),
        Ok(Head { schema: None }) | Err(NotRead::NoObject) => Err(missing()),
        Err(error) => Err(error.into()),
    }
}

impl From<NotRead> for Error {
    fn from(not_read: NotRead) -> Self {
        match not_read {
            NotRead::Invalid(invalid) => invalid.into(),
            NotRead::UnknownField(unknown) => {
                Error::new(ErrorCode::UnknownField, unknown.to_string())
                    .with("field", unknown.field)
            }
            NotRead::NoObject => Error::new(ErrorCode::BadJson, "the document is no object"),
            NotRead::Json { problem, place } => {
                Error::new(ErrorCode::BadJson, format!("the document {problem} ({place})"))
                    .with("place", place)
            }
        }
    }
}
