use super::super::charset::visible;

/// Markup while it is written: `raw` takes what this code wrote, `text` and `attribute` take what
/// documents say.
#[derive(Default)]
pub(super) struct Writer {
    out: String,
}

impl Writer {
    pub(super) fn raw(&mut self, markup: &str) {
        self.out.push_str(markup);
    }

    /// Text, runs of white space as one space.
    pub(super) fn text(&mut self, text: &str) {
        let mut blank = false;
        for character in text.chars() {
            let space = character.is_ascii_whitespace();
            match (space, blank) {
                (true, false) => self.out.push(' '),
                (true, true) => {}
                (false, _) => self.character(character),
            }
            blank = space;
        }
    }

    /// Text with its own line ends.
    pub(super) fn lines(&mut self, text: &str) {
        text.chars().for_each(|character| self.character(character));
    }

    /// Of a tag that is still open.
    pub(super) fn attribute(&mut self, name: &str, value: &str) {
        self.out.push(' ');
        self.out.push_str(name);
        self.out.push_str("=\"");
        self.text(value);
        self.out.push('"');
    }

    fn character(&mut self, character: char) {
        match visible(character) {
            Some('&') => self.out.push_str("&amp;"),
            Some('<') => self.out.push_str("&lt;"),
            Some('>') => self.out.push_str("&gt;"),
            Some('"') => self.out.push_str("&quot;"),
            Some(character) => self.out.push(character),
            None => {}
        }
    }

    pub(super) fn finish(self) -> String {
        self.out
    }
}
