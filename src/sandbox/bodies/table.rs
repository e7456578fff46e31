//! The kinds, one row each.

use super::attached::{Attachment, Format};
use super::kinds::{
    Class, Content, Event, Kind, Place, WrittenBy, CERTIFICATE, DISPENSATION, IMAGING, PATIENT,
    PLAN, PRESCRIPTION, REIMBURSEMENT, REPORT, SYNTHESIS,
};

const LOINC: &str = "2.16.840.1.113883.6.1";
/// Types of document that LOINC does not know (TRE_A05).
const NATIONAL: &str = "1.2.250.1.213.1.1.4.12";
const CCAM: &str = "1.2.250.1.215.300.1";
const DICOM: &str = "1.2.840.10008.2.16.4";
const CI_SIS_FORMATS: &str = "1.2.250.1.213.1.1.4.2.282";
const IHE_FORMATS: &str = "1.3.6.1.4.1.19376.1.2.3";

/// Documents that no CI-SIS model describes.
const OUTSIDE_MODELS: &str = "urn:asipSante:modelesHorsProfils:2011";
const IMAGING_REPORT: &str = "urn:ihe:rad:CDA:ImagingReportStructuredHeadings:2013";
const IMAGING_MODEL: (&str, &str) = ("1.2.250.1.213.1.1.1.45", "2024.01");
const NO_MODEL: (&str, &str) = ("", "");
const SCANNED: (&str, &str) = ("1.3.6.1.4.1.19376.1.2.20", "");

/// Code and label of a type of document.
type Type = (&'static str, &'static str);

const fn row(name: &'static str, code: Type, class: Class, format: &'static str) -> Kind {
    // Every LOINC code begins with a digit, no national code does.
    let type_scheme = if code.0.as_bytes()[0].is_ascii_digit() { LOINC } else { NATIONAL };
    let ihe = matches!(format.as_bytes(), [b'u', b'r', b'n', b':', b'i', b'h', b'e', ..]);
    Kind {
        name,
        type_code: code.0,
        type_scheme,
        type_label: code.1,
        class,
        format_code: format,
        format_scheme: if ihe { IHE_FORMATS } else { CI_SIS_FORMATS },
        mime_type: "text/xml",
        title: code.1,
        written_by: WrittenBy::Professional,
        place: Place::Practice,
        events: &[],
        template: NO_MODEL,
        content: Content::Structured(""),
    }
}

impl Kind {
    /// A format of IHE.
    const fn format(mut self, format: &'static str) -> Self {
        self.format_code = format;
        self.format_scheme = IHE_FORMATS;
        self
    }

    const fn title(mut self, title: &'static str) -> Self {
        self.title = title;
        self
    }

    const fn by(mut self, written_by: WrittenBy) -> Self {
        self.written_by = written_by;
        self
    }

    const fn from(mut self, place: Place) -> Self {
        self.place = place;
        self
    }

    const fn of(mut self, events: &'static [Event]) -> Self {
        self.events = events;
        self
    }

    const fn model(mut self, root: &'static str, version: &'static str) -> Self {
        self.template = (root, version);
        self
    }

    const fn text(mut self, sections: &'static str) -> Self {
        self.content = Content::Structured(sections);
        self
    }

    const fn file(mut self, media_type: &'static str, format: Format, text: &'static str) -> Self {
        self.template = SCANNED;
        self.content = Content::Attached(Attachment { media_type, format, text });
        self
    }
}

const LABORATORY: Type = ("11502-2", "CR d'examens biologiques");
const RADIOLOGY: Type = ("18748-4", "CR d'imagerie médicale");

const fn laboratory(name: &'static str, title: &'static str, sections: &'static str) -> Kind {
    row(name, LABORATORY, REPORT, "urn:ihe:lab:xd-lab:2008")
        .title(title)
        .from(Place::Laboratory)
        .model("1.2.250.1.213.1.1.1.55", "2024.01")
        .text(sections)
}

const fn radiology(
    name: &'static str,
    title: &'static str,
    acts: &'static [Event],
    sections: &'static str,
) -> Kind {
    row(name, RADIOLOGY, IMAGING, IMAGING_REPORT)
        .title(title)
        .from(Place::Radiology)
        .of(acts)
        .model(IMAGING_MODEL.0, IMAGING_MODEL.1)
        .text(sections)
}

const fn by_patient(name: &'static str, code: Type, class: Class, title: &'static str) -> Kind {
    row(name, code, class, OUTSIDE_MODELS).title(title).by(WrittenBy::Patient).from(Place::Home)
}

const CT: Event = Event("CT", DICOM, "Tomodensitométrie");
const MR: Event = Event("MR", DICOM, "Imagerie par résonance magnétique");
const DX: Event = Event("DX", DICOM, "Radiographie numérique");
const US: Event = Event("US", DICOM, "Échographie");
const MG: Event = Event("MG", DICOM, "Mammographie");

pub(super) const KINDS: &[Kind] = &[
    row("synthese-medicale", ("60591-5", "Synthèse médicale"), SYNTHESIS, "urn:asip:ci-sis:vsm:2012")
        .title("Volet de synthèse médicale")
        .model("1.2.250.1.213.1.1.1.13", "2022.01")
        .text(include_str!("texts/synthese.xml")),
    row("lettre-liaison-sortie", ("11490-0", "Lettre de liaison à la sortie d'un établissement de soins"), REPORT, "urn:asip:ci-sis:ldl-ses:2017")
        .title("Lettre de liaison à la sortie")
        .from(Place::Hospital)
        .model("1.2.250.1.213.1.1.1.29", "2022.01")
        .text(include_str!("texts/liaison_sortie.xml")),
    row("cr-hospitalier", ("34112-3", "CR hospitalier (séjour)"), REPORT, OUTSIDE_MODELS)
        .title("Compte rendu d'hospitalisation")
        .from(Place::Hospital)
        .text(include_str!("texts/hospitalisation.xml")),
    row("cr-consultation", ("11488-4", "CR ou fiche de consultation ou de visite"), REPORT, OUTSIDE_MODELS)
        .title("Compte rendu de consultation")
        .text(include_str!("texts/consultation.xml")),
    row("cr-operatoire", ("34874-8", "CR opératoire"), REPORT, OUTSIDE_MODELS)
        .title("Compte rendu opératoire")
        .from(Place::Hospital)
        .of(&[Event("HMFC004", CCAM, "Cholécystectomie, par cœlioscopie")])
        .text(include_str!("texts/operation.xml")),
    row("cr-anesthesie", ("77436-4", "CR d'anesthésie"), REPORT, "urn:asip:ci-sis:cr-anest:2020")
        .title("Compte rendu d'anesthésie")
        .from(Place::Hospital)
        .model("1.2.250.1.213.1.1.1.40", "2022.01")
        .text(include_str!("texts/anesthesie.xml")),
    row("cr-urgences", ("15507-7", "CR de passage aux urgences"), REPORT, OUTSIDE_MODELS)
        .title("Compte rendu de passage aux urgences")
        .from(Place::Emergency)
        .text(include_str!("texts/urgences.xml")),
    laboratory("bio-numeration", "Hémogramme", "{{biology|numeration}}"),
    laboratory("bio-glycemie", "Glycémie et HbA1c", "{{biology|glycemie}}"),
    laboratory("bio-lipides", "Bilan lipidique", "{{biology|lipides}}"),
    laboratory("bio-fonction-renale", "Créatinine et débit de filtration", "{{biology|fonction-renale}}"),
    laboratory("bio-inr", "INR", "{{biology|inr}}"),
    laboratory("bio-thyroide", "TSH et T4 libre", "{{biology|thyroide}}"),
    laboratory("bio-crp", "CRP", "{{biology|crp}}"),
    laboratory("bio-ionogramme", "Ionogramme sanguin", "{{biology|ionogramme}}"),
    laboratory("bio-complet", "Bilan biologique annuel", "{{biology|numeration}}{{biology|glycemie}}{{biology|lipides}}{{biology|fonction-renale}}{{biology|ionogramme}}"),
    laboratory("bio-ecbu", "Examen cytobactériologique des urines", include_str!("texts/ecbu.xml")),
    radiology("img-scanner", "Scanner thoracique", &[Event("ZBQH001", CCAM, "Scanographie du thorax, avec injection intraveineuse de produit de contraste"), CT], include_str!("texts/scanner.xml")),
    radiology("img-irm", "IRM cérébrale", &[Event("ACQN001", CCAM, "Remnographie du crâne et de son contenu, sans injection"), MR], include_str!("texts/irm.xml")),
    radiology("img-radio-thorax", "Radiographie du thorax", &[Event("ZBQK002", CCAM, "Radiographie du thorax"), DX], include_str!("texts/radio_thorax.xml")),
    radiology("img-echographie", "Échographie abdominale", &[Event("ZCQM008", CCAM, "Échographie transcutanée de l'abdomen"), US], include_str!("texts/echographie.xml")),
    radiology("img-mammographie", "Mammographie de dépistage", &[Event("QEQK004", CCAM, "Mammographie de dépistage"), MG], include_str!("texts/mammographie.xml")),
    row("presc-medicaments", ("57833-6", "Prescription de produits de santé"), PRESCRIPTION, "urn:ihe:pharm:pre:2010")
        .title("Ordonnance")
        .model("1.2.250.1.213.1.1.1.39", "2024.01")
        .text(include_str!("texts/ordonnance.xml")),
    row("presc-biologie", ("PRESC-BIO", "Prescription d'actes de biologie médicale"), PRESCRIPTION, "urn:ans:ci-sis:bio-ep-bio:2022")
        .title("Ordonnance de biologie")
        .model("1.2.250.1.213.1.1.1.52", "2022.01")
        .text(include_str!("texts/ordonnance_biologie.xml")),
    row("presc-imagerie", ("55115-0", "Demande d'actes d'imagerie"), PRESCRIPTION, "urn:ans:ci-sis:img-da:2022")
        .title("Demande d'examen d'imagerie")
        .model("1.2.250.1.213.1.1.1.47", "2024.01")
        .text(include_str!("texts/demande_imagerie.xml")),
    row("presc-kine", ("PRESC-KINE", "Prescription d'actes de kinésithérapie"), PRESCRIPTION, OUTSIDE_MODELS)
        .title("Prescription de kinésithérapie")
        .text(include_str!("texts/ordonnance_kine.xml")),
    row("dispensation", ("60593-1", "Dispensation médicamenteuse"), DISPENSATION, "urn:ihe:pharm:dis:2010")
        .from(Place::Pharmacy)
        .model("1.2.250.1.213.1.1.1.54", "2024.01")
        .text(include_str!("texts/dispensation.xml")),
    row("note-vaccination", ("87273-9", "Note de vaccination"), CERTIFICATE, "urn:asip:ci-sis:vac-note:2021")
        .model("1.2.250.1.213.1.1.1.46", "2023.01")
        .text(include_str!("texts/vaccination.xml")),
    row("historique-vaccinations", ("11369-6", "Historique des vaccinations"), CERTIFICATE, "urn:asip:ci-sis:vac:2019")
        .title("Carnet de vaccination")
        .model("1.2.250.1.213.1.1.1.37", "2023.01")
        .text(include_str!("texts/vaccinations.xml")),
    row("plan-personnalise", ("18776-5", "Plan personnalisé de soins"), PLAN, "urn:asip:ci-sis:pps-paerpa:2017")
        .title("Plan personnalisé de santé")
        .model("1.2.250.1.213.1.1.1.20", "2022.01")
        .text(include_str!("texts/plan.xml")),
    row("certificat-medical", ("89601-9", "Certificat médical"), CERTIFICATE, OUTSIDE_MODELS)
        .text(include_str!("texts/certificat.xml")),
    row("liaison-urgence-ehpad", ("74207-2", "Document de liaison d'urgence"), SYNTHESIS, "urn:asip:ci-sis:dlu:2015")
        .title("Dossier de liaison d'urgence")
        .from(Place::NursingHome)
        .model("1.2.250.1.213.1.1.1.22", "2022.01")
        .text(include_str!("texts/liaison_urgence.xml")),
    row("rcp", ("34794-8", "CR de réunion de concertation pluridisciplinaire"), REPORT, "urn:asip:ci-sis:frcp:2011")
        .title("Réunion de concertation pluridisciplinaire")
        .from(Place::Hospital)
        .model("1.2.250.1.213.1.1.1.8", "2022.01")
        .text(include_str!("texts/rcp.xml")),
    by_patient("directives-anticipees", ("EXPPAT_3", "Directives anticipées"), PATIENT, "Mes directives anticipées")
        .text(include_str!("texts/directives.xml")),
    by_patient("personne-de-confiance", ("EXPPAT_1", "Volontés et droits du patient"), PATIENT, "Désignation de ma personne de confiance")
        .text(include_str!("texts/confiance.xml")),
    by_patient("expression-patient", ("EXPPAT_2", "Autre document du patient"), PATIENT, "Mon carnet de tension")
        .text(include_str!("texts/expression.xml")),
    row("remboursements", ("REMB", "Données de remboursement"), REIMBURSEMENT, "urn:asip:ci-sis:hr:2019")
        .title("Historique de remboursement")
        .by(WrittenBy::Insurance)
        .from(Place::Insurance)
        .model("1.2.250.1.213.1.1.1.36", "2021.01")
        .text(include_str!("texts/remboursements.xml")),
    row("courrier-pdf", ("96349-6", "Lettre d'adressage"), REPORT, "urn:ihe:iti:xds-sd:pdf:2008")
        .file("application/pdf", Format::Pdf, include_str!("texts/adressage.txt")),
    row("photo", ("52040-3", "Document encapsulant une image d'illustration non DICOM"), IMAGING, "urn:ihe:iti-fr:xds-sd:jpeg:2010")
        .title("Photographie de plaie")
        .file("image/jpeg", Format::Jpeg, ""),
    row("suivi-rtf", ("11506-3", "CR ou fiche de suivi de soins par auxiliaire médical"), REPORT, "urn:ihe:iti-fr:xds-sd:rtf:2010")
        .title("Fiche de suivi infirmier")
        .file("text/rtf", Format::Rtf, include_str!("texts/suivi.txt")),
    row("protocole-texte", ("PROT_ALD", "Protocole de soins ALD"), PLAN, "urn:ihe:iti:xds-sd:text:2008")
        .title("Protocole de soins ALD")
        .file("text/plain", Format::Text, include_str!("texts/protocole.txt")),
    row("telemedecine-texte-latin1", ("85208-7", "CR de télémédecine"), REPORT, "urn:ihe:iti:xds-sd:text:2008")
        .title("Compte rendu de téléconsultation")
        .file("text/plain", Format::Latin1, include_str!("texts/telemedecine.txt")),
    by_patient("patient-cr-pdf", ("DOCPAT03", "CR déposé par le patient"), REPORT, "Ancien compte rendu numérisé")
        .file("application/pdf", Format::Pdf, include_str!("texts/depot_patient.txt"))
        .format("urn:ihe:iti:xds-sd:pdf:2008"),
    by_patient("patient-photo", ("DOCPAT04", "Imagerie déposée par le patient"), IMAGING, "Photo de mon grain de beauté")
        .file("image/jpeg", Format::Jpeg, "")
        .format("urn:ihe:iti-fr:xds-sd:jpeg:2010"),
];
