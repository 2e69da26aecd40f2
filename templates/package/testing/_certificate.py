"""A certificate that a server makes and signs for itself (RFC 5280)."""

from __future__ import annotations

import errno
import ipaddress
import os
import secrets
import socket
import ssl
import tempfile
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from .._optional import load_library
from ..auth._redact import SecretStr

__all__ = ["save", "self_made"]

_SUBJECT = "Self-made certificate of a mock"
_LIFETIME = timedelta(days=30)
# Whoever asks may be another machine, whose clock is behind.
_SKEW = timedelta(hours=1)
_LOCAL = ("localhost", "127.0.0.1", "::1")


def self_made(host: str, user: str, *, instead: str = "") -> tuple[ssl.SSLContext, str]:
    """Return the rules of a TLS server, with a fresh key in them, and the certificate for its clients to trust, in PEM.

    The certificate is for the host, what it resolves to, localhost, 127.0.0.1 and ::1. It ends after 30 days.

    Args:
        host: The address that the server listens at.
        user: Who needs a certificate, for the message of an error.
        instead: What can be done without the library that makes it, for the same message.

    Raises:
        ConfigurationError: The library cryptography is not installed.
        OSError: There is no place for temporary files.
    """
    load = partial(load_library, user=user, extra="tls", instead=instead)
    x509, ec = load("cryptography.x509"), load("cryptography.hazmat.primitives.asymmetric.ec")
    serialization, hashes = (load(f"cryptography.hazmat.primitives.{name}") for name in ("serialization", "hashes"))
    key = ec.generate_private_key(ec.SECP256R1())
    certificate = _described(x509, key.public_key(), host).sign(key, hashes.SHA256())
    pem: bytes = certificate.public_bytes(serialization.Encoding.PEM)
    password = SecretStr(secrets.token_hex(32))
    locked = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.BestAvailableEncryption(password.encode()),
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    _load(context, locked + pem, password)
    return context, pem.decode("ascii")


def _described(x509: Any, public_key: Any, host: str) -> Any:
    """Return the certificate's content.

    There is no key usage in it: it is optional where the certificate signs no others (RFC 5280 section 4.2.1.3), and
    some libraries do not take a certificate as signed by itself when it is there and does not allow that.
    """
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, _SUBJECT)])
    now = datetime.now(UTC)
    content = x509.CertificateBuilder(issuer_name=name, subject_name=name, public_key=public_key)
    content = content.serial_number(x509.random_serial_number())
    content = content.not_valid_before(now - _SKEW).not_valid_after(now + _LIFETIME)
    for extension, critical in (
        # Not that of an authority: nothing else can be signed with its key (section 4.2.1.9).
        (x509.BasicConstraints(ca=False, path_length=None), True),
        (x509.ExtendedKeyUsage([x509.ExtendedKeyUsageOID.SERVER_AUTH]), False),
        (x509.SubjectKeyIdentifier.from_public_key(public_key), False),
        (x509.SubjectAlternativeName([_name(x509, each) for each in _names(host)]), False),
    ):
        content = content.add_extension(extension, critical=critical)
    return content


def _names(host: str) -> list[str]:
    names = [host] if host else []
    with suppress(OSError):
        names += [host] if ":" in host else [socket.gethostbyname(host)]
    return list(dict.fromkeys([*names, *_LOCAL]))


def _name(x509: Any, host: str) -> Any:
    # An address is compared with addresses alone, and a name with names (RFC 9110 section 4.3.5).
    try:
        return x509.IPAddress(ipaddress.ip_address(host))
    except ValueError:
        return x509.DNSName(host.encode("idna").decode("ascii"))


def _load(context: ssl.SSLContext, pem: bytes, password: SecretStr) -> None:
    """Hand a certificate and its key over by a file, the only way there is; it is this user's alone, and gone at once.

    The key in it is encrypted, in case that this process is killed in between.
    """
    descriptor, path = tempfile.mkstemp(suffix=".pem")
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(pem)
        context.load_cert_chain(path, password=password)
    finally:
        Path(path).unlink()


def save(pem: str, path: str) -> None:
    """Write a certificate to a file, whole or not at all. Another mock's is replaced.

    Args:
        pem: The certificate.
        path: The file.

    Raises:
        OSError: It cannot be written, or something else is there that would be lost.
    """
    # The file that a link leads to is written, and the link left alone.
    target = Path(os.path.realpath(path))
    if target.exists() and not _replaceable(target):
        raise FileExistsError(errno.EEXIST, "it is there already, and is no certificate of a mock; name another file")
    draft = target.with_name(f".{target.name}.{secrets.token_hex(8)}")
    try:
        with draft.open("x", encoding="ascii", newline="\n") as file:
            file.write(pem)
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)


def _replaceable(file: Path) -> bool:
    if not file.is_file():
        return False
    content = file.read_bytes()
    if not content:
        return True
    x509 = load_library("cryptography.x509", "A certificate's file", extra="tls")
    try:
        names = x509.load_pem_x509_certificate(content).subject.rdns
    except ValueError:
        return False
    return [each.value for name in names for each in name] == [_SUBJECT]
