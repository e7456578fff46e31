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
    /// What the answer may lack, and why: `2 documents sans date d'acte écartés…`. How many of
    /// its documents do not hold the words asked for, and are there by their type.
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
    pub(super) fn explain(
        &self,
        query: &Query,
        matched: &Bits,
        shown: &Bits,
        said: Option<&Bits>,
    ) -> Explanation {
        let mut parts = Vec::new();
        conjuncts(&query.criteria, &mut parts);
        let is_words = |part: &&Criteria| matches!(part, Criteria::Is(Criterion::Words(_)));
        let required = parts.iter().copied().filter(is_words).count();
        let mut doubts = self.doubts(query, matched);
        // Words of an alternative or a negation need not be in a document.
        if required > 0 && required == words_of(query) {
            let said = said.map_or(0, Bits::count);
            doubts.extend(said_words(said, shown.count().saturating_sub(said)));
        }
        Explanation {
            criteria: parts.into_iter().map(|part| self.explained(part)).collect(),
            doubts,
            scope: self.scope_words(matched),
        }
    }

    fn explained(&self, part: &Criteria) -> Explained {
        let mut criteria = Vec::new();
        part.each(&mut |criterion| criteria.push(criterion));
        let plan = self.setting.scope.plan.as_ref();
        let applied = match criteria.iter().any(|criterion| self.can_apply(criterion)) {
            false if !criteria.is_empty() => Applied::No,
            _ if plan.is_some_and(|plan| is_pushed(part, plan)) => Applied::Server,
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
            if plan.times.iter().any(|filter| filter.from.is_some()) {
                words.push(STAYS.to_string());
            }
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
        parts.extend(filters.filter(|part| !on_status(part)).map(|part| self.in_french(part)));
        if plan.times.is_empty() && !by_deposit {
            parts.push("sans limite de date".to_string());
        }
        parts.join(" ; ")
    }
}

/// Whatever was asked: an answer is never said to be all there is.
const OTHERS: &str =
    "D'autres documents peuvent exister : archivés, remplacés, ou non visibles par vous.";

fn is_pushed(part: &Criteria, plan: &ServerPlan) -> bool {
    match part {
        Criteria::Any(only) if only.len() == 1 => is_pushed(&only[0], plan),
        Criteria::All(parts) if !parts.is_empty() => parts.iter().all(|one| is_pushed(one, plan)),
        part => plan.pushed.contains(part),
    }
}

/// Whether it is on the status alone.
fn on_status(part: &Criteria) -> bool {
    let mut alone = true;
    part.each(&mut |criterion| alone &= matches!(criterion, Criterion::Status(_)));
    alone
}

/// The server bounds the start of an act alone.
const STAYS: &str = "Les séjours commencés avant la période demandée peuvent manquer.";

/// The parts that must all hold.
pub(super) fn conjuncts<'a>(criteria: &'a Criteria, parts: &mut Vec<&'a Criteria>) {
    match criteria {
        Criteria::All(all) => all.iter().for_each(|part| conjuncts(part, parts)),
        part => parts.push(part),
    }
}

/// How many criteria of free words a query has.
fn words_of(query: &Query) -> usize {
    let mut count = 0;
    query.criteria.each(&mut |one| count += usize::from(matches!(one, Criterion::Words(_))));
    count
}

/// How many documents hold the words themselves, and how many only by label or synonym, where
/// there are both.
fn said_words(said: usize, described: usize) -> Option<String> {
    let said = match said {
        0 => return None,
        1 => "1 document contient ces mots".to_string(),
        count => format!("{count} documents contiennent ces mots"),
    };
    match described {
        0 => None,
        1 => Some(format!("{said} ; 1 y répond par son type ou sa catégorie.")),
        count => Some(format!("{said} ; {count} y répondent par leur type ou leur catégorie.")),
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
