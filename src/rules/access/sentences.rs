//! The reasons and the actions as tables: stable id, French sentence, source.
//!
//! Reasons stand in the order they are given to a reader. `{…}` is filled by the fact. A
//! sentence says the fact plainly; the law is in the source.

/// What a reason does to the answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(i32)]
pub enum Effect {
    Blocks = 1,
    Requires = 2,
    Grants = 3,
    /// Worth knowing; changes nothing.
    Notes = 4,
}

impl Effect {
    pub fn code(self) -> &'static str {
        match self {
            Effect::Blocks => "blocks",
            Effect::Requires => "requires",
            Effect::Grants => "grants",
            Effect::Notes => "notes",
        }
    }
}

/// How loudly to say it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(i32)]
pub enum Severity {
    /// Nothing stands in the way.
    Ok = 1,
    /// Nothing to open here, and nothing wrong.
    Information = 2,
    /// Something is to be done first.
    Attention = 3,
    /// Refused.
    Stop = 4,
}

impl Severity {
    pub fn code(self) -> &'static str {
        match self {
            Severity::Ok => "ok",
            Severity::Information => "information",
            Severity::Attention => "attention",
            Severity::Stop => "stop",
        }
    }
}

pub(super) struct ReasonRow {
    pub id: &'static str,
    pub effect: Effect,
    pub severity: Severity,
    pub sentence: &'static str,
    pub source: &'static str,
    pub actions: &'static [ActionId],
}

macro_rules! reasons {
    ($($name:ident: $id:literal, $effect:ident, $severity:ident, $sentence:literal, $source:literal, [$($action:ident),*];)+) => {
        /// Every reason, in the order of the table.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum ReasonId { $($name),+ }

        impl ReasonId {
            pub const ALL: &'static [ReasonId] = &[$(ReasonId::$name),+];

            pub(super) fn row(self) -> &'static ReasonRow {
                match self {
                    $(ReasonId::$name => &ReasonRow {
                        id: $id,
                        effect: Effect::$effect,
                        severity: Severity::$severity,
                        sentence: $sentence,
                        source: $source,
                        actions: &[$(ActionId::$action),*],
                    }),+
                }
            }

            /// The stable id, such as `record.absent`.
            pub fn id(self) -> &'static str {
                self.row().id
            }
        }
    };
}

reasons! {
    NoIns: "identity.no_ins", Blocks, Attention,
        "Le patient n'a pas d'INS : le DMP ne peut pas être interrogé.",
        "EX_GEN-1530", [ObtainIns, UseLocalRecord];
    Nia: "identity.nia", Blocks, Attention,
        "Le patient n'a qu'un numéro d'attente (NIA) : le DMP ne s'ouvre qu'avec un INS définitif.",
        "CNDA, test 0.2-080", [AskInsiAgain, UseLocalRecord];
    NotQualified: "identity.not_qualified", Blocks, Attention,
        "L'identité du patient n'est pas qualifiée : son INS ne peut pas encore servir à interroger le DMP.",
        "EX_GEN-1530 ; RNIV, EXI SI 07", [QualifyIdentity, UseLocalRecord];
    RecordAbsent: "record.absent", Blocks, Information,
        "Le patient n'a pas de DMP.",
        "TD0.2 ; CNDA, test 0.2-010", [InformAboutMes, UseLocalRecord];
    RecordClosed: "record.closed", Blocks, Information,
        "Le DMP du patient est fermé{closing}.",
        "TD0.2 ; CNDA, test 0.2-020", [UseLocalRecord];
    RecordUnknown: "record.unknown_state", Blocks, Attention,
        "Le DMP a donné un état que ce logiciel ne connaît pas ({value}) : par prudence, la consultation reste fermée.",
        "CNDA, test 0.2-020 ; REC_GEN-1370", [OpenWebPortal, ContactSupport];
    EmergencyOpposed: "emergency.opposed", Blocks, Stop,
        "Le patient s'est opposé à cet accès en urgence à son DMP.",
        "CSP, L.1111-17 et R.1111-48", [UseLocalRecord];
    Blocked: "authorisation.blocked", Blocks, Stop,
        "Le patient a bloqué l'accès de ce professionnel au DMP.",
        "TD0.2 (INTERDIT) ; CSP, L.1111-16", [TalkToPatient, UseLocalRecord];
    AuthorisationUnknown: "authorisation.unknown_value", Blocks, Attention,
        "Le DMP a donné une autorisation que ce logiciel ne connaît pas ({value}) : par prudence, la consultation reste fermée.",
        "CNDA, test 0.2-020 ; REC_GEN-1370", [OpenWebPortal, ContactSupport];
    AuthorisationSilent: "authorisation.not_given", Blocks, Attention,
        "La réponse du DMP ne dit pas si ce professionnel est autorisé : par prudence, la consultation reste fermée.",
        "TD0.2", [AskAgain, ContactSupport];
    Operator: "operator.not_entitled", Blocks, Information,
        "La consultation est réservée au professionnel : une autre personne au clavier peut seulement savoir si le DMP existe.",
        "Guide national de consultation de Mon espace santé ; CSP, L.1111-17", [TellProfessional];
    Means: "professional.means", Blocks, Attention,
        "Ce moyen d'authentification permet de savoir si le DMP existe, pas d'en consulter les documents.",
        "PDT-INF-526 v1.8 ; EX_GEN-1450", [AuthenticateInPerson];
    NotRegulator: "emergency.not_regulator", Blocks, Stop,
        "L'accès du centre 15 est réservé au médecin régulateur pendant un appel.",
        "CSP, L.1111-17 et R.1111-48", [OpenNormally];
    OrdinaryAccess: "emergency.ordinary_access_exists", Blocks, Attention,
        "Ce professionnel est déjà autorisé : l'accès en urgence n'est pas à utiliser.",
        "CNDA, mémento, bris de glace", [OpenNormally];
    OtherIdentity: "identity.other_in_answer", Blocks, Attention,
        "Le DMP a répondu avec un autre identifiant que celui du patient : l'identité est à vérifier avant toute consultation.",
        "TD0.2 ; EX_GEN-1530", [VerifyIdentity, AskAgain];
    NoAuthorisation: "authorisation.none", Requires, Attention,
        "Ce professionnel n'est pas encore autorisé à consulter ce DMP.",
        "TD0.2 (NON_EXISTE) ; EX_0.3-1010", [InformPatient, CollectConsent, DeclareAuthorisation, SearchDocuments];
    Expired: "authorisation.expired", Requires, Attention,
        "L'autorisation de ce professionnel a expiré : l'accord du patient est à redemander.",
        "TD0.2 (EXPIRE) ; EX_0.3-1020", [InformPatient, CollectConsent, DeclareAuthorisation, SearchDocuments];
    EmergencyConditions: "emergency.conditions", Requires, Attention,
        "L'accès en urgence demande deux conditions : un risque immédiat pour la santé du patient, et un patient hors d'état d'exprimer sa volonté.",
        "CSP, L.1111-17 I ; EX_0.2-1040", [ConfirmIdentity, DeclareEmergency, SearchDocuments];
    CallInProgress: "emergency.call_in_progress", Requires, Attention,
        "L'accès du centre 15 demande qu'un appel concernant ce patient soit en cours.",
        "CSP, L.1111-17 I", [DeclareCall, SearchDocuments];
    Authorised: "authorisation.valid", Grants, Ok,
        "Ce professionnel est autorisé à consulter ce DMP.",
        "TD0.2 (VALIDE)", [SearchDocuments];
    ExistenceOpen: "existence.open", Grants, Ok,
        "L'existence d'un DMP peut être vérifiée.",
        "TD0.2 ; PDT-INF-526 v1.8", [];
    TreatingDoctor: "professional.treating_doctor", Notes, Information,
        "Ce professionnel est le médecin traitant du patient dans le DMP : il voit aussi les documents masqués aux autres.",
        "CSP, L.1111-16", [];
    Minor: "patient.minor", Notes, Information,
        "Le patient est mineur : ses représentants légaux voient les accès et les documents de son DMP, sauf connexion secrète.",
        "EX_GEN-1550 ; EX_0.1-1100", [];
    PatientNotified: "patient.notified", Notes, Information,
        "Le patient est averti aussitôt des recherches et des consultations faites dans son DMP.",
        "EX_0.2-1100 ; CSP, R.1111-43", [];
    NotAttached: "record.not_attached", Notes, Information,
        "Ce DMP n'est pas rattaché à Mon espace santé.",
        "TD0.2 (RATTACHEMENT_ENS)", [];
    Doubts: "answer.doubts", Notes, Information,
        "Une partie de la réponse du DMP n'a pas pu être lue.",
        "REC_GEN-1370", [];
}

pub(super) struct ActionRow {
    pub id: &'static str,
    pub sentence: &'static str,
}

macro_rules! actions {
    ($($name:ident: $id:literal, $sentence:literal;)+) => {
        /// Every next action.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum ActionId { $($name),+ }

        impl ActionId {
            pub const ALL: &'static [ActionId] = &[$(ActionId::$name),+];

            fn row(self) -> &'static ActionRow {
                match self {
                    $(ActionId::$name => &ActionRow { id: $id, sentence: $sentence }),+
                }
            }

            /// The stable id, such as `collect_consent`.
            pub fn id(self) -> &'static str {
                self.row().id
            }

            pub fn sentence(self) -> &'static str {
                self.row().sentence
            }
        }
    };
}

actions! {
    ObtainIns: "obtain_ins", "Récupérer l'INS du patient avec le téléservice INSi.";
    AskInsiAgain: "ask_insi_again", "Interroger de nouveau le téléservice INSi une fois le numéro définitif attribué.";
    QualifyIdentity: "qualify_identity", "Qualifier l'identité : récupérer l'INS avec le téléservice INSi et contrôler une pièce d'identité.";
    VerifyIdentity: "verify_identity", "Vérifier l'INS du patient avec le téléservice INSi.";
    InformAboutMes: "inform_about_mes", "Informer le patient qu'il peut activer Mon espace santé, sur monespacesante.fr ou en appelant le 34 22.";
    UseLocalRecord: "use_local_record", "Continuer avec le dossier du logiciel.";
    OpenWebPortal: "open_web_portal", "Consulter le DMP par son portail internet.";
    ContactSupport: "contact_support", "Signaler cette réponse à l'éditeur du logiciel.";
    AskAgain: "ask_again", "Interroger de nouveau le DMP.";
    TalkToPatient: "talk_to_patient", "En parler avec le patient : il peut lever ce blocage dans Mon espace santé ou en appelant le 34 22.";
    TellProfessional: "tell_professional", "Prévenir le professionnel : lui seul peut consulter ce DMP.";
    AuthenticateInPerson: "authenticate_in_person", "S'authentifier en personne, par carte CPS ou avec Pro Santé Connect.";
    OpenNormally: "open_normally", "Ouvrir le dossier en mode normal.";
    InformPatient: "inform_patient", "Informer le patient de la consultation et de son droit de s'y opposer.";
    CollectConsent: "collect_consent", "Recueillir l'accord du patient.";
    DeclareAuthorisation: "declare_authorisation", "Déclarer cet accord au DMP au moment de consulter.";
    ConfirmIdentity: "confirm_identity", "Saisir le nom, le prénom et la date de naissance du patient.";
    DeclareEmergency: "declare_emergency", "Déclarer les deux conditions de l'urgence.";
    DeclareCall: "declare_call", "Déclarer l'appel en cours.";
    SearchDocuments: "search_documents", "Rechercher les documents utiles à la prise en charge.";
}
