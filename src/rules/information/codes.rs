//! Enumerations whose values stand in documents under stable codes.

/// An enumeration with `ALL`, `code` and `from_code`; an unknown code is refused with the list of
/// those there are.
macro_rules! codes {
    ($($(#[$about:meta])* $name:ident { $($(#[$of:meta])* $value:ident = $code:literal),+ $(,)? })+) => {$(
        $(#[$about])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$of])* $value),+ }

        impl $name {
            pub const ALL: &'static [$name] = &[$($name::$value),+];

            /// Stable.
            pub fn code(self) -> &'static str {
                match self { $($name::$value => $code),+ }
            }

            pub fn from_code(code: &str) -> Result<Self, $crate::record::Invalid> {
                let found = $name::ALL.iter().copied().find(|value| value.code() == code);
                found.ok_or_else(|| {
                    let codes: &[&str] = &[$($code),+];
                    let problem = format!("must be one of {}", codes.join(", "));
                    $crate::record::Invalid::new("", problem)
                })
            }
        }
    )+};
}

pub(crate) use codes;
