"""Find the examples of a document, wherever it keeps them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..document.examples import MISSING, schema_example
from ..document.pointers import resolve
from ..model import Example

__all__ = ["media_examples", "parameter_example"]


def media_examples(document: Mapping[str, Any], media: Mapping[str, Any]) -> tuple[Example, ...]:
    """Return the examples of a media type object: its own, or else one from its schema."""
    named = media.get("examples")
    if isinstance(named, Mapping) and named:
        return tuple(_named(document, name, example) for name, example in named.items())
    value = media.get("example", MISSING)
    if value is MISSING and "schema" in media:
        value = schema_example(document, media["schema"], MISSING)
    return () if value is MISSING else (Example(name="example", summary="", value=value),)


def parameter_example(document: Mapping[str, Any], parameter: Mapping[str, Any]) -> Any:
    """Return one example of a parameter, or None if the document has none."""
    examples = media_examples(document, parameter)
    return examples[0].value if examples else None


def _named(document: Mapping[str, Any], name: str, example: Any) -> Example:
    resolved, _ = resolve(document, example)
    body = resolved if isinstance(resolved, Mapping) else {}
    summary = body.get("summary") or body.get("description") or ""
    return Example(name=name, summary=str(summary), value=body.get("value"))
