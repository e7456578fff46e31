//! To find a document among those the DMP has answered: criteria, order, facets, groups, all of
//! it local. [`Corpus`] indexes an answer once; [`Corpus::select`] answers a [`Query`];
//! [`Corpus::refine`] narrows what was found. [`pushdown()`] says beforehand what the server can
//! filter.
//!
//! [`Overview`] lays the documents out as their reader likes; [`ChangesRun`] tells what changed
//! since a visit.

#![forbid(unsafe_code)]

mod attributes;
mod bits;
mod bounds;
mod changes;
mod codes;
mod columns;
mod corpus;
mod dates;
mod engine;
mod episodes;
mod explain;
mod facets;
mod flags;
mod folding;
mod french;
mod groups;
mod html;
mod kin;
mod labels;
mod labels_of;
mod like;
mod overview;
mod parties;
mod periods;
mod plain;
mod pushdown;
mod query;
mod read_criteria;
mod read_criterion;
mod read_query;
mod read_values;
mod selection;
mod setting;
mod shown;
mod sort;
mod terms;
mod text;
mod words;

pub use changes::{
    Change, ChangeKind, Changes, ChangesAnswer, ChangesLimits, ChangesRun, LocalCopies,
    LocalCopiesRequest, LocalCopy, LocalOrigin, NextAsk, Visibility,
};
pub use corpus::Corpus;
pub use dates::{DateRange, Edge, Unit};
pub use explain::{Applied, Explained, Explanation};
pub use facets::{Facet, FacetField, FacetValue};
pub use groups::{Group, GroupBy};
pub use labels::{marked, Label, INDICATION};
pub use overview::{
    Cell, Column, Form, Layout, Overview, OverviewAbout, OverviewGroup, OverviewRow,
    OverviewSection, SectionLayout, OVERVIEW_STYLE, OVERVIEW_STYLE_HASH,
};
pub use pushdown::{
    pushdown, CodeFilter, ReferencePattern, Route, ServerPlan, TimeAttribute, TimeFilter,
};
pub use query::{
    CodeAttribute, CodeRef, Criteria, Criterion, Fold, Party, Query, ReferenceRef, ReferenceText,
    SortBy, SortKey, Visible, Writer,
};
pub use read_query::{read_query, read_query_request, QueryRequest};
pub use selection::{Folded, Selection, Why};
pub use setting::{Readability, Readable, Scope, Setting};
pub use shown::Display;
pub use text::fold as fold_text;
