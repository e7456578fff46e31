//! A server that filters by a plan, as IHE has it: by its attributes alone, dates in UTC.

use std::sync::Arc;

use dmpkit::record::{AssociationKind, DocumentEntry, Timestamp};
use dmpkit::search::{Route, ServerPlan};

use super::documents::World;
use super::naive::codes;
use super::naive_text::like;

/// The first moment of what a date says, as 14 digits.
fn digits(date: &Timestamp) -> String {
    let text = date.hl7_utc();
    let first = "00000101000000";
    format!("{text}{}", &first[text.len()..])
}

fn within(date: &Timestamp, from: &Option<Timestamp>, to: &Option<Timestamp>) -> bool {
    let date = digits(date);
    from.as_ref().is_none_or(|from| digits(from) <= date)
        && to.as_ref().is_none_or(|to| date < digits(to))
}

/// What the server would give: the documents, and the submissions the client learns of.
pub fn answer(world: &World, plan: &ServerPlan) -> World {
    let mut sets = world.sets.clone();
    if let Route::FindSubmissionSets { from, to } = &plan.route {
        sets.retain(|set| set.submission_time.as_ref().is_some_and(|at| within(at, from, to)));
    }
    if let Route::GetSubmissionSetAndContents(wanted) = &plan.route {
        sets.retain(|set| {
            let unique_id = set.unique_id.as_deref().unwrap_or("");
            wanted.iter().any(|id| *id == *set.entry_uuid || id == unique_id)
        });
    }
    let held = |entry: &DocumentEntry| {
        world.links.iter().any(|link| {
            link.kind == AssociationKind::HasMember
                && link.target == entry.entry_uuid
                && sets.iter().any(|set| set.entry_uuid == link.source)
        })
    };
    let mut entries = world.entries.clone();
    entries.retain(|entry: &Arc<DocumentEntry>| match &plan.route {
        Route::FindSubmissionSets { .. } | Route::GetSubmissionSetAndContents(_) => held(entry),
        Route::FindDocuments => filtered(entry, plan),
        Route::FindDocumentsByReferenceId(clauses) => {
            filtered(entry, plan)
                && clauses.iter().all(|clause| {
                    entry.reference_ids.iter().any(|id| {
                        clause.iter().any(|pattern| match pattern.like {
                            true => like(&pattern.text, id.as_str()),
                            false => pattern.text == id.as_str(),
                        })
                    })
                })
        }
    });
    World { entries, sets, links: world.links.clone(), setting: world.setting.clone() }
}

fn filtered(entry: &DocumentEntry, plan: &ServerPlan) -> bool {
    let status = entry.status.as_ref().is_some_and(|status| plan.statuses.contains(status));
    let coded = plan.codes.iter().all(|filter| {
        codes(entry, filter.attribute)
            .into_iter()
            .any(|(code, scheme, _)| filter.any_of.contains(&(code, scheme)))
    });
    let timed = plan.times.iter().all(|filter| {
        entry.service_start.as_ref().is_some_and(|at| within(at, &filter.from, &filter.to))
    });
    let written = plan.author_persons.iter().all(|clause| {
        let persons = entry.authors.iter().flat_map(|author| &author.persons);
        persons.into_iter().any(|who| clause.iter().any(|pattern| like(pattern, who.as_str())))
    });
    status && coded && timed && written
}
