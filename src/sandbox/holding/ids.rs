//! Identifiers that are the same each time the same record is grown, and never anybody else's.

/// The identifier a seed gives: 128 bits (FNV-1a), marked as a UUID of version 8.
fn number(seed: &str) -> u128 {
    const OFFSET: u128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d;
    const PRIME: u128 = 0x0000_0000_0100_0000_0000_0000_0000_013b;
    // What follows the seed spreads its last letters over all bits.
    let bytes = seed.bytes().chain(*b"/simulateur dmpkit");
    let hash = bytes.fold(OFFSET, |hash, byte| (hash ^ u128::from(byte)).wrapping_mul(PRIME));
    let version = hash & !(0xf << 76) | (0x8 << 76);
    version & !(0b11 << 62) | (0b10 << 62)
}

/// `urn:uuid:…`
pub(super) fn urn(seed: &str) -> Box<str> {
    let number = number(seed);
    let part = |from: u32, digits: u32| (number >> from) & ((1 << (digits * 4)) - 1);
    let text = format!(
        "urn:uuid:{:08x}-{:04x}-{:04x}-{:04x}-{:012x}",
        part(96, 8),
        part(80, 4),
        part(64, 4),
        part(48, 4),
        part(0, 12)
    );
    text.into()
}

/// An OID: `2.25.` and the UUID as a number.
pub(super) fn oid(seed: &str) -> Box<str> {
    format!("2.25.{}", number(seed)).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identifiers_have_their_form_and_repeat() {
        let id = urn("a");
        assert_eq!(id, urn("a"));
        assert_ne!(id, urn("b"));
        assert_eq!(id.len(), 45);
        assert_eq!(id.as_bytes()[23], b'8');
        assert!(matches!(id.as_bytes()[28], b'8'..=b'b'), "{id}");
        assert!(oid("a").len() <= 44);
    }
}
