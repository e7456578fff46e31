use std::collections::BTreeSet;

use super::model::{NARRATIVE, ORDERED_NARRATIVE, ORDERS};
use super::*;
use crate::sandbox::bodies::kinds::{Place, WrittenBy};
use crate::xml::{Document, Element, Limits};

const HL7: &str = "urn:hl7-org:v3";

fn each(mut judge: impl FnMut(&Kind, &Document)) {
    for kind in kinds() {
        for variant in VARIANTS {
            for facts in [facts(variant), with_study(variant)] {
                let text = text(kind, &facts);
                let document = Document::parse(&text, &Limits::default())
                    .unwrap_or_else(|error| panic!("{}: {error:?}\n{text}", kind.name));
                judge(kind, &document);
            }
        }
    }
}

fn walk<'d>(element: Element<'d>, visit: &mut impl FnMut(Element<'d>)) {
    visit(element);
    for child in element.children() {
        walk(child, visit);
    }
}

#[test]
fn children_stand_in_the_order_of_the_model() {
    each(|kind, document| judge(kind, document.root(), false));
}

fn judge(kind: &Kind, element: Element, narrative: bool) {
    let (tables, name) = (if narrative { NARRATIVE } else { ORDERS }, element.name());
    let children: Vec<_> = element.children().collect();
    let list = tables.iter().find(|(parent, _)| *parent == name);
    // `component` and `location` hold one thing each, a different one in each place.
    if let Some((_, list)) = list {
        let ranks: Vec<_> = children
            .iter()
            .map(|child| {
                let place = list.split(' ').position(|known| known == child.name());
                place.unwrap_or_else(|| panic!("{}: {} in {name}", kind.name, child.name()))
            })
            .collect();
        if !narrative || ORDERED_NARRATIVE.contains(&name) {
            assert!(ranks.is_sorted(), "{}: order of the children of {name}", kind.name);
        }
    } else {
        let one = matches!(name, "component" | "location");
        assert!(!narrative && children.len() <= usize::from(one), "{}: {name}", kind.name);
    }
    for child in children {
        assert_eq!(child.namespace(), HL7);
        let opens = name == "section" && child.name() == "text";
        judge(kind, child, narrative || opens);
    }
}

#[test]
fn anchors_are_unique_and_found() {
    each(|kind, document| {
        let mut anchors = BTreeSet::new();
        walk(document.root(), &mut |element| {
            if let Some(id) = element.attribute("ID") {
                assert!(anchors.insert(id.into_owned()), "{}: an anchor twice", kind.name);
            }
        });
        walk(document.root(), &mut |element| {
            let target = match element.name() {
                "reference" => element.attribute("value"),
                "renderMultiMedia" => element.attribute("referencedObject"),
                "footnoteRef" => element.attribute("IDREF"),
                "linkHtml" => element.attribute("href").filter(|href| href.starts_with('#')),
                _ => None,
            };
            if let Some(target) = target {
                let target = target.trim_start_matches('#');
                assert!(anchors.contains(target), "{}: no anchor {target}", kind.name);
            }
        });
    });
}

#[test]
fn entries_have_identifiers_of_their_own() {
    each(|kind, document| {
        let mut seen = BTreeSet::new();
        walk(document.root(), &mut |element| {
            let extension = element.attribute("extension").unwrap_or_default();
            if element.name() == "id" && extension.starts_with('E') {
                assert!(seen.insert(extension.into_owned()), "{}", kind.name);
            }
        });
    });
}

#[test]
fn the_narratives_use_every_construct_of_the_block() {
    let (mut elements, mut attributes) = (BTreeSet::new(), BTreeSet::new());
    each(|_, document| {
        walk(document.root(), &mut |element| {
            if element.name() == "text" {
                walk(element, &mut |inner| {
                    elements.insert(inner.name().to_owned());
                    for name in
                        ["colspan", "rowspan", "styleCode", "listType", "revised", "scope", "href"]
                    {
                        if inner.attribute(name).is_some() {
                            attributes.insert(name);
                        }
                    }
                });
            }
        });
    });
    for (element, _) in NARRATIVE {
        assert!(elements.contains(*element), "no narrative has {element}");
    }
    assert_eq!(attributes.len(), 7, "{attributes:?}");
}

#[test]
fn headers_say_who_what_and_when() {
    each(|kind, document| {
        let root = document.root();
        let attribute = |path: &[&str], name: &str| {
            let found = root.path(HL7, path).and_then(|element| element.attribute(name));
            found.unwrap_or_default().into_owned()
        };
        assert_eq!(attribute(&["code"], "code"), kind.type_code);
        assert_eq!(
            attribute(&["recordTarget", "patientRole", "id"], "extension"),
            "258033523890052"
        );
        assert_eq!(
            attribute(&["recordTarget", "patientRole", "id"], "root"),
            "1.2.250.1.213.1.4.10"
        );
        assert_eq!(attribute(&["effectiveTime"], "value"), "20240312103000+0000");
        let author = match kind.written_by {
            WrittenBy::Patient => "EXP_PATIENT",
            WrittenBy::Insurance => "ALIM_AM",
            WrittenBy::Professional => "G15_10/SM26",
        };
        assert_eq!(attribute(&["author", "assignedAuthor", "code"], "code"), author);
        let place = attribute(
            &["componentOf", "encompassingEncounter", "location", "healthCareFacility", "code"],
            "code",
        );
        assert_eq!(place, kind.place.facility().0);
        assert_eq!(place == "EXP_PATIENT", kind.place == Place::Home);
        for required in ["typeId", "id", "custodian", "legalAuthenticator", "documentationOf"] {
            assert!(root.child(HL7, required).is_some(), "{}: {required}", kind.name);
        }
        let level = root.child(HL7, "component").and_then(|it| it.children().next());
        assert!(level.is_some_and(|body| body.children().next().is_some()), "{}", kind.name);
    });
}

#[test]
fn only_a_replacement_names_what_it_replaces() {
    let path = ["relatedDocument", "parentDocument", "id"];
    for kind in kinds() {
        let first = text(kind, &facts(0));
        let first = Document::parse(&first, &Limits::default()).unwrap();
        assert!(first.root().child(HL7, "relatedDocument").is_none());
        let second = text(kind, &with_study(0));
        let second = Document::parse(&second, &Limits::default()).unwrap();
        let id = second.root().path(HL7, &path).unwrap();
        assert_eq!(id.attribute("root").unwrap(), "1.2.250.1.999.1.76");
        assert_eq!(id.attribute("extension").unwrap(), "V1");
    }
}

#[test]
fn an_imaging_report_carries_its_references() {
    for kind in kinds().iter().filter(|kind| kind.name.starts_with("img-")) {
        let text = text(kind, &with_study(1));
        assert_eq!(text.matches("<id root=\"1.2.250.1.999.2.5\"/>").count(), 2, "{}", kind.name);
        assert!(
            text.contains("<order><id root=\"1.2.250.1.999.2\" extension=\"ACC-0005\"/></order>")
        );
        assert!(text.contains(&format!("<code code=\"{}\"", kind.events[0].0)));
        assert!(text.contains(&format!("<code code=\"{}\"", kind.events[1].0)));
        let plain = super::text(kind, &facts(1));
        assert!(!plain.contains("inFulfillmentOf") && !plain.contains("113014"));
    }
}

#[test]
fn no_fact_breaks_the_markup() {
    let nasty = "O'<b>\"&\u{1};]]>\n{{pick|x}}|";
    for kind in kinds() {
        let mut facts = with_study(3);
        (facts.patient.family, facts.title, facts.structure.name) = (nasty, nasty, nasty);
        (facts.author.given, facts.patient.birth_date, facts.act.day) = (nasty, "", "");
        let text = text(kind, &facts);
        let document = Document::parse(&text, &Limits::default()).unwrap();
        let title = document.root().child(HL7, "title").unwrap();
        assert_eq!(title.text(), nasty.replace('\u{1}', ""), "{}", kind.name);
    }
}

#[test]
fn the_same_facts_give_the_same_bytes_and_another_variant_others() {
    for kind in kinds().iter().filter(|kind| !kind.name.ends_with("photo")) {
        assert_eq!(render(kind, &facts(4)), render(kind, &facts(4)));
        assert_ne!(render(kind, &facts(0)), render(kind, &facts(1)), "{}", kind.name);
    }
}

#[test]
fn what_a_template_does_not_know_is_refused() {
    let facts = facts(0);
    let filler = Filler::new(&kinds()[0], &facts);
    let unknown = |name: &str| Err(Refused::UnknownPlaceholder(name.to_owned()));
    assert_eq!(filler.fill("a {{patient.name}}"), unknown("patient.name"));
    assert_eq!(filler.fill("{{pick|x}} {{pick|{{colour}}}}"), unknown("colour"));
    assert_eq!(filler.fill("{{patient.family"), Err(Refused::NotClosed));
    assert_eq!(filler.fill("{{1}}"), Err(Refused::BadArgument("1".to_owned())));
    assert!(matches!(filler.fill("{{year|x}}"), Err(Refused::BadArgument(_))));
    assert_eq!(
        filler.fill("{{year|-2}} {{date|-12}} {{day|20}}").unwrap(),
        "2022 29/02/2024 20240401"
    );
    assert_eq!(filler.fill("{{pick|{{gender|il|elle}}|b}} {{patient.age}}").unwrap(), "elle 65");
}

#[test]
fn whatever_can_be_read_says_that_it_is_invented() {
    for kind in kinds().iter().filter(|kind| matches!(kind.content, Content::Structured(_))) {
        assert_eq!(text(kind, &facts(0)).matches(crate::sandbox::MARK).count(), 1, "{}", kind.name);
    }
}

#[test]
fn kinds_are_told_apart() {
    let names: BTreeSet<_> = kinds().iter().map(|kind| kind.name).collect();
    assert_eq!(names.len(), kinds().len());
    assert!(names.len() >= 30);
    assert_eq!(kind("bio-inr").unwrap().type_code, "11502-2");
    assert!(kind("autre").is_none());
}
