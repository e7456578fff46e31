use std::fmt;
use std::sync::Arc;

use once_cell::sync::OnceCell;
use serde_json::{json, Value};

use super::chart::Chart;
use super::document_json;
use super::error::Error;
use super::error_codes::ErrorCode;
use super::host::LogLevel;
use super::results::Form;
use super::text::Text;
use crate::reading::{self, Format, Reading};
use crate::record::{DocumentEntry, Invalid, Timestamp};
use crate::search::{marked, INDICATION};
use crate::wire::repository::{HashCheck, Retrieved};

/// What kind of document it is, told from its bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[repr(i32)]
pub enum DocumentKind {
    Cda = 1,
    Pdf = 2,
    Jpeg = 3,
    Png = 4,
    Gif = 5,
    Tiff = 6,
    Rtf = 7,
    Text = 8,
    /// Neither of these: its bytes are all there is.
    Other = 9,
}

/// The texts of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DocumentText {
    Html,
    Plain,
    Warnings,
    MimeType,
}

/// A file inside a document.
pub struct File {
    /// With a NUL after them.
    pub(super) bytes: Vec<u8>,
    pub mime_type: Text,
}

impl File {
    pub fn bytes(&self) -> &[u8] {
        without_nul(&self.bytes)
    }

    /// For C: a NUL follows.
    pub fn with_nul(&self) -> &[u8] {
        &self.bytes
    }
}

/// A document kept by an act of the user.
pub struct Saved {
    pub bytes: Vec<u8>,
    /// `dmpkit.saved-document/1`.
    pub receipt: String,
}

/// Said before a document that no search has shown: only the registry tells who may not see it
/// (EX_3.2-1025).
const NEVER_LISTED: &str = "Ce document a été ouvert sans recherche : on ne sait pas s'il est \
                            visible par le patient ou ses représentants légaux, ni s'il est à \
                            jour. Avant d'en parler, relancez la recherche.";

/// A document read in the DMP: in memory only, and gone with its last owner.
#[derive(Clone)]
pub struct Document(Arc<DocumentState>);

struct DocumentState {
    chart: Chart,
    /// What the registry said of it, where a search showed it.
    entry: Option<Arc<DocumentEntry>>,
    unique_id: String,
    /// With a NUL after them.
    bytes: Vec<u8>,
    files: Vec<File>,
    reading: Reading,
    warnings: Text,
    mime_type: Text,
    html: OnceCell<Text>,
    plain: OnceCell<Text>,
    read_at: Timestamp,
    mark: &'static str,
}

/// What a document is made of.
pub(super) struct Made {
    pub chart: Chart,
    pub entry: Option<Arc<DocumentEntry>>,
    pub retrieved: Retrieved,
    pub hash: HashCheck,
    pub read_at: Timestamp,
    pub mark: &'static str,
}

impl Document {
    pub(super) fn make(made: Made) -> Result<Document, Error> {
        let Made { chart, entry, retrieved, hash, read_at, mark } = made;
        let options = reading::Options::new(chart.time_zone().clone());
        let reading =
            Reading::of(&retrieved.bytes, &retrieved.mime_type, &options).map_err(|error| {
                Error::new(ErrorCode::DocumentUnreadable, error.to_string())
                    .telling(error.user_message())
            })?;
        let mut warnings: Vec<String> = Vec::new();
        match &entry {
            Some(entry) => {
                warnings.extend(reading::warnings_before(entry).into_iter().map(String::from));
            }
            None => warnings.push(NEVER_LISTED.into()),
        }
        if hash == HashCheck::Differs {
            let text = "Le contenu reçu n'est pas celui que le DMP annonçait (empreinte ou taille \
                        différente) : vérifiez-le auprès de son auteur.";
            warnings.push(text.into());
        }
        warnings.extend(reading.warnings().iter().map(|warning| warning.text()));
        let warnings: Vec<String> = warnings.iter().map(|line| marked(mark, line)).collect();
        let files = reading.embedded().iter().map(|file| File {
            bytes: with_nul(file.bytes().to_vec()),
            mime_type: Text::new(file.format().media_type()),
        });
        let mime_type = Text::new(reading.format().media_type());
        Ok(Document(Arc::new(DocumentState {
            files: files.collect(),
            warnings: Text::new(&warnings.join("\n")),
            mime_type,
            html: OnceCell::new(),
            plain: OnceCell::new(),
            bytes: with_nul(retrieved.bytes),
            unique_id: retrieved.document_unique_id,
            chart,
            entry,
            reading,
            read_at,
            mark,
        })))
    }

    pub fn kind(&self) -> DocumentKind {
        match self.0.reading.format() {
            Format::Cda => DocumentKind::Cda,
            Format::Pdf => DocumentKind::Pdf,
            Format::Jpeg => DocumentKind::Jpeg,
            Format::Png => DocumentKind::Png,
            Format::Gif => DocumentKind::Gif,
            Format::Tiff => DocumentKind::Tiff,
            Format::Rtf => DocumentKind::Rtf,
            Format::Text => DocumentKind::Text,
            Format::Other => DocumentKind::Other,
        }
    }

    /// As the DMP gave them.
    pub fn bytes(&self) -> &[u8] {
        without_nul(&self.0.bytes)
    }

    /// For C: a NUL follows.
    pub fn with_nul(&self) -> &[u8] {
        &self.0.bytes
    }

    /// The files it carries inside; where it is no CDA, itself.
    pub fn files(&self) -> &[File] {
        &self.0.files
    }

    /// Made at first use.
    pub fn text(&self, which: DocumentText) -> &Text {
        let state = &*self.0;
        match which {
            DocumentText::Html => state.html.get_or_init(|| {
                let mark = (!state.mark.is_empty()).then_some(state.mark);
                Text::new(&state.reading.html(mark))
            }),
            DocumentText::Plain => state.plain.get_or_init(|| match state.mark {
                "" => Text::new(&state.reading.text()),
                mark => Text::new(&format!("{mark}\n\n{}", state.reading.text())),
            }),
            DocumentText::Warnings => &state.warnings,
            DocumentText::MimeType => &state.mime_type,
        }
    }

    /// What was read, as the reading room gives it.
    pub fn reading(&self) -> &Reading {
        &self.0.reading
    }

    /// The `dmpkit.sections/1` document.
    pub fn sections(&self) -> String {
        let zone = self.0.chart.time_zone();
        let sections: Vec<Value> = self.0.reading.sections().iter().map(section).collect();
        json!({
            "schema": "dmpkit.sections/1", "mark": self.0.mark,
            "header": self.0.reading.header().map(|header| document_json::header(header, zone)),
            "sections": sections,
        })
        .to_string()
    }

    /// The `dmpkit.observations/1` document.
    pub fn observations(&self) -> String {
        let all = self.0.reading.observations().iter();
        let zone = self.0.chart.time_zone();
        let observations: Vec<Value> =
            all.map(|one| document_json::observation(one, zone)).collect();
        json!({
            "schema": "dmpkit.observations/1", "mark": self.0.mark, "observations": observations,
        })
        .to_string()
    }

    /// The curves of one laboratory result across documents, by its code (an empty system means
    /// any): one for each unit, as HTML (SVG and a table of its values) or as text. What no
    /// curve shows is said.
    pub fn curves(
        documents: &[Document],
        code: &str,
        system: &str,
        form: Form,
    ) -> Result<String, Error> {
        let Some(first) = documents.first() else {
            return Err(Invalid::new("documents", "must hold one at least").into());
        };
        let observations: Vec<&reading::Observation> =
            documents.iter().flat_map(|document| document.reading().observations()).collect();
        let found = reading::curves(&observations, code, system, first.0.chart.time_zone());
        let left_out =
            found.left_out.iter().map(|left| format!("{} : {}", left.reason, left.count));
        let left_out: Vec<String> = left_out.collect();
        let mark = first.0.mark;
        let note = match left_out.is_empty() {
            true => String::new(),
            false => marked(mark, &format!("Résultats hors courbe : {}.", left_out.join(" ; "))),
        };
        match form {
            Form::Html => {
                let mut html: String =
                    found.curves.iter().map(|curve| curve.html.as_str()).collect();
                for said in [mark, &note].into_iter().filter(|said| !said.is_empty()) {
                    // Constants and counts: nothing of a document.
                    html.push_str(&format!("<p>{said}</p>\n"));
                }
                Ok(html)
            }
            Form::Text => {
                let curves = found.curves.iter().map(|curve| marked(mark, curve.text.trim_end()));
                let lines = curves.chain(Some(note).filter(|note| !note.is_empty()));
                Ok(lines.map(|lines| lines + "\n").collect())
            }
            Form::Json | Form::Page => {
                Err(Error::from(Invalid::new("form", "must be text or HTML here")).marked(mark))
            }
        }
    }

    /// Keeps the document: an act of the user, one document a call (EX_3.2-1010). Nothing is
    /// written; the host keeps the bytes, and the receipt that says where they come from.
    pub fn save(&self) -> Result<Saved, Error> {
        let state = &*self.0;
        let client = state.chart.client();
        state.chart.0.session.pace_of_saves().map_err(|error| error.marked(state.mark))?;
        let now = client.0.clock.now().map_err(|error| Error::from(error).marked(state.mark))?;
        client.0.host.log(LogLevel::Information, || "a document was kept".into());
        Ok(Saved { bytes: self.bytes().to_vec(), receipt: self.receipt(&now) })
    }

    fn receipt(&self, now: &Timestamp) -> String {
        let state = &*self.0;
        let entry = state.entry.as_deref();
        let zone = state.chart.time_zone();
        let visibility: Vec<&str> = entry.map_or_else(Vec::new, |entry| {
            let code = |code: &Arc<crate::record::XdsCode>| DocumentEntry::is_visibility_code(code);
            let codes = entry.confidentiality.iter().filter(|c| code(c));
            codes.map(|code| &*code.code).collect()
        });
        json!({
            "schema": "dmpkit.saved-document/1",
            "origin": marked(state.mark, INDICATION),
            "saved_at": now.local_iso(zone),
            "read_at": state.read_at.local_iso(zone),
            "unique_id": state.unique_id,
            "logical_id": entry.and_then(|entry| entry.logical_id.as_deref()),
            "entry_uuid": entry.map(|entry| &*entry.entry_uuid),
            "version": entry.and_then(|entry| entry.version.as_deref()),
            "status": entry.and_then(|entry| entry.status.as_ref()).map(|status| status.code()),
            "visibility": visibility,
            "mime_type": state.mime_type.as_str(),
            "size": self.bytes().len(),
            "hash": entry.and_then(|entry| entry.hash.as_deref()),
        })
        .to_string()
    }
}

fn section(section: &reading::Section) -> Value {
    let inner: Vec<Value> = section.sections().iter().map(self::section).collect();
    json!({
        "number": section.number(), "id": section.id(), "title": section.title(),
        "code": section.code().map(document_json::code),
        "from_entries": section.is_from_entries(),
        "text": section.text(), "html": section.html(), "sections": inner,
    })
}

fn with_nul(mut bytes: Vec<u8>) -> Vec<u8> {
    bytes.push(0);
    bytes
}

fn without_nul(bytes: &[u8]) -> &[u8] {
    bytes.split_last().map_or(&[], |(_, content)| content)
}

/// Says nothing of the patient.
impl fmt::Debug for Document {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let bytes = self.bytes().len();
        out.debug_struct("Document").field("bytes", &bytes).finish_non_exhaustive()
    }
}
