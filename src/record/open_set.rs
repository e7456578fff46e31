/// Declares an open set: the codes known today, each with its wire form, and any other kept as
/// it came. A server that learns a new word must never break the software.
macro_rules! open_set {
    ($(#[$meta:meta])* $name:ident { $($(#[$doc:meta])* $variant:ident = $code:literal),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, Eq, Hash)]
        pub enum $name {
            $($(#[$doc])* $variant,)+
            /// A code this version does not know, as it came.
            Other(String),
        }

        impl $name {
            /// The codes known to this version.
            pub const KNOWN: &'static [&'static str] = &[$($code),+];

            pub fn from_code(code: &str) -> Self {
                match code {
                    $($code => $name::$variant,)+
                    other => $name::Other(other.to_string()),
                }
            }

            pub fn code(&self) -> &str {
                match self {
                    $($name::$variant => $code,)+
                    $name::Other(code) => code,
                }
            }
        }
    };
}

pub(super) use open_set;
