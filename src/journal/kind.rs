//! The numbers of the kinds of entries. They stand in every row: never change one, never give one
//! to another kind. Their hundreds are what stores look rows up by.

pub(super) const KEY: u16 = 1;
pub(super) const PURGE: u16 = 2;
pub(super) const CLOCK: u16 = 3;

pub(super) const IDENTITY_LINKED: u16 = 101;
pub(super) const IDENTITY_MERGED: u16 = 102;
pub(super) const IDENTITY_UNLINKED: u16 = 103;

pub(super) const INFORMATION_GIVEN: u16 = 201;
pub(super) const CONSENT_GIVEN: u16 = 202;
pub(super) const CONSENT_REFUSED: u16 = 203;
pub(super) const CONSENT_WITHDRAWN: u16 = 204;
pub(super) const OPPOSITION_TO_FEEDING: u16 = 205;
pub(super) const OPPOSITION_TO_CONSULTATION: u16 = 206;
pub(super) const OPPOSITION_LIFTED: u16 = 207;
pub(super) const WITHDRAWAL_PENDING: u16 = 208;
pub(super) const WITHDRAWAL_DONE: u16 = 209;

pub(super) const PROFILE_SEEN: u16 = 301;
pub(super) const LAST_VISIT: u16 = 302;

pub(super) const ACCESS_OPENED: u16 = 401;
pub(super) const SEARCH: u16 = 402;
pub(super) const READ: u16 = 403;
pub(super) const SAVE: u16 = 404;
pub(super) const EMERGENCY: u16 = 405;

pub(super) const AIR_TRACE: u16 = 501;

pub(super) const TEXT_ACKNOWLEDGED: u16 = 601;

/// Whether the journal writes it of itself, and nobody else.
pub(super) fn is_own(kind: u16) -> bool {
    kind < 100
}

/// Whether it says that two identities are, or are not, of one person.
pub(super) fn is_identity(kind: u16) -> bool {
    (100..200).contains(&kind)
}
