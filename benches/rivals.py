"""What reading an answer to ITI-18 costs elsewhere: lxml, and zeep with the WSDL of ITI-18.

    rivals.py WSDL < answer.xml

Prints the median time of each over some turns and how many entries it read, or how to install it.
Reading the WSDL and Python's own start are not timed.
"""

import gc
import statistics
import sys
import time
from pathlib import Path

TURNS = 11
INSTALL = "not installed: python3 -m pip install"
RIM = "{urn:oasis:names:tc:ebxml-regrep:xsd:rim:3.0}"
ATTRIBUTES = ("id", "lid", "mimeType", "objectType", "status")


def median(act):
    """Milliseconds."""
    times = []
    for _ in range(TURNS):
        gc.collect()
        start = time.perf_counter()
        act()
        times.append(time.perf_counter() - start)
    return statistics.median(times) * 1e3


def said(who, entries, millis):
    print(f"  {who:<36}{millis:>8.2f} ms   {entries:,} entries")


def slots(element):
    return {
        slot.get("name"): [value.text for value in slot.iterfind(f"{RIM}ValueList/{RIM}Value")]
        for slot in element.iterfind(f"{RIM}Slot")
    }


def localized(element, name):
    string = element.find(f"{RIM}{name}/{RIM}LocalizedString")
    return None if string is None else string.get("value")


def entry(element):
    """The fields of one document entry that benches/registry.rs writes."""
    fields = {name: element.get(name) for name in ATTRIBUTES}
    fields["slots"] = slots(element)
    fields["title"] = localized(element, "Name")
    fields["comments"] = localized(element, "Description")
    version = element.find(f"{RIM}VersionInfo")
    fields["version"] = None if version is None else version.get("versionName")
    fields["classifications"] = [
        (
            found.get("classificationScheme"),
            found.get("nodeRepresentation"),
            localized(found, "Name"),
            slots(found),
        )
        for found in element.iterfind(f"{RIM}Classification")
    ]
    fields["identifiers"] = {
        found.get("identificationScheme"): found.get("value")
        for found in element.iterfind(f"{RIM}ExternalIdentifier")
    }
    return fields


def by_lxml(answer):
    try:
        from lxml import etree
    except ImportError:
        print(f"  lxml {INSTALL} lxml")
        return
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)

    def parse():
        return etree.fromstring(answer, parser)

    def extract():
        return [entry(element) for element in parse().iter(f"{RIM}ExtrinsicObject")]

    version = f"lxml {etree.__version__}"
    said(f"{version}, parse", len(extract()), median(parse))
    said(f"{version}, parse and extract", len(extract()), median(extract))


def by_zeep(answer, wsdl):
    try:
        import zeep
        from zeep.loader import parse_xml
    except ImportError:
        print(f"  zeep {INSTALL} zeep")
        return
    if not Path(wsdl).is_file():
        print(f"  zeep: {wsdl} is absent; DMPKIT_SCHEMAS names the folder of the schemas")
        return
    settings = zeep.Settings(strict=False, xml_huge_tree=True)
    client = zeep.Client(wsdl, transport=offline(zeep.Transport), settings=settings)
    # The schema lists objects as any Identifiable, and zeep follows no substitution group: each
    # entry is found first and deserialised by its own type.
    element = client.get_element(f"{RIM}ExtrinsicObject")

    def deserialise():
        envelope = parse_xml(answer, None, settings=settings)
        found = envelope.iter(f"{RIM}ExtrinsicObject")
        return [element.parse(entry, client.wsdl.types) for entry in found]

    entries = deserialise()
    assert all(len(entry.Slot) > 5 and entry.Classification for entry in entries)
    said(f"zeep {zeep.__version__}, deserialise", len(entries), median(deserialise))


def offline(transport):
    """A transport of zeep that reads files and nothing else."""

    class Files(transport):
        def _load_remote_data(self, url):
            raise OSError(f"{url} is not fetched")

    return Files()


if __name__ == "__main__":
    message = sys.stdin.buffer.read()
    by_lxml(message)
    by_zeep(message, sys.argv[1])
