//! Safe HTML5, in French: everything that comes from a document is text or an attribute this
//! module wrote. Nothing in it runs, nothing is fetched; images are data that were checked.

mod classes;
mod narrative;
mod style;
mod table;
mod writer;

use narrative::Narrative;
use writer::Writer;

use super::facts::{self, Fact};
use super::plain;
use super::{Reading, Section};

/// Headings go down to `h6`; deeper ones say their level in another way.
const DEEPEST_HEADING: usize = 6;
/// A table of contents helps from this many sections on.
const CONTENTS_FROM: usize = 3;

/// A whole document.
pub(super) fn page(reading: &Reading, mark: Option<&str>) -> String {
    let mut out = Writer::default();
    out.raw("<!DOCTYPE html>\n<html lang=\"fr\">\n<head>\n<meta charset=\"utf-8\">\n");
    out.raw("<meta http-equiv=\"Content-Security-Policy\" content=\"");
    out.raw(style::POLICY);
    out.raw("\">\n<meta name=\"referrer\" content=\"no-referrer\">\n");
    out.raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>");
    let marked = mark.map(|mark| format!("{mark} {}", title(reading)));
    out.text(&marked.unwrap_or_else(|| title(reading)));
    out.raw("</title>\n<style>");
    out.raw(style::SHEET);
    out.raw("</style>\n</head>\n<body>\n");
    out.raw("<a class=\"dmpkit-skip\" href=\"#dmpkit-contenu\">Aller au contenu</a>\n");
    if let Some(mark) = mark {
        out.raw("<p class=\"dmpkit-mark\"><strong>");
        out.text(mark);
        out.raw("</strong></p>\n");
    }
    Page { out: &mut out, top: 1 }.whole(reading, "main");
    out.raw("</body>\n</html>\n");
    out.finish()
}

/// The same for a host's own page.
pub(super) fn fragment(reading: &Reading) -> String {
    let mut out = Writer::default();
    out.raw("<article class=\"dmpkit-document\" lang=\"fr\" aria-labelledby=\"dmpkit-titre\">\n");
    Page { out: &mut out, top: 2 }.whole(reading, "div");
    out.raw("</article>\n");
    out.finish()
}

/// A section's own text.
pub(super) fn section_body(section: &Section) -> String {
    let mut out = Writer::default();
    Narrative::new(&mut out).body(section);
    out.finish()
}

/// Text that may stand in markup or in an attribute.
pub(super) fn escaped(text: &str) -> String {
    let mut out = Writer::default();
    out.text(text);
    out.finish()
}

fn title(reading: &Reading) -> String {
    plain::title(reading)
}

struct Page<'w> {
    out: &'w mut Writer,
    /// The level of the title.
    top: usize,
}

impl Page<'_> {
    fn whole(&mut self, reading: &Reading, main: &str) {
        self.out.raw("<header>\n");
        self.heading(self.top, "dmpkit-titre", &title(reading));
        self.warnings(reading);
        if let Some(header) = reading.header() {
            self.facts(&facts::first(header, &reading.zone));
        }
        self.out.raw("</header>\n");
        self.contents(reading.sections());
        self.out.raw(&format!("<{main} id=\"dmpkit-contenu\""));
        let language = reading.header().and_then(|header| header.language.as_deref());
        if let Some(language) = language.filter(|tag| is_language(tag) && !is_french(tag)) {
            self.out.attribute("lang", language);
        }
        self.out.raw(">\n");
        for section in reading.sections() {
            self.section(section, self.top + 1);
        }
        self.out.raw(&format!("</{main}>\n"));
        if let Some(header) = reading.header() {
            let rest = facts::rest(header, &reading.zone);
            if !rest.is_empty() {
                self.out.raw("<section aria-labelledby=\"dmpkit-origine\">\n");
                self.heading(self.top + 1, "dmpkit-origine", "Informations sur le document");
                self.facts(&rest);
                self.out.raw("</section>\n");
            }
        }
    }

    fn heading(&mut self, level: usize, id: &str, text: &str) {
        let (tag, level) = match level {
            0..=DEEPEST_HEADING => (format!("h{level}"), String::new()),
            _ => ("div".to_string(), format!(" role=\"heading\" aria-level=\"{level}\"")),
        };
        self.out.raw(&format!("<{tag}{level} id=\"{id}\">"));
        self.out.text(text);
        self.out.raw(&format!("</{tag}>\n"));
    }

    fn warnings(&mut self, reading: &Reading) {
        if reading.warnings().is_empty() {
            return;
        }
        self.out
            .raw("<div class=\"dmpkit-warning\" role=\"note\" aria-label=\"À savoir\">\n<ul>\n");
        for warning in reading.warnings() {
            self.out.raw("<li>");
            self.out.text(&warning.text());
            self.out.raw("</li>\n");
        }
        self.out.raw("</ul>\n</div>\n");
    }

    fn facts(&mut self, facts: &[Fact]) {
        if facts.is_empty() {
            return;
        }
        self.out.raw("<dl class=\"dmpkit-facts\">\n");
        for fact in facts {
            self.out.raw("<div><dt>");
            self.out.text(&fact.label);
            self.out.raw("</dt>");
            for line in &fact.lines {
                self.out.raw("<dd>");
                self.out.text(line);
                self.out.raw("</dd>");
            }
            self.out.raw("</div>\n");
        }
        self.out.raw("</dl>\n");
    }

    fn contents(&mut self, sections: &[Section]) {
        let titled: Vec<&Section> = sections.iter().filter(|s| s.title().is_some()).collect();
        if titled.len() < CONTENTS_FROM {
            return;
        }
        self.out.raw("<nav aria-label=\"Sommaire\">\n<ul>\n");
        for section in titled {
            self.out.raw(&format!("<li><a href=\"#dmpkit-s{}\">", section.number()));
            self.out.text(section.title().unwrap_or_default());
            self.out.raw("</a></li>\n");
        }
        self.out.raw("</ul>\n</nav>\n");
    }

    fn section(&mut self, section: &Section, level: usize) {
        let id = format!("dmpkit-s{}", section.number());
        match section.title() {
            Some(title) => {
                self.out.raw(&format!("<section aria-labelledby=\"{id}\">\n"));
                self.heading(level, &id, title);
            }
            None => self.out.raw("<div class=\"dmpkit-section\">\n"),
        }
        Narrative::new(self.out).body(section);
        let below = level + usize::from(section.title().is_some());
        section.sections().iter().for_each(|inner| self.section(inner, below));
        self.out.raw(if section.title().is_some() { "</section>\n" } else { "</div>\n" });
    }
}

/// Whether it has the form of a language tag.
fn is_language(tag: &str) -> bool {
    let mut parts = tag.split('-');
    let first = parts.next().unwrap_or("");
    let letters = |part: &str| part.bytes().all(|b| b.is_ascii_alphabetic());
    (2..=3).contains(&first.len())
        && letters(first)
        && parts.clone().count() <= 1
        && parts.all(|part| part.len() == 2 && letters(part))
}

fn is_french(tag: &str) -> bool {
    tag.get(..2).is_some_and(|start| start.eq_ignore_ascii_case("fr"))
}
