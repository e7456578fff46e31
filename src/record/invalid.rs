use thiserror::Error;

/// A value that cannot be: which field, and what is wrong with it. It never repeats the value,
/// which may identify a patient.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{field}: {problem}")]
pub struct Invalid {
    /// Dotted path of the field, such as `patient.ins.matricule`.
    pub field: String,
    pub problem: String,
}

impl Invalid {
    pub fn new(field: impl Into<String>, problem: impl Into<String>) -> Self {
        Invalid { field: field.into(), problem: problem.into() }
    }

    /// The same, seen from the document that holds the field.
    pub fn within(mut self, parent: &str) -> Self {
        self.field = match (parent.is_empty(), self.field.is_empty()) {
            (true, _) => self.field,
            (false, true) => parent.to_string(),
            (false, false) => format!("{parent}.{}", self.field),
        };
        self
    }

    /// The same, with the line of the table that holds the field, from 1.
    pub(crate) fn on_line(mut self, line: usize) -> Self {
        self.problem = format!("{} (line {line})", self.problem);
        self
    }
}

/// Text that must be there: not blank, at most `most` characters, no control character.
pub fn required_text(field: &str, text: &str, most: usize) -> Result<String, Invalid> {
    let text = text.trim();
    if text.is_empty() {
        return Err(Invalid::new(field, "must not be empty"));
    }
    if text.chars().count() > most {
        return Err(Invalid::new(field, format!("must not be over {most} characters")));
    }
    if text.chars().any(char::is_control) {
        return Err(Invalid::new(field, "must not hold control characters"));
    }
    Ok(text.to_string())
}
