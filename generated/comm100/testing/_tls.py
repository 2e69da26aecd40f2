"""TLS (RFC 8446) between a served mock and its clients."""

from __future__ import annotations

import ssl
from collections.abc import Mapping
from functools import cached_property
from typing import Any

from .._http import http, tls
from ..auth._base import reusable_transport
from ._certificate import self_made

__all__ = ["Tls", "Transport"]

Transport = type[http.HTTPTransport] | type[http.AsyncHTTPTransport]


class Tls:
    """What a server shows of itself, and what its clients trust.

    Args:
        server: The server's rules, with its certificate and key in them.
        trust: The clients' rules, which verify the certificate.
        certificate: The certificate in PEM; None where nobody but its owner knows it.
    """

    def __init__(self, server: ssl.SSLContext, trust: ssl.SSLContext, certificate: str | None = None) -> None:
        self.server = server
        self.trust = trust
        self.certificate = certificate

    @classmethod
    def fresh(cls, host: str) -> Tls:
        """Return TLS with a fresh certificate, which its clients trust, and no other.

        Args:
            host: The address that the server listens at.

        Raises:
            ConfigurationError: The library cryptography is not installed.
            OSError: There is no place for temporary files.
        """
        instead = "Or give a certificate of your own, as tls=<an ssl.SSLContext>."
        server, certificate = self_made(host, "MockServer(tls=True)", instead=instead)
        return cls(server, ssl.create_default_context(cadata=certificate), certificate)

    @classmethod
    def own(cls, server: ssl.SSLContext, trust: ssl.SSLContext | None) -> Tls:
        """Return TLS with somebody's own certificate.

        Args:
            server: The server's rules.
            trust: The clients' rules; those of the HTTP library where they are left out.
        """
        return cls(server, trust or tls())

    @cached_property
    def token_transport(self) -> http.HTTPTransport:
        """What token requests are sent with. It keeps no connection, so that nobody needs to close it."""
        return http.HTTPTransport(verify=self.trust, limits=http.Limits(max_keepalive_connections=0))

    def options(self, transport: Transport, given: Mapping[str, Any]) -> dict[str, Any]:
        """Return what makes a client trust the certificate, where its maker leaves that open.

        Args:
            transport: The class of the client's transport.
            given: What its maker says.
        """
        own = given.get("transport") or given.get("http_client")
        options: dict[str, Any] = {} if own else {"transport": transport(verify=self.trust)}
        # As clients do: a transport of the maker's own that may carry token requests does.
        if not (given.get("token_transport") or reusable_transport(given.get("transport"))):
            options["token_transport"] = self.token_transport
        return options
