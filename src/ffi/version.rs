use libc::c_char;

use super::fence;

/// The number of the binary interface: 0 until version 1.0.0, then frozen. A program compares it
/// with the macro DMPKIT_ABI of the header it was compiled with.
///
/// @return the number
///
/// Ownership: none.
/// Nullability: none.
/// Thread: any.
/// Since: 0.1
#[no_mangle]
pub extern "C" fn dmpkit_abi() -> u32 {
    fence::value(0, || Ok(env!("DMPKIT_ABI").parse().unwrap_or(0)))
}

/// The version as one number: major * 1000000 + minor * 1000 + patch.
///
/// @return the number, equal to DMPKIT_VERSION_NUMBER where header and library match
///
/// Ownership: none.
/// Nullability: none.
/// Thread: any.
/// Since: 0.1
#[no_mangle]
pub extern "C" fn dmpkit_version_number() -> u32 {
    let part = |text: &str| text.parse::<u32>().unwrap_or(0);
    fence::value(0, || {
        let major = part(env!("CARGO_PKG_VERSION_MAJOR"));
        let minor = part(env!("CARGO_PKG_VERSION_MINOR"));
        Ok(major * 1_000_000 + minor * 1_000 + part(env!("CARGO_PKG_VERSION_PATCH")))
    })
}

/// The version as text, such as "0.1.0".
///
/// @return NUL-terminated text
///
/// Ownership: borrowed; lives as long as the library.
/// Nullability: never NULL.
/// Thread: any.
/// Since: 0.1
#[no_mangle]
pub extern "C" fn dmpkit_version() -> *const c_char {
    const VERSION: &str = concat!(env!("CARGO_PKG_VERSION"), "\0");
    fence::value(VERSION.as_ptr().cast(), || Ok(VERSION.as_ptr().cast()))
}
