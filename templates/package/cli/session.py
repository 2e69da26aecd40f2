"""From a stored sign-in to credentials that a client can use."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from dataclasses import field
from typing import Any, NamedTuple

from .. import auth
from .._transport import own_user_agent
from .._version import __version__
from ..auth._base import BoundAuth, ClientContext, Credentials
from ..auth._concurrency import SystemClock
from ..auth._flows import bind_tokens, discovery_of
from ..auth._redact import RedactedDict, value_object
from ..auth._requests import Flow, wire_text
from ..auth.store import TokenSlot
from ..auth.token import Leeway, Token
from ..client import Client
from .console import Console
from .description import METHODS, PACKAGE, PRODUCT, WHO_AM_I, SignInMethod, WhoAmI, sign_in_methods
from .failures import CommandError
from .settings import Settings, credentials_from_env, missing_secrets, server_url
from .store import SignIn, SignInStore, open_store

__all__ = [
    "Access",
    "StoredToken",
    "credentials_class",
    "credentials_of",
    "default_context",
    "find_sign_in",
    "get_token",
    "identify",
    "open_access",
    "open_sign_in",
    "sign_in_store",
    "who_am_i",
]


def sign_in_store(arguments: argparse.Namespace, console: Console) -> SignInStore:
    """Return the store that a command works with."""
    return open_store(arguments.store, console.environ)


def open_sign_in(arguments: argparse.Namespace, console: Console) -> tuple[SignIn, Token | None, Credentials]:
    """Return the stored sign-in, its token, and credentials made from them.

    Raises:
        CommandError: Nobody is signed in.
        TokenStoreError: The store failed.
    """
    opened = find_sign_in(arguments, console)
    if opened is None:
        raise CommandError(f"You are not signed in to {PRODUCT}. Sign in first: {arguments.program} login")
    return opened


def find_sign_in(arguments: argparse.Namespace, console: Console) -> tuple[SignIn, Token | None, Credentials] | None:
    """Return what :func:`open_sign_in` does, or None if nobody is signed in.

    Raises:
        TokenStoreError: The store failed.
    """
    store = sign_in_store(arguments, console)
    stored = store.load()
    if stored is None:
        return None
    sign_in, token = stored
    return sign_in, token, credentials_of(sign_in, token, store.token_slot(sign_in), console.environ)


class Access(NamedTuple):
    """What a call is made with.

    Attributes:
        base_url: The server.
        credentials: The credentials; None for none.
        advice: What the user can do if the server refuses them.
    """

    base_url: str
    credentials: Credentials | None
    advice: str = ""


def open_access(arguments: argparse.Namespace, console: Console, *, public: bool) -> Access:
    """Return the server to call, and the credentials to send: those of the stored sign-in, if there is one.

    Some operations take several keys together. Of these, one is stored, and the others come from the environment.

    Args:
        arguments: The command line.
        console: The terminal.
        public: Whether the call can be made without credentials.

    Raises:
        CommandError: Nobody is signed in, although the API has a way to.
        TokenStoreError: The store failed.
    """
    opened = None
    if sign_in_methods():
        opened = find_sign_in(arguments, console) if public else open_sign_in(arguments, console)
    if opened is None:
        return Access(server_url(arguments, Settings(arguments.settings, console)), None)
    sign_in, _, credentials = opened
    advice = [credentials.advice] if isinstance(credentials, StoredToken) else []
    for other in METHODS:
        if other.kind != "fixed" or other.scheme not in sign_in.method.partners:
            continue
        needed = [setting.env for setting in other.settings if setting.required]
        if all(map(console.environ.get, needed)):
            credentials = credentials & credentials_from_env(credentials_class(other), console.environ)
        else:
            advice.append(f"The operation may need {other.title} too: set {' and '.join(needed)}.")
    return Access(sign_in.base_url, credentials, " ".join(advice))


def credentials_of(sign_in: SignIn, token: Token | None, slot: TokenSlot, environ: Mapping[str, str]) -> Credentials:
    """Return the credentials of a sign-in. Secrets that are not stored come from the environment."""
    method = sign_in.method
    if token is None:
        fixed: Credentials = credentials_class(method)(**sign_in.arguments, **sign_in.secrets)
        return fixed
    secrets = {
        setting.name: environ[setting.env] for setting in method.settings if setting.secret and environ.get(setting.env)
    }
    missing = missing_secrets(method, environ)
    return StoredToken(
        flow=credentials_class(method).flow.authenticated_by(sign_in.arguments.get("client_authentication")),
        values={**sign_in.arguments, **secrets},
        complete=not missing,
        token=token,
        slot=slot,
        advice=f"Set {' and '.join(missing)} to renew it, or sign in again." if missing else "Sign in again.",
    )


def credentials_class(method: SignInMethod) -> Any:
    """Return the credentials class of a sign-in method."""
    return getattr(auth, method.name)


def default_context(base_url: str) -> ClientContext:
    """Return what credentials need when they are used without a client."""
    user_agent = own_user_agent(PACKAGE, __version__, None)
    return ClientContext(base_url=base_url, transport=None, timeout=None, user_agent=user_agent, clock=SystemClock())


def get_token(credentials: Credentials, base_url: str) -> Token:
    """Return a token that is valid now, and let a renewal that this begins finish.

    Raises:
        OAuthError: There is no token, and none can be requested.
    """
    bound = credentials.bind(default_context(base_url))
    try:
        return bound.get_token()
    finally:
        bound.close()


def who_am_i(sign_in: SignIn) -> WhoAmI | None:
    """Return the request that identifies the user, or None if the API has none for this sign-in method."""
    method = sign_in.method
    # A client that acts on its own behalf is not a user.
    supported = WHO_AM_I is not None and method.scheme in WHO_AM_I.schemes and method.kind != "clientCredentials"
    return WHO_AM_I if supported else None


def identify(sign_in: SignIn, credentials: Credentials) -> str | None:
    """Return who the API says the user is, or None if it does not tell.

    Raises:
        ClientError: The API refused, or did not respond.
    """
    request = who_am_i(sign_in)
    if request is None:
        return None
    with Client(credentials, base_url=sign_in.base_url) as client:
        record: Any = client.request("GET", request.path)
    names = [record.get(member) for member in request.members] if isinstance(record, Mapping) else []
    return next((name for name in names if isinstance(name, str) and name), None)


@value_object()
class StoredToken(Credentials):
    """The token of a completed sign-in, renewed as its flow allows.

    Args:
        flow: The flow that issued it.
        values: Arguments of the flow's credentials, as far as they are known.
        complete: Whether the values suffice to renew the token.
        token: The token.
        slot: Its place in the store.
        advice: What the user can do when the token cannot be renewed.
    """

    flow: Flow
    values: dict[str, str | int] = field(repr=False)
    complete: bool
    token: Token
    slot: TokenSlot = field(repr=False, compare=False)
    advice: str

    @property
    def security_scheme(self) -> str:
        """The key of the security scheme that the token is for."""
        return self.flow.scheme

    @property
    def base_url(self) -> str:
        """The server that the token is for."""
        return self.token.base_url

    def bind(self, context: ClientContext) -> BoundAuth:
        """Return these credentials in use by one client."""
        names = self.flow.wire.items()
        wire = RedactedDict({wire: wire_text(name, self.values[name]) for name, wire in names if name in self.values})
        return bind_tokens(
            self.flow,
            wire if self.complete else None,
            context,
            self.slot,
            extra={},
            leeway=Leeway(),
            token=self.token,
            # Only a client on its own behalf can get a new token without the user.
            can_grant=self.flow.kind == "clientCredentials",
            discovery=discovery_of(self.flow),
            advice=self.advice,
        )
