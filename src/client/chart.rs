use std::collections::HashMap;
use std::fmt;
use std::sync::atomic::{AtomicBool, AtomicU32};
use std::sync::Arc;

use parking_lot::{Mutex, RwLock};

use super::connection::Client;
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
use crate::record::{DocumentEntry, Existence, Ins, Profile, TimeZone, Timestamp};
use crate::rules::access::{before_asking, Facts};
use crate::transport::Call;
use crate::wire::existence::Reason;

/// A patient's chart, open for one professional. What it has answered is immutable and may be
/// read from any thread while an act runs on another; acts exclude each other.
#[derive(Clone)]
pub struct Chart(pub(super) Arc<ChartState>);

pub(super) struct ChartState {
    pub session: Session,
    pub request: ChartRequest,
    /// Held by the act that runs.
    pub acting: Mutex<()>,
    current: RwLock<Arc<Snapshot>>,
    /// Searches of the software's own accord (EX_3.1-2030).
    pub automatic_searches: AtomicU32,
    /// The conditions of an emergency were declared, with an act on this chart.
    pub emergency_declared: AtomicBool,
    /// The documents that searches have shown, by `uniqueId`.
    pub known: RwLock<HashMap<Box<str>, Arc<DocumentEntry>>>,
}

impl ChartState {
    pub fn now(&self) -> Result<Timestamp, Error> {
        Ok(self.session.0.client.0.clock.now()?)
    }

    /// The identifier the DMP is asked by.
    pub fn ins(&self) -> Result<&Ins, Error> {
        self.request.patient.ins().ok_or_else(|| {
            Error::new(ErrorCode::AccessNotAllowed, "the patient has no INS")
                .with("reasons", "identity.no_ins")
        })
    }

    /// Who asks about whom, at this moment.
    pub fn asked<'a>(&'a self, now: &'a Timestamp) -> Result<Asked<'a>, Error> {
        Ok(Asked {
            session: &self.session.0,
            patient: &self.request.patient,
            ins: self.ins()?,
            purpose: &self.request.purpose,
            secret_connection: self.request.secret_connection,
            now,
        })
    }
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
            automatic_searches: AtomicU32::new(0),
            emergency_declared: AtomicBool::new(false),
            known: RwLock::default(),
        })))
    }

    /// Asks the DMP again: required before every consultation, whatever is remembered
    /// (CNDA, test 0.2-040). On failure the chart keeps what it knew.
    pub fn refresh(&self, call: &Call) -> Result<(), Error> {
        self.act(call, |call| self.ask_again(call))
    }

    /// The same within an act that runs.
    pub(super) fn ask_again(&self, call: &Call) -> Result<(), Error> {
        let sequence = self.current().sequence + 1;
        let snapshot = ask(&self.0.session, &self.0.request, sequence, call)?;
        *self.0.current.write() = Arc::new(snapshot);
        Ok(())
    }

    /// Runs an act, alone on this chart.
    pub(super) fn act<T>(
        &self,
        call: &Call,
        run: impl FnOnce(&Call) -> Result<T, Error>,
    ) -> Result<T, Error> {
        let run = || {
            let Some(_acting) = self.0.acting.try_lock() else {
                return Err(Error::new(ErrorCode::Busy, "an act is already running on this chart"));
            };
            let call = self.client().begin(call);
            call.check()?;
            run(&call)
        };
        run().map_err(|error| error.marked(self.client().0.mark))
    }

    pub(super) fn client(&self) -> &Client {
        &self.0.session.0.client
    }

    pub(super) fn time_zone(&self) -> &TimeZone {
        &self.client().0.settings.time_zone
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
