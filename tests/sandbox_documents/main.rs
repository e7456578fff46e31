//! The sandbox's registry and repository, judged on bytes: requests as the library writes them or
//! written by hand, answers read here element by element.

mod asking;
mod control;
mod faults;
mod find;
mod get;
mod retrieve;
mod rights;
mod scenario;
mod submissions;
