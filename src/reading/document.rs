use std::sync::Arc;

use super::error::ReadingError;
use super::format::{is_xml, Format};
use super::header::Header;
use super::media::EmbeddedFile;
use super::node::Node;
use super::observation::Observation;
use super::options::{Limits, Options};
use super::section::Section;
use super::warning::Warning;
use super::{cda, html, plain, silent_debug};
use crate::record::TimeZone;
use crate::xml;

/// A document's body, read. It owns what it found and keeps nothing of the bytes but the files.
#[derive(Clone)]
pub struct Reading {
    pub(super) format: Format,
    pub(super) level: Option<CdaLevel>,
    pub(super) header: Option<Header>,
    pub(super) sections: Vec<Section>,
    pub(super) files: Vec<Arc<EmbeddedFile>>,
    pub(super) observations: Vec<Observation>,
    pub(super) warnings: Vec<Warning>,
    /// How many bytes of text may be made of it.
    pub(super) room: usize,
    pub(super) zone: TimeZone,
}

/// What the HTML and the text of any body may hold, whatever its size.
pub(super) const FREE_GROWTH: usize = 64 * 1024;

silent_debug!(Reading);

/// What the body of a CDA is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CdaLevel {
    /// A file (`nonXMLBody`).
    One,
    /// Sections (`structuredBody`), with coded entries or without.
    Three,
}

impl Reading {
    /// Reads a body. `declared` is the media type that came with it, compared with the bytes and
    /// never believed; it may be empty.
    pub fn of(bytes: &[u8], declared: &str, options: &Options) -> Result<Reading, ReadingError> {
        if bytes.is_empty() {
            return Err(ReadingError::Empty);
        }
        let limit = options.limits.bytes;
        if bytes.len() > limit {
            return Err(ReadingError::TooLarge { limit });
        }
        let mut reading = match Format::of_bytes(bytes) {
            Format::Other if is_xml(bytes) => match Reading::of_xml(bytes, declared, options) {
                // Text may start with '<'.
                Err(_) if Format::of_media_type(declared) == Some(Format::Text) => {
                    Reading::of_file(bytes, declared, options)
                }
                read => read?,
            },
            _ => Reading::of_file(bytes, declared, options),
        };
        let found = reading.format;
        if let Some(declared) = Format::of_media_type(declared).filter(|d| *d != found) {
            reading.warnings.insert(0, Warning::TypeDiffers { declared, found });
        }
        Ok(reading)
    }

    fn of_xml(bytes: &[u8], declared: &str, options: &Options) -> Result<Reading, ReadingError> {
        // XML allows nothing before its declaration, where some authors leave blank lines.
        let text = xml::decode(bytes.trim_ascii_start())?;
        let limits = xml::Limits {
            bytes: options.limits.bytes,
            nodes: options.limits.nodes,
            ..xml::Limits::default()
        };
        let document = xml::Document::parse(&text, &limits)?;
        match cda::find(document.root()) {
            Some(found) => Ok(cda::read(&found, text.len(), options)),
            None => {
                let mut reading = Reading::of_file(bytes, declared, options);
                if reading.format == Format::Other {
                    reading.warnings.push(Warning::NotCda);
                }
                Ok(reading)
            }
        }
    }

    /// A body that is no CDA is one file.
    fn of_file(bytes: &[u8], declared: &str, options: &Options) -> Reading {
        let limits = Limits { image_bytes: options.limits.file_bytes, ..options.limits };
        let file = EmbeddedFile::new(1, declared, bytes.to_vec(), &limits);
        let file = Arc::new(EmbeddedFile { whole: true, ..file });
        let body = vec![Node::File { file: Arc::clone(&file), first: true, caption: Vec::new() }];
        Reading {
            format: file.format(),
            level: None,
            header: None,
            sections: vec![Section { number: 1, body, ..Section::default() }],
            files: vec![file],
            observations: Vec::new(),
            warnings: Vec::new(),
            room: bytes.len().saturating_mul(options.limits.growth).saturating_add(FREE_GROWTH),
            zone: options.zone.clone(),
        }
    }

    /// What the body is, told from its bytes.
    pub fn format(&self) -> Format {
        self.format
    }

    /// None where the body is no CDA, or a CDA without body.
    pub fn level(&self) -> Option<CdaLevel> {
        self.level
    }

    /// None where the body is no CDA.
    pub fn header(&self) -> Option<&Header> {
        self.header.as_ref()
    }

    /// The sections, in order.
    pub fn sections(&self) -> &[Section] {
        &self.sections
    }

    /// The files inside, or the body itself where it is no CDA.
    pub fn embedded(&self) -> &[Arc<EmbeddedFile>] {
        &self.files
    }

    /// The laboratory results, in order.
    pub fn observations(&self) -> &[Observation] {
        &self.observations
    }

    /// What the reader must know of how it was read.
    pub fn warnings(&self) -> &[Warning] {
        &self.warnings
    }

    /// A whole HTML5 document in French, safe and self-contained: no script, no form, nothing
    /// fetched, and a policy (CSP) that forbids all of it. `mark` stands above all, such as the
    /// mark of simulated records.
    pub fn html(&self, mark: Option<&str>) -> String {
        html::page(self, mark)
    }

    /// The same as a fragment for a host's own page, whose headings start at `h2`. It brings no
    /// style of its own.
    pub fn html_fragment(&self) -> String {
        html::fragment(self)
    }

    /// Plain text for a terminal or a note.
    pub fn text(&self) -> String {
        plain::document(self)
    }
}
