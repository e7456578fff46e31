use libc::c_char;

use super::call::{self, dmpkit_call};
use super::error::dmpkit_error;
use super::fence;
use super::handle::{self, put, Opaque};
use super::host::{self, dmpkit_host};
use super::{input, pin};
use crate::client::Client;

/// The library, configured: one a program usually.
pub struct dmpkit_client {
    _private: (),
}

impl Opaque for dmpkit_client {
    type Target = Client;
    const MAGIC: u32 = 0xD3C1_0005;
}

/// Opens a client.
///
/// @param config  UTF-8 JSON, schema dmpkit.config/1
/// @param len  its length in bytes, or SIZE_MAX where it ends with a NUL
/// @param host  what the host brings; NULL for nothing
/// @param call  bounds and cancels; NULL for neither
/// @param[out] client  the new handle; NULL on failure
/// @param[out] err  why it failed
/// @return 0, or a negative status
///
/// Ownership: the caller owns *client (dmpkit_client_free) and *err (dmpkit_error_free).
/// Nullability: host, call and err may be NULL; config and client may not.
/// Thread: any; waits.
/// Since: 0.1
#[no_mangle]
pub unsafe extern "C" fn dmpkit_client_open(
    config: *const c_char,
    len: usize,
    host: *const dmpkit_host,
    call: *const dmpkit_call,
    client: *mut *mut dmpkit_client,
    err: *mut *mut dmpkit_error,
) -> i32 {
    // SAFETY: the contract of the function.
    unsafe {
        fence::guard(err, || {
            put(client, std::ptr::null_mut())?;
            pin::pin();
            let config = input::text(config, len)?;
            let host = host::optional(host)?;
            let opened = Client::open(config, host, &call::optional(call)?)?;
            Ok(put(client, handle::new(opened))?)
        })
    }
}

/// Replaces or extends national value sets, for the searches that follow: labels, classes, synonyms,
/// retired codes (EX_GEN-1360). What was found before keeps the labels it had.
///
/// @param client  the client
/// @param document  UTF-8 JSON, schema dmpkit.vocabulary/1, or the CSV that it describes
/// @param len  its length in bytes, or SIZE_MAX where it ends with a NUL
/// @param[out] err  why it failed: nothing has changed then
/// @return 0, or a negative status
///
/// Ownership: the caller owns *err (dmpkit_error_free).
/// Nullability: err may be NULL; client and document may not.
/// Thread: any.
/// Since: 0.1
#[no_mangle]
pub unsafe extern "C" fn dmpkit_client_load_vocabulary(
    client: *const dmpkit_client,
    document: *const c_char,
    len: usize,
    err: *mut *mut dmpkit_error,
) -> i32 {
    // SAFETY: the contract of the function.
    unsafe {
        fence::guard(err, || {
            let client = handle::get(client)?;
            client.load_vocabulary(input::text(document, len)?)
        })
    }
}

/// Replaces the habilitation matrix (which profession may read which type of document), for the
/// searches that follow. Without one, nothing is known of it.
///
/// @param client  the client
/// @param document  UTF-8 JSON, schema dmpkit.habilitation/1, or the CSV that it describes
/// @param len  its length in bytes, or SIZE_MAX where it ends with a NUL
/// @param[out] err  why it failed: nothing has changed then
/// @return 0, or a negative status
///
/// Ownership: the caller owns *err (dmpkit_error_free).
/// Nullability: err may be NULL; client and document may not.
/// Thread: any.
/// Since: 0.1
#[no_mangle]
pub unsafe extern "C" fn dmpkit_client_load_habilitation(
    client: *const dmpkit_client,
    document: *const c_char,
    len: usize,
    err: *mut *mut dmpkit_error,
) -> i32 {
    // SAFETY: the contract of the function.
    unsafe {
        fence::guard(err, || {
            let client = handle::get(client)?;
            client.load_habilitation(input::text(document, len)?)
        })
    }
}

/// Frees a client. Its sessions and charts go on working until they are freed.
///
/// @param client  the client
///
/// Ownership: takes the client.
/// Nullability: client may be NULL (nothing is done).
/// Thread: any.
/// Since: 0.1
#[no_mangle]
pub unsafe extern "C" fn dmpkit_client_free(client: *mut dmpkit_client) {
    // SAFETY: the contract of the function.
    fence::release(|| unsafe { handle::free(client) });
}
