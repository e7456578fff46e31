//! How fast documents are read and kept. A person opens them one after the other; a loop does
//! not, and is refused (EX_3.2-1010).

use std::collections::VecDeque;
use std::time::Duration;

use parking_lot::Mutex;

/// The moments of the last acts.
#[derive(Default)]
pub(super) struct Pace(Mutex<VecDeque<Duration>>);

/// What one professional reads and keeps.
#[derive(Default)]
pub(super) struct Paces {
    pub reads: Pace,
    pub saves: Pace,
}

impl Pace {
    /// Counts an act at `now` (monotonic) where fewer than `most` were counted `within` that
    /// time; otherwise counts nothing and answers how long to wait.
    pub fn take(&self, now: Duration, most: usize, within: Duration) -> Result<(), Duration> {
        let mut acts = self.0.lock();
        while acts.front().is_some_and(|first| now.saturating_sub(*first) >= within) {
            acts.pop_front();
        }
        if acts.len() < most {
            acts.push_back(now);
            return Ok(());
        }
        let first = acts.front().copied().unwrap_or(now);
        Err(within.saturating_sub(now.saturating_sub(first)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_loop_is_stopped_and_a_person_is_not() {
        let pace = Pace::default();
        let second = Duration::from_secs;
        for at in 0..100 {
            assert_eq!(pace.take(second(4 * at), 3, second(10)), Ok(()), "one every 4 seconds");
        }
        for _ in 0..3 {
            assert_eq!(pace.take(second(1000), 3, second(10)), Ok(()));
        }
        assert_eq!(pace.take(second(1004), 3, second(10)), Err(second(6)));
        assert_eq!(pace.take(second(1010), 3, second(10)), Ok(()), "after the time said");
    }
}
