//! The codes of the two messages, with the systems they belong to.

pub(super) const REASONS: &str = "1.2.250.1.213.1.1.4.11";

/// Keywords of `attentionLine`, and the systems of keyword and value.
pub(super) const AUTHORISATION: &str = "AUTORISATION";
pub(super) const AUTHORISATION_SYSTEM: &str = "1.2.250.1.213.4.1.2.6.1";
pub(super) const AUTHORISATION_VALUES: &str = "1.2.250.1.213.4.1.2.6.2";
pub(super) const TREATING_DOCTOR: &str = "STATUT_MT";
pub(super) const TREATING_DOCTOR_SYSTEM: &str = "1.2.250.1.213.4.1.2.6.3";

/// Codes of `administrativeObservation`.
pub(super) const WEB_ACCOUNT: &str = "COMPTE_INTERNET_OUVERT";
pub(super) const WEB_ACCOUNT_SYSTEM: &str = "1.2.250.1.213.4.1.2.9";
pub(super) const ATTACHED_MES: &str = "RATTACHEMENT_ENS";
pub(super) const OPPOSITION_BRIS_DE_GLACE: &str = "OPPOSITION_BRIS_DE_GLACE";
pub(super) const OPPOSITION_CENTRE_15: &str = "OPPOSITION_ACCES_URGENCE";
pub(super) const OBSERVATIONS: &str = "1.2.250.1.213.4.1.2.3";

pub(super) const CLOSING_REASONS: &str = "1.2.250.1.213.4.1.2.4";
pub(super) const FAMILY_RELATIONS: &str = "2.16.840.1.113883.1.11.19579";
pub(super) const SEXES: &str = "2.16.840.1.113883.5.1";
