//! Who is who, and what is known of each.

use dmpkit::journal::{
    Action, Alias, By, ConsentState, Fact, Form, JournalError, Outcome, Recorded, Scope,
    SeenExistence, Voice,
};
use dmpkit::record::Operator;
use serde_json::json;

use crate::support::*;

fn notice(version: &str) -> serde_json::Value {
    json!({"template": "consultation.letter", "version": version, "hash": "c0ffee"})
}

fn informed(moment: &str, version: &str) -> serde_json::Value {
    json!({"information_given": {"about": ["consultation"], "to": "patient", "channel": "letter",
           "moment": moment, "notice": notice(version)}})
}

fn consent(what: &str) -> serde_json::Value {
    json!({what: {"from": "patient", "form": "written", "for": "care_team"}})
}

fn opposition(scope: serde_json::Value, outcome: &str) -> serde_json::Value {
    json!({"opposition_to_feeding": {"outcome": outcome, "from": "patient", "scope": scope,
           "reason": "Motif inventé"}})
}

fn linked(number: u64) -> serde_json::Value {
    json!({"identity_linked": {"ins": {"matricule": ins(number).matricule(), "oid": TEST_NIR}}})
}

fn merged(other: &str) -> serde_json::Value {
    json!({"identity_merged": {"absorbed": other}})
}

#[test]
fn what_was_written_reads_back_under_every_name() {
    let folder = Folder::new("names");
    let journal = open(&folder.file());
    let entries = [entry("P-1", consent("consent_given")), entry("P-1", linked(2_900_763_220_041))];
    // Row 1 introduces the key.
    assert_eq!(journal.record(&entries).unwrap(), [2, 3]);
    assert_eq!(journal.record(&[entry("P-2", consent("consent_refused"))]).unwrap(), [4]);
    for name in [patient("P-1"), Alias::Ins(ins(2_900_763_220_041))] {
        let history = journal.history(&name).unwrap();
        let said: Vec<_> = history.iter().map(|r| (r.position, r.entry.clone())).collect();
        assert_eq!(said, [(2, entries[0].clone()), (3, entries[1].clone())]);
        assert_eq!(history[0].at, instant("2026-03-02T08:30:00Z"));
    }
    assert_eq!(journal.history(&patient("P-3")).unwrap(), []);
    assert_eq!(journal.history(&Alias::Ins(ins(1_900_763_220_041))).unwrap(), []);
}

#[test]
fn consent_and_its_withdrawal() {
    let folder = Folder::new("consent");
    let (file, clock) = (folder.file(), clock());
    let journal = open_with(&file, first_key(), clock.clone()).unwrap();
    let person = patient("P-1");
    assert_eq!(journal.known(&person).unwrap().consent(), None);
    journal.record(&[entry("P-1", consent("consent_given"))]).unwrap();
    let known = journal.known(&person).unwrap();
    assert!(known.consent_in_force());
    let said = known.consent().unwrap();
    assert_eq!(said.what, ConsentState::Given { from: Voice::Patient, form: Form::Written });
    assert_eq!(said.at, instant("2026-03-02T08:30:00Z"));

    let own = json!({"consent_given": {"from": "patient", "form": "oral", "for": "professional"}});
    let mut of_nurse = entry("P-1", own);
    of_nurse.by.professional = Some(label(NURSE));
    journal.record(&[of_nurse]).unwrap();
    let known = journal.known(&person).unwrap();
    let said = known.consent_for(&label(NURSE)).unwrap();
    assert_eq!(said.what, ConsentState::Given { from: Voice::Patient, form: Form::Oral });
    assert_eq!(known.consent_for(&label(DOCTOR)), None);

    clock.set("2026-03-05T10:00:00Z");
    let pending = json!({"withdrawal_pending": {"professional": DOCTOR}});
    journal.record(&[entry("P-1", consent("consent_withdrawn")), entry("P-1", pending)]).unwrap();
    let known = journal.known(&person).unwrap();
    let withdrawn = ConsentState::Withdrawn { from: Voice::Patient, form: Form::Written };
    assert!(!known.consent_in_force());
    assert_eq!(known.consent().unwrap().what, withdrawn);
    assert_eq!(known.consent_for(&label(NURSE)).unwrap().what, withdrawn, "from each member");
    let waiting: Vec<_> = known.withdrawals_pending().collect();
    assert_eq!(waiting[0].0, &label(DOCTOR));
    assert_eq!(waiting[0].1.at, instant("2026-03-05T10:00:00Z"));
    let done = json!({"withdrawal_done": {"professional": DOCTOR}});
    journal.record(&[entry("P-1", done)]).unwrap();
    assert_eq!(journal.known(&person).unwrap().withdrawals_pending().count(), 0);
}

#[test]
fn what_is_entered_late_replaces_nothing_newer() {
    let folder = Folder::new("late");
    let journal = open(&folder.file());
    journal.record(&[entry("P-1", consent("consent_withdrawn"))]).unwrap();
    let mut late = entry("P-1", consent("consent_given"));
    late.happened_at = Some(instant("2026-02-27T09:00:00Z"));
    journal.record(&[late]).unwrap();
    assert!(!journal.known(&patient("P-1")).unwrap().consent_in_force());
    let mut future = entry("P-1", consent("consent_given"));
    future.happened_at = Some(instant("2026-03-02T09:00:00Z"));
    let error = journal.record(&[future]).unwrap_err();
    assert_eq!(error.to_string(), "entries[0].happened_at: must not be in the future");
}

#[test]
fn oppositions_by_scope_until_lifted() {
    let folder = Folder::new("oppositions");
    let journal = open(&folder.file());
    let person = patient("P-1");
    let document = Scope::Document(label("1.2.250.1.999.7"));
    journal
        .record(&[
            entry("P-1", opposition(json!({"document": "1.2.250.1.999.7"}), "asked")),
            entry("P-1", opposition(json!("follow_up"), "not_accepted")),
            entry(
                "P-1",
                json!({"opposition_to_consultation":
                {"from": "patient", "scope": {"episode": "E-1"}}}),
            ),
        ])
        .unwrap();
    let known = journal.known(&person).unwrap();
    let feeding: Vec<_> = known.oppositions(Action::Feeding).collect();
    assert_eq!(feeding.len(), 1, "one that was not accepted does not stand");
    assert_eq!((&feeding[0].what.scope, feeding[0].what.outcome), (&document, Outcome::Asked));
    let refused = known.opposition(Action::Feeding, &Scope::FollowUp).unwrap();
    assert_eq!(refused.what.outcome, Outcome::NotAccepted);
    let consultation: Vec<_> = known.oppositions(Action::Consultation).collect();
    assert_eq!(consultation[0].what.scope, Scope::Episode(label("E-1")));

    journal
        .record(&[
            entry("P-1", opposition(json!({"document": "1.2.250.1.999.7"}), "accepted")),
            entry(
                "P-1",
                json!({"opposition_lifted":
                {"of": "consultation", "from": "patient", "scope": {"episode": "E-1"}}}),
            ),
        ])
        .unwrap();
    let known = journal.known(&person).unwrap();
    assert_eq!(known.oppositions(Action::Consultation).count(), 0);
    let opposition = known.opposition(Action::Feeding, &document).unwrap();
    assert_eq!(opposition.what.outcome, Outcome::Accepted);
    assert_eq!(opposition.position, 5, "the later word");
}

#[test]
fn information_by_episode_and_reminders_clear_nothing() {
    let folder = Folder::new("informed");
    let journal = open(&folder.file());
    let person = patient("P-1");
    let episode = label("E-1");
    let mut reminder = entry("P-1", informed("after", "1"));
    reminder.episode = Some(episode.clone());
    journal.record(&[reminder]).unwrap();
    let known = journal.known(&person).unwrap();
    assert_eq!(known.informed(Action::Consultation, Some(&episode)), None);
    assert_eq!(known.informed_ever(Action::Consultation), None);
    assert!(known.reminded(Action::Consultation, Some(&episode)).is_some());

    let mut before = entry("P-1", informed("before", "2"));
    before.episode = Some(episode.clone());
    journal.record(&[before, entry("P-2", informed("before", "1"))]).unwrap();
    let known = journal.known(&person).unwrap();
    let said = known.informed(Action::Consultation, Some(&episode)).unwrap();
    assert_eq!(said.what.notice.version, label("2"));
    assert_eq!(known.informed(Action::Consultation, Some(&label("E-2"))), None);
    assert_eq!(known.informed(Action::Feeding, Some(&episode)), None);
    assert_eq!(known.informed_ever(Action::Consultation), Some(said));

    let template = label("consultation.letter");
    let whom = |version| {
        let found = journal.informed_with(&template, &label(version)).unwrap();
        found.into_iter().map(|r| r.entry.patient.unwrap()).collect::<Vec<_>>()
    };
    assert_eq!(whom("1"), [label("P-1"), label("P-2")]);
    assert_eq!(whom("2"), [label("P-1")]);
}

#[test]
fn what_the_dmp_said_last_and_to_whom() {
    let folder = Folder::new("profile");
    let (file, clock) = (folder.file(), clock());
    let journal = open_with(&file, first_key(), clock.clone()).unwrap();
    let seen = |existence: &str, authorisation: &str| {
        json!({"profile_seen": {"existence": existence, "authorisation": authorisation,
               "attached": true}})
    };
    let visit = json!({"last_visit": {"seen_until": "2026-03-02T08:29:00Z"}});
    journal.record(&[entry("P-1", seen("ACTIF", "VALIDE")), entry("P-1", visit)]).unwrap();
    clock.set("2026-03-09T08:00:00Z");
    let mut of_nurse = entry("P-1", seen("ACTIF", "NON_EXISTE"));
    of_nurse.by.professional = Some(label(NURSE));
    journal.record(&[of_nurse]).unwrap();
    let person = patient("P-1");
    let last = journal.last_profile(&person).unwrap().unwrap();
    assert_eq!((last.at.clone(), last.what.existence), (clock_now(), SeenExistence::Active));
    let mine = journal.last_profile_for(&person, &label(DOCTOR)).unwrap().unwrap();
    assert_eq!(mine.at, instant("2026-03-02T08:30:00Z"));
    let visit = |id: &str, by: &str| journal.last_visit(&patient(id), &label(by)).unwrap();
    assert_eq!(visit("P-1", DOCTOR), Some(instant("2026-03-02T08:29:00Z")));
    assert_eq!(visit("P-1", NURSE), None);
    assert_eq!(visit("P-2", DOCTOR), None);
    assert_eq!(journal.last_profile(&patient("P-2")).unwrap(), None);

    journal.record(&[entry("P-2", seen("FERME", "EXPIRE")), entry("P-2", merged("P-1"))]).unwrap();
    for id in ["P-1", "P-2"] {
        let last = journal.last_profile(&patient(id)).unwrap().unwrap();
        assert_eq!(last.what.existence, SeenExistence::Closed, "the newest under any name");
        assert_eq!(visit(id, DOCTOR), Some(instant("2026-03-02T08:29:00Z")));
    }
}

fn clock_now() -> dmpkit::record::Timestamp {
    instant("2026-03-09T08:00:00Z")
}

#[test]
fn oppositions_follow_a_booking_to_its_ins_and_from_nia_to_nir() {
    let folder = Folder::new("booking");
    let journal = open(&folder.file());
    // By telephone: no INS yet.
    journal.record(&[entry("tel-7", opposition(json!("follow_up"), "accepted"))]).unwrap();
    // Nobody's number: a waiting number has no test register.
    let nia = waiting_number(5);
    let nir = ins(1_850_763_220_041);
    let names = [patient("tel-7"), Alias::Ins(nia.clone()), Alias::Ins(nir.clone())];
    let stands = |name: &Alias| journal.known(name).unwrap().oppositions(Action::Feeding).count();
    assert_eq!(names.each_ref().map(stands), [1, 0, 0]);
    let link = |ins: &dmpkit::record::Ins| {
        let number = json!({"matricule": ins.matricule(), "oid": ins.oid()});
        entry("tel-7", json!({"identity_linked": {"ins": number}}))
    };
    journal.record(&[link(&nia)]).unwrap();
    assert_eq!(names.each_ref().map(stands), [1, 1, 0]);
    journal.record(&[link(&nir)]).unwrap();
    assert_eq!(names.each_ref().map(stands), [1, 1, 1]);
    assert_eq!(journal.aliases(&names[2]).unwrap().len(), 3);
}

#[test]
fn what_is_known_follows_a_merge_and_goes_back_at_its_undoing() {
    let folder = Folder::new("merge");
    let journal = open(&folder.file());
    journal.record(&[entry("P-1", consent("consent_given"))]).unwrap();
    journal.record(&[entry("P-2", opposition(json!("follow_up"), "accepted"))]).unwrap();
    let state = |id: &str| {
        let known = journal.known(&patient(id)).unwrap();
        (known.consent_in_force(), known.oppositions(Action::Feeding).count())
    };
    assert_eq!((state("P-1"), state("P-2")), ((true, 0), (false, 1)));
    journal.record(&[entry("P-1", merged("P-2"))]).unwrap();
    assert_eq!((state("P-1"), state("P-2")), ((true, 1), (true, 1)));
    // Written after the merge under the name that stays.
    let lifted = json!({"opposition_lifted":
        {"of": "feeding", "from": "patient", "scope": "follow_up"}});
    journal.record(&[entry("P-1", lifted)]).unwrap();
    assert_eq!(state("P-2"), (true, 0));
    let undone = json!({"identity_unlinked": {"from": {"patient": "P-2"}}});
    journal.record(&[entry("P-1", undone)]).unwrap();
    assert_eq!((state("P-1"), state("P-2")), ((true, 0), (false, 1)));
    journal.record(&[entry("P-2", merged("P-1"))]).unwrap();
    assert_eq!(state("P-1"), state("P-2"), "merged once more, the other way round");
}

#[test]
fn links_reach_through_a_shared_ins_and_end_with_it() {
    let folder = Folder::new("shared");
    let journal = open(&folder.file());
    journal
        .record(&[
            entry("P-1", linked(2_900_763_220_041)),
            entry("P-2", linked(2_900_763_220_041)),
            entry("P-2", consent("consent_given")),
        ])
        .unwrap();
    assert!(journal.known(&patient("P-1")).unwrap().consent_in_force());
    let number = json!({"matricule": ins(2_900_763_220_041).matricule(), "oid": TEST_NIR});
    let undone = json!({"identity_unlinked": {"from": {"ins": number}}});
    journal.record(&[entry("P-2", undone)]).unwrap();
    assert!(!journal.known(&patient("P-1")).unwrap().consent_in_force());
}

#[test]
fn a_second_ins_of_the_same_register_is_refused() {
    let folder = Folder::new("conflict");
    let journal = open(&folder.file());
    journal.record(&[entry("P-1", linked(2_900_763_220_041))]).unwrap();
    let other = entry("P-1", linked(1_850_763_220_041));
    let head = journal.head().unwrap();
    let both = [entry("P-1", consent("consent_given")), other];
    assert_eq!(journal.record(&both), Err(JournalError::IdentityConflict));
    assert_eq!(journal.head().unwrap(), head, "all or nothing");
    journal.record(&[entry("P-2", linked(1_850_763_220_041))]).unwrap();
    let merge = [entry("P-1", merged("P-2"))];
    assert_eq!(journal.record(&merge), Err(JournalError::IdentityConflict), "nor by a merge");
    // The same again is no conflict.
    journal.record(&[entry("P-1", linked(2_900_763_220_041))]).unwrap();
}

#[test]
fn another_process_s_entries_count_at_once() {
    let folder = Folder::new("two-open");
    let (one, other) = (open(&folder.file()), open(&folder.file()));
    let person = patient("P-1");
    assert!(!one.known(&person).unwrap().consent_in_force());
    other.record(&[entry("P-9", consent("consent_given"))]).unwrap();
    assert!(!one.known(&person).unwrap().consent_in_force());
    other.record(&[entry("P-1", merged("P-9"))]).unwrap();
    assert!(one.known(&person).unwrap().consent_in_force());
    other.record(&[entry("P-1", consent("consent_withdrawn"))]).unwrap();
    assert!(!one.known(&person).unwrap().consent_in_force());
}

#[test]
fn traces_of_a_professional_between_two_dates() {
    let folder = Folder::new("traces");
    let (file, clock) = (folder.file(), clock());
    let journal = open_with(&file, first_key(), clock.clone()).unwrap();
    let read = |document: &str| entry("P-1", json!({"read": {"document": document}}));
    for (day, document) in [("02", "1.1"), ("03", "1.2"), ("04", "1.3")] {
        clock.set(&format!("2026-03-{day}T08:30:00Z"));
        let mut of_nurse = read("1.9");
        of_nurse.by.professional = Some(label(NURSE));
        journal.record(&[read(document), of_nurse]).unwrap();
    }
    let found = journal
        .traces(&label(DOCTOR), &instant("2026-03-03T00:00:00Z"), &instant("2026-03-04T08:30:00Z"))
        .unwrap();
    let documents: Vec<&Fact> = found.iter().map(|Recorded { entry, .. }| &entry.fact).collect();
    assert_eq!(documents, [&read("1.2").fact], "the first moment is in, the last is not");
}

#[test]
fn a_text_is_acknowledged_by_each_user() {
    let folder = Folder::new("acknowledged");
    let journal = open(&folder.file());
    let told = json!({"text_acknowledged": {"text": "premier-acces", "version": "3", "hash": "a"}});
    let fact: Fact = serde_json::from_value(told).unwrap();
    let secretary =
        By { operator: Operator::Secretary, professional: None, user: Some(label("U-12")) };
    let text = label("premier-acces");
    assert_eq!(journal.acknowledged(&secretary, &text).unwrap(), None);
    journal.record(&[dmpkit::journal::Entry::new(None, secretary.clone(), fact)]).unwrap();
    let found = journal.acknowledged(&secretary, &text).unwrap().unwrap();
    assert_eq!(found.at, instant("2026-03-02T08:30:00Z"));
    assert_eq!(journal.acknowledged(&doctor(), &text).unwrap(), None);
    assert_eq!(journal.acknowledged(&secretary, &label("autre")).unwrap(), None);
}
