"""Judges the MTOM messages we write, by Python's own MIME parser and by schemas others made.

    mtom.py --schemas DIR --soap WHEEL --messages DIR --work DIR

DIR of --messages holds NAME.mtom (Content-Type, an empty line, the body) and, for each document of
an answer, NAME.documentN with its bytes (tests/repository_answers.rs). The root is validated with
its documents put back inline, as XOP defines it: SOAP 1.2, WS-Addressing and XDS.b.

A judge that accepts everything proves nothing: messages spoilt on purpose must be refused.
"""

import argparse
import base64
import copy
import email
import sys
from pathlib import Path
from urllib.parse import unquote

from lxml import etree
from xml_messages import NAMES, SOAP, WSA, Judge, remove, spoil_attribute, spoil_text

XDSB = "urn:ihe:iti:xds-b:2007"
XOP = "{http://www.w3.org/2004/08/xop/include}Include"
# The paths of what is spoilt are looked up with these too.
NAMES |= {"x": XDSB, "rs": "urn:oasis:names:tc:ebxml-regrep:xsd:rs:3.0"}


def schemas(judge, folder):
    ihe = folder / "xds/schema/IHE"
    # rim.xsd imports xcf.xsd under a name that libxml2 has already: both stand in one schema.
    include = "".join(f'<xs:include schemaLocation="{(ihe / name).as_uri()}"/>\n'
                      for name in ("xcf.xsd", "IHEXDSB.xsd"))
    judge.xdsb = judge.schema("xdsb", include, f' targetNamespace="{XDSB}" xmlns="{XDSB}"')
    judge.envelope = judge.imports("mtom_envelope", (SOAP, judge.work / "soap-envelope.xsd"),
                                   (WSA, judge.work / "ws-addr.xsd"), (XDSB, judge.xdsb))


def content(part):
    """The bytes of a part, and its Content-ID."""
    return part["Content-ID"].strip("<>"), part.get_payload(decode=True)


def message(judge, file):
    """Takes a message apart; answers its root with the documents back in their places."""
    parsed = email.message_from_bytes(file.read_bytes())
    wrong = []
    if parsed.defects or any(part.defects for part in parsed.walk()):
        wrong.append("MIME defects")
    if parsed.get_content_type() != "multipart/related":
        wrong.append("no multipart/related")
    if parsed.get_param("type") != "application/xop+xml":
        wrong.append("type")
    if parsed.get_param("start-info") != "application/soap+xml":
        wrong.append("start-info")
    parts = dict(map(content, parsed.get_payload()))
    if len(parts) != len(parsed.get_payload()):
        wrong.append("a Content-ID given twice")
    first = parsed.get_payload()[0]
    start = parsed.get_param("start").strip("<>")
    if first["Content-ID"] != f"<{start}>" or first.get_content_type() != "application/xop+xml":
        wrong.append("the root does not come first")
    if first.get_param("type") != "application/soap+xml":
        wrong.append("the root's type")
    root = etree.fromstring(parts.pop(start))
    action = root.findtext(f".//{{{WSA}}}Action")
    if parsed.get_param("action") != action:
        wrong.append("the action is not the envelope's")
    expected = sorted(file.parent.glob(f"{file.stem}.document*"))
    includes = list(root.iter(XOP))
    if len(includes) != len(expected) or len(parts) != len(expected):
        wrong.append(f"{len(includes)} references, {len(parts)} parts, {len(expected)} documents")
    for include, document in zip(includes, expected):
        inside = parts.pop(unquote(include.get("href").removeprefix("cid:")), None)
        if inside != document.read_bytes():
            wrong.append(f"{document.name} is not what was to be written")
        # A large document would only exercise xmllint.
        inside = (inside or b"")[:100_000]
        include.getparent().text = base64.b64encode(inside).decode()
        include.getparent().remove(include)
    if parts:
        wrong.append("parts that nothing refers to")
    if wrong:
        judge.fail(f"{file.name}: the MIME parser of Python disagrees", wrong)
    else:
        judge.passed += 1
    return root


def written(root, path):
    etree.ElementTree(root).write(str(path), encoding="UTF-8", xml_declaration=True)
    return path


SPOILS = {
    "answer_success": {
        "no_status": spoil_attribute("//rs:RegistryResponse", "status", None),
        "no_response": remove("//rs:RegistryResponse"),
        "no_mime_type": remove("//x:mimeType"),
        "no_id": remove("//x:DocumentUniqueId"),
        "base64": spoil_text("//x:Document", "VGV*"),
    },
    "answer_partial": {
        "no_code": spoil_attribute("//rs:RegistryError", "errorCode", None),
    },
    "request": {
        "no_repository": remove("//x:RepositoryUniqueId"),
    },
}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    for name in ("schemas", "soap", "messages", "work"):
        parser.add_argument(f"--{name}", type=lambda text: Path(text).resolve(), required=True)
    given = parser.parse_args()
    given.work.mkdir(parents=True, exist_ok=True)
    judge = Judge(given.work, given.schemas, given.soap)
    schemas(judge, given.schemas)
    roots = {file.stem: message(judge, file) for file in sorted(given.messages.glob("*.mtom"))}
    print(f"multipart messages: {judge.passed} of {len(roots)} taken apart by Python")
    judge.accepts("roots (SOAP 1.2, WS-Addressing, XDS.b)", judge.envelope,
                  [written(root, given.work / f"{name}.xml") for name, root in roots.items()])
    for name, root in roots.items():
        body = written(root.find(f"{{{SOAP}}}Body/*"), given.work / f"{name}_body.xml")
        judge.accepts(f"body of {name} (XDS.b)", judge.xdsb, [body])
    for name, spoils in SPOILS.items():
        files = []
        for what, spoil in spoils.items():
            spoilt = copy.deepcopy(roots[name])
            spoil(spoilt)
            files.append(written(spoilt, given.work / f"{name}_{what}.xml"))
        judge.refuses(f"{name} spoilt on purpose", judge.envelope, files)
    print(f"{judge.passed} passed, {judge.failed} failed")
    sys.exit(1 if judge.failed else 0)


if __name__ == "__main__":
    main()
