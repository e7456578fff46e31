//! The keys of a journal: from each of the host's secrets one for pseudonyms, one for sealing,
//! one for the chain (HKDF-SHA256, RFC 5869). Whoever holds the file and not the secrets learns
//! neither who is concerned nor what was said, and can change nothing unseen.

use std::fmt;

use chacha20poly1305::{KeyInit as _, XChaCha20Poly1305};
use hkdf::Hkdf;
use hmac::{Hmac, Mac};
use sha2::Sha256;
use zeroize::Zeroizing;

use super::row::Row;
use super::{own, seal, JournalError, Realm};
use crate::record::{Ins, Invalid};

/// A person or a professional as rows name them: 16 bytes of HMAC-SHA256.
pub type Tag = [u8; 16];

/// One of the host's secrets and its number, which each row written with it carries.
pub struct Secret<'a> {
    /// From 1; never given to another secret.
    pub key: u32,
    /// At least 32 bytes, random.
    pub bytes: &'a [u8],
}

/// The number only: the secret is none of a log's business.
impl fmt::Debug for Secret<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "Secret({}, …)", self.key)
    }
}

/// What is derived from one secret.
pub(super) struct Key {
    pub number: u32,
    pseudonym: Hmac<Sha256>,
    pub cipher: XChaCha20Poly1305,
    pub chain: Hmac<Sha256>,
}

impl Key {
    fn derive(secret: &Secret<'_>, realm: Realm) -> Key {
        let source = Hkdf::<Sha256>::new(Some(b"dmpkit journal 1"), secret.bytes);
        let expand = |purpose: &str, key: &mut [u8]| {
            let info = format!("{} {purpose}", realm.code());
            source.expand(info.as_bytes(), key).expect("HKDF gives up to 255 blocks of 32 bytes");
        };
        // A whole block, which HMAC takes as it is.
        let mac = |purpose| {
            let mut key = Zeroizing::new([0; 64]);
            expand(purpose, key.as_mut());
            Hmac::<Sha256>::new((&*key).into())
        };
        let mut sealing = Zeroizing::new([0; 32]);
        expand("sealing", sealing.as_mut());
        Key {
            number: secret.key,
            pseudonym: mac("pseudonym"),
            cipher: XChaCha20Poly1305::new((&*sealing).into()),
            chain: mac("chain"),
        }
    }

    /// The pseudonym of a name of one kind: those of two kinds never meet.
    pub fn tag(&self, name: Named<'_>) -> Tag {
        let (kind, parts) = match name {
            Named::Patient(id) => (1, [id, ""]),
            Named::Ins(ins) => (2, [ins.oid(), ins.matricule()]),
            Named::Professional(id) => (3, [id, ""]),
            Named::User(id) => (4, [id, ""]),
        };
        let mut mac = self.pseudonym.clone();
        mac.update(&[kind]);
        mac.update(parts[0].as_bytes());
        mac.update(&[0]);
        mac.update(parts[1].as_bytes());
        let whole: [u8; 32] = mac.finalize().into_bytes().into();
        let mut tag = [0; 16];
        tag.copy_from_slice(&whole[..16]);
        tag
    }
}

/// What a pseudonym stands for.
#[derive(Clone, Copy)]
pub(super) enum Named<'a> {
    Patient(&'a str),
    Ins(&'a Ins),
    Professional(&'a str),
    User(&'a str),
}

/// Every live key of a journal. New rows are written with the last secret given; look-ups try
/// each, so that a secret may be replaced at any time and no entry is lost from sight.
pub struct Keys {
    pub(super) realm: Realm,
    current: Key,
    older: Vec<Key>,
    /// The same secrets as the other realm would use them, to tell one's journal from the other's.
    elsewhere: Vec<Key>,
}

impl Keys {
    /// At most 64 secrets, oldest first: the last one writes.
    pub fn new(realm: Realm, secrets: &[Secret<'_>]) -> Result<Self, Invalid> {
        let Some((last, before)) = secrets.split_last() else {
            return Err(Invalid::new("secrets", "must hold at least one"));
        };
        if before.len() >= 64 {
            return Err(Invalid::new("secrets", "must not hold over 64"));
        }
        for (index, secret) in secrets.iter().enumerate() {
            let invalid = |field: &str, problem: &str| {
                Invalid::new(field, problem).within(&format!("secrets[{index}]"))
            };
            if secret.key == 0 || secrets[..index].iter().any(|other| other.key == secret.key) {
                return Err(invalid("key", "must be a number from 1 that no other secret has"));
            }
            if secret.bytes.len() < 32 {
                return Err(invalid("bytes", "must have 32 bytes at least"));
            }
        }
        let other = realm.other();
        Ok(Keys {
            realm,
            current: Key::derive(last, realm),
            older: before.iter().map(|secret| Key::derive(secret, realm)).collect(),
            elsewhere: secrets.iter().map(|secret| Key::derive(secret, other)).collect(),
        })
    }

    pub(super) fn current(&self) -> &Key {
        &self.current
    }

    pub(super) fn all(&self) -> impl Iterator<Item = &Key> {
        self.older.iter().chain(std::iter::once(&self.current))
    }

    pub(super) fn with_number(&self, number: u32) -> Option<&Key> {
        self.all().find(|key| key.number == number)
    }

    /// Whether the secret given under the number of this row, which introduces a key, is the one
    /// it was written with.
    pub(super) fn check(&self, row: &Row) -> Result<(), JournalError> {
        let number = row.key;
        let key = self.with_number(number).ok_or(JournalError::MissingKey { key: number })?;
        if seal::open(row, key).is_some_and(|text| text.as_slice() == own::KEY_TEXT) {
            return Ok(());
        }
        let elsewhere = self.elsewhere.iter().find(|key| key.number == number);
        match elsewhere.and_then(|key| seal::open(row, key)) {
            Some(_) => Err(JournalError::OtherRealm),
            None => Err(JournalError::WrongKey { key: number }),
        }
    }

    /// The pseudonyms of a name under every live key.
    pub(super) fn tags<'a>(&'a self, name: Named<'a>) -> impl Iterator<Item = Tag> + 'a {
        self.all().map(move |key| key.tag(name))
    }
}

/// The numbers only.
impl fmt::Debug for Keys {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let numbers: Vec<u32> = self.all().map(|key| key.number).collect();
        out.debug_struct("Keys").field("realm", &self.realm).field("numbers", &numbers).finish()
    }
}
