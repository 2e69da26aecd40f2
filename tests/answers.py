"""What clients are answered in a test, held against the document by other code than the client's and the mock's."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from comm100._http import http
from comm100.testing import MockRequest, MockResponse
from comm100.testing._document import bundled_document
from comm100.testing.transport import MockTransport
from tests.mock import response_validator

__all__ = ["ResponseRecorder", "example", "record"]


class ResponseRecorder:
    """Notes each answer that the document does not give, as it passes a transport; it never disturbs the client."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._odd: list[str] = []

    def odd(self) -> list[str]:
        """Return what was noted, and forget it."""
        with self._lock:
            noted, self._odd = self._odd, []
        return list(dict.fromkeys(noted))

    def see(self, request: Any, response: Any) -> None:
        """Look at an answer; what the document does not describe at all may have any.

        Args:
            request: A request of the HTTP library.
            response: What its transport answers.
        """
        url = f"{request.url.scheme}://{request.url.netloc.decode()}{request.url.raw_path.decode()}"
        sent = MockRequest(request.method, url, tuple(request.headers.items()))
        try:
            # A body that comes in pieces is not at hand; it is for tests of what goes wrong.
            got = MockResponse(response.status_code, tuple(response.headers.multi_items()), response.content)
            response_validator.check(sent, got)
        except (AssertionError, ValueError, RecursionError, http.ResponseNotRead) as error:
            with self._lock:
                self._odd.append(f"{request.method} {sent.path}: {type(error).__name__} {error}")

    @contextmanager
    def watching(self) -> Iterator[None]:
        """Look at all answers of scripted transports and of mocks, for as long as this lasts."""
        scripted, awaited = http.MockTransport.handle_request, http.MockTransport.handle_async_request
        mocked = MockTransport._respond

        def handle(transport: Any, request: Any) -> Any:
            response = scripted(transport, request)
            return self._scripted(request, response)

        async def handle_awaited(transport: Any, request: Any) -> Any:
            response = await awaited(transport, request)
            return self._scripted(request, response)

        def respond(transport: Any, request: Any, body: bytes) -> Any:
            # Faults are wrong on purpose, and a mock of another document has its own tests.
            faulty = bool(transport._mock._state.faults._pending)
            response = mocked(transport, request, body)
            if not faulty and transport._mock._document.root is bundled_document():
                self.see(request, response)
            return response

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(http.MockTransport, "handle_request", handle)
            patch.setattr(http.MockTransport, "handle_async_request", handle_awaited)
            patch.setattr(MockTransport, "_respond", respond)
            yield

    def _scripted(self, request: Any, response: Any) -> Any:
        # What a script answers at an address that the document does not have is the script's business.
        if response_validator.find(request.method, request.url.path)[0] is not None:
            self.see(request, _whole(request, response))
        return response


def _documented(request: Any, status: int) -> Any:
    operation = response_validator.find(request.method, request.url.path)[0] or {"responses": {}}
    return response_validator.resolve(operation["responses"].get(str(status), {}))


def _whole(request: Any, response: Any) -> Any:
    """Add the header fields that the document demands, so that no script needs to spell them out."""
    for name, header in _documented(request, response.status_code).get("headers", {}).items():
        described = response_validator.resolve(header)
        if described.get("required"):
            response.headers.setdefault(name, described["example"])
    return response


def record(schema: str, **fields: Any) -> dict[str, Any]:
    """Return the document's first example of one of its schemas, with these fields in place of its own."""
    return {**response_validator.DOCUMENT["components"]["schemas"][schema]["examples"][0], **fields}


def example(request: Any) -> Any:
    """Return the document's first example of a success of the request's operation; an empty object for any other."""
    described = _documented(request, 200)
    for media in described.get("content", {}).values():
        first = next(iter(media["examples"].values()))
        return http.Response(200, json=response_validator.resolve(first)["value"])
    return http.Response(200) if described else http.Response(200, json={})
