//! What reading an answer of 1,000 documents costs. Rivals run in turns in one process, so that
//! a ratio holds on any machine; a ratio over its limit fails the run.
//!
//! `cargo bench --bench registry`, or with the words of one line: `-- compact`.

use std::fmt::Write as _;
use std::hint::black_box;
use std::process::ExitCode;
use std::time::Instant;

use dmpkit::wire::registry::{answer_limits, read_answer, RegistryAnswer};

const MESSAGE: &str = "urn:uuid:11111111-2222-4333-8444-555555555555";

/// How the same entries are laid out, and how much they have in common.
#[derive(Clone, Copy)]
struct Shape {
    /// Line breaks and indentation.
    pretty: bool,
    /// Authors, types and settings are those of one patient's life, or all different.
    alike: bool,
}

/// Markup as a server writes it.
struct Markup {
    text: String,
    depth: usize,
    pretty: bool,
    ids: u64,
}

impl Markup {
    fn line(&mut self, markup: &str) {
        if self.pretty {
            self.text.push('\n');
            self.text.extend(std::iter::repeat_n("  ", self.depth));
        }
        self.text.push_str(markup);
    }

    fn open(&mut self, tag: &str) {
        self.line(&format!("<{tag}>"));
        self.depth += 1;
    }

    fn close(&mut self, name: &str) {
        self.depth -= 1;
        self.line(&format!("</{name}>"));
    }

    fn slot(&mut self, name: &str, values: &[String]) {
        self.open(&format!("rim:Slot name=\"{name}\""));
        self.open("rim:ValueList");
        for value in values {
            self.line(&format!("<rim:Value>{value}</rim:Value>"));
        }
        self.close("rim:ValueList");
        self.close("rim:Slot");
    }

    fn localized(&mut self, element: &str, text: &str) {
        self.open(&format!("rim:{element}"));
        let attributes = r#"xml:lang="fr-FR" charset="UTF-8""#;
        self.line(&format!(r#"<rim:LocalizedString {attributes} value="{text}"/>"#));
        self.close(&format!("rim:{element}"));
    }

    fn uuid(&mut self) -> String {
        self.ids += 1;
        let mixed = self.ids.wrapping_mul(0x9e37_79b9_7f4a_7c15);
        format!("urn:uuid:{:08x}-1c2d-4e5f-8a9b-{:012x}", mixed >> 32, mixed & 0xffff_ffff_ffff)
    }

    fn classified(&mut self, entry: &str, scheme: &str, node: &str) {
        let id = self.uuid();
        self.open(&format!(
            "rim:Classification id=\"{id}\" objectType=\"urn:oasis:names:tc:ebxml-regrep:ObjectType:\
             RegistryObject:Classification\" classificationScheme=\"urn:uuid:{scheme}\" \
             classifiedObject=\"{entry}\" nodeRepresentation=\"{node}\""
        ));
    }

    fn code(&mut self, entry: &str, scheme: &str, code: &str, system: &str, label: &str) {
        self.classified(entry, scheme, code);
        self.slot("codingScheme", &[system.to_string()]);
        self.localized("Name", label);
        self.close("rim:Classification");
    }

    fn identifier(&mut self, entry: &str, scheme: &str, value: &str, name: &str) {
        let id = self.uuid();
        self.open(&format!(
            "rim:ExternalIdentifier id=\"{id}\" registryObject=\"{entry}\" \
             identificationScheme=\"urn:uuid:{scheme}\" value=\"{value}\""
        ));
        self.localized("Name", name);
        self.close("rim:ExternalIdentifier");
    }
}

const TYPES: &[(&str, &str, &str)] = &[
    ("11502-2", "CR d'examens biologiques", "10"),
    ("11488-4", "CR ou fiche de consultation ou de visite", "10"),
    ("18748-4", "CR d'imagerie médicale", "31"),
    ("34105-7", "CR hospitalier (séjour)", "10"),
    ("57833-6", "Prescription de médicaments", "42"),
    ("60591-5", "Synthèse médicale", "11"),
    ("11490-0", "Lettre de liaison à la sortie d'un établissement de soins", "10"),
    ("57832-8", "Prescription d'examens de biologie ou d'imagerie", "42"),
    ("15508-5", "CR d'accouchement", "10"),
    ("87273-9", "Note de vaccination", "10"),
];
const FAMILIES: &[&str] =
    &["ÉPREUVE", "D'ESSAI", "GABARIT", "MAQUETTE", "SPÉCIMEN", "EXEMPLE", "TEST-LÉGER", "FICTIF"];
const PLACES: &[&str] = &[
    "Laboratoire d'essai des Charmes",
    "Centre hospitalier fictif de Saint-Exemple",
    "Cabinet médical du Modèle",
    "Maison de santé pluriprofessionnelle de l'Épreuve",
];

/// One author of a document.
fn author(markup: &mut Markup, entry: &str, who: usize) {
    markup.classified(entry, "93606bcf-9494-43ec-9b4e-a7748d1a838d", "");
    let family = FAMILIES[who % FAMILIES.len()];
    let person =
        format!("8997{who:08}^{family}^Camille^^^^^^&amp;1.2.250.1.71.4.2.1&amp;ISO^D^^^IDNPS");
    markup.slot("authorPerson", &[person]);
    let place = PLACES[who % PLACES.len()];
    let institution = format!("{place}^^^^^&amp;1.2.250.1.71.4.2.2&amp;ISO^IDNST^^^19{who:08}");
    markup.slot("authorInstitution", &[institution]);
    markup.slot("authorRole", &["Médecin traitant".into()]);
    let speciality = "G15_10/SM26^Médecin - Qualifié en Médecine Générale (SM)";
    markup.slot("authorSpecialty", &[format!("{speciality}^1.2.250.1.213.1.1.4.5")]);
    markup.close("rim:Classification");
}

fn entry(markup: &mut Markup, number: usize, alike: bool) {
    let id = markup.uuid();
    let lid = markup.uuid();
    let (code, label, class) = TYPES[number * 7 % TYPES.len()];
    // What all entries of a patient share, or what is this entry's own.
    let own = if alike { String::new() } else { format!(".{number}") };
    markup.open(&format!(
        "rim:ExtrinsicObject id=\"{id}\" lid=\"{lid}\" mimeType=\"text/xml\" isOpaque=\"false\" \
         objectType=\"urn:uuid:7edca82f-054d-47f2-a032-9b2a5b5186c1\" \
         status=\"urn:oasis:names:tc:ebxml-regrep:StatusType:Approved\""
    ));
    let (year, month, day) = (2011 + number % 15, 1 + number % 12, 1 + number % 28);
    let at = |hour: usize| format!("{year}{month:02}{day:02}{hour:02}{:02}00", number % 60);
    markup.slot("creationTime", &[at(9)]);
    markup.slot("serviceStartTime", &[at(7)]);
    markup.slot("serviceStopTime", &[at(8)]);
    markup.slot("languageCode", &["fr-FR".into()]);
    let professional = |who: usize| {
        format!("8997{who:08}^ÉPREUVE^Dominique^^^^^^&amp;1.2.250.1.71.4.2.1&amp;ISO^D^^^IDNPS")
    };
    let who = if alike { number * 13 % 60 } else { number };
    markup.slot("legalAuthenticator", &[professional(who)]);
    let patient = format!("171014410990350^^^&amp;1.2.250.1.213.1.4.10{own}&amp;ISO^NH");
    markup.slot("sourcePatientId", std::slice::from_ref(&patient));
    let traits = ["PID-5|ÉPREUVE^CAMILLE^^^^^L", "PID-7|19710130", "PID-8|F"];
    markup.slot("sourcePatientInfo", &traits.map(|line| format!("{line}{own}")));
    markup
        .slot("hash", &[format!("{:040x}", (number as u128).wrapping_mul(0x9e37_79b9_7f4a_7c15))]);
    markup.slot("size", &[format!("{}", 8_000 + number * 37)]);
    markup.slot("repositoryUniqueId", &[format!("1.2.250.1.213.4.1.1.3{own}")]);
    if number.is_multiple_of(4) {
        let types = ["urn:ihe:iti:xds:2013:accession", "urn:ihe:iti:xds:2013:order"];
        let references =
            types.map(|of| format!("{number}^^^&amp;1.2.250.1.999.{number}&amp;ISO^{of}"));
        markup.slot("urn:ihe:iti:xds:2013:referenceIdList", &references);
    }
    markup.localized("Name", &format!("{label} du {day:02}/{month:02}/{year}"));
    if number.is_multiple_of(3) {
        let text = "Patient revu à la demande de l'infirmière ; prochain contrôle dans un mois.";
        markup.localized("Description", &format!("{text} (n° {number})"));
    }
    markup.line(&format!("<rim:VersionInfo versionName=\"{}\"/>", 1 + number % 3));
    for rank in 0..1 + number % 3 {
        author(markup, &id, if alike { (number * 13 + rank * 5) % 60 } else { number * 3 + rank });
    }
    let loinc = format!("2.16.840.1.113883.6.1{own}");
    let class_label = format!("Compte rendu{own}");
    let system = |oid: &str| format!("{oid}{own}");
    markup.code(
        &id,
        "41a5887f-8865-4c09-adf7-e362475b143a",
        class,
        &system("1.2.250.1.213.1.1.4.1"),
        &class_label,
    );
    markup.code(&id, "f0306f51-975f-434e-a61c-c59651d33983", code, &loinc, label);
    markup.code(
        &id,
        "a09d5840-386c-46f2-b5ad-9c3699a4309d",
        "urn:ihe:iti:xds-sd:pdf:2008",
        &system("1.3.6.1.4.1.19376.1.2.3"),
        "Document à corps non structuré en PDF/A-1",
    );
    markup.code(
        &id,
        "f33fb8ac-18af-42cc-ae0e-ed0b0bdb91e1",
        "SA07",
        &system("1.2.250.1.71.4.2.4"),
        "Cabinet individuel",
    );
    markup.code(
        &id,
        "cccf5598-8b07-4b77-a05e-ae952c785ead",
        "AMBULATOIRE",
        &system("1.2.250.1.213.1.1.4.9"),
        "Ambulatoire",
    );
    let confidentiality = "f4f85eac-e6cb-4883-b524-f2705394840f";
    markup.code(&id, confidentiality, "N", &system("2.16.840.1.113883.5.25"), "Normal");
    if number.is_multiple_of(5) {
        let masked = "Masqué aux professionnels de santé";
        markup.code(&id, confidentiality, "MASQUE_PS", &system("1.2.250.1.213.1.1.4.13"), masked);
    }
    if number.is_multiple_of(2) {
        let event = format!("ZZQK{:03}", if alike { number % 30 } else { number });
        markup.code(
            &id,
            "2c6b8cb7-8b2a-4051-b291-b1ae6a575ef4",
            &event,
            &system("1.2.250.1.213.2.5"),
            "Radiographie du thorax",
        );
    }
    markup.identifier(
        &id,
        "58a6f841-87b3-4a3e-92fd-a8ffeff98427",
        &patient,
        "XDSDocumentEntry.patientId",
    );
    let unique = format!("1.2.250.1.999.1.1.{}.{}", 70_000 + number, number * 31);
    markup.identifier(
        &id,
        "2e82c1f6-a085-4c72-9da3-8640a32e42ab",
        &unique,
        "XDSDocumentEntry.uniqueId",
    );
    markup.close("rim:ExtrinsicObject");
}

fn answer(entries: usize, shape: Shape) -> Vec<u8> {
    let Shape { pretty, alike } = shape;
    let mut markup = Markup { text: String::new(), depth: 0, pretty, ids: 0 };
    let _ = write!(markup.text, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>");
    markup.open("soap:Envelope xmlns:soap=\"http://www.w3.org/2003/05/soap-envelope\"");
    markup.open("soap:Header xmlns:wsa=\"http://www.w3.org/2005/08/addressing\"");
    markup.line(&format!("<wsa:RelatesTo>{MESSAGE}</wsa:RelatesTo>"));
    markup.close("soap:Header");
    markup.open("soap:Body");
    markup.open(
        "query:AdhocQueryResponse xmlns:query=\"urn:oasis:names:tc:ebxml-regrep:xsd:query:3.0\" \
         xmlns:rim=\"urn:oasis:names:tc:ebxml-regrep:xsd:rim:3.0\" \
         status=\"urn:oasis:names:tc:ebxml-regrep:ResponseStatusType:Success\"",
    );
    markup.open("rim:RegistryObjectList");
    (0..entries).for_each(|number| entry(&mut markup, number, alike));
    markup.close("rim:RegistryObjectList");
    markup.close("query:AdhocQueryResponse");
    markup.close("soap:Body");
    markup.close("soap:Envelope");
    markup.text.into_bytes()
}

fn parse(bytes: &[u8]) -> RegistryAnswer {
    read_answer(bytes, MESSAGE, &answer_limits()).expect("an answer")
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

/// The median time of two rivals over many turns, one after the other, and the median of their
/// ratio in a turn: what slows the machine down slows both.
fn race(ours: &mut dyn FnMut(), bare: &mut dyn FnMut()) -> (f64, f64, f64) {
    const TURNS: usize = 101;
    let time = |run: &mut dyn FnMut()| {
        let start = Instant::now();
        run();
        start.elapsed().as_secs_f64()
    };
    let turns: Vec<(f64, f64)> = (0..TURNS).map(|_| (time(ours), time(bare))).collect();
    let median = |of: fn(&(f64, f64)) -> f64| {
        let mut all: Vec<f64> = turns.iter().map(of).collect();
        all.sort_by(f64::total_cmp);
        all[TURNS / 2]
    };
    (median(|turn| turn.0), median(|turn| turn.1), median(|turn| turn.0 / turn.1))
}

/// One line of the report; whether the limit holds, where there is one.
fn judge(what: &str, shape: Shape, limit: Option<f64>) -> bool {
    let wanted = std::env::args().nth(1).filter(|word| !word.starts_with('-'));
    if wanted.is_some_and(|wanted| !what.contains(&wanted)) {
        return true;
    }
    let bytes = answer(1_000, shape);
    let read = parse(&bytes);
    assert_eq!(read.documents.len(), 1_000);
    assert!(read.documents.iter().all(|entry| entry.doubts.is_empty()), "no entry is doubtful");
    let (ours, bare, ratio) =
        race(&mut || drop(black_box(parse(black_box(&bytes)))), &mut || scan(black_box(&bytes)));
    let holds = limit.is_none_or(|limit| ratio <= limit);
    let verdict = match limit {
        Some(limit) if holds => format!("limit {limit:.1}: holds"),
        Some(limit) => format!("limit {limit:.1}: FAILS"),
        None => "no limit".to_string(),
    };
    println!(
        "{what:<38}{:>6} bytes each {:>8.2} ms   {ratio:>5.2} x bare quick-xml scan ({:.2} ms), {verdict}",
        bytes.len() / 1_000,
        ours * 1e3,
        bare * 1e3,
    );
    holds
}

fn main() -> ExitCode {
    let pretty = Shape { pretty: true, alike: true };
    let mut holds = judge("1,000 entries, indented", pretty, Some(1.6));
    let compact = Shape { pretty: false, alike: true };
    holds &= judge("1,000 entries, compact", compact, Some(1.6));
    let different = Shape { pretty: true, alike: false };
    judge("1,000 entries with nothing in common", different, None);
    match holds {
        true => ExitCode::SUCCESS,
        false => ExitCode::FAILURE,
    }
}
