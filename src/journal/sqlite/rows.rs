//! Rows to and from the table.

use rusqlite::types::ValueRef;
use rusqlite::{named_params, params, Connection, OptionalExtension as _};

use super::fault::of;
use crate::journal::{Body, Kept, Part, Row, StoreError, Tag, Wanted, Whose};

const COLUMNS: &str = "position, at, kind, key, person, other, actor, sealed, digest, mac";

pub(super) fn last(connection: &Connection) -> Result<Option<Row>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM entry ORDER BY position DESC LIMIT 1");
    let mut statement = connection.prepare_cached(&sql).map_err(of)?;
    let row = statement.query_row([], |row| Ok(read(row))).optional().map_err(of)?;
    row.transpose()
}

pub(super) fn select(
    connection: &Connection,
    wanted: &Wanted,
    take: &mut dyn FnMut(Row) -> bool,
) -> Result<(), StoreError> {
    let mut statement = connection.prepare_cached(&sql(wanted)).map_err(of)?;
    let after = i64::try_from(wanted.after).unwrap_or(i64::MAX);
    let (from, until, most) = (wanted.from, wanted.until, wanted.most);
    let mut rows = match &wanted.whose {
        Whose::Anybody => statement.query(named_params! {
            ":after": after, ":from": from, ":until": until, ":most": most,
        }),
        Whose::Person(tag) | Whose::Other(tag) | Whose::Actor(tag) => {
            statement.query(named_params! {
                ":after": after, ":from": from, ":until": until, ":most": most, ":tag": tag,
            })
        }
    }
    .map_err(of)?;
    while let Some(row) = rows.next().map_err(of)? {
        if !take(read(row)?) {
            break;
        }
    }
    Ok(())
}

/// Each kind of look-up names its index, and goes by no other.
fn sql(wanted: &Wanted) -> String {
    let (index, whose) = match (wanted.whose, wanted.part) {
        (Whose::Anybody, Part::Frame) => ("INDEXED BY entry_frame", ""),
        (Whose::Anybody, _) => ("NOT INDEXED", ""),
        (Whose::Person(_), Part::Frame) => {
            ("INDEXED BY entry_frame_by_person", "AND person = :tag")
        }
        (Whose::Person(_), Part::Standing) => ("INDEXED BY entry_standing", "AND person = :tag"),
        (Whose::Person(_), Part::Seen) => ("INDEXED BY entry_seen", "AND person = :tag"),
        (Whose::Person(_), Part::Everything) => ("INDEXED BY entry_by_person", "AND person = :tag"),
        (Whose::Other(_), _) => ("INDEXED BY entry_by_other", "AND other = :tag"),
        (Whose::Actor(_), _) => ("INDEXED BY entry_by_actor", "AND actor = :tag"),
    };
    let part = match wanted.part {
        Part::Everything => "",
        Part::Frame => "AND kind BETWEEN 0 AND 199",
        Part::Standing => "AND kind BETWEEN 100 AND 299",
        Part::Seen => "AND kind BETWEEN 300 AND 399",
    };
    let order = if wanted.newest_first { "DESC" } else { "ASC" };
    format!(
        "SELECT {COLUMNS} FROM entry {index}
        WHERE position > :after AND at >= :from AND at < :until {whose} {part}
        ORDER BY position {order} LIMIT :most"
    )
}

fn read(row: &rusqlite::Row<'_>) -> Result<Row, StoreError> {
    let whole = |at: usize| row.get::<_, i64>(at).map_err(of);
    let person = tag(row, 4)?;
    let (other, actor) = (tag(row, 5)?, tag(row, 6)?);
    let body = match (row.get_ref(7).map_err(of)?, row.get_ref(8).map_err(of)?) {
        (ValueRef::Blob(sealed), ValueRef::Null) => {
            Body::Kept(Kept { person, other, actor, sealed: sealed.to_vec() })
        }
        (ValueRef::Null, ValueRef::Blob(digest))
            if (person, other, actor) == (None, None, None) =>
        {
            Body::Purged(digest.try_into().map_err(|_| StoreError::Corrupt)?)
        }
        _ => return Err(StoreError::Corrupt),
    };
    Ok(Row {
        position: u64::try_from(whole(0)?).map_err(|_| StoreError::Corrupt)?,
        at: whole(1)?,
        kind: u16::try_from(whole(2)?).map_err(|_| StoreError::Corrupt)?,
        key: u32::try_from(whole(3)?).map_err(|_| StoreError::Corrupt)?,
        body,
        mac: row.get(9).map_err(of)?,
    })
}

fn tag(row: &rusqlite::Row<'_>, at: usize) -> Result<Option<Tag>, StoreError> {
    match row.get_ref(at).map_err(of)? {
        ValueRef::Null => Ok(None),
        ValueRef::Blob(tag) => tag.try_into().map(Some).map_err(|_| StoreError::Corrupt),
        _ => Err(StoreError::Corrupt),
    }
}

pub(super) fn insert(connection: &Connection, row: &Row) -> Result<(), StoreError> {
    const SQL: &str = "INSERT INTO entry VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)";
    let mut statement = connection.prepare_cached(SQL).map_err(of)?;
    let position = i64::try_from(row.position).map_err(|_| StoreError::Full)?;
    let (kept, digest) = match &row.body {
        Body::Kept(kept) => (Some(kept), None),
        Body::Purged(digest) => (None, Some(digest)),
    };
    let Row { at, kind, key, mac, .. } = row;
    let person = kept.and_then(|kept| kept.person);
    let other = kept.and_then(|kept| kept.other);
    let actor = kept.and_then(|kept| kept.actor);
    let sealed = kept.map(|kept| kept.sealed.as_slice());
    statement
        .execute(params![position, at, kind, key, person, other, actor, sealed, digest, mac])
        .map(drop)
        .map_err(of)
}

pub(super) fn purge(
    connection: &Connection,
    position: u64,
    digest: &[u8; 32],
) -> Result<(), StoreError> {
    const SQL: &str = "UPDATE entry
        SET person = NULL, other = NULL, actor = NULL, sealed = NULL, digest = ?2
        WHERE position = ?1";
    let position = i64::try_from(position).map_err(|_| StoreError::Corrupt)?;
    match connection.execute(SQL, params![position, digest]).map_err(of)? {
        1 => Ok(()),
        _ => Err(StoreError::Corrupt),
    }
}
