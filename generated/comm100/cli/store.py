"""The sign-in kept on this machine: what it is for, its token, and the folder or keyring that holds both."""

from __future__ import annotations

import base64
import json
import sys
import time
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from ..auth.store import TokenSlot, TokenStore
from ..auth.token import Token
from ..errors import TokenStoreError
from .failures import CommandError
from .methods import METHODS, PACKAGE, SignInMethod

__all__ = ["SignIn", "SignInStore", "decode", "default_store", "encode", "state_folder"]

_RECORD: Final = "sign-in"
_TOKEN: Final = "token"


@dataclass(frozen=True, kw_only=True)
class SignIn:
    """What a sign-in is for. It holds no secret.

    Args:
        way: The class of the credentials.
        base_url: The server.
        values: The arguments of the credentials, except the secret ones.
        who: Who signed in, if the server told.
    """

    way: str
    base_url: str
    values: Mapping[str, str | int]
    who: str | None = None

    @property
    def method(self) -> SignInMethod:
        """The sign-in method."""
        return next(method for method in METHODS if method.name == self.way)


class SignInStore:
    """Keeps one sign-in and its token.

    The record of what the sign-in is for is as well protected as the token: whoever could replace it could have the
    token sent to another server.

    Args:
        store: The token store to use.
    """

    def __init__(self, store: TokenStore) -> None:
        self.store = store

    def load(self) -> tuple[SignIn, Token] | None:
        """Return the sign-in and its token, or None if nobody is signed in.

        Raises:
            TokenStoreError: The store failed, or its content cannot be read.
        """
        record = self.store.load(_RECORD)
        if record is None:
            return None
        sign_in = _parsed(record)
        token = self.slot(sign_in).load()
        return None if token is None else (sign_in, token)

    def save(self, sign_in: SignIn, token: Token) -> None:
        """Replace the previous sign-in.

        Raises:
            TokenStoreError: The store failed.
        """
        # The old record goes first, so that a token is never taken for that of another sign-in.
        self._remove(_RECORD)
        self._replace(_TOKEN, token)
        self.update(sign_in)

    def update(self, sign_in: SignIn) -> None:
        """Replace what is known about the sign-in, and leave its token as it is.

        Raises:
            TokenStoreError: The store failed.
        """
        text = encode(json.dumps(asdict(sign_in)))
        self._replace(_RECORD, Token(access_token=text, base_url=sign_in.base_url, issued_at=time.time()))

    def delete(self) -> bool:
        """Remove the sign-in and its token, even if they are damaged, and return whether there was anything.

        Raises:
            TokenStoreError: The store failed. Whatever could be removed is gone.
        """
        present = [key for key in (_RECORD, _TOKEN) if self._holds(key)]
        with ExitStack() as stack:
            for key in present:
                stack.callback(self._remove, key)
        return bool(present)

    def check(self) -> None:
        """Check that a sign-in can be kept, before the user takes the trouble to sign in.

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
                self.store.delete(key)  # damaged content is not worth keeping
            self.store.save(key, token)

    def _holds(self, key: str) -> bool:
        try:
            return self.store.load(key) is not None
        except TokenStoreError:
            return True

    def _remove(self, key: str) -> None:
        with self.store.lock(key):
            self.store.delete(key)


def state_folder(environ: Mapping[str, str], platform: str, package: str = PACKAGE) -> Path:
    """Return the folder where a user's programs keep their state (XDG Base Directory Specification).

    Args:
        environ: The environment variables.
        platform: The operating system, as in ``sys.platform``.
        package: The name of the folder.

    Raises:
        CommandError: The user has no home folder.
    """
    if platform == "win32" and environ.get("LOCALAPPDATA"):
        return Path(environ["LOCALAPPDATA"]) / package
    state = environ.get("XDG_STATE_HOME", "")
    if platform not in ("win32", "darwin") and Path(state).is_absolute():
        return Path(state) / package
    try:
        home = Path.home()
    except RuntimeError:
        raise CommandError("The home folder is unknown. Name a folder with --store.") from None
    below = {"darwin": "Library/Application Support", "win32": "AppData/Local"}
    return home / below.get(platform, ".local/state") / package


def default_store(folder: Path | None, environ: Mapping[str, str]) -> TokenStore:
    """Return the store of the command line: private files, or the system keyring on Windows.

    Args:
        folder: The folder that the user named, if any.
        environ: The environment variables.

    Raises:
        ConfigurationError: There is no keyring.
        CommandError: The user has no home folder.
    """
    from ..auth.stores import FileStore, KeyringStore

    if sys.platform == "win32":
        return KeyringStore(PACKAGE if folder is None else f"{PACKAGE} {folder.absolute()}")
    return FileStore(folder or state_folder(environ, sys.platform))


def encode(text: str) -> str:
    """Return any text in the characters of a token: visible ASCII."""
    return base64.urlsafe_b64encode(text.encode()).decode("ascii")


def decode(text: str) -> str:
    """Return the text that was encoded.

    Raises:
        ValueError: The text was not encoded by :func:`encode`.
    """
    return base64.b64decode(text, altchars=b"-_", validate=True).decode()


def _parsed(record: Token) -> SignIn:
    try:
        fields = json.loads(decode(record.access_token))
    except (ValueError, RecursionError):
        fields = None
    if not _is_sign_in(fields, record.base_url):
        raise TokenStoreError("The stored sign-in cannot be read. Sign out, or sign in again.")
    return SignIn(**fields)


def _is_sign_in(fields: Any, base_url: str) -> bool:
    return (
        isinstance(fields, dict)
        and fields.keys() == {"way", "base_url", "values", "who"}
        and fields["way"] in {method.name for method in METHODS}
        and fields["base_url"] == base_url
        and isinstance(fields["values"], dict)
        and all(isinstance(value, str | int) for value in fields["values"].values())
        and isinstance(fields["who"], str | None)
    )
