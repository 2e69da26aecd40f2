"""How schemathesis calls an ASGI application: in its own thread, without an event loop.

Its own client wakes a thread with an event loop twice for each request, which takes longer than the mock's response.
"""

from __future__ import annotations

import contextlib
import http
from collections.abc import Callable, Coroutine, Iterator, MutableMapping
from io import BytesIO
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
import requests
import urllib3
from requests.adapters import HTTPAdapter
from schemathesis.python import asgi

Message = MutableMapping[str, Any]
Application = Callable[[Message, Any, Any], Coroutine[Any, Any, None]]


@pytest.fixture(autouse=True, scope="session")
def _in_process() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(asgi, "get_client", client)
        yield


def client(application: Application, **_limits: Any) -> requests.Session:
    """Return what sends requests to an application.

    Args:
        application: The application, which waits for nothing but its request.
        _limits: Limits of event streams, which the mock does not have.
    """
    session = requests.Session()
    # Variables of the environment, which are about proxies, would be read for each request.
    session.trust_env = False
    session.headers["User-Agent"] = "testclient"
    session.mount("http://", _Adapter(application))
    return session


class _Adapter(HTTPAdapter):
    """Gives requests to an application."""

    def __init__(self, application: Application) -> None:
        super().__init__()
        self._application = application

    def send(self, request: requests.PreparedRequest, *_args: Any, **_options: Any) -> requests.Response:
        messages: list[Message] = []
        body = request.body or b""

        async def receive() -> Message:
            return {"type": "http.request", "body": body.encode() if isinstance(body, str) else body}

        async def send(message: Message) -> None:
            messages.append(message)

        with contextlib.suppress(StopIteration):
            self._application(_scope(request), receive, send).send(None)
        start, *parts = messages
        raw = urllib3.HTTPResponse(
            BytesIO(b"".join(part["body"] for part in parts)),
            headers=urllib3.HTTPHeaderDict(
                (name.decode(), value.decode("latin-1")) for name, value in start["headers"]
            ),
            status=start["status"],
            reason=http.HTTPStatus(start["status"]).phrase,
            version=11,
            preload_content=False,
        )
        return self.build_response(request, raw)


def _scope(request: requests.PreparedRequest) -> Message:
    url = urlsplit(request.url or "")
    headers = [(name.lower(), value) for name, value in request.headers.items()]
    return {
        "type": "http",
        "http_version": "1.1",
        "method": request.method,
        "scheme": url.scheme,
        "path": unquote(url.path),
        "raw_path": url.path.encode(),
        "query_string": url.query.encode(),
        "headers": [(name.encode("latin-1"), _octets(value)) for name, value in [("host", url.netloc), *headers]],
    }


def _octets(value: str | bytes) -> bytes:
    return value if isinstance(value, bytes) else value.encode("latin-1")
