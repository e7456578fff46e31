//! The acts of consulting on a chart: search, and read one document.

use std::sync::atomic::Ordering;
use std::sync::Arc;

use super::chart::{Chart, ChartState};
use super::document::{Document, Made};
use super::documents::read_search;
use super::error::Error;
use super::error_codes::ErrorCode;
use super::registry::{remarks, retrieve};
use super::results::{Beside, Results};
use super::searching::{gather, Server};
use super::snapshot::{Authorisation, Snapshot};
use crate::record::{Act, AvailabilityStatus, DocumentEntry, Invalid, Operator, Timestamp};
use crate::rules::access::{Outcome, Wanted};
use crate::rules::habilitation;
use crate::rules::searching::{check, Circumstances};
use crate::search::{pushdown, Corpus, Readability, Readable, Scope, Setting};
use crate::transport::Call;
use crate::wire::repository::{hash_check, DocumentRequest, HashCheck};

impl Chart {
    /// Searches the DMP (TD3.1), from a `dmpkit.query/1` document that says which act it follows.
    /// The patient is notified. Whatever is refined afterwards asks the DMP nothing.
    pub fn search(&self, query: &str, call: &Call) -> Result<Results, Error> {
        self.act(call, |call| self.search_now(query, call))
    }

    fn search_now(&self, document: &str, call: &Call) -> Result<Results, Error> {
        let state = &*self.0;
        let asked = read_search(document)?;
        self.keep_fresh(call)?;
        let now = state.now()?;
        let mut setting = self.setting(&now);
        let plan = pushdown(&asked.query, &setting);
        let snapshot = self.current();
        let since = plan.times.first().and_then(|times| times.exact_from.as_ref());
        state.follows_the_rules(asked.act, &plan.statuses, since, &snapshot, &now)?;
        state.may(Wanted::Search, &snapshot, asked.emergency_declared)?;
        let client = self.client();
        client.check_threshold()?;
        if asked.act == Act::Opening {
            state.automatic_searches.fetch_add(1, Ordering::SeqCst);
        }
        let server = Server { chart: state, call };
        let gathered =
            gather(&server, &plan, asked.act).map_err(|error| client.note_threshold(error))?;
        state.remember(&gathered.documents);
        let complete = !gathered.partial && !gathered.cut;
        setting.scope = Scope { plan: Some(plan), partial: gathered.partial };
        let corpus = Corpus::new(
            gathered.documents,
            gathered.submission_sets,
            &gathered.associations,
            setting,
        );
        let beside = Beside { remarks: gathered.remarks.into(), complete };
        Ok(Results::of(self, Arc::new(corpus), &asked.query, beside))
    }

    /// Reads one document (TD3.2), by its `uniqueId`. The patient is notified. Nothing is kept.
    pub fn read(&self, unique_id: &str, call: &Call) -> Result<Document, Error> {
        self.act(call, |call| self.read_now(unique_id, call))
    }

    fn read_now(&self, unique_id: &str, call: &Call) -> Result<Document, Error> {
        let state = &*self.0;
        let plain = |b: u8| b.is_ascii_graphic();
        if unique_id.is_empty() || unique_id.len() > 256 || !unique_id.bytes().all(plain) {
            let problem = "must be the uniqueId of a document: 1 to 256 characters, no space";
            return Err(Invalid::new("unique_id", problem).into());
        }
        self.keep_fresh(call)?;
        state.may(Wanted::Read, &self.current(), false)?;
        let client = self.client();
        state.session.pace_of_reads()?;
        let entry = state.known.read().get(unique_id).cloned();
        let repository = entry.as_ref().and_then(|entry| entry.repository_unique_id.as_deref());
        let usual = &client.0.settings.reading.repository_unique_id;
        let request = DocumentRequest {
            repository_unique_id: repository.filter(|id| !id.is_empty()).unwrap_or(usual).into(),
            document_unique_id: unique_id.to_string(),
        };
        let now = state.now()?;
        let answer = retrieve(&state.asked(&now)?, request, call)?;
        let found = answer.documents.into_iter().find(|d| d.document_unique_id == unique_id);
        let Some(retrieved) = found else {
            let said = remarks(&answer.errors, &state.request.patient).join("; ");
            let message = "the answer does not hold the document asked for";
            return Err(Error::new(ErrorCode::DocumentNotGiven, message).with("dmp_text", said));
        };
        let hash = entry.as_ref().map_or(HashCheck::NotGiven, |entry| {
            hash_check(&retrieved.bytes, entry.hash.as_deref(), entry.size)
        });
        let mark = client.0.mark;
        Document::make(Made { chart: self.clone(), entry, retrieved, hash, read_at: now, mark })
    }

    /// Asks TD0.2 again where what the chart knows is old: it is required before every
    /// consultation, whatever is remembered (CNDA, test 0.2-040).
    pub(super) fn keep_fresh(&self, call: &Call) -> Result<(), Error> {
        let most = self.client().0.settings.existence_max_age_s.saturating_mul(1000);
        let asked_at = self.current().asked_at.unix_millis();
        let age = self.0.now()?.unix_millis().saturating_sub(asked_at);
        // A clock that went back says nothing of the age.
        match (0..=i64::try_from(most).unwrap_or(i64::MAX)).contains(&age) {
            true => Ok(()),
            false => self.ask_again(call),
        }
    }

    /// The world of a search.
    fn setting(&self, now: &Timestamp) -> Setting {
        let client = self.client();
        let professional = &self.0.session.0.professional;
        let vocabulary = client.0.vocabulary.read().clone();
        let mut setting = Setting::new(now.clone(), self.time_zone().clone(), vocabulary);
        setting.professional_id = Some(professional.id().as_str().to_string());
        setting.structure_id = Some(professional.structure().id().as_str().to_string());
        setting.last_visit = self.0.request.last_visit.clone();
        let matrix = client.0.habilitation.read().clone();
        if !matrix.is_empty() {
            let roles = professional.roles().to_vec();
            let readability: Readability = Arc::new(move |entry| {
                let Some(of_type) = &entry.type_code else { return Readable::Unknown };
                match matrix.readable(&roles, &of_type.code, &of_type.scheme) {
                    habilitation::Readable::Yes => Readable::Yes,
                    habilitation::Readable::No => Readable::No,
                    habilitation::Readable::Unknown => Readable::Unknown,
                }
            });
            setting.readability = Some(readability);
        }
        setting
    }
}

impl ChartState {
    /// Keeps what the registry says of documents, for when one is read: of several entries of
    /// one document, the one that says how it is now.
    pub fn remember(&self, documents: &[Arc<DocumentEntry>]) {
        let mut known = self.known.write();
        for entry in documents {
            let Some(unique_id) = &entry.unique_id else { continue };
            let older = known.get(unique_id).is_some_and(|held| standing(held) > standing(entry));
            if !older {
                known.insert(unique_id.clone(), Arc::clone(entry));
            }
        }
    }

    /// The rules of searching, before anything is sent.
    pub fn follows_the_rules(
        &self,
        act: Act,
        statuses: &[AvailabilityStatus],
        since: Option<&Timestamp>,
        snapshot: &Snapshot,
        now: &Timestamp,
    ) -> Result<(), Error> {
        let client = &self.session.0.client.0;
        let circumstances = Circumstances {
            automatic_allowed: client.settings.search.at_opening,
            automatic_made: self.automatic_searches.load(Ordering::SeqCst),
            means_are_air: self.session.0.professional.means().is_air(),
            purpose: &self.request.purpose,
            secret_connection: self.request.secret_connection,
            authorised: snapshot.authorisation == Authorisation::Valide,
            in_care_team: self.request.in_care_team,
            operator_may_read: self.request.operator == Operator::Professional,
            informed: self.request.informed,
            statuses,
            since,
            now,
            time_zone: &client.settings.time_zone,
        };
        check(act, &circumstances).map_err(|violation| {
            Error::new(ErrorCode::SearchNotAllowed, violation.message())
                .with("rule", violation.id())
                .telling(violation.sentence())
                .required_by(violation.requirement())
        })
    }

    /// The access rules. Steps that come first stand against the act too, save the declaration
    /// of an emergency's conditions, which comes with it.
    pub fn may(
        &self,
        wanted: Wanted,
        snapshot: &Snapshot,
        emergency_declared: bool,
    ) -> Result<(), Error> {
        let decision = snapshot.decisions.iter().find(|(of, _)| *of == wanted);
        let Some((_, decision)) = decision else {
            return Err(Error::new(ErrorCode::AccessNotAllowed, "nothing was decided of this act"));
        };
        let emergency = self.request.purpose.is_emergency();
        let declared = emergency_declared || self.emergency_declared.load(Ordering::SeqCst);
        match decision.outcome {
            Outcome::Allowed => return Ok(()),
            Outcome::AfterSteps if emergency && declared => {
                self.emergency_declared.store(true, Ordering::SeqCst);
                return Ok(());
            }
            _ => {}
        }
        let reasons: Vec<&str> = decision.reasons.iter().map(|reason| reason.id.id()).collect();
        let actions: Vec<&str> = decision.actions.iter().map(|action| action.id()).collect();
        let message = match decision.outcome {
            Outcome::AfterSteps => "steps come first: see the actions",
            _ => "the access rules refuse it: see the reasons",
        };
        Err(Error::new(ErrorCode::AccessNotAllowed, message)
            .with("outcome", decision.outcome.code())
            .with("reasons", reasons.join(" "))
            .with("actions", actions.join(" ")))
    }
}

/// How well an entry says how its document is now: a current one before an obsolete one, then the
/// latest version.
fn standing(entry: &DocumentEntry) -> (bool, u64) {
    let version = entry.version.as_ref().and_then(|version| version.trim().parse().ok());
    (!entry.is_obsolete(), version.unwrap_or(0))
}
