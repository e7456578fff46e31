//! Tables of functions that the host brings. Each starts with its size, is copied when it is
//! given, and has a `destroy` that is called exactly once, even where giving it failed.

use std::sync::Arc;

use libc::{c_char, c_void};

use super::codes::{DMPKIT_HOST_DEFAULT, DMPKIT_LOG_DEBUG};
use super::floating_point::as_host;
use super::input::{self, Table};
use crate::client::{
    CallProgress, ClockAndIds, ClockFailed, Error, ErrorCode, Log, LogLevel, Phase, System,
    Timestamp,
};

/// The host's clock. Its functions are called on the threads that call the library, several at
/// once where several threads do. They must not throw nor unwind.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct dmpkit_clock {
    /// sizeof(dmpkit_clock).
    pub struct_size: u32,
    /// 0.
    pub reserved: u32,
    /// Handed to every function.
    pub user_data: *mut c_void,
    /// Writes the present as milliseconds since 1970-01-01T00:00:00Z. Returns 0,
    /// DMPKIT_HOST_DEFAULT for the machine's clock, or any other number for a failure of the
    /// host, which the call then reports as DMPKIT_E_HOST_FAILED. NULL: the machine's clock.
    pub now: Option<unsafe extern "C" fn(user_data: *mut c_void, unix_ms: *mut i64) -> i32>,
    /// Called once, when nobody needs the table any more. May be NULL.
    pub destroy: Option<unsafe extern "C" fn(user_data: *mut c_void)>,
}

/// Where the host's log goes. Called on the threads that call the library, several at once where
/// several threads do. Must not throw nor unwind.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct dmpkit_log {
    /// sizeof(dmpkit_log).
    pub struct_size: u32,
    /// The most verbose level wanted, a DMPKIT_LOG_ number; 0 for DMPKIT_LOG_INFORMATION.
    pub level: i32,
    /// Handed to every function.
    pub user_data: *mut c_void,
    /// Takes one line: English, UTF-8, `len` bytes and a NUL, nothing about a patient. Borrowed
    /// for the call.
    pub write: Option<
        unsafe extern "C" fn(user_data: *mut c_void, level: i32, line: *const c_char, len: usize),
    >,
    /// Called once, when nobody needs the table any more. May be NULL.
    pub destroy: Option<unsafe extern "C" fn(user_data: *mut c_void)>,
}

/// Told of a call's progress, on the thread that makes it. Must not throw nor unwind.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct dmpkit_progress {
    /// sizeof(dmpkit_progress).
    pub struct_size: u32,
    /// 0.
    pub reserved: u32,
    /// Handed to every function.
    pub user_data: *mut c_void,
    /// `phase` is a DMPKIT_PHASE_ number; `done` of `total` bytes, 0 where unknown. Returns 0 to
    /// go on; anything else cancels the call.
    pub progress: Option<
        unsafe extern "C" fn(user_data: *mut c_void, phase: i32, done: u64, total: u64) -> i32,
    >,
    /// Called once, when nobody needs the table any more. May be NULL.
    pub destroy: Option<unsafe extern "C" fn(user_data: *mut c_void)>,
}

/// A table whose `destroy` runs when it is dropped.
trait HostTable: Table {
    fn destroy(&self);
    /// Whether its second field holds what it may.
    fn check(&self) -> Result<(), Error>;
}

fn must_be_zero(reserved: u32) -> Result<(), Error> {
    match reserved {
        0 => Ok(()),
        _ => Err(Error::new(ErrorCode::Unsupported, "reserved must be 0")),
    }
}

fn known_level(level: i32) -> Result<(), Error> {
    match level {
        0..=DMPKIT_LOG_DEBUG => Ok(()),
        _ => Err(Error::new(ErrorCode::OutOfRange, "level must be a DMPKIT_LOG_ number or 0")),
    }
}

macro_rules! host_table {
    ($($table:ident: $field:ident, $check:ident;)+) => {$(
        // SAFETY: integers, pointers and optional functions: all zeros is valid.
        unsafe impl Table for $table {
            // user_data, one function, destroy.
            const LEAST_POINTERS: usize = 3;
        }

        impl HostTable for $table {
            fn destroy(&self) {
                if let Some(destroy) = self.destroy {
                    let user_data = self.user_data;
                    // SAFETY: the host's function, with the data it gave for it.
                    as_host(|| unsafe { destroy(user_data) });
                }
            }

            fn check(&self) -> Result<(), Error> {
                $check(self.$field)
            }
        }
    )+};
}

host_table! {
    dmpkit_clock: reserved, must_be_zero;
    dmpkit_log: level, known_level;
    dmpkit_progress: reserved, must_be_zero;
}

struct Owned<T: HostTable>(T);

// SAFETY: the header's contract: the functions may be called from any thread that calls the
// library, and so may destroy.
unsafe impl<T: HostTable> Send for Owned<T> {}
// SAFETY: as above, several at once.
unsafe impl<T: HostTable> Sync for Owned<T> {}

impl<T: HostTable> Drop for Owned<T> {
    fn drop(&mut self) {
        self.0.destroy();
    }
}

/// Takes a table over. Where that fails its `destroy` has run, as far as the table could be
/// read at all.
unsafe fn take<T: HostTable>(pointer: *const T) -> Result<Owned<T>, Error> {
    // SAFETY: passed on.
    unsafe {
        let table = Owned(input::table(pointer)?);
        input::check_tail(pointer)?;
        table.0.check()?;
        Ok(table)
    }
}

/// # Safety
/// `table` is NULL or points to a table of the size it says.
pub(super) unsafe fn clock(table: *const dmpkit_clock) -> Result<Arc<dyn ClockAndIds>, Error> {
    // SAFETY: passed on.
    let table = unsafe { take(table) }?;
    Ok(Arc::new(HostClock { table, system: System::new() }))
}

/// # Safety
/// As for `clock`.
pub(super) unsafe fn log(table: *const dmpkit_log) -> Result<Arc<dyn Log>, Error> {
    // SAFETY: passed on.
    Ok(Arc::new(HostLog(unsafe { take(table) }?)))
}

/// # Safety
/// As for `clock`.
pub(super) unsafe fn progress(
    table: *const dmpkit_progress,
) -> Result<Arc<dyn CallProgress>, Error> {
    // SAFETY: passed on.
    Ok(Arc::new(HostProgress(unsafe { take(table) }?)))
}

struct HostClock {
    table: Owned<dmpkit_clock>,
    system: System,
}

impl ClockAndIds for HostClock {
    fn now(&self) -> Result<Timestamp, ClockFailed> {
        let table = &self.table.0;
        let Some(now) = table.now else { return self.system.now() };
        let mut millis = 0_i64;
        let user_data = table.user_data;
        // SAFETY: the host's function, with its data and a place for the answer.
        match as_host(|| unsafe { now(user_data, &mut millis) }) {
            0 => Timestamp::from_unix_millis(millis).map_err(|_| ClockFailed(0)),
            DMPKIT_HOST_DEFAULT => self.system.now(),
            code => Err(ClockFailed(code)),
        }
    }

    fn elapsed(&self) -> std::time::Duration {
        self.system.elapsed()
    }

    fn fresh(&self) -> [u8; 16] {
        self.system.fresh()
    }
}

struct HostLog(Owned<dmpkit_log>);

impl Log for HostLog {
    fn log(&self, level: LogLevel, message: &str) {
        let table = &self.0 .0;
        let most = if table.level == 0 { LogLevel::Information as i32 } else { table.level };
        let Some(write) = table.write.filter(|_| level as i32 <= most) else { return };
        let line = crate::client::Text::new(message);
        let (user_data, pointer) = (table.user_data, line.with_nul().as_ptr().cast());
        // SAFETY: the host's function; the line lives during the call.
        as_host(|| unsafe { write(user_data, level as i32, pointer, line.len()) });
    }
}

struct HostProgress(Owned<dmpkit_progress>);

impl CallProgress for HostProgress {
    fn progress(&self, phase: Phase, done: u64, total: u64) -> bool {
        let table = &self.0 .0;
        let Some(progress) = table.progress else { return true };
        let user_data = table.user_data;
        // SAFETY: the host's function, with its data.
        as_host(|| unsafe { progress(user_data, phase as i32, done, total) }) == 0
    }
}
