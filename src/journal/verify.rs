use super::chain::{self, Examination, Head, Problem, Verification};
use super::store::{Part, Wanted};
use super::{Journal, JournalError, StoreError};

impl Journal {
    /// The end of the journal, to be kept elsewhere: `verify` then finds whatever is missing.
    pub fn head(&self) -> Result<Head, JournalError> {
        let start = Head { position: 0, mac: chain::START };
        Ok(self.store.last()?.map_or(start, |row| Head { position: row.position, mac: row.mac }))
    }

    /// Examines the store and every row, and compares with a head kept elsewhere.
    pub fn verify(&self, kept: Option<&Head>) -> Result<Verification, JournalError> {
        let chain = self.verify_chain(kept)?;
        match (chain, self.store.inspect()) {
            (Verification::Sound { head, .. }, Err(StoreError::Corrupt)) => {
                let (position, problem) = (head.position, Problem::StoreDamaged);
                Ok(Verification::Broken { position, problem })
            }
            (_, Err(error)) if error != StoreError::Corrupt => Err(error.into()),
            (chain, _) => Ok(chain),
        }
    }

    /// The rows alone, without the store's own examination of its indexes.
    pub fn verify_chain(&self, kept: Option<&Head>) -> Result<Verification, JournalError> {
        // By pieces, so that a long journal keeps no other reader waiting.
        const PIECE: u32 = 4096;
        let mut examination = Examination::new(&self.keys, kept);
        loop {
            let after = examination.position();
            let wanted = Wanted { most: PIECE, ..Wanted::part(Part::Everything).after(after) };
            let mut broken = None;
            let read = self.store.read(&wanted, &mut |row| {
                broken = examination.take(&row).err();
                broken.is_none()
            });
            if let Some((position, problem)) = broken {
                return Ok(Verification::Broken { position, problem });
            }
            match read {
                Err(StoreError::Corrupt) => {
                    let position = examination.position().saturating_add(1);
                    return Ok(Verification::Broken { position, problem: Problem::Unreadable });
                }
                Err(error) => return Err(error.into()),
                Ok(()) if examination.position() == after => return Ok(examination.finish()),
                Ok(()) => {}
            }
        }
    }
}
