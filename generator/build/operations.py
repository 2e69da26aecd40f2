"""Build the methods of the client from the operations of the document."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, Final

from ..document.pointers import as_mapping, join, resolve, resolve_ref, resolve_schema
from ..document.security import declared_schemes
from ..document.semantics import scheme_kind
from ..document.walk import OperationRef, responses, store_of
from ..errors import SpecError, locate_bugs
from ..model import Body, ErrorKind, Field, Location, Operation, Pagination, Parameter, Response, Shape, Style
from ..model.types import DurationType, EnumType, ListType, NullType, ScalarType, Type
from ..parser.schema_types import ParsedTypes
from . import names, reserved
from .contents import ContentBuilder, media_kind
from .examples import parameter_example, sample_value
from .objects import constraints, marks, text
from .pagination import PaginationBuilder
from .types import TypeBuilder, form_type

__all__ = ["STYLES", "auth_operation", "method"]

# They describe the message itself, so OpenAPI ignores them as parameters (3.1, section 4.8.12.2).
_IGNORED_HEADERS = {"accept", "authorization", "content-type"}

STYLES: Final[Mapping[Location, tuple[str, ...]]] = {
    "path": ("simple", "label", "matrix"),
    "query": ("form", "spaceDelimited", "pipeDelimited", "deepObject"),
    "header": ("simple",),
    "cookie": ("form",),
}
"""The styles of each location, the usual one first (OpenAPI 3.1, section 4.8.12.3)."""


class _Method:
    """Builds one operation. The parser has no types for the operations behind OAuth URLs, which it does not see."""

    def __init__(self, document: Mapping[str, Any], ref: OperationRef, parsed: ParsedTypes, types: TypeBuilder) -> None:
        self._document = document
        self._ref = ref
        self._parsed = parsed
        self._types = types
        self._contents = ContentBuilder(document, parsed, types)

    def build(self, name: str) -> Operation:
        body = self._ref.body
        request, place = body.get("requestBody"), join(self._ref.pointer, "requestBody")
        # A method whose caller chooses the media type has one more argument.
        has_choice = request is not None and self._contents.has_choice(request, place)
        avoid = reserved.ARGUMENTS | ({"content_type"} if has_choice else set())
        parameters = self._parameters(avoid)
        successes, errors = self._responses()
        sent = self._body(request, place, {parameter.name for parameter in parameters})
        return Operation(
            id=self._ref.id,
            name=name,
            method=self._ref.method,
            path=self._ref.path,
            summary=text(body, "summary") or names.sentence(body.get("operationId") or self._ref.path),
            description=text(body, "description"),
            parameters=parameters,
            body=sent,
            successes=successes,
            errors=errors,
            security=tuple(self._security()),
            is_public=not all(body.get("security") or [{}]),
            client_certificate=self._needs_certificate(),
            pagination=self._pagination(successes, parameters, sent),
            permission=body.get("x-permission"),
            source=body.get("x-source"),
            deprecated=body.get("deprecated") is True,
            own_record=store_of(body).get("principal") is True,
            marks=marks(body),
            **self._shapes(successes[0], parameters),
        )

    def _security(self) -> Iterator[tuple[str, ...]]:
        """Yield the sets of schemes that a request may carry; a client certificate is not part of one."""
        schemes = declared_schemes(self._document)
        for alternative in self._ref.body.get("security") or ():
            if keys := tuple(key for key in alternative if scheme_kind(schemes[key]) != "mutualTLS"):
                yield keys

    def _needs_certificate(self) -> bool:
        schemes = declared_schemes(self._document)
        alternatives = self._ref.body.get("security") or [{}]
        return all(any(scheme_kind(schemes[key]) == "mutualTLS" for key in keys) for keys in alternatives)

    def _parameters(self, avoid: frozenset[str]) -> tuple[Parameter, ...]:
        result: list[Parameter] = []
        for index, node in enumerate(self._ref.body.get("parameters") or ()):
            body, pointer = resolve(self._document, node, join(self._ref.pointer, "parameters", index))
            if body["in"] == "header" and body["name"].lower() in _IGNORED_HEADERS:
                continue
            taken = [other.name for other in result]
            with locate_bugs(join(self._ref.pointer, "parameters", index)):
                result.append(self._parameter(body, pointer, taken=taken, avoid=avoid))
        in_path = [parameter for parameter in result if parameter.location == "path"]
        # Path parameters are positional, so their order is the path's.
        in_path.sort(key=lambda parameter: self._ref.path.find("{" + parameter.wire_name + "}"))
        return (*in_path, *(parameter for parameter in result if parameter.location != "path"))

    def _parameter(
        self, body: Mapping[str, Any], pointer: str, *, taken: Collection[str], avoid: frozenset[str]
    ) -> Parameter:
        media, content = next(iter((body.get("content") or {}).items()), ("", body))
        place = join(pointer, "content", media, "schema") if media else join(pointer, "schema")
        schema = resolve_schema(self._document, content.get("schema", {}))
        schema_type = self._parsed.schemas.get(place)
        type_ = self._types.type(schema_type) if schema_type else form_type(schema)
        location = body["in"]
        name = names.attribute(body["name"], avoid)
        style = _style(body, location, type_)
        example = parameter_example(self._document, content)
        return Parameter(
            name=names.unique(name, taken, f"{location}_{name.rstrip('_')}"),
            wire_name=body["name"],
            location=location,
            type=type_,
            required=body.get("required") is True,
            description=text(body, "description") or text(schema, "description"),
            style=Style("json") if media and media_kind(media) == "json" else style,
            local=schema.get("format") == "date-time-local",
            time_zone=body.get("x-time-zone"),
            marks=marks(body),
            example=example,
            sample=sample_value(self._document, schema, type_) if example is None else None,
            constraints=constraints(schema),
        )

    def _body(self, node: Any, pointer: str, taken: set[str]) -> Body | None:
        with locate_bugs(pointer):
            return None if node is None else self._contents.body(node, pointer, taken)

    def _responses(self) -> tuple[tuple[Response, ...], tuple[Response, ...]]:
        """Return what is returned and what is raised.

        Without a documented success, a response for all statuses is the success, too (OpenAPI 3.1, section 4.8.16).
        """
        documented = [self._response(status, node) for status, node in responses(self._ref.body).items()]
        documented.sort(key=lambda response: response.status)
        for beginning in ("2", "3", "d"):
            successes = [response for response in documented if response.status.startswith(beginning)]
            if successes:
                break
        else:
            successes = [Response(status="200", description="")]
        errors = [response for response in documented if response.status[:1] not in "123"]
        in_order = [*responses(self._ref.body)]
        return tuple(successes), tuple(sorted(errors, key=lambda response: in_order.index(response.status)))

    def _response(self, status: str, node: Any) -> Response:
        pointer = join(self._ref.pointer, "responses", status)
        with locate_bugs(pointer):
            return self._known_response(status, node, pointer)

    def _known_response(self, status: str, node: Any, pointer: str) -> Response:
        body = resolve_ref(self._document, node)
        return Response(
            status=status,
            description=text(body, "description"),
            contents=self._contents.response(node, pointer),
            kinds=tuple(
                ErrorKind(
                    class_name=names.error_class_of(kind["name"]),
                    description=text(kind, "description"),
                    pattern=self._pattern(kind["pattern"]),
                )
                for kind in body.get("x-kinds") or ()
            ),
            headers=tuple(self._headers(body.get("headers"))),
            marks=marks(body),
        )

    def _headers(self, declared: Any) -> Iterator[Field]:
        for name, node in as_mapping(declared).items():
            header = resolve_ref(self._document, node)
            schema = resolve_schema(self._document, header.get("schema", {}))
            yield Field(
                name=name,
                wire_name=name,
                type=form_type(schema),
                required=header.get("required") is True,
                description=text(header, "description") or text(schema, "description"),
                marks=marks(header),
                example=parameter_example(self._document, header),
                constraints=constraints(schema),
            )

    def _pattern(self, pattern: str) -> str:
        try:
            re.compile(pattern)
        except re.error as error:
            message = f"x-kinds has the pattern {pattern!r}, which is not a regular expression: {error}"
            raise SpecError(self._ref.pointer, message, rule="extension") from None
        return pattern

    def _declared_shapes(self, success: Response) -> list[Mapping[str, Any]]:
        """Return ``x-shape-for`` of each variant of a response, or of a list's items; empty for one without it."""
        schema = self._contents.schema(*self._node(success.status))
        if "items" in schema:
            schema = resolve_schema(self._document, schema["items"])
        variants = [resolve_schema(self._document, variant) for variant in schema.get("oneOf") or ()]
        return [variant.get("x-shape-for") or {} for variant in variants]

    def _shapes(self, success: Response, parameters: Sequence[Parameter]) -> dict[str, Any]:
        """Return the parameter that decides the form of the response, and the forms; nothing if there is one form."""
        declared = self._declared_shapes(success)
        known = self._contents.schema_type(*self._node(success.status))
        if not declared or {} in declared or known is None:
            return {}
        parts = known.parts[0].parts if known.kind == "list" else known.parts
        wire_name = next(iter(declared[0]))
        shaped_by = next((parameter for parameter in parameters if parameter.wire_name == wire_name), None)
        if shaped_by is None or len(parts) != len(declared):
            message = f"x-shape-for names the parameter {wire_name!r}, which does not exist"
            if shaped_by is not None:
                message = "x-shape-for needs a oneOf of different objects"
            raise SpecError(self._ref.pointer, message, rule="extension")
        shapes = tuple(
            Shape(
                values=tuple(value for values in shape.values() for value in values),
                type=ListType(self._types.type(part)) if known.kind == "list" else self._types.type(part),
            )
            for shape, part in zip(declared, parts, strict=True)
        )
        return {"shaped_by": shaped_by, "shapes": shapes}

    def _pagination(
        self, successes: Sequence[Response], parameters: Sequence[Parameter], sent: Body | None
    ) -> Pagination | None:
        if not self._parsed.schemas or len(successes) > 1:
            return None
        schema_type = self._contents.schema_type(*self._node(successes[0].status))
        fields = sent.fields if sent else ()
        builder = PaginationBuilder(
            self._document, self._ref, self._parsed, self._types, schema_type, parameters, fields
        )
        return builder.build(successes[0].status)

    def _node(self, status: str) -> tuple[Any, str]:
        """Return the response of a status, and its place."""
        return responses(self._ref.body).get(status, {}), join(self._ref.pointer, "responses", status)


def method(
    document: Mapping[str, Any], ref: OperationRef, name: str, parsed: ParsedTypes, types: TypeBuilder
) -> Operation:
    """Return an operation as a method of its resource.

    Args:
        document: The normalized document.
        ref: The operation.
        name: The method's name.
        parsed: The types of the document.
        types: Builds the types of parameters and responses.

    Raises:
        SpecError: Its ``x-pagination`` does not fit its response.
    """
    return _Method(document, ref, parsed, types).build(name)


def auth_operation(document: Mapping[str, Any], ref: OperationRef, types: TypeBuilder) -> Operation:
    """Return the operation behind an authorization or token URL, which does not become a method."""
    return _Method(document, ref, ParsedTypes(), types).build(names.snake(ref.body.get("operationId") or ref.path))


def _style(body: Mapping[str, Any], location: Location, type_: Type) -> Style:
    """Return how a parameter is serialized; what makes no difference to values of its type is left out."""
    default = STYLES[location][0]
    name = body["style"] if body.get("style") in STYLES[location] else default
    reserved = body.get("allowReserved") is True and location == "query"
    explode = body.get("explode", name == "form") is True
    scalars = (EnumType, ScalarType, NullType, DurationType)
    if name not in ("label", "matrix") and all(isinstance(variant, scalars) for variant in type_.alternatives):
        name, explode = default, default == "form"
    return Style(name, explode, reserved)
