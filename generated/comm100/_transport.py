"""What both clients share on the way to the network: requests, connections, time limits, and the log."""

from __future__ import annotations

import logging
import os
import re
import socket
import ssl
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.cookiejar import CookieJar, DefaultCookiePolicy
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ._connection_errors import library_failure
from ._http import http, tls
from ._request import OMIT, describe, header_value
from ._wire import TOKEN
from .auth._origin import HIGHEST_PORT, is_loopback, origin_of, origin_url, refuse_origin
from .auth._redact import hide
from .errors import ConfigurationError

if TYPE_CHECKING:
    from ._request import Call, Omit

__all__ = [
    "NetworkOptions",
    "RequestBuilder",
    "check_timeout",
    "log_response",
    "log_to_stderr",
    "own_user_agent",
    "pools",
    "time_limit",
]

logger = logging.getLogger(__package__)
_limit = threading.local()

_USUAL_ACCEPT = "application/json"
_WRITTEN_AT_ONCE = 16 * 1024
_EMPTY_BODY_METHODS = frozenset({"PATCH", "POST", "PUT"})
# Where a message starts and ends, the HTTP library decides.
_FRAMING = frozenset({"connection", "content-length", "host", "transfer-encoding"})


class _URL(http.URL):
    """A URL of this package's requests; the log does not show its query."""

    def without_query(self) -> str:
        return str(self).partition("?")[0]

    def copy_with(self, **parts: Any) -> http.URL:
        # Credentials that are query parameters are added to a copy.
        return _URL(super().copy_with(**parts))


class _Request(http.Request):
    """A request of this package; a traceback with locals does not show the query of its URL."""

    def __repr__(self) -> str:
        return f"<Request({self.method!r}, {str(self.url).partition('?')[0]!r})>"

    def __getstate__(self) -> dict[str, Any]:
        # A response is pickled with its request: a cache or another process needs neither the credentials, which are
        # in header fields or the query, nor the body.
        return {"method": self.method, "url": http.URL(str(self.url).partition("?")[0]), "headers": _Headers()}


class _Headers(http.Headers):
    """The header fields of a request; a traceback with locals shows no value, of which a caller's may be secret."""

    def __repr__(self) -> str:
        return f"<fields {', '.join(self)}>"


def _hide_queries(record: logging.LogRecord) -> bool:
    if isinstance(record.args, tuple):
        record.args = tuple(arg.without_query() if isinstance(arg, _URL) else arg for arg in record.args)
    return True


# The HTTP library logs the whole URL of each request, and a query may hold what must not be kept.
logging.getLogger(http.__name__).addFilter(_hide_queries)


class RequestBuilder:
    """Builds the HTTP requests of one client.

    The HTTP client's own ``build_request`` parses and merges everything anew for each request, which costs more than
    all the rest of a call. Here the header fields are merged once, and again only if the HTTP client's have changed.

    Of the caller's HTTP client, default header fields and query parameters are sent. Its base URL is not used, and
    neither are its cookies: a client that serves two users must not send the session of one with the key of the other.

    Args:
        base_url: Scheme, host and port, without a trailing slash.
        timeout: Seconds, or None for no limit.
        user_agent: The User-Agent header field.
        headers: Header fields for all requests.
        servers: The servers of the operations that are not at ``base_url``.

    Raises:
        ConfigurationError: The timeout is not a number of seconds, or a header field is not valid.
    """

    def __init__(
        self,
        base_url: str,
        timeout: float | None,
        user_agent: str,
        headers: Mapping[str, str] | None = None,
        *,
        servers: Mapping[str, str] | None = None,
    ) -> None:
        self.base_url = base_url
        self.servers = servers
        self.timeout = check_timeout(timeout)
        self.user_agent = header_value("User-Agent", user_agent)
        self.headers = headers if isinstance(headers, _Headers) else _checked_headers(headers)
        self._host = http.URL(base_url).netloc
        self._timeouts = http.Timeout(timeout).as_dict()
        self._client_headers: list[tuple[bytes, bytes]] | None = None
        self._merged_headers = _Headers()

    def with_options(self, timeout: float | Omit | None, headers: Mapping[str, str] | None) -> RequestBuilder:
        """Return a builder with another timeout and more header fields."""
        merged = _Headers(self.headers)
        merged.update(_checked_headers(headers))
        chosen = self.timeout if timeout is OMIT else check_timeout(timeout)
        return RequestBuilder(self.base_url, chosen, self.user_agent, merged, servers=self.servers)

    def time_limit(self, call: Call[Any]) -> float | None:
        """Return the seconds that one request of a call may take in all, or None for no limit."""
        return self.timeout if call.timeout is OMIT else check_timeout(call.timeout)

    def build(self, client: http.Client | http.AsyncClient, call: Call[Any]) -> http.Request:
        """Return the HTTP request of a call.

        Args:
            client: The HTTP client that will send it.
            call: The call.

        Raises:
            ConfigurationError: An argument cannot be part of a URL, a header field or a body.
        """
        limit = self.time_limit(call)
        timeouts = self._timeouts if limit == self.timeout else http.Timeout(limit).as_dict()
        try:
            server = self.servers.get(call.operation.id) if self.servers else None
            if server == "":
                raise ConfigurationError(
                    f"{call.operation.id} has a server of its own: give the client the variables of its URL."
                )
            url = _URL((server or self.base_url) + call.target())
            if call.link:
                url = _linked(url, call.link)
            if client.params:
                url = _URL(url, params=client.params.merge(url.params))
            headers = self._base_headers(client)
            if call.operation.accept != _USUAL_ACCEPT and "Accept" not in self.headers:
                headers["Accept"] = call.operation.accept
            if server is not None:
                headers["Host"] = url.netloc.decode("ascii")
            for name, value in call.header_fields().items():
                headers[name] = value
            content_type, content = call.content()
        except ConfigurationError:
            raise
        except (TypeError, ValueError, http.InvalidURL) as error:
            problem = str(error)
        except Exception as error:
            # An argument's own method failed, or the body is nested too deeply.
            problem = type(error).__name__
        else:
            if content_type:
                headers["Content-Type"] = content_type
            length = len(content) if isinstance(content, bytes) else content.length
            if length is None:
                headers["Transfer-Encoding"] = "chunked"
            elif length or call.operation.method in _EMPTY_BODY_METHODS:
                headers["Content-Length"] = str(length)
            request = _Request(
                call.operation.method,
                url,
                headers=headers,
                stream=http.ByteStream(content) if isinstance(content, bytes) else content,
                extensions={"timeout": timeouts, "operation": call.operation.id},
            )
            request.url = url
            if isinstance(content, bytes):
                request.read()
            return request
        # Raised outside the handler: an exception of the encoder holds the whole body, which may be secret.
        raise ConfigurationError(f"{call.operation.id} cannot be sent: {problem}.")

    def _base_headers(self, client: http.Client | http.AsyncClient) -> http.Headers:
        raw = client.headers.raw
        if raw != self._client_headers:
            merged = _Headers([(b"Host", self._host), *raw])
            merged["User-Agent"] = self.user_agent
            merged["Accept"] = _USUAL_ACCEPT
            # The coding that ResponseStream decompresses within its limit.
            merged["Accept-Encoding"] = "gzip"
            merged.update(self.headers)
            self._merged_headers = merged
            self._client_headers = raw
        return _Headers(self._merged_headers)


def _linked(url: http.URL, link: str) -> _URL:
    """Return the URL of a link in a response, which may lead to the same server only (RFC 3986 section 5.2).

    Raises:
        InsecureURLError: It leads to another one.
    """
    target = url.join(link)
    if origin_of(target) != origin_of(url):
        raise refuse_origin(target, origin_url(str(url)))
    return _URL(target)


def check_timeout(timeout: Any) -> float | None:
    """Return a timeout in seconds, or None for no limit, unchanged.

    Raises:
        ConfigurationError: It is not a positive number.
    """
    if timeout is None:
        return None
    if isinstance(timeout, int | float) and not isinstance(timeout, bool) and 0 < timeout <= threading.TIMEOUT_MAX:
        return timeout
    raise ConfigurationError(f"timeout={describe(timeout)} is not a positive number of seconds; None means no limit.")


def own_user_agent(product: str, version: str, prefix: str | None) -> str:
    """Return the User-Agent: the caller's own product first, then this package, the HTTP library and Python.

    Raises:
        ConfigurationError: The prefix is not text.
    """
    # The version of a document may be any text, and that of a product is a token (RFC 9110 section 10.1.5).
    version = "".join(re.findall(TOKEN, version))
    own = f"{product}-python/{version} {http.__name__}/{http.__version__} Python/{sys.version.partition(' ')[0]}"
    if not isinstance(prefix, str | None):
        raise ConfigurationError(f"user_agent must be text such as 'acme-sync/3.1', not {describe(prefix)}.")
    return hide(f"{prefix} {own}") if prefix else own


def log_response(call: Call[Any], response: http.Response, started: float) -> None:
    """Log one line per response, at DEBUG, without its query, header fields or body.

    Args:
        call: The call.
        response: The response.
        started: When the request was sent, in seconds of :func:`time.perf_counter`.
    """
    if logger.isEnabledFor(logging.DEBUG):
        elapsed = (time.perf_counter() - started) * 1000
        operation = call.operation
        logger.debug("%s %s -> %d in %.0f ms", operation.method, operation.path, response.status_code, elapsed)


def log_to_stderr(variable: str) -> None:
    """Show the package's log on standard error if an environment variable names a level, such as ``debug``.

    Only this package's own log is shown: the HTTP libraries log whole URLs.
    """
    level = logging.getLevelNamesMapping().get(os.environ.get(variable, "").strip().upper())
    if level and not logger.handlers:
        handler = logging.StreamHandler()
        handler.setFormatter(logging.Formatter("%(asctime)s %(name)s %(levelname)s %(message)s"))
        logger.addHandler(handler)
        logger.setLevel(level)


def _checked_headers(headers: Mapping[str, str] | None) -> http.Headers:
    checked = _Headers()
    if headers is None:
        return checked
    if not isinstance(headers, Mapping):
        raise ConfigurationError(f"headers must be a mapping of names to values, not {type(headers).__name__}.")
    for name, value in headers.items():
        header_value(name, value)
        if name.lower() in _FRAMING:
            raise ConfigurationError(f"The header {name} is set by the HTTP library; leave it out.")
        checked[name] = value
    return checked


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
        self._tls = None if verify is True and cert is None else _ssl_context(verify, cert)
        self._proxy = _proxy(proxy, self._tls)
        self._trust_env = trust_env

    def client(
        self, base_url: str, *, transport: http.BaseTransport | None = None, timeout: float | None
    ) -> http.Client:
        """Return a blocking HTTP client for one server."""
        client: http.Client = self._create(http.Client, transport, base_url, timeout)
        _limit_reads(client)
        return client

    def async_client(
        self, base_url: str, *, transport: http.AsyncBaseTransport | None = None, timeout: float | None
    ) -> http.AsyncClient:
        """Return an asynchronous HTTP client for one server."""
        client: http.AsyncClient = self._create(http.AsyncClient, transport, base_url, timeout)
        return client

    def _create(self, kind: Any, transport: Any, base_url: str, timeout: float | None) -> Any:
        options = self._options(base_url, timeout, is_ours=transport is None)
        try:
            return kind(transport=transport, **options)
        except ImportError:
            problem = "it needs the package socksio, which is not installed"
        except (ValueError, http.InvalidURL) as error:
            problem = f"one of the environment is not the URL of a proxy ({type(error).__name__})"
        # Raised outside the handler: the URL may hold a password.
        raise ConfigurationError(f"The proxy cannot be used: {problem}.")

    def _options(self, base_url: str, timeout: float | None, *, is_ours: bool) -> dict[str, Any]:
        # Beside a transport of the caller's, such as a mock's, the usual certificates need not be loaded.
        is_unused = self._tls is None and not is_ours and self._proxy is None
        return {
            "proxy": self._proxy,
            "verify": is_unused or self._tls or _ssl_context(True, None),
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
    outer = getattr(_limit, "deadline", None)
    _limit.deadline = None if seconds is None else time.monotonic() + seconds
    try:
        yield
    except Exception as error:  # of whatever kind: what is not a failure of the library is raised again
        if (failure := library_failure(error)) is None:
            raise
        raise failure from error
    finally:
        _limit.deadline = outer


class _Backend:
    """A network backend of the HTTP library's, whose connections keep to the time limit."""

    def __init__(self, backend: Any) -> None:
        self._backend = backend

    def connect_tcp(self, host: str, port: int, timeout: float | None = None, **options: Any) -> _Stream:
        # The library would give each address of a host the whole time: here each gets its share of what is left.
        addresses = _addresses(host, port)
        while True:
            address, left = addresses.pop(0), _remaining(timeout)
            share = None if left is None else left / (len(addresses) + 1)
            try:
                return _Stream(self._backend.connect_tcp(address, port, timeout=share, **options))
            except Exception:  # of whatever kind: the next address may answer
                if not addresses:
                    raise

    def __getattr__(self, name: str) -> Any:
        return getattr(self._backend, name)


class _Stream:
    def __init__(self, stream: Any) -> None:
        self._stream = stream

    def read(self, max_bytes: int, timeout: float | None = None) -> Any:
        return self._stream.read(max_bytes, _remaining(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        # The library limits each piece that the server takes, and a slow one takes many.
        for start in range(0, len(buffer), _WRITTEN_AT_ONCE):
            self._stream.write(buffer[start : start + _WRITTEN_AT_ONCE], _remaining(timeout))

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> _Stream:
        # The library passes all of these by position within the tunnel of a proxy, and by name elsewhere.
        return _Stream(self._stream.start_tls(ssl_context, server_hostname, _remaining(timeout)))

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)


def _limit_reads(client: http.Client) -> None:
    # Neither library has a public place for a network backend; without the private one, each wait is limited alone.
    for pool in pools(client):
        if hasattr(pool, "_network_backend"):
            pool._network_backend = _Backend(pool._network_backend)


def pools(client: Any) -> Iterator[Any]:
    """Yield the pools of connections of an HTTP client, which neither library shows in public."""
    for transport in (client._transport, *client._mounts.values()):
        pool = getattr(transport, "_pool", None)
        if pool is not None:
            yield pool


def _addresses(host: str, port: int) -> list[str]:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:  # a label of the name is empty or too long
        raise http.ConnectError(str(error)) from error
    return list(dict.fromkeys(str(address[0]) for *_, address in found))


def _remaining(timeout: float | None) -> float | None:
    deadline: float | None = getattr(_limit, "deadline", None)
    if deadline is None:
        return timeout
    left = deadline - time.monotonic()
    if left <= 0:
        raise http.ReadTimeout("The request took longer than the timeout.")
    return left if timeout is None else min(timeout, left)


def _proxy(proxy: Any, tls: ssl.SSLContext | None) -> str | http.Proxy | None:
    if proxy is None:
        return None
    try:
        url = http.URL(proxy) if isinstance(proxy, str) else None
        checked = http.Proxy(url or "", ssl_context=tls)
    except (TypeError, ValueError, http.InvalidURL):
        url = None
    if url is None or not url.raw_host or (url.port or 0) > HIGHEST_PORT:
        # The URL is not shown, because it may hold a password.
        raise ConfigurationError("proxy is not the URL of a proxy; give one such as 'http://proxy.example:3128'.")
    # A proxy that is talked to by TLS is verified as servers are.
    return checked if tls is not None and url.scheme == "https" else str(proxy)


def _ssl_context(verify: Any, cert: Any) -> ssl.SSLContext:
    if isinstance(verify, ssl.SSLContext):
        if cert is not None:
            raise ConfigurationError("Give cert or an SSL context as verify, not both; load the certificate into it.")
        return verify
    is_usual = verify is True and cert is None
    if not isinstance(verify, bool | str | os.PathLike):
        raise ConfigurationError(f"verify must be a bool, a path or an SSL context, not {type(verify).__name__}.")
    try:
        if is_usual:
            return tls()
        context: ssl.SSLContext = http.create_ssl_context(verify=verify is not False)
        if isinstance(verify, str | os.PathLike):
            is_folder = Path(verify).is_dir()
            context = ssl.create_default_context(
                cafile=None if is_folder else str(verify), capath=str(verify) if is_folder else None
            )
        reason = None
        if cert is not None:
            reason = _load_certificate(context, *((cert,) if isinstance(cert, str | os.PathLike) else cert))
        if reason is None:
            return context
    except (OSError, TypeError, ValueError) as error:
        reason = getattr(error, "strerror", None) or getattr(error, "reason", None) or type(error).__name__
    # Raised outside the handler: the frames of the handler hold the key's password.
    source = "SSL_CERT_FILE, SSL_CERT_DIR" if is_usual else "verify= or cert="
    raise ConfigurationError(f"The certificates of {source} cannot be loaded: {reason}.")


def _load_certificate(context: ssl.SSLContext, file: Any, key: Any = None, password: Any = None) -> str | None:
    """Load a client certificate, and return what is wrong with its key's password.

    Without a password, OpenSSL would ask for one at the terminal, and wait there.
    """
    is_needed = False

    def tell_password() -> Any:
        nonlocal is_needed
        is_needed = True
        return "" if password is None else password

    try:
        context.load_cert_chain(file, key, tell_password)
    except ssl.SSLError:
        if not is_needed:
            raise
    else:
        return None
    return f"the key {'needs its' if password is None else 'has another'} password: cert=(certificate, key, password)"
