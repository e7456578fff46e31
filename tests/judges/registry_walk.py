"""Finds again, with lxml, everything the objects of the official samples hold.

    registry_walk.py DIR

DIR holds what tests/registry_samples.rs wrote: each message as NAME.xml, and what dmpkit read of
it as NAME.json. Every slot, classification, identifier, attribute, title and comment of each
ExtrinsicObject, RegistryPackage and Association must be there, and nothing that is not in the
message.
"""

import argparse
import json
import re
import sys
from collections import Counter
from datetime import datetime, timedelta
from pathlib import Path

from lxml import etree

RIM = "{urn:oasis:names:tc:ebxml-regrep:xsd:rim:3.0}"
KINDS = ("ExtrinsicObject", "RegistryPackage", "Association")
TIMES = ("creationTime", "serviceStartTime", "serviceStopTime", "submissionTime")


def utc(text):
    """A timestamp with an offset, in UTC at its own precision."""
    found = re.fullmatch(r"(\d{10}|\d{12}|\d{14})([+-])(\d\d)(\d\d)", text)
    if not found:
        return text
    digits, sign, hours, minutes = found.groups()
    form = "%Y%m%d%H%M%S"[:{10: 8, 12: 10, 14: 12}[len(digits)]]
    away = timedelta(hours=int(hours), minutes=int(minutes))
    moment = datetime.strptime(digits, form)
    return (moment - away if sign == "+" else moment + away).strftime(form)


def texts(element, name):
    """The values of a name or description, French first."""
    strings = element.findall(f"{RIM}{name}/{RIM}LocalizedString")
    found = [string for string in strings if string.get("value", "").strip()]
    lang = "{http://www.w3.org/XML/1998/namespace}lang"
    found.sort(key=lambda string: not string.get(lang, "").lower().startswith("fr"))
    return [string.get("value").strip() for string in found]


def slots(element):
    """Name and values of each slot."""
    for slot in element.findall(f"{RIM}Slot"):
        values = slot.findall(f"{RIM}ValueList/{RIM}Value")
        # string() leaves comments out.
        yield slot.get("name").strip(), [value.xpath("string()").strip() for value in values]


def facts(element):
    """What an object says, in the words of tests/registry_samples.rs."""
    for name, value in element.attrib.items():
        if name != "id" and value.strip():
            yield "attribute", name, value.strip()
    for version in element.findall(f"{RIM}VersionInfo"):
        if version.get("versionName", "").strip():
            yield "attribute", "versionName", version.get("versionName").strip()
    for name, values in slots(element):
        if not values:
            yield "empty-slot", name
        for value in values:
            yield "slot", name, utc(value) if name in TIMES else value
    for text in texts(element, "Name"):
        yield "title", text
    for text in texts(element, "Description"):
        yield "comments", text
    for found in element.findall(f"{RIM}Classification"):
        scheme = found.get("classificationScheme")
        if scheme is None:
            # It says that a package is a submission, as its kind does.
            continue
        node = found.get("nodeRepresentation", "").strip()
        yield "class", scheme.strip(), node
        for label in texts(found, "Name")[:1]:
            yield "class-label", scheme.strip(), node, label
        for name, values in slots(found):
            for value in values:
                yield "class-slot", scheme.strip(), node, name, value
    for found in element.findall(f"{RIM}ExternalIdentifier"):
        yield "identifier", found.get("identificationScheme").strip(), found.get("value").strip()


def walk(path):
    """The facts of each object of a message, by kind and identifier; and its references."""
    root = etree.fromstring(path.read_bytes().strip(), etree.XMLParser(resolve_entities=False))
    objects, references = {}, []
    for element in root.iter(*(RIM + kind for kind in KINDS)):
        key = etree.QName(element).localname, element.get("id", "").strip()
        objects.setdefault(key, Counter()).update(facts(element))
    for element in root.iter(f"{RIM}ObjectRef"):
        references.append(element.get("id").strip())
    return objects, references


def judge(path):
    """What is wrong with what was read of one message."""
    expected, references = walk(path)
    read = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    found = {}
    for thing in read["objects"]:
        key = thing["kind"], thing["id"]
        found.setdefault(key, Counter()).update(tuple(fact) for fact in thing["facts"])
    if sorted(references) != sorted(read["references"]):
        yield "the references differ"
    for key in expected.keys() | found.keys():
        missing = expected.get(key, Counter()) - found.get(key, Counter())
        invented = found.get(key, Counter()) - expected.get(key, Counter())
        yield from (f"{key}: lost {fact}" for fact in missing)
        yield from (f"{key}: invented {fact}" for fact in invented)
        if key not in expected or key not in found:
            yield f"{key}: on one side only"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    messages = sorted(parser.parse_args().folder.glob("*.xml"))
    failed = total = 0
    for path in messages:
        objects, _ = walk(path)
        total += sum(sum(found.values()) for found in objects.values())
        for problem in judge(path):
            failed += 1
            print(f"FAILED: {path.name}: {problem}")
    print(f"{len(messages)} messages, {total} facts, {failed} problems")
    # An empty folder would prove nothing.
    sys.exit(failed > 0 or total < 500)


main()
