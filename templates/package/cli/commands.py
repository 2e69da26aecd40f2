"""The commands. Each one takes the parsed command line and the terminal, and returns an exit code."""

from __future__ import annotations

import argparse
import time
import warnings
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, Final

from ..auth._redact import RedactedDict
from ..auth.token import Token
from ..errors import ClientError
from .browser import BrowserSignIn
from .calls import call
from .console import Console, humanize_expiry
from .description import METHODS, PRODUCT, SignInMethod, default_method, sign_in_methods
from .failures import CommandError, UsageError
from .session import (
    StoredToken,
    credentials_class,
    credentials_of,
    default_context,
    find_sign_in,
    get_token,
    identify,
    open_sign_in,
    sign_in_store,
    who_am_i,
)
from .settings import Settings, missing_secrets, server_url
from .store import SignIn, SignInStore

__all__ = ["call", "login", "logout", "status", "token"]

Arguments = dict[str, str | int]

_NOT_CHECKED: Final = "not possible: no operation of the API identifies the caller"


def login(arguments: argparse.Namespace, console: Console) -> int:
    """Sign in, and keep the token.

    Raises:
        CommandError: The sign-in cannot be done as requested.
        ClientError: It failed.
    """
    method = _chosen_method(arguments)
    settings = Settings(arguments.settings, console)
    base_url = server_url(arguments, settings)
    store = sign_in_store(arguments, console)
    store.check()
    issued: Token | None = None
    if method.kind == "authorizationCode":
        given, issued = BrowserSignIn(method, base_url, arguments, console).run(settings)
    else:
        given = settings.arguments_for(method)
        if method.kind != "fixed":
            issued = _grant(method, given, base_url, console)
    sign_in = _keep(store, _describe(method, given, base_url, issued), issued, console)
    console.say(f"{_headline(sign_in)}.")
    if issued is not None and issued.expires_at is not None:
        console.say(f"The access token {humanize_expiry(issued.expires_at, time.time())}.")
    missing = missing_secrets(method, console.environ)
    if missing:
        console.say(f"Set {' and '.join(missing)} in the environment to have it renewed; the secret is not stored.")
    return 0


def logout(arguments: argparse.Namespace, console: Console) -> int:
    """Delete the stored sign-in. Nothing is sent: the API description has no way to revoke a token.

    Raises:
        TokenStoreError: The store failed. Whatever could be removed is gone.
    """
    signed_in = sign_in_store(arguments, console).delete()
    console.say(f"Signed out of {PRODUCT}." if signed_in else f"You were not signed in to {PRODUCT}.")
    return 0


def status(arguments: argparse.Namespace, console: Console) -> int:
    """Show who is signed in. Nothing is sent unless ``--check`` is given.

    Returns:
        1 if nobody is signed in, or if the token has expired and cannot be renewed from here.

    Raises:
        CommandError: Nobody is signed in.
        ClientError: The store failed, or the API refused.
    """
    opened = find_sign_in(arguments, console) if arguments.json else open_sign_in(arguments, console)
    if opened is None:
        console.show_json({"signed_in": False}, console.stdout)
        return 1
    sign_in, stored, credentials = opened
    if arguments.check:
        sign_in = replace(sign_in, who=identify(sign_in, credentials) or sign_in.who)
    checked = arguments.check and who_am_i(sign_in) is not None
    state = _TokenState.of(sign_in, stored, console, time.time())
    if arguments.json:
        console.show_json(_status_record(sign_in, state, checked), console.stdout)
    else:
        console.result(f"Signed in to {PRODUCT} at {sign_in.base_url}{f' as {sign_in.who}' if sign_in.who else ''}")
        facts = [
            *_facts(sign_in),
            *([("checked", "the API accepts it" if checked else _NOT_CHECKED)] if arguments.check else []),
            ("token", state.text),
        ]
        for name, text in facts:
            console.result(f"  {name:<14}{text}")
    return 0 if state.usable else 1


def token(arguments: argparse.Namespace, console: Console) -> int:
    """Print the access token and nothing else, renewing it if necessary.

    Raises:
        CommandError: Nobody is signed in, or the sign-in has no token.
        OAuthError: The token cannot be renewed.
    """
    sign_in, _, credentials = open_sign_in(arguments, console)
    if not isinstance(credentials, StoredToken):
        raise CommandError(f"You are signed in by {sign_in.method.title}, which has no token. Use the call command.")
    current = get_token(credentials, sign_in.base_url)
    console.show(current.access_token, console.stdout)
    return 0


def _chosen_method(arguments: argparse.Namespace) -> SignInMethod:
    if arguments.sign_in_method:
        return next(method for method in METHODS if method.name == arguments.sign_in_method)
    default = default_method()
    if default is None:
        raise UsageError(f"Choose how to sign in: {', '.join(method.flag for method in sign_in_methods())}.")
    return default


def _grant(method: SignInMethod, given: Arguments, base_url: str, console: Console) -> Token:
    """Return a token that is requested without a browser."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        credentials = credentials_class(method)(**given)
    for warning in caught:
        console.say(f"Note: {warning.message}")
    return get_token(credentials, base_url)


def _describe(method: SignInMethod, given: Arguments, base_url: str, issued: Token | None) -> SignIn:
    secret_names = {setting.name for setting in method.settings if setting.secret}
    return SignIn(
        method=method,
        base_url=base_url if issued is None else issued.base_url,
        arguments={name: value for name, value in given.items() if name not in secret_names},
        secrets=RedactedDict({name: str(given[name]) for name in secret_names}) if issued is None else RedactedDict(),
    )


def _keep(store: SignInStore, sign_in: SignIn, issued: Token | None, console: Console) -> SignIn:
    """Store a sign-in, and return it with the user's name if the API tells it."""
    credentials = credentials_of(sign_in, issued, store.token_slot(sign_in), console.environ)
    if issued is None:
        credentials.bind(default_context(sign_in.base_url))
        # Only a response from the API shows that fixed credentials are valid.
        sign_in = replace(sign_in, who=identify(sign_in, credentials))
        store.save(sign_in, issued)
        return sign_in
    store.save(sign_in, issued)
    try:
        sign_in = replace(sign_in, who=identify(sign_in, credentials))
    except ClientError as error:
        console.say(f"The API did not say who this is: {error}")
    store.update(sign_in)
    return sign_in


@dataclass(frozen=True)
class _TokenState:
    """What will happen to a token.

    Args:
        text: The state in words.
        usable: Whether a call can be made.
        renewable: Whether the token is renewed when needed.
        missing: Environment variables that must be set for that.
        expires_at: Unix time in seconds; None if unknown.
    """

    text: str
    usable: bool
    renewable: bool = False
    missing: tuple[str, ...] = ()
    expires_at: float | None = None

    @classmethod
    def of(cls, sign_in: SignIn, stored: Token | None, console: Console, now: float) -> _TokenState:
        """Return the state of a sign-in's token."""
        method = sign_in.method
        if stored is None:
            return cls("none: the key itself is sent; its expiry is unknown", usable=True)
        ends = stored.expires_at
        expiry = humanize_expiry(ends, now)
        valid = ends is None or ends > now
        missing = tuple(missing_secrets(method, console.environ))
        refreshable = stored.refresh_token is not None and credentials_class(method).flow.can_refresh
        if method.kind != "clientCredentials" and not refreshable:
            return cls(f"{expiry}; then sign in again", usable=valid, expires_at=ends)
        if missing:
            text = f"{expiry}; is renewed if {' and '.join(missing)} is set"
            return cls(text, usable=valid, missing=missing, expires_at=ends)
        return cls(f"{expiry}; is renewed when needed", usable=True, renewable=True, expires_at=ends)


def _headline(sign_in: SignIn) -> str:
    return f"Signed in to {PRODUCT} at {sign_in.base_url}{f' as {sign_in.who}' if sign_in.who else ''}"


def _facts(sign_in: SignIn) -> Iterator[tuple[str, str]]:
    yield "signed in by", sign_in.method.title
    for name, value in sign_in.arguments.items():
        if name != "redirect_uri" and value != sign_in.who:
            yield name.replace("_", " "), str(value)


def _status_record(sign_in: SignIn, state: _TokenState, checked: bool) -> dict[str, Any]:
    expires = None if state.expires_at is None else _timestamp(state.expires_at)
    return {
        "signed_in": True,
        "base_url": sign_in.base_url,
        "who": sign_in.who,
        "method": sign_in.method.title,
        "arguments": dict(sign_in.arguments),
        "checked": checked,
        "usable": state.usable,
        "expires_at": expires,
        "renewable": state.renewable,
        "missing": list(state.missing),
    }


def _timestamp(seconds: float) -> str | None:
    try:
        return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    except (ValueError, OverflowError, OSError):
        return None  # a time that no calendar has
