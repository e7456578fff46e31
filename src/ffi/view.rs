use libc::c_char;

use super::handle::put;
use crate::client::{ErrorCode, Text};

/// Borrowed UTF-8 text. `ptr` is never NULL in a view the library filled; a NUL follows its
/// `len` bytes. It lives as long as the handle it was asked of.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct dmpkit_view {
    pub ptr: *const c_char,
    /// In bytes, without the NUL.
    pub len: usize,
}

impl dmpkit_view {
    pub(super) fn of(text: &Text) -> Self {
        dmpkit_view { ptr: text.with_nul().as_ptr().cast(), len: text.len() }
    }

    /// Bytes with a NUL after them, which does not count.
    pub(super) fn of_bytes(bytes_and_nul: &[u8]) -> Self {
        dmpkit_view {
            ptr: bytes_and_nul.as_ptr().cast(),
            len: bytes_and_nul.len().saturating_sub(1),
        }
    }

    /// Sets an output to the empty text, for a caller who does not look at the status.
    ///
    /// # Safety
    /// `slot` is NULL or valid for a write.
    pub(super) unsafe fn clear(slot: *mut dmpkit_view) -> Result<(), ErrorCode> {
        // SAFETY: passed on.
        unsafe { put(slot, dmpkit_view::of_constant(c"")) }
    }

    /// A constant that ends with a NUL.
    pub(super) fn of_constant(text: &'static std::ffi::CStr) -> Self {
        dmpkit_view { ptr: text.as_ptr(), len: text.count_bytes() }
    }
}
