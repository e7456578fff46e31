//! Laboratory results, from the coded entries (IHE PaLM XD-LAB, and reports that lack its marks).

use std::sync::Arc;

use super::super::header::Code;
use super::super::moment::Moment;
use super::super::observation::{Flag, Observation, Range};
use super::super::options::Options;
use super::index::Index;
use super::quantity::{range, value};
use super::values::{child_code, child_period, code};
use super::{attribute, each, line, squeezed, HL7};
use crate::xml::Element;

/// Templates of XD-LAB: its sections, and its observations.
const SECTION_TEMPLATE: &str = "1.3.6.1.4.1.19376.1.3.3.2.";
const RESULT_TEMPLATE: &str = "1.3.6.1.4.1.19376.1.3.1.6";
/// The type of a laboratory report (LOINC).
const LABORATORY_REPORT: &str = "11502-2";

/// HL7 ObservationInterpretation, in French.
const FLAGS: [(&str, &str); 14] = [
    ("N", "Normal"),
    ("L", "Bas"),
    ("H", "Élevé"),
    ("LL", "Très bas"),
    ("HH", "Très élevé"),
    ("LU", "Nettement bas"),
    ("HU", "Nettement élevé"),
    ("A", "Anormal"),
    ("AA", "Très anormal"),
    ("S", "Sensible"),
    ("I", "Intermédiaire"),
    ("R", "Résistant"),
    ("<", "Sous le seuil de mesure"),
    (">", "Au-dessus du seuil de mesure"),
];

/// What holds for the results below.
#[derive(Clone, Default)]
struct Context {
    laboratory: bool,
    section: Option<Arc<str>>,
    battery: Option<Arc<str>>,
    specimen: Option<Arc<str>>,
    date: Option<Moment>,
}

pub(super) fn read(
    document: Element<'_>,
    body: Element<'_>,
    index: &Index<'_>,
    options: &Options,
) -> Vec<Observation> {
    let mut walk = Walk { index, options, found: Vec::new() };
    walk.below(body, &Context::default());
    let report = document.child(HL7, "code").and_then(|code| attribute(code, "code"));
    if walk.found.is_empty() && report.as_deref() == Some(LABORATORY_REPORT) {
        walk.below(body, &Context { laboratory: true, ..Context::default() });
    }
    walk.found
}

struct Walk<'w, 'd> {
    index: &'w Index<'d>,
    options: &'w Options,
    found: Vec<Observation>,
}

impl Walk<'_, '_> {
    fn below(&mut self, element: Element<'_>, context: &Context) {
        for child in element.children().filter(|child| child.namespace() == HL7) {
            if self.found.len() >= self.options.limits.observations {
                return;
            }
            match child.name() {
                "section" => {
                    let title = child.child(HL7, "title").and_then(line);
                    let label = || child_code(child, "code").and_then(|code| code.label);
                    let inner = Context {
                        laboratory: context.laboratory || has_template(child, SECTION_TEMPLATE),
                        section: shared(title.or_else(label)).or_else(|| context.section.clone()),
                        ..Context::default()
                    };
                    self.below(child, &inner);
                }
                // Files attached to the report are no results.
                "entry" if holds_file(child) => {}
                "act" | "organizer" => {
                    let inner = self.inside(child, context);
                    self.below(child, &inner);
                }
                "observation" => {
                    let result = context.laboratory || has_template(child, RESULT_TEMPLATE);
                    if result {
                        self.found.extend(self.observation(child, context));
                    }
                    self.below(child, context);
                }
                // Narrative holds no entry.
                "text" | "title" => {}
                _ => self.below(child, context),
            }
        }
    }

    /// What an act or a battery says of the results inside it.
    fn inside(&self, element: Element<'_>, context: &Context) -> Context {
        let battery = match element.name() {
            "organizer" => element.child(HL7, "code").and_then(|code| self.name_of(code)),
            _ => None,
        };
        Context {
            battery: shared(battery).or_else(|| context.battery.clone()),
            specimen: shared(specimen(element)).or_else(|| context.specimen.clone()),
            date: date(element).or_else(|| context.date.clone()),
            ..context.clone()
        }
    }

    /// The name as the report prints it, else the label, else that of a translation, else the
    /// code.
    fn name_of(&self, element: Element<'_>) -> Option<String> {
        let original = element.child(HL7, "originalText");
        let printed = original.and_then(|text| self.index.referenced(text).or_else(|| line(text)));
        let label = || attribute(element, "displayName").and_then(|label| squeezed(&label));
        let translated = || {
            let mut labels = each(element, "translation");
            labels.find_map(|translation| attribute(translation, "displayName"))
        };
        printed.or_else(label).or_else(translated).or_else(|| attribute(element, "code"))
    }

    /// The name of a result. Where what the code refers to is the text of the value, the label.
    fn name(&self, coded: Element<'_>, element: Element<'_>) -> Option<String> {
        let name = self.name_of(coded)?;
        let raw = element.child(HL7, "value").and_then(|value| attribute(value, "value"));
        let label = attribute(coded, "displayName").and_then(|label| squeezed(&label));
        match (raw, label) {
            (Some(raw), Some(label)) if name.starts_with(&raw) => Some(label),
            _ => Some(name),
        }
    }

    /// None where it has neither name nor value.
    fn observation(&self, element: Element<'_>, context: &Context) -> Option<Observation> {
        let coded = element.child(HL7, "code")?;
        let zone = &self.options.zone;
        let values = each(element, "value").filter_map(|v| value(v, self.index, zone));
        let mut values: Vec<_> = values.collect();
        if values.is_empty() {
            return None;
        }
        let mut first = values.remove(0);
        for other in values {
            // Several values are one text and no number.
            first.text = format!("{} ; {}", first.text, other.text);
            first.number = None;
        }
        let translations: Vec<Code> = each(coded, "translation").filter_map(code).collect();
        let method = element.child(HL7, "methodCode").and_then(|method| self.name_of(method));
        Some(Observation {
            name: self.name(coded, element)?,
            code: code(coded),
            translations,
            value: first,
            ranges: self.ranges(element),
            flag: element.child(HL7, "interpretationCode").and_then(flag),
            date: date(element).or_else(|| context.date.clone()),
            status: element.child(HL7, "statusCode").and_then(|status| attribute(status, "code")),
            specimen: shared(specimen(element)).or_else(|| context.specimen.clone()),
            method,
            battery: context.battery.clone(),
            section: context.section.clone(),
        })
    }

    /// The reference ranges, the usual one first.
    fn ranges(&self, element: Element<'_>) -> Vec<Range> {
        let ranges =
            each(element, "referenceRange").filter_map(|r| r.child(HL7, "observationRange"));
        let read = |element: Element<'_>| {
            let flag = child_code(element, "interpretationCode").map(|code| code.code);
            let mut found = element.child(HL7, "value").map(range).unwrap_or_default();
            if found.text.is_empty() {
                let text = element.child(HL7, "text");
                let text = text.and_then(|t| self.index.referenced(t).or_else(|| line(t)));
                let other = || {
                    let value = element.child(HL7, "value")?;
                    value_text(value, self.index, self.options)
                };
                found.text = text.or_else(other).unwrap_or_default();
            }
            (!found.text.is_empty()).then_some((flag.is_some_and(|flag| flag != "N"), found))
        };
        let mut ranges: Vec<(bool, Range)> = ranges.filter_map(read).collect();
        ranges.sort_by_key(|(unusual, _)| *unusual);
        ranges.into_iter().map(|(_, range)| range).collect()
    }
}

fn value_text(element: Element<'_>, index: &Index<'_>, options: &Options) -> Option<String> {
    value(element, index, &options.zone).map(|value| value.text)
}

/// Text that many results have in common.
fn shared(text: Option<String>) -> Option<Arc<str>> {
    text.map(Arc::from)
}

fn date(element: Element<'_>) -> Option<Moment> {
    child_period(element, "effectiveTime")?.moment().cloned()
}

fn flag(element: Element<'_>) -> Option<Flag> {
    let code = attribute(element, "code")?;
    let known = FLAGS.iter().find(|(flag, _)| *flag == code).map(|(_, label)| label.to_string());
    let label = attribute(element, "displayName").or(known).unwrap_or_else(|| code.clone());
    Some(Flag { code, label })
}

fn has_template(element: Element<'_>, root: &str) -> bool {
    each(element, "templateId").any(|template| {
        attribute(template, "root").is_some_and(|given| match root.strip_suffix('.') {
            Some(_) => given.starts_with(root),
            None => given == root,
        })
    })
}

/// What was examined: the specimen of a result, or the product of the collection before it.
fn specimen(element: Element<'_>) -> Option<String> {
    let player = ["specimen", "specimenRole", "specimenPlayingEntity"];
    let own = element.path(HL7, &player).and_then(|player| child_code(player, "code")?.label);
    let collected = || {
        let collections = each(element, "entryRelationship").chain(each(element, "component"));
        let procedures = collections.filter_map(|around| around.child(HL7, "procedure"));
        let products = procedures.flat_map(|procedure| each(procedure, "participant"));
        products
            .filter_map(|product| product.path(HL7, &["participantRole", "playingEntity"]))
            .find_map(|player| child_code(player, "code")?.label)
    };
    own.or_else(collected)
}

/// Whether an entry holds a file, at most four elements down, as CI-SIS lays it.
fn holds_file(entry: Element<'_>) -> bool {
    fn within(element: Element<'_>, depth: usize) -> bool {
        depth > 0
            && element
                .children()
                .any(|child| child.name() == "observationMedia" || within(child, depth - 1))
    }
    within(entry, 4)
}
