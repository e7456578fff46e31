//! The boundary, seen from C: each program of tests/c is compiled without a warning, linked to
//! the library and run. `tests/c/run_valgrind.sh` and `tests/c/run_sanitizer.sh` run the same.

#![cfg(target_os = "linux")]

mod support;

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use support::{c_compiler, link_shared, link_static, root, run, scratch};

/// Shared by the programs.
const HELPERS: [&str; 3] = ["check.c", "probes.c", "sandbox.c"];

fn source(file: &str) -> PathBuf {
    root().join("tests/c").join(file)
}

/// What the first line of a program says of its compilation; `None` for a helper.
fn flags(file: &str) -> Option<Vec<String>> {
    let text = fs::read_to_string(source(file)).expect("the program is there");
    let first = text.lines().next()?.strip_prefix("/* flags: ")?.strip_suffix(" */")?;
    Some(first.split_whitespace().map(str::to_string).collect())
}

fn compiler_of(program: &str, output: &PathBuf) -> Command {
    let mut command = c_compiler();
    command.args(["-g", "-Wall", "-Wextra", "-pedantic", "-Werror", "-o"]).arg(output);
    command.arg(source(&format!("{program}.c"))).args(HELPERS.map(source));
    command
}

fn compile_and_run(program: &str, link: fn(&mut Command) -> &mut Command, suffix: &str) {
    let output = scratch().join(format!("{program}{suffix}"));
    let mut compile = compiler_of(program, &output);
    let flags = flags(&format!("{program}.c")).expect("its first line gives the flags");
    run(link(&mut compile).args(flags));
    // A panic that is asked for prints its backtrace: noise in a report of failures.
    let said = run(Command::new(&output).env("RUST_BACKTRACE", "0"));
    println!("{said}");
}

macro_rules! programs {
    ($($program:ident),+ $(,)?) => {
        const PROGRAMS: &[&str] = &[$(stringify!($program)),+];

        $(
            #[test]
            fn $program() {
                compile_and_run(stringify!($program), link_shared, "");
            }
        )+
    };
}

programs! {
    callbacks,
    consulting,
    destroy,
    documents,
    exit,
    faults,
    fpe,
    free_order,
    misuse_arguments,
    misuse_documents,
    misuse_tables,
    open_chart,
    progress,
    results,
    search,
    threads,
}

#[test]
fn open_chart_linked_statically() {
    compile_and_run("open_chart", link_static, "_static");
}

/// A file with flags that nobody runs would be a test that never fails.
#[test]
fn every_program_is_run() {
    let mut found: Vec<String> = fs::read_dir(source(""))
        .expect("tests/c is there")
        .map(|entry| entry.expect("it can be read").file_name().to_string_lossy().into_owned())
        .filter(|file| file.ends_with(".c") && flags(file).is_some())
        .map(|file| file.trim_end_matches(".c").to_string())
        .collect();
    found.sort();
    assert_eq!(found, PROGRAMS);
}

/// NULL, freed and wrong handles are tried on every function there is.
#[test]
fn every_function_is_misused() {
    let symbols = fs::read_to_string(root().join("tests/abi/symbols.txt")).expect("it is there");
    let read = |file| fs::read_to_string(source(file)).expect("it is there");
    let tried = read("probes.c") + &read("misuse_arguments.c");
    let names = |text: &str| -> Vec<String> {
        let word = |c: char| !(c.is_ascii_alphanumeric() || c == '_');
        text.split(word).map(str::to_string).collect()
    };
    let tried = names(&tried);
    let missing: Vec<&str> =
        symbols.lines().filter(|symbol| !tried.iter().any(|name| name == symbol)).collect();
    assert!(missing.is_empty(), "not in probes.c nor misuse_arguments.c: {missing:?}");
}
