//! The namespace declarations in force, as a stack.

/// The reserved namespace of the prefix `xml`.
const XML: &str = "http://www.w3.org/XML/1998/namespace";

pub(super) struct Namespaces<'a> {
    /// Depth, prefix and namespace name of each declaration, outermost first.
    declared: Vec<(u32, &'a str, &'a str)>,
    /// The scopes that were asked for, without their depths.
    scopes: Vec<Vec<(&'a str, &'a str)>>,
    /// Which of them is in force, where it is known.
    scope: Option<u32>,
}

/// Scopes are told apart up to this number; what comes after is like nothing seen before.
const SCOPES: usize = 8;

impl<'a> Namespaces<'a> {
    pub(super) fn new() -> Self {
        Namespaces { declared: Vec::with_capacity(8), scopes: Vec::new(), scope: None }
    }

    /// `false` where the same element declares the prefix twice.
    pub(super) fn declare(&mut self, depth: u32, prefix: &'a str, name: &'a str) -> bool {
        let here = self.declared.iter().rev().take_while(|(at, ..)| *at == depth);
        let twice = here.into_iter().any(|(_, earlier, _)| same(earlier, prefix));
        self.declared.push((depth, prefix, name));
        self.scope = None;
        !twice
    }

    /// How many declarations there are here.
    pub(super) fn in_force(&self) -> usize {
        self.declared.len()
    }

    /// Forgets what was declared at `depth` or deeper.
    pub(super) fn leave(&mut self, depth: u32) {
        while self.declared.last().is_some_and(|(at, ..)| *at >= depth) {
            self.declared.pop();
            self.scope = None;
        }
    }

    /// A number for the declarations in force: the same where the same names are bound, wherever
    /// that was said. `None` once there were too many to remember.
    pub(super) fn scope(&mut self) -> Option<u32> {
        if self.scope.is_none() {
            let here = || self.declared.iter().map(|(_, prefix, name)| (*prefix, *name));
            let known = self.scopes.iter().position(|scope| scope.iter().copied().eq(here()));
            if known.is_none() && self.scopes.len() < SCOPES {
                self.scopes.push(here().collect());
                self.scope = Some(self.scopes.len() as u32 - 1);
            } else {
                self.scope = known.map(|known| known as u32);
            }
        }
        self.scope
    }

    /// The namespace name of a prefix; `None` where it is not declared. The empty prefix
    /// without declaration is in no namespace: "".
    pub(super) fn resolve(&self, prefix: &str) -> Option<&'a str> {
        if let Some((_, _, name)) = self.declared.iter().rev().find(|(_, p, _)| same(p, prefix)) {
            // xmlns:p="" would undeclare a prefix, which only XML Namespaces 1.1 knows.
            return (!name.is_empty() || prefix.is_empty()).then_some(name);
        }
        match prefix {
            "" => Some(""),
            "xml" => Some(XML),
            _ => None,
        }
    }
}

/// Equality for names: they are a few bytes long, where a call to memcmp costs more than it
/// compares. Eight or four bytes at a time, the last ones overlapping.
#[inline]
pub(super) fn same(a: &str, b: &str) -> bool {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    if a.len() != b.len() {
        return false;
    }
    if a.len() >= 8 {
        let (heads, others) = (a.as_chunks::<8>().0, b.as_chunks::<8>().0);
        return heads.iter().zip(others).all(|(x, y)| x == y)
            && a.last_chunk::<8>() == b.last_chunk::<8>();
    }
    if a.len() >= 4 {
        return a.first_chunk::<4>() == b.first_chunk::<4>()
            && a.last_chunk::<4>() == b.last_chunk::<4>();
    }
    a.iter().zip(b).all(|(x, y)| x == y)
}

#[cfg(test)]
mod tests {
    use super::same;

    #[test]
    fn a_difference_is_seen_wherever_it_stands() {
        for length in 0..40 {
            let name = "abcdefghij".repeat(4)[..length].to_string();
            assert!(same(&name, &name.clone()));
            assert!(!same(&name, &format!("{name}x")));
            for at in 0..length {
                let mut other = name.clone().into_bytes();
                other[at] = b'-';
                assert!(!same(&name, &String::from_utf8(other).unwrap()), "{length} {at}");
            }
        }
    }
}
