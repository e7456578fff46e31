/// The only style of a page.
pub(super) const SHEET: &str = include_str!("style.css");

/// What a page may do: show checked images and use the one style sheet, known by its SHA-256.
/// `tests/judges/html5.py` compares the two.
pub(super) const POLICY: &str = "default-src 'none'; img-src data:; style-src \
     'sha256-b2B34Bf4Z4+gfrtUlD7oUsnD012us2g8dFMmIpnLxDU='; base-uri 'none'; form-action 'none'";
