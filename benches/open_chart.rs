//! What opening a chart costs, without network. Rivals run in turns in one process, so that a
//! ratio holds on any machine; a ratio over its limit fails the run.
//!
//! `cargo bench --bench open_chart`

use std::hint::black_box;
use std::process::ExitCode;
use std::ptr::{null, null_mut};
use std::time::{Duration, Instant};

use dmpkit::client::{Call, Client, Host, Session};
use dmpkit::ffi;
use dmpkit::record::{Ins, Profile, Timestamp};
use dmpkit::wire::existence::{
    read_answer, write_answer, write_query, Acknowledgement, AnswerHeader, Query, Reason,
};
use dmpkit::wire::{read_reply, write_reply, Addressing};
use dmpkit::xml::{decode, Document, Limits};

const CONFIG: &str = r#"{"schema":"dmpkit.config/1","environment":"sandbox",
    "software":{"name":"Mesure","version":"1.0"}}"#;
const PROFESSIONAL: &str = r#"{"schema":"dmpkit.professional/1","id":"899700000011",
    "family_name":"EXEMPLE","given_name":"Camille","profession":"10","speciality":"SM26",
    "structure":{"id":"499700000011001","name":"Cabinet Exemple","sector":"SA07"},
    "authentication":{"means":"CPS"}}"#;
const MESSAGE: &str = "urn:uuid:11111111-2222-4333-8444-555555555555";

/// The best time of each rival over many short turns, one after the other.
fn race<const N: usize>(rivals: [&mut dyn FnMut(); N]) -> [Duration; N] {
    const TURNS: usize = 60;
    const TURN: u32 = 50;
    let mut best = [Duration::MAX; N];
    let mut rivals = rivals;
    for _ in 0..TURNS {
        for (rival, best) in rivals.iter_mut().zip(&mut best) {
            let start = Instant::now();
            for _ in 0..TURN {
                rival();
            }
            *best = (*best).min(start.elapsed() / TURN);
        }
    }
    best
}

fn micros(time: Duration) -> f64 {
    time.as_secs_f64() * 1e6
}

/// One line of the report; whether the limit holds.
fn judge(what: &str, time: Duration, rival: &str, allowed: Duration, against: Duration) -> bool {
    let ratio = time.as_secs_f64() / against.as_secs_f64();
    let holds = time <= allowed;
    let verdict = if holds { "holds" } else { "FAILS" };
    println!(
        "{what:<34}{:>9.2} µs   {ratio:>5.2} x {rival} ({:.2} µs), limit {:.2} µs: {verdict}",
        micros(time),
        micros(against),
        micros(allowed)
    );
    holds
}

fn query() -> Query {
    Query {
        reason: Reason::TestExistence,
        patient: Ins::new("171014410990350", "1.2.250.1.213.1.4.10").expect("a test INS"),
        sender_oid: "2.999.1".into(),
        sender_name: "Mesure".into(),
        message: "11111111-2222-4333-8444-555555555555".into(),
        query: "11111111-2222-4333-8444-666666666666".into(),
        created: Timestamp::from_rfc3339("2026-03-02T08:30:00Z").expect("an instant"),
        processing: "D".into(),
    }
}

fn parse(answer: &[u8]) -> Profile {
    let text = decode(answer).expect("text");
    let document = Document::parse(&text, &Limits::default()).expect("XML");
    read_answer(read_reply(&document, MESSAGE).expect("an envelope").payload).expect("an answer")
}

/// The bytes of an answer, as the sandbox makes them of a profile.
fn answer(profile: &Profile) -> Vec<u8> {
    let query = query();
    let header = AnswerHeader { query: &query, message: "1", created: &query.created };
    let addressing = Addressing {
        action: dmpkit::wire::existence::ANSWER_ACTION.into(),
        message_id: "urn:uuid:2".into(),
        to: String::new(),
        relates_to: Some(MESSAGE.into()),
    };
    write_reply(&addressing, &write_answer(&header, &Acknowledgement::Accepted(profile)))
}

/// The least any reader can do with the same bytes.
fn scan(bytes: &[u8]) {
    let text = std::str::from_utf8(bytes).expect("UTF-8");
    let mut reader = quick_xml::Reader::from_str(text);
    loop {
        match reader.read_event().expect("well-formed") {
            quick_xml::events::Event::Eof => break,
            event => {
                black_box(event);
            }
        }
    }
}

/// Answers as different servers write them, by hand, and as the sandbox does.
fn parsing() -> bool {
    let by_hand: [&[u8]; 4] = [
        include_bytes!("../tests/fixtures/td0_2/active_valide.xml"),
        include_bytes!("../tests/fixtures/td0_2/administrative.xml"),
        include_bytes!("../tests/fixtures/td0_2/closed.xml"),
        include_bytes!("../tests/fixtures/td0_2/authorisation_non_existe.xml"),
    ];
    let mut answers: Vec<Vec<u8>> = by_hand.iter().map(|bytes| bytes.to_vec()).collect();
    answers.push(answer(&parse(by_hand[0])));
    let [ours, bare] = race([
        &mut || answers.iter().for_each(|bytes| drop(black_box(parse(black_box(bytes))))),
        &mut || answers.iter().for_each(|bytes| scan(black_box(bytes))),
    ]);
    let bytes: usize = answers.iter().map(Vec::len).sum();
    println!("{:<34}{:>9} answers, {bytes} bytes", "", answers.len());
    judge("parse them", ours, "bare quick-xml scan", bare * 2, bare)
}

fn opening(client: &Client, session: &Session) -> bool {
    let request = client.sandbox_request(0).expect("a person");
    let c_client = c_client();
    let c_session = c_session(c_client);
    let [rust, c] = race([
        &mut || {
            black_box(session.open_chart(&request, &Call::new()).expect("a chart"));
        },
        &mut || c_open(c_session, &request),
    ]);
    println!("{:<34}{:>9.2} µs   aim: under 200 µs", "whole open on the sandbox", micros(rust));
    let allowed = rust.mul_f64(1.2) + Duration::from_micros(2);
    let holds = judge("the same through C", c, "Rust", allowed, rust);
    // SAFETY: handles of this function, freed once.
    unsafe {
        ffi::dmpkit_session_free(c_session);
        ffi::dmpkit_client_free(c_client);
    }
    holds
}

fn c_client() -> *mut ffi::dmpkit_client {
    let mut client = null_mut();
    // SAFETY: live texts and a place for the answer.
    let status = unsafe {
        let config = CONFIG.as_ptr().cast();
        ffi::dmpkit_client_open(config, CONFIG.len(), null(), null(), &mut client, null_mut())
    };
    assert_eq!(status, 0);
    client
}

fn c_session(client: *mut ffi::dmpkit_client) -> *mut ffi::dmpkit_session {
    let mut session = null_mut();
    // SAFETY: as above.
    let status = unsafe {
        let text = PROFESSIONAL.as_ptr().cast();
        let length = PROFESSIONAL.len();
        ffi::dmpkit_session_open(client, text, length, null(), &mut session, null_mut())
    };
    assert_eq!(status, 0);
    session
}

fn c_open(session: *mut ffi::dmpkit_session, request: &str) {
    let mut chart = null_mut();
    // SAFETY: as above; the chart is freed once.
    unsafe {
        let text = request.as_ptr().cast();
        let (call, error) = (null(), null_mut());
        let status = ffi::dmpkit_chart_open(session, text, request.len(), call, &mut chart, error);
        assert_eq!(status, 0);
        ffi::dmpkit_chart_free(chart);
    }
}

fn main() -> ExitCode {
    let query = query();
    let [build] = race([&mut || {
        black_box(write_query(black_box(&query)));
    }]);
    println!("{:<34}{:>9.2} µs", "build a TD0.2 request", micros(build));
    let mut holds = parsing();
    let client = Client::open(CONFIG, Host::default(), &Call::new()).expect("a client");
    let session = client.session(PROFESSIONAL, &Call::new()).expect("a session");
    holds &= opening(&client, &session);
    if holds {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}
