use libc::c_char;

use super::fence;
use super::handle::{self, put, Opaque};
use super::input;
use super::view::dmpkit_view;
use crate::client::{Error, ErrorCode, Text};

/// Why a call failed. Owned by the caller, immutable.
pub struct dmpkit_error {
    _private: (),
}

/// The error, with its texts ready to be borrowed.
pub(super) struct Explained {
    error: Error,
    message: Text,
    user_message: Text,
    requirement: Text,
    details: Vec<(Text, Text)>,
}

impl Opaque for dmpkit_error {
    type Target = Explained;
    const MAGIC: u32 = 0xD3E0_0002;
}

pub(super) fn object(error: Error) -> *mut dmpkit_error {
    let details = error.details.iter().map(|(name, value)| (Text::new(name), Text::new(value)));
    handle::new(Explained {
        message: Text::new(&error.message),
        user_message: Text::new(&error.user_message()),
        requirement: Text::new(error.requirement.unwrap_or_default()),
        details: details.collect(),
        error,
    })
}

/// Lends one text of an error.
unsafe fn lend(
    error: *const dmpkit_error,
    view: *mut dmpkit_view,
    find: impl FnOnce(&Explained) -> &Text,
) -> Result<(), ErrorCode> {
    // SAFETY: passed on.
    unsafe {
        dmpkit_view::clear(view)?;
        put(view, dmpkit_view::of(find(&*handle::get(error)?)))
    }
}

/// The status the failed call returned.
///
/// @param error  the error
/// @return a DMPKIT_E_ number; 0 where `error` is no live error
///
/// Ownership: none.
/// Nullability: error may be NULL (the answer is 0).
/// Thread: any.
/// Since: 0.1
#[no_mangle]
pub unsafe extern "C" fn dmpkit_error_code(error: *const dmpkit_error) -> i32 {
    // SAFETY: the contract of the function.
    fence::value(0, || Ok(unsafe { handle::get(error) }?.error.code.number()))
}

/// Who is to act.
///
/// @param error  the error
/// @return a DMPKIT_CATEGORY_ number; 0 where `error` is no live error
///
/// Ownership: none.
/// Nullability: error may be NULL (the answer is 0).
/// Thread: any.
/// Since: 0.1
#[no_mangle]
pub unsafe extern "C" fn dmpkit_error_category(error: *const dmpkit_error) -> i32 {
    // SAFETY: the contract of the function.
    fence::value(0, || Ok(unsafe { handle::get(error) }?.error.code.category() as i32))
}

/// Whether the same call may work another time.
///
/// @param error  the error
/// @return a DMPKIT_RETRY_ number; 0 where `error` is no live error
///
/// Ownership: none.
/// Nullability: error may be NULL (the answer is 0).
/// Thread: any.
/// Since: 0.1
#[no_mangle]
pub unsafe extern "C" fn dmpkit_error_retry(error: *const dmpkit_error) -> i32 {
    // SAFETY: the contract of the function.
    fence::value(0, || Ok(unsafe { handle::get(error) }?.error.code.retry() as i32))
}

/// How long to wait before trying again.
///
/// @param error  the error
/// @return milliseconds; 0 where the server said nothing
///
/// Ownership: none.
/// Nullability: error may be NULL (the answer is 0).
/// Thread: any.
/// Since: 0.1
#[no_mangle]
pub unsafe extern "C" fn dmpkit_error_retry_after_ms(error: *const dmpkit_error) -> u64 {
    // SAFETY: the contract of the function.
    fence::value(0, || Ok(unsafe { handle::get(error) }?.error.retry_after_ms))
}

/// The message for the support desk: one line, English, nothing about a patient.
///
/// @param error  the error
/// @param[out] view  the text
/// @return 0, or a negative status
///
/// Ownership: view borrowed; lives until the error is freed.
/// Nullability: neither may be NULL.
/// Thread: any.
/// Since: 0.1
#[no_mangle]
pub unsafe extern "C" fn dmpkit_error_message(
    error: *const dmpkit_error,
    view: *mut dmpkit_view,
) -> i32 {
    // SAFETY: the contract of the function.
    fence::status(|| unsafe { lend(error, view, |explained| &explained.message) })
}

/// The message for the user: French.
///
/// @param error  the error
/// @param[out] view  the text
/// @return 0, or a negative status
///
/// Ownership: view borrowed; lives until the error is freed.
/// Nullability: neither may be NULL.
/// Thread: any.
/// Since: 0.1
#[no_mangle]
pub unsafe extern "C" fn dmpkit_error_user_message(
    error: *const dmpkit_error,
    view: *mut dmpkit_view,
) -> i32 {
    // SAFETY: the contract of the function.
    fence::status(|| unsafe { lend(error, view, |explained| &explained.user_message) })
}

/// The requirement the error comes from, such as EX_3.1-2035; empty where there is none.
///
/// @param error  the error
/// @param[out] view  the text
/// @return 0, or a negative status
///
/// Ownership: view borrowed; lives until the error is freed.
/// Nullability: neither may be NULL.
/// Thread: any.
/// Since: 0.1
#[no_mangle]
pub unsafe extern "C" fn dmpkit_error_requirement(
    error: *const dmpkit_error,
    view: *mut dmpkit_view,
) -> i32 {
    // SAFETY: the contract of the function.
    fence::status(|| unsafe { lend(error, view, |explained| &explained.requirement) })
}

/// How many details an error has. Details are pairs of name and value, such as "field" and
/// "patient.ins.matricule". Of documents: field, expected, place (line and column), offset, known.
/// Of server errors: dmp_code, dmp_codes, dmp_text (the server's words, identifiers and names
/// struck out), family, fault or acknowledgement, http_status. Of host functions: function,
/// host_code.
///
/// @param error  the error
/// @return the number; 0 where `error` is no live error
///
/// Ownership: none.
/// Nullability: error may be NULL (the answer is 0).
/// Thread: any.
/// Since: 0.1
#[no_mangle]
pub unsafe extern "C" fn dmpkit_error_detail_count(error: *const dmpkit_error) -> usize {
    // SAFETY: the contract of the function.
    fence::value(0, || Ok(unsafe { handle::get(error) }?.details.len()))
}

/// The name of a detail.
///
/// @param error  the error
/// @param index  from 0
/// @param[out] view  the text
/// @return 0, or a negative status
///
/// Ownership: view borrowed; lives until the error is freed.
/// Nullability: neither may be NULL.
/// Thread: any.
/// Since: 0.1
#[no_mangle]
pub unsafe extern "C" fn dmpkit_error_detail_name(
    error: *const dmpkit_error,
    index: usize,
    view: *mut dmpkit_view,
) -> i32 {
    // SAFETY: the contract of the function.
    fence::status(|| unsafe {
        dmpkit_view::clear(view)?;
        let explained = handle::get(error)?;
        let (name, _) = explained.details.get(index).ok_or(ErrorCode::OutOfRange)?;
        put(view, dmpkit_view::of(name))
    })
}

/// The value of a detail.
///
/// @param error  the error
/// @param index  from 0
/// @param[out] view  the text
/// @return 0, or a negative status
///
/// Ownership: view borrowed; lives until the error is freed.
/// Nullability: neither may be NULL.
/// Thread: any.
/// Since: 0.1
#[no_mangle]
pub unsafe extern "C" fn dmpkit_error_detail_value(
    error: *const dmpkit_error,
    index: usize,
    view: *mut dmpkit_view,
) -> i32 {
    // SAFETY: the contract of the function.
    fence::status(|| unsafe {
        dmpkit_view::clear(view)?;
        let explained = handle::get(error)?;
        let (_, value) = explained.details.get(index).ok_or(ErrorCode::OutOfRange)?;
        put(view, dmpkit_view::of(value))
    })
}

/// The value of the detail with this name; empty where there is none.
///
/// @param error  the error
/// @param name  UTF-8
/// @param len  its length in bytes, or SIZE_MAX where it ends with a NUL
/// @param[out] view  the text
/// @return 0, or a negative status
///
/// Ownership: view borrowed; lives until the error is freed.
/// Nullability: none may be NULL.
/// Thread: any.
/// Since: 0.1
#[no_mangle]
pub unsafe extern "C" fn dmpkit_error_detail(
    error: *const dmpkit_error,
    name: *const c_char,
    len: usize,
    view: *mut dmpkit_view,
) -> i32 {
    // SAFETY: the contract of the function.
    fence::status(|| unsafe {
        dmpkit_view::clear(view)?;
        let explained = handle::get(error)?;
        let name = input::text(name, len).map_err(|error| error.code)?;
        let found = explained.details.iter().find(|(key, _)| key.as_str() == name);
        put(view, found.map_or(dmpkit_view::of_constant(c""), |(_, text)| dmpkit_view::of(text)))
    })
}

/// Frees an error.
///
/// @param error  the error
///
/// Ownership: takes the error.
/// Nullability: error may be NULL (nothing is done).
/// Thread: any.
/// Since: 0.1
#[no_mangle]
pub unsafe extern "C" fn dmpkit_error_free(error: *mut dmpkit_error) {
    // SAFETY: the contract of the function.
    fence::release(|| unsafe { handle::free(error) });
}

/// The name of a status, such as "DMPKIT_E_TIMEOUT"; "DMPKIT_OK" for 0; empty for a number that
/// is none.
///
/// @param status  what a call returned
/// @param[out] view  the text
/// @return 0, or a negative status
///
/// Ownership: view borrowed; lives as long as the library.
/// Nullability: view may not be NULL.
/// Thread: any.
/// Since: 0.1
#[no_mangle]
pub unsafe extern "C" fn dmpkit_status_name(status: i32, view: *mut dmpkit_view) -> i32 {
    static NAMES: once_cell::sync::Lazy<Vec<(i32, Text)>> = once_cell::sync::Lazy::new(|| {
        let codes = ErrorCode::ALL.iter();
        let names = codes.map(|code| (code.number(), format!("DMPKIT_E_{}", code.name())));
        let ok = std::iter::once((0, "DMPKIT_OK".to_string()));
        ok.chain(names).map(|(number, name)| (number, Text::new(&name))).collect()
    });
    // SAFETY: the contract of the function.
    fence::status(|| unsafe {
        let found = NAMES.iter().find(|(number, _)| *number == status);
        put(view, found.map_or(dmpkit_view::of_constant(c""), |(_, name)| dmpkit_view::of(name)))
    })
}
