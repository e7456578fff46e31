//! Names of elements and attributes, in their parts.

use super::error::Problem;

/// Prefix and local name of a tag.
pub(super) fn name_parts(name: &str, longest: usize) -> Result<(&str, &str), Problem> {
    let Some(colon) = name.as_bytes().iter().position(|b| *b == b':') else {
        check_name(name, longest)?;
        return Ok(("", name));
    };
    let (prefix, local) = (&name[..colon], &name[colon + 1..]);
    check_name(prefix, longest)?;
    check_name(local, longest)?;
    match local.as_bytes().contains(&b':') {
        true => Err(Problem::Syntax("a name with two colons")),
        false => Ok((prefix, local)),
    }
}

/// A name starts as one. The rest of its characters are not looked at: an odd one in the middle
/// is nobody's name, and harms nobody.
#[inline]
pub(super) fn check_name(name: &str, longest: usize) -> Result<(), Problem> {
    match name.as_bytes() {
        [b'a'..=b'z' | b'A'..=b'Z' | b'_' | 0x80.., ..] if name.len() <= longest => Ok(()),
        [b'a'..=b'z' | b'A'..=b'Z' | b'_' | 0x80.., ..] => {
            Err(Problem::NameTooLong { limit: longest })
        }
        _ => Err(Problem::Syntax("not a name")),
    }
}
