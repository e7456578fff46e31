use super::{Reading, Section};
pub(super) fn page(_r: &Reading, _m: Option<&str>) -> String {
    String::new()
}
pub(super) fn fragment(_r: &Reading) -> String {
    String::new()
}
pub(super) fn section_body(_s: &Section) -> String {
    String::new()
}
