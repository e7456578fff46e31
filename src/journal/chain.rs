//! The chain: each row's MAC covers the one before, so that no row can be changed, moved, added or
//! taken out unseen; and whoever kept the last MAC elsewhere sees a missing end.

use std::fmt;
use std::str::FromStr;

use hmac::Mac;

use super::keys::{Key, Keys};
use super::own::Purge;
use super::row::{Body, Row};
use super::{kind, seal};
use crate::record::Invalid;

/// The MAC before the first row.
pub(super) const START: [u8; 32] = [0; 32];

/// The MAC of a row that follows the one whose MAC is `previous`.
pub(super) fn mac(key: &Key, previous: &[u8; 32], row: &Row) -> [u8; 32] {
    authenticator(key, previous, row).finalize().into_bytes().into()
}

fn authenticator(key: &Key, previous: &[u8; 32], row: &Row) -> hmac::Hmac<sha2::Sha256> {
    let mut mac = key.chain.clone();
    mac.update(previous);
    mac.update(&row.heading());
    mac.update(&row.body.digest());
    mac
}

/// The end of a journal at some moment, to be kept elsewhere. Its text is
/// `dmpkit.journal-head/1 {position} {MAC in 64 hexadecimal digits}`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Head {
    /// 0 for a journal without rows.
    pub position: u64,
    pub mac: [u8; 32],
}

impl fmt::Display for Head {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{NAME} {} ", self.position)?;
        self.mac.iter().try_for_each(|byte| write!(out, "{byte:02x}"))
    }
}

const NAME: &str = "dmpkit.journal-head/1";

impl FromStr for Head {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        let read = || {
            let mut words = text.trim().split(' ');
            let (name, position, digits) = (words.next()?, words.next()?, words.next()?);
            let hexadecimal = digits.len() == 64 && digits.bytes().all(|b| b.is_ascii_hexdigit());
            let whole = name == NAME && words.next().is_none() && hexadecimal;
            let mut mac = [0; 32];
            for (byte, at) in mac.iter_mut().zip((0..).step_by(2)) {
                *byte = u8::from_str_radix(digits.get(at..at + 2)?, 16).ok()?;
            }
            whole.then_some(Head { position: position.parse().ok()?, mac })
        };
        let problem = "must read: dmpkit.journal-head/1, a position, a MAC of 64 digits";
        read().ok_or_else(|| Invalid::new("head", problem))
    }
}

/// What an examination of the whole journal found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verification {
    /// Every row is as it was written.
    Sound { head: Head, purged: u64 },
    /// The first place where it is not. Nothing is said of what follows.
    Broken { position: u64, problem: Problem },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Problem {
    /// Something of the row is not as it was written, or stands elsewhere than it did.
    Changed,
    /// A row is missing before this one.
    Missing,
    /// The row was written with a key that is not given.
    UnknownKey,
    /// The row was emptied, and no entry says that it was purged.
    Emptied,
    /// The rows from here to the head given are gone.
    TailRemoved,
    /// The row stands where the head given was, and is another.
    OtherThanHead,
    /// The store cannot read the row.
    Unreadable,
    /// The store's own structures are damaged: a look-up may miss rows.
    StoreDamaged,
}

/// An examination under way: rows go in one by one.
pub(super) struct Examination<'a> {
    keys: &'a Keys,
    kept: Option<&'a Head>,
    end: Head,
    purged: Vec<u64>,
    declared: Vec<Purge>,
}

impl<'a> Examination<'a> {
    pub fn new(keys: &'a Keys, kept: Option<&'a Head>) -> Self {
        let end = Head { position: 0, mac: START };
        Examination { keys, kept, end, purged: Vec::new(), declared: Vec::new() }
    }

    /// The row that was taken last.
    pub fn position(&self) -> u64 {
        self.end.position
    }

    pub fn take(&mut self, row: &Row) -> Result<(), (u64, Problem)> {
        let expected = self.end.position.saturating_add(1);
        if row.position != expected {
            return Err((expected, Problem::Missing));
        }
        let problem = |problem| (row.position, problem);
        let key = self.keys.with_number(row.key).ok_or(problem(Problem::UnknownKey))?;
        authenticator(key, &self.end.mac, row)
            .verify((&row.mac).into())
            .map_err(|_| problem(Problem::Changed))?;
        if self.kept.is_some_and(|kept| kept.position == row.position && kept.mac != row.mac) {
            return Err(problem(Problem::OtherThanHead));
        }
        match &row.body {
            Body::Purged(_) if row.kind == kind::AIR_TRACE => self.purged.push(row.position),
            Body::Purged(_) => return Err(problem(Problem::Emptied)),
            Body::Kept(_) if row.kind == kind::PURGE => {
                let purge = seal::open(row, key).and_then(|text| Purge::read(&text));
                self.declared.push(purge.ok_or(problem(Problem::Changed))?);
            }
            Body::Kept(_) => {}
        }
        self.end = Head { position: row.position, mac: row.mac };
        Ok(())
    }

    /// After the last row.
    pub fn finish(self) -> Verification {
        let declared = |position: &u64| self.declared.iter().any(|purge| purge.holds(*position));
        if let Some(position) = self.purged.iter().copied().find(|p| !declared(p)) {
            return Verification::Broken { position, problem: Problem::Emptied };
        }
        if self.kept.is_some_and(|kept| kept.position > self.end.position) {
            let position = self.end.position.saturating_add(1);
            return Verification::Broken { position, problem: Problem::TailRemoved };
        }
        Verification::Sound { head: self.end, purged: self.purged.len() as u64 }
    }
}
