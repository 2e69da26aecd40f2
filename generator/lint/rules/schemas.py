"""Rules about schemas and examples: client, mock and reader understand every schema, and every example matches."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final
from urllib.parse import quote

import jsonschema_rs

from ...build.examples import media_examples
from ...document.pointers import join, properties, resolve
from ...document.walk import Document, is_json, operations, responses, schemas, walk
from ...errors import Finding

__all__ = ["KEYWORDS", "RENDERING", "RULES"]

_URN = "urn:document"
# The keywords that the mock checks; any other would promise something that nothing checks.
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
    """A schema uses only keywords that the mock checks, and annotations."""
    for pointer, schema in schemas(document):
        for keyword in schema:
            if keyword not in KEYWORDS and keyword not in _ANNOTATIONS and not keyword.startswith("x-"):
                yield Finding.warning("keyword", pointer, f"the keyword {keyword!r} is not checked by the mock")


def meta(document: Document) -> Iterator[Finding]:
    """A schema is valid JSON Schema, Draft 2020-12."""
    for pointer, schema in schemas(document):
        own = {
            key: value for key, value in schema.items() if key not in {"discriminator", "example", "xml", "nullable"}
        }
        try:
            jsonschema_rs.meta.validate(_shallow(own))
        except jsonschema_rs.ValidationError as error:
            yield Finding.error("schema", join(pointer, *error.instance_path), error.message)


def patterns(document: Document) -> Iterator[Finding]:
    """Python can read every pattern."""
    for pointer, schema in schemas(document):
        if isinstance(schema.get("pattern"), str):
            try:
                re.compile(schema["pattern"])
            except re.error as error:
                yield Finding.warning("pattern", join(pointer, "pattern"), f"Python cannot read this pattern: {error}")


def required(document: Document) -> Iterator[Finding]:
    """Every required property is described."""
    for pointer, schema in schemas(document):
        if not isinstance(schema.get("properties"), dict):
            continue
        described = properties(document, schema, pointer)
        for name in schema.get("required") or ():
            if name not in described:
                yield Finding.warning(
                    "required", join(pointer, "required"), f"{name!r} is required but is not a property of the schema"
                )


def descriptions(document: Document) -> Iterator[Finding]:
    """Every component schema and every property has a description."""
    for pointer, schema in schemas(document):
        segments = pointer.split("/")
        is_component = segments[1:3] == ["components", "schemas"] and len(segments) == 4
        is_property = segments[-2] == "properties"
        if (is_component or is_property) and "$ref" not in schema and not str(schema.get("description", "")).strip():
            yield Finding.warning("description", pointer, f"{segments[-1]!r} has no description")


def _shallow(schema: dict[str, object]) -> dict[str, object]:
    """Return a schema with its subschemas emptied; each of them is checked on its own."""
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


def valid_examples(document: Document) -> Iterator[Finding]:
    """Every example and every default matches its schema, formats included."""
    registry = jsonschema_rs.Registry([(_URN, dict(document))])
    for schema_pointer, examples in _subjects(document):
        validator: Any = None
        for pointer, value in examples:
            validator = validator or _validator(schema_pointer, registry)
            for error in validator.iter_errors(value):
                place = "".join(f"[{step!r}]" for step in error.instance_path)
                yield Finding.warning(
                    "example", pointer, f"does not match its schema{' at ' + place if place else ''}: {error.message}"
                )


def examples(document: Document) -> Iterator[Finding]:
    """Every JSON response and every request body of an operation has an example, if only that of its schema."""
    for ref in operations(document):
        nodes = [(join(ref.pointer, "responses", status), node) for status, node in responses(ref.body).items()]
        if "requestBody" in ref.body:
            nodes.append((join(ref.pointer, "requestBody"), ref.body["requestBody"]))
        for pointer, node in nodes:
            resolved, _ = resolve(document, node)
            for name, media in (resolved.get("content") or {}).items():
                if (is_json(name) or "form" in name) and not media_examples(document, media):
                    yield Finding.warning("example", pointer, f"{name} has no example")


def _validator(pointer: str, registry: jsonschema_rs.Registry) -> jsonschema_rs.Validator:
    reference = {"$ref": f"{_URN}#{quote(pointer, safe='/~')}"}
    try:
        return jsonschema_rs.validator_for(reference, registry=registry, validate_formats=True)
    except (jsonschema_rs.ValidationError, jsonschema_rs.ReferencingError):
        # Another rule says what is wrong with this schema; here any value passes.
        return jsonschema_rs.validator_for({})


def _subjects(document: Document) -> Iterator[tuple[str, list[tuple[str, Any]]]]:
    """Yield the pointer of each schema with the examples that have to match it, each with its own pointer."""
    for pointer, node, context in walk(document):
        if context.named or not isinstance(node, Mapping):
            continue
        if context.kind == "schemas":
            listed = node.get("examples")
            values = [(join(pointer, "examples", index), value) for index, value in enumerate(listed or ())]
            values += [(join(pointer, key), node[key]) for key in ("example", "default") if key in node]
            yield pointer, values
        elif "schema" in node:
            yield join(pointer, "schema"), list(_beside(document, node, pointer))


def _beside(document: Document, node: Mapping[str, Any], pointer: str) -> Iterator[tuple[str, Any]]:
    """Yield the examples of a parameter, a header or a media type."""
    if "example" in node:
        yield join(pointer, "example"), node["example"]
    for name, example in (node.get("examples") or {}).items():
        resolved, _ = resolve(document, example)
        if "value" in resolved:
            yield join(pointer, "examples", name), resolved["value"]


RULES = (keywords, meta, patterns, required, descriptions, valid_examples, examples)

RENDERING = (meta,)
