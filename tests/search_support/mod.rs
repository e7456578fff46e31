//! Invented documents and queries, and what is true of them by a slow and simple reading.
#![allow(dead_code)]

pub mod counts;
pub mod dates;
pub mod documents;
pub mod naive;
pub mod naive_text;
pub mod queries;
pub mod random;
pub mod server;
