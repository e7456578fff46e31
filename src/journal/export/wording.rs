//! Entries in French, for people to read.

use super::super::facts::*;
use super::super::By;
use crate::record::{Ins, Operator, TimeZone};

/// What kind of thing happened: the title of its line.
pub(super) fn nature(fact: &Fact) -> &'static str {
    match fact {
        Fact::InformationGiven(_) => "Information donnée",
        Fact::ConsentGiven(_) => "Consentement donné",
        Fact::ConsentRefused(_) => "Consentement refusé",
        Fact::ConsentWithdrawn(_) => "Consentement retiré",
        Fact::OppositionToFeeding(_) => "Opposition à l’alimentation",
        Fact::OppositionToConsultation(_) => "Opposition à la consultation",
        Fact::OppositionLifted(_) => "Opposition levée",
        Fact::WithdrawalPending(_) => "Retrait d’autorisation à transmettre",
        Fact::WithdrawalDone(_) => "Retrait d’autorisation transmis",
        Fact::ProfileSeen(_) => "État du DMP reçu",
        Fact::LastVisit(_) => "Nouveautés du DMP vues",
        Fact::AccessOpened(_) => "Accès ouvert",
        Fact::Search(_) => "Recherche de documents",
        Fact::Read(_) => "Document lu",
        Fact::Save(_) => "Document enregistré",
        Fact::Emergency(_) => "Accès en urgence",
        Fact::IdentityLinked(_) => "INS rattachée",
        Fact::IdentityMerged(_) => "Identités réunies",
        Fact::IdentityUnlinked(_) => "Identités séparées",
        Fact::AirTrace(_) => "Trace AIR",
        Fact::TextAcknowledged(_) => "Texte lu par l’utilisateur",
    }
}

/// The rest of the line.
pub(super) fn detail(fact: &Fact, zone: &TimeZone) -> String {
    match fact {
        Fact::InformationGiven(given) => information(given),
        Fact::ConsentGiven(said) | Fact::ConsentRefused(said) | Fact::ConsentWithdrawn(said) => {
            let form = match said.form {
                Form::Oral => "oralement",
                Form::Written => "par écrit",
                Form::Electronic => "par voie électronique",
            };
            let team = match said.team {
                Team::CareTeam => "pour l’équipe de soins",
                Team::Professional => "pour ce professionnel",
            };
            format!("Par {}, {form}, {team}", voice(said.from))
        }
        Fact::OppositionToFeeding(said) => {
            let outcome = match said.outcome {
                Outcome::Asked => "demandée",
                Outcome::Accepted => "acceptée",
                Outcome::NotAccepted => "non acceptée",
            };
            let start = format!("Par {}, {outcome}, {}", voice(said.from), scope(&said.scope));
            with(start, "motif", said.reason.as_ref().map(|reason| reason.as_str()))
        }
        Fact::OppositionToConsultation(said) => {
            format!("Par {}, {}", voice(said.from), scope(&said.scope))
        }
        Fact::OppositionLifted(lifted) => {
            let of = match lifted.of {
                Action::Feeding => "Opposition à l’alimentation",
                Action::Consultation => "Opposition à la consultation",
            };
            format!("{of}, par {}, {}", voice(lifted.from), scope(&lifted.scope))
        }
        Fact::WithdrawalPending(withdrawal) | Fact::WithdrawalDone(withdrawal) => {
            format!("Professionnel {}", withdrawal.professional.as_str())
        }
        Fact::ProfileSeen(seen) => profile(seen, zone),
        Fact::LastVisit(visit) => format!("Jusqu’au {}", visit.seen_until.local_text(zone)),
        Fact::AccessOpened(opened) => {
            let mode = match opened.mode {
                AccessMode::Normal => "Mode normal",
                AccessMode::BrisDeGlace => "Bris de glace",
                AccessMode::Centre15 => "Centre 15",
            };
            let start = format!("{mode}, fondement : {}", opened.ground.as_str());
            with(start, "motif", opened.reason.as_ref().map(|reason| reason.as_str()))
        }
        Fact::Search(search) => {
            let start = match search.automatic {
                true => "À l’ouverture du dossier",
                false => "À la demande de l’utilisateur",
            };
            let results = search.results.map(|number| number.to_string());
            with(start.to_string(), "documents trouvés", results.as_deref())
        }
        Fact::Read(read) | Fact::Save(read) => format!("Document {}", read.document.as_str()),
        Fact::Emergency(emergency) => {
            let mode = match emergency.mode {
                EmergencyMode::BrisDeGlace => "Bris de glace",
                EmergencyMode::Centre15 => "Centre 15",
            };
            let reason = emergency.reason.as_ref().map(|reason| reason.as_str());
            with(mode.to_string(), "motif", reason)
        }
        Fact::IdentityLinked(linked) => ins(&linked.ins),
        Fact::IdentityMerged(merged) => format!("Avec le patient {}", merged.absorbed.as_str()),
        Fact::IdentityUnlinked(unlinked) => match &unlinked.from {
            Alias::Patient(id) => format!("Du patient {}", id.as_str()),
            Alias::Ins(number) => ins(number),
        },
        Fact::AirTrace(trace) => air(trace),
        Fact::TextAcknowledged(text) => {
            format!("Texte {}, version {}", text.text.as_str(), text.version.as_str())
        }
    }
}

/// Who did it, in whose name.
pub(super) fn author(by: &By) -> String {
    let operator = match by.operator {
        Operator::Professional => "Professionnel",
        Operator::Secretary => "Secrétariat",
        Operator::OtherStaff => "Autre personnel",
    };
    with(operator.to_string(), "utilisateur", by.user.as_ref().map(|user| user.as_str()))
}

fn with(start: String, name: &str, value: Option<&str>) -> String {
    match value {
        Some(value) => format!("{start}, {name} : {value}"),
        None => start,
    }
}

fn information(given: &InformationGiven) -> String {
    let about = match given.about.as_slice() {
        [Action::Feeding] => "l’alimentation",
        [Action::Consultation] => "la consultation",
        _ => "la consultation et l’alimentation",
    };
    let to = match given.to {
        Addressee::Patient => "au patient",
        Addressee::Representative => "au représentant",
    };
    let channel = match given.channel {
        Channel::Letter => "par courrier",
        Channel::Email => "par courriel",
        Channel::SecureMessage => "par messagerie sécurisée",
        Channel::Platform => "sur une plateforme en ligne",
        Channel::Telephone => "par téléphone",
        Channel::Desk => "à l’accueil",
        Channel::Consultation => "en consultation",
    };
    let moment = match given.moment {
        Moment::Before => "avant la prise en charge",
        Moment::During => "pendant la prise en charge",
        Moment::After => "après coup",
    };
    let notice = &given.notice;
    let (template, version) = (notice.template.as_str(), notice.version.as_str());
    format!("Sur {about}, {to}, {channel}, {moment} ; notice {template}, version {version}")
}

fn voice(voice: Voice) -> &'static str {
    match voice {
        Voice::Patient => "le patient",
        Voice::Minor => "le mineur",
        Voice::Representative => "le représentant",
    }
}

fn scope(scope: &Scope) -> String {
    match scope {
        Scope::Document(id) => format!("pour le document {}", id.as_str()),
        Scope::Act(id) => format!("pour l’acte {}", id.as_str()),
        Scope::Episode(id) => format!("pour l’épisode {}", id.as_str()),
        Scope::FollowUp => "pour tout le suivi".to_string(),
    }
}

fn profile(seen: &ProfileSeen, zone: &TimeZone) -> String {
    let existence = match seen.existence {
        SeenExistence::Active => "DMP actif",
        SeenExistence::Closed => "DMP fermé",
        SeenExistence::Absent => "Pas de DMP",
    };
    let authorisation = seen.authorisation.map(|authorisation| match authorisation {
        SeenAuthorisation::Valide => "valide",
        SeenAuthorisation::NonExiste => "aucune",
        SeenAuthorisation::Expire => "expirée",
    });
    let closed_on = seen.closed_on.as_ref().map(|date| date.local_date(zone));
    let start = with(existence.to_string(), "date de fermeture", closed_on.as_deref());
    with(start, "autorisation", authorisation)
}

fn air(trace: &AirTrace) -> String {
    let event = match trace.event {
        AirEvent::TokenCreated => "Jeton créé",
        AirEvent::TokenUsed => "Jeton utilisé",
        AirEvent::Call => "Appel",
    };
    let text = format!("{event}, jeton {}", trace.token.as_str());
    let text = with(text, "INS", trace.ins.as_ref().map(|number| number.matricule()));
    let text = with(text, "transaction", trace.transaction.as_ref().map(|code| code.as_str()));
    with(text, "issue", trace.outcome.as_ref().map(|outcome| outcome.as_str()))
}

fn ins(ins: &Ins) -> String {
    format!("INS {}", ins.matricule())
}
