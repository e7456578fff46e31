//! A store that a host brings: rows in a list, chosen as roughly as the trait allows.

use std::sync::Arc;

use dmpkit::journal::{
    Action, Alias, Body, Journal, JournalError, Keys, Row, Rows, Section, SeenExistence, Store,
    StoreError, Verification, Wanted, Work,
};
use parking_lot::{Mutex, ReentrantMutex};
use serde_json::json;

use crate::support::*;

/// It knows positions, and nothing of people, kinds or times.
#[derive(Clone, Default)]
struct List {
    rows: Arc<Mutex<Vec<Row>>>,
    writer: Arc<ReentrantMutex<()>>,
}

impl Rows for List {
    fn last(&self) -> Result<Option<Row>, StoreError> {
        Ok(self.rows.lock().last().cloned())
    }

    fn read(&self, wanted: &Wanted, take: &mut dyn FnMut(Row) -> bool) -> Result<(), StoreError> {
        let mut rows = self.rows.lock().clone();
        if wanted.newest_first {
            rows.reverse();
        }
        let after = rows.into_iter().filter(|row| row.position > wanted.after);
        for row in after.take(wanted.most as usize) {
            if !take(row) {
                break;
            }
        }
        Ok(())
    }
}

impl Section for List {
    fn append(&self, row: &Row) -> Result<(), StoreError> {
        self.rows.lock().push(row.clone());
        Ok(())
    }

    fn purge(&self, position: u64, digest: &[u8; 32]) -> Result<(), StoreError> {
        let mut rows = self.rows.lock();
        let row = rows.iter_mut().find(|row| row.position == position);
        row.ok_or(StoreError::Corrupt)?.body = Body::Purged(*digest);
        Ok(())
    }
}

impl Store for List {
    fn exclusive(&self, work: &mut Work<'_>) -> Result<(), JournalError> {
        let _alone = self.writer.lock();
        let before = self.rows.lock().clone();
        work(self).inspect_err(|_| *self.rows.lock() = before)
    }

    fn inspect(&self) -> Result<(), StoreError> {
        Ok(())
    }
}

fn journal(list: &List, keys: Keys, clock: Arc<Clock>) -> Journal {
    Journal::open(Box::new(list.clone()), keys, clock, zone()).unwrap()
}

#[test]
fn whatever_it_gives_too_much_is_left_out() {
    let (list, clock) = (List::default(), clock());
    let one = journal(&list, first_key(), clock.clone());
    let opposed = |id: &str| {
        entry(id, json!({"opposition_to_consultation": {"from": "patient", "scope": "follow_up"}}))
    };
    let number = json!({"matricule": ins(2_900_763_220_041).matricule(), "oid": TEST_NIR});
    let trace = json!({"air_trace": {"event": "call", "token": "_1", "ins": number}});
    one.record(&[
        opposed("P-1"),
        entry("P-1", json!({"identity_linked": {"ins": number}})),
        entry("P-2", json!({"read": {"document": "1.2"}})),
        entry("P-1", trace),
    ])
    .unwrap();
    let other = journal(&list, both_keys(), clock.clone());
    other.record(&[opposed("P-3")]).unwrap();
    let known = |name: &Alias| other.known(name).unwrap().oppositions(Action::Consultation).count();
    let names =
        [patient("P-1"), patient("P-2"), patient("P-3"), Alias::Ins(ins(2_900_763_220_041))];
    assert_eq!(names.each_ref().map(known), [1, 0, 1, 1]);
    for (existence, id) in [("ACTIF", "P-1"), ("FERME", "P-1"), ("ACTIF", "P-2")] {
        let seen = json!({"profile_seen": {"existence": existence}});
        other.record(&[entry(id, seen)]).unwrap();
    }
    let last = other.last_profile(&patient("P-1")).unwrap().unwrap();
    assert_eq!(last.what.existence, SeenExistence::Closed);
    other.record(&[entry("P-2", json!({"read": {"document": "1.3"}}))]).unwrap();
    assert_eq!(other.history(&patient("P-2")).unwrap().len(), 3);
    let (from, until) = (instant("2026-03-02T00:00:00Z"), instant("2026-03-02T08:30:00Z"));
    assert_eq!(other.traces(&label(DOCTOR), &from, &until).unwrap(), []);

    let head = other.head().unwrap();
    clock.set("2040-01-01T00:00:00Z");
    let closed = instant("2026-06-01T00:00:00Z");
    assert_eq!(other.purge_air_traces(&patient("P-1"), &closed), Ok(1));
    let verified = other.verify(Some(&head)).unwrap();
    assert!(matches!(verified, Verification::Sound { purged: 1, .. }), "{verified:?}");
}

#[test]
fn a_refused_write_leaves_nothing() {
    let list = List::default();
    let journal = journal(&list, first_key(), clock());
    let linked = |number: u64| {
        let number = json!({"matricule": ins(number).matricule(), "oid": TEST_NIR});
        entry("P-1", json!({"identity_linked": {"ins": number}}))
    };
    let both = [linked(2_900_763_220_041), linked(1_850_763_220_041)];
    assert_eq!(journal.record(&both), Err(JournalError::IdentityConflict));
    assert_eq!(journal.head().unwrap().position, 0);
    assert_eq!(journal.record(&both[..1]).unwrap(), [2], "the key is introduced all the same");
}
