//! Criteria in plain French.

use super::dates::{DateRange, Edge, Unit};
use super::periods::month_name;
use super::query::{
    CodeAttribute, CodeRef, Criteria, Criterion, Party, ReferenceRef, ReferenceText, Visible,
    Writer,
};
use super::{Corpus, Readable};
use crate::record::{Precision, ReferenceIdType, Timestamp};

impl Corpus {
    /// What part of a query asks.
    pub(super) fn in_french(&self, criteria: &Criteria) -> String {
        let joined = |parts: &[Criteria], with: &str| {
            let texts: Vec<String> = parts.iter().map(|part| self.within_french(part)).collect();
            texts.join(with)
        };
        match criteria {
            Criteria::All(parts) if parts.is_empty() => "tous les documents".to_string(),
            Criteria::Any(parts) if parts.is_empty() => "aucun document".to_string(),
            Criteria::All(parts) => joined(parts, " et "),
            Criteria::Any(parts) => joined(parts, " ou "),
            Criteria::Not(part) => format!("sauf {}", self.within_french(part)),
            Criteria::Is(criterion) => self.criterion_in_french(criterion),
        }
    }

    /// In parentheses where it has several parts.
    fn within_french(&self, criteria: &Criteria) -> String {
        let text = self.in_french(criteria);
        match criteria {
            Criteria::All(parts) | Criteria::Any(parts) if parts.len() > 1 => format!("({text})"),
            _ => text,
        }
    }

    fn criterion_in_french(&self, criterion: &Criterion) -> String {
        match criterion {
            Criterion::Codes(attribute, codes) => {
                let labels = codes.iter().map(|code| self.code_in_french(*attribute, code));
                format!("{} : {}", attribute_words(*attribute), or(labels))
            }
            Criterion::Author(parties) => format!("auteur : {}", or(parties.iter().map(party))),
            Criterion::Structure(parties) => {
                format!("structure : {}", or(parties.iter().map(party)))
            }
            Criterion::ActDate(range) => format!("date de l'acte {}", self.range_words(range)),
            Criterion::DepositDate(range) => format!("date de dépôt {}", self.range_words(range)),
            Criterion::Reimbursements(range) => {
                format!("remboursements {}", self.range_words(range))
            }
            Criterion::Status(statuses) => {
                let names = statuses.iter().map(|status| self.status_named(status.code()).label);
                format!("statut : {}", or(names))
            }
            Criterion::Visibility(wanted) => {
                format!("visibilité : {}", or(wanted.iter().map(|one| visible(*one).to_string())))
            }
            Criterion::References(references) => {
                format!("référence : {}", or(references.iter().map(reference)))
            }
            Criterion::WrittenBy(writers) => {
                format!("écrit par {}", or(writers.iter().map(|one| writer(*one).to_string())))
            }
            Criterion::Readable(wanted) => {
                format!("droit de lecture : {}", or(wanted.iter().map(|one| readable(*one).into())))
            }
            Criterion::NewSinceLastVisit => "déposé depuis ma dernière visite".to_string(),
            Criterion::Language(texts) => format!("langue : {}", or(texts.iter().cloned())),
            Criterion::MimeType(texts) => {
                format!("type de fichier : {}", or(texts.iter().cloned()))
            }
            Criterion::SubmissionSet(ids) => format!("envoi : {}", or(ids.iter().cloned())),
            Criterion::Words(text) => format!("mots : « {text} »"),
        }
    }

    fn code_in_french(&self, attribute: CodeAttribute, wanted: &CodeRef) -> String {
        let values = self.attributes.codes.values(attribute).iter();
        let received = values
            .filter(|value| attribute.is(wanted, &value.code, &value.scheme))
            .find_map(|value| value.label.as_deref());
        let scheme = wanted.scheme.as_deref().unwrap_or_default();
        let vocabulary = &self.setting.vocabulary;
        let national = || attribute.national_label(vocabulary, &wanted.code, scheme);
        received.or_else(national).unwrap_or(&wanted.code).to_string()
    }

    fn range_words(&self, range: &DateRange) -> String {
        let (start, end) = match range {
            DateRange::Last { count, unit } => return last(*count, *unit),
            DateRange::Between { start, end } => (start, end),
        };
        if let (Some(Edge::StartOf(first)), Some(Edge::EndOf(last))) = (start, end) {
            if first == last && first.precision() <= Precision::Day {
                return self.dated(first, ["en", "en", "le"]);
            }
        }
        let start = start.as_ref().map(|edge| match edge {
            Edge::StartOf(date) => self.dated(date, ["à partir de", "à partir de", "à partir du"]),
            Edge::EndOf(date) => self.dated(date, ["après", "après", "après le"]),
        });
        let end = end.as_ref().map(|edge| match edge {
            Edge::EndOf(date) => self.dated(date, ["jusqu'en", "jusqu'en", "jusqu'au"]),
            Edge::StartOf(date) => self.dated(date, ["avant", "avant", "avant le"]),
        });
        let words: Vec<String> = start.into_iter().chain(end).collect();
        match words.is_empty() {
            true => "quelconque".to_string(),
            false => words.join(" et "),
        }
    }

    /// A date after the words that go with a year, a month, and a day or a moment of it.
    fn dated(&self, date: &Timestamp, [of_year, of_month, of_day]: [&str; 3]) -> String {
        let zone = &self.setting.time_zone;
        match date.precision() {
            Precision::Year => format!("{of_year} {}", date.local_text(zone)),
            Precision::Month => {
                let month = month_words(date).unwrap_or_else(|| date.local_text(zone));
                // « d'avril », « d'août », « d'octobre ».
                match of_month.strip_suffix(" de") {
                    Some(before) if month.starts_with(['a', 'o']) => format!("{before} d'{month}"),
                    _ => format!("{of_month} {month}"),
                }
            }
            _ => format!("{of_day} {}", date.local_text(zone)),
        }
    }
}

/// `mars 2024`, of a date known to the month.
fn month_words(date: &Timestamp) -> Option<String> {
    let digits = date.hl7_utc();
    let part = |from, to| digits.get(from..to)?.parse::<u32>().ok();
    month_name(part(0, 4)?, part(4, 6)?)
}

fn or(texts: impl Iterator<Item = String>) -> String {
    texts.collect::<Vec<_>>().join(" ou ")
}

fn attribute_words(attribute: CodeAttribute) -> &'static str {
    match attribute {
        CodeAttribute::Type => "type",
        CodeAttribute::Class => "catégorie",
        CodeAttribute::AuthorSpeciality => "spécialité de l'auteur",
        CodeAttribute::FacilityType => "secteur d'activité",
        CodeAttribute::PracticeSetting => "cadre d'exercice",
        CodeAttribute::Format => "format",
        CodeAttribute::Confidentiality => "confidentialité",
        CodeAttribute::EventCode => "acte ou modalité",
    }
}

fn party(party: &Party) -> String {
    match party {
        Party::Id(id) => format!("identifiant {id}"),
        Party::Name(name) => format!("« {name} »"),
    }
}

fn visible(visible: Visible) -> &'static str {
    match visible {
        Visible::ToAll => "visible par tous",
        Visible::MaskedToProfessionals => "masqué aux professionnels",
        Visible::InvisibleToPatient => "non visible par le patient",
        Visible::InvisibleToRepresentatives => "non visible par les représentants légaux",
    }
}

fn writer(writer: Writer) -> &'static str {
    match writer {
        Writer::Patient => "le patient",
        Writer::Me => "moi",
        Writer::MyStructure => "ma structure",
    }
}

fn readable(readable: Readable) -> &'static str {
    match readable {
        Readable::Yes => "oui",
        Readable::No => "non",
        Readable::Unknown => "inconnu",
    }
}

fn reference(reference: &ReferenceRef) -> String {
    let kind = match &reference.kind {
        Some(ReferenceIdType::AccessionNumber) => "numéro d'examen ",
        Some(ReferenceIdType::Order) => "numéro de demande ",
        Some(ReferenceIdType::StudyInstanceUid) => "étude d'imagerie ",
        Some(ReferenceIdType::Other(_)) | None => "",
    };
    match &reference.wanted {
        ReferenceText::Id(id) => format!("{kind}{id}"),
        ReferenceText::Like(pattern) => format!("{kind}de la forme {pattern}"),
        ReferenceText::Whole(text) => format!("{kind}{text}"),
    }
}

fn last(count: u16, unit: Unit) -> String {
    match (unit, count) {
        (Unit::Days, 1) => "depuis hier".to_string(),
        (Unit::Days, count) => format!("dans les {count} derniers jours"),
        (Unit::Months, 1) => "dans le dernier mois".to_string(),
        (Unit::Months, count) => format!("dans les {count} derniers mois"),
        (Unit::Years, 1) => "dans la dernière année".to_string(),
        (Unit::Years, count) => format!("dans les {count} dernières années"),
    }
}
