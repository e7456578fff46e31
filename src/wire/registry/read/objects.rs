//! The list of registry objects, one after the other.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use super::document::document;
use super::package::{association, folder, submission_set, PackageKind};
use super::parts::{trimmed, Parts};
use super::remembered::Remembered;
use super::shared::Sharing;
use super::Submission;
use crate::record::Doubt;
use crate::wire::{ns, WireError};
use crate::xml::{self, Problem, Stream};

/// Objects of one answer: an empty element makes a record of some hundred bytes, and no record of
/// a patient comes near.
const MOST_OBJECTS: usize = 100_000;

/// Reads lists of objects into records.
pub(super) struct Objects<'a> {
    parts: Parts<'a>,
    remembered: Remembered<'a>,
    sharing: Sharing,
    found: Submission,
    count: usize,
    /// Packages that do not say themselves what they are.
    unclear: Vec<Parts<'a>>,
    /// What classifications that stand by themselves say of packages, by the package.
    said: BTreeMap<Cow<'a, str>, PackageKind>,
}

impl<'a> Objects<'a> {
    pub(super) fn new() -> Self {
        Objects {
            parts: Parts::default(),
            remembered: Remembered::new(),
            sharing: Sharing::new(),
            found: Submission::default(),
            count: 0,
            unclear: Vec::new(),
            said: BTreeMap::new(),
        }
    }

    /// Reads the list that was just given.
    pub(super) fn read(&mut self, stream: &mut Stream<'a, '_>) -> Result<(), WireError> {
        while let Some(name) = stream.child()? {
            self.count += 1;
            if self.count > MOST_OBJECTS {
                let (line, column) = stream.position();
                let problem = Problem::TooManyNodes { limit: MOST_OBJECTS };
                return Err(xml::Error { problem, line, column }.into());
            }
            match name.local {
                _ if name.namespace != ns::EBXML_RIM => self.unknown(stream)?,
                "ExtrinsicObject" => {
                    self.parts.read(stream, &mut self.remembered)?;
                    let entry = document(&mut self.parts, &mut self.remembered, &mut self.sharing);
                    self.found.documents.push(Arc::new(entry));
                }
                "RegistryPackage" => {
                    self.parts.read(stream, &mut self.remembered)?;
                    match PackageKind::of(&self.parts, &self.remembered) {
                        Some(kind) => self.package(kind),
                        None => self.unclear.push(std::mem::take(&mut self.parts)),
                    }
                }
                "Association" => {
                    self.parts.read(stream, &mut self.remembered)?;
                    let link = association(&mut self.parts, &self.remembered);
                    self.found.associations.push(link);
                }
                "ObjectRef" => {
                    let id = trimmed(stream.attribute("id").unwrap_or_default());
                    match id.is_empty() {
                        true => self.doubt("ObjectRef", "has no identifier"),
                        false => self.found.references.push(id.as_ref().into()),
                    }
                    stream.skip()?;
                }
                "Classification" => self.classification(stream)?,
                _ => self.unknown(stream)?,
            }
        }
        Ok(())
    }

    /// A classification beside its object: it may say what a package is.
    fn classification(&mut self, stream: &mut Stream<'a, '_>) -> Result<(), WireError> {
        let attribute = |name| stream.attribute(name).map(trimmed).unwrap_or_default();
        let (object, node) = (attribute("classifiedObject"), attribute("classificationNode"));
        match PackageKind::of_node(&node) {
            Some(kind) => drop(self.said.insert(object, kind)),
            None => self.doubt("Classification", "stands outside its object"),
        }
        stream.skip()?;
        Ok(())
    }

    fn unknown(&mut self, stream: &mut Stream<'a, '_>) -> Result<(), WireError> {
        self.doubt("RegistryObjectList", "holds an object of an unknown kind");
        stream.skip()?;
        Ok(())
    }

    pub(super) fn doubt(&mut self, field: &'static str, problem: &'static str) {
        let doubt = Doubt { field, problem };
        if !self.found.doubts.contains(&doubt) {
            self.found.doubts.push(doubt);
        }
    }

    fn package(&mut self, kind: PackageKind) {
        let (parts, remembered, sharing) =
            (&mut self.parts, &mut self.remembered, &mut self.sharing);
        match kind {
            PackageKind::SubmissionSet => {
                let set = submission_set(parts, remembered, sharing);
                self.found.submission_sets.push(Arc::new(set));
            }
            PackageKind::Folder => self.found.folders.push(folder(parts, remembered, sharing)),
        }
    }

    /// All that was read. A package that nobody says anything of is taken for a submission.
    pub(super) fn finish(mut self) -> Submission {
        for parts in std::mem::take(&mut self.unclear) {
            let kind = self.said.get(parts.attribute("id")).copied();
            if kind.is_none() {
                self.doubt("RegistryPackage", "does not say what it is");
            }
            self.parts = parts;
            self.package(kind.unwrap_or(PackageKind::SubmissionSet));
        }
        self.found
    }
}
