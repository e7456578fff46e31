use libc::c_char;

use super::call::{self, dmpkit_call};
use super::client::dmpkit_client;
use super::error::dmpkit_error;
use super::fence;
use super::handle::{self, put, Opaque};
use super::input;
use crate::client::Session;

/// One professional at work.
pub struct dmpkit_session {
    _private: (),
}

impl Opaque for dmpkit_session {
    type Target = Session;
    const MAGIC: u32 = 0xD35E_0006;
}

/// Opens a session for a professional who has signed in to the host's software. Nothing is asked
/// of the DMP yet: one whom it does not know is refused by dmpkit_chart_open
/// (DMPKIT_E_SERVER_ASSERTION).
///
/// @param client  the client
/// @param professional  UTF-8 JSON, schema dmpkit.professional/1
/// @param len  its length in bytes, or SIZE_MAX where it ends with a NUL
/// @param call  bounds and cancels; NULL for neither
/// @param[out] session  the new handle; NULL on failure
/// @param[out] err  why it failed
/// @return 0, or a negative status
///
/// Ownership: the caller owns *session (dmpkit_session_free) and *err (dmpkit_error_free); the
/// session keeps its client alive.
/// Nullability: call and err may be NULL; client, professional and session may not.
/// Thread: any; waits.
/// Since: 0.1
#[no_mangle]
pub unsafe extern "C" fn dmpkit_session_open(
    client: *const dmpkit_client,
    professional: *const c_char,
    len: usize,
    call: *const dmpkit_call,
    session: *mut *mut dmpkit_session,
    err: *mut *mut dmpkit_error,
) -> i32 {
    // SAFETY: the contract of the function.
    unsafe {
        fence::guard(err, || {
            put(session, std::ptr::null_mut())?;
            let client = handle::get(client)?;
            let professional = input::text(professional, len)?;
            let opened = client.session(professional, &call::optional(call)?)?;
            Ok(put(session, handle::new(opened))?)
        })
    }
}

/// Frees a session. Its charts go on working until they are freed.
///
/// @param session  the session
///
/// Ownership: takes the session.
/// Nullability: session may be NULL (nothing is done).
/// Thread: any.
/// Since: 0.1
#[no_mangle]
pub unsafe extern "C" fn dmpkit_session_free(session: *mut dmpkit_session) {
    // SAFETY: the contract of the function.
    fence::release(|| unsafe { handle::free(session) });
}
