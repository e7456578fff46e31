use std::fmt;
use std::sync::Arc;

use parking_lot::{Mutex, RwLock};

use super::documents::{read_chart_request, ChartRequest};
use super::error::Error;
use super::error_codes::ErrorCode;
use super::exchange::Asked;
use super::existence;
use super::host::LogLevel;
use super::redact::redact_profile;
use super::report::{self, About};
use super::session::Session;
use super::snapshot::{make, Durations, Made, Snapshot};
use crate::record::{Existence, Profile};
use crate::rules::access::{before_asking, Facts};
use crate::transport::Call;
use crate::wire::existence::Reason;

/// A patient's chart, open for one professional. What it has answered is immutable and may be
/// read from any thread while an act runs on another; acts exclude each other.
#[derive(Clone)]
pub struct Chart(Arc<ChartState>);

struct ChartState {
    session: Session,
    request: ChartRequest,
    /// Held by the act that runs.
    acting: Mutex<()>,
    current: RwLock<Arc<Snapshot>>,
}

impl Chart {
    pub(super) fn open(session: &Session, request: &str, call: &Call) -> Result<Chart, Error> {
        let mark = session.0.client.0.mark;
        Chart::open_unmarked(session, request, call).map_err(|error| error.marked(mark))
    }

    fn open_unmarked(session: &Session, request: &str, call: &Call) -> Result<Chart, Error> {
        let call = session.0.client.begin(call);
        call.check()?;
        let request = read_chart_request(request)?;
        session.0.client.check_patient(&request.patient)?;
        let snapshot = ask(session, &request, 1, &call)?;
        Ok(Chart(Arc::new(ChartState {
            session: session.clone(),
            request,
            acting: Mutex::new(()),
            current: RwLock::new(Arc::new(snapshot)),
        })))
    }

    /// Asks the DMP again: required before every consultation, whatever is remembered
    /// (CNDA, test 0.2-040). On failure the chart keeps what it knew.
    pub fn refresh(&self, call: &Call) -> Result<(), Error> {
        let mark = self.0.session.0.client.0.mark;
        self.refresh_unmarked(call).map_err(|error| error.marked(mark))
    }

    fn refresh_unmarked(&self, call: &Call) -> Result<(), Error> {
        let Some(_acting) = self.0.acting.try_lock() else {
            return Err(Error::new(ErrorCode::Busy, "an act is already running on this chart"));
        };
        let call = self.0.session.0.client.begin(call);
        call.check()?;
        let sequence = self.current().sequence + 1;
        let snapshot = ask(&self.0.session, &self.0.request, sequence, &call)?;
        *self.0.current.write() = Arc::new(snapshot);
        Ok(())
    }

    /// What the chart says now.
    pub fn current(&self) -> Arc<Snapshot> {
        self.0.current.read().clone()
    }

    /// The `dmpkit.report/1` document.
    pub fn report(&self) -> String {
        let session = &self.0.session.0;
        let client = &session.client.0;
        let about = About {
            environment: &client.settings.environment,
            mark: client.mark,
            time_zone: &client.settings.time_zone,
            operator: self.0.request.operator.code(),
            purpose: self.0.request.purpose.code(),
            means: session.professional.means().code(),
        };
        report::report(&about, &self.current())
    }
}

/// TD0.2, the decision on its answer, and what there is to show.
fn ask(
    session: &Session,
    request: &ChartRequest,
    sequence: u64,
    call: &Call,
) -> Result<Snapshot, Error> {
    let client = &session.0.client.0;
    let settings = &client.settings;
    let before = client.clock.elapsed();
    let now = client.clock.now()?;
    let age = now.years_since(request.patient.traits().birth_date(), &settings.time_zone);
    let mut facts = Facts {
        patient: &request.patient,
        minor: settings.age_of_majority.is_some_and(|majority| age < majority),
        professional: &session.0.professional,
        operator: &request.operator,
        purpose: &request.purpose,
        profile: None,
        minimum_identity: settings.minimum_identity,
        time_zone: &settings.time_zone,
    };
    if request.secret_connection && !facts.minor {
        let message = "secret_connection: is for a minor only";
        return Err(Error::new(ErrorCode::InvalidField, message)
            .with("field", "secret_connection")
            .required_by("EX_0.1-1100"));
    }
    let mut exchange_us = 0;
    let profile = match (request.patient.ins(), before_asking(&facts)) {
        (Some(ins), None) => {
            let (patient, purpose, now) = (&request.patient, &request.purpose, &now);
            let secret_connection = request.secret_connection;
            let asked =
                Asked { session: &session.0, patient, ins, purpose, secret_connection, now };
            let (profile, took) = profile(&asked, call)?;
            exchange_us = took;
            Some(redact_profile(profile, patient))
        }
        _ => None,
    };
    facts.profile = profile.as_ref();
    let answered_at = profile.is_some().then(|| client.clock.now()).transpose()?;
    let total = client.clock.elapsed().saturating_sub(before).as_micros();
    let durations = Durations { total_us: u64::try_from(total).unwrap_or(u64::MAX), exchange_us };
    let mark = client.mark;
    let snapshot = make(Made { sequence, facts, asked_at: now, answered_at, durations, mark });
    client.host.log(LogLevel::Information, || {
        if snapshot.answered_at.is_none() {
            return "chart opened without asking the DMP".to_string();
        }
        let (existence, access) = (snapshot.existence, snapshot.access);
        format!("TD0.2: existence {existence:?}, access {access:?}, {total} µs")
    });
    Ok(snapshot)
}

/// TD0.2; in an emergency TD1.3a too, which alone tells the patient's oppositions to it.
fn profile(asked: &Asked<'_>, call: &Call) -> Result<(Profile, u64), Error> {
    let host = &asked.session.client.0.host;
    let ask = |reason: Reason| {
        existence::ask(asked, reason, call).inspect_err(|error| {
            let name = error.code.name();
            host.log(LogLevel::Warning, || format!("{reason:?} failed: {name}"));
        })
    };
    let (mut profile, mut exchange_us) = ask(Reason::TestExistence)?;
    if asked.purpose.is_emergency() && profile.existence == Existence::Active {
        let (administrative, took) = ask(Reason::AdministrativeData)?;
        profile.oppositions = administrative.oppositions;
        exchange_us = exchange_us.saturating_add(took);
    }
    Ok((profile, exchange_us))
}

/// Says nothing of the patient.
impl fmt::Debug for Chart {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let now = self.current();
        out.debug_struct("Chart")
            .field("sequence", &now.sequence)
            .field("existence", &now.existence)
            .field("access", &now.access)
            .finish_non_exhaustive()
    }
}
