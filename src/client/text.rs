use std::fmt;
use std::ops::Deref;

/// Text that C can borrow: a NUL follows its bytes. It holds none inside.
#[derive(Clone, PartialEq, Eq)]
pub struct Text(String);

impl Text {
    pub fn new(text: &str) -> Self {
        let mut kept = String::with_capacity(text.len() + 1);
        kept.extend(text.chars().filter(|c| *c != '\0'));
        kept.push('\0');
        Text(kept)
    }

    /// With the NUL that follows.
    pub fn with_nul(&self) -> &str {
        &self.0
    }

    pub fn as_str(&self) -> &str {
        &self.0[..self.0.len() - 1]
    }
}

impl Deref for Text {
    type Target = str;

    fn deref(&self) -> &str {
        self.as_str()
    }
}

impl fmt::Display for Text {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.as_str())
    }
}

impl fmt::Debug for Text {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{:?}", self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A column parts its texts by NULs, and a C string ends at the first.
    #[test]
    fn a_nul_inside_is_removed_and_one_follows() {
        for (given, kept) in [("", ""), ("\0", ""), ("a\0b\0", "ab"), ("é\0", "é")] {
            let text = Text::new(given);
            assert_eq!(text.as_str(), kept);
            assert_eq!(text.with_nul(), format!("{kept}\0"));
        }
    }
}
