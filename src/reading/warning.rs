use super::{Format, ReadingError};

/// What the reader of a document must know about how it was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Warning {
    /// Nothing of the body could be read: it is given as a file.
    Unreadable(ReadingError),
    /// The bytes are not what was declared.
    TypeDiffers { declared: Format, found: Format },
    /// The same, of a file inside a CDA.
    FileTypeDiffers { file: usize, found: Format },
    /// XML that is no CDA.
    NotCda,
    /// A CDA without body.
    NoBody,
    /// A self-displaying CDA: its style sheet was not run.
    StyleSheetIgnored,
    /// Sections without text: the labels of their entries are shown.
    ShownFromEntries { sections: usize },
    /// A file inside a CDA whose base64 cannot be decoded.
    FileUnreadable { file: usize },
    /// A file or image that stands elsewhere and was not fetched.
    RemoteNotFetched { count: usize },
    /// An image named by the text is not in the document.
    ImageMissing { count: usize },
    /// More files than a reading holds, or larger ones.
    FilesLeftOut { count: usize },
    /// The document is too long to be shown whole.
    Truncated,
}

impl Warning {
    /// In French, for the reader.
    pub fn text(&self) -> String {
        match self {
            Warning::Unreadable(why) => why.user_message().into(),
            Warning::TypeDiffers { declared, found } => format!(
                "Le document est annoncé comme {} mais son contenu est {}. C’est le contenu qui \
                 est affiché.",
                declared.french(),
                found.french()
            ),
            Warning::FileTypeDiffers { file, found } => format!(
                "Le type annoncé du fichier joint n° {file} ne correspond pas à son contenu, qui \
                 est {}.",
                found.french()
            ),
            Warning::NotCda => {
                "Ce document XML n’est pas un document médical CDA : il ne peut pas être affiché."
                    .into()
            }
            Warning::NoBody => {
                "Ce document n’a pas de contenu : seul son en-tête est affiché.".into()
            }
            Warning::StyleSheetIgnored => {
                "La mise en forme fournie avec le document n’est pas utilisée : le contenu est \
                 affiché dans une présentation standard."
                    .into()
            }
            Warning::ShownFromEntries { sections: 1 } => {
                "Une section n’a pas de texte : les libellés de ses données codées sont affichés \
                 à la place."
                    .into()
            }
            Warning::ShownFromEntries { sections } => format!(
                "{sections} sections n’ont pas de texte : les libellés de leurs données codées \
                 sont affichés à la place."
            ),
            Warning::FileUnreadable { file } => {
                format!("Le fichier joint n° {file} est endommagé : il ne peut pas être ouvert.")
            }
            Warning::RemoteNotFetched { .. } => {
                "Le document renvoie à des éléments extérieurs, qui n’ont pas été chargés.".into()
            }
            Warning::ImageMissing { .. } => {
                "Une image ou un fichier cité dans le texte ne figure pas dans le document.".into()
            }
            Warning::FilesLeftOut { .. } => {
                "Le document contient trop de fichiers joints, ou des fichiers trop volumineux : \
                 certains n’ont pas été lus."
                    .into()
            }
            Warning::Truncated => {
                "Attention : le document est trop long pour être affiché en entier. La suite \
                 n’est pas affichée."
                    .into()
            }
        }
    }
}
