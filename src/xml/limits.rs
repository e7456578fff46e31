/// How much a document may hold before it is refused.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    pub bytes: usize,
    pub depth: usize,
    /// Elements and pieces of text; attributes are bounded by the same number.
    pub nodes: usize,
    /// Of one element, namespace declarations included.
    pub attributes: usize,
    /// Namespace declarations in force at one place.
    pub namespaces: usize,
    /// Bytes of a name, a prefix or a namespace name.
    pub name: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Limits {
            bytes: 16 << 20,
            depth: 100,
            nodes: 500_000,
            attributes: 100,
            namespaces: 64,
            name: 1024,
        }
    }
}
