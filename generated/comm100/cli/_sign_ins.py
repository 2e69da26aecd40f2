"""The sign-in that a user has on this machine: what it is for, and the token beside it."""

from __future__ import annotations

import base64
import json
import time
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from typing import Any, Final

from ..auth.store import TokenSlot, TokenStore
from ..auth.token import Token
from ..errors import TokenStoreError
from ._names import WAYS
from ._ways import Way

__all__ = ["SignIn", "SignIns", "conceal", "reveal"]

_RECORD: Final = "sign-in"
_TOKEN: Final = "token"


@dataclass(frozen=True, kw_only=True)
class SignIn:
    """What a sign-in is for. It holds no secret.

    Args:
        way: The class of the credentials.
        base_url: The server.
        values: The credentials' arguments without the secret ones.
        who: Who signed in, where the server told.
    """

    way: str
    base_url: str
    values: Mapping[str, str | int]
    who: str | None = None

    @property
    def described(self) -> Way:
        """The way to sign in."""
        return next(way for way in WAYS if way.name == self.way)


class SignIns:
    """The one sign-in of a store, and its token.

    What it is for is kept as the token is, so that it is as private and as safe from half-written files: a server that
    someone else could put there would be sent the token.

    Args:
        store: The store.
    """

    def __init__(self, store: TokenStore) -> None:
        self.store = store

    def read(self) -> tuple[SignIn, Token] | None:
        """Return the sign-in and its token, or None where there is none.

        Raises:
            TokenStoreError: The store failed, or what it has cannot be read.
        """
        record = self.store.load(_RECORD)
        if record is None:
            return None
        sign_in = _parsed(record)
        token = self.slot(sign_in).load()
        return None if token is None else (sign_in, token)

    def keep(self, sign_in: SignIn, token: Token) -> None:
        """Put a sign-in in the place of the one before.

        Raises:
            TokenStoreError: The store failed.
        """
        # Removed first, so that no token is ever taken for that of another sign-in.
        self._remove(_RECORD)
        self._replace(_TOKEN, token)
        self.describe(sign_in)

    def describe(self, sign_in: SignIn) -> None:
        """Put what a sign-in is for in the place of what was known before; its token stays.

        Raises:
            TokenStoreError: The store failed.
        """
        text = conceal(json.dumps(asdict(sign_in)))
        self._replace(_RECORD, Token(access_token=text, base_url=sign_in.base_url, issued_at=time.time()))

    def forget(self) -> bool:
        """Remove the sign-in and its token, whatever state they are in, and tell whether there was anything.

        Raises:
            TokenStoreError: The store failed; what could be removed is.
        """
        found = [key for key in (_RECORD, _TOKEN) if self._holds(key)]
        with ExitStack() as stack:
            for key in found:
                stack.callback(self._remove, key)
        return bool(found)

    def check(self) -> None:
        """Find out whether a sign-in can be kept, before someone takes the trouble.

        Raises:
            TokenStoreError: It cannot.
        """
        with self.store.lock(_RECORD):
            pass

    def slot(self, sign_in: SignIn) -> TokenSlot:
        """Return the place of a sign-in's token."""
        return TokenSlot(self.store, _TOKEN, sign_in.base_url)

    def _replace(self, key: str, token: Token) -> None:
        with self.store.lock(key):
            try:
                self.store.load(key)
            except TokenStoreError:
                self.store.delete(key)  # what cannot be read is no loss
            self.store.save(key, token)

    def _holds(self, key: str) -> bool:
        try:
            return self.store.load(key) is not None
        except TokenStoreError:
            return True

    def _remove(self, key: str) -> None:
        with self.store.lock(key):
            self.store.delete(key)


def conceal(text: str) -> str:
    """Return any text as one that a token may be: visible ASCII."""
    return base64.urlsafe_b64encode(text.encode()).decode("ascii")


def reveal(text: str) -> str:
    """Return the text that was concealed.

    Raises:
        ValueError: It is none.
    """
    return base64.b64decode(text, altchars=b"-_", validate=True).decode()


def _parsed(record: Token) -> SignIn:
    try:
        fields = json.loads(reveal(record.access_token))
    except (ValueError, RecursionError):
        fields = None
    if not _is_sign_in(fields, record.base_url):
        raise TokenStoreError("The sign-in that is kept here cannot be read. Sign out, or sign in again.")
    return SignIn(**fields)


def _is_sign_in(fields: Any, base_url: str) -> bool:
    return (
        isinstance(fields, dict)
        and fields.keys() == {"way", "base_url", "values", "who"}
        and fields["way"] in {way.name for way in WAYS}
        and fields["base_url"] == base_url
        and isinstance(fields["values"], dict)
        and all(isinstance(value, str | int) for value in fields["values"].values())
        and isinstance(fields["who"], str | None)
    )
