//! The house keeps its shape: each room uses only the rooms before it, only `ffi` is unsafe, and
//! time comes in through one door.

use std::fs;
use std::path::{Path, PathBuf};

/// The rooms in their order, and which of the earlier ones each may use.
const ROOMS: &[(&str, &[&str])] = &[
    ("record", &[]),
    ("vocabulary", &["record"]),
    ("xml", &["record", "vocabulary"]),
    ("rules", &["record", "vocabulary", "xml"]),
    ("notices", &["record", "vocabulary", "xml", "rules"]),
    ("search", &["record", "vocabulary", "xml"]),
    ("reading", &["record", "vocabulary", "xml"]),
    ("wire", &["record", "vocabulary", "xml"]),
    ("signing", &["record", "vocabulary", "xml", "wire"]),
    ("transport", &["record", "vocabulary", "xml", "wire", "signing"]),
    ("sandbox", &["record", "vocabulary", "xml", "wire", "signing", "transport"]),
    ("journal", &["record", "vocabulary", "xml", "rules", "notices"]),
    (
        "client",
        &[
            "record",
            "vocabulary",
            "xml",
            "rules",
            "notices",
            "search",
            "reading",
            "wire",
            "signing",
            "transport",
            "sandbox",
            "journal",
        ],
    ),
    ("ffi", &["client"]),
];

fn source() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

/// Every Rust file below a folder, with its text.
fn files(folder: &Path) -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let text = fs::read_to_string(&path).unwrap();
            found.push((path, text));
        }
    }
    found
}

/// Lines of code, without comments.
fn code(text: &str) -> impl Iterator<Item = &str> {
    text.lines().map(|line| line.split("//").next().unwrap_or("").trim())
}

/// The code of a file without any space, so that no line break hides a path.
fn squeezed(text: &str) -> String {
    code(text).flat_map(str::chars).filter(|c| !c.is_whitespace()).collect()
}

/// The rooms that code names: `crate::room::…`, each of `crate::{a::…, b::…}`, and what a chain
/// of `super` reaches above the room, for a file `depth` modules below the crate's root.
fn rooms_named(code: &str, depth: usize) -> Vec<String> {
    let mut paths: Vec<&str> = code.split("crate::").skip(1).collect();
    let chain = "super::".repeat(depth);
    paths.extend(code.split(&chain).skip(1).filter(|_| depth > 0));
    paths.into_iter().flat_map(first_words).collect()
}

/// The first word of a path, or of each path of a group in braces.
fn first_words(path: &str) -> Vec<String> {
    let word = |text: &str| {
        let letters = text.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_');
        letters.collect::<String>()
    };
    let Some(group) = path.strip_prefix('{') else { return vec![word(path)] };
    let mut level = 0;
    let mut words = vec![word(group)];
    for (at, character) in group.char_indices() {
        match character {
            '{' => level += 1,
            '}' if level == 0 => break,
            '}' => level -= 1,
            ',' if level == 0 => words.push(word(&group[at + 1..])),
            _ => {}
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

#[test]
fn arrows_run_one_way() {
    for entry in fs::read_dir(source()).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if !path.is_dir() {
            assert_eq!(name, "lib.rs", "a file stands outside the rooms");
            continue;
        }
        let room = ROOMS.iter().find(|(room, _)| *room == name);
        let (_, allowed) = room.unwrap_or_else(|| panic!("{name} is no room of the house"));
        for (file, text) in files(&path) {
            let below = file.strip_prefix(source()).unwrap().components().count();
            let depth = below - usize::from(file.ends_with("mod.rs"));
            for named in rooms_named(&squeezed(&text), depth) {
                let known = ROOMS.iter().any(|(room, _)| *room == named);
                assert!(
                    !known || named == name || allowed.contains(&named.as_str()),
                    "{}: {name} may not use {named}",
                    file.display()
                );
            }
        }
    }
}

#[test]
fn the_room_finder_sees_groups_breaks_and_chains() {
    let named = |text: &str, depth| rooms_named(&squeezed(text), depth);
    assert_eq!(named("use crate::{record::{Ins, Oid}, wire};", 2), ["record", "wire"]);
    assert_eq!(named("use crate::{\n    client::Call,\n};", 2), ["client"]);
    assert_eq!(named("let x = crate::rules::f(crate::client::g());", 2), ["rules", "client"]);
    assert_eq!(named("use super::super::client::Call;", 2), ["client"]);
    assert_eq!(named("use super::client::Call; // crate::ffi", 2), Vec::<String>::new());
}

#[test]
fn each_room_but_ffi_forbids_unsafe_code() {
    for (room, _) in ROOMS.iter().filter(|(room, _)| *room != "ffi") {
        let root = source().join(room).join("mod.rs");
        let Ok(text) = fs::read_to_string(&root) else { continue };
        assert!(text.contains("#![forbid(unsafe_code)]"), "{} forbids it", root.display());
    }
    let lib = fs::read_to_string(source().join("lib.rs")).unwrap();
    assert!(lib.contains("#![deny(unsafe_code)]"));
}

#[test]
fn only_one_file_makes_handles_of_pointers() {
    for (file, text) in files(&source()) {
        let here = file.ends_with("ffi/handle.rs");
        let pointers = code(&text).any(|l| l.contains("from_raw(") || l.contains("into_raw("));
        assert!(here || !pointers, "{} uses from_raw or into_raw", file.display());
    }
}

#[test]
fn time_and_chance_come_in_through_one_door() {
    for (file, text) in files(&source()) {
        // The door itself, and deadlines, which are no time of day.
        if file.ends_with("client/system.rs") || file.ends_with("transport/call.rs") {
            continue;
        }
        for line in code(&text) {
            for word in ["SystemTime", "Instant::now", "getrandom::", "Zoned::now"] {
                assert!(!line.contains(word), "{}: {line}", file.display());
            }
        }
    }
}

#[test]
fn the_top_level_holds_nothing_else() {
    let allowed = [
        "Cargo.toml",
        "Cargo.lock",
        "README.md",
        "build.rs",
        "src",
        "include",
        "bindings",
        "examples",
        "tests",
        "LICENSE",
        "CHANGELOG.md",
        "benches",
        "target",
    ];
    for entry in fs::read_dir(env!("CARGO_MANIFEST_DIR")).unwrap() {
        let name = entry.unwrap().file_name().to_string_lossy().into_owned();
        assert!(name.starts_with('.') || allowed.contains(&name.as_str()), "{name} at the top");
    }
}
