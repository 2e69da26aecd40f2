"""The mock behind a real socket: `MockServer`, its controls over HTTP, and the answers that browsers need (CORS).

POST /_mock/reset      reset the mock
POST /_mock/advance    {"hours": 12}: move the clock forward; days, hours, minutes, seconds
POST /_mock/inject     {"fault": "latency", "operation": ..., "times": 1, "probability": 1, "seconds": 3}
POST /_mock/recover    remove all faults
POST /_mock/records    {"collection": ..., "records": [...]}: add records; returns all of them, complete
GET  /_mock/journal    the latest requests, oldest first, with their secrets masked

Each POST needs the header ``Content-Type: application/json``, even without a body.
"""

from __future__ import annotations

import asyncio
import ipaddress
import re
import ssl
import threading
from collections.abc import Callable, Collection, Mapping
from concurrent.futures import Future
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, Self
from urllib.parse import urlsplit

from .._http import http, tls
from .._request import OMIT, Omit
from ..auth._base import reusable_transport
from ..errors import ConfigurationError
from ._forms import parse_json
from ._http11 import Handler, Http11, listen, url_of
from ._request_validation import media_type
from ._tls import Tls, Transport
from .journal import read_form, read_json, read_query, redact
from .messages import MockRequest, MockResponse, json_response
from .mock import Mock

if TYPE_CHECKING:
    from ..auth import Credentials
    from ..client import AsyncClient, Client
    from .credentials import MockCredentials

__all__ = ["MockServer", "check_origin", "handler"]

_CONTROLS = "/_mock/"
_CORS_METHODS = "DELETE, GET, HEAD, PATCH, POST, PUT"
_CORS_MAX_AGE = "86400"


_HEADER_NAME = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_ORIGIN = re.compile(r"[a-z][a-z0-9+.-]*://[^/?#@,\s]+")


def check_origin(text: str) -> None:
    """Refuse what no browser sends as an origin, because it would never match (RFC 6454 section 7).

    Raises:
        ConfigurationError: The text is neither ``*`` nor scheme, host and port.
    """
    if text != "*" and _ORIGIN.fullmatch(text) is None:
        raise ConfigurationError(f"{text!r} is not an origin such as http://localhost:5173, which has no path, nor *")


def handler(
    mock: Mock, *, host: str, admin: bool, cors: Collection[str], docs: Callable[[Handler], Handler] | None = None
) -> Handler:
    """Return the function that answers the requests of a served mock.

    Args:
        mock: The mock.
        host: The address that the server listens on.
        admin: Whether to serve the controls.
        cors: The origins whose pages may send requests.
        docs: Puts the pages of the documentation before the handler of all other requests; None for no pages.

    Raises:
        ConfigurationError: ``cors`` contains something other than an origin.
    """
    answer: Handler = _Admin(mock, host, cors) if admin else mock.respond
    answer = answer if docs is None else docs(answer)
    return _Cors(answer, cors) if cors else answer


class MockServer:
    """Serves a mock over HTTP/1.1 while its ``with`` or ``async with`` block runs.

        with MockServer() as server, server.client() as client:
            ...

    Faults are real here: a late answer makes its caller wait.

    Args:
        mock: The mock; a new one if omitted.
        host: The address to listen on.
        port: The port; 0 for any free one.
        admin: Whether ``/_mock/reset``, ``advance``, ``inject``, ``recover``, ``records`` and ``journal`` control the
            mock, for tests in other languages.
        cors: The origins whose pages may send requests, such as ``http://localhost:5173``; ``*`` allows any.
        tls: Whether to serve https with a fresh certificate for ``host``, localhost, 127.0.0.1 and ::1, valid for 30
            days; or an SSLContext that holds a certificate of your own.
        trust: The SSLContext that clients verify your own certificate with; the HTTP library's default if omitted.

    Raises:
        ConfigurationError: The library cryptography, which makes certificates, is not installed; ``trust`` is given
            without a certificate of your own; or ``cors`` contains something other than an origin.
        OSError: The temporary file for the certificate's key cannot be written.
    """

    def __init__(
        self,
        mock: Mock | None = None,
        *,
        host: str = "127.0.0.1",
        port: int = 0,
        admin: bool = False,
        cors: Collection[str] = (),
        tls: bool | ssl.SSLContext = False,
        trust: ssl.SSLContext | None = None,
    ) -> None:
        self.mock = mock or Mock()
        self._handler = handler(self.mock, host=host, admin=admin, cors=cors)
        self._address = host, port
        self._tls = _choose_tls(tls, trust, host)
        self._url = ""
        self._thread: threading.Thread | None = None
        self._end: Any = None

    @property
    def url(self) -> str:
        """Scheme, host and port, such as ``http://127.0.0.1:40231``; ``https`` with TLS.

        Raises:
            RuntimeError: The server is not running.
        """
        if self._thread is None:
            raise RuntimeError("the server is not running; use it in a with block, or start it")
        return self._url

    @property
    def trust(self) -> ssl.SSLContext:
        """The SSLContext that verifies this server: ``verify`` of httpx, ``context`` of urllib.

        Raises:
            RuntimeError: The server does not use TLS.
        """
        return self._required_tls.trust

    @property
    def certificate(self) -> str:
        """The server's own certificate in PEM, for any client to trust; it contains no secret.

        Raises:
            RuntimeError: The server does not use TLS, or the certificate is yours.
        """
        if self._required_tls.certificate is None:
            raise RuntimeError("the certificate is yours: it is in the SSLContext that you passed")
        return self._required_tls.certificate

    def start(self) -> Self:
        """Start listening and serving.

        Raises:
            OSError: The address does not belong to this machine, or the port is in use.
            RuntimeError: The server is already running.
            ValueError: The port is out of range.
        """
        if self._thread is not None:
            raise RuntimeError("the server is already running")
        listener = listen(*self._address)
        self._url = url_of(listener, "https" if self._tls else "http")
        ready: Future[Any] = Future()

        async def main() -> None:
            loop, stop = asyncio.get_running_loop(), asyncio.Event()
            ready.set_result(lambda: loop.call_soon_threadsafe(stop.set))
            await Http11(self._handler).serve(listener, stop, self._tls.server if self._tls else None)

        self._thread = threading.Thread(target=lambda: asyncio.run(main()), name="mock-server", daemon=True)
        self._thread.start()
        self._end = ready.result()
        return self

    def stop(self) -> None:
        """Close all connections and end the thread; does nothing if the server is not running."""
        if self._thread is not None:
            self._end()
            self._thread.join()
            self._thread = None

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(self, *exc_info: object) -> None:
        self.stop()

    async def __aenter__(self) -> Self:
        return self.start()

    async def __aexit__(self, *exc_info: object) -> None:
        # The thread ends at once: it waits for nothing.
        self.stop()

    @cached_property
    def credentials(self) -> MockCredentials:
        """Valid credentials, one of each kind; their token requests also go over the socket."""
        return self.mock.credentials_with(self._token_transport)

    def client(self, auth: Credentials | Omit | None = OMIT, **options: Any) -> Client:
        """Return a client of this package that talks to this server.

        Args:
            auth: Its credentials, or None; the first of `credentials` if omitted.
            options: Any other argument of `Client`; the clock defaults to the mock's.
        """
        from ..client import Client

        return Client(self._auth(auth), base_url=self.url, **self._options(http.HTTPTransport, options))

    def async_client(self, auth: Credentials | Omit | None = OMIT, **options: Any) -> AsyncClient:
        """Return an asynchronous client of this package that talks to this server.

        Args:
            auth: Its credentials, or None; the first of `credentials` if omitted.
            options: Any other argument of `AsyncClient`; the clock defaults to the mock's.
        """
        from ..client import AsyncClient

        return AsyncClient(self._auth(auth), base_url=self.url, **self._options(http.AsyncHTTPTransport, options))

    def _auth(self, auth: Credentials | Omit | None) -> Credentials | None:
        return self.credentials.first if isinstance(auth, Omit) else auth

    def _options(self, transport: Transport, given: dict[str, Any]) -> dict[str, Any]:
        options = self._tls.options(transport, given) if self._tls else {}
        # As clients do: the caller's own transport carries token requests if it may be lent.
        if not (given.get("token_transport") or reusable_transport(given.get("transport"))):
            options["token_transport"] = self._token_transport
        return {"clock": self.mock.clock, **given, **options}

    @cached_property
    def _token_transport(self) -> http.BaseTransport:
        return _TokenTransport(self, self._tls.trust if self._tls else tls())

    @property
    def _required_tls(self) -> Tls:
        if self._tls is None:
            raise RuntimeError("the server does not use TLS; pass tls=True")
        return self._tls


class _TokenTransport(http.BaseTransport):
    """Carries token requests to a served mock, whatever host the document names for them.

    It keeps no connection open, so it need not be closed.

    Args:
        server: The server.
        trust: Verifies its certificate.
    """

    def __init__(self, server: MockServer, trust: ssl.SSLContext) -> None:
        self._server = server
        self._transport = http.HTTPTransport(verify=trust, limits=http.Limits(max_keepalive_connections=0))

    def handle_request(self, request: http.Request) -> http.Response:
        own = http.URL(self._server.url)
        request.url = request.url.copy_with(scheme=own.scheme, host=own.host, port=own.port)
        request.headers["Host"] = own.netloc.decode("ascii")
        return self._transport.handle_request(request)


def _choose_tls(given: bool | ssl.SSLContext, trust: ssl.SSLContext | None, host: str) -> Tls | None:
    if isinstance(given, ssl.SSLContext):
        return Tls.own(given, trust)
    if trust is not None:
        raise ConfigurationError("trust belongs to a certificate of your own: pass that as tls, or omit trust.")
    return Tls.fresh(host) if given else None


class _Admin:
    """Answers the controls' paths, and leaves all others to the mock.

    A web page can send requests to servers on its reader's machine. So a control needs a header that no form can
    send, a host that no page can be served from, and, from a page, an origin that was allowed by name.

    Args:
        mock: The mock.
        host: The address that the server listens on.
        origins: The origins whose pages may use the controls; ``*`` allows none.
    """

    def __init__(self, mock: Mock, host: str, origins: Collection[str]) -> None:
        self._mock = mock
        self._host = host.lower()
        self._origins = frozenset(origins) - {"*"}
        self._controls: Mapping[tuple[str, str], Callable[[dict[str, Any]], Any]] = {
            ("POST", "advance"): self._advance,
            ("POST", "inject"): self._inject,
            ("POST", "records"): self._records,
            ("POST", "recover"): self._recover,
            ("POST", "reset"): self._reset,
            ("GET", "journal"): self._journal,
        }

    def __call__(self, request: MockRequest) -> MockResponse:
        if not request.path.startswith(_CONTROLS):
            return self._mock.respond(request)
        if not self._is_local(request.origin):
            return _problem(403, "The controls need a Host that is an address, localhost or a name without a dot.")
        if not self._origins.issuperset(request.values("Origin")):
            return _problem(403, "The controls are not for web pages, except those whose origin --cors names.")
        name = request.path.removeprefix(_CONTROLS)
        control = self._controls.get((request.method, name))
        if control is None:
            known = ", ".join(f"{method} {_CONTROLS}{path}" for method, path in self._controls)
            allowed = tuple(("Allow", method) for method, path in self._controls if path == name)
            return _problem(405 if allowed else 404, f"The controls are {known}.", allowed)
        if request.method == "POST" and media_type(request) != "application/json":
            return _problem(415, "The controls need the header Content-Type: application/json.")
        try:
            # The body is written by a person: a wrong name or type is reported to them.
            return json_response(200, control(_read_object(request)))
        except (TypeError, ValueError) as error:
            return _problem(400, str(error))

    def _is_local(self, origin: str) -> bool:
        """Tell whether a URL's host is one that no foreign name can be resolved to (DNS rebinding)."""
        try:
            name = urlsplit(origin).hostname
            if not name:
                return False
            if "." not in name or name == self._host or name.endswith(".localhost"):
                return True
            ipaddress.ip_address(name)
        except ValueError:
            return False
        return True

    def _reset(self, _values: dict[str, Any]) -> Any:
        self._mock.reset()
        return {}

    def _advance(self, values: dict[str, Any]) -> Any:
        self._mock.clock.advance(**values)
        return {"now": self._mock.clock.now().isoformat()}

    def _inject(self, values: dict[str, Any]) -> Any:
        self._mock.inject(str(values.pop("fault", "")), **values)
        return {}

    def _recover(self, _values: dict[str, Any]) -> Any:
        self._mock.recover()
        return {}

    def _records(self, values: dict[str, Any]) -> Any:
        collection, records = values.get("collection"), values.get("records", [])
        if not isinstance(collection, str):
            raise ValueError("collection must be the name of a collection")
        if not isinstance(records, list) or not all(isinstance(record, dict) for record in records):
            raise ValueError("records must be a list of objects")
        self._mock.seed_records(collection, records)
        return {"records": self._mock.records(collection)}

    def _journal(self, _values: dict[str, Any]) -> Any:
        secrets = self._mock.secrets
        return {
            "requests": [
                {
                    "operation": exchange.operation,
                    "method": exchange.request.method,
                    "path": exchange.request.path,
                    "status": exchange.response.status,
                    "query": redact(read_query(exchange.request), secrets),
                    "form": redact(read_form(exchange.request), secrets),
                    "json": redact(read_json(exchange.request), secrets),
                }
                for exchange in self._mock.requests
            ]
        }


def _read_object(request: MockRequest) -> dict[str, Any]:
    try:
        value = parse_json(request.body) if request.body else {}
    except ValueError as error:
        raise ValueError(f"The body {error}.") from None
    if not isinstance(value, dict):
        raise ValueError("The body must be a JSON object.")
    return value


def _problem(status: int, message: str, headers: tuple[tuple[str, str], ...] = ()) -> MockResponse:
    return json_response(status, {"message": message}, headers)


class _Cors:
    """Lets pages of some origins send requests to a handler (the Fetch standard, CORS protocol).

    Args:
        handler: Makes the responses.
        origins: The origins, such as ``http://localhost:5173``; ``*`` stands for any.
    """

    def __init__(self, handler: Handler, origins: Collection[str]) -> None:
        for origin in origins:
            check_origin(origin)
        self._handler = handler
        self._origins = frozenset(origins)

    def __call__(self, request: MockRequest) -> MockResponse:
        origin = next(iter(request.values("Origin")), None)
        if origin is None or not self._origins & {origin, "*"}:
            return self._handler(request)
        allowed = (("Access-Control-Allow-Origin", origin), ("Vary", "Origin"))
        if request.method == "OPTIONS" and request.values("Access-Control-Request-Method"):
            return MockResponse(204, (*allowed, *_preflight(request)))
        response = self._handler(request)
        exposed = sorted({name for name, _ in response.headers if name.lower() != "content-type"})
        readable = [("Access-Control-Expose-Headers", ", ".join(exposed))] if exposed else []
        return replace(response, headers=(*response.headers, *allowed, *readable))


def _preflight(request: MockRequest) -> list[tuple[str, str]]:
    requested = ",".join(request.values("Access-Control-Request-Headers")).split(",")
    names = [name.strip() for name in requested]
    headers = ", ".join(name for name in names if _HEADER_NAME.fullmatch(name))
    granted = [("Access-Control-Allow-Methods", _CORS_METHODS), ("Access-Control-Max-Age", _CORS_MAX_AGE)]
    return granted + ([("Access-Control-Allow-Headers", headers)] if headers else [])
