"""TLS (RFC 8446) for a served mock: a self-signed certificate (RFC 5280), and the clients that trust it."""

from __future__ import annotations

import errno
import ipaddress
import os
import secrets
import socket
import ssl
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from .._http import http, tls
from .._optional import load_library
from ..auth._redact import SecretStr

__all__ = ["Tls", "Transport", "save_certificate", "self_signed"]

Transport = type[http.HTTPTransport] | type[http.AsyncHTTPTransport]

_SUBJECT = "Self-made certificate of a mock"
_LIFETIME = timedelta(days=30)
# A client on another machine may have a clock that is behind.
_SKEW = timedelta(hours=1)
_LOCAL = ("localhost", "127.0.0.1", "::1")


class Tls:
    """The certificate of a server, and what its clients verify it with.

    Args:
        server: The server's TLS context, with its certificate and key.
        trust: The clients' TLS context, which verifies the certificate.
        certificate: The certificate in PEM; None if the caller supplied it.
    """

    def __init__(self, server: ssl.SSLContext, trust: ssl.SSLContext, certificate: str | None = None) -> None:
        self.server = server
        self.trust = trust
        self.certificate = certificate

    @classmethod
    def fresh(cls, host: str) -> Tls:
        """Return TLS with a fresh certificate, the only one that its clients trust.

        Args:
            host: The address that the server listens on.

        Raises:
            ConfigurationError: The library cryptography is not installed.
            OSError: No temporary file can be created.
        """
        instead = "Or pass your own certificate, as tls=<an ssl.SSLContext>."
        server, certificate = self_signed(host, "MockServer(tls=True)", instead=instead)
        return cls(server, ssl.create_default_context(cadata=certificate), certificate)

    @classmethod
    def own(cls, server: ssl.SSLContext, trust: ssl.SSLContext | None) -> Tls:
        """Return TLS with the caller's own certificate.

        Args:
            server: The server's TLS context.
            trust: The clients' TLS context; the HTTP library's default if omitted.
        """
        return cls(server, trust or tls())

    def options(self, transport: Transport, given: Mapping[str, Any]) -> dict[str, Any]:
        """Return the options that make a client trust the certificate, unless its caller chose otherwise.

        Args:
            transport: The class of the client's transport.
            given: The options that the caller passed.
        """
        own = given.get("transport") or given.get("http_client")
        return {} if own else {"transport": transport(verify=self.trust)}


def self_signed(host: str, user: str, *, instead: str = "") -> tuple[ssl.SSLContext, str]:
    """Return the TLS context of a server, with a fresh key, and the certificate for its clients to trust, in PEM.

    The certificate is valid for the host, the address that it resolves to, localhost, 127.0.0.1 and ::1, for 30 days.

    Args:
        host: The address that the server listens on.
        user: The feature that needs a certificate, for the error message.
        instead: What to do without the library that makes it, for the same message.

    Raises:
        ConfigurationError: The library cryptography is not installed.
        OSError: No temporary file can be created.
    """
    load = partial(load_library, user=user, extra="testing", instead=instead)
    x509, ec = load("cryptography.x509"), load("cryptography.hazmat.primitives.asymmetric.ec")
    serialization, hashes = (load(f"cryptography.hazmat.primitives.{name}") for name in ("serialization", "hashes"))
    key = ec.generate_private_key(ec.SECP256R1())
    certificate = _builder(x509, key.public_key(), host).sign(key, hashes.SHA256())
    pem: bytes = certificate.public_bytes(serialization.Encoding.PEM)
    password = SecretStr(secrets.token_hex(32))
    encrypted = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.BestAvailableEncryption(password.encode()),
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    _load(context, encrypted + pem, password)
    return context, pem.decode("ascii")


def _builder(x509: Any, public_key: Any, host: str) -> Any:
    """Return the certificate's content.

    It has no key usage extension: that is optional in a certificate that signs no others (RFC 5280 section 4.2.1.3),
    and some libraries reject a self-signed certificate whose key usage does not allow signing.
    """
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, _SUBJECT)])
    now = datetime.now(UTC)
    builder = x509.CertificateBuilder(issuer_name=name, subject_name=name, public_key=public_key)
    builder = builder.serial_number(x509.random_serial_number())
    builder = builder.not_valid_before(now - _SKEW).not_valid_after(now + _LIFETIME)
    for extension, critical in (
        # Not an authority: its key can sign nothing else (section 4.2.1.9).
        (x509.BasicConstraints(ca=False, path_length=None), True),
        (x509.ExtendedKeyUsage([x509.ExtendedKeyUsageOID.SERVER_AUTH]), False),
        (x509.SubjectKeyIdentifier.from_public_key(public_key), False),
        (x509.SubjectAlternativeName([_general_name(x509, name) for name in _host_names(host)]), False),
    ):
        builder = builder.add_extension(extension, critical=critical)
    return builder


def _host_names(host: str) -> list[str]:
    names = [host] if host else []
    with suppress(OSError):
        names += [host] if ":" in host else [socket.gethostbyname(host)]
    return list(dict.fromkeys([*names, *_LOCAL]))


def _general_name(x509: Any, host: str) -> Any:
    # An address is compared with addresses only, and a name with names (RFC 9110 section 4.3.5).
    try:
        return x509.IPAddress(ipaddress.ip_address(host))
    except ValueError:
        return x509.DNSName(host.encode("idna").decode("ascii"))


def _load(context: ssl.SSLContext, pem: bytes, password: SecretStr) -> None:
    """Load a certificate and its key through a file, the only way there is; it is private to this user and deleted.

    The key in it is encrypted, in case this process is killed in between.
    """
    descriptor, path = tempfile.mkstemp(suffix=".pem")
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(pem)
        context.load_cert_chain(path, password=password)
    finally:
        Path(path).unlink()


def save_certificate(pem: str, path: str) -> None:
    """Write a certificate to a file, completely or not at all. The certificate of another mock is replaced.

    Args:
        pem: The certificate.
        path: The file.

    Raises:
        OSError: The file cannot be written, or it holds something else, which would be lost.
    """
    # A link is followed and kept.
    target = Path(os.path.realpath(path))
    if target.exists() and not _is_replaceable(target):
        raise FileExistsError(errno.EEXIST, "it exists and is not the certificate of a mock; choose another file")
    draft = target.with_name(f".{target.name}.{secrets.token_hex(8)}")
    try:
        with draft.open("x", encoding="ascii", newline="\n") as file:
            file.write(pem)
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)


def _is_replaceable(file: Path) -> bool:
    if not file.is_file():
        return False
    content = file.read_bytes()
    if not content:
        return True
    x509 = load_library("cryptography.x509", "--tls", extra="testing")
    try:
        names = x509.load_pem_x509_certificate(content).subject.rdns
    except ValueError:
        return False
    return [attribute.value for name in names for attribute in name] == [_SUBJECT]
