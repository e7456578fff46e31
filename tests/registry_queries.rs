//! Stored queries from both sides: what the typed constructors ask, and what a server reads of
//! queries that we and others wrote. Expectations are written by hand from ITI TF-2 3.18.4.1.2.3.

use std::{env, fs, path::Path};

use dmpkit::record::{AssociationKind, AvailabilityStatus, Ins, Timestamp};
use dmpkit::wire::registry::{
    batches, parameter, read_stored_query, write_stored_query, By, QueryId, ReceivedQuery,
    ReturnType, StoredQuery, BATCH,
};
use dmpkit::wire::WireError;
use dmpkit::xml::{Document, Limits};

const RIM: &str = "urn:oasis:names:tc:ebxml-regrep:xsd:rim:3.0";
const QUERY: &str = "urn:oasis:names:tc:ebxml-regrep:xsd:query:3.0";
const APPROVED: &str = "urn:oasis:names:tc:ebxml-regrep:StatusType:Approved";
const CX: &str = "171014410990350^^^&1.2.250.1.213.1.4.10&ISO^NH";

fn patient() -> Ins {
    Ins::new("171014410990350", "1.2.250.1.213.1.4.10").unwrap()
}

fn read(text: &str) -> Result<ReceivedQuery, WireError> {
    read_stored_query(Document::parse(text, &Limits::default()).unwrap().root())
}

/// What the server understands of one of our queries; the query itself goes to the judge.
fn received(name: &str, query: &StoredQuery) -> ReceivedQuery {
    let text = write_stored_query(query);
    if let Some(folder) = env::var_os("DMPKIT_DUMP") {
        fs::create_dir_all(&folder).unwrap();
        fs::write(Path::new(&folder).join(format!("typed_{name}.xml")), &text).unwrap();
    }
    read(&text).unwrap()
}

fn at(text: &str) -> Timestamp {
    Timestamp::parse(text).unwrap()
}

#[test]
fn a_search_of_documents_with_every_parameter() {
    let query = StoredQuery::find_documents(
        &patient(),
        &[AvailabilityStatus::Approved, AvailabilityStatus::Archived],
    )
    .any_code(parameter::TYPE, &[("11502-2", "2.16.840.1.113883.6.1")])
    .any_code(parameter::CLASS, &[("10", "1.2.250.1.213.1.1.4.1")])
    .any_code(parameter::PRACTICE_SETTING, &[("AMBULATOIRE", "1.2.250.1.213.1.1.4.9")])
    .any_code(parameter::FACILITY_TYPE, &[("SA07", "1.2.250.1.71.4.2.4")])
    .any_code(parameter::FORMAT, &[("urn:ihe:lab:xd-lab:2008", "1.3.6.1.4.1.19376.1.2.3")])
    .any_code(parameter::CONFIDENTIALITY, &[("N", "2.16.840.1.113883.5.25")])
    .any_code(parameter::CONFIDENTIALITY, &[("MASQUE_PS", "1.2.250.1.213.1.1.4.13")])
    .any_code(parameter::EVENT_CODES, &[("CT", "1.2"), ("MR", "1.2")])
    .any_of(parameter::AUTHOR_PERSON, &["%D'ISTRIA%", "%, (LE) BARS%"])
    .time(parameter::CREATION_FROM, &at("2025"))
    .time(parameter::CREATION_TO, &at("202512"))
    .time(parameter::SERVICE_START_FROM, &at("20250101"))
    .time(parameter::SERVICE_START_TO, &at("20260302093000+0100"))
    .time(parameter::SERVICE_STOP_FROM, &at("2025010110"))
    .time(parameter::SERVICE_STOP_TO, &at("202503021015"))
    .any_of(parameter::OBJECT_TYPE, &["urn:uuid:7edca82f-054d-47f2-a032-9b2a5b5186c1"])
    .any_of(parameter::REFERENCE_IDS, &["1.2.3^^^&4.5&ISO^urn:ihe:iti:xds:2013:order"])
    .returning(ReturnType::ObjectRef);
    let read = received("find_documents", &query);
    assert_eq!(read.query(), Some(QueryId::FindDocuments));
    assert_eq!(read.returns, ReturnType::ObjectRef);
    assert_eq!(read.first("$XDSDocumentEntryPatientId"), Some(CX));
    let archived = "urn:asip:ci-sis:2010:StatusType:Archived";
    assert_eq!(read.all("$XDSDocumentEntryStatus"), [[APPROVED, archived]]);
    assert_eq!(read.all("$XDSDocumentEntryTypeCode"), [["11502-2^^2.16.840.1.113883.6.1"]]);
    assert_eq!(read.all("$XDSDocumentEntryClassCode"), [["10^^1.2.250.1.213.1.1.4.1"]]);
    let setting = "AMBULATOIRE^^1.2.250.1.213.1.1.4.9";
    assert_eq!(read.all("$XDSDocumentEntryPracticeSettingCode"), [[setting]]);
    let facility = "SA07^^1.2.250.1.71.4.2.4";
    assert_eq!(read.all("$XDSDocumentEntryHealthcareFacilityTypeCode"), [[facility]]);
    let format = "urn:ihe:lab:xd-lab:2008^^1.3.6.1.4.1.19376.1.2.3";
    assert_eq!(read.all("$XDSDocumentEntryFormatCode"), [[format]]);
    let confidentiality = [["N^^2.16.840.1.113883.5.25"], ["MASQUE_PS^^1.2.250.1.213.1.1.4.13"]];
    assert_eq!(read.all("$XDSDocumentEntryConfidentialityCode"), confidentiality);
    assert_eq!(read.all("$XDSDocumentEntryEventCodeList"), [["CT^^1.2", "MR^^1.2"]]);
    assert_eq!(read.all("$XDSDocumentEntryAuthorPerson"), [["%D'ISTRIA%", "%, (LE) BARS%"]]);
    let times = [
        ("CreationTimeFrom", "2025"),
        ("CreationTimeTo", "202512"),
        ("ServiceStartTimeFrom", "20250101"),
        ("ServiceStartTimeTo", "20260302083000"),
        ("ServiceStopTimeFrom", "2025010110"),
        ("ServiceStopTimeTo", "202503021015"),
    ];
    for (name, time) in times {
        assert_eq!(read.all(&format!("$XDSDocumentEntry{name}")), [[time]], "{name}");
    }
    let stable = "urn:uuid:7edca82f-054d-47f2-a032-9b2a5b5186c1";
    assert_eq!(read.all("$XDSDocumentEntryType"), [[stable]]);
    let reference = "1.2.3^^^&4.5&ISO^urn:ihe:iti:xds:2013:order";
    assert_eq!(read.all("$XDSDocumentEntryReferenceIdList"), [[reference]]);
    assert_eq!(read.parameters.len(), 18);
}

#[test]
fn a_search_of_submissions() {
    let query = StoredQuery::find_submission_sets(&patient(), &[AvailabilityStatus::Approved])
        .time(parameter::SUBMISSION_TIME_FROM, &at("20260101"))
        .time(parameter::SUBMISSION_TIME_TO, &at("20260201"))
        .text(parameter::SUBMISSION_AUTHOR, "%EXEMPLE%")
        .any_of(parameter::SUBMISSION_SOURCE, &["2.999.1"])
        .any_code(parameter::SUBMISSION_CONTENT_TYPE, &[("07", "1.2.250.1.213.2.2")]);
    let read = received("find_submission_sets", &query);
    assert_eq!(read.query(), Some(QueryId::FindSubmissionSets));
    assert_eq!(read.first("$XDSSubmissionSetPatientId"), Some(CX));
    assert_eq!(read.all("$XDSSubmissionSetStatus"), [[APPROVED]]);
    assert_eq!(read.all("$XDSSubmissionSetSubmissionTimeFrom"), [["20260101"]]);
    assert_eq!(read.all("$XDSSubmissionSetSubmissionTimeTo"), [["20260201"]]);
    assert_eq!(read.all("$XDSSubmissionSetAuthorPerson"), [["%EXEMPLE%"]]);
    assert_eq!(read.all("$XDSSubmissionSetSourceId"), [["2.999.1"]]);
    assert_eq!(read.all("$XDSSubmissionSetContentType"), [["07^^1.2.250.1.213.2.2"]]);
    // The author is one pattern: it stands in no list.
    assert!(write_stored_query(&query).contains("<rim:Value>&apos;%EXEMPLE%&apos;</rim:Value>"));
}

#[test]
fn queries_by_identifiers() {
    let ids = ["urn:uuid:1", "urn:uuid:2"];
    let one = "urn:uuid:1";
    let related = [AssociationKind::Replaces, AssociationKind::Signs];
    let status = [AvailabilityStatus::Approved];
    let order = "9^^^&1.2&ISO^urn:ihe:iti:xds:2013:order";
    let cases = [
        (
            "documents",
            StoredQuery::get_documents(By::EntryUuid(&ids)),
            "$XDSDocumentEntryEntryUUID",
            2,
        ),
        (
            "documents_unique",
            StoredQuery::get_documents(By::UniqueId(&ids)),
            "$XDSDocumentEntryUniqueId",
            2,
        ),
        (
            "both",
            StoredQuery::get_documents_and_associations(By::EntryUuid(&ids)),
            "$XDSDocumentEntryEntryUUID",
            2,
        ),
        ("associations", StoredQuery::get_associations(&ids), "$uuid", 2),
        ("sets", StoredQuery::get_submission_sets(&ids), "$uuid", 2),
        (
            "contents",
            StoredQuery::get_submission_set_and_contents(By::EntryUuid(one)),
            "$XDSSubmissionSetEntryUUID",
            1,
        ),
        (
            "contents_unique",
            StoredQuery::get_submission_set_and_contents(By::UniqueId(one)),
            "$XDSSubmissionSetUniqueId",
            1,
        ),
        (
            "related",
            StoredQuery::get_related_documents(By::EntryUuid(one), &related),
            "$XDSDocumentEntryEntryUUID",
            1,
        ),
        (
            "related_unique",
            StoredQuery::get_related_documents(By::UniqueId(one), &related),
            "$XDSDocumentEntryUniqueId",
            1,
        ),
        (
            "references",
            StoredQuery::find_documents_by_reference_id(&patient(), &status, &[order]),
            "$XDSDocumentEntryReferenceIdList",
            0,
        ),
    ];
    for (name, query, parameter, count) in cases {
        let read = received(name, &query);
        let expected: &[&str] = if count == 0 { &[order] } else { &ids[..count] };
        assert_eq!(read.all(parameter), [expected], "{name}");
        // One identifier where one is wanted stands in no list.
        let listed = write_stored_query(&query).contains("(&apos;urn:uuid:1&apos;");
        assert_eq!(listed, count == 2, "{name}");
    }
    let read =
        received("related", &StoredQuery::get_related_documents(By::EntryUuid(one), &related));
    let kinds = ["urn:ihe:iti:2007:AssociationType:RPLC", "urn:ihe:iti:2007:AssociationType:signs"];
    assert_eq!(read.all("$AssociationTypes"), [kinds]);
    let contents = StoredQuery::get_submission_set_and_contents(By::UniqueId("1.2"))
        .any_code(parameter::FORMAT, &[("f", "1")])
        .any_code(parameter::CONFIDENTIALITY, &[("N", "2")]);
    let read = received("contents_filtered", &contents);
    assert_eq!(read.all("$XDSDocumentEntryFormatCode"), [["f^^1"]]);
    assert_eq!(read.all("$XDSDocumentEntryConfidentialityCode"), [["N^^2"]]);
}

#[test]
fn identifiers_come_in_batches() {
    let ids: Vec<u32> = (0..45).collect();
    let sizes = |limit| batches(&ids, limit).map(<[u32]>::len).collect::<Vec<_>>();
    assert_eq!(sizes(BATCH), [20, 20, 5]);
    assert_eq!(sizes(45), [45]);
    assert_eq!(sizes(0).len(), 45);
    assert_eq!(batches(&ids, 20).flatten().copied().collect::<Vec<_>>(), ids);
    assert_eq!(batches::<u32>(&[], 20).count(), 0);
}

/// A query as others write it: default namespace, its slots as given.
fn by_hand(slots: &str) -> String {
    format!(
        "<AdhocQueryRequest xmlns='{QUERY}'><ResponseOption returnComposedObjects='true' \
         returnType='LeafClass'/><AdhocQuery xmlns='{RIM}' \
         id='urn:uuid:14d4debf-8f97-4251-9a74-a90016b0af0d'>{slots}</AdhocQuery></AdhocQueryRequest>"
    )
}

fn values(values: &str) -> Result<Vec<Vec<String>>, WireError> {
    let slot = format!("<Slot name='$x'>\n <ValueList>{values}</ValueList></Slot>");
    Ok(read(&by_hand(&slot))?.all("$x").to_vec())
}

#[test]
fn what_other_writers_write_is_understood() {
    let cases: [(&str, &[&str]); 12] = [
        ("<Value>('a','b')</Value>", &["a", "b"]),
        ("<Value> ( 'a' , 'b' ) </Value>", &["a", "b"]),
        ("<Value>('a')</Value><Value>('b','c')</Value>", &["a", "b", "c"]),
        ("<Value>('a',</Value><Value>'b')</Value>", &["a", "b"]),
        ("<Value>'a'</Value>", &["a"]),
        ("<Value>'it''s (a), b'</Value>", &["it's (a), b"]),
        ("<Value>('''')</Value>", &["'"]),
        ("<Value>('')</Value>", &[""]),
        ("<Value>\n   20260302\n </Value>", &["20260302"]),
        ("<Value>(1,2)</Value>", &["1", "2"]),
        ("<Value>urn:oasis:names:tc:x &amp; y</Value>", &["urn:oasis:names:tc:x & y"]),
        ("<Value><![CDATA[('<a>')]]></Value>", &["<a>"]),
    ];
    for (text, expected) in cases {
        assert_eq!(values(text).unwrap(), [expected], "{text}");
    }
    assert_eq!(values("").unwrap(), [Vec::<String>::new()]);
}

#[test]
fn slots_of_one_name_are_put_together_wherever_they_stand() {
    let slot = |name: &str, value: &str| {
        format!("<Slot name='{name}'><ValueList><Value>{value}</Value></ValueList></Slot>")
    };
    let slots = [slot("$a", "('1','2')"), slot("$b", "3"), slot("$a", "('4')")].concat();
    let read = read(&by_hand(&slots)).unwrap();
    assert_eq!(read.all("$a"), [vec!["1", "2"], vec!["4"]]);
    assert_eq!(read.all("$b"), [["3"]]);
    assert!(read.all("$c").is_empty() && read.first("$c").is_none());
}

#[test]
fn what_does_not_close_is_refused() {
    for text in ["<Value>('a'</Value>", "<Value>'a</Value>", "<Value>'a')</Value>"] {
        assert!(matches!(values(text), Err(WireError::Unexpected { .. })), "{text}");
    }
    let other = by_hand("").replace("LeafClass", "RegistryObject");
    assert!(matches!(read(&other), Err(WireError::Unexpected { .. })));
    assert!(matches!(read("<AdhocQueryRequest/>"), Err(WireError::Unexpected { .. })));
}

#[test]
fn an_unknown_query_is_read_all_the_same() {
    let text = by_hand("").replace("14d4debf", "00000000");
    let read = read(&text).unwrap();
    assert_eq!(read.query(), None);
    assert!(read.id.starts_with("urn:uuid:00000000"));
}
