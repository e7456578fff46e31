use thiserror::Error as ThisError;

use crate::xml;

/// Why a body cannot be read. Never quotes it.
#[derive(Debug, Clone, PartialEq, Eq, ThisError)]
pub enum ReadingError {
    #[error("the body is empty")]
    Empty,
    #[error("the body is over {limit} bytes")]
    TooLarge { limit: usize },
    #[error("the body is XML that cannot be read: {0}")]
    Xml(#[from] xml::Error),
}

impl ReadingError {
    /// What to tell the user, in French.
    pub fn user_message(&self) -> &'static str {
        match self {
            ReadingError::Empty => "Le document est vide.",
            ReadingError::TooLarge { .. } => "Le document est trop volumineux pour être affiché.",
            ReadingError::Xml(_) => {
                "Le document est endommagé, incomplet ou d’une forme non prise en charge : il ne \
                 peut pas être affiché."
            }
        }
    }
}
