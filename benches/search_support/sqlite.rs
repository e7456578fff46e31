//! The same documents in SQLite: tables with the indexes its planner likes best for these
//! queries, and FTS5 for the words.

use std::collections::HashMap;

use dmpkit::record::DocumentEntry;
use dmpkit::vocabulary::{ValueSet, Vocabulary};
use rusqlite::{params, Connection};

const SCHEMA: &str = "
    CREATE TABLE document (
        id INTEGER PRIMARY KEY, type TEXT NOT NULL, class TEXT NOT NULL, facility TEXT NOT NULL,
        setting TEXT NOT NULL, format TEXT NOT NULL, status TEXT NOT NULL,
        masked INTEGER NOT NULL, act INTEGER NOT NULL, year INTEGER NOT NULL,
        author TEXT NOT NULL, structure TEXT NOT NULL);
    CREATE VIRTUAL TABLE words USING fts5 (
        title, comments, labels, names, content = '', detail = none, columnsize = 0,
        tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3 4 5');";
const INDEXES: &str = "
    CREATE INDEX by_act ON document (act);
    CREATE INDEX by_class ON document (class, status, masked, act);
    CREATE INDEX by_type ON document (type, act);
    CREATE INDEX by_structure ON document (structure, act);
    CREATE INDEX by_author ON document (author, act);
    CREATE TEMP TABLE found (
        id INTEGER PRIMARY KEY, type TEXT, year INTEGER, author TEXT, structure TEXT);
    INSERT INTO words (words) VALUES ('optimize');
    ANALYZE;";
const CRITERIA: &str = "
    words MATCH ?1 AND class IN ('10', '31') AND act >= ?2 AND act < ?3 AND status = 'approved'
    AND masked = 0 AND setting IN ('AMBULATOIRE', 'ETABLISSEMENT')";

pub struct Sqlite {
    base: Connection,
    /// Seconds since 1970.
    pub from: i64,
    pub to: i64,
}

/// Rows in order, and how many values each facet has.
pub type Answer = (Vec<u32>, [usize; 4]);

impl Sqlite {
    pub fn new(entries: &[std::sync::Arc<DocumentEntry>], from: i64, to: i64) -> Sqlite {
        let base = Connection::open_in_memory().expect("SQLite");
        base.set_prepared_statement_cache_capacity(64);
        base.execute_batch(SCHEMA).expect("tables");
        base.execute_batch("BEGIN").expect("a transaction");
        {
            let mut put = base
                .prepare("INSERT INTO document VALUES (?,?,?,?,?,?,?,?,?,?,?,?)")
                .expect("a statement");
            let mut say = base
                .prepare(
                    "INSERT INTO words (rowid, title, comments, labels, names) VALUES (?,?,?,?,?)",
                )
                .expect("a statement");
            for (row, entry) in entries.iter().enumerate() {
                let code = |code: &Option<std::sync::Arc<dmpkit::record::XdsCode>>| {
                    code.as_ref().map(|code| code.code.to_string()).unwrap_or_default()
                };
                let author = &entry.authors[0];
                let (person, place) = (&author.persons[0], &author.institutions[0]);
                let start = entry.service_start.as_ref().expect("a date");
                let approved =
                    entry.status.as_ref().is_some_and(|s| s.code().ends_with("Approved"));
                put.execute(params![
                    row as i64,
                    code(&entry.type_code),
                    code(&entry.class_code),
                    code(&entry.facility_type),
                    code(&entry.practice_setting),
                    code(&entry.format_code),
                    if approved { "approved" } else { "other" },
                    entry.is_masked(),
                    start.unix_millis() / 1_000,
                    start.hl7_utc()[..4].parse::<i64>().expect("a year"),
                    person.id(),
                    place.id(),
                ])
                .expect("a row");
                let names =
                    format!("{} {} {}", person.family_name(), person.given_name(), place.name());
                let text =
                    |text: &Option<Box<str>>| text.as_deref().unwrap_or("").replace('œ', "oe");
                say.execute(params![
                    row as i64,
                    text(&entry.title),
                    text(&entry.comments),
                    labels(entry),
                    names.replace(['œ', 'Œ'], "oe"),
                ])
                .expect("a row");
            }
        }
        base.execute_batch("COMMIT").expect("a transaction");
        base.execute_batch(INDEXES).expect("indexes");
        Sqlite { base, from, to }
    }

    /// With the facets counted by SQL.
    pub fn by_sql(&self, words: &str) -> Answer {
        let run = |text: &str| self.base.prepare_cached(text).expect("a statement");
        run("DELETE FROM found").execute([]).expect("nothing");
        run(&format!(
            "INSERT INTO found SELECT id, type, year, author, structure
             FROM words JOIN document ON document.id = words.rowid WHERE {CRITERIA}"
        ))
        .execute(params![words, self.from, self.to])
        .expect("rows");
        let mut ordered =
            run("SELECT id FROM found JOIN document USING (id) ORDER BY act DESC, id");
        let rows = ordered.query_map([], |row| row.get(0)).expect("rows");
        let rows = rows.map(|row| row.expect("a row")).collect();
        let facets = ["type", "year", "author", "structure"].map(|field| {
            let mut counted =
                run(&format!("SELECT {field}, count(*) FROM found GROUP BY 1 ORDER BY 2 DESC"));
            let values = counted.query_map([], |row| {
                Ok((row.get::<_, rusqlite::types::Value>(0)?, row.get::<_, i64>(1)?))
            });
            let values: Result<Vec<_>, _> = values.expect("rows").collect();
            values.expect("rows").len()
        });
        (rows, facets)
    }

    /// With the rows fetched once, and the facets counted in the host.
    pub fn by_host(&self, words: &str) -> Answer {
        let mut query = self
            .base
            .prepare_cached(&format!(
                "SELECT id, type, year, author, structure
                 FROM words JOIN document ON document.id = words.rowid WHERE {CRITERIA}
                 ORDER BY act DESC, id"
            ))
            .expect("a statement");
        let mut rows = query.query(params![words, self.from, self.to]).expect("rows");
        let mut found = Vec::new();
        let mut texts: [HashMap<String, u32>; 3] = Default::default();
        let mut years: HashMap<i64, u32> = HashMap::new();
        while let Some(row) = rows.next().expect("a row") {
            found.push(row.get(0).expect("a number"));
            *years.entry(row.get(2).expect("a number")).or_default() += 1;
            for (counts, column) in texts.iter_mut().zip([1, 3, 4]) {
                let value = row.get_ref(column).expect("a value").as_str().expect("a text");
                match counts.get_mut(value) {
                    Some(count) => *count += 1,
                    None => drop(counts.insert(value.to_string(), 1)),
                }
            }
        }
        let sorted = |counts: HashMap<String, u32>| {
            let mut counts: Vec<(String, u32)> = counts.into_iter().collect();
            counts.sort_unstable_by(|one, other| other.1.cmp(&one.1).then(one.0.cmp(&other.0)));
            counts.len()
        };
        let [types, authors, structures] = texts.map(sorted);
        (found, [types, years.len(), authors, structures])
    }
}

/// Received and national labels of type and class, and their synonyms.
fn labels(entry: &DocumentEntry) -> String {
    let vocabulary = Vocabulary::built_in();
    let (kind, class) = (entry.type_code.as_ref(), entry.class_code.as_ref());
    let (kind, class) = (kind.expect("a type"), class.expect("a class"));
    let mut all: Vec<&str> = Vec::new();
    for (code, set) in [(kind, ValueSet::Type), (class, ValueSet::Class)] {
        all.extend(code.label.as_deref());
        all.extend(vocabulary.label(set, &code.code, &code.scheme));
        all.extend(vocabulary.synonyms(set, &code.code).iter().map(|text| &**text));
    }
    all.join(" ").replace(['œ', 'Œ'], "oe")
}
