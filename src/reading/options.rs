use crate::record::TimeZone;

/// How a body is read.
#[derive(Debug, Clone)]
pub struct Options {
    /// Where the host is: dates that came with an offset are shown there.
    pub zone: TimeZone,
    pub limits: Limits,
}

impl Options {
    /// With the usual limits.
    pub fn new(zone: TimeZone) -> Self {
        Options { zone, limits: Limits::default() }
    }
}

/// How much a body may hold. Over the first two it is refused; over the others the rest is left
/// out, and a warning says so.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Bytes of the body.
    pub bytes: usize,
    /// Elements and texts of a CDA.
    pub nodes: usize,
    /// Files inside a CDA.
    pub files: usize,
    /// Decoded bytes of all the files inside a CDA.
    pub file_bytes: usize,
    /// Bytes of one image shown in the HTML.
    pub image_bytes: usize,
    /// Pixels of one image shown in the HTML: a small file may open to a huge one.
    pub image_pixels: u64,
    /// Cells of all tables, those that a cell spans included; what is over stands as text.
    pub table_cells: usize,
    /// Laboratory results.
    pub observations: usize,
    /// The HTML and the text are at most this many times the body, and 64 KiB.
    pub growth: usize,
}

impl Limits {
    /// For bodies of up to so many bytes, and the files of a CDA of that size.
    pub fn of_bodies(bytes: usize) -> Self {
        let usual = Limits::default();
        Limits { bytes, file_bytes: usual.file_bytes.max(bytes / 4 * 3), ..usual }
    }
}

impl Default for Limits {
    fn default() -> Self {
        Limits {
            bytes: 64 << 20,
            nodes: 500_000,
            files: 100,
            file_bytes: 48 << 20,
            image_bytes: 8 << 20,
            image_pixels: 50_000_000,
            table_cells: 200_000,
            observations: 20_000,
            growth: 12,
        }
    }
}
