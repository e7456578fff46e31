//! The sample documents nobody of ours wrote (`DMPKIT_SAMPLES`, folder `cda`): each is read whole.
//! Where DMPKIT_DUMP names a folder, their HTML, text and numeric results are written to its folder
//! `cda`, for judges that are not ours (`tests/all documents`).

use std::path::{Path, PathBuf};
use std::{env, fs};

use dmpkit::reading::{Format, Observation, Options, Reading};
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
            let numbers = reading.observations().iter().filter_map(|result| {
                let unit = result.value.unit.as_deref().unwrap_or("1");
                Some(format!("{}\t{unit}\n", result.value.number?))
            });
            fs::write(folder.join(format!("{name}.tsv")), numbers.collect::<String>()).unwrap();
        }
    }
}

/// The results of one sample.
fn results(name: &str) -> Option<Vec<Observation>> {
    let (_, path) = samples()?.into_iter().find(|(sample, _)| sample.starts_with(name))?;
    Some(read(&path).observations().to_vec())
}

#[test]
fn laboratory_reports_give_results() {
    let Some(tsh) = results("BIO-CR-BIO_2024.01_TSH_1") else { return };
    let said: Vec<(&str, &str, Option<f64>, &str)> = tsh
        .iter()
        .map(|o| (&*o.name, &*o.value.text, o.value.number, &*o.ranges[0].text))
        .collect();
    let expected = [
        ("Thyréostimuline (TSH)", "1,950 mUI/L", Some(1.95), "0,270 à 4,200 mUI/L"),
        ("Thyroxine libre (FT4)", "7,67 pg/mL", Some(7.67), "9,30 à 17,00 pg/mL"),
    ];
    assert_eq!(said, expected);
    // There the name refers to the text of the value.
    let glucose = results("BIO-CR-BIO_2024.01_Glycémie").unwrap_or_default();
    assert!(glucose[0].name.starts_with("Glucose"), "{}", glucose[0].name);
    assert!(tsh[1].flag.as_ref().unwrap().is_abnormal());
    for (name, path) in samples().unwrap_or_default() {
        let reading = read(&path);
        let results = reading.observations();
        assert!(!name.starts_with("BIO-CR-BIO") || !results.is_empty(), "{name}");
        for result in results {
            assert!(!result.name.is_empty() && !result.value.text.is_empty(), "{name}");
        }
    }
}
