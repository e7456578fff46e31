use std::collections::HashMap;
use std::fmt;
use std::sync::Arc;

use zeroize::Zeroizing;

use super::error::Error;
use super::error_codes::ErrorCode;
use crate::record::ClockAndIds;

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[repr(i32)]
pub enum LogLevel {
    Error = 1,
    Warning = 2,
    Information = 3,
    Debug = 4,
}

/// Where log lines go: English, never about a patient.
pub trait Log: Send + Sync {
    fn log(&self, level: LogLevel, message: &str);
}

/// What the host brings. What it does not bring, the library has of its own.
#[derive(Clone, Default)]
pub struct Host {
    pub clock: Option<Arc<dyn ClockAndIds>>,
    pub log: Option<Arc<dyn Log>>,
    secrets: HashMap<String, Arc<Zeroizing<Vec<u8>>>>,
}

impl Host {
    /// The secrets the library knows how to use.
    pub const SECRETS: &'static [&'static str] = &[Host::HOMOLOGATION_NUMBER];
    /// The number the CNDA gave to the host's software (VIHF attribute LPS_ID_HOMOLOGATION_DMP).
    pub const HOMOLOGATION_NUMBER: &'static str = "homologation_number";
    const SECRET_CAP: usize = 64 << 10;

    pub fn with_clock(mut self, clock: Arc<dyn ClockAndIds>) -> Self {
        self.clock = Some(clock);
        self
    }

    pub fn with_log(mut self, log: Arc<dyn Log>) -> Self {
        self.log = Some(log);
        self
    }

    /// Keeps a copy that is wiped when the last owner goes; an empty value forgets the secret.
    pub fn set_secret(&mut self, name: &str, value: &[u8]) -> Result<(), Error> {
        if !Host::SECRETS.contains(&name) {
            let known = Host::SECRETS.join(", ");
            let message = format!("name: must be one of {known}");
            return Err(Error::new(ErrorCode::InvalidField, message).with("field", "name"));
        }
        if value.len() > Host::SECRET_CAP {
            return Err(Error::new(ErrorCode::InputTooLarge, "the secret is over 64 kB"));
        }
        if name == Host::HOMOLOGATION_NUMBER && std::str::from_utf8(value).is_err() {
            return Err(Error::new(ErrorCode::BadUtf8, "the homologation number is not UTF-8"));
        }
        match value {
            [] => self.secrets.remove(name),
            value => {
                self.secrets.insert(name.to_string(), Arc::new(Zeroizing::new(value.to_vec())))
            }
        };
        Ok(())
    }

    pub(super) fn secret_text(&self, name: &str) -> Option<&str> {
        self.secrets.get(name).and_then(|bytes| std::str::from_utf8(bytes).ok())
    }

    pub(super) fn log(&self, level: LogLevel, message: impl FnOnce() -> String) {
        if let Some(log) = &self.log {
            log.log(level, &message());
        }
    }
}

/// Says which secrets there are, never what they are.
impl fmt::Debug for Host {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Host")
            .field("clock", &self.clock.is_some())
            .field("log", &self.log.is_some())
            .field("secrets", &self.secrets.keys())
            .finish()
    }
}
