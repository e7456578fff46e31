use super::facts::Fact;
use super::keys::Named;
use super::store::{Part, Wanted, Whose};
use super::words::Label;
use super::{kind, look_up, Alias, By, Journal, JournalError, Recorded};
use crate::record::Timestamp;

impl Journal {
    /// Every entry about a person, under whatever name, in their order.
    pub fn history(&self, person: &Alias) -> Result<Vec<Recorded>, JournalError> {
        self.catch_up(&mut self.cache.lock())?;
        let tags = self.tags_of(person)?;
        let rows = look_up::rows_of(&*self.store, &tags, &Wanted::part(Part::Everything))?;
        let mut found = Vec::with_capacity(rows.len());
        for row in rows {
            found.extend(look_up::entry_of(&row, &self.keys)?);
        }
        Ok(found)
    }

    /// What was done in a professional's name, AIR traces included, from one moment on and before
    /// another (EX_AIR-120).
    pub fn traces(
        &self,
        professional: &Label,
        from: &Timestamp,
        until: &Timestamp,
    ) -> Result<Vec<Recorded>, JournalError> {
        let (from, until) = (from.unix_millis(), until.unix_millis());
        let wanted = Wanted { from, until, ..Wanted::part(Part::Everything) };
        self.acts_of(Named::Professional(professional.as_str()), &wanted)
    }

    fn acts_of(&self, actor: Named<'_>, wanted: &Wanted) -> Result<Vec<Recorded>, JournalError> {
        self.catch_up(&mut self.cache.lock())?;
        let mut found = Vec::new();
        for tag in self.keys.tags(actor) {
            for row in look_up::rows(&*self.store, &wanted.whose(Whose::Actor(tag)))? {
                found.extend(look_up::entry_of(&row, &self.keys)?);
            }
        }
        found.sort_unstable_by_key(|recorded| recorded.position);
        Ok(found)
    }

    /// Who was given this version of a notice: reads the whole journal.
    pub fn informed_with(
        &self,
        template: &Label,
        version: &Label,
    ) -> Result<Vec<Recorded>, JournalError> {
        let mut rows = Vec::new();
        self.store.read(&Wanted::part(Part::Everything), &mut |row| {
            rows.extend((row.kind == kind::INFORMATION_GIVEN).then_some(row));
            true
        })?;
        let mut found = Vec::new();
        for row in rows {
            found.extend(look_up::entry_of(&row, &self.keys)?);
        }
        found.retain(|recorded| {
            matches!(&recorded.entry.fact, Fact::InformationGiven(given)
                if given.notice.template == *template && given.notice.version == *version)
        });
        Ok(found)
    }

    /// When this user last acknowledged the text with this id: the professional, or the host's
    /// user where no professional is named.
    pub fn acknowledged(&self, by: &By, text: &Label) -> Result<Option<Recorded>, JournalError> {
        let Some(actor) = look_up::actor(by) else { return Ok(None) };
        let mut acts = self.acts_of(actor, &Wanted::part(Part::Everything))?;
        acts.retain(|recorded| {
            matches!(&recorded.entry.fact, Fact::TextAcknowledged(told) if told.text == *text)
        });
        Ok(acts.pop())
    }
}
