"""Find the examples of a document, wherever it keeps them, and make values where it has none."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

import jsonschema_rs

from ..document.examples import MISSING, schema_example
from ..document.pointers import as_mapping, resolve, resolve_schema
from ..document.values import constrained_value
from ..model import Example
from ..model.types import SCALAR_SAMPLES, ListType, NullType, ScalarType, Type, plain_value

__all__ = ["media_examples", "parameter_example", "sample_value"]

_MOST_ITEMS: Final = 20


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


def sample_value(document: Mapping[str, Any], schema: Any, type_: Type) -> Any:
    """Return a value that satisfies the constraints of a text, a number or a list of these.

    Args:
        document: The normalized document.
        schema: The schema.
        type_: Its type.

    Returns:
        The value, or None if any value of the type satisfies them.
    """
    own = resolve_schema(document, schema)
    variants = own.get("oneOf") or own.get("anyOf") or own.get("allOf") or ()
    for variant in variants if "type" not in own else ():
        if (candidate := resolve_schema(document, variant)).get("type") != "null":
            own = candidate
            break
    first = next((variant for variant in type_.alternatives if not isinstance(variant, NullType)), None)
    match first:
        case ScalarType("string" | "integer" | "number" as kind):
            plain = SCALAR_SAMPLES[kind]
            value = constrained_value(own, plain, _compiled)
            return None if value == plain else value
        case ListType(item) if isinstance(least := own.get("minItems"), int) and least:
            sample = sample_value(document, own.get("items", {}), item)
            if sample is None:
                sample = plain_value(item)
            return None if sample is None else [sample] * min(least, _MOST_ITEMS)
    return None


def _compiled(schema: Mapping[str, Any]) -> Callable[[Any], bool]:
    return jsonschema_rs.validator_for(dict(schema)).is_valid


def _named(document: Mapping[str, Any], name: str, example: Any) -> Example:
    resolved, _ = resolve(document, example)
    body = as_mapping(resolved)
    summary = body.get("summary") or body.get("description") or ""
    return Example(name=name, summary=str(summary), value=body.get("value"))
