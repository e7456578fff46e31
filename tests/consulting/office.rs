//! A practice at work: a client on the sandbox whose exchanges are counted and whose watch is set.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use dmpkit::client::{
    Call, Chart, Client, ClockAndIds, ClockFailed, Error, Host, Log, LogLevel, Results, Session,
    TextColumn, Timestamp,
};
use serde_json::{json, Value};

/// The person who has hundreds of documents.
pub const LONG: &str = "active_valide";
/// One with a handful.
pub const SHORT: &str = "opposed_emergency";
pub const LOINC: &str = "2.16.840.1.113883.6.1";
const NOW: &str = "2026-03-02T08:30:00Z";

pub struct Office {
    pub client: Client,
    watch: Arc<Watch>,
    heard: Arc<Heard>,
}

/// Time that passes only when told to.
#[derive(Default)]
struct Watch {
    elapsed: Mutex<Duration>,
    ids: AtomicU64,
}

impl ClockAndIds for Watch {
    fn now(&self) -> Result<Timestamp, ClockFailed> {
        Timestamp::from_rfc3339(NOW).map_err(|_| ClockFailed(0))
    }

    fn elapsed(&self) -> Duration {
        *self.elapsed.lock().unwrap()
    }

    fn fresh(&self) -> [u8; 16] {
        let mut bytes = [0; 16];
        bytes[..8].copy_from_slice(&self.ids.fetch_add(1, Ordering::Relaxed).to_be_bytes());
        bytes
    }
}

/// What the library logs.
#[derive(Default)]
struct Heard(Mutex<Vec<String>>);

impl Log for Heard {
    fn log(&self, _: LogLevel, message: &str) {
        self.0.lock().unwrap().push(message.to_string());
    }
}

impl Office {
    pub fn open() -> Office {
        Office::with(json!({}))
    }

    /// With these fields of the configuration beside the usual ones.
    pub fn with(settings: Value) -> Office {
        let mut config = json!({
            "schema": "dmpkit.config/1", "environment": "sandbox",
            "software": { "name": "Essai", "version": "1.0" },
            "reading": { "reads": 1000, "saves": 1000 },
            "sandbox": { "clock": NOW },
        });
        for (name, value) in settings.as_object().unwrap() {
            config[name] = value.clone();
        }
        let (watch, heard) = (Arc::new(Watch::default()), Arc::new(Heard::default()));
        let host = Host::default().with_clock(watch.clone()).with_log(heard.clone());
        let client = Client::open(&config.to_string(), host, &Call::new()).unwrap();
        Office { client, watch, heard }
    }

    pub fn wait(&self, seconds: u64) {
        *self.watch.elapsed.lock().unwrap() += Duration::from_secs(seconds);
    }

    /// How many messages were sent to the registry (TD3.1) so far.
    pub fn searches(&self) -> usize {
        self.sent("registry: ")
    }

    /// How many messages were sent to the repository (TD3.2) so far.
    pub fn retrieves(&self) -> usize {
        self.sent("repository: ")
    }

    /// The bytes of the last message sent to a service: `patients`, `registry` or `repository`.
    pub fn last_message(&self, service: &str) -> usize {
        let lines = self.heard.0.lock().unwrap();
        let start = format!("{service}: ");
        let last = lines.iter().rev().find_map(|line| line.strip_prefix(&start)).unwrap();
        last.split(' ').next().unwrap().parse().unwrap()
    }

    fn sent(&self, service: &str) -> usize {
        let lines = self.heard.0.lock().unwrap();
        lines.iter().filter(|line| line.starts_with(service)).count()
    }

    pub fn session(&self) -> Session {
        self.session_by("CPS", json!({}))
    }

    pub fn session_by(&self, means: &str, changes: Value) -> Session {
        let mut professional = json!({
            "schema": "dmpkit.professional/1", "id": "899700000011",
            "family_name": "EXEMPLE", "given_name": "Camille",
            "profession": "10", "speciality": "SM26",
            "structure": { "id": "499700000011001", "name": "Cabinet Exemple", "sector": "SA07" },
            "authentication": { "means": means },
        });
        for (name, value) in changes.as_object().unwrap() {
            professional[name] = value.clone();
        }
        self.client.session(&professional.to_string(), &Call::new()).unwrap()
    }

    /// The request for a person's chart, with some fields besides.
    pub fn request(&self, label: &str, changes: Value) -> String {
        let index = (0..self.client.sandbox_people())
            .find(|index| self.client.sandbox_label(*index).unwrap().as_str() == label)
            .unwrap_or_else(|| panic!("no person {label}"));
        let request = self.client.sandbox_request(index).unwrap();
        let mut request: Value = serde_json::from_str(&request).unwrap();
        for (name, value) in changes.as_object().unwrap() {
            request[name] = value.clone();
        }
        request.to_string()
    }

    pub fn chart(&self, label: &str) -> Chart {
        self.chart_of(label, json!({}))
    }

    pub fn chart_of(&self, label: &str, changes: Value) -> Chart {
        let request = self.request(label, changes);
        self.session().open_chart(&request, &Call::new()).unwrap()
    }

    pub fn fault(&self, fault: Value) {
        self.control(json!({ "fault": fault }));
    }

    /// Changes of the documents of people.
    pub fn change(&self, changes: Value) {
        self.control(json!({ "documents": changes }));
    }

    pub fn control(&self, mut control: Value) {
        control["schema"] = "dmpkit.sandbox-control/1".into();
        self.client.sandbox_control(&control.to_string()).unwrap();
    }
}

/// Searches at the user's wish, for documents that meet these criteria.
pub fn search(chart: &Chart, criteria: Value) -> Results {
    ask(chart, json!({ "act": "user", "where": criteria })).unwrap()
}

pub fn ask(chart: &Chart, query: Value) -> Result<Results, Error> {
    chart.search(&document("dmpkit.query/1", query), &Call::new())
}

pub fn refine(results: &Results, criteria: Value) -> Results {
    results.refine(&document("dmpkit.query/1", json!({ "where": criteria }))).unwrap()
}

/// What changed since `since`, for a host that holds these copies.
pub fn changes(chart: &Chart, since: &str, copies: Value) -> Value {
    let asked = json!({ "act": "user", "since": since, "copies": copies });
    serde_json::from_str(&compare(chart, asked).unwrap()).unwrap()
}

pub fn compare(chart: &Chart, local: Value) -> Result<String, Error> {
    chart.changes(&document("dmpkit.local-copies/1", local), &Call::new())
}

fn document(schema: &str, mut fields: Value) -> String {
    fields["schema"] = schema.into();
    fields.to_string()
}

/// A column of texts, row by row.
pub fn texts(results: &Results, column: TextColumn) -> Vec<&str> {
    (0..results.count()).map(|row| results.text(row, column).unwrap().as_str()).collect()
}

/// The `uniqueId`s, in alphabetical order.
pub fn ids(results: &Results) -> Vec<&str> {
    let mut ids = texts(results, TextColumn::UniqueId);
    ids.sort_unstable();
    ids
}

/// The place of a document in the results.
pub fn row(results: &Results, unique_id: &str) -> usize {
    let at = texts(results, TextColumn::UniqueId).iter().position(|id| *id == unique_id);
    at.unwrap_or_else(|| panic!("{unique_id} is not among the results"))
}
