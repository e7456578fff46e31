use super::super::media::EmbeddedFile;
use super::super::node::{List, Marks, Node, Style};
use super::lines::Lines;
use super::table;

/// Writes narrative, line by line.
pub(super) fn write(out: &mut Lines, nodes: &[Node]) {
    nodes.iter().for_each(|node| one(out, node));
}

/// The lines of what stands inside a cell or an item.
pub(super) fn inside(nodes: &[Node]) -> Vec<String> {
    let mut out = Lines::tight();
    write(&mut out, nodes);
    out.take()
}

fn one(out: &mut Lines, node: &Node) {
    match node {
        Node::Text(text) => out.words(text),
        Node::Break => out.end(),
        Node::Span { style, children, .. } => span(out, *style, children),
        Node::Paragraph { style, children, .. } => {
            out.blank();
            span(out, *style, children);
            out.blank();
        }
        Node::List(inner) => list(out, inner),
        Node::Table(inner) => {
            out.blank();
            table::write(out, inner);
            out.blank();
        }
        Node::File { file, first, caption } => named_file(out, file, *first, caption),
        Node::Link { children, .. } => write(out, children),
        Node::Address { address, children } => {
            write(out, children);
            out.words(&format!(" ({address})"));
        }
        Node::Call { note } => out.words(&format!(" [note {note}]")),
    }
}

fn span(out: &mut Lines, style: Style, children: &[Node]) {
    let said = match (style.inserted, style.deleted) {
        (true, _) => Some("[ajouté : "),
        (_, true) => Some("[supprimé : "),
        _ => None,
    };
    said.into_iter().for_each(|said| out.words(said));
    match (style.superscript, style.subscript) {
        (false, false) => write(out, children),
        (up, _) => {
            let text = inside(children).join(" ");
            out.words(&raised(&text, if up { SUPERSCRIPTS } else { SUBSCRIPTS }));
        }
    }
    if said.is_some() {
        out.words("]");
    }
}

const PLAIN: &str = "0123456789+-=()";
const SUPERSCRIPTS: &str = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾";
const SUBSCRIPTS: &str = "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎";

/// Figures above or below the line, so that 10⁹ never reads 109; letters stay as they are.
fn raised(text: &str, forms: &str) -> String {
    let form = |c: char| PLAIN.chars().zip(forms.chars()).find(|(p, _)| *p == c).map(|(_, f)| f);
    let all: Option<String> = text.chars().map(form).collect();
    all.unwrap_or_else(|| text.to_string())
}

fn list(out: &mut Lines, list: &List) {
    out.end();
    if !list.caption.is_empty() {
        write(out, &list.caption);
        out.end();
    }
    for (place, item) in list.items.iter().enumerate() {
        let mut lines = inside(&item.children);
        let caption = inside(&item.caption).join(" ");
        if !caption.is_empty() {
            match lines.first_mut() {
                Some(first) => *first = format!("{caption} {first}"),
                None => lines.push(caption),
            }
        }
        let mark = mark(list.marks, place + 1);
        let indent = " ".repeat(mark.chars().count());
        for (number, line) in lines.iter().enumerate() {
            let before = if number == 0 { &mark } else { &indent };
            out.laid_out(&format!("{before}{line}"));
        }
    }
    out.blank();
}

/// `- `, `3. `, `c. `, `iii. `.
fn mark(marks: Marks, number: usize) -> String {
    match marks {
        Marks::Disc | Marks::Circle | Marks::Square => "- ".into(),
        Marks::Decimal => format!("{number}. "),
        Marks::LittleAlpha => format!("{}. ", letters(number)),
        Marks::BigAlpha => format!("{}. ", letters(number).to_uppercase()),
        Marks::LittleRoman => format!("{}. ", roman(number)),
        Marks::BigRoman => format!("{}. ", roman(number).to_uppercase()),
    }
}

/// `a` to `z`, then `aa`, as browsers count.
fn letters(mut number: usize) -> String {
    let mut letters = Vec::new();
    while number > 0 {
        number -= 1;
        letters.push(char::from(b'a' + (number % 26) as u8));
        number /= 26;
    }
    letters.iter().rev().collect()
}

/// Beyond 3999, which has no numeral, the figures.
fn roman(number: usize) -> String {
    const NUMERALS: [(usize, &str); 13] = [
        (1000, "m"),
        (900, "cm"),
        (500, "d"),
        (400, "cd"),
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ];
    if number > 3999 {
        return number.to_string();
    }
    let mut left = number;
    let mut text = String::new();
    for (value, numeral) in NUMERALS {
        while left >= value {
            text.push_str(numeral);
            left -= value;
        }
    }
    text
}

fn named_file(out: &mut Lines, file: &EmbeddedFile, first: bool, caption: &[Node]) {
    out.end();
    out.words(&format!("[{}", file.label()));
    if !caption.is_empty() {
        out.words(" : ");
        write(out, caption);
    }
    out.words("]");
    out.end();
    if let Some(text) = file.text().filter(|_| first) {
        text.lines().for_each(|line| out.laid_out(line));
        out.blank();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_are_counted_as_browsers_do() {
        let of = |marks| [1, 4, 27].map(|number| mark(marks, number));
        assert_eq!(of(Marks::Decimal), ["1. ", "4. ", "27. "]);
        assert_eq!(of(Marks::LittleAlpha), ["a. ", "d. ", "aa. "]);
        assert_eq!(of(Marks::BigRoman), ["I. ", "IV. ", "XXVII. "]);
        assert_eq!(of(Marks::Disc), ["- ", "- ", "- "]);
        assert_eq!(mark(Marks::LittleRoman, 4000), "4000. ");
    }

    #[test]
    fn figures_are_raised_and_letters_are_not() {
        assert_eq!(raised("9", SUPERSCRIPTS), "⁹");
        assert_eq!(raised("-12", SUPERSCRIPTS), "⁻¹²");
        assert_eq!(raised("2", SUBSCRIPTS), "₂");
        assert_eq!(raised("er", SUPERSCRIPTS), "er");
    }
}
