//! The library stays loaded: thread-local state and handles do not survive unloading. On ELF the
//! linker is told so (`-z nodelete`, build.rs); on Windows the library pins itself at first use.

#[cfg(windows)]
pub(super) fn pin() {
    use libc::{c_int, c_void};
    use once_cell::sync::OnceCell;

    extern "system" {
        fn GetModuleHandleExW(flags: u32, address: *const u16, module: *mut *mut c_void) -> c_int;
    }
    const PIN: u32 = 0x1;
    const FROM_ADDRESS: u32 = 0x4;
    static PINNED: OnceCell<()> = OnceCell::new();
    PINNED.get_or_init(|| {
        let mut module = std::ptr::null_mut();
        let here: fn() = pin;
        // SAFETY: an address inside this module, and a valid place for the answer.
        unsafe { GetModuleHandleExW(PIN | FROM_ADDRESS, here as *const u16, &mut module) };
    });
}

#[cfg(not(windows))]
pub(super) fn pin() {}
