use sha1::{Digest, Sha1};

/// Whether a document is the one the registry describes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum HashCheck {
    /// The hash is equal, and the size where there is one.
    Matches,
    /// The hash or the size is another: not the document that was registered.
    Differs,
    /// The registry gave no hash, or none that SHA-1 makes; the size does not differ.
    NotGiven,
}

/// Compares a document with what the registry says of it: `hash`, the SHA-1 in hexadecimal in
/// either case, and `size` in bytes (ITI TF-3 4.2.3.2.10 and 4.2.3.2.24).
pub fn hash_check(bytes: &[u8], hash: Option<&str>, size: Option<u64>) -> HashCheck {
    if size.is_some_and(|size| size != bytes.len() as u64) {
        return HashCheck::Differs;
    }
    let hash = hash.map(str::trim);
    let hash = hash.filter(|hash| hash.len() == 40 && hash.bytes().all(|b| b.is_ascii_hexdigit()));
    let Some(hash) = hash else { return HashCheck::NotGiven };
    let own: String = Sha1::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect();
    if own.eq_ignore_ascii_case(hash) {
        return HashCheck::Matches;
    }
    HashCheck::Differs
}

#[cfg(test)]
mod tests {
    use super::{hash_check, HashCheck};

    /// FIPS 180, "abc".
    const ABC: &str = "a9993e364706816aba3e25717850c26c9cd0d89d";

    #[test]
    fn hash_and_size_must_both_agree() {
        let check = |hash: Option<&str>, size| hash_check(b"abc", hash, size);
        assert_eq!(check(Some(ABC), Some(3)), HashCheck::Matches);
        assert_eq!(check(Some(ABC), None), HashCheck::Matches);
        assert_eq!(check(Some(&format!(" {}\n", ABC.to_uppercase())), None), HashCheck::Matches);
        assert_eq!(check(Some(ABC), Some(4)), HashCheck::Differs);
        assert_eq!(check(None, Some(4)), HashCheck::Differs);
        let other = ABC.replacen('a', "b", 1);
        assert_eq!(check(Some(&other), Some(3)), HashCheck::Differs);
    }

    #[test]
    fn what_no_hash_is_tells_nothing() {
        for hash in [None, Some(""), Some("0"), Some(&ABC[1..]), Some(&*"é".repeat(20))] {
            assert_eq!(hash_check(b"abc", hash, Some(3)), HashCheck::NotGiven, "{hash:?}");
        }
    }
}
