"""Wrong documents: each mutation changes one thing that a client, a mock or a reader would go wrong by."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from copy import copy
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from generator.document.pointers import join, split
from generator.document.walk import operations, schemas, walk

__all__ = ["Mutation", "mutations"]

Edit = Callable[[Any], None]
_OTHER = {"string": "integer", "integer": "string", "boolean": "string", "array": "object", "object": "array"}
_LIMITS = ("minLength", "maxLength", "minimum", "maximum", "minItems", "maxItems")


@dataclass(frozen=True)
class Mutation:
    """One change of a document.

    Attributes:
        what: What is done, and to what.
        pointer: The object that is changed.
        edit: Changes it.
    """

    what: str
    pointer: str
    edit: Edit

    @property
    def name(self) -> str:
        return f"{self.pointer}: {self.what}"

    def applied(self, document: dict[str, Any]) -> dict[str, Any]:
        """Return the document with the change in it; what the change does not touch is the same objects."""
        changed = copy(document)
        node: Any = changed
        for segment in split(self.pointer):
            key = int(segment) if isinstance(node, list) else segment
            node[key] = copy(node[key])
            node = node[key]
        self.edit(node)
        return changed


def _put(key: str | int, value: Any) -> Edit:
    def edit(node: Any) -> None:
        node[key] = value

    return edit


def _drop(key: str | int) -> Edit:
    def edit(node: Any) -> None:
        del node[key]

    return edit


def mutations(document: dict[str, Any]) -> Iterator[Mutation]:
    """Yield all mutations of a document, in its order."""
    for pointer, schema in schemas(document):
        yield from _of_schema(pointer, schema)
    for operation in operations(document):
        yield from _of_operation(operation.pointer, operation.body)
    for pointer, node, context in walk(document):
        if isinstance(node, dict) and not (context.named or context.data):
            yield from _of_part(pointer, node, context.kind)
    for key, scheme in document["components"]["securitySchemes"].items():
        yield from _of_scheme(join("/components/securitySchemes", key), scheme)


def _of_schema(pointer: str, schema: dict[str, Any]) -> Iterator[Mutation]:
    kinds = schema.get("type", [])
    for kind in [kinds] if isinstance(kinds, str) else kinds:
        if kind in _OTHER:
            yield Mutation(f"{_OTHER[kind]} and not {kind}", pointer, _put("type", _OTHER[kind]))
            yield Mutation(
                f"{kind} alone" if isinstance(kinds, list) else "or null",
                pointer,
                _put("type", [kind] if isinstance(kinds, list) else [kind, "null"]),
            )
    if kinds:
        yield Mutation("drop the type", pointer, _drop("type"))
    for word in ("format", "pattern", "enum", "readOnly", "writeOnly", "default", "items", "discriminator"):
        if word in schema:
            yield Mutation(f"drop {word}", pointer, _drop(word))
    for word in _LIMITS:
        if word in schema:
            yield Mutation(f"drop {word}", pointer, _drop(word))
            yield Mutation(f"one more for {word}", pointer, _put(word, schema[word] + 1))
            yield Mutation(f"one less for {word}", pointer, _put(word, schema[word] - 1))
    yield from _of_choices(pointer, schema)
    yield from _of_members(pointer, schema)


def _of_choices(pointer: str, schema: dict[str, Any]) -> Iterator[Mutation]:
    if "enum" in schema:
        yield Mutation("widen the enum", pointer, _put("enum", [*schema["enum"], "another"]))
        for value in schema["enum"] if len(schema["enum"]) > 1 else ():
            rest = [text for text in schema["enum"] if text != value]
            yield Mutation(f"narrow the enum by {value}", pointer, _put("enum", rest))
    for at in range(len(schema.get("oneOf", []))):
        yield Mutation(f"drop form {at}", join(pointer, "oneOf"), _drop(at))
    for name in schema.get("discriminator", {}).get("mapping", {}):
        yield Mutation(f"drop {name}", join(pointer, "discriminator", "mapping"), _drop(name))


def _of_members(pointer: str, schema: dict[str, Any]) -> Iterator[Mutation]:
    needed = schema.get("required", [])
    for name in needed:
        rest = [other for other in needed if other != name]
        yield Mutation(f"{name} need not be there", pointer, _put("required", rest))
    for name in schema.get("properties", {}):
        yield Mutation(f"drop {name}", join(pointer, "properties"), _drop(name))
        if name not in needed:
            yield Mutation(f"{name} must be there", pointer, _put("required", [*needed, name]))
    if "properties" in schema:
        yield Mutation("forbid further properties", pointer, _put("additionalProperties", False))


def _of_operation(pointer: str, operation: dict[str, Any]) -> Iterator[Mutation]:
    for status in operation["responses"]:
        yield Mutation(f"drop response {status}", join(pointer, "responses"), _drop(status))
    others = [status for status in operation["responses"] if "$ref" in operation["responses"][status]]
    for first, second in pairwise(others):
        other = operation["responses"][second]
        yield Mutation(f"answer {first} as {second}", join(pointer, "responses"), _put(first, other))
    yield Mutation("drop the security", pointer, _drop("security"))
    if operation["security"]:
        yield Mutation("let everybody in", pointer, _put("security", []))
        yield Mutation("let strangers in, too", pointer, _put("security", [*operation["security"], {}]))
        for at in range(len(operation["security"])):
            yield Mutation(f"drop way in {at}", join(pointer, "security"), _drop(at))
    else:
        yield Mutation("ask for an API key", pointer, _put("security", [{"apiKey": []}]))
    yield Mutation("another operationId", pointer, _put("operationId", operation["operationId"] + "_x"))
    for word in ("requestBody", "x-permission", "x-store", "x-pagination", "tags", "x-source"):
        if word in operation:
            yield Mutation(f"drop {word}", pointer, _drop(word))


def _of_part(pointer: str, node: dict[str, Any], kind: str | None) -> Iterator[Mutation]:
    if kind in ("requestBodies", "headers") and "$ref" not in node:
        yield Mutation("need not be there", pointer, _put("required", False))
    if kind == "parameters" and "$ref" not in node:
        yield Mutation("flip required", pointer, _put("required", not node.get("required", False)))
        yield Mutation("put it elsewhere", pointer, _put("in", "header" if node["in"] == "query" else "query"))
        yield Mutation("another name", pointer, _put("name", node["name"] + "X"))
    for at in range(len(node.get("parameters", []) if isinstance(node.get("parameters"), list) else [])):
        yield Mutation(f"drop parameter {at}", join(pointer, "parameters"), _drop(at))
    for word in ("headers", "links", "content"):
        if pointer != "/components" and isinstance(node.get(word), dict):
            for name in node[word]:
                yield Mutation(f"drop {name}", join(pointer, word), _drop(name))
    if kind == "links" and "operationId" in node:
        yield Mutation("lead nowhere", pointer, _put("operationId", "nothing"))
        for name in node.get("parameters", {}):
            yield Mutation(f"do not pass {name}", join(pointer, "parameters"), _drop(name))
            yield Mutation(f"another {name}", join(pointer, "parameters"), _put(name, "$response.body#/nothing"))
    if isinstance(node.get("schema"), dict) and "$ref" in node["schema"]:
        other = "Error" if not node["schema"]["$ref"].endswith("/Error") else "OAuthError"
        yield Mutation(f"hold an {other}", join(pointer, "schema"), _put("$ref", f"#/components/schemas/{other}"))


def _of_scheme(pointer: str, scheme: dict[str, Any]) -> Iterator[Mutation]:
    if "scheme" in scheme:
        yield Mutation("bearer and not Basic", pointer, _put("scheme", "bearer"))
    for name, flow in scheme.get("flows", {}).items():
        yield Mutation(f"drop {name}", join(pointer, "flows"), _drop(name))
        for word in ("authorizationUrl", "tokenUrl", "refreshUrl"):
            if word in flow:
                yield Mutation(f"drop {word}", join(pointer, "flows", name), _drop(word))
                yield Mutation(f"another {word}", join(pointer, "flows", name), _put(word, "/oauth/elsewhere"))
    for name, seconds in scheme.get("x-lifetimes", {}).items():
        yield Mutation(f"{name} lives longer", join(pointer, "x-lifetimes"), _put(name, seconds + 1))
