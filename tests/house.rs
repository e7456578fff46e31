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
    text.lines().map(str::trim).filter(|line| !line.starts_with("//"))
}

/// The rooms a line names: `crate::room::…`, each of `crate::{a::…, b::…}`.
fn rooms_named(line: &str) -> Vec<String> {
    let mut named = Vec::new();
    for after in line.split("crate::").skip(1) {
        let word = |text: &str| {
            text.trim_start()
                .chars()
                .take_while(|c| c.is_ascii_alphanumeric() || *c == '_')
                .collect::<String>()
        };
        match after.strip_prefix('{') {
            Some(group) => named.extend(group.split(',').map(word)),
            None => named.push(word(after)),
        }
    }
    named
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
            for line in code(&text) {
                for named in rooms_named(line) {
                    let known = ROOMS.iter().any(|(room, _)| *room == named);
                    let inside = named == name;
                    assert!(
                        !known || inside || allowed.contains(&named.as_str()),
                        "{}: {name} may not use {named}: {line}",
                        file.display()
                    );
                }
            }
        }
    }
}

#[test]
fn the_room_finder_sees_groups_and_paths() {
    assert_eq!(rooms_named("use crate::{record::Ins, wire};"), ["record", "wire"]);
    assert_eq!(rooms_named("let x = crate::rules::f(crate::client::g());"), ["rules", "client"]);
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
