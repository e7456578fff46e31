//! Bodies cut and spoilt: each gives a reading or an error, in bounded time and size, and never a
//! panic. Seeds stand in `tests/fuzz/reading.txt`.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;
use std::time::{Duration, Instant};

use dmpkit::reading::{curves, Options, Reading, Warning};
use dmpkit::record::TimeZone;

/// What a body may grow by: twelve times its size, and 64 KiB. Half as much again is for what
/// stands around it.
fn room(body: usize) -> usize {
    12 * body + 96 * 1024
}

fn options() -> Options {
    static OPTIONS: LazyLock<Options> =
        LazyLock::new(|| Options::new(TimeZone::new("Europe/Paris").unwrap()));
    OPTIONS.clone()
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Reads a body and everything that can be made of it; whether it was one.
fn everything(body: &[u8], declared: &str) -> bool {
    let options = options();
    let Ok(reading) = Reading::of(body, declared, &options) else { return false };
    let (html, text) = (reading.html(Some("[SIMULATEUR]")), reading.text());
    assert!(html.len() <= room(body.len()), "{} bytes of HTML of {}", html.len(), body.len());
    assert!(text.len() <= room(body.len()), "{} bytes of text of {}", text.len(), body.len());
    let lower = html.to_ascii_lowercase();
    assert!(!lower.contains("<script") && !lower.contains("<iframe"), "something active");
    let results: Vec<_> = reading.observations().iter().take(50).collect();
    if let Some(code) = results.first().and_then(|result| result.code.as_ref()) {
        curves(&results, &code.code, &code.system, &options.zone);
    }
    true
}

/// Numbers that look random and are the same in each run (splitmix64).
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    fn below(&mut self, bound: usize) -> usize {
        (self.next() % bound.max(1) as u64) as usize
    }
}

fn seeds() -> Vec<u64> {
    let text = fs::read_to_string(root().join("tests/fuzz/reading.txt")).unwrap();
    let lines = text.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty());
    lines.map(|line| u64::from_str_radix(line.trim(), 16).unwrap()).collect()
}

fn fixtures() -> Vec<(PathBuf, Vec<u8>)> {
    let entries = fs::read_dir(root().join("tests/fixtures/cda")).unwrap();
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths.into_iter().map(|path| (path.clone(), fs::read(path).unwrap())).collect()
}

#[test]
fn a_fixture_cut_at_any_byte_is_an_error() {
    for (path, body) in fixtures() {
        assert!(body.len() <= 20_000, "{} is too large for this test", path.display());
        // A '<' alone is text.
        for end in 2..body.len() {
            let complete = body[end..].iter().all(u8::is_ascii_whitespace);
            assert_eq!(everything(&body[..end], "text/xml"), complete, "{path:?} cut at {end}");
        }
    }
}

#[test]
fn other_bodies_cut_at_any_byte_are_read() {
    let rtf = br"{\rtf1\ansi\uc1{\fonttbl{\f0 A;}}Vu \u233?t\'e9 {\*\x y}{\pict\bin3 }}}\par fin}";
    let bodies: [&[u8]; 5] = [
        rtf,
        b"\xFF\xD8\xFF\xE0\0\x04ab\xFF\xC0\0\x11\x08\0\x20\0\x10\x01",
        b"\x89PNG\r\n\x1A\n\0\0\0\x0DIHDR\0\0\0\x10\0\0\0\x20\x08\0\0\0\0",
        b"\xFF\xFEa\0b\0\xE9\0",
        b"%PDF-1.4\n%\xE2\xE3\xCF\xD3\n",
    ];
    for body in bodies {
        for end in 1..=body.len() {
            everything(&body[..end], "application/octet-stream");
        }
    }
}

#[test]
fn large_samples_cut_500_times_give_no_panic() {
    let folder =
        std::env::var_os("DMPKIT_SAMPLES").map_or("../shared/samples".into(), PathBuf::from);
    let folder = root().join(folder).join("cda");
    let Ok(entries) = fs::read_dir(&folder) else {
        assert!(std::env::var("CI").as_deref() != Ok("true"), "{} is absent", folder.display());
        println!("not run: {} is absent", folder.display());
        return;
    };
    let mut bodies: Vec<Vec<u8>> =
        entries.map(|entry| fs::read(entry.unwrap().path()).unwrap()).collect();
    bodies.sort_by_key(Vec::len);
    let mut chance = Chance(seeds()[0]);
    for turn in 0..500 {
        let body = &bodies[bodies.len() - 1 - turn % 5];
        let end = chance.below(body.len());
        everything(&body[..end], "text/xml");
    }
}

/// A body with something wrong in it: bytes changed, a piece cut out, said twice or moved in from
/// elsewhere.
fn spoilt(body: &[u8], chance: &mut Chance) -> Vec<u8> {
    let mut body = body.to_vec();
    for _ in 0..=chance.below(4) {
        let at = chance.below(body.len());
        let end = (at + chance.below(200)).min(body.len());
        match chance.below(6) {
            0 => body[at] = chance.next() as u8,
            1 => {
                body.drain(at..end);
            }
            2 => {
                let piece = body[at..end].to_vec();
                let to = chance.below(body.len());
                body.splice(to..to, piece);
            }
            3 => body[at] = b"<>&\"'/= 0"[chance.below(9)],
            4 => swap_names(&mut body, chance),
            _ => {
                let words: [&[u8]; 6] =
                    [b"<td rowspan='9'/>", b"<tr/>", b"<list/>", b"&#x85;", b"<br/>", b"</td>"];
                let word = words[chance.below(words.len())].iter().copied();
                body.splice(at..at, word);
            }
        }
        if body.is_empty() {
            break;
        }
    }
    body
}

/// Makes another element of one, start and end, so that the XML stays whole.
fn swap_names(body: &mut Vec<u8>, chance: &mut Chance) {
    const NAMES: [&str; 14] = [
        "paragraph",
        "content",
        "table",
        "tbody",
        "tr",
        "td",
        "list",
        "item",
        "section",
        "entry",
        "observation",
        "value",
        "code",
        "text",
    ];
    let (from, to) = (NAMES[chance.below(14)], NAMES[chance.below(14)]);
    let text = String::from_utf8_lossy(body);
    let text = text.replace(&format!("<{from}>"), &format!("<{to}>"));
    *body = text.replace(&format!("</{from}>"), &format!("</{to}>")).into_bytes();
}

/// Where DMPKIT_DUMP names a folder, some of the pages go to its folder `spoilt`, for the judge of
/// HTML: pages are valid whatever the document is.
fn dump(number: usize, body: &[u8]) {
    const MOST_PAGES: usize = 300;
    let Some(root) = std::env::var_os("DMPKIT_DUMP").filter(|_| number <= MOST_PAGES) else {
        return;
    };
    let folder = Path::new(&root).join("spoilt");
    fs::create_dir_all(&folder).unwrap();
    let html = Reading::of(body, "text/xml", &options()).unwrap().html(None);
    fs::write(folder.join(format!("{number}.html")), html).unwrap();
}

#[test]
fn spoilt_documents_give_no_panic() {
    let fixtures = fixtures();
    let (mut read, mut all) = (0, 0);
    for seed in seeds() {
        let mut chance = Chance(seed);
        for _ in 0..200 {
            let (_, body) = &fixtures[chance.below(fixtures.len())];
            let body = spoilt(body, &mut chance);
            all += 1;
            if everything(&body, "text/xml") {
                read += 1;
                dump(read, &body);
            }
        }
    }
    // Spoiling must leave documents to be read, or this tests the XML reader alone.
    assert!(read * 20 > all, "{read} of {all} were read");
}

fn document(body: &str) -> Vec<u8> {
    format!(
        "<ClinicalDocument xmlns=\"urn:hl7-org:v3\" \
         xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><component><structuredBody>\
         <component><section>{body}</section></component></structuredBody></component>\
         </ClinicalDocument>"
    )
    .into_bytes()
}

/// Reads a large body made to hurt. Quadratic work on it would take hours.
fn bomb(body: &[u8]) {
    let start = Instant::now();
    assert!(everything(body, "text/xml"), "it is a document");
    let took = start.elapsed();
    assert!(took < Duration::from_secs(120), "{took:?} for {} bytes", body.len());
}

#[test]
fn bombs_stay_small() {
    let text = |inner: String| document(&format!("<text>{inner}</text>"));
    let nested = |open: &str, close: &str, times: usize| {
        format!("{}{}{}", open.repeat(times), "x ".repeat(20_000), close.repeat(times))
    };
    // Spans over everything, in many cells.
    bomb(&text(format!(
        "<table><tbody>{}</tbody></table>",
        "<tr><td colspan='1000' rowspan='1000'/><td>a</td></tr>".repeat(5_000)
    )));
    // The smallest elements, many times.
    bomb(&text("<br/>".repeat(60_000)));
    bomb(&text("<list><item/></list>".repeat(15_000)));
    bomb(&text("<table><tr><td>a</td></tr></table>".repeat(8_000)));
    bomb(&text(
        "<content revised='delete' styleCode='bolditalicunderlineemphasis'/>".repeat(9_000),
    ));
    bomb(&text("&lt;&amp;".repeat(50_000)));
    // Deep, with much to say at the bottom.
    bomb(&text(nested("<paragraph>", "</paragraph>", 80)));
    bomb(&text(nested("<list><item>", "</item></list>", 40)));
    bomb(&text(nested("<table><tr><td>", "</td></tr></table>", 28)));
    // One text that many results, and one file that many places, point to.
    let result = "<entry><observation><templateId root='1.3.6.1.4.1.19376.1.3.1.6'/><code \
                  code='c'><originalText><reference value='#t'/></originalText></code><value \
                  xsi:type='INT' value='1'/></observation></entry>";
    let long = "long ".repeat(20_000);
    bomb(&document(&format!(
        "<text><content ID='t'>{long}</content></text>{}",
        result.repeat(5_000)
    )));
    let png = "iVBORw0KGgoAAAANSUhEUgAAABAAAAAgCAAA";
    let image = format!(
        "<entry><observationMedia ID='i'><value mediaType='image/png' representation='B64'>{png}{}\
         </value></observationMedia></entry>",
        "AAAA".repeat(50_000)
    );
    let named = "<renderMultiMedia referencedObject='i'/>".repeat(5_000);
    bomb(&document(&format!("<text>{named}</text>{image}")));
    // Labels inside labels, which entries would repeat.
    let label = "<act><code><originalText>mot ";
    let inside = format!("{}{}", label.repeat(25), "</originalText></code></act>".repeat(25));
    bomb(&document(&format!("<entry>{}</entry>", inside.repeat(200))));
    // A heading that would be said before each value.
    let head = format!("<thead><tr><th>{}</th><th>b</th></tr></thead>", "titre ".repeat(5_000));
    let rows = "<tr><td>1</td><td>2</td></tr>".repeat(5_000);
    bomb(&text(format!("<table>{head}<tbody>{rows}</tbody></table>")));
}

#[test]
fn what_does_not_fit_is_left_out_and_said() {
    let mut options = options();
    options.limits.growth = 0;
    let body = document(&format!("<text>{}</text>", "mot ".repeat(50_000)));
    let reading = Reading::of(&body, "text/xml", &options).unwrap();
    assert_eq!(reading.warnings()[0], Warning::Truncated);
    assert!(reading.html(None).contains("La suite n’est pas affichée."));
}
