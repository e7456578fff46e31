//! What a search finds is what a slow and simple reading of each document finds, on random
//! documents and random queries. Seeds are fixed: a run that fails, fails again.

mod search_support;

use std::collections::{BTreeMap, BTreeSet};

use dmpkit::record::AvailabilityStatus;
use dmpkit::search::{pushdown, Criteria, Criterion, FacetField, Fold, Query, Selection};
use search_support::counts::{Key, FIELDS, GROUPS};
use search_support::documents::{Dirt, World};
use search_support::naive::Naive;
use search_support::queries::{criterion, query, tree, KINDS};
use search_support::random::Random;
use search_support::server::answer;

fn all_of(selection: &Selection) -> Vec<u32> {
    let mut rows = selection.rows().to_vec();
    rows.sort_unstable();
    rows
}

#[test]
fn each_criterion_holds_for_the_documents_it_names() {
    for seed in 0..20 {
        let mut random = Random::new(seed);
        let world = World::random(&mut random, 80, Dirt::Any);
        let (corpus, naive) = (world.corpus(), Naive::new(&world));
        let mut some = 0;
        for kind in (0..KINDS).flat_map(|kind| [kind; 4]) {
            let criteria = Criteria::Is(criterion(&mut random, kind));
            let query = Query { fold: Fold::NOTHING, ..Query::of(criteria.clone()) };
            let expected = naive.matching(&criteria);
            assert_eq!(all_of(&corpus.select(&query)), expected, "seed {seed}: {criteria:?}");
            some += usize::from(!expected.is_empty() && expected.len() < world.entries.len());
        }
        assert!(some > KINDS, "seed {seed}: the queries tell documents apart");
    }
}

#[test]
fn trees_of_criteria_order_and_folding_are_as_the_simple_reading_has_them() {
    for seed in 100..140 {
        let mut random = Random::new(seed);
        let count = random.below(70);
        let world = World::random(&mut random, count, Dirt::Any);
        let (corpus, naive) = (world.corpus(), Naive::new(&world));
        for _ in 0..25 {
            let query = query(&mut random, 3);
            let selection = corpus.select(&query);
            assert_eq!(selection.rows(), naive.select(&query), "seed {seed}: {query:?}");
            // What is not among the rows is folded, and what it is folded behind is a row.
            let folded = selection.folded();
            let found = naive.matching(&query.criteria).len();
            assert_eq!(folded.len() + selection.len(), found, "seed {seed}: {query:?}");
            let behind = folded.iter().filter_map(|folded| folded.behind);
            assert!(behind.into_iter().all(|row| selection.rows().contains(&row)));
        }
    }
}

#[test]
fn refining_twice_is_asking_for_both() {
    for seed in 200..220 {
        let mut random = Random::new(seed);
        let world = World::random(&mut random, 60, Dirt::Any);
        let corpus = world.corpus();
        for _ in 0..20 {
            let [one, two, three] = [(); 3].map(|()| query(&mut random, 2));
            let refined = corpus.refine(&corpus.refine(&corpus.select(&one), &two), &three);
            let criteria = Criteria::All(
                [&one, &two, &three].map(|query| query.criteria.clone()).into_iter().collect(),
            );
            // The last order that was asked for holds.
            let sorts = [&three, &two, &one].map(|query| query.sort.clone());
            let sort = sorts.into_iter().find(|sort| !sort.is_empty()).unwrap_or_default();
            let together = Query { criteria, sort, fold: three.fold };
            let expected = corpus.select(&together);
            assert_eq!(refined.rows(), expected.rows(), "seed {seed}: {together:?}");
            assert_eq!(refined.folded(), expected.folded());
            assert_eq!(refined.explanation(), expected.explanation());
            let again = corpus.select(refined.query());
            assert_eq!(again.rows(), expected.rows());
        }
    }
}

#[test]
fn what_the_server_filters_loses_nothing() {
    let mut pushed = 0;
    let mut left_out = 0;
    for seed in 300..330 {
        let mut random = Random::new(seed);
        let world = World::random(&mut random, 60, Dirt::AsRequired);
        let corpus = world.corpus();
        let kinds: Vec<usize> = (0..KINDS).collect();
        for _ in 0..25 {
            let query = Query { fold: Fold::NOTHING, ..Query::of(tree(&mut random, 2, &kinds)) };
            let plan = pushdown(&query, &world.setting);
            let given = answer(&world, &plan);
            let smaller = given.corpus();
            let found = smaller.select(&query);
            let ids = |corpus: &dmpkit::search::Corpus, selection: &Selection| {
                let id = |row: &u32| corpus.entry(*row).unwrap().entry_uuid.clone();
                let mut ids: Vec<_> = selection.rows().iter().map(id).collect();
                ids.sort();
                ids
            };
            let mut expected = ids(&corpus, &corpus.select(&query));
            let mut known = ids(&smaller, &found);
            // Current documents alone are asked for where nobody speaks of status.
            if plan.statuses == [AvailabilityStatus::Approved] {
                let current = |id: &str| {
                    let entry = corpus.entries().iter().find(|entry| *entry.entry_uuid == *id);
                    entry.unwrap().status == Some(AvailabilityStatus::Approved)
                };
                expected.retain(|id| current(id));
                known.retain(|id| current(id));
            }
            // A word that stands in none of fewer documents is taken for a mistake.
            if has_words(&query.criteria) {
                known.retain(|id| expected.contains(id));
            }
            assert_eq!(known, expected, "seed {seed}: {query:?} {plan:?}");
            pushed += usize::from(!plan.pushed.is_empty());
            left_out += world.entries.len() - given.entries.len();
        }
    }
    assert!(pushed > 150 && left_out > 2_500, "{pushed} plans left out {left_out} documents");
}

#[test]
fn facets_count_what_is_there() {
    for seed in 400..415 {
        let mut random = Random::new(seed);
        let world = World::random(&mut random, 60, Dirt::Any);
        let (corpus, naive) = (world.corpus(), Naive::new(&world));
        for _ in 0..6 {
            let selection = corpus.select(&query(&mut random, 1));
            for (facet, field) in corpus.facets(&selection, FIELDS).into_iter().zip(FIELDS) {
                let (counts, without) = naive.counts(selection.rows(), *field);
                assert_eq!(facet.without, without, "seed {seed}: {field:?}");
                let values = facet.values.iter();
                let found: BTreeMap<Key, u32> = values
                    .map(|value| {
                        (
                            (value.key.to_string(), value.scheme.as_ref().map(|s| s.to_string())),
                            value.count,
                        )
                    })
                    .collect();
                assert_eq!(found, counts, "seed {seed}: {field:?}");
                assert_eq!(found.len(), facet.values.len(), "no value comes twice");
                assert!(facet.values.iter().all(|value| !value.label.trim().is_empty()));
                let sum: u32 = facet.values.iter().map(|value| value.count).sum();
                let several = [
                    FacetField::Author,
                    FacetField::Structure,
                    FacetField::Speciality,
                    FacetField::Visibility,
                ];
                let whole = (sum + facet.without) as usize;
                assert!(whole == selection.len() || several.contains(field), "{field:?}");
            }
        }
    }
}

#[test]
fn groups_put_each_document_in_one_place() {
    for seed in 500..520 {
        let mut random = Random::new(seed);
        let world = World::random(&mut random, 50, Dirt::Any);
        let (corpus, naive) = (world.corpus(), Naive::new(&world));
        for by in GROUPS {
            let keys = naive.group_keys(*by);
            let selection = corpus.select(&query(&mut random, 1));
            // In the order of the selection, the documents without key last.
            let mut expected: Vec<(Option<Key>, Vec<u32>)> = Vec::new();
            for row in selection.rows() {
                let key = &keys[*row as usize];
                match expected.iter_mut().find(|(known, _)| known == key) {
                    Some((_, rows)) => rows.push(*row),
                    None => expected.push((key.clone(), vec![*row])),
                }
            }
            expected.sort_by_key(|(key, _)| key.is_none());
            let groups = corpus.group(&selection, *by);
            let rows: Vec<&Vec<u32>> = groups.iter().map(|group| &group.rows).collect();
            let expected_rows: Vec<&Vec<u32>> = expected.iter().map(|(_, rows)| rows).collect();
            assert_eq!(rows, expected_rows, "seed {seed}: {by:?}");
            for (group, (key, _)) in groups.iter().zip(&expected) {
                assert_eq!(group.key.is_none(), key.is_none(), "seed {seed}: {by:?}");
            }
            let names: BTreeSet<_> = groups.iter().map(|group| &group.label).collect();
            assert!(!names.contains(&String::new()), "seed {seed}: {by:?} {names:?}");
        }
    }
}

fn has_words(criteria: &Criteria) -> bool {
    match criteria {
        Criteria::All(parts) | Criteria::Any(parts) => parts.iter().any(has_words),
        Criteria::Not(part) => has_words(part),
        Criteria::Is(criterion) => matches!(criterion, Criterion::Words(_)),
    }
}
