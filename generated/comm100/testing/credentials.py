"""Credentials that are valid with a mock, one of each kind in the document."""

from __future__ import annotations

from collections.abc import Iterator

from ..auth import ApiKey, AuthorizationCode, ClientCredentials, Credentials, Implicit, PartnerPassword, Password
from .accounts import CredentialsFactory

__all__ = ["MockCredentials"]


class MockCredentials:
    """Valid credentials of the accounts and clients that a mock starts with."""

    def __init__(self, factory: CredentialsFactory) -> None:
        self._factory = factory

    @property
    def first(self) -> Credentials | None:
        """Credentials of the document's first kind; None if it has none."""
        return self.api_key

    def __iter__(self) -> Iterator[str]:
        """Yield the name of each kind of credentials, in the document's order."""
        yield from ("api_key", "authorization_code", "implicit", "password", "client_credentials", "partner_password")

    @property
    def api_key(self) -> ApiKey:
        """Valid `ApiKey` credentials."""
        return self._factory.make(ApiKey)

    @property
    def authorization_code(self) -> AuthorizationCode:
        """Valid `AuthorizationCode` credentials."""
        return self._factory.make(AuthorizationCode)

    @property
    def implicit(self) -> Implicit:
        """Valid `Implicit` credentials."""
        return self._factory.make(Implicit)

    @property
    def password(self) -> Password:
        """Valid `Password` credentials."""
        return self._factory.make(Password)

    @property
    def client_credentials(self) -> ClientCredentials:
        """Valid `ClientCredentials` credentials."""
        return self._factory.make(ClientCredentials)

    @property
    def partner_password(self) -> PartnerPassword:
        """Valid `PartnerPassword` credentials."""
        return self._factory.make(PartnerPassword)
