//! AIR traces are kept until ten years after the record's closing, then destroyed (EX_AIR-100).

use super::own::Purge;
use super::pen::Content;
use super::recording::CLOCK_SLACK_MS;
use super::row::Body;
use super::store::{Part, Wanted};
use super::{kind, look_up, Alias, Journal, JournalError, SeenExistence};
use crate::record::Timestamp;

const YEARS_KEPT: i16 = 10;

impl Journal {
    /// Destroys the AIR traces of a person whose record was closed on this date; how many there
    /// were. An entry says which rows they were, and their hashes stay, so that the chain holds.
    /// Refused before the ten years are over, and where the DMP has said since that the record is
    /// open.
    pub fn purge_air_traces(
        &self,
        person: &Alias,
        closed_on: &Timestamp,
    ) -> Result<u64, JournalError> {
        let limit = self.now()?.years_before(YEARS_KEPT, &self.zone);
        let profile = self.last_profile(person)?;
        let seen = profile.as_ref().filter(|said| said.at > *closed_on);
        let reopened = seen.is_some_and(|said| said.what.existence == SeenExistence::Active);
        let said_later = profile.as_ref().and_then(|said| said.what.closed_on.as_ref());
        if reopened || *closed_on >= limit || said_later.is_some_and(|closing| *closing >= limit) {
            return Err(JournalError::RetentionRuns);
        }
        let tags = self.tags_of(person)?;
        let mut purged = 0;
        self.write(CLOCK_SLACK_MS, &mut |pen| {
            let mut rows = look_up::rows_of(pen.section, &tags, &Wanted::part(Part::Everything))?;
            rows.retain(|row| row.kind == kind::AIR_TRACE && matches!(row.body, Body::Kept(_)));
            let positions: Vec<u64> = rows.iter().map(|row| row.position).collect();
            purged = positions.len() as u64;
            if rows.is_empty() {
                return Ok(());
            }
            let text = Purge::of(&positions).text();
            pen.append(&Content::own(kind::PURGE, &text))?;
            for row in rows {
                pen.section.purge(row.position, &row.body.digest())?;
            }
            Ok(())
        })?;
        Ok(purged)
    }
}
