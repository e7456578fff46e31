//! The duties as a table: stable id, what to do in French, source.

macro_rules! duties {
    ($($(#[$about:meta])* $name:ident: $id:literal, $sentence:literal, $source:literal;)+) => {
        /// What a professional owes the person, in the order in which to do it.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Duty { $($(#[$about])* $name),+ }

        impl Duty {
            pub const ALL: &'static [Duty] = &[$(Duty::$name),+];

            /// Stable: `information.feeding`.
            pub fn id(self) -> &'static str {
                match self { $(Duty::$name => $id),+ }
            }

            /// For the user, in French.
            pub fn sentence(self) -> &'static str {
                match self { $(Duty::$name => $sentence),+ }
            }

            pub fn source(self) -> &'static str {
                match self { $(Duty::$name => $source),+ }
            }
        }
    };
}

duties! {
    /// Once in the follow-up of the person, for the whole team.
    FeedingInformation: "information.feeding",
        "Prévenir le patient que des documents seront ajoutés à son profil Mon espace santé, et qu'il peut s'y opposer pour un motif légitime.",
        "CSP, L. 1111-15 et R. 1111-47 ; guide national d'information des usagers";
    /// Again at each new episode of care in the team; at each consultation outside it.
    ConsultationInformation: "information.consultation",
        "Prévenir le patient que son profil Mon espace santé sera consulté, et qu'il peut s'y opposer sans donner de raison.",
        "CSP, L. 1111-17 et R. 1111-46 ; guide national d'information des usagers";
    /// Before the profile is first opened; it then holds for the team.
    Consent: "consent.team",
        "Demander au patient son accord avant d'ouvrir son profil Mon espace santé : un geste exprès de sa part, jamais coché d'avance.",
        "Conseil d'État, 15 octobre 2025, n° 490409 ; CSP, R. 1111-46 ; EX_0.2-1100";
    /// Outside the team.
    ConsentEachTime: "consent.each_consultation",
        "Demander au patient son accord exprès pour cette consultation de son profil, et l'enregistrer.",
        "CSP, L. 1110-4 III et R. 1111-46 ; EX_0.2-1100";
    /// An opposition to feeding waits for its answer.
    OppositionToWeigh: "opposition.to_weigh",
        "Répondre à l'opposition du patient à l'ajout de documents : le professionnel apprécie si le motif est légitime.",
        "CSP, R. 1111-47";
    /// A minor renews his opposition to feeding at each act.
    MinorOpposition: "opposition.minor_each_act",
        "Demander au mineur s'il s'oppose de nouveau à l'ajout de documents : son opposition vaut pour un seul acte.",
        "CSP, R. 1111-47 ; guide national d'information des usagers";
    /// Recommended: the DMP itself tells the person of an access in an emergency.
    EmergencyNotice: "information.emergency",
        "Écrire au patient que son profil Mon espace santé a été consulté en urgence.",
        "CSP, L. 1111-17 I et R. 1111-48 ; guide national d'information des usagers";
}

impl Duty {
    /// Whether the law or the technical rules ask it; else it is only recommended.
    pub fn is_required(self) -> bool {
        self != Duty::EmergencyNotice
    }
}
