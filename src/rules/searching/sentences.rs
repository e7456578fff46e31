//! Each way a search may break a rule: stable id, requirement, what to tell support (English)
//! and the user (French).

macro_rules! violations {
    ($($name:ident: $id:literal, $requirement:literal, $support:literal, $user:literal;)+) => {
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Violation { $($name),+ }

        impl Violation {
            pub const ALL: &'static [Violation] = &[$(Violation::$name),+];

            /// Stable: `automatic.second`.
            pub fn id(self) -> &'static str {
                match self { $(Violation::$name => $id),+ }
            }

            /// The requirement it would break.
            pub fn requirement(self) -> &'static str {
                match self { $(Violation::$name => $requirement),+ }
            }

            /// For support, in English.
            pub fn message(self) -> &'static str {
                match self { $(Violation::$name => $support),+ }
            }

            /// For the user, in French.
            pub fn sentence(self) -> &'static str {
                match self { $(Violation::$name => $user),+ }
            }
        }
    };
}

violations! {
    AfterFeed: "after_feed", "EX_3.1-1090",
        "no search may follow the feeding of a document by itself",
        "Aucune recherche n'est lancée après l'envoi d'un document.";
    AutomaticOff: "automatic.off", "EX_3.1-2030",
        "a search at opening is switched off (search.at_opening)",
        "La recherche à l'ouverture du dossier n'est pas activée.";
    SecondAutomatic: "automatic.second", "EX_3.1-2030",
        "only one search may run at opening; the others follow an act of the user",
        "Une recherche a déjà été faite à l'ouverture : les suivantes se font à la demande.";
    AutomaticUnderAir: "automatic.air", "EX_AIR-085",
        "no search in a professional's name without his knowing it under AIR",
        "Avec cette authentification, la recherche se fait à la demande.";
    AutomaticInEmergency: "automatic.emergency", "CNDA, mémento, recherche",
        "no automatic search in an emergency",
        "En urgence, la recherche se fait à la demande.";
    AutomaticInSecret: "automatic.secret_connection", "CNDA, test 3.1-010",
        "no automatic search in a secret connection",
        "En connexion secrète, la recherche se fait à la demande.";
    AutomaticByOperator: "automatic.operator", "EX_3.1-2030",
        "the operator may not read: no search runs for him",
        "La recherche est réservée au professionnel.";
    AutomaticWithoutAuthorisation: "automatic.authorisation", "CNDA, mémento, existence",
        "no automatic search without a valid authorisation",
        "Sans autorisation, aucune recherche n'est lancée à l'ouverture.";
    AutomaticOutsideTeam: "automatic.care_team", "CSP, L.1111-17",
        "no automatic search unless the professional is declared a member of the care team",
        "La recherche à l'ouverture est réservée à l'équipe de soins du patient.";
    AutomaticBeforeInformation: "automatic.information", "EX_0.2-1100",
        "no automatic search unless the patient's information for this episode is declared given",
        "Le patient est d'abord à informer pour cette prise en charge.";
    AutomaticStatus: "automatic.status", "ANS-CONS-1",
        "a search at opening asks for current documents only (status Approved)",
        "À l'ouverture, seuls les documents à jour sont recherchés.";
    AutomaticWindow: "automatic.window", "ANS-CONS-1",
        "a search at opening goes back two years at most, by the date of the act",
        "À l'ouverture, la recherche porte au plus sur les deux dernières années.";
}
