//! What is shown of what was found, and what is folded away.

use std::collections::HashMap;

use super::bits::Bits;
use super::flags::Flags;
use super::kin::Kin;
use super::query::Fold;
use super::selection::{Folded, Why};
use super::Corpus;

impl Corpus {
    /// The documents shown, and those folded away.
    pub(super) fn fold(&self, matched: &Bits, fold: Fold) -> (Bits, Vec<Folded>) {
        let mut shown = matched.clone();
        let mut folded = Vec::new();
        if fold.signatures {
            let signatures = matched
                .rows()
                .filter(|row| self.attributes.flags[*row as usize].has(Flags::SIGNATURE));
            folded.extend(signatures.map(|row| Folded { row, why: Why::Signature, behind: None }));
            folded.iter().for_each(|folded| shown.clear(folded.row));
        }
        if fold.duplicates {
            fold_kin(&self.duplicates, Why::Duplicate, &mut shown, &mut folded);
        }
        if fold.obsolete_versions {
            fold_kin(&self.chains, Why::ObsoleteVersion, &mut shown, &mut folded);
        }
        // What stood for a duplicate may itself have been folded since.
        let behind: HashMap<u32, u32> =
            folded.iter().filter_map(|folded| folded.behind.map(|b| (folded.row, b))).collect();
        for folded in &mut folded {
            folded.behind = folded.behind.map(|row| behind.get(&row).copied().unwrap_or(row));
        }
        folded.sort_unstable_by_key(|folded| folded.row);
        (shown, folded)
    }
}

/// Folds each family behind the best of it that is shown.
fn fold_kin(kin: &Kin, why: Why, shown: &mut Bits, folded: &mut Vec<Folded>) {
    let members = || kin.members().iter();
    let mut best: HashMap<u32, (u32, u32)> = HashMap::new();
    for member in members().filter(|member| shown.has(member.row)) {
        let known = best.entry(member.family).or_insert((member.place, member.row));
        *known = (*known).min((member.place, member.row));
    }
    for member in members() {
        match best.get(&member.family) {
            Some((_, row)) if shown.has(member.row) && *row != member.row => {
                shown.clear(member.row);
                folded.push(Folded { row: member.row, why, behind: Some(*row) });
            }
            _ => {}
        }
    }
}
