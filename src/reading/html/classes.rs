//! The classes of elements, for the forms that have no element of their own.

use super::super::node::{Align, Rules, Style};

pub(super) fn block_classes(style: Style) -> Vec<&'static str> {
    let classes = [
        (style.bold, "dmpkit-bold"),
        (style.italic, "dmpkit-italic"),
        (style.underline, "dmpkit-underline"),
        (style.emphasis, "dmpkit-emphasis"),
    ];
    classes.into_iter().filter(|(is, _)| *is).map(|(_, class)| class).collect()
}

pub(super) fn align_class(align: Option<Align>) -> Vec<&'static str> {
    let class = align.map(|align| match align {
        Align::Left => "dmpkit-left",
        Align::Center => "dmpkit-center",
        Align::Right => "dmpkit-right",
        Align::Justify => "dmpkit-justify",
    });
    class.into_iter().collect()
}

pub(super) fn rule_classes(rules: Rules) -> Vec<&'static str> {
    let classes = [
        (rules.left, "dmpkit-line-left"),
        (rules.right, "dmpkit-line-right"),
        (rules.top, "dmpkit-line-top"),
        (rules.bottom, "dmpkit-line-bottom"),
    ];
    classes.into_iter().filter(|(is, _)| *is).map(|(_, class)| class).collect()
}
