//! Who is who: the host's patients and their INS, as links, merges and unlinks leave them.

use super::facts::{Alias, Fact};
use super::{JournalError, Recorded};
use crate::record::{Ins, InsAuthority};

/// The links that hold after these entries, which are in their order: an unlink undoes what was
/// said of the same two before it, and no later word of them.
pub(super) fn links(entries: &[Recorded]) -> Vec<(Alias, Alias)> {
    let mut links: Vec<(Alias, Alias)> = Vec::new();
    for recorded in entries {
        let Some(patient) = recorded.entry.patient.clone() else { continue };
        let patient = Alias::Patient(patient);
        let same = |link: &(Alias, Alias), other: &Alias| {
            (link.0 == patient && link.1 == *other) || (link.0 == *other && link.1 == patient)
        };
        match &recorded.entry.fact {
            Fact::IdentityLinked(linked) => links.push((patient, Alias::Ins(linked.ins.clone()))),
            Fact::IdentityMerged(merged) => {
                links.push((patient, Alias::Patient(merged.absorbed.clone())));
            }
            Fact::IdentityUnlinked(unlinked) => links.retain(|link| !same(link, &unlinked.from)),
            _ => {}
        }
    }
    links
}

/// Everyone whom links join to `start`, itself first.
pub(super) fn joined(start: &Alias, links: &[(Alias, Alias)]) -> Vec<Alias> {
    let mut found = vec![start.clone()];
    let mut at = 0;
    while let Some(alias) = found.get(at).cloned() {
        for (one, other) in links {
            let next = match (*one == alias, *other == alias) {
                (true, _) => other,
                (_, true) => one,
                _ => continue,
            };
            if !found.contains(next) {
                found.push(next.clone());
            }
        }
        at += 1;
    }
    found
}

/// A person has one number of each register. A waiting number may stand beside the final one, and
/// one may follow another.
pub(super) fn fits(names: &[Alias]) -> Result<(), JournalError> {
    let numbers = || {
        names.iter().filter_map(|alias| match alias {
            Alias::Ins(ins) if ins.authority() != InsAuthority::Nia => Some(ins),
            _ => None,
        })
    };
    let conflict =
        |ins: &Ins| numbers().any(|other| other.authority() == ins.authority() && other != ins);
    if numbers().any(conflict) {
        return Err(JournalError::IdentityConflict);
    }
    Ok(())
}
