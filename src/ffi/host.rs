use libc::c_char;
use parking_lot::Mutex;

use super::callbacks::{self, dmpkit_clock, dmpkit_log};
use super::error::dmpkit_error;
use super::fence;
use super::handle::{self, put, Opaque};
use super::input;
use crate::client::Host;

/// What the host brings: clock, log, secrets. A client takes what is there when it opens; what
/// is set later serves later clients.
pub struct dmpkit_host {
    _private: (),
}

impl Opaque for dmpkit_host {
    type Target = Mutex<Host>;
    const MAGIC: u32 = 0xD340_0004;
}

/// The host behind a handle; an empty one for NULL.
///
/// # Safety
/// `host` is NULL or came from `dmpkit_host_new`.
pub(super) unsafe fn optional(host: *const dmpkit_host) -> Result<Host, crate::client::ErrorCode> {
    if host.is_null() {
        return Ok(Host::default());
    }
    // SAFETY: passed on.
    Ok(unsafe { handle::get(host) }?.lock().clone())
}

/// Makes an empty host handle.
///
/// @param[out] host  the new handle; NULL on failure
/// @param[out] err  why it failed
/// @return 0, or a negative status
///
/// Ownership: the caller owns *host (dmpkit_host_free) and *err (dmpkit_error_free).
/// Nullability: err may be NULL; host may not.
/// Thread: any.
/// Since: 0.1
#[no_mangle]
pub unsafe extern "C" fn dmpkit_host_new(
    host: *mut *mut dmpkit_host,
    err: *mut *mut dmpkit_error,
) -> i32 {
    // SAFETY: the contract of the function.
    unsafe {
        fence::guard(err, || {
            put(host, std::ptr::null_mut())?;
            Ok(put(host, handle::new(Mutex::new(Host::default())))?)
        })
    }
}

/// Sets the clock.
///
/// @param host  the handle
/// @param clock  the table, copied; NULL for the machine's clock
/// @param[out] err  why it failed
/// @return 0, or a negative status
///
/// Ownership: the table's user_data is the library's until it calls destroy, on failure too (save
/// DMPKIT_E_BAD_SIZE and NULL, where no destroy can be read).
/// Nullability: clock and err may be NULL; host may not.
/// Thread: any.
/// Since: 0.1
#[no_mangle]
pub unsafe extern "C" fn dmpkit_host_set_clock(
    host: *mut dmpkit_host,
    clock: *const dmpkit_clock,
    err: *mut *mut dmpkit_error,
) -> i32 {
    // SAFETY: the contract of the function.
    unsafe {
        fence::guard(err, || {
            let clock = match clock.is_null() {
                true => None,
                false => Some(callbacks::clock(clock)?),
            };
            let host = handle::get(host)?;
            let before = std::mem::replace(&mut host.lock().clock, clock);
            // Its destroy is the host's code: no lock is held.
            drop(before);
            Ok(())
        })
    }
}

/// Sets where log lines go.
///
/// @param host  the handle
/// @param log  the table, copied; NULL for nowhere
/// @param[out] err  why it failed
/// @return 0, or a negative status
///
/// Ownership: the table's user_data is the library's until it calls destroy, on failure too (save
/// DMPKIT_E_BAD_SIZE and NULL, where no destroy can be read).
/// Nullability: log and err may be NULL; host may not.
/// Thread: any.
/// Since: 0.1
#[no_mangle]
pub unsafe extern "C" fn dmpkit_host_set_log(
    host: *mut dmpkit_host,
    log: *const dmpkit_log,
    err: *mut *mut dmpkit_error,
) -> i32 {
    // SAFETY: the contract of the function.
    unsafe {
        fence::guard(err, || {
            let log = match log.is_null() {
                true => None,
                false => Some(callbacks::log(log)?),
            };
            let host = handle::get(host)?;
            let before = std::mem::replace(&mut host.lock().log, log);
            drop(before);
            Ok(())
        })
    }
}

/// Sets a secret. The library keeps a copy, wiped when its last owner is freed.
///
/// @param host  the handle
/// @param name  NUL-terminated: "homologation_number" (the number the CNDA gave to the software)
/// @param bytes  the secret; length 0 forgets it
/// @param len  its length in bytes, or SIZE_MAX where it ends with a NUL
/// @param[out] err  why it failed
/// @return 0, or a negative status
///
/// Ownership: bytes are copied.
/// Nullability: err may be NULL, bytes too where len is 0; host and name may not.
/// Thread: any.
/// Since: 0.1
#[no_mangle]
pub unsafe extern "C" fn dmpkit_host_set_secret(
    host: *mut dmpkit_host,
    name: *const c_char,
    bytes: *const c_char,
    len: usize,
    err: *mut *mut dmpkit_error,
) -> i32 {
    // SAFETY: the contract of the function.
    unsafe {
        fence::guard(err, || {
            let host = handle::get(host)?;
            let name = input::text(name, usize::MAX)?;
            let bytes = input::bytes(bytes, len)?;
            let result = host.lock().set_secret(name, bytes);
            result
        })
    }
}

/// Frees a host handle. Clients opened with it keep what they took.
///
/// @param host  the handle
///
/// Ownership: takes the handle.
/// Nullability: host may be NULL (nothing is done).
/// Thread: any.
/// Since: 0.1
#[no_mangle]
pub unsafe extern "C" fn dmpkit_host_free(host: *mut dmpkit_host) {
    // SAFETY: the contract of the function.
    fence::release(|| unsafe { handle::free(host) });
}
