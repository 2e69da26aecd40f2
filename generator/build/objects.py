"""The classes of objects and their fields, as the document describes them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from ..document.examples import schema_example, schema_examples
from ..document.pointers import Property, lookup, properties, resolve_schema, split
from ..document.walk import OperationRef
from ..errors import Finding, SpecError, locate_bugs
from ..model import Constraints, Field, Mark, MarkKind, Model
from ..model.types import DurationType, ScalarType, Type, UnionType
from ..parser.schema_types import ParsedTypes
from . import names, reserved
from .examples import sample_value
from .types import TypeBuilder

__all__ = ["constraints", "field", "is_secret", "marks", "model_classes", "models", "text"]

# Secrets by the RFCs, for documents that do not say format: password (RFC 6749 section 10, RFC 7636).
_SECRETS = {"access_token", "client_assertion", "client_secret", "code_verifier", "password", "refresh_token"}

_CONSTRAINTS = {
    "format": "format",
    "default": "default",
    "minimum": "minimum",
    "exclusiveMinimum": "exclusive_minimum",
    "maximum": "maximum",
    "exclusiveMaximum": "exclusive_maximum",
    "multipleOf": "multiple_of",
    "minLength": "min_length",
    "maxLength": "max_length",
    "pattern": "pattern",
    "minItems": "min_items",
    "maxItems": "max_items",
}


def model_classes(parsed: ParsedTypes, refs: Sequence[OperationRef]) -> dict[str, str]:
    """Return the class of each object that has properties, by pointer; components are the first to choose a name."""
    operation_ids = {ref.pointer: ref.id for ref in refs}
    pointers = sorted((pointer for pointer, known in parsed.objects.items() if known.properties), key=_depth)
    classes: dict[str, str] = {}
    used: set[str] = set()
    for pointer in pointers:
        classes[pointer] = names.unique(names.model_class(pointer, operation_ids, classes), used)
        used.add(classes[pointer])
    return classes


def models(
    document: Mapping[str, Any], parsed: ParsedTypes, classes: Mapping[str, str], types: TypeBuilder
) -> tuple[Model, ...]:
    """Return the models, sorted by class name.

    Args:
        document: The normalized document.
        parsed: Its types.
        classes: The class of each object, by pointer.
        types: Builds the types of the fields.

    Raises:
        SpecError: Some objects could not be read.
    """
    modules: set[str] = set()
    result: list[Model] = []
    problems: list[Finding] = []
    for pointer, class_name in sorted(classes.items(), key=lambda item: item[1]):
        module = names.unique(names.module(class_name), modules)
        modules.add(module)
        try:
            with locate_bugs(pointer):
                schema = lookup(document, pointer)
                model = Model(
                    class_name=class_name,
                    module=module,
                    pointer=pointer,
                    description=text(schema, "description") or text(schema, "title"),
                    fields=_fields(document, schema, pointer, parsed, types),
                    source=schema.get("x-source"),
                    marks=marks(schema),
                    example=schema_example(document, schema),
                    examples=tuple(schema_examples(document, schema)),
                )
        except SpecError as error:
            problems += error.findings
        else:
            result.append(model)
    if problems:
        raise SpecError.of(problems)
    return tuple(result)


def _fields(
    document: Mapping[str, Any], schema: Any, pointer: str, parsed: ParsedTypes, types: TypeBuilder
) -> tuple[Field, ...]:
    known = parsed.objects[pointer].properties
    result: list[Field] = []
    for name, item in properties(document, schema, pointer).items():
        if name in known:
            taken = [other.name for other in result]
            result.append(field(document, name, item, types.type(known[name]), taken=taken))
    return tuple(result)


def _depth(pointer: str) -> tuple[bool, int, str]:
    segments = split(pointer)
    return segments[:2] != ["components", "schemas"], len(segments), pointer


def field(
    document: Mapping[str, Any],
    wire_name: str,
    item: Property,
    type_: Type,
    *,
    taken: Collection[str],
    avoid: Iterable[str] = reserved.ATTRIBUTES,
) -> Field:
    """Return a property as a field.

    Args:
        document: The normalized document.
        wire_name: The property's name.
        item: The property.
        type_: Its type.
        taken: The names of the fields next to it.
        avoid: The names that the generated code itself uses there.
    """
    schema = resolve_schema(document, item.schema)
    if "x-duration" in schema:
        type_ = _duration(type_, schema["x-duration"])
    example = schema_example(document, item.schema)
    return Field(
        name=names.unique(names.attribute(wire_name, avoid), taken),
        wire_name=wire_name,
        type=type_,
        required=item.required,
        description=text(schema, "description") or text(schema, "title"),
        nullable=type_.nullable,
        read_only=schema.get("readOnly") is True,
        write_only=schema.get("writeOnly") is True,
        secret=type_.decoding == "json" and is_secret(wire_name, schema),
        marks=marks(schema),
        also_read=tuple(schema.get("x-also-read") or ()),
        zoned="x-time-zone" in schema and type_.decoding == "datetime",
        example=example,
        sample=sample_value(document, item.schema, type_) if example is None else None,
        constraints=constraints(schema),
    )


def _duration(type_: Type, unit: str) -> Type:
    variants = tuple(
        DurationType(unit, variant.scalar) if isinstance(variant, ScalarType) else variant
        for variant in type_.alternatives
    )
    return variants[0] if len(variants) == 1 else UnionType(variants)


def constraints(schema: Mapping[str, Any]) -> Constraints:
    """Return what a schema demands beyond the type."""
    return Constraints(**{name: schema[keyword] for keyword, name in _CONSTRAINTS.items() if keyword in schema})


def marks(node: Mapping[str, Any]) -> tuple[Mark, ...]:
    """Return why the document says something that no text documents."""
    kinds: tuple[MarkKind, ...] = ("observed", "inferred", "chosen")
    return tuple(Mark(kind, node[f"x-{kind}"]) for kind in kinds if f"x-{kind}" in node)


def is_secret(name: str, schema: Mapping[str, Any]) -> bool:
    """Tell whether a value must not be shown."""
    return schema.get("format") == "password" or name in _SECRETS


def text(node: Mapping[str, Any], key: str) -> str:
    """Return a text of the document, stripped, or the empty string if there is none."""
    value = node.get(key)
    return value.strip() if isinstance(value, str) else ""
