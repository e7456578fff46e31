//! What a user of the software must have read before he opens records: at his first login, then
//! periodically (SC.DMP/CONF.11, SC.DMP/CONF.21).

use super::codes::codes;
use crate::record::Timestamp;

/// How long an acknowledgement holds unless the host sets another period, in days.
pub const USER_REMINDER_DAYS: u16 = 180;

/// The text, one paragraph each. It speaks to the user, of no patient.
pub const USER_TEXT: [&str; 6] = [
    "Mon espace santé appartient au patient. Vous le consultez pour le soigner ou l'accompagner, et seulement pour ce qui est utile à cette prise en charge.",
    "Avant de consulter, le patient est informé et donne son accord. Cet accord vaut ensuite pour toute l'équipe de soins ; le patient peut le retirer à tout moment. Hors de l'équipe de soins, son accord est demandé à chaque consultation.",
    "Avant d'ajouter des documents, le patient est informé. Il peut s'y opposer pour un motif légitime, que vous appréciez. À la consultation, il peut s'opposer sans donner de raison.",
    "L'accès en urgence suppose un risque immédiat pour la santé du patient et un patient hors d'état de s'exprimer.",
    "Chaque recherche, chaque lecture et chaque ajout laisse une trace à votre nom. Le patient en est averti et peut la voir.",
    "Consulter un dossier sans prendre en charge le patient, ou sans son accord, expose à des sanctions disciplinaires et pénales.",
];

/// The label of the button that acknowledges it.
pub const USER_ACKNOWLEDGEMENT: &str = "J'ai compris";

/// Changes whenever the text does: an acknowledgement of another version is to be renewed.
pub const USER_TEXT_VERSION: &str = "1";

pub const USER_TEXT_SOURCE: &str = "SC.DMP/CONF.11 ; SC.DMP/CONF.21";

codes! {
    /// Why the text is to be shown.
    ShowUserText {
        FirstLogin = "first_login",
        Periodic = "periodic",
        TextChanged = "text_changed",
    }
}

/// When a user last acknowledged the text, and which version.
#[derive(Debug, Clone, Copy)]
pub struct Acknowledged<'a> {
    pub at: &'a Timestamp,
    pub version: &'a str,
}

/// Whether the text is to be shown now. A clock that went back makes no acknowledgement older.
pub fn user_text_due(
    last: Option<Acknowledged<'_>>,
    now: &Timestamp,
    every_days: u16,
) -> Option<ShowUserText> {
    const DAY: i64 = 24 * 60 * 60 * 1000;
    let Some(last) = last else { return Some(ShowUserText::FirstLogin) };
    let age = now.unix_millis().saturating_sub(last.at.unix_millis());
    if last.version != USER_TEXT_VERSION {
        Some(ShowUserText::TextChanged)
    } else {
        (age >= i64::from(every_days) * DAY).then_some(ShowUserText::Periodic)
    }
}
