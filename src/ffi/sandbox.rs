//! The sandbox from C: its people, and what changes while it runs.

use libc::c_char;

use super::buffer::{self, dmpkit_buffer};
use super::client::dmpkit_client;
use super::error::dmpkit_error;
use super::fence;
use super::handle::{self, put};
use super::input;
use super::view::dmpkit_view;

/// How many invented people live in the sandbox.
///
/// @param client  a client of the environment "sandbox"
/// @return the number; 0 where `client` is no live client or is on another environment
///
/// Ownership: none.
/// Nullability: client may be NULL (the answer is 0).
/// Thread: any.
/// Since: 0.1
#[no_mangle]
pub unsafe extern "C" fn dmpkit_sandbox_person_count(client: *const dmpkit_client) -> usize {
    // SAFETY: the contract of the function.
    fence::value(0, || Ok(unsafe { handle::get(client) }?.sandbox_people()))
}

/// The short name of a person's case, such as "active_expired".
///
/// @param client  a client of the environment "sandbox"
/// @param index  from 0
/// @param[out] view  the text
/// @return 0, or a negative status
///
/// Ownership: view borrowed; lives until the client and everything opened from it are freed.
/// Nullability: neither may be NULL.
/// Thread: any.
/// Since: 0.1
#[no_mangle]
pub unsafe extern "C" fn dmpkit_sandbox_person_label(
    client: *const dmpkit_client,
    index: usize,
    view: *mut dmpkit_view,
) -> i32 {
    // SAFETY: the contract of the function.
    fence::status(|| unsafe {
        dmpkit_view::clear(view)?;
        let client = handle::get(client)?;
        let label = client.sandbox_label(index).map_err(|error| error.code)?;
        put(view, dmpkit_view::of(label))
    })
}

/// The document that opens a person's chart: JSON, schema dmpkit.chart-request/1.
///
/// @param client  a client of the environment "sandbox"
/// @param index  from 0
/// @param[out] request  the document; NULL on failure
/// @param[out] err  why it failed
/// @return 0, or a negative status
///
/// Ownership: the caller owns *request (dmpkit_buffer_free) and *err (dmpkit_error_free).
/// Nullability: err may be NULL; client and request may not.
/// Thread: any.
/// Since: 0.1
#[no_mangle]
pub unsafe extern "C" fn dmpkit_sandbox_person_request(
    client: *const dmpkit_client,
    index: usize,
    request: *mut *mut dmpkit_buffer,
    err: *mut *mut dmpkit_error,
) -> i32 {
    // SAFETY: the contract of the function.
    unsafe {
        fence::guard(err, || {
            put(request, std::ptr::null_mut())?;
            let document = handle::get(client)?.sandbox_request(index)?;
            Ok(put(request, buffer::of(&document))?)
        })
    }
}

/// Changes the running sandbox: its clock, its faults, how long its answers take.
///
/// @param client  a client of the environment "sandbox"
/// @param control  UTF-8 JSON, schema dmpkit.sandbox-control/1
/// @param len  its length in bytes, or SIZE_MAX where it ends with a NUL
/// @param[out] err  why it failed
/// @return 0, or a negative status
///
/// Ownership: the caller owns *err (dmpkit_error_free).
/// Nullability: err may be NULL; client and control may not.
/// Thread: any.
/// Since: 0.1
#[no_mangle]
pub unsafe extern "C" fn dmpkit_sandbox_control(
    client: *const dmpkit_client,
    control: *const c_char,
    len: usize,
    err: *mut *mut dmpkit_error,
) -> i32 {
    // SAFETY: the contract of the function.
    unsafe {
        fence::guard(err, || {
            let client = handle::get(client)?;
            client.sandbox_control(input::text(control, len)?)
        })
    }
}
