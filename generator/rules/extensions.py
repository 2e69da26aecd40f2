"""Extensions: each is one that the generator knows, where it belongs, and of the right form."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema_rs

from ..errors import Finding
from ..pointers import join
from ..source import read
from ..walk import walk
from ._finding import Document, broken, objection

__all__ = ["RULES"]


def known(document: Document) -> Iterator[Finding]:
    """An extension is known and has the form that its readers rely on."""
    validators = _validators()
    for pointer, node, context in walk(document):
        if context.data or context.named or not isinstance(node, dict):
            continue
        for key, value in node.items():
            if not key.startswith("x-"):
                continue
            if key not in validators:
                yield objection("extension", join(pointer, key), f"nothing reads the extension {key!r}")
                continue
            for error in validators[key].iter_errors(value):
                yield broken("extension", join(pointer, key, *error.instance_path), f"{key}: {error.message}")


@cache
def _validators() -> dict[str, Any]:
    schemas = read(Path(__file__).with_name("extensions.yaml"), "extensions.yaml").plain()
    return {key: jsonschema_rs.validator_for(schema) for key, schema in schemas.items()}


RULES = (known,)
