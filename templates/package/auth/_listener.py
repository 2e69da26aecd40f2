"""The small HTTP server behind a loopback redirect: one path, one method, one host name, no log."""

from __future__ import annotations

import hmac
import os
import socket
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler
from socketserver import ThreadingTCPServer
from typing import Any, Final
from urllib.parse import urlsplit

from ..errors import CallbackError, ConfigurationError
from ._callback import read_redirect
from ._landing import Page, page

__all__ = ["Address", "Listener", "Wait"]

# The name is resolved here and not by the system: only a literal address is sure to be this machine (RFC 8252 8.3).
_ADDRESSES: Final = {"127.0.0.1": "127.0.0.1", "localhost": "127.0.0.1", "::1": "::1"}
_STARTED: Final = "Go back to where you started, and begin again from there."


@dataclass(frozen=True)
class Address:
    """A redirect URI on this machine.

    Args:
        host: A key of the loopback addresses.
        port: The port.
        path: The path, as it is written.
        hosts: What a request for it may have as its Host.
    """

    host: str
    port: int
    path: str
    hosts: frozenset[str]

    @classmethod
    def parse(cls, redirect_uri: str) -> Address:
        """Return the address of a redirect URI.

        Raises:
            ConfigurationError: It is no http URL of this machine, or holds what no redirect URI may.
        """
        try:
            parts = urlsplit(redirect_uri)
            host, port = parts.hostname, 80 if parts.port is None else parts.port
        except ValueError:
            raise ConfigurationError("The redirect URI cannot be read.") from None
        plain = redirect_uri.isascii() and redirect_uri.isprintable() and " " not in redirect_uri
        if not plain or parts.scheme != "http" or host not in _ADDRESSES or parts.username is not None:
            raise ConfigurationError(
                f"The redirect URI {redirect_uri!r} is not on this machine: it begins with http://127.0.0.1, "
                "http://[::1] or http://localhost."
            )
        if "?" in redirect_uri or "#" in redirect_uri:
            raise ConfigurationError(f"The redirect URI {redirect_uri!r} must have neither a query nor a fragment.")
        name = f"[{host}]" if ":" in host else host
        hosts = {f"{name}:{port}", name} if port == 80 else {f"{name}:{port}"}
        return cls(host, port, parts.path or "/", frozenset(hosts))


class Wait:
    """What one wait and the connections that come meanwhile tell each other.

    Args:
        state: The state that the redirect must carry.
    """

    def __init__(self, state: str) -> None:
        self._state = state.encode()
        self._lock = threading.Lock()
        self._pending = 0
        self.target: str | None = None
        self.outcome = page(400, "Nobody waits for this sign-in any more", _STARTED)
        self.arrived, self.concluded, self.shown = threading.Event(), threading.Event(), threading.Event()

    def serve(self, target: str, send: Callable[[Page], None]) -> None:
        """Answer a redirect: the first one with the right state ends the wait, and whoever repeats it gets its page.

        Args:
            target: The request's path and query, as they came.
            send: Sends a page.
        """
        if not self._is_ours(target):
            return send(page(400, "This is not the sign-in that was begun here", _STARTED))
        with self._lock:
            self._pending += 1
            self.target = self.target or target
        self.arrived.set()
        self.concluded.wait()
        try:
            send(self.outcome)
        finally:
            with self._lock:
                self._pending -= 1
                if not self._pending:
                    self.shown.set()

    def _is_ours(self, target: str) -> bool:
        try:
            fields = read_redirect(target, fragment=False)
        except CallbackError:
            return False
        state = fields.get("state", "").encode(errors="replace")
        return hmac.compare_digest(state, self._state) and bool(fields.get("code") or fields.get("error"))


class Listener(ThreadingTCPServer):
    """A server on a loopback address, each connection in a thread of its own.

    Args:
        address: Where to listen.
        patience: Seconds that a connection may stay silent.

    Raises:
        ConfigurationError: The port is taken or not allowed.
    """

    daemon_threads = True
    timeout = 0.05
    # On Windows it would let another program take the port over.
    allow_reuse_address = os.name == "posix"

    def __init__(self, address: Address, patience: float) -> None:
        self.address_family = socket.AF_INET6 if address.host == "::1" else socket.AF_INET
        self.patience = patience
        self.wait = Wait("")
        self._open: set[Any] = set()
        try:
            super().__init__((_ADDRESSES[address.host], address.port), _Handler)
        except OSError as error:
            raise ConfigurationError(
                f"Cannot listen at port {address.port} of {address.host} ({error.strerror}). Name another port."
            ) from None
        self.address = address if address.port else Address.parse(f"http://{address.host}:{self.port}{address.path}")

    @property
    def port(self) -> int:
        """The port, also where any free one was asked for."""
        port: int = self.server_address[1]
        return port

    def answer(self, wait: Wait) -> None:
        """Answer until a wait is concluded, and nothing at all where it is already.

        The library's own loop cannot be told to end before it has begun, which is when Ctrl-C may come.
        """
        self.wait = wait
        while not wait.concluded.is_set():
            self.handle_request()

    def process_request(self, request: Any, client_address: Any) -> None:
        """Serve a connection."""
        self._open.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        """End a connection."""
        self._open.discard(request)
        super().shutdown_request(request)

    def server_close(self) -> None:
        """Stop listening, and end what connections there are."""
        super().server_close()
        for request in list(self._open):
            self.shutdown_request(request)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Pass over browsers that went away, and show all other errors."""
        if not isinstance(sys.exception(), OSError):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    server: Listener

    def setup(self) -> None:
        self.request.settimeout(self.server.patience)
        super().setup()

    def parse_request(self) -> bool:
        if not super().parse_request():
            return False
        if self.command != "GET":
            self._send(page(405, "Only GET is served here", _STARTED))
        return self.command == "GET"

    def do_GET(self) -> None:
        address = self.server.address
        # The library's own path has leading slashes joined.
        target = self.requestline.split()[1]
        hosts = [host.lower() for host in self.headers.get_all("Host", [])]
        if len(hosts) != 1 or hosts[0] not in address.hosts:
            self._send(page(421, "This address is not served here", _STARTED))
        elif target.partition("?")[0] != address.path:
            self._send(page(404, "There is nothing here", _STARTED))
        else:
            self.server.wait.serve(target, self._send)

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        self._send(page(code, "This request cannot be read", _STARTED))

    def _send(self, answer: Page) -> None:
        self.close_connection = True
        # In the library's eyes a request without a version wants a page without header fields.
        self.request_version = "HTTP/1.0"
        self.send_response_only(answer.status)
        for name, value in answer.headers:
            self.send_header(name, value)
        if answer.status == 405:
            self.send_header("Allow", "GET")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(answer.body)

    def log_message(self, format: str, *args: object) -> None:
        """Write nothing: the address holds the code."""
