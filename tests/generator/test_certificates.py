"""A document with ``mutualTLS``: its client at a server that demands a client certificate (RFC 8705)."""

from __future__ import annotations

import asyncio
import importlib
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from comm100.testing._tls import self_signed
from tests.generator.support import api_of, imported, minimal

ANSWER = b'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 14\r\n\r\n{"name":"Rex"}'


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Any:
    document = minimal() | {"info": {"title": "Certified API", "version": "1"}}
    document["components"]["securitySchemes"] = {"certificate": {"type": "mutualTLS"}}
    document["paths"]["/pets/{petId}"]["get"]["security"] = [{"certificate": []}]
    return imported(tmp_path_factory.mktemp("certified"), api_of(tmp_path_factory.mktemp("document"), document))


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of a client certificate and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "client")])
    now = datetime.now(UTC)
    signed = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    text = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path = tmp_path_factory.mktemp("client") / "client.pem"
    path.write_bytes(text + signed.public_bytes(serialization.Encoding.PEM))
    return path


@contextmanager
def serving(certificate: Path, version: ssl.TLSVersion) -> Iterator[tuple[str, str]]:
    """Demand the certificate, and yield the base URL and the certificate of the server."""
    context, trusted = self_signed("127.0.0.1", "the test")
    context.verify_mode = ssl.CERT_REQUIRED
    context.load_verify_locations(certificate)
    context.maximum_version = version

    def handle(connection: socket.socket) -> None:
        with (
            suppress(OSError),
            context.wrap_socket(connection, server_side=True, do_handshake_on_connect=False) as secured,
        ):
            try:
                secured.do_handshake()
                while b"\r\n\r\n" not in secured.recv(65536):
                    pass
                secured.sendall(ANSWER)
            except ssl.SSLError:
                # What is left unread would reset the connection before the client has read the alert.
                secured.shutdown(socket.SHUT_WR)
                while secured.recv(65536):
                    pass

    def accept() -> None:
        with suppress(OSError):
            while True:
                threading.Thread(target=handle, args=(listener.accept()[0],), daemon=True).start()

    with socket.create_server(("127.0.0.1", 0)) as listener:
        threading.Thread(target=accept, daemon=True).start()
        try:
            yield f"https://127.0.0.1:{listener.getsockname()[1]}", trusted
        finally:
            with suppress(OSError):
                listener.shutdown(socket.SHUT_RDWR)


@pytest.mark.parametrize("is_async", [False, True], ids=["sync", "async"])
@pytest.mark.parametrize(
    ("version", "reason"),
    [
        (ssl.TLSVersion.TLSv1_3, r"the server requires a client certificate; pass it as cert=\. "),
        (ssl.TLSVersion.TLSv1_2, r"TLS failed \(\w+\)\. "),
    ],
    ids=["1.3", "1.2"],
)
def test_a_server_that_demands_a_certificate_gets_the_one_of_the_client(
    package: Any, certificate: Path, tmp_path: Path, version: ssl.TLSVersion, reason: str, is_async: bool
) -> None:
    """Without it, the error says what is missing: in TLS 1.2 the server cannot, so that it is one of the causes."""
    errors = importlib.import_module("certified.errors")

    def call(**options: Any) -> Any:
        options |= {"verify": str(tmp_path / "server.pem"), "max_retries": 0}
        if not is_async:
            with package.Client(**options) as client:
                return client.pets.get(1)

        async def awaited() -> Any:
            async with package.AsyncClient(**options) as client:
                return await client.pets.get(1)

        return asyncio.run(awaited())

    with serving(certificate, version) as (url, trusted):
        (tmp_path / "server.pem").write_text(trusted)
        assert call(base_url=url, cert=str(certificate)).name == "Rex"
        with pytest.raises(errors.APIConnectionError, match=f"{reason}Check the client certificate"):
            call(base_url=url)
