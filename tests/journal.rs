//! The journal: nothing acknowledged is lost, nothing is changed unseen, nobody is named in the
//! file, and what is known of a person follows him under every name.

#[path = "journal/chain.rs"]
mod chain;
#[path = "journal/documents.rs"]
mod documents;
#[path = "journal/exports.rs"]
mod exports;
#[path = "journal/file.rs"]
mod file;
#[path = "journal/host_store.rs"]
mod host_store;
#[path = "journal/keys.rs"]
mod keys;
#[path = "journal/people.rs"]
mod people;
#[path = "journal/purge.rs"]
mod purge;
#[path = "support/journal.rs"]
mod support;
