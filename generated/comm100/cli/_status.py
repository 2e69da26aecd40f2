"""``status``: who is signed in where, and until when."""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterator

from ..auth.token import Token
from ._console import Console
from ._names import PRODUCT
from ._session import identify, open_sign_in, question
from ._settings import missing_secrets
from ._sign_ins import SignIn
from ._stored import credentials_class
from ._words import expiry

__all__ = ["run"]


def run(arguments: argparse.Namespace, console: Console) -> int:
    """Tell about the sign-in; without ``--check`` nothing is sent.

    Returns:
        1 where the token has expired and cannot be renewed from here.

    Raises:
        CommandError: There is no sign-in.
        ClientError: The store failed, or the API refused.
    """
    sign_in, token, credentials = open_sign_in(arguments, console)
    who = sign_in.who
    if arguments.check:
        who = identify(sign_in, credentials) or who
    told, good = _renewal(sign_in, token, console, time.time())
    console.result(f"Signed in to {PRODUCT} at {sign_in.base_url}{f' as {who}' if who else ''}")
    for name, text in (*_facts(sign_in, arguments.check), ("token", told)):
        console.result(f"  {name:<14}{text}")
    return 0 if good else 1


def _facts(sign_in: SignIn, checked: bool) -> Iterator[tuple[str, str]]:
    yield "signed in by", sign_in.described.title
    for name, value in sign_in.values.items():
        if name != "redirect_uri" and value != sign_in.who:
            yield name.replace("_", " "), str(value)
    if checked:
        yield (
            "checked",
            "the API accepts it" if question(sign_in) else "no: this way has nothing to ask the API",
        )


def _renewal(sign_in: SignIn, token: Token, console: Console, now: float) -> tuple[str, bool]:
    """Return what becomes of the token, and whether a call can have one."""
    way = sign_in.described
    if way.kind == "fixed":
        return "none: the key itself is sent, and has no end that is known", True
    ends = expiry(token.expires_at, now)
    lasts = token.expires_at is None or token.expires_at > now
    missing = missing_secrets(way, console.environ)
    again = way.kind == "clientCredentials"
    if not again and (token.refresh_token is None or credentials_class(way).flow.refresh_url is None):
        return f"{ends}; then sign in again", lasts
    if missing:
        return f"{ends}; is renewed if {' and '.join(missing)} is set", lasts
    return f"{ends}; is renewed when needed", True
