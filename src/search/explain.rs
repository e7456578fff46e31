use super::bits::Bits;
use super::engine::Dated;
use super::query::{Criteria, Criterion, Query};
use super::words::{corrections, Wanted};
use super::{Corpus, Route, ServerPlan};
use crate::record::AvailabilityStatus;

/// How an answer came about, in plain French for the professional.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Explanation {
    pub criteria: Vec<Explained>,
    /// What the answer may lack, and why: `2 documents sans date d'acte écartés…`.
    pub doubts: Vec<String>,
    /// What was asked of the server, and that other documents may exist.
    pub scope: Vec<String>,
}

/// One part of the query that must hold.
#[derive(Debug, Clone, PartialEq)]
pub struct Explained {
    pub text: String,
    pub applied: Applied,
    /// Its criteria: one, or those of a part with `or` or `not`.
    pub criteria: Vec<Criterion>,
}

/// Where a part of the query was applied.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Applied {
    /// By the server, then once more here.
    Server,
    Here,
    /// Nowhere: what it needs is not known.
    No,
}

impl Corpus {
    pub(super) fn explain(&self, query: &Query, matched: &Bits) -> Explanation {
        let mut parts = Vec::new();
        conjuncts(&query.criteria, &mut parts);
        Explanation {
            criteria: parts.into_iter().map(|part| self.explained(part)).collect(),
            doubts: self.doubts(query, matched),
            scope: self.scope_words(matched),
        }
    }

    fn explained(&self, part: &Criteria) -> Explained {
        let mut criteria = Vec::new();
        part.each(&mut |criterion| criteria.push(criterion));
        let plan = self.setting.scope.plan.as_ref();
        let pushed = |criterion: &&Criterion| plan.is_some_and(|p| p.pushed.contains(criterion));
        let applied = match criteria.iter().any(|criterion| self.can_apply(criterion)) {
            false if !criteria.is_empty() => Applied::No,
            _ if !criteria.is_empty() && criteria.iter().all(pushed) => Applied::Server,
            _ => Applied::Here,
        };
        let criteria = criteria.into_iter().cloned().collect();
        Explained { text: self.in_french(part), applied, criteria }
    }

    fn doubts(&self, query: &Query, matched: &Bits) -> Vec<String> {
        let mut doubts = Vec::new();
        let mut dated = Vec::new();
        query.criteria.each(&mut |criterion| match criterion {
            Criterion::ActDate(_) => dated.push(Dated::Act),
            Criterion::DepositDate(_) | Criterion::NewSinceLastVisit => dated.push(Dated::Deposit),
            Criterion::Reimbursements(_) => dated.push(Dated::Reimbursement),
            Criterion::Words(text) => doubts.extend(self.corrected(text)),
            _ => {}
        });
        for date in [Dated::Act, Dated::Deposit, Dated::Reimbursement] {
            if !dated.contains(&date) {
                continue;
            }
            let mut within = self.undated(date).clone();
            within.and_not(matched);
            if let Some(otherwise) = self.matching(&query.criteria, &within, Some(date)) {
                doubts.extend(undated_words(date, otherwise.count()));
            }
        }
        doubts
    }

    /// The words taken for typing mistakes.
    fn corrected(&self, text: &str) -> Vec<String> {
        let terms = &self.attributes.terms;
        let corrected = |word: &String| {
            let mut found: Vec<&str> =
                corrections(word, terms).into_iter().map(|term| terms.word(term)).collect();
            found.truncate(5);
            let words = found.join(", ");
            (!words.is_empty()).then(|| format!("« {word} » introuvable, recherché : {words}"))
        };
        Wanted::read(text).words.iter().filter_map(corrected).collect()
    }

    /// What the server was asked, and that it is not all there is.
    fn scope_words(&self, matched: &Bits) -> Vec<String> {
        let scope = &self.setting.scope;
        let mut words = Vec::new();
        if let Some(plan) = &scope.plan {
            words.push(format!("Demandé au DMP : {}.", self.asked_words(plan)));
            words.push(OTHERS.to_string());
        }
        if words.is_empty() && matched.is_empty() {
            words.push(
                "Rien parmi ce que le DMP a renvoyé ; d'autres documents peuvent exister.".into(),
            );
        }
        if scope.partial {
            words.push("Le DMP n'a pas tout renvoyé : la réponse est incomplète.".to_string());
        }
        words
    }

    /// The statuses, then each filter; that no date bounds them where none does.
    fn asked_words(&self, plan: &ServerPlan) -> String {
        let status = |status: &AvailabilityStatus| match status {
            AvailabilityStatus::Approved => "documents à jour",
            AvailabilityStatus::Deprecated => "anciennes versions",
            AvailabilityStatus::Archived => "documents archivés",
            AvailabilityStatus::Deleted => "documents supprimés",
            AvailabilityStatus::Other(_) => "autres documents",
        };
        let by_deposit = matches!(
            plan.route,
            Route::FindSubmissionSets { .. } | Route::GetSubmissionSetAndContents(_)
        );
        let mut parts = match by_deposit {
            true => vec!["documents de certains dépôts".to_string()],
            false => vec![plan.statuses.iter().map(status).collect::<Vec<_>>().join(", ")],
        };
        let filters = plan.pushed.iter();
        let filters = filters.filter(|criterion| !matches!(criterion, Criterion::Status(_)));
        parts.extend(filters.map(|one| self.in_french(&Criteria::Is(one.clone()))));
        if plan.times.is_empty() && !by_deposit {
            parts.push("sans limite de date".to_string());
        }
        parts.join(" ; ")
    }
}

/// Whatever was asked: an answer is never said to be all there is.
const OTHERS: &str =
    "D'autres documents peuvent exister : archivés, remplacés, ou non visibles par vous.";

/// The parts that must all hold.
fn conjuncts<'a>(criteria: &'a Criteria, parts: &mut Vec<&'a Criteria>) {
    match criteria {
        Criteria::All(all) => all.iter().for_each(|part| conjuncts(part, parts)),
        part => parts.push(part),
    }
}

fn undated_words(date: Dated, count: usize) -> Option<String> {
    let date = match date {
        Dated::Act => "sans date d'acte",
        Dated::Deposit => "sans date de dépôt connue",
        Dated::Reimbursement => "de remboursement sans période",
    };
    match count {
        0 => None,
        1 => Some(format!("1 document {date} écarté par le critère de date.")),
        count => Some(format!("{count} documents {date} écartés par le critère de date.")),
    }
}
