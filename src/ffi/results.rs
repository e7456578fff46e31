use libc::c_char;

use super::buffer::{self, dmpkit_buffer};
use super::error::dmpkit_error;
use super::fence;
use super::handle::{self, put, Opaque};
use super::input;
use super::view::dmpkit_view;
use crate::client::{Column, ErrorCode, Form, GroupBy, Results};

/// What a search found. Immutable: it may be read from any thread while the handle lives, and
/// refining makes new results. No function of results asks the DMP anything.
pub struct dmpkit_results {
    _private: (),
}

impl Opaque for dmpkit_results {
    type Target = Results;
    const MAGIC: u32 = 0xD3E5_0008;
}

/// Makes a document of results.
unsafe fn document(
    results: *const dmpkit_results,
    buffer: *mut *mut dmpkit_buffer,
    err: *mut *mut dmpkit_error,
    make: impl FnOnce(&Results) -> Result<String, crate::client::Error>,
) -> i32 {
    // SAFETY: passed on.
    unsafe {
        fence::guard(err, || {
            put(buffer, std::ptr::null_mut())?;
            let document = make(&*handle::get(results)?)?;
            Ok(put(buffer, buffer::of(&document))?)
        })
    }
}

/// A text that may be left out.
unsafe fn optional<'c>(
    text: *const c_char,
    len: usize,
) -> Result<Option<&'c str>, crate::client::Error> {
    if text.is_null() {
        return Ok(None);
    }
    // SAFETY: passed on.
    unsafe { input::text(text, len) }.map(Some)
}

/// How many documents there are, in their order.
///
/// @param results  the results
/// @return the number; 0 where `results` are no live results
///
/// Ownership: none.
/// Nullability: results may be NULL (the answer is 0).
/// Thread: any.
/// Since: 0.1
#[no_mangle]
pub unsafe extern "C" fn dmpkit_results_count(results: *const dmpkit_results) -> usize {
    // SAFETY: the contract of the function.
    fence::value(0, || Ok(unsafe { handle::get(results) }?.count()))
}

/// Whether the DMP gave everything it was asked for.
///
/// @param results  the results
/// @return 1 where it did, 2 where a part is missing (the explanation says which); 0 where `results` are no live results
///
/// Ownership: none.
/// Nullability: results may be NULL (the answer is 0).
/// Thread: any.
/// Since: 0.1
#[no_mangle]
pub unsafe extern "C" fn dmpkit_results_complete(results: *const dmpkit_results) -> i32 {
    // SAFETY: the contract of the function.
    fence::value(0, || Ok(if unsafe { handle::get(results) }?.is_complete() { 1 } else { 2 }))
}

/// One text of a document.
///
/// @param results  the results
/// @param row  from 0
/// @param field  a DMPKIT_TEXT_ number
/// @param[out] view  the text; empty where the document has none
/// @return 0, or a negative status
///
/// Ownership: view borrowed; lives until the results are freed.
/// Nullability: neither may be NULL.
/// Thread: any.
/// Since: 0.1
#[no_mangle]
pub unsafe extern "C" fn dmpkit_results_text(
    results: *const dmpkit_results,
    row: usize,
    field: i32,
    view: *mut dmpkit_view,
) -> i32 {
    // SAFETY: the contract of the function.
    fence::status(|| unsafe {
        dmpkit_view::clear(view)?;
        let results = handle::get(results)?;
        let column = match Column::from_number(field) {
            Some(Column::Text(column)) => column,
            _ => return Err(ErrorCode::OutOfRange),
        };
        let text = results.text(row, column).ok_or(ErrorCode::OutOfRange)?;
        put(view, dmpkit_view::of(text))
    })
}

/// One date of a document, or its size.
///
/// @param results  the results
/// @param row  from 0
/// @param field  a DMPKIT_DATE_ number
/// @param[out] value  milliseconds since 1970-01-01T00:00:00Z, or bytes; INT64_MIN where the document has none
/// @return 0, or a negative status
///
/// Ownership: none.
/// Nullability: neither may be NULL.
/// Thread: any.
/// Since: 0.1
#[no_mangle]
pub unsafe extern "C" fn dmpkit_results_date(
    results: *const dmpkit_results,
    row: usize,
    field: i32,
    value: *mut i64,
) -> i32 {
    // SAFETY: the contract of the function.
    fence::status(|| unsafe {
        put(value, i64::MIN)?;
        let results = handle::get(results)?;
        let column = match Column::from_number(field) {
            Some(Column::Date(column)) => column,
            _ => return Err(ErrorCode::OutOfRange),
        };
        put(value, results.date(row, column).ok_or(ErrorCode::OutOfRange)?)
    })
}

/// One code of a document.
///
/// @param results  the results
/// @param row  from 0
/// @param field  a DMPKIT_CODE_ number
/// @param[out] value  the code, which the field explains; 0 where the document has none
/// @return 0, or a negative status
///
/// Ownership: none.
/// Nullability: neither may be NULL.
/// Thread: any.
/// Since: 0.1
#[no_mangle]
pub unsafe extern "C" fn dmpkit_results_code(
    results: *const dmpkit_results,
    row: usize,
    field: i32,
    value: *mut i32,
) -> i32 {
    // SAFETY: the contract of the function.
    fence::status(|| unsafe {
        put(value, 0)?;
        let results = handle::get(results)?;
        let column = match Column::from_number(field) {
            Some(Column::Code(column)) => column,
            _ => return Err(ErrorCode::OutOfRange),
        };
        put(value, results.code(row, column).ok_or(ErrorCode::OutOfRange)?)
    })
}

/// A whole column at once: texts as UTF-8, each followed by a NUL (one inside is removed);
/// dates and sizes as packed int64_t, codes as packed int32_t, both in the byte order of the
/// machine and without alignment.
///
/// @param results  the results
/// @param field  a DMPKIT_TEXT_, DMPKIT_DATE_ or DMPKIT_CODE_ number
/// @param first  the first row, from 0
/// @param count  how many rows; what reaches beyond the last is left out
/// @param[out] column  the values; NULL on failure
/// @param[out] err  why it failed
/// @return 0, or a negative status
///
/// Ownership: the caller owns *column (dmpkit_buffer_free) and *err (dmpkit_error_free).
/// Nullability: err may be NULL; results and column may not.
/// Thread: any.
/// Since: 0.1
#[no_mangle]
pub unsafe extern "C" fn dmpkit_results_column(
    results: *const dmpkit_results,
    field: i32,
    first: usize,
    count: usize,
    column: *mut *mut dmpkit_buffer,
    err: *mut *mut dmpkit_error,
) -> i32 {
    // SAFETY: the contract of the function.
    unsafe {
        fence::guard(err, || {
            put(column, std::ptr::null_mut())?;
            let results = handle::get(results)?;
            let which = Column::from_number(field).ok_or(ErrorCode::OutOfRange)?;
            Ok(put(column, buffer::of_bytes(results.column(which, first, count)))?)
        })
    }
}

/// What was searched, in French: what the DMP filtered, what was filtered here, what could not be,
/// the period it covers, and that other documents may exist.
///
/// @param results  the results
/// @param[out] view  the text, several lines
/// @return 0, or a negative status
///
/// Ownership: view borrowed; lives until the results are freed.
/// Nullability: neither may be NULL.
/// Thread: any.
/// Since: 0.1
#[no_mangle]
pub unsafe extern "C" fn dmpkit_results_explanation(
    results: *const dmpkit_results,
    view: *mut dmpkit_view,
) -> i32 {
    // SAFETY: the contract of the function.
    fence::status(|| unsafe {
        dmpkit_view::clear(view)?;
        put(view, dmpkit_view::of(handle::get(results)?.explanation()))
    })
}

/// Filters, sorts and folds again what was found, without asking the DMP anything.
///
/// @param results  the results
/// @param query  UTF-8 JSON, schema dmpkit.query/1; its act is of no effect here
/// @param len  its length in bytes, or SIZE_MAX where it ends with a NUL
/// @param[out] refined  the new handle; NULL on failure
/// @param[out] err  why it failed
/// @return 0, or a negative status
///
/// Ownership: the caller owns *refined (dmpkit_results_free) and *err (dmpkit_error_free).
/// Nullability: err may be NULL; results, query and refined may not.
/// Thread: any.
/// Since: 0.1
#[no_mangle]
pub unsafe extern "C" fn dmpkit_results_refine(
    results: *const dmpkit_results,
    query: *const c_char,
    len: usize,
    refined: *mut *mut dmpkit_results,
    err: *mut *mut dmpkit_error,
) -> i32 {
    // SAFETY: the contract of the function.
    unsafe {
        fence::guard(err, || {
            put(refined, std::ptr::null_mut())?;
            let results = handle::get(results)?;
            let query = input::text(query, len)?;
            Ok(put(refined, handle::new(results.refine(query)?))?)
        })
    }
}

/// Counts by value: JSON, schema dmpkit.facets/1, or lines of text.
///
/// @param results  the results
/// @param fields  names of facets parted by commas, such as "type,year"; NULL for all
/// @param len  its length in bytes, or SIZE_MAX where it ends with a NUL
/// @param form  DMPKIT_FORM_JSON, or DMPKIT_FORM_TEXT: lines of field, key, label and count parted by tabs
/// @param[out] facets  the document; NULL on failure
/// @param[out] err  why it failed
/// @return 0, or a negative status
///
/// Ownership: the caller owns *facets (dmpkit_buffer_free) and *err (dmpkit_error_free).
/// Nullability: fields and err may be NULL; results and facets may not.
/// Thread: any.
/// Since: 0.1
#[no_mangle]
pub unsafe extern "C" fn dmpkit_results_facets(
    results: *const dmpkit_results,
    fields: *const c_char,
    len: usize,
    form: i32,
    facets: *mut *mut dmpkit_buffer,
    err: *mut *mut dmpkit_error,
) -> i32 {
    // SAFETY: the contract of the function.
    unsafe {
        document(results, facets, err, |results| {
            let form = Form::from_number(form).ok_or(ErrorCode::OutOfRange)?;
            results.facets(optional(fields, len)?, form)
        })
    }
}

/// The documents in groups: JSON, schema dmpkit.groups/1, or lines of text.
///
/// @param results  the results
/// @param by  a DMPKIT_GROUP_ number
/// @param form  DMPKIT_FORM_JSON, or DMPKIT_FORM_TEXT: lines of key, label and count parted by tabs
/// @param[out] groups  the document; NULL on failure
/// @param[out] err  why it failed
/// @return 0, or a negative status
///
/// Ownership: the caller owns *groups (dmpkit_buffer_free) and *err (dmpkit_error_free).
/// Nullability: err may be NULL; results and groups may not.
/// Thread: any.
/// Since: 0.1
#[no_mangle]
pub unsafe extern "C" fn dmpkit_results_group(
    results: *const dmpkit_results,
    by: i32,
    form: i32,
    groups: *mut *mut dmpkit_buffer,
    err: *mut *mut dmpkit_error,
) -> i32 {
    // SAFETY: the contract of the function.
    unsafe {
        document(results, groups, err, |results| {
            let by = GroupBy::from_number(by).ok_or(ErrorCode::OutOfRange)?;
            let form = Form::from_number(form).ok_or(ErrorCode::OutOfRange)?;
            results.group(by, form)
        })
    }
}

/// What is known of each document, as JSON, schema dmpkit.export/1: neither its body nor what
/// names the patient, nor metadata that no field of the schema holds.
///
/// @param results  the results
/// @param[out] exported  the document; NULL on failure
/// @param[out] err  why it failed
/// @return 0, or a negative status
///
/// Ownership: the caller owns *exported (dmpkit_buffer_free) and *err (dmpkit_error_free).
/// Nullability: err may be NULL; results and exported may not.
/// Thread: any.
/// Since: 0.1
#[no_mangle]
pub unsafe extern "C" fn dmpkit_results_export(
    results: *const dmpkit_results,
    exported: *mut *mut dmpkit_buffer,
    err: *mut *mut dmpkit_error,
) -> i32 {
    // SAFETY: the contract of the function.
    unsafe { document(results, exported, err, |results| Ok(results.export())) }
}

/// The user's overview of what was found, in his own layout.
///
/// @param results  the results
/// @param layout  UTF-8 JSON, schema dmpkit.overview/1; NULL for the built-in layout of the profession
/// @param len  its length in bytes, or SIZE_MAX where it ends with a NUL
/// @param form  a DMPKIT_FORM_ number: JSON (schema dmpkit.overview-rows/1), plain text, a fragment of
/// HTML, or a whole page of it
/// @param[out] overview  the document, UTF-8; NULL on failure
/// @param[out] err  why it failed
/// @return 0, or a negative status
///
/// Ownership: the caller owns *overview (dmpkit_buffer_free) and *err (dmpkit_error_free).
/// Nullability: layout and err may be NULL; results and overview may not.
/// Thread: any.
/// Since: 0.1
#[no_mangle]
pub unsafe extern "C" fn dmpkit_results_overview(
    results: *const dmpkit_results,
    layout: *const c_char,
    len: usize,
    form: i32,
    overview: *mut *mut dmpkit_buffer,
    err: *mut *mut dmpkit_error,
) -> i32 {
    // SAFETY: the contract of the function.
    unsafe {
        document(results, overview, err, |results| {
            let form = Form::from_number(form).ok_or(ErrorCode::OutOfRange)?;
            results.overview(optional(layout, len)?, form)
        })
    }
}

/// Frees results. Their views end with them.
///
/// @param results  the results
///
/// Ownership: takes the results.
/// Nullability: results may be NULL (nothing is done).
/// Thread: any.
/// Since: 0.1
#[no_mangle]
pub unsafe extern "C" fn dmpkit_results_free(results: *mut dmpkit_results) {
    // SAFETY: the contract of the function.
    fence::release(|| unsafe { handle::free(results) });
}
