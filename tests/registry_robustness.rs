//! Broken answers of a registry: cut anywhere, changed at random, or made to be slow or large. Each
//! gives an error or records, never a panic or a hang, nor memory beyond what its size allows. Seeds
//! are kept in tests/fuzz/registry.txt.

#[path = "support/allocator.rs"]
mod allocator;

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use allocator::{counted, Counting};
use dmpkit::wire::registry::{
    answer_limits, read_answer, read_submission, write_answer, RegistryAnswer, ReturnType,
};
use dmpkit::wire::{write_reply, Addressing, WireError};
use dmpkit::xml::{decode, Limits, Problem};

#[global_allocator]
static ALLOCATOR: Counting = Counting;

const MESSAGE: &str = "urn:uuid:11111111-2222-4333-8444-555555555555";

/// What reading an answer may ask of the allocator at one moment, what is read included: six times
/// its bytes, and 32 KiB.
fn room(bytes: usize) -> usize {
    6 * bytes + 32 * 1024
}

/// The same where the answer is nothing but the smallest objects: an entry of no fields takes its
/// place all the same.
fn room_of_objects(bytes: usize) -> usize {
    48 * bytes + 32 * 1024
}

/// What reads, within the room it is given.
fn within<T>(room: usize, read: impl FnOnce() -> T) -> T {
    let (result, memory) = counted(read);
    assert!(memory.peak <= room, "{} bytes taken, {room} allowed", memory.peak);
    result
}

fn fixtures() -> Vec<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/registry");
    let mut paths: Vec<_> =
        fs::read_dir(folder).unwrap().map(|file| file.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "xml"));
    paths.sort();
    assert!(paths.len() >= 12);
    paths.into_iter().map(|path| fs::read(path).unwrap()).collect()
}

fn parse(bytes: &[u8]) -> Result<RegistryAnswer, WireError> {
    read_answer(bytes, MESSAGE, &answer_limits())
}

fn read(bytes: &[u8]) -> Result<RegistryAnswer, WireError> {
    within(room(bytes.len()), || parse(bytes))
}

/// Whether the message is whole when cut here: only blanks follow.
fn whole(bytes: &[u8], at: usize) -> bool {
    bytes[at..].iter().all(u8::is_ascii_whitespace)
}

/// A cut message is never taken for a whole one.
fn cut(bytes: &[u8], at: usize) {
    let result = read(&bytes[..at]);
    match whole(bytes, at) {
        true => assert!(result.is_ok(), "whole at {at}"),
        false => assert!(matches!(result, Err(WireError::Xml(_))), "cut at {at}"),
    }
}

#[test]
fn answers_cut_at_every_byte() {
    for bytes in fixtures() {
        assert!(bytes.len() <= 20_000);
        (0..=bytes.len()).for_each(|at| cut(&bytes, at));
    }
}

/// Xorshift: the same numbers on every machine.
struct Numbers(u64);

impl Numbers {
    fn seeded(seed: u64) -> Self {
        Numbers(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d)
    }

    fn below(&mut self, end: usize) -> usize {
        (self.next() >> 11) as usize % end.max(1)
    }
}

/// The first document of the hand-written answers, many times.
fn large(copies: usize) -> Vec<u8> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/registry");
    let mut answer = read(&fs::read(folder.join("find_documents.xml")).unwrap()).unwrap();
    let entry = answer.documents[0].clone();
    answer.documents = (0..copies)
        .map(|number| {
            let mut copy = (*entry).clone();
            copy.entry_uuid = format!("urn:uuid:{number}").into();
            copy.into()
        })
        .collect();
    enveloped(&write_answer(&answer, ReturnType::LeafClass))
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
fn a_large_answer_cut_five_hundred_times() {
    let bytes = large(20);
    assert!(bytes.len() > 80_000, "{}", bytes.len());
    assert_eq!(read(&bytes).unwrap().documents.len(), 20);
    let mut numbers = Numbers::seeded(500);
    (0..500).for_each(|_| cut(&bytes, numbers.below(bytes.len())));
}

/// What breaks readers when it comes where nobody expects it.
const TOKENS: &[&str] = &[
    "<",
    ">",
    "&",
    "&#0;",
    "&#x110000;",
    "&amp;",
    "&inconnu;",
    "]]>",
    "<![CDATA[",
    "<!--",
    "-->",
    "<!DOCTYPE a>",
    "<?xml version='1.0'?>",
    "</rim:Slot>",
    "<rim:Slot>",
    "<rim:Value/>",
    "'",
    "\"",
    " xmlns=\"\"",
    " xmlns:rim=\"urn:x\"",
    " id=\"1\"",
    "\u{0}",
    "\u{FEFF}",
    "é",
    "\r",
    "^",
    "&quot;",
    "99999999999999999999",
    "20269999",
    "<rim:Name>",
    "<rim:Classification/>",
    " status=\"\"",
];

/// Words that mean something, to be put in each other's place.
const WORDS: &[&str] = &[
    "creationTime",
    "size",
    "hash",
    "codingScheme",
    "authorPerson",
    "Slot",
    "ValueList",
    "Value",
    "Classification",
    "ExternalIdentifier",
    "ExtrinsicObject",
    "RegistryPackage",
    "Association",
    "urn:uuid:2e82c1f6-a085-4c72-9da3-8640a32e42ab",
    "urn:uuid:f0306f51-975f-434e-a61c-c59651d33983",
    "urn:uuid:a54d6aa5-d40d-43f9-88c5-b4633d873bdd",
    "nodeRepresentation",
    "Envelope",
    "Body",
];

fn mutate(bytes: &mut Vec<u8>, numbers: &mut Numbers) {
    let at = numbers.below(bytes.len());
    let end = (at + numbers.below(60)).min(bytes.len());
    match numbers.below(7) {
        0 => bytes[at] = numbers.next() as u8,
        1 => drop(bytes.drain(at..end)),
        2 => {
            let piece = bytes[at..end].to_vec();
            let to = numbers.below(bytes.len());
            bytes.splice(to..to, piece);
        }
        3 => {
            let token = TOKENS[numbers.below(TOKENS.len())].bytes();
            bytes.splice(at..at, token);
        }
        4 => bytes[at] ^= 1 << numbers.below(8),
        5 => bytes[at..end].reverse(),
        _ => {
            let from = WORDS[numbers.below(WORDS.len())].as_bytes();
            let to = WORDS[numbers.below(WORDS.len())].bytes();
            let places: Vec<usize> =
                (0..bytes.len()).filter(|at| bytes[*at..].starts_with(from)).collect();
            if let Some(at) = places.get(numbers.below(places.len())) {
                bytes.splice(*at..*at + from.len(), to);
            }
        }
    }
}

#[test]
fn answers_changed_at_random() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fuzz/registry.txt");
    let text = fs::read_to_string(path).unwrap();
    let seeds: Vec<u64> =
        text.lines().filter(|line| !line.starts_with('#')).map(|l| l.parse().unwrap()).collect();
    assert!(seeds.len() >= 16);
    let fixtures = fixtures();
    let (mut read_all_the_same, mut doubted) = (0, 0);
    for seed in seeds {
        let mut numbers = Numbers::seeded(seed);
        for _ in 0..100 {
            let mut bytes = fixtures[numbers.below(fixtures.len())].clone();
            for _ in 0..=numbers.below(3) {
                mutate(&mut bytes, &mut numbers);
            }
            if let Ok(text) = decode(&bytes) {
                let _ = within(room(bytes.len()), || read_submission(&text, &answer_limits()));
            }
            let Ok(answer) = read(&bytes) else { continue };
            read_all_the_same += 1;
            let of_entries = answer.documents.iter().any(|entry| !entry.doubts.is_empty());
            doubted += usize::from(of_entries || !answer.doubts.is_empty());
            // Whatever was read can be written, and reads as itself from then on.
            let once = write_answer(&answer, ReturnType::LeafClass);
            let again = read(&enveloped(&once)).unwrap();
            assert_eq!(again.documents.len(), answer.documents.len(), "seed {seed}");
        }
    }
    assert!(read_all_the_same > 100 && doubted > 50, "{read_all_the_same} {doubted}");
}

/// An answer that holds these objects.
fn holding(objects: &str) -> Vec<u8> {
    enveloped(&format!(
        "<q:AdhocQueryResponse xmlns:q='urn:oasis:names:tc:ebxml-regrep:xsd:query:3.0' status='Success' \
         xmlns='urn:oasis:names:tc:ebxml-regrep:xsd:rim:3.0' \
         xmlns:r='urn:oasis:names:tc:ebxml-regrep:xsd:rim:3.0'><r:RegistryObjectList>{objects}\
         </r:RegistryObjectList></q:AdhocQueryResponse>"
    ))
}

/// The smallest objects and parts, many times: what they become takes the most room for its bytes.
#[test]
fn what_is_made_to_be_large_takes_bounded_room() {
    let parts = [
        "<Slot/>",
        "<Slot><ValueList><Value/></ValueList></Slot>",
        "<Slot name='size'><ValueList><Value>x</Value></ValueList></Slot>",
        "<Classification/>",
        "<Classification classificationScheme='urn:uuid:93606bcf-9494-43ec-9b4e-a7748d1a838d'/>",
        "<ExternalIdentifier/>",
        "<Name/>",
        "<VersionInfo/>",
    ];
    let object = |part: &&str| format!("<ExtrinsicObject>{}</ExtrinsicObject>", part.repeat(5_000));
    let objects = ["ExtrinsicObject", "RegistryPackage", "Association", "ObjectRef"];
    let objects = objects.map(|name| format!("<{name}/>").repeat(5_000));
    for objects in parts.iter().map(object).chain(objects) {
        let bytes = holding(&objects);
        assert!(within(room_of_objects(bytes.len()), || parse(&bytes)).is_ok());
    }
    let errors = "<e:RegistryError/>".repeat(5_000);
    let bytes = enveloped(&format!(
        "<q:AdhocQueryResponse xmlns:q='urn:oasis:names:tc:ebxml-regrep:xsd:query:3.0' status='Failure' \
         xmlns:e='urn:oasis:names:tc:ebxml-regrep:xsd:rs:3.0'><e:RegistryErrorList>{errors}\
         </e:RegistryErrorList></q:AdhocQueryResponse>"
    ));
    assert!(within(room_of_objects(bytes.len()), || parse(&bytes)).is_ok());
}

#[test]
fn more_objects_than_any_record_has_are_refused() {
    for name in ["RegistryPackage", "Unheard"] {
        let bytes = holding(&format!("<{name}/>").repeat(100_001));
        let Err(WireError::Xml(error)) = parse(&bytes) else { panic!("{name}: too many") };
        assert_eq!(error.problem, Problem::TooManyNodes { limit: 100_000 });
    }
}

#[test]
fn an_answer_over_the_cap_is_refused_before_room_is_taken() {
    let bytes = large(20);
    let limits = Limits { bytes: bytes.len() - 1, ..answer_limits() };
    let result = within(4 * 1024, || read_answer(&bytes, MESSAGE, &limits));
    let Err(WireError::Xml(error)) = result else { panic!("over the cap") };
    assert_eq!(error.problem, Problem::TooLarge { limit: bytes.len() - 1 });
}

#[test]
fn what_is_made_to_be_slow_is_not() {
    let start = Instant::now();
    let object =
        |inside: String| holding(&format!("<r:ExtrinsicObject>{inside}</r:ExtrinsicObject>"));
    let slot = "<r:Slot name='size'><r:ValueList><r:Value>x</r:Value></r:ValueList></r:Slot>";
    let author = |number: usize| {
        format!(
            "<r:Classification classificationScheme='urn:uuid:93606bcf-9494-43ec-9b4e-a7748d1a838d'>\
             <r:Slot name='{}'/>{number}</r:Classification>",
            "x".repeat(200)
        )
    };
    let scoped = |number: usize| {
        format!(
            "<r:Classification xmlns:n{number}='u' classificationScheme='s'><r:Name/></r:Classification>"
        )
    };
    let attributes: String = (0..90).map(|number| format!(" a{number}='1'")).collect();
    let same_start: String = (0..3_000).map(author).collect();
    let scopes: String = (0..3_000).map(scoped).collect();
    let texts = "<r:LocalizedString xml:lang='en' value='x'/>".repeat(5_000);
    let packages: String = (0..2_000).map(|n| format!("<r:RegistryPackage id='{n}'/>")).collect();
    let shapes = [
        object(slot.repeat(5_000)),
        object(same_start),
        object(scopes),
        object(format!("<r:Name>{texts}</r:Name>")),
        holding(&format!("<r:ExtrinsicObject{attributes}/>").repeat(1_000)),
        holding(&packages),
    ];
    for shape in shapes {
        assert!(within(room_of_objects(shape.len()), || parse(&shape)).is_ok());
    }
    let deep = object("<r:x>".repeat(10_000));
    let Err(WireError::Xml(error)) = read(&deep) else { panic!("too deep") };
    assert_eq!(error.problem, Problem::TooDeep { limit: 100 });
    assert!(start.elapsed() < Duration::from_secs(60), "{:?}", start.elapsed());
}
