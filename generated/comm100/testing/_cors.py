"""Cross-origin requests, which a browser makes only where the server's answers allow it (the Fetch standard, CORS)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from ._http11 import Handler
from .messages import MockRequest, MockResponse

__all__ = ["Cors"]

_METHODS = "DELETE, GET, HEAD, PATCH, POST, PUT"
_DAY = "86400"


class Cors:
    """Lets pages of some origins ask a handler.

    Args:
        handler: Makes the answers.
        origins: The origins, such as ``http://localhost:5173``; a ``*`` stands for any.
    """

    def __init__(self, handler: Handler, origins: Collection[str]) -> None:
        self._handler = handler
        self._origins = frozenset(origins)

    def __call__(self, request: MockRequest) -> MockResponse:
        """Answer a request, and a browser's question whether it may ask.

        Args:
            request: The request.
        """
        origin = next(iter(request.values("Origin")), None)
        if origin is None or not self._origins & {origin, "*"}:
            return self._handler(request)
        allowed = (("Access-Control-Allow-Origin", origin), ("Vary", "Origin"))
        wanted = request.values("Access-Control-Request-Method")
        if request.method == "OPTIONS" and wanted:
            headers = ", ".join(request.values("Access-Control-Request-Headers"))
            granted = [("Access-Control-Allow-Methods", _METHODS), ("Access-Control-Max-Age", _DAY)]
            granted += [("Access-Control-Allow-Headers", headers)] if headers else []
            return MockResponse(204, (*allowed, *granted))
        response = self._handler(request)
        exposed = sorted({name for name, _ in response.headers if name.lower() != "content-type"})
        shown = [("Access-Control-Expose-Headers", ", ".join(exposed))] if exposed else []
        return replace(response, headers=(*response.headers, *allowed, *shown))
