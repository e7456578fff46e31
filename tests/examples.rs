//! The examples run, and say the same in Rust and in C.

#![cfg(target_os = "linux")]

mod support;

use std::fs;
use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use support::{c_compiler, link_shared, root, run, scratch};

fn c_example(name: &str) -> PathBuf {
    let output = scratch().join(name);
    let mut compile = c_compiler();
    compile.args(["-std=c89", "-Wall", "-Wextra", "-pedantic", "-Werror", "-o"]).arg(&output);
    compile.arg(root().join(format!("examples/c/{name}.c")));
    run(link_shared(&mut compile));
    output
}

/// Cargo builds the examples beside the tests.
fn rust_example(name: &str) -> PathBuf {
    let tests = std::env::current_exe().expect("a test has a path");
    let profile = tests.parent().and_then(|deps| deps.parent()).expect("deps has a parent");
    profile.join("examples").join(name)
}

fn said(program: PathBuf) -> String {
    run(&mut Command::new(program))
}

/// What a program says to somebody who types these lines.
fn dialogue(program: PathBuf, lines: &[&str]) -> String {
    let mut command = Command::new(program);
    command.stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut child = command.spawn().expect("the example starts");
    let mut typed = child.stdin.take().expect("it is piped");
    typed.write_all((lines.join("\n") + "\n").as_bytes()).expect("the example reads");
    drop(typed);
    let output = child.wait_with_output().expect("the example ends");
    assert!(output.status.success(), "{:?}", output.status);
    String::from_utf8(output.stdout).expect("it says UTF-8")
}

#[test]
fn open_chart_prints_the_same_table_in_c() {
    let rust = said(rust_example("open_chart"));
    assert!(rust.lines().filter(|line| line.contains("→")).count() >= 24, "{rust}");
    assert_eq!(rust, said(c_example("open_chart")));
}

#[test]
fn the_readme_shows_rows_that_are_printed() {
    let readme = fs::read_to_string(root().join("README.md")).expect("README.md is there");
    let printed = said(rust_example("open_chart"));
    let table = readme.split("```").find(|block| block.trim_start().starts_with("personne "));
    let table = table.expect("README shows the table").trim();
    for line in table.lines() {
        assert!(printed.lines().any(|row| row.trim_end() == line.trim_end()), "{line}");
    }
}

#[test]
fn the_readme_shows_a_dialogue_that_is_held() {
    let readme = fs::read_to_string(root().join("README.md")).expect("README.md is there");
    let shown = readme.split("```").find(|block| block.trim_start().starts_with("> cherche "));
    let shown: Vec<&str> = shown.expect("README shows the dialogue").trim().lines().collect();
    let typed: Vec<&str> = shown.iter().filter_map(|line| line.strip_prefix("> ")).collect();
    let said = dialogue(rust_example("search"), &typed);
    let said: Vec<&str> =
        said.lines().map(|line| line.trim_start_matches("> ").trim_end()).collect();
    for line in shown.iter().filter(|line| !line.starts_with("> ")) {
        assert!(said.contains(&line.trim_end()), "{line}");
    }
}

#[test]
fn the_smallest_integration_shows_status_reasons_and_actions() {
    let source = fs::read_to_string(root().join("examples/c/banner.c")).expect("banner.c is there");
    assert!(source.lines().count() <= 60);
    let shown = said(c_example("banner"));
    assert!(shown.contains("(3) [SIMULATEUR] DMP actif"), "{shown}");
    assert!(
        shown.contains("  - [SIMULATEUR] Ce professionnel n'est pas encore autorisé"),
        "{shown}"
    );
    assert!(shown.contains("  2. [SIMULATEUR] Recueillir l'accord du patient."), "{shown}");
}

/// Each answer of a dialogue: what stands between two prompts.
fn answers(said: &str) -> Vec<&str> {
    said.split("> ").skip(1).collect()
}

#[test]
fn search_holds_the_same_dialogue_in_c() {
    let lines = [
        "facettes",
        "cherche imagerie",
        "facettes",
        "affine thorax",
        "  lis  2  ",
        "lis 1",
        "lis 99",
        "lis x",
        "lis",
        "affine \"\\",
        "zut",
        "",
        "cherche synthèse",
        "vue",
        "cherche",
        "fin",
        "cherche après la fin",
    ];
    let rust = dialogue(rust_example("search"), &lines);
    let c = dialogue(c_example("search"), &lines);
    for (line, same) in rust.lines().zip(c.lines()) {
        assert_eq!(line, same);
    }
    assert!(rust == c, "one says more than the other");
    let answers = answers(&rust);
    assert_eq!(answers.len(), lines.len() - 1, "nothing is asked after the end:\n{rust}");
    let says = |number: usize, words: &str| {
        assert!(answers[number].contains(words), "{}: {words}\n{}", lines[number], answers[number]);
    };
    says(0, "Chercher d'abord.\n");
    says(1, "[SIMULATEUR] mots : « imagerie » : filtré par le logiciel\n");
    says(1, "[SIMULATEUR] D'autres documents peuvent exister");
    says(1, " documents\n  1. ");
    says(2, "type\t18748-4\tCR d'imagerie médicale\t");
    says(2, "\nyear\t20");
    says(3, "mots : « thorax »");
    says(3, "horax");
    says(5, "[SIMULATEUR] DMP / Mon espace santé\n");
    says(5, "Date : ");
    says(6, "Pas de ligne 99.\n");
    says(7, "Pas de ligne x.\n");
    says(8, "Pas de ligne .\n");
    says(9, "« \"\\ » : non appliqué");
    says(10, "Commande inconnue.\n");
    says(11, "Commande inconnue.\n");
    says(13, "[SIMULATEUR] DMP / Mon espace santé\n");
    says(13, "Synthèse médicale");
    assert_ne!(answers[1], answers[3], "a refinement narrows");
    let count = |number: usize| -> usize {
        let line = answers[number].lines().find_map(|line| line.strip_suffix(" documents"));
        line.and_then(|count| count.parse().ok()).expect("a list says how many")
    };
    assert!(count(3) < count(1) && count(1) < count(14) && count(14) > 400);
}

#[test]
fn the_dialogue_in_c_is_short() {
    let source = fs::read_to_string(root().join("examples/c/search.c")).expect("it is there");
    assert!(source.lines().count() <= 230);
}
