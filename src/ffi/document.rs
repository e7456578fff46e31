use libc::c_char;

use super::buffer::{self, dmpkit_buffer};
use super::error::dmpkit_error;
use super::fence;
use super::handle::{self, put, Opaque};
use super::input;
use super::view::dmpkit_view;
use crate::client::{Document, DocumentText, ErrorCode, Form};

/// A document read in the DMP. Immutable, and in memory only: it ends with its handle.
pub struct dmpkit_document {
    _private: (),
}

impl Opaque for dmpkit_document {
    type Target = Document;
    const MAGIC: u32 = 0xD3D0_0009;
}

/// What kind of document it is, told from its bytes.
///
/// @param document  the document
/// @return a DMPKIT_KIND_ number; 0 where `document` is no live document
///
/// Ownership: none.
/// Nullability: document may be NULL (the answer is 0).
/// Thread: any.
/// Since: 0.1
#[no_mangle]
pub unsafe extern "C" fn dmpkit_document_kind(document: *const dmpkit_document) -> i32 {
    // SAFETY: the contract of the function.
    fence::value(0, || Ok(unsafe { handle::get(document) }?.kind() as i32))
}

/// The bytes, as the DMP gave them.
///
/// @param document  the document
/// @param[out] bytes  the bytes; no text, and a NUL may stand inside
/// @return 0, or a negative status
///
/// Ownership: bytes borrowed; they live until the document is freed.
/// Nullability: neither may be NULL.
/// Thread: any.
/// Since: 0.1
#[no_mangle]
pub unsafe extern "C" fn dmpkit_document_bytes(
    document: *const dmpkit_document,
    bytes: *mut dmpkit_view,
) -> i32 {
    // SAFETY: the contract of the function.
    fence::status(|| unsafe {
        dmpkit_view::clear(bytes)?;
        put(bytes, dmpkit_view::of_bytes(handle::get(document)?.with_nul()))
    })
}

/// The document as one safe HTML page in French: no script, no link that leaves it, readable by a
/// screen reader.
///
/// @param document  the document
/// @param[out] view  the page, UTF-8
/// @return 0, or a negative status
///
/// Ownership: view borrowed; lives until the document is freed.
/// Nullability: neither may be NULL.
/// Thread: any.
/// Since: 0.1
#[no_mangle]
pub unsafe extern "C" fn dmpkit_document_html(
    document: *const dmpkit_document,
    view: *mut dmpkit_view,
) -> i32 {
    // SAFETY: the contract of the function.
    fence::status(|| unsafe {
        dmpkit_view::clear(view)?;
        put(view, dmpkit_view::of(handle::get(document)?.text(DocumentText::Html)))
    })
}

/// The document as plain text.
///
/// @param document  the document
/// @param[out] view  the text
/// @return 0, or a negative status
///
/// Ownership: view borrowed; lives until the document is freed.
/// Nullability: neither may be NULL.
/// Thread: any.
/// Since: 0.1
#[no_mangle]
pub unsafe extern "C" fn dmpkit_document_text(
    document: *const dmpkit_document,
    view: *mut dmpkit_view,
) -> i32 {
    // SAFETY: the contract of the function.
    fence::status(|| unsafe {
        dmpkit_view::clear(view)?;
        put(view, dmpkit_view::of(handle::get(document)?.text(DocumentText::Plain)))
    })
}

/// What must be shown before the document (EX_3.2-1025) and what is wrong with it, in French, one
/// warning a line; empty where there is none.
///
/// @param document  the document
/// @param[out] view  the text
/// @return 0, or a negative status
///
/// Ownership: view borrowed; lives until the document is freed.
/// Nullability: neither may be NULL.
/// Thread: any.
/// Since: 0.1
#[no_mangle]
pub unsafe extern "C" fn dmpkit_document_warnings(
    document: *const dmpkit_document,
    view: *mut dmpkit_view,
) -> i32 {
    // SAFETY: the contract of the function.
    fence::status(|| unsafe {
        dmpkit_view::clear(view)?;
        put(view, dmpkit_view::of(handle::get(document)?.text(DocumentText::Warnings)))
    })
}

/// Its MIME type, told from its bytes.
///
/// @param document  the document
/// @param[out] view  the text
/// @return 0, or a negative status
///
/// Ownership: view borrowed; lives until the document is freed.
/// Nullability: neither may be NULL.
/// Thread: any.
/// Since: 0.1
#[no_mangle]
pub unsafe extern "C" fn dmpkit_document_mime_type(
    document: *const dmpkit_document,
    view: *mut dmpkit_view,
) -> i32 {
    // SAFETY: the contract of the function.
    fence::status(|| unsafe {
        dmpkit_view::clear(view)?;
        put(view, dmpkit_view::of(handle::get(document)?.text(DocumentText::MimeType)))
    })
}

/// Header and sections in their order, as JSON, schema dmpkit.sections/1.
///
/// @param document  the document
/// @param[out] sections  the document; NULL on failure
/// @param[out] err  why it failed
/// @return 0, or a negative status
///
/// Ownership: the caller owns *sections (dmpkit_buffer_free) and *err (dmpkit_error_free).
/// Nullability: err may be NULL; document and sections may not.
/// Thread: any.
/// Since: 0.1
#[no_mangle]
pub unsafe extern "C" fn dmpkit_document_sections(
    document: *const dmpkit_document,
    sections: *mut *mut dmpkit_buffer,
    err: *mut *mut dmpkit_error,
) -> i32 {
    // SAFETY: the contract of the function.
    unsafe {
        fence::guard(err, || {
            put(sections, std::ptr::null_mut())?;
            let document = handle::get(document)?.sections();
            Ok(put(sections, buffer::of(&document))?)
        })
    }
}

/// Laboratory results as data, as JSON, schema dmpkit.observations/1.
///
/// @param document  the document
/// @param[out] observations  the document; NULL on failure
/// @param[out] err  why it failed
/// @return 0, or a negative status
///
/// Ownership: the caller owns *observations (dmpkit_buffer_free) and *err (dmpkit_error_free).
/// Nullability: err may be NULL; document and observations may not.
/// Thread: any.
/// Since: 0.1
#[no_mangle]
pub unsafe extern "C" fn dmpkit_document_observations(
    document: *const dmpkit_document,
    observations: *mut *mut dmpkit_buffer,
    err: *mut *mut dmpkit_error,
) -> i32 {
    // SAFETY: the contract of the function.
    unsafe {
        fence::guard(err, || {
            put(observations, std::ptr::null_mut())?;
            let document = handle::get(document)?.observations();
            Ok(put(observations, buffer::of(&document))?)
        })
    }
}

/// How many files the document carries inside: a PDF, images, text.
///
/// @param document  the document
/// @return the number; 0 where `document` is no live document
///
/// Ownership: none.
/// Nullability: document may be NULL (the answer is 0).
/// Thread: any.
/// Since: 0.1
#[no_mangle]
pub unsafe extern "C" fn dmpkit_document_file_count(document: *const dmpkit_document) -> usize {
    // SAFETY: the contract of the function.
    fence::value(0, || Ok(unsafe { handle::get(document) }?.files().len()))
}

/// A file the document carries inside.
///
/// @param document  the document
/// @param index  from 0
/// @param[out] bytes  its bytes; no text, and a NUL may stand inside
/// @param[out] mime_type  its MIME type, told from its bytes
/// @return 0, or a negative status
///
/// Ownership: both borrowed; they live until the document is freed.
/// Nullability: none may be NULL.
/// Thread: any.
/// Since: 0.1
#[no_mangle]
pub unsafe extern "C" fn dmpkit_document_file(
    document: *const dmpkit_document,
    index: usize,
    bytes: *mut dmpkit_view,
    mime_type: *mut dmpkit_view,
) -> i32 {
    // SAFETY: the contract of the function.
    fence::status(|| unsafe {
        dmpkit_view::clear(bytes)?;
        dmpkit_view::clear(mime_type)?;
        let document = handle::get(document)?;
        let file = document.files().get(index).ok_or(ErrorCode::OutOfRange)?;
        put(bytes, dmpkit_view::of_bytes(file.with_nul()))?;
        put(mime_type, dmpkit_view::of(&file.mime_type))
    })
}

/// The curves of one laboratory result across documents: one for each unit, units being never
/// mixed. What no curve shows is said.
///
/// @param documents  the documents, in any order
/// @param count  how many there are: from 1 to 10000
/// @param code  UTF-8, the code of the result, such as 4548-4
/// @param code_len  its length in bytes, or SIZE_MAX where it ends with a NUL
/// @param system  the OID of its code system; NULL for any
/// @param system_len  its length in bytes, or SIZE_MAX where it ends with a NUL
/// @param form  DMPKIT_FORM_HTML: a fragment with SVG and a table of values; or DMPKIT_FORM_TEXT
/// @param[out] curves  the fragment or the text; NULL on failure
/// @param[out] err  why it failed
/// @return 0, or a negative status
///
/// Ownership: the caller owns *curves (dmpkit_buffer_free) and *err (dmpkit_error_free).
/// Nullability: system and err may be NULL; documents, each of them, code and curves may not.
/// Thread: any.
/// Since: 0.1
#[no_mangle]
pub unsafe extern "C" fn dmpkit_document_curves(
    documents: *const *const dmpkit_document,
    count: usize,
    code: *const c_char,
    code_len: usize,
    system: *const c_char,
    system_len: usize,
    form: i32,
    curves: *mut *mut dmpkit_buffer,
    err: *mut *mut dmpkit_error,
) -> i32 {
    // SAFETY: the contract of the function.
    unsafe {
        fence::guard(err, || {
            put(curves, std::ptr::null_mut())?;
            if documents.is_null() {
                return Err(ErrorCode::Null.into());
            }
            if !(1..=MOST_DOCUMENTS).contains(&count) {
                return Err(ErrorCode::OutOfRange.into());
            }
            let handles = (0..count).map(|index| handle::get(documents.add(index).read()));
            let documents: Vec<Document> =
                handles.map(|one| one.map(|one| (*one).clone())).collect::<Result<_, _>>()?;
            let code = input::text(code, code_len)?;
            let system = if system.is_null() { "" } else { input::text(system, system_len)? };
            let form = Form::from_number(form).ok_or(ErrorCode::OutOfRange)?;
            let drawn = Document::curves(&documents, code, system, form)?;
            Ok(put(curves, buffer::of(&drawn))?)
        })
    }
}

/// Documents whose results one call draws.
const MOST_DOCUMENTS: usize = 10_000;

/// Keeps the document: an act of the user, one document a call (EX_3.2-1010). Nothing is written
/// anywhere: the host keeps the bytes, with the receipt that says where they come from.
///
/// @param document  the document
/// @param[out] bytes  the bytes, as the DMP gave them; NULL on failure
/// @param[out] receipt  origin, date, identifiers and visibility, JSON, schema dmpkit.saved-document/1; NULL on failure
/// @param[out] err  why it failed
/// @return 0, or a negative status; DMPKIT_E_TOO_MANY_SAVES where a program keeps them in a loop
///
/// Ownership: the caller owns *bytes, *receipt (dmpkit_buffer_free) and *err (dmpkit_error_free).
/// Nullability: err may be NULL; the others may not.
/// Thread: any.
/// Since: 0.1
#[no_mangle]
pub unsafe extern "C" fn dmpkit_document_save(
    document: *const dmpkit_document,
    bytes: *mut *mut dmpkit_buffer,
    receipt: *mut *mut dmpkit_buffer,
    err: *mut *mut dmpkit_error,
) -> i32 {
    // SAFETY: the contract of the function.
    unsafe {
        fence::guard(err, || {
            put(bytes, std::ptr::null_mut())?;
            put(receipt, std::ptr::null_mut())?;
            let saved = handle::get(document)?.save()?;
            put(bytes, buffer::of_bytes(saved.bytes))?;
            Ok(put(receipt, buffer::of(&saved.receipt))?)
        })
    }
}

/// Frees a document. Its views end with it.
///
/// @param document  the document
///
/// Ownership: takes the document.
/// Nullability: document may be NULL (nothing is done).
/// Thread: any.
/// Since: 0.1
#[no_mangle]
pub unsafe extern "C" fn dmpkit_document_free(document: *mut dmpkit_document) {
    // SAFETY: the contract of the function.
    fence::release(|| unsafe { handle::free(document) });
}
