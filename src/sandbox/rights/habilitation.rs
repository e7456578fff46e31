//! The sandbox's own matrix: which profession sees which documents. Another table than the
//! library's, so that one can judge the other.

use once_cell::sync::Lazy;

use crate::record::DocumentEntry;

static MATRIX: Lazy<Vec<Row>> = Lazy::new(|| {
    let table = include_str!("habilitation.csv");
    table.lines().skip(2).filter_map(Row::read).collect()
});

struct Row {
    profession: &'static str,
    system: &'static str,
    all: bool,
    seen: Vec<&'static str>,
    hidden: Vec<&'static str>,
}

impl Row {
    fn read(line: &'static str) -> Option<Self> {
        let mut columns = line.splitn(3, ';');
        let (profession, system) = (columns.next()?, columns.next()?);
        let words: Vec<&str> = columns.next()?.split_whitespace().collect();
        let hidden = words.iter().filter_map(|word| word.strip_prefix('-')).collect();
        let seen = words.iter().copied().filter(|word| !word.starts_with('-')).collect();
        Some(Row { profession, system, all: words.contains(&"all"), seen, hidden })
    }

    fn sees(&self, class: &str, type_code: &str) -> bool {
        let class_seen = || {
            let seen = self.seen.iter().filter_map(|word| word.strip_prefix('c'));
            seen.into_iter().any(|seen| seen == class)
        };
        !self.hidden.contains(&type_code)
            && (self.all || self.seen.contains(&type_code) || class_seen())
    }
}

/// Whether a profession may see documents of this one's class and type. A profession without a
/// row sees none.
pub(super) fn allows(profession: &str, system: &str, entry: &DocumentEntry) -> bool {
    let code = |code: &Option<std::sync::Arc<crate::record::XdsCode>>| {
        code.as_ref().map(|code| code.code.to_string()).unwrap_or_default()
    };
    let row = MATRIX.iter().find(|row| row.profession == profession && row.system == system);
    row.is_some_and(|row| row.sees(&code(&entry.class_code), &code(&entry.type_code)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_read_once() {
        assert_eq!(MATRIX.len(), include_str!("habilitation.csv").lines().count() - 2);
        for row in MATRIX.iter() {
            let same = MATRIX
                .iter()
                .filter(|other| (other.profession, other.system) == (row.profession, row.system));
            assert_eq!(same.count(), 1, "{}", row.profession);
        }
    }
}
