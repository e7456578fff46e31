//! What the tests that compile C and C++ share: the compilers, the library that was built, a
//! place to write, and commands that fail readably.

#![allow(dead_code, reason = "each test binary uses a part of it")]

pub mod header;

use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::OnceLock;
use std::{env, fs};

/// The folder of the package.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// `$CC`, or `cc`.
pub fn c_compiler() -> Command {
    compiler("CC", "cc")
}

/// `$CXX`, or `c++`.
pub fn cxx_compiler() -> Command {
    compiler("CXX", "c++")
}

/// Ready to compile against the header, for the machine this test itself was built for.
fn compiler(variable: &str, usual: &str) -> Command {
    let named = env::var(variable).unwrap_or_else(|_| usual.to_string());
    let mut words = named.split_whitespace();
    let mut command = Command::new(words.next().unwrap_or(usual));
    command.args(words).arg("-I").arg(root().join("include"));
    if cfg!(target_arch = "x86") {
        command.arg("-m32");
    }
    command
}

/// Runs a command that must succeed; answers what it printed.
pub fn run(command: &mut Command) -> String {
    let output = command.output();
    let output = output.unwrap_or_else(|error| panic!("{command:?} does not start: {error}"));
    assert!(output.status.success(), "{}", described(command, &output));
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn described(command: &Command, output: &Output) -> String {
    let text = |bytes| String::from_utf8_lossy(bytes).into_owned();
    let (out, err) = (text(&output.stdout), text(&output.stderr));
    format!("{command:?}\nended with {}\n{out}\n{err}", output.status)
}

/// A folder of this test binary to write to, made empty once.
pub fn scratch() -> &'static Path {
    static FOLDER: OnceLock<PathBuf> = OnceLock::new();
    FOLDER.get_or_init(|| {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(env!("CARGO_CRATE_NAME"));
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).expect("the target folder is writable");
        folder
    })
}

/// A built file of the library: cargo puts it next to the test binary.
pub fn built(file: &str) -> PathBuf {
    let binary = env::current_exe().expect("a test binary has a path");
    let path = binary.with_file_name(file);
    assert!(path.is_file(), "{} was not built", path.display());
    path
}

pub fn shared_library() -> PathBuf {
    built("libdmpkit.so")
}

pub fn static_library() -> PathBuf {
    built("libdmpkit.a")
}

/// A folder where the shared library stands under the name that programs look for (its soname)
/// and under the one that compilers look for.
#[cfg(unix)]
pub fn library_folder() -> &'static Path {
    static FOLDER: OnceLock<PathBuf> = OnceLock::new();
    FOLDER.get_or_init(|| {
        let folder = scratch().join("lib");
        fs::create_dir_all(&folder).expect("the target folder is writable");
        for name in ["libdmpkit.so", "libdmpkit.so.0"] {
            let link = std::os::unix::fs::symlink(shared_library(), folder.join(name));
            link.expect("the folder is new");
        }
        folder
    })
}

/// Adds what links a program to the shared library and lets it be found at run time; after the
/// sources, for linkers read from left to right.
#[cfg(unix)]
pub fn link_shared(command: &mut Command) -> &mut Command {
    let folder = library_folder().display().to_string();
    command.arg(format!("-L{folder}")).arg("-ldmpkit").arg(format!("-Wl,-rpath,{folder}"))
}

/// Adds what links a program to the static library; after the sources.
pub fn link_static(command: &mut Command) -> &mut Command {
    command.arg(static_library()).args(native_libraries())
}

/// The system's libraries that a Rust static library needs. The crate itself needs no others.
fn native_libraries() -> Vec<String> {
    let rustc = env::var("RUSTC").unwrap_or_else(|_| "rustc".into());
    let source = scratch().join("empty.rs");
    fs::write(&source, "").expect("the scratch folder is writable");
    let mut command = Command::new(rustc);
    command.args(["--crate-type", "staticlib", "--print", "native-static-libs", "-o"]);
    command.arg(scratch().join("libempty.a")).arg(source);
    let output = command.output().expect("rustc starts");
    let notes = String::from_utf8_lossy(&output.stderr).into_owned();
    let libraries = notes.split_once("native-static-libs: ").map(|(_, rest)| rest);
    let libraries = libraries.unwrap_or_else(|| panic!("{}", described(&command, &output)));
    libraries.lines().next().unwrap_or_default().split_whitespace().map(str::to_string).collect()
}
