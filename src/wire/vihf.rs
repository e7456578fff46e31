//! The VIHF (*vecteur d'identification et d'habilitation formelles*): the SAML 2.0 assertion in
//! which the software says who asks, from where, about whom and why. Unsigned here; a signature
//! goes right after the Issuer.

use std::fmt;

use super::ns;
use crate::record::{Coded, Ins, Professional, Purpose, Role, Timestamp};
use crate::xml::{Element, Writer};

const DN_FORMAT: &str = "urn:oasis:names:tc:SAML:1.1:nameid-format:X509SubjectName";

/// Names of the attributes, in the order they are written.
mod names {
    pub const VERSION: &str = "VIHF_Version";
    pub const STRUCTURE: &str = "Identifiant_Structure";
    pub const SECTOR: &str = "Secteur_Activite";
    pub const SUBJECT: &str = "urn:oasis:names:tc:xspa:1.0:subject:subject-id";
    pub const ROLE: &str = "urn:oasis:names:tc:xacml:2.0:subject:role";
    pub const RESOURCE: &str = "urn:oasis:names:tc:xacml:2.0:resource:resource-id";
    pub const RESOURCE_URN: &str = "Ressource_URN";
    pub const PURPOSE: &str = "urn:oasis:names:tc:xspa:1.0:subject:purposeofuse";
    pub const PURPOSE_REASON: &str = "Mode_Acces_Raison";
    pub const CONFIDENTIALITY: &str =
        "urn:oasis:names:tc:xspa:1.0:resource:patient:hl7:confidentiality-code";
    pub const SOFTWARE_NAME: &str = "LPS_Nom";
    pub const SOFTWARE_VERSION: &str = "LPS_Version";
    pub const SOFTWARE_ID: &str = "LPS_ID";
    pub const HOMOLOGATION: &str = "LPS_ID_HOMOLOGATION_DMP";
}

/// What differs between readings of the guide, and so is a setting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VihfDialect {
    /// `3.0` in every official sample; a later text says `4.0`.
    pub version: String,
    /// `Authentification_mode`, or `Authentification_Mode` in later texts.
    pub mode_attribute: String,
}

impl Default for VihfDialect {
    fn default() -> Self {
        VihfDialect { version: "3.0".into(), mode_attribute: "Authentification_mode".into() }
    }
}

/// Everything the assertion says.
#[derive(Clone)]
pub struct Vihf<'a> {
    pub dialect: &'a VihfDialect,
    /// A UUID; written as `_` and the UUID, for an XML ID starts with no digit.
    pub id: &'a str,
    pub issued: Timestamp,
    /// Distinguished name of the signing certificate, RFC 2253.
    pub issuer: &'a str,
    pub professional: &'a Professional,
    /// `DIRECTE`, `INDIRECTE` or `INDIRECTE_RENFORCEE`.
    pub mode: &'a str,
    /// When the professional signed in to the software.
    pub authenticated: Timestamp,
    /// SAML authentication context class, coherent with how he did.
    pub authn_context: &'a str,
    /// AIR only: the primary means of authentication.
    pub authn_declaration: Option<&'a str>,
    /// Milliseconds it is good for; AIR: 30 000.
    pub lifetime_ms: Option<i64>,
    pub patient: Option<&'a Ins>,
    pub purpose: &'a Purpose,
    /// Whether to say the name of the person: asked of indirect authentication and of the CPE,
    /// absent from direct authentication.
    pub with_subject_id: bool,
    /// Secret connection: the documents and traces are hidden from the legal representatives.
    pub secret_connection: bool,
    pub software_name: &'a str,
    pub software_version: &'a str,
    pub software_id: Option<&'a str>,
    /// Given by the CNDA to the host's software; secret.
    pub homologation: Option<&'a str>,
}

impl Vihf<'_> {
    /// The assertion as markup.
    pub fn write(&self) -> String {
        let mut writer = Writer::new();
        writer.open("saml:Assertion").attribute("xmlns:saml", ns::SAML);
        writer.attribute("ID", &format!("_{}", self.id));
        writer.attribute("IssueInstant", &self.issued.xml_utc());
        writer.attribute("Version", "2.0");
        writer.open("saml:Issuer").attribute("Format", DN_FORMAT).text(self.issuer).close();
        writer.open("saml:Subject").leaf("saml:NameID", self.professional.id().as_str()).close();
        if let Some(lifetime) = self.lifetime_ms {
            let until = self.issued.plus_millis(lifetime);
            writer.open("saml:Conditions").attribute("NotBefore", &self.issued.xml_utc());
            writer.attribute("NotOnOrAfter", &until.xml_utc()).close();
        }
        writer.open("saml:AuthnStatement");
        writer.attribute("AuthnInstant", &self.authenticated.xml_utc());
        writer.open("saml:AuthnContext");
        writer.leaf("saml:AuthnContextClassRef", self.authn_context);
        if let Some(declaration) = self.authn_declaration {
            writer.leaf("saml:AuthnContextDecl", declaration);
        }
        writer.close().close();
        self.attributes(&mut writer);
        writer.finish()
    }

    fn attributes(&self, writer: &mut Writer) {
        let who = self.professional;
        let sector = who.structure().sector();
        let sector = format!("{}^{}", sector.code(), crate::record::ActivitySector::SYSTEM);
        writer.open("saml:AttributeStatement");
        text(writer, names::VERSION, &self.dialect.version);
        text(writer, &self.dialect.mode_attribute, self.mode);
        text(writer, names::STRUCTURE, who.structure().id().as_str());
        text(writer, names::SECTOR, &sector);
        if self.with_subject_id {
            text(writer, names::SUBJECT, &format!("{} {}", who.given_name(), who.family_name()));
        }
        open_attribute(writer, names::ROLE);
        for role in who.roles() {
            writer.open("saml:AttributeValue");
            coded(writer, "Role", role.coded(), role_system_name(role.coded()));
            writer.close();
        }
        writer.close();
        if let Some(patient) = self.patient {
            text(writer, names::RESOURCE, &patient.cx());
        }
        text(writer, names::RESOURCE_URN, "urn:dmp");
        open_attribute(writer, names::PURPOSE).open("saml:AttributeValue");
        writer.open("PurposeOfUse").attribute("xmlns", ns::HL7).attribute("xmlns:xsi", ns::XSI);
        writer.attribute("xsi:type", "CE").attribute("code", self.purpose.code());
        writer.attribute("codeSystem", Purpose::SYSTEM);
        writer.attribute("codeSystemName", "mode acces VIHF 2.0");
        writer.attribute("displayName", purpose_label(self.purpose));
        writer.close().close().close();
        if let Purpose::BrisDeGlace(reason) = self.purpose {
            text(writer, names::PURPOSE_REASON, reason.as_str());
        }
        if self.secret_connection {
            let code = "INVISIBLE_REPRESENTANTS_LEGAUX^1.2.250.1.213.1.1.4.13";
            text(writer, names::CONFIDENTIALITY, code);
        }
        text(writer, names::SOFTWARE_NAME, self.software_name);
        text(writer, names::SOFTWARE_VERSION, self.software_version);
        if let Some(id) = self.software_id {
            text(writer, names::SOFTWARE_ID, id);
        }
        if let Some(homologation) = self.homologation {
            text(writer, names::HOMOLOGATION, homologation);
        }
        writer.close();
    }
}

fn purpose_label(purpose: &Purpose) -> &'static str {
    match purpose {
        Purpose::Normal => "Accès normal",
        Purpose::BrisDeGlace(_) => "Accès bris de glace",
        Purpose::Centre15 => "Accès centre de régulation",
    }
}

fn role_system_name(role: &Coded) -> &'static str {
    match role.system() {
        Role::PROFESSIONS => "professionSante",
        Role::PROFESSIONS_IN_TRAINING => "professionFormation",
        Role::SPECIALITIES => "savoirFaire",
        _ => "role",
    }
}

fn open_attribute<'w>(writer: &'w mut Writer, name: &str) -> &'w mut Writer {
    writer.open("saml:Attribute").attribute("Name", name)
}

fn text(writer: &mut Writer, name: &str, value: &str) {
    open_attribute(writer, name).leaf("saml:AttributeValue", value).close();
}

fn coded(writer: &mut Writer, element: &'static str, value: &Coded, system_name: &str) {
    writer.open(element).attribute("xmlns", ns::HL7).attribute("xmlns:xsi", ns::XSI);
    writer.attribute("xsi:type", "CE").attribute("code", value.code());
    writer.attribute("codeSystem", value.system()).attribute("codeSystemName", system_name);
    writer.attribute("displayName", value.label().unwrap_or(value.code())).close();
}

/// The assertion as a server reads it; what is missing is empty or `None`.
#[derive(Clone, Default)]
pub struct VihfRead {
    pub id: String,
    pub issued: Option<String>,
    pub issuer: String,
    pub issuer_format: String,
    pub name_id: String,
    pub valid_until: Option<String>,
    pub authn_instant: Option<String>,
    pub authn_context: String,
    pub authn_declaration: Option<String>,
    pub audience_restricted: bool,
    /// Attribute names with their text values, in order.
    pub attributes: Vec<(String, Vec<String>)>,
    /// Code and system of each role.
    pub roles: Vec<(String, String)>,
    /// Code and system of the purpose of use.
    pub purpose: Option<(String, String)>,
}

impl VihfRead {
    /// The single text value of an attribute.
    pub fn value(&self, name: &str) -> Option<&str> {
        let (_, values) = self.attributes.iter().find(|(key, _)| key == name)?;
        values.first().map(String::as_str)
    }

    pub fn version(&self) -> Option<&str> {
        self.value(names::VERSION)
    }

    /// Under either spelling of its name.
    pub fn mode(&self) -> Option<&str> {
        self.value("Authentification_mode").or(self.value("Authentification_Mode"))
    }

    pub fn structure(&self) -> Option<&str> {
        self.value(names::STRUCTURE)
    }

    pub fn sector(&self) -> Option<&str> {
        self.value(names::SECTOR)
    }

    pub fn subject(&self) -> Option<&str> {
        self.value(names::SUBJECT)
    }

    pub fn resource(&self) -> Option<&str> {
        self.value(names::RESOURCE)
    }

    pub fn resource_urn(&self) -> Option<&str> {
        self.value(names::RESOURCE_URN)
    }

    pub fn reason(&self) -> Option<&str> {
        self.value(names::PURPOSE_REASON)
    }

    pub fn confidentiality(&self) -> Option<&str> {
        self.value(names::CONFIDENTIALITY)
    }

    pub fn software(&self) -> (Option<&str>, Option<&str>) {
        (self.value(names::SOFTWARE_NAME), self.value(names::SOFTWARE_VERSION))
    }
}

pub fn read_vihf(assertion: Element<'_>) -> VihfRead {
    let child = |name| assertion.child(ns::SAML, name);
    let attribute = |element: Option<Element<'_>>, name: &str| {
        element.and_then(|element| element.attribute(name)).map(|value| value.into_owned())
    };
    let text = |element: Option<Element<'_>>| {
        element.map(|element| element.text().trim().to_string()).unwrap_or_default()
    };
    let conditions = child("Conditions");
    let statement = child("AuthnStatement");
    let context = statement.and_then(|statement| statement.child(ns::SAML, "AuthnContext"));
    let in_context = |name| context.and_then(|context| context.child(ns::SAML, name));
    let mut read = VihfRead {
        id: assertion.attribute("ID").unwrap_or_default().into_owned(),
        issued: attribute(Some(assertion), "IssueInstant"),
        issuer: text(child("Issuer")),
        issuer_format: attribute(child("Issuer"), "Format").unwrap_or_default(),
        name_id: text(assertion.path(ns::SAML, &["Subject", "NameID"])),
        valid_until: attribute(conditions, "NotOnOrAfter"),
        authn_instant: attribute(statement, "AuthnInstant"),
        authn_context: text(in_context("AuthnContextClassRef")),
        authn_declaration: in_context("AuthnContextDecl").map(|declared| text(Some(declared))),
        audience_restricted: conditions
            .is_some_and(|conditions| conditions.child(ns::SAML, "AudienceRestriction").is_some()),
        ..VihfRead::default()
    };
    for attribute in child("AttributeStatement").into_iter().flat_map(|s| s.children()) {
        if !attribute.is(ns::SAML, "Attribute") {
            continue;
        }
        let name = attribute.attribute("Name").unwrap_or_default().into_owned();
        let mut values = Vec::new();
        for value in attribute.children() {
            let coded = value.children().next();
            let code = coded.map(|element| {
                let part = |name| element.attribute(name).unwrap_or_default().into_owned();
                (part("code"), part("codeSystem"))
            });
            match (name.as_str(), coded.map(|element| element.name()), code) {
                (names::ROLE, Some("Role"), Some(code)) => read.roles.push(code),
                (names::PURPOSE, Some("PurposeOfUse"), Some(code)) => read.purpose = Some(code),
                _ => values.push(value.text().trim().to_string()),
            }
        }
        read.attributes.push((name, values));
    }
    read
}

/// Holds the patient's INS and the homologation number.
impl fmt::Debug for Vihf<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Vihf").field("mode", &self.mode).finish_non_exhaustive()
    }
}

/// As above.
impl fmt::Debug for VihfRead {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("VihfRead").field("mode", &self.mode()).finish_non_exhaustive()
    }
}
