use thiserror::Error as ThisError;

/// What is wrong with the XML, and where. Never quotes the input: it may hold a patient's data.
#[derive(Debug, Clone, PartialEq, Eq, ThisError)]
#[error("{problem} (line {line}, column {column})")]
pub struct Error {
    pub problem: Problem,
    /// 1-based.
    pub line: u32,
    /// 1-based, counted in characters.
    pub column: u32,
}

#[derive(Debug, Clone, PartialEq, Eq, ThisError)]
pub enum Problem {
    #[error("the document is over {limit} bytes")]
    TooLarge { limit: usize },
    #[error("elements are nested over {limit} deep")]
    TooDeep { limit: usize },
    #[error("the document has over {limit} nodes")]
    TooManyNodes { limit: usize },
    #[error("an element has over {limit} attributes")]
    TooManyAttributes { limit: usize },
    #[error("over {limit} namespaces are declared")]
    TooManyNamespaces { limit: usize },
    #[error("a name is over {limit} bytes")]
    NameTooLong { limit: usize },
    #[error("encoding {0} is not supported")]
    UnsupportedEncoding(String),
    #[error("the bytes are not valid in their encoding")]
    BadEncoding,
    #[error("a character XML forbids")]
    ForbiddenCharacter,
    #[error("a document type declaration is refused")]
    DocumentType,
    #[error("an entity that is not predefined is refused")]
    UnknownEntity,
    #[error("a namespace prefix is not declared")]
    UnboundPrefix,
    #[error("an attribute is given twice")]
    DuplicateAttribute,
    #[error("there is no root element")]
    NoRoot,
    #[error("content outside the root element")]
    ContentOutsideRoot,
    #[error("not well-formed: {0}")]
    Syntax(&'static str),
}

impl Error {
    /// An error at byte `offset` of `source`.
    pub(super) fn at(problem: Problem, source: &str, offset: usize) -> Self {
        let (line, column) = position(source, offset);
        Error { problem, line, column }
    }
}

/// Line and column, both from 1, of byte `offset`.
pub(super) fn position(source: &str, offset: usize) -> (u32, u32) {
    let mut end = offset.min(source.len());
    while !source.is_char_boundary(end) {
        end -= 1;
    }
    let before = &source[..end];
    let line = before.bytes().filter(|byte| *byte == b'\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or("").chars().count() + 1;
    (line as u32, column as u32)
}
