"""Schemas: each is one that the client, the mock and a reader understand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

import jsonschema_rs

from ..errors import Finding
from ..objects import properties
from ..pointers import join
from ..walk import schemas
from ._finding import Document, broken, objection

__all__ = ["KEYWORDS", "RULES"]

# What the mock's validator knows; a keyword beyond these would be promised and not checked.
KEYWORDS: Final = frozenset(
    {"$ref", "type", "enum", "const", "format", "allOf", "anyOf", "oneOf", "not"}
    | {"properties", "required", "additionalProperties", "patternProperties", "propertyNames"}
    | {"minProperties", "maxProperties", "items", "prefixItems", "minItems", "maxItems", "uniqueItems"}
    | {"pattern", "minLength", "maxLength"}
    | {"minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"}
)
_ANNOTATIONS: Final = frozenset(
    {"title", "description", "default", "examples", "example", "deprecated", "readOnly", "writeOnly", "discriminator"}
    | {"externalDocs", "xml", "$comment", "contentEncoding", "contentMediaType"}
)


def keywords(document: Document) -> Iterator[Finding]:
    """A schema uses the keywords that the mock checks, and annotations."""
    for pointer, schema in schemas(document):
        for keyword in schema:
            if keyword not in KEYWORDS and keyword not in _ANNOTATIONS and not keyword.startswith("x-"):
                yield objection("keyword", pointer, f"the keyword {keyword!r} is not checked by the mock")


def meta(document: Document) -> Iterator[Finding]:
    """A schema is valid JSON Schema, Draft 2020-12."""
    for pointer, schema in schemas(document):
        own = {
            key: value for key, value in schema.items() if key not in {"discriminator", "example", "xml", "nullable"}
        }
        try:
            jsonschema_rs.meta.validate(_shallow(own))
        except jsonschema_rs.ValidationError as error:
            yield broken("schema", join(pointer, *error.instance_path), error.message)


def patterns(document: Document) -> Iterator[Finding]:
    """A pattern means the same to Python."""
    for pointer, schema in schemas(document):
        if isinstance(schema.get("pattern"), str):
            try:
                re.compile(schema["pattern"])
            except re.error as error:
                yield objection("pattern", join(pointer, "pattern"), f"Python cannot read this pattern: {error}")


def required(document: Document) -> Iterator[Finding]:
    """What is required is described."""
    for pointer, schema in schemas(document):
        if not isinstance(schema.get("properties"), dict):
            continue
        described = properties(document, schema, pointer)
        for name in schema.get("required") or ():
            if name not in described:
                yield objection(
                    "required", join(pointer, "required"), f"{name!r} is required, but no property of the schema"
                )


def descriptions(document: Document) -> Iterator[Finding]:
    """Every component schema and every property has a description."""
    for pointer, schema in schemas(document):
        segments = pointer.split("/")
        is_component = segments[1:3] == ["components", "schemas"] and len(segments) == 4
        is_property = len(segments) > 2 and segments[-2] == "properties"
        if (is_component or is_property) and "$ref" not in schema and not str(schema.get("description", "")).strip():
            yield objection("description", pointer, f"{segments[-1]!r} needs a description")


def _shallow(schema: dict[str, object]) -> dict[str, object]:
    """Return a schema without those inside it, which are looked at by themselves."""
    result = dict(schema)
    for key in ("properties", "patternProperties"):
        if key in result:
            result[key] = {}
    for key in ("allOf", "anyOf", "oneOf", "prefixItems"):
        if key in result:
            result[key] = [{}]
    for key in ("items", "additionalProperties", "propertyNames", "not"):
        if key in result:
            result[key] = {}
    return result


RULES = (keywords, meta, patterns, required, descriptions)
