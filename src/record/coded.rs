use super::invalid::required_text;
use super::Invalid;

/// An object identifier in dotted form, such as `1.2.250.1.213.1.4.10`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Oid(String);

impl Oid {
    pub fn new(text: &str) -> Result<Self, Invalid> {
        let arcs: Vec<&str> = text.split('.').collect();
        let numeric = |arc: &&str| {
            !arc.is_empty()
                && arc.bytes().all(|b| b.is_ascii_digit())
                && (arc.len() == 1 || !arc.starts_with('0'))
        };
        let root = matches!(arcs.first(), Some(&"0" | &"1" | &"2"));
        if arcs.len() < 2 || text.len() > 128 || !root || !arcs.iter().all(numeric) {
            return Err(Invalid::new("", "must be an OID in dotted form, 128 characters at most"));
        }
        Ok(Oid(text.to_string()))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A code, the system it belongs to, and the label it came with.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Coded {
    code: String,
    system: Oid,
    label: Option<String>,
}

impl Coded {
    pub fn new(code: &str, system: &str, label: Option<&str>) -> Result<Self, Invalid> {
        let code = required_text("code", code, 128)?;
        let system = Oid::new(system).map_err(|e| e.within("system"))?;
        let label = label.map(|label| required_text("label", label, 512)).transpose()?;
        Ok(Coded { code, system, label })
    }

    pub fn code(&self) -> &str {
        &self.code
    }

    pub fn system(&self) -> &str {
        self.system.as_str()
    }

    pub fn label(&self) -> Option<&str> {
        self.label.as_deref()
    }
}
