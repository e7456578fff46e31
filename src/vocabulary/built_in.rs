//! The tables compiled in. A line `# name,OID,version` opens each source of a set: the first
//! binds the DMP, the others complete it.

use std::collections::HashMap;
use std::sync::Arc;

use super::csv;
use super::{ClassOfType, Entry, Retired, Retirement, Set, SetInfo, ValueSet, Vocabulary};

const TABLES: &[(ValueSet, &str)] = &[
    (ValueSet::Type, include_str!("tables/types.csv")),
    (ValueSet::Class, include_str!("tables/classes.csv")),
    (ValueSet::Confidentiality, include_str!("tables/confidentiality.csv")),
    (ValueSet::Format, include_str!("tables/formats.csv")),
    (ValueSet::FacilityType, include_str!("tables/facility_types.csv")),
    (ValueSet::PracticeSetting, include_str!("tables/practice_settings.csv")),
    (ValueSet::AuthorSpeciality, include_str!("tables/author_specialities.csv")),
    (ValueSet::AuthorRole, include_str!("tables/author_roles.csv")),
    (ValueSet::ContentType, include_str!("tables/content_types.csv")),
    (ValueSet::Status, include_str!("tables/statuses.csv")),
    (ValueSet::ReferenceIdType, include_str!("tables/reference_id_types.csv")),
    (ValueSet::SubjectRole, include_str!("tables/subject_roles.csv")),
    (ValueSet::Modality, include_str!("tables/modalities.csv")),
    (ValueSet::BodyRegion, include_str!("tables/body_regions.csv")),
];

const SYNONYMS: &str = include_str!("synonyms.csv");

/// Reads them all. They are part of the program, and a test reads every line.
pub(super) fn read() -> Vocabulary {
    let mut vocabulary = Vocabulary::empty();
    let mut schemes = HashMap::new();
    for (set, text) in TABLES {
        read_set(&mut vocabulary, *set, text, &mut schemes);
    }
    let phrases = rows(SYNONYMS).filter_map(|(_, row)| {
        let [phrase, set, code] = row?;
        ValueSet::from_name(&set).map(|set| (set, code, phrase))
    });
    Arc::make_mut(&mut vocabulary.synonyms).extend(phrases);
    vocabulary.mark_retired();
    vocabulary
}

fn read_set(
    vocabulary: &mut Vocabulary,
    set: ValueSet,
    text: &str,
    schemes: &mut HashMap<String, Arc<str>>,
) {
    let mut read = Set::default();
    let mut sources = Vec::new();
    for (about, row) in rows::<6>(text) {
        if let Some([name, oid, version]) = about {
            let [name, oid, version] = [name, oid, version].map(String::into_boxed_str);
            sources.push(SetInfo { name, oid, version });
        }
        let Some([code, scheme, label, class, until, successor]) = row else { continue };
        let code: Arc<str> = code.into();
        let known = schemes.entry(scheme).or_insert_with_key(|scheme| scheme.as_str().into());
        let scheme = Arc::clone(known);
        if !class.is_empty() {
            Arc::make_mut(&mut vocabulary.classes).put(ClassOfType {
                code: Arc::clone(&code),
                scheme: Arc::clone(&scheme),
                class: class.into(),
            });
        }
        if !until.is_empty() {
            let successor = Some(successor.into_boxed_str()).filter(|code| !code.is_empty());
            Arc::make_mut(&mut vocabulary.retirements).put(Retirement {
                code: Arc::clone(&code),
                scheme: Arc::clone(&scheme),
                retired: Retired { until: until.into(), successor, inferred: true },
            });
        }
        let current = sources.len() == 1;
        read.entries.put(Entry { code, scheme, label: label.into(), current, retired: None });
    }
    let mut sources = sources.into_iter();
    read.about = sources.next().unwrap_or_default();
    read.completed_by = sources.collect();
    *vocabulary.set_mut(set) = Arc::new(read);
}

type Source = [String; 3];

/// The lines of a compiled table: a source, or a row with empty fields where they are left out.
fn rows<const N: usize>(
    text: &str,
) -> impl Iterator<Item = (Option<Source>, Option<[String; N]>)> + '_ {
    let mut named = false;
    text.lines().map(move |line| {
        if let Some(about) = line.strip_prefix("# ") {
            return (Some(cells(about)), None);
        }
        let is_header = !std::mem::replace(&mut named, true);
        (None, (!is_header).then(|| cells(line)))
    })
}

fn cells<const N: usize>(line: &str) -> [String; N] {
    let mut fields = csv::fields(line, ',').unwrap_or_default().into_iter();
    std::array::from_fn(|_| fields.next().unwrap_or_default())
}
