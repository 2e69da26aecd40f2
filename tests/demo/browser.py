"""The browser that follows redirects, and the web application that it is redirected to."""

from __future__ import annotations

import http.server
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urljoin

import httpx2

__all__ = ["Application", "application", "visit"]


@dataclass
class Application:
    """A web application with its redirect URI."""

    redirect_uri: str = ""
    visited: list[str] = field(default_factory=list)


@contextmanager
def application() -> Iterator[Application]:
    """Serve a redirect URI on a free loopback port."""
    app = Application()

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            app.visited.append(self.path)
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"You are signed in.")

        def log_message(self, format: str, *args: object) -> None:
            """Keep the table clean."""

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        app.redirect_uri = f"http://127.0.0.1:{server.server_port}/callback"
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield app
        server.shutdown()
        thread.join()


def visit(url: str) -> str:
    """Follow redirects as a browser does, and return the final URL with its fragment."""
    with httpx2.Client(follow_redirects=False) as browser:
        response = browser.get(url)
        while response.is_redirect:
            url = urljoin(url, response.headers["location"])
            response = browser.get(url)
    return url
