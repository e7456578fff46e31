use rusqlite::ErrorCode;

use crate::journal::StoreError;

pub(super) type Fault = rusqlite::Error;

/// SQLite's failures in the journal's words. The text of SQLite is left out: it may quote values.
pub(super) fn of(fault: Fault) -> StoreError {
    match fault {
        Fault::SqliteFailure(failure, _) => match failure.code {
            ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => StoreError::Busy,
            ErrorCode::ReadOnly | ErrorCode::PermissionDenied => StoreError::ReadOnly,
            ErrorCode::DiskFull => StoreError::Full,
            ErrorCode::DatabaseCorrupt => StoreError::Corrupt,
            ErrorCode::NotADatabase => StoreError::NotAJournal,
            ErrorCode::CannotOpen => StoreError::CannotOpen,
            ErrorCode::SystemIoFailure => StoreError::Io { code: failure.extended_code },
            _ => StoreError::Other { code: failure.extended_code },
        },
        // A value of another type or length than the schema lets in.
        Fault::FromSqlConversionFailure(..)
        | Fault::IntegralValueOutOfRange(..)
        | Fault::InvalidColumnType(..)
        | Fault::QueryReturnedNoRows => StoreError::Corrupt,
        _ => StoreError::Other { code: 0 },
    }
}
