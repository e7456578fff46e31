//! The sandbox as a server: what it refuses and why, and which scenarios it takes.

use std::sync::Arc;
use std::time::Duration;

use dmpkit::record::{
    AuthenticationMeans, ClockAndIds, ClockFailed, Coded, Ins, Professional, ProfessionalId,
    Purpose, Role, Structure, Timestamp,
};
use dmpkit::sandbox::{Sandbox, Scenario, SettableClock};
use dmpkit::wire::existence::{self, write_query, Query, Reason};
use dmpkit::wire::{read_reply, write_request, Addressing, Vihf, VihfDialect, WireError};
use dmpkit::xml::{decode, Document, Limits};

const NOW: &str = "2026-03-02T08:30:00Z";
const MESSAGE: &str = "urn:uuid:11111111-2222-4333-8444-555555555555";
const SOAP: &str = "application/soap+xml; charset=UTF-8";

struct Fixed;

impl ClockAndIds for Fixed {
    fn now(&self) -> Result<Timestamp, ClockFailed> {
        Timestamp::from_rfc3339(NOW).map_err(|_| ClockFailed(0))
    }

    fn elapsed(&self) -> Duration {
        Duration::ZERO
    }

    fn fresh(&self) -> [u8; 16] {
        [1; 16]
    }
}

fn sandbox() -> Sandbox {
    Sandbox::new(Scenario::built_in(), Arc::new(SettableClock::over(Arc::new(Fixed))))
}

fn professional(mode: &str) -> Professional {
    let role =
        |code: &str, system: &str| Role::new(Coded::new(code, system, Some("x")).unwrap()).unwrap();
    let means = if mode == "DIRECTE" { AuthenticationMeans::Cps } else { AuthenticationMeans::Air };
    Professional::new(
        ProfessionalId::new("899700000011").unwrap(),
        "EXEMPLE",
        "Camille",
        vec![role("10", Role::PROFESSIONS), role("SM26", Role::SPECIALITIES)],
        Structure::new("499700000011001", "Cabinet Exemple", "SA07").unwrap(),
        means,
        false,
    )
    .unwrap()
}

/// A request the sandbox accepts, in this mode.
fn good(mode: &str, purpose: &Purpose) -> String {
    let air = mode == "INDIRECTE_RENFORCEE";
    let professional = professional(mode);
    let patient = Ins::new("171014410990350", "1.2.250.1.213.1.4.10").unwrap();
    let now = Timestamp::from_rfc3339(NOW).unwrap();
    let assertion = Vihf {
        dialect: &VihfDialect::default(),
        id: "21111111-2222-4333-8444-555555555555",
        issued: now.clone(),
        issuer: "CN=ESSAI,O=dmpkit,C=FR",
        professional: &professional,
        mode,
        authenticated: now.clone(),
        authn_context: "urn:oasis:names:tc:SAML:2.0:ac:classes:SmartcardPKI",
        authn_declaration: air.then_some("CONF_EXI_PGSSIS"),
        lifetime_ms: air.then_some(30_000),
        patient: Some(&patient),
        purpose,
        with_subject_id: air,
        secret_connection: true,
        software_name: "Essai",
        software_version: "1.0",
        software_id: None,
        homologation: None,
    };
    let query = Query {
        reason: Reason::TestExistence,
        patient: patient.clone(),
        sender_oid: "2.999.1".into(),
        sender_name: "Essai".into(),
        message: "M1".into(),
        query: "Q1".into(),
        created: now.clone(),
        processing: "D".into(),
    };
    let addressing = Addressing {
        action: existence::ACTION.into(),
        message_id: MESSAGE.into(),
        to: String::new(),
        relates_to: None,
    };
    String::from_utf8(write_request(&addressing, &assertion.write(), &write_query(&query))).unwrap()
}

/// The fault's reason; empty where the request was accepted.
fn refusal(request: &str) -> String {
    let answer = sandbox().answer("patients", SOAP, request.as_bytes());
    let text = decode(&answer.body).unwrap();
    let document = Document::parse(&text, &Limits::default()).unwrap();
    match read_reply(&document, MESSAGE) {
        Ok(_) => {
            assert_eq!(answer.status, 200);
            String::new()
        }
        Err(WireError::Fault(fault)) => {
            assert_eq!(answer.status, 500);
            assert_eq!(fault.codes[0], "Sender");
            let of_vihf = fault.reason.as_ref().unwrap().contains("] VIHF : ");
            let code = if of_vihf { "SimulateurVihfRefuse" } else { "SimulateurMessageRefuse" };
            assert_eq!(fault.codes[1], code);
            fault.reason.unwrap()
        }
        Err(other) => panic!("{other}"),
    }
}

#[test]
fn what_is_right_is_accepted() {
    assert_eq!(refusal(&good("DIRECTE", &Purpose::Normal)), "");
    assert_eq!(refusal(&good("INDIRECTE_RENFORCEE", &Purpose::Centre15)), "");
    let urgent = Purpose::new("bris_de_glace", Some("Inconscient")).unwrap();
    assert_eq!(refusal(&good("DIRECTE", &urgent)), "");
}

#[test]
fn what_is_wrong_is_refused_and_named() {
    // What is changed in a good request, and a word of the refusal.
    let cases = [
        ("urn:hl7-org:v3:PRPA_IN201307UV02<", "urn:hl7-org:v3:AUTRE<", "wsa:Action"),
        ("urn:uuid:11111111", "11111111", "wsa:MessageID"),
        ("saml:Assertion", "saml:Autre", "assertion SAML"),
        (" ID=\"_", " ID=\"", "NCName"),
        ("nameid-format:X509SubjectName", "nameid-format:entity", "X509SubjectName"),
        ("CN=ESSAI,O=dmpkit,C=FR", "", "émetteur"),
        ("<saml:AuthnStatement", "<saml:Conditions><saml:AudienceRestriction/></saml:Conditions><saml:AuthnStatement", "AudienceRestriction"),
        (">3.0<", ">2.0<", "VIHF_Version"),
        (">DIRECTE<", ">AUTRE<", "mode d'authentification"),
        ("urn:dmp<", "urn:autre<", "Ressource_URN"),
        ("LPS_Nom", "LPS_Autre", "LPS_Nom"),
        (">1.0<", "><", "LPS_Version"),
        ("IssueInstant=\"2026-03-02T08:30", "IssueInstant=\"2026-03-02T08:24", "IssueInstant"),
        ("IssueInstant=\"2026", "IssueInstant=\"hier", "IssueInstant"),
        ("AuthnInstant=\"2026", "AuthnInstant=\"2027", "AuthnInstant"),
        ("ac:classes:SmartcardPKI", "SmartcardPKI", "AuthnContextClassRef"),
        (">899700000011<", ">9970000001<", "NameID"),
        ("code=\"10\"", "code=\"11\"", "profession"),
        ("<saml:AttributeValue><Role xmlns=\"urn:hl7-org:v3\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:type=\"CE\" code=\"SM26\" codeSystem=\"1.2.250.1.71.4.2.5\" codeSystemName=\"savoirFaire\" displayName=\"x\"/></saml:AttributeValue>", "", "spécialité"),
        (">499700000011001<", ">1990000033<", "structure introuvable ou inactive"),
        ("SA07^", "SAXX^", "Secteur_Activite"),
        ("1.2.250.1.71.4.2.4<", "1.2.3<", "Secteur_Activite"),
        ("purposeofuse", "purpose", "purposeofuse manque"),
        ("code=\"normal\"", "code=\"curiosite\"", "purposeofuse doit valoir"),
        ("codeSystem=\"1.2.250.1.213.1.1.4.248\"", "codeSystem=\"1.2.3\"", "système de purposeofuse"),
        ("INVISIBLE_REPRESENTANTS_LEGAUX^", "AUTRE^", "connexion secrète"),
        ("171014410990350^^^", "258033523890052^^^", "resource-id est incorrect"),
        ("171014410990350^^^", "171014410990351^^^", "resource-id est incorrect"),
        ("extension=\"PRPA_IN201307UV02\"", "extension=\"AUTRE\"", "interactionId"),
        ("processingModeCode code=\"T\"", "processingModeCode code=\"X\"", "processingModeCode"),
        ("acceptAckCode code=\"AL\"", "acceptAckCode code=\"NE\"", "acceptAckCode"),
        ("root=\"1.2.250.1.213.4.1.1.1\"", "root=\"1.2.3\"", "receiver"),
        ("TEST_EXST", "AUTRE", "reasonCode"),
        ("extension=\"171014410990350\"", "extension=\"1710144109903\"", "patientIdentifier"),
        ("<creationTime value=\"2026", "<creationTime value=\"26", "creationTime"),
        ("softwareName>Essai<", "autreName>Essai<", "illisible"),
        ("</soap:Envelope>", "", "illisible"),
        ("http://www.w3.org/2003/05/soap-envelope", "http://schemas.xmlsoap.org/soap/envelope/", "SOAP 1.2"),
    ];
    let good = good("DIRECTE", &Purpose::Normal);
    for (before, after, word) in cases {
        assert!(good.contains(before), "the good request has no {before}");
        let changed = good.replace(before, after);
        let reason = refusal(&changed);
        assert!(reason.starts_with("[SIMULATEUR] "), "{before}: {reason}");
        assert!(reason.contains(word), "{before} -> {after}: {reason}");
    }
}

#[test]
fn reinforced_indirect_authentication_has_its_own_rules() {
    let good = good("INDIRECTE_RENFORCEE", &Purpose::Normal);
    let cases = [
        ("<saml:AuthnContextDecl>CONF_EXI_PGSSIS</saml:AuthnContextDecl>", "", "AuthnContextDecl"),
        ("NotOnOrAfter=\"2026-03-02T08:30:30", "NotOnOrAfter=\"2026-03-02T08:31:30", "30 secondes"),
        ("NotOnOrAfter=\"2026-03-02T08:30:30", "NotOnOrAfter=\"2026-03-02T08:30:00", "périmée"),
        ("urn:oasis:names:tc:xspa:1.0:subject:subject-id", "autre", "subject-id"),
    ];
    for (before, after, word) in cases {
        assert!(good.contains(before), "{before}");
        let reason = refusal(&good.replace(before, after));
        assert!(reason.contains(word), "{before}: {reason}");
    }
}

#[test]
fn an_emergency_without_reason_is_refused() {
    let urgent = Purpose::new("bris_de_glace", Some("Inconscient")).unwrap();
    let reason = refusal(&good("DIRECTE", &urgent).replace("Mode_Acces_Raison", "Autre"));
    assert!(reason.contains("Mode_Acces_Raison"), "{reason}");
}

#[test]
fn an_assertion_serves_once() {
    let sandbox = sandbox();
    let request = good("DIRECTE", &Purpose::Normal);
    assert_eq!(sandbox.answer("patients", SOAP, request.as_bytes()).status, 200);
    let again = sandbox.answer("patients", SOAP, request.as_bytes());
    assert_eq!(again.status, 500);
    assert!(String::from_utf8(again.body).unwrap().contains("a déjà servi"));
}

#[test]
fn the_wrong_door_is_an_http_error() {
    let request = good("DIRECTE", &Purpose::Normal);
    assert_eq!(sandbox().answer("patient", SOAP, request.as_bytes()).status, 404);
    assert_eq!(sandbox().answer("patients", "text/xml", request.as_bytes()).status, 415);
}

#[test]
fn production_numbers_are_refused_by_the_server_too() {
    let good = good("DIRECTE", &Purpose::Normal);
    let reason = refusal(&good.replace("1.2.250.1.213.1.4.10", "1.2.250.1.213.1.4.8"));
    assert!(reason.contains("production"), "{reason}");
    let reason = refusal(&good.replace("1.2.250.1.213.1.4.10", "1.2.250.1.213.1.4.9"));
    assert!(reason.contains("NIA"), "{reason}");
}

fn scenario(person: &str) -> Result<Scenario, String> {
    let json = format!("{{\"schema\":\"dmpkit.scenario/1\",\"people\":[{person}]}}");
    Scenario::parse(&json).map_err(|error| error.to_string())
}

const PERSON: &str = r#"{"label":"x","identity_status":"QUAL","birth_name":"X","given_names":["Y"],
    "birth_date":"1971-01-30","sex":"M",
    "ins":{"matricule":"171014410990350","oid":"1.2.250.1.213.1.4.10"},
    "record":{"state":"active","authorisation":"VALIDE"}}"#;

#[test]
fn a_scenario_names_the_field_it_has_wrong() {
    assert!(scenario(PERSON).is_ok());
    let cases = [
        ("1.2.250.1.213.1.4.10", "1.2.250.1.213.1.4.8", "people[0].ins.oid"),
        ("171014410990350", "171014410990351", "people[0].ins.matricule"),
        ("\"QUAL\"", "\"SUR\"", "people[0].identity_status"),
        ("1971-01-30", "1971-01-32", "people[0].birth_date"),
        ("\"active\"", "\"ouvert\"", "people[0].record.state"),
        ("\"state\"", "\"etat\"", "people[0].record.etat: unknown field"),
        ("\"authorisation\":\"VALIDE\"", "\"closed_at\":\"demain\"", "record.closed_at"),
    ];
    for (before, after, word) in cases {
        let error = scenario(&PERSON.replace(before, after)).unwrap_err();
        assert!(error.contains(word), "{before}: {error}");
    }
    let twice = scenario(&format!("{PERSON},{PERSON}")).unwrap_err();
    assert!(twice.contains("people[1].ins"), "{twice}");
}

#[test]
fn the_built_in_people_are_many_and_nobody() {
    let scenario = Scenario::built_in();
    assert!(scenario.people.len() >= 24);
    let test_register = |oid: &str| matches!(oid, "1.2.250.1.213.1.4.10" | "1.2.250.1.213.1.4.11");
    for person in &scenario.people {
        if let Some(ins) = person.patient.ins() {
            // A waiting number has no test register; no call is ever made with one.
            let waiting = person.label == "nia_only";
            assert!(test_register(ins.oid()) || waiting, "{}", person.label);
        }
    }
}
