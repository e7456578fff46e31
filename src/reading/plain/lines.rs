use super::super::charset::visible;

/// Text while it is written, line by line. White space in what documents say is one space.
#[derive(Default)]
pub(super) struct Lines {
    done: Vec<String>,
    current: String,
    space: bool,
    /// Whether empty lines are left out.
    tight: bool,
}

impl Lines {
    /// Without empty lines.
    pub(super) fn tight() -> Self {
        Lines { tight: true, ..Lines::default() }
    }

    /// Words on the current line.
    pub(super) fn words(&mut self, text: &str) {
        for character in text.chars() {
            if character.is_ascii_whitespace() {
                self.space = true;
                continue;
            }
            let Some(character) = visible(character) else { continue };
            if std::mem::take(&mut self.space) && !self.current.is_empty() {
                self.current.push(' ');
            }
            self.current.push(character);
        }
    }

    /// Ends the current line, if anything stands on it.
    pub(super) fn end(&mut self) {
        self.space = false;
        if !self.current.is_empty() {
            self.done.push(std::mem::take(&mut self.current));
        }
    }

    /// A line of its own.
    pub(super) fn line(&mut self, text: &str) {
        self.end();
        self.words(text);
        self.end();
    }

    /// A line of its own after an indent.
    pub(super) fn indented(&mut self, indent: &str, text: &str) {
        self.end();
        self.words(text);
        self.space = false;
        if !self.current.is_empty() {
            let text = std::mem::take(&mut self.current);
            self.done.push(format!("{indent}{text}"));
        }
    }

    /// A line that was laid out already: its spaces are kept.
    pub(super) fn laid_out(&mut self, line: &str) {
        self.end();
        self.done.push(line.chars().filter_map(visible).collect());
    }

    /// An empty line, unless one stands there already.
    pub(super) fn blank(&mut self) {
        self.end();
        let empty = self.done.last().is_none_or(|last| last.is_empty());
        if !self.tight && !empty {
            self.done.push(String::new());
        }
    }

    /// The lines so far, the empty ones at the end left out.
    pub(super) fn take(mut self) -> Vec<String> {
        self.end();
        while self.done.last().is_some_and(|last| last.is_empty()) {
            self.done.pop();
        }
        self.done
    }

    pub(super) fn finish(self) -> String {
        let mut text = self.take().join("\n");
        text.push('\n');
        text
    }
}
