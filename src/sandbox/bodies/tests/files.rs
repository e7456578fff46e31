use super::*;
use crate::xml::{Document, Limits};

/// The file inside a document of level 1, decoded apart from the code that encoded it.
fn file(name: &str) -> (String, Vec<u8>) {
    let page = text(kind(name).unwrap(), &facts(1));
    let document = Document::parse(&page, &Limits::default()).unwrap();
    let path = ["component", "nonXMLBody", "text"];
    let body = document.root().path("urn:hl7-org:v3", &path).unwrap();
    assert_eq!(body.attribute("representation").unwrap(), "B64");
    (body.attribute("mediaType").unwrap().into_owned(), decode(&body.text()))
}

fn decode(text: &str) -> Vec<u8> {
    let digit = |c: char| match c {
        'A'..='Z' => u32::from(c) - 65,
        'a'..='z' => u32::from(c) - 71,
        '0'..='9' => u32::from(c) + 4,
        '+' => 62,
        '/' => 63,
        other => panic!("{other} is no base64"),
    };
    let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    assert_eq!(text.len() % 4, 0);
    let mut out = Vec::new();
    for four in text.trim_end_matches('=').chars().collect::<Vec<_>>().chunks(4) {
        let bits = four.iter().enumerate().map(|(i, c)| digit(*c) << (18 - 6 * i)).sum::<u32>();
        out.extend(&bits.to_be_bytes()[1..four.len()]);
    }
    out
}

#[test]
fn base64_is_that_of_rfc_4648() {
    let cases = ["", "Zg==", "Zm8=", "Zm9v", "Zm9vYg==", "Zm9vYmE=", "Zm9vYmFy"];
    for (length, expected) in cases.into_iter().enumerate() {
        assert_eq!(attached::base64(&b"foobar"[..length]), expected);
    }
    assert!(attached::base64(&[7; 200]).lines().all(|line| line.len() <= 76));
}

#[test]
fn a_pdf_has_a_table_that_points_at_its_objects() {
    for name in ["courrier-pdf", "patient-cr-pdf"] {
        let (media, bytes) = file(name);
        assert_eq!(media, "application/pdf");
        // One character a byte, so that offsets stay offsets.
        let text: Vec<char> = bytes.iter().copied().map(char::from).collect();
        let at = |from: usize| text[from..].iter().collect::<String>();
        let whole = at(0);
        assert!(whole.starts_with("%PDF-1.4") && whole.ends_with("%%EOF\n"));
        let start = whole.rsplit("startxref\n").next().unwrap();
        let start: usize = start.lines().next().unwrap().parse().unwrap();
        let table = at(start);
        let mut lines = table.lines();
        assert_eq!((lines.next(), lines.next()), (Some("xref"), Some("0 6")));
        assert_eq!(lines.next(), Some("0000000000 65535 f "));
        for object in 1..6 {
            let line = lines.next().unwrap();
            assert_eq!(line.len(), 19, "with its line end an entry takes 20 bytes");
            let offset: usize = line[..10].parse().unwrap();
            assert!(at(offset).starts_with(&format!("{object} 0 obj\n")));
        }
        let (head, rest) = whole.split_once("stream\n").unwrap();
        let length: usize =
            head.rsplit("/Length ").next().unwrap().split(' ').next().unwrap().parse().unwrap();
        let stream: String = rest.chars().take(length).collect();
        assert!(stream.ends_with("ET\n") && rest[stream.len()..].starts_with("endstream"));
        assert!(stream.contains("MAREUIL"));
    }
}

#[test]
fn the_other_files_are_what_they_say() {
    let (media, bytes) = file("suivi-rtf");
    assert_eq!(media, "text/rtf");
    assert!(bytes.is_ascii() && bytes.starts_with(b"{\\rtf1") && bytes.ends_with(b"}"));
    let text = String::from_utf8(bytes).unwrap();
    assert!(text.contains("Pas de saignement, pas d'h\\u233?matome."));

    let (media, bytes) = file("protocole-texte");
    assert_eq!(media, "text/plain");
    assert!(String::from_utf8(bytes).unwrap().contains("DURÉE"));

    let (media, bytes) = file("telemedecine-texte-latin1");
    assert_eq!(media, "text/plain");
    assert!(String::from_utf8(bytes.clone()).is_err(), "not UTF-8");
    assert!(bytes.windows(4).any(|window| window == b"T\xC9L\xC9"));
    assert!(!bytes.contains(&b'?'), "every character of it is in ISO-8859-1");

    for name in ["photo", "patient-photo"] {
        let (media, bytes) = file(name);
        assert_eq!(media, "image/jpeg");
        assert!(bytes.starts_with(b"\xFF\xD8\xFF") && bytes.ends_with(b"\xFF\xD9"));
        assert!(bytes.len() < 10_000);
    }
}

#[test]
fn the_picture_in_a_narrative_is_a_png() {
    let page = text(kind("img-irm").unwrap(), &facts(0));
    let picture = page.split("representation=\"B64\">").nth(1).unwrap().split('<').next().unwrap();
    let bytes = decode(picture);
    assert!(bytes.starts_with(b"\x89PNG\r\n\x1a\n") && bytes.ends_with(b"IEND\xAE\x42\x60\x82"));
}

#[test]
fn a_letter_keeps_signs_that_xml_or_pdf_would_read() {
    let mut facts = facts(1);
    facts.structure.name = "Cabinet (A & B) \\ <C>";
    let page = text(kind("courrier-pdf").unwrap(), &facts);
    let encoded = page.split("representation=\"B64\">").nth(1).unwrap().split('<').next().unwrap();
    let pdf: String = decode(encoded).into_iter().map(char::from).collect();
    assert!(pdf.contains("(Ch\u{e8}re cons\u{9c}ur, cher confr\u{e8}re,) '"), "Windows-1252");
    assert!(pdf.contains("([SIMULATEUR] Document fictif.) '"));
    assert!(pdf.contains("(Cabinet \\(A & B\\) \\\\ <C>) '"));
}
