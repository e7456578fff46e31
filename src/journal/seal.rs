//! Sealing what an entry says: XChaCha20-Poly1305, bound to the row it stands in.

use chacha20poly1305::aead::{Aead as _, Payload};
use chacha20poly1305::XNonce;
use zeroize::Zeroizing;

use super::keys::{Key, Tag};
use super::row::{self, Body, Kept, Row};

const NONCE: usize = 24;

/// What a row is made of before it stands in the chain.
pub(super) struct Draft<'a> {
    pub position: u64,
    pub at: i64,
    pub kind: u16,
    pub person: Option<Tag>,
    pub other: Option<Tag>,
    pub actor: Option<Tag>,
    pub text: &'a [u8],
}

/// Nonce, then what is sealed. The nonce is 16 bytes nobody has had before and the position:
/// neither a host whose randomness fails nor a journal put back from a copy repeats one alone.
pub(super) fn seal(draft: &Draft<'_>, key: &Key, fresh: [u8; 16]) -> Body {
    let mut nonce = [0; NONCE];
    nonce[..16].copy_from_slice(&fresh);
    nonce[16..].copy_from_slice(&draft.position.to_be_bytes());
    let heading = row::heading(draft.position, draft.at, draft.kind, key.number);
    let bound = bound(heading, draft.person, draft.other, draft.actor);
    let mut sealed = nonce.to_vec();
    let payload = Payload { msg: draft.text, aad: &bound };
    let text = key.cipher.encrypt(&XNonce::from(nonce), payload);
    sealed.extend(text.expect("an entry is shorter than 256 GB"));
    Body::Kept(Kept { person: draft.person, other: draft.other, actor: draft.actor, sealed })
}

/// What was sealed in this row; `None` where it was not sealed by this key in this very row, or is
/// gone.
pub(super) fn open(row: &Row, key: &Key) -> Option<Zeroizing<Vec<u8>>> {
    let Body::Kept(kept) = &row.body else { return None };
    let (nonce, sealed) = kept.sealed.split_first_chunk::<NONCE>()?;
    let bound = bound(row.heading(), kept.person, kept.other, kept.actor);
    let payload = Payload { msg: sealed, aad: &bound };
    key.cipher.decrypt(&XNonce::from(*nonce), payload).ok().map(Zeroizing::new)
}

fn bound(
    heading: [u8; 22],
    person: Option<Tag>,
    other: Option<Tag>,
    actor: Option<Tag>,
) -> [u8; 73] {
    let mut bytes = [0; 73];
    bytes[..22].copy_from_slice(&heading);
    bytes[22..].copy_from_slice(&row::tags(person, other, actor));
    bytes
}
