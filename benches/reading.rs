//! What it costs to make a document readable: CDA to HTML and to text, over the sample documents
//! and the fixtures. Beside it stands xsltproc with the style sheet that one of the samples brings
//! (a self-displaying CDA), where both are at hand. The times are printed; none is a limit.
//!
//! `cargo bench --bench reading`

use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};
use std::{env, fs};

use dmpkit::reading::{Options, Reading};
use dmpkit::record::TimeZone;
use dmpkit::xml::{decode, Document, Limits};

/// The sample that brings a style sheet.
const STYLE_SHEET: &str = "BIO-CR-BIO_2021.01_Auto-Presentable.xml";
const TURNS: usize = 30;

/// The best time of several turns.
fn best(mut act: impl FnMut()) -> Duration {
    let turn = |_| {
        let start = Instant::now();
        act();
        start.elapsed()
    };
    (0..TURNS).map(turn).min().unwrap_or_default()
}

fn documents(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else {
        println!("{} is absent", folder.display());
        return Vec::new();
    };
    let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "xml"));
    paths.sort();
    paths
}

/// Milliseconds that xsltproc takes to parse a document, transform it and write the result, without
/// its own start and without the style sheet; None where it cannot. It counts whole milliseconds.
fn xsltproc(sheet: &Path, document: &Path) -> Option<f64> {
    let mut command = Command::new("xsltproc");
    command.args(["--nonet", "--timing", "--repeat"]).arg(sheet).arg(document);
    let output = command.output().ok().filter(|output| output.status.success())?;
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    let millis = |start: &str| -> Option<f64> {
        let line = said.lines().find(|line| line.starts_with(start))?;
        line.split(" took ").nth(1)?.split(' ').next()?.parse().ok()
    };
    let applied = millis("Applying stylesheet 20 times")? / 20.0;
    Some(millis("Parsing document")? + applied + millis("Saving result")?)
}

fn row(name: &str, bytes: usize, times: [Duration; 3], other: Option<f64>) {
    let [parse, html, text] = times.map(|time| time.as_secs_f64() * 1e3);
    let speed = bytes as f64 / 1e6 / (html / 1e3);
    let other = other.map_or("-".into(), |millis| format!("{millis:.2}"));
    println!(
        "{name:<58}{:>8}{parse:>10.2}{html:>10.2}{text:>10.2}{speed:>10.0}{other:>10}",
        bytes / 1000
    );
}

fn main() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let samples =
        env::var_os("DMPKIT_SAMPLES").map_or_else(|| "../shared/samples".into(), PathBuf::from);
    let samples = root.join(samples).join("cda");
    let options = Options::new(TimeZone::new("Europe/Paris").expect("a zone"));
    println!(
        "{:<58}{:>8}{:>10}{:>10}{:>10}{:>10}{:>10}",
        "document", "kB", "parse ms", "HTML ms", "text ms", "MB/s", "xsltproc"
    );
    let sheet = samples.join(STYLE_SHEET);
    let mut all = (0, [Duration::ZERO; 3]);
    for path in documents(&root.join("tests/fixtures/cda")).into_iter().chain(documents(&samples)) {
        let body = fs::read(&path).expect("a file");
        let read = || Reading::of(&body, "text/xml", &options).expect("a document");
        let parse = best(|| {
            let text = decode(&body).expect("text");
            black_box(Document::parse(&text, &Limits::default()).is_ok());
        });
        let html = best(|| drop(black_box(read().html(None))));
        let text = best(|| drop(black_box(read().text())));
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let other = Some(&sheet).filter(|sheet| sheet.is_file()).and_then(|s| xsltproc(s, &path));
        let times = [parse, html, text];
        row(&name, body.len(), times, other);
        all.0 += body.len();
        all.1.iter_mut().zip(times).for_each(|(sum, time)| *sum += time);
    }
    row("all", all.0, all.1, None);
}
