pub mod documents;
pub mod sqlite;
