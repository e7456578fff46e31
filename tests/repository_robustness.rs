//! Answers to ITI-43 that were cut or changed on their way: an error or an answer, never a panic
//! or a hang, nor memory beyond what their size allows. A cut answer is never taken for another one
//! than the whole.

#[path = "support/allocator.rs"]
mod allocator;
mod support;

use std::fs;
use std::time::{Duration, Instant};

use allocator::{counted, Counting};
use dmpkit::wire::registry::ResponseStatus;
use dmpkit::wire::repository::{
    self, read_mtom, read_retrieve_answer, write_retrieve_answer, RetrieveAnswer, RetrieveLimits,
    Retrieved,
};
use dmpkit::wire::{Addressing, WireError};

#[global_allocator]
static ALLOCATOR: Counting = Counting;

const REQUEST: &str = "urn:uuid:3d6c1f0a-5b7e-4c2d-9a41-0f8e7b6c5d4e";

/// What reading an answer may ask of the allocator at one moment, the documents included: four
/// times its bytes, and 32 KiB.
fn room(bytes: usize) -> usize {
    4 * bytes + 32 * 1024
}

/// What reads so many bytes, within the room that they allow.
fn within<T>(bytes: usize, read: impl FnOnce() -> T) -> T {
    let (result, memory) = counted(read);
    assert!(memory.peak <= room(bytes), "{} bytes taken for {bytes}", memory.peak);
    result
}

fn read(content_type: &str, body: &[u8]) -> Result<RetrieveAnswer, WireError> {
    let limits = RetrieveLimits::of_answer(16 << 20);
    within(content_type.len() + body.len(), || {
        read_retrieve_answer(content_type, body, REQUEST, &limits)
    })
}

/// Name, `Content-Type` and body of each fixture.
fn fixtures() -> Vec<(String, String, Vec<u8>)> {
    let folder = support::root().join("tests/fixtures/repository");
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|extension| extension != "http") {
            continue;
        }
        let bytes = fs::read(&path).unwrap();
        let end = bytes.windows(2).position(|pair| pair == b"\n\n").unwrap();
        let header = String::from_utf8(bytes[..end].to_vec()).unwrap();
        let content_type = header.strip_prefix("Content-Type: ").unwrap().to_string();
        found.push((path.display().to_string(), content_type, bytes[end + 2..].to_vec()));
    }
    assert!(found.len() >= 10, "the fixtures are there");
    found
}

/// An answer whose one document has this many bytes, which look like delimiters now and then.
fn answer_of(bytes: usize) -> (String, Vec<u8>) {
    let mut random = Random(7);
    let mut content = Vec::with_capacity(bytes);
    while content.len() < bytes {
        match random.below(6) {
            0 => content.extend_from_slice(b"\r\n--MIME_"),
            1 => content.extend_from_slice(b"\n\n"),
            _ => content.extend_from_slice(&random.next().to_le_bytes()),
        }
    }
    let answer = RetrieveAnswer {
        status: ResponseStatus::Success,
        errors: Vec::new(),
        documents: vec![Retrieved {
            repository_unique_id: "2.999.5.1".into(),
            document_unique_id: "2.999.7.1".into(),
            mime_type: "application/pdf".into(),
            bytes: content,
        }],
    };
    let addressing = Addressing {
        action: repository::ANSWER_ACTION.into(),
        message_id: "urn:uuid:7a0d4be2-13c5-4f68-9e27-b4d6c8f0a1e3".into(),
        to: String::new(),
        relates_to: Some(REQUEST.into()),
    };
    write_retrieve_answer(&addressing, &answer, "0b1f5a52-6f0e-4d6c-8a34-5b1d0c9e7f21")
}

/// xorshift64*: the same numbers from the same seed, everywhere.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_F491_4F6C_DD1D)
    }

    fn below(&mut self, end: usize) -> usize {
        (self.next() % end as u64) as usize
    }
}

/// The numbers of a file of tests/fuzz, one a line.
fn seeds() -> Vec<u64> {
    let text = fs::read_to_string(support::root().join("tests/fuzz/repository.txt")).unwrap();
    let lines = text.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty());
    let seeds: Vec<u64> = lines.map(|line| line.trim().parse().unwrap()).collect();
    assert!(!seeds.is_empty());
    seeds
}

fn outcome(content_type: &str, body: &[u8], whole: &Result<RetrieveAnswer, WireError>, at: usize) {
    if let Ok(answer) = read(content_type, body) {
        assert!(Ok(&answer) == whole.as_ref(), "cut at {at}, another answer: {answer:?}");
    }
}

#[test]
fn an_answer_cut_at_any_byte_is_no_other_answer() {
    let small = answer_of(18_000);
    let small = ("20 kB".to_string(), small.0, small.1);
    for (name, content_type, body) in fixtures().into_iter().chain([small]) {
        let whole = read(&content_type, &body);
        for at in 0..body.len() {
            outcome(&content_type, &body[..at], &whole, at);
        }
        let from_front = (0..body.len()).step_by(7);
        for at in from_front {
            let _ = read(&content_type, &body[at..]);
            let _ = within(content_type.len() + body.len() - at, || {
                read_mtom(&content_type, &body[at..]).map(drop)
            });
        }
        assert!(whole.is_ok() || name.contains("fault") || name.contains("missing"), "{name}");
    }
}

#[test]
fn a_large_answer_cut_anywhere_is_no_other_answer() {
    let (content_type, body) = answer_of(1 << 20);
    let whole = read(&content_type, &body);
    assert!(whole.is_ok());
    let mut random = Random(seeds()[0]);
    for _ in 0..500 {
        let at = random.below(body.len());
        outcome(&content_type, &body[..at], &whole, at);
    }
}

/// What mutations put in: what the reader looks for, and what no text holds.
const WORDS: [&[u8]; 20] = [
    b"--",
    b"\r\n",
    b"\n",
    b"\n\n",
    b"\r\n--refus",
    b"Content-ID: <un>",
    b"cid:",
    b"=",
    b"%2",
    b"%00",
    b"\"",
    b";",
    b"boundary=",
    b"\0",
    b"\xFF\xFE",
    b"Content-Length: 99999999999999999999",
    b"Content-Transfer-Encoding: base64\r\n",
    b"<!--",
    b"&#13;",
    b"]]>",
];

fn mutate(bytes: &mut Vec<u8>, random: &mut Random) {
    for _ in 0..=random.below(4) {
        let at = random.below(bytes.len() + 1);
        let end = (at + random.below(40)).min(bytes.len());
        match random.below(5) {
            0 => bytes.truncate(at),
            1 => drop(bytes.drain(at..end)),
            2 => {
                let again = bytes[at..end].to_vec();
                let to = random.below(bytes.len() + 1);
                bytes.splice(to..to, again);
            }
            3 => {
                let word = WORDS[random.below(WORDS.len())];
                bytes.splice(at..at, word.iter().copied());
            }
            _ => {
                let flip = 1 << random.below(8);
                if let Some(byte) = bytes.get_mut(at) {
                    *byte ^= flip;
                }
            }
        }
    }
}

#[test]
fn mutated_answers_end_in_an_error_or_an_answer() {
    let fixtures = fixtures();
    let (mut answers, mut errors) = (0, 0);
    for seed in seeds() {
        let mut random = Random(seed);
        for _ in 0..2000 {
            let (_, content_type, body) = &fixtures[random.below(fixtures.len())];
            let (mut header, mut body) = (content_type.clone().into_bytes(), body.clone());
            mutate(&mut body, &mut random);
            if random.below(4) == 0 {
                mutate(&mut header, &mut random);
            }
            let header = String::from_utf8_lossy(&header);
            match read(&header, &body) {
                Ok(answer) => {
                    let held: usize = answer.documents.iter().map(|d| d.bytes.len()).sum();
                    assert!(
                        held <= body.len() * 2,
                        "seed {seed}: {held} bytes from {}",
                        body.len()
                    );
                    answers += 1;
                }
                Err(_) => errors += 1,
            }
        }
    }
    assert!(answers > 100 && errors > 100, "{answers} answers, {errors} errors");
}

#[test]
fn an_answer_over_the_cap_is_refused_before_room_is_taken() {
    let (content_type, body) = answer_of(1 << 20);
    let limits = RetrieveLimits::of_answer(body.len() - 1);
    let (result, memory) = counted(|| read_retrieve_answer(&content_type, &body, REQUEST, &limits));
    assert!(result.is_err() && read(&content_type, &body).is_ok());
    assert!(memory.peak <= 4 * 1024, "{} bytes taken", memory.peak);
}

/// Bodies made to make a reader look at the same bytes again and again.
#[test]
fn time_grows_with_the_answer() {
    const SIZE: usize = 2 << 20;
    let began = Instant::now();
    let dashes = format!("multipart/related; boundary=\"{}\"", "-".repeat(68));
    let content_type = "multipart/related; boundary=b";
    let many = |piece: &str| piece.repeat(SIZE / piece.len()).into_bytes();
    let bodies = [
        (dashes.as_str(), many("-")),
        (dashes.as_str(), many("\n-")),
        (content_type, many("--b")),
        (content_type, many("\n--b \t")),
        (content_type, many("\n--b")),
        (content_type, many("--b\r\n")),
        (content_type, [b"--b\n".as_slice(), &many(" ")].concat()),
        (content_type, [b"--b\n".as_slice(), &many("a: b\n")].concat()),
        (content_type, [b"--b\n".as_slice(), &many("a\n ")].concat()),
        ("multipart/related", [b"--".as_slice(), &many("x")].concat()),
        ("text/xml", many("--b")),
    ];
    for (content_type, body) in &bodies {
        assert!(read(content_type, body).is_err());
    }
    let parameters = format!("multipart/related; {}", "a=\"\\\"\";".repeat(SIZE / 8));
    let (limits, body) = (RetrieveLimits::of_answer(16 << 20), b"--b\n\nx\n--b--");
    // A parameter of seven bytes takes the place of a name and a value.
    let result =
        within(3 * parameters.len(), || read_retrieve_answer(&parameters, body, REQUEST, &limits));
    assert!(result.is_err());
    assert!(began.elapsed() < Duration::from_secs(10), "{:?}", began.elapsed());
}
