use crate::sandbox::bodies::facts::BodyFacts;

/// How a result comes from the variant, which counts the times the patient was measured.
pub(super) enum Value {
    /// Moves by `step` each time and swings around that line, between two bounds.
    Drift {
        start: f64,
        step: f64,
        swing: f64,
        min: f64,
        max: f64,
    },
    /// Goes through these and starts again.
    Cycle(&'static [f64]),
    From(Compute),
}

/// A result from the others of its panel, found by LOINC code, and from who was measured.
pub(super) type Compute = fn(&dyn Fn(&str) -> f64, &BodyFacts) -> f64;

/// A number between -1 and 1 that looks scattered, always the same for the same two numbers.
pub(super) fn scatter(variant: u32, seed: u32) -> f64 {
    let mixed = (variant ^ seed.rotate_left(16)).wrapping_mul(0x9E37_79B9);
    let mixed = (mixed ^ (mixed >> 15)).wrapping_mul(0x85EB_CA6B);
    f64::from((mixed >> 8) & 0xFFFF) / 32_767.5 - 1.0
}

/// Estimated glomerular filtration rate (CKD-EPI 2009, without the ethnic term, as the HAS asks)
/// from creatinine in µmol/L and age in years, in mL/min/1.73 m².
pub(super) fn glomerular_filtration(creatinine: f64, age: f64, woman: bool) -> f64 {
    let (kappa, alpha, factor) =
        if woman { (61.9, -0.329, 141.0 * 1.018) } else { (79.6, -0.411, 141.0) };
    let ratio: f64 = creatinine / kappa;
    factor * ratio.min(1.0).powf(alpha) * ratio.max(1.0).powf(-1.209) * 0.993_f64.powf(age)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn filtration_follows_the_published_equation() {
        // Women then men: at kappa the power terms are one, so that age and factor are left.
        let whole = |creatinine, age, woman| glomerular_filtration(creatinine, age, woman).round();
        assert_eq!((whole(61.9, 0.0, true), whole(79.6, 0.0, false)), (144.0, 141.0));
        assert_eq!((whole(80.0, 65.0, true), whole(80.0, 65.0, false)), (67.0, 89.0));
        assert_eq!(whole(240.0, 80.0, false), 21.0);
    }

    #[test]
    fn scatter_stays_between_its_bounds_on_both_sides_of_zero() {
        let all: Vec<f64> = (0..500).map(|variant| scatter(variant, 12)).collect();
        assert!(all.iter().all(|value| (-1.0..=1.0).contains(value)));
        let mean = all.iter().sum::<f64>() / 500.0;
        assert!(mean.abs() < 0.1, "{mean}");
    }
}
