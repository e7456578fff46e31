//! Answers to the nine stored queries, written by hand (tests/fixtures/registry), as records; and
//! what no answer is.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use dmpkit::record::{
    AssociationKind, AvailabilityStatus, Doubt, Extra, ReferenceIdType, Timestamp, XdsCode,
};
use dmpkit::wire::registry::{
    answer_limits, read_answer, write_answer, RegistryAnswer, RegistryError, ResponseStatus,
    ReturnType,
};
use dmpkit::wire::{write_reply, Addressing, WireError};
use dmpkit::xml::{Limits, Problem};

const MESSAGE: &str = "urn:uuid:11111111-2222-4333-8444-555555555555";
const NH: &str = "284022999201482^^^&1.2.250.1.213.1.4.10&ISO^NH";

fn bytes(name: &str) -> Vec<u8> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/registry");
    fs::read(folder.join(format!("{name}.xml"))).unwrap()
}

fn read(name: &str) -> RegistryAnswer {
    read_bytes(&bytes(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

fn read_bytes(bytes: &[u8]) -> Result<RegistryAnswer, WireError> {
    read_answer(bytes, MESSAGE, &answer_limits())
}

fn at(text: &str) -> Option<Timestamp> {
    Some(Timestamp::parse(text).unwrap())
}

fn code(code: &str, scheme: &str, label: &str) -> Arc<XdsCode> {
    Arc::new(XdsCode::new(code, scheme, Some(label).filter(|label| !label.is_empty())))
}

fn doubts(doubts: &[Doubt]) -> Vec<String> {
    doubts.iter().map(|doubt| format!("{} {}", doubt.field, doubt.problem)).collect()
}

fn slot(name: &str, values: &[&str]) -> Extra {
    Extra::Slot { name: name.into(), values: values.iter().map(|value| (*value).into()).collect() }
}

#[test]
fn find_documents() {
    let answer = read("find_documents");
    assert_eq!(answer.status, ResponseStatus::Success);
    assert!(answer.errors.is_empty() && answer.doubts.is_empty());
    let [entry] = &*answer.documents else { panic!("one document") };
    assert_eq!(&*entry.entry_uuid, "urn:uuid:d0c00001-0000-4000-8000-000000000001");
    assert_eq!(entry.logical_id.as_deref(), Some("urn:uuid:d0c0aaaa-0000-4000-8000-000000000001"));
    assert_eq!(entry.version.as_deref(), Some("2"));
    assert_eq!(entry.unique_id.as_deref(), Some("1.2.250.1.999.1.1.1"));
    assert_eq!(entry.repository_unique_id.as_deref(), Some("1.2.250.1.213.4.1.1.3"));
    let stable = "urn:uuid:7edca82f-054d-47f2-a032-9b2a5b5186c1";
    assert_eq!(entry.object_type.as_deref(), Some(stable));
    assert_eq!(entry.status, Some(AvailabilityStatus::Approved));
    assert_eq!(entry.title.as_deref(), Some("CR d'examens biologiques <contrôle>"));
    assert_eq!(entry.comments.as_deref(), Some("À jeun"));
    assert_eq!(entry.mime_type.as_deref(), Some("text/xml"));
    assert_eq!(entry.language.as_deref(), Some("fr-FR"));
    let class = code("10", "1.2.250.1.213.1.1.4.1", "Compte rendu");
    assert_eq!(entry.class_code, Some(class));
    let of_type = code("11502-2", "2.16.840.1.113883.6.1", "CR d'examens biologiques");
    assert_eq!(entry.type_code, Some(of_type));
    let format = code("urn:ihe:lab:xd-lab:2008", "1.3.6.1.4.1.19376.1.2.3", "");
    assert_eq!(entry.format_code, Some(format));
    let facility = code("SA25", "1.2.250.1.71.4.2.4", "Laboratoire de biologie médicale");
    assert_eq!(entry.facility_type, Some(facility));
    let practice = code("AMBULATOIRE", "1.2.250.1.213.1.1.4.9", "Ambulatoire");
    assert_eq!(entry.practice_setting, Some(practice));
    let hidden = "Document non visible par le patient";
    let confidentiality = [
        code("N", "2.16.840.1.113883.5.25", "Normal"),
        code("INVISIBLE_PATIENT", "1.2.250.1.213.1.1.4.13", hidden),
    ];
    assert_eq!(entry.confidentiality, confidentiality);
    assert!(entry.is_invisible_to_patient() && !entry.is_masked());
    assert_eq!(entry.event_codes, [code("18719-5", "2.16.840.1.113883.6.1", "Biochimie")]);
    let [doctor, device] = &*entry.authors else { panic!("two authors") };
    assert_eq!(doctor.person().unwrap().family_name(), "EXEMPLE");
    assert_eq!(doctor.institutions[0].id(), "1990000011");
    assert_eq!(&*doctor.roles[0], "Médecin biologiste");
    assert_eq!(doctor.speciality().unwrap().0, "G15_10/SM03");
    assert_eq!(device.person().unwrap().name_type(), "U");
    assert_eq!(&*device.telecoms[0], "^^Internet^automate@exemple.invalid");
    let legal = "899700000011^EXEMPLE^Camille^^^^^^&1.2.250.1.71.4.2.1&ISO^D^^^IDNPS";
    assert_eq!(entry.legal_authenticator.as_ref().unwrap().as_str(), legal);
    assert_eq!(entry.creation_time, at("20260115093000"));
    assert_eq!(entry.service_start, at("202601150810"));
    assert_eq!(entry.service_stop, at("20260115"));
    assert_eq!(entry.hash.as_deref(), Some("0123456789abcdef0123456789ABCDEF01234567"));
    assert_eq!(entry.size, Some(48213));
    assert_eq!(entry.uri.as_deref(), Some("DOC00001.XML"));
    assert_eq!(entry.patient_id.as_ref().unwrap().as_str(), NH);
    let source = "IPP-77^^^&1.2.250.1.999.7&ISO^PI";
    assert_eq!(entry.source_patient_id.as_ref().unwrap().as_str(), source);
    let info: Vec<&str> = entry.source_patient_info.iter().map(|line| &**line).collect();
    assert_eq!(info, ["PID-5|ÉPREUVE^MARTHE^^^^^L", "PID-7|19710130", "PID-8|F"]);
    let opaque = Extra::Attribute { name: "isOpaque".into(), value: "false".into() };
    assert_eq!(entry.extra, [opaque]);
    assert!(entry.doubts.is_empty(), "{:?}", entry.doubts);
}

#[test]
fn find_submission_sets() {
    let answer = read("find_submission_sets");
    let [set] = &*answer.submission_sets else { panic!("one submission") };
    assert_eq!(&*set.entry_uuid, "urn:uuid:5e700001-0000-4000-8000-000000000001");
    assert_eq!(set.unique_id.as_deref(), Some("1.2.250.1.999.1.2.1"));
    assert_eq!(set.source_id.as_deref(), Some("1.2.250.1.999.1"));
    assert_eq!(set.status, Some(AvailabilityStatus::Approved));
    assert_eq!(set.title.as_deref(), Some("Lot de janvier"));
    assert_eq!(set.comments.as_deref(), Some("Deux documents"));
    assert_eq!(set.content_type, Some(code("07", "1.2.250.1.213.2.2", "Consultations externes")));
    assert_eq!(set.authors[0].person().unwrap().given_name(), "Alix");
    assert_eq!(set.authors[0].institutions[0].name(), "Cabinet d'essai");
    assert_eq!(set.submission_time, at("20260116101112"));
    assert_eq!(set.patient_id.as_ref().unwrap().as_str(), NH);
    assert!(set.extra.is_empty() && set.doubts.is_empty());
}

#[test]
fn get_documents_whose_names_are_declared_again_and_again() {
    let answer = read("get_documents");
    let [first, second] = &*answer.documents else { panic!("two documents") };
    assert_eq!(first.status, Some(AvailabilityStatus::Deprecated));
    assert_eq!(second.status, Some(AvailabilityStatus::Archived), "a space follows it");
    assert_eq!(first.creation_time, at("20251201"), "CDATA");
    assert_eq!(first.title.as_deref(), Some("Lettre\nde sortie"));
    let expected = Some(code("11490-0", "2.16.840.1.113883.6.1", "Lettre de liaison"));
    assert_eq!(first.type_code, expected, "a comment stands inside");
    assert_eq!(second.type_code, expected);
    assert!(Arc::ptr_eq(&first.type_code.clone().unwrap(), &second.type_code.clone().unwrap()));
    assert!(first.doubts.is_empty());
    let strange = ["ExtrinsicObject holds an element that is not known"];
    assert_eq!(doubts(&second.doubts), strange, "a Classification of another namespace");
}

#[test]
fn get_associations() {
    let answer = read("get_associations");
    let [member, update, signs] = &*answer.associations else { panic!("three links") };
    assert_eq!(member.kind, AssociationKind::HasMember);
    assert_eq!(&*member.id, "urn:uuid:a5500001-0000-4000-8000-000000000001");
    assert_eq!(&*member.source, "urn:uuid:5e700001-0000-4000-8000-000000000001");
    assert_eq!(&*member.target, "urn:uuid:d0c00001-0000-4000-8000-000000000001");
    assert_eq!(member.status, Some(AvailabilityStatus::Approved));
    assert!(member.extra.contains(&slot("SubmissionSetStatus", &["Original"])));
    assert!(member.extra.contains(&slot("PreviousVersion", &["1"])));
    assert_eq!(update.kind, AssociationKind::UpdatesAvailability);
    let archived = "urn:asip:ci-sis:2010:StatusType:Archived";
    assert!(update.extra.contains(&slot("NewStatus", &[archived])));
    assert_eq!(signs.kind, AssociationKind::Signs);
    assert!(answer.associations.iter().all(|link| link.doubts.is_empty()));
}

#[test]
fn get_documents_and_associations() {
    let answer = read("get_documents_and_associations");
    assert_eq!(answer.status, ResponseStatus::Success, "the last word alone");
    assert_eq!(answer.associations[0].kind, AssociationKind::Replaces);
    assert_eq!(answer.documents[0].service_start, at("20260201083000+0100"));
    assert_eq!(answer.documents[0].unique_id.as_deref(), Some("1.2.250.1.999.1.1.5"));
    assert!(answer.documents[0].doubts.is_empty());
}

#[test]
fn get_submission_sets() {
    let answer = read("get_submission_sets");
    let [set] = &*answer.submission_sets else { panic!("one submission") };
    assert_eq!(set.unique_id.as_deref(), Some("1.2.250.1.999.1.2.2"), "its label is misspelt");
    let recipient = "Cabinet d'essai|899700000033^MAQUETTE^Lou";
    assert_eq!(set.extra, [slot("intendedRecipient", &[recipient])]);
    assert!(set.doubts.is_empty());
    assert_eq!(answer.associations[0].kind, AssociationKind::HasMember);
}

#[test]
fn get_submission_set_and_contents() {
    let answer = read("get_submission_set_and_contents");
    let [folder, other] = &*answer.folders else { panic!("two folders") };
    assert_eq!(folder.title.as_deref(), Some("Grossesse"));
    assert_eq!(folder.comments, None);
    assert_eq!(folder.last_update, at("20260203070000"));
    assert_eq!(folder.unique_id.as_deref(), Some("1.2.250.1.999.1.3.1"));
    assert_eq!(folder.patient_id.as_ref().unwrap().as_str(), NH);
    assert_eq!(folder.codes, [code("GROSSESSE", "1.2.250.1.999.3", "")]);
    assert_eq!(&*other.entry_uuid, "dossier", "a classification beside it says what it is");
    assert_eq!(&*answer.submission_sets[0].entry_uuid, "muet");
    let expected = [
        "RegistryObjectList holds an object of an unknown kind",
        "RegistryPackage does not say what it is",
    ];
    assert_eq!(doubts(&answer.doubts), expected);
    let entry = &answer.documents[0];
    assert!(entry.doubts.is_empty(), "an on-demand document is a document");
    let name = "{http://www.w3.org/2001/XMLSchema-instance}type";
    let of_type = Extra::Attribute { name: name.into(), value: "rim:ExtrinsicObjectType".into() };
    assert_eq!(entry.extra, [of_type]);
    let link = &answer.associations[0];
    assert_eq!(link.kind, AssociationKind::Other("urn:exemple:lien".into()));
    assert_eq!(doubts(&link.doubts), ["associationType is not known"]);
}

#[test]
fn get_related_documents_in_part() {
    let answer = read("get_related_documents");
    assert_eq!(answer.status, ResponseStatus::PartialSuccess);
    let expected = [
        RegistryError {
            code: "XDSPatientIdReconciled".into(),
            context: Some("L'identifiant a changé".into()),
            location: Some("urn:uuid:d0c00005-0000-4000-8000-000000000001".into()),
            warning: true,
        },
        RegistryError {
            code: "DMPCodeInconnu".into(),
            context: Some("Un document n'a pas pu être lu".into()),
            location: None,
            warning: false,
        },
    ];
    assert_eq!(answer.errors, expected);
    assert_eq!(answer.documents.len(), 2);
    assert_eq!(answer.associations[0].kind, AssociationKind::Replaces);
}

#[test]
fn find_documents_by_reference_id_in_latin_1() {
    let answer = read("find_documents_by_reference_id");
    let entry = &answer.documents[0];
    assert_eq!(entry.title.as_deref(), Some("Échographie abdominale"));
    let [accession, study] = &*entry.reference_ids else { panic!("two references") };
    assert_eq!((accession.id(), accession.kind()), ("4477", ReferenceIdType::AccessionNumber));
    assert_eq!(
        (study.authority(), study.kind()),
        ("1.2.250.1.999.6", ReferenceIdType::StudyInstanceUid)
    );
}

#[test]
fn references_alone() {
    let answer = read("references");
    let expected = [
        "urn:uuid:d0c00001-0000-4000-8000-000000000001",
        "urn:uuid:d0c00002-0000-4000-8000-000000000001",
    ];
    assert_eq!(answer.references.iter().map(|id| &**id).collect::<Vec<_>>(), expected);
    assert_eq!(doubts(&answer.doubts), ["ObjectRef has no identifier"]);
}

#[test]
fn a_refusal_of_the_registry_is_an_answer() {
    for (name, code) in
        [("failure", "DMPAccessForbidden"), ("failure_registry_response", "XDSRegistryError")]
    {
        let answer = read(name);
        assert_eq!(answer.status, ResponseStatus::Failure, "{name}");
        assert_eq!(answer.errors[0].code, code);
        assert!(!answer.errors[0].warning && answer.documents.is_empty());
    }
}

#[test]
fn what_is_malformed_is_kept_and_doubted() {
    let answer = read("dirty");
    assert_eq!(answer.status, ResponseStatus::Success);
    let [dirty, empty, other] = &*answer.documents else { panic!("three documents") };
    let expected = [
        "availabilityStatus is not known",
        "objectType is not known",
        "creationTime is not a timestamp",
        "serviceStartTime has several values",
        "serviceStopTime is empty",
        "size is not a number of bytes",
        "hash is not a SHA-1",
        "repositoryUniqueId is empty",
        "languageCode is given twice",
        "typeCode has no coding scheme",
        "typeCode is given twice",
        "practiceSettingCode is empty",
        "healthcareFacilityTypeCode holds other slots than its coding scheme",
        "uniqueId is given twice",
        "ExtrinsicObject holds an element that is not known",
    ];
    assert_eq!(doubts(&dirty.doubts), expected);
    assert_eq!(&*dirty.entry_uuid, "urn:uuid:d0c00007-0000-4000-8000-000000000001");
    assert_eq!(dirty.status, Some(AvailabilityStatus::Other("urn:exemple:perdu".into())));
    assert_eq!(dirty.mime_type.as_deref(), Some("text/xml"));
    assert_eq!(dirty.service_start, at("20260101"));
    assert_eq!(dirty.language.as_deref(), Some("fr-FR"));
    assert_eq!(dirty.title.as_deref(), Some("Lettre de sortie"), "the French one");
    assert_eq!(dirty.comments, None);
    let format = code("urn:ihe:xds-sd:pdf:2008", "", "");
    assert_ne!(dirty.format_code, Some(format), "a scheme came, and is kept as it came");
    assert_eq!(&*dirty.format_code.as_ref().unwrap().scheme, "2.16.840.1.113883.6.1");
    assert_eq!(dirty.type_code, Some(code("11490-0", "", "")));
    assert_eq!(dirty.practice_setting, None);
    assert_eq!(dirty.facility_type, Some(code("SA07", "1.2.250.1.71.4.2.4", "")));
    assert_eq!(dirty.authors.len(), 1);
    assert_eq!(dirty.unique_id.as_deref(), Some("1.2.250.1.999.1.1.10"));
    let unique = "urn:uuid:2e82c1f6-a085-4c72-9da3-8640a32e42ab";
    let class = |scheme: &str, node: &str, label: Option<&str>, slots: &[(&str, &str)]| {
        let slots = slots.iter().map(|(name, value)| ((*name).into(), vec![(*value).into()]));
        Extra::Classification {
            scheme: format!("urn:uuid:{scheme}").into(),
            node: node.into(),
            label: label.map(Into::into),
            slots: slots.collect(),
        }
    };
    let identifier = |scheme: &str, value: &str| Extra::Identifier {
        scheme: scheme.into(),
        value: value.into(),
    };
    let loinc = ("codingScheme", "2.16.840.1.113883.6.1");
    let facility = [("codingScheme", "1.2.250.1.71.4.2.4"), ("nuance", "sombre")];
    let kept = [
        slot("creationTime", &["hier"]),
        slot("serviceStartTime", &["20260102"]),
        slot("serviceStopTime", &[]),
        slot("size", &["-12"]),
        slot("hash", &["abc"]),
        slot("repositoryUniqueId", &[""]),
        slot("languageCode", &["en"]),
        slot("couleur", &["bleu", "vert"]),
        Extra::Text { field: "title", language: "en-US".into(), text: "Discharge letter".into() },
        class("f0306f51-975f-434e-a61c-c59651d33983", "34105-7", None, &[loinc]),
        class("cccf5598-8b07-4b77-a05e-ae952c785ead", "", Some("Ambulatoire"), &[]),
        class(
            "00000000-0000-4000-8000-000000000000",
            "X",
            Some("Inconnue"),
            &[("nuance", "clair")],
        ),
        class("93606bcf-9494-43ec-9b4e-a7748d1a838d", "", None, &[("authorHobby", "échecs")]),
        class("f33fb8ac-18af-42cc-ae0e-ed0b0bdb91e1", "SA07", None, &facility),
        identifier(unique, "1.2.250.1.999.1.1.11"),
        identifier("urn:uuid:00000000-0000-4000-8000-000000000001", "autre"),
        Extra::Attribute { name: "futur".into(), value: "oui".into() },
    ];
    assert_eq!(dirty.extra, kept);
    assert_eq!(
        doubts(&empty.doubts),
        ["entryUUID is missing", "uniqueId is empty", "uniqueId is missing"]
    );
    assert_eq!(empty.extra, [identifier(unique, "")]);
    assert_eq!(doubts(&other.doubts), ["uniqueId is missing"]);
    assert_eq!(other.patient_id.as_ref().unwrap().id(), "999999999999999", "whoever's it is");
}

#[test]
fn what_is_no_answer_says_why() {
    let envelope = |header: &str, body: &str| {
        format!(
            "<s:Envelope xmlns:s='http://www.w3.org/2003/05/soap-envelope' \
             xmlns:a='http://www.w3.org/2005/08/addressing'><s:Header>{header}</s:Header>\
             <s:Body>{body}</s:Body></s:Envelope>"
        )
    };
    let other = "<a:RelatesTo>urn:uuid:9</a:RelatesTo>";
    let empty = "<AdhocQueryResponse xmlns='urn:oasis:names:tc:ebxml-regrep:xsd:query:3.0' \
                 status='urn:oasis:names:tc:ebxml-regrep:ResponseStatusType:Success'/>";
    let fault =
        "<s:Fault><s:Code><s:Value>s:Sender</s:Value><s:Subcode><s:Value>s:DMPInvalidCertificate\
                 </s:Value></s:Subcode></s:Code><s:Reason><s:Text xml:lang='fr'>Refusé</s:Text>\
                 </s:Reason></s:Fault>";
    let soap11 =
        "<e:Envelope xmlns:e='http://schemas.xmlsoap.org/soap/envelope/'><e:Body><e:Fault>\
                  <faultcode>e:Server</faultcode><faultstring>Hors service</faultstring></e:Fault>\
                  </e:Body></e:Envelope>";
    let failure = |text: &str| read_bytes(text.as_bytes()).unwrap_err();
    assert!(read_bytes(envelope("", empty).as_bytes()).is_ok());
    assert_eq!(failure(&envelope(other, empty)), WireError::OtherRequest);
    for (text, code) in
        [(envelope(other, fault), "DMPInvalidCertificate"), (soap11.into(), "Server")]
    {
        let WireError::Fault(fault) = failure(&text) else { panic!("{text}") };
        assert_eq!(fault.errors()[0].code, code);
    }
    for text in [
        envelope("", ""),
        envelope("", "<x/>"),
        "<x/>".into(),
        envelope("", &format!("<x/>{empty}")),
    ] {
        assert!(matches!(failure(&text), WireError::Unexpected { .. }), "{text}");
    }
    let doctype = format!("<!DOCTYPE x>{}", envelope("", empty));
    let WireError::Xml(error) = failure(&doctype) else { panic!("a doctype") };
    assert_eq!(error.problem, Problem::DocumentType);
    let status = envelope("", &empty.replace("status='", "etat='"));
    assert_eq!(doubts(&read_bytes(status.as_bytes()).unwrap().doubts), ["status is missing"]);
}

#[test]
fn limits_hold_for_answers() {
    let bytes = bytes("find_documents");
    let refused = |limits: Limits| match read_answer(&bytes, MESSAGE, &limits) {
        Err(WireError::Xml(error)) => error.problem,
        other => panic!("{other:?}"),
    };
    let nodes = Limits { nodes: 50, ..answer_limits() };
    assert_eq!(refused(nodes), Problem::TooManyNodes { limit: 50 });
    let depth = Limits { depth: 5, ..answer_limits() };
    assert_eq!(refused(depth), Problem::TooDeep { limit: 5 });
    let small = Limits { bytes: 100, ..answer_limits() };
    assert_eq!(refused(small), Problem::TooLarge { limit: 100 });
}

fn enveloped(markup: &str) -> Vec<u8> {
    let addressing = Addressing {
        action: String::new(),
        message_id: "urn:uuid:2".into(),
        to: String::new(),
        relates_to: Some(MESSAGE.into()),
    };
    write_reply(&addressing, markup)
}

#[test]
fn what_is_written_reads_back_the_same() {
    for name in [
        "find_documents",
        "find_submission_sets",
        "get_associations",
        "get_submission_sets",
        "get_submission_set_and_contents",
        "get_related_documents",
        "find_documents_by_reference_id",
        "failure",
    ] {
        let answer = read(name);
        let markup = write_answer(&answer, ReturnType::LeafClass);
        if let Some(folder) = std::env::var_os("DMPKIT_DUMP") {
            fs::create_dir_all(&folder).unwrap();
            fs::write(Path::new(&folder).join(format!("{name}.xml")), &markup).unwrap();
        }
        let mut again = read_bytes(&enveloped(&markup)).unwrap();
        // A package that said nothing of itself is written as the submission it was taken for.
        again.doubts.clone_from(&answer.doubts);
        assert_eq!(again, answer, "{name}");
    }
}

#[test]
fn references_are_written_for_whole_objects() {
    let answer = read("get_related_documents");
    let markup = write_answer(&answer, ReturnType::ObjectRef);
    let again = read_bytes(&enveloped(&markup)).unwrap();
    let expected = [
        "urn:uuid:d0c00005-0000-4000-8000-000000000001",
        "urn:uuid:d0c00005-0000-4000-8000-000000000002",
        "urn:uuid:a5500005-0000-4000-8000-000000000001",
    ];
    assert_eq!(again.references.iter().map(|id| &**id).collect::<Vec<_>>(), expected);
    assert!(again.documents.is_empty() && again.associations.is_empty());
    assert_eq!(again.errors, answer.errors);
}

/// Content is known again only where it means the same.
#[test]
fn the_same_bytes_under_other_names_mean_something_else() {
    let class = |names: &str, scheme: &str| {
        format!(
            "<r:Classification {names} classificationScheme='urn:uuid:{scheme}' nodeRepresentation='X'>\
             <p:Slot name='codingScheme'><p:ValueList><p:Value>1.2</p:Value></p:ValueList></p:Slot>\
             </r:Classification>"
        )
    };
    let rim = "xmlns:p='urn:oasis:names:tc:ebxml-regrep:xsd:rim:3.0'";
    let event = "2c6b8cb7-8b2a-4051-b291-b1ae6a575ef4";
    let classes = [class(rim, event), class("xmlns:p='urn:autre'", event), class(rim, event)];
    let text = format!(
        "<s:Envelope xmlns:s='http://www.w3.org/2003/05/soap-envelope'><s:Body><q:AdhocQueryResponse \
         xmlns:q='urn:oasis:names:tc:ebxml-regrep:xsd:query:3.0' status='Success' \
         xmlns:r='urn:oasis:names:tc:ebxml-regrep:xsd:rim:3.0'><r:RegistryObjectList><r:ExtrinsicObject>{}\
         </r:ExtrinsicObject></r:RegistryObjectList></q:AdhocQueryResponse></s:Body></s:Envelope>",
        classes.concat()
    );
    let answer = read_bytes(text.as_bytes()).unwrap();
    let codes: Vec<&str> =
        answer.documents[0].event_codes.iter().map(|code| &*code.scheme).collect();
    assert_eq!(codes, ["1.2", "", "1.2"]);
}
