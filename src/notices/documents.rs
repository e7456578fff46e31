//! The documents a professional may read, for a notice that says so.

use crate::record::Role;
use crate::rules::habilitation::{Matrix, Readable};
use crate::vocabulary::{ValueSet, Vocabulary};

/// The classes of documents of which a professional may read a type at least, by their national
/// labels, in the order of the value set: what to name in a notice when a matrix is loaded. Empty
/// where the matrix says nothing of the professional.
pub fn classes_readable(matrix: &Matrix, roles: &[Role], vocabulary: &Vocabulary) -> Vec<String> {
    let mut classes: Vec<&str> = Vec::new();
    for entry in vocabulary.entries(ValueSet::Type) {
        let class = vocabulary.class_of_type(&entry.code, &entry.scheme);
        let Some(class) = class.filter(|class| !classes.contains(class)) else { continue };
        if matrix.readable(roles, &entry.code, &entry.scheme) == Readable::Yes {
            classes.push(class);
        }
    }
    let readable =
        vocabulary.entries(ValueSet::Class).filter(|entry| classes.contains(&&*entry.code));
    readable.map(|entry| entry.label.to_string()).collect()
}
