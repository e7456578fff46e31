//! Handles: what a C pointer really points to.
//!
//! A block starts with a magic word, one per type. Freeing takes the value out, changes the
//! word and keeps the empty block in quarantine for a while, so that a wrong, freed or twice
//! freed handle is usually an error and not a crash. It is no guarantee: after many more frees
//! the memory serves others.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::Arc;

use once_cell::sync::Lazy;
use parking_lot::{Mutex, RwLock};

use crate::client::ErrorCode;

const FREED: u32 = 0xDEAD_F7EE;
/// Freed blocks kept.
const QUARANTINE: usize = 1024;

static FREED_BLOCKS: Lazy<Mutex<VecDeque<FreedBlock>>> =
    Lazy::new(|| Mutex::new(VecDeque::with_capacity(QUARANTINE)));

/// An empty block whose first word may still be read. A raw pointer, for others may hold it too.
struct FreedBlock {
    block: *mut (),
    release: unsafe fn(*mut ()),
}

// SAFETY: the block is empty, and its word is atomic.
unsafe impl Send for FreedBlock {}

impl FreedBlock {
    fn of<T>(block: *mut Block<T>) -> Self {
        unsafe fn release<T>(block: *mut ()) {
            // SAFETY: it came from Box in `new`, and is released once.
            drop(unsafe { Box::from_raw(block.cast::<Block<T>>()) });
        }
        FreedBlock { block: block.cast(), release: release::<T> }
    }
}

/// Ties an opaque C type to what stands behind it.
pub(super) trait Opaque {
    type Target: Send + Sync + 'static;
    /// Unlike every other type's.
    const MAGIC: u32;
}

#[repr(C)]
struct Block<T> {
    magic: AtomicU32,
    value: RwLock<Option<Arc<T>>>,
}

/// A new handle, owned by the caller.
pub(super) fn new<O: Opaque>(value: O::Target) -> *mut O {
    let block =
        Block { magic: AtomicU32::new(O::MAGIC), value: RwLock::new(Some(Arc::new(value))) };
    Box::into_raw(Box::new(block)).cast()
}

/// What stands behind a handle, kept alive for the call.
///
/// # Safety
/// `handle` is NULL or came from `new`.
pub(super) unsafe fn get<O: Opaque>(handle: *const O) -> Result<Arc<O::Target>, ErrorCode> {
    if handle.is_null() {
        return Err(ErrorCode::Null);
    }
    // SAFETY: the caller's promise; the magic word tells most broken ones.
    let block = unsafe { block::<O>(handle) }.ok_or(ErrorCode::BadHandle)?;
    let value = block.value.read().clone();
    value.ok_or(ErrorCode::BadHandle)
}

/// Frees a handle; NULL, a freed handle and one of another type are left alone.
///
/// # Safety
/// As for `get`.
pub(super) unsafe fn free<O: Opaque>(handle: *mut O) {
    if handle.is_null() {
        return;
    }
    // SAFETY: as above.
    let Some(live) = (unsafe { block::<O>(handle) }) else { return };
    let freed = live.magic.compare_exchange(O::MAGIC, FREED, Ordering::AcqRel, Ordering::Acquire);
    if freed.is_err() {
        return;
    }
    let value = live.value.write().take();
    // Dropping may call the host (destroy): no lock is held here.
    drop(value);
    let block = FreedBlock::of(handle.cast::<Block<O::Target>>());
    let mut freed = FREED_BLOCKS.lock();
    let oldest = if freed.len() == QUARANTINE { freed.pop_front() } else { None };
    freed.push_back(block);
    drop(freed);
    if let Some(FreedBlock { block, release }) = oldest {
        // SAFETY: only the call that won the exchange put it there, once.
        unsafe { release(block) };
    }
}

unsafe fn block<'h, O: Opaque>(handle: *const O) -> Option<&'h Block<O::Target>> {
    let pointer = handle.cast::<Block<O::Target>>();
    if !pointer.is_aligned() {
        return None;
    }
    // SAFETY: a pointer from `new`, or one whose first word can be read and tells it apart.
    let magic = unsafe { &(*pointer).magic };
    if magic.load(Ordering::Acquire) != O::MAGIC {
        return None;
    }
    // SAFETY: the magic word says that it is a live block of this type.
    Some(unsafe { &*pointer })
}

/// Writes `value` to an output of the caller.
///
/// # Safety
/// `slot` is NULL or valid for a write.
pub(super) unsafe fn put<T>(slot: *mut T, value: T) -> Result<(), ErrorCode> {
    if slot.is_null() {
        return Err(ErrorCode::Null);
    }
    // SAFETY: not NULL, and the caller's promise.
    unsafe { slot.write(value) };
    Ok(())
}
