/// Markup that many bodies share, by the name a placeholder gives it. `{{1}}`, `{{2}}`… in it
/// are the placeholder's arguments.
pub(super) fn named(name: &str) -> Option<&'static str> {
    Some(match name {
        "author.professional" => include_str!("frame/author_professional.xml"),
        "author.patient" => include_str!("frame/author_patient.xml"),
        "author.insurance" => include_str!("frame/author_insurance.xml"),
        "signed.professional" => include_str!("frame/signed_professional.xml"),
        "signed.patient" => include_str!("frame/signed_patient.xml"),
        "signed.insurance" => include_str!("frame/signed_insurance.xml"),
        "order" => include_str!("frame/order.xml"),
        "end" => "    </section></component>",
        // Anchor in the narrative, ICD-10 code, label, start, status of the concern.
        "problem" => include_str!("entries/problem.xml"),
        // Anchor, ATC code, substance, reaction.
        "allergy" => include_str!("entries/allergy.xml"),
        // Anchor, mood, ATC code, name, dose, its unit, period, its unit, start.
        "medication" => include_str!("entries/medication.xml"),
        // Anchor, ATC code, name, day, lot, rank.
        "vaccine" => include_str!("entries/vaccine.xml"),
        // Anchor, CCAM code, label, day.
        "procedure" => include_str!("entries/procedure.xml"),
        // The `vital` measures of one moment.
        "vitals" => include_str!("entries/vitals.xml"),
        // LOINC code, label, value, unit.
        "vital" => include_str!("entries/vital.xml"),
        // Anchor, LOINC code, label, text.
        "finding" => include_str!("entries/finding.xml"),
        // LOINC code, label, anchor, count per mL, interpretation.
        "urine" => include_str!("entries/urine.xml"),
        // The `germ` answers to antibiotics.
        "antibiogram" => include_str!("entries/antibiogram.xml"),
        // LOINC code, antibiotic, S or R.
        "germ" => include_str!("entries/germ.xml"),
        // Anchor, ATC code, name, day, number of boxes.
        "reimbursed" => include_str!("entries/reimbursed.xml"),
        // Anchor, ATC code, name, number of boxes, lot.
        "supply" => include_str!("entries/supply.xml"),
        // Anchor, code, its system, label.
        "request" => include_str!("entries/request.xml"),
        // Identifier of the picture.
        "image" => include_str!("entries/image.xml"),
        // Indication, technique, findings, conclusion, modality, its label.
        "imaging" => include_str!("entries/imaging.xml"),
        // Modality, its label, anchor.
        "study" => include_str!("entries/study.xml"),
        _ => return None,
    })
}
