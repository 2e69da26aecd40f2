"""The mock behind a real socket, in a thread of its own, over plain HTTP or TLS."""

from __future__ import annotations

import asyncio
import ssl
import threading
from collections.abc import Collection
from concurrent.futures import Future
from functools import cached_property
from typing import TYPE_CHECKING, Any, Self

from .._http import http
from .._request import OMIT, Omit
from ..errors import ConfigurationError
from ._admin import Admin
from ._cors import Cors
from ._http11 import Handler, Http11, listen, url_of
from ._tls import Tls, Transport
from .mock import Mock

if TYPE_CHECKING:
    from ..auth import Credentials
    from ..client import AsyncClient, Client
    from .credentials import MockCredentials

__all__ = ["MockServer", "handler"]


def handler(mock: Mock, *, admin: bool, cors: Collection[str]) -> Handler:
    """Return what answers requests over a socket.

    Args:
        mock: The mock.
        admin: Whether the controls are among it.
        cors: Origins whose pages may ask.
    """
    answers: Handler = Admin(mock) if admin else mock.respond
    return Cors(answers, cors) if cors else answers


class MockServer:
    """Serves a mock over HTTP/1.1 while its ``with`` or ``async with`` block runs.

        with MockServer() as server, server.client() as client:
            ...

    It needs nothing but the standard library, and cryptography for a certificate of its own making. Faults are real
    here: an answer that is late makes its caller wait.

    Args:
        mock: The mock; a fresh one where it is left out.
        host: The address to listen at.
        port: The port; 0 for any free one.
        admin: Whether ``/_mock/reset``, ``advance``, ``inject``, ``recover``, ``records`` and ``journal`` control the
            mock, for tests in other languages.
        cors: Origins whose pages may ask, such as ``http://localhost:5173``; ``*`` stands for any.
        tls: Whether to serve https, with a fresh certificate for ``host``, localhost, 127.0.0.1 and ::1 that is good
            for 30 days; or the rules of a server that has a certificate already.
        trust: What clients verify that one with; the HTTP library's own rules where it is left out.

    Raises:
        ConfigurationError: The library cryptography, which makes certificates, is not installed; or ``trust`` is given
            where there is no certificate of yours.
        OSError: There is no place for the temporary file that the certificate's key goes through.
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
        self._handler = handler(self.mock, admin=admin, cors=cors)
        self._address = host, port
        self._tls = _chosen_tls(tls, trust, host)
        self._url = ""
        self._thread: threading.Thread | None = None
        self._end: Any = None

    @property
    def url(self) -> str:
        """Scheme, host and port, such as ``http://127.0.0.1:40231``; ``https`` with TLS.

        Raises:
            RuntimeError: The server does not run.
        """
        if self._thread is None:
            raise RuntimeError("the server does not run; use it in a with block, or start it")
        return self._url

    @property
    def trust(self) -> ssl.SSLContext:
        """What clients verify this server's certificate with: the ``verify`` of httpx, the ``context`` of urllib.

        Raises:
            RuntimeError: The server speaks plain HTTP.
        """
        return self._secured.trust

    @property
    def certificate(self) -> str:
        """The certificate that the server made, in PEM, for any client to trust; there is no secret in it.

        Raises:
            RuntimeError: The server speaks plain HTTP, or its certificate is yours.
        """
        if self._secured.certificate is None:
            raise RuntimeError("the certificate is yours: it lies in the SSLContext that you gave")
        return self._secured.certificate

    def start(self) -> Self:
        """Listen and serve from now on.

        Raises:
            OSError: The address is not this machine's, or the port is taken.
            RuntimeError: It runs already.
        """
        if self._thread is not None:
            raise RuntimeError("the server runs already")
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
        """Close all connections and end the thread; nothing happens where it does not run."""
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
        # The thread ends in a moment: it waits for nobody.
        self.stop()

    @cached_property
    def credentials(self) -> MockCredentials:
        """Credentials that work, one of each kind; their token requests go over the socket, too."""
        return self.mock.credentials_by(self._tls.token_transport if self._tls else None)

    def client(self, auth: Credentials | Omit | None = OMIT, **options: Any) -> Client:
        """Return a client of this package that talks to this server.

        Args:
            auth: Its credentials, or None; the first of `credentials` where they are left out.
            options: Anything else that `Client` takes; the clock is the mock's where it is left out.
        """
        from ..client import Client

        return Client(self._chosen(auth), base_url=self.url, **self._options(http.HTTPTransport, options))

    def async_client(self, auth: Credentials | Omit | None = OMIT, **options: Any) -> AsyncClient:
        """Return an asynchronous client of this package that talks to this server.

        Args:
            auth: Its credentials, or None; the first of `credentials` where they are left out.
            options: Anything else that `AsyncClient` takes; the clock is the mock's where it is left out.
        """
        from ..client import AsyncClient

        return AsyncClient(self._chosen(auth), base_url=self.url, **self._options(http.AsyncHTTPTransport, options))

    def _chosen(self, auth: Credentials | Omit | None) -> Credentials | None:
        return self.credentials.first if isinstance(auth, Omit) else auth

    def _options(self, transport: Transport, given: dict[str, Any]) -> dict[str, Any]:
        trusting = self._tls.options(transport, given) if self._tls else {}
        return {"clock": self.mock.clock, **given, **trusting}

    @property
    def _secured(self) -> Tls:
        if self._tls is None:
            raise RuntimeError("the server speaks plain HTTP; give it tls=True")
        return self._tls


def _chosen_tls(tls: bool | ssl.SSLContext, trust: ssl.SSLContext | None, host: str) -> Tls | None:
    if isinstance(tls, ssl.SSLContext):
        return Tls.own(tls, trust)
    if trust is not None:
        raise ConfigurationError("trust belongs to a certificate of yours: give that as tls, or leave trust out.")
    return Tls.fresh(host) if tls else None
