//! The journal in a SQLite file: write-ahead log, each commit on the disk before it is told.

mod fault;
mod place;
mod rows;
mod schema;

use std::cell::Cell;
use std::path::Path;
use std::time::Duration;

use parking_lot::Mutex;
use rusqlite::{Connection, OpenFlags, TransactionBehavior};

use super::{JournalError, Row, Rows, Section, Store, StoreError, Wanted, Work};
use fault::of;

/// A journal's file. Never copy it alone while it is open: what was written last stands in the
/// file beside it that ends with `-wal`.
pub struct SqliteStore {
    writer: Mutex<Connection>,
    reader: Mutex<Connection>,
}

impl SqliteStore {
    /// Opens the file, or makes it (readable by its owner alone, where the system knows owners).
    /// Another writer is waited for, `wait` at most. A file system of a network is refused, and so
    /// is a file that cannot be written or is something else.
    pub fn open(file: &Path, wait: Duration) -> Result<Self, StoreError> {
        place::check(file)?;
        create(file)?;
        let mut writer = connect(file, wait)?;
        if writer.is_readonly(rusqlite::MAIN_DB).map_err(of)? {
            return Err(StoreError::ReadOnly);
        }
        let pragma = |name, value: &str| writer.pragma_update(None, name, value).map_err(of);
        pragma("synchronous", "FULL")?;
        pragma("foreign_keys", "ON")?;
        // What a purge takes away is overwritten.
        pragma("secure_delete", "ON")?;
        become_wal(&writer, wait)?;
        schema::prepare(&mut writer)?;
        let reader = connect(file, wait)?;
        reader.pragma_update(None, "query_only", "ON").map_err(of)?;
        Ok(SqliteStore { writer: Mutex::new(writer), reader: Mutex::new(reader) })
    }
}

/// An empty file of the owner's alone, if there is none: SQLite gives its other files the same
/// rights.
fn create(file: &Path) -> Result<(), StoreError> {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    match options.open(file) {
        Ok(_) => Ok(()),
        Err(error) => match error.kind() {
            std::io::ErrorKind::AlreadyExists => Ok(()),
            std::io::ErrorKind::PermissionDenied | std::io::ErrorKind::ReadOnlyFilesystem => {
                Err(StoreError::ReadOnly)
            }
            std::io::ErrorKind::StorageFull => Err(StoreError::Full),
            _ => Err(StoreError::CannotOpen),
        },
    }
}

fn connect(file: &Path, wait: Duration) -> Result<Connection, StoreError> {
    // Each connection has its own lock here; no URI: a file may be named `file:…`.
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(file, flags).map_err(of)?;
    connection.busy_timeout(wait).map_err(of)?;
    let pragma = |name, value: &str| connection.pragma_update(None, name, value).map_err(of);
    // A file made by somebody else runs no function of his, and no page of it is believed.
    pragma("trusted_schema", "OFF")?;
    pragma("cell_size_check", "ON")?;
    // Nothing goes to temporary files.
    pragma("temp_store", "MEMORY")?;
    connection.set_prepared_statement_cache_capacity(32);
    Ok(connection)
}

/// SQLite does not wait by itself for others who open a new file at the same moment.
fn become_wal(connection: &Connection, wait: Duration) -> Result<(), StoreError> {
    const PAUSE: Duration = Duration::from_millis(10);
    let mut waited = Duration::ZERO;
    loop {
        let mode = connection
            .pragma_update_and_check(None, "journal_mode", "WAL", |row| row.get::<_, String>(0))
            .map_err(of);
        match mode {
            Ok(mode) if mode == "wal" => return Ok(()),
            // Where memory cannot be shared there is no WAL, and no second process either.
            Ok(_) => return Err(StoreError::CannotOpen),
            Err(StoreError::Busy) if waited < wait => {
                std::thread::sleep(PAUSE);
                waited += PAUSE;
            }
            Err(error) => return Err(error),
        }
    }
}

impl Rows for SqliteStore {
    fn last(&self) -> Result<Option<Row>, StoreError> {
        rows::last(&self.reader.lock())
    }

    fn read(&self, wanted: &Wanted, take: &mut dyn FnMut(Row) -> bool) -> Result<(), StoreError> {
        rows::select(&self.reader.lock(), wanted, take)
    }
}

impl Store for SqliteStore {
    fn exclusive(&self, work: &mut Work<'_>) -> Result<(), JournalError> {
        let mut writer = self.writer.lock();
        let transaction =
            writer.transaction_with_behavior(TransactionBehavior::Immediate).map_err(of)?;
        let section = InFile { connection: &transaction, purged: Cell::new(false) };
        // Dropped without commit, the transaction is rolled back.
        work(&section)?;
        let purged = section.purged.get();
        transaction.commit().map_err(of)?;
        if purged {
            // What was purged stands in the write-ahead log until it is emptied; a reader may
            // delay that to the next time.
            let emptied = writer.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()));
            emptied.map_err(of)?;
        }
        Ok(())
    }

    fn inspect(&self) -> Result<(), StoreError> {
        let reader = self.reader.lock();
        let found: String =
            reader.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0)).map_err(of)?;
        if found == "ok" {
            Ok(())
        } else {
            Err(StoreError::Corrupt)
        }
    }
}

/// The file, while this process alone writes it.
struct InFile<'a> {
    connection: &'a Connection,
    purged: Cell<bool>,
}

impl Rows for InFile<'_> {
    fn last(&self) -> Result<Option<Row>, StoreError> {
        rows::last(self.connection)
    }

    fn read(&self, wanted: &Wanted, take: &mut dyn FnMut(Row) -> bool) -> Result<(), StoreError> {
        rows::select(self.connection, wanted, take)
    }
}

impl Section for InFile<'_> {
    fn append(&self, row: &Row) -> Result<(), StoreError> {
        rows::insert(self.connection, row)
    }

    fn purge(&self, position: u64, digest: &[u8; 32]) -> Result<(), StoreError> {
        self.purged.set(true);
        rows::purge(self.connection, position, digest)
    }
}
