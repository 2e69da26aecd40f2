"""Values in the styles of OpenAPI: objects and lists in parameters and forms, read back from their texts."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from ._forms import coerce, parse_json
from ._schema import ANY, Compiler, Schema

__all__ = ["StyleReader", "typed"]

_BRACKETS = re.compile(r"\[([^\[\]]*)\]")
_DEEPEST = 10
_SEPARATORS = {"spaceDelimited": " ", "pipeDelimited": "|"}

Texts = Mapping[str, Sequence[str]]


class StyleReader:
    """Reads a value that is an object, or is serialized in an unusual style (OpenAPI 3.1, section 4.8.12.3).

    Args:
        schemas: Knows the schemas of the document.
        schema: The schema of the value.
        style: The style; ``json`` for a value that is one JSON text.
        explode: Whether each item and each member stands for itself.
    """

    def __init__(self, schemas: Compiler, schema: Schema, style: str, explode: bool) -> None:
        self._schemas = schemas
        self._schema = schema
        self._style = style
        self._explode = explode
        self._types = schemas.allowed_types(schema)
        readers: Mapping[str, Callable[[str, Texts], Any]] = {"json": self._json, "deepObject": self._deep}
        self._read = readers.get(style, self._labelled if style in ("label", "matrix") else self._plain)

    def read(self, name: str, texts: Texts) -> Any:
        """Return the value with the types of its schema, or None if it was not sent.

        Args:
            name: The parameter's name.
            texts: The decoded values that were sent, by name.

        Raises:
            ValueError: It is not serialized in this style.
        """
        value = self._read(name, texts)
        return None if value is None else typed(self._schemas, self._schema, value)

    def _json(self, name: str, texts: Texts) -> Any:
        sent = texts.get(name, ())
        if len(sent) > 1:
            raise ValueError("must not be repeated")
        return parse_json(sent[0].encode()) if sent else None

    def _deep(self, name: str, texts: Texts) -> Any:
        tree: dict[str, Any] = {}
        for key, values in texts.items():
            steps = _BRACKETS.findall(key[len(name) :]) if key.startswith(f"{name}[") else []
            if not 0 < len(steps) <= _DEEPEST or key != name + "".join(f"[{step}]" for step in steps):
                continue
            node = tree
            for step in steps[:-1]:
                inner = node.setdefault(step, {})
                node = inner if isinstance(inner, dict) else {}
            node[steps[-1]] = values[0]
        return tree or (list(texts[name]) if name in texts else None)

    def _plain(self, name: str, texts: Texts) -> Any:
        if self._style == "form" and self._explode and "object" in self._types:
            members = {key: texts[key][0] for key in self._schemas.properties(self._schema) if texts.get(key)}
            return members or None
        sent = texts.get(name)
        if not sent:
            return None
        if self._style == "form" and self._explode:
            return list(sent) if "array" in self._types else sent[0]
        return self._split(sent[0], _SEPARATORS.get(self._style, ","), self._explode)

    def _labelled(self, name: str, texts: Texts) -> Any:
        text = next(iter(texts.get(name, ())), "")
        mark = "." if self._style == "label" else ";"
        if not text.startswith(mark):
            raise ValueError(f"must start with {mark!r}")
        text = text[1:]
        if self._style == "matrix" and not (self._explode and "object" in self._types):
            text = text.replace(f"{name}=", "")
        return self._split(text, mark if self._explode else ",", self._explode)

    def _split(self, text: str, separator: str, exploded: bool) -> Any:
        parts = text.split(separator)
        if "object" not in self._types:
            return parts if "array" in self._types else text
        if exploded:
            return {name: value for name, _, value in (part.partition("=") for part in parts)}
        return dict(zip(parts[::2], parts[1::2], strict=False))


def typed(schemas: Compiler, schema: Schema, value: Any) -> Any:
    """Return a value whose texts have become what they represent.

    Args:
        schemas: Knows the schemas of the document.
        schema: The schema of the value.
        value: Texts, and dicts and lists of such; a dict whose names are numbers may stand for a list.
    """
    if isinstance(value, str):
        return coerce(value, schemas.allowed_types(schema))
    parts = schemas.composition(schema)
    items: Schema = next((part["items"] for part in parts if "items" in part), ANY)
    if isinstance(value, dict) and "array" in schemas.allowed_types(schema) and all(key.isdigit() for key in value):
        value = [value[key] for key in sorted(value, key=int)]
    if isinstance(value, list):
        return [typed(schemas, items, item) for item in value]
    if isinstance(value, dict):
        properties = schemas.properties(schema)
        return {key: typed(schemas, properties.get(key, ANY), member) for key, member in value.items()}
    return value
