//! What the sandbox checks of a VIHF, in the order a server would: form, freshness, who, from
//! where, about whom, why. Each refusal says what is wrong in words for the support desk.

use super::professionals::{is_profession, needs_second_role};
use super::scenario::Scenario;
use crate::record::{ActivitySector, Ins, ProfessionalId, Purpose, StructureId, Timestamp};
use crate::wire::VihfRead;

/// How far the clocks of client and server may differ.
const SKEW_MS: i64 = 5 * 60 * 1000;
/// The longest life of an AIR assertion (EX_AIR-040).
const AIR_LIFE_MS: i64 = 30_000;

/// What the server keeps of an assertion it accepts.
pub(super) struct Caller {
    pub professional: String,
    pub patient: Option<Ins>,
    pub structure: String,
    pub mode: Mode,
    pub reason: Reason,
    /// Code and system, the profession first.
    roles: Vec<(String, String)>,
}

/// `Authentification_mode`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mode {
    Direct,
    Indirect,
    /// AIR.
    ReinforcedIndirect,
}

/// `purposeofuse`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reason {
    Normal,
    BrisDeGlace,
    Centre15,
}

impl Caller {
    /// Code and system of the profession.
    pub fn profession(&self) -> (&str, &str) {
        self.roles.first().map_or(("", ""), |(code, system)| (code, system))
    }

    pub fn has_speciality(&self, code: &str) -> bool {
        self.roles.iter().any(|(role, system)| role == code && system == "1.2.250.1.71.4.2.5")
    }

    /// A CPE: a secretary's, or any card of an employee known by her structure alone.
    pub fn is_employee_card(&self) -> bool {
        let secretary = self.profession().0 == "SECRETARIAT_MEDICAL";
        secretary || (self.mode == Mode::Direct && self.professional.contains('/'))
    }

    /// Whoever is known by the structure acts on the structure's documents.
    pub fn acts_for_structure(&self) -> bool {
        self.mode == Mode::Indirect || self.is_employee_card()
    }
}

pub(super) fn check(
    read: &VihfRead,
    scenario: &Scenario,
    now: &Timestamp,
) -> Result<Caller, String> {
    form(read)?;
    freshness(read, now)?;
    who(read)?;
    from_where(read, scenario)?;
    why(read)?;
    let patient = match read.resource() {
        None => None,
        Some(resource) => Some(
            Ins::from_cx(resource)
                .map_err(|invalid| format!("le champ resource-id est incorrect ({invalid})"))?,
        ),
    };
    Ok(Caller {
        professional: read.name_id.clone(),
        patient,
        structure: read.structure().unwrap_or_default().to_string(),
        mode: match read.mode() {
            Some("INDIRECTE") => Mode::Indirect,
            Some("INDIRECTE_RENFORCEE") => Mode::ReinforcedIndirect,
            _ => Mode::Direct,
        },
        reason: match read.purpose.as_ref().map(|(code, _)| code.as_str()) {
            Some("bris_de_glace") => Reason::BrisDeGlace,
            Some("centre_15") => Reason::Centre15,
            _ => Reason::Normal,
        },
        roles: read.roles.clone(),
    })
}

fn require(holds: bool, problem: impl Into<String>) -> Result<(), String> {
    holds.then_some(()).ok_or_else(|| problem.into())
}

fn form(read: &VihfRead) -> Result<(), String> {
    let starts_well = read.id.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_');
    require(starts_well, "l'attribut ID doit être un NCName unique")?;
    require(
        read.issuer_format == "urn:oasis:names:tc:SAML:1.1:nameid-format:X509SubjectName",
        "l'émetteur doit être un nom X509SubjectName",
    )?;
    require(!read.issuer.is_empty(), "l'émetteur manque")?;
    require(!read.audience_restricted, "AudienceRestriction ne doit pas être renseigné")?;
    require(matches!(read.version(), Some("3.0" | "4.0")), "VIHF_Version est inconnue")?;
    let mode = matches!(read.mode(), Some("DIRECTE" | "INDIRECTE" | "INDIRECTE_RENFORCEE"));
    require(mode, "le mode d'authentification est inconnu")?;
    require(read.resource_urn() == Some("urn:dmp"), "Ressource_URN doit valoir urn:dmp")?;
    let (name, version) = read.software();
    require(name.is_some_and(|n| !n.is_empty()), "LPS_Nom manque")?;
    require(version.is_some_and(|v| !v.is_empty()), "LPS_Version manque")
}

fn freshness(read: &VihfRead, now: &Timestamp) -> Result<(), String> {
    let instant = |text: &Option<String>, name: &str| {
        let parsed = text.as_deref().and_then(|text| Timestamp::from_rfc3339(text).ok());
        parsed.ok_or_else(|| format!("{name} manque ou n'est pas une date UTC"))
    };
    let issued = instant(&read.issued, "IssueInstant")?.unix_millis();
    let now = now.unix_millis();
    require(
        (issued - now).abs() <= SKEW_MS,
        "IssueInstant s'écarte de plus de 5 minutes de l'heure du serveur",
    )?;
    let authenticated = instant(&read.authn_instant, "AuthnInstant")?.unix_millis();
    require(authenticated <= now + SKEW_MS, "AuthnInstant est dans le futur")?;
    require(
        read.authn_context.starts_with("urn:oasis:names:tc:SAML:2.0:ac:classes:"),
        "AuthnContextClassRef doit être une classe de contexte SAML 2.0",
    )?;
    let until = read.valid_until.as_ref().map(|_| instant(&read.valid_until, "NotOnOrAfter"));
    let until = until.transpose()?.map(|until| until.unix_millis());
    require(until.is_none_or(|until| now < until), "l'assertion est périmée")?;
    if read.mode() == Some("INDIRECTE_RENFORCEE") {
        let declared = read.authn_declaration.as_deref().is_some_and(|d| !d.is_empty());
        require(declared, "AuthnContextDecl est obligatoire en mode AIR")?;
        let short = until.is_some_and(|until| until - issued <= AIR_LIFE_MS);
        require(short, "la durée de vie ne doit pas dépasser 30 secondes en mode AIR")?;
    }
    Ok(())
}

fn who(read: &VihfRead) -> Result<(), String> {
    ProfessionalId::new(&read.name_id)
        .map_err(|invalid| format!("NameID n'est pas un PS_IdNat ({invalid})"))?;
    if read.mode() != Some("DIRECTE") {
        require(read.subject().is_some_and(|s| !s.is_empty()), "subject-id est obligatoire")?;
    }
    require((1..=3).contains(&read.roles.len()), "il faut de un à trois rôles")?;
    let (code, system) = &read.roles[0];
    require(
        is_profession(code, system),
        "la profession ne fait pas partie du jeu de valeurs attendu",
    )?;
    match needs_second_role(code, system) {
        Some(what) => require(read.roles.len() > 1, format!("il manque {what}")),
        None => Ok(()),
    }
}

fn from_where(read: &VihfRead, scenario: &Scenario) -> Result<(), String> {
    let structure = read.structure().ok_or("Identifiant_Structure manque")?;
    StructureId::new(structure).map_err(|e| format!("Identifiant_Structure ({e})"))?;
    let sector = read.sector().ok_or("Secteur_Activite manque")?;
    let well_formed = sector.split_once('^').is_some_and(|(code, system)| {
        system == ActivitySector::SYSTEM && ActivitySector::new(code).is_ok()
    });
    require(well_formed, "Secteur_Activite doit être SAxx^1.2.250.1.71.4.2.4")?;
    let Some(known) = scenario.structures.iter().find(|known| known.id == structure) else {
        return Ok(());
    };
    require(known.active, "structure introuvable ou inactive")?;
    require(
        known.professionals.is_empty() || known.professionals.contains(&read.name_id),
        "le professionnel et la structure ne sont pas liés",
    )
}

fn why(read: &VihfRead) -> Result<(), String> {
    let (code, system) = read.purpose.as_ref().ok_or("purposeofuse manque")?;
    require(system == Purpose::SYSTEM, "le système de purposeofuse est inconnu")?;
    let known = matches!(code.as_str(), "normal" | "bris_de_glace" | "centre_15");
    require(known, "purposeofuse doit valoir normal, bris_de_glace ou centre_15")?;
    if code == "bris_de_glace" {
        let reason = read.reason().is_some_and(|reason| !reason.trim().is_empty());
        require(reason, "Mode_Acces_Raison est obligatoire en bris de glace")?;
    }
    let secret = "INVISIBLE_REPRESENTANTS_LEGAUX^1.2.250.1.213.1.1.4.13";
    require(
        read.confidentiality().is_none_or(|code| code == secret),
        "confidentiality-code ne porte qu'une connexion secrète",
    )
}
