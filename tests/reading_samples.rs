//! The sample documents nobody of ours wrote (`DMPKIT_SAMPLES`, folder `cda`): each is read whole.
//! Where DMPKIT_DUMP names a folder, their HTML and text are written to its folder `cda`, for
//! judges that are not ours (`tests/all documents`).

use std::path::{Path, PathBuf};
use std::{env, fs};

use dmpkit::reading::{Format, Options, Reading};
use dmpkit::record::TimeZone;

/// The sample documents, by name; None where the samples are absent, which CI does not allow.
fn samples() -> Option<Vec<(String, PathBuf)>> {
    let root =
        env::var_os("DMPKIT_SAMPLES").map_or_else(|| "../shared/samples".into(), PathBuf::from);
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(root).join("cda");
    let Ok(entries) = fs::read_dir(&folder) else {
        assert!(env::var("CI").as_deref() != Ok("true"), "{} is absent", folder.display());
        println!("not run: {} is absent", folder.display());
        return None;
    };
    let mut files: Vec<(String, PathBuf)> = entries
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "xml"))
        .map(|path| (path.file_stem().unwrap().to_string_lossy().into_owned(), path))
        .collect();
    files.sort();
    Some(files)
}

fn options() -> Options {
    Options::new(TimeZone::new("Europe/Paris").unwrap())
}

fn read(path: &Path) -> Reading {
    let bytes = fs::read(path).unwrap();
    Reading::of(&bytes, "text/xml", &options()).unwrap_or_else(|e| panic!("{path:?}: {e}"))
}

#[test]
fn each_sample_is_read_and_judged_elsewhere() {
    let Some(files) = samples() else { return };
    assert_eq!(files.len(), 44, "the samples changed");
    for (name, path) in files {
        let reading = read(&path);
        assert_eq!(reading.format(), Format::Cda, "{name}");
        assert!(reading.level().is_some(), "{name} has no body");
        let (html, text) = (reading.html(None), reading.text());
        assert!(!reading.sections().is_empty() && !text.is_empty(), "{name}");
        if let Some(folder) = env::var_os("DMPKIT_DUMP") {
            let folder = Path::new(&folder).join("cda");
            fs::create_dir_all(&folder).unwrap();
            fs::write(folder.join(format!("{name}.html")), html).unwrap();
            fs::write(folder.join(format!("{name}.txt")), text).unwrap();
        }
    }
}
