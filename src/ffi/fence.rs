//! The fence around every exported function: panics stop here, the floating-point state of the
//! host is put back, errors become statuses and error objects.

use std::panic::{catch_unwind, AssertUnwindSafe};

use super::error::{self, dmpkit_error};
use super::floating_point::Inside;
use crate::client::{Error, ErrorCode};

/// A call that can fail with an explanation. `slot` is set to NULL first, to an error object
/// the caller owns on failure; it may be NULL.
///
/// # Safety
/// `slot` is NULL or valid for a write.
pub(super) unsafe fn guard(
    slot: *mut *mut dmpkit_error,
    body: impl FnOnce() -> Result<(), Error>,
) -> i32 {
    let _inside = Inside::enter();
    if !slot.is_null() {
        // SAFETY: not NULL, and the caller's promise.
        unsafe { slot.write(std::ptr::null_mut()) };
    }
    let failed = match catch_unwind(AssertUnwindSafe(body)) {
        Ok(Ok(())) => return 0,
        Ok(Err(error)) => error,
        Err(payload) => {
            forget(payload);
            Error::new(ErrorCode::Panic, "internal error: the library panicked")
        }
    };
    let status = failed.code.number();
    if !slot.is_null() {
        let object = catch_unwind(AssertUnwindSafe(|| error::object(failed)));
        if let Ok(object) = object {
            // SAFETY: as above.
            unsafe { slot.write(object) };
        }
    }
    status
}

/// An accessor: a status and no explanation.
pub(super) fn status(body: impl FnOnce() -> Result<(), ErrorCode>) -> i32 {
    let _inside = Inside::enter();
    match catch_unwind(AssertUnwindSafe(body)) {
        Ok(Ok(())) => 0,
        Ok(Err(code)) => code.number(),
        Err(payload) => {
            forget(payload);
            ErrorCode::Panic.number()
        }
    }
}

/// An accessor that answers a value; `fallback` (0, NULL) where there is none.
pub(super) fn value<T>(fallback: T, body: impl FnOnce() -> Result<T, ErrorCode>) -> T {
    let _inside = Inside::enter();
    match catch_unwind(AssertUnwindSafe(body)) {
        Ok(Ok(value)) => value,
        Ok(Err(_)) => fallback,
        Err(payload) => {
            forget(payload);
            fallback
        }
    }
}

/// Frees what a handle holds.
pub(super) fn release(body: impl FnOnce()) {
    value((), || {
        body();
        Ok(())
    });
}

/// Drops a panic's payload, whose own drop might panic again.
fn forget(payload: Box<dyn std::any::Any + Send>) {
    if let Err(second) = catch_unwind(AssertUnwindSafe(|| drop(payload))) {
        std::mem::forget(second);
    }
}

/// An error without more to say than its code.
impl From<ErrorCode> for Error {
    fn from(code: ErrorCode) -> Self {
        let message = match code {
            ErrorCode::Null => "an argument that must not be NULL is NULL",
            ErrorCode::BadHandle => "a handle is of another type, or was freed",
            ErrorCode::BadUtf8 => "a text is not UTF-8",
            ErrorCode::BadSize => "struct_size fits no version of this table",
            ErrorCode::OutOfRange => "an index or a field is out of range",
            _ => "the call failed",
        };
        Error::new(code, message)
    }
}
