//! One request, one rendering.

use serde_json::{json, Map, Value};
use sha2::{Digest, Sha256};

use super::compose::{Composed, Part};
use super::measure::{readability, Readability};
use super::request::{Format, Request, Variant};
use super::{form, html, plain, Element, Elements, Kind, Templates};
use crate::record::{required_text, Invalid};
use crate::rules::information::{Actions, Audience, Channel, Moment, Regime};

/// A text of the notice, by itself: for a host that lays it out its own way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RenderedPart {
    pub language: String,
    /// Its name in the template.
    pub name: String,
    pub elements: Elements,
    pub text: String,
}

/// Which template speaks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TemplateUsed {
    pub id: String,
    pub version: String,
    pub language: String,
    pub variant: Variant,
}

/// The notice in the format asked for.
#[derive(Debug, Clone, PartialEq)]
pub enum Body {
    /// UTF-8, one paragraph a line.
    Text(String),
    Html(String),
    Email {
        /// For the header; it holds no value of the request, and no line break.
        subject: String,
        /// Lines of at most 76 characters.
        text: String,
        html: String,
    },
    /// Check boxes.
    Form(Value),
    /// What to say, to tick.
    Checklist(Value),
}

/// A notice, rendered, with what proves it.
#[derive(Debug, Clone, PartialEq)]
pub struct Rendering {
    pub kind: Kind,
    pub moment: Moment,
    pub channel: Channel,
    pub actions: Actions,
    pub audience: Audience,
    pub secret_act: bool,
    pub episode: Option<String>,
    /// The template, and that of the French beside a translation.
    pub templates: Vec<TemplateUsed>,
    /// SHA-256 of the notice as text in UTF-8, in hexadecimal: the same in every format.
    pub hash: String,
    pub regime: &'static Regime,
    /// What marks what is invented, such as `[SIMULATEUR]`.
    pub mark: Option<String>,
    /// Whether a duty to inform is fulfilled once it is given: never after the fact.
    pub clears_duty: bool,
    pub format: Format,
    pub title: String,
    pub elements: Elements,
    pub parts: Vec<RenderedPart>,
    pub readability: Vec<Readability>,
    pub body: Body,
}

/// Renders a notice. `mark` stands in each part of it that can be read alone.
pub fn render(
    request: &Request,
    templates: &Templates,
    mark: Option<&str>,
) -> Result<Rendering, Invalid> {
    let mark = mark.map(|mark| required_text("mark", mark, 64)).transpose()?;
    let mark = mark.as_deref();
    let case = &request.case;
    let find = |language: &str, variant: Variant| {
        templates.find(language, variant, case.kind).ok_or_else(|| {
            let problem =
                format!("there is no template of this kind in {language}, {}", variant.code());
            Invalid::new("language", problem)
        })
    };
    let mut notices = vec![Composed::of(request, find(&request.language, request.variant)?)];
    if request.language != "fr" {
        notices.push(Composed::of(request, find("fr", Variant::Standard)?));
    }
    let text = plain::text(&notices, mark);
    let hash = hexadecimal(&Sha256::digest(text.as_bytes()));
    let [first, ..] = &notices[..] else { return Err(Invalid::new("language", "has no template")) };
    let with_mark = |text: &str| mark.map_or(text.to_string(), |mark| format!("{mark} {text}"));
    let body = match request.format {
        Format::Html => Body::Html(html::page(&notices, mark)),
        Format::HtmlFragment => Body::Html(html::fragment(&notices, mark)),
        Format::Email => Body::Email {
            subject: with_mark(&first.template.subject),
            text: plain::for_mail(&text),
            html: html::page(&notices, mark),
        },
        Format::Form => Body::Form(form::fields(&notices, mark)),
        Format::Checklist => Body::Checklist(form::checklist(first, mark)),
        Format::Text => Body::Text(text),
    };
    Ok(Rendering {
        kind: case.kind,
        moment: case.moment,
        channel: request.channel,
        actions: case.actions,
        audience: case.audience,
        secret_act: request.secret_act,
        episode: request.episode.clone(),
        templates: notices.iter().map(template_used).collect(),
        hash,
        regime: request.regime,
        mark: mark.map(str::to_string),
        clears_duty: case.moment.clears_duty(),
        format: request.format,
        title: with_mark(&first.template.title),
        elements: case.elements(),
        parts: notices.iter().flat_map(rendered_parts).collect(),
        readability: notices.iter().map(readability).collect(),
        body,
    })
}

fn template_used(notice: &Composed<'_>) -> TemplateUsed {
    let common = &notice.template.common;
    TemplateUsed {
        id: common.id.clone(),
        version: common.version.clone(),
        language: common.language.clone(),
        variant: notice.template.variant,
    }
}

fn rendered_parts<'a>(notice: &'a Composed<'_>) -> impl Iterator<Item = RenderedPart> + 'a {
    notice.parts().map(|part: &Part<'_>| RenderedPart {
        language: notice.language().to_string(),
        name: part.name.to_string(),
        elements: part.elements,
        text: part.text(),
    })
}

fn hexadecimal(bytes: &[u8]) -> String {
    let digit = |nibble: u8| char::from_digit(u32::from(nibble), 16).unwrap_or('0');
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}

impl Rendering {
    /// `dmpkit.notice/1`: its schema stands in `include/dmpkit`.
    pub fn json(&self) -> String {
        let template = |used: &TemplateUsed| {
            json!({ "id": used.id, "version": used.version, "language": used.language,
                    "variant": used.variant.code() })
        };
        let part = |part: &RenderedPart| {
            json!({ "language": part.language, "name": part.name,
                    "elements": part.elements.codes(), "text": part.text })
        };
        let mut document = Map::new();
        let mut put = |name: &str, value: Value| document.insert(name.to_string(), value);
        put("schema", json!("dmpkit.notice/1"));
        put("kind", json!(self.kind.code()));
        put("moment", json!(self.moment.code()));
        put("channel", json!(self.channel.code()));
        put("actions", json!(self.actions.code()));
        put("audience", json!(self.audience.code()));
        put("secret_act", json!(self.secret_act));
        put("episode", json!(self.episode));
        put("templates", self.templates.iter().map(template).collect());
        put("hash", json!(self.hash));
        put("regime", json!({ "id": self.regime.id, "source": self.regime.source }));
        put("mark", json!(self.mark));
        put("clears_duty", json!(self.clears_duty));
        // Silence after a notice proves that the person was told, and nothing else.
        put("proves", json!("informed"));
        put("title", json!(self.title));
        put("elements", json!(self.elements.codes()));
        put("parts", self.parts.iter().map(part).collect());
        put("readability", json!(self.readability));
        put("format", json!(self.format.code()));
        match &self.body {
            Body::Text(text) => put("text", json!(text)),
            Body::Html(html) => put("html", json!(html)),
            Body::Email { subject, text, html } => {
                put("email", json!({ "subject": subject, "text": text, "html": html }))
            }
            Body::Form(form) => put("form", form.clone()),
            Body::Checklist(list) => put("checklist", list.clone()),
        };
        Value::from(document).to_string()
    }

    /// The text in which an element is told, in the language asked for.
    pub fn told(&self, element: Element) -> Option<&str> {
        let part = self.parts.iter().find(|part| part.elements.has(element));
        part.map(|part| part.text.as_str())
    }
}
