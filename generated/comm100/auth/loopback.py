"""Receiving the redirect of a sign-in on the user's own machine (RFC 8252), for programs that people run themselves.

with LoopbackReceiver() as receiver:
    app = AuthorizationCode(..., redirect_uri=receiver.redirect_uri)
    login = app.start()
    open_browser(login.url)
    token = receiver.receive(app.finish, login)
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import html
import os
import re
import socket
import sys
import threading
import webbrowser
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler
from socketserver import ThreadingTCPServer
from string import Template
from types import TracebackType
from typing import Any, Final, Self, TypeVar
from urllib.parse import urlsplit

from ..errors import CallbackError, ClientError, ConfigurationError
from ._concurrency import Clock, check_clock, check_seconds
from ._redact import hide
from .authorization import AuthorizationRequest, read_redirect

__all__ = ["LoopbackReceiver", "is_loopback_redirect", "open_browser"]

T = TypeVar("T")

_PATH: Final = "/callback"
_POLL_INTERVAL: Final = 0.5
_DELIVERY_TIMEOUT: Final = 5.0
_START_OVER: Final = "Go back to where you started, and begin again from there."

# The receiver resolves the name itself: only a literal address is sure to be this machine (RFC 8252 section 8.3).
_ADDRESSES: Final = {"127.0.0.1": "127.0.0.1", "localhost": "127.0.0.1", "::1": "::1"}

# The characters of a URI (RFC 3986 section 2), none of which a shell or terminal can misread in a browser's arguments.
_OPENABLE = re.compile(r"https?://[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]+", re.IGNORECASE)


class LoopbackReceiver:
    """Listens on a loopback address for the one redirect that ends a sign-in (RFC 8252 section 7.3).

    It listens from the start, so that its port is known and taken, and responds while :meth:`receive` waits. Use it as
    a context manager, or close it. It serves the authorization code flow: the token of the implicit flow comes in a
    fragment, which browsers send to no server.

    Args:
        redirect_uri: The redirect URI that is registered for the client, on 127.0.0.1, [::1] or localhost and with its
            port; None for ``http://127.0.0.1:{port}/callback``.
        port: The port if ``redirect_uri`` is not given; 0 for any free one.
        product: What the user signs in to, as the page calls it.
        caller: Where the page sends the user back to.
        read_timeout: Seconds that a browser may take to send its request.
        clock: The clock.

    Raises:
        ConfigurationError: The redirect URI is not on this machine, its port is taken, or an argument has a wrong type.
    """

    def __init__(
        self,
        redirect_uri: str | None = None,
        *,
        port: int = 0,
        product: str = "",
        caller: str = "the application",
        read_timeout: float = 5.0,
        clock: Clock | None = None,
    ) -> None:
        check_seconds("read_timeout", read_timeout)
        self._clock = check_clock(clock)
        if not isinstance(redirect_uri, str | None) or not isinstance(port, int) or not isinstance(product, str):
            raise ConfigurationError("redirect_uri and product are texts, and port is a number.")
        address = LoopbackAddress.parse(f"http://127.0.0.1:{port}{_PATH}" if redirect_uri is None else redirect_uri)
        if redirect_uri is not None and address.port == 0:
            raise ConfigurationError(f"The redirect URI {redirect_uri} needs the port that is registered for it.")
        self._listener = Listener(address, read_timeout)
        self._redirect_uri = redirect_uri or f"http://127.0.0.1:{self._listener.port}{_PATH}"
        self._destination = f" to {product}" if product else ""
        self._caller = caller

    @property
    def redirect_uri(self) -> str:
        """Where the browser comes back to, exactly as the authorization request must contain it."""
        return self._redirect_uri

    def receive(
        self, finish: Callable[[str, AuthorizationRequest], T], login: AuthorizationRequest, *, timeout: float = 300.0
    ) -> T:
        """Wait for the redirect, finish the sign-in with it, and show the result in the browser.

        A request without the sign-in's state is refused and does not end the wait.

        Args:
            finish: Exchanges the redirect's URL for a token: an application's ``finish``. It is called once, in the
                caller's thread, and its result or exception is passed on.
            login: What ``start`` returned.
            timeout: Seconds to wait for the redirect.

        Raises:
            CallbackError: No redirect came in time.
            ConfigurationError: The timeout is not a number of seconds, or another argument is not what it should be.
        """
        check_seconds("timeout", timeout)
        if not isinstance(login, AuthorizationRequest) or not callable(finish):
            raise ConfigurationError("finish is a function, and login what start() returned.")
        waiter = CallbackWaiter(login.state)
        with self._responding(waiter):
            target = self._wait_for_redirect(waiter, timeout)
            waiter.result = self._failure_page("The program gave up.")
            try:
                result = finish(f"{self._redirect_uri}?{target.partition('?')[2]}", login)
            except ClientError as error:
                waiter.result = self._failure_page(str(error))
                raise
            title = f"You are signed in{self._destination}"
            waiter.result = result_page(200, title, f"You can close this window and go back to {self._caller}.")
            return result

    def close(self) -> None:
        """Stop listening."""
        self._listener.server_close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _failure_page(self, detail: str) -> ResultPage:
        text = f"You can close this window. Go back to {self._caller} and start again."
        return result_page(400, f"The sign-in{self._destination} failed", text, detail)

    @contextmanager
    def _responding(self, waiter: CallbackWaiter) -> Iterator[None]:
        thread = threading.Thread(target=self._listener.respond, args=(waiter,), name="oauth-loopback", daemon=True)
        try:
            thread.start()
            yield
        finally:
            waiter.concluded.set()
            if waiter.target is not None:
                waiter.delivered.wait(_DELIVERY_TIMEOUT)
            if thread.is_alive():
                thread.join()

    def _wait_for_redirect(self, waiter: CallbackWaiter, timeout: float) -> str:
        deadline = self._clock.monotonic() + timeout
        while waiter.target is None:
            left = deadline - self._clock.monotonic()
            if left <= 0:
                raise CallbackError(f"The sign-in was not completed within {timeout:g} seconds. Start it again.")
            # On Windows Ctrl-C only takes effect between two waits.
            waiter.arrived.wait(min(left, _POLL_INTERVAL))
        return hide(waiter.target)


def is_loopback_redirect(redirect_uri: str) -> bool:
    """Return whether a :class:`LoopbackReceiver` can receive redirects to a URI."""
    try:
        LoopbackAddress.parse(redirect_uri)
    except ConfigurationError:
        return False
    return True


def open_browser(url: str, *, opener: Callable[[str], object] = webbrowser.open) -> None:
    """Open a page in the user's browser, without waiting for it. Show the URL too: there may be no browser.

    Args:
        url: An http or https URL.
        opener: Opens it.

    Raises:
        ConfigurationError: It is another URL, or contains characters that URLs do not have (RFC 3986 section 2).
    """
    if not isinstance(url, str) or not _OPENABLE.fullmatch(url):
        raise ConfigurationError("Only an http or https URL without spaces and control characters can be opened.")

    def open_page() -> None:
        with suppress(webbrowser.Error, OSError):
            opener(url)

    # A text browser only returns when the user leaves it.
    threading.Thread(target=open_page, name="oauth-browser", daemon=True).start()


@dataclass(frozen=True)
class LoopbackAddress:
    """A redirect URI on this machine.

    Args:
        host: The host, as the redirect URI names it.
        port: The port.
        path: The path.
        hosts: The valid values of a request's Host header.
    """

    host: str
    port: int
    path: str
    hosts: frozenset[str]

    @classmethod
    def parse(cls, redirect_uri: str) -> LoopbackAddress:
        """Return the address of a redirect URI.

        Raises:
            ConfigurationError: It is not an http URL of this machine, or has a part that no redirect URI may have.
        """
        try:
            parts = urlsplit(redirect_uri)
            host, port = parts.hostname, 80 if parts.port is None else parts.port
        except ValueError:
            raise ConfigurationError("The redirect URI cannot be parsed.") from None
        printable = redirect_uri.isascii() and redirect_uri.isprintable() and " " not in redirect_uri
        if not printable or parts.scheme != "http" or host not in _ADDRESSES or parts.username is not None:
            raise ConfigurationError(
                f"The redirect URI {redirect_uri!r} is not on this machine: it must begin with http://127.0.0.1, "
                "http://[::1] or http://localhost."
            )
        if "?" in redirect_uri or "#" in redirect_uri:
            raise ConfigurationError(f"The redirect URI {redirect_uri!r} must have neither a query nor a fragment.")
        name = f"[{host}]" if ":" in host else host
        hosts = {f"{name}:{port}", name} if port == 80 else {f"{name}:{port}"}
        return cls(host, port, parts.path or "/", frozenset(hosts))


class CallbackWaiter:
    """Passes the redirect to the thread that waits for it, and the result page back to the browser's connections.

    Args:
        state: The state that the redirect must carry.
    """

    def __init__(self, state: str) -> None:
        self._state = state.encode()
        self._lock = threading.Lock()
        self._pending = 0
        self.target: str | None = None
        self.result = result_page(400, "This sign-in is over", _START_OVER)
        self.arrived, self.concluded, self.delivered = threading.Event(), threading.Event(), threading.Event()

    def serve(self, target: str, send: Callable[[ResultPage], None]) -> None:
        """Respond to a redirect. The first one with the right state ends the wait; repeated ones get the same page.

        Args:
            target: The request's path and query, as received.
            send: Sends a page.
        """
        if not self._is_ours(target):
            return send(result_page(400, "This is not the sign-in that was started here", _START_OVER))
        with self._lock:
            self._pending += 1
            self.target = self.target or target
        self.arrived.set()
        self.concluded.wait()
        try:
            send(self.result)
        finally:
            with self._lock:
                self._pending -= 1
                if not self._pending:
                    self.delivered.set()

    def _is_ours(self, target: str) -> bool:
        try:
            fields = read_redirect(target, fragment=False)
        except CallbackError:
            return False
        state = fields.get("state", "").encode(errors="replace")
        return hmac.compare_digest(state, self._state) and bool(fields.get("code") or fields.get("error"))


class Listener(ThreadingTCPServer):
    """An HTTP server on a loopback address, with one path, one method, one host name and no log.

    Args:
        address: Where to listen.
        read_timeout: Seconds that a connection may stay silent.

    Raises:
        ConfigurationError: The port is taken or not permitted.
    """

    daemon_threads = True
    timeout = 0.05
    # On Windows this would let another program take over the port.
    allow_reuse_address = os.name == "posix"

    def __init__(self, address: LoopbackAddress, read_timeout: float) -> None:
        self.address_family = socket.AF_INET6 if address.host == "::1" else socket.AF_INET
        self.read_timeout = read_timeout
        self.waiter = CallbackWaiter("")
        self._connections: set[Any] = set()
        try:
            super().__init__((_ADDRESSES[address.host], address.port), _Handler)
        except OSError as error:
            raise ConfigurationError(
                f"Cannot listen on port {address.port} of {address.host} ({error.strerror}). Choose another port."
            ) from None
        url = f"http://{address.host}:{self.port}{address.path}"
        self.address = address if address.port else LoopbackAddress.parse(url)

    @property
    def port(self) -> int:
        """The port that the system assigned if any free one was asked for."""
        port: int = self.server_address[1]
        return port

    def respond(self, waiter: CallbackWaiter) -> None:
        """Respond to requests until a wait is concluded, and to none if it already is.

        ``serve_forever`` cannot be told to stop before it has started, which is when Ctrl-C may come.
        """
        self.waiter = waiter
        while not waiter.concluded.is_set():
            self.handle_request()

    def process_request(self, request: Any, client_address: Any) -> None:
        """Serve a connection."""
        self._connections.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        """Close a connection."""
        self._connections.discard(request)
        super().shutdown_request(request)

    def server_close(self) -> None:
        """Stop listening, and close the open connections."""
        super().server_close()
        for request in list(self._connections):
            self.shutdown_request(request)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Ignore browsers that went away, and show all other errors."""
        if not isinstance(sys.exception(), OSError):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    server: Listener  # pyright: ignore[reportIncompatibleVariableOverride]  # typeshed has no type for each server

    def setup(self) -> None:
        self.request.settimeout(self.server.read_timeout)
        super().setup()

    def parse_request(self) -> bool:
        if not super().parse_request():
            return False
        if self.command != "GET":
            self._send(result_page(405, "Only GET is allowed here", _START_OVER))
        return self.command == "GET"

    def do_GET(self) -> None:
        address = self.server.address
        # The library merges leading slashes in its own path.
        target = self.requestline.split()[1]
        hosts = [host.lower() for host in self.headers.get_all("Host", [])]
        if len(hosts) != 1 or hosts[0] not in address.hosts:
            self._send(result_page(421, "This address is not served here", _START_OVER))
        elif target.partition("?")[0] != address.path:
            self._send(result_page(404, "There is nothing here", _START_OVER))
        else:
            self.server.waiter.serve(target, self._send)

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        self._send(result_page(code, "This request cannot be read", _START_OVER))

    def _send(self, page: ResultPage) -> None:
        self.close_connection = True
        # To the library, a request without a version asks for a page without header fields.
        self.request_version = "HTTP/1.0"
        self.send_response_only(page.status)
        for name, value in page.headers:
            self.send_header(name, value)
        if page.status == 405:
            self.send_header("Allow", "GET")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(page.body)

    def log_message(self, format: str, *args: object) -> None:
        """Write nothing: the address contains the code."""


_STYLE: Final = """
:root { color-scheme: light dark; --back: #f4f5f7; --card: #fff; --text: #1c2430; --soft: #5b6675; --line: #e1e5ea; }
.good { --mark: #1a7f4b; } .bad { --mark: #b3372f; }
@media (prefers-color-scheme: dark) {
  :root { --back: #14181d; --card: #1d232a; --text: #e8ecf1; --soft: #a3adba; --line: #2d353f; }
  .good { --mark: #4cc38a; } .bad { --mark: #ef8078; }
}
* { box-sizing: border-box; margin: 0; }
body { min-height: 100vh; display: grid; place-items: center; padding: 1.5rem; background: var(--back);
  color: var(--text); font: 1rem/1.55 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; }
main { width: 100%; max-width: 30rem; padding: 2.5rem 2rem; text-align: center; background: var(--card);
  border: 1px solid var(--line); border-radius: 1rem; overflow-wrap: anywhere; }
svg { width: 3.25rem; height: 3.25rem; fill: none; stroke: var(--mark); stroke-width: 2; stroke-linecap: round;
  stroke-linejoin: round; }
h1 { margin: 1rem 0 .5rem; font-size: 1.35rem; line-height: 1.3; text-wrap: balance; }
p { color: var(--soft); text-wrap: balance; }
.detail { margin-top: 1.5rem; padding: .75rem 1rem; text-align: left; text-wrap: wrap; font-size: .9rem;
  color: var(--text); background: var(--back); border: 1px solid var(--line); border-radius: .5rem; }
"""

_CHECK: Final = '<circle cx="12" cy="12" r="10"/><path d="m7.5 12.5 3 3 6-6.5"/>'
_CROSS: Final = '<circle cx="12" cy="12" r="10"/><path d="m8.5 8.5 7 7m0-7-7 7"/>'

_PAGE: Final = Template("""<!doctype html>
<html lang="en" class="$tone">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>$title</title>
<style>$style</style>
</head>
<body>
<main>
<svg viewBox="0 0 24 24" aria-hidden="true">$mark</svg>
<h1>$title</h1>
<p>$text</p>
$detail</main>
</body>
</html>
""")

_STYLE_HASH: Final = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode("ascii")

_HEADERS: Final = (
    ("Content-Type", "text/html; charset=utf-8"),
    ("Cache-Control", "no-store"),
    ("Referrer-Policy", "no-referrer"),
    ("X-Content-Type-Options", "nosniff"),
    (
        "Content-Security-Policy",
        f"default-src 'none'; style-src 'sha256-{_STYLE_HASH}'; base-uri 'none'; form-action 'none'; "
        "frame-ancestors 'none'",
    ),
)


@dataclass(frozen=True)
class ResultPage:
    """A page for the browser.

    Args:
        status: The HTTP status.
        body: The HTML.
    """

    status: int
    body: bytes

    @property
    def headers(self) -> tuple[tuple[str, str], ...]:
        """The header fields: no caching, no referrer, and no style or script but the page's own style."""
        return (*_HEADERS, ("Content-Length", str(len(self.body))))


def result_page(status: int, title: str, text: str, detail: str = "") -> ResultPage:
    """Return a self-contained page that shows a result; all arguments are escaped.

    Args:
        status: The HTTP status; 200 for success.
        title: What happened.
        text: What to do now.
        detail: What went wrong, which may be the server's words.
    """
    success = status == 200
    body = _PAGE.substitute(
        tone="good" if success else "bad",
        title=html.escape(title),
        style=_STYLE,
        mark=_CHECK if success else _CROSS,
        text=html.escape(text),
        detail=f'<p class="detail">{html.escape(detail)}</p>\n' if detail else "",
    )
    return ResultPage(status, body.encode("utf-8", errors="replace"))
