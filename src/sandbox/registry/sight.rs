use std::collections::HashSet;
use std::sync::Arc;

use super::super::holding::{Holding, Stored};
use crate::record::{Association, AssociationKind, SubmissionSet};

/// What of a record one caller may see: the documents he has a right to, the submissions that
/// hold one of them, and the links whose two ends he sees.
pub(in crate::sandbox) struct InSight<'h> {
    holding: &'h Holding,
    seen: HashSet<&'h str>,
}

impl<'h> InSight<'h> {
    pub fn new(holding: &'h Holding, sees: impl Fn(&Stored) -> bool) -> Self {
        let documents = holding.documents.iter().filter(|stored| sees(stored));
        let mut seen: HashSet<&str> = documents.map(|stored| &*stored.entry.entry_uuid).collect();
        let sets: HashSet<&str> = holding.submissions.iter().map(|set| &*set.entry_uuid).collect();
        let of_a_set = |link: &&Arc<Association>| sets.contains(&*link.source);
        let links = holding.associations.iter().filter(of_a_set);
        let in_use: Vec<&str> =
            links.filter(|link| seen.contains(&*link.target)).map(|link| &*link.source).collect();
        seen.extend(in_use);
        InSight { holding, seen }
    }

    pub fn documents(&self) -> impl Iterator<Item = &'h Arc<Stored>> + '_ {
        self.holding.documents.iter().filter(|stored| self.seen.contains(&*stored.entry.entry_uuid))
    }

    pub fn submissions(&self) -> impl Iterator<Item = &'h Arc<SubmissionSet>> + '_ {
        self.holding.submissions.iter().filter(|set| self.seen.contains(&*set.entry_uuid))
    }

    pub fn associations(&self) -> impl Iterator<Item = &'h Arc<Association>> + '_ {
        let both = |link: &&Arc<Association>| {
            self.seen.contains(&*link.source) && self.seen.contains(&*link.target)
        };
        self.holding.associations.iter().filter(both)
    }

    /// The links between submissions and their documents.
    pub fn memberships(&self) -> impl Iterator<Item = &'h Arc<Association>> + '_ {
        self.associations().filter(|link| link.kind == AssociationKind::HasMember)
    }
}
