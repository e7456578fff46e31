//! Exports: for whom, and nothing he may not see.

use dmpkit::journal::{
    Addressee, Audience, Entry, Export, ExportForm, Journal, JournalError, Keys, Realm, Secret,
    Subject,
};
use serde_json::{json, Value};

use crate::support::*;

fn one(audience: Option<Audience>, minor: bool, form: ExportForm) -> Export {
    Export { subject: Subject::Person { person: patient("P-1"), minor }, audience, form }
}

fn audit(form: ExportForm) -> Export {
    let (from, until) = (instant("2026-03-01T00:00:00Z"), instant("2026-04-01T00:00:00Z"));
    let subject = Subject::Professional { professional: label(DOCTOR), from, until };
    Export { subject, audience: None, form }
}

/// A minor, of whom the representative may not know everything.
fn minor() -> Vec<Entry> {
    let read = |document: &str| entry("P-1", json!({"read": {"document": document}}));
    let mut secret = read("1.2.SECRET");
    secret.secret = true;
    let mut hidden = read("1.2.HIDDEN");
    hidden.hidden_from = vec![Addressee::Representative];
    let mut unannounced = read("1.2.UNANNOUNCED");
    unannounced.hidden_from = vec![Addressee::Patient];
    vec![
        read("1.2.OPEN"),
        secret,
        hidden,
        unannounced,
        entry("P-1", json!({"search": {"automatic": true, "results": 4321}})),
        entry(
            "P-1",
            json!({"opposition_to_feeding": {"outcome": "accepted", "from": "minor",
            "scope": {"act": "ACT-MINOR"}, "reason": "Raison du mineur"}}),
        ),
        entry(
            "P-1",
            json!({"opposition_lifted":
            {"of": "feeding", "from": "minor", "scope": {"act": "ACT-LIFTED"}}}),
        ),
        entry("P-1", json!({"emergency": {"mode": "bris_de_glace", "reason": "Chute grave"}})),
        entry("P-1", json!({"air_trace": {"event": "call", "token": "TOKEN-9"}})),
    ]
}

fn journal(folder: &Folder) -> Journal {
    let journal = open(&folder.file());
    journal.record(&minor()).unwrap();
    journal
}

const FORMS: [ExportForm; 3] = [ExportForm::Json, ExportForm::Csv, ExportForm::Html];

/// In which documents a word stands.
fn holds(journal: &Journal, audience: Audience, word: &str) -> [bool; 3] {
    FORMS.map(|form| journal.export(&one(Some(audience), true, form)).unwrap().contains(word))
}

#[test]
fn each_audience_sees_its_own() {
    let folder = Folder::new("audiences");
    let journal = journal(&folder);
    let seen = |word: &str| {
        [Audience::Patient, Audience::Representative, Audience::DataProtectionOfficer].map(
            |audience| {
                let [one, other, third] = holds(&journal, audience, word);
                assert_eq!((one, one), (other, third), "{audience:?}: {word}: in every form");
                one
            },
        )
    };
    assert_eq!(seen("1.2.OPEN"), [true, true, true]);
    assert_eq!(seen("1.2.SECRET"), [true, false, true]);
    assert_eq!(seen("1.2.HIDDEN"), [true, false, true]);
    assert_eq!(seen("1.2.UNANNOUNCED"), [false, false, true]);
    assert_eq!(seen("ACT-MINOR"), [true, false, true]);
    assert_eq!(seen("ACT-LIFTED"), [true, false, true]);
    assert_eq!(seen("Raison du mineur"), [true, false, false]);
    assert_eq!(seen("Chute grave"), [true, true, false]);
    assert_eq!(seen("TOKEN-9"), [false, false, true]);
    assert_eq!(seen("4321"), [false, false, true], "a count tells of what is hidden");
}

#[test]
fn no_gap_tells_a_representative_that_something_is_missing() {
    let folder = Folder::new("gaps");
    let journal = journal(&folder);
    let export = one(Some(Audience::Representative), true, ExportForm::Json);
    let told: Value = serde_json::from_str(&journal.export(&export).unwrap()).unwrap();
    let entries = told["entries"].as_array().unwrap();
    assert_eq!(entries.len(), 3);
    for entry in entries {
        assert_eq!(entry.get("position"), None);
        for flag in ["secret", "hidden_from"] {
            assert_eq!(entry["entry"].get(flag), None, "{flag}");
        }
    }
    let csv = one(Some(Audience::Representative), true, ExportForm::Csv);
    assert!(!journal.export(&csv).unwrap().contains("Position"));
}

#[test]
fn a_minor_s_export_names_its_audience() {
    let folder = Folder::new("unnamed");
    let journal = journal(&folder);
    let refused = |export: &Export| match journal.export(export) {
        Err(JournalError::Invalid(invalid)) => invalid.field,
        other => panic!("{other:?}"),
    };
    assert_eq!(refused(&one(None, true, ExportForm::Json)), "audience");
    let told = journal.export(&one(None, false, ExportForm::Json)).unwrap();
    assert!(told.contains("\"audience\": \"patient\""), "an adult's is for himself");
    let wrong = one(Some(Audience::ProfessionalAudit), false, ExportForm::Json);
    assert_eq!(refused(&wrong), "audience");
    let wrong = Export { audience: Some(Audience::Patient), ..audit(ExportForm::Json) };
    assert_eq!(refused(&wrong), "audience");
}

#[test]
fn an_audit_holds_all_a_professional_did() {
    let folder = Folder::new("audit");
    let journal = journal(&folder);
    let told: Value =
        serde_json::from_str(&journal.export(&audit(ExportForm::Json)).unwrap()).unwrap();
    assert_eq!(told["audience"], "professional_audit");
    assert_eq!(told["subject"]["professional"]["id"], DOCTOR);
    let positions: Vec<u64> = told["entries"]
        .as_array()
        .unwrap()
        .iter()
        .map(|e| e["position"].as_u64().unwrap())
        .collect();
    assert_eq!(positions, [2, 3, 4, 5, 6, 7, 8, 9, 10]);
    let html = journal.export(&audit(ExportForm::Html)).unwrap();
    assert!(html.contains("<td>Trace AIR</td><td>Appel, jeton TOKEN-9</td>"), "{html}");
}

#[test]
fn lines_read_in_french() {
    let folder = Folder::new("french");
    let journal = journal(&folder);
    let csv = journal.export(&one(Some(Audience::Patient), true, ExportForm::Csv)).unwrap();
    let lines: Vec<&str> = csv.split("\r\n").collect();
    let headings = "\u{feff}\"Date\";\"Nature\";\"Patient\";\"Professionnel\";\"Saisi par\";\
        \"Épisode\";\"Détail\"";
    assert_eq!(lines[0], headings);
    let read = "\"02/03/2026 09:30\";\"Document lu\";\"P-1\";\"899700000011\";\"Professionnel\";\
        \"\";\"Document 1.2.OPEN\"";
    assert_eq!(lines[1], read);
    let opposed = "Par le mineur, acceptée, pour l’acte ACT-MINOR, motif : Raison du mineur";
    assert!(csv.contains(opposed), "{csv}");
    assert!(csv.contains("Bris de glace, motif : Chute grave"), "{csv}");
}

#[test]
fn nothing_is_injected() {
    let folder = Folder::new("injected");
    let journal = open(&folder.file());
    let evil = "=cmd|' /C calc'!A0";
    let markup = "<script>alert(\"1\")</script>&amp;'";
    let mut one_entry = entry(evil, json!({"read": {"document": markup}}));
    one_entry.episode = Some(label("@SUM(1);\"x\""));
    one_entry.by.user = Some(label("+33"));
    journal.record(&[one_entry]).unwrap();
    let export = |form| {
        let subject = Subject::Person { person: patient(evil), minor: false };
        journal.export(&Export { subject, audience: None, form }).unwrap()
    };
    let html = export(ExportForm::Html);
    assert!(!html.contains("<script"), "{html}");
    let escaped = "&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&amp;amp;&#39;";
    assert!(html.contains(escaped), "{html}");
    let csv = export(ExportForm::Csv);
    assert!(csv.contains("\"'=cmd|' /C calc'!A0\""), "{csv}");
    assert!(csv.contains("\"'@SUM(1);\"\"x\"\"\""), "{csv}");
    let told: Value = serde_json::from_str(&export(ExportForm::Json)).unwrap();
    assert_eq!(told["entries"][0]["entry"]["patient"], evil);
}

#[test]
fn what_comes_of_the_sandbox_says_so() {
    let folder = Folder::new("marked");
    let keys = Keys::new(Realm::Sandbox, &[Secret { key: 1, bytes: &FIRST }]).unwrap();
    let journal = open_with(&folder.file(), keys, clock()).unwrap();
    journal.record(&minor()).unwrap();
    for form in FORMS {
        let told = journal.export(&one(Some(Audience::Patient), true, form)).unwrap();
        assert!(told.contains("[SIMULATEUR]"), "{form:?}");
    }
    let nobody = Export {
        subject: Subject::Person { person: patient("P-9"), minor: false },
        ..one(None, false, ExportForm::Html)
    };
    assert!(journal.export(&nobody).unwrap().contains("Aucune inscription."));
}

/// For the judge of the schemas: DMPKIT_DUMP names a folder.
#[test]
fn exports_for_the_judge() {
    let folder = Folder::new("dumped");
    let journal = journal(&folder);
    let exports = [
        ("patient", one(Some(Audience::Patient), true, ExportForm::Json)),
        ("representative", one(Some(Audience::Representative), true, ExportForm::Json)),
        ("officer", one(Some(Audience::DataProtectionOfficer), true, ExportForm::Json)),
        ("audit", audit(ExportForm::Json)),
    ];
    for (name, export) in exports {
        let text = journal.export(&export).unwrap();
        let told: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(told["schema"], "dmpkit.journal-export/1", "{name}");
        if let Some(folder) = std::env::var_os("DMPKIT_DUMP") {
            std::fs::create_dir_all(&folder).unwrap();
            let file = std::path::Path::new(&folder).join(format!("journal-export_{name}.json"));
            std::fs::write(file, text).unwrap();
        }
    }
}
