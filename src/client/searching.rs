//! A search: the rules that must hold, the stored queries of its plan, and what they bring.

use std::collections::HashSet;
use std::sync::Arc;

use super::chart::ChartState;
use super::error::Error;
use super::error_codes::ErrorCode;
use super::registry::{query, remarks};
use crate::record::{
    Act, Association, AssociationKind, AvailabilityStatus, DocumentEntry, Doubt, Patient,
    SubmissionSet,
};
use crate::search::{CodeAttribute, Route, ServerPlan, TimeAttribute};
use crate::transport::Call;
use crate::wire::registry::{batches, parameter, By, RegistryAnswer, ResponseStatus, StoredQuery};

/// Everything the server gave for one search.
#[derive(Default)]
pub(super) struct Gathered {
    pub documents: Vec<Arc<DocumentEntry>>,
    pub submission_sets: Vec<Arc<SubmissionSet>>,
    pub associations: Vec<Association>,
    /// Whether the server said that it did not give all.
    pub partial: bool,
    /// Whether something was not asked, for there was too much of it.
    pub cut: bool,
    /// What it said beside, redacted, and what was not asked of it: French, a line each.
    pub remarks: Vec<String>,
}

/// Remarks of one search.
const MOST_REMARKS: usize = 50;

impl Gathered {
    pub fn add(&mut self, answer: RegistryAnswer, patient: &Patient) {
        self.partial |= answer.status == ResponseStatus::PartialSuccess;
        let remarks = remarks(&answer.errors, patient).into_iter();
        self.remarks.extend(remarks.map(|remark| format!("Message du DMP : {remark}")));
        for Doubt { field, problem } in answer.doubts {
            let told =
                format!("Une partie de la réponse du DMP n'a pas pu être lue ({field} {problem})");
            if !self.remarks.contains(&told) && self.remarks.len() < MOST_REMARKS {
                self.remarks.push(told);
            }
        }
        self.documents.extend(answer.documents);
        self.submission_sets.extend(answer.submission_sets);
        self.associations.extend(answer.associations);
    }

    /// Notes that there was too much to ask.
    fn cut(&mut self, told: String) {
        self.cut = true;
        self.remarks.push(told);
    }

    /// Leaves out what the plan does not ask for: submissions bring documents of every status.
    fn keep_statuses(&mut self, statuses: &[AvailabilityStatus]) {
        self.documents.retain(|entry| match &entry.status {
            None | Some(AvailabilityStatus::Other(_)) => true,
            Some(status) => statuses.contains(status),
        });
    }

    /// What the submissions gathered so far hold, each once.
    pub fn members(&self) -> Vec<Box<str>> {
        let sets: HashSet<&str> = self.submission_sets.iter().map(|s| &*s.entry_uuid).collect();
        let mut seen = HashSet::new();
        let links = self.associations.iter();
        links
            .filter(|link| link.kind == AssociationKind::HasMember && sets.contains(&*link.source))
            .filter(|link| !link.target.trim().is_empty() && seen.insert(link.target.clone()))
            .map(|link| link.target.clone())
            .collect()
    }
}

/// The registry of the DMP, for one chart.
pub(super) struct Server<'a> {
    pub chart: &'a ChartState,
    pub call: &'a Call,
}

impl Server<'_> {
    /// Asks one stored query, with an assertion of its own, and keeps what it brings.
    pub fn ask(&self, wanted: &StoredQuery, gathered: &mut Gathered) -> Result<(), Error> {
        let now = self.chart.now()?;
        let answer = query(&self.chart.asked(&now)?, wanted, self.call)?;
        gathered.add(answer, &self.chart.request.patient);
        Ok(())
    }

    fn batch(&self) -> usize {
        self.chart.session.0.client.0.settings.search.batch
    }
}

/// Asks what the plan says.
pub(super) fn gather(server: &Server<'_>, plan: &ServerPlan, act: Act) -> Result<Gathered, Error> {
    let mut gathered = Gathered::default();
    let ins = server.chart.ins()?;
    match &plan.route {
        Route::FindDocuments => {
            let wanted = StoredQuery::find_documents(ins, &plan.statuses);
            server.ask(&filtered(wanted, plan, act), &mut gathered)?;
        }
        Route::FindDocumentsByReferenceId(lists) => {
            let texts = |list: &Vec<crate::search::ReferencePattern>| -> Vec<String> {
                list.iter().map(|pattern| pattern.text.clone()).collect()
            };
            let (first, others) = lists.split_first().ok_or_else(|| {
                Error::new(ErrorCode::InvalidField, "references: none is given")
                    .with("field", "references")
            })?;
            let mut wanted =
                StoredQuery::find_documents_by_reference_id(ins, &plan.statuses, &texts(first));
            for list in others {
                wanted = wanted.any_of(parameter::REFERENCE_IDS, &texts(list));
            }
            server.ask(&filtered(wanted, plan, act), &mut gathered)?;
        }
        Route::FindSubmissionSets { from, to } => {
            let mut wanted =
                StoredQuery::find_submission_sets(ins, &[AvailabilityStatus::Approved]);
            if let Some(from) = from {
                wanted = wanted.time(parameter::SUBMISSION_TIME_FROM, from);
            }
            if let Some(to) = to {
                wanted = wanted.time(parameter::SUBMISSION_TIME_TO, to);
            }
            server.ask(&wanted, &mut gathered)?;
            contents(server, &mut gathered)?;
        }
        Route::GetSubmissionSetAndContents(ids) => {
            for id in ids {
                let id = match id.starts_with("urn:uuid:") {
                    true => By::EntryUuid(id.as_str()),
                    false => By::UniqueId(id.as_str()),
                };
                let wanted = StoredQuery::get_submission_set_and_contents(id);
                server.ask(&wanted, &mut gathered)?;
            }
        }
    }
    gathered.keep_statuses(&plan.statuses);
    versions(server, &mut gathered)?;
    // A search of the software's own accord stays one question (EX_3.1-2030).
    if plan.needs_submissions && gathered.submission_sets.is_empty() && act != Act::Opening {
        submissions(server, &mut gathered)?;
    }
    Ok(gathered)
}

/// Documents whose submissions are asked for at most: each batch of them is a question more.
const MOST_WITH_SUBMISSIONS: usize = 200;

/// The submissions the documents came with, which alone tell the date of deposit.
fn submissions(server: &Server<'_>, gathered: &mut Gathered) -> Result<(), Error> {
    let ids: Vec<Box<str>> =
        named(gathered.documents.iter().map(|entry| &entry.entry_uuid), MOST_WITH_SUBMISSIONS);
    for some in batches(&ids, server.batch()) {
        server.ask(&StoredQuery::get_submission_sets(some), gathered)?;
    }
    if gathered.documents.len() > MOST_WITH_SUBMISSIONS {
        gathered.cut(format!(
            "Les dates de dépôt ne sont connues que pour {MOST_WITH_SUBMISSIONS} documents : \
             précisez la recherche."
        ));
    }
    Ok(())
}

/// Old versions asked about at most: the rest stand alone.
const MOST_OLD_VERSIONS: usize = 100;

/// What replaced the old versions that were asked for: only the links between documents tell,
/// and FindDocuments gives none.
fn versions(server: &Server<'_>, gathered: &mut Gathered) -> Result<(), Error> {
    let replaced: HashSet<&str> = gathered
        .associations
        .iter()
        .filter(|link| link.kind == AssociationKind::Replaces)
        .map(|link| &*link.target)
        .collect();
    let unlinked =
        |entry: &&Arc<DocumentEntry>| entry.is_obsolete() && !replaced.contains(&*entry.entry_uuid);
    let old = gathered.documents.iter().filter(unlinked).map(|entry| &entry.entry_uuid);
    let old = named(old, MOST_OLD_VERSIONS + 1);
    for some in batches(&old[..old.len().min(MOST_OLD_VERSIONS)], server.batch()) {
        server.ask(&StoredQuery::get_associations(some), gathered)?;
    }
    if old.len() > MOST_OLD_VERSIONS {
        gathered.cut(format!(
            "Seules {MOST_OLD_VERSIONS} anciennes versions ont été rattachées à leur document : \
             précisez la recherche."
        ));
    }
    Ok(())
}

/// Identifiers that are some, each once: what a server gave without one cannot be asked for.
fn named<'a>(ids: impl Iterator<Item = &'a Box<str>>, most: usize) -> Vec<Box<str>> {
    let mut seen = HashSet::new();
    ids.filter(|id| !id.trim().is_empty() && seen.insert(*id)).take(most).cloned().collect()
}

/// What the submissions gathered so far hold: GetAssociations, then GetDocuments, by batches
/// (CNDA, tests 3.1-399 and 3.1-400).
pub(super) fn contents(server: &Server<'_>, gathered: &mut Gathered) -> Result<(), Error> {
    let sets = named(gathered.submission_sets.iter().map(|set| &set.entry_uuid), usize::MAX);
    for some in batches(&sets, server.batch()) {
        server.ask(&StoredQuery::get_associations(some), gathered)?;
    }
    let members = gathered.members();
    documents(server, &members, gathered)
}

/// These documents, by `entryUUID`, by batches.
pub(super) fn documents(
    server: &Server<'_>,
    ids: &[Box<str>],
    gathered: &mut Gathered,
) -> Result<(), Error> {
    for some in batches(ids, server.batch()) {
        server.ask(&StoredQuery::get_documents(By::EntryUuid(some)), gathered)?;
    }
    Ok(())
}

/// The filters of the plan, as parameters.
fn filtered(mut wanted: StoredQuery, plan: &ServerPlan, act: Act) -> StoredQuery {
    for filter in &plan.codes {
        let name = match filter.attribute {
            CodeAttribute::Type => parameter::TYPE,
            CodeAttribute::Class => parameter::CLASS,
            CodeAttribute::FacilityType => parameter::FACILITY_TYPE,
            CodeAttribute::PracticeSetting => parameter::PRACTICE_SETTING,
            CodeAttribute::Format => parameter::FORMAT,
            CodeAttribute::Confidentiality => parameter::CONFIDENTIALITY,
            CodeAttribute::EventCode => parameter::EVENT_CODES,
            // No stored query filters by it.
            CodeAttribute::AuthorSpeciality => continue,
        };
        let codes: Vec<(&str, &str)> =
            filter.any_of.iter().map(|(code, scheme)| (code.as_str(), scheme.as_str())).collect();
        wanted = wanted.any_code(name, &codes);
    }
    for filter in &plan.times {
        let (from, to) = match filter.attribute {
            TimeAttribute::ServiceStart => {
                (parameter::SERVICE_START_FROM, parameter::SERVICE_START_TO)
            }
        };
        // A search of the software's own accord goes no further back than its window, were it
        // to miss documents of partial date (ANS-CONS-1).
        let least = match act {
            Act::Opening => filter.exact_from.as_ref(),
            _ => filter.from.as_ref(),
        };
        if let Some(least) = least {
            wanted = wanted.time(from, least);
        }
        if let Some(most) = &filter.to {
            wanted = wanted.time(to, most);
        }
    }
    for patterns in &plan.author_persons {
        wanted = wanted.any_of(parameter::AUTHOR_PERSON, patterns);
    }
    wanted
}
