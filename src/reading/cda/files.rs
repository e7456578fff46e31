//! The files inside a CDA: its body where that is no XML, and those of its entries.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::super::media::EmbeddedFile;
use super::super::node::Node;
use super::super::options::{Limits, Options};
use super::super::{base64, Bytes, Section, Warning};
use super::{attribute, line, HL7};
use crate::xml::Element;

pub(super) struct Files {
    pub all: Vec<Arc<EmbeddedFile>>,
    /// The place in `all` of the file that each `ID` names, and whether a text named it.
    by_id: BTreeMap<Arc<str>, usize>,
    named: Vec<bool>,
    /// All of them, those that could not be read too.
    count: usize,
    bytes: usize,
    remote: usize,
    missing: usize,
    left_out: usize,
}

impl Files {
    pub(super) fn of(
        body: Option<Element<'_>>,
        options: &Options,
        warnings: &mut Vec<Warning>,
    ) -> Self {
        let mut files = Files {
            all: Vec::new(),
            by_id: BTreeMap::new(),
            named: Vec::new(),
            count: 0,
            bytes: 0,
            remote: 0,
            missing: 0,
            left_out: 0,
        };
        let mut walk = Walk { files: &mut files, limits: &options.limits, warnings };
        if let Some(body) = body {
            walk.below(body, &Place::default());
        }
        files.named = vec![false; files.all.len()];
        files
    }

    /// The file that a text names, and whether it names it for the first time.
    pub(super) fn name(&mut self, id: &str) -> Option<(Arc<EmbeddedFile>, bool)> {
        let Some(at) = self.by_id.get(id).copied() else {
            self.missing += 1;
            return None;
        };
        let file = self.all.get(at)?;
        let first = !std::mem::replace(self.named.get_mut(at)?, true);
        Some((Arc::clone(file), first))
    }

    /// The files that no text named, as a section of their own.
    pub(super) fn not_shown(&self, number: usize) -> Option<Section> {
        let unnamed = self.all.iter().zip(&self.named).filter(|(_, named)| !**named);
        let node = |file: &Arc<EmbeddedFile>| Node::File {
            file: Arc::clone(file),
            first: true,
            caption: Vec::new(),
        };
        let body: Vec<Node> = unnamed.map(|(file, _)| node(file)).collect();
        let title = Some("Fichiers joints".to_string());
        (!body.is_empty()).then(|| Section { number, title, body, ..Section::default() })
    }

    pub(super) fn warn(&self, warnings: &mut Vec<Warning>) {
        let counts = [
            (self.remote, Warning::RemoteNotFetched { count: self.remote }),
            (self.missing, Warning::ImageMissing { count: self.missing }),
            (self.left_out, Warning::FilesLeftOut { count: self.left_out }),
        ];
        warnings.extend(counts.into_iter().filter(|(n, _)| *n > 0).map(|(_, warning)| warning));
    }
}

/// Where the walk stands: the title of the section, and the identifiers that name what is inside.
#[derive(Clone, Default)]
struct Place {
    section: Option<Arc<str>>,
    ids: Vec<Arc<str>>,
}

struct Walk<'w> {
    files: &'w mut Files,
    limits: &'w Limits,
    warnings: &'w mut Vec<Warning>,
}

impl Walk<'_> {
    fn below(&mut self, element: Element<'_>, place: &Place) {
        for child in element.children() {
            match child.name() {
                "section" => {
                    let section = child.child(HL7, "title").and_then(line).map(Arc::from);
                    self.below(child, &Place { section, ids: Vec::new() });
                }
                "observationMedia" | "regionOfInterest" => {
                    let mut inner = place.clone();
                    inner.ids.extend(attribute(child, "ID").map(Arc::from));
                    self.below(child, &inner);
                }
                "value" if element.is(HL7, "observationMedia") => self.file(child, place),
                "text" if element.is(HL7, "nonXMLBody") => self.file(child, place),
                _ if attribute(child, "representation").as_deref() == Some("B64") => {
                    self.file(child, place);
                }
                _ => self.below(child, place),
            }
        }
    }

    fn file(&mut self, element: Element<'_>, place: &Place) {
        let declared = attribute(element, "mediaType").unwrap_or_default();
        let content = element.text();
        if content.trim().is_empty() {
            // Where its content should be, an address may stand.
            let remote = element.child(HL7, "reference").is_some();
            self.files.remote += usize::from(remote);
            return;
        }
        let size = content.len() / 4 * 3;
        let full = self.files.all.len() >= self.limits.files;
        if full || self.files.bytes.saturating_add(size) > self.limits.file_bytes {
            self.files.left_out += 1;
            return;
        }
        self.files.count += 1;
        let number = self.files.count;
        let coded = attribute(element, "representation").as_deref() == Some("B64");
        let compressed = attribute(element, "compression").is_some();
        let bytes = match (coded, compressed) {
            (_, true) => None,
            (true, false) => base64::decode(&content).filter(|bytes| !bytes.is_empty()),
            (false, false) => Some(content.trim().as_bytes().to_vec()),
        };
        let Some(bytes) = bytes else {
            self.warnings.push(Warning::FileUnreadable { file: number });
            return;
        };
        // Text that stands in the XML is in the encoding of the XML, whatever it says of itself.
        let declared = match coded {
            true => &*declared,
            false => declared.split(';').next().unwrap_or(""),
        };
        self.files.bytes += bytes.len();
        let mut file = EmbeddedFile::new(number, declared, Bytes::new(bytes), self.limits);
        file.section = place.section.clone();
        file.id = place.ids.last().cloned();
        if !file.is_as_declared() {
            self.warnings.push(Warning::FileTypeDiffers { file: number, found: file.format() });
        }
        let at = self.files.all.len();
        for id in &place.ids {
            self.files.by_id.entry(Arc::clone(id)).or_insert(at);
        }
        self.files.all.push(Arc::new(file));
    }
}
