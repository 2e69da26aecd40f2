"""Responses in the shapes that the document gives them."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from ._document import Document, Route
from ._error_response import ErrorResponse, Headers
from ._examples import content, example, minimal_value
from .messages import MockResponse

__all__ = ["NO_STORE", "Answers", "json_response", "printable"]

# RFC 6749 section 5.1.
NO_STORE: Headers = (("Cache-Control", "no-store"), ("Pragma", "no-cache"))
# json.dumps makes an encoder for each call that wants other separators than its own.
_compact = json.JSONEncoder(separators=(",", ":")).encode
_DESCRIPTION = str.maketrans({'"': "'", "\\": "/"})


def json_response(status: int, value: Any, headers: Headers = (), kind: str = "application/json") -> MockResponse:
    """Return a response with a JSON body.

    Args:
        status: The HTTP status code.
        value: What the body holds.
        headers: Further headers.
        kind: The media type.
    """
    return MockResponse(status, (("Content-Type", kind), *headers), _compact(value).encode())


def printable(message: str) -> str:
    """Return a message as error_description: without quotation marks, backslashes and all beyond ASCII (RFC 6749 5.2).

    Args:
        message: The message.
    """
    return message.translate(_DESCRIPTION).encode("ascii", "replace").decode()


class Answers:
    """Makes the responses of one document.

    Args:
        document: The document.
    """

    def __init__(self, document: Document) -> None:
        self._document = document
        self._makers: dict[tuple[str, str], Callable[[ErrorResponse], MockResponse]] = {}

    def example(self, route: Route) -> MockResponse:
        """Return the documented success as its example shows it.

        Args:
            route: The operation.
        """
        status = route.success
        found = content(self._document, route.responses.get(status, {}))
        code = int(status) if status.isdigit() else 200
        if found is None:
            return MockResponse(code)
        kind, value = found
        if "json" in kind:
            return json_response(code, value, kind=kind)
        return MockResponse(code, (("Content-Type", kind),), str(value).encode())

    def refusal(self, route: Route | None, refusal: ErrorResponse) -> MockResponse:
        """Return an error in the shape that the document gives it.

        Args:
            route: The operation that refuses; None where the path leads to none.
            refusal: Why.
        """
        key = route.id if route else "", str(refusal.status)
        if key not in self._makers:
            self._makers[key] = self._maker(self._schema(route, key[1]))
        return self._makers[key](refusal)

    def _schema(self, route: Route | None, status: str) -> Any:
        own = route.responses if route else {}
        # What the document leaves open (405, or an unknown path) looks like the nearest error that it describes.
        wanted = [(own, status), (own, "default"), (own, "400")]
        wanted += [(each.responses, "404") for each in self._document.routes]
        for responses, each in wanted:
            for kind, media in responses.get(each, {}).get("content", {}).items():
                if "json" in kind:
                    return media.get("schema", True)
        return True

    def _maker(self, schema: Any) -> Callable[[ErrorResponse], MockResponse]:
        resolved = self._document.resolve(schema)
        names = resolved.get("properties", {}).keys() if isinstance(resolved, Mapping) else ()
        check = self._document.responses.compile(schema)
        base = minimal_value(self._document, schema)

        def make(refusal: ErrorResponse) -> MockResponse:
            known: dict[str, Any] = {
                "error": refusal.error,
                "error_description": printable(refusal.message),
                "code": refusal.status * 1000 + refusal.detail,
                "message": refusal.message,
            }
            value = {**(base or {}), **{name: each for name, each in known.items() if name in names}}
            # An error of a shape that has no place for these is answered as the document shows it.
            shown = value if value and check(value) is None else example(self._document, schema)
            if shown is None:
                return MockResponse(refusal.status, refusal.headers)
            return json_response(refusal.status, shown, refusal.headers)

        return make
