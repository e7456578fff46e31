//! What was last seen of a record: by far the most entries of a patient say so, and the newest
//! alone counts.

use super::facts::{Fact, ProfileSeen};
use super::keys::{Named, Tag};
use super::row::{Body, Row};
use super::store::{Part, Wanted, Whose};
use super::words::Label;
use super::{kind, look_up, Alias, Journal, JournalError, Recorded, Said};
use crate::record::Timestamp;

impl Journal {
    /// What the DMP last said of a patient, to whomever it was said, and when.
    pub fn last_profile(&self, person: &Alias) -> Result<Option<Said<ProfileSeen>>, JournalError> {
        Ok(self.newest(person, kind::PROFILE_SEEN, None)?.and_then(profile))
    }

    /// What the DMP last said to this professional: authorisations are each one's own.
    pub fn last_profile_for(
        &self,
        person: &Alias,
        professional: &Label,
    ) -> Result<Option<Said<ProfileSeen>>, JournalError> {
        let newest = self.newest(person, kind::PROFILE_SEEN, Some(professional))?;
        Ok(newest.and_then(profile))
    }

    /// Up to when this professional has seen what is new in the record.
    pub fn last_visit(
        &self,
        person: &Alias,
        professional: &Label,
    ) -> Result<Option<Timestamp>, JournalError> {
        let newest = self.newest(person, kind::LAST_VISIT, Some(professional))?;
        Ok(newest.and_then(|recorded| match recorded.entry.fact {
            Fact::LastVisit(visit) => Some(visit.seen_until),
            _ => None,
        }))
    }

    /// The newest entry of a kind about a person, of one professional or of any.
    fn newest(
        &self,
        person: &Alias,
        kind: u16,
        by: Option<&Label>,
    ) -> Result<Option<Recorded>, JournalError> {
        let actors: Option<Vec<Tag>> =
            by.map(|id| self.keys.tags(Named::Professional(id.as_str())).collect());
        let fits = |row: &Row| match (&row.body, &actors) {
            (Body::Kept(kept), Some(actors)) => {
                row.kind == kind && kept.actor.is_some_and(|actor| actors.contains(&actor))
            }
            (Body::Kept(_), None) => row.kind == kind,
            (Body::Purged(_), _) => false,
        };
        let mut newest: Option<Row> = None;
        for tag in self.tags_lately(person)? {
            let wanted = Wanted::part(Part::Seen).whose(Whose::Person(tag));
            // What another name of his has newer is enough.
            let after = newest.as_ref().map_or(0, |row| row.position);
            let wanted = Wanted { newest_first: true, ..wanted.after(after) };
            self.store.read(&wanted, &mut |row| {
                let found = wanted.holds(&row) && fits(&row);
                if found {
                    newest = Some(row);
                }
                !found
            })?;
        }
        newest.map_or(Ok(None), |row| look_up::entry_of(&row, &self.keys))
    }
}

fn profile(recorded: Recorded) -> Option<Said<ProfileSeen>> {
    match &recorded.entry.fact {
        Fact::ProfileSeen(seen) => Some(Said::new(&recorded, seen.clone())),
        _ => None,
    }
}
