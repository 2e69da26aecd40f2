"""Who can sign in, how, and whether still: the live side of `identities`."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ._basic import constant_time_equal
from ._document import Document
from ._endpoints import PROTOCOL, Endpoints
from ._records import Records
from ._responses import schema_example
from ._tokens import Principal
from .identities import Account, Identities, OAuthApp

__all__ = ["Accounts", "Login", "identities", "logins"]


@dataclass(frozen=True, kw_only=True)
class Login:
    """How people sign in with one security scheme.

    Attributes:
        realm: Where their accounts live; see `Account`.
        name: The field of the login name, which is also the property of the record that holds it.
        secret: The field of the secret.
        shown: The login name and the secret that the document shows.
    """

    realm: str
    name: str
    secret: str
    shown: tuple[str, str]


def _realms(document: Document) -> Mapping[str, str]:
    """Return the collection whose records stand behind each security scheme."""
    return {
        scheme: route.store["collection"]
        for route in document.routes
        if route.store and route.store.get("principal")
        for alternative in route.security
        for scheme in alternative
    }


def logins(document: Document, endpoints: Endpoints) -> dict[str, Login]:
    """Return how people sign in, by security scheme; schemes that know no people are left out.

    Args:
        document: The document.
        endpoints: Its OAuth endpoints.
    """
    realms = _realms(document)
    found = {}
    for key, scheme in document.schemes.items():
        if scheme.get("type") == "http" and scheme.get("scheme", "").lower() == "basic":
            parts = scheme.get("x-credentials", {})
            name, secret = parts.get("username", {}), parts.get("password", {})
            found[key] = Login(
                realm=realms.get(key, key),
                name=name.get("name", "username"),
                secret=secret.get("name", "password"),
                shown=(name.get("example", "user"), secret.get("example", "example-password")),
            )
    for spec in endpoints.token.values():
        if "password" in spec.schemes and "password" in spec.schemas:
            scheme_key, schema = spec.schemes["password"], spec.schemas["password"]
            found[scheme_key] = _password_login(document, realms.get(scheme_key, scheme_key), schema)
    return found


def _password_login(document: Document, realm: str, schema: Mapping[str, Any]) -> Login:
    own = {name: document.resolve(each) for name, each in schema["properties"].items() if name not in PROTOCOL}
    secret = next((name for name, each in own.items() if each.get("format") == "password"), "password")
    # The vendor's name of the user name comes first of what is left (RFC 6749 section 4.3.2 calls it username).
    name = next((name for name in own if name != secret), "username")
    shown = schema_example(document, schema) or {}
    pair = shown.get(name, "user"), shown.get(secret, "example-password")
    return Login(realm=realm, name=name, secret=secret, shown=pair)


def _apps(document: Document, endpoints: Endpoints) -> Iterator[OAuthApp]:
    shown: dict[str, Any] = {}
    own: set[str] = set()
    for spec in endpoints.token.values():
        for grant in ("client_credentials", "authorization_code"):
            if grant in spec.schemas:
                schema = spec.schemas[grant]
                shown = (schema_example(document, schema) or {}) | shown
                own |= schema.get("properties", {}).keys() - PROTOCOL
    if endpoints.authorize or any("client_credentials" in each.schemes for each in endpoints.token.values()):
        yield OAuthApp(
            client_id=shown.get("client_id", "example-client"),
            client_secret=shown.get("client_secret", "example-client-secret"),
            redirect_uris=(shown.get("redirect_uri", "https://app.example.com/callback"),),
            parameters={name: shown[name] for name in sorted(own & shown.keys())},
        )


def _account_list(logins: Mapping[str, Login], records: Records, rng: random.Random) -> Iterator[Account]:
    realms = {login.realm: login for login in logins.values()}
    for realm, login in realms.items():
        shown = {each.secret: each.shown[1] for each in logins.values() if each.realm == realm}
        if realm not in records.collections:
            yield Account(realm=realm, login=login.shown[0], secrets=shown)
            continue
        for key, record in records.collections[realm].rows.items():
            first = record.get(login.name) == login.shown[0]
            secrets = shown if first else {name: f"{rng.getrandbits(128):032x}" for name in shown}
            yield Account(realm=realm, login=record.get(login.name, str(key)), secrets=secrets, record=key)


def identities(document: Document, endpoints: Endpoints, records: Records, rng: random.Random) -> Identities:
    """Return everybody that the document's examples show, and the owners of its other records with secrets made up.

    Args:
        document: The document.
        endpoints: Its OAuth endpoints.
        records: Its records.
        rng: Makes the secrets.
    """
    keyed = ("apiKey", ""), ("http", "bearer")
    keys = {
        key: scheme.get("x-example", f"example-{key}")
        for key, scheme in document.schemes.items()
        if (scheme.get("type"), scheme.get("scheme", "").lower()) in keyed
    }
    accounts = tuple(_account_list(logins(document, endpoints), records, rng))
    return Identities(accounts=accounts, apps=tuple(_apps(document, endpoints)), keys=keys)


class Accounts:
    """Signs people in, and tells whether they still may.

    Args:
        known: Everybody that the mock begins with.
        logins: How they sign in, by security scheme.
        records: The records, which hold the login names of those who have one.
    """

    def __init__(self, known: Identities, logins: Mapping[str, Login], records: Records) -> None:
        self._logins = logins
        self._records = records
        self._apps = {app.client_id: app for app in known.apps}
        self._keys = known.keys
        self._first = {account.realm: account.record for account in reversed(known.accounts)}
        self._others = [account for account in known.accounts if account.realm not in records.collections]
        for account in known.accounts:
            if account.realm in records.collections:
                records.collections[account.realm].secrets[account.record] = dict(account.secrets)

    def app(self, client_id: str) -> OAuthApp | None:
        """Return a registered client.

        Args:
            client_id: Its identifier.
        """
        return self._apps.get(client_id)

    def key(self, scheme: str) -> str:
        """Return the key or the fixed token that a security scheme accepts.

        Args:
            scheme: Its key in the document.
        """
        return self._keys[scheme]

    def login(self, scheme: str) -> Login:
        """Return how people sign in with a security scheme.

        Args:
            scheme: Its key in the document.
        """
        return self._logins[scheme]

    def login_of(self, scheme: str) -> Login | None:
        """Return how people sign in with a security scheme; None where the document does not say.

        Args:
            scheme: Its key in the document.
        """
        return self._logins.get(scheme)

    def sign_in(self, scheme: str, login: str, secret: str) -> Principal | None:
        """Return who signs in with a name and a secret, or None.

        Args:
            scheme: The security scheme.
            login: The name.
            secret: The password or the API key.
        """
        how = self._logins.get(scheme)
        if how is None:
            return None
        for key, name, secrets in self._candidates(how):
            if name == login and how.secret in secrets and constant_time_equal(secrets[how.secret], secret):
                principal = Principal(scheme=scheme, realm=how.realm, key=key)
                return principal if self.is_active(principal) else None
        return None

    def _candidates(self, how: Login) -> Iterator[tuple[Any, Any, Mapping[str, str]]]:
        collection = self._records.collections.get(how.realm)
        if collection is None:
            yield from ((each.login, each.login, each.secrets) for each in self._others if each.realm == how.realm)
        else:
            for key, record in collection.rows.items():
                yield key, record.get(how.name), collection.secrets.get(key, {})

    def consenting(self, scheme: str) -> Principal | None:
        """Return who says yes where nobody is asked: the first account of the scheme, while it may sign in.

        Args:
            scheme: The security scheme.
        """
        how = self._logins.get(scheme)
        realm = how.realm if how else scheme
        principal = Principal(scheme=scheme, realm=realm, key=self._first.get(realm))
        return principal if self.is_active(principal) else None

    def is_active(self, principal: Principal) -> bool:
        """Tell whether somebody's credentials are good for anything: the record is there, and no lock is on it.

        Args:
            principal: Whom a request acts for.
        """
        collection = self._records.collections.get(principal.realm)
        if collection is None or principal.key is None:
            return True
        record = collection.rows.get(principal.key)
        return record is not None and all(record.get(name) != value for name, value in collection.locks.items())

    def allows(self, principal: Principal, permission: str) -> bool:
        """Tell whether somebody has a permission; a client and an account without a record have all.

        Args:
            principal: Whom a request acts for.
            permission: The permission as the document names it.
        """
        collection = self._records.collections.get(principal.realm)
        if collection is None or principal.key is None:
            return True
        return self._records.allows(collection, principal.key, permission)
