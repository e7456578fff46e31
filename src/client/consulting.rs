//! The acts of consulting on a chart: search, and read one document.

use std::sync::atomic::Ordering;
use std::sync::Arc;

use super::chart::{Chart, ChartState};
use super::document::{Document, Made};
use super::documents::read_search;
use super::error::Error;
use super::error_codes::ErrorCode;
use super::registry::{remarks, retrieve};
use super::results::Results;
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
        if asked.emergency_declared {
            state.emergency_declared.store(true, Ordering::SeqCst);
        }
        let now = state.now()?;
        let mut setting = self.setting(&now);
        let plan = pushdown(&asked.query, &setting);
        let snapshot = self.current();
        let since = plan.times.first().and_then(|times| times.exact_from.as_ref());
        state.follows_the_rules(asked.act, &plan.statuses, since, &snapshot, &now)?;
        state.may(Wanted::Search, &snapshot)?;
        let client = self.client();
        client.check_threshold()?;
        if asked.act == Act::Opening {
            state.automatic_searches.fetch_add(1, Ordering::SeqCst);
        }
        let server = Server { chart: state, call };
        let gathered =
            gather(&server, &plan, asked.act).inspect_err(|error| client.note_threshold(error))?;
        state.remember(&gathered.documents);
        setting.scope = Scope { plan: Some(plan), partial: gathered.partial };
        let corpus = Corpus::new(
            gathered.documents,
            gathered.submission_sets,
            &gathered.associations,
            setting,
        );
        Ok(Results::of(self, Arc::new(corpus), &asked.query, gathered.remarks))
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
        state.may(Wanted::Read, &self.current())?;
        let client = self.client();
        client.pace_of_reads()?;
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
    /// Keeps what the registry says of documents, for when one is read.
    pub fn remember(&self, documents: &[Arc<DocumentEntry>]) {
        let mut known = self.known.write();
        for entry in documents {
            if let Some(unique_id) = &entry.unique_id {
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
    pub fn may(&self, wanted: Wanted, snapshot: &Snapshot) -> Result<(), Error> {
        let Some((_, decision)) = snapshot.decisions.iter().find(|(of, _)| *of == wanted) else {
            return Ok(());
        };
        let declared =
            self.request.purpose.is_emergency() && self.emergency_declared.load(Ordering::SeqCst);
        match decision.outcome {
            Outcome::Allowed => return Ok(()),
            Outcome::AfterSteps if declared => return Ok(()),
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
