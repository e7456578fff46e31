//! What changed since a visit, against a registry in memory that answers as the DMP does: it
//! holds every entry, and gives only what the reader may see.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::{Arc, LazyLock};
use std::{env, fs};

use dmpkit::record::{
    Association, AssociationKind, Author, AvailabilityStatus, Cx, DocumentEntry, Extra,
    SubmissionSet, TimeZone, Timestamp, Xcn, XdsCode,
};
use dmpkit::search::{
    ChangeKind, Changes, ChangesAnswer, ChangesLimits, ChangesRun, Display, Label, LocalCopies,
    LocalCopiesRequest, NextAsk,
};
use dmpkit::vocabulary::Vocabulary;
use serde_json::{json, Value};

const SINCE: &str = "20260302083000";
const STARTED: &str = "20260310070000";

fn at(text: &str) -> Timestamp {
    Timestamp::parse(text).unwrap()
}

static PARIS: LazyLock<TimeZone> = LazyLock::new(|| TimeZone::new("Europe/Paris").unwrap());
static VOCABULARY: LazyLock<Arc<Vocabulary>> = LazyLock::new(Vocabulary::built_in);

fn paris() -> Display<'static> {
    Display { time_zone: &PARIS, vocabulary: &VOCABULARY, mark: "" }
}

fn association(id: usize, kind: AssociationKind, source: &str, target: &str) -> Association {
    Association {
        id: format!("urn:uuid:a{id}").into(),
        kind,
        source: source.into(),
        target: target.into(),
        status: None,
        extra: Vec::new(),
        doubts: Vec::new(),
    }
}

/// An entry of 2024: document `name` in its version `version`, approved.
fn entry(name: &str, version: u32) -> DocumentEntry {
    DocumentEntry {
        entry_uuid: uuid(name, version),
        logical_id: Some(format!("urn:uuid:lid-{name}").into()),
        version: Some(version.to_string().into()),
        unique_id: Some(unique_id(name)),
        status: Some(AvailabilityStatus::Approved),
        title: Some(format!("Titre {name}").into()),
        type_code: Some(Arc::new(XdsCode::new(
            "18748-4",
            "2.16.840.1.113883.6.1",
            Some("CR d'imagerie médicale"),
        ))),
        creation_time: Some(at("20240105")),
        ..DocumentEntry::default()
    }
}

fn uuid(name: &str, version: u32) -> Box<str> {
    format!("urn:uuid:{name}-{version}").into()
}

fn unique_id(name: &str) -> Box<str> {
    let digits: String = name.bytes().map(|byte| byte.to_string()).collect();
    format!("1.2.250.1.999.{digits}").into()
}

#[derive(Default)]
struct Registry {
    sets: Vec<SubmissionSet>,
    entries: Vec<DocumentEntry>,
    associations: Vec<Association>,
    /// Entries that the reader may not see.
    hidden: BTreeSet<Box<str>>,
    partial: bool,
    /// Whether every answer holds all submissions and all documents.
    talkative: bool,
    asked: Vec<NextAsk>,
}

impl Registry {
    /// A submission at this moment; its number names it.
    fn submit(&mut self, moment: &str) -> Box<str> {
        let id: Box<str> = format!("urn:uuid:set-{}", self.sets.len()).into();
        self.sets.push(SubmissionSet {
            entry_uuid: id.clone(),
            submission_time: Some(at(moment)),
            ..SubmissionSet::default()
        });
        id
    }

    fn link(&mut self, kind: AssociationKind, source: &str, target: &str) {
        let number = self.associations.len();
        self.associations.push(association(number, kind, source, target));
    }

    /// Submits an entry at this moment.
    fn hold(&mut self, moment: &str, entry: DocumentEntry) {
        let set = self.submit(moment);
        self.link(AssociationKind::HasMember, &set, &entry.entry_uuid);
        self.entries.push(entry);
    }

    fn replace(&mut self, new: &str, old: &str) {
        self.link(AssociationKind::Replaces, &uuid(new, 1), &uuid(old, 1));
    }

    fn entry(&mut self, name: &str, version: u32) -> &mut DocumentEntry {
        let id = uuid(name, version);
        self.entries.iter_mut().find(|entry| entry.entry_uuid == id).unwrap()
    }

    /// ITI-57: the status of an entry changes.
    fn give_status(&mut self, moment: &str, name: &str, status: AvailabilityStatus) {
        let set = self.submit(moment);
        self.link(AssociationKind::UpdatesAvailability, &set, &uuid(name, 1));
        let slot = Extra::Slot { name: "NewStatus".into(), values: vec![status.code().into()] };
        self.associations.last_mut().unwrap().extra.push(slot);
        self.entry(name, 1).status = Some(status);
    }

    fn answer(&mut self, ask: NextAsk) -> ChangesAnswer {
        let mut answer = ChangesAnswer { partial: self.partial, ..ChangesAnswer::default() };
        let any = |ids: &[Box<str>], associations: &[Association]| -> Vec<Association> {
            let named = |a: &&Association| ids.contains(&a.source) || ids.contains(&a.target);
            associations.iter().filter(named).cloned().collect()
        };
        match &ask {
            NextAsk::SubmissionSets { from } => {
                let later = |set: &&SubmissionSet| set.submission_time.as_ref() >= Some(from);
                answer.submission_sets =
                    self.sets.iter().filter(later).cloned().map(Arc::new).collect();
            }
            NextAsk::Associations(ids) => answer.associations = any(ids, &self.associations),
            NextAsk::Documents(ids) => {
                answer.documents = self.visible(|entry| ids.contains(&entry.entry_uuid));
                answer.associations = any(ids, &self.associations);
            }
            NextAsk::DocumentsByUniqueId(ids) => {
                let named = |entry: &DocumentEntry| {
                    entry.unique_id.as_ref().is_some_and(|id| ids.contains(id))
                };
                answer.documents = self.visible(named);
                let found: Vec<_> = answer.documents.iter().map(|e| e.entry_uuid.clone()).collect();
                answer.associations = any(&found, &self.associations);
            }
        }
        if self.talkative && !matches!(ask, NextAsk::SubmissionSets { .. }) {
            answer.submission_sets = self.sets.iter().cloned().map(Arc::new).collect();
            answer.associations = self.associations.clone();
            answer.documents = self.visible(|_| true);
        }
        self.asked.push(ask);
        answer
    }

    fn visible(&self, chosen: impl Fn(&DocumentEntry) -> bool) -> Vec<Arc<DocumentEntry>> {
        let seen = |e: &&DocumentEntry| chosen(e) && !self.hidden.contains(&e.entry_uuid);
        self.entries.iter().filter(seen).cloned().map(Arc::new).collect()
    }

    fn changes(&mut self, copies: &[Value]) -> Changes {
        self.changes_within(copies, ChangesLimits::default())
    }

    fn changes_within(&mut self, copies: &[Value], limits: ChangesLimits) -> Changes {
        let mut run = ChangesRun::new(at(SINCE), copies_of(copies), limits);
        while let Some(ask) = run.next_ask() {
            let answer = self.answer(ask);
            run.take(answer);
        }
        run.finish(&at(STARTED))
    }
}

fn copies_of(copies: &[Value]) -> LocalCopies {
    let document = json!({
        "schema": "dmpkit.local-copies/1", "act": "user", "since": "2026-02-01T00:00:00Z",
        "copies": copies,
    });
    LocalCopiesRequest::read(&document.to_string()).unwrap().copies
}

/// A copy of the first version of a document, as it was.
fn copy(name: &str) -> Value {
    json!({
        "unique_id": unique_id(name), "logical_id": format!("urn:uuid:lid-{name}"),
        "entry_uuid": uuid(name, 1), "version": "1", "status": "approved", "visibility": [],
        "origin": "dmp",
    })
}

/// Kind, document and copy of each change.
fn told(changes: &Changes) -> Vec<(ChangeKind, Option<String>, Option<String>)> {
    let name = |id: &str| {
        let all = ["a", "b", "c", "d", "e"];
        all.iter().find(|name| &*unique_id(name) == id).map(|name| name.to_string())
    };
    changes
        .changes
        .iter()
        .map(|change| {
            let document = change.document.as_ref().and_then(|e| name(e.unique_id.as_deref()?));
            (change.kind, document, change.copy.as_ref().and_then(|copy| name(&copy.unique_id)))
        })
        .collect()
}

fn said(
    kind: ChangeKind,
    document: &str,
    copy: &str,
) -> (ChangeKind, Option<String>, Option<String>) {
    let named = |name: &str| (!name.is_empty()).then(|| name.to_string());
    (kind, named(document), named(copy))
}

#[test]
fn nothing_new_is_nothing_told() {
    let mut registry = Registry::default();
    registry.hold("20240105", entry("a", 1));
    let changes = registry.changes(&[copy("a")]);
    assert_eq!(told(&changes), []);
    assert_eq!(changes.next_since, Some(at(STARTED)));
    assert_eq!(changes.summary(&paris()), "Depuis le 02/03/2026 09:30 : aucun changement.");
    // The window of submissions, then the copy by its own identifier.
    let from = NextAsk::SubmissionSets { from: at(SINCE) };
    assert_eq!(registry.asked, [from, NextAsk::DocumentsByUniqueId(vec![unique_id("a")])]);
}

#[test]
fn new_documents_are_told_once_and_obsolete_ones_are_not() {
    let mut registry = Registry::default();
    registry.hold("20240105", entry("a", 1));
    registry.hold("20260303", entry("b", 1));
    registry.hold("20260304", entry("c", 1));
    registry.entry("b", 1).status = Some(AvailabilityStatus::Deprecated);
    let mut signature = entry("d", 1);
    signature.type_code = Some(Arc::new(XdsCode::new("E1762", "ASTM", None)));
    registry.hold("20260304", signature);
    // The same entry in a second submission, and twice in the answer.
    let again = registry.submit("20260305");
    registry.link(AssociationKind::HasMember, &again, &uuid("c", 1));
    let twice = registry.entry("c", 1).clone();
    registry.entries.push(twice);
    let changes = registry.changes(&[]);
    assert_eq!(told(&changes), [said(ChangeKind::New, "c", "")]);
    assert_eq!(changes.changes[0].submitted, Some(at("20260305")));
    let zone = paris();
    assert_eq!(
        changes.changes[0].sentence(&zone),
        "Nouveau document : CR d'imagerie médicale du 05/01/2024."
    );
    assert_eq!(changes.summary(&zone), "Depuis le 02/03/2026 09:30 : 1 nouveau document.");
}

#[test]
fn a_chain_is_followed_to_the_version_that_is_current() {
    let mut registry = Registry::default();
    registry.hold("20240105", entry("a", 1));
    registry.hold("20260303", entry("b", 1));
    registry.hold("20260304", entry("c", 1));
    registry.replace("b", "a");
    registry.replace("c", "b");
    for name in ["a", "b"] {
        registry.entry(name, 1).status = Some(AvailabilityStatus::Deprecated);
    }
    let changes = registry.changes(&[copy("a")]);
    assert_eq!(told(&changes), [said(ChangeKind::Replaced, "c", "a")]);
    // The host knows that its copy is old, and is told of the new version all the same.
    let mut old = copy("a");
    old["status"] = json!("obsolete");
    assert_eq!(told(&registry.changes(&[old])), [said(ChangeKind::Replaced, "c", "a")]);
    // Who holds nothing of it is told of one new document.
    assert_eq!(told(&registry.changes(&[])), [said(ChangeKind::New, "c", "")]);
}

#[test]
fn of_several_versions_the_one_made_last_is_the_newest() {
    for last in ["b", "c"] {
        let mut registry = Registry::default();
        registry.hold("20240105", entry("a", 1));
        for name in ["b", "c"] {
            registry.hold("20260303", entry(name, 1));
            registry.replace(name, "a");
        }
        registry.entry(last, 1).creation_time = Some(at("20260302"));
        let changes = registry.changes(&[copy("a")]);
        assert_eq!(told(&changes), [said(ChangeKind::Replaced, last, "a")]);
    }
}

#[test]
fn of_several_entries_the_highest_version_is_the_document() {
    let mut registry = Registry::default();
    let mut second = entry("a", 2);
    second.status = Some(AvailabilityStatus::Archived);
    registry.hold("20260303", second);
    registry.hold("20260303", entry("a", 1));
    assert_eq!(told(&registry.changes(&[copy("a")])), [said(ChangeKind::Archived, "a", "a")]);
    // Of one version, the entry that is not obsolete.
    let mut registry = Registry::default();
    registry.hold("20260303", entry("a", 1));
    let mut obsolete = entry("a", 1);
    obsolete.entry_uuid = "urn:uuid:other".into();
    obsolete.status = Some(AvailabilityStatus::Deprecated);
    registry.hold("20260303", obsolete);
    assert_eq!(told(&registry.changes(&[copy("a")])), []);
}

#[test]
fn what_is_known_already_is_not_asked_again() {
    let mut registry = Registry::default();
    registry.hold("20260303", entry("a", 1));
    registry.hold("20240105", entry("b", 1));
    let mut deleted = copy("b");
    deleted["status"] = json!("deleted");
    assert_eq!(told(&registry.changes(&[copy("a"), deleted])), []);
    let by_unique_id = |ask: &NextAsk| matches!(ask, NextAsk::DocumentsByUniqueId(_));
    assert!(!registry.asked.iter().any(by_unique_id), "{:?}", registry.asked);
}

#[test]
fn older_submissions_that_come_along_bring_nothing_new() {
    let mut registry = Registry { talkative: true, ..Registry::default() };
    registry.hold("20240105", entry("a", 1));
    registry.hold("20260303", entry("b", 1));
    registry.replace("b", "c");
    assert_eq!(told(&registry.changes(&[])), [said(ChangeKind::New, "b", "")]);
}

#[test]
fn links_of_a_chain_that_came_with_no_submission_are_asked_for() {
    let mut registry = Registry::default();
    for name in ["a", "b", "c", "d"] {
        registry.hold("20250105", entry(name, 1));
    }
    for (new, old) in [("b", "a"), ("c", "b"), ("d", "c")] {
        registry.replace(new, old);
        registry.entry(old, 1).status = Some(AvailabilityStatus::Deprecated);
    }
    let changes = registry.changes(&[copy("a")]);
    assert_eq!(told(&changes), [said(ChangeKind::Replaced, "d", "a")]);
    let entries: Vec<&NextAsk> =
        registry.asked.iter().filter(|ask| matches!(ask, NextAsk::Documents(_))).collect();
    assert_eq!(entries.len(), 3, "b, c and d, one after the other");
    // What the DMP does not return is not guessed.
    registry.hidden.insert(uuid("c", 1));
    let changes = registry.changes(&[copy("a")]);
    assert_eq!(told(&changes), [said(ChangeKind::ReplacedByUnseen, "a", "a")]);
    assert!(changes.next_since.is_some());
}

#[test]
fn the_same_document_with_a_new_entry_has_other_metadata() {
    let mut registry = Registry::default();
    registry.hold("20240105", entry("a", 1));
    registry.entry("a", 1).status = Some(AvailabilityStatus::Deprecated);
    let mut second = entry("a", 2);
    second.confidentiality =
        vec![Arc::new(XdsCode::new("MASQUE_PS", "1.2.250.1.213.1.1.4.13", None))];
    registry.hold("20260303", second);
    let changes = registry.changes(&[copy("a")]);
    assert_eq!(told(&changes), [said(ChangeKind::VisibilityChanged, "a", "a")]);
    assert_eq!(
        changes.changes[0].sentence(&paris()),
        "La visibilité du document a changé : CR d'imagerie médicale du 05/01/2024. \
         Il est désormais : masqué aux professionnels."
    );
    // Where the host does not know what it was before, only that something changed is told.
    let mut blind = copy("a");
    blind["visibility"] = Value::Null;
    assert_eq!(told(&registry.changes(&[blind])), [said(ChangeKind::MetadataChanged, "a", "a")]);
    let mut seen = copy("a");
    seen["entry_uuid"] = json!("A-2");
    seen["version"] = json!("2");
    seen["visibility"] = json!(["masked"]);
    assert_eq!(told(&registry.changes(&[seen])), [], "a database may spell identifiers otherwise");
    // Without a copy, an old document whose entry is new is not a new document.
    let held = registry.changes(&[]);
    assert_eq!(told(&held), [said(ChangeKind::ChangedNotHeld, "a", "")]);
    let mut young = Registry::default();
    young.hold("20260303", entry("a", 1));
    young.hold("20260304", entry("a", 2));
    assert_eq!(told(&young.changes(&[])), [said(ChangeKind::New, "a", "")]);
    // Made since, even where its first entry is not returned.
    let mut changed = Registry::default();
    changed.hold("20260304", entry("a", 2));
    changed.entry("a", 2).creation_time = Some(at("20260303"));
    assert_eq!(told(&changed.changes(&[])), [said(ChangeKind::New, "a", "")]);
}

#[test]
fn archives_are_told_in_both_directions() {
    let mut registry = Registry::default();
    for name in ["a", "b", "c"] {
        registry.hold("20240105", entry(name, 1));
    }
    registry.give_status("20260303", "a", AvailabilityStatus::Archived);
    registry.give_status("20260303", "c", AvailabilityStatus::Archived);
    let mut archived = copy("b");
    archived["status"] = json!("archived");
    let changes = registry.changes(&[copy("a"), archived]);
    // Nothing is said of c: an old document that nobody here holds.
    let expected = [said(ChangeKind::Archived, "a", "a"), said(ChangeKind::Unarchived, "b", "b")];
    assert_eq!(told(&changes), expected);
}

#[test]
fn deleted_is_said_only_where_the_server_says_it() {
    let mut registry = Registry::default();
    for name in ["a", "b", "c"] {
        registry.hold("20240105", entry(name, 1));
    }
    registry.give_status("20260303", "a", AvailabilityStatus::Deleted);
    registry.give_status("20260303", "b", AvailabilityStatus::Deleted);
    // The entry of a is still returned; those of b and c are not.
    registry.hidden.extend([uuid("b", 1), uuid("c", 1)]);
    let copies = [copy("a"), copy("b"), copy("c")];
    let changes = registry.changes(&copies);
    let expected = [
        said(ChangeKind::Deleted, "a", "a"),
        said(ChangeKind::Deleted, "", "b"),
        said(ChangeKind::NoLongerVisible, "", "c"),
    ];
    let mut found = told(&changes);
    found.sort();
    let mut wanted = expected.to_vec();
    wanted.sort();
    assert_eq!(found, wanted);
    let sentence = changes.changes.last().unwrap().sentence(&paris());
    assert_eq!(
        sentence,
        "Le document dont vous gardez une copie n'est plus visible par vous dans le DMP."
    );
    // Taken back: the last act counts, in whatever order they come.
    registry.give_status("20260304", "b", AvailabilityStatus::Approved);
    for _ in 0..2 {
        registry.associations.reverse();
        let missing = said(ChangeKind::NoLongerVisible, "", "b");
        assert_eq!(told(&registry.changes(&[copy("b")])), [missing]);
    }
    // Deleted before: known, and told no more.
    let mut known = copy("a");
    known["status"] = json!("deleted");
    assert_eq!(told(&registry.changes(&[known])), []);
}

#[test]
fn what_a_partial_answer_lacks_is_not_lost() {
    let mut registry = Registry::default();
    registry.hold("20240105", entry("a", 1));
    registry.hold("20260303", entry("b", 1));
    registry.hidden.insert(uuid("a", 1));
    registry.partial = true;
    let changes = registry.changes(&[copy("a")]);
    assert_eq!(told(&changes), [said(ChangeKind::New, "b", "")]);
    assert_eq!(changes.next_since, None, "the same date is used again");
    let summary = changes.summary(&paris());
    assert!(summary.ends_with("d'autres changements peuvent exister."), "{summary}");
    registry.partial = false;
    let changes = registry.changes(&[copy("a")]);
    assert!(told(&changes).contains(&said(ChangeKind::NoLongerVisible, "", "a")));
    // A copy that was never in the DMP as far as anybody knows is not missing from it.
    let mut mail = copy("a");
    mail["origin"] = json!("mssante");
    mail["logical_id"] = Value::Null;
    mail["entry_uuid"] = Value::Null;
    assert_eq!(told(&registry.changes(&[mail])), [said(ChangeKind::New, "b", "")]);
    // A copy that was not asked for is not missing either.
    let limits = ChangesLimits { check_copies: false, ..ChangesLimits::default() };
    let changes = registry.changes_within(&[copy("a")], limits);
    assert_eq!(told(&changes), [said(ChangeKind::New, "b", "")]);
}

#[test]
fn what_came_by_secure_mail_is_recognised() {
    let mut registry = Registry::default();
    registry.hold("20260303", entry("a", 1));
    registry.hold("20260303", entry("b", 1));
    let mail = json!({ "unique_id": unique_id("a"), "origin": "mssante" });
    let own = json!({ "unique_id": unique_id("b"), "origin": "other" });
    let changes = registry.changes(&[mail.clone(), own]);
    let expected =
        [said(ChangeKind::AlreadyReceived, "a", "a"), said(ChangeKind::AlreadyHeld, "b", "b")];
    assert_eq!(told(&changes), expected);
    let sentence = changes.changes[0].sentence(&paris());
    assert!(sentence.starts_with("Document déjà reçu par messagerie sécurisée (MSSanté) : CR"));
    // Kept from both ways: the copy of the DMP is the one compared.
    assert_eq!(told(&registry.changes(&[mail.clone(), copy("a"), copy("b")])), []);
    // Its replacement is told as that of any copy.
    registry.hold("20260304", entry("c", 1));
    registry.replace("c", "a");
    registry.entry("a", 1).status = Some(AvailabilityStatus::Deprecated);
    let changes = registry.changes(&[mail]);
    let replaced = said(ChangeKind::Replaced, "c", "a");
    assert_eq!(told(&changes), [said(ChangeKind::New, "b", ""), replaced]);
}

#[test]
fn loops_and_links_to_nowhere_end() {
    let mut registry = Registry::default();
    for name in ["a", "b"] {
        registry.hold("20260303", entry(name, 1));
    }
    registry.replace("a", "a");
    registry.replace("b", "a");
    registry.replace("a", "b");
    registry.replace("nowhere", "b");
    registry.link(AssociationKind::HasMember, "urn:uuid:set-0", "urn:uuid:nothing");
    registry.link(AssociationKind::HasMember, "", "");
    registry.link(AssociationKind::Other("urn:x".into()), &uuid("a", 1), &uuid("b", 1));
    let changes = registry.changes(&[copy("a")]);
    assert_eq!(told(&changes), [], "each replaces the other: the status says a is current");
    assert!(changes.doubts.contains(&"RPLC has no end"), "{:?}", changes.doubts);
    registry.entry("a", 1).status = Some(AvailabilityStatus::Deprecated);
    let changes = registry.changes(&[copy("a")]);
    assert_eq!(told(&changes), [said(ChangeKind::Replaced, "b", "a")]);
}

#[test]
fn entries_without_identifiers_are_kept() {
    let mut registry = Registry::default();
    let mut nameless = entry("a", 1);
    nameless.unique_id = None;
    registry.hold("20260303", nameless);
    let mut bare = entry("b", 1);
    (bare.unique_id, bare.logical_id, bare.version) = (None, None, None);
    registry.hold("20260303", bare);
    assert_eq!(registry.changes(&[]).count(ChangeKind::New), 2);
    // The logicalId is enough to see that it is the same document.
    let mut changed = entry("a", 2);
    changed.unique_id = None;
    registry.hold("20260304", changed);
    let changes = registry.changes(&[copy("a")]);
    assert_eq!(changes.count(ChangeKind::MetadataChanged), 1);
    assert_eq!(changes.count(ChangeKind::New), 1);
}

#[test]
fn questions_go_in_batches_and_have_an_end() {
    let mut registry = Registry::default();
    let names: Vec<String> = (0..45).map(|number| format!("doc{number}")).collect();
    for name in &names {
        registry.hold("20260303", entry(name, 1));
    }
    assert_eq!(registry.changes(&[]).count(ChangeKind::New), 45);
    let size = |ask: &NextAsk| match ask {
        NextAsk::SubmissionSets { .. } => 0,
        NextAsk::Associations(ids)
        | NextAsk::Documents(ids)
        | NextAsk::DocumentsByUniqueId(ids) => ids.len(),
    };
    let sizes: Vec<usize> = registry.asked.iter().map(size).collect();
    assert_eq!(sizes, [0, 20, 20, 5, 20, 20, 5]);
    let limits = ChangesLimits { batch: 7, questions: 9, ..ChangesLimits::default() };
    registry.asked.clear();
    let changes = registry.changes_within(&[], limits);
    assert_eq!(registry.asked.len(), 9);
    assert!(registry.asked.iter().all(|ask| size(ask) <= 7));
    assert_eq!(changes.next_since, None);
    assert_eq!(changes.count(ChangeKind::New), 7);
}

#[test]
fn a_run_left_halfway_commits_nothing() {
    let mut registry = Registry::default();
    registry.hold("20260303", entry("a", 1));
    let mut run = ChangesRun::new(at(SINCE), LocalCopies::default(), ChangesLimits::default());
    let ask = run.next_ask().unwrap();
    run.take(registry.answer(ask));
    let changes = run.finish(&at(STARTED));
    assert_eq!((changes.changes.len(), changes.next_since), (0, None));
}

/// Numbers that come the same each time.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (self.0 >> 33) as usize % limit
    }
}

#[test]
fn whatever_the_links_a_run_ends_and_tells_each_document_once() {
    let names = ["a", "b", "c", "d", "e"];
    let statuses = [
        AvailabilityStatus::Approved,
        AvailabilityStatus::Deprecated,
        AvailabilityStatus::Archived,
        AvailabilityStatus::Deleted,
        AvailabilityStatus::Other("urn:x".into()),
    ];
    for seed in 0..400 {
        let mut numbers = Numbers(seed);
        let mut registry = Registry::default();
        for name in names {
            for version in 1..=1 + numbers.below(2) as u32 {
                let mut made = entry(name, version);
                made.status = Some(statuses[numbers.below(5)].clone());
                made.unique_id = made.unique_id.filter(|_| numbers.below(5) > 0);
                made.logical_id = made.logical_id.filter(|_| numbers.below(5) > 0);
                let moment = ["20240105", "20260303"][numbers.below(2)];
                registry.hold(moment, made);
            }
        }
        for _ in 0..numbers.below(12) {
            let (new, old) = (names[numbers.below(5)], names[numbers.below(5)]);
            registry.replace(new, old);
        }
        for name in names.iter().filter(|_| numbers.below(4) == 0) {
            registry.hidden.insert(uuid(name, 1));
        }
        let held: Vec<Value> =
            names.iter().filter(|_| numbers.below(2) == 0).map(|name| copy(name)).collect();
        let changes = registry.changes(&held);
        assert!(registry.asked.len() < 40, "{seed}");
        for copied in &held {
            let of = |kinds: &[ChangeKind]| {
                let this = |c: &&dmpkit::search::Change| {
                    kinds.contains(&c.kind)
                        && c.copy
                            .as_ref()
                            .is_some_and(|copy| *copy.unique_id == copied["unique_id"])
                };
                changes.changes.iter().filter(this).count()
            };
            // What excludes the others comes alone.
            let ends = of(&[
                ChangeKind::Replaced,
                ChangeKind::ReplacedByUnseen,
                ChangeKind::Deleted,
                ChangeKind::NoLongerVisible,
            ]);
            assert!(ends <= 1 && (ends == 0 || of(ChangeKind::ALL) == 1), "{seed}: {changes:?}");
        }
        for change in &changes.changes {
            let obsolete = |e: &Arc<DocumentEntry>| e.is_obsolete();
            if change.kind == ChangeKind::New || change.kind == ChangeKind::Replaced {
                assert!(!change.document.as_ref().is_some_and(obsolete), "{seed}");
            }
        }
        assert_eq!(registry.changes(&held), changes, "{seed}: the same each time");
    }
}

#[test]
fn the_document_names_no_patient_and_is_dated_where_the_host_is() {
    let mut registry = Registry::default();
    let patient = "299019912345642^MAREUIL^Jeanne^^^^^^&1.2.250.1.213.1.4.10&ISO^D^^^NH";
    let mut own = entry("a", 1);
    own.authors = vec![Arc::new(Author { persons: vec![Xcn::new(patient)], ..Author::default() })];
    own.patient_id = Some(Arc::new(Cx::new("299019912345642^^^&1.2.250.1.213.1.4.10&ISO^NH")));
    own.source_patient_info = vec!["PID-5|MAREUIL^Jeanne".into()];
    registry.hold("20260303120000", own);
    let mut other = entry("b", 1);
    other.authors = vec![Arc::new(Author {
        persons: vec![Xcn::new(
            "899700000011^EXEMPLE^Camille^^^^^^&1.2.250.1.71.4.2.1&ISO^D^^^IDNPS",
        )],
        ..Author::default()
    })];
    other.title = Some("Scanner \u{202E}\x1b[2J <b>".into());
    other.type_code =
        Some(Arc::new(XdsCode::new("11528-7", "2.16.840.1.113883.6.1", Some("CR d'imagerie"))));
    registry.hold("20260304120000", other);
    registry.hold("20240105", entry("c", 1));
    registry.give_status("20260304", "c", AvailabilityStatus::Archived);
    let mut mail = copy("d");
    mail["origin"] = json!("mssante");
    let changes = registry.changes(&[copy("c"), mail]);
    let text = changes.json(&Display { mark: "[SIMULATEUR]", ..paris() });
    for word in ["MAREUIL", "Jeanne", "299019912345642"] {
        assert!(!text.contains(word), "{word}");
    }
    let report: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(report["schema"], "dmpkit.changes/1");
    assert_eq!(report["next_since"], "2026-03-10T07:00:00.000Z");
    assert_eq!(
        report["summary"],
        "[SIMULATEUR] Depuis le 02/03/2026 09:30 : 2 nouveaux documents, 1 document archivé, \
         1 document qui n'est plus visible par vous."
    );
    let first = &report["changes"][0];
    assert_eq!(first["document"]["title"], "Scanner [2J <b>");
    assert_eq!(first["document"]["author"], "Camille EXEMPLE");
    assert_eq!(first["document"]["type"], "CR d'imagerie");
    assert_eq!(first["document"]["national_type"], "CR d'imagerie médicale");
    let note = "Ancien type de document, en usage jusqu'au 13/10/2017";
    assert_eq!(first["document"]["type_note"], note);
    assert_eq!(first["submitted"], "2026-03-04T13:00:00+01:00");
    let second = &report["changes"][1];
    assert_eq!(second["document"]["author"], "Patient");
    assert_eq!(second["document"]["labels"][0]["id"], "patient_document");
    dump("changes_four.json", &text);
    dump("changes_none.json", &Registry::default().changes(&[]).json(&paris()));
}

#[test]
fn the_schema_lists_every_kind_and_label() {
    let schema: Value =
        serde_json::from_str(include_str!("../include/dmpkit/changes-1.schema.json")).unwrap();
    let change = &schema["properties"]["changes"]["items"]["properties"];
    let kinds: Vec<&str> = ChangeKind::ALL.iter().map(|kind| kind.id()).collect();
    assert_eq!(change["kind"]["examples"], json!(kinds));
    let document = &schema["$defs"]["document"]["properties"];
    let labels: Vec<&str> = Label::ALL.iter().map(|label| label.id()).collect();
    assert_eq!(document["labels"]["items"]["properties"]["id"]["examples"], json!(labels));
}

fn dump(name: &str, text: &str) {
    if let Some(folder) = env::var_os("DMPKIT_DUMP") {
        fs::create_dir_all(&folder).unwrap();
        fs::write(Path::new(&folder).join(name), text).unwrap();
    }
}
