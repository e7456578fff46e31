use super::{Format, Options, Reading};
use crate::xml::Element;
pub(super) fn find(root: Element<'_>) -> Option<Element<'_>> {
    root.is("urn:hl7-org:v3", "ClinicalDocument").then_some(root)
}
pub(super) fn read(_e: &Element<'_>, _len: usize, o: &Options) -> Reading {
    Reading {
        format: Format::Cda,
        level: None,
        header: None,
        sections: vec![],
        files: vec![],
        observations: vec![],
        warnings: vec![],
        zone: o.zone.clone(),
    }
}
