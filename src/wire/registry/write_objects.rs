//! Registry objects as markup: slots, title, comments, version, classifications, identifiers.

use super::schemes::{identifier, scheme, slot, FOLDER, SUBMISSION_SET};
use crate::record::{Association, Author, Extra, Folder, SubmissionSet, Timestamp, XdsCode};
use crate::xml::Writer;

/// The status, version and names that all objects share.
pub(super) struct Common<'a> {
    pub id: &'a str,
    pub logical_id: Option<&'a str>,
    pub home: Option<&'a str>,
    pub object_type: Option<&'a str>,
    pub status: Option<&'a str>,
    pub version: Option<&'a str>,
    pub title: Option<&'a str>,
    pub comments: Option<&'a str>,
    pub extra: &'a [Extra],
}

/// Writes objects one after the other; the identifiers of their parts are numbers.
pub(super) struct Objects<'w> {
    pub(super) writer: &'w mut Writer,
    parts: usize,
}

impl<'w> Objects<'w> {
    pub(super) fn new(writer: &'w mut Writer) -> Self {
        Objects { writer, parts: 0 }
    }

    pub(super) fn reference(&mut self, id: &str) {
        self.writer.empty("rim:ObjectRef", &[("id", id)]);
    }

    pub(super) fn submission_set(&mut self, set: &SubmissionSet) {
        let common = Common {
            id: &set.entry_uuid,
            logical_id: set.logical_id.as_deref(),
            home: set.home_community_id.as_deref(),
            object_type: None,
            status: set.status.as_ref().map(|status| status.code()),
            version: set.version.as_deref(),
            title: set.title.as_deref(),
            comments: set.comments.as_deref(),
            extra: &set.extra,
        };
        self.open("rim:RegistryPackage", &common);
        self.extra_attributes(&common);
        self.time(slot::SUBMISSION_TIME, &set.submission_time);
        self.extra_slots(&common);
        self.names(&common);
        self.node(&common, SUBMISSION_SET);
        for author in &set.authors {
            self.author(&common, scheme::SUBMISSION_AUTHOR, author);
        }
        if let Some(code) = &set.content_type {
            self.code(&common, scheme::CONTENT_TYPE, code);
        }
        self.extra_classifications(&common);
        let patient = set.patient_id.as_ref().map(|id| id.as_str());
        let source = set.source_id.as_deref();
        let named = [
            (identifier::SUBMISSION_PATIENT, "XDSSubmissionSet.patientId", patient),
            (identifier::SUBMISSION_SOURCE, "XDSSubmissionSet.sourceId", source),
            (identifier::SUBMISSION_UNIQUE, "XDSSubmissionSet.uniqueId", set.unique_id.as_deref()),
        ];
        self.identifiers(&common, &named);
        self.writer.close();
    }

    pub(super) fn folder(&mut self, folder: &Folder) {
        let common = Common {
            id: &folder.entry_uuid,
            logical_id: folder.logical_id.as_deref(),
            home: folder.home_community_id.as_deref(),
            object_type: None,
            status: folder.status.as_ref().map(|status| status.code()),
            version: folder.version.as_deref(),
            title: folder.title.as_deref(),
            comments: folder.comments.as_deref(),
            extra: &folder.extra,
        };
        self.open("rim:RegistryPackage", &common);
        self.extra_attributes(&common);
        self.time(slot::LAST_UPDATE, &folder.last_update);
        self.extra_slots(&common);
        self.names(&common);
        self.node(&common, FOLDER);
        for code in &folder.codes {
            self.code(&common, scheme::FOLDER_CODES, code);
        }
        self.extra_classifications(&common);
        let patient = folder.patient_id.as_ref().map(|id| id.as_str());
        let named = [
            (identifier::FOLDER_PATIENT, "XDSFolder.patientId", patient),
            (identifier::FOLDER_UNIQUE, "XDSFolder.uniqueId", folder.unique_id.as_deref()),
        ];
        self.identifiers(&common, &named);
        self.writer.close();
    }

    pub(super) fn association(&mut self, link: &Association) {
        let common = Common {
            id: &link.id,
            logical_id: None,
            home: None,
            object_type: None,
            status: link.status.as_ref().map(|status| status.code()),
            version: None,
            title: None,
            comments: None,
            extra: &link.extra,
        };
        self.open("rim:Association", &common);
        self.writer.attribute("associationType", link.kind.code());
        self.writer.attribute("sourceObject", &link.source);
        self.writer.attribute("targetObject", &link.target);
        self.extra_attributes(&common);
        self.extra_slots(&common);
        self.names(&common);
        self.extra_classifications(&common);
        self.identifiers(&common, &[]);
        self.writer.close();
    }

    pub(super) fn open(&mut self, name: &'static str, common: &Common<'_>) {
        self.writer.open(name).attribute("id", common.id);
        let attributes = [
            ("lid", common.logical_id),
            ("home", common.home),
            ("objectType", common.object_type),
            ("status", common.status),
        ];
        for (name, value) in attributes {
            value.into_iter().for_each(|value| {
                self.writer.attribute(name, value);
            });
        }
    }

    pub(super) fn extra_attributes(&mut self, common: &Common<'_>) {
        for extra in common.extra {
            let Extra::Attribute { name, value } = extra else { continue };
            match name.strip_prefix('{').and_then(|name| name.split_once('}')) {
                Some((namespace, local)) => {
                    self.parts += 1;
                    let prefix = format!("a{}", self.parts);
                    self.writer.attribute(&format!("xmlns:{prefix}"), namespace);
                    self.writer.attribute(&format!("{prefix}:{local}"), value);
                }
                None => {
                    self.writer.attribute(name, value);
                }
            }
        }
    }

    fn slot<'t>(&mut self, name: &str, values: impl IntoIterator<Item = &'t str>) {
        self.writer.open("rim:Slot").attribute("name", name).open("rim:ValueList");
        for value in values {
            self.writer.leaf("rim:Value", value);
        }
        self.writer.close().close();
    }

    /// An empty slot is forbidden: what is not known is not written.
    pub(super) fn slot_if_any<'t>(
        &mut self,
        name: &str,
        values: impl IntoIterator<Item = &'t str>,
    ) {
        let mut values = values.into_iter().peekable();
        if values.peek().is_some() {
            self.slot(name, values);
        }
    }

    pub(super) fn time(&mut self, name: &str, at: &Option<Timestamp>) {
        self.slot_if_any(name, at.as_ref().map(Timestamp::hl7_utc).as_deref());
    }

    pub(super) fn extra_slots(&mut self, common: &Common<'_>) {
        for extra in common.extra {
            if let Extra::Slot { name, values } = extra {
                self.slot(name, values.iter().map(|value| &**value));
            }
        }
    }

    /// Title, comments and version, in this order.
    pub(super) fn names(&mut self, common: &Common<'_>) {
        self.localized("rim:Name", "title", common.title, common.extra);
        self.localized("rim:Description", "comments", common.comments, common.extra);
        if let Some(version) = common.version {
            self.writer.empty("rim:VersionInfo", &[("versionName", version)]);
        }
    }

    fn localized(
        &mut self,
        element: &'static str,
        field: &str,
        text: Option<&str>,
        extra: &[Extra],
    ) {
        let others = extra.iter().filter_map(|extra| match extra {
            Extra::Text { field: of, language, text } if *of == field => Some((language, text)),
            _ => None,
        });
        let mut others = others.peekable();
        if text.is_none() && others.peek().is_none() {
            return;
        }
        self.writer.open(element);
        if let Some(text) = text {
            self.writer.empty("rim:LocalizedString", &[("xml:lang", "fr-FR"), ("value", text)]);
        }
        for (language, text) in others {
            self.writer.empty("rim:LocalizedString", &[("xml:lang", language), ("value", text)]);
        }
        self.writer.close();
    }

    /// Opens a classification or an identifier, whose own identifier is the next number.
    fn part(&mut self, element: &'static str, object: &str, common: &Common<'_>) {
        self.parts += 1;
        let id = format!("part-{}", self.parts);
        self.writer.open(element).attribute("id", &id).attribute(object, common.id);
    }

    fn node(&mut self, common: &Common<'_>, node: &str) {
        self.part("rim:Classification", "classifiedObject", common);
        self.writer.attribute("classificationNode", node).close();
    }

    fn classification(&mut self, common: &Common<'_>, scheme: &str, node: &str) {
        self.part("rim:Classification", "classifiedObject", common);
        self.writer.attribute("classificationScheme", scheme);
        self.writer.attribute("nodeRepresentation", node);
    }

    fn label(&mut self, label: Option<&str>) {
        if let Some(label) = label {
            self.writer.open("rim:Name").empty("rim:LocalizedString", &[("value", label)]);
            self.writer.close();
        }
    }

    pub(super) fn code(&mut self, common: &Common<'_>, scheme: &str, code: &XdsCode) {
        self.classification(common, scheme, &code.code);
        let coding_scheme = Some(&*code.scheme).filter(|scheme| !scheme.is_empty());
        self.slot_if_any(slot::CODING_SCHEME, coding_scheme);
        self.label(code.label.as_deref());
        self.writer.close();
    }

    pub(super) fn author(&mut self, common: &Common<'_>, scheme: &str, author: &Author) {
        self.classification(common, scheme, "");
        let persons = author.persons.iter().map(|person| person.as_str());
        self.slot_if_any(slot::AUTHOR_PERSON, persons);
        let institutions = author.institutions.iter().map(|place| place.as_str());
        self.slot_if_any(slot::AUTHOR_INSTITUTION, institutions);
        self.slot_if_any(slot::AUTHOR_ROLE, author.roles.iter().map(|text| &**text));
        self.slot_if_any(slot::AUTHOR_SPECIALITY, author.specialities.iter().map(|text| &**text));
        self.slot_if_any(slot::AUTHOR_TELECOM, author.telecoms.iter().map(|text| &**text));
        self.writer.close();
    }

    pub(super) fn extra_classifications(&mut self, common: &Common<'_>) {
        for extra in common.extra {
            let Extra::Classification { scheme, node, label, slots } = extra else { continue };
            if scheme.is_empty() {
                self.node(common, node);
                continue;
            }
            self.classification(common, scheme, node);
            for (name, values) in slots {
                self.slot(name, values.iter().map(|value| &**value));
            }
            self.label(label.as_deref());
            self.writer.close();
        }
    }

    pub(super) fn identifiers(
        &mut self,
        common: &Common<'_>,
        named: &[(&str, &str, Option<&str>)],
    ) {
        for (scheme, label, value) in named {
            if let Some(value) = value {
                self.identifier(common, scheme, value, Some(label));
            }
        }
        for extra in common.extra {
            if let Extra::Identifier { scheme, value } = extra {
                self.identifier(common, scheme, value, None);
            }
        }
    }

    fn identifier(&mut self, common: &Common<'_>, scheme: &str, value: &str, label: Option<&str>) {
        self.part("rim:ExternalIdentifier", "registryObject", common);
        self.writer.attribute("identificationScheme", scheme).attribute("value", value);
        self.label(label);
        self.writer.close();
    }
}
