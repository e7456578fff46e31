//! Every person of the sandbox, opened: what the chart says, as a table (tests/fixtures/charts.csv,
//! one row each), and what each fault gives.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use dmpkit::client::{
    Access, Authorisation, Call, Chart, Client, Error, ErrorCode, Existence, Field, Host, Session,
    Severity,
};

const CONFIG: &str = r#"{"schema":"dmpkit.config/1","environment":"sandbox",
    "software":{"name":"Essai","version":"1.0"},
    "sandbox":{"clock":"2026-03-02T08:30:00Z"}}"#;

const TABLE: &str = include_str!("fixtures/charts.csv");

fn client() -> Client {
    Client::open(CONFIG, Host::default(), &Call::new()).unwrap()
}

/// A professional by a few changes to the doctor of the sandbox.
fn professional(changes: &[(&str, &str)]) -> String {
    let mut fields = BTreeMap::from([
        ("schema", "\"dmpkit.professional/1\""),
        ("id", "\"899700000011\""),
        ("family_name", "\"EXEMPLE\""),
        ("given_name", "\"Camille\""),
        ("profession", "\"10\""),
        ("speciality", "\"SM26\""),
        ("structure", r#"{"id":"499700000011001","name":"Cabinet Exemple","sector":"SA07"}"#),
        ("authentication", r#"{"means":"CPS"}"#),
    ]);
    fields.extend(changes.iter().copied());
    let fields: Vec<String> = fields.iter().map(|(k, v)| format!("\"{k}\":{v}")).collect();
    format!("{{{}}}", fields.join(","))
}

fn session(client: &Client) -> Session {
    client.session(&professional(&[]), &Call::new()).unwrap()
}

/// The request for the person with this label, its operator and purpose replaced.
fn request(client: &Client, label: &str, operator: &str, purpose: &str) -> String {
    let index = (0..client.sandbox_people())
        .find(|index| client.sandbox_label(*index).unwrap().as_str() == label)
        .unwrap_or_else(|| panic!("no person {label}"));
    let mut request: serde_json::Value =
        serde_json::from_str(&client.sandbox_request(index).unwrap()).unwrap();
    request["operator"] = operator.into();
    request["purpose"] = serde_json::from_str(purpose).unwrap();
    request.to_string()
}

const NORMAL: &str = r#"{"code":"normal"}"#;
const BRIS_DE_GLACE: &str =
    r#"{"code":"bris_de_glace","reason":"Patient inconscient, saignement"}"#;
const CENTRE_15: &str = r#"{"code":"centre_15"}"#;

fn open(client: &Client, label: &str) -> Result<Chart, Error> {
    let request = request(client, label, "professional", NORMAL);
    session(client).open_chart(&request, &Call::new())
}

fn reasons(chart: &Chart) -> Vec<String> {
    chart.current().reasons.iter().map(|reason| reason.id.to_string()).collect()
}

fn actions(chart: &Chart) -> Vec<String> {
    chart.current().actions.iter().map(|action| action.id.to_string()).collect()
}

#[test]
fn every_person_gives_her_row_of_the_table() {
    let client = client();
    let rows: Vec<Vec<&str>> =
        TABLE.lines().skip(1).map(|line| line.split(';').collect()).collect();
    assert!(rows.len() >= 24);
    let mut seen = Vec::new();
    for row in rows {
        let [label, existence, authorisation, access, severity, reasons_, actions_] = row[..]
        else {
            panic!("a row has seven columns: {row:?}");
        };
        seen.push(label.to_string());
        let chart = open(&client, label).unwrap_or_else(|error| panic!("{label}: {error}"));
        let now = chart.current();
        assert_eq!(format!("{:?}", now.existence), existence, "{label}");
        assert_eq!(format!("{:?}", now.authorisation), authorisation, "{label}");
        assert_eq!(format!("{:?}", now.access), access, "{label}");
        assert_eq!(format!("{:?}", now.severity), severity, "{label}");
        assert_eq!(reasons(&chart).join(" "), reasons_, "{label}");
        assert_eq!(actions(&chart).join(" "), actions_, "{label}");
    }
    let labels: Vec<String> = (0..client.sandbox_people())
        .map(|index| client.sandbox_label(index).unwrap().to_string())
        .filter(|label| !label.starts_with("fault_"))
        .collect();
    assert_eq!(seen, labels, "each person has one row");
}

#[test]
fn every_text_carries_the_sandbox_mark() {
    let client = client();
    for index in 0..client.sandbox_people() {
        let label = client.sandbox_label(index).unwrap().to_string();
        if label.starts_with("fault_") {
            continue;
        }
        let chart = open(&client, &label).unwrap();
        let now = chart.current();
        let texts = now.reasons.iter().map(|r| &r.text);
        let texts = texts.chain(now.actions.iter().map(|a| &a.text));
        let mut texts = texts.chain(now.banners.iter().map(|b| &b.text));
        assert!(texts.all(|text| text.starts_with("[SIMULATEUR] ")), "{label}");
        for field in [Field::Status, Field::Existence, Field::Authorisation, Field::Access] {
            assert!(now.text(field).starts_with("[SIMULATEUR] "), "{label}");
        }
    }
}

#[test]
fn a_closed_record_says_when_and_why() {
    let client = client();
    let chart = open(&client, "closed_by_patient").unwrap();
    let now = chart.current();
    assert_eq!(now.text(Field::ClosedOn).as_str(), "14/06/2025");
    assert_eq!(now.text(Field::ClosingReason).as_str(), "Demande du patient");
    assert_eq!(
        now.reasons[0].text.as_str(),
        "[SIMULATEUR] Le DMP du patient est fermé depuis le 14/06/2025 (motif : Demande du patient)."
    );
}

#[test]
fn unknown_words_are_kept_and_reported() {
    let client = client();
    let chart = open(&client, "active_future_authorisation").unwrap();
    assert_eq!(chart.current().text(Field::AuthorisationCode).as_str(), "SUSPENDU_2027");
    let report: serde_json::Value = serde_json::from_str(&chart.report()).unwrap();
    assert_eq!(report["server"]["authorisation"], "SUSPENDU_2027");
    assert_eq!(report["server"]["unknown"][0]["code"], "SUSPENDU_2027");
}

#[test]
fn the_report_names_no_patient() {
    let client = client();
    for label in ["active_valide", "corsica_2b", "absent", "nia_only"] {
        let request = request(&client, label, "professional", NORMAL);
        let chart = session(&client).open_chart(&request, &Call::new()).unwrap();
        let report = chart.report();
        let request: serde_json::Value = serde_json::from_str(&request).unwrap();
        let patient = &request["patient"];
        for name in ["birth_name", "birth_date", "used_name"] {
            let value = patient[name].as_str().unwrap_or("\u{1}");
            assert!(!report.contains(value), "{label}: {name}");
        }
        let matricule = patient["ins"]["matricule"].as_str().unwrap();
        assert!(!report.contains(&matricule[..13]), "{label}: INS");
        assert!(!report.contains("1.2.250.1.213.1.4.2\""), "{label}: INS-C");
    }
}

#[test]
fn the_report_says_what_the_chart_says() {
    let client = client();
    let chart = open(&client, "active_expired").unwrap();
    let report: serde_json::Value = serde_json::from_str(&chart.report()).unwrap();
    assert_eq!(report["schema"], "dmpkit.report/1");
    assert_eq!(report["environment"], "sandbox");
    assert_eq!(report["mark"], "[SIMULATEUR]");
    assert_eq!(report["sequence"], 1);
    assert_eq!(report["asked_at"], "2026-03-02T09:30:00.000+01:00");
    assert_eq!(report["existence"], "active");
    assert_eq!(report["authorisation"], "expire");
    assert_eq!(report["access"], "after_steps");
    assert_eq!(report["decisions"]["test_existence"]["outcome"], "allowed");
    assert_eq!(report["decisions"]["read"]["outcome"], "after_steps");
    assert_eq!(report["server"]["response_code"], "OK");
    assert!(
        report["durations_us"]["total"].as_u64() >= report["durations_us"]["exchange"].as_u64()
    );
}

#[test]
fn a_secretary_learns_existence_and_no_more() {
    let client = client();
    for operator in ["secretary", "other_staff"] {
        let request = request(&client, "active_valide", operator, NORMAL);
        let chart = session(&client).open_chart(&request, &Call::new()).unwrap();
        let now = chart.current();
        assert_eq!(now.existence, Existence::Active);
        assert_eq!(now.access, Access::Refused);
        let status = now.text(Field::Status).as_str();
        assert_eq!(status, "[SIMULATEUR] DMP actif : consultation réservée au professionnel");
        assert_eq!(reasons(&chart)[0], "operator.not_entitled");
        assert_eq!(actions(&chart), ["tell_professional"]);
        let report: serde_json::Value = serde_json::from_str(&chart.report()).unwrap();
        assert_eq!(report["decisions"]["test_existence"]["outcome"], "allowed");
        assert_eq!(report["decisions"]["search"]["outcome"], "refused");
        assert_eq!(report["decisions"]["read"]["outcome"], "refused");
    }
}

#[test]
fn impersonal_means_learn_existence_and_no_more() {
    let client = client();
    let cases = [
        professional(&[
            ("id", "\"3990000017/0000000123\""),
            ("profession", r#"{"code":"SECRETARIAT_MEDICAL","system":"1.2.250.1.213.1.1.4.6"}"#),
            ("structure", r#"{"id":"1990000017","name":"Clinique","sector":"SA01"}"#),
            ("authentication", r#"{"means":"CPE"}"#),
        ]),
        professional(&[("authentication", r#"{"means":"STRUCTURE_CERTIFICATE"}"#)]),
    ];
    for document in cases {
        let session = client.session(&document, &Call::new()).unwrap();
        let request = request(&client, "active_valide", "professional", NORMAL);
        let chart = session.open_chart(&request, &Call::new()).unwrap();
        assert_eq!(chart.current().existence, Existence::Active);
        assert_eq!(chart.current().access, Access::Refused);
        assert!(reasons(&chart).contains(&"professional.means".to_string()));
    }
}

#[test]
fn every_personal_means_may_consult() {
    let client = client();
    let air = r#"{"means":"AIR","context_declaration":"urn:example:badge"}"#;
    for means in [
        r#"{"means":"CPS"}"#,
        r#"{"means":"CPF"}"#,
        r#"{"means":"PSC"}"#,
        air,
        r#"{"means":"AIR_SIMPLIFIE"}"#,
    ] {
        let document = professional(&[("authentication", means)]);
        let session = client.session(&document, &Call::new()).unwrap();
        let request = request(&client, "active_valide", "professional", NORMAL);
        let chart = session.open_chart(&request, &Call::new()).unwrap();
        assert_eq!(chart.current().access, Access::Allowed, "{means}");
    }
}

#[test]
fn the_same_record_differs_from_one_professional_to_another() {
    let client = client();
    let other = professional(&[
        ("id", "\"899700000029\""),
        ("structure", r#"{"id":"1990000017","name":"Clinique","sector":"SA01"}"#),
    ]);
    let request = request(&client, "active_by_professional", "professional", NORMAL);
    let other = client.session(&other, &Call::new()).unwrap();
    let theirs = other.open_chart(&request, &Call::new()).unwrap();
    let ours = session(&client).open_chart(&request, &Call::new()).unwrap();
    assert_eq!(theirs.current().authorisation, Authorisation::NonExiste);
    assert_eq!(ours.current().authorisation, Authorisation::Valide);
}

#[test]
fn emergencies_are_decided_by_their_own_rules() {
    let client = client();
    let regulator = professional(&[("regulator", "true")]);
    let regulator = client.session(&regulator, &Call::new()).unwrap();
    let doctor = session(&client);
    let cases = [
        (
            &doctor,
            "active_no_authorisation",
            BRIS_DE_GLACE,
            Access::AfterSteps,
            "emergency.conditions",
        ),
        (
            &doctor,
            "active_valide",
            BRIS_DE_GLACE,
            Access::Refused,
            "emergency.ordinary_access_exists",
        ),
        (&doctor, "active_blocked", BRIS_DE_GLACE, Access::Refused, "authorisation.blocked"),
        (&doctor, "absent", BRIS_DE_GLACE, Access::Refused, "record.absent"),
        (&doctor, "opposed_bris_de_glace", BRIS_DE_GLACE, Access::Refused, "emergency.opposed"),
        (&doctor, "opposed_emergency", BRIS_DE_GLACE, Access::Refused, "emergency.opposed"),
        (&doctor, "opposed_centre_15", BRIS_DE_GLACE, Access::AfterSteps, "emergency.conditions"),
        (&regulator, "opposed_centre_15", CENTRE_15, Access::Refused, "emergency.opposed"),
        (&regulator, "opposed_emergency", CENTRE_15, Access::Refused, "emergency.opposed"),
        (
            &regulator,
            "opposed_bris_de_glace",
            CENTRE_15,
            Access::AfterSteps,
            "emergency.call_in_progress",
        ),
        (&doctor, "active_no_authorisation", CENTRE_15, Access::Refused, "emergency.not_regulator"),
        (
            &regulator,
            "active_no_authorisation",
            CENTRE_15,
            Access::AfterSteps,
            "emergency.call_in_progress",
        ),
        (&regulator, "active_valide", CENTRE_15, Access::AfterSteps, "emergency.call_in_progress"),
        (&regulator, "active_blocked", CENTRE_15, Access::Refused, "authorisation.blocked"),
    ];
    for (session, label, purpose, access, reason) in cases {
        let request = request(&client, label, "professional", purpose);
        let chart = session.open_chart(&request, &Call::new()).unwrap();
        assert_eq!(chart.current().access, access, "{label} {purpose}");
        assert_eq!(reasons(&chart)[0], reason, "{label} {purpose}");
        let banners = chart.current().banners.len();
        assert_eq!(banners == 3, access != Access::Refused, "an emergency in force has its banner");
    }
}

#[test]
fn a_refusal_never_proposes_an_emergency() {
    let client = client();
    for index in 0..client.sandbox_people() {
        let label = client.sandbox_label(index).unwrap().to_string();
        if label.starts_with("fault_") {
            continue;
        }
        let chart = open(&client, &label).unwrap();
        let emergency = ["confirm_identity", "declare_emergency", "declare_call"];
        assert!(
            !actions(&chart).iter().any(|action| emergency.contains(&action.as_str())),
            "{label}"
        );
    }
}

#[test]
fn an_identity_that_may_not_be_used_is_never_sent() {
    let client = client();
    // Were it sent, this fault would show.
    let control = r#"{"schema":"dmpkit.sandbox-control/1","fault":{"kind":"noise"}}"#;
    client.sandbox_control(control).unwrap();
    for label in
        ["nia_only", "identity_provisional", "identity_validated_only", "identity_retrieved_only"]
    {
        let chart = open(&client, label).unwrap();
        assert_eq!(chart.current().existence, Existence::NotAsked, "{label}");
        assert_eq!(chart.current().text(Field::AnsweredAt).as_str(), "", "{label}");
    }
    assert_eq!(open(&client, "active_valide").unwrap_err().code, ErrorCode::AnswerUnreadable);
}

#[test]
fn the_least_identity_status_is_a_setting() {
    let config = CONFIG
        .replace("\"sandbox\":{", "\"identity\":{\"minimum_status\":\"RECUP\"},\"sandbox\":{");
    let client = Client::open(&config, Host::default(), &Call::new()).unwrap();
    let chart = open(&client, "identity_retrieved_only").unwrap();
    assert_eq!(chart.current().access, Access::Allowed);
}

#[test]
fn a_minor_is_one_by_the_national_parameters() {
    let minor = |config: &str| {
        let client = Client::open(config, Host::default(), &Call::new()).unwrap();
        let chart = open(&client, "minor_valide").unwrap();
        reasons(&chart).contains(&"patient.minor".to_string())
    };
    assert!(minor(CONFIG));
    assert!(!minor(&CONFIG.replace("2026-03-02", "2033-09-17")), "she is 18 that day");
    assert!(minor(&CONFIG.replace("2026-03-02", "2033-09-16")));
    let unmanaged = CONFIG.replace("\"sandbox\":{", "\"minors\":{\"managed\":false},\"sandbox\":{");
    assert!(!minor(&unmanaged));
    let earlier =
        CONFIG.replace("\"sandbox\":{", "\"minors\":{\"age_of_majority\":10},\"sandbox\":{");
    assert!(!minor(&earlier));
}

#[test]
fn a_production_identity_is_refused_in_the_sandbox() {
    let client = client();
    let request = request(&client, "active_valide", "professional", NORMAL);
    let request = request.replace("1.2.250.1.213.1.4.10", "1.2.250.1.213.1.4.8");
    let error = session(&client).open_chart(&request, &Call::new()).unwrap_err();
    assert_eq!(error.code, ErrorCode::ProductionIdentity);
    assert_eq!(error.detail("field"), Some("patient.ins.oid"));
}

#[test]
fn every_fault_gives_its_own_error_and_the_client_goes_on() {
    let client = client();
    let session = session(&client);
    let good = request(&client, "active_valide", "professional", NORMAL);
    let call = Call::new();
    call.set_timeout(Duration::from_millis(300));
    let cases = [
        (r#"{"kind":"timeout"}"#, ErrorCode::Timeout),
        (r#"{"kind":"cut","after_bytes":0}"#, ErrorCode::ConnectionCut),
        (r#"{"kind":"cut","after_bytes":500}"#, ErrorCode::ConnectionCut),
        (
            r#"{"kind":"soap_fault","code":"DMPInvalidCertificate","text":"x"}"#,
            ErrorCode::ServerCertificate,
        ),
        (r#"{"kind":"soap_fault","code":"DMPNouveau","text":"x"}"#, ErrorCode::ServerFault),
        (
            r#"{"kind":"application_error","code":"DMPAccessForbidden","text":"x"}"#,
            ErrorCode::ServerRights,
        ),
        (
            r#"{"kind":"application_error","code":"DMPNouveau","text":"x"}"#,
            ErrorCode::ServerRefused,
        ),
        (r#"{"kind":"threshold"}"#, ErrorCode::ServerThreshold),
        (r#"{"kind":"unrelated_xml"}"#, ErrorCode::AnswerUnexpected),
        (r#"{"kind":"noise"}"#, ErrorCode::AnswerUnreadable),
        (r#"{"kind":"huge"}"#, ErrorCode::AnswerTooLarge),
    ];
    for (fault, expected) in cases {
        let control =
            format!(r#"{{"schema":"dmpkit.sandbox-control/1","fault":{fault},"fault_times":1}}"#);
        client.sandbox_control(&control).unwrap();
        let start = Instant::now();
        let error = session.open_chart(&good, &call).unwrap_err();
        assert_eq!(error.code, expected, "{fault}: {error}");
        assert!(start.elapsed() < Duration::from_secs(5), "{fault}");
        assert!(!error.user_message().is_empty());
        let chart = session.open_chart(&good, &call).unwrap();
        assert_eq!(chart.current().severity, Severity::Ok, "after {fault}");
    }
}

#[test]
fn server_errors_say_code_family_and_redacted_text() {
    let client = client();
    let control = r#"{"schema":"dmpkit.sandbox-control/1","fault":{"kind":"application_error",
        "code":"DMPAccessDeniedByRightsService",
        "text":"Refus pour MAREUIL Jeanne, INS 258033523890052"}}"#;
    client.sandbox_control(control).unwrap();
    let error = open(&client, "active_valide").unwrap_err();
    assert_eq!(error.detail("dmp_code"), Some("DMPAccessDeniedByRightsService"));
    assert_eq!(error.detail("family"), Some("rights"));
    assert_eq!(error.detail("acknowledgement"), Some("AE"));
    assert_eq!(error.detail("dmp_text"), Some("[SIMULATEUR] Refus pour … …, INS …"));
    let control = r#"{"schema":"dmpkit.sandbox-control/1","fault":{"kind":"threshold"}}"#;
    client.sandbox_control(control).unwrap();
    let error = open(&client, "active_valide").unwrap_err();
    assert_eq!(error.requirement, Some("EX_3.1-2035"));
}

#[test]
fn a_refresh_reflects_the_next_act_and_a_failed_one_changes_nothing() {
    let client = client();
    let chart = open(&client, "active_valide").unwrap();
    chart.refresh(&Call::new()).unwrap();
    assert_eq!(chart.current().sequence, 2);
    let control = r#"{"schema":"dmpkit.sandbox-control/1","fault":{"kind":"noise"}}"#;
    client.sandbox_control(control).unwrap();
    assert_eq!(chart.refresh(&Call::new()).unwrap_err().code, ErrorCode::AnswerUnreadable);
    assert_eq!(chart.current().sequence, 2);
    let cancelled = Call::new();
    cancelled.cancel();
    let error = chart.refresh(&cancelled).unwrap_err();
    assert_eq!(error.code, ErrorCode::Cancelled);
    assert!(error.user_message().starts_with("[SIMULATEUR] "));
    client.sandbox_control(r#"{"schema":"dmpkit.sandbox-control/1","fault":null}"#).unwrap();
    chart.refresh(&Call::new()).unwrap();
    assert_eq!(chart.current().sequence, 3);
}

#[test]
fn the_sandbox_and_the_client_have_one_clock() {
    let client = client();
    let at = |chart: &Chart| chart.current().text(Field::AnsweredAt).to_string();
    assert_eq!(at(&open(&client, "active_valide").unwrap()), "02/03/2026 09:30");
    client
        .sandbox_control(r#"{"schema":"dmpkit.sandbox-control/1","clock":"2026-07-14T22:05:00Z"}"#)
        .unwrap();
    assert_eq!(at(&open(&client, "active_valide").unwrap()), "15/07/2026 00:05");

    struct Slow;
    impl dmpkit::client::ClockAndIds for Slow {
        fn now(&self) -> Result<dmpkit::client::Timestamp, dmpkit::client::ClockFailed> {
            Ok(dmpkit::client::Timestamp::from_rfc3339("2031-03-02T08:20:00Z").unwrap())
        }
        fn elapsed(&self) -> Duration {
            Duration::ZERO
        }
        fn fresh(&self) -> [u8; 16] {
            [7; 16]
        }
    }
    let host = || Host::default().with_clock(std::sync::Arc::new(Slow));
    let running = CONFIG.replace(r#""clock":"2026-03-02T08:30:00Z""#, "");
    let client = Client::open(&running, host(), &Call::new()).unwrap();
    let hosts = at(&open(&client, "active_valide").unwrap());
    assert_eq!(hosts, "02/03/2031 09:20", "the host's clock is the sandbox's too");
    let client = Client::open(CONFIG, host(), &Call::new()).unwrap();
    let stopped = at(&open(&client, "active_valide").unwrap());
    assert_eq!(stopped, "02/03/2026 09:30", "until the sandbox's is stopped");
}
