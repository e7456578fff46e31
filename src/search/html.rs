//! A fragment of HTML, written in order: what is opened is closed, every text is escaped.

use super::plain::is_shown;

/// Elements and attributes are names of the program; texts and values may come from anywhere.
#[derive(Default)]
pub struct Html {
    out: String,
    open: Vec<&'static str>,
}

impl Html {
    pub fn open(&mut self, element: &'static str, attributes: &[(&str, &str)]) -> &mut Self {
        self.out.push('<');
        self.out.push_str(element);
        for (name, value) in attributes.iter().filter(|(_, value)| !value.is_empty()) {
            self.out.push(' ');
            self.out.push_str(name);
            self.out.push_str("=\"");
            escape(value, &mut self.out);
            self.out.push('"');
        }
        self.out.push('>');
        self.open.push(element);
        self
    }

    pub fn close(&mut self) -> &mut Self {
        if let Some(element) = self.open.pop() {
            self.out.push_str("</");
            self.out.push_str(element);
            self.out.push('>');
            if matches!(element, "section" | "table" | "tr" | "ul" | "ol" | "li" | "p" | "h2") {
                self.out.push('\n');
            }
        }
        self
    }

    pub fn text(&mut self, text: &str) -> &mut Self {
        escape(text, &mut self.out);
        self
    }

    pub fn leaf(
        &mut self,
        element: &'static str,
        attributes: &[(&str, &str)],
        text: &str,
    ) -> &mut Self {
        self.open(element, attributes).text(text).close()
    }

    /// The markup; whatever is still open is closed.
    pub fn finish(mut self) -> String {
        while !self.open.is_empty() {
            self.close();
        }
        self.out
    }
}

/// A text to stand between tags or in an attribute.
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    escape(text, &mut out);
    out
}

fn escape(text: &str, out: &mut String) {
    for c in text.chars().filter(|c| is_shown(*c)) {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_never_become_markup() {
        let mut html = Html::default();
        html.open("td", &[("class", "a\" onclick='x'"), ("id", "")]);
        html.text("</td><script>alert(1)</script>\u{202E}\u{0}&amp;");
        assert_eq!(
            html.finish(),
            "<td class=\"a&quot; onclick=&#39;x&#39;\">&lt;/td&gt;&lt;script&gt;alert(1)\
             &lt;/script&gt;&amp;amp;</td>"
        );
    }

    #[test]
    fn what_is_open_is_closed() {
        let mut html = Html::default();
        html.open("ul", &[]).open("li", &[]).leaf("b", &[], "x");
        assert_eq!(html.finish(), "<ul><li><b>x</b></li>\n</ul>\n");
        let mut html = Html::default();
        html.close().text("x");
        assert_eq!(html.finish(), "x");
    }
}
