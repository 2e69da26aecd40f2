"""The document for download, of whole references: the same in JSON and YAML, with samples that other tools show."""

from __future__ import annotations

import json

import yaml

from tests.reference.support import Reference


def test_both_forms_are_the_same_document(any_reference: Reference) -> None:
    """Neither form has more to say than the other."""
    files = any_reference.files
    assert yaml.load(files["openapi.yaml"], yaml.CSafeLoader) == json.loads(files["openapi.json"])


def test_the_document_has_samples_and_permissions(any_reference: Reference) -> None:
    """Other tools show the samples of each operation, and its permission, which no tool knows, as text."""
    document = json.loads(any_reference.files["openapi.json"])
    count = 0
    for resource in any_reference.api.walk():
        for described in resource.operations:
            body = document["paths"][described.path][described.method]
            assert [sample["label"] for sample in body["x-codeSamples"]] == ["curl", "Python", "async Python"]
            assert (described.permission or "") in body.get("description", "")
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
