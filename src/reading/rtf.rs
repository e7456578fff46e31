pub(super) fn text(_bytes: &[u8]) -> String {
    String::new()
}
