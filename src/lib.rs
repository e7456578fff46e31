//! dmpkit puts the French shared medical record (DMP, *Mon espace santé*) inside practice
//! software.
//!
//! The rooms of the house, each of which uses only those before it: [`record`] (nouns),
//! [`vocabulary`] (value sets), [`xml`], [`rules`] (pure decisions), [`notices`] (what the patient
//! is told), [`search`] (to find a document among those answered), [`reading`] (bodies to HTML and
//! text), [`wire`] (bytes to records and back), [`transport`] (moving bytes), [`sandbox`] (a DMP in
//! memory), [`journal`] (what was told, consented, opposed, opened), [`client`] (the use cases) and
//! [`ffi`] (the C boundary, the only unsafe code).
//!
//! ```
//! use dmpkit::client::{Call, Client, Host};
//!
//! let config = r#"{"schema":"dmpkit.config/1","environment":"sandbox",
//!                  "software":{"name":"Exemple","version":"1.0"}}"#;
//! let client = Client::open(config, Host::default(), &Call::new())?;
//! let professional = r#"{"schema":"dmpkit.professional/1","id":"899700000011",
//!     "family_name":"EXEMPLE","given_name":"Camille","profession":"10","speciality":"SM26",
//!     "structure":{"id":"499700000011001","name":"Cabinet Exemple","sector":"SA07"},
//!     "authentication":{"means":"CPS"}}"#;
//! let session = client.session(professional, &Call::new())?;
//! let chart = session.open_chart(&client.sandbox_request(0)?, &Call::new())?;
//! assert_eq!(
//!     chart.current().text(dmpkit::client::Field::Status).as_str(),
//!     "[SIMULATEUR] DMP actif : consultation autorisée"
//! );
//! # Ok::<(), dmpkit::client::Error>(())
//! ```

#![deny(unsafe_code)]

pub mod client;
pub mod ffi;
pub mod journal;
pub mod notices;
pub mod reading;
pub mod record;
pub mod rules;
pub mod sandbox;
pub mod search;
pub mod transport;
pub mod vocabulary;
pub mod wire;
pub mod xml;
