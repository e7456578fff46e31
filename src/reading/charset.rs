pub(super) fn decode(bytes: &[u8], _declared: &str) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}
