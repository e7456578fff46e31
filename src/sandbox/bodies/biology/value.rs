use crate::sandbox::bodies::facts::BodyFacts;

/// How a result comes from the variant, which counts the times the patient was measured.
pub(super) enum Value {
    /// Moves by `step` each time and swings around that line, between two bounds.
    Drift { start: f64, step: f64, swing: f64, min: f64, max: f64 },
    /// Goes through these and starts again.
    Cycle(&'static [f64]),
    /// Computed from other results of the panel, found by LOINC code.
    From(fn(&dyn Fn(&str) -> f64, &BodyFacts) -> f64),
}

/// A number between -1 and 1 that looks scattered, always the same for the same two numbers.
pub(super) fn scatter(variant: u32, seed: u32) -> f64 {
    let mixed = (variant ^ seed.rotate_left(16)).wrapping_mul(0x9E37_79B9);
    let mixed = (mixed ^ (mixed >> 15)).wrapping_mul(0x85EB_CA6B);
    f64::from((mixed >> 8) & 0xFFFF) / 32_767.5 - 1.0
}

/// Estimated glomerular filtration rate (CKD-EPI 2009, without the ethnic term, as the HAS asks)
/// from creatinine in µmol/L, in mL/min/1.73 m².
pub(super) fn glomerular_filtration(creatinine: f64, facts: &BodyFacts) -> f64 {
    let (kappa, alpha, factor) =
        facts.gender_of((79.6, -0.411, 141.0), (61.9, -0.329, 141.0 * 1.018));
    let ratio = creatinine / kappa;
    let age = f64::from(facts.age());
    factor * ratio.min(1.0_f64).powf(alpha) * ratio.max(1.0_f64).powf(-1.209) * 0.993_f64.powf(age)
}
