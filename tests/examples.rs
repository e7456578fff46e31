//! The examples run, and say the same in Rust and in C.

#![cfg(target_os = "linux")]

mod support;

use std::fs;
use std::process::Command;

use support::{c_compiler, link_shared, root, run, scratch};

fn c_example(name: &str) -> String {
    let output = scratch().join(name);
    let mut compile = c_compiler();
    compile.args(["-std=c89", "-Wall", "-Wextra", "-pedantic", "-Werror", "-o"]).arg(&output);
    compile.arg(root().join(format!("examples/c/{name}.c")));
    run(link_shared(&mut compile));
    run(&mut Command::new(&output))
}

/// Cargo builds the examples beside the tests.
fn rust_example(name: &str) -> String {
    let tests = std::env::current_exe().expect("a test has a path");
    let profile = tests.parent().and_then(|deps| deps.parent()).expect("deps has a parent");
    run(&mut Command::new(profile.join("examples").join(name)))
}

#[test]
fn open_chart_prints_the_same_table_in_c() {
    let rust = rust_example("open_chart");
    assert!(rust.lines().filter(|line| line.contains("→")).count() >= 24, "{rust}");
    assert_eq!(rust, c_example("open_chart"));
}

#[test]
fn the_readme_shows_rows_that_are_printed() {
    let readme = fs::read_to_string(root().join("README.md")).expect("README.md is there");
    let printed = rust_example("open_chart");
    let table = readme.split("```").find(|block| block.trim_start().starts_with("personne "));
    let table = table.expect("README shows the table").trim();
    for line in table.lines() {
        assert!(printed.lines().any(|row| row.trim_end() == line.trim_end()), "{line}");
    }
}

#[test]
fn the_smallest_integration_shows_status_reasons_and_actions() {
    let source = fs::read_to_string(root().join("examples/c/banner.c")).expect("banner.c is there");
    assert!(source.lines().count() <= 60);
    let shown = c_example("banner");
    assert!(shown.contains("(3) [SIMULATEUR] DMP actif"), "{shown}");
    assert!(
        shown.contains("  - [SIMULATEUR] Ce professionnel n'est pas encore autorisé"),
        "{shown}"
    );
    assert!(shown.contains("  2. [SIMULATEUR] Recueillir l'accord du patient."), "{shown}");
}
