"""What each form of schema is taken for: its kind, its parts, its members, and what is said where it has no type."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.document.walk import operations, webhooks
from generator.parser import reader as reader_module
from generator.parser.parse import parse
from generator.parser.reader import SchemaReader
from generator.parser.schema_types import ObjectTypes, ParsedTypes, SchemaType

TABLE = yaml.load(Path(__file__).with_name("parser.yaml").read_text("utf-8"), yaml.CSafeLoader)
PLACE = "/components/schemas/X"


def parsed(schema: Any) -> ParsedTypes:
    """Return the types of a document with one operation, whose response holds the schema."""
    content = {"application/json": {"schema": {"$ref": "#/components/schemas/X"}}}
    paths = {"/a": {"get": {"responses": {"200": {"content": content}}}}}
    document = {"paths": paths, "components": {"schemas": {**TABLE["schemas"], "X": schema}}}
    return parse(document, list(operations(document)))


def shown(type_: SchemaType) -> str:
    """Return a type in few words; a schema of the table by its name, a place inside of X by its pointer from there."""
    if type_.kind == "object":
        return type_.pointer.removeprefix(f"{PLACE}/").removeprefix("/components/schemas/")
    if type_.kind == "enum":
        return f"enum {list(type_.values)}"
    parts = " | ".join(map(shown, type_.parts))
    values = ", ".join(f"{value}: {pointer.rpartition('/')[2]}" for value, pointer in type_.mapping)
    told_by = f", by {type_.discriminator} ({values})" if type_.discriminator else ""
    return f"{type_.kind} of ({parts}){told_by}" if parts else type_.kind


def described(types: ParsedTypes) -> dict[str, Any]:
    (root,) = types.schemas.values()
    objects = {}
    for pointer, known in types.objects.items():
        members = {name: shown(member) for name, member in known.properties.items()}
        members |= {} if known.additional is None else {"…": shown(known.additional)}
        objects[shown(SchemaType(kind="object", pointer=pointer))] = members
    said = [f"{finding.pointer.removeprefix(PLACE)} [{finding.rule}] {finding.message}" for finding in types.findings]
    result: dict[str, Any] = {"type": shown(root)}
    return result | ({"objects": objects} if objects else {}) | ({"said": said} if said else {})


@pytest.mark.parametrize("name", TABLE["cases"])
def test_a_schema_has_one_type(name: str) -> None:
    case = dict(TABLE["cases"][name])
    assert described(parsed(case.pop("schema"))) == case


def test_each_place_of_an_operation_has_its_type() -> None:
    """Parameters, bodies and responses in each media type, through references, and what webhooks send."""
    document = TABLE["document"]
    types = parse(document, list(operations(document)), list(webhooks(document)))
    assert {pointer: shown(type_) for pointer, type_ in types.schemas.items()} == TABLE["places"]
    (operation,) = types.operations.values()
    body = operation.body
    assert {f"{place} {name}": shown(type_) for (place, name), type_ in operation.parameters.items()} == {
        "query a": "integer",
        "header b": "any",
        "query c": "any",
    }
    assert (shown(body) if body else None) == "boolean"
    assert {status: shown(type_) for status, type_ in operation.responses.items()} == {
        "200": "string",
        "404": "number",
        "default": "any",
    }


def test_a_bug_costs_the_type_of_what_shows_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a value, or of the members of an object; a lack of memory is not a bug."""

    def fail(schema: Any) -> Any:
        raise errors[schema["format"]]

    errors = {"odd": KeyError("owner"), "large": MemoryError()}
    reader = SchemaReader({}, fail)
    assert reader.root({"type": "string", "format": "odd"}, "/a").kind == "any"
    monkeypatch.setattr(reader_module, "properties", lambda *arguments: fail({"format": "odd"}))
    assert reader.root({"type": "object"}, "/b").kind == "object"
    assert reader.objects()["/b"] == ObjectTypes(properties={}, additional=SchemaType(kind="any"))
    assert [(finding.rule, finding.pointer) for finding in reader.findings] == [("internal", "/a"), ("internal", "/b")]
    with pytest.raises(MemoryError):
        reader.root({"type": "string", "format": "large"}, "/c")
