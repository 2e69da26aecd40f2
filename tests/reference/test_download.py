"""The document for download: the same in JSON and YAML, with samples that other tools show."""

from __future__ import annotations

import json
from typing import Any

import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from generator.download import yaml_text
from tests.reference.support import Reference

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


def test_both_forms_are_the_same_document(any_reference: Reference) -> None:
    """Neither form has more to say than the other."""
    files = any_reference.files
    assert yaml.load(files["openapi.yaml"], yaml.CSafeLoader) == json.loads(files["openapi.json"])


def test_the_document_has_samples_and_permissions(any_reference: Reference) -> None:
    """Other tools show the samples of each operation, and its permission, which no tool knows, as text."""
    document = json.loads(any_reference.files["openapi.json"])
    count = 0
    for resource in any_reference.api.walk():
        for operation in resource.operations:
            body = document["paths"][operation.path][operation.method]
            assert [sample["label"] for sample in body["x-codeSamples"]] == ["curl", "Python", "async Python"]
            assert (operation.permission or "") in body.get("description", "")
            count += 1
    assert count


def test_nothing_else_is_added(spec_reference: Reference) -> None:
    """Without the samples and the permissions it is the document that the mock serves."""
    document = json.loads(spec_reference.files["openapi.json"])
    for path, item in document["paths"].items():
        for method, body in item.items():
            if isinstance(body, dict) and body.pop("x-codeSamples", None):
                body["description"] = spec_reference.api.document["paths"][path][method]["description"]
    assert document == spec_reference.api.document
