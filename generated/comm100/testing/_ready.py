"""Credentials of this package, filled with what a mock knows."""

from __future__ import annotations

import dataclasses
import warnings
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from ._accounts import Login
from .identities import Identities

if TYPE_CHECKING:
    from .._http import http
    from .clock import MockClock

__all__ = ["Ready"]

C = TypeVar("C")


class Ready:
    """Makes credentials that work.

    Args:
        identities: Whom the mock knows.
        logins: How people sign in, by security scheme.
        transport: What token requests are sent with; None for their client's own way.
        clock: The mock's, which sign-ins live by.
    """

    def __init__(
        self,
        identities: Identities,
        logins: Mapping[str, Login],
        transport: http.BaseTransport | None,
        clock: MockClock,
    ) -> None:
        self._identities = identities
        self._logins = logins
        self._lent = {"transport": transport, "clock": clock}

    def make(self, kind: type[C]) -> C:
        """Return credentials of one kind, of the first account or client that the mock knows.

        Args:
            kind: The class of the credentials.
        """
        described: Any = kind
        with warnings.catch_warnings():
            # They say that a flow shows secrets to a program; these secrets are made up.
            warnings.simplefilter("ignore")
            return kind(**(self._flow(described) if hasattr(kind, "flow") else self._fixed(described)))

    def _fixed(self, kind: Any) -> dict[str, Any]:
        names = [field.name for field in dataclasses.fields(kind) if field.init]
        known = self._of_account(kind.scheme) or dict.fromkeys(names, self._identities.keys.get(kind.scheme))
        return {name: known[name] for name in names}

    def _flow(self, kind: Any) -> dict[str, Any]:
        known = self._of_app() | self._of_account(kind.scheme)
        values = {name: known[wire] for name, wire in kind.flow.wire.items() if wire in known}
        return values | {
            field.name: self._lent[field.name] for field in dataclasses.fields(kind) if field.name in self._lent
        }

    def _of_account(self, scheme: str) -> dict[str, Any]:
        login = self._logins.get(scheme)
        if login is None:
            return {}
        account = self._identities.account(login.realm)
        return {login.name: account.login, login.secret: account.secrets[login.secret]}

    def _of_app(self) -> dict[str, Any]:
        for app in self._identities.apps:
            own = {"client_id": app.client_id, "client_secret": app.client_secret, "redirect_uri": app.redirect_uris[0]}
            return {**own, **app.parameters}
        return {}
