"""Judges our messages by schemas that others made: HL7 v3, SAML 2.0, SOAP 1.2, WS-Addressing.

    xml_messages.py --schemas DIR --soap WHEEL --messages DIR --work DIR

DIR of --schemas holds hl7v3-2009; WHEEL holds the W3C's schemas (soap_schemas.txt); DIR of
--messages holds request_*.xml, answer_*.xml and assertion_*.xml (tests/wire_messages.rs). SAML,
XML Signature and XML Encryption come from Debian's opensaml-schemas and xmltooling-schemas. All
judging is xmllint's, and nothing is fetched. The fixtures of tests/fixtures/td0_2 are judged too.

A judge that accepts everything proves nothing: messages spoilt on purpose must be refused.
"""

import argparse
import copy
import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

from lxml import etree

ROOT = Path(__file__).resolve().parents[2]
XML_SCHEMAS = Path("/usr/share/xml")
SAML_SCHEMA = XML_SCHEMAS / "opensaml/saml-schema-assertion-2.0.xsd"
SOAP = "http://www.w3.org/2003/05/soap-envelope"
WSA = "http://www.w3.org/2005/08/addressing"
SAML = "urn:oasis:names:tc:SAML:2.0:assertion"
HL7 = "urn:hl7-org:v3"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
NAMES = {"soap": SOAP, "wsa": WSA, "saml": SAML, "hl7": HL7}
# Where the schemas say their imports are, and where Debian put them.
CATALOGUE = {
    "http://www.w3.org/2001/xml.xsd": "xmltooling/xml.xsd",
    "http://www.w3.org/TR/2002/REC-xmldsig-core-20020212/xmldsig-core-schema.xsd":
        "xmltooling/xmldsig-core-schema.xsd",
    "http://www.w3.org/TR/2002/REC-xmlenc-core-20021210/xenc-schema.xsd":
        "xmltooling/xenc-schema.xsd",
}


def parse(path):
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    return etree.parse(str(path), parser)


class Judge:
    """Wrapper schemas in a folder of their own, and xmllint."""

    def __init__(self, work, schemas, wheel):
        self.work = work
        self.passed = 0
        self.failed = 0
        hl7 = schemas / "hl7v3-2009"
        with zipfile.ZipFile(wheel) as archive:
            for name in ("soap-envelope.xsd", "ws-addr.xsd"):
                (work / name).write_bytes(archive.read(f"sdc11073/xsd/{name}"))
        lines = "".join(f'<uri name="{uri}" uri="{(XML_SCHEMAS / path).as_uri()}"/>\n'
                        f'<system systemId="{uri}" uri="{(XML_SCHEMAS / path).as_uri()}"/>\n'
                        for uri, path in CATALOGUE.items())
        space = "urn:oasis:names:tc:entity:xmlns:xml:catalog"
        (work / "catalogue.xml").write_text(f'<catalog xmlns="{space}">\n{lines}</catalog>\n')
        self.query = hl7 / "PRPA_IN201307UV02.xsd"
        self.answer = hl7 / "PRPA_IN201308UV02.xsd"
        # One schema a namespace may be imported: both messages and the data types in one.
        include = "".join(f'<xs:include schemaLocation="{path.as_uri()}"/>\n'
                          for path in (hl7 / "coreschemas/datatypes.xsd", self.query, self.answer))
        self.hl7 = self.schema("hl7", include, f' targetNamespace="{HL7}" xmlns="{HL7}"')
        self.assertion = self.imports("assertion", (SAML, SAML_SCHEMA), (HL7, self.hl7))
        self.envelope = self.imports(
            "envelope", (SOAP, work / "soap-envelope.xsd"), (WSA, work / "ws-addr.xsd"),
            (SAML, SAML_SCHEMA), (HL7, self.hl7))

    def schema(self, name, content, attributes=""):
        path = self.work / f"{name}.xsd"
        path.write_text('<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" '
                        f'elementFormDefault="qualified"{attributes}>\n{content}</xs:schema>\n')
        return path

    def imports(self, name, *imports):
        return self.schema(name, "".join(
            f'<xs:import namespace="{space}" schemaLocation="{path.as_uri()}"/>\n'
            for space, path in imports))

    def refused(self, schema, files):
        """Those of the files that xmllint refuses, with its words."""
        environment = dict(os.environ, XML_CATALOG_FILES=str(self.work / "catalogue.xml"))
        command = ["xmllint", "--nonet", "--noout", "--schema", str(schema)]
        ran = subprocess.run(command + [str(file) for file in files], text=True, env=environment,
                             capture_output=True, check=False)
        lines = ran.stderr.splitlines()
        if ran.returncode not in (0, 1, 3, 4):
            sys.exit(f"xmllint failed on {schema}:\n{ran.stderr}")
        valid = {line.removesuffix(" validates") for line in lines if line.endswith(" validates")}
        return {file: [line for line in lines if line.startswith(f"{file}:")]
                for file in files if str(file) not in valid}

    def accepts(self, what, schema, files):
        if not files:
            return self.fail(f"{what}: no file to judge")
        refused = self.refused(schema, files)
        for file, words in refused.items():
            self.fail(f"{what}: {file.name} is refused by {schema.name}", words[:4])
        self.passed += len(files) - len(refused)
        print(f"{what}: {len(files) - len(refused)} of {len(files)} valid")

    def refuses(self, what, schema, files):
        refused = self.refused(schema, files)
        for file in files:
            if file not in refused:
                self.fail(f"{what}: {file.name} is spoilt, yet {schema.name} accepts it")
        self.passed += len(refused)
        print(f"{what}: {len(refused)} of {len(files)} refused, as they must be")

    def fail(self, message, words=()):
        self.failed += 1
        print(f"FAILED: {message}")
        for word in words:
            print(f"    {word[:400]}")


def bodies(folder, files):
    """The content of each Body in a file of its own; files without any are left out."""
    folder.mkdir(exist_ok=True)
    written = {}
    for file in files:
        content = parse(file).getroot().find(f"{{{SOAP}}}Body/*")
        if content is not None:
            written[file] = folder / file.name
            written[file].write_bytes(etree.tostring(content, encoding="UTF-8",
                                                     xml_declaration=True, with_tail=False))
    return written


def is_fault(file):
    return parse(file).getroot().find(f"{{{SOAP}}}Body/{{{SOAP}}}Fault") is not None


def messages(judge, folder, work):
    requests, answers, assertions = (sorted(folder.glob(f"{kind}_*.xml"))
                                     for kind in ("request", "answer", "assertion"))
    judge.accepts("assertions (SAML 2.0, HL7 data types)", judge.assertion, assertions)
    judge.accepts("requests (SOAP 1.2, WS-Addressing, SAML 2.0, HL7 v3)", judge.envelope, requests)
    judge.accepts("answers (SOAP 1.2, WS-Addressing, HL7 v3)", judge.envelope, answers)
    judge.accepts("bodies of requests (PRPA_IN201307UV02)", judge.query,
                  list(bodies(work / "requests", requests).values()))
    said = [answer for answer in answers if not is_fault(answer)]
    judge.accepts("bodies of answers (PRPA_IN201308UV02)", judge.answer,
                  list(bodies(work / "answers", said).values()))


def fixtures(judge, work):
    folder = ROOT / "tests/fixtures/td0_2"
    expected = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
    # What must not even be parsed is left to our own reader.
    files = {name: folder / f"{name}.xml" for name, said in expected.items()
             if said["outcome"] != "xml_error"}
    written = bodies(work / "fixtures", files.values())
    good = [name for name in files if expected[name]["schema_valid"]]
    judge.accepts("fixtures: bodies said to be valid", judge.answer,
                  [written[files[name]] for name in good])
    judge.accepts("fixtures: envelopes of the same", judge.envelope,
                  [files[name] for name in good])
    judge.refuses("fixtures: bodies said not to be valid", judge.answer,
                  [written[file] for name, file in files.items()
                   if name not in good and file in written])


def spoil_attribute(path, name, value):
    def spoil(root):
        element = root.xpath(path, namespaces=NAMES)[0]
        if value is None:
            del element.attrib[name]
        else:
            element.set(name, value)
    return spoil


def spoil_text(path, value):
    def spoil(root):
        root.xpath(path, namespaces=NAMES)[0].text = value
    return spoil


def remove(path):
    def spoil(root):
        element = root.xpath(path, namespaces=NAMES)[0]
        element.getparent().remove(element)
    return spoil


def last(path):
    """Moves an element behind its siblings."""
    def spoil(root):
        element = root.xpath(path, namespaces=NAMES)[0]
        element.getparent().append(element)
    return spoil


def add(path, name):
    def spoil(root):
        etree.SubElement(root.xpath(path, namespaces=NAMES)[0], name)
    return spoil


ROLE, PURPOSE = "//hl7:Role", "//hl7:PurposeOfUse"
OF_ASSERTIONS = {
    "version": spoil_attribute("/saml:Assertion", "Version", None),
    "issued": spoil_attribute("/saml:Assertion", "IssueInstant", "hier"),
    "identifier": spoil_attribute("/saml:Assertion", "ID", "1-commence-par-un-chiffre"),
    "order": last("//saml:Subject"),
    "stranger": add("//saml:AuthnContext", f"{{{SAML}}}Inconnu"),
    "role_type": spoil_attribute(ROLE, f"{{{XSI}}}type", "TypeInconnu"),
    "role_attribute": spoil_attribute(ROLE, "inconnu", "x"),
    "role_system": spoil_attribute(ROLE, "codeSystem", "pas un OID"),
    "role_child": add(ROLE, f"{{{HL7}}}inconnu"),
    "purpose_code": spoil_attribute(PURPOSE, "code", "deux mots"),
}
OF_REQUESTS = {
    "envelope_order": last("/soap:Envelope/soap:Header"),
    "envelope_stranger": add("/soap:Envelope", f"{{{SOAP}}}Trailer"),
    "must_understand": spoil_attribute("//wsa:Action", f"{{{SOAP}}}mustUnderstand", "peut-être"),
    "address": remove("//wsa:ReplyTo/wsa:Address"),
    "addressing_stranger": add("//wsa:ReplyTo", f"{{{WSA}}}Inconnu"),
    "time": spoil_attribute("//hl7:creationTime", "value", "hier"),
    "interaction": remove("//hl7:interactionId"),
    "query_order": last("//hl7:queryByParameter/hl7:queryId"),
    **{f"assertion_{name}": spoil for name, spoil in OF_ASSERTIONS.items()
       if name not in ("version", "issued", "identifier")},
}
OF_ANSWERS = {
    "boolean": spoil_attribute("//hl7:value[@value]", "value", "peut-être"),
    "acknowledgement": spoil_attribute("//hl7:acknowledgement", "typeCode", "OUI"),
    "no_acknowledgement": remove("//hl7:queryAck"),
    "order": last("//hl7:patient/hl7:id"),
    "birth": spoil_attribute("//hl7:birthTime", "value", "14 mars 1958"),
    "attention_value": spoil_attribute("//hl7:attentionLine/hl7:value", f"{{{XSI}}}type", "PN-X"),
}
OF_FAULTS = {
    "no_reason": remove("//soap:Reason"),
    "code": spoil_text("//soap:Code/soap:Value", "soap:Inconnu"),
    "language": spoil_attribute("//soap:Text", "{http://www.w3.org/XML/1998/namespace}lang", None),
    "order": last("//soap:Code"),
}


def spoilt(judge, folder, work):
    work.mkdir(exist_ok=True)
    for what, schema, file, spoils in (
        ("assertions", judge.assertion, "assertion_doctor_cps", OF_ASSERTIONS),
        ("requests", judge.envelope, "request_doctor_cps", OF_REQUESTS),
        ("answers", judge.envelope, "answer_active_valide_td0_2", OF_ANSWERS),
        ("faults", judge.envelope, "answer_fault_soap_td0_2", OF_FAULTS),
    ):
        original = parse(folder / f"{file}.xml")
        files = []
        for name, spoil in spoils.items():
            document = copy.deepcopy(original)
            spoil(document.getroot())
            files.append(work / f"{what}_{name}.xml")
            document.write(str(files[-1]), encoding="UTF-8", xml_declaration=True)
        judge.refuses(f"{what} spoilt on purpose", schema, files)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    for name in ("schemas", "soap", "messages", "work"):
        parser.add_argument(f"--{name}", type=lambda text: Path(text).resolve(), required=True)
    given = parser.parse_args()
    if not given.messages.is_dir():
        sys.exit(f"{given.messages} is not there: the tests have written nothing")
    given.work.mkdir(parents=True, exist_ok=True)
    judge = Judge(given.work, given.schemas, given.soap)
    messages(judge, given.messages, given.work)
    fixtures(judge, given.work)
    spoilt(judge, given.messages, given.work / "spoilt")
    print(f"{judge.passed} passed, {judge.failed} failed")
    sys.exit(1 if judge.failed else 0)


if __name__ == "__main__":
    main()
