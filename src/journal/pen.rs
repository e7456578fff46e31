//! Writing at the end of the chain, while nobody else does.

use super::chain::{self, Head};
use super::keys::Tag;
use super::row::Row;
use super::seal::{self, Draft};
use super::store::{Part, Section, Wanted};
use super::{kind, look_up, own, Journal, JournalError};

/// What a row is to hold, before it has a place.
pub(super) struct Content<'a> {
    pub kind: u16,
    pub person: Option<Tag>,
    pub other: Option<Tag>,
    pub actor: Option<Tag>,
    pub text: &'a [u8],
}

impl Content<'_> {
    /// Something the journal writes of itself.
    pub fn own(kind: u16, text: &[u8]) -> Content<'_> {
        Content { kind, person: None, other: None, actor: None, text }
    }
}

pub(super) struct Pen<'a> {
    journal: &'a Journal,
    pub section: &'a dyn Section,
    /// When it writes: milliseconds since 1970-01-01T00:00:00Z.
    pub at: i64,
    end: Head,
}

impl<'a> Pen<'a> {
    /// `slack_ms` is how far the clock may have gone back since the last row.
    pub fn take(
        journal: &'a Journal,
        section: &'a dyn Section,
        at: i64,
        slack_ms: i64,
    ) -> Result<Self, JournalError> {
        let end = match section.last()? {
            Some(last) => {
                let by_ms = last.at.saturating_sub(at);
                if by_ms > slack_ms {
                    return Err(JournalError::ClockWentBack { by_ms });
                }
                Head { position: last.position, mac: last.mac }
            }
            None => Head { position: 0, mac: chain::START },
        };
        Ok(Pen { journal, section, at, end })
    }

    /// One row more; its position.
    pub fn append(&mut self, content: &Content<'_>) -> Result<u64, JournalError> {
        let Content { kind, person, other, actor, text } = *content;
        let (position, at) = (self.end.position.saturating_add(1), self.at);
        let draft = Draft { position, at, kind, person, other, actor, text };
        let key = self.journal.keys.current();
        let body = seal::seal(&draft, key, self.journal.clock.fresh());
        let mut row = Row { position, at, kind, key: key.number, body, mac: chain::START };
        row.mac = chain::mac(key, &self.end.mac, &row);
        self.section.append(&row)?;
        self.end = Head { position, mac: row.mac };
        Ok(position)
    }

    /// The first row written with a key is one that only this key opens.
    pub fn introduce_key(&mut self) -> Result<(), JournalError> {
        let current = self.journal.keys.current().number;
        let mut introduced = false;
        for row in look_up::rows(self.section, &Wanted::part(Part::Frame))? {
            if row.kind == kind::KEY {
                self.journal.keys.check(&row)?;
                introduced |= row.key == current;
            }
        }
        if !introduced {
            self.append(&Content::own(kind::KEY, own::KEY_TEXT))?;
        }
        Ok(())
    }
}
