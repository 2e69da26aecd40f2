"""Connections to the network: proxy and certificates, for calls and token requests alike, and a total time limit."""

from __future__ import annotations

import os
import ssl
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from http.cookiejar import CookieJar, DefaultCookiePolicy
from pathlib import Path
from typing import Any

from ._http import http, tls
from .auth._origin import is_loopback
from .errors import ConfigurationError

__all__ = ["NetworkOptions", "time_limit"]

_deadline: ContextVar[float | None] = ContextVar("deadline", default=None)


class NetworkOptions:
    """How the connections of one client are made.

    Args:
        proxy: The URL of a proxy; None for those of the environment.
        verify: True for the usual certificates, the path of a file or folder with others, an SSL context, or False.
        cert: The path of a client certificate, or a tuple of its path, its key's path and the key's password.
        trust_env: Whether the environment's proxies apply (HTTPS_PROXY, NO_PROXY and the like).

    Raises:
        ConfigurationError: The proxy is not a URL, or a certificate cannot be loaded.
    """

    def __init__(
        self,
        *,
        proxy: str | None = None,
        verify: bool | str | ssl.SSLContext = True,
        cert: str | tuple[str, ...] | None = None,
        trust_env: bool = True,
    ) -> None:
        self._proxy = _proxy(proxy)
        self._tls = _ssl_context(verify, cert)
        self._trust_env = trust_env

    def client(
        self, base_url: str, *, transport: http.BaseTransport | None = None, timeout: float | None
    ) -> http.Client:
        """Return a blocking HTTP client for one server."""
        client = http.Client(transport=transport, **self._options(base_url, timeout))
        _limit_reads(client)
        return client

    def async_client(
        self, base_url: str, *, transport: http.AsyncBaseTransport | None = None, timeout: float | None
    ) -> http.AsyncClient:
        """Return an asynchronous HTTP client for one server."""
        return http.AsyncClient(transport=transport, **self._options(base_url, timeout))

    def _options(self, base_url: str, timeout: float | None) -> dict[str, Any]:
        return {
            "proxy": self._proxy,
            "verify": self._tls,
            "timeout": timeout,
            "follow_redirects": False,
            # A session cookie of one user must not travel with the key of another.
            "cookies": CookieJar(DefaultCookiePolicy(allowed_domains=())),
            # A proxy from the environment would see what is sent to this machine in clear text.
            "trust_env": self._trust_env and not is_loopback(base_url),
        }


@contextmanager
def time_limit(seconds: float | None) -> Iterator[None]:
    """Limit the whole time of what blocking clients of :class:`NetworkOptions` send and receive within.

    The HTTP libraries limit each wait for data on its own, so that a server which sends a header field byte by byte
    keeps a request busy for hours. Asynchronous clients do not need this: their tasks can be cancelled.
    """
    token = _deadline.set(None if seconds is None else time.monotonic() + seconds)
    try:
        yield
    finally:
        _deadline.reset(token)


class _Backend:
    """A network backend of the HTTP library's, whose connections keep to the time limit."""

    def __init__(self, backend: Any) -> None:
        self._backend = backend

    def connect_tcp(self, *args: Any, timeout: float | None = None, **options: Any) -> _Stream:
        return _Stream(self._backend.connect_tcp(*args, timeout=_remaining(timeout), **options))

    def __getattr__(self, name: str) -> Any:
        return getattr(self._backend, name)


class _Stream:
    def __init__(self, stream: Any) -> None:
        self._stream = stream

    def read(self, max_bytes: int, timeout: float | None = None) -> Any:
        return self._stream.read(max_bytes, _remaining(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, _remaining(timeout))

    def start_tls(self, *args: Any, timeout: float | None = None, **options: Any) -> _Stream:
        return _Stream(self._stream.start_tls(*args, timeout=_remaining(timeout), **options))

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)


def _limit_reads(client: http.Client) -> None:
    # Neither library has a public place for a network backend; without the private one, each wait is limited alone.
    for transport in (client._transport, *client._mounts.values()):
        pool: Any = getattr(transport, "_pool", None)
        if hasattr(pool, "_network_backend"):
            pool._network_backend = _Backend(pool._network_backend)


def _remaining(timeout: float | None) -> float | None:
    deadline = _deadline.get()
    if deadline is None:
        return timeout
    left = deadline - time.monotonic()
    if left <= 0:
        raise http.ReadTimeout("The request took longer than the timeout.")
    return left if timeout is None else min(timeout, left)


def _proxy(proxy: Any) -> str | None:
    if proxy is None:
        return None
    try:
        url = http.URL(proxy)
        http.Proxy(url)
    except (TypeError, ValueError, http.InvalidURL):
        url = None
    if url is None or not url.host:
        # The URL is not shown, because it may hold a password.
        raise ConfigurationError("proxy is not the URL of a proxy; give one such as 'http://proxy.example:3128'.")
    return str(proxy)


def _ssl_context(verify: Any, cert: Any) -> ssl.SSLContext:
    if isinstance(verify, ssl.SSLContext):
        if cert is not None:
            raise ConfigurationError("Give cert or an SSL context as verify, not both; load the certificate into it.")
        return verify
    if verify is True and cert is None:
        return tls()
    if not isinstance(verify, bool | str | os.PathLike):
        raise ConfigurationError(f"verify must be a bool, a path or an SSL context, not {type(verify).__name__}.")
    try:
        context: ssl.SSLContext = http.create_ssl_context(verify=verify is not False)
        if isinstance(verify, str | os.PathLike):
            is_folder = Path(verify).is_dir()
            context = ssl.create_default_context(
                cafile=None if is_folder else str(verify), capath=str(verify) if is_folder else None
            )
        if cert is not None:
            context.load_cert_chain(*((cert,) if isinstance(cert, str | os.PathLike) else cert))
    except (OSError, TypeError, ValueError) as error:
        reason = getattr(error, "strerror", None) or getattr(error, "reason", None) or type(error).__name__
    else:
        return context
    # Raised outside the handler: the frames of the handler hold the key's password.
    raise ConfigurationError(f"The certificates of verify= or cert= cannot be loaded: {reason}.")
