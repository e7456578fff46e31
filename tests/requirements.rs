//! The table of requirements is true: what it names exists, and it leaves none out. The list they
//! come from is `exigences_dmpi_segur.csv` in the folder of `DMPKIT_DOMAIN` (by default
//! `../shared/domain`). `DMPKIT_UPDATE_REQUIREMENTS=1 cargo test --test requirements` writes
//! include/dmpkit/requirements.md again.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use dmpkit::client::{requirements, Requirement, Standing, Theme};
use serde_json::Value;

/// The themes of the list that the table covers, as the list writes them.
const THEMES: [(&str, Theme); 4] = [
    ("search", Theme::Search),
    ("ui", Theme::Display),
    ("data", Theme::Data),
    ("documents", Theme::Documents),
];

/// How identifiers begin that are of these themes, wherever the source cites one.
const FAMILIES: [&str; 7] =
    ["EX_3.1-", "EX_3.2-", "REC_3.1-", "REC_3.2-", "ANS-CONS-", "TEST 3.1-", "TEST 3.2-"];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The functions of a file that are run as tests.
fn tests_of(text: &str) -> BTreeSet<String> {
    let mut tests = BTreeSet::new();
    let mut attributes: Vec<&str> = Vec::new();
    for line in text.lines().map(str::trim) {
        if line.starts_with("#[") {
            attributes.push(line);
            continue;
        }
        if let Some(rest) = line.strip_prefix("fn ") {
            let name = rest.split('(').next().unwrap_or_default();
            let runs = attributes.contains(&"#[test]");
            if runs && !attributes.iter().any(|attribute| attribute.contains("ignore")) {
                tests.insert(name.to_string());
            }
        }
        if !line.starts_with("//") {
            attributes.clear();
        }
    }
    tests
}

#[test]
fn tests_are_told_from_other_functions() {
    let text = "fn a() {}\n#[test]\nfn b() {\n}\n#[test]\n#[ignore]\nfn c() {}\n// x\n#[test]\n// y\nfn d() {}";
    assert_eq!(tests_of(text), BTreeSet::from(["b".to_string(), "d".to_string()]));
}

#[test]
fn each_test_named_exists() {
    let mut files: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    for row in requirements() {
        for named in row.tests {
            let (file, function) = named.split_once("::").unwrap();
            assert!(file.starts_with("tests/") || file.starts_with("src/"), "{named}");
            let tests = files.entry(file).or_insert_with(|| tests_of(&read(file)));
            assert!(tests.contains(function), "{}: no test {named}", row.id);
        }
    }
}

/// A function or constant of the header, or a field of a JSON document.
#[test]
fn each_call_and_field_named_exists() {
    let header = read("include/dmpkit.h");
    for row in requirements() {
        for offer in row.offers {
            let there = match offer.split_once(": ") {
                Some((schema, path)) => field_exists(schema, path),
                None if offer.starts_with("dmpkit_") => header.contains(&format!("{offer}(")),
                None => header.contains(&format!("#define {offer} ")),
            };
            assert!(there, "{}: no {offer}", row.id);
        }
    }
}

fn field_exists(schema: &str, path: &str) -> bool {
    let (name, version) = schema.strip_prefix("dmpkit.").unwrap().split_once('/').unwrap();
    let text = read(&format!("include/dmpkit/{name}-{version}.schema.json"));
    let schema: Value = serde_json::from_str(&text).unwrap();
    let mut at = vec![&schema];
    for field in path.split('.') {
        at = at.into_iter().flat_map(|node| properties(&schema, node, field, 0)).collect();
    }
    !at.is_empty()
}

/// What a schema says of a field, through references, alternatives and lists.
fn properties<'s>(schema: &'s Value, node: &'s Value, field: &str, depth: usize) -> Vec<&'s Value> {
    if depth > 8 {
        return Vec::new();
    }
    let mut found: Vec<&Value> = node["properties"].get(field).into_iter().collect();
    let mut below: Vec<&Value> = node.get("items").into_iter().collect();
    for alternatives in ["oneOf", "anyOf", "allOf"] {
        below.extend(node[alternatives].as_array().into_iter().flatten());
    }
    if let Some(reference) = node["$ref"].as_str().and_then(|r| r.strip_prefix('#')) {
        below.extend(schema.pointer(reference));
    }
    found.extend(below.into_iter().flat_map(|node| properties(schema, node, field, depth + 1)));
    found
}

#[test]
fn a_field_that_is_not_there_is_not_found() {
    assert!(field_exists("dmpkit.query/1", "where.references.like"));
    assert!(!field_exists("dmpkit.query/1", "where.references.liked"));
    assert!(!field_exists("dmpkit.query/1", "references"));
}

#[test]
fn each_standing_rests_on_something() {
    let mut ids = BTreeSet::new();
    for row in requirements() {
        let Requirement { id, standing, tests, offers, note, asks, .. } = row;
        assert!(ids.insert(id), "{id} stands there twice");
        match standing {
            Standing::Enforced => assert!(!tests.is_empty(), "{id} is enforced by no test"),
            Standing::Offered => assert!(!offers.is_empty(), "{id} is offered by no call"),
            Standing::Host | Standing::Later => {
                assert!(tests.is_empty() && !note.is_empty(), "{id} does not say who meets it");
            }
        }
        assert!(asks.ends_with('.') && (note.is_empty() || note.ends_with('.')), "{id}");
        assert!(!asks.contains('|') && !note.contains('|'), "{id} would break the table");
    }
    for theme in Theme::ALL {
        assert!(requirements().any(|row| row.theme == theme), "{}", theme.name());
    }
}

/// The list, each line with its identifier and theme; `None` where it is not there, which a run
/// of continuous integration does not forgive.
fn listed() -> Option<Vec<(String, String)>> {
    let folder = std::env::var_os("DMPKIT_DOMAIN").map(PathBuf::from);
    let folder = folder.unwrap_or_else(|| root().join("../shared/domain"));
    let path = folder.join("data/exigences_dmpi_segur.csv");
    let Ok(text) = fs::read_to_string(&path) else {
        let ci = std::env::var("CI").is_ok_and(|ci| ci == "true");
        assert!(!ci, "{} is absent", path.display());
        eprintln!("{} is absent: the list is not compared", path.display());
        return None;
    };
    let lines = text.lines().filter(|line| !line.starts_with('#') && !line.is_empty()).skip(1);
    let fields = |line: &str| {
        let (id, rest) = match line.strip_prefix('"') {
            Some(quoted) => quoted.split_once("\",").unwrap(),
            None => line.split_once(',').unwrap(),
        };
        (id.to_string(), rest.split(',').next().unwrap().to_string())
    };
    Some(lines.map(fields).collect())
}

#[test]
fn each_requirement_of_the_list_is_there_under_its_theme() {
    let Some(listed) = listed() else { return };
    let cited = cited();
    let mut number = 0;
    for (id, theme) in &listed {
        let Some((_, covered)) = THEMES.iter().find(|(name, _)| name == theme) else { continue };
        let row = requirements().find(|row| row.id == id);
        let row = row.unwrap_or_else(|| panic!("{id} ({theme}) is missing"));
        assert_eq!(row.theme, *covered, "{id}");
        number += 1;
    }
    assert!(number >= 37, "{number} lines: the list was not read");
    for row in requirements() {
        let known = listed.iter().any(|(id, _)| id == row.id) || cited.contains(row.id);
        assert!(known, "{} is neither in the list nor cited by the source", row.id);
    }
}

/// Every file of the source but the table itself.
fn sources(folder: &Path, found: &mut Vec<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() && !path.ends_with("client/requirements") {
            sources(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(fs::read_to_string(&path).unwrap());
        }
    }
}

/// The identifiers that the source cites; tests of the CNDA as `TEST 3.1-399`.
fn cited() -> BTreeSet<String> {
    let mut files = Vec::new();
    sources(&root().join("src"), &mut files);
    files.iter().flat_map(|text| identifiers(text)).collect()
}

fn identifiers(text: &str) -> BTreeSet<String> {
    let within = |c: char| c.is_ascii_alphanumeric() || "._-".contains(c);
    let words = text.split(|c: char| !within(c)).map(|word| word.trim_end_matches(['.', '-']));
    let numbered = |word: &&str| word.ends_with(|c: char| c.is_ascii_digit());
    words
        .filter(numbered)
        .filter_map(|word| {
            if ["EX_", "REC_", "ANS-CONS-"].iter().any(|family| word.starts_with(family)) {
                return Some(word.to_string());
            }
            let (transaction, number) = word.split_once('-')?;
            let parts = transaction.split('.').map(|part| part.parse::<u8>().is_ok());
            let three = number.len() == 3 && number.parse::<u16>().is_ok();
            (three && parts.eq([true, true])).then(|| format!("TEST {word}"))
        })
        .collect()
}

#[test]
fn identifiers_are_found_in_running_text() {
    let text = "so (EX_3.1-2030, REC_GEN-1370).\n/// CNDA, tests 3.1-399 and 3.1-400; 2026-03-02";
    let expected = ["EX_3.1-2030", "REC_GEN-1370", "TEST 3.1-399", "TEST 3.1-400"];
    assert_eq!(identifiers(text), expected.map(String::from).into());
}

#[test]
fn each_requirement_cited_by_the_source_is_there() {
    let cited = cited();
    let of_these = cited.iter().filter(|id| FAMILIES.iter().any(|family| id.starts_with(family)));
    let of_these: Vec<&String> = of_these.collect();
    assert!(of_these.len() >= 12, "{of_these:?}");
    for id in of_these {
        assert!(requirements().any(|row| is_about(row, id)), "{id} is not in the table");
    }
}

/// Whether a row is about an identifier, alone or in a range: `TESTS 3.1-090..140`.
fn is_about(row: &Requirement, id: &str) -> bool {
    let in_range = || {
        let (first, last) = row.id.split_once("..")?;
        let (transaction, first) = first.split_once(' ')?.1.split_once('-')?;
        let (asked, number) = id.strip_prefix("TEST ")?.split_once('-')?;
        Some(asked == transaction && (first..=last).contains(&number))
    };
    row.id == id || in_range().unwrap_or(false)
}

/// The table as it is read by people.
fn markdown() -> String {
    let mut text = String::from(
        "# Requirements on search, display and documents\n\nGenerated from src/client/requirements by \
         `DMPKIT_UPDATE_REQUIREMENTS=1 cargo test --test requirements`; do not edit.\n\n\
         How dmpkit stands to each requirement of certification and of the national guides: *enforced* \
         (dmpkit meets it as far as a library can, and the tests named fail where it does not), *offered* (the calls \
         and fields named give what is needed, once the host uses them), *host* (the host's alone), \
         *later* (not in this version).\n\n\
         | Requirement | Theme | What it asks | dmpkit | Tests | Calls and fields | What is left |\n\
         |---|---|---|---|---|---|---|\n",
    );
    let coded = |names: &[&str]| {
        let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
        names.join("<br>")
    };
    for row in requirements() {
        let (theme, standing) = (row.theme.name(), row.standing.name());
        let (tests, offers) = (coded(row.tests), coded(row.offers));
        let Requirement { id, asks, note, .. } = row;
        let cells = [*id, theme, *asks, standing, &tests, &offers, *note];
        let line = format!("| {} |\n", cells.join(" | "));
        text.push_str(&line.replace("|  |", "| |").replace("|  |", "| |"));
    }
    text
}

#[test]
fn the_table_for_people_is_up_to_date() {
    let path = root().join("include/dmpkit/requirements.md");
    if std::env::var_os("DMPKIT_UPDATE_REQUIREMENTS").is_some() {
        fs::write(&path, markdown()).unwrap();
    }
    let kept = fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(
        kept,
        markdown(),
        "run `DMPKIT_UPDATE_REQUIREMENTS=1 cargo test --test requirements`"
    );
}
