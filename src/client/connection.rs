use std::collections::HashMap;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use parking_lot::{Mutex, RwLock};

use super::documents::{read_config, read_sandbox_control, write_chart_request, Settings};
use super::error::Error;
use super::error_codes::ErrorCode;
use super::host::{Host, LogLevel};
use super::pace::Paces;
use super::session::Session;
use super::system::System;
use super::text::Text;
use crate::record::{ClockAndIds, InsAuthority, Invalid, Patient};
use crate::rules::habilitation::Matrix;
use crate::sandbox::{Sandbox, Scenario, SettableClock, MARK};
use crate::transport::{Call, Service, Transport};
use crate::vocabulary::Vocabulary;

/// The library, configured: one a program usually. Shared and immutable; any thread may use it.
#[derive(Clone)]
pub struct Client(pub(super) Arc<ClientState>);

pub(super) struct ClientState {
    pub settings: Settings,
    pub host: Host,
    pub clock: Arc<dyn ClockAndIds>,
    pub transport: Arc<dyn Transport>,
    /// Put before every sentence: empty, or the sandbox's mark.
    pub mark: &'static str,
    /// Of the services: each has its own last part.
    pub base: &'static str,
    pub vocabulary: RwLock<Arc<Vocabulary>>,
    pub habilitation: RwLock<Arc<Matrix>>,
    /// By professional (PS_IdNat).
    paces: Mutex<HashMap<String, Arc<Paces>>>,
    /// Until when no search is sent, by the clock that never goes back.
    no_search_until: Mutex<Option<Duration>>,
    sandbox: SandboxSide,
}

struct SandboxSide {
    sandbox: Arc<Sandbox>,
    labels: Vec<Text>,
}

impl ClientState {
    /// The address of a service.
    pub fn address(&self, service: Service) -> String {
        format!("{}{}", self.base, service.path())
    }
}

impl Client {
    /// Opens a client from a `dmpkit.config/1` document.
    pub fn open(config: &str, host: Host, call: &Call) -> Result<Client, Error> {
        let settings = read_config(config)?;
        call.begin(Duration::from_millis(settings.timeout_ms)).check().map_err(Error::from)?;
        match settings.environment.as_str() {
            "sandbox" => Client::in_sandbox(settings, host),
            _ => {
                let message = "environment: is not one of those configured; built in: sandbox";
                Err(Error::new(ErrorCode::UnknownEnvironment, message).with("field", "environment"))
            }
        }
    }

    fn in_sandbox(settings: Settings, host: Host) -> Result<Client, Error> {
        if settings.software_oid.starts_with("1.2.250.1.213.") {
            let problem = "is an OID of the ANS: use the installation's own";
            return Err(Invalid::new("software.oid", problem).into());
        }
        let scenario = match &settings.sandbox_scenario {
            None => Scenario::built_in(),
            Some(json) => {
                Scenario::parse(json).map_err(|error| error.0.within("sandbox.scenario"))?
            }
        };
        // One clock for both sides: the host's, or the machine's, until it is stopped.
        let base = host.clock.clone().unwrap_or_else(|| Arc::new(System::new()));
        let clock = Arc::new(SettableClock::over(base));
        let sandbox = Arc::new(Sandbox::new(scenario, clock.clone()));
        let labels = sandbox.people().iter().map(|person| Text::new(&person.label)).collect();
        let control = settings.sandbox.as_ref().map(ToString::to_string);
        let client = Client(Arc::new(ClientState {
            clock,
            transport: sandbox.clone(),
            mark: MARK,
            base: "sandbox:/",
            vocabulary: RwLock::new(Vocabulary::built_in()),
            habilitation: RwLock::new(Arc::new(Matrix::empty())),
            paces: Mutex::default(),
            no_search_until: Mutex::new(None),
            sandbox: SandboxSide { sandbox, labels },
            settings,
            host,
        }));
        if let Some(control) = control {
            client.sandbox_control(&control).map_err(|error| within(error, "sandbox"))?;
        }
        client.0.host.log(LogLevel::Information, || "client opened on sandbox".into());
        Ok(client)
    }

    /// Replaces or extends value sets for the searches that follow, from a
    /// `dmpkit.vocabulary/1` document or its CSV (EX_GEN-1360). What was found before keeps the
    /// labels it had.
    pub fn load_vocabulary(&self, document: &str) -> Result<(), Error> {
        let mut vocabulary = self.0.vocabulary.write();
        let loaded = vocabulary.with(document).map_err(|invalid| self.not_loaded(invalid))?;
        *vocabulary = Arc::new(loaded);
        Ok(())
    }

    /// Replaces the habilitation matrix, from a `dmpkit.habilitation/1` document or its CSV.
    pub fn load_habilitation(&self, document: &str) -> Result<(), Error> {
        let matrix = Matrix::read(document).map_err(|invalid| self.not_loaded(invalid))?;
        *self.0.habilitation.write() = Arc::new(matrix);
        Ok(())
    }

    /// What is wrong with reference data: the rooms that read it know no error codes.
    fn not_loaded(&self, invalid: Invalid) -> Error {
        let error = match invalid.field.as_str() {
            "" => Error::new(ErrorCode::BadJson, invalid.to_string()),
            "schema" => {
                Error::new(ErrorCode::WrongSchema, invalid.to_string()).with("field", invalid.field)
            }
            _ => Error::from(invalid),
        };
        error.marked(self.0.mark)
    }

    /// How fast a professional reads and keeps, in all his sessions.
    pub(super) fn paces_of(&self, professional_id: String) -> Arc<Paces> {
        Arc::clone(self.0.paces.lock().entry(professional_id).or_default())
    }

    /// After the DMP said that there were too many searches, none is sent for a while; nothing
    /// else stops (EX_3.1-2035).
    pub(super) fn check_threshold(&self) -> Result<(), Error> {
        let until = *self.0.no_search_until.lock();
        let left = until.map_or(Duration::ZERO, |u| u.saturating_sub(self.0.clock.elapsed()));
        if left.is_zero() {
            return Ok(());
        }
        let message = "the DMP said that there were too many searches: none is sent for a while";
        Err(Error::new(ErrorCode::ServerThreshold, message)
            .retry_after(left)
            .required_by("EX_3.1-2035"))
    }

    /// Remembers that the DMP said so, and says when to come back.
    pub(super) fn note_threshold(&self, error: Error) -> Error {
        if error.code != ErrorCode::ServerThreshold {
            return error;
        }
        let pause = Duration::from_secs(self.0.settings.search.threshold_pause_s);
        *self.0.no_search_until.lock() = Some(self.0.clock.elapsed().saturating_add(pause));
        error.retry_after(pause)
    }

    /// Opens a session for a professional, from a `dmpkit.professional/1` document.
    pub fn session(&self, professional: &str, call: &Call) -> Result<Session, Error> {
        Session::open(self, professional, call)
    }

    pub fn environment(&self) -> &str {
        &self.0.settings.environment
    }

    pub(super) fn begin(&self, call: &Call) -> Call {
        call.begin(Duration::from_millis(self.0.settings.timeout_ms))
    }

    /// A patient of another world is refused before anything is done: a real one in the
    /// sandbox. A waiting number (NIA) has no test register; the access rules refuse it
    /// everywhere, before any call.
    pub(super) fn check_patient(&self, patient: &Patient) -> Result<(), Error> {
        let authority = patient.ins().map(|ins| ins.authority());
        if self.is_sandbox() && authority == Some(InsAuthority::Nir) {
            let message = "patient.ins.oid: a production INS is refused by the sandbox";
            return Err(
                Error::new(ErrorCode::ProductionIdentity, message).with("field", "patient.ins.oid")
            );
        }
        Ok(())
    }

    pub(super) fn is_sandbox(&self) -> bool {
        self.0.settings.environment == "sandbox"
    }

    /// Changes the running sandbox, from a `dmpkit.sandbox-control/1` document: its clock, its
    /// faults, its latency, the documents of its people.
    pub fn sandbox_control(&self, control: &str) -> Result<(), Error> {
        let control = read_sandbox_control(control)?;
        let sandbox = &self.0.sandbox.sandbox;
        if let Some(clock) = control.clock {
            sandbox.clock().set(clock);
        }
        // At the moment just set.
        sandbox.change_documents(&control.documents)?;
        if let Some(limit) = control.search_limit {
            sandbox.set_search_limit(limit);
        }
        if let Some(latency) = control.latency_ms {
            sandbox.set_latency_ms(latency);
        }
        if let Some(fault) = control.fault {
            let (kind, times) = fault.map_or((None, None), |(kind, times)| (Some(kind), times));
            sandbox.set_fault(kind, times);
        }
        Ok(())
    }

    /// How many people live in the sandbox.
    pub fn sandbox_people(&self) -> usize {
        self.0.sandbox.labels.len()
    }

    /// The short name of a person's case, such as `active_expired`.
    pub fn sandbox_label(&self, index: usize) -> Result<&Text, Error> {
        self.0.sandbox.labels.get(index).ok_or_else(|| out_of_range(index))
    }

    /// The `dmpkit.chart-request/1` document that opens a person's chart.
    pub fn sandbox_request(&self, index: usize) -> Result<String, Error> {
        let people = self.0.sandbox.sandbox.people();
        let person = people.get(index).ok_or_else(|| out_of_range(index))?;
        Ok(write_chart_request(&person.patient))
    }
}

fn out_of_range(index: usize) -> Error {
    Error::new(ErrorCode::OutOfRange, format!("the sandbox has no person number {index}"))
}

/// The same error, seen from the document that holds the field.
fn within(mut error: Error, parent: &str) -> Error {
    if let Some((_, field)) = error.details.iter_mut().find(|(name, _)| *name == "field") {
        error.message = error.message.replacen(field.as_str(), &format!("{parent}.{field}"), 1);
        *field = format!("{parent}.{field}");
    }
    error
}

impl fmt::Debug for Client {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Client").field("environment", &self.environment()).finish_non_exhaustive()
    }
}
