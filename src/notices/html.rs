//! HTML: a fragment for a page of the host, a whole page that prints on one sheet of A4, and the
//! HTML part of an e-mail. No script, nothing fetched; all values escaped.

use base64::engine::general_purpose::STANDARD;
use base64::Engine;
use once_cell::sync::Lazy;
use sha2::{Digest, Sha256};

use super::compose::{is_contact, Composed, FormWords, Part, Piece};

/// How a page looks: letters of 12 points, 14 in easy-to-read pages, left-aligned, dark on white.
const STYLE: &str = "\
@page{size:A4;margin:9mm 16mm}\
body{margin:0;background:#fff;color:#1a1a1a;font:12pt/1.4 Arial,Helvetica,sans-serif;text-align:start}\
main{max-width:178mm;margin:0 auto;padding:8mm}\
h1{font-size:1.35em;margin:0 0 .6em}\
p{margin:0 0 .6em}\
a{color:#00468c;white-space:nowrap}\
fieldset{border:1px solid #595959;margin:0 0 .6em;padding:.5em .8em}\
legend{font-weight:bold}\
textarea{box-sizing:border-box;width:100%;font:inherit}\
.dmpkit-mark{border:2px solid #a30000;color:#a30000;font-weight:bold;padding:.2em .5em}\
.dmpkit-courtesy{font-style:italic}\
.dmpkit-contact{border-top:1px solid #595959;padding-top:.5em}\
.dmpkit-choice{display:flex;gap:.6em;margin:0 0 .5em}\
.dmpkit-object-feed:not(:has(input:checked))+.dmpkit-reason{display:none}\
.dmpkit-languages{display:grid;grid-template-columns:1fr 1fr;gap:8mm;font-size:.8em}\
.dmpkit-easy{font-size:14pt}\
@media screen and (max-width:40em){.dmpkit-languages{display:block}}\
@media print{main{padding:0;line-height:1.3}\
.dmpkit-easy{line-height:1.15}.dmpkit-easy p,.dmpkit-easy h1{margin-bottom:.35em}\
textarea{height:1.8em}.dmpkit-choice{margin-bottom:.2em}fieldset{margin:0;padding:.1em .5em}\
.dmpkit-reason{display:block!important}}";

/// The page's own style and nothing else: no script, nothing loaded, nothing sent.
static POLICY: Lazy<String> = Lazy::new(|| {
    let style = STANDARD.encode(Sha256::digest(STYLE.as_bytes()));
    format!("default-src 'none'; base-uri 'none'; form-action 'none'; style-src 'sha256-{style}'")
});

/// A whole page.
pub(super) fn page(notices: &[Composed<'_>], mark: Option<&str>) -> String {
    let Some(first) = notices.first() else { return String::new() };
    let mut out = String::with_capacity(8 << 10);
    out.push_str("<!DOCTYPE html>\n<html");
    language(first, &mut out);
    out.push_str(
        ">\n<head>\n<meta charset=\"utf-8\">\n<meta http-equiv=\"Content-Security-Policy\"",
    );
    attribute("content", &POLICY, &mut out);
    out.push_str(
        ">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>",
    );
    marked(mark, &first.template.title, &mut out);
    out.push_str("</title>\n<style>");
    out.push_str(STYLE);
    out.push_str("</style>\n</head>\n<body>\n<main>\n");
    body(notices, mark, "h1", &mut out);
    out.push_str("</main>\n</body>\n</html>\n");
    out
}

/// An element to put into a page of the host, whose style and heading levels are the host's: its
/// heading is an `h2`. Its classes begin with `dmpkit-`.
pub(super) fn fragment(notices: &[Composed<'_>], mark: Option<&str>) -> String {
    let mut out = String::with_capacity(4 << 10);
    body(notices, mark, "h2", &mut out);
    out
}

fn body(notices: &[Composed<'_>], mark: Option<&str>, heading: &str, out: &mut String) {
    let several = notices.len() > 1;
    out.push_str(if several { "<div class=\"dmpkit-notice dmpkit-languages\">\n" } else { "" });
    for (index, notice) in notices.iter().enumerate() {
        article(notice, mark, heading, if index == 0 { "" } else { "-2" }, several, out);
    }
    out.push_str(if several { "</div>\n" } else { "" });
}

fn article(
    notice: &Composed<'_>,
    mark: Option<&str>,
    heading: &str,
    suffix: &str,
    several: bool,
    out: &mut String,
) {
    out.push_str("<article");
    language(notice, out);
    let classes = [(!several, "dmpkit-notice"), (notice.is_easy(), "dmpkit-easy")];
    let classes: Vec<&str> =
        classes.iter().filter(|(is, _)| *is).map(|(_, class)| *class).collect();
    if !classes.is_empty() {
        attribute("class", &classes.join(" "), out);
    }
    out.push_str(">\n");
    if let Some(mark) = mark {
        paragraph_of("dmpkit-mark", mark, out);
    }
    element(heading, &notice.template.title, out);
    if let Some(courtesy) = &notice.courtesy {
        paragraph_of("dmpkit-courtesy", courtesy, out);
    }
    for parts in &notice.paragraphs {
        out.push_str(if is_contact(parts) { "<p class=\"dmpkit-contact\">" } else { "<p>" });
        paragraph(notice, parts, out);
        out.push_str("</p>\n");
    }
    if let Some(words) = &notice.form {
        form(words, suffix, out);
    }
    out.push_str("</article>\n");
}

fn paragraph(notice: &Composed<'_>, parts: &[Part<'_>], out: &mut String) {
    for (index, part) in parts.iter().enumerate() {
        if index > 0 {
            escape(notice.joint().encode_utf8(&mut [0; 4]), out);
        }
        for piece in &part.pieces {
            match piece {
                Piece::Text(text) => escape(text, out),
                Piece::Value(value) => escape(value, out),
                Piece::Link { shown, target } => {
                    out.push_str("<a");
                    attribute("href", target, out);
                    out.push('>');
                    escape(shown, out);
                    out.push_str("</a>");
                }
            }
        }
    }
}

/// Check boxes, none ticked. The reason stands after the box that opens it.
fn form(words: &FormWords, suffix: &str, out: &mut String) {
    out.push_str("<fieldset class=\"dmpkit-form\">\n");
    element("legend", &words.legend, out);
    let mut check = |id: &str, class: &str, label: &str| {
        let id = format!("dmpkit-{id}{suffix}");
        out.push_str("<div");
        attribute("class", class, out);
        out.push_str("><input type=\"checkbox\"");
        attribute("id", &id, out);
        attribute("name", &id, out);
        out.push_str("><label");
        attribute("for", &id, out);
        out.push('>');
        escape(label, out);
        out.push_str("</label></div>\n");
    };
    if let Some(accept) = &words.accept {
        check("accept-consult", "dmpkit-choice", accept);
    }
    if let Some(object) = &words.object_consult {
        check("object-consult", "dmpkit-choice", object);
    }
    if let Some((object, reason)) = &words.object_feed {
        check("object-feed", "dmpkit-choice dmpkit-object-feed", object);
        let id = format!("dmpkit-object-feed-reason{suffix}");
        out.push_str("<div class=\"dmpkit-reason\"><label");
        attribute("for", &id, out);
        out.push('>');
        escape(reason, out);
        out.push_str("</label><textarea");
        attribute("id", &id, out);
        attribute("name", &id, out);
        out.push_str(" rows=\"3\" maxlength=\"1000\"></textarea></div>\n");
    }
    paragraph_of("dmpkit-note", &words.note, out);
    out.push_str("</fieldset>\n");
}

fn language(notice: &Composed<'_>, out: &mut String) {
    let language = notice.language();
    attribute("lang", language, out);
    let from_right =
        ["ar", "fa", "he", "ps", "ur"].contains(&language.get(..2).unwrap_or_default());
    if from_right {
        attribute("dir", "rtl", out);
    }
}

fn marked(mark: Option<&str>, text: &str, out: &mut String) {
    if let Some(mark) = mark {
        escape(mark, out);
        out.push(' ');
    }
    escape(text, out);
}

fn paragraph_of(class: &str, text: &str, out: &mut String) {
    out.push_str("<p");
    attribute("class", class, out);
    out.push('>');
    escape(text, out);
    out.push_str("</p>\n");
}

fn element(name: &str, text: &str, out: &mut String) {
    out.push('<');
    out.push_str(name);
    out.push('>');
    escape(text, out);
    out.push_str("</");
    out.push_str(name);
    out.push_str(">\n");
}

fn attribute(name: &str, value: &str, out: &mut String) {
    out.push(' ');
    out.push_str(name);
    out.push_str("=\"");
    escape(value, out);
    out.push('"');
}

/// Text as HTML; a line of a template stays a line.
fn escape(text: &str, out: &mut String) {
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\n' => out.push_str("<br>\n"),
            other => out.push(other),
        }
    }
}
