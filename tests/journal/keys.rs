//! Keys: the right ones open, the wrong ones are told of, and a new one loses nothing from sight.

use dmpkit::journal::{
    Action, Alias, Entry, Head, JournalError, Keys, Realm, Secret, Verification,
};
use serde_json::json;

use crate::support::*;

fn opposed(id: &str) -> Entry {
    entry(
        id,
        json!({"opposition_to_feeding":
            {"outcome": "accepted", "from": "patient", "scope": "follow_up"}}),
    )
}

fn linked(id: &str, number: u64) -> Entry {
    let number = json!({"matricule": ins(number).matricule(), "oid": TEST_NIR});
    entry(id, json!({"identity_linked": {"ins": number}}))
}

fn keys(secrets: &[(u32, &[u8])]) -> Keys {
    let secrets: Vec<Secret> =
        secrets.iter().map(|(key, bytes)| Secret { key: *key, bytes }).collect();
    Keys::new(Realm::Real, &secrets).unwrap()
}

#[test]
fn a_wrong_or_missing_key_is_refused_at_opening() {
    let folder = Folder::new("wrong-key");
    let file = folder.file();
    open(&file).record(&[opposed("P-1")]).unwrap();
    let refused = |keys: Keys| open_with(&file, keys, clock()).err().unwrap();
    assert_eq!(refused(keys(&[(1, &SECOND)])), JournalError::WrongKey { key: 1 });
    assert_eq!(refused(keys(&[(2, &FIRST)])), JournalError::MissingKey { key: 1 });
    let sandbox = Keys::new(Realm::Sandbox, &[Secret { key: 1, bytes: &FIRST }]).unwrap();
    assert_eq!(refused(sandbox), JournalError::OtherRealm);
    let words = refused(keys(&[(1, &SECOND)])).to_string();
    assert_eq!(words, "key 1 is not the one the journal was written with");
}

#[test]
fn a_key_of_another_opened_at_the_same_moment_is_refused_at_writing() {
    let folder = Folder::new("two-keys");
    let file = folder.file();
    let (one, other) = (open(&file), open_with(&file, keys(&[(1, &SECOND)]), clock()).unwrap());
    one.record(&[opposed("P-1")]).unwrap();
    let refused = JournalError::WrongKey { key: 1 };
    assert_eq!(other.record(&[opposed("P-1")]), Err(refused.clone()));
    assert_eq!(other.known(&patient("P-1")).err(), Some(refused));
}

#[test]
fn secrets_are_checked() {
    let refused = |secrets: &[(u32, &[u8])]| {
        let secrets: Vec<Secret> =
            secrets.iter().map(|(key, bytes)| Secret { key: *key, bytes }).collect();
        Keys::new(Realm::Real, &secrets).unwrap_err().field
    };
    assert_eq!(refused(&[]), "secrets");
    assert_eq!(refused(&[(1, &[7; 31])]), "secrets[0].bytes");
    assert_eq!(refused(&[(0, &FIRST)]), "secrets[0].key");
    assert_eq!(refused(&[(1, &FIRST), (1, &SECOND)]), "secrets[1].key");
    let shown = format!("{:?} {:?}", both_keys(), Secret { key: 3, bytes: b"secret" });
    assert_eq!(shown, "Keys { realm: Real, numbers: [1, 2] } Secret(3, …)");
}

#[test]
fn a_key_may_change_in_the_middle_of_a_year() {
    let folder = Folder::new("rotation");
    let (file, clock) = (folder.file(), clock());
    let before = open_with(&file, first_key(), clock.clone()).unwrap();
    before.record(&[linked("P-1", 2_900_763_220_041), opposed("P-1")]).unwrap();
    clock.set("2026-07-01T06:00:00Z");
    let after = open_with(&file, both_keys(), clock.clone()).unwrap();
    let read = entry("P-1", json!({"read": {"document": "1.2"}}));
    let other = entry(
        "P-1",
        json!({"opposition_to_consultation": {"from": "patient", "scope": "follow_up"}}),
    );
    after.record(&[read, other, linked("P-2", 2_900_763_220_041)]).unwrap();

    for name in [patient("P-1"), patient("P-2"), Alias::Ins(ins(2_900_763_220_041))] {
        let known = after.known(&name).unwrap();
        assert_eq!(known.oppositions(Action::Feeding).count(), 1, "{name:?}: of before");
        assert_eq!(known.oppositions(Action::Consultation).count(), 1, "{name:?}: of after");
        assert_eq!(after.history(&name).unwrap().len(), 5);
    }
    let (from, until) = (instant("2026-01-01T00:00:00Z"), instant("2027-01-01T00:00:00Z"));
    assert_eq!(after.traces(&label(DOCTOR), &from, &until).unwrap().len(), 5);
    let Verification::Sound { head, .. } = after.verify(None).unwrap() else { panic!() };
    // 2 key rows and 5 entries.
    assert_eq!(head.position, 7);

    // A workstation that has not got the new key yet is told, before it misses an opposition.
    assert_eq!(before.known(&patient("P-1")).err(), Some(JournalError::MissingKey { key: 2 }));
    // The old key alone no longer opens; both in the other order write with the old one.
    let refused = open_with(&file, first_key(), clock.clone()).err();
    assert_eq!(refused, Some(JournalError::MissingKey { key: 2 }));
    let back = open_with(&file, keys(&[(2, &SECOND), (1, &FIRST)]), clock).unwrap();
    back.record(&[opposed("P-3")]).unwrap();
    assert_eq!(back.known(&patient("P-3")).unwrap().oppositions(Action::Feeding).count(), 1);
    assert!(matches!(back.verify(Some(&head)).unwrap(), Verification::Sound { .. }));
}

#[test]
fn the_sandbox_is_a_store_apart() {
    let folder = Folder::new("sandbox");
    let file = folder.file();
    let keys = || Keys::new(Realm::Sandbox, &[Secret { key: 1, bytes: &FIRST }]).unwrap();
    let journal = open_with(&file, keys(), clock()).unwrap();
    journal.record(&[linked("P-1", 2_900_763_220_041)]).unwrap();
    assert_eq!(open_with(&file, first_key(), clock()).err(), Some(JournalError::OtherRealm));
    // Nobody's number: it has no year of birth.
    let number = ins(5);
    let number = json!({"matricule": number.matricule(), "oid": "1.2.250.1.213.1.4.8"});
    let production = entry("P-1", json!({"identity_linked": {"ins": number}}));
    let error = journal.record(&[production]).unwrap_err().to_string();
    assert_eq!(error, "entries[0].fact: holds a production INS: the sandbox refuses it");
}

#[test]
fn a_head_is_read_as_it_was_written() {
    let head = Head { position: 42, mac: std::array::from_fn(|byte| byte as u8 * 5) };
    let text = head.to_string();
    assert!(text.starts_with("dmpkit.journal-head/1 42 00050a"), "{text}");
    assert_eq!(text.parse::<Head>(), Ok(head));
    let spoilt = [
        String::new(),
        text.replace("/1", "/2"),
        text.replace(" 42 ", " -1 "),
        text[..text.len() - 1].to_string(),
        format!("{text}0"),
        format!("{text} 1"),
        text.replace("00050a", "é05a"),
        text.replace("00050a", "+0+5+a"),
    ];
    for text in spoilt {
        assert!(text.parse::<Head>().is_err(), "{text}");
    }
}
