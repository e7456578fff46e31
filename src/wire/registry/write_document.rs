//! A document entry as markup.

use super::schemes::{identifier, scheme, slot};
use super::write_objects::{Common, Objects};
use crate::record::DocumentEntry;

impl Objects<'_> {
    pub(super) fn document(&mut self, entry: &DocumentEntry) {
        let common = Common {
            id: &entry.entry_uuid,
            logical_id: entry.logical_id.as_deref(),
            home: entry.home_community_id.as_deref(),
            object_type: entry.object_type.as_deref(),
            status: entry.status.as_ref().map(|status| status.code()),
            version: entry.version.as_deref(),
            title: entry.title.as_deref(),
            comments: entry.comments.as_deref(),
            extra: &entry.extra,
        };
        self.open("rim:ExtrinsicObject", &common);
        if let Some(mime_type) = &entry.mime_type {
            self.writer.attribute("mimeType", mime_type);
        }
        self.extra_attributes(&common);
        self.document_slots(entry);
        self.extra_slots(&common);
        self.names(&common);
        for author in &entry.authors {
            self.author(&common, scheme::DOCUMENT_AUTHOR, author);
        }
        let single = [
            (scheme::CLASS, &entry.class_code),
            (scheme::TYPE, &entry.type_code),
            (scheme::FORMAT, &entry.format_code),
            (scheme::FACILITY, &entry.facility_type),
            (scheme::PRACTICE, &entry.practice_setting),
        ];
        for (scheme, code) in single {
            code.iter().for_each(|code| self.code(&common, scheme, code));
        }
        for code in &entry.confidentiality {
            self.code(&common, scheme::CONFIDENTIALITY, code);
        }
        for code in &entry.event_codes {
            self.code(&common, scheme::EVENT, code);
        }
        self.extra_classifications(&common);
        let patient = entry.patient_id.as_ref().map(|id| id.as_str());
        let named = [
            (identifier::DOCUMENT_PATIENT, "XDSDocumentEntry.patientId", patient),
            (identifier::DOCUMENT_UNIQUE, "XDSDocumentEntry.uniqueId", entry.unique_id.as_deref()),
        ];
        self.identifiers(&common, &named);
        self.writer.close();
    }

    fn document_slots(&mut self, entry: &DocumentEntry) {
        self.time(slot::CREATION, &entry.creation_time);
        self.time(slot::SERVICE_START, &entry.service_start);
        self.time(slot::SERVICE_STOP, &entry.service_stop);
        let size = entry.size.map(|size| size.to_string());
        let legal = entry.legal_authenticator.as_ref().map(|person| person.as_str());
        let source = entry.source_patient_id.as_ref().map(|id| id.as_str());
        let texts = [
            (slot::LANGUAGE, entry.language.as_deref()),
            (slot::LEGAL_AUTHENTICATOR, legal),
            (slot::SOURCE_PATIENT_ID, source),
            (slot::HASH, entry.hash.as_deref()),
            (slot::SIZE, size.as_deref()),
            (slot::URI, entry.uri.as_deref()),
            (slot::REPOSITORY, entry.repository_unique_id.as_deref()),
        ];
        for (name, text) in texts {
            self.slot_if_any(name, text);
        }
        self.slot_if_any(slot::SOURCE_PATIENT_INFO, entry.source_patient_info.iter().map(|t| &**t));
        self.slot_if_any(slot::REFERENCES, entry.reference_ids.iter().map(|id| id.as_str()));
    }
}
