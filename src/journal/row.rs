//! A row as a store keeps it: what it needs to find it again, a sealed body, and its place in the
//! chain.

use sha2::{Digest, Sha256};

use super::keys::Tag;

/// What a row holds besides its heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Body {
    /// Whose row it is, and the entry itself, sealed.
    Kept(Kept),
    /// An AIR trace destroyed after its time: the hash of what stood here, so that the chain still
    /// holds.
    Purged([u8; 32]),
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// Pseudonym of the patient the row speaks of.
    pub person: Option<Tag>,
    /// Pseudonym of the other identity of a row that links, merges or unlinks two.
    pub other: Option<Tag>,
    /// Pseudonym of who acted: the professional, or the user where there is none.
    pub actor: Option<Tag>,
    pub sealed: Vec<u8>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// From 1, without gap.
    pub position: u64,
    /// When it was written: milliseconds since 1970-01-01T00:00:00Z.
    pub at: i64,
    /// The number of the kind of entry.
    pub kind: u16,
    /// The number of the key it was written with.
    pub key: u32,
    pub body: Body,
    /// HMAC-SHA256 over the one before and all of the above.
    pub mac: [u8; 32],
}

impl Row {
    /// Position, time, kind and key: fixed width, big-endian.
    pub(super) fn heading(&self) -> [u8; 22] {
        heading(self.position, self.at, self.kind, self.key)
    }
}

pub(super) fn heading(position: u64, at: i64, kind: u16, key: u32) -> [u8; 22] {
    let mut bytes = [0; 22];
    bytes[..8].copy_from_slice(&position.to_be_bytes());
    bytes[8..16].copy_from_slice(&at.to_be_bytes());
    bytes[16..18].copy_from_slice(&kind.to_be_bytes());
    bytes[18..].copy_from_slice(&key.to_be_bytes());
    bytes
}

/// Three pseudonyms, each after a byte that says whether it is there.
pub(super) fn tags(person: Option<Tag>, other: Option<Tag>, actor: Option<Tag>) -> [u8; 51] {
    let mut bytes = [0; 51];
    for (place, tag) in bytes.chunks_exact_mut(17).zip([person, other, actor]) {
        if let Some(tag) = tag {
            place[0] = 1;
            place[1..].copy_from_slice(&tag);
        }
    }
    bytes
}

impl Body {
    /// SHA-256 of pseudonyms and sealed bytes: what the chain holds of a body, and all that stays
    /// of a purged one.
    pub fn digest(&self) -> [u8; 32] {
        match self {
            Body::Purged(digest) => *digest,
            Body::Kept(kept) => {
                let mut hash = Sha256::new();
                hash.update(tags(kept.person, kept.other, kept.actor));
                hash.update(&kept.sealed);
                hash.finalize().into()
            }
        }
    }
}
