use std::fmt;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::Arc;
use std::time::{Duration, Instant};

use parking_lot::Mutex;

use super::{TransportError, SLICE};

/// Where a call stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(i32)]
pub enum Phase {
    Preparing = 1,
    Sending = 2,
    Waiting = 3,
    Receiving = 4,
    Reading = 5,
}

/// Told of progress on the calling thread; answers whether to go on.
pub trait CallProgress: Send + Sync {
    /// `done` of `total` bytes; 0 where unknown.
    fn progress(&self, phase: Phase, done: u64, total: u64) -> bool;
}

/// What the host may do with a call while it waits: bound it in time, watch it, cancel it from
/// any thread. Clones are the same call. A cancelled call stays cancelled.
#[derive(Clone, Default)]
pub struct Call {
    state: Arc<State>,
    /// Of this use of the call; `None` before it begins.
    deadline: Option<Instant>,
}

#[derive(Default)]
struct State {
    cancelled: AtomicBool,
    /// 0: none set.
    timeout_ms: AtomicU64,
    progress: Mutex<Option<Arc<dyn CallProgress>>>,
}

impl Call {
    pub fn new() -> Self {
        Call::default()
    }

    pub fn cancel(&self) {
        self.state.cancelled.store(true, Ordering::SeqCst);
    }

    pub fn is_cancelled(&self) -> bool {
        self.state.cancelled.load(Ordering::SeqCst)
    }

    /// Time allowed to each use of this call; zero for the client's own.
    pub fn set_timeout(&self, timeout: Duration) {
        let millis = u64::try_from(timeout.as_millis()).unwrap_or(u64::MAX);
        self.state.timeout_ms.store(millis, Ordering::SeqCst);
    }

    pub fn set_progress(&self, progress: Option<Arc<dyn CallProgress>>) {
        // The old watcher is dropped outside the lock: its destroy is the host's code.
        let old = std::mem::replace(&mut *self.state.progress.lock(), progress);
        drop(old);
    }

    /// A use of this call begins now: the same call, with a deadline of its own.
    pub fn begin(&self, default_timeout: Duration) -> Call {
        let own = self.state.timeout_ms.load(Ordering::SeqCst);
        let timeout = if own == 0 { default_timeout } else { Duration::from_millis(own) };
        Call { state: self.state.clone(), deadline: Instant::now().checked_add(timeout) }
    }

    /// Fails where the call is cancelled or out of time.
    pub fn check(&self) -> Result<(), TransportError> {
        if self.is_cancelled() {
            return Err(TransportError::Cancelled);
        }
        match self.remaining() {
            Some(Duration::ZERO) => Err(TransportError::Timeout),
            _ => Ok(()),
        }
    }

    /// Time left; `None` without limit.
    pub fn remaining(&self) -> Option<Duration> {
        self.deadline.map(|deadline| deadline.saturating_duration_since(Instant::now()))
    }

    /// Tells the watcher, holding no lock, and then checks.
    pub fn report(&self, phase: Phase, done: u64, total: u64) -> Result<(), TransportError> {
        let progress = self.state.progress.lock().clone();
        if progress.is_some_and(|progress| !progress.progress(phase, done, total)) {
            self.cancel();
        }
        self.check()
    }

    /// Waits, in slices, unless cancelled or out of time.
    pub fn wait(&self, time: Duration) -> Result<(), TransportError> {
        let until = Instant::now().checked_add(time);
        loop {
            self.check()?;
            let left = until.map_or(SLICE, |u| u.saturating_duration_since(Instant::now()));
            if left.is_zero() {
                return Ok(());
            }
            let limit = self.remaining().unwrap_or(SLICE);
            std::thread::sleep(left.min(SLICE).min(limit));
        }
    }
}

impl fmt::Debug for Call {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Call").field("cancelled", &self.is_cancelled()).finish_non_exhaustive()
    }
}
