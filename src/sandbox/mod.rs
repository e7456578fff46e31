//! A DMP in memory. It reads request bytes as a server would, refuses what a server would
//! refuse and says why, and answers with the real protocol's bytes. Nothing of it is real:
//! people are invented, production identifiers are refused, everything is marked
//! [`MARK`].
//!
//! It decides from tables of its own and never asks `rules`: it is their judge.

#![forbid(unsafe_code)]

mod assertion;
mod bodies;
mod clock;
mod existence;
mod fault;
mod holding;
mod person;
mod professionals;
mod registry;
mod retrieve;
mod rights;
mod scenario;
mod search;
mod server;
mod spoil;
mod transport;

use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;

use parking_lot::Mutex;

use crate::record::{ClockAndIds, Invalid};
use fault::Service;
use holding::Holding;

pub use clock::SettableClock;
pub use fault::FaultKind;
pub use holding::DocumentChange;
pub use person::Person;
pub use scenario::{Scenario, ScenarioError};
pub use server::HttpAnswer;

/// What every text that comes from here begins with.
pub const MARK: &str = "[SIMULATEUR]";

/// The longest latency that may be set, in milliseconds.
pub const LATENCY_CAP_MS: u64 = 600_000;

/// A DMP in memory, shared by whoever holds it.
pub struct Sandbox {
    scenario: Scenario,
    clock: Arc<SettableClock>,
    state: Mutex<State>,
}

/// What may change while it runs.
#[derive(Default)]
struct State {
    /// A fault for everybody, and how many calls it is still good for (`None`: until changed).
    fault: Option<(FaultKind, Option<u32>)>,
    latency_ms: u64,
    /// Identifiers of the last assertions, to refuse a second use.
    assertions: VecDeque<String>,
    /// The records that changed since the scenario began, by the person's INS.
    holdings: BTreeMap<String, Arc<Holding>>,
    searches: u32,
    /// How many searches are answered before the threshold; `None`: all.
    search_limit: Option<u32>,
}

impl Sandbox {
    pub fn new(scenario: Scenario, clock: Arc<SettableClock>) -> Self {
        Sandbox { scenario, clock, state: Mutex::new(State::default()) }
    }

    pub fn people(&self) -> &[Person] {
        &self.scenario.people
    }

    pub fn clock(&self) -> &SettableClock {
        &self.clock
    }

    /// From now on every call meets this fault, `times` times or until changed; `None` ends it.
    pub fn set_fault(&self, fault: Option<FaultKind>, times: Option<u32>) {
        self.state.lock().fault = fault.map(|fault| (fault, times));
    }

    /// How long each answer takes to come.
    pub fn set_latency_ms(&self, millis: u64) {
        self.state.lock().latency_ms = millis.min(LATENCY_CAP_MS);
    }

    /// From now on this many searches are answered, and then refused as too many; `None`: no
    /// limit.
    pub fn set_search_limit(&self, limit: Option<u32>) {
        let mut state = self.state.lock();
        state.search_limit = limit;
        state.searches = 0;
    }

    /// Changes documents of the people who live here: all of the changes or, where one cannot
    /// be made, none. The error names it: `documents[0].unique_id`.
    pub fn change_documents(&self, changes: &[DocumentChange]) -> Result<(), Invalid> {
        let Ok(now) = self.clock.now() else {
            return Err(Invalid::new("documents", "the clock has failed"));
        };
        let mut state = self.state.lock();
        let mut holdings = state.holdings.clone();
        for (number, change) in changes.iter().enumerate() {
            let within = |invalid: Invalid| invalid.within(&format!("documents[{number}]"));
            let person = self.people().iter().find(|person| person.label == change.person);
            let nobody = || within(Invalid::new("person", "is nobody of the scenario"));
            let person = person.ok_or_else(nobody)?;
            let holding = holdings.entry(person.key()).or_insert_with(|| person.holding());
            Arc::make_mut(holding).make(change, &now).map_err(within)?;
        }
        state.holdings = holdings;
        Ok(())
    }

    /// The fault a call to a service meets: the one in force for everybody, else the person's.
    fn fault_for(&self, service: Service, person: Option<&Person>) -> Option<FaultKind> {
        let own = person.and_then(|person| person.fault.clone());
        self.take_fault(service).or(own.filter(|fault| fault.concerns(service)))
    }

    /// The general fault in force, used once.
    fn take_fault(&self, service: Service) -> Option<FaultKind> {
        let mut state = self.state.lock();
        let (fault, times) = state.fault.as_mut()?;
        if !fault.concerns(service) {
            return None;
        }
        let fault = fault.clone();
        match times {
            None => {}
            Some(0) => {
                state.fault = None;
                return None;
            }
            Some(left) => *left -= 1,
        }
        Some(fault)
    }
}
