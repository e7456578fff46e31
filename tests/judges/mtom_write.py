"""Writes answers to ITI-43 with Python's own MIME library, for our reader to read.

    mtom_write.py DIR

Each NAME.http holds the Content-Type, an empty line and the body; NAME.documentN the bytes that
the reader must find. The standard library alone is used.
"""

import email.policy
import sys
from email import encoders
from email.mime.application import MIMEApplication
from email.mime.multipart import MIMEMultipart
from pathlib import Path

REQUEST = "urn:uuid:3d6c1f0a-5b7e-4c2d-9a41-0f8e7b6c5d4e"
BINARY = bytes(range(256)) * 300 + b"\r\n\r\n--\r"
TEXT = "Compte rendu d\u2019essai : t\u00e9moin = 1,\n\nsans suite.  \nFin".encode()
DOCUMENTS = [("application/pdf", BINARY), ("text/plain", TEXT), ("image/png", b"")]


def answer():
    responses = "".join(
        f"<x:DocumentResponse><x:RepositoryUniqueId>2.999.5.1</x:RepositoryUniqueId>"
        f"<x:DocumentUniqueId>2.999.7.{number}</x:DocumentUniqueId><x:mimeType>{kind}</x:mimeType>"
        f'<x:Document><o:Include xmlns:o="http://www.w3.org/2004/08/xop/include" '
        f'href="cid:document%20{number}@essai"/></x:Document></x:DocumentResponse>\n'
        for number, (kind, _) in enumerate(DOCUMENTS, 1))
    return (
        '<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope"><s:Header>'
        f'<a:RelatesTo xmlns:a="http://www.w3.org/2005/08/addressing">{REQUEST}</a:RelatesTo>'
        '</s:Header>\n<s:Body><x:RetrieveDocumentSetResponse xmlns:x="urn:ihe:iti:xds-b:2007">'
        '<r:RegistryResponse xmlns:r="urn:oasis:names:tc:ebxml-regrep:xsd:rs:3.0" '
        'status="urn:oasis:names:tc:ebxml-regrep:ResponseStatusType:Success"/>\n'
        f"{responses}</x:RetrieveDocumentSetResponse></s:Body></s:Envelope>").encode()


def part(content, subtype, content_id, encode):
    made = MIMEApplication(content, subtype, encode)
    made["Content-ID"] = f"<{content_id}>"
    made["Content-Description"] = "description assez longue pour tenir sur plusieurs lignes " * 3
    return made


def message(encode_root, encode, root_last):
    root = part(answer(), "xop+xml", "root", encode_root)
    # The library writes quoted-printable as text, whose line ends it makes its own.
    parts = [part(content, "octet-stream", f"document {number}@essai",
                  encoders.encode_base64 if content is BINARY else encode)
             for number, (_, content) in enumerate(DOCUMENTS, 1)]
    whole = MIMEMultipart("related", _subparts=parts + [root] if root_last else [root] + parts,
                          type="application/xop+xml", start="<root>")
    whole.preamble = "Ceci est un message en plusieurs parties.\n"
    whole.epilogue = "Fin.\n"
    return whole


def main():
    folder = Path(sys.argv[1])
    base64, quoted, plain = encoders.encode_base64, encoders.encode_quopri, encoders.encode_7or8bit
    for name, policy, arguments in (
        ("base64", email.policy.SMTP, (base64, base64, False)),
        ("root_last", email.policy.SMTP, (base64, base64, True)),
        ("quoted", email.policy.compat32, (quoted, quoted, False)),
        ("line_feeds", email.policy.compat32, (plain, base64, True)),
        ("plain_root", email.policy.compat32, (plain, quoted, False)),
    ):
        whole = message(*arguments).as_bytes(policy=policy)
        end = b"\r\n" if policy is email.policy.SMTP else b"\n"
        headers, body = whole.split(end * 2, 1)
        lines = headers.replace(end + b" ", b" ").replace(end + b"\t", b" ").split(end)
        header = next(line for line in lines if line.startswith(b"Content-Type: "))
        (folder / f"{name}.http").write_bytes(header + b"\n\n" + body)
        for number, (_, content) in enumerate(DOCUMENTS, 1):
            (folder / f"{name}.document{number}").write_bytes(content)


if __name__ == "__main__":
    main()
