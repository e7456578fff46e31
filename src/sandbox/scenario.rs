//! The scenario: who lives in the sandbox. A JSON file describes it; one is built in.

use std::collections::HashSet;

use serde::Deserialize;

use super::person::{Person, PersonEntry};
use crate::record::{read_json, Ins, Invalid, NotRead, Object};

const BUILT_IN: &str = include_str!("built_in.json");
const SCHEMA: &str = "dmpkit.scenario/1";

#[derive(Debug, Clone)]
pub struct Scenario {
    /// Structures with something to refuse; any other well-formed identifier is accepted.
    pub(super) structures: Vec<KnownStructure>,
    pub people: Vec<Person>,
}

/// As it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Document {
    schema: String,
    /// What the scenario is for, in a line: for the people who read the file.
    #[serde(default, rename = "title")]
    _title: String,
    #[serde(default)]
    structures: Vec<Object<KnownStructure>>,
    people: Vec<Object<PersonEntry>>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct KnownStructure {
    pub id: String,
    #[serde(default = "yes")]
    pub active: bool,
    /// PS_IdNat of those who work there; none listed: anybody does.
    #[serde(default)]
    pub professionals: Vec<String>,
}

fn yes() -> bool {
    true
}

/// Why a scenario is refused: where, and what is wrong.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("scenario: {0}")]
pub struct ScenarioError(pub Invalid);

impl Scenario {
    /// The scenario that comes with the library.
    pub fn built_in() -> Self {
        static PARSED: once_cell::sync::Lazy<Scenario> = once_cell::sync::Lazy::new(|| {
            // A test opens every person of it: it cannot be broken unseen.
            Scenario::parse(BUILT_IN).unwrap_or_else(|error| panic!("built-in {error}"))
        });
        PARSED.clone()
    }

    pub fn parse(json: &str) -> Result<Self, ScenarioError> {
        let document: Document = read_json(json).map_err(|not_read| {
            ScenarioError(match not_read {
                NotRead::Invalid(invalid) | NotRead::UnknownField(invalid) => invalid,
                NotRead::NoObject => Invalid::new("", "must be an object"),
                NotRead::Json { problem, place } => {
                    Invalid::new("", format!("the document {problem} ({place})"))
                }
            })
        })?;
        if document.schema != SCHEMA {
            return Err(ScenarioError(Invalid::new("schema", format!("must be {SCHEMA}"))));
        }
        let structures = document.structures.into_iter().map(|Object(structure)| structure);
        let named = |(index, Object(entry))| {
            Person::new(entry)
                .map_err(|invalid| ScenarioError(invalid.within(&format!("people[{index}]"))))
        };
        let people = document.people.into_iter().enumerate().map(named);
        let scenario = Scenario {
            structures: structures.collect(),
            people: people.collect::<Result<_, _>>()?,
        };
        let mut seen = HashSet::new();
        for (index, person) in scenario.people.iter().enumerate() {
            let field = |name: &str| format!("people[{index}].{name}");
            let ins = person.patient.ins().map(|ins| (ins.matricule(), ins.oid()));
            if ins.is_some_and(|ins| !seen.insert(ins)) {
                let problem = "is the INS of an earlier person";
                return Err(ScenarioError(Invalid::new(field("ins"), problem)));
            }
        }
        Ok(scenario)
    }

    pub(super) fn find(&self, ins: &Ins) -> Option<&Person> {
        self.people.iter().find(|person| person.patient.ins() == Some(ins))
    }
}
