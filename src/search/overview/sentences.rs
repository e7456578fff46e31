//! The words of the overview. `{…}` is filled by the fact.

/// What each column is headed by.
pub const DATE: &str = "Date";
pub const DEPOSITED: &str = "Déposé le";
pub const TYPE: &str = "Document";
pub const TITLE: &str = "Titre";
pub const CLASS: &str = "Catégorie";
pub const AUTHOR: &str = "Auteur";
pub const SPECIALITY: &str = "Spécialité";
pub const STRUCTURE: &str = "Structure";
pub const COMMENTS: &str = "Commentaire";
/// The labels of EX_3.1-1080 and EX_3.1-1040, which no layout leaves out.
pub const LABELS: &str = "Mentions";

/// Where the date is not known.
pub const UNDATED: &str = "Sans date";
pub const NO_MONTH: &str = "Mois non précisé";
/// A national label beside the one received.
pub const NATIONAL: &str = "libellé national : {label}";

pub const NONE: &str = "Aucun document trouvé.";
pub const ONE: &str = "1 document.";
pub const ALL: &str = "{count} documents.";
pub const SOME: &str = "{shown} documents affichés sur {count}.";
pub const FIRST_OF_SOME: &str = "1 document affiché sur {count}.";
/// What was looked for in a section that found nothing.
pub const CRITERIA: &str = "Critères : {criteria}.";
pub const NO_CRITERIA: &str = "tous les documents";
pub const NOT_ESTABLISHED: &str =
    "Rubrique non établie : un critère n'a pas pu être appliqué ({criteria}).";

/// Said under the title, whatever was found.
/// How a window says it itself.
pub const OTHERS_MAY_EXIST: &str = "D'autres documents peuvent exister";
pub const OTHERS: &str = "D'autres documents peuvent exister dans le DMP.";

/// Months, in the order of the year.
pub const MONTHS: [&str; 12] = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
];
