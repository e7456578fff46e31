//! What the person is told: from one request, a notice as text, HTML, e-mail, check boxes or a
//! list of what to say.
//!
//! Texts are data (`templates/`), each made of declared elements. A template is kept only if, in
//! every case of its kinds, each element stands in it and nothing stays open, so that no text is
//! ever rendered with a hole. Nothing here reads a clock: the day asked about is in the request.
//!
//! ```
//! use dmpkit::notices::{render, Body, Request, Templates};
//!
//! let request = Request::read(r#"{"schema":"dmpkit.notice-request/1","date":"2026-03-02",
//!     "kind":"feeding","moment":"before","channel":"letter","audience":"adult",
//!     "structure":"Cabinet Exemple","object_how":"dites-le à l'accueil","format":"text"}"#)?;
//! let notice = render(&request, &Templates::built_in(), None)?;
//! let Body::Text(text) = notice.body else { unreachable!() };
//! assert!(text.contains("Cabinet Exemple va ajouter des documents"));
//! # Ok::<(), dmpkit::record::Invalid>(())
//! ```

#![forbid(unsafe_code)]

mod case;
mod check;
mod compose;
mod documents;
mod element;
mod form;
mod html;
mod kind;
mod measure;
mod plain;
mod read_request;
mod read_template;
mod rendering;
mod request;
mod template;
mod templates;
mod values;
mod words;

pub use case::{EmergencyMode, ProfileState, Team};
pub use documents::classes_readable;
pub use element::{Element, Elements};
pub use kind::Kind;
pub use measure::{Limits, Readability};
pub use rendering::{render, Body, RenderedPart, Rendering, TemplateUsed};
pub use request::{Format, Request, Variant};
pub use templates::Templates;

use crate::record::Invalid;

/// A language by its code: two or three small letters, and a region where wanted (`pt-BR`).
fn language(field: &str, code: &str) -> Result<String, Invalid> {
    let (language, region) = code.split_once('-').unwrap_or((code, "XX"));
    let small =
        (2..=3).contains(&language.len()) && language.bytes().all(|b| b.is_ascii_lowercase());
    let region = region.len() == 2 && region.bytes().all(|b| b.is_ascii_uppercase());
    if small && region {
        return Ok(code.to_string());
    }
    Err(Invalid::new(field, "must be a language code such as en or pt-BR"))
}
