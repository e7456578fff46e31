use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use crate::record::{ClockAndIds, ClockFailed, Timestamp};

/// The machine's clock, and random identifiers from the operating system.
pub struct System {
    started: Instant,
}

impl Default for System {
    fn default() -> Self {
        System::new()
    }
}

impl System {
    pub fn new() -> Self {
        System { started: Instant::now() }
    }
}

impl ClockAndIds for System {
    fn now(&self) -> Result<Timestamp, ClockFailed> {
        let since = SystemTime::now().duration_since(UNIX_EPOCH).map_err(|_| ClockFailed(0))?;
        let millis = i64::try_from(since.as_millis()).map_err(|_| ClockFailed(0))?;
        Timestamp::from_unix_millis(millis).map_err(|_| ClockFailed(0))
    }

    fn elapsed(&self) -> Duration {
        self.started.elapsed()
    }

    fn fresh(&self) -> [u8; 16] {
        let mut bytes = [0u8; 16];
        if getrandom::fill(&mut bytes).is_err() {
            // No randomness at all: time and process still tell two identifiers apart.
            let nanos = self.started.elapsed().as_nanos() ^ u128::from(std::process::id());
            bytes = nanos.to_be_bytes();
        }
        bytes
    }
}
