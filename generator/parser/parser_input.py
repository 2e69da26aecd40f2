"""What the parser is given: the types of a document, under names of our own.

Every schema, property, parameter and operation gets a made-up name, and every schema carries its pointer. So no name
from the document reaches the parser, names cannot collide in it, and its complaints can be traced to their place.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Mapping, Sequence
from typing import Any, Final

from ..document.pointers import join, lookup, properties, resolve
from ..document.walk import OperationRef, chosen_media, responses

__all__ = ["POINTER", "ParserInput"]

POINTER: Final = "x-pointer"

_KEPT = ("type", "enum", "const", "format", "default")
_LISTS = ("allOf", "anyOf", "oneOf", "prefixItems")
_MADE_UP = re.compile(r"(?:/components/schemas/)?(?<![a-z0-9])_?(z[spo]\d+)(?![a-z0-9])", re.IGNORECASE)
_NOISE = re.compile(
    r"WARNING parsing \w+ \S+ within zo\d+\.|Endpoint will not be generated\."
    r"|<openapi_python_client\S* object at 0x[0-9a-f]+>"
    r"|Failure to process schema has resulted in the removal of:.*",
    re.DOTALL,
)


class ParserInput:
    """A reduced document, and the way back from its made-up names.

    Args:
        document: The normalized document.
        operations: The operations to keep.

    Attributes:
        document: What the parser is given.
        operations: The kept operations by their made-up names.
    """

    def __init__(self, document: Mapping[str, Any], operations: Sequence[OperationRef]) -> None:
        self._source = document
        self._schemas: dict[str, str] = {}
        self._names: dict[str, str] = {}
        self._original: dict[str, str] = {}
        self._queue: deque[str] = deque()
        self.operations: dict[str, OperationRef] = {}
        self.document: dict[str, Any] = {
            "openapi": "3.1.0",
            "info": {"title": "parser input", "version": "0"},
            "paths": dict(self._operation(operation) for operation in operations),
            "components": {"schemas": dict(self._components())},
        }

    def name_of(self, made_up: str) -> str:
        """Return the document's name of a property or parameter."""
        return self._original[made_up]

    def enum_of(self, class_name: str) -> list[Any]:
        """Return the values of the enum that the parser made this class of, in the document's order."""
        made_up = re.findall(r"Zs\d+", class_name)[-1]
        values: list[Any] = lookup(self._source, self._original[made_up.lower()])["enum"]
        return values

    def translate(self, message: str) -> str:
        """Return a message of the parser with the document's names, and without remarks about its output."""
        own = _NOISE.sub("", message)
        return " ".join(_MADE_UP.sub(lambda found: repr(self._original.get(found[1].lower(), found[1])), own).split())

    def pointer_in(self, message: str) -> str:
        """Return the place that a message of the parser is about, or the empty string if it names none."""
        names = [name.lower() for name in _MADE_UP.findall(message)]
        places = [self._original[name] for name in names if name.startswith("zs") and name in self._original]
        return places[-1] if places else ""

    def _property(self, name: str) -> str:
        made_up = self._names.setdefault(name, f"zp{len(self._names)}")
        self._original[made_up] = name
        return made_up

    def _component(self, pointer: str) -> str:
        """Return the made-up name of the schema at ``pointer``, and keep that schema."""
        if pointer not in self._schemas:
            self._queue.append(pointer)
        return self._title(pointer)

    def _title(self, pointer: str) -> str:
        made_up = self._schemas.setdefault(pointer, f"Zs{len(self._schemas)}")
        self._original[made_up.lower()] = pointer
        return made_up

    def _components(self) -> Any:
        while self._queue:
            pointer = self._queue.popleft()
            yield self._schemas[pointer], self._schema(lookup(self._source, pointer), pointer)

    def _reference(self, schema: Any, pointer: str) -> dict[str, Any]:
        _, target = resolve(self._source, schema, pointer)
        return {"$ref": f"#/components/schemas/{self._component(target)}", POINTER: pointer}

    def _schema(self, schema: Any, pointer: str) -> dict[str, Any]:
        if not isinstance(schema, Mapping):
            return {POINTER: pointer}
        if "$ref" in schema:
            return self._reference(schema, pointer)
        result: dict[str, Any] = {key: schema[key] for key in _KEPT if key in schema}
        if schema.get("format") == "date-time-local" or "x-time-format" in schema:
            result["format"] = "date-time"
        result |= {"title": self._title(pointer), POINTER: pointer}
        composed = self._is_composed(schema)
        if composed or isinstance(schema.get("properties"), Mapping):
            members = properties(self._source, schema if composed else {**schema, "allOf": []}, pointer)
            result["properties"] = {
                self._property(name): self._schema(member.schema, member.pointer) for name, member in members.items()
            }
        if isinstance(schema.get("required"), list):
            result["required"] = [self._property(name) for name in schema["required"]]
        if "items" in schema:
            result["items"] = self._schema(schema["items"], join(pointer, "items"))
        for key in _LISTS:
            if key in schema and not (composed and key == "allOf"):
                result[key] = [self._schema(part, join(pointer, key, index)) for index, part in enumerate(schema[key])]
        if isinstance(others := schema.get("additionalProperties"), Mapping):
            result["additionalProperties"] = self._schema(others, join(pointer, "additionalProperties"))
        return result

    def _is_composed(self, schema: Mapping[str, Any]) -> bool:
        """Tell whether a schema adds something to the objects of its ``allOf``; alone, one such part is the schema.

        The parser would take the first of them for the whole, and lose what is added.
        """
        parts = [resolve(self._source, part)[0] for part in schema.get("allOf") or ()]
        adds = len(parts) > 1 or bool(schema.get("properties")) or bool(schema.get("required"))
        return (
            bool(parts)
            and adds
            and all(isinstance(part, Mapping) and ("properties" in part or self._is_composed(part)) for part in parts)
        )

    def _operation(self, operation: OperationRef) -> tuple[str, dict[str, Any]]:
        made_up = f"zo{len(self.operations)}"
        self.operations[made_up] = operation
        self._original[made_up] = f"{operation.method.upper()} {operation.path}"
        body = operation.body
        result: dict[str, Any] = {
            "operationId": made_up,
            "tags": [made_up],
            POINTER: operation.pointer,
            "parameters": [
                self._parameter(parameter, join(operation.pointer, "parameters", index))
                for index, parameter in enumerate(body.get("parameters") or ())
            ],
            "responses": {
                status: self._content(response, join(operation.pointer, "responses", status))
                for status, response in responses(body).items()
            },
        }
        if "requestBody" in body:
            result["requestBody"] = self._content(body["requestBody"], join(operation.pointer, "requestBody"))
        variables = "".join(f"/{{{self._property(name)}}}" for name in re.findall(r"{([^{}]+)}", operation.path))
        return f"/{made_up}{variables}", {operation.method: result}

    def _parameter(self, parameter: Any, pointer: str) -> dict[str, Any]:
        parameter, pointer = resolve(self._source, parameter, pointer)
        return {
            "name": self._property(parameter["name"]),
            "in": parameter["in"],
            "required": parameter.get("required", False),
            "schema": self._reference(parameter.get("schema", {}), join(pointer, "schema")),
            POINTER: pointer,
        }

    def _content(self, node: Any, pointer: str) -> dict[str, Any]:
        """Return a response or a request body with only the media type that is read or sent."""
        node, pointer = resolve(self._source, node, pointer)
        result: dict[str, Any] = {"description": "", "required": True, POINTER: pointer}
        content = node.get("content") or {}
        if (media := chosen_media(content)) is not None:
            result["content"] = {media: {}}
            if "schema" in content[media]:
                place = join(pointer, "content", media, "schema")
                result["content"][media]["schema"] = self._reference(content[media]["schema"], place)
        return result
