//! What is said of each change, in French. `{document}` is its type and date; `{labels}` who may
//! not see it.

macro_rules! kinds {
    ($($(#[$doc:meta])* $variant:ident: $id:literal, $sentence:literal, $one:literal, $many:literal;)+) => {
        /// What happened to a document.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum ChangeKind { $($(#[$doc])* $variant),+ }

        impl ChangeKind {
            /// In the order they are told.
            pub const ALL: &'static [ChangeKind] = &[$(ChangeKind::$variant),+];

            /// The stable id.
            pub fn id(self) -> &'static str {
                match self { $(ChangeKind::$variant => $id),+ }
            }

            pub(super) fn sentence(self) -> &'static str {
                match self { $(ChangeKind::$variant => $sentence),+ }
            }

            /// How many, in words: `1 nouveau document`, `2 nouveaux documents`.
            pub(super) fn counted(self, count: usize) -> String {
                let words = match (self, count) {
                    $((ChangeKind::$variant, 0 | 1) => $one,
                      (ChangeKind::$variant, _) => $many),+
                };
                format!("{count} {words}")
            }
        }
    };
}

kinds! {
    /// Submitted since, and the host holds nothing of it.
    New: "new",
        "Nouveau document : {document}.",
        "nouveau document", "nouveaux documents";
    /// The host's copy is an older version of this document.
    Replaced: "replaced",
        "Une version plus récente remplace votre copie : {document}.",
        "copie remplacée par une version plus récente",
        "copies remplacées par une version plus récente";
    /// The DMP says that another entry took its place, and did not return that one: a new version,
    /// or the same with other access.
    ReplacedByUnseen: "replaced_by_unseen",
        "Votre copie n'est plus à jour : le document a été remplacé, ou ses accès ont changé, et ce qui est en cours ne figure pas dans la réponse du DMP.",
        "copie qui n'est plus à jour", "copies qui ne sont plus à jour";
    VisibilityChanged: "visibility_changed",
        "La visibilité du document a changé : {document}. {labels}",
        "changement de visibilité", "changements de visibilité";
    /// A new entry of the same document, alike in status and in what is known of its visibility.
    MetadataChanged: "metadata_changed",
        "Les informations du document ont changé : {document}.",
        "document aux informations modifiées", "documents aux informations modifiées";
    /// Neither archived nor taken out of the archives: current again.
    StatusChanged: "status_changed",
        "Le document est de nouveau à jour : {document}.",
        "document de nouveau à jour", "documents de nouveau à jour";
    /// Not new, and the host holds no copy to compare it with.
    ChangedNotHeld: "changed_not_held",
        "Les informations ou la visibilité d'un document antérieur ont changé : {document}.",
        "document antérieur modifié", "documents antérieurs modifiés";
    Archived: "archived",
        "Document archivé : {document}.",
        "document archivé", "documents archivés";
    Unarchived: "unarchived",
        "Document sorti des archives : {document}.",
        "document sorti des archives", "documents sortis des archives";
    /// The DMP itself says so.
    Deleted: "deleted",
        "Le document dont vous gardez une copie a été supprimé du DMP.",
        "document supprimé", "documents supprimés";
    /// Asked for by its identifier, and not returned. Nothing more is known.
    NoLongerVisible: "no_longer_visible",
        "Le document dont vous gardez une copie n'est plus visible par vous dans le DMP.",
        "document qui n'est plus visible par vous", "documents qui ne sont plus visibles par vous";
    /// New in the DMP, and received before by secure mail.
    AlreadyReceived: "already_received",
        "Document déjà reçu par messagerie sécurisée (MSSanté) : {document}.",
        "document déjà reçu par MSSanté", "documents déjà reçus par MSSanté";
    /// New in the DMP, and held by the host otherwise: it may come from here.
    AlreadyHeld: "already_held",
        "Document déjà présent dans votre logiciel : {document}.",
        "document déjà présent dans votre logiciel", "documents déjà présents dans votre logiciel";
}

pub const NOTHING: &str = "aucun changement";
pub const SINCE: &str = "Depuis le {date} : {counts}.";
pub const INCOMPLETE: &str =
    "Toutes les réponses du DMP n'ont pas été obtenues : d'autres changements peuvent exister.";
/// Who may not see a document.
pub const NOW_HIDDEN: &str = "Il est désormais : {labels}.";
pub const NOW_OPEN: &str =
    "Il est désormais visible par le patient et par les professionnels autorisés.";
