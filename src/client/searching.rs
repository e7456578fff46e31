//! A search: the rules that must hold, the stored queries of its plan, and what they bring.

use std::collections::HashSet;
use std::sync::Arc;

use super::chart::ChartState;
use super::error::Error;
use super::error_codes::ErrorCode;
use super::registry::{query, remarks};
use crate::record::{
    Act, Association, AssociationKind, AvailabilityStatus, DocumentEntry, Patient, SubmissionSet,
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
    /// What it said beside, redacted.
    pub remarks: Vec<String>,
}

impl Gathered {
    pub fn add(&mut self, answer: RegistryAnswer, patient: &Patient) {
        self.partial |= answer.status == ResponseStatus::PartialSuccess;
        self.remarks.extend(remarks(&answer.errors, patient));
        self.documents.extend(answer.documents);
        self.submission_sets.extend(answer.submission_sets);
        self.associations.extend(answer.associations);
    }

    /// What the submissions gathered so far hold, each once.
    pub fn members(&self) -> Vec<Box<str>> {
        let sets: HashSet<&str> = self.submission_sets.iter().map(|s| &*s.entry_uuid).collect();
        let mut seen = HashSet::new();
        let links = self.associations.iter();
        links
            .filter(|link| link.kind == AssociationKind::HasMember && sets.contains(&*link.source))
            .filter(|link| seen.insert(link.target.clone()))
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
    }
    versions(server, &mut gathered)?;
    Ok(gathered)
}

/// Old versions asked about at most: the rest stand alone.
const MOST_OLD_VERSIONS: usize = 100;

/// What replaced the old versions that were asked for: only the links between documents tell,
/// and FindDocuments gives none.
fn versions(server: &Server<'_>, gathered: &mut Gathered) -> Result<(), Error> {
    if !gathered.associations.is_empty() {
        return Ok(());
    }
    let old: Vec<Box<str>> = gathered
        .documents
        .iter()
        .filter(|entry| entry.is_obsolete())
        .map(|entry| entry.entry_uuid.clone())
        .take(MOST_OLD_VERSIONS)
        .collect();
    for some in batches(&old, server.batch()) {
        server.ask(&StoredQuery::get_associations(some), gathered)?;
    }
    Ok(())
}

/// What the submissions gathered so far hold: GetAssociations, then GetDocuments, by batches
/// (CNDA, tests 3.1-399 and 3.1-400).
pub(super) fn contents(server: &Server<'_>, gathered: &mut Gathered) -> Result<(), Error> {
    let sets: Vec<Box<str>> =
        gathered.submission_sets.iter().map(|set| set.entry_uuid.clone()).collect();
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
