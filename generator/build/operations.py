"""Build the methods of the client from the operations of the document."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from ..document.pointers import join, lookup, properties, resolve, resolve_ref, resolve_schema
from ..document.security import declared_schemes
from ..document.semantics import scheme_kind
from ..document.walk import OperationRef, chosen_media, responses, store_of
from ..errors import SpecError
from ..model import Body, ErrorKind, Field, Operation, Pagination, Parameter, Response, Shape
from ..parser.schema_types import OperationTypes, ParsedTypes, SchemaType
from ..types import AnyType, ListType, MapType, Type
from . import names, reserved
from .examples import media_examples, parameter_example
from .objects import constraints, field, marks, text
from .types import TypeBuilder, form_type

__all__ = ["auth_operation", "method"]

_ANY_OBJECT = MapType(AnyType())


class _Method:
    """Builds one operation. The parser has no types for the operations behind OAuth URLs, which it does not see."""

    def __init__(self, document: Mapping[str, Any], ref: OperationRef, parsed: ParsedTypes, types: TypeBuilder) -> None:
        self._document = document
        self._ref = ref
        self._parsed = parsed
        self._types = types
        self._known: OperationTypes | None = parsed.operations.get(ref.pointer)

    def build(self, name: str) -> Operation:
        body = self._ref.body
        parameters = self._parameters()
        success, errors = self._responses()
        return Operation(
            id=self._ref.id,
            name=name,
            method=self._ref.method,
            path=self._ref.path,
            summary=text(body, "summary") or names.sentence(body.get("operationId") or self._ref.path),
            description=text(body, "description"),
            parameters=parameters,
            body=self._body({parameter.name for parameter in parameters}),
            success=success,
            errors=errors,
            security=tuple(self._security()),
            pagination=self._pagination(success.status) if self._known else None,
            permission=body.get("x-permission"),
            source=body.get("x-source"),
            deprecated=body.get("deprecated") is True,
            own_record=store_of(body).get("principal") is True,
            marks=marks(body),
            **self._shapes(success, parameters),
        )

    def _security(self) -> Iterator[tuple[str, ...]]:
        """Yield the sets of schemes that a request may carry; a client certificate is no part of one."""
        schemes = declared_schemes(self._document)
        for alternative in self._ref.body.get("security") or ():
            if keys := tuple(key for key in alternative if scheme_kind(schemes[key]) != "mutualTLS"):
                yield keys

    def _parameters(self) -> tuple[Parameter, ...]:
        result: list[Parameter] = []
        for node in self._ref.body.get("parameters") or ():
            taken = [other.name for other in result]
            result.append(_parameter(self._document, node, self._parameter_type(node), taken=taken))
        in_path = [parameter for parameter in result if parameter.location == "path"]
        # Path parameters are positional, so their order is the path's.
        in_path.sort(key=lambda parameter: self._ref.path.find("{" + parameter.wire_name + "}"))
        return (*in_path, *(parameter for parameter in result if parameter.location != "path"))

    def _parameter_type(self, node: Any) -> Type:
        body = resolve_ref(self._document, node)
        schema_type = self._known.parameters.get((body["in"], body["name"])) if self._known else None
        if schema_type is None:
            return form_type(resolve_schema(self._document, body.get("schema", {})))
        return self._types.type(schema_type)

    def _body(self, taken: set[str]) -> Body | None:
        if (node := self._ref.body.get("requestBody")) is None:
            return None
        request, _ = resolve(self._document, node)
        media = chosen_media(request.get("content") or {})
        if media is None:
            return None
        content = request["content"][media]
        schema_type = self._known.body if self._known else None
        return Body(
            media_type=media,
            required=request.get("required") is True,
            type=self._types.type(schema_type) if schema_type else _ANY_OBJECT,
            fields=self._fields(content.get("schema", {}), schema_type, taken),
            examples=media_examples(self._document, content),
        )

    def _fields(self, schema: Any, schema_type: SchemaType | None, taken: set[str]) -> tuple[Field, ...]:
        if schema_type is not None and self._types.type(schema_type).decoding != "model":
            return ()
        pointer = schema_type.pointer if schema_type else ""
        known = self._parsed.objects[pointer].properties if pointer else {}
        schema = lookup(self._document, pointer) if pointer else schema
        fields: list[Field] = []
        for name, item in properties(self._document, schema, pointer).items():
            body = resolve_schema(self._document, item.schema)
            if body.get("readOnly") is True or (schema_type is not None and name not in known):
                continue
            type_ = self._types.type(known[name]) if name in known else form_type(body)
            used = [*taken, *(other.name for other in fields)]
            fields.append(field(self._document, name, item, type_, taken=used, avoid=reserved.ARGUMENTS))
        return tuple(fields)

    def _responses(self) -> tuple[Response, tuple[Response, ...]]:
        documented = [self._response(status, node) for status, node in responses(self._ref.body).items()]
        successes = [response for response in documented if response.status[:1] in "23"]
        undocumented = Response(status="200", description="", media_type=None, type=None)
        success = min(successes, key=lambda response: response.status, default=undocumented)
        return success, tuple(response for response in documented if response.status[:1] not in "123")

    def _response(self, status: str, node: Any) -> Response:
        body = resolve_ref(self._document, node)
        content = body.get("content") or {}
        media = chosen_media(content)
        return Response(
            status=status,
            description=text(body, "description"),
            media_type=media,
            type=self._response_type(status, media),
            examples=media_examples(self._document, content[media]) if media else (),
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
        for name, node in (declared if isinstance(declared, Mapping) else {}).items():
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
        node = responses(self._ref.body).get(success.status)
        content = (resolve_ref(self._document, node).get("content") or {}) if node else {}
        media = content.get(success.media_type) or {}
        schema = resolve_schema(self._document, media.get("schema", {}))
        if "items" in schema:
            schema = resolve_schema(self._document, schema["items"])
        variants = [resolve_schema(self._document, variant) for variant in schema.get("oneOf") or ()]
        return [variant.get("x-shape-for") or {} for variant in variants]

    def _shapes(self, success: Response, parameters: Sequence[Parameter]) -> dict[str, Any]:
        """Return the parameter that decides the form of the response, and the forms; nothing if there is one form."""
        declared = self._declared_shapes(success)
        known = self._known.responses.get(success.status) if self._known else None
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

    def _response_type(self, status: str, media: str | None) -> Type | None:
        if media is None:
            return None
        if self._known is None:
            return _ANY_OBJECT
        return self._types.type(self._known.responses[status])

    def _pagination(self, status: str) -> Pagination | None:
        declared = self._ref.body.get("x-pagination")
        if declared is None or self._known is None:
            return None
        pointer = join(self._ref.pointer, "x-pagination")
        schema_type = self._known.responses.get(status)
        page = self._parsed.objects.get(schema_type.pointer) if schema_type else None
        for key in ("items", "next", "page"):
            if not isinstance(declared, Mapping) or not isinstance(declared.get(key), str):
                raise SpecError(pointer, f"x-pagination needs {key!r}, the name of a key", rule="extension")
        items = page.properties.get(declared["items"]) if page else None
        item_type = self._types.item(items) if items else None
        if item_type is None:
            raise SpecError(pointer, f"the response has no list {declared['items']!r}", rule="extension")
        return Pagination(
            items=declared["items"],
            next=declared["next"],
            previous=declared.get("previous"),
            total=declared.get("total"),
            page=declared["page"],
            item_type=item_type,
        )


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


def _parameter(document: Mapping[str, Any], node: Any, type_: Type, *, taken: Iterable[str]) -> Parameter:
    body = resolve_ref(document, node)
    schema = resolve_schema(document, body.get("schema", {}))
    location = body["in"]
    name = names.attribute(body["name"], reserved.ARGUMENTS)
    return Parameter(
        name=names.unique(name, taken, f"{location}_{name.rstrip('_')}"),
        wire_name=body["name"],
        location=location,
        type=type_,
        required=body.get("required") is True,
        description=text(body, "description") or text(schema, "description"),
        explode=body.get("explode", location in {"query", "cookie"}),
        nested=body.get("style") == "deepObject",
        local=schema.get("format") == "date-time-local",
        time_zone=body.get("x-time-zone"),
        marks=marks(body),
        example=parameter_example(document, body),
        constraints=constraints(schema),
    )
