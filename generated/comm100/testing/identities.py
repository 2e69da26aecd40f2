"""Who the mock knows: accounts that people sign in to, and registered OAuth clients. All of them are fictitious."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

__all__ = ["Account", "Identities", "OAuthApp"]


@dataclass(frozen=True, kw_only=True)
class Account:
    """Somebody who can sign in.

    Attributes:
        realm: Where the account lives: the collection of its record, or the security scheme it is good for.
        login: The name to sign in with.
        secrets: The secrets by name: ``password``, ``api_key``.
        record: The key of its record in the collection; None where it has none.
    """

    realm: str
    login: str
    secrets: Mapping[str, str] = field(repr=False)
    record: Any = None


@dataclass(frozen=True, kw_only=True)
class OAuthApp:
    """A registered OAuth client (RFC 6749 section 2).

    Attributes:
        client_id: Its identifier.
        client_secret: Its secret.
        redirect_uris: The redirect URIs that it may use, compared character for character.
        parameters: Further parameters that it is bound to, such as a site; a request that names others is refused.
    """

    client_id: str
    client_secret: str = field(repr=False)
    redirect_uris: tuple[str, ...]
    parameters: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Identities:
    """Everybody that a fresh mock knows.

    Attributes:
        accounts: The accounts; the first of each realm is the one that the document's examples show.
        apps: The OAuth clients; the first is the one of the examples.
        keys: The keys and fixed bearer tokens, by security scheme.
    """

    accounts: tuple[Account, ...]
    apps: tuple[OAuthApp, ...]
    keys: Mapping[str, str] = field(repr=False)

    def extended(self, redirect_uris: tuple[str, ...], apps: tuple[OAuthApp, ...]) -> Identities:
        """Return the same identities and more.

        Args:
            redirect_uris: Redirect URIs that the OAuth clients may use beside their own.
            apps: Further OAuth clients.
        """
        own = (replace(app, redirect_uris=(*app.redirect_uris, *redirect_uris)) for app in self.apps)
        return replace(self, apps=(*own, *apps))

    def account(self, realm: str) -> Account:
        """Return the first account of a realm.

        Args:
            realm: The collection, or the security scheme.

        Raises:
            LookupError: The realm has no account.
        """
        for account in self.accounts:
            if account.realm == realm:
                return account
        raise LookupError(f"nobody can sign in to {realm}")
