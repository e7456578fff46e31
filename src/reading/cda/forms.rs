//! The forms that authors ask for in attributes.

use super::super::node::{Align, Marks, Style};
use super::attribute;
use crate::xml::Element;

/// The form that `styleCode` and `revised` ask for. Authors write its words in any case, and glue
/// them together.
pub(super) fn style_of(element: Element<'_>) -> Style {
    let code = attribute(element, "styleCode").unwrap_or_default().to_ascii_lowercase();
    let revised = attribute(element, "revised").unwrap_or_default();
    Style {
        bold: code.contains("bold"),
        italic: code.contains("italic"),
        underline: code.contains("underline"),
        emphasis: code.contains("emphasis"),
        inserted: revised == "insert",
        deleted: revised == "delete",
        ..Style::default()
    }
}

/// None where nothing is asked, or nothing known.
pub(super) fn align_of(element: Element<'_>) -> Option<Align> {
    match &*attribute(element, "align")?.to_ascii_lowercase() {
        "left" => Some(Align::Left),
        "center" => Some(Align::Center),
        "right" => Some(Align::Right),
        "justify" => Some(Align::Justify),
        _ => None,
    }
}

/// How the items of a list are marked.
pub(super) fn marks_of(element: Element<'_>) -> Marks {
    let code = attribute(element, "styleCode").unwrap_or_default();
    let ordered = attribute(element, "listType").as_deref() == Some("ordered");
    match &*code.to_ascii_lowercase() {
        "arabic" => Marks::Decimal,
        "littleroman" => Marks::LittleRoman,
        "bigroman" => Marks::BigRoman,
        "littlealpha" => Marks::LittleAlpha,
        "bigalpha" => Marks::BigAlpha,
        "circle" => Marks::Circle,
        "square" => Marks::Square,
        "disc" => Marks::Disc,
        _ if ordered => Marks::Decimal,
        _ => Marks::Disc,
    }
}
