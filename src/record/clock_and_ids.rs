use std::time::Duration;

use super::Timestamp;

/// The host's clock gave no time; its own failure code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ClockFailed(pub i32);

/// Where time and identifiers come from. A run with a fixed one can be repeated byte for byte.
pub trait ClockAndIds: Send + Sync {
    /// The present, in UTC, to the millisecond.
    fn now(&self) -> Result<Timestamp, ClockFailed>;

    /// Time since an arbitrary start that never goes back, to measure durations.
    fn elapsed(&self) -> Duration;

    /// 16 bytes nobody has had before (random; the caller sets version bits).
    fn fresh(&self) -> [u8; 16];

    /// A fresh RFC 4122 version 4 UUID in its 36-character form.
    fn uuid(&self) -> String {
        let mut bytes = self.fresh();
        bytes[6] = (bytes[6] & 0x0F) | 0x40;
        bytes[8] = (bytes[8] & 0x3F) | 0x80;
        let hex = |range: &[u8]| range.iter().map(|b| format!("{b:02x}")).collect::<String>();
        format!(
            "{}-{}-{}-{}-{}",
            hex(&bytes[..4]),
            hex(&bytes[4..6]),
            hex(&bytes[6..8]),
            hex(&bytes[8..10]),
            hex(&bytes[10..])
        )
    }

    /// A fresh OID under the arc of UUIDs: `2.25.` and the UUID as one number (ITU-T X.667).
    fn oid(&self) -> String {
        let mut bytes = self.fresh();
        bytes[6] = (bytes[6] & 0x0F) | 0x40;
        bytes[8] = (bytes[8] & 0x3F) | 0x80;
        format!("2.25.{}", u128::from_be_bytes(bytes))
    }
}
