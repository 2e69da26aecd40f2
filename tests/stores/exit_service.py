"""A server whose every token request takes a while and replaces the refresh token, and the tokens to begin with."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs

from comm100 import AuthorizationCode, Token
from tests.stores.support import PATIENCE

PATH = "/api/v2/account/agents/me"
DELAY = 0.15
"""Seconds that a token request takes."""


def app() -> AuthorizationCode:
    return AuthorizationCode(
        client_id="example-client", client_secret="example", redirect_uri="http://127.0.0.1/callback", site_id=10000
    )


def expiring(url: str, number: int) -> Token:
    """Return a token that is refreshed in the background with the next call."""
    now = time.time()
    return Token(
        access_token=f"access-{number}-0",
        base_url=url,
        issued_at=now - 43_000,
        expires_at=now + 300,
        refresh_token=f"refresh-{number}-0",
    )


class ExitService(ThreadingHTTPServer):
    """Answers a call once its token is being refreshed, and token requests slowly."""

    daemon_threads = True
    request_queue_size = 200

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.changed = threading.Condition()
        self.used: set[str] = set()
        self.issued: dict[str, str] = {}

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def refresh(self, refresh_token: str) -> tuple[int, dict[str, Any]]:
        """Replace a refresh token, which is good once."""
        name, _, count = refresh_token.rpartition("-")
        with self.changed:
            if refresh_token in self.used:
                return 400, {"error": "invalid_grant"}
            self.used.add(refresh_token)
            self.issued[name] = new = f"{name}-{int(count) + 1}"
            self.changed.notify_all()
        return 200, {"access_token": f"access-{new}", "refresh_token": new, "expires_in": 43_000}

    def wait_for_refresh(self, access_token: str) -> None:
        """Wait until the refresh token that belongs to an access token is being replaced."""
        name = access_token.rpartition("-")[0].replace("access", "refresh")
        with self.changed:
            assert self.changed.wait_for(lambda: name in self.issued, PATIENCE), f"{name} is not refreshed"


class _Handler(BaseHTTPRequestHandler):
    server: ExitService

    def do_GET(self) -> None:
        self.server.wait_for_refresh(self.headers["Authorization"].removeprefix("Bearer "))
        self._send(200, {"email": "ada@example.com"})

    def do_POST(self) -> None:
        form = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        status, body = self.server.refresh(form["refresh_token"][0])
        time.sleep(DELAY)
        self._send(status, body)

    def _send(self, status: int, value: Any) -> None:
        body = json.dumps(value).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        pass


@contextmanager
def exit_service() -> Iterator[ExitService]:
    with ExitService() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
