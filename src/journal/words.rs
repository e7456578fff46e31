//! Texts, moments and identities as entries hold them: checked when read, so that whatever exists
//! is valid.

use std::fmt;

use serde::de::{Error, Unexpected};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::record::{required_text, Invalid, Object};

/// A name or code of one line: an identifier of the host, of a document, of a template.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct Label(String);

impl Label {
    /// 1 to 200 characters, none of them a control character; spaces around are left out.
    pub fn new(text: &str) -> Result<Self, Invalid> {
        required_text("", text, 200).map(Label)
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Identifiers name patients: `Debug` keeps them.
impl fmt::Debug for Label {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("Label(…)")
    }
}

impl<'de> Deserialize<'de> for Label {
    fn deserialize<D: Deserializer<'de>>(source: D) -> Result<Self, D::Error> {
        let text = String::deserialize(source)?;
        Label::new(&text)
            .map_err(|_| refused("a text of 1 to 200 characters, none of them a control character"))
    }
}

/// What somebody wrote in his own words: a reason, a comment.
#[derive(Clone, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct FreeText(String);

impl FreeText {
    /// 1 to 1000 characters; lines and runs of spaces become single spaces.
    pub fn new(text: &str) -> Result<Self, Invalid> {
        let words: Vec<&str> = text.split_whitespace().collect();
        required_text("", &words.join(" "), 1000).map(FreeText)
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// It speaks of a patient: `Debug` keeps it.
impl fmt::Debug for FreeText {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("FreeText(…)")
    }
}

impl<'de> Deserialize<'de> for FreeText {
    fn deserialize<D: Deserializer<'de>>(source: D) -> Result<Self, D::Error> {
        let text = String::deserialize(source)?;
        FreeText::new(&text).map_err(|_| refused("a text of 1 to 1000 characters"))
    }
}

/// The words `read_json` makes an error of: what was expected, never what came.
fn refused<E: Error>(expected: &str) -> E {
    E::invalid_value(Unexpected::Other("text"), &expected)
}

/// For `with`: a moment, `2026-03-02T08:30:00Z`.
pub(super) mod moment {
    use super::*;
    use crate::record::Timestamp;

    pub fn serialize<S: Serializer>(moment: &Timestamp, out: S) -> Result<S::Ok, S::Error> {
        out.serialize_str(&moment.xml_utc())
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(source: D) -> Result<Timestamp, D::Error> {
        let text = String::deserialize(source)?;
        let moment = Timestamp::from_rfc3339(&text);
        moment.map_err(|_| refused("an instant such as 2026-03-02T08:30:00Z"))
    }
}

/// For `with`: a moment, or null.
pub(super) mod nullable_moment {
    use super::*;
    use crate::record::Timestamp;

    pub fn serialize<S: Serializer>(moment: &Option<Timestamp>, out: S) -> Result<S::Ok, S::Error> {
        moment.as_ref().map(Timestamp::xml_utc).serialize(out)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(
        source: D,
    ) -> Result<Option<Timestamp>, D::Error> {
        let text = Option::<String>::deserialize(source)?;
        let moment = text.map(|text| Timestamp::from_rfc3339(&text)).transpose();
        moment.map_err(|_| refused("an instant such as 2026-03-02T08:30:00Z"))
    }
}

/// For `with`: who sits at the keyboard.
pub(super) mod operator {
    use super::*;
    use crate::record::Operator;

    pub fn serialize<S: Serializer>(operator: &Operator, out: S) -> Result<S::Ok, S::Error> {
        out.serialize_str(operator.code())
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(source: D) -> Result<Operator, D::Error> {
        let text = String::deserialize(source)?;
        Operator::from_code(&text).map_err(|_| refused("professional, secretary or other_staff"))
    }
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenIns<'a> {
    matricule: std::borrow::Cow<'a, str>,
    oid: std::borrow::Cow<'a, str>,
}

/// For `with`: `{"matricule": "…", "oid": "…"}`.
pub(super) mod ins {
    use super::*;
    use crate::record::Ins;

    pub fn serialize<S: Serializer>(ins: &Ins, out: S) -> Result<S::Ok, S::Error> {
        WrittenIns { matricule: ins.matricule().into(), oid: ins.oid().into() }.serialize(out)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(source: D) -> Result<Ins, D::Error> {
        let Object(written) = Object::<WrittenIns<'static>>::deserialize(source)?;
        Ins::new(&written.matricule, &written.oid)
            .map_err(|_| refused("an INS: a matricule whose key fits, and the OID of its register"))
    }
}

/// For `with`: an INS, or null.
pub(super) mod nullable_ins {
    use super::*;
    use crate::record::Ins;

    pub fn serialize<S: Serializer>(ins: &Option<Ins>, out: S) -> Result<S::Ok, S::Error> {
        match ins {
            Some(ins) => super::ins::serialize(ins, out),
            None => out.serialize_none(),
        }
    }

    #[derive(Deserialize)]
    #[serde(transparent)]
    struct Given(#[serde(with = "super::ins")] Ins);

    pub fn deserialize<'de, D: Deserializer<'de>>(source: D) -> Result<Option<Ins>, D::Error> {
        Ok(Option::<Given>::deserialize(source)?.map(|Given(ins)| ins))
    }
}
