//! The header is the contract with C: it is what src/ffi generates, it compiles everywhere, it
//! says what the library exports, and its numbers are those of Rust.

mod support;

use std::fs;

use dmpkit::client::ErrorCode;
use support::header::{self, Function};

#[test]
fn is_what_src_ffi_generates() {
    let generated = fs::read(env!("DMPKIT_GENERATED_HEADER")).expect("build.rs wrote it");
    let committed = fs::read(support::root().join("include/dmpkit.h")).expect("it is committed");
    assert!(
        generated == committed,
        "include/dmpkit.h is not what src/ffi generates: run `DMPKIT_UPDATE_HEADER=1 cargo build`"
    );
}

#[test]
fn declares_what_symbols_txt_lists() {
    let mut declared: Vec<String> = header::functions().into_iter().map(|f| f.name).collect();
    declared.sort();
    assert_eq!(declared, listed_symbols());
}

fn listed_symbols() -> Vec<String> {
    let text = fs::read_to_string(support::root().join("tests/abi/symbols.txt"));
    let listed: Vec<String> = text.expect("it is there").lines().map(str::to_string).collect();
    assert!(listed.windows(2).all(|pair| pair[0] < pair[1]), "symbols.txt is sorted, once each");
    listed
}

#[test]
fn every_function_is_documented() {
    let problems: Vec<String> = header::functions()
        .iter()
        .flat_map(|function| {
            let problems = missing_lines(function).into_iter().chain(wrong_parameters(function));
            problems.map(|problem| format!("{}: {problem}", function.name))
        })
        .collect();
    assert!(problems.is_empty(), "{problems:#?}");
}

fn comment_lines(function: &Function) -> Vec<&str> {
    let lines = function.comment.lines().map(|line| line.trim().trim_start_matches("* "));
    lines.filter(|line| !line.is_empty()).collect()
}

/// What it does, the four fixed lines, and what it answers.
fn missing_lines(function: &Function) -> Vec<String> {
    let lines = comment_lines(function);
    let answers = (function.answer != "void").then_some("@return ");
    let mut missing: Vec<String> = ["Ownership: ", "Nullability: ", "Thread: ", "Since: "]
        .into_iter()
        .chain(answers)
        .filter(|start| !lines.iter().any(|line| line.starts_with(start)))
        .map(|start| format!("no {start}"))
        .collect();
    if lines.first().is_none_or(|first| first.starts_with('@')) {
        missing.push("does not say what it does".into());
    }
    missing
}

/// Its parameters are described, each once and in order, and no others are.
fn wrong_parameters(function: &Function) -> Option<String> {
    let described: Vec<String> = comment_lines(function)
        .into_iter()
        .filter_map(|line| line.strip_prefix("@param[out] ").or(line.strip_prefix("@param ")))
        .filter_map(|rest| rest.split_once("  ").map(|(name, _)| name.to_string()))
        .collect();
    let parameters = &function.parameters;
    (described != *parameters).then(|| format!("has {parameters:?}, describes {described:?}"))
}

/// Types whose size or convention depends on the compiler, and what few languages can call.
#[test]
fn uses_only_types_every_language_has() {
    let code = header::code();
    let (_, declarations) = code.split_once("extern \"C\" {").expect("C++ is told");
    let (declarations, _) = declarations.rsplit_once("#ifdef __cplusplus").expect("and at the end");
    const REFUSED: [&str; 12] = [
        "enum", "bool", "_Bool", "long", "short", "int", "unsigned", "signed", "float", "union",
        "va_list", "wchar_t",
    ];
    let found: Vec<&str> = header::words(declarations).filter(|w| REFUSED.contains(w)).collect();
    assert!(found.is_empty(), "{found:?}");
    assert!(!declarations.contains("..."), "varargs");
    assert!(!declarations.contains(':'), "a bit-field");
}

/// The constants that start with a prefix, as the header has them.
fn constants_of(prefix: &str) -> Vec<(String, i32)> {
    let constants = header::constants().into_iter();
    constants.filter(|(name, _)| name.starts_with(prefix)).collect()
}

#[test]
fn error_codes_are_those_of_rust() {
    let code = |code: &ErrorCode| (format!("E_{}", code.name()), code.number());
    let of_rust: Vec<(String, i32)> = ErrorCode::ALL.iter().map(code).collect();
    assert_eq!(constants_of("E_"), of_rust);
}

/// `NotAsked` as `NOT_ASKED`.
fn screaming(variant: &str) -> String {
    let mut name = String::new();
    for character in variant.chars() {
        if character.is_ascii_uppercase() && !name.is_empty() {
            name.push('_');
        }
        name.push(character.to_ascii_uppercase());
    }
    name
}

/// Compares a group of constants with an enum. The match has no default: a new variant that is
/// not listed here does not compile.
macro_rules! assert_group {
    ($prefix:literal, $enum:path: $($variant:ident)+) => {{
        use $enum as Enum;
        let _: fn(Enum) = |value| match value { $(Enum::$variant => ()),+ };
        let of_rust =
            [$((concat!($prefix, "_").to_string() + &screaming(stringify!($variant)),
                Enum::$variant as i32)),+];
        assert_eq!(constants_of(concat!($prefix, "_")), of_rust);
    }};
}

#[test]
fn domain_constants_are_those_of_rust() {
    assert_group!("CATEGORY", dmpkit::client::Category:
        Misuse Call Input Configuration Connection Answer Server Internal Rule);
    assert_group!("RETRY", dmpkit::client::Retry: Never Later AfterCorrection);
    assert_group!("EXISTENCE", dmpkit::client::Existence: Active Closed Absent Unknown NotAsked);
    assert_group!("AUTHORISATION", dmpkit::client::Authorisation:
        Valide NonExiste Expire Interdit Unknown NotGiven);
    assert_group!("ACCESS", dmpkit::client::Access: Allowed AfterSteps Refused);
    assert_group!("SEVERITY", dmpkit::client::Severity: Ok Information Attention Stop);
    assert_group!("EFFECT", dmpkit::rules::access::Effect: Blocks Requires Grants Notes);
    assert_group!("FIELD", dmpkit::client::Field:
        Status Existence Authorisation Access ClosedOn ClosingReason AuthorisationCode AnsweredAt);
    assert_group!("PHASE", dmpkit::client::Phase: Preparing Sending Waiting Receiving Reading);
    assert_group!("LOG", dmpkit::client::LogLevel: Error Warning Information Debug);
}

#[test]
fn constants_of_results_and_documents_are_those_of_rust() {
    assert_group!("TEXT", dmpkit::client::TextColumn:
        Title Comments Type TypeNational TypeCode TypeScheme Class ClassNational ClassCode Author
        AuthorId Speciality Structure StructureId PracticeSetting Facility Format FormatCode
        MimeType Language ActDate DepositDate UniqueId LogicalId Version Submission Labels Origin
        References Doubts Warnings);
    assert_group!("DATE", dmpkit::client::DateColumn: Act Deposit Creation ServiceStop Size);
    assert_group!("CODE", dmpkit::client::CodeColumn:
        Status Masked InvisibleToPatient InvisibleToRepresentatives FromPatient NewSinceLastVisit
        Readable ActPrecision);
    assert_group!("DOCUMENT", dmpkit::client::DocumentStatus:
        Approved Deprecated Archived Deleted Unknown);
    assert_group!("FORM", dmpkit::client::Form: Json Text Html Page);
    assert_group!("GROUP", dmpkit::client::GroupBy:
        Type Class Year Month Period Author Structure SubmissionSet Episode VersionChain);
    assert_group!("KIND", dmpkit::client::DocumentKind:
        Cda Pdf Jpeg Png Gif Tiff Rtf Text Other);
    assert_group!("PRECISION", dmpkit::client::DatePrecision:
        Year Month Day Hour Minute Second Millisecond);
}

/// A column is asked for by number alone: no two share one.
#[test]
fn columns_have_numbers_of_their_own() {
    let columns = ["TEXT_", "DATE_", "CODE_"].into_iter().flat_map(constants_of);
    let mut numbers: Vec<i32> = columns.map(|(_, number)| number).collect();
    let all = numbers.len();
    numbers.sort_unstable();
    numbers.dedup();
    assert_eq!(numbers.len(), all);
}

/// Each constant is of a group that the tests above compare, or one of the two that stand alone.
#[test]
fn every_constant_is_compared() {
    const GROUPS: [&str; 19] = [
        "E_",
        "CATEGORY_",
        "RETRY_",
        "EXISTENCE_",
        "AUTHORISATION_",
        "ACCESS_",
        "SEVERITY_",
        "EFFECT_",
        "FIELD_",
        "PHASE_",
        "LOG_",
        "TEXT_",
        "DATE_",
        "CODE_",
        "DOCUMENT_",
        "FORM_",
        "GROUP_",
        "KIND_",
        "PRECISION_",
    ];
    let alone: Vec<(String, i32)> = header::constants()
        .into_iter()
        .filter(|(name, _)| !GROUPS.iter().any(|group| name.starts_with(group)))
        .collect();
    assert_eq!(alone, [("OK".to_string(), 0), ("HOST_DEFAULT".to_string(), 1)]);
    assert_eq!(dmpkit::ffi::DMPKIT_HOST_DEFAULT, 1);
}

#[cfg(target_os = "linux")]
mod compiled {
    use std::mem::{offset_of, size_of};
    use std::path::{Path, PathBuf};
    use std::process::Command;

    use dmpkit::ffi::{dmpkit_clock, dmpkit_log, dmpkit_progress, dmpkit_view};

    use super::*;
    use crate::support::{c_compiler, cxx_compiler, link_shared, run, scratch, shared_library};

    const STRICT: [&str; 4] = ["-Wall", "-Wextra", "-pedantic", "-Werror"];

    fn write(file: &str, text: &str) -> PathBuf {
        let path = scratch().join(file);
        fs::write(&path, text).expect("the scratch folder is writable");
        path
    }

    /// One unit that includes the header twice, and one that takes every function.
    fn units(extension: &str) -> [PathBuf; 2] {
        let include = "#include \"dmpkit.h\"\n";
        let first = "int first(void);\nint first(void) { return DMPKIT_OK; }\n";
        let taken: Vec<String> =
            header::functions().iter().map(|f| format!("  (any){}", f.name)).collect();
        let second = format!(
            "typedef void (*any)(void);\nstatic const any ALL[] = {{\n{}\n}};\n\
             int first(void);\nint main(void) {{ return first() + (ALL[0] == NULL); }}\n",
            taken.join(",\n")
        );
        [
            write(&format!("first.{extension}"), &(include.repeat(2) + first)),
            write(&format!("second.{extension}"), &(include.to_string() + &second)),
        ]
    }

    fn compile_alone(compiler: fn() -> Command, extension: &str, standards: &[&str]) {
        let units = units(extension);
        for standard in standards {
            let program = scratch().join(format!("alone-{standard}"));
            let mut command = compiler();
            command.args(STRICT).arg(format!("-std={standard}")).args(&units);
            run(link_shared(command.arg("-o").arg(&program)));
            run(&mut Command::new(program));
        }
    }

    #[test]
    fn compiles_alone_as_c() {
        compile_alone(c_compiler, "c", &["c89", "c99", "c11"]);
    }

    #[test]
    fn compiles_alone_as_cxx() {
        compile_alone(cxx_compiler, "cpp", &["c++98", "c++17"]);
    }

    fn exported() -> Vec<String> {
        let tool = std::env::var("NM").unwrap_or_else(|_| "nm".into());
        let list = run(Command::new(tool).args(["-D", "--defined-only"]).arg(shared_library()));
        let name = |line: &str| {
            let name = line.split_whitespace().last()?;
            Some(name.split('@').next()?.to_string())
        };
        let mut names: Vec<String> = list.lines().filter_map(name).collect();
        names.sort();
        names
    }

    #[test]
    fn declares_what_the_library_exports() {
        // What some linkers add to every shared library.
        const ADDED: [&str; 5] = ["_init", "_fini", "_edata", "_end", "__bss_start"];
        let ours = |name: &String| !ADDED.contains(&name.as_str());
        let exported: Vec<String> = exported().into_iter().filter(ours).collect();
        assert_eq!(exported, listed_symbols());
    }

    #[test]
    fn library_has_its_soname_and_cannot_be_unloaded() {
        let tool = std::env::var("READELF").unwrap_or_else(|_| "readelf".into());
        // -W: lines are not cut.
        let dynamic = run(Command::new(tool).arg("-dW").arg(shared_library()));
        let line = |tag: &str| {
            let found = dynamic.lines().find(|line| line.contains(tag));
            found.unwrap_or_else(|| panic!("no {tag} in\n{dynamic}"))
        };
        let soname = format!("[libdmpkit.so.{}]", dmpkit::ffi::dmpkit_abi());
        assert!(line("(SONAME)").ends_with(&soname), "{}", line("(SONAME)"));
        assert!(line("(FLAGS_1)").contains("NODELETE"), "{}", line("(FLAGS_1)"));
    }

    macro_rules! layout_of {
        ($($type:ident: $($field:ident)+;)+) => {
            vec![$(
                format!("sizeof {} {}", stringify!($type), size_of::<$type>()),
                $(format!(
                    "offsetof {}.{} {}",
                    stringify!($type), stringify!($field), offset_of!($type, $field)
                ),)+
            )+]
        };
    }

    /// On the architecture of the test: `tests/abi/run_32bit.sh` runs it in 32 bit.
    #[test]
    fn layouts_and_versions_are_those_of_rust() {
        let source: &Path = &support::root().join("tests/abi/layout.c");
        let program = scratch().join("layout");
        let mut command = c_compiler();
        command.arg("-std=c89").args(STRICT).arg(source).arg("-o").arg(&program);
        run(link_shared(&mut command));
        let mut of_rust = layout_of! {
            dmpkit_view: ptr len;
            dmpkit_progress: struct_size reserved user_data progress destroy;
            dmpkit_clock: struct_size reserved user_data now destroy;
            dmpkit_log: struct_size level user_data write destroy;
        };
        let abi = dmpkit::ffi::dmpkit_abi();
        let number = dmpkit::ffi::dmpkit_version_number();
        let text = env!("CARGO_PKG_VERSION");
        of_rust.push(format!("abi {abi} {abi}"));
        of_rust.push(format!("version {number} {number}"));
        of_rust.push(format!("version {text} {text}"));
        let printed = run(&mut Command::new(program));
        assert_eq!(printed.lines().collect::<Vec<_>>(), of_rust);
    }

    /// A struct that the layout forgets would change unseen.
    #[test]
    fn every_struct_has_its_layout_compared() {
        let layout = fs::read_to_string(support::root().join("tests/abi/layout.c"));
        let layout = layout.expect("it is there");
        let code = header::code();
        for body in code.split("typedef struct {").skip(1) {
            let (fields, rest) = body.split_once('}').expect("a struct ends");
            let name = rest.split(';').next().expect("it is named").trim();
            assert!(layout.contains(&format!("SIZE({name});")), "{name}");
            let compared = layout.matches(&format!("OFFSET({name}, ")).count();
            assert_eq!(compared, fields.matches(';').count(), "fields of {name}");
        }
    }
}
