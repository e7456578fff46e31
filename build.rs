//! Generates the C header from `src/ffi` and sets the library's soname.
//!
//! The header goes to OUT_DIR, where a test compares it with the committed `include/dmpkit.h`;
//! `DMPKIT_UPDATE_HEADER=1 cargo build` writes the committed one too.

use std::path::{Path, PathBuf};
use std::{env, fs};

/// The number of the binary interface: 0 until 1.0.0.
const ABI: u32 = 0;

/// In the order of the header.
const NOUNS: [&str; 14] = [
    "codes",
    "view",
    "version",
    "error",
    "buffer",
    "call",
    "callbacks",
    "host",
    "client",
    "sandbox",
    "session",
    "chart",
    "results",
    "document",
];

fn main() {
    println!("cargo:rerun-if-changed=src/ffi");
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rerun-if-env-changed=DMPKIT_UPDATE_HEADER");
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").expect("cargo sets it"));
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets it"));
    let header = header(&root);
    fs::write(out.join("dmpkit.h"), &header).expect("OUT_DIR is writable");
    if env::var_os("DMPKIT_UPDATE_HEADER").is_some() {
        fs::write(root.join("include/dmpkit.h"), &header).expect("include is writable");
    }
    println!("cargo:rustc-env=DMPKIT_GENERATED_HEADER={}", out.join("dmpkit.h").display());
    println!("cargo:rustc-env=DMPKIT_ABI={ABI}");
    link_arguments();
}

/// On ELF: a soname that carries the ABI number, and no unloading.
fn link_arguments() {
    let target = env::var("CARGO_CFG_TARGET_OS").unwrap_or_default();
    if target == "linux" {
        println!("cargo:rustc-cdylib-link-arg=-Wl,-soname,libdmpkit.so.{ABI}");
        println!("cargo:rustc-cdylib-link-arg=-Wl,-z,nodelete");
    }
}

fn header(root: &Path) -> String {
    let config = cbindgen::Config {
        language: cbindgen::Language::C,
        style: cbindgen::Style::Type,
        usize_is_size_t: true,
        no_includes: true,
        documentation_style: cbindgen::DocumentationStyle::Doxy,
        documentation_length: cbindgen::DocumentationLength::Full,
        sort_by: cbindgen::SortKey::None,
        line_length: 100,
        function: cbindgen::FunctionConfig {
            prefix: Some("DMPKIT_API".into()),
            args: cbindgen::Layout::Vertical,
            sort_by: Some(cbindgen::SortKey::None),
            ..cbindgen::FunctionConfig::default()
        },
        ..cbindgen::Config::default()
    };
    let mut builder = cbindgen::Builder::new().with_config(config);
    for noun in NOUNS {
        builder = builder.with_src(root.join(format!("src/ffi/{noun}.rs")));
    }
    let mut generated = Vec::new();
    builder.generate().expect("src/ffi parses").write(&mut generated);
    let body = String::from_utf8(generated).expect("cbindgen writes UTF-8");
    format!("{}\n{}\n{}", prologue(), finish(&body), EPILOGUE)
}

/// What cbindgen cannot write: the calling convention, parentheses around negative numbers, one
/// argument a line, short comments on one line.
fn finish(body: &str) -> String {
    let mut out = String::new();
    let mut lines = body.lines().map(str::trim_end);
    while let Some(line) = lines.next() {
        let line = match line {
            "/**" => comment(&mut lines),
            "DMPKIT_API" => prototype(&mut lines),
            _ => match line.strip_prefix("#define ").and_then(|rest| rest.split_once(" -")) {
                Some((name, number)) => format!("#define {name} (-{number})"),
                None => line.replace("(*", "(DMPKIT_CALL *"),
            },
        };
        out.push_str(&line);
        out.push('\n');
    }
    out.trim().to_string()
}

fn comment<'l>(lines: &mut impl Iterator<Item = &'l str>) -> String {
    let inside: Vec<&str> = lines.take_while(|line| *line != " */").collect();
    match inside.as_slice() {
        [only] => format!("/**{} */", only.trim_start_matches(" *")),
        inside => format!("/**\n{}\n */", inside.join("\n")),
    }
}

/// `int32_t name(a,` … `b);` as `DMPKIT_API int32_t DMPKIT_CALL name(` and indented arguments.
fn prototype<'l>(lines: &mut impl Iterator<Item = &'l str>) -> String {
    let mut text = String::new();
    for line in lines.by_ref() {
        text.push_str(line.trim());
        if text.ends_with(");") {
            break;
        }
        text.push(' ');
    }
    let (head, arguments) = text.split_once('(').expect("a prototype has arguments");
    let name = head.rfind("dmpkit_").expect("a function has the prefix");
    let (returned, name) = head.split_at(name);
    let whole = format!("DMPKIT_API {returned}DMPKIT_CALL {name}({arguments}");
    if whole.len() <= 100 {
        return whole;
    }
    let arguments = arguments.replace(", ", ",\n    ");
    format!("DMPKIT_API {returned}DMPKIT_CALL {name}(\n    {arguments}")
}

fn prologue() -> String {
    let part = |name: &str| env::var(name).unwrap_or_else(|_| "0".into());
    let (major, minor, patch) = (
        part("CARGO_PKG_VERSION_MAJOR"),
        part("CARGO_PKG_VERSION_MINOR"),
        part("CARGO_PKG_VERSION_PATCH"),
    );
    PROLOGUE
        .replace("{major}", &major)
        .replace("{minor}", &minor)
        .replace("{patch}", &patch)
        .replace("{abi}", &ABI.to_string())
}

const PROLOGUE: &str = r#"/*
 * dmpkit: the French shared medical record (DMP, Mon espace sante) inside practice software.
 *
 * Generated from src/ffi by build.rs; do not edit. Apache-2.0.
 *
 * Errors: a call that can fail returns a status, 0 or a negative DMPKIT_E_ number, and takes a
 * nullable dmpkit_error ** last, set to NULL on success and to an error object on failure. Outputs
 * that are handles are set to NULL on failure. A domain outcome (a closed record, a consent to ask
 * for) is data, never an error. Accessors that return a number or a pointer give 0 or NULL for "no
 * answer"; those that fill a view return a status, and set the view to the empty text on failure.
 *
 * Text: UTF-8. In: pointer and length in bytes, SIZE_MAX for NUL-terminated. Out: a dmpkit_buffer
 * that the caller frees, or a dmpkit_view that lives as long as the handle it was asked of.
 * Documents are JSON and name their schema; the schemas stand in include/dmpkit/.
 *
 * Handles: freed once each by their _free function, in any order: children keep parents alive.
 * NULL is freed without effect. A wrong or freed handle is answered with DMPKIT_E_BAD_HANDLE where
 * it can be told, which is no guarantee.
 *
 * A chart answers its present state: where another thread may refresh it meanwhile, read
 * dmpkit_chart_sequence before and after, and read again if it changed.
 *
 * Threads: any function may be called from any thread. Client, session and chart may be shared;
 * acts on one chart exclude each other. Freeing a handle while another thread uses it is an error
 * of the program. No thread is started. No lock is held while a function of the host runs: it may
 * call the library again. Functions of the host must return normally: no exception, no longjmp.
 *
 * The library cannot be unloaded; a process may end with live handles. A defect of the library
 * (DMPKIT_E_PANIC) also writes to standard error where it happened, nothing of a patient.
 */
#ifndef DMPKIT_H
#define DMPKIT_H

#include <stddef.h>

#if defined(_MSC_VER) && _MSC_VER < 1600
typedef __int32 int32_t;
typedef unsigned __int32 uint32_t;
typedef __int64 int64_t;
typedef unsigned __int64 uint64_t;
#elif defined(__BORLANDC__) && __BORLANDC__ < 0x560
typedef int int32_t;
typedef unsigned int uint32_t;
typedef __int64 int64_t;
typedef unsigned __int64 uint64_t;
#else
#include <stdint.h>
#endif

#ifndef SIZE_MAX
#define SIZE_MAX ((size_t)-1)
#endif

#if defined(_WIN32)
#define DMPKIT_CALL __cdecl
#if defined(DMPKIT_STATIC)
#define DMPKIT_API
#else
#define DMPKIT_API __declspec(dllimport)
#endif
#else
#define DMPKIT_CALL
#if defined(__GNUC__) && __GNUC__ >= 4
#define DMPKIT_API __attribute__((visibility("default")))
#else
#define DMPKIT_API
#endif
#endif

#define DMPKIT_VERSION_MAJOR {major}
#define DMPKIT_VERSION_MINOR {minor}
#define DMPKIT_VERSION_PATCH {patch}
#define DMPKIT_VERSION_NUMBER \
  (DMPKIT_VERSION_MAJOR * 1000000 + DMPKIT_VERSION_MINOR * 1000 + DMPKIT_VERSION_PATCH)
#define DMPKIT_ABI {abi}

#ifdef __cplusplus
extern "C" {
#endif
"#;

const EPILOGUE: &str = r#"
#ifdef __cplusplus
}
#endif

#endif
"#;
