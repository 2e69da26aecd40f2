"""JSON Schema by jsonschema-rs: the document's schemas as a request or a response sees them, and failures in words.

OpenAPI gives ``readOnly`` and ``writeOnly`` a meaning that JSON Schema does not know. A schema is therefore copied
before it is compiled, with that meaning written out: a property that the direction ignores becomes ``true``, one that
must not appear becomes ``false``, and neither is required. The copy holds every schema that it refers to, so nothing
is ever fetched. Both happen once, when a value is first checked.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal
from urllib.parse import quote

from .._optional import load_library
from ._openapi import pointers
from ._openapi.inheritance import Hierarchy, hierarchies

__all__ = [
    "ANY",
    "Check",
    "Compiler",
    "Direction",
    "Failure",
    "Schema",
    "UnsupportedSchemaError",
    "compile_keywords",
    "lookup",
]

Direction = Literal["request", "response"]
Schema = Mapping[str, Any] | bool

ANY: Schema = True
"""What stands for a schema that is left out: any value will do (JSON Schema 2020-12, section 4.3.2)."""

_PYTHON_TYPES = {int: "integer", float: "number", bool: "boolean", str: "string"}
# Keywords whose value is one schema for another value: a property, an item, a name.
_CHILD = frozenset(
    {"additionalProperties", "contains", "items", "propertyNames", "unevaluatedItems", "unevaluatedProperties"}
)
# Keywords whose value is one schema, or a list of them, for the same value.
_SAME_VALUE = frozenset({"allOf", "anyOf", "else", "oneOf", "then"})
# These ask what a value is, so nothing is taken out of them.
_CONDITIONS = frozenset({"if", "not"})
# References are resolved in the document, whatever its parts call themselves.
_DROPPED = frozenset({"$anchor", "$defs", "$dynamicAnchor", "$id", "$schema"})


class UnsupportedSchemaError(ValueError):
    """A schema is invalid, or uses a reference that the mock cannot follow."""


def lookup(root: Any, reference: str) -> Any:
    """Return the target of a local reference (RFC 6901).

    Args:
        root: The document.
        reference: ``#`` and a JSON pointer.

    Raises:
        UnsupportedSchemaError: The reference is not local, or its target does not exist.
    """
    pointer = pointers.target_of({"$ref": reference})
    if pointer is None or pointer[:1] not in ("", "/"):
        raise UnsupportedSchemaError(f"the reference {reference} is not local")
    try:
        return pointers.lookup(root, pointer)
    except KeyError:
        raise UnsupportedSchemaError(f"the reference {reference} leads nowhere") from None


def compile_keywords(schema: Mapping[str, Any]) -> Callable[[Any], bool]:
    """Return what tells whether a value is valid under a schema that refers to no other."""
    is_valid: Callable[[Any], bool] = _load_library().validator_for(schema).is_valid
    return is_valid


def _load_library() -> Any:
    return load_library("jsonschema_rs", "The mock", requirement="jsonschema-rs>=0.44", extra="testing")


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a value does not match its schema, and where.

    Attributes:
        path: The keys and indices that lead to the value at fault.
        message: The rule that it breaks, to be read after the value's name.
    """

    path: tuple[str | int, ...]
    message: str

    @property
    def pointer(self) -> str:
        """The path as a JSON pointer (RFC 6901)."""
        return "".join("/" + str(token).replace("~", "~0").replace("/", "~1") for token in self.path)


Flag = Literal["readOnly", "writeOnly"]
_Key = tuple[str, frozenset[str], bool]


@dataclass
class _Definition:
    """The copy of a schema that others refer to.

    Attributes:
        name: Its key in ``$defs``.
        references: The definitions that it refers to in turn.
        schema: The copy.
    """

    name: str
    references: set[_Key] = field(default_factory=set)
    schema: Any = field(init=False)


class Compiler:
    """Compiles the schemas of one document for one direction.

    Args:
        root: The document that local references are resolved in.
        direction: With ``request``, ``readOnly`` properties may be missing and are not checked, because the server
            ignores them; with ``response``, ``writeOnly`` properties must be missing (OpenAPI 3.1, Schema Object). If
            omitted, both are only annotations.

    Raises:
        ConfigurationError: The library jsonschema-rs is not installed.
    """

    def __init__(self, root: Mapping[str, Any], direction: Direction | None = None) -> None:
        self._library = _load_library()
        self._root = root
        self._flag: Flag | None = None
        if direction is not None:
            self._flag = "readOnly" if direction == "request" else "writeOnly"
        self._checks: dict[int, Check] = {}
        self._definitions: dict[_Key, _Definition] = {}
        # Mocks in several threads may share this, and a definition is incomplete until its references are copied.
        self._lock = threading.Lock()
        self._compositions: dict[int, tuple[Schema, tuple[Mapping[str, Any], ...]]] = {}

    @cached_property
    def hierarchies(self) -> Mapping[str, Hierarchy]:
        """What each object may be that has a discriminator, by its pointer."""
        return hierarchies(self._root)

    def compile(self, schema: Schema) -> Check:
        """Return the check of a schema, which is compiled when it is first used."""
        check = self._checks.get(id(schema))
        if check is None:
            # It keeps the schema too, so that no other one can get its identity.
            check = self._checks[id(schema)] = Check(self, schema)
        return check

    def validator(self, schema: Schema) -> Any:
        """Compile a schema and return its ``jsonschema_rs.Draft202012Validator``.

        Raises:
            UnsupportedSchemaError: The schema is invalid, or refers to something that the mock cannot follow.
        """
        references: set[_Key] = set()
        try:
            with self._lock:
                whole = {"allOf": [self._copy(schema, frozenset(), references)], "$defs": self._defs(references)}
            return self._library.Draft202012Validator(whole, validate_formats=True)
        except UnsupportedSchemaError:
            raise
        except (self._library.ValidationError, AttributeError, TypeError, ValueError) as error:
            reason = str(error).partition("\n")[0]
            raise UnsupportedSchemaError(f"a schema is invalid: {reason}") from None

    def composition(self, schema: Schema) -> tuple[Mapping[str, Any], ...]:
        """Return the schemas that one is made of: the targets of its references, its ``allOf`` parts, and itself last.

        Raises:
            UnsupportedSchemaError: A reference cannot be followed.
        """
        known = self._compositions.get(id(schema))
        if known is None:
            # The schema is kept too, so that no other one can get its identity.
            known = self._compositions[id(schema)] = (schema, tuple(self._composition(schema, frozenset())))
        return known[1]

    def _composition(self, schema: Schema, seen: frozenset[str]) -> Iterator[Mapping[str, Any]]:
        if isinstance(schema, bool):
            return
        reference = schema.get("$ref")
        if reference is not None and reference not in seen:
            seen |= {reference}
            yield from self._composition(lookup(self._root, reference), seen)
        for part in schema.get("allOf", ()):
            yield from self._composition(part, seen)
        yield schema

    def allowed_types(self, schema: Schema) -> frozenset[str]:
        """Return the types that a schema allows by name, including those of its references and alternatives."""
        if isinstance(schema, bool):
            return frozenset()
        if "type" in schema:
            types = schema["type"]
            return frozenset([types] if isinstance(types, str) else types)
        constants = [*schema.get("enum", ()), *([schema["const"]] if "const" in schema else ())]
        named = frozenset(_PYTHON_TYPES[type(value)] for value in constants if type(value) in _PYTHON_TYPES)
        parts = [lookup(self._root, schema["$ref"])] if "$ref" in schema else []
        parts += [part for keyword in ("allOf", "anyOf", "oneOf") for part in schema.get(keyword, ())]
        return named.union(*map(self.allowed_types, parts))

    def properties(self, schema: Schema) -> dict[str, Schema]:
        """Return the property schemas of an object schema, including those of its ``allOf`` parts and its subclasses.

        Raises:
            UnsupportedSchemaError: A reference cannot be followed.
        """
        known = self.hierarchies.get(pointers.target_of(schema) or "")
        others = [{"$ref": f"#{quote(pointer)}"} for pointer in known.pointers] if known else []
        try:
            parts = [pointers.properties(self._root, part) for part in (*others, schema)]
        except KeyError as error:
            raise UnsupportedSchemaError(f"the reference {error.args[0]} leads nowhere") from None
        return {name: member.schema for part in parts for name, member in part.items()}

    def has_flag(self, schema: Schema, flag: Flag) -> bool:
        """Tell whether a property's schema, or one that it is made of, is ``readOnly`` or ``writeOnly``."""
        return any(part.get(flag) is True for part in self.composition(schema))

    def _flagged(self, schema: Schema) -> frozenset[str]:
        """Return the names of the properties that this direction ignores or forbids."""
        if self._flag is None:
            return frozenset()
        properties = (item for part in self.composition(schema) for item in part.get("properties", {}).items())
        return frozenset(name for name, subschema in properties if self.has_flag(subschema, self._flag))

    def _defs(self, references: set[_Key]) -> dict[str, Any]:
        defs: dict[str, Any] = {}
        pending = set(references)
        while pending:
            definition = self._definitions[pending.pop()]
            if definition.name not in defs:
                defs[definition.name] = definition.schema
                pending |= definition.references
        return defs

    def _copy(
        self,
        schema: Any,
        flagged: frozenset[str],
        references: set[_Key],
        *,
        derived: bool = False,
        parent: bool = False,
    ) -> Any:
        """Return a schema as this direction has it.

        Args:
            schema: The schema, or a list of schemas.
            flagged: The flagged properties of the value, by the schemas around this one.
            references: Gathers the definitions that the copy refers to.
            derived: Whether the parts of its ``allOf`` are what it is derived from.
            parent: Whether it is such a part itself, so that its subclasses do not count.
        """
        if isinstance(schema, list):
            return [self._copy(part, flagged, references, parent=parent) for part in schema]
        if isinstance(schema, bool):
            return schema
        if "$dynamicRef" in schema:
            raise UnsupportedSchemaError("the keyword $dynamicRef is not supported")
        flagged |= self._flagged(schema)
        copy: dict[str, Any] = {}
        for keyword, value in schema.items():
            if keyword == "$ref":
                copy[keyword] = self._refer(value, flagged, references, alone=parent)
            elif keyword == "required":
                copy[keyword] = [name for name in value if name not in flagged]
            elif keyword in ("properties", "patternProperties"):
                copy[keyword] = {
                    name: self._property(name, subschema, flagged, references) for name, subschema in value.items()
                }
            elif keyword == "dependentSchemas":
                copy[keyword] = {name: self._copy(subschema, flagged, references) for name, subschema in value.items()}
            elif keyword in _SAME_VALUE:
                copy[keyword] = self._copy(value, flagged, references, parent=derived and keyword == "allOf")
            elif keyword in _CONDITIONS or keyword in _CHILD or keyword == "prefixItems":
                copy[keyword] = self._copy(value, frozenset(), references)
            elif keyword not in _DROPPED:
                copy[keyword] = value
        if copy.get("additionalProperties") is False:
            # Without it, the library does not say which property is one too many.
            copy.setdefault("properties", {})
        return copy

    def _property(self, name: str, schema: Any, flagged: frozenset[str], references: set[_Key]) -> Any:
        if name in flagged or (self._flag is not None and self.has_flag(schema, self._flag)):
            return self._flag == "readOnly"
        return self._copy(schema, frozenset(), references)

    def _refer(self, reference: str, flagged: frozenset[str], references: set[_Key], *, alone: bool) -> str:
        """Return the reference to the copy of a schema; ``alone`` if a value is not one of its subclasses."""
        pointer = pointers.target_of({"$ref": reference}) or ""
        known = self.hierarchies.get(pointer)
        alone = alone or known is None or not known.is_base
        key = reference, flagged, alone
        references.add(key)
        if key not in self._definitions:
            # Before its schema is copied, because that may refer to itself.
            definition = self._definitions[key] = _Definition(str(len(self._definitions)))
            if known and not alone:
                definition.schema = self._subclass(known, pointer, flagged, definition.references)
            else:
                target = lookup(self._root, reference)
                definition.schema = self._copy(target, flagged, definition.references, derived=known is not None)
        return f"#/$defs/{self._definitions[key].name}"

    def _subclass(self, known: Hierarchy, pointer: str, flagged: frozenset[str], references: set[_Key]) -> Any:
        """Return the schema of a value that is what its discriminator names, and the base otherwise."""

        def is_one_of(values: list[str]) -> Any:
            return {"type": "object", "required": [known.name], "properties": {known.name: {"enum": values}}}

        named: dict[str, list[str]] = {}
        for value, target in known.mapping.items():
            named.setdefault(target, []).append(value)
        schema: Any = {"$ref": self._refer(f"#{quote(pointer)}", flagged, references, alone=True)}
        for target, values in named.items():
            if target != pointer:
                then = {"$ref": self._refer(f"#{quote(target)}", flagged, references, alone=True)}
                schema = {"if": is_one_of(values), "then": then, "else": schema}
        return schema


class Check:
    """Checks values against one schema; see `Compiler.compile`."""

    def __init__(self, compiler: Compiler, schema: Schema) -> None:
        self._compiler = compiler
        self._schema = schema

    @cached_property
    def _validator(self) -> Any:
        return self._compiler.validator(self._schema)

    def __call__(self, value: Any) -> Failure | None:
        """Return why a decoded JSON value does not match, or None if it does.

        Raises:
            UnsupportedSchemaError: The schema cannot be compiled.
        """
        try:
            if self._validator.is_valid(value):
                return None
            return _failure(next(self._validator.iter_errors(value)))
        except UnicodeEncodeError:
            return self(_without_surrogates(value))


def _without_surrogates(value: Any) -> Any:
    """Return a value whose texts can be encoded: JSON can spell half a surrogate pair, and UTF-8 cannot."""
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode("utf-8")
    if isinstance(value, list):
        return [_without_surrogates(item) for item in value]
    if isinstance(value, dict):
        return {_without_surrogates(name): _without_surrogates(member) for name, member in value.items()}
    return value


def _failure(error: Any) -> Failure:
    path, kind = tuple(error.instance_path), error.kind
    if kind.name == "required":
        return Failure((*path, kind.property), "is required")
    if kind.name in ("additionalProperties", "unevaluatedProperties"):
        return Failure((*path, kind.unexpected[0]), "is not allowed")
    if kind.name == "propertyNames":
        return Failure((*path, kind.error.instance), "has a name that " + _failure(kind.error).message)
    message = _MESSAGES.get(kind.name)
    return Failure(path, message(kind) if message else f"does not match the keyword {kind.name}")


def _amount(number: int, unit: str) -> str:
    return f"{number} {unit}" if number == 1 else f"{number} {unit}s"


def _size(bound: str, unit: str) -> Callable[[Any], str]:
    return lambda kind: f"must have at {bound} {_amount(kind.limit, unit)}"


def _text(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value)


# By keyword. They name the rule and never the value, which may be a secret.
_MESSAGES: Mapping[str, Callable[[Any], str]] = {
    "type": lambda kind: "must be " + " or ".join(kind.types),
    "enum": lambda kind: (
        ("must be one of " if len(kind.options) > 1 else "must be ") + ", ".join(map(_text, kind.options))
    ),
    "const": lambda kind: f"must be {_text(kind.expected_value)}",
    "minLength": _size("least", "character"),
    "maxLength": _size("most", "character"),
    "pattern": lambda kind: f"must match {kind.pattern}",
    "format": lambda kind: f"must be a valid {kind.format}",
    "minimum": lambda kind: f"must be at least {kind.limit}",
    "maximum": lambda kind: f"must be at most {kind.limit}",
    "exclusiveMinimum": lambda kind: f"must be greater than {kind.limit}",
    "exclusiveMaximum": lambda kind: f"must be less than {kind.limit}",
    "multipleOf": lambda kind: f"must be a multiple of {kind.multiple_of}",
    "minItems": _size("least", "item"),
    "maxItems": _size("most", "item"),
    "uniqueItems": lambda _kind: "must not repeat an item",
    "contains": lambda _kind: "must contain an item of the described form",
    "unevaluatedItems": lambda _kind: "must not contain further items",
    "minProperties": _size("least", "member"),
    "maxProperties": _size("most", "member"),
    "oneOf": lambda kind: f"must match exactly one of {len(kind.context)} schemas, not {kind.context.count([])}",
    "anyOf": lambda kind: f"must match at least one of {len(kind.context)} schemas",
    "not": lambda _kind: "must not match the excluded schema",
    "falseSchema": lambda _kind: "is not allowed",
}
