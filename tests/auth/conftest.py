"""A clock and an authorization server for each test, a call in each style, and a server that nobody should trust."""

from __future__ import annotations

import ipaddress
import ssl
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import ClassVar

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from tests.auth.support import STYLES, Ask, Clock, FakeAuthServer


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def auth_server() -> FakeAuthServer:
    return FakeAuthServer()


@pytest.fixture(params=STYLES)
def ask(request: pytest.FixtureRequest) -> Ask:
    """Sends one request with bound credentials, blocking, in asyncio and in trio: ask(auth_server, bound, url)."""
    return STYLES[request.param]


class Untrusted(BaseHTTPRequestHandler):
    """Writes down what it is sent over TLS."""

    seen: ClassVar[list[str]] = []

    def do_POST(self) -> None:
        self.seen.append(self.rfile.read(int(self.headers["Content-Length"])).decode())
        self.do_GET()

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Length", "2")
        self.end_headers()
        self.wfile.write(b"{}")

    def log_message(self, *args: object) -> None:
        pass


def self_signed(folder: Path) -> Path:
    """Return a file with a new key and the certificate that it has made out for itself."""
    key, name = ec.generate_private_key(ec.SECP256R1()), x509.Name([])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), True)
        .sign(key, hashes.SHA256())
    )
    secret = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path = folder / "server.pem"
    path.write_bytes(secret + certificate.public_bytes(serialization.Encoding.PEM))
    return path


@pytest.fixture
def untrusted(tmp_path: Path) -> Iterator[str]:
    """The URL of a server on this machine that a client can only talk to without looking at its certificate."""
    Untrusted.seen.clear()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(self_signed(tmp_path))
    with HTTPServer(("127.0.0.1", 0), Untrusted) as server:
        server.socket = context.wrap_socket(server.socket, server_side=True)
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield f"https://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()
