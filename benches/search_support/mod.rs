pub mod allocator;
pub mod documents;
pub mod sqlite;
