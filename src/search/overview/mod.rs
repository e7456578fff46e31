//! The overview of a record ("affichage synthétique"): the documents that were found, laid out
//! as their reader likes, in rows, in JSON, in plain text and in HTML.

mod columns;
mod html;
mod json;
mod layout;
mod layouts;
mod rows;
mod sentences;
mod text;
mod timeline;

pub use columns::Column;
pub use html::{OVERVIEW_STYLE, OVERVIEW_STYLE_HASH};
pub use layout::{Form, Layout, SectionLayout};
pub use rows::{Cell, Overview, OverviewAbout, OverviewGroup, OverviewRow, OverviewSection};
