"""From operations of the document to methods."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..document.pointers import join, lookup, properties, resolve, resolve_ref, resolve_schema
from ..document.walk import OperationRef, chosen_media, responses
from ..errors import SpecError
from ..model import Body, ErrorKind, Field, Operation, Pagination, Parameter, Response
from ..parser.schema_types import OperationTypes, ParsedTypes, SchemaType
from ..types import AnyType, MapType, Type
from . import names, reserved
from .examples import media_examples
from .objects import field, parameter, text
from .types import TypeBuilder, form_type

__all__ = ["auth_operation", "method", "security"]

_ANY_OBJECT = MapType(AnyType())


def security(body: Mapping[str, Any]) -> tuple[tuple[str, ...], ...]:
    """Return the alternatives of an operation's security; none where anonymous calls are all that it knows."""
    return tuple(tuple(alternative) for alternative in body.get("security") or () if alternative)


class _Method:
    """Builds one operation, with the types that the parser found; those behind OAuth URLs it has not seen."""

    def __init__(self, document: Mapping[str, Any], at: OperationRef, parsed: ParsedTypes, types: TypeBuilder) -> None:
        self._document = document
        self._at = at
        self._parsed = parsed
        self._types = types
        self._known: OperationTypes | None = parsed.operations.get(at.pointer)

    def build(self, name: str) -> Operation:
        body = self._at.body
        parameters = self._parameters()
        success, errors = self._responses()
        return Operation(
            id=body.get("operationId") or f"{self._at.method} {self._at.path}",
            name=name,
            method=self._at.method,
            path=self._at.path,
            summary=text(body, "summary") or names.sentence(body.get("operationId") or self._at.path),
            description=text(body, "description"),
            parameters=parameters,
            body=self._body({parameter.name for parameter in parameters}),
            success=success,
            errors=errors,
            security=security(body),
            pagination=self._pagination(success.status) if self._known else None,
            permission=body.get("x-permission"),
            source=body.get("x-source"),
            deprecated=body.get("deprecated") is True,
            own_record=(body.get("x-store") or {}).get("principal") is True,
        )

    def _parameters(self) -> tuple[Parameter, ...]:
        found: list[Parameter] = []
        for node in self._at.body.get("parameters") or ():
            body = resolve_ref(self._document, node)
            schema_type = self._known.parameters.get((body["in"], body["name"])) if self._known else None
            type_ = (
                self._types.type(schema_type)
                if schema_type
                else form_type(resolve_schema(self._document, body.get("schema", {})))
            )
            found.append(parameter(self._document, node, type_, taken=[other.name for other in found]))
        in_path = [part for part in found if part.location == "path"]
        # Path parameters are positional, so their order is the path's.
        in_path.sort(key=lambda part: self._at.path.find("{" + part.wire_name + "}"))
        return (*in_path, *(part for part in found if part.location != "path"))

    def _body(self, taken: set[str]) -> Body | None:
        if (node := self._at.body.get("requestBody")) is None:
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
        found: list[Field] = []
        for name, item in properties(self._document, schema, pointer).items():
            body = resolve_schema(self._document, item.schema)
            if body.get("readOnly") is True or (schema_type is not None and name not in known):
                continue
            type_ = self._types.type(known[name]) if name in known else form_type(body)
            used = [*taken, *(other.name for other in found)]
            found.append(field(self._document, name, item, type_, taken=used, avoid=reserved.ARGUMENTS))
        return tuple(found)

    def _responses(self) -> tuple[Response, tuple[Response, ...]]:
        found = [self._response(status, node) for status, node in responses(self._at.body).items()]
        good = sorted((one for one in found if one.status[:1] in "23"), key=lambda one: one.status)
        success = good[0] if good else Response(status="200", description="", media_type=None, type=None)
        return success, tuple(one for one in found if one.status[:1] not in "123")

    def _response(self, status: str, node: Any) -> Response:
        body = resolve_ref(self._document, node)
        content = body.get("content") or {}
        media = chosen_media(content)
        schema = content[media].get("schema") if media else None
        return Response(
            status=status,
            description=text(body, "description"),
            media_type=media,
            type=self._response_type(status, media),
            schema_name=_component(schema),
            examples=media_examples(self._document, content[media]) if media else (),
            kinds=tuple(
                ErrorKind(
                    class_name=names.error_class_of(kind["name"]),
                    description=text(kind, "description"),
                    phrase=kind["message"].casefold(),
                )
                for kind in body.get("x-kinds") or ()
            ),
        )

    def _response_type(self, status: str, media: str | None) -> Type | None:
        if media is None:
            return None
        if self._known is None:
            return _ANY_OBJECT
        return self._types.type(self._known.responses[status])

    def _pagination(self, status: str) -> Pagination | None:
        declared = self._at.body.get("x-pagination")
        if declared is None or self._known is None:
            return None
        pointer = join(self._at.pointer, "x-pagination")
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
    document: Mapping[str, Any], at: OperationRef, name: str, parsed: ParsedTypes, types: TypeBuilder
) -> Operation:
    """Return an operation as a method called ``name``.

    Raises:
        SpecError: Its ``x-pagination`` does not fit its response.
    """
    return _Method(document, at, parsed, types).build(name)


def auth_operation(document: Mapping[str, Any], at: OperationRef, types: TypeBuilder) -> Operation:
    """Return an operation that stands behind an authorization or a token URL; no method is made of it."""
    return _Method(document, at, ParsedTypes(), types).build(names.snake(at.body.get("operationId") or at.path))


def _component(schema: Any) -> str | None:
    reference = schema.get("$ref", "") if isinstance(schema, Mapping) else ""
    prefix = "#/components/schemas/"
    return reference.removeprefix(prefix) if reference.startswith(prefix) else None
