"""Everybody the mock knows: accounts that people sign in to and registered OAuth clients, all of them fictitious."""

from __future__ import annotations

import dataclasses
import random
import re
import warnings
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from ..auth._base import BoundAuth, ClientContext, Credentials
from ..auth._login_flows import LoginFlow
from ..auth._redact import value_object
from ._document import Document
from ._forms import constant_time_equal
from ._oauth_endpoints import Endpoints
from ._openapi.examples import schema_example
from ._openapi.semantics import PROTOCOL_PARAMETERS, scheme_kind
from ._records import Records
from ._tokens import Principal

if TYPE_CHECKING:
    from .._http import http
    from .clock import MockClock

__all__ = [
    "Account",
    "Accounts",
    "Browser",
    "CredentialsFactory",
    "Identities",
    "LoginFields",
    "MockUser",
    "OAuthApp",
    "load_identities",
    "load_logins",
]

_LOOPBACK = re.compile(r"(http://(?:127\.0\.0\.1|\[::1\])):[0-9]{1,5}(/[^?#]*)")

C = TypeVar("C")


@dataclass(frozen=True, kw_only=True)
class Account:
    """Somebody who can sign in.

    Attributes:
        realm: Where the account is kept: the collection of its record, or else the security scheme it belongs to.
        login: The name to sign in with.
        secrets: The secrets by field, such as ``password`` and ``api_key``.
        record: The key of its record in the collection; None if it has none.
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
        redirect_uris: Its registered redirect URIs, compared character by character. A loopback address that is
            registered without a port, such as ``http://127.0.0.1/callback``, covers all ports (RFC 8252 section 7.3).
        parameters: Vendor parameters that it is bound to, such as a site; requests with other values are refused.
        require_pkce: Whether its authorization requests must have a ``code_challenge`` (RFC 7636).
    """

    client_id: str
    client_secret: str = field(repr=False)
    redirect_uris: tuple[str, ...]
    parameters: Mapping[str, Any] = field(default_factory=dict)
    require_pkce: bool = False

    def is_registered(self, redirect_uri: str) -> bool:
        """Return whether a redirect URI is registered for this client."""
        loopback = _LOOPBACK.fullmatch(redirect_uri)
        return redirect_uri in self.redirect_uris or (
            loopback is not None and "".join(loopback.groups()) in self.redirect_uris
        )


@dataclass(frozen=True, kw_only=True)
class Identities:
    """Everybody a fresh mock knows.

    Attributes:
        accounts: The accounts; the first of each realm is the one in the document's examples.
        apps: The OAuth clients; the first is the one in the document's examples.
        keys: The API keys and fixed bearer tokens by security scheme.
    """

    accounts: tuple[Account, ...]
    apps: tuple[OAuthApp, ...]
    keys: Mapping[str, str] = field(repr=False)

    def extended(self, redirect_uris: tuple[str, ...], apps: tuple[OAuthApp, ...]) -> Identities:
        """Return these identities with more redirect URIs and OAuth clients.

        Args:
            redirect_uris: Additional redirect URIs of the OAuth clients known so far.
            apps: Additional OAuth clients.
        """
        own = (replace(app, redirect_uris=(*app.redirect_uris, *redirect_uris)) for app in self.apps)
        return replace(self, apps=(*own, *apps))

    def account(self, realm: str) -> Account:
        """Return the first account of a realm.

        Args:
            realm: The collection or the security scheme.

        Raises:
            LookupError: The realm has no account.
        """
        for account in self.accounts:
            if account.realm == realm:
                return account
        raise LookupError(f"nobody can sign in to {realm}")


@dataclass(frozen=True, kw_only=True)
class LoginFields:
    """What people enter to sign in with one security scheme.

    Attributes:
        realm: Where their accounts are kept; see `Account`.
        name: The field of the login name, which is also the record's property that holds it.
        secret: The field of the secret.
        example: The login name and the secret in the document's examples.
    """

    realm: str
    name: str
    secret: str
    example: tuple[str, str]


def load_logins(document: Document, endpoints: Endpoints) -> dict[str, LoginFields]:
    """Return how people sign in, by security scheme; schemes without people are left out.

    Args:
        document: The document.
        endpoints: Its OAuth endpoints.
    """
    realms = _realms(document)
    logins = {}
    for key, scheme in document.schemes.items():
        if scheme_kind(scheme) == "basic":
            parts = scheme.get("x-credentials", {})
            name, secret = parts.get("username", {}), parts.get("password", {})
            logins[key] = LoginFields(
                realm=realms.get(key, key),
                name=name.get("name", "username"),
                secret=secret.get("name", "password"),
                example=(name.get("example", "user"), secret.get("example", "example-password")),
            )
    for spec in endpoints.token.values():
        if "password" in spec.schemes and "password" in spec.schemas:
            key, schema = spec.schemes["password"], spec.schemas["password"]
            logins[key] = _password_login(document, realms.get(key, key), schema)
    return logins | {key: logins[issuing] for key, issuing in endpoints.issuing.items() if issuing in logins}


def _realms(document: Document) -> Mapping[str, str]:
    """Return the collection that holds the records of each security scheme's people."""
    return {
        scheme: route.store["collection"]
        for route in document.routes
        if isinstance(route.store, Mapping) and route.store.get("principal")
        for alternative in route.security
        for scheme in alternative
    }


def _password_login(document: Document, realm: str, schema: Any) -> LoginFields:
    own = {
        name: document.resolve(subschema)
        for name, subschema in document.properties(schema).items()
        if name not in PROTOCOL_PARAMETERS
    }
    secret = next((name for name, subschema in own.items() if subschema.get("format") == "password"), "password")
    # The vendor's field for the user name is the first one left (RFC 6749 section 4.3.2 calls it username).
    name = next((name for name in own if name != secret), "username")
    values = schema_example(document.root, schema) or {}
    example = values.get(name, "user"), values.get(secret, "example-password")
    return LoginFields(realm=realm, name=name, secret=secret, example=example)


def load_identities(
    document: Document, endpoints: Endpoints, logins: Mapping[str, LoginFields], records: Records, rng: random.Random
) -> Identities:
    """Return everybody in the document's examples, and the owners of its other records with generated secrets.

    Args:
        document: The document.
        endpoints: Its OAuth endpoints.
        logins: How people sign in, by security scheme.
        records: Its records.
        rng: Generates the secrets.
    """
    keys = {
        key: scheme.get("x-example", _example_key(key, scheme))
        for key, scheme in document.schemes.items()
        if scheme_kind(scheme) in ("apiKey", "bearer", "http")
    }
    accounts = tuple(_load_accounts(logins, records, rng))
    return Identities(accounts=accounts, apps=tuple(_load_apps(document, endpoints)), keys=keys)


def _example_key(key: str, scheme: Mapping[str, Any]) -> str:
    # The key may have any characters, but a header field and a cookie may not.
    word = re.sub("[^A-Za-z0-9._-]+", "-", f"example-{key}")
    return f"{scheme['scheme']} {word}" if scheme_kind(scheme) == "http" else word


def _load_apps(document: Document, endpoints: Endpoints) -> Iterator[OAuthApp]:
    example: dict[str, Any] = {}
    vendor_parameters: set[str] = set()
    for spec in endpoints.token.values():
        for grant in ("client_credentials", "authorization_code"):
            if grant in spec.schemas:
                schema = spec.schemas[grant]
                example = (schema_example(document.root, schema) or {}) | example
                vendor_parameters |= document.properties(schema).keys() - PROTOCOL_PARAMETERS
    if endpoints.authorization or any("client_credentials" in spec.schemes for spec in endpoints.token.values()):
        yield OAuthApp(
            client_id=example.get("client_id", "example-client"),
            client_secret=example.get("client_secret", "example-client-secret"),
            redirect_uris=(example.get("redirect_uri", "https://app.example.com/callback"),),
            parameters={name: example[name] for name in sorted(vendor_parameters & example.keys())},
        )


def _load_accounts(logins: Mapping[str, LoginFields], records: Records, rng: random.Random) -> Iterator[Account]:
    realms = {login.realm: login for login in logins.values()}
    for realm, login in realms.items():
        example = {other.secret: other.example[1] for other in logins.values() if other.realm == realm}
        if realm not in records.collections:
            yield Account(realm=realm, login=login.example[0], secrets=example)
            continue
        for key, record in records.collections[realm].rows.items():
            is_example = record.get(login.name) == login.example[0]
            secrets = example if is_example else {name: f"{rng.getrandbits(128):032x}" for name in example}
            yield Account(realm=realm, login=record.get(login.name, str(key)), secrets=secrets, record=key)


class Accounts:
    """Signs people in, and tells whether they still may.

    Args:
        known: Everybody the mock starts with.
        logins: How they sign in, by security scheme.
        records: The records, which hold the login names of those who have one.
    """

    def __init__(self, known: Identities, logins: Mapping[str, LoginFields], records: Records) -> None:
        self.logins = logins
        self._records = records
        self._apps = {app.client_id: app for app in known.apps}
        self._keys = known.keys
        self._first = {account.realm: account.record for account in reversed(known.accounts)}
        self._without_record = [account for account in known.accounts if account.realm not in records.collections]
        for account in known.accounts:
            if account.realm in records.collections:
                records.collections[account.realm].secrets[account.record] = dict(account.secrets)

    def app(self, client_id: str) -> OAuthApp | None:
        """Return a registered client, or None.

        Args:
            client_id: Its identifier.
        """
        return self._apps.get(client_id)

    def key(self, scheme: str) -> str:
        """Return the API key or fixed token that a security scheme accepts.

        Args:
            scheme: The scheme's key in the document.
        """
        return self._keys[scheme]

    def sign_in(self, scheme: str, login: str, secret: str) -> Principal | None:
        """Return the person who signs in with a name and a secret, or None.

        Args:
            scheme: The security scheme, one of `logins`.
            login: The name.
            secret: The password or the API key.
        """
        fields = self.logins[scheme]
        for key, name, secrets in self._candidates(fields):
            if name == login and fields.secret in secrets and constant_time_equal(secrets[fields.secret], secret):
                principal = Principal(scheme=scheme, realm=fields.realm, key=key)
                return principal if self.is_active(principal) else None
        return None

    def _candidates(self, fields: LoginFields) -> Iterator[tuple[Any, Any, Mapping[str, str]]]:
        collection = self._records.collections.get(fields.realm)
        if collection is None:
            for account in self._without_record:
                if account.realm == fields.realm:
                    yield account.login, account.login, account.secrets
        else:
            for key, record in collection.rows.items():
                yield key, record.get(fields.name), collection.secrets.get(key, {})

    def default_principal(self, scheme: str) -> Principal | None:
        """Return who consents if nobody is asked: the scheme's first account, while it is active.

        Args:
            scheme: The security scheme.
        """
        fields = self.logins.get(scheme)
        realm = fields.realm if fields else scheme
        principal = Principal(scheme=scheme, realm=realm, key=self._first.get(realm))
        return principal if self.is_active(principal) else None

    def is_active(self, principal: Principal) -> bool:
        """Tell whether somebody may sign in and use their tokens: the record exists and is not locked.

        Args:
            principal: Whom the credentials belong to.
        """
        collection = self._records.collections.get(principal.realm)
        if collection is None or principal.key is None:
            return True
        record = collection.rows.get(principal.key)
        return record is not None and all(record.get(name) != value for name, value in collection.locks.items())

    def has_permission(self, principal: Principal, permission: str) -> bool:
        """Tell whether somebody has a permission; clients and accounts without a record have all of them.

        Args:
            principal: Whom the request acts for.
            permission: The permission, as the document names it.
        """
        collection = self._records.collections.get(principal.realm)
        if collection is None or principal.key is None:
            return True
        return self._records.has_permission(collection, principal.key, permission)


class Browser(Protocol):
    """What a mock offers to a browser, and to the program that waits for it."""

    @property
    def transport(self) -> http.BaseTransport:
        """The transport to the mock."""
        ...

    def scopes(self, scheme: str) -> Sequence[str]:
        """Return the scopes that a security scheme has."""

    def consent(self, url: str, login: Sequence[str]) -> str:
        """Allow an authorization request, and return where the browser is sent."""
        ...


@value_object()
class MockUser(Credentials):
    """Somebody who signs in to an application whenever a client is made.

    Args:
        app: The application.
        browser: The mock.
        login: The name and the secret to sign in with; empty if nobody is asked.
    """

    app: LoginFlow = field(repr=False)
    browser: Browser = field(repr=False, compare=False)
    login: tuple[str, ...] = field(default=(), repr=False)

    @property
    def security_scheme(self) -> str:
        """The key of the security scheme of the application."""
        return self.app.flow.scheme

    def bind(self, context: ClientContext) -> BoundAuth:
        """Sign in, and return the user's credentials in use by one client."""
        app: Any = self.app
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            app = replace(app, transport=self.browser.transport)
        request = app.start(base_url=context.base_url)
        token = app.finish(self.browser.consent(request.url, self.login), request)
        bound: BoundAuth = app.resume(token).bind(context)
        return bound


class CredentialsFactory:
    """Makes this package's credentials for the accounts and clients of a mock.

    Args:
        identities: Everybody the mock knows.
        logins: How they sign in, by security scheme.
        transport: What token requests are sent with; None for that of the client they are given to.
        clock: The mock's clock.
        browser: The mock, as people see it.
    """

    def __init__(
        self,
        identities: Identities,
        logins: Mapping[str, LoginFields],
        transport: http.BaseTransport | None,
        clock: MockClock,
        browser: Browser,
    ) -> None:
        self._browser = browser
        self._identities = identities
        self._logins = logins
        self._options = {"transport": transport, "clock": clock}

    def make(self, kind: type[C]) -> C:
        """Return credentials of one kind, for the first account or client of their security scheme.

        Args:
            kind: The class of the credentials.
        """
        described: Any = kind
        with warnings.catch_warnings():
            # Insecure flows warn that a program sees people's secrets; these secrets are fictitious.
            warnings.simplefilter("ignore")
            return kind(**(self._flow_arguments(described) if hasattr(kind, "flow") else self._arguments(described)))

    def user(self, app: LoginFlow) -> MockUser:
        """Return the credentials of the first account, which signs in to an application in its browser.

        Args:
            app: The application.
        """
        login = self._account_values(app.flow.scheme)
        return MockUser(app=app, browser=self._browser, login=tuple(map(str, login.values())))

    def _arguments(self, kind: Any) -> dict[str, Any]:
        names = [field.name for field in dataclasses.fields(kind) if field.init]
        values = self._account_values(kind.scheme) or dict.fromkeys(names, self._identities.keys.get(kind.scheme))
        return {name: values[name] for name in names}

    def _flow_arguments(self, kind: Any) -> dict[str, Any]:
        values = self._app_values() | self._account_values(kind.scheme)
        arguments = {name: values[wire] for name, wire in kind.flow.wire.items() if wire in values}
        for member in dataclasses.fields(kind):
            if member.name in self._options:
                arguments[member.name] = self._options[member.name]
            elif member.name in kind.flow.wire and member.default is dataclasses.MISSING:
                # What the document requires and has no example of.
                arguments.setdefault(member.name, self._example(kind.flow, kind.flow.wire[member.name]))
        return arguments

    def _example(self, flow: Any, wire_name: str) -> str:
        scopes = " ".join(flow.scopes or self._browser.scopes(flow.scheme)) if wire_name == "scope" else ""
        return scopes or f"example-{wire_name}"

    def _account_values(self, scheme: str) -> dict[str, Any]:
        fields = self._logins.get(scheme)
        if fields is None:
            return {}
        account = self._identities.account(fields.realm)
        return {fields.name: account.login, fields.secret: account.secrets[fields.secret]}

    def _app_values(self) -> dict[str, Any]:
        for app in self._identities.apps:
            own = {"client_id": app.client_id, "client_secret": app.client_secret, "redirect_uri": app.redirect_uris[0]}
            return {**own, **app.parameters}
        return {}
