use std::fmt;

use super::super::open_set::open_set;

/// Component `number` (from 1) of an HL7 v2 field; empty where there is none.
fn component(text: &str, number: usize) -> &str {
    text.split('^').nth(number.wrapping_sub(1)).unwrap_or("").trim()
}

/// Subcomponent `number` (from 1) of a component.
fn subcomponent(component: &str, number: usize) -> &str {
    component.split('&').nth(number.wrapping_sub(1)).unwrap_or("").trim()
}

macro_rules! hl7_field {
    ($(#[$meta:meta])* $name:ident) => {
        $(#[$meta])*
        #[derive(Clone, Default, PartialEq, Eq, Hash)]
        pub struct $name(Box<str>);

        impl $name {
            pub fn new(text: &str) -> Self {
                $name(text.into())
            }

            /// As it came.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        /// Says nothing of whom it names.
        impl fmt::Debug for $name {
            fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                out.write_str(concat!(stringify!($name), "(…)"))
            }
        }
    };
}

hl7_field! {
    /// A person with an identifier (HL7 v2 XCN): `id^family^given^^^^^^&authority&ISO^D^^^type`.
    Xcn
}

impl Xcn {
    /// PS_IdNat of a professional, INS of a patient, or an identifier of the software.
    pub fn id(&self) -> &str {
        component(&self.0, 1)
    }

    pub fn family_name(&self) -> &str {
        component(&self.0, 2)
    }

    pub fn given_name(&self) -> &str {
        component(&self.0, 3)
    }

    /// OID of who assigned the identifier.
    pub fn authority(&self) -> &str {
        subcomponent(component(&self.0, 9), 2)
    }

    /// `D` for a person, `U` for a device.
    pub fn name_type(&self) -> &str {
        component(&self.0, 10)
    }

    /// `IDNPS`, `EI`, `RI` for professionals and devices; `NH` for a patient.
    pub fn id_type(&self) -> &str {
        component(&self.0, 13)
    }

    /// Whether a patient is meant: the identifier is an INS.
    pub fn is_patient(&self) -> bool {
        self.id_type() == "NH" || self.authority().starts_with("1.2.250.1.213.1.4.")
    }
}

hl7_field! {
    /// An organisation with an identifier (HL7 v2 XON): `name^^^^^&authority&ISO^type^^^id`.
    Xon
}

impl Xon {
    pub fn name(&self) -> &str {
        component(&self.0, 1)
    }

    /// OID of who assigned the identifier.
    pub fn authority(&self) -> &str {
        subcomponent(component(&self.0, 6), 2)
    }

    /// Struct_IdNat where the type is `IDNST`.
    pub fn id(&self) -> &str {
        component(&self.0, 10)
    }
}

hl7_field! {
    /// A patient identifier (HL7 v2 CX): `id^^^&authority&ISO^type`.
    Cx
}

impl Cx {
    pub fn id(&self) -> &str {
        component(&self.0, 1)
    }

    /// OID of who assigned the identifier.
    pub fn authority(&self) -> &str {
        subcomponent(component(&self.0, 4), 2)
    }
}

open_set! {
    /// What an identifier of referenceIdList names (JDV_J231).
    ReferenceIdType {
        AccessionNumber = "urn:ihe:iti:xds:2013:accession",
        Order = "urn:ihe:iti:xds:2013:order",
        StudyInstanceUid = "urn:ihe:iti:xds:2016:studyInstanceUID",
    }
}

hl7_field! {
    /// An identifier of referenceIdList (IHE CXi): `id^^^&authority&ISO^type`.
    ReferenceId
}

impl ReferenceId {
    pub fn id(&self) -> &str {
        component(&self.0, 1)
    }

    pub fn authority(&self) -> &str {
        subcomponent(component(&self.0, 4), 2)
    }

    pub fn kind(&self) -> ReferenceIdType {
        ReferenceIdType::from_code(component(&self.0, 5))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn components_are_found_and_missing_ones_are_empty() {
        let doctor =
            Xcn::new("899700000011^EXEMPLE^Camille^^^^^^&1.2.250.1.71.4.2.1&ISO^D^^^IDNPS");
        assert_eq!(doctor.id(), "899700000011");
        assert_eq!(doctor.family_name(), "EXEMPLE");
        assert_eq!(doctor.authority(), "1.2.250.1.71.4.2.1");
        assert_eq!(doctor.id_type(), "IDNPS");
        assert!(!doctor.is_patient());
        assert_eq!(Xcn::new("x").given_name(), "");
        let place = Xon::new("Cabinet^^^^^&1.2.250.1.71.4.2.2&ISO^IDNST^^^499700000011001");
        assert_eq!((place.name(), place.id()), ("Cabinet", "499700000011001"));
        let study = ReferenceId::new("1.2.3^^^&9.9&ISO^urn:ihe:iti:xds:2016:studyInstanceUID");
        assert_eq!(study.kind(), ReferenceIdType::StudyInstanceUid);
    }

    #[test]
    fn debug_shows_nobody() {
        assert_eq!(format!("{:?}", Xcn::new("1^MAREUIL^Jeanne")), "Xcn(…)");
    }
}
