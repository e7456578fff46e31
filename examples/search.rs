//! A small dialogue with the sandbox: search the documents of a patient, count them, narrow them,
//! see them at a glance, read one.
//!
//! `cargo run --example search`, then: cherche créatinine; facettes; affine 2024; vue; lis 1; fin

use std::io::{self, BufRead, Write};

use dmpkit::client::{Call, Client, DocumentText, Error, Form, Host, Results, TextColumn};

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
/// Rows and lines shown at a time.
const SHOWN: usize = 12;

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
        let done = match (command, &results) {
            ("cherche", _) => chart.search(&query("user", rest), &Call::new()).map(|found| {
                println!("{}", found.explanation().as_str());
                list(&found);
                results = Some(found);
            }),
            ("affine", Some(found)) => found.refine(&query("user", rest)).map(|found| {
                list(&found);
                results = Some(found);
            }),
            ("facettes", Some(found)) => found
                .facets(Some("type,year"), Form::Text)
                .map(|lines| lines.lines().for_each(|line| println!("{line}"))),
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
                    let warnings = document.text(DocumentText::Warnings);
                    warnings.lines().for_each(|line| println!("! {line}"));
                    document.text(DocumentText::Plain).lines().take(SHOWN).for_each(|line| {
                        println!("{line}");
                    });
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

fn query(act: &str, words: &str) -> String {
    let words = words.replace('\\', "\\\\").replace('"', "\\\"");
    let criteria = match words.as_str() {
        "" => String::new(),
        words => format!(r#""words":"{words}""#),
    };
    format!(r#"{{"schema":"dmpkit.query/1","act":"{act}","where":{{{criteria}}}}}"#)
}

fn list(results: &Results) {
    println!("{} documents", results.count());
    for row in 0..results.count().min(SHOWN) {
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
