use super::{Xcn, Xon};

/// An author: a person or a device, for whom, in what role. A document may have several.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Author {
    /// One in good metadata; what more came is kept.
    pub persons: Vec<Xcn>,
    pub institutions: Vec<Xon>,
    /// Labels: `Médecin traitant`.
    pub roles: Vec<Box<str>>,
    /// `code^label^scheme`, as they came.
    pub specialities: Vec<Box<str>>,
    /// `authorTelecommunication`, as it came.
    pub telecoms: Vec<Box<str>>,
}

impl Author {
    pub fn person(&self) -> Option<&Xcn> {
        self.persons.first()
    }

    /// Code, label and scheme of the first speciality; any may be empty.
    pub fn speciality(&self) -> Option<(&str, &str, &str)> {
        let text = self.specialities.first()?;
        let mut parts = text.splitn(3, '^').map(str::trim);
        Some((parts.next()?, parts.next().unwrap_or(""), parts.next().unwrap_or("")))
    }

    /// Whether the patient wrote it himself.
    pub fn is_patient(&self) -> bool {
        self.persons.iter().any(Xcn::is_patient)
            || self.speciality().is_some_and(|(code, ..)| code == "EXP_PATIENT")
    }
}
