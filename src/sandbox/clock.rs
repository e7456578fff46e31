use std::sync::Arc;
use std::time::Duration;

use parking_lot::Mutex;

use crate::record::{ClockAndIds, ClockFailed, Timestamp};

/// A clock that can be stopped at a moment; until then, and for identifiers, the one it covers.
pub struct SettableClock {
    base: Arc<dyn ClockAndIds>,
    stopped_at: Mutex<Option<Timestamp>>,
}

impl SettableClock {
    pub fn over(base: Arc<dyn ClockAndIds>) -> Self {
        SettableClock { base, stopped_at: Mutex::new(None) }
    }

    /// Stops at a moment, or runs again.
    pub fn set(&self, moment: Option<Timestamp>) {
        *self.stopped_at.lock() = moment;
    }
}

impl ClockAndIds for SettableClock {
    fn now(&self) -> Result<Timestamp, ClockFailed> {
        let stopped = self.stopped_at.lock().clone();
        stopped.map_or_else(|| self.base.now(), Ok)
    }

    fn elapsed(&self) -> Duration {
        self.base.elapsed()
    }

    fn fresh(&self) -> [u8; 16] {
        self.base.fresh()
    }
}
