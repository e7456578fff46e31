//! The tables of the file, and how an older file becomes one of today.

use rusqlite::{Connection, TransactionBehavior};

use super::fault::{of, Fault};
use super::StoreError;

/// `dmpj`: which files are journals.
pub(super) const APPLICATION_ID: i64 = 0x646D_706A;

/// What each version of the schema added, from version 1.
const STEPS: &[&[&str]] = &[
    &[
        "CREATE TABLE entry (
            position INTEGER PRIMARY KEY,
            at INTEGER NOT NULL,
            kind INTEGER NOT NULL,
            key INTEGER NOT NULL,
            person BLOB CHECK (length(person) = 16),
            other BLOB CHECK (length(other) = 16),
            actor BLOB CHECK (length(actor) = 16),
            sealed BLOB,
            digest BLOB CHECK (length(digest) = 32),
            mac BLOB NOT NULL CHECK (length(mac) = 32),
            CHECK ((sealed IS NULL) <> (digest IS NULL))
        ) STRICT",
        "CREATE TRIGGER entry_is_never_deleted BEFORE DELETE ON entry
        BEGIN SELECT RAISE(ABORT, 'append-only'); END",
        // The purge of an AIR trace (kind 501) is the one change there is.
        "CREATE TRIGGER entry_is_never_changed BEFORE UPDATE ON entry
        WHEN NOT (
            OLD.kind = 501 AND OLD.digest IS NULL AND NEW.sealed IS NULL
            AND NEW.person IS NULL AND NEW.other IS NULL AND NEW.actor IS NULL
            AND NEW.position = OLD.position AND NEW.at = OLD.at AND NEW.kind = OLD.kind
            AND NEW.key = OLD.key AND NEW.mac = OLD.mac
        )
        BEGIN SELECT RAISE(ABORT, 'append-only'); END",
        "CREATE INDEX entry_by_person ON entry (person, position) WHERE person IS NOT NULL",
        "CREATE INDEX entry_by_other ON entry (other, position) WHERE other IS NOT NULL",
        "CREATE INDEX entry_standing ON entry (person, position) WHERE kind BETWEEN 100 AND 299",
        "CREATE INDEX entry_frame ON entry (position) WHERE kind BETWEEN 0 AND 199",
        "CREATE INDEX entry_frame_by_person ON entry (person, position)
        WHERE kind BETWEEN 0 AND 199 AND person IS NOT NULL",
    ],
    &[
        "CREATE INDEX entry_by_actor ON entry (actor, at) WHERE actor IS NOT NULL",
        "CREATE INDEX entry_seen ON entry (person, position) WHERE kind BETWEEN 300 AND 399",
    ],
];

/// The version this code writes.
pub(super) const VERSION: i64 = STEPS.len() as i64;

/// Makes a new file a journal, and an older journal one of today; refuses everything else.
/// Whoever opens the same file at the same time waits.
pub(super) fn prepare(connection: &mut Connection) -> Result<(), StoreError> {
    if is_today(connection)? {
        return check(connection);
    }
    let transaction =
        connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(of)?;
    let found = version(&transaction)?;
    let done = usize::try_from(found).unwrap_or(0);
    for statement in STEPS.iter().skip(done).copied().flatten() {
        transaction.execute_batch(statement).map_err(of)?;
    }
    transaction.pragma_update(None, "application_id", APPLICATION_ID).map_err(of)?;
    transaction.pragma_update(None, "user_version", VERSION).map_err(of)?;
    check(&transaction)?;
    transaction.commit().map_err(of)
}

fn number(connection: &Connection, pragma: &str) -> Result<i64, StoreError> {
    connection.pragma_query_value(None, pragma, |row| row.get(0)).map_err(of)
}

fn is_today(connection: &Connection) -> Result<bool, StoreError> {
    Ok(version(connection)? == VERSION)
}

/// The version of a file that is a journal, or 0 for an empty one.
fn version(connection: &Connection) -> Result<i64, StoreError> {
    let (application, found) =
        (number(connection, "application_id")?, number(connection, "user_version")?);
    let tables: i64 = connection
        .query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))
        .map_err(of)?;
    match (application, found) {
        (0, 0) if tables == 0 => Ok(0),
        (APPLICATION_ID, found) if found > VERSION => {
            Err(StoreError::NewerSchema { found, known: VERSION })
        }
        (APPLICATION_ID, found) if found >= 1 => Ok(found),
        _ => Err(StoreError::NotAJournal),
    }
}

/// Whether the file holds the tables, indexes and triggers of today, and nothing else: an index
/// changed by hand would hide rows, a trigger taken away would let them go.
fn check(connection: &Connection) -> Result<(), StoreError> {
    let mut statement =
        connection.prepare("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL").map_err(of)?;
    let texts = statement.query_map([], |row| row.get::<_, String>(0)).map_err(of)?;
    let mut found: Vec<String> = texts.collect::<Result<_, Fault>>().map_err(of)?;
    let mut expected: Vec<&str> = STEPS.iter().copied().flatten().copied().collect();
    found.sort_unstable();
    expected.sort_unstable();
    if found == expected {
        Ok(())
    } else {
        Err(StoreError::Corrupt)
    }
}
