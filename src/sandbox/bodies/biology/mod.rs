//! Laboratory reports with real entries: tables of what is measured, results that drift with the
//! variant, and the markup around them.

mod panels;
mod value;

use super::facts::BodyFacts;
use value::{scatter, Value};

/// One report: a chapter (LOINC) and what is measured together.
pub(super) struct Panel {
    pub name: &'static str,
    chapter: (&'static str, &'static str),
    title: &'static str,
    analytes: &'static [Analyte],
    /// A template.
    comment: &'static str,
}

struct Analyte {
    loinc: &'static str,
    label: &'static str,
    /// As a French report prints it, and in UCUM.
    unit: &'static str,
    ucum: &'static str,
    decimals: usize,
    /// Low and high for a man, then for a woman.
    ranges: [(Option<f64>, Option<f64>); 2],
    value: Value,
}

pub(super) fn panel(name: &str) -> Option<&'static Panel> {
    panels::PANELS.iter().find(|panel| panel.name == name)
}

/// The sections of a report, still a template.
pub(super) fn section(panel: &Panel, facts: &BodyFacts) -> String {
    let (code, chapter) = panel.chapter;
    let rows: String =
        panel.analytes.iter().enumerate().map(|(at, each)| row(panel, each, at, facts)).collect();
    let components: String = panel
        .analytes
        .iter()
        .enumerate()
        .map(|(at, each)| component(panel, each, at, facts))
        .collect();
    let (name, title) = (panel.name, panel.title);
    let comment = panel.comment;
    format!(
        r##"{{{{section|{code}|{chapter}|{chapter}|1.3.6.1.4.1.19376.1.3.3.2.1|1.2.250.1.213.1.1.2.70}}}}
{{{{section|{code}|{chapter}|{title}|1.3.6.1.4.1.19376.1.3.3.2.2|1.2.250.1.213.1.1.2.71}}}}
      <text>
        <table>
          <caption>Prélèvement du {{{{act.day}}}}</caption>
          <thead><tr><th>Examen</th><th>Résultat</th><th>Unité</th><th>Valeurs de référence</th><th>Antériorité</th></tr></thead>
          <tbody>
{rows}          </tbody>
        </table>
        <paragraph ID="{name}-comment">{comment}</paragraph>
      </text>
      <entry typeCode="DRIV">
        <templateId root="1.3.6.1.4.1.19376.1.3.1"/>
        <templateId root="1.2.250.1.213.1.1.3.21"/>
        <act classCode="ACT" moodCode="EVN">
          <code code="{code}" codeSystem="2.16.840.1.113883.6.1" codeSystemName="LOINC" displayName="{chapter}"/>
          <statusCode code="completed"/>
          <entryRelationship typeCode="COMP">
            <organizer classCode="BATTERY" moodCode="EVN">
              <templateId root="1.3.6.1.4.1.19376.1.3.1.4"/>
              <templateId root="1.2.250.1.213.1.1.3.78"/>
              <id {{{{entry.id}}}}/>
              <statusCode code="completed"/>
              <effectiveTime value="{{{{act}}}}"/>
{components}            </organizer>
          </entryRelationship>
          <entryRelationship typeCode="COMP">
            <act classCode="ACT" moodCode="EVN">
              <templateId root="1.3.6.1.4.1.19376.1.5.3.1.4.2"/>
              <templateId root="1.2.250.1.213.1.1.3.32"/>
              <code code="48767-8" codeSystem="2.16.840.1.113883.6.1" codeSystemName="LOINC" displayName="Commentaire"/>
              <text><reference value="#{name}-comment"/></text>
              <statusCode code="completed"/>
            </act>
          </entryRelationship>
        </act>
      </entry>
{{{{end}}}}
{{{{end}}}}
"##
    )
}

/// A line of the narrative; a result out of range is marked by a word, not by its looks alone.
fn row(panel: &Panel, analyte: &Analyte, at: usize, facts: &BodyFacts) -> String {
    let value = result(panel, analyte, facts, facts.variant);
    let shown = comma(&number(value, analyte.decimals));
    let shown = match interpretation(analyte, value, facts) {
        ("N", _) => shown,
        (_, word) => format!("<content styleCode=\"Bold\">{shown}</content> ({word})"),
    };
    let before = facts.variant.checked_sub(1).map_or_else(String::new, |variant| {
        comma(&number(result(panel, analyte, facts, variant), analyte.decimals))
    });
    let (name, label, unit) = (panel.name, analyte.label, analyte.unit);
    let range = printed_range(analyte, facts);
    format!(
        "            <tr><td><content ID=\"{name}-{at}\">{label}</content></td><td>{shown}</td><td>{unit}</td><td>{range}</td><td>{before}</td></tr>\n"
    )
}

fn component(panel: &Panel, analyte: &Analyte, at: usize, facts: &BodyFacts) -> String {
    let value = result(panel, analyte, facts, facts.variant);
    let (code, word) = interpretation(analyte, value, facts);
    let shown = number(value, analyte.decimals);
    let name = panel.name;
    let Analyte { loinc, label, ucum, decimals, .. } = analyte;
    let (low, high) = range(analyte, facts);
    let bound = |name: &str, bound: Option<f64>| {
        bound.map_or_else(String::new, |bound| {
            format!("<{name} value=\"{}\" unit=\"{ucum}\"/>", number(bound, *decimals))
        })
    };
    let reference = match (low, high) {
        (None, None) => String::new(),
        (low, high) => format!(
            r#"
                  <referenceRange typeCode="REFV">
                    <observationRange classCode="OBS" moodCode="EVN.CRT">
                      <value xsi:type="IVL_PQ">{}{}</value>
                      <interpretationCode code="N" codeSystem="2.16.840.1.113883.5.83" displayName="Normal"/>
                    </observationRange>
                  </referenceRange>"#,
            bound("low", low),
            bound("high", high)
        ),
    };
    let judged = match (low, high) {
        (None, None) => String::new(),
        _ => format!(
            "\n                  <interpretationCode code=\"{code}\" codeSystem=\"2.16.840.1.113883.5.83\" displayName=\"{word}\"/>"
        ),
    };
    format!(
        r##"              <component>
                <observation classCode="OBS" moodCode="EVN">
                  <templateId root="1.3.6.1.4.1.19376.1.3.1.6"/>
                  <templateId root="1.2.250.1.213.1.1.3.80"/>
                  <id {{{{entry.id}}}}/>
                  <code code="{loinc}" codeSystem="2.16.840.1.113883.6.1" codeSystemName="LOINC" displayName="{label}"><originalText><reference value="#{name}-{at}"/></originalText></code>
                  <statusCode code="completed"/>
                  <effectiveTime value="{{{{act}}}}"/>
                  <value xsi:type="PQ" value="{shown}" unit="{ucum}"/>{judged}{reference}
                </observation>
              </component>
"##
    )
}

/// The value, rounded as it is printed, so that what is computed from it agrees with the paper.
fn result(panel: &Panel, analyte: &Analyte, facts: &BodyFacts, variant: u32) -> f64 {
    let raw = match analyte.value {
        Value::Drift { start, step, swing, min, max } => {
            let seed = analyte
                .loinc
                .bytes()
                .fold(7, |seed: u32, byte| seed.wrapping_mul(31).wrapping_add(u32::from(byte)));
            (start + step * f64::from(variant) + swing * scatter(variant, seed)).clamp(min, max)
        }
        Value::Cycle(values) => values[variant as usize % values.len()],
        Value::From(compute) => {
            let of = |loinc: &str| {
                let other = panel.analytes.iter().find(|other| other.loinc == loinc);
                other.map_or(f64::NAN, |other| result(panel, other, facts, variant))
            };
            compute(&of, facts)
        }
    };
    number(raw, analyte.decimals).parse().unwrap_or(raw)
}

fn range(analyte: &Analyte, facts: &BodyFacts) -> (Option<f64>, Option<f64>) {
    facts.gender_of(analyte.ranges[0], analyte.ranges[1])
}

/// HL7 code and French word.
fn interpretation(
    analyte: &Analyte,
    value: f64,
    facts: &BodyFacts,
) -> (&'static str, &'static str) {
    let (low, high) = range(analyte, facts);
    if low.is_some_and(|low| value < low) {
        ("L", "bas")
    } else if high.is_some_and(|high| value > high) {
        ("H", "élevé")
    } else {
        ("N", "normal")
    }
}

fn printed_range(analyte: &Analyte, facts: &BodyFacts) -> String {
    let show = |bound: f64| comma(&number(bound, analyte.decimals));
    match range(analyte, facts) {
        (Some(low), Some(high)) => format!("{} à {}", show(low), show(high)),
        (Some(low), None) => format!("supérieur à {}", show(low)),
        (None, Some(high)) => format!("inférieur à {}", show(high)),
        (None, None) => String::new(),
    }
}

fn number(value: f64, decimals: usize) -> String {
    format!("{value:.decimals$}")
}

fn comma(number: &str) -> String {
    number.replace('.', ",")
}
