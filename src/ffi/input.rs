//! Texts and tables that the caller hands in.

use libc::c_char;

use crate::client::{Error, ErrorCode, INPUT_CAP};

/// Borrows the caller's bytes: `SIZE_MAX` stands for "up to the NUL"; NULL with length 0 is the
/// empty text.
///
/// # Safety
/// `pointer` is NULL or points to `len` bytes (to a NUL where `len` is `SIZE_MAX`) that stay
/// unchanged during the call.
pub(super) unsafe fn bytes<'c>(pointer: *const c_char, len: usize) -> Result<&'c [u8], Error> {
    match (pointer.is_null(), len) {
        (true, 0) => Ok(&[]),
        (true, _) => Err(ErrorCode::Null.into()),
        // SAFETY: the caller's promise of a NUL.
        (false, usize::MAX) => Ok(unsafe { std::ffi::CStr::from_ptr(pointer) }.to_bytes()),
        (false, len) if len > INPUT_CAP => {
            let message = format!("a text is over {INPUT_CAP} bytes");
            Err(Error::new(ErrorCode::InputTooLarge, message))
        }
        // SAFETY: the caller's promise, and not NULL.
        (false, len) => Ok(unsafe { std::slice::from_raw_parts(pointer.cast(), len) }),
    }
}

/// # Safety
/// As for `bytes`.
pub(super) unsafe fn text<'c>(pointer: *const c_char, len: usize) -> Result<&'c str, Error> {
    // SAFETY: passed on.
    let bytes = unsafe { bytes(pointer, len) }?;
    std::str::from_utf8(bytes).map_err(|error| {
        let at = error.valid_up_to();
        Error::new(ErrorCode::BadUtf8, format!("a text is not UTF-8 (byte {at})"))
            .with("offset", at.to_string())
    })
}

/// A table of callbacks that starts with `struct_size`. Implemented for tables whose bytes may
/// all be zero.
pub(super) unsafe trait Table: Copy {
    /// The size of its first version: a number that never changes, in words of a pointer, after
    /// two fields of 32 bits.
    const LEAST_POINTERS: usize;
}

/// Copies a table as far as both sides know it: a shorter one, of an older header, is filled
/// with zeros. What a longer one holds is looked at by `check_tail`.
///
/// # Safety
/// `pointer` is NULL or points to a table of the size its first field says.
pub(super) unsafe fn table<T: Table>(pointer: *const T) -> Result<T, Error> {
    if pointer.is_null() {
        return Err(ErrorCode::Null.into());
    }
    let known = std::mem::size_of::<T>();
    // SAFETY: every table starts with its size, and the caller promises that many bytes.
    let given = unsafe { pointer.cast::<u32>().read_unaligned() } as usize;
    let least = 8 + T::LEAST_POINTERS * std::mem::size_of::<usize>();
    if given < least || given > 4096 {
        return Err(ErrorCode::BadSize.into());
    }
    let mut table = std::mem::MaybeUninit::<T>::zeroed();
    // SAFETY: the target has `known` bytes, the source `given`; a Table may be all zeros.
    unsafe {
        let target = table.as_mut_ptr().cast::<u8>();
        std::ptr::copy_nonoverlapping(pointer.cast::<u8>(), target, given.min(known));
        Ok(table.assume_init())
    }
}

/// A table longer than this version knows must be zero beyond.
///
/// # Safety
/// `pointer` points to a table that `table` has copied.
pub(super) unsafe fn check_tail<T: Table>(pointer: *const T) -> Result<(), Error> {
    // SAFETY: the caller's promise: its size was checked, and that many bytes are there.
    let bytes = unsafe {
        let given = pointer.cast::<u32>().read_unaligned() as usize;
        std::slice::from_raw_parts(pointer.cast::<u8>(), given)
    };
    if bytes.iter().skip(std::mem::size_of::<T>()).any(|byte| *byte != 0) {
        let message = "a table holds fields this version does not know";
        return Err(Error::new(ErrorCode::Unsupported, message));
    }
    Ok(())
}
