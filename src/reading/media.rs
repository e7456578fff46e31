use std::sync::Arc;

use super::format::{pixels, Format};
use super::options::Limits;
use super::{base64, charset, rtf, silent_debug};

/// A file inside a document, or the document itself where it is no CDA.
#[derive(Clone)]
pub struct EmbeddedFile {
    pub(super) number: usize,
    pub(super) id: Option<Arc<str>>,
    pub(super) declared: String,
    pub(super) format: Format,
    pub(super) bytes: Vec<u8>,
    pub(super) text: Option<String>,
    pub(super) section: Option<Arc<str>>,
    pub(super) shown: bool,
    /// Whether it is the body itself.
    pub(super) whole: bool,
}

silent_debug!(EmbeddedFile);

impl EmbeddedFile {
    pub(super) fn new(number: usize, declared: &str, bytes: Vec<u8>, limits: &Limits) -> Self {
        let format = Format::of_file(&bytes, declared);
        let text = match format {
            Format::Text => Some(charset::decode(&bytes, declared)),
            Format::Rtf => Some(rtf::text(&bytes)),
            _ => None,
        };
        let small = |(width, height): (u32, u32)| {
            (1..=limits.image_pixels).contains(&(u64::from(width) * u64::from(height)))
        };
        let shown = format.is_shown_image()
            && bytes.len() <= limits.image_bytes
            && pixels(format, &bytes).is_some_and(small);
        let plain = |c: &char| c.is_ascii_graphic() || *c == ' ';
        let declared = declared.chars().filter(plain).take(100).collect();
        EmbeddedFile {
            number,
            id: None,
            declared,
            format,
            bytes,
            text,
            section: None,
            shown,
            whole: false,
        }
    }

    /// Its place among the files, from 1.
    pub fn number(&self) -> usize {
        self.number
    }

    /// The `ID` by which the text names it.
    pub fn id(&self) -> Option<&str> {
        self.id.as_deref()
    }

    /// The media type as declared: never to be trusted.
    pub fn declared_type(&self) -> &str {
        &self.declared
    }

    /// Told from the bytes.
    pub fn format(&self) -> Format {
        self.format
    }

    /// Whether what was declared is what the bytes are.
    pub fn is_as_declared(&self) -> bool {
        Format::of_media_type(&self.declared) == Some(self.format)
    }

    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Of plain text and RTF: the text alone, without form.
    pub fn text(&self) -> Option<&str> {
        self.text.as_deref()
    }

    /// The title of the section that holds it.
    pub fn section(&self) -> Option<&str> {
        self.section.as_deref()
    }

    /// Whether it is an image that the HTML shows.
    pub fn is_shown_image(&self) -> bool {
        self.shown
    }

    /// `data:` URL of an image that was checked.
    pub(super) fn data_url(&self) -> String {
        format!("data:{};base64,{}", self.format.media_type(), base64::encode(&self.bytes))
    }

    /// How the text names it: `Fichier joint n° 1 : un PDF, 12 ko`.
    pub(super) fn label(&self) -> String {
        let size = match self.bytes.len() {
            small @ ..1024 => format!("{small} octets"),
            medium @ ..1_048_576 => format!("{} ko", medium.div_ceil(1024)),
            large => format!("{} Mo", large.div_ceil(1_048_576)),
        };
        let kind = match self.format {
            Format::Other => "format non reconnu",
            known => known.french(),
        };
        match self.whole {
            true => format!("Contenu du document : {kind}, {size}"),
            false => format!("Fichier joint n° {} : {kind}, {size}", self.number),
        }
    }
}
