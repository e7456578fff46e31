//! The journal among processes that die, disks that fill up and files that cannot be written.
//! This program plays both parts: it starts itself again, with a role.
//!
//! `DMPKIT_KILLS` says how many writers are killed: 1,000 in tests/all, 200 otherwise.

#[path = "support/journal.rs"]
mod support;

use std::collections::BTreeMap;
use std::env;
use std::fs;
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use dmpkit::journal::{Fact, Head, JournalError, SqliteStore, StoreError, Verification};
use serde_json::json;
use support::*;

const ROLE: &str = "DMPKIT_JOURNAL_ROLE";
const FILE: &str = "DMPKIT_JOURNAL_FILE";
const NAME: &str = "DMPKIT_JOURNAL_NAME";

fn main() {
    let file = env::var_os(FILE).unwrap_or_default();
    match env::var(ROLE).as_deref() {
        Ok("write") => write_for_ever(Path::new(&file), &env::var(NAME).unwrap()),
        Ok("fill") => fill(Path::new(&file)),
        Ok("open") => println!("{:?}", SqliteStore::open(Path::new(&file), Duration::ZERO).err()),
        _ => {
            killed_writers();
            #[cfg(unix)]
            {
                full_disk();
                files_that_cannot_grow();
                files_that_cannot_be_written();
            }
        }
    }
}

fn role(role: &str, file: &Path) -> Command {
    let mut command = Command::new(env::current_exe().unwrap());
    command.env(ROLE, role).env(FILE, file).stdout(Stdio::piped());
    command
}

fn read(document: &str) -> dmpkit::journal::Entry {
    entry("P-1", json!({"read": {"document": document}}))
}

/// Tells each position once it is acknowledged.
fn write_for_ever(file: &Path, name: &str) {
    let journal = open(file);
    let mut out = std::io::stdout();
    for number in 0.. {
        let document = format!("{name}.{number}");
        // Now and then several at once: all of them or none.
        let entries = vec![read(&document); 1 + number % 3];
        let positions = journal.record(&entries).unwrap();
        writeln!(out, "{} {document}", positions[0]).unwrap();
        out.flush().unwrap();
    }
}

/// Numbers that look random and are the same in every run.
struct Chance(u64);

impl Chance {
    fn below(&mut self, most: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        (self.0 >> 33) % most
    }
}

fn writer(file: &Path, name: &str) -> (Child, BufReader<std::process::ChildStdout>) {
    let mut child = role("write", file).env(NAME, name).spawn().unwrap();
    let told = BufReader::new(child.stdout.take().unwrap());
    (child, told)
}

/// A whole line is an acknowledgement; half of one is not.
fn acknowledged(line: &str, into: &mut BTreeMap<u64, String>) {
    if let Some((position, document)) = line.strip_suffix('\n').and_then(|l| l.split_once(' ')) {
        into.insert(position.parse().unwrap(), document.to_string());
    }
}

fn killed_writers() {
    let kills: u64 = env::var("DMPKIT_KILLS").map_or(200, |number| number.parse().unwrap());
    let mut chance = Chance(2026);
    let mut done = 0;
    let mut entries = 0;
    let mut generation = 0;
    while done < kills {
        // A file of its own now and then: some are killed while they make it.
        generation += 1;
        let folder = Folder::new(&format!("kill-{generation}"));
        let file = folder.file();
        let mut told = BTreeMap::new();
        let mut head: Option<Head> = None;
        for round in 0..20.min(kills - done) {
            let two = round % 4 == 3;
            let name = format!("{done}a");
            let (mut one, mut lines) = writer(&file, &name);
            let mut other = two.then(|| writer(&file, &format!("{done}b")));
            for _ in 0..chance.below(4) {
                let mut line = String::new();
                lines.read_line(&mut line).unwrap();
                assert!(line.ends_with('\n'), "the writer died by itself: {line:?}");
                acknowledged(&line, &mut told);
            }
            std::thread::sleep(Duration::from_micros(chance.below(3000)));
            one.kill().unwrap();
            one.wait().unwrap();
            if let Some((child, _)) = &mut other {
                child.kill().unwrap();
                child.wait().unwrap();
            }
            for mut lines in other.map(|(_, lines)| lines).into_iter().chain([lines]) {
                let mut line = String::new();
                while lines.read_line(&mut line).unwrap() > 0 {
                    acknowledged(&line, &mut told);
                    line.clear();
                }
            }
            done += 1 + u64::from(two);
            // The next writer opens what the last one left; all of it is examined now and then.
            if round % 5 == 4 {
                head = Some(examine(&file, &told, head.as_ref()));
            }
        }
        examine(&file, &told, head.as_ref());
        entries += told.len();
    }
    println!("{done} writers killed, {entries} acknowledged writes kept");
}

/// Everything acknowledged is there, in its place, and nothing is half there.
fn examine(file: &Path, told: &BTreeMap<u64, String>, before: Option<&Head>) -> Head {
    let journal = open(file);
    let verified = journal.verify(before).unwrap();
    let Verification::Sound { head, .. } = verified else { panic!("{verified:?}") };
    let mut kept: BTreeMap<u64, String> = BTreeMap::new();
    let mut times: BTreeMap<String, usize> = BTreeMap::new();
    for recorded in journal.history(&patient("P-1")).unwrap() {
        let Fact::Read(read) = recorded.entry.fact else { panic!("another fact") };
        let document = read.document.as_str().to_string();
        *times.entry(document.clone()).or_default() += 1;
        kept.insert(recorded.position, document);
    }
    for (position, document) in told {
        assert_eq!(kept.get(position), Some(document), "at {position}");
    }
    for (document, times) in times {
        let number: usize = document.rsplit('.').next().unwrap().parse().unwrap();
        assert_eq!(times, 1 + number % 3, "{document}: all that was written together");
    }
    head
}

/// Writes until it fails; then what was acknowledged is there, and room made lets it go on.
fn fill(file: &Path) {
    let ballast = file.with_extension("ballast");
    let _ = fs::write(&ballast, vec![0; 64 << 10]);
    let journal = open(file);
    let mut count = 0;
    let error = loop {
        match journal.record(&vec![read("1.2.3"); 10]) {
            Ok(_) => count += 10,
            Err(error) => break error,
        }
        assert!(count < 100_000, "the disk has no end");
    };
    println!("{error:?}");
    let again = journal.record(&[read("1.2.3")]).err();
    assert!(again.is_none() || again == Some(error), "{again:?}");
    count += usize::from(again.is_none());
    drop(journal);
    fs::remove_file(ballast).unwrap();
    let journal = open(file);
    assert_eq!(journal.history(&patient("P-1")).unwrap().len(), count);
    assert!(matches!(journal.verify(None).unwrap(), Verification::Sound { .. }));
    println!("{:?}", journal.record(&[read("1.2.4")]).err());
}

#[cfg(unix)]
fn told_by(mut command: Command) -> Option<String> {
    let output = command.stderr(Stdio::inherit()).output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    output.status.success().then_some(text)
}

/// `program` run by sh after these words, which see the folder as `$1`.
#[cfg(unix)]
fn by_shell(words: &str, folder: &Path) -> Command {
    let mut command = role("fill", &folder.join("journal.db"));
    let program = command.get_program().to_os_string();
    let mut shell = Command::new("sh");
    shell.args(["-c", &format!("{words} && exec \"$2\""), "sh"]).arg(folder).arg(program);
    for (name, value) in command.stdin(Stdio::null()).get_envs() {
        shell.env(name, value.unwrap_or_default());
    }
    shell
}

/// A real disk of half a megabyte, in a mount namespace of its own.
#[cfg(unix)]
fn full_disk() {
    let works = Command::new("unshare").args(["-Urm", "true"]).status();
    if !works.is_ok_and(|status| status.success()) {
        assert!(env::var_os("CI").is_none(), "unshare -Urm must work where CI runs");
        println!("full disk: not tried, for unshare -Urm does not work here");
        return;
    }
    let folder = Folder::new("full");
    let inner = by_shell("mount -t tmpfs -o size=512k none \"$1\"", folder.path());
    let mut outer = Command::new("unshare");
    outer.arg("-Urm").arg(inner.get_program()).args(inner.get_args());
    for (name, value) in inner.get_envs() {
        outer.env(name, value.unwrap_or_default());
    }
    let told = told_by(outer).expect("the journal survives a full disk");
    assert_eq!(told, format!("{:?}\nNone\n", JournalError::Store(StoreError::Full)));
    println!("full disk: told of, nothing lost");
}

/// The system refuses to let the file grow (EFBIG).
#[cfg(unix)]
fn files_that_cannot_grow() {
    let folder = Folder::new("limited");
    let limited = by_shell("trap '' XFSZ && ulimit -f 600", folder.path());
    let told = told_by(limited).expect("the journal survives a file that cannot grow");
    assert!(told.starts_with("Store(Io { code: ") || told.starts_with("Store(Full)"), "{told}");
    println!("file that cannot grow: told of, nothing lost");
}

/// As somebody who is not the owner, where this is run by one who may do everything.
#[cfg(unix)]
fn files_that_cannot_be_written() {
    use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
    use std::os::unix::process::CommandExt as _;
    const NOBODY: u32 = 65_534;
    let folder = Folder::new("read-only");
    let file = folder.file();
    open(&file).record(&[read("1.2.3")]).unwrap();
    let rights = |path: &Path, mode| {
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    };
    let owner = fs::metadata(&file).unwrap().uid();
    let refusal = |file: &Path| {
        let mut command = role("open", file);
        if owner == 0 {
            command.uid(NOBODY);
        }
        told_by(command).unwrap()
    };
    rights(&file, 0o444);
    assert_eq!(refusal(&file), "Some(ReadOnly)\n", "a file that is read-only");
    rights(folder.path(), 0o555);
    assert_eq!(refusal(&file), "Some(ReadOnly)\n", "in a folder that is, too");
    let fresh = folder.path().join("other.db");
    assert_eq!(refusal(&fresh), "Some(ReadOnly)\n", "a folder in which no file can be made");
    rights(&file, 0o000);
    assert_eq!(refusal(&file), "Some(CannotOpen)\n", "a file of somebody else");
    rights(folder.path(), 0o755);
    rights(&file, 0o600);
    assert_eq!(open(&file).history(&patient("P-1")).unwrap().len(), 1, "nothing lost");
    println!("read-only files and folders: told of");
}
