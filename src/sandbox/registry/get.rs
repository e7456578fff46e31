//! The queries by identifier. What was deleted is not given back by them.

use std::collections::HashSet;
use std::sync::Arc;

use super::find::ContentCriteria;
use super::parameters::{ids, required, Checked};
use super::{Found, InSight};
use crate::record::{Association, AssociationKind, AvailabilityStatus};
use crate::sandbox::holding::Stored;
use crate::wire::registry::{parameter, ReceivedQuery};

const DOCUMENT_IDS: [&str; 2] = [parameter::ENTRY_UUID, parameter::UNIQUE_ID];

fn named<'h>(sight: &InSight<'h>, ids: &[&str]) -> Vec<&'h Arc<Stored>> {
    let ids: HashSet<&str> = ids.iter().copied().collect();
    let is_named = |stored: &&Arc<Stored>| {
        let entry = &stored.entry;
        let unique = entry.unique_id.as_deref().is_some_and(|id| ids.contains(id));
        (unique || ids.contains(&*entry.entry_uuid)) && !is_deleted(stored)
    };
    sight.documents().filter(is_named).collect()
}

fn is_deleted(stored: &Stored) -> bool {
    stored.entry.status == Some(AvailabilityStatus::Deleted)
}

pub(super) fn documents(query: &ReceivedQuery, sight: &InSight) -> Checked<Found> {
    let found = named(sight, &ids(query, &DOCUMENT_IDS)?);
    Ok(Found { documents: found.into_iter().cloned().collect(), ..Found::default() })
}

fn linked<'h>(sight: &InSight<'h>, ids: &HashSet<&str>) -> Vec<&'h Arc<Association>> {
    let touches =
        |link: &&Arc<Association>| ids.contains(&*link.source) || ids.contains(&*link.target);
    sight.associations().filter(touches).collect()
}

pub(super) fn associations(query: &ReceivedQuery, sight: &InSight) -> Checked<Found> {
    let ids: HashSet<&str> = ids(query, &[parameter::UUID])?.into_iter().collect();
    let found = linked(sight, &ids).into_iter().cloned().collect();
    Ok(Found { associations: found, ..Found::default() })
}

pub(super) fn documents_and_associations(query: &ReceivedQuery, sight: &InSight) -> Checked<Found> {
    let documents = named(sight, &ids(query, &DOCUMENT_IDS)?);
    let ids = documents.iter().map(|stored| &*stored.entry.entry_uuid).collect();
    Ok(Found {
        associations: linked(sight, &ids).into_iter().cloned().collect(),
        documents: documents.into_iter().cloned().collect(),
        ..Found::default()
    })
}

/// The submissions documents came with, and the links that say so.
pub(super) fn submission_sets(query: &ReceivedQuery, sight: &InSight) -> Checked<Found> {
    let ids: HashSet<&str> = ids(query, &[parameter::UUID])?.into_iter().collect();
    let links: Vec<_> = sight.memberships().filter(|link| ids.contains(&*link.target)).collect();
    let sets: HashSet<&str> = links.iter().map(|link| &*link.source).collect();
    let submissions = sight.submissions().filter(|set| sets.contains(&*set.entry_uuid));
    Ok(Found {
        submissions: submissions.cloned().collect(),
        associations: links.into_iter().cloned().collect(),
        documents: Vec::new(),
    })
}

pub(super) fn submission_set_and_contents(
    query: &ReceivedQuery,
    sight: &InSight,
) -> Checked<Found> {
    let names = [parameter::SUBMISSION_ENTRY_UUID, parameter::SUBMISSION_UNIQUE_ID];
    let ids = ids(query, &names)?;
    let criteria = ContentCriteria::read(query)?;
    let is_named = |id: &str| ids.contains(&id);
    let sets = sight
        .submissions()
        .filter(|set| is_named(&set.entry_uuid) || set.unique_id.as_deref().is_some_and(is_named));
    let submissions: Vec<_> = sets.cloned().collect();
    let sources: HashSet<&str> = submissions.iter().map(|set| &*set.entry_uuid).collect();
    let links: Vec<_> =
        sight.associations().filter(|link| sources.contains(&*link.source)).collect();
    let members: HashSet<&str> = links
        .iter()
        .filter(|link| link.kind == AssociationKind::HasMember)
        .map(|link| &*link.target)
        .collect();
    let contents: Vec<_> = sight
        .documents()
        .filter(|stored| members.contains(&*stored.entry.entry_uuid) && !is_deleted(stored))
        .filter(|stored| criteria.matches(&stored.entry))
        .collect();
    let kept: HashSet<&str> = contents.iter().map(|stored| &*stored.entry.entry_uuid).collect();
    let links = links
        .into_iter()
        .filter(|link| link.kind != AssociationKind::HasMember || kept.contains(&*link.target));
    Ok(Found {
        associations: links.cloned().collect(),
        documents: contents.into_iter().cloned().collect(),
        submissions,
    })
}

/// The documents linked to one in certain ways, that one too, and the links.
pub(super) fn related_documents(query: &ReceivedQuery, sight: &InSight) -> Checked<Found> {
    let kinds = required(query, parameter::ASSOCIATION_TYPES)?;
    let asked = named(sight, &ids(query, &DOCUMENT_IDS)?);
    let ids: HashSet<&str> = asked.iter().map(|stored| &*stored.entry.entry_uuid).collect();
    let documents: HashSet<&str> =
        sight.documents().map(|stored| &*stored.entry.entry_uuid).collect();
    let links: Vec<_> = linked(sight, &ids)
        .into_iter()
        .filter(|link| kinds.contains(&link.kind.code()))
        .filter(|link| documents.contains(&*link.source) && documents.contains(&*link.target))
        .collect();
    if links.is_empty() {
        return Ok(Found::default());
    }
    let ends: HashSet<&str> =
        links.iter().flat_map(|link| [&*link.source, &*link.target]).collect();
    let found = sight
        .documents()
        .filter(|stored| ends.contains(&*stored.entry.entry_uuid) && !is_deleted(stored));
    Ok(Found {
        documents: found.cloned().collect(),
        associations: links.into_iter().cloned().collect(),
        submissions: Vec::new(),
    })
}
