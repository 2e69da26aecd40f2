"""Credentials that work with a mock, one of each kind that the document knows."""

from __future__ import annotations

from ..auth import ApiKey, AuthorizationCode, ClientCredentials, Credentials, Implicit, PartnerPassword, Password
from ._ready import Ready

__all__ = ["MockCredentials"]


class MockCredentials:
    """Ready-made credentials, of the accounts and clients that a mock begins with.

    Args:
        ready: Makes them.
    """

    def __init__(self, ready: Ready) -> None:
        self._ready = ready

    @property
    def first(self) -> Credentials | None:
        """The first kind that the document names; None where it names none."""
        return self.api_key

    @property
    def api_key(self) -> ApiKey:
        """A working `ApiKey`."""
        return self._ready.make(ApiKey)

    @property
    def authorization_code(self) -> AuthorizationCode:
        """A working `AuthorizationCode`."""
        return self._ready.make(AuthorizationCode)

    @property
    def implicit(self) -> Implicit:
        """A working `Implicit`."""
        return self._ready.make(Implicit)

    @property
    def password(self) -> Password:
        """A working `Password`."""
        return self._ready.make(Password)

    @property
    def client_credentials(self) -> ClientCredentials:
        """A working `ClientCredentials`."""
        return self._ready.make(ClientCredentials)

    @property
    def partner_password(self) -> PartnerPassword:
        """A working `PartnerPassword`."""
        return self._ready.make(PartnerPassword)
