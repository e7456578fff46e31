//! Pure decisions, each explained and sourced. Nothing here does anything: it says what may be
//! done, why, and what comes first.

#![forbid(unsafe_code)]

pub mod access;
pub mod habilitation;
pub mod information;
pub mod searching;
