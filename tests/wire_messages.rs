//! The messages dmpkit writes and those its sandbox answers with: each is read back and says what
//! was put into it. Where DMPKIT_DUMP names a folder, each is also written there, for judges that
//! are not ours (`tests/all wire`). Time and identifiers are fixed: a run repeats byte for byte.

use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::Arc;
use std::time::Duration;
use std::{env, fs};

use dmpkit::record::{
    AuthenticationMeans, Authorisation, ClockAndIds, ClockFailed, Closing, Coded, Contact,
    Existence, Ins, InsAuthority, Oppositions, Professional, ProfessionalId, Profile, Purpose,
    Role, ServerTraits, Structure, Timestamp,
};
use dmpkit::sandbox::{Sandbox, Scenario, SettableClock, MARK};
use dmpkit::transport::Service;
use dmpkit::wire::existence::{
    self, read_answer, read_query, write_answer, write_query, Acknowledgement, AnswerHeader, Query,
    Reason,
};
use dmpkit::wire::{
    read_reply, read_request, read_vihf, write_reply, write_request, Addressing, Vihf, VihfDialect,
    WireError,
};
use dmpkit::xml::{self, Document, Limits};
use serde_json::Value;

const NOW: &str = "2026-03-02T08:30:00Z";
const SIGNED_IN: &str = "2026-03-02T07:55:12.345Z";
const CONTENT_TYPE: &str = "application/soap+xml; charset=UTF-8";
const DOCTOR: &str = "899700000011";
/// What breaks writers and readers: markup, quotes, accents, white space inside.
const AWKWARD: &str = "É&è <b> \"deux\" 'œ'\tŸ ]]> &amp; \u{AD}€ 𝄞";

/// One moment, and identifiers that count up.
struct Repeatable {
    given: AtomicU64,
}

impl Repeatable {
    fn new() -> Self {
        Repeatable { given: AtomicU64::new(0) }
    }
}

impl ClockAndIds for Repeatable {
    fn now(&self) -> Result<Timestamp, ClockFailed> {
        Ok(moment(NOW))
    }

    fn elapsed(&self) -> Duration {
        Duration::ZERO
    }

    fn fresh(&self) -> [u8; 16] {
        let number = self.given.fetch_add(1, Ordering::Relaxed) + 1;
        [number.to_be_bytes(), number.to_be_bytes()].concat().try_into().unwrap()
    }
}

fn moment(text: &str) -> Timestamp {
    Timestamp::from_rfc3339(text).unwrap()
}

fn dump(name: &str, bytes: &[u8]) {
    assert!(!bytes.is_empty(), "{name}");
    if let Some(folder) = env::var_os("DMPKIT_DUMP") {
        let folder = Path::new(&folder);
        fs::create_dir_all(folder).unwrap();
        fs::write(folder.join(format!("{name}.xml")), bytes).unwrap();
    }
}

/// Who calls, how he signed in, and why: one way of filling a VIHF.
struct Case {
    name: &'static str,
    professional: Professional,
    mode: &'static str,
    context: &'static str,
    declaration: Option<&'static str>,
    lifetime_ms: Option<i64>,
    with_subject_id: bool,
    purpose: Purpose,
    secret_connection: bool,
    dialect: VihfDialect,
    issuer: &'static str,
    software: (&'static str, &'static str),
    software_id: Option<&'static str>,
    homologation: Option<&'static str>,
    reason: Reason,
}

fn coded(code: &str, system: &str, label: &str) -> Role {
    Role::new(Coded::new(code, system, Some(label)).unwrap()).unwrap()
}

fn professional(id: &str, names: (&str, &str), roles: Vec<Role>, structure: &str) -> Professional {
    Professional::new(
        ProfessionalId::new(id).unwrap(),
        names.0,
        names.1,
        roles,
        Structure::new(structure, "Cabinet des Tilleuls", "SA07").unwrap(),
        // What the means are decides mode and context, which each case gives itself.
        AuthenticationMeans::Cps,
        false,
    )
    .unwrap()
}

fn doctor() -> Professional {
    let roles = vec![
        coded("10", Role::PROFESSIONS, "Médecin"),
        coded("SM26", Role::SPECIALITIES, "Qualifié en médecine générale (SM)"),
    ];
    professional(DOCTOR, ("EXEMPLE", "Camille"), roles, "499700000011001")
}

/// A doctor with his card, asking TD0.2 for an ordinary consultation.
fn ordinary(name: &'static str) -> Case {
    Case {
        name,
        professional: doctor(),
        mode: "DIRECTE",
        context: "urn:oasis:names:tc:SAML:2.0:ac:classes:SmartcardPKI",
        declaration: None,
        lifetime_ms: None,
        with_subject_id: false,
        purpose: Purpose::Normal,
        secret_connection: false,
        dialect: VihfDialect::default(),
        issuer: "CN=SIMULATEUR DMPKIT,O=dmpkit,C=FR",
        software: ("Exemple", "1.0"),
        software_id: None,
        homologation: None,
        reason: Reason::TestExistence,
    }
}

fn cases() -> Vec<Case> {
    let pharmacist = vec![
        coded("21", Role::PROFESSIONS, "Pharmacien"),
        coded("A", "1.2.250.1.71.4.2.6", "Pharmacien titulaire d'officine"),
    ];
    let by_role = vec![
        coded("99", Role::BY_ROLE, "Acteur participant au système de santé caractérisé par rôle"),
        coded("304", "1.2.250.1.213.1.6.1.107", "Assistant de service social"),
    ];
    let nobody = vec![coded("SECRETARIAT_MEDICAL", Role::NON_PROFESSIONALS, "Secrétariat médical")];
    let awkward = vec![
        coded("10", Role::PROFESSIONS, "Médecin <&> \"d'ici\""),
        coded("SM26", Role::SPECIALITIES, "l'été & l'hiver > tout"),
    ];
    vec![
        ordinary("doctor_cps"),
        Case { reason: Reason::AdministrativeData, ..ordinary("doctor_cps_td1_3a") },
        Case {
            professional: professional(
                "899700000029",
                ("OFFICINE", "Anne"),
                pharmacist,
                "1990000017",
            ),
            ..ordinary("pharmacist_section")
        },
        Case {
            professional: professional(
                "3990000017/ASS-12",
                ("SOCIALE", "Jean-Noël"),
                by_role,
                "1990000017",
            ),
            context: "urn:oasis:names:tc:SAML:2.0:ac:classes:MobileTwoFactorContract",
            ..ordinary("role_99_psc")
        },
        Case {
            mode: "INDIRECTE_RENFORCEE",
            context: "urn:oasis:names:tc:SAML:2.0:ac:classes:unspecified",
            declaration: Some("CONF_EXI_PGSSIS"),
            lifetime_ms: Some(30_000),
            with_subject_id: true,
            ..ordinary("air")
        },
        Case {
            professional: professional(
                "3990000017/ACCUEIL.2",
                ("ACCUEIL", "Poste"),
                nobody,
                "1990000017",
            ),
            mode: "INDIRECTE",
            context: "urn:oasis:names:tc:SAML:2.0:ac:classes:SoftwarePKI",
            with_subject_id: true,
            ..ordinary("structure_certificate")
        },
        Case {
            purpose: Purpose::new("bris_de_glace", Some("Patient inconscient, allergie ?"))
                .unwrap(),
            ..ordinary("bris_de_glace")
        },
        Case { purpose: Purpose::Centre15, ..ordinary("centre_15") },
        Case { secret_connection: true, ..ordinary("secret_connection") },
        Case {
            software_id: Some("LPS-4711"),
            homologation: Some("HOM-0000-FICTIF"),
            dialect: VihfDialect {
                version: "4.0".into(),
                mode_attribute: "Authentification_Mode".into(),
            },
            ..ordinary("software_and_homologation")
        },
        Case {
            professional: professional(
                DOCTOR,
                ("O'NEILL-ÇA & <FILS>", "Zoé \"Œil\""),
                awkward,
                "499700000011001",
            ),
            with_subject_id: true,
            purpose: Purpose::new("bris_de_glace", Some(AWKWARD)).unwrap(),
            secret_connection: true,
            issuer: "CN=\"L'Été\\, & <Fils>\",O=Ça > tout,C=FR",
            software: (AWKWARD, "1.0 & <2>"),
            software_id: Some(AWKWARD),
            homologation: Some(AWKWARD),
            ..ordinary("special_characters")
        },
    ]
}

/// A request as `client` builds it.
struct Message {
    message_id: String,
    assertion_id: String,
    assertion: String,
    query: Query,
    bytes: Vec<u8>,
}

fn message(case: &Case, patient: &Ins, clock: &dyn ClockAndIds) -> Message {
    let query = Query {
        reason: case.reason,
        patient: patient.clone(),
        sender_oid: "2.999.1".into(),
        sender_name: case.software.0.into(),
        message: clock.uuid(),
        query: clock.uuid(),
        created: moment(NOW),
        processing: "D".into(),
    };
    let addressing = Addressing {
        action: existence::ACTION.into(),
        message_id: format!("urn:uuid:{}", clock.uuid()),
        to: "sandbox:/patients".into(),
        relates_to: None,
    };
    let assertion_id = clock.uuid();
    let assertion = Vihf {
        dialect: &case.dialect,
        id: &assertion_id,
        issued: moment(NOW),
        issuer: case.issuer,
        professional: &case.professional,
        mode: case.mode,
        authenticated: moment(SIGNED_IN),
        authn_context: case.context,
        authn_declaration: case.declaration,
        lifetime_ms: case.lifetime_ms,
        patient: Some(patient),
        purpose: &case.purpose,
        with_subject_id: case.with_subject_id,
        secret_connection: case.secret_connection,
        software_name: case.software.0,
        software_version: case.software.1,
        software_id: case.software_id,
        homologation: case.homologation,
    }
    .write();
    let bytes = write_request(&addressing, &assertion, &write_query(&query));
    Message { message_id: addressing.message_id, assertion_id, assertion, query, bytes }
}

/// Every message of the file, in the same order with the same identifiers.
fn messages() -> Vec<(Case, Message)> {
    let clock = Repeatable::new();
    let patient = Ins::new("258033523890052", InsAuthority::NirTest.oid()).unwrap();
    cases()
        .into_iter()
        .map(|case| {
            let message = message(&case, &patient, &clock);
            (case, message)
        })
        .collect()
}

fn sandbox() -> Sandbox {
    Sandbox::new(Scenario::built_in(), Arc::new(SettableClock::over(Arc::new(Repeatable::new()))))
}

#[test]
fn requests_say_what_was_put_into_them() {
    for (case, message) in messages() {
        let name = case.name;
        dump(&format!("request_{name}"), &message.bytes);
        dump(&format!("assertion_{name}"), message.assertion.as_bytes());
        let text = xml::decode(&message.bytes).unwrap();
        let document = Document::parse(&text, &Limits::default()).unwrap();
        let request = read_request(&document).unwrap();
        assert_eq!(request.action.as_deref(), Some(existence::ACTION), "{name}");
        assert_eq!(request.message_id, Some(message.message_id.clone()), "{name}");
        same_query(name, &message.query, &read_query(request.payload.unwrap()).unwrap());
        let read = read_vihf(request.assertion.unwrap());
        let who = &case.professional;
        assert_eq!(read.id, format!("_{}", message.assertion_id), "{name}");
        assert_eq!(read.issued, Some(moment(NOW).xml_utc()), "{name}");
        assert_eq!(read.issuer, case.issuer, "{name}");
        assert_eq!(read.name_id, who.id().as_str(), "{name}");
        assert_eq!(read.authn_instant, Some(moment(SIGNED_IN).xml_utc()), "{name}");
        assert_eq!(read.authn_context, case.context, "{name}");
        assert_eq!(read.authn_declaration.as_deref(), case.declaration, "{name}");
        let until = case.lifetime_ms.map(|life| moment(NOW).plus_millis(life).xml_utc());
        assert_eq!(read.valid_until, until, "{name}");
        assert!(!read.audience_restricted, "{name}");
        assert_eq!(read.version(), Some(case.dialect.version.as_str()), "{name}");
        assert_eq!(read.value(&case.dialect.mode_attribute), Some(case.mode), "{name}");
        assert_eq!(read.structure(), Some(who.structure().id().as_str()), "{name}");
        assert_eq!(read.sector(), Some("SA07^1.2.250.1.71.4.2.4"), "{name}");
        let person = format!("{} {}", who.given_name(), who.family_name());
        let subject = case.with_subject_id.then_some(person.as_str());
        assert_eq!(read.subject(), subject, "{name}");
        let pair =
            |role: &Role| (role.coded().code().to_string(), role.coded().system().to_string());
        assert_eq!(read.roles, who.roles().iter().map(pair).collect::<Vec<_>>(), "{name}");
        assert_eq!(
            Ins::from_cx(read.resource().unwrap()).unwrap(),
            message.query.patient,
            "{name}"
        );
        assert_eq!(read.resource_urn(), Some("urn:dmp"), "{name}");
        let purpose = (case.purpose.code().to_string(), Purpose::SYSTEM.to_string());
        assert_eq!(read.purpose, Some(purpose), "{name}");
        let why = match &case.purpose {
            Purpose::BrisDeGlace(reason) => Some(reason.as_str()),
            _ => None,
        };
        assert_eq!(read.reason(), why, "{name}");
        let secret = "INVISIBLE_REPRESENTANTS_LEGAUX^1.2.250.1.213.1.1.4.13";
        assert_eq!(read.confidentiality(), case.secret_connection.then_some(secret), "{name}");
        assert_eq!(read.software(), (Some(case.software.0), Some(case.software.1)), "{name}");
        assert_eq!(read.value("LPS_ID"), case.software_id, "{name}");
        assert_eq!(read.value("LPS_ID_HOMOLOGATION_DMP"), case.homologation, "{name}");
    }
}

fn same_query(name: &str, written: &Query, read: &Query) {
    assert_eq!(read.reason, written.reason, "{name}");
    assert_eq!(read.patient, written.patient, "{name}");
    assert_eq!(read.sender_oid, written.sender_oid, "{name}");
    assert_eq!(read.sender_name, written.sender_name, "{name}");
    assert_eq!(read.message, written.message, "{name}");
    assert_eq!(read.query, written.query, "{name}");
    assert_eq!(read.created.unix_millis(), written.created.unix_millis(), "{name}");
    assert_eq!(read.processing, written.processing, "{name}");
}

#[test]
fn a_run_repeats_byte_for_byte() {
    for ((case, first), (_, second)) in messages().iter().zip(messages()) {
        assert_eq!(first.bytes, second.bytes, "{}", case.name);
    }
}

#[test]
fn the_sandbox_accepts_every_way_to_call() {
    let sandbox = sandbox();
    for (case, message) in messages() {
        let answer = sandbox.answer(Service::Patients.path(), CONTENT_TYPE, &message.bytes);
        let text = String::from_utf8(answer.body).unwrap();
        assert_eq!(answer.status, 200, "{}: {text}", case.name);
    }
}

/// One question about one person, and what came of it.
fn ask(sandbox: &Sandbox, ins: &Ins, reason: Reason, clock: &Repeatable) -> (String, u16, Vec<u8>) {
    let message = message(&Case { reason, ..ordinary("question") }, ins, clock);
    let answer = sandbox.answer(Service::Patients.path(), CONTENT_TYPE, &message.bytes);
    (message.message_id, answer.status, answer.body)
}

fn read(body: &[u8], message_id: &str) -> Result<Profile, WireError> {
    let text = xml::decode(body)?;
    let document = Document::parse(&text, &Limits::default())?;
    let reply = read_reply(&document, message_id)?;
    assert_eq!(reply.action.as_deref(), Some(existence::ANSWER_ACTION));
    read_answer(reply.payload)
}

#[test]
fn the_sandbox_answers_what_its_scenario_says() {
    let file: Value = serde_json::from_str(include_str!("../src/sandbox/built_in.json")).unwrap();
    let entries = file["people"].as_array().unwrap();
    let sandbox = sandbox();
    let clock = Repeatable::new();
    assert_eq!(sandbox.people().len(), entries.len());
    for (person, entry) in sandbox.people().iter().zip(entries) {
        let Some(ins) = person.patient.ins() else { continue };
        for (reason, transaction) in
            [(Reason::TestExistence, "td0_2"), (Reason::AdministrativeData, "td1_3a")]
        {
            let name = format!("{}_{transaction}", person.label);
            let (message_id, status, body) = ask(&sandbox, ins, reason, &clock);
            dump(&format!("answer_{name}"), &body);
            let answered = read(&body, &message_id);
            let fault = entry["fault"]["kind"].as_str();
            match fault {
                Some("soap_fault") => {
                    let Err(WireError::Fault(fault)) = answered else { panic!("{name}") };
                    assert_eq!(status, 500, "{name}");
                    assert_eq!(fault.errors()[0].code, entry["fault"]["code"], "{name}");
                }
                Some("application_error" | "threshold") => {
                    let Err(WireError::Refused(refusal)) = answered else { panic!("{name}") };
                    assert_eq!((status, refusal.acknowledgement.as_str()), (200, "AE"), "{name}");
                    assert_ne!(
                        refusal.errors[0].family(),
                        dmpkit::wire::ErrorFamily::Unknown,
                        "{name}"
                    );
                }
                _ if ins.authority() == InsAuthority::Nia => {
                    let Err(WireError::Fault(fault)) = answered else { panic!("{name}") };
                    assert_eq!(fault.codes, ["Sender", "SimulateurMessageRefuse"], "{name}");
                }
                _ => {
                    assert_eq!(status, 200, "{name}");
                    let profile = answered.unwrap_or_else(|error| panic!("{name}: {error}"));
                    as_in_scenario(&name, entry, reason, ins, &profile);
                }
            }
        }
    }
}

fn as_in_scenario(name: &str, entry: &Value, reason: Reason, ins: &Ins, profile: &Profile) {
    let record = &entry["record"];
    let state = record["state"].as_str().unwrap_or("absent");
    let existence = match (state, record["status_code"].as_str()) {
        (_, Some(word)) => Existence::Other(word.into()),
        ("active", _) => Existence::Active,
        ("closed", _) => Existence::Closed,
        _ => Existence::Absent,
    };
    assert_eq!(profile.existence, existence, "{name}");
    let active = state == "active";
    let own = record["authorisations"][DOCTOR].as_str().or(record["authorisation"].as_str());
    let own = own.filter(|_| active).map(Authorisation::from_code);
    assert_eq!(profile.authorisation, own, "{name}");
    let treating = active.then(|| record["treating_doctor"] == DOCTOR);
    assert_eq!(profile.treating_doctor, treating, "{name}");
    let said = |field: &str| record[field].as_bool().filter(|_| active);
    assert_eq!(profile.web_account_open, said("web_account_open"), "{name}");
    assert_eq!(profile.attached_mes, said("attached_mes"), "{name}");
    let told = active && reason == Reason::AdministrativeData;
    let opposed = |field: &str| told.then(|| record[field] == true);
    let oppositions = &profile.oppositions;
    assert_eq!(oppositions.bris_de_glace, opposed("opposition_bris_de_glace"), "{name}");
    assert_eq!(oppositions.centre_15, opposed("opposition_centre_15"), "{name}");
    let closing = profile.closing.clone().unwrap_or_default();
    let at = record["closed_at"].as_str().map(|at| Timestamp::parse(at).unwrap().unix_millis());
    assert_eq!(closing.at.map(|at| at.unix_millis()), at, "{name}");
    assert_eq!(closing.reason_code.as_deref(), record["closing_code"].as_str(), "{name}");
    assert_eq!(closing.reason_text.as_deref(), record["closing_text"].as_str(), "{name}");
    if state != "absent" {
        let traits = &profile.traits;
        assert_eq!(traits.ids, [(ins.oid().into(), ins.matricule().into())], "{name}");
        assert_eq!(traits.birth_name.as_deref(), entry["birth_name"].as_str(), "{name}");
        assert_eq!(Value::from(traits.given_names.clone()), entry["given_names"], "{name}");
        assert_eq!(traits.used_name.as_deref(), entry["used_name"].as_str(), "{name}");
        assert_eq!(traits.sex.as_deref(), entry["sex"].as_str(), "{name}");
        let birth = entry["birth_date"].as_str().unwrap().replace('-', "");
        assert_eq!(traits.birth_time, Some(birth), "{name}");
    }
    assert!(profile.doubts.is_empty(), "{name}: {:?}", profile.doubts);
}

#[test]
fn somebody_the_scenario_does_not_know_has_no_record() {
    let number = 2_999_999_999_999_u64;
    let matricule = format!("{number}{:02}", 97 - number % 97);
    let ins = Ins::new(&matricule, InsAuthority::NirTest.oid()).unwrap();
    let (message_id, status, body) =
        ask(&sandbox(), &ins, Reason::TestExistence, &Repeatable::new());
    dump("answer_nobody", &body);
    assert_eq!(status, 200);
    assert_eq!(read(&body, &message_id).unwrap().existence, Existence::Absent);
}

#[test]
fn refusals_are_faults_that_say_why() {
    let sandbox = sandbox();
    let path = Service::Patients.path();
    let (_, message) = messages().remove(0);
    let request = String::from_utf8(message.bytes.clone()).unwrap();
    let first = sandbox.answer(path, CONTENT_TYPE, request.as_bytes());
    assert_eq!(first.status, 200);
    let without = |from: &str, to: &str| {
        let (before, rest) = request.split_once(from).unwrap();
        let (_, after) = rest.split_once(to).unwrap();
        format!("{before}{after}")
    };
    for (name, body, words) in [
        ("second_use", request.clone(), "a déjà servi"),
        ("not_xml", "ceci n'est pas du XML".into(), "message illisible"),
        ("no_assertion", without("<saml:Assertion", "</saml:Assertion>"), "assertion"),
        ("no_body", without("<PRPA_IN201307UV02", "</PRPA_IN201307UV02>"), "Body est vide"),
        ("other_action", request.replace("201307UV02</wsa:Action>", "x</wsa:Action>"), "Action"),
        ("other_patient", request.replacen("NH</saml:", "XX</saml:", 1), "resource-id"),
    ] {
        // An assertion serves once: give each request but the first another one.
        let body = match name {
            "second_use" => body,
            _ => body.replace(&message.assertion_id, &format!("{}-{name}", message.assertion_id)),
        };
        let answer = sandbox.answer(path, CONTENT_TYPE, body.as_bytes());
        dump(&format!("answer_refusal_{name}"), &answer.body);
        assert_eq!(answer.status, 500, "{name}");
        let Err(WireError::Fault(fault)) = read(&answer.body, &message.message_id) else {
            panic!("{name}");
        };
        let reason = fault.reason.unwrap();
        assert!(reason.starts_with(MARK) && reason.contains(words), "{name}: {reason}");
    }
}

/// Everything the answer can carry, awkward texts included: the sandbox's people say less.
#[test]
fn a_full_administrative_answer_reads_back_equal() {
    let (case, message) = messages().pop().unwrap();
    assert_eq!(case.name, "special_characters");
    let plain = AWKWARD.replace('\t', " ");
    let profile = Profile {
        existence: Existence::Closed,
        response_code: "OK".into(),
        status_code: Some("terminated".into()),
        closing: Some(Closing {
            at: Some(Timestamp::parse("20260102150405Z").unwrap()),
            reason_code: Some("FERMETURE_DEMANDE_PATIENT".into()),
            reason_text: Some(plain.clone()),
        }),
        authorisation: Some(Authorisation::Expire),
        treating_doctor: Some(true),
        web_account_open: Some(false),
        attached_mes: Some(true),
        oppositions: Oppositions { bris_de_glace: Some(true), centre_15: Some(false) },
        traits: ServerTraits {
            ids: vec![
                ("1.2.250.1.213.1.4.2".into(), "0418835520716394827105".into()),
                (message.query.patient.oid().into(), message.query.patient.matricule().into()),
            ],
            civility: Some("Mme".into()),
            given_names: vec!["Zoé <&>".into(), "Noëlle-Ÿs".into()],
            birth_name: Some("D'ÎLE & FILS".into()),
            used_name: Some(plain.clone()),
            sex: Some("F".into()),
            birth_time: Some("19580314".into()),
            birth_place: Some("35238".into()),
            deceased: Some(false),
            telecoms: vec!["tel:+33100000000".into(), "mailto:zoe&fils@exemple.invalid".into()],
            address: Some("12, rue d'\"Ici\" & <Là>, 35000 RENNES".into()),
            contacts: vec![
                Contact {
                    relationship: Some("SPS".into()),
                    name: Some(plain),
                    telecoms: vec!["tel:+33100000001".into()],
                    address: Some("3, place de l'Été".into()),
                },
                Contact { relationship: Some("DAU".into()), ..Contact::default() },
            ],
        },
        unknown: Vec::new(),
        doubts: Vec::new(),
    };
    let created = moment(NOW);
    let header = AnswerHeader { query: &message.query, message: "1-2-3", created: &created };
    let markup = write_answer(&header, &Acknowledgement::Accepted(&profile));
    let addressing = Addressing {
        action: existence::ANSWER_ACTION.into(),
        message_id: "urn:uuid:01010101-0101-4101-8101-010101010101".into(),
        to: String::new(),
        relates_to: Some(message.message_id.clone()),
    };
    let body = write_reply(&addressing, &markup);
    dump("answer_full_td1_3a", &body);
    let mut read = read(&body, &message.message_id).unwrap();
    // The patient's own INS closes the list: it was named twice.
    assert_eq!(read.traits.ids.pop(), profile.traits.ids.last().cloned());
    let at =
        |profile: &Profile| profile.closing.as_ref().unwrap().at.as_ref().unwrap().unix_millis();
    assert_eq!(at(&read), at(&profile));
    read.closing.as_mut().unwrap().at = profile.closing.as_ref().unwrap().at.clone();
    assert_eq!(read, profile);
}
