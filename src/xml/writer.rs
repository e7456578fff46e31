use std::borrow::Cow;

use quick_xml::escape::escape;

/// Writes XML in order. What is opened is closed by `close`, innermost first; the names are
/// written as given, prefix included, so that the text a signature covers is under our control.
#[derive(Default)]
pub struct Writer {
    out: String,
    open: Vec<Cow<'static, str>>,
    in_tag: bool,
}

impl Writer {
    pub fn new() -> Self {
        Writer { out: String::with_capacity(4096), ..Writer::default() }
    }

    /// With `<?xml version="1.0" encoding="UTF-8"?>` before it.
    pub fn document() -> Self {
        let mut writer = Writer::new();
        writer.out.push_str("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        writer
    }

    pub fn open(&mut self, name: impl Into<Cow<'static, str>>) -> &mut Self {
        self.end_tag();
        let name = name.into();
        self.out.push('<');
        self.out.push_str(&name);
        self.open.push(name);
        self.in_tag = true;
        self
    }

    /// An attribute of the element just opened.
    pub fn attribute(&mut self, name: &str, value: &str) -> &mut Self {
        debug_assert!(self.in_tag, "an attribute comes right after open");
        self.out.push(' ');
        self.out.push_str(name);
        self.out.push_str("=\"");
        for part in escape(&*allowed(value)).split_inclusive(['\t', '\n', '\r']) {
            // Literal white space would come back as plain spaces.
            match part.strip_suffix(['\t', '\n', '\r']) {
                Some(text) => {
                    self.out.push_str(text);
                    let code = part.as_bytes()[part.len() - 1];
                    self.out.push_str(&format!("&#{code};"));
                }
                None => self.out.push_str(part),
            }
        }
        self.out.push('"');
        self
    }

    pub fn text(&mut self, text: &str) -> &mut Self {
        self.end_tag();
        self.out.push_str(&escape(&*allowed(text)));
        self
    }

    pub fn close(&mut self) -> &mut Self {
        let Some(name) = self.open.pop() else { return self };
        if self.in_tag {
            self.out.push_str("/>");
            self.in_tag = false;
        } else {
            self.out.push_str("</");
            self.out.push_str(&name);
            self.out.push('>');
        }
        self
    }

    /// An empty element with attributes.
    pub fn empty(&mut self, name: &'static str, attributes: &[(&str, &str)]) -> &mut Self {
        self.open(name);
        for (key, value) in attributes {
            self.attribute(key, value);
        }
        self.close()
    }

    /// An element that holds text only.
    pub fn leaf(&mut self, name: &'static str, text: &str) -> &mut Self {
        self.open(name).text(text).close()
    }

    /// Markup that another writer made: it is copied as it is.
    pub fn raw(&mut self, markup: &str) -> &mut Self {
        self.end_tag();
        self.out.push_str(markup);
        self
    }

    /// The text; whatever is still open is closed.
    pub fn finish(mut self) -> String {
        while !self.open.is_empty() {
            self.close();
        }
        self.out
    }

    fn end_tag(&mut self) {
        if self.in_tag {
            self.out.push('>');
            self.in_tag = false;
        }
    }
}

/// Drops what XML 1.0 cannot carry at all (control characters), so that one stray byte of a
/// host's database never makes a whole request unreadable.
fn allowed(text: &str) -> Cow<'_, str> {
    let forbidden = |c: char| {
        (c < ' ' && !matches!(c, '\t' | '\n' | '\r')) || matches!(c, '\u{FFFE}' | '\u{FFFF}')
    };
    if text.contains(forbidden) {
        return Cow::Owned(text.chars().filter(|c| !forbidden(*c)).collect());
    }
    Cow::Borrowed(text)
}
