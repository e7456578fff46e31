use super::Invalid;

/// What makes a search of the DMP run: the call says it (EX_3.1-2030).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Act {
    /// The user asked for it.
    User,
    /// The software searches as the chart opens.
    Opening,
    /// The software searches after it sent a document.
    AfterFeed,
}

impl Act {
    pub fn from_code(code: &str) -> Result<Self, Invalid> {
        Ok(match code {
            "user" => Act::User,
            "opening" => Act::Opening,
            "after_feed" => Act::AfterFeed,
            _ => return Err(Invalid::new("", "must be user, opening or after_feed")),
        })
    }

    pub fn code(self) -> &'static str {
        match self {
            Act::User => "user",
            Act::Opening => "opening",
            Act::AfterFeed => "after_feed",
        }
    }
}
