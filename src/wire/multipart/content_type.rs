//! `Content-Type` as servers write it: values quoted or not, spaces anywhere, names in any case.

pub(super) struct ContentType {
    /// `multipart/related`, in lower case.
    pub media: String,
    parameters: Vec<(String, String)>,
}

impl ContentType {
    pub(super) fn parse(text: &str) -> Self {
        let (media, mut rest) = text.split_once(';').unwrap_or((text, ""));
        let mut parameters = Vec::new();
        while let Some((name, after)) = rest.split_once('=') {
            // A word without value may stand before the name.
            let name = name.rsplit(';').next().unwrap_or(name).trim().to_ascii_lowercase();
            let value;
            (value, rest) = match after.trim_start().strip_prefix('"') {
                Some(quoted) => quoted_value(quoted),
                None => {
                    let (value, rest) = after.split_once(';').unwrap_or((after, ""));
                    (value.trim().to_string(), rest)
                }
            };
            parameters.push((name, value));
        }
        ContentType { media: media.trim().to_ascii_lowercase(), parameters }
    }

    /// The first parameter of this name, in lower case.
    pub(super) fn parameter(&self, name: &str) -> Option<&str> {
        let found = self.parameters.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.as_str())
    }
}

/// What stands before the closing quote, and what follows the next semicolon.
fn quoted_value(text: &str) -> (String, &str) {
    let mut value = String::new();
    let mut characters = text.char_indices();
    while let Some((at, character)) = characters.next() {
        match character {
            '"' => {
                let rest = &text[at + 1..];
                return (value, rest.split_once(';').map_or("", |(_, rest)| rest));
            }
            '\\' => value.extend(characters.next().map(|(_, escaped)| escaped)),
            _ => value.push(character),
        }
    }
    (value, "")
}

#[cfg(test)]
mod tests {
    use super::ContentType;

    #[test]
    fn parameters_are_read_however_they_are_written() {
        for text in [
            r#"multipart/related; boundary="a b"; type="application/xop+xml""#,
            r#"Multipart/Related;TYPE="application/xop+xml" ; BOUNDARY = "a b""#,
            "multipart/related;\r\n\tboundary=a b ;\r\n type=application/xop+xml",
            r#"multipart/related; charset; boundary="a\ b"; type=application/xop+xml;"#,
            r#"multipart/related; start-info="text/xml; action=\"boundary=x\""; boundary="a b"; type="application/xop+xml"; boundary=second"#,
        ] {
            let read = ContentType::parse(text);
            assert_eq!(read.media, "multipart/related");
            assert_eq!(read.parameter("boundary"), Some("a b"), "{text}");
            assert_eq!(read.parameter("type"), Some("application/xop+xml"), "{text}");
            assert_eq!(read.parameter("start"), None);
        }
    }

    #[test]
    fn a_quote_without_end_ends_with_the_text() {
        let read = ContentType::parse(r#"multipart/related; boundary="abc"#);
        assert_eq!(read.parameter("boundary"), Some("abc"));
    }
}
