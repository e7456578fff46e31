use super::callbacks::{self, dmpkit_progress};
use super::error::dmpkit_error;
use super::fence;
use super::handle::{self, put, Opaque};
use crate::client::{Call, Error};

/// A call that may wait: bounds it in time, watches it, cancels it from any thread. One handle
/// may serve many calls, several at once too; once cancelled it stays cancelled.
pub struct dmpkit_call {
    _private: (),
}

impl Opaque for dmpkit_call {
    type Target = Call;
    const MAGIC: u32 = 0xD3CA_0003;
}

/// The call behind a handle; one without bounds of its own for NULL.
///
/// # Safety
/// `call` is NULL or came from `dmpkit_call_new`.
pub(super) unsafe fn optional(call: *const dmpkit_call) -> Result<Call, Error> {
    if call.is_null() {
        return Ok(Call::new());
    }
    // SAFETY: passed on.
    Ok((*unsafe { handle::get(call) }?).clone())
}

/// Makes a call handle.
///
/// @param[out] call  the new handle; NULL on failure
/// @param[out] err  why it failed
/// @return 0, or a negative status
///
/// Ownership: the caller owns *call (dmpkit_call_free) and *err (dmpkit_error_free).
/// Nullability: err may be NULL; call may not.
/// Thread: any.
/// Since: 0.1
#[no_mangle]
pub unsafe extern "C" fn dmpkit_call_new(
    call: *mut *mut dmpkit_call,
    err: *mut *mut dmpkit_error,
) -> i32 {
    // SAFETY: the contract of the function.
    unsafe {
        fence::guard(err, || {
            put(call, std::ptr::null_mut())?;
            Ok(put(call, handle::new(Call::new()))?)
        })
    }
}

/// Sets the time allowed to each use of the handle from now on.
///
/// @param call  the handle
/// @param timeout_ms  milliseconds; 0 for the client's own (timeout_ms of its configuration)
/// @return 0, or a negative status
///
/// Ownership: none.
/// Nullability: call may not be NULL.
/// Thread: any.
/// Since: 0.1
#[no_mangle]
pub unsafe extern "C" fn dmpkit_call_set_timeout_ms(
    call: *mut dmpkit_call,
    timeout_ms: u64,
) -> i32 {
    // SAFETY: the contract of the function.
    fence::status(|| {
        let call = unsafe { handle::get(call) }?;
        call.set_timeout(std::time::Duration::from_millis(timeout_ms));
        Ok(())
    })
}

/// Sets who is told of progress; the one before is destroyed once no call uses it.
///
/// @param call  the handle
/// @param progress  the table, copied; NULL for nobody
/// @param[out] err  why it failed
/// @return 0, or a negative status
///
/// Ownership: the table's user_data is the library's until it calls destroy, on failure too (save
/// DMPKIT_E_BAD_SIZE and NULL, where no destroy can be read).
/// Nullability: progress and err may be NULL; call may not.
/// Thread: any.
/// Since: 0.1
#[no_mangle]
pub unsafe extern "C" fn dmpkit_call_set_progress(
    call: *mut dmpkit_call,
    progress: *const dmpkit_progress,
    err: *mut *mut dmpkit_error,
) -> i32 {
    // SAFETY: the contract of the function.
    unsafe {
        fence::guard(err, || {
            let progress = match progress.is_null() {
                true => None,
                false => Some(callbacks::progress(progress)?),
            };
            handle::get(call)?.set_progress(progress);
            Ok(())
        })
    }
}

/// Cancels every use of the handle, now and later. Does nothing to what has ended.
///
/// @param call  the handle
/// @return 0, or a negative status
///
/// Ownership: none.
/// Nullability: call may be NULL (nothing is done).
/// Thread: any, at any time, from callbacks too.
/// Since: 0.1
#[no_mangle]
pub unsafe extern "C" fn dmpkit_call_cancel(call: *mut dmpkit_call) -> i32 {
    // SAFETY: the contract of the function.
    fence::status(|| {
        if !call.is_null() {
            unsafe { handle::get(call) }?.cancel();
        }
        Ok(())
    })
}

/// Frees a call handle. A use that still runs goes on.
///
/// @param call  the handle
///
/// Ownership: takes the handle.
/// Nullability: call may be NULL (nothing is done).
/// Thread: any, from callbacks too.
/// Since: 0.1
#[no_mangle]
pub unsafe extern "C" fn dmpkit_call_free(call: *mut dmpkit_call) {
    // SAFETY: the contract of the function.
    fence::release(|| unsafe { handle::free(call) });
}
