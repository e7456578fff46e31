//! Documents that a scenario lists itself.

use dmpkit::sandbox::{Sandbox, Scenario};
use dmpkit::wire::registry::{By, StoredQuery};

use super::asking::{over, Answer, Asker, VALIDE};
use super::find::every_status;

fn parsed(matricule: &str, record: &str) -> Result<Scenario, String> {
    let json = format!(
        r#"{{"schema":"dmpkit.scenario/1","people":[{{"label":"x","identity_status":"QUAL",
        "birth_name":"MAREUIL","given_names":["JEANNE"],"birth_date":"1958-03-14","sex":"F",
        "ins":{{"matricule":"{matricule}","oid":"1.2.250.1.213.1.4.10"}},
        "record":{{"state":"active","authorisation":"VALIDE",{record}}}}}]}}"#
    );
    Scenario::parse(&json).map_err(|error| error.to_string())
}

/// A sandbox of one person, with this in her record.
pub fn with(record: &str) -> Sandbox {
    over(parsed(VALIDE, record).unwrap_or_else(|error| panic!("{error}")))
}

pub fn listed(sandbox: &Sandbox) -> Answer {
    Asker::doctor().search(sandbox, VALIDE, &every_status(VALIDE)).good()
}

/// Unique identifiers of what one author wrote in a history, grown for this person.
pub fn unique_ids(matricule: &str, history: &str, author: &str) -> Vec<String> {
    let sandbox = over(parsed(matricule, &format!("\"history\":\"{history}\"")).unwrap());
    let answer = Asker::doctor().search(&sandbox, matricule, &every_status(matricule)).good();
    let signed =
        answer.documents.iter().filter(|d| d.slot("legalAuthenticator").starts_with(author));
    signed.map(|document| document.unique_id().to_string()).collect()
}

const WHOLE: &str = r#"{"kind":"chest_xray","title":"Radio","comments":"À relire","unique_id":"2.999.1",
    "status":"archived","visibility":["masked","invisible_patient"],
    "service_start":"20240102030405+0100","service_stop":"202401021400","created":"20240103",
    "submitted":"20240104050607Z",
    "type":{"code":"T","system":"1.2.3","label":"Type"},"class":{"code":"C","system":"1.2.4"},
    "format":{"code":"F","system":"1.2.5"},"facility":{"code":"L","system":"1.2.6"},
    "setting":{"code":"S","system":"1.2.7"},"events":[{"code":"E","system":"1.2.8"}],
    "authors":[{"id":"899700000011","family_name":"EXEMPLE","given_name":"Camille",
      "role":"Médecin traitant","speciality":{"code":"G15_10/SM26","system":"1.2.9","label":"MG"},
      "structure":{"id":"499700000011001","name":"Cabinet"}},
      {"id":"3990000066/9762","family_name":"Automate"}],
    "references":[{"id":"A1","authority":"2.999.5","kind":"accession"}],
    "mime_type":"text/plain","body":"Qm9uam91cg=="}"#;

#[test]
fn every_field_comes_back() {
    let sandbox = with(&format!("\"documents\":[{WHOLE}]"));
    let answer = listed(&sandbox);
    let [document] = answer.documents.as_slice() else { panic!("{}", answer.documents.len()) };
    assert_eq!(document.title, "Radio");
    assert_eq!(document.unique_id(), "2.999.1");
    assert!(document.status.ends_with(":Archived"));
    assert_eq!(document.slot("serviceStartTime"), "20240102020405");
    assert_eq!(document.slot("serviceStopTime"), "202401021400");
    assert_eq!(document.slot("creationTime"), "20240103");
    assert_eq!((document.type_code(), document.class_code()), ("T", "C"));
    for code in ["F", "L", "S", "E", "N", "MASQUE_PS", "INVISIBLE_PATIENT"] {
        assert!(document.has_code(code), "{code}");
    }
    assert_eq!(
        document.slot("urn:ihe:iti:xds:2013:referenceIdList"),
        "A1^^^&2.999.5&ISO^urn:ihe:iti:xds:2013:accession"
    );
    assert!(document.slot("legalAuthenticator").starts_with("899700000011^EXEMPLE^Camille^"));
    let scheme = "urn:uuid:93606bcf-9494-43ec-9b4e-a7748d1a838d";
    assert_eq!(document.codes.iter().filter(|(of, ..)| of == scheme).count(), 2, "two authors");
    // SHA-1 of `Bonjour`.
    assert_eq!(document.slot("hash"), "f30ecbf5b1cb85c631fdec0b39678550973cfcbc");
    assert_eq!(document.slot("size"), "7");
    let given = Asker::doctor().retrieve(&sandbox, VALIDE, &["2.999.1"]);
    assert_eq!(given.documents[0].bytes, b"Bonjour");
    assert_eq!(given.documents[0].mime_type, "text/plain");
    let ids = [document.id.as_str()];
    let sets = Asker::doctor().search(&sandbox, VALIDE, &StoredQuery::get_submission_sets(&ids));
    assert_eq!(sets.good().sets[0].slot("submissionTime"), "20240104050607");
}

#[test]
fn a_kind_and_a_day_are_enough() {
    let sandbox = with(
        r#""documents":[{"kind":"bio_inr","service_start":"20240102"},
            {"kind":"directives","service_start":"20240103","title":""},
            {"kind":"reimbursements","service_start":"20240104","unique_id":null}]"#,
    );
    let answer = listed(&sandbox);
    let types: Vec<&str> = answer.documents.iter().map(|document| document.type_code()).collect();
    assert_eq!(types, ["11502-2", "EXPPAT_3", "REMB"]);
    assert_eq!(
        (answer.documents[0].title.as_str(), answer.documents[1].title.as_str()),
        ("INR", "")
    );
    let by = |at: usize| answer.documents[at].slot("legalAuthenticator").to_string();
    assert!(by(0).starts_with("899700000011^"));
    assert!(by(1).starts_with("258033523890052^MAREUIL^JEANNE^") && by(1).ends_with("^NH"));
    assert!(by(2).starts_with("ALIM_AM^"));
    for document in &answer.documents {
        let given = Asker::doctor().retrieve(&sandbox, VALIDE, &[document.unique_id()]);
        assert!(given.documents[0].bytes.len() > 1000);
    }
}

#[test]
fn a_replacement_makes_the_older_one_obsolete() {
    let sandbox = with(
        r#""history":"few","documents":[
            {"kind":"consultation","service_start":"20240102","unique_id":"2.999.1"},
            {"kind":"consultation","service_start":"20240103","unique_id":"2.999.2","replaces":"2.999.1"}]"#,
    );
    let answer = listed(&sandbox);
    let status = |id: &str| {
        let document = answer.documents.iter().find(|document| document.unique_id() == id);
        document.unwrap().status.rsplit(':').next().unwrap().to_string()
    };
    assert_eq!((status("2.999.1"), status("2.999.2")), ("Deprecated".into(), "Approved".into()));
    let query = StoredQuery::get_documents_and_associations(By::UniqueId(&["2.999.2"]));
    let links = Asker::doctor().search(&sandbox, VALIDE, &query).good().links;
    assert!(links.iter().any(|link| link.kind.ends_with(":RPLC")));
    let body = Asker::doctor().retrieve(&sandbox, VALIDE, &["2.999.2"]).documents.remove(0).bytes;
    assert!(String::from_utf8(body).unwrap().contains("2.999.1"), "the CDA names what it replaces");
}

#[test]
fn a_wrong_field_is_named() {
    let document = r#"{"kind":"consultation","service_start":"20240102","unique_id":"2.999.1"}"#;
    let cases: &[(&str, &str, &str)] = &[
        ("\"consultation\"", "\"lettre\"", "documents[0].kind"),
        ("\"20240102\"", "\"hier\"", "documents[0].service_start"),
        ("\"20240102\"", "\"20240102\",\"created\":\"x\"", "documents[0].created"),
        ("\"20240102\"", "\"20240102\",\"submitted\":\"x\"", "documents[0].submitted"),
        ("\"2.999.1\"", "\"3.1\"", "documents[0].unique_id"),
        ("\"2.999.1\"", "\"2.999.1\",\"body\":\"é\"", "documents[0].body"),
        ("\"2.999.1\"", "\"2.999.1\",\"status\":\"new\"", "documents[0].status"),
        ("\"2.999.1\"", "\"2.999.1\",\"visibility\":[\"x\"]", "documents[0].visibility[0]"),
        ("\"2.999.1\"", "\"2.999.1\",\"type\":{\"code\":\"x\"}", "documents[0].type.system"),
        ("\"2.999.1\"", "\"2.999.1\",\"hash\":\"x\"", "documents[0].hash"),
        ("\"2.999.1\"", "\"2.999.1\",\"replaces\":\"2.999.9\"", "documents[0].replaces"),
        ("\"2.999.1\"}", &format!("\"2.999.1\"}},{document}"), "documents[1].unique_id"),
    ];
    for (before, after, field) in cases {
        assert!(document.contains(before), "{before}");
        let changed = document.replace(before, after);
        let error = parsed(VALIDE, &format!("\"documents\":[{changed}]")).unwrap_err();
        let field = format!("people[0].record.{field}:");
        assert!(error.contains(&field), "{changed}: {error}");
    }
    let error = parsed(VALIDE, "\"history\":\"voyage\"").unwrap_err();
    assert!(error.contains("people[0].record.history"), "{error}");
}

#[test]
fn the_schema_names_every_kind_and_history() {
    let schema = include_str!("../../include/dmpkit/scenario-1.schema.json");
    let schema: serde_json::Value = serde_json::from_str(schema).unwrap();
    let kinds = schema["$defs"]["document"]["properties"]["kind"]["enum"].as_array().unwrap();
    let table = include_str!("../../src/sandbox/holding/kinds.csv").lines().skip(2);
    let names: Vec<&str> = table.filter_map(|line| line.split(';').next()).collect();
    assert_eq!(kinds.iter().filter_map(|kind| kind.as_str()).collect::<Vec<_>>(), names);
    let histories = &schema["$defs"]["record"]["properties"]["history"]["enum"];
    let mut told: Vec<&str> =
        histories.as_array().unwrap().iter().filter_map(|h| h.as_str()).collect();
    let table = include_str!("../../src/sandbox/holding/histories.csv").lines().skip(2);
    let mut there: Vec<&str> = table.filter_map(|line| line.split(';').next()).collect();
    there.dedup();
    there.sort_unstable();
    told.sort_unstable();
    assert_eq!(told, there);
}

#[test]
fn masked_documents_are_shown_in_an_emergency_where_the_patient_lets_them() {
    let emergency = Asker::other("10").in_emergency();
    let masked = |record: &str| {
        let answer = emergency.search(&with(record), VALIDE, &every_status(VALIDE)).good();
        answer.documents.iter().filter(|document| document.has_code("MASQUE_PS")).count()
    };
    assert_eq!(masked("\"history\":\"few\""), 0);
    assert_eq!(masked("\"history\":\"few\",\"masked_in_emergency\":true"), 1);
}
