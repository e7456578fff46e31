use libc::c_char;

use super::fence;
use super::handle::{self, Opaque};
use crate::client::Text;

/// Bytes owned by the caller, such as a report.
pub struct dmpkit_buffer {
    _private: (),
}

impl Opaque for dmpkit_buffer {
    type Target = Bytes;
    const MAGIC: u32 = 0xD3B0_0001;
}

/// Bytes with a NUL after them.
pub(super) struct Bytes(Vec<u8>);

impl Bytes {
    fn content(&self) -> &[u8] {
        self.0.split_last().map_or(&[], |(_, content)| content)
    }
}

/// A text, without any NUL inside.
pub(super) fn of(text: &str) -> *mut dmpkit_buffer {
    handle::new(Bytes(Text::new(text).with_nul().as_bytes().to_vec()))
}

/// Bytes of any kind.
pub(super) fn of_bytes(mut bytes: Vec<u8>) -> *mut dmpkit_buffer {
    bytes.push(0);
    handle::new(Bytes(bytes))
}

/// The bytes of a buffer. A NUL follows them.
///
/// @param buffer  the buffer
/// @return the first byte, or NULL where `buffer` is no live buffer
///
/// Ownership: borrowed; lives until the buffer is freed.
/// Nullability: buffer may be NULL (the answer is NULL).
/// Thread: any.
/// Since: 0.1
#[no_mangle]
pub unsafe extern "C" fn dmpkit_buffer_data(buffer: *const dmpkit_buffer) -> *const c_char {
    // SAFETY: the contract of the function.
    fence::value(std::ptr::null(), || Ok(unsafe { handle::get(buffer) }?.0.as_ptr().cast()))
}

/// How many bytes a buffer holds, without the NUL that follows them.
///
/// @param buffer  the buffer
/// @return the number of bytes; 0 where `buffer` is no live buffer
///
/// Ownership: none.
/// Nullability: buffer may be NULL (the answer is 0).
/// Thread: any.
/// Since: 0.1
#[no_mangle]
pub unsafe extern "C" fn dmpkit_buffer_len(buffer: *const dmpkit_buffer) -> usize {
    // SAFETY: the contract of the function.
    fence::value(0, || Ok(unsafe { handle::get(buffer) }?.content().len()))
}

/// Frees a buffer.
///
/// @param buffer  the buffer
///
/// Ownership: takes the buffer.
/// Nullability: buffer may be NULL (nothing is done).
/// Thread: any.
/// Since: 0.1
#[no_mangle]
pub unsafe extern "C" fn dmpkit_buffer_free(buffer: *mut dmpkit_buffer) {
    // SAFETY: the contract of the function.
    fence::release(|| unsafe { handle::free(buffer) });
}
