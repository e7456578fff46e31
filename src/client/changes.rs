//! What changed since the host last asked: the run of `search`, with its questions asked.

use std::sync::Arc;

use super::chart::Chart;
use super::documents::read_local_copies;
use super::error::Error;
use super::searching::{Gathered, Server};
use crate::record::AvailabilityStatus;
use crate::rules::access::Wanted;
use crate::search::{ChangesAnswer, ChangesLimits, ChangesRun, Display, NextAsk};
use crate::transport::Call;
use crate::wire::registry::{parameter, By, StoredQuery};

/// Questions of one run: far more than a record needs, were it searched for the first time.
const MOST_QUESTIONS: usize = 2000;

impl Chart {
    /// What changed in the DMP since the host last asked, from a `dmpkit.local-copies/1`
    /// document: `dmpkit.changes/1`. The patient is notified, as of any search. Its
    /// `next_since` is for the host to keep once it has dealt with the changes; on failure
    /// nothing is to be kept.
    pub fn changes(&self, local: &str, call: &Call) -> Result<String, Error> {
        self.act(call, |call| self.changes_now(local, call))
    }

    fn changes_now(&self, local: &str, call: &Call) -> Result<String, Error> {
        let state = &*self.0;
        let local = read_local_copies(local)?;
        let act = local.act;
        self.keep_fresh(call)?;
        let started = state.now()?;
        let snapshot = self.current();
        // It speaks of documents of any status and age: a search of the software's own accord
        // may not.
        state.follows_the_rules(act, &[], None, &snapshot, &started)?;
        state.may(Wanted::Search, &snapshot, local.emergency_declared)?;
        let client = self.client();
        client.check_threshold()?;
        let batch = client.0.settings.search.batch;
        let limits = ChangesLimits { batch, questions: MOST_QUESTIONS, ..ChangesLimits::default() };
        let mut run = ChangesRun::new(local.since, local.copies, limits);
        let server = Server { chart: state, call };
        while let Some(ask) = run.next_ask() {
            let mut gathered = Gathered::default();
            server
                .ask(&self.question(&ask)?, &mut gathered)
                .map_err(|error| client.note_threshold(error))?;
            state.remember(&gathered.documents);
            run.take(ChangesAnswer {
                submission_sets: gathered.submission_sets,
                documents: gathered.documents,
                associations: gathered.associations,
                partial: gathered.partial,
            });
        }
        let vocabulary = Arc::clone(&client.0.vocabulary.read());
        let display =
            Display { time_zone: self.time_zone(), vocabulary: &vocabulary, mark: client.0.mark };
        Ok(run.finish(&started).json(&display))
    }

    fn question(&self, ask: &NextAsk) -> Result<StoredQuery, Error> {
        Ok(match ask {
            NextAsk::SubmissionSets { from } => {
                let approved = [AvailabilityStatus::Approved];
                StoredQuery::find_submission_sets(self.0.ins()?, &approved)
                    .time(parameter::SUBMISSION_TIME_FROM, from)
            }
            NextAsk::Associations(ids) => StoredQuery::get_associations(ids),
            NextAsk::Documents(ids) => {
                StoredQuery::get_documents_and_associations(By::EntryUuid(ids))
            }
            NextAsk::DocumentsByUniqueId(ids) => {
                StoredQuery::get_documents_and_associations(By::UniqueId(ids))
            }
        })
    }
}
