use crate::record::DocumentEntry;

/// What must be said before a document is opened, in French, from its entry alone (EX_3.2-1025):
/// what the patient or his representatives cannot see must not be disclosed by accident.
pub fn warnings_before(entry: &DocumentEntry) -> Vec<&'static str> {
    let told = [
        (
            entry.is_invisible_to_patient(),
            "Ce document n'est pas visible par le patient. Avant d'en parler avec lui, assurez-vous \
             que son contenu peut lui être annoncé.",
        ),
        (
            entry.is_invisible_to_representatives(),
            "Ce document n'est pas visible par les représentants légaux du patient. N'en révélez ni \
             l'existence ni le contenu devant eux.",
        ),
        (
            entry.is_masked(),
            "Ce document est masqué aux professionnels de santé. Ne le communiquez pas à d'autres \
             professionnels sans l'accord du patient.",
        ),
        (
            entry.is_obsolete(),
            "Ce document est une ancienne version : une version plus récente le remplace.",
        ),
        (entry.is_archived(), "Ce document est archivé."),
    ];
    told.into_iter().filter(|(holds, _)| *holds).map(|(_, text)| text).collect()
}
