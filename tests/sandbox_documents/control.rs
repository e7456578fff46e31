//! Documents that change while the sandbox runs.

use dmpkit::record::{AvailabilityStatus, Timestamp};
use dmpkit::sandbox::{DocumentChange, Sandbox};
use dmpkit::wire::registry::{parameter, By, StoredQuery};

use super::asking::{ins, sandbox, Answer, Asker, Object, NOW, VALIDE};
use super::find::{every_status, everything};
use super::scenario::{listed, with};

fn change(sandbox: &Sandbox, changes: &str) -> Result<(), String> {
    let changes: Vec<DocumentChange> =
        serde_json::from_str(changes).map_err(|error| error.to_string())?;
    sandbox.change_documents(&changes).map_err(|invalid| invalid.to_string())
}

fn made(sandbox: &Sandbox, changes: &str) {
    change(sandbox, changes).unwrap_or_else(|error| panic!("{error}"));
}

const TWO: &str = r#""documents":[
    {"kind":"consultation","service_start":"20240102","unique_id":"2.999.1","visibility":["invisible_patient"]},
    {"kind":"consultation","service_start":"20240103","unique_id":"2.999.2","replaces":"2.999.1"},
    {"kind":"bio_inr","service_start":"20240104","unique_id":"2.999.3"}]"#;

fn search(sandbox: &Sandbox, query: &StoredQuery) -> Answer {
    Asker::doctor().search(sandbox, VALIDE, query).good()
}

/// What was submitted at the moment of the tests.
fn new_sets(sandbox: &Sandbox) -> Vec<Object> {
    let now = Timestamp::from_rfc3339(NOW).unwrap();
    let query = StoredQuery::find_submission_sets(&ins(VALIDE), &[AvailabilityStatus::Approved])
        .time(parameter::SUBMISSION_TIME_FROM, &now);
    search(sandbox, &query).sets
}

fn words(answer: &Answer) -> Vec<(String, String)> {
    let word = |document: &Object| {
        let status = document.status.rsplit(':').next().unwrap().to_string();
        (document.unique_id().to_string(), status)
    };
    answer.documents.iter().map(word).collect()
}

fn word(id: &str, status: &str) -> (String, String) {
    (id.to_string(), status.to_string())
}

#[test]
fn a_document_is_added_in_a_submission_of_now() {
    let sandbox = with(TWO);
    assert!(new_sets(&sandbox).is_empty());
    made(
        &sandbox,
        r#"[{"person":"x","change":"add","document":
        {"kind":"emergency","service_start":"20260301","unique_id":"2.999.4"}}]"#,
    );
    assert!(words(&listed(&sandbox)).contains(&word("2.999.4", "Approved")));
    let sets = new_sets(&sandbox);
    let [set] = sets.as_slice() else { panic!("{}", sets.len()) };
    assert_eq!(set.slot("submissionTime"), "20260302083000");
    let contents = StoredQuery::get_submission_set_and_contents(By::EntryUuid(&set.id));
    assert_eq!(words(&search(&sandbox, &contents)), [word("2.999.4", "Approved")]);
    let given = Asker::doctor().retrieve(&sandbox, VALIDE, &["2.999.4"]);
    assert_eq!(given.status, "Success");
}

#[test]
fn a_document_is_replaced() {
    let sandbox = with(TWO);
    made(
        &sandbox,
        r#"[{"person":"x","change":"replace","unique_id":"2.999.3","document":
        {"kind":"bio_inr","service_start":"20260301","unique_id":"2.999.4"}}]"#,
    );
    let listed = words(&listed(&sandbox));
    assert!(listed.contains(&word("2.999.3", "Deprecated")));
    assert!(listed.contains(&word("2.999.4", "Approved")));
    let query = StoredQuery::get_documents_and_associations(By::UniqueId(&["2.999.4"]));
    let links = search(&sandbox, &query).links;
    assert!(links.iter().any(|link| link.kind.ends_with(":RPLC")));
}

#[test]
fn a_document_is_deleted_with_its_older_versions() {
    let sandbox = with(TWO);
    made(&sandbox, r#"[{"person":"x","change":"delete","unique_id":"2.999.2"}]"#);
    assert_eq!(words(&listed(&sandbox)), [word("2.999.3", "Approved")]);
    let set = new_sets(&sandbox).remove(0);
    let links = search(&sandbox, &StoredQuery::get_associations(&[set.id.as_str()])).links;
    assert!(links[0].kind.ends_with("UpdateAvailabilityStatus"));
    let given = Asker::doctor().retrieve(&sandbox, VALIDE, &["2.999.1", "2.999.2"]);
    assert_eq!(given.errors.len(), 2);
}

#[test]
fn a_document_is_archived_and_back() {
    let sandbox = with(TWO);
    made(&sandbox, r#"[{"person":"x","change":"archive","unique_id":"2.999.3"}]"#);
    assert!(words(&listed(&sandbox)).contains(&word("2.999.3", "Archived")));
    made(&sandbox, r#"[{"person":"x","change":"unarchive","unique_id":"2.999.3"}]"#);
    assert!(words(&listed(&sandbox)).contains(&word("2.999.3", "Approved")));
    assert_eq!(new_sets(&sandbox).len(), 2);
}

#[test]
fn visibility_changes_make_a_new_entry_of_the_same_document() {
    let sandbox = with(TWO);
    let before = listed(&sandbox).documents;
    let old = before.iter().find(|document| document.unique_id() == "2.999.3").unwrap();
    made(&sandbox, r#"[{"person":"x","change":"mask","unique_id":"2.999.3"}]"#);
    // To its author only.
    let other = Asker::other("10").search(&sandbox, VALIDE, &every_status(VALIDE)).good();
    let seen = |answer: &Answer| words(answer).contains(&word("2.999.3", "Approved"));
    assert!(!seen(&other) && seen(&listed(&sandbox)));
    made(&sandbox, r#"[{"person":"x","change":"unmask","unique_id":"2.999.3"}]"#);
    let other = Asker::other("10").search(&sandbox, VALIDE, &every_status(VALIDE)).good();
    let new = other.documents.iter().find(|document| {
        document.unique_id() == "2.999.3" && document.status.ends_with(":Approved")
    });
    let new = new.unwrap();
    assert_eq!((new.lid.as_str(), new.version.as_str()), (old.lid.as_str(), "3"));
    assert_ne!(new.id, old.id);
    assert_eq!(new.slot("hash"), old.slot("hash"));
    assert!(!new.has_code("MASQUE_PS"));
}

#[test]
fn a_document_becomes_visible() {
    let sandbox = with(
        r#""documents":[{"kind":"consultation","service_start":"20240102",
        "unique_id":"2.999.1","visibility":["invisible_patient","invisible_representatives"]}]"#,
    );
    made(
        &sandbox,
        r#"[{"person":"x","change":"show_to_patient","unique_id":"2.999.1"},
        {"person":"x","change":"show_to_representatives","unique_id":"2.999.1"}]"#,
    );
    let documents = listed(&sandbox).documents;
    let last = documents.iter().find(|document| document.status.ends_with(":Approved")).unwrap();
    assert!(!last.has_code("INVISIBLE_PATIENT"));
    assert!(!last.has_code("INVISIBLE_REPRESENTANTS_LEGAUX"));
    assert!(documents[0].has_code("INVISIBLE_PATIENT"));
}

#[test]
fn a_document_vanishes_without_a_trace() {
    let sandbox = with(TWO);
    made(&sandbox, r#"[{"person":"x","change":"vanish","unique_id":"2.999.3"}]"#);
    assert!(!words(&listed(&sandbox)).iter().any(|(id, _)| id == "2.999.3"));
    assert!(new_sets(&sandbox).is_empty());
}

/// The national way to what is new: submissions since a date, what they hold, in batches.
#[test]
fn each_change_is_found_from_the_submissions_since() {
    let documents: Vec<String> = (1..=6)
        .map(|number| {
            format!(r#"{{"kind":"bio_inr","service_start":"2024","unique_id":"2.999.{number}"}}"#)
        })
        .collect();
    let sandbox = with(&format!("\"documents\":[{}]", documents.join(",")));
    let known = listed(&sandbox).documents;
    let local = |id: &str| known.iter().find(|document| document.unique_id() == id).unwrap();
    let new =
        |id: &str| format!(r#"{{"kind":"bio_inr","service_start":"20260301","unique_id":"{id}"}}"#);
    made(
        &sandbox,
        &format!(
            r#"[{{"person":"x","change":"replace","unique_id":"2.999.1","document":{}}},
            {{"person":"x","change":"mask","unique_id":"2.999.2"}},
            {{"person":"x","change":"archive","unique_id":"2.999.3"}},
            {{"person":"x","change":"delete","unique_id":"2.999.4"}},
            {{"person":"x","change":"vanish","unique_id":"2.999.5"}},
            {{"person":"x","change":"add","document":{}}}]"#,
            new("2.999.7"),
            new("2.999.8")
        ),
    );
    let sets: Vec<String> = new_sets(&sandbox).into_iter().map(|set| set.id).collect();
    assert_eq!(sets.len(), 5);
    let links = search(&sandbox, &StoredQuery::get_associations(&sets)).links;
    let targets = |kind: &str| -> Vec<&str> {
        let of_kind = links.iter().filter(|link| link.kind.ends_with(kind));
        of_kind.map(|link| link.target.as_str()).collect()
    };
    let moved = targets(":UpdateAvailabilityStatus");
    assert_eq!(moved, [local("2.999.3").id.as_str(), local("2.999.4").id.as_str()]);
    let members = targets(":HasMember");
    let members = By::EntryUuid(&*members);
    let answer = search(&sandbox, &StoredQuery::get_documents_and_associations(members));
    let found = words(&answer);
    for id in ["2.999.7", "2.999.2", "2.999.8"] {
        assert!(found.contains(&word(id, "Approved")), "{id}: {found:?}");
    }
    assert_eq!(found.len(), 3);
    let replaced = answer.links.iter().find(|link| link.kind.ends_with(":RPLC")).unwrap();
    assert_eq!(replaced.target, local("2.999.1").id);
    let masked = answer.documents.iter().find(|d| d.unique_id() == "2.999.2").unwrap();
    assert_eq!(masked.lid, local("2.999.2").lid);
    assert_ne!(masked.id, local("2.999.2").id);
    let gone = search(&sandbox, &StoredQuery::get_documents(By::UniqueId(&["2.999.5"])));
    assert!(gone.documents.is_empty());
}

#[test]
fn people_of_the_library_change_too_and_only_here() {
    let changed = sandbox();
    made(
        &changed,
        r#"[{"person":"active_valide","change":"add","document":
        {"kind":"consultation","service_start":"20260301","unique_id":"2.999.4"}}]"#,
    );
    let count = |sandbox: &Sandbox| listed(sandbox).documents.len();
    assert_eq!(count(&changed), everything().len() + 1);
    assert_eq!(count(&sandbox()), everything().len());
}

#[test]
fn what_cannot_be_done_is_named_and_nothing_is_done() {
    let sandbox = with(TWO);
    let good = r#"{"person":"x","change":"delete","unique_id":"2.999.3"}"#;
    let cases = [
        (r#"{"person":"y","change":"delete","unique_id":"2.999.3"}"#, "documents[1].person"),
        (r#"{"person":"x","change":"delete","unique_id":"2.999.9"}"#, "documents[1].unique_id"),
        (
            r#"{"person":"x","change":"add","document":{"kind":"x","service_start":"2024"}}"#,
            "documents[1].document.kind",
        ),
        (
            r#"{"person":"x","change":"add","document":{"kind":"bio_inr","service_start":"2024","unique_id":"2.999.2"}}"#,
            "documents[1].document.unique_id",
        ),
        (
            r#"{"person":"x","change":"replace","unique_id":"2.999.8","document":{"kind":"bio_inr","service_start":"2024"}}"#,
            "documents[1].unique_id",
        ),
    ];
    for (bad, field) in cases {
        let error = change(&sandbox, &format!("[{good},{bad}]")).unwrap_err();
        assert!(error.starts_with(&format!("{field}:")), "{bad}: {error}");
    }
    assert!(words(&listed(&sandbox)).contains(&word("2.999.3", "Approved")));
    for (bad, word) in [
        (r#"[{"person":"x","change":"add"}]"#, "missing field `document`"),
        (r#"[{"person":"x","change":"mask"}]"#, "missing field `unique_id`"),
        (r#"[{"person":"x","change":"burn","unique_id":"2.9"}]"#, "burn"),
        (r#"[{"person":"x","change":"mask","unique_id":"2.9","why":1}]"#, "why"),
    ] {
        let error = change(&sandbox, bad).unwrap_err();
        assert!(error.contains(word), "{bad}: {error}");
    }
}
