//! A small dialogue with the sandbox: search the documents of a patient, count them, narrow them,
//! see them at a glance, read one.
//!
//! `cargo run --example search`, then, a line each: cherche imagerie; facettes; affine thorax; vue;
//! lis 1; fin. After one search everything but `lis` is answered here, without asking the DMP.

use std::io::{self, BufRead, Write};

use dmpkit::client::{Call, Client, DocumentText, Error, Form, Host, Results, TextColumn};
use serde_json::json;

const CONFIG: &str = r#"{
    "schema": "dmpkit.config/1",
    "environment": "sandbox",
    "software": { "name": "Exemple", "version": "1.0" }
}"#;

const PROFESSIONAL: &str = r#"{
    "schema": "dmpkit.professional/1",
    "id": "899700000011",
    "family_name": "EXEMPLE",
    "given_name": "Camille",
    "profession": "10",
    "speciality": "SM26",
    "structure": { "id": "499700000011001", "name": "Cabinet Exemple", "sector": "SA07" },
    "authentication": { "means": "CPS" }
}"#;

/// The person of the sandbox who has hundreds of documents.
const PERSON: &str = "active_valide";
/// Rows of a list, and lines of a document, shown at a time.
const ROWS: usize = 12;
const LINES: usize = 40;

fn main() -> Result<(), Error> {
    let client = Client::open(CONFIG, Host::default(), &Call::new())?;
    let session = client.session(PROFESSIONAL, &Call::new())?;
    let person = (0..client.sandbox_people())
        .find(|index| client.sandbox_label(*index).is_ok_and(|label| label.as_str() == PERSON));
    let request = client.sandbox_request(person.unwrap_or_default())?;
    let chart = session.open_chart(&request, &Call::new())?;
    println!("Commandes : cherche MOTS, affine MOTS, facettes, vue, lis N, fin");
    let mut results: Option<Results> = None;
    for line in prompts() {
        let (command, rest) = line.split_once(' ').unwrap_or((&line, ""));
        let rest = rest.trim_start_matches(' ');
        let done = match (command, &results) {
            ("cherche", _) => chart.search(&query(rest), &Call::new()).map(|found| {
                list(&found);
                results = Some(found);
            }),
            ("affine", Some(found)) => found.refine(&query(rest)).map(|found| {
                list(&found);
                results = Some(found);
            }),
            ("facettes", Some(found)) => {
                found.facets(Some("type,year"), Form::Text).map(|facets| print!("{facets}"))
            }
            ("vue", Some(found)) => {
                found.overview(None, Form::Text).map(|overview| print!("{overview}"))
            }
            ("lis", Some(found)) => {
                let row = rest.parse::<usize>().unwrap_or(0).wrapping_sub(1);
                let Some(id) = found.text(row, TextColumn::UniqueId) else {
                    println!("Pas de ligne {rest}.");
                    continue;
                };
                chart.read(id, &Call::new()).map(|document| {
                    print_lines("! ", document.text(DocumentText::Warnings));
                    print_lines("", document.text(DocumentText::Plain));
                })
            }
            ("fin", _) => break,
            (_, None) => {
                println!("Chercher d'abord.");
                continue;
            }
            _ => {
                println!("Commande inconnue.");
                continue;
            }
        };
        if let Err(error) = done {
            println!("{}", error.user_message());
        }
    }
    Ok(())
}

/// The lines of the user, one at a time.
fn prompts() -> impl Iterator<Item = String> {
    let ask = || {
        print!("> ");
        io::stdout().flush().ok()?;
        let mut line = String::new();
        let read = io::stdin().lock().read_line(&mut line).ok()?;
        (read > 0).then(|| line.trim().to_string())
    };
    std::iter::from_fn(ask)
}

/// A query of free words, on an act of the user; of everything where there are none.
fn query(words: &str) -> String {
    let criteria = match words {
        "" => json!({}),
        words => json!({ "words": words }),
    };
    json!({ "schema": "dmpkit.query/1", "act": "user", "where": criteria }).to_string()
}

/// The first lines of a text, each after a prefix.
fn print_lines(prefix: &str, text: &str) {
    text.lines().take(LINES).for_each(|line| println!("{prefix}{line}"));
}

fn list(results: &Results) {
    println!("{}", results.explanation());
    println!("{} documents", results.count());
    for row in 0..results.count().min(ROWS) {
        let text = |column| results.text(row, column).map_or("", |text| text.as_str());
        println!(
            "{:>3}. {}  {}  {}  {}",
            row + 1,
            text(TextColumn::ActDate),
            text(TextColumn::Type),
            text(TextColumn::Title),
            text(TextColumn::Labels)
        );
    }
}
