use super::super::error::Error;
use crate::record::{Act, Invalid};
use crate::search::{read_query, read_query_request, Layout, LocalCopiesRequest, Query};

/// `dmpkit.query/1` as a search of the DMP takes it.
pub(in crate::client) struct SearchRequest {
    pub query: Query,
    pub act: Act,
    pub emergency_declared: bool,
}

const SCHEMA: &str = "dmpkit.query/1";
/// Searches follow an act of the user, save one at most: each says what makes it run.
const ACT_REQUIREMENT: &str = "EX_3.1-2030";

/// What the user is told of a request that the program wrote wrongly: no chart is to blame.
pub(in crate::client) const TOLD: &str =
    "Le logiciel a fait une demande incorrecte : rien n'a été envoyé au DMP. \
                    Prévenez son éditeur.";

/// A query for the DMP: it must say which act it follows.
pub(in crate::client) fn read_search(json: &str) -> Result<SearchRequest, Error> {
    search(json).map_err(|error| error.telling(TOLD))
}

fn search(json: &str) -> Result<SearchRequest, Error> {
    super::check(json, SCHEMA)?;
    let request = read_query_request(json)?;
    let act = request.act.ok_or_else(|| {
        Error::from(Invalid::new("act", "is missing: user, opening or after_feed"))
            .required_by(ACT_REQUIREMENT)
    })?;
    Ok(SearchRequest { query: request.query, act, emergency_declared: request.emergency_declared })
}

/// A query for what was found already; the act is of no effect.
pub(in crate::client) fn read_refinement(json: &str) -> Result<Query, Error> {
    let read = || {
        super::check(json, SCHEMA)?;
        Ok(read_query(json)?)
    };
    read().map_err(|error: Error| error.telling(TOLD))
}

/// `dmpkit.local-copies/1`, whose form is checked by the room that compares with it.
pub(in crate::client) fn read_local_copies(json: &str) -> Result<LocalCopiesRequest, Error> {
    super::check(json, "dmpkit.local-copies/1")?;
    LocalCopiesRequest::read(json).map_err(|not_read| {
        let error = Error::from(not_read).telling(TOLD);
        match error.detail("field") {
            Some("act") => error.required_by(ACT_REQUIREMENT),
            _ => error,
        }
    })
}

/// `dmpkit.overview/1`.
pub(in crate::client) fn read_layout(json: &str) -> Result<Layout, Error> {
    let read = || {
        super::check(json, "dmpkit.overview/1")?;
        Ok(Layout::read(json)?)
    };
    read().map_err(|error: Error| error.telling(TOLD))
}
