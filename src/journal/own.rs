//! What the journal writes of itself.

use serde::{Deserialize, Serialize};

/// The text of the row that introduces a key: whoever can open it has the right secret.
pub(super) const KEY_TEXT: &[u8] = b"dmpkit journal key";

/// The text of the row that accepts a clock gone back.
pub(super) const CLOCK_TEXT: &[u8] = b"clock accepted";

/// Which rows were destroyed: first and last of each run of positions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Purge {
    runs: Vec<(u64, u64)>,
}

impl Purge {
    /// `positions` in their order.
    pub fn of(positions: &[u64]) -> Self {
        let mut runs: Vec<(u64, u64)> = Vec::new();
        for position in positions {
            match runs.last_mut() {
                Some((_, last)) if last.saturating_add(1) == *position => *last = *position,
                _ => runs.push((*position, *position)),
            }
        }
        Purge { runs }
    }

    pub fn holds(&self, position: u64) -> bool {
        let after = self.runs.partition_point(|(_, last)| *last < position);
        self.runs.get(after).is_some_and(|(first, _)| *first <= position)
    }

    pub fn read(text: &[u8]) -> Option<Self> {
        serde_json::from_slice(text).ok()
    }

    pub fn text(&self) -> Vec<u8> {
        // Numbers in lists: there is nothing that JSON cannot say.
        serde_json::to_vec(self).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::Purge;

    #[test]
    fn runs_hold_what_was_purged_and_nothing_else() {
        let positions = [3, 4, 5, 9, 11, 12];
        let purge = Purge::of(&positions);
        assert_eq!(purge.runs, [(3, 5), (9, 9), (11, 12)]);
        let held: Vec<u64> = (0..20).filter(|position| purge.holds(*position)).collect();
        assert_eq!(held, positions);
        assert_eq!(Purge::read(&purge.text()), Some(purge));
        assert_eq!(Purge::read(b"{}"), None);
    }
}
