//! Searching, following what changes, and reading, against the sandbox through the Rust API: what
//! the rules forbid, what each answer says, and what is sent to the DMP for it.

mod changing;
mod office;
mod opening;
mod reading;
mod searching;
mod sending;
mod showing;
