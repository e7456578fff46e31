//! The system's allocator, which counts what one thread asks for while it is told to. Tests bound
//! by it what hostile bytes may cost, and a bench tells what a document costs.

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;

pub struct Counting;

/// Bytes asked for by what was counted.
#[derive(Debug, Clone, Copy)]
#[allow(dead_code, reason = "tests look at the peak, a bench at what stays")]
pub struct Memory {
    /// And not given back.
    pub held: usize,
    /// The most at one moment. Where a piece grows, its old and new place are counted together.
    pub peak: usize,
}

// Of each thread its own, for tests run beside each other. Without a destructor, so that the
// allocator may use them until a thread's end.
thread_local! {
    static COUNTS: Cell<bool> = const { Cell::new(false) };
    static IN_USE: Cell<isize> = const { Cell::new(0) };
    static PEAK: Cell<isize> = const { Cell::new(0) };
}

/// What something makes on this thread, and the memory that it took.
pub fn counted<T>(make: impl FnOnce() -> T) -> (T, Memory) {
    IN_USE.set(0);
    PEAK.set(0);
    COUNTS.set(true);
    let made = make();
    COUNTS.set(false);
    let bytes = |count: isize| count.try_into().unwrap_or(0);
    (made, Memory { held: bytes(IN_USE.get()), peak: bytes(PEAK.get()) })
}

fn take(bytes: usize) {
    if COUNTS.get() {
        IN_USE.set(IN_USE.get() + bytes as isize);
        PEAK.set(PEAK.get().max(IN_USE.get()));
    }
}

fn give(bytes: usize) {
    if COUNTS.get() {
        IN_USE.set(IN_USE.get() - bytes as isize);
    }
}

// SAFETY: each call goes to the system's allocator as it came.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        take(layout.size());
        System.alloc(layout)
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        take(layout.size());
        System.alloc_zeroed(layout)
    }

    unsafe fn dealloc(&self, at: *mut u8, layout: Layout) {
        give(layout.size());
        System.dealloc(at, layout);
    }

    unsafe fn realloc(&self, at: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        take(size);
        give(layout.size());
        System.realloc(at, layout, size)
    }
}
