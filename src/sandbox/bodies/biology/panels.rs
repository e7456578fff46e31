//! What the laboratory of the sandbox measures. Codes are LOINC, units UCUM beside the words a
//! French report prints, ranges those usual for adults.

use super::value::{glomerular_filtration, Compute, Value};
use super::{Analyte, Panel};

/// LOINC code, label, unit as printed, unit in UCUM, decimals.
const fn analyte(
    loinc: &'static str,
    label: &'static str,
    unit: &'static str,
    ucum: &'static str,
    decimals: usize,
) -> Analyte {
    let (ranges, value) = ([(None, None); 2], Value::Cycle(&[f64::NAN]));
    Analyte { loinc, label, unit, ucum, decimals, ranges, value }
}

impl Analyte {
    const fn between(mut self, low: f64, high: f64) -> Self {
        self.ranges = [(Some(low), Some(high)), (Some(low), Some(high))];
        self
    }

    const fn below(mut self, high: f64) -> Self {
        self.ranges = [(None, Some(high)), (None, Some(high))];
        self
    }

    const fn above(mut self, low: f64) -> Self {
        self.ranges = [(Some(low), None), (Some(low), None)];
        self
    }

    /// The range of a man, then that of a woman.
    const fn by_sex(mut self, man: (f64, f64), woman: (f64, f64)) -> Self {
        self.ranges = [(Some(man.0), Some(man.1)), (Some(woman.0), Some(woman.1))];
        self
    }

    const fn drift(mut self, start: f64, step: f64, swing: f64, min: f64, max: f64) -> Self {
        self.value = Value::Drift { start, step, swing, min, max };
        self
    }

    const fn cycle(mut self, values: &'static [f64]) -> Self {
        self.value = Value::Cycle(values);
        self
    }

    const fn from(mut self, compute: Compute) -> Self {
        self.value = Value::From(compute);
        self
    }
}

const COUNT: &[Analyte] = &[
    analyte("789-8", "Hématies", "T/L", "10*12/L", 2)
        .by_sex((4.5, 6.0), (4.0, 5.4))
        .from(|of, _| of("718-7") * 10.0 / of("785-6")),
    analyte("718-7", "Hémoglobine", "g/dL", "g/dL", 1)
        .by_sex((13.0, 17.0), (12.0, 16.0))
        .drift(13.8, -0.04, 0.5, 9.6, 16.5),
    analyte("4544-3", "Hématocrite", "%", "%", 1)
        .by_sex((40.0, 52.0), (36.0, 47.0))
        .from(|of, _| of("718-7") * 100.0 / of("786-4")),
    analyte("787-2", "VGM", "fL", "fL", 1)
        .between(80.0, 100.0)
        .from(|of, _| of("785-6") * 100.0 / of("786-4")),
    analyte("785-6", "TCMH", "pg", "pg", 1).between(27.0, 32.0).drift(29.6, -0.03, 0.5, 26.0, 32.0),
    analyte("786-4", "CCMH", "g/dL", "g/dL", 1)
        .between(32.0, 36.0)
        .drift(33.6, 0.0, 0.4, 32.0, 35.5),
    analyte("6690-2", "Leucocytes", "G/L", "10*9/L", 2)
        .between(4.0, 10.0)
        .drift(6.8, 0.0, 1.4, 3.6, 12.0),
    analyte("751-8", "Polynucléaires neutrophiles", "G/L", "10*9/L", 2)
        .between(1.8, 7.5)
        .from(|of, _| of("6690-2") * 0.58),
    analyte("711-2", "Polynucléaires éosinophiles", "G/L", "10*9/L", 2)
        .between(0.04, 0.8)
        .from(|of, _| of("6690-2") * 0.03),
    analyte("704-7", "Polynucléaires basophiles", "G/L", "10*9/L", 2)
        .below(0.2)
        .from(|of, _| of("6690-2") * 0.01),
    analyte("731-0", "Lymphocytes", "G/L", "10*9/L", 2)
        .between(1.0, 4.0)
        .from(|of, _| of("6690-2") * 0.31),
    analyte("742-7", "Monocytes", "G/L", "10*9/L", 2)
        .between(0.2, 1.0)
        .from(|of, _| of("6690-2") * 0.07),
    analyte("777-3", "Plaquettes", "G/L", "10*9/L", 0)
        .between(150.0, 400.0)
        .drift(246.0, -1.0, 28.0, 120.0, 430.0),
];

const GLUCOSE: &[Analyte] = &[
    analyte("14749-6", "Glucose à jeun", "mmol/L", "mmol/L", 2)
        .between(3.9, 6.1)
        .drift(6.3, 0.09, 0.5, 4.2, 12.5),
    analyte("2345-7", "Glucose à jeun", "g/L", "g/L", 2)
        .between(0.7, 1.1)
        .from(|of, _| of("14749-6") * 0.180_16),
    analyte("4548-4", "Hémoglobine A1c (HPLC)", "%", "%", 1)
        .between(4.0, 6.0)
        .drift(6.3, 0.07, 0.25, 5.2, 9.8),
    analyte("59261-8", "Hémoglobine A1c (unités IFCC)", "mmol/mol", "mmol/mol", 0)
        .between(20.0, 42.0)
        .from(|of, _| (of("4548-4") - 2.15) * 10.929),
];

const LIPIDS: &[Analyte] = &[
    analyte("14647-2", "Cholestérol total", "mmol/L", "mmol/L", 2)
        .below(5.2)
        .from(|of, _| of("22748-8") + of("14646-4") + of("14927-8") / 2.2),
    analyte("14646-4", "Cholestérol HDL", "mmol/L", "mmol/L", 2)
        .above(1.03)
        .drift(1.24, 0.01, 0.08, 0.8, 2.0),
    analyte("14927-8", "Triglycérides", "mmol/L", "mmol/L", 2)
        .below(1.7)
        .drift(1.86, -0.03, 0.3, 0.7, 3.5),
    analyte("22748-8", "Cholestérol LDL (Friedewald)", "mmol/L", "mmol/L", 2)
        .below(3.0)
        .drift(4.35, -0.16, 0.25, 1.4, 5.2),
];

const KIDNEY: &[Analyte] = &[
    analyte("14682-9", "Créatinine (méthode enzymatique)", "µmol/L", "umol/L", 0)
        .by_sex((64.0, 104.0), (49.0, 90.0))
        .drift(76.0, 1.5, 4.0, 55.0, 240.0),
    analyte("62238-1", "DFG estimé (CKD-EPI)", "mL/min/1,73 m²", "mL/min/{1.73_m2}", 0)
        .above(60.0)
        .from(|of, facts| {
            glomerular_filtration(
                of("14682-9"),
                f64::from(facts.age()),
                facts.gender_of(false, true),
            )
        }),
    analyte("22664-7", "Urée", "mmol/L", "mmol/L", 1)
        .between(2.8, 8.1)
        .drift(5.6, 0.12, 0.6, 3.0, 19.0),
];

const CLOTTING: &[Analyte] = &[
    analyte("6301-6", "INR", "", "{INR}", 2)
        .between(2.0, 3.0)
        .cycle(&[2.40, 2.65, 1.82, 2.28, 3.46, 2.71, 2.55, 2.12]),
    analyte("5894-1", "Taux de prothrombine", "%", "%", 0)
        .from(|of, _| 100.0 / (1.0 + (of("6301-6") - 1.0) * 1.6)),
];

const THYROID: &[Analyte] = &[
    analyte("3016-3", "TSH (3e génération)", "mUI/L", "m[IU]/L", 2)
        .between(0.27, 4.2)
        .drift(2.6, 0.22, 0.5, 0.3, 9.4),
    analyte("14920-3", "T4 libre", "pmol/L", "pmol/L", 1)
        .between(12.0, 22.0)
        .drift(15.8, -0.2, 0.8, 10.2, 21.0),
];

const INFLAMMATION: &[Analyte] =
    &[analyte("1988-5", "Protéine C réactive (CRP)", "mg/L", "mg/L", 1)
        .below(5.0)
        .cycle(&[2.1, 3.4, 1.6, 48.2, 6.3, 2.8, 117.0, 3.1])];

const IONS: &[Analyte] = &[
    analyte("2951-2", "Sodium", "mmol/L", "mmol/L", 0)
        .between(136.0, 145.0)
        .drift(140.0, -0.1, 2.0, 128.0, 147.0),
    analyte("2823-3", "Potassium", "mmol/L", "mmol/L", 1)
        .between(3.5, 5.1)
        .drift(4.1, 0.03, 0.3, 3.0, 5.9),
    analyte("2075-0", "Chlore", "mmol/L", "mmol/L", 0)
        .between(98.0, 107.0)
        .drift(103.0, -0.05, 2.0, 92.0, 110.0),
    analyte("1963-8", "Bicarbonates", "mmol/L", "mmol/L", 0)
        .between(22.0, 29.0)
        .drift(25.6, -0.08, 1.2, 18.0, 30.0),
    analyte("2885-2", "Protéines totales", "g/L", "g/L", 0)
        .between(64.0, 83.0)
        .drift(71.0, -0.1, 2.0, 58.0, 82.0),
    analyte("2000-8", "Calcium total", "mmol/L", "mmol/L", 2)
        .between(2.15, 2.55)
        .drift(2.34, 0.0, 0.06, 2.0, 2.7),
];

const CHEMISTRY: (&str, &str) = ("18719-5", "Biochimie");
const HAEMATOLOGY: (&str, &str) = ("18723-7", "Hématologie");

pub(super) const PANELS: &[Panel] = &[
    Panel { name: "numeration", chapter: HAEMATOLOGY, title: "Hémogramme", analytes: COUNT,
        comment: "Prélèvement sur tube EDTA, cytométrie en flux. Absence d'alarme d'automate." },
    Panel { name: "glycemie", chapter: CHEMISTRY, title: "Glycémie et hémoglobine glyquée", analytes: GLUCOSE,
        comment: "Patient{{gender||e}} à jeun depuis 12 heures. L'objectif d'HbA1c est à individualiser ; il est inférieur ou égal à 7 % dans la plupart des diabètes de type 2." },
    Panel { name: "lipides", chapter: CHEMISTRY, title: "Exploration d'une anomalie lipidique", analytes: LIPIDS,
        comment: "Sérum limpide. Le LDL-cholestérol est calculé par la formule de Friedewald ; l'objectif dépend du niveau de risque cardiovasculaire." },
    Panel { name: "fonction-renale", chapter: CHEMISTRY, title: "Fonction rénale", analytes: KIDNEY,
        comment: "Une maladie rénale chronique se définit par des anomalies présentes depuis plus de trois mois." },
    Panel { name: "inr", chapter: ("18720-3", "Hémostase"), title: "Surveillance d'un traitement par antivitamine K", analytes: CLOTTING,
        comment: "Zone thérapeutique indiquée pour une fibrillation atriale non valvulaire : INR de 2,0 à 3,0." },
    Panel { name: "thyroide", chapter: CHEMISTRY, title: "Bilan thyroïdien", analytes: THYROID,
        comment: "Une supplémentation en biotine peut fausser ces dosages." },
    Panel { name: "crp", chapter: CHEMISTRY, title: "Marqueur de l'inflammation", analytes: INFLAMMATION,
        comment: "Dosage par immunoturbidimétrie." },
    Panel { name: "ionogramme", chapter: CHEMISTRY, title: "Ionogramme sanguin", analytes: IONS,
        comment: "Absence d'hémolyse. Potassium mesuré par électrode sélective." },
];
