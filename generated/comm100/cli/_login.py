"""``login``: sign in, and keep the token."""

from __future__ import annotations

import argparse
import time
import warnings
from dataclasses import replace

from .._server import choose_url
from ..auth.token import Token
from ..errors import ClientError
from ._browser import sign_in_with_browser
from ._console import Console
from ._failures import UsageError
from ._names import PRODUCT, SERVER, WAYS
from ._session import credentials_of, identify, sign_ins
from ._settings import Settings, missing_secrets
from ._sign_ins import SignIn, SignIns, conceal
from ._stored import credentials_class, default_context, fresh_token
from ._ways import Way
from ._words import expiry

__all__ = ["run"]

Values = dict[str, str | int]


def run(arguments: argparse.Namespace, console: Console) -> int:
    """Sign in.

    Raises:
        CommandError: It cannot be done as asked.
        ClientError: It failed.
    """
    way = _chosen(arguments)
    settings = Settings(arguments.values, console)
    base_url = _server(arguments, settings)
    book = sign_ins(arguments, console)
    book.check()
    if way.kind == "authorizationCode":
        values, token = sign_in_with_browser(way, settings, base_url, arguments, console)
    elif way.kind == "fixed":
        values, token = _fixed(way, settings.of(way), base_url)
    else:
        values, token = _granted(way, settings.of(way), base_url, console)
    sign_in = SignIn(way=way.name, base_url=token.base_url, values=_public(way, values))
    sign_in = _kept(book, sign_in, token, console)
    console.say(f"Signed in to {PRODUCT} at {token.base_url}{f' as {sign_in.who}' if sign_in.who else ''}.")
    if token.expires_at is not None:
        console.say(f"The access token {expiry(token.expires_at, time.time())}.")
    missing = missing_secrets(way, console.environ)
    if missing:
        console.say(f"It is renewed while {' and '.join(missing)} is set in the environment; the secret is not kept.")
    return 0


def _chosen(arguments: argparse.Namespace) -> Way:
    name = arguments.way or next((way.name for way in WAYS if way.kind == "authorizationCode"), None)
    if name is None:
        flags = ", ".join(way.flag for way in WAYS if way.kind != "implicit")
        raise UsageError(f"Say how to sign in: {flags}." if flags else f"{PRODUCT} knows no way to sign in.")
    return next(way for way in WAYS if way.name == name)


def _server(arguments: argparse.Namespace, settings: Settings) -> str:
    given = {value.name: settings.given(value) for value in SERVER}
    if arguments.base_url is not None:
        # The environment is what usually holds; an option is what holds this time.
        given = {value.name: arguments.values.get(value.name) for value in SERVER}
    return choose_url(arguments.base_url, None, **given)


def _fixed(way: Way, values: Values, base_url: str) -> tuple[Values, Token]:
    """Return what goes along as it is, once it is sure that a client takes it."""
    credentials_class(way)(**values).bind(default_context(base_url))
    secret = next(str(values[value.name]) for value in way.values if value.secret)
    token = Token(access_token=conceal(secret), base_url=base_url, issued_at=time.time())
    return values, token


def _granted(way: Way, values: Values, base_url: str, console: Console) -> tuple[Values, Token]:
    """Return a token that is asked for without a browser."""
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        credentials = credentials_class(way)(**values)
    for warning in said:
        console.say(f"Note: {warning.message}")
    return values, fresh_token(credentials.bind(default_context(base_url)), base_url)


def _public(way: Way, values: Values) -> Values:
    return {value.name: values[value.name] for value in way.values if not value.secret and value.name in values}


def _kept(book: SignIns, sign_in: SignIn, token: Token, console: Console) -> SignIn:
    """Keep a sign-in, and return it with who it is."""
    credentials = credentials_of(sign_in, token, book.slot(sign_in), console.environ)
    if sign_in.described.kind == "fixed":
        # Nothing but an answer of the API shows that it is good.
        sign_in = replace(sign_in, who=identify(sign_in, credentials))
        book.keep(sign_in, token)
        return sign_in
    book.keep(sign_in, token)
    try:
        sign_in = replace(sign_in, who=identify(sign_in, credentials))
    except ClientError as error:
        console.say(f"The API was asked who this is, without success: {error}")
    book.describe(sign_in)
    return sign_in
