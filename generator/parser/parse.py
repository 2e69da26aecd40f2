"""Ask openapi_python_client what a schema without parts is. No other module knows that package.

Objects, lists, unions and compositions are taken apart by :class:`~.reader.SchemaReader`, because the package drops
everything that refers to a schema that it cannot follow, and takes two objects of one name for an error. What it is
given here has no name and refers to nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

from openapi_python_client.config import Config, ConfigFile, MetaType
from openapi_python_client.parser import properties as kinds
from openapi_python_client.parser.errors import PropertyError
from openapi_python_client.schema import Schema
from openapi_python_client.schema.untrusted_string import UntrustedString
from pydantic import ValidationError

from ..document.pointers import as_mapping, join, resolve
from ..document.walk import OperationRef, chosen_media, responses
from ..errors import Finding, SpecError, locate_bugs
from .reader import SchemaReader
from .schema_types import OperationTypes, ParsedTypes, SchemaKind, SchemaType

__all__ = ["parse"]

_PLAIN: dict[str, SchemaKind] = {
    "AnyProperty": "any",
    "BooleanProperty": "boolean",
    "DateProperty": "date",
    "DateTimeProperty": "datetime",
    "FileProperty": "bytes",
    "FloatProperty": "number",
    "IntProperty": "integer",
    "NoneProperty": "none",
    "StringProperty": "string",
    "UuidProperty": "string",
}
_NAME = UntrustedString("value")


def parse(
    document: Mapping[str, Any], operations: Sequence[OperationRef], webhooks: Sequence[OperationRef] = ()
) -> ParsedTypes:
    """Return the types of ``operations``, of the bodies of ``webhooks``, and of every object that they use.

    Args:
        document: The normalized document.
        operations: The operations that become methods.
        webhooks: The requests that the API sends.

    Raises:
        SpecError: Some operations or webhooks could not be read.
    """
    reader = SchemaReader(document, _simple_kind)
    types: dict[str, OperationTypes] = {}
    problems: list[Finding] = []
    for operation in operations:
        try:
            with locate_bugs(operation.pointer):
                types[operation.pointer] = _operation(document, operation, reader)
        except SpecError as error:
            problems += error.findings
    for webhook in webhooks:
        try:
            with locate_bugs(webhook.pointer):
                _chosen(document, webhook.body["requestBody"], join(webhook.pointer, "requestBody"), reader)
        except SpecError as error:
            problems += error.findings
    if problems:
        raise SpecError.of(problems)
    objects = reader.objects()
    return ParsedTypes(objects=objects, operations=types, schemas=reader.roots, findings=tuple(reader.findings))


def _operation(document: Mapping[str, Any], operation: OperationRef, reader: SchemaReader) -> OperationTypes:
    parameters: dict[tuple[str, str], SchemaType] = {}
    for index, node in enumerate(operation.body.get("parameters") or ()):
        parameter, pointer = resolve(document, node, join(operation.pointer, "parameters", index))
        parameters[parameter["in"], parameter["name"]] = reader.root(
            parameter.get("schema", {}), join(pointer, "schema")
        )
        for _ in _contents(document, parameter, pointer, reader):
            pass
    body = None
    if "requestBody" in operation.body:
        node, pointer = operation.body["requestBody"], join(operation.pointer, "requestBody")
        body = _chosen(document, node, pointer, reader)
    answers = {
        status: _chosen(document, node, join(operation.pointer, "responses", status), reader)
        for status, node in responses(operation.body).items()
    }
    return OperationTypes(
        parameters=parameters,
        body=body,
        responses={status: type_ or SchemaType(kind="any") for status, type_ in answers.items()},
    )


def _chosen(document: Mapping[str, Any], node: Any, pointer: str, reader: SchemaReader) -> SchemaType | None:
    """Return the type of a body or response in the media type that is sent or read; None if it has no content."""
    types = dict(_contents(document, node, pointer, reader))
    return types[chosen] if (chosen := chosen_media(types)) is not None else None


def _contents(
    document: Mapping[str, Any], node: Any, pointer: str, reader: SchemaReader
) -> Iterator[tuple[str, SchemaType]]:
    """Yield each media type of a body, response or parameter with its type."""
    node, pointer = resolve(document, node, pointer)
    for media, content in (node.get("content") or {}).items():
        schema = as_mapping(content).get("schema", {})
        yield media, reader.root(schema, join(pointer, "content", media, "schema"))


def _simple_kind(schema: Mapping[str, Any]) -> SchemaKind | None:
    """Return the kind of a schema by its ``type`` and ``format``, or None if these have no meaning."""
    type_, format_ = schema.get("type"), schema.get("format")
    if not isinstance(type_, str | None):
        return None
    return _kind_of(type_, format_ if isinstance(format_, str) else None)


@lru_cache(maxsize=1000)
def _kind_of(type_: str | None, format_: str | None) -> SchemaKind | None:
    try:
        schema = Schema.model_validate({"type": type_, "format": format_})
    except ValidationError:
        return None
    found, _ = kinds.property_from_data(
        name=_NAME, required=True, data=schema, schemas=kinds.Schemas(), parent_name="", config=_config()
    )
    return None if isinstance(found, PropertyError) else _PLAIN.get(type(found).__name__)


@lru_cache(maxsize=1)
def _config() -> Config:
    return Config.from_sources(ConfigFile(), MetaType.NONE, "parser_input", "utf-8", False, None)
