"""The document for download: the same in JSON and YAML, with samples that other tools show."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from generator.download import download_files, yaml_text
from generator.reference.site import Site
from tests.generator.support import api_of, minimal, operation

SIGNS = st.text(alphabet=" \n\t#:-|>'\"ayn.1~&*!{}[],?%@`=<\r\x85\u2028\ufeff\U000e0001😀", max_size=8)
TEXT = st.text(max_size=8) | SIGNS
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | TEXT,
    lambda children: st.lists(children, max_size=3) | st.dictionaries(TEXT, children, max_size=3),
    max_leaves=8,
)


@example({"a": "\n x\n"})
@example({"y": "no", "": "- a\n\n"})
@settings(derandomize=True, max_examples=400)
@given(st.dictionaries(TEXT, JSON, min_size=1, max_size=3))
def test_yaml_is_read_as_it_was_meant(value: dict[str, Any]) -> None:
    """Whatever the document says, a reader of YAML finds the same values in it."""
    assert yaml.load(yaml_text(value), yaml.CSafeLoader) == value


VALUE = {
    "openapi": "3.1.0",
    "info": {"title": "Pets & co", "summary": "Two lines:\n\n  the second\n", "description": "One\ntwo"},
    "plain words (v2)": ["GET /pets/{id}", "GET /pets", "no", "On", "a #b", "# c", "x ", "1", "a: b"],
    "Y": {},
    "empty": [],
    "numbers": [1, -2.5, 1e300, True, None],
    "nested": [[1, [2]], {"a": 1, "b": {"c": []}}, ("é", "\u2028", "\U000e0001", "tab\tbed", " a\nb", "a\rb\n")],
}
WRITTEN = """\
openapi: "3.1.0"
info:
  title: "Pets & co"
  summary: |
    Two lines:

      the second
  description: |-
    One
    two
"plain words (v2)":
  - "GET /pets/{id}"
  - GET /pets
  - "no"
  - "On"
  - "a #b"
  - "# c"
  - "x "
  - "1"
  - "a: b"
"Y": {}
empty: []
numbers:
  - 1
  - -2.5
  - 1.0e+300
  - true
  - null
nested:
  - - 1
    - - 2
  - a: 1
    b:
      c: []
  - - "é"
    - "\\U00002028"
    - "\\U000e0001"
    - "tab\\tbed"
    - " a\\nb"
    - "a\\rb\\n"
"""


def test_yaml_looks_as_people_write_it() -> None:
    """Quotation marks only where a reader would take a text for something else, and blocks for several lines."""
    assert yaml_text(VALUE) == WRITTEN


def test_an_operation_has_its_samples_and_its_permission(tmp_path: Path) -> None:
    """Whatever else the paths hold stays as it is."""
    document = minimal()
    document["paths"]["/pets/{petId}"] |= {"summary": "Pets", "put": {**operation(document), "operationId": "pets.set"}}
    document["paths"] |= {"x-words": 7, "x-more": {"get": {"a": 1}}}
    operation(document)["x-permission"] = "Manage pets"
    api = api_of(tmp_path, document)
    files = download_files(Site(api), api.document)
    described = json.loads(files["openapi.json"])
    item = described["paths"]["/pets/{petId}"]
    said = [(sample["lang"], sample["label"]) for sample in item["get"].pop("x-codeSamples")]
    assert said == [("Shell", "curl"), ("Python", "Python"), ("Python", "async Python")]
    assert item["put"].pop("x-codeSamples")[0]["source"].startswith("curl ")
    assert item["get"].pop("description") == "One pet.\n\nRequired permission: Manage pets"
    assert item["put"].pop("description") == "One pet."
    for method in ("get", "put"):
        del document["paths"]["/pets/{petId}"][method]["description"]
    assert described == document
    assert yaml.load(files["openapi.yaml"], yaml.CSafeLoader)["info"] == document["info"]


def test_webhooks_alone_have_no_samples(tmp_path: Path) -> None:
    """A document without paths is written as it is."""
    document = minimal()
    hook = document.pop("paths")["/pets/{petId}"]["get"]
    document["webhooks"] = {"sold": {"post": {"requestBody": hook["responses"]["200"], "responses": {}}}}
    api = api_of(tmp_path, document)
    assert json.loads(download_files(Site(api), api.document)["openapi.json"]) == api.document
