//! ITI-43: answers as other servers write them are read, broken ones refused with the place of
//! the trouble, and what dmpkit and its sandbox write reads back equal. Where DMPKIT_DUMP names a
//! folder, what is written is also there, for a judge that is not ours (`tests/all wire`).

mod support;

use std::path::Path;
use std::process::Command;
use std::{env, fs};

use dmpkit::wire::registry::{RegistryError, ResponseStatus};
use dmpkit::wire::repository::{
    self, belongs_to, mtom_request, read_mtom, read_retrieve, read_retrieve_answer, write_retrieve,
    write_retrieve_answer, DocumentRequest, RetrieveAnswer, RetrieveLimits, Retrieved,
};
use dmpkit::wire::{
    read_request, write_request, Addressing, MultipartError, MultipartProblem, WireError,
};
use dmpkit::xml::{Document, Limits};

const REQUEST: &str = "urn:uuid:3d6c1f0a-5b7e-4c2d-9a41-0f8e7b6c5d4e";
const BOUNDARY_ID: &str = "0b1f5a52-6f0e-4d6c-8a34-5b1d0c9e7f21";

/// The `Content-Type` and the body of a fixture.
fn fixture(name: &str) -> (String, Vec<u8>) {
    answer_in(&support::root().join(format!("tests/fixtures/repository/{name}.http")))
}

fn answer_in(path: &Path) -> (String, Vec<u8>) {
    let bytes = fs::read(path).unwrap();
    let end = bytes.windows(2).position(|pair| pair == b"\n\n").unwrap();
    let header = String::from_utf8(bytes[..end].to_vec()).unwrap();
    (header.strip_prefix("Content-Type: ").unwrap().to_string(), bytes[end + 2..].to_vec())
}

fn read(content_type: &str, body: &[u8]) -> Result<RetrieveAnswer, WireError> {
    read_retrieve_answer(content_type, body, REQUEST, &RetrieveLimits::default())
}

fn read_fixture(name: &str) -> Result<RetrieveAnswer, WireError> {
    let (content_type, body) = fixture(name);
    read(&content_type, &body)
}

/// A fixture with one text in its body changed.
fn changed(name: &str, before: &str, after: &str) -> Result<RetrieveAnswer, WireError> {
    let (content_type, body) = fixture(name);
    let text = String::from_utf8(body).unwrap();
    assert!(text.contains(before), "{name} has no {before}");
    read(&content_type, text.replace(before, after).as_bytes())
}

fn multipart(answer: Result<RetrieveAnswer, WireError>) -> MultipartError {
    match answer {
        Err(WireError::Multipart(error)) => error,
        other => panic!("{other:?}"),
    }
}

fn retrieved(document: &str, mime_type: &str, bytes: &[u8]) -> Retrieved {
    Retrieved {
        repository_unique_id: "2.999.5.1".into(),
        document_unique_id: document.into(),
        mime_type: mime_type.into(),
        bytes: bytes.to_vec(),
    }
}

fn success(documents: Vec<Retrieved>) -> RetrieveAnswer {
    RetrieveAnswer { status: ResponseStatus::Success, errors: Vec::new(), documents }
}

#[test]
fn answers_of_other_servers_are_read() {
    let title = "<ClinicalDocument xmlns=\"urn:hl7-org:v3\"><title>Compte rendu d’essai</title>\
                 </ClinicalDocument>";
    let expected = retrieved("2.999.7.1", "text/xml", title.as_bytes());
    assert_eq!(read_fixture("axis2").unwrap(), success(vec![expected]));

    let first = "Premier document.\r\nDeuxième ligne.\r\n".as_bytes();
    let first = retrieved("2.999.7.1", "text/plain", first);
    let second = retrieved("2.999.7.2", "text/rtf", b"{\\rtf1 Second}");
    assert_eq!(read_fixture("cxf").unwrap(), success(vec![first, second]));

    let pdf = b"%PDF-1.4\n% essai\n%%EOF\n".repeat(6);
    let pdf = retrieved("2.999.7.3", "application/pdf", &pdf);
    assert_eq!(read_fixture("metro").unwrap(), success(vec![pdf]));

    let line = b"--uuid:d1c2b3a4-0011-4222-8333-444455556666+id=77 n'est pas la limite";
    let line = retrieved("2.999.7.4", "text/plain", line);
    assert_eq!(read_fixture("wcf").unwrap(), success(vec![line]));
}

#[test]
fn the_root_may_come_last_between_preamble_and_epilogue() {
    let mut text = retrieved("2.999.7.5", "text/plain", b"Texte.");
    text.repository_unique_id.clear();
    assert_eq!(read_fixture("root_last").unwrap(), success(vec![text]));
}

#[test]
fn a_document_may_stand_inline() {
    let text = retrieved("2.999.7.6", "text/plain", b"Texte en base64, sur plusieurs lignes.");
    assert_eq!(read_fixture("inline").unwrap(), success(vec![text]));
    let rubbish = multipart(changed("inline", "VGV4dGUg", "VGV4*GUg"));
    assert_eq!(rubbish.to_string(), "DocumentResponse[1]/Document: not base64");
}

/// As Java writes it: each line end a reference and a line feed.
#[test]
fn a_large_document_may_stand_inline() {
    const LINE: &str =
        "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2&#13;\n";
    let (content_type, body) = fixture("inline");
    let lines = LINE.repeat((8 << 20) / 57);
    let large = replaced(&body, b"VGV4dGUgZW4gYmFz&#13;", lines.as_bytes());
    let limits = RetrieveLimits::of_answer(large.len());
    let answer = read_retrieve_answer(&content_type, &large, REQUEST, &limits).unwrap();
    let bytes = &answer.documents[0].bytes;
    let line = b"012345678901234567890123456789012345678901234567890123456";
    assert!(bytes.chunks(57).take((8 << 20) / 57).all(|chunk| chunk == line));
    assert!(bytes.ends_with(b"e64, sur plusieurs lignes."));
}

#[test]
fn parts_and_inline_documents_come_together() {
    let once = "\u{c9}crit une fois, demandé deux fois.";
    let once: Vec<u8> = once.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
    let answer = read_fixture("mixed").unwrap();
    assert_eq!(answer.status, ResponseStatus::PartialSuccess);
    let error = |code: &str, context: &str, location: Option<&str>, warning| RegistryError {
        code: code.into(),
        context: Some(context.into()),
        location: location.map(str::to_string),
        warning,
    };
    let unknown = error("XDSDocumentUniqueIdError", "document inconnu : 2.999.7.9", None, false);
    let slow = error("XDSRepositoryError", "réponse lente", Some("DepotEssai"), true);
    assert_eq!(answer.errors, [unknown, slow]);
    let expected = [
        retrieved("2.999.7.7", "text/plain", &once),
        retrieved("2.999.7.8", "text/plain", &once),
        retrieved("2.999.7.10", "text/plain", b"En ligne"),
    ];
    assert_eq!(answer.documents, expected);
}

#[test]
fn a_refusal_is_an_answer() {
    let answer = read_fixture("failure").unwrap();
    assert_eq!(answer.status, ResponseStatus::Failure);
    assert_eq!(answer.errors[0].code, "DMPAccessForbidden");
    assert!(answer.documents.is_empty());
    let (content_type, body) = fixture("failure");
    let text = String::from_utf8(body).unwrap();
    let bare =
        text.replace("<x:RetrieveDocumentSetResponse xmlns:x=\"urn:ihe:iti:xds-b:2007\">", "");
    let bare = bare.replace("</x:RetrieveDocumentSetResponse>", "");
    assert_eq!(read(&content_type, bare.as_bytes()).unwrap(), answer);
    let other =
        changed("failure", "ResponseStatusType:Failure", "ResponseStatusType:Later").unwrap();
    let word = "urn:oasis:names:tc:ebxml-regrep:ResponseStatusType:Later";
    assert_eq!(other.status, ResponseStatus::Other(word.into()));
}

#[test]
fn a_fault_is_an_error_however_it_comes() {
    for name in ["fault", "fault_plain"] {
        let Err(WireError::Fault(fault)) = read_fixture(name) else { panic!("{name}") };
        assert_eq!(fault.codes, ["Sender", "DMPInvalidCertificate"]);
    }
}

#[test]
fn an_answer_to_another_request_is_refused() {
    let (content_type, body) = fixture("axis2");
    let other = "urn:uuid:00000000-0000-4000-8000-000000000000";
    let read = read_retrieve_answer(&content_type, &body, other, &RetrieveLimits::default());
    assert_eq!(read, Err(WireError::OtherRequest));
}

#[test]
fn a_document_nobody_asked_for_is_seen() {
    let answer = read_fixture("cxf").unwrap();
    let request = |document: &str| DocumentRequest {
        repository_unique_id: "2.999.5.1".into(),
        document_unique_id: document.into(),
    };
    let both = [request("2.999.7.2"), request("2.999.7.1"), request("2.999.7.3")];
    assert!(belongs_to(&answer, &both));
    assert!(!belongs_to(&answer, &both[..1]));
}

#[test]
fn other_messages_are_no_answer() {
    let unexpected = |answer| match answer {
        Err(WireError::Unexpected { expected, .. }) => expected,
        other => panic!("{other:?}"),
    };
    let other = changed("axis2", "RetrieveDocumentSetResponse", "ProvideAndRegisterResponse");
    assert_eq!(unexpected(other), "RetrieveDocumentSetResponse");
    let no_status = changed("axis2", "RegistryResponse", "OtherResponse");
    assert_eq!(unexpected(no_status), "a RegistryResponse");
    let no_id = changed("axis2", "<xdsb:DocumentUniqueId>2.999.7.1<", "<xdsb:DocumentUniqueId><");
    assert_eq!(unexpected(no_id), "a DocumentUniqueId");
    let no_document = changed("axis2", "xdsb:Document>", "xdsb:Autre>");
    assert_eq!(unexpected(no_document), "a Document");
    let both = changed("axis2", "<xdsb:Document>", "<xdsb:Document>eA==");
    assert_eq!(unexpected(both), "a Document with an Include alone");
}

#[test]
fn a_reference_that_leads_nowhere_is_named() {
    let place = "DocumentResponse[2]/Document/Include/@href";
    let problem = |answer| {
        let error = multipart(answer);
        assert_eq!(error.place, place);
        error.problem
    };
    assert_eq!(problem(read_fixture("missing_part")), MultipartProblem::MissingPart);
    let no_url = changed("missing_part", "cid:perdu", "https://exemple.invalid/perdu");
    assert_eq!(problem(no_url), MultipartProblem::Reference);
    let none = changed("missing_part", "href=\"cid:perdu\"", "");
    assert_eq!(problem(none), MultipartProblem::Reference);
    let (content_type, body) = fixture("missing_part");
    let text = String::from_utf8(body).unwrap();
    let found = text.replace("<autre>", "<perdu>");
    let answer = read(&content_type, found.as_bytes()).unwrap();
    assert_eq!(answer.documents[1].bytes, b"Autre.");
    let twice =
        found.replace("--manque--", "--manque\r\nContent-ID: perdu\r\n\r\nAutre.\r\n--manque--");
    assert_ne!(twice, found);
    assert_eq!(problem(read(&content_type, twice.as_bytes())), MultipartProblem::AmbiguousPart);
}

#[test]
fn a_final_boundary_may_lack_where_nothing_else_does() {
    let (content_type, body) = fixture("axis2");
    let text = String::from_utf8(body.clone()).unwrap();
    let whole = read(&content_type, &body).unwrap();
    let end = text.rfind("\r\n--MIME").unwrap();
    // The document's end cannot be told.
    let cut = multipart(read(&content_type, &body[..end]));
    assert_eq!(cut.place, "DocumentResponse[1]/Document/Include/@href");
    assert_eq!(cut.problem, MultipartProblem::Cut);
    // Its length is told, rightly or wrongly.
    let length = whole.documents[0].bytes.len();
    let with = |length: usize, end: usize| {
        let id = "Content-ID: <1.";
        let text = text[..end].replace(id, &format!("Content-Length: {length}\r\n{id}"));
        read(&content_type, text.as_bytes())
    };
    for more in 0..8 {
        assert_eq!(with(length, end + more).unwrap(), whole, "{more} bytes of the delimiter");
    }
    assert_eq!(multipart(with(length + 1, end)).problem, MultipartProblem::Cut);
    assert_eq!(multipart(with(length - 1, end)).problem, MultipartProblem::Cut);
    // The XML closes itself.
    let (content_type, body) = fixture("failure");
    let end = String::from_utf8(body.clone()).unwrap().rfind("\r\n--refus--").unwrap();
    assert_eq!(read(&content_type, &body[..end]).unwrap(), read(&content_type, &body).unwrap());
    assert!(matches!(read(&content_type, &body[..end - 5]), Err(WireError::Xml(_))));
}

#[test]
fn a_boundary_may_be_found_in_the_body() {
    let (_, body) = fixture("axis2");
    let whole = read_fixture("axis2").unwrap();
    assert_eq!(read("multipart/related; type=\"application/xop+xml\"", &body).unwrap(), whole);
    let none = multipart(read("multipart/related", b"<xml/>"));
    assert_eq!(none.to_string(), "Content-Type: the boundary is missing or not allowed");
    let empty = multipart(read("multipart/related; boundary=\"\"", &body));
    assert_eq!(empty.problem, MultipartProblem::Boundary);
    let long = format!("multipart/related; boundary={}", "x".repeat(201));
    assert_eq!(multipart(read(&long, &body)).problem, MultipartProblem::Boundary);
    let other = multipart(read("multipart/related; boundary=autre", &body));
    assert_eq!(other.to_string(), "body: no part begins with the boundary");
}

#[test]
fn a_body_keeps_each_of_its_bytes() {
    let all: Vec<u8> = (0..=255).cycle().take(3000).collect();
    let endings: [&[u8]; 6] = [b"", b"\r", b"\n", b"\r\n", b"\r\n\r\n--", b"\n-"];
    for ending in endings {
        let bytes = [&all[..], ending].concat();
        let answer = success(vec![retrieved("2.999.7.1", "application/pdf", &bytes)]);
        let (content_type, body) = written(&answer);
        assert_eq!(read(&content_type, &body).unwrap(), answer, "{ending:?}");
        let (content_type, body) = fixture("root_last");
        let lf_only = replaced(&body, b"Texte.", &bytes);
        let read = read(&content_type, &lf_only).unwrap();
        assert_eq!(read.documents[0].bytes, bytes, "{ending:?} and LF alone");
    }
    let (content_type, body) = fixture("root_last");
    let within = b"suite--limite de l essai\nfin\n --limite de l essai\n";
    let read = read(&content_type, &replaced(&body, b"Texte.", within)).unwrap();
    assert_eq!(read.documents[0].bytes, within, "a delimiter begins a line");
}

fn replaced(body: &[u8], before: &[u8], after: &[u8]) -> Vec<u8> {
    let at = body.windows(before.len()).position(|window| window == before).unwrap();
    [&body[..at], after, &body[at + before.len()..]].concat()
}

#[test]
fn headers_that_are_none_are_refused() {
    let spoilt = multipart(changed("axis2", "Content-Type: text/xml", "Content-Type text/xml"));
    assert_eq!(spoilt.to_string(), "part 2: a header is malformed");
    let unknown = changed("mixed", "Quoted-Printable", "x-uuencode");
    assert_eq!(multipart(unknown).problem, MultipartProblem::UnknownEncoding);
    let rubbish = changed("mixed", "=C9crit", "=G9crit");
    assert_eq!(multipart(rubbish).problem, MultipartProblem::QuotedPrintable);
    let root = changed("mixed", "quoted-printable", "x-uuencode");
    assert_eq!(multipart(root).place, "part 1");
    let rubbish = changed("metro", "JVBER", "JV=ER");
    assert_eq!(multipart(rubbish).problem, MultipartProblem::Base64);
}

#[test]
fn each_limit_holds() {
    let (content_type, body) = fixture("mixed");
    let usual = RetrieveLimits::default();
    let limited = |limits: RetrieveLimits| {
        let error = multipart(read_retrieve_answer(&content_type, &body, REQUEST, &limits));
        (error.place, error.problem)
    };
    let bytes = body.len();
    assert!(read_retrieve_answer(&content_type, &body, REQUEST, &RetrieveLimits::of_answer(bytes))
        .is_ok());
    let too_large = |limit| MultipartProblem::TooLarge { limit };
    let answer = limited(RetrieveLimits { answer_bytes: bytes - 1, ..usual });
    assert_eq!(answer, ("body".into(), too_large(bytes - 1)));
    let parts = limited(RetrieveLimits { parts: 2, ..usual });
    assert_eq!(parts, ("body".into(), MultipartProblem::TooManyParts { limit: 2 }));
    let headers = limited(RetrieveLimits { header_bytes: 40, ..usual });
    assert_eq!(headers, ("part 1".into(), MultipartProblem::HeadersTooLong { limit: 40 }));
    let documents = limited(RetrieveLimits { documents: 2, ..usual });
    let many = MultipartProblem::TooManyDocuments { limit: 2 };
    assert_eq!(documents, ("DocumentResponse".into(), many));
    let document = limited(RetrieveLimits { document_bytes: 20, ..usual });
    assert_eq!(document, ("DocumentResponse[1]/Document".into(), too_large(20)));
}

#[test]
fn one_part_named_often_is_no_bomb() {
    let document = retrieved("2.999.7.1", "text/plain", &[b'x'; 20_000]);
    let (content_type, body) = written(&success(vec![document]));
    let text = String::from_utf8(body).unwrap();
    let from = text.find("<xdsb:DocumentResponse>").unwrap();
    let end = text.find("</xdsb:RetrieveDocumentSetResponse>").unwrap();
    let bomb = format!("{}{}{}", &text[..from], text[from..end].repeat(90), &text[end..]);
    let limits = RetrieveLimits::of_answer(bomb.len());
    let error = read_retrieve_answer(&content_type, bomb.as_bytes(), REQUEST, &limits);
    assert_eq!(multipart(error).place, "all documents together");
}

fn addressing(action: &str, relates_to: Option<&str>) -> Addressing {
    Addressing {
        action: action.into(),
        message_id: "urn:uuid:7a0d4be2-13c5-4f68-9e27-b4d6c8f0a1e3".into(),
        to: String::new(),
        relates_to: relates_to.map(str::to_string),
    }
}

fn written(answer: &RetrieveAnswer) -> (String, Vec<u8>) {
    let addressing = addressing(repository::ANSWER_ACTION, Some(REQUEST));
    write_retrieve_answer(&addressing, answer, BOUNDARY_ID)
}

fn headed(content_type: &str, body: &[u8]) -> Vec<u8> {
    [format!("Content-Type: {content_type}\r\n\r\n").as_bytes(), body].concat()
}

/// For the judge.
fn dump(name: &str, bytes: &[u8]) {
    let Some(folder) = env::var_os("DMPKIT_DUMP") else { return };
    let folder = Path::new(&folder);
    fs::create_dir_all(folder).unwrap();
    fs::write(folder.join(name), bytes).unwrap();
}

#[test]
fn what_the_sandbox_writes_is_read_back() {
    let error = RegistryError {
        code: "XDSDocumentUniqueIdError".into(),
        context: Some("<inconnu> & \"perdu\"".into()),
        location: Some("é".into()),
        warning: false,
    };
    let warning = RegistryError { warning: true, location: None, ..error.clone() };
    let large: Vec<u8> =
        (0..8u32 << 18).flat_map(|n| (n.wrapping_mul(0x9E37_79B9)).to_be_bytes()).collect();
    assert_eq!(large.len(), 8 << 20);
    let answers = [
        (
            "success",
            ResponseStatus::Success,
            vec![],
            vec![
                retrieved("2.999.7.1", "text/xml", "<é/>\r\n".as_bytes()),
                retrieved("2.999.7.2", "application/pdf", &[0, 255, b'\r', b'\n', b'\r']),
                retrieved("2.999.7.3", "text/plain\r\nX-Header: 1", b""),
            ],
        ),
        (
            "large",
            ResponseStatus::Success,
            vec![],
            vec![retrieved("2.999.7.4", "image/jpeg", &large)],
        ),
        (
            "partial",
            ResponseStatus::PartialSuccess,
            vec![error.clone(), warning.clone()],
            vec![retrieved("2.999.7.1", "text/rtf", b"{\\rtf1}")],
        ),
        ("warning", ResponseStatus::Success, vec![warning], vec![]),
        ("failure", ResponseStatus::Failure, vec![error], vec![]),
    ];
    for (name, status, errors, documents) in answers {
        let answer = RetrieveAnswer { status, errors, documents };
        let (content_type, body) = written(&answer);
        dump(&format!("answer_{name}.mtom"), &headed(&content_type, &body));
        for (number, document) in answer.documents.iter().enumerate() {
            dump(&format!("answer_{name}.document{}", number + 1), &document.bytes);
        }
        let header = b"X-Header: 1\r\n";
        assert!(body.windows(header.len()).all(|window| window != header), "no header is smuggled");
        let mut read = read(&content_type, &body).unwrap();
        for (read, given) in read.documents.iter_mut().zip(&answer.documents) {
            if given.mime_type.contains('\r') {
                assert!(read.mime_type.starts_with("text/plain"));
                read.mime_type.clone_from(&given.mime_type);
            }
        }
        assert!(read == answer, "{name}");
    }
}

/// Python's MIME library as a server.
#[test]
fn what_python_writes_is_read() {
    let script = support::root().join("tests/judges/mtom_write.py");
    match Command::new("python3").arg(script).arg(support::scratch()).status() {
        Ok(status) => assert!(status.success()),
        Err(_) if env::var_os("CI").is_none_or(|ci| ci != "true") => {
            println!("python3 is absent: its messages are not read");
            return;
        }
        Err(error) => panic!("python3 is absent: {error}"),
    }
    for name in ["base64", "root_last", "quoted", "line_feeds", "plain_root"] {
        let (content_type, body) = answer_in(&support::scratch().join(format!("{name}.http")));
        let answer = read(&content_type, &body).unwrap_or_else(|error| panic!("{name}: {error}"));
        let kinds = ["application/pdf", "text/plain", "image/png"];
        assert_eq!(answer.documents.len(), kinds.len());
        for (number, (document, kind)) in answer.documents.iter().zip(kinds).enumerate() {
            let file = format!("{name}.document{}", number + 1);
            let expected = fs::read(support::scratch().join(&file)).unwrap();
            assert!(document.bytes == expected, "{file}");
            assert_eq!(document.mime_type, kind);
        }
    }
}

#[test]
fn no_content_holds_the_boundary() {
    let content = format!("\r\n--MIME_{BOUNDARY_ID}\r\n--MIME_{BOUNDARY_ID}_1--\r\n");
    let answer = success(vec![retrieved("2.999.7.1", "text/plain", content.as_bytes())]);
    let (content_type, body) = written(&answer);
    assert!(content_type.contains(&format!("boundary=\"MIME_{BOUNDARY_ID}_2\"")), "{content_type}");
    assert_eq!(read(&content_type, &body).unwrap(), answer);
}

#[test]
fn a_request_reads_back_from_multipart_and_plain() {
    let requests = ["2.999.7.1", "2.999.7.2"].map(|document| DocumentRequest {
        repository_unique_id: "1.2.250.1.213.4.1.1.1.2".into(),
        document_unique_id: document.into(),
    });
    let addressing = addressing(repository::ACTION, None);
    let envelope = write_request(&addressing, "", &write_retrieve(&requests));
    let (content_type, body) = mtom_request(&envelope, BOUNDARY_ID);
    dump("request.mtom", &headed(&content_type, &body));
    let plain = "application/soap+xml; charset=UTF-8";
    for (content_type, body) in [(content_type.as_str(), &body), (plain, &envelope)] {
        let root = read_mtom(content_type, body).unwrap();
        assert!(*root == *envelope);
        let text = std::str::from_utf8(&root).unwrap();
        let document = Document::parse(text, &Limits::default()).unwrap();
        let request = read_request(&document).unwrap();
        assert_eq!(request.action.as_deref(), Some(repository::ACTION));
        assert_eq!(read_retrieve(request.payload.unwrap()).unwrap(), requests);
    }
    assert!(read_mtom("multipart/related; boundary=x", &envelope).is_err());
}

#[test]
fn a_request_must_name_documents() {
    let read = |text: &str| {
        let document = Document::parse(text, &Limits::default()).unwrap();
        read_retrieve(document.root()).map_err(|error| error.to_string())
    };
    let request = |inside: &str| {
        read(&format!(
            "<RetrieveDocumentSetRequest xmlns=\"urn:ihe:iti:xds-b:2007\">{inside}\
             </RetrieveDocumentSetRequest>"
        ))
    };
    let document = "<DocumentRequest><RepositoryUniqueId>1.2</RepositoryUniqueId>\
                    <DocumentUniqueId> 1.3 </DocumentUniqueId></DocumentRequest>";
    assert_eq!(request(document).unwrap()[0].document_unique_id, "1.3");
    assert!(request("").unwrap_err().starts_with("expected a DocumentRequest"));
    let without = document.replace("<RepositoryUniqueId>1.2</RepositoryUniqueId>", "");
    assert!(request(&without).unwrap_err().starts_with("expected a RepositoryUniqueId"));
    let empty = document.replace(" 1.3 ", " ");
    assert!(request(&empty).unwrap_err().starts_with("expected a DocumentUniqueId"));
    assert!(read("<autre/>").unwrap_err().starts_with("expected RetrieveDocumentSetRequest"));
}
