#!/usr/bin/env python3
"""Judges what dmpkit makes of CDA documents, by reading them again with lxml.

Every word of the narrative (titles and texts of the sections) must stand in the HTML, in the same
order, and in the text, as often; so must every name of the header: of people, organisations and
places. For each NAME.xml of --documents, --rendered holds NAME.html and NAME.txt; where it holds
NAME.tsv too (numbers and units), these are the numeric laboratory results of the document.
"""

import argparse
import collections
import pathlib
import re
import sys
import unicodedata

from lxml import etree, html

HL7 = "{urn:hl7-org:v3}"
# Elements of the narrative that do not part words.
INLINE = {"content", "sub", "sup", "linkHtml"}
# Of the HTML: these part words, all others do not.
BLOCKS = {
    "article", "br", "caption", "dd", "div", "dl", "dt", "figcaption", "figure", "h1", "h2", "h3",
    "h4", "h5", "h6", "header", "img", "li", "main", "nav", "ol", "p", "pre", "section", "table",
    "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
}
# Templates of XD-LAB: a result, and the sections that hold results.
RESULT = "1.3.6.1.4.1.19376.1.3.1.6"
SECTIONS = "1.3.6.1.4.1.19376.1.3.3.2."
TYPE = "{http://www.w3.org/2001/XMLSchema-instance}type"
NAMES = {"family", "given", "name", "prefix", "suffix"}


def words(text):
    """Words without case; raised figures count as figures, invisible characters as none."""
    text = unicodedata.normalize("NFKC", text).replace("\u00ad", "")
    return re.findall(r"\w+", text.casefold())


def flat(element, parting):
    """The text of an element, a space where a parting element begins or ends."""
    space = " " if parting(element) else ""
    parts = [space, element.text or ""]
    for child in element:
        if isinstance(child.tag, str):
            parts.append(flat(child, parting))
        parts.append(child.tail or "")
    parts.append(space)
    return "".join(parts)


def local(element):
    return etree.QName(element).localname


def without_notes(text):
    """The narrative apart from its footnotes, and the footnotes: they stand at the end. So does the
    foot of a table, wherever its author wrote it."""
    for foot in list(text.iter(f"{HL7}tfoot")):
        foot.getparent().append(foot)
    notes = []
    for note in text.iter(f"{HL7}footnote"):
        notes.append(flat(note, lambda e: local(e) not in INLINE))
        for child in list(note):
            note.remove(child)
        note.text = " "
    return flat(text, lambda e: local(e) not in INLINE), notes


def expected(path):
    """The words of each narrative in order, apart from notes; those of notes; those of names."""
    root = etree.parse(str(path)).getroot()
    document = next(root.iter(f"{HL7}ClinicalDocument"))
    told, notes, names = [], [], []
    for section in document.iter(f"{HL7}section"):
        title = section.find(f"{HL7}title")
        if title is not None:
            told += words(" ".join(title.itertext()))
        text = section.find(f"{HL7}text")
        if text is not None:
            body, own = without_notes(text)
            told += words(body)
            notes += [word for note in own for word in words(note)]
    for part in document:
        if not isinstance(part.tag, str) or part.tag == f"{HL7}component":
            continue
        for element in part.iter():
            if not isinstance(element.tag, str) or local(element) not in NAMES:
                continue
            # The name of a qualifier of a code is no name of anybody.
            if local(element.getparent()) != "qualifier":
                names += words(" ".join(element.itertext()))
    title = document.find(f"{HL7}title")
    names += words("".join(title.itertext())) if title is not None else []
    return told, notes, names


def is_subsequence(few, many):
    """The first word that does not follow in order; None where all do."""
    rest = iter(many)
    return next((word for word in few if word not in rest), None)


def is_laboratory(observation):
    """Whether XD-LAB marks it, or a section around it, as a laboratory result."""
    def templates(element):
        return [t.get("root", "") for t in element.findall(f"{HL7}templateId")]
    sections = observation.iterancestors(f"{HL7}section")
    return RESULT in templates(observation) or any(
        root.startswith(SECTIONS) for section in sections for root in templates(section)
    )


def numeric_results(path):
    """Number and unit of each result that is one number."""
    found = collections.Counter()
    for observation in etree.parse(str(path)).getroot().iter(f"{HL7}observation"):
        values = observation.findall(f"{HL7}value")
        if len(values) != 1 or not is_laboratory(observation):
            continue
        kind = values[0].get(TYPE, "").rpartition(":")[2]
        if kind in ("PQ", "INT", "REAL") and values[0].get("value"):
            found[float(values[0].get("value")), values[0].get("unit", "1")] += 1
    return found


def dumped_results(path):
    rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()]
    return collections.Counter((float(number), unit) for number, unit in rows)


def faults_of(told, notes, names, shown, text):
    faults = []
    stray = is_subsequence(told, shown)
    if stray is not None:
        faults.append(f"the HTML has not “{stray}” in its place")
    for what, has in (("HTML", shown), ("text", text)):
        lost = collections.Counter(told + notes) - collections.Counter(has)
        faults += [f"the {what} lost “{word}” ({n} times)" for word, n in list(lost.items())[:5]]
        gone = set(names) - set(has)
        faults += [f"the {what} lost the name “{word}”" for word in sorted(gone)[:5]]
    return faults


def refuses_what_it_must():
    """The judge itself: a word lost, moved or said too rarely must be found."""
    said = ["un", "deux", "deux"]
    for shown, text in (
        (["un", "deux"], said), (said, ["un", "deux"]), (["deux", "un", "deux"], said), ([], []),
    ):
        if not faults_of(said, [], [], shown, text):
            sys.exit("the judge sees no fault in lost words")
    if not faults_of([], [], ["nom"], said, said) or faults_of(said, [], ["un"], said, said):
        sys.exit("the judge does not see names")


def judge(path, rendered):
    told, notes, names = expected(path)
    page = html.parse(str(rendered / f"{path.stem}.html"), html.HTMLParser(encoding="utf-8"))
    shown = words(flat(page.getroot().find("body"), lambda e: e.tag in BLOCKS))
    text = words((rendered / f"{path.stem}.txt").read_text(encoding="utf-8"))
    faults = faults_of(told, notes, names, shown, text)
    table, results = rendered / f"{path.stem}.tsv", collections.Counter()
    if table.is_file():
        results = numeric_results(path)
        wrong = (results - dumped_results(table)) + (dumped_results(table) - results)
        faults += [f"the result {number} {unit} is lost or invented" for number, unit in wrong]
    return len(told) + len(notes) + len(names), sum(results.values()), faults


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rendered", type=pathlib.Path, required=True)
    parser.add_argument("--documents", type=pathlib.Path, required=True, nargs="+")
    given = parser.parse_args()
    refuses_what_it_must()
    documents = [path for folder in given.documents for path in sorted(folder.glob("*.xml"))]
    if not documents:
        sys.exit("there is no document to judge")
    total, results, failed = 0, 0, 0
    for path in documents:
        count, numbers, faults = judge(path, given.rendered)
        total += count
        results += numbers
        failed += bool(faults)
        for fault in faults:
            print(f"{path.name}: {fault}")
    print(f"{total} words and {results} numeric results of {len(documents)} documents")
    print(f"{len(documents) - failed} passed, {failed} failed")
    sys.exit(failed > 0)


if __name__ == "__main__":
    main()
