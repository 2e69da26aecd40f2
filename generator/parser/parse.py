"""Ask openapi_python_client's parser for the types of a document. No other module knows that package.

Where the parser cannot follow a document it warns, leaves something out and goes on. Here every warning is an error
that names the place.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from openapi_python_client.config import Config, ConfigFile, MetaType
from openapi_python_client.parser import properties as kinds
from openapi_python_client.parser.errors import GeneratorError as ParserError
from openapi_python_client.parser.openapi import Endpoint, GeneratorData
from openapi_python_client.parser.properties.const import ConstProperty
from openapi_python_client.parser.properties.list_property import ListProperty
from openapi_python_client.parser.properties.union import UnionProperty
from openapi_python_client.schema import OpenAPI
from pydantic import ValidationError

from ..document.pointers import join
from ..document.walk import OperationRef
from ..errors import Finding, SpecError
from .parser_input import POINTER, ParserInput
from .schema_types import ObjectTypes, OperationTypes, ParsedTypes, SchemaKind, SchemaType

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


def parse(document: Mapping[str, Any], operations: Sequence[OperationRef]) -> ParsedTypes:
    """Return the types of ``operations`` and of every object that they use.

    Args:
        document: The normalized document.
        operations: The operations that become methods.

    Raises:
        SpecError: The parser reported warnings or errors; each is given with its pointer.
    """
    parser_input = ParserInput(document, operations)
    config = Config.from_sources(
        ConfigFile(post_hooks=[], literal_enums=True, use_path_prefixes_for_title_model_names=False),
        MetaType.NONE,
        "parser_input",
        "utf-8",
        True,
        None,
    )
    data = GeneratorData.from_dict(parser_input.document, config=config)
    if findings := list(_complaints(data, parser_input)):
        raise SpecError.of(findings)
    assert isinstance(data, GeneratorData)
    reader = _Reader(parser_input)
    return ParsedTypes(
        objects={reader.pointer(model): reader.object(model) for model in data.models},
        operations={
            parser_input.operations[str(tag)].pointer: reader.operation(endpoint)
            for tag, collection in data.endpoint_collections_by_tag.items()
            for endpoint in collection.endpoints
        },
    )


def _complaints(data: GeneratorData | ParserError, parser_input: ParserInput) -> Iterator[Finding]:
    if not isinstance(data, GeneratorData):
        yield from _invalid(data, parser_input)
        return
    for error in data.errors:
        yield _finding(error, "", parser_input)
    for tag, collection in data.endpoint_collections_by_tag.items():
        for error in collection.parse_errors:
            yield _finding(error, parser_input.operations[str(tag)].pointer, parser_input)


def _finding(error: ParserError, pointer: str, parser_input: ParserInput) -> Finding:
    extra = getattr(getattr(error, "data", None), "model_extra", None) or {}
    text = f"{error.header.strip()} {error.detail or ''}"
    place = extra.get(POINTER) or pointer or parser_input.pointer_in(text)
    return Finding(pointer=place, rule="parser", message=parser_input.translate(text))


def _invalid(error: ParserError, parser_input: ParserInput) -> Iterator[Finding]:
    """Yield pydantic's errors with their places in the author's document."""
    try:
        OpenAPI.model_validate(parser_input.document)
    except ValidationError as invalid:
        for problem in invalid.errors():
            node: Any = parser_input.document
            pointer = ""
            rest: list[str | int] = []
            for step in problem["loc"]:
                # The path also contains the names of union branches, which are not steps in the document.
                if (isinstance(node, Mapping) and step in node) or (isinstance(node, list) and isinstance(step, int)):
                    node = node[step]  # type: ignore[index]  # a step is a key of the one and an index of the other
                    rest.append(step)
                if isinstance(node, Mapping) and POINTER in node:
                    pointer, rest = node[POINTER], []
            yield Finding(pointer=join(pointer, *rest), rule="parser", message=parser_input.translate(problem["msg"]))
    else:
        yield Finding(pointer="", rule="parser", message=parser_input.translate(f"{error.header} {error.detail}"))


class _Reader:
    """Translates the parser's properties to our own types."""

    def __init__(self, parser_input: ParserInput) -> None:
        self._parser_input = parser_input

    def pointer(self, model: kinds.ModelProperty) -> str:
        return str((model.data.model_extra or {})[POINTER])

    def object(self, model: kinds.ModelProperty) -> ObjectTypes:
        properties = [*(model.required_properties or ()), *(model.optional_properties or ())]
        return ObjectTypes(
            properties={self._name(property_): self.schema_type(property_) for property_ in properties},
            additional=self.schema_type(model.additional_properties) if model.additional_properties else None,
        )

    def operation(self, endpoint: Endpoint) -> OperationTypes:
        responses = {response.status_code.pattern: response.prop for response in endpoint.responses}
        return OperationTypes(
            parameters={
                (location.value, self._name(property_)): self.schema_type(property_)
                for location, property_ in endpoint.iter_all_parameters()
            },
            body=self.schema_type(endpoint.bodies[0].prop) if endpoint.bodies else None,
            responses={status: self.schema_type(property_) for status, property_ in responses.items()},
        )

    def schema_type(self, property_: Any) -> SchemaType:
        if isinstance(property_, kinds.ModelProperty):
            return SchemaType(kind="object", pointer=self.pointer(property_))
        if isinstance(property_, kinds.LiteralEnumProperty):
            # The parser keeps the values in a set, whose order changes from run to run.
            order = self._parser_input.enum_of(str(property_.class_info.name))
            return SchemaType(kind="enum", values=tuple(value for value in order if value in property_.values))
        if isinstance(property_, ConstProperty):
            return SchemaType(kind="enum", values=(property_.value.raw_value,))
        if isinstance(property_, ListProperty):
            return SchemaType(kind="list", parts=(self.schema_type(property_.inner_property),))
        if isinstance(property_, UnionProperty):
            return SchemaType(kind="union", parts=tuple(self.schema_type(part) for part in property_.inner_properties))
        return SchemaType(kind=_PLAIN[type(property_).__name__])

    def _name(self, property_: Any) -> str:
        return self._parser_input.name_of(property_.name.get_untrusted_value())
