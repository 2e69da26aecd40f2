"""The sign-in kept on this machine: what it is for, its token, and the folder or keyring that holds both."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, Protocol, Self

from ..auth._redact import NotPicklable, RedactedDict, SecretBytes
from ..auth.store import TokenSlot, TokenStore
from ..auth.stores import FileStore, KeyringStore
from ..auth.stores._files import absolute_folder, check_replaceable, read_private, remove_private, replace_private
from ..auth.stores.keyring import KeyringBackend, call_backend, recommended_backend
from ..auth.token import Token
from ..errors import TokenStoreError
from .description import METHODS, PACKAGE, SignInMethod
from .failures import CommandError

__all__ = ["FileRecords", "KeyringRecords", "RecordStore", "SignIn", "SignInStore", "open_store", "state_folder"]

_SIGN_IN: Final = "sign-in"
_SECRETS: Final = "secrets"
_TOKEN: Final = "token"
_RECORDS: Final = (_SIGN_IN, _SECRETS, _TOKEN)
_LARGEST: Final = 256 * 1024


@dataclass(frozen=True, kw_only=True)
class SignIn(NotPicklable):
    """What a sign-in is for.

    Args:
        method: How the user signed in.
        base_url: The server.
        arguments: The arguments of the credentials, except the secret ones.
        secrets: The secret arguments of fixed credentials; empty for OAuth, whose token is kept instead.
        who: Who signed in, if the server told.
    """

    method: SignInMethod
    base_url: str
    arguments: Mapping[str, str | int]
    secrets: Mapping[str, str] = field(default_factory=RedactedDict, repr=False)
    who: str | None = None

    def public_record(self) -> dict[str, Any]:
        """Return what is kept about the sign-in. It holds no secret."""
        return {
            "method": self.method.name,
            "base_url": self.base_url,
            "arguments": dict(self.arguments),
            "who": self.who,
        }

    def secret_record(self) -> dict[str, Any] | None:
        """Return the secrets to keep, with the server that they are for; None for OAuth."""
        return {"base_url": self.base_url, "secrets": dict(self.secrets)} if self.method.kind == "fixed" else None

    @classmethod
    def from_records(cls, public: Mapping[str, Any], secret: Mapping[str, Any] | None) -> Self:
        """Return the sign-in that two records were made from.

        Raises:
            TokenStoreError: They are damaged, or do not belong together.
        """
        method = next((method for method in METHODS if method.name == public.get("method")), None)
        if method is None or not _is_public_record(public):
            raise TokenStoreError("The stored sign-in cannot be read. Sign out, or sign in again.")
        secrets = RedactedDict[str]()
        if method.kind == "fixed":
            if secret is None or not _is_secret_record(secret, method, public["base_url"]):
                raise TokenStoreError("The stored key cannot be read. Sign in again.")
            secrets.update(secret["secrets"])
        return cls(
            method=method,
            base_url=public["base_url"],
            arguments=public["arguments"],
            secrets=secrets,
            who=public["who"],
        )


class RecordStore(Protocol):
    """Keeps small JSON records by name."""

    def read(self, name: str) -> SecretBytes | None:
        """Return a record, or None if there is none."""

    def write(self, name: str, data: SecretBytes) -> None:
        """Replace a record."""

    def remove(self, name: str) -> None:
        """Remove a record, if there is one."""

    def check(self, name: str) -> None:
        """Check that a record can be replaced, and leave it as it is."""


class FileRecords:
    """Keeps records as files that only their owner can read (mode 0600), each replaced as a whole.

    Args:
        folder: The folder of the files (mode 0700).
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def read(self, name: str) -> SecretBytes | None:
        """Return a record, or None if there is none.

        Raises:
            TokenStoreError: The file cannot be read, or is not private.
        """
        return read_private(self._path(name), limit=_LARGEST)

    def write(self, name: str, data: SecretBytes) -> None:
        """Replace a record.

        Raises:
            TokenStoreError: The file cannot be written.
        """
        replace_private(self._path(name), data)

    def remove(self, name: str) -> None:
        """Remove a record, whatever it contains, if there is one.

        Raises:
            TokenStoreError: The file cannot be removed.
        """
        remove_private(self._path(name))

    def check(self, name: str) -> None:
        """Check that a record can be replaced, and leave it as it is.

        Raises:
            TokenStoreError: It cannot.
        """
        check_replaceable(self._path(name))

    def _path(self, name: str) -> Path:
        return self._folder / f"{name}.json"


class KeyringRecords:
    """Keeps records in the system keyring.

    Args:
        service: The name that the keyring shows.
        backend: A backend of the keyring library; defaults to the one that the library recommends.
    """

    def __init__(self, service: str, backend: KeyringBackend | None = None) -> None:
        self._service = service
        self._backend = recommended_backend() if backend is None else backend

    def read(self, name: str) -> SecretBytes | None:
        """Return a record, or None if there is none.

        Raises:
            TokenStoreError: The keyring failed.
        """
        text = call_backend(lambda: self._backend.get_password(self._service, name), "Unlock it")
        return None if text is None else SecretBytes(text.encode())

    def write(self, name: str, data: SecretBytes) -> None:
        """Replace a record.

        Raises:
            TokenStoreError: The keyring failed.
        """
        call_backend(lambda: self._backend.set_password(self._service, name, data.decode()), "Unlock it")

    def remove(self, name: str) -> None:
        """Remove a record, if there is one.

        Raises:
            TokenStoreError: The keyring failed.
        """
        if self.read(name) is not None:
            call_backend(lambda: self._backend.delete_password(self._service, name), "Remove the entry by hand")

    def check(self, name: str) -> None:
        """Check that the keyring can be used; whether it takes a record, only the record shows.

        Raises:
            TokenStoreError: It cannot.
        """
        self.read(name)


class SignInStore:
    """Keeps one sign-in: a record of what it is for, and beside it the token or the secrets.

    The record is protected as well as the token: whoever could replace it could have the token sent to another server.

    Args:
        tokens: Keeps the token, and provides the locks.
        records: Keeps the records, in the same folder or keyring.
    """

    def __init__(self, tokens: TokenStore, records: RecordStore) -> None:
        self._tokens = tokens
        self._records = records

    def load(self) -> tuple[SignIn, Token | None] | None:
        """Return the sign-in and its token, or None if nobody is signed in. Fixed credentials have no token.

        Raises:
            TokenStoreError: The store failed, or its content is damaged.
        """
        public = self._read(_SIGN_IN)
        if public is None:
            return None
        sign_in = SignIn.from_records(public, self._read(_SECRETS))
        if sign_in.method.kind == "fixed":
            return sign_in, None
        token = self.token_slot(sign_in).load()
        return None if token is None else (sign_in, token)

    def save(self, sign_in: SignIn, token: Token | None) -> None:
        """Replace the previous sign-in.

        Raises:
            TokenStoreError: The store failed.
        """
        # The old record goes first, so that neither token nor secrets are ever taken for those of another sign-in.
        self.delete()
        secret = sign_in.secret_record()
        if secret is not None:
            self._write(_SECRETS, secret)
        if token is not None:
            with self._tokens.lock(_TOKEN):
                self._tokens.save(_TOKEN, token)
        self.update(sign_in)

    def update(self, sign_in: SignIn) -> None:
        """Replace the record of what the sign-in is for, and leave its token and secrets as they are.

        Raises:
            TokenStoreError: The store failed.
        """
        self._write(_SIGN_IN, sign_in.public_record())

    def delete(self) -> bool:
        """Remove the sign-in, even if it is damaged, and return whether there was anything.

        Raises:
            TokenStoreError: The store failed. Whatever could be removed is gone.
        """
        present = [name for name in _RECORDS if self._holds(name)]
        with ExitStack() as stack:
            # Callbacks run last to first: the record of what the sign-in is for goes before the rest.
            for name in reversed(present):
                stack.callback(self._remove, name)
        return bool(present)

    def check(self) -> None:
        """Check that a sign-in can be kept, before the user takes the trouble to sign in.

        Raises:
            TokenStoreError: It cannot.
        """
        for name in _RECORDS:
            with self._tokens.lock(name):
                self._records.check(name)

    def token_slot(self, sign_in: SignIn) -> TokenSlot:
        """Return the place of a sign-in's token."""
        return TokenSlot(self._tokens, _TOKEN, sign_in.base_url)

    def _read(self, name: str) -> RedactedDict[Any] | None:
        data = self._records.read(name)
        if data is None:
            return None
        try:
            record = json.loads(data)
        except (ValueError, RecursionError):
            record = None
        # Raised outside of the handler: a parser's error holds the text.
        if len(data) > _LARGEST or not isinstance(record, dict):
            raise TokenStoreError("The stored sign-in cannot be read. Sign out, or sign in again.")
        return RedactedDict(record)

    def _write(self, name: str, record: Mapping[str, Any]) -> None:
        with self._tokens.lock(name):
            self._records.write(name, SecretBytes(json.dumps(record, separators=(",", ":")).encode()))

    def _holds(self, name: str) -> bool:
        try:
            return self._records.read(name) is not None
        except TokenStoreError:
            return True

    def _remove(self, name: str) -> None:
        with self._tokens.lock(name):
            self._records.remove(name)


def open_store(folder: Path | None, environ: Mapping[str, str]) -> SignInStore:
    """Return the store of the command line: private files, or the system keyring on Windows.

    Args:
        folder: The folder that the user named, if any.
        environ: The environment variables.

    Raises:
        ConfigurationError: There is no keyring.
        CommandError: The user has no home folder.
    """
    if sys.platform == "win32":
        service = PACKAGE if folder is None else f"{PACKAGE} {folder.absolute()}"
        return SignInStore(KeyringStore(service), KeyringRecords(service))
    path = absolute_folder(folder or state_folder(environ, sys.platform))
    return SignInStore(FileStore(path), FileRecords(path))


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


def _is_public_record(record: Mapping[str, Any]) -> bool:
    return (
        record.keys() == {"method", "base_url", "arguments", "who"}
        and isinstance(record["base_url"], str)
        and isinstance(record["arguments"], dict)
        and all(isinstance(value, str | int) for value in record["arguments"].values())
        and isinstance(record["who"], str | None)
    )


def _is_secret_record(record: Mapping[str, Any], method: SignInMethod, base_url: str) -> bool:
    secrets = record.get("secrets")
    return (
        record.get("base_url") == base_url
        and isinstance(secrets, dict)
        and secrets.keys() == {setting.name for setting in method.settings if setting.secret}
        and all(isinstance(value, str) for value in secrets.values())
    )
