"""From what was kept to a client that can call."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from typing import Any

from ..auth._base import Credentials
from ..auth.store import TokenSlot
from ..auth.token import Token
from ..client import Client
from ..errors import TokenStoreError
from ._console import Console
from ._failures import CommandError
from ._names import PRODUCT, WHOAMI
from ._places import default_store
from ._settings import missing_secrets
from ._sign_ins import SignIn, SignIns, reveal
from ._stored import StoredToken, credentials_class
from ._ways import Question

__all__ = ["credentials_of", "identify", "open_sign_in", "question", "sign_ins"]


def sign_ins(arguments: argparse.Namespace, console: Console) -> SignIns:
    """Return the sign-ins of the folder that a command is about."""
    return SignIns(default_store(arguments.store, console.environ))


def open_sign_in(arguments: argparse.Namespace, console: Console) -> tuple[SignIn, Token, Credentials]:
    """Return the sign-in that is kept, its token, and the credentials made of them.

    Raises:
        CommandError: There is none.
        TokenStoreError: The store failed.
    """
    book = sign_ins(arguments, console)
    found = book.read()
    if found is None:
        raise CommandError(f"You are not signed in to {PRODUCT}. Sign in first: {arguments.program} login")
    sign_in, token = found
    return sign_in, token, credentials_of(sign_in, token, book.slot(sign_in), console.environ)


def credentials_of(sign_in: SignIn, token: Token, slot: TokenSlot, environ: Mapping[str, str]) -> Credentials:
    """Return the credentials of a sign-in; those secrets that are not kept come from the environment."""
    way = sign_in.described
    if way.kind == "fixed":
        return _fixed(sign_in, token)
    known = {value.name: environ[value.env] for value in way.values if value.secret and environ.get(value.env)}
    missing = missing_secrets(way, environ)
    to_renew = f"To renew it, set {' and '.join(missing)}; or sign in again." if missing else "Sign in again."
    return StoredToken(
        flow=credentials_class(way).flow,
        values={**sign_in.values, **known},
        complete=not missing,
        token=token,
        slot=slot,
        advice=to_renew,
    )


def _fixed(sign_in: SignIn, token: Token) -> Credentials:
    way = sign_in.described
    try:
        secrets = {value.name: reveal(token.access_token) for value in way.values if value.secret}
    except ValueError:
        raise TokenStoreError("The key that is kept here cannot be read. Sign in again.") from None
    credentials: Credentials = credentials_class(way)(**sign_in.values, **secrets)
    return credentials


def question(sign_in: SignIn) -> Question | None:
    """Return the request that tells who signed in, where the document knows one for this way."""
    way = sign_in.described
    # A client on its own behalf is nobody.
    asked = WHOAMI is not None and way.scheme in WHOAMI.schemes and way.kind != "clientCredentials"
    return WHOAMI if asked else None


def identify(sign_in: SignIn, credentials: Credentials) -> str | None:
    """Return who the API says that the caller is, as far as it can be asked.

    Raises:
        ClientError: The API refused, or did not answer.
    """
    asked = question(sign_in)
    if asked is None:
        return None
    with Client(credentials, base_url=sign_in.base_url) as client:
        record: Any = client.request("GET", asked.path)
    names = [record.get(member) for member in asked.members] if isinstance(record, Mapping) else []
    return next((name for name in names if isinstance(name, str) and name), None)
