"""Judges the JSON Schemas of include/dmpkit, and by them the documents of the boundary.

    json_schemas.py --documents DIR

DIR holds the documents the library wrote: report_*.json and chart-request_*.json
(tests/documents.rs), changes_*.json (tests/changes.rs), overview_*.json and overview-rows_*.json
(tests/overview.rs), what results and documents say (tests/results_documents.rs).
Judged besides: the schemas by the metaschema of draft 2020-12 and by the rules of this project;
the sandbox's built-in scenario; tests/fixtures/documents, whose ok_* must be valid and whose bad_*
must not, save where expected.json says that a rule is beyond a schema.
"""

import argparse
import json
import re
import sys
import warnings
from pathlib import Path

warnings.filterwarnings("ignore", category=DeprecationWarning)
from jsonschema import Draft202012Validator, RefResolver, SchemaError  # noqa: E402

ROOT = Path(__file__).resolve().parents[2]
SCHEMAS = ROOT / "include/dmpkit"
EXAMPLES = ROOT / "tests/fixtures/documents"
# What a search and a reading write (tests/results_documents.rs).
CONSULTED = (
    "facets", "groups", "export", "overview-rows", "sections", "observations", "saved-document")
OUTPUTS = {"report", "changes", "notice", "journal-export", *CONSULTED}


def read(path):
    return json.loads(path.read_text(encoding="utf-8"))


class Judge:
    def __init__(self):
        self.passed = 0
        self.failed = 0
        files = sorted(SCHEMAS.glob("*.schema.json"))
        self.schemas = {path.name.removesuffix("-1.schema.json"): path for path in files}
        # By the addresses their references resolve to: nothing is ever fetched.
        self.store = {path.as_uri(): read(path) for path in files}

    def say(self, holds, message):
        self.passed += bool(holds)
        self.failed += not holds
        if not holds:
            print(f"FAILED: {message}")
        return holds

    def errors(self, name, document):
        path = self.schemas[name]
        schema = self.store[path.as_uri()]
        resolver = RefResolver(path.as_uri(), schema, store=self.store, handlers={
            scheme: unknown for scheme in ("http", "https", "file")})
        found = Draft202012Validator(schema, resolver=resolver).iter_errors(document)
        return [f"{'/'.join(map(str, error.absolute_path)) or '.'}: {error.message[:200]}"
                for error in found]

    def valid(self, name, path):
        errors = self.errors(name, read(path))
        return self.say(not errors, f"{path.name} by {name}: {'; '.join(errors)}")


def unknown(address):
    raise ValueError(f"a reference to what stands elsewhere: {address}")


def definitions(judge):
    """The schemas themselves."""
    for name, path in judge.schemas.items():
        schema = judge.store[path.as_uri()]
        try:
            Draft202012Validator.check_schema(schema)
            judge.say(True, name)
        except SchemaError as error:
            judge.say(False, f"{path.name} by its metaschema: {error.message}")
        judge.say(schema.get("title") == f"dmpkit.{name}/1", f"{path.name}: title")
        constant = schema.get("properties", {}).get("schema", {}).get("const")
        judge.say(constant == f"dmpkit.{name}/1", f"{path.name}: properties/schema/const")
        for place, node in objects(schema):
            properties = node["properties"]
            for key, value in properties.items():
                said = value.get("description") or referred(judge, path, value).get("description")
                judge.say(said, f"{path.name}: {place}/properties/{key}: has no description")
            unknown_taken = node.get("additionalProperties", True) is not False
            judge.say(unknown_taken == (name in OUTPUTS),
                      f"{path.name}: {place}: additionalProperties: inputs are closed, outputs open")
            judge.say(set(node.get("required", ())) <= set(properties),
                      f"{path.name}: {place}: requires what it does not describe")


def objects(node, place=""):
    """Place and node of whatever describes an object. What only narrows (allOf, if, not…) does not."""
    if "properties" in node:
        yield place, node
    for keyword, value in node.items():
        children = {}
        if keyword in ("properties", "$defs"):
            children = value
        elif keyword == "oneOf":
            children = dict(enumerate(value))
        elif keyword in ("items", "additionalProperties") and isinstance(value, dict):
            children = {"": value}
        for name, child in children.items():
            yield from objects(child, f"{place}/{keyword}/{name}")


def referred(judge, path, node):
    """What a reference points to, in the same file or another; nothing where there is none."""
    if "$ref" not in node:
        return {}
    file, _, pointer = node["$ref"].partition("#")
    target = judge.store[(path.parent / (file or path.name)).as_uri()]
    for part in pointer.split("/")[1:]:
        target = target[part]
    return target


def examples(judge):
    """The documents that the code is judged by too."""
    for name in judge.schemas:
        folder = EXAMPLES / name
        good, bad = sorted(folder.glob("ok_*.json")), sorted(folder.glob("bad_*.json"))
        judge.say(good and bad, f"{name}: documents of both kinds")
        for path in good:
            judge.valid(name, path)
        expected = read(folder / "expected.json") if name not in OUTPUTS else {}
        beyond = 0
        for path in bad:
            errors = judge.errors(name, read(path))
            if "beyond_schema" in expected.get(path.stem, {}):
                beyond += 1
                judge.say(not errors, f"{path.name} by {name}: not beyond a schema after all")
            else:
                judge.say(errors, f"{path.name} by {name}: is accepted")
        print(f"{name}: {len(good)} good, {len(bad)} bad documents, {beyond} of them beyond a schema")


def written(judge, folder):
    """What the library and its sandbox say."""
    scenario = ROOT / "src/sandbox/built_in.json"
    judge.valid("scenario", scenario)
    people = read(scenario)["people"]
    for name in ("chart-request", "report"):
        files = sorted(folder.glob(f"{name}_*.json"))
        for path in files:
            judge.valid(name, path)
        told = [person["label"] for person in people
                if any(path.stem.startswith(f"{name}_{person['label']}") for path in files)]
        reports = [person for person in people if name != "report" or "fault" not in person]
        judge.say(len(told) >= len(reports), f"{name}: one for every person of the sandbox")
        print(f"{name}: {len(files)} written by the library, for {len(told)} people")
    for name in ("changes", "journal-export", "overview", "notice"):
        files = sorted(folder.glob(f"{name}_*.json"))
        for path in files:
            judge.valid(name, path)
        judge.say(files, f"{name}: some are written by the library")


def consulted(judge, folder):
    """What results and documents say."""
    for name in CONSULTED:
        files = sorted(folder.glob(f"{name}_*.json"))
        for path in files:
            judge.valid(name, path)
        judge.say(len(files) >= 20, f"{name}: written for several people and queries")
        print(f"{name}: {len(files)} written by the library")


# Fields of which the code knows more than a schema can say.
BEYOND = {
    "config": {"time_zone"},
    # Who lives in the sandbox, its scenario says.
    "sandbox-control": {"documents[0].person"},
    # How old the patient is, on what day, stands in no schema.
    "chart-request": {"secret_connection"},
    # What a kind needs, and what contradicts it.
    "notice-request": {
        "moment", "actions", "channel", "audience", "protection", "represents", "secret_act", "care_team",
        "documents_added", "documents_consulted", "object_how", "courtesy", "courtesy.object_how",
        "courtesy.documents_added", "courtesy.documents_consulted", "courtesy.reason", "emergency",
        "emergency.reason", "authenticated", "prevention", "language", "format"},
    # That each element is held in each case.
    "notice-template": {"kinds.feeding", "kinds.feeding.paragraphs"},
    # Bare codes are looked up in the national value set, which stands in no schema.
    "professional": {"authentication.means", "profession", "speciality", "section", "role"},
}


def verdicts(judge, folder):
    """What the code said of good documents, each spoilt in one place: the schemas say the same."""
    for name in sorted(set(judge.schemas) - OUTPUTS):
        cases = read(folder / f"verdicts_{name}.json")
        different = {}
        for case in cases:
            errors = judge.errors(name, case["document"])
            beyond = not case["accepted"] and case["field"] in BEYOND.get(name, ())
            if case["accepted"] == (not errors) or beyond:
                judge.passed += 1
                continue
            code = "accepted" if case["accepted"] else f"refused for {case['field']}"
            # One of a kind is enough to see: /people/0/ is as /people/1/.
            kind = re.sub("[0-9]+", "0", code + "".join(errors))
            words = f"{code} by the code; by the schema: {'; '.join(errors) or 'valid'}"
            different.setdefault(kind, f"{name}: {case['of']} spoilt: {words}")
        for message in different.values():
            judge.say(False, message)
        print(f"{name}: {len(cases)} spoilt documents")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--documents", type=Path, required=True)
    given = parser.parse_args()
    if not given.documents.is_dir():
        sys.exit(f"{given.documents} is not there: the tests have written nothing")
    judge = Judge()
    definitions(judge)
    examples(judge)
    written(judge, given.documents)
    consulted(judge, given.documents)
    verdicts(judge, given.documents)
    print(f"{judge.passed} passed, {judge.failed} failed")
    sys.exit(1 if judge.failed else 0)


if __name__ == "__main__":
    main()
