use thiserror::Error as ThisError;

use super::error_codes::ErrorCode;
use crate::record::Invalid;

/// What failed: for the program (the code), for support (English, never about a patient), for
/// the user (French), and the details that help to mend it.
#[derive(Debug, Clone, PartialEq, Eq, ThisError)]
#[error("{} ({}): {message}", .code.name(), .code.number())]
pub struct Error {
    pub code: ErrorCode,
    pub message: String,
    /// Name and value, such as `field` and `patient.ins.matricule`.
    pub details: Vec<(&'static str, String)>,
    /// When to try again, in milliseconds; 0 where nothing says so.
    pub retry_after_ms: u64,
    /// The requirement it comes from, such as `EX_3.1-2035`.
    pub requirement: Option<&'static str>,
    /// The sentence for the user, where it is more precise than that of the code.
    told: Option<&'static str>,
    /// Put before the sentence for the user: the sandbox's, or nothing.
    mark: &'static str,
}

impl Error {
    pub fn new(code: ErrorCode, message: impl Into<String>) -> Self {
        let message = message.into();
        Error {
            code,
            message,
            details: Vec::new(),
            retry_after_ms: 0,
            requirement: None,
            told: None,
            mark: "",
        }
    }

    pub fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.details.push((name, value.into()));
        self
    }

    pub fn required_by(mut self, requirement: &'static str) -> Self {
        self.requirement = Some(requirement);
        self
    }

    /// Tells the user this, in French, instead of the sentence of the code.
    pub fn telling(mut self, sentence: &'static str) -> Self {
        self.told = Some(sentence);
        self
    }

    /// The same call may work after this time.
    pub fn retry_after(mut self, time: std::time::Duration) -> Self {
        self.retry_after_ms = u64::try_from(time.as_millis()).unwrap_or(u64::MAX).max(1);
        self
    }

    pub fn detail(&self, name: &str) -> Option<&str> {
        self.details.iter().find(|(key, _)| *key == name).map(|(_, value)| value.as_str())
    }

    /// What to tell the user, in French.
    pub fn user_message(&self) -> String {
        let sentence = self.told.unwrap_or(self.code.user_message());
        match self.mark {
            "" => sentence.to_string(),
            mark => format!("{mark} {sentence}"),
        }
    }

    /// The same, met in the sandbox.
    pub(super) fn marked(mut self, mark: &'static str) -> Self {
        self.mark = mark;
        self
    }
}

impl From<Invalid> for Error {
    fn from(invalid: Invalid) -> Self {
        Error::new(ErrorCode::InvalidField, invalid.to_string()).with("field", invalid.field)
    }
}
