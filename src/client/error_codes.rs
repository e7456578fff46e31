//! Every error as a table: number (frozen, never reused), name, category, retry hint, and the
//! sentence for the user. Numbers are in blocks of a hundred, one a category.

/// Who is to act.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[repr(i32)]
pub enum Category {
    /// The program called the library in a way it may not.
    Misuse = 1,
    /// The call was cancelled, ran out of time, or a function of the host failed.
    Call = 2,
    /// A document given by the host is wrong; the details name the field.
    Input = 3,
    Configuration = 4,
    /// Nothing came back, or not all of it.
    Connection = 5,
    /// What came back is not an answer.
    Answer = 6,
    /// The DMP answered with an error.
    Server = 7,
    /// A defect of the library.
    Internal = 8,
    /// A rule stands against the act: nothing was sent. The error names the requirement.
    Rule = 9,
}

/// Whether the same call may work another time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[repr(i32)]
pub enum Retry {
    /// Not as it stands.
    Never = 1,
    /// Later, unchanged.
    Later = 2,
    /// Once what the details name is corrected.
    AfterCorrection = 3,
}

macro_rules! error_codes {
    ($($variant:ident = $number:literal, $name:literal, $category:ident, $retry:ident, $user:literal;)+) => {
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        #[repr(i32)]
        pub enum ErrorCode { $($variant = $number),+ }

        impl ErrorCode {
            pub const ALL: &'static [ErrorCode] = &[$(ErrorCode::$variant),+];

            pub fn number(self) -> i32 {
                self as i32
            }

            /// The name, as in the constant `DMPKIT_E_…`.
            pub fn name(self) -> &'static str {
                match self { $(ErrorCode::$variant => $name),+ }
            }

            pub fn category(self) -> Category {
                match self { $(ErrorCode::$variant => Category::$category),+ }
            }

            pub fn retry(self) -> Retry {
                match self { $(ErrorCode::$variant => Retry::$retry),+ }
            }

            /// What to tell the user, in French.
            pub fn user_message(self) -> &'static str {
                match self { $(ErrorCode::$variant => $user),+ }
            }
        }
    };
}

error_codes! {
    Null = -1, "NULL", Misuse, Never,
        "Le logiciel a mal utilisé la connexion au DMP. Prévenez son éditeur.";
    BadHandle = -2, "BAD_HANDLE", Misuse, Never,
        "Le logiciel a mal utilisé la connexion au DMP. Prévenez son éditeur.";
    BadUtf8 = -3, "BAD_UTF8", Misuse, Never,
        "Le logiciel a transmis un texte illisible. Prévenez son éditeur.";
    BadSize = -4, "BAD_SIZE", Misuse, Never,
        "Le logiciel a mal utilisé la connexion au DMP. Prévenez son éditeur.";
    OutOfRange = -5, "OUT_OF_RANGE", Misuse, Never,
        "Le logiciel a demandé une information qui n'existe pas. Prévenez son éditeur.";
    Busy = -6, "BUSY", Misuse, Later,
        "Une opération est déjà en cours sur ce dossier. Attendez qu'elle se termine.";
    Unsupported = -7, "UNSUPPORTED", Misuse, Never,
        "Cette fonction n'existe pas dans cette version. Prévenez l'éditeur du logiciel.";

    Cancelled = -101, "CANCELLED", Call, Later,
        "L'opération a été annulée.";
    Timeout = -102, "TIMEOUT", Call, Later,
        "Le DMP n'a pas répondu à temps. Réessayez dans un instant.";
    HostFailed = -103, "HOST_FAILED", Call, Later,
        "Une fonction du logiciel a échoué pendant l'appel au DMP. Réessayez ; si cela se répète, prévenez l'éditeur.";

    BadJson = -201, "BAD_JSON", Input, AfterCorrection,
        "Le logiciel a transmis des données illisibles. Prévenez son éditeur.";
    UnknownField = -202, "UNKNOWN_FIELD", Input, AfterCorrection,
        "Le logiciel a transmis une donnée inconnue. Prévenez son éditeur.";
    InvalidField = -203, "INVALID_FIELD", Input, AfterCorrection,
        "Une donnée à transmettre au DMP est manquante ou incorrecte : rien n'a été envoyé. Vérifiez le dossier du patient et la fiche du professionnel ; si cela se répète, prévenez l'éditeur du logiciel.";
    WrongSchema = -204, "WRONG_SCHEMA", Input, AfterCorrection,
        "Le logiciel a transmis un document d'un autre type. Prévenez son éditeur.";
    InputTooLarge = -205, "INPUT_TOO_LARGE", Input, AfterCorrection,
        "Le logiciel a transmis trop de données. Prévenez son éditeur.";

    UnknownEnvironment = -301, "UNKNOWN_ENVIRONMENT", Configuration, AfterCorrection,
        "L'environnement du DMP n'est pas configuré. Prévenez l'éditeur du logiciel.";
    ProductionIdentity = -302, "PRODUCTION_IDENTITY", Configuration, Never,
        "L'INS d'un patient réel ne peut pas servir dans le simulateur.";
    UnknownMeans = -303, "UNKNOWN_MEANS", Configuration, AfterCorrection,
        "Ce moyen d'authentification n'est pas configuré. Prévenez l'éditeur du logiciel.";

    ConnectionCut = -401, "CONNECTION_CUT", Connection, Later,
        "La connexion au DMP a été coupée. Réessayez dans un instant.";
    AnswerTooLarge = -402, "ANSWER_TOO_LARGE", Connection, Never,
        "La réponse du DMP est trop volumineuse. Prévenez l'éditeur du logiciel.";
    HttpStatus = -403, "HTTP_STATUS", Connection, Later,
        "Le DMP est momentanément indisponible. Réessayez plus tard.";

    AnswerUnreadable = -501, "ANSWER_UNREADABLE", Answer, Later,
        "La réponse du DMP est illisible. Réessayez ; si cela se répète, prévenez l'éditeur du logiciel.";
    AnswerUnexpected = -502, "ANSWER_UNEXPECTED", Answer, Later,
        "La réponse reçue n'est pas celle du DMP. Réessayez ; si cela se répète, prévenez l'éditeur du logiciel.";
    AnswerOfAnother = -503, "ANSWER_OF_ANOTHER", Answer, Later,
        "La réponse reçue concerne une autre demande : elle a été écartée. Réessayez.";

    DocumentNotGiven = -504, "DOCUMENT_NOT_GIVEN", Answer, Later,
        "Le DMP n'a pas fourni ce document. Relancez la recherche : il a pu être modifié ou supprimé.";
    DocumentUnreadable = -505, "DOCUMENT_UNREADABLE", Answer, Never,
        "Ce document ne peut pas être affiché.";

    ServerFault = -601, "SERVER_FAULT", Server, Later,
        "Le DMP a signalé une erreur. Réessayez plus tard.";
    ServerRefused = -602, "SERVER_REFUSED", Server, Never,
        "Le DMP a refusé la demande.";
    ServerThreshold = -603, "SERVER_THRESHOLD", Server, Later,
        "Le DMP a reçu trop de demandes de ce logiciel. Attendez avant de réessayer ; l'alimentation reste possible.";
    ServerRights = -604, "SERVER_RIGHTS", Server, Never,
        "Le DMP a refusé l'accès.";
    ServerCertificate = -605, "SERVER_CERTIFICATE", Server, AfterCorrection,
        "Le DMP a refusé le certificat utilisé. Prévenez l'éditeur du logiciel.";
    ServerAssertion = -606, "SERVER_ASSERTION", Server, AfterCorrection,
        "Le DMP a refusé l'identification du professionnel. Vérifiez sa fiche (identifiant, spécialité, structure) et l'heure du poste.";

    SearchNotAllowed = -701, "SEARCH_NOT_ALLOWED", Rule, Never,
        "Cette recherche ne peut pas être lancée sans une demande de l'utilisateur.";
    AccessNotAllowed = -702, "ACCESS_NOT_ALLOWED", Rule, AfterCorrection,
        "La consultation n'est pas possible en l'état : voir les raisons affichées à l'ouverture du dossier.";
    TooManyReads = -703, "TOO_MANY_READS", Rule, Later,
        "Trop de documents ouverts en peu de temps. Attendez quelques secondes.";
    TooManySaves = -704, "TOO_MANY_SAVES", Rule, Later,
        "Trop de documents enregistrés en peu de temps : chaque enregistrement se fait document par document.";

    Panic = -901, "PANIC", Internal, Later,
        "Une erreur interne s'est produite. Réessayez ; si cela se répète, prévenez l'éditeur du logiciel.";
}
