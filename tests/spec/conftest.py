"""The document under test, bundled once, and the tools to read it with."""

from __future__ import annotations

import functools
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote

import jsonschema_rs
import pytest

from generator.document.load import load_document

SPEC = Path(__file__).parents[2] / "spec"

Validator = Callable[[str], jsonschema_rs.Draft202012Validator]


@pytest.fixture(scope="session")
def spec() -> Path:
    """The folder of the document."""
    return SPEC


@pytest.fixture(scope="session")
def document() -> dict[str, Any]:
    """The document in one piece, its references local."""
    return load_document(SPEC / "openapi.yaml").document


@pytest.fixture(scope="session")
def validator(document: dict[str, Any]) -> Validator:
    """A function from the pointer of a schema to its validator, formats on."""
    # Registered once: a validator of the whole document would be compiled anew for each schema.
    registry = jsonschema_rs.Registry([("urn:document", document)])

    @functools.cache
    def build(pointer: str) -> jsonschema_rs.Draft202012Validator:
        reference = {"$ref": f"urn:document#{quote(pointer)}"}
        return jsonschema_rs.Draft202012Validator(reference, registry=registry, validate_formats=True)

    return build
