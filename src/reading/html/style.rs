/// The only style of a page.
pub(super) const SHEET: &str = include_str!("style.css");

/// What a page may do: show checked images and use the one style sheet, known by its SHA-256.
/// `tests/judges/html5.py` compares the two.
pub(super) const POLICY: &str = "default-src 'none'; img-src data:; style-src \
     'sha256-bPRHy2ckAkPbCbT/wl85BwsaNHGyMqlo3iGrxbce2ew='; base-uri 'none'; form-action 'none'";
