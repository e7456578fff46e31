use std::ops::Deref;
use std::sync::Arc;

/// Bytes that many share and nobody copies. A NUL follows them, which does not count: whoever
/// lends them to C needs it.
#[derive(Clone)]
pub struct Bytes(Arc<Vec<u8>>);

impl Bytes {
    pub fn new(bytes: impl Into<Vec<u8>>) -> Self {
        let mut bytes = bytes.into();
        bytes.reserve_exact(1);
        bytes.push(0);
        Bytes(Arc::new(bytes))
    }

    /// With the NUL that follows.
    pub fn with_nul(&self) -> &[u8] {
        &self.0
    }
}

impl Deref for Bytes {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        self.0.split_last().map_or(&[], |(_, content)| content)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_nul_follows_and_copies_share() {
        for content in [&b""[..], b"a\0b"] {
            let bytes = Bytes::new(content);
            assert_eq!(&*bytes, content);
            assert_eq!(bytes.with_nul(), [content, b"\0"].concat());
            assert_eq!(bytes.clone().as_ptr(), bytes.as_ptr());
        }
    }
}
