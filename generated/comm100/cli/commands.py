"""The commands. Each one takes the parsed command line and the terminal, and returns an exit code."""

from __future__ import annotations

import argparse
import json
import time
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, NoReturn

from .._request import OMIT
from .._server import choose_url
from ..auth._redact import RedactedDict
from ..auth.token import Token
from ..client import Client
from ..errors import APIResponseError, APIStatusError, ClientError
from .browser import BrowserSignIn
from .console import Console, humanize_expiry
from .failures import CommandError, UsageError
from .methods import METHODS, PRODUCT, SERVER, SignInMethod
from .session import (
    StoredToken,
    credentials_class,
    credentials_of,
    default_context,
    identify,
    open_sign_in,
    sign_in_store,
    who_am_i,
)
from .settings import Settings, missing_secrets
from .store import SignIn, SignInStore

__all__ = ["call", "login", "logout", "status", "token"]

Arguments = dict[str, str | int]

_LONGEST_ERROR_TEXT = 4000


def login(arguments: argparse.Namespace, console: Console) -> int:
    """Sign in, and keep the token.

    Raises:
        CommandError: The sign-in cannot be done as requested.
        ClientError: It failed.
    """
    method = _chosen_method(arguments)
    settings = Settings(arguments.settings, console)
    base_url = _server_url(arguments, settings)
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
    console.say(f"Signed in to {PRODUCT} at {sign_in.base_url}{f' as {sign_in.who}' if sign_in.who else ''}.")
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
        1 if the token has expired and cannot be renewed from here.

    Raises:
        CommandError: Nobody is signed in.
        ClientError: The store failed, or the API refused.
    """
    sign_in, stored, credentials = open_sign_in(arguments, console)
    who = sign_in.who
    if arguments.check:
        who = identify(sign_in, credentials) or who
    token_state, usable = _token_state(sign_in, stored, console, time.time())
    console.result(f"Signed in to {PRODUCT} at {sign_in.base_url}{f' as {who}' if who else ''}")
    for name, text in (*_facts(sign_in, arguments.check), ("token", token_state)):
        console.result(f"  {name:<14}{text}")
    return 0 if usable else 1


def token(arguments: argparse.Namespace, console: Console) -> int:
    """Print the access token and nothing else, renewing it if necessary.

    Raises:
        CommandError: Nobody is signed in, or the sign-in has no token.
        OAuthError: The token cannot be renewed.
    """
    sign_in, _, credentials = open_sign_in(arguments, console)
    if not isinstance(credentials, StoredToken):
        raise CommandError(f"You are signed in by {sign_in.method.title}, which has no token. Use the call command.")
    current = credentials.bind(default_context(sign_in.base_url)).get_token()
    console.show(current.access_token, console.stdout)
    return 0


def call(arguments: argparse.Namespace, console: Console) -> int:
    """Send one authenticated request, and print the JSON response.

    Raises:
        UsageError: The arguments do not make a request.
        CommandError: Nobody is signed in.
        ClientError: The request failed. The body of an error response has been printed.
    """
    query = _parse_query(arguments.query)
    body = OMIT if arguments.data is None else _parse_json(_read_data(arguments.data, console))
    sign_in, _, credentials = open_sign_in(arguments, console)
    try:
        with Client(credentials, base_url=sign_in.base_url, timeout=arguments.timeout) as client:
            response = client.request(arguments.method, arguments.path, query=query, body=body)
    except (APIStatusError, APIResponseError) as error:
        _show_error_body(error.response.content, console)
        if error.response.status_code == 401 and isinstance(credentials, StoredToken):
            console.say(credentials.advice)
        raise
    if response is not None:
        console.show_json(response, console.stdout)
    return 0


def _chosen_method(arguments: argparse.Namespace) -> SignInMethod:
    name = arguments.sign_in_method or next(
        (method.name for method in METHODS if method.kind == "authorizationCode"), None
    )
    if name is None:
        flags = ", ".join(method.flag for method in METHODS if method.kind != "implicit")
        raise UsageError(f"Choose how to sign in: {flags}." if flags else f"{PRODUCT} has no way to sign in.")
    return next(method for method in METHODS if method.name == name)


def _server_url(arguments: argparse.Namespace, settings: Settings) -> str:
    variables = {setting.name: settings.get(setting) for setting in SERVER}
    if arguments.base_url is not None:
        # --base-url overrides server variables from the environment, but contradicts those on the command line.
        variables = {setting.name: arguments.settings.get(setting.name) for setting in SERVER}
    return choose_url(arguments.base_url, None, **variables)


def _grant(method: SignInMethod, given: Arguments, base_url: str, console: Console) -> Token:
    """Return a token that is requested without a browser."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        credentials = credentials_class(method)(**given)
    for warning in caught:
        console.say(f"Note: {warning.message}")
    token: Token = credentials.bind(default_context(base_url)).get_token()
    return token


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


def _facts(sign_in: SignIn, checked: bool) -> Iterator[tuple[str, str]]:
    yield "signed in by", sign_in.method.title
    for name, value in sign_in.arguments.items():
        if name != "redirect_uri" and value != sign_in.who:
            yield name.replace("_", " "), str(value)
    if checked:
        supported = who_am_i(sign_in) is not None
        yield "checked", "the API accepts it" if supported else "no: the API has no request for it"


def _token_state(sign_in: SignIn, stored: Token | None, console: Console, now: float) -> tuple[str, bool]:
    """Return what will happen to the token, and whether a call can be made."""
    method = sign_in.method
    if stored is None:
        return "none: the key itself is sent; its expiry is unknown", True
    expiry = humanize_expiry(stored.expires_at, now)
    valid = stored.expires_at is None or stored.expires_at > now
    missing = missing_secrets(method, console.environ)
    refreshable = stored.refresh_token is not None and credentials_class(method).flow.refresh_url is not None
    if method.kind != "clientCredentials" and not refreshable:
        return f"{expiry}; then sign in again", valid
    if missing:
        return f"{expiry}; is renewed if {' and '.join(missing)} is set", valid
    return f"{expiry}; is renewed when needed", True


def _parse_query(pairs: Sequence[str]) -> dict[str, list[str]]:
    query: dict[str, list[str]] = {}
    for pair in pairs:
        name, separator, value = pair.partition("=")
        if not separator or not name:
            raise UsageError(f"--query takes name=value, but got {pair!r}.")
        query.setdefault(name, []).append(value)
    return query


def _read_data(data: str, console: Console) -> str:
    """Return the body: the argument itself, a file's content, or standard input."""
    try:
        if data == "-":
            return console.stdin.read()
        return Path(data[1:]).read_text(encoding="utf-8") if data.startswith("@") else data
    except UnicodeDecodeError:
        raise UsageError("--data is not UTF-8 text.") from None
    except (OSError, ValueError) as error:
        raise UsageError(f"--data cannot be read from {data}: {getattr(error, 'strerror', None) or error}.") from None


def _parse_json(text: str) -> Any:
    """Return the value of JSON text. Errors do not repeat the text, which may hold a password."""
    try:
        return json.loads(text, parse_constant=_refuse_constant)
    except json.JSONDecodeError as error:
        raise UsageError(
            f"--data is not valid JSON: {error.msg} at line {error.lineno}, column {error.colno}."
        ) from None
    except (ValueError, RecursionError) as error:
        raise UsageError(f"--data is not valid JSON ({type(error).__name__}).") from None


def _refuse_constant(constant: str) -> NoReturn:
    raise ValueError(constant)


def _show_error_body(body: bytes, console: Console) -> None:
    """Print the body of an error response, as JSON or else as text without control characters."""
    if not body:
        return
    try:
        console.show_json(json.loads(body), console.stderr)
    except (ValueError, RecursionError):
        text = body.decode("utf-8", errors="replace").expandtabs(4).replace("\r\n", "\n").strip()
        rest = len(text) - _LONGEST_ERROR_TEXT
        console.say(f"{text[:_LONGEST_ERROR_TEXT]} ... ({rest} more characters)" if rest > 0 else text)
