"""Responses in the shapes that the document gives them: its examples, or the smallest value that a schema allows."""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Mapping
from functools import cached_property
from http import HTTPStatus
from typing import Any

from .._wire import is_json
from ._bodies import holds_json, matches
from ._document import Document, Route
from ._error_response import ErrorResponse, Headers
from ._openapi import pointers
from ._openapi.examples import schema_example
from ._openapi.values import constrained_value
from ._schema import ANY, Schema, compile_keywords
from .messages import MockRequest, MockResponse, json_response

__all__ = ["NO_STORE", "ResponseFactory", "error_description", "example_value", "minimal_value"]

# RFC 6749 section 5.1.
NO_STORE: Headers = (("Cache-Control", "no-store"), ("Pragma", "no-cache"))
# The extensions of other generators that declare pages, and their names for what leads to the next one.
_PAGED = ("x-ms-pageable", "x-speakeasy-pagination", "x-fern-pagination")
_NEXT = ("nextLinkName", "nextUrl", "nextCursor", "next_uri", "next_path", "next_cursor")
_NAME = re.compile(r"[^.$\[\]'*]+")
_DESCRIPTION = str.maketrans({'"': "'", "\\": "/"})
# A media type for each range of them.
_MEMBERS = {"audio": "audio/mpeg", "image": "image/png", "text": "text/plain", "video": "video/mp4"}
# The members of problem documents (RFC 9457 section 3.1), whether their schema lists them or not.
_PROBLEM = {"title", "status", "detail"}
_MINIMAL = {"array": [], "boolean": False, "integer": 0, "null": None, "number": 0, "object": {}, "string": ""}
# How deep in an error what people read may be: {"errors": [{"source": {"message": …}}]}.
_DEEPEST_ERROR = 4
# The most levels, and the most items of a list, that a value is given because its schema requires them.
_DEEPEST = 12
_MOST_ITEMS = 20


def error_description(message: str) -> str:
    """Return a message in the characters that ``error_description`` may have (RFC 6749 section 5.2)."""
    return message.translate(_DESCRIPTION).encode("ascii", "replace").decode()


class ResponseFactory:
    """Makes the responses of one document."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._makers: dict[tuple[str, str], Callable[[ErrorResponse], MockResponse]] = {}

    def example(self, route: Route, request: MockRequest, query: Mapping[str, Any], body: Any = None) -> MockResponse:
        """Return a route's documented success, with the body of its example.

        Args:
            route: The route.
            request: The request, whose Accept field chooses among several media types.
            query: The query parameters.
            body: The decoded body of the request.
        """
        status = route.success
        response = route.responses.get(status, route.responses.get("default", {}))
        content = _example_content(self._document, response, ",".join(request.values("Accept")))
        code = int(status) if status.isdigit() else 200
        if content is None:
            return MockResponse(code)
        kind, value = content
        if is_json(kind):
            return json_response(code, self._only_page(route, query, body, value), kind=kind)
        body = value if isinstance(value, str) and value else "<value/>" if "xml" in kind else "content"
        return MockResponse(code, (("Content-Type", kind),), body.encode())

    def error(self, route: Route | None, error: ErrorResponse) -> MockResponse:
        """Return an error in its documented shape.

        Args:
            route: The route that returns it; None if no route has the path.
            error: The reason.
        """
        key = route.id if route else "", str(error.status)
        if key not in self._makers:
            self._makers[key] = self._maker(*self._error_content(route, key[1]))
        return self._makers[key](error)

    def _error_content(self, route: Route | None, status: str) -> tuple[str, Schema]:
        """Return the media type and the schema of an error."""
        own = route.responses if route else {}
        # An error that the document leaves open (405, an unknown path) has the shape of the nearest documented one.
        candidates = [(own, status), (own, f"{status[0]}XX"), (own, "default"), (own, "400")]
        candidates += [(own, other) for other in own if other.startswith("4")]
        candidates += [(other.responses, "404") for other in self._document.routes]
        for responses, key in candidates:
            for kind, media in responses.get(key, {}).get("content", {}).items():
                if is_json(kind):
                    return kind, media.get("schema", ANY)
        return "application/problem+json", ANY

    def _maker(self, kind: str, schema: Schema) -> Callable[[ErrorResponse], MockResponse]:
        is_problem = "problem+json" in kind
        check = self._document.response_schemas.compile(schema)
        base = minimal_value(self._document, schema)
        shape = _ErrorShape(self._document, schema)

        def make(error: ErrorResponse) -> MockResponse:
            known: dict[str, Any] = {
                "error": error.error,
                "errordescription": error_description(error.message),
                "code": error.status * 1000 + error.detail,
                "message": error.message,
                # RFC 9457 section 3.1.
                "title": _reason(error.status),
                "status": error.status,
                "detail": error.message,
            }
            value = shape.value(known | _further(known))
            if is_problem:
                value = {name: known[name] for name in _PROBLEM} | (value or base or {})
            # An error whose shape has no room for these gets the documented example.
            body = value if value and check(value) is None else schema_example(self._document.root, schema)
            if body is None:
                return MockResponse(error.status, error.headers)
            return json_response(error.status, body, error.headers, kind=kind)

        return make

    def _only_page(self, route: Route, query: Mapping[str, Any], body: Any, value: Any) -> Any:
        """Return an example as the only page of its list, if an extension of another generator declares pages.

        The link or the cursor of an example would lead nowhere, and pages that are counted would never end.
        """
        declared = next((route.source[name] for name in _PAGED if isinstance(route.source.get(name), Mapping)), None)
        if declared is None or not isinstance(value, dict):
            return value
        outputs = declared.get("outputs")
        named = {**declared, **(outputs if isinstance(outputs, Mapping) else {})}
        page: dict[str, Any] = copy.deepcopy(value)
        for key in _NEXT:
            # That one is a name, the others are paths.
            names = [str(named[key])] if key in named and key == "nextLinkName" else _names(named.get(key))
            parent = _lookup(page, names[:-1])
            if isinstance(parent, dict) and names:
                parent.pop(names[-1], None)
        if self._is_further(route, query, body, named):
            items = _lookup(page, _names(named.get("results")))
            lists = [items, *page.values()] if items is page else [items]
            for rows in lists:
                if isinstance(rows, list):
                    rows.clear()
        return page

    def _is_further(self, route: Route, query: Mapping[str, Any], body: Any, named: Mapping[str, Any]) -> bool:
        """Tell whether a request asks for a page after the first one, where pages or their items are counted."""
        inputs = {item.get("type"): item.get("name") for item in named.get("inputs") or () if isinstance(item, Mapping)}
        offset = next(reversed(_names(named.get("offset"))), None)
        number = inputs.get("page") or (offset if "step" not in named else None)
        name = number or inputs.get("offset") or offset
        parameter = next((item for item in route.parameters if item.name == name), None)
        sent: Mapping[str, Any] = query if parameter else body if isinstance(body, Mapping) else {}
        if not isinstance(name, str) or name not in sent:
            return False
        default = parameter.default if parameter else self._default(route, name)
        return bool(sent[name] != (default if isinstance(default, int) else int(name == number)))

    def _default(self, route: Route, name: str) -> Any:
        """Return the value that counts for a property of the request body that is not sent."""
        content = self._document.resolve(route.source.get("requestBody", {})).get("content", {})
        schemas = [media.get("schema", ANY) for media in content.values()]
        members = [self._document.request_schemas.properties(schema).get(name, ANY) for schema in schemas]
        known = [self._document.resolve(member) for member in members]
        return next(
            (member["default"] for member in known if isinstance(member, Mapping) and "default" in member), None
        )


class _ErrorShape:
    """The shape that a schema gives to an error; what depends on the schema alone is found out once.

    Args:
        document: The document.
        schema: The schema.
        depth: How many levels to look into for the first one that has room for a text.
    """

    def __init__(self, document: Document, schema: Schema, depth: int = _DEEPEST_ERROR) -> None:
        self._document = document
        self._schema = schema
        self._depth = depth
        resolved = document.resolve(schema) if depth else None
        self._resolved = resolved if isinstance(resolved, Mapping) else {}

    def value(self, known: Mapping[str, Any]) -> Any:
        """Return an error with all that the shape has room for; None if it has none.

        Args:
            known: What is known of the error, by names in lower case without underscores and hyphens.
        """
        if self._items:
            item = self._items.value(known)
            return None if item is None else [item]
        told = {
            name: known[plain]
            for name, (plain, check) in self._members.items()
            if plain in known and check(known[plain]) is None
        }
        if not any(isinstance(text, str) for text in told.values()):
            nested = {name: shape.value(known) for name, shape in self._nested.items()}
            told |= {name: inner for name, inner in nested.items() if inner is not None}
        return {**self._minimal, **told} if told else None

    @cached_property
    def _items(self) -> _ErrorShape | None:
        items = self._resolved.get("items")
        return _ErrorShape(self._document, items, self._depth - 1) if items else None

    @cached_property
    def _properties(self) -> Mapping[str, Schema]:
        return {
            name: member.schema for name, member in pointers.properties(self._document.root, self._resolved).items()
        }

    @cached_property
    def _members(self) -> Mapping[str, tuple[str, Callable[[Any], Any]]]:
        """The name of each property as what is known is named, and its check."""
        compiled = self._document.response_schemas.compile
        return {
            name: (re.sub("[_-]", "", name).casefold(), compiled(schema)) for name, schema in self._properties.items()
        }

    @cached_property
    def _nested(self) -> Mapping[str, _ErrorShape]:
        return {name: _ErrorShape(self._document, schema, self._depth - 1) for name, schema in self._properties.items()}

    @cached_property
    def _minimal(self) -> Mapping[str, Any]:
        return minimal_value(self._document, self._schema) or {}


def _further(known: Mapping[str, Any]) -> dict[str, Any]:
    """Return what is known of an error by the other names that APIs have for it."""
    texts = ("errormessage", "errorsummary", "msg", "description", "reason", "usermessage", "faultstring")
    return dict.fromkeys(texts, known["message"]) | dict.fromkeys(("statuscode", "httpstatus"), known["status"])


def _reason(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return "Error"


def _example_content(document: Document, response: Mapping[str, Any], accept: str) -> tuple[str, Any] | None:
    """Return a media type and a body for a Response Object, from its examples or its schema; None without a body.

    Args:
        document: The document.
        response: The Response Object.
        accept: What the client accepts, most preferred first; weights do not count.
    """
    content = response.get("content", {})
    kinds = sorted(content, key=lambda kind: not is_json(kind))
    wanted = [item.partition(";")[0].strip().lower() for item in accept.split(",") if item.strip()]
    matching = [kind for item in wanted for kind in kinds if matches(kind.partition(";")[0].lower(), item)]
    for kind in (*matching, *kinds):
        media = content[kind]
        if holds_json(document.response_schemas, kind, media):
            kind = "application/json"
        elif "*" in kind:
            kind = _MEMBERS.get(kind.partition("/")[0], "application/octet-stream")
        named = [document.resolve(example).get("value") for example in media.get("examples", {}).values()]
        examples = [*named, *([media["example"]] if "example" in media else [])]
        schema = media.get("schema", ANY)
        return kind, examples[0] if examples else example_value(document, schema)
    return None


def _names(expression: Any) -> list[str]:
    """Return the names in a path such as ``$.data.items`` or ``$response.items``."""
    return _NAME.findall(expression.removeprefix("$response")) if isinstance(expression, str) else []


def _lookup(value: Any, names: list[str]) -> Any:
    for name in names:
        value = value.get(name) if isinstance(value, dict) else None
    return value


def example_value(document: Document, schema: Schema) -> Any:
    """Return the example of a schema, completed by its minimal value."""
    example = schema_example(document.root, schema)
    return minimal_value(document, schema) if example is None else _completed(document, schema, example)


def _completed(document: Document, schema: Schema, value: Any) -> Any:
    """Return a value with the required members that it lacks; the examples of properties make up only a part of it."""
    resolved, members = _variant(document, schema, value)
    if not isinstance(resolved, Mapping):
        return value
    if isinstance(value, list):
        return [_completed(document, resolved.get("items", ANY), item) for item in value]
    if not isinstance(value, dict) or any(resolved.get(keyword) for keyword in ("oneOf", "anyOf")):
        return value
    known = pointers.properties(document.root, resolved)
    result = {
        name: _completed(document, known[name].schema, member) if name in known else member
        for name, member in value.items()
    }
    lacking = {name for name, member in known.items() if member.required and name not in result}
    return result | {
        name: members[name] if name in members else minimal_value(document, known[name].schema)
        for name in known
        if name in lacking
    }


def minimal_value(document: Document, schema: Schema, above: tuple[int, ...] = ()) -> Any:
    """Return the smallest value that a schema allows: the required properties only, empty or false.

    Args:
        document: The document.
        schema: The schema.
        above: The identities of the schemas around it. One that requires itself has no value, and is filled once.
    """
    resolved, members = _variant(document, schema)
    if id(resolved) in above or len(above) == _DEEPEST:
        return None
    value = _minimal(document, resolved, (*above, id(resolved)))
    return {**value, **members} if isinstance(value, dict) else value


def _variant(document: Document, schema: Schema, value: Any = None) -> tuple[Schema, dict[str, Any]]:
    """Return the schema of an object that may be one of several, and the discriminator that a value of it lacks.

    Args:
        document: The document.
        schema: The schema, or a reference to it.
        value: The value; the first of the several objects is chosen if it does not name one.
    """
    resolved, pointer = pointers.resolve(document.root, schema)
    known = document.response_schemas.hierarchies.get(pointer)
    given = value.get(known.name) if known and isinstance(value, dict) else None
    if known is None or not known.mapping:
        return resolved, {}
    if given is not None:
        target = known.mapping.get(given, pointer) if isinstance(given, str) else pointer
        return pointers.lookup(document.root, target), {}
    for kind, target in known.mapping.items():
        chosen = pointers.lookup(document.root, target)
        member = pointers.properties(document.root, chosen).get(known.name)
        if member and document.response_schemas.compile(member.schema)(kind) is None:
            return chosen, {known.name: kind}
    return resolved, {}


def _minimal(document: Document, resolved: Schema, above: tuple[int, ...]) -> Any:
    if not isinstance(resolved, Mapping):
        return None
    for keyword in ("default", "const"):
        if keyword in resolved:
            return resolved[keyword]
    if resolved.get("enum"):
        return resolved["enum"][0]
    if "allOf" in resolved and (members := pointers.properties(document.root, resolved)):
        return {
            name: minimal_value(document, member.schema, above) for name, member in members.items() if member.required
        }
    for keyword in ("allOf", "oneOf", "anyOf"):
        if keyword in resolved and "properties" not in resolved:
            return minimal_value(document, resolved[keyword][0], above)
    return _minimal_of_type(document, resolved, above)


def _minimal_of_type(document: Document, schema: Mapping[str, Any], above: tuple[int, ...]) -> Any:
    types = schema.get("type", "object" if "properties" in schema else "null")
    kind = types if isinstance(types, str) else "null" if "null" in types else types[0]
    if kind == "object":
        properties = schema.get("properties", {})
        required = schema.get("required", [])
        return {name: minimal_value(document, properties.get(name, ANY), above) for name in required}
    if kind in ("string", "integer", "number"):
        return constrained_value(schema, _MINIMAL[kind], compile_keywords)
    if kind == "array" and schema.get("minItems"):
        return [minimal_value(document, schema.get("items", ANY), above)] * min(schema["minItems"], _MOST_ITEMS)
    return _MINIMAL[kind]
